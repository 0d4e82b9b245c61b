"""Add up the figures of a county's bodies, and name every missing body and every blank cell.

`summing` adds up, `scope` says whose figures they are and what is left out, `difference` compares the sums with what
the county itself published.
"""

from gk_docs.batch.totals.summing import Totals, total

__all__ = ["Totals", "total"]
