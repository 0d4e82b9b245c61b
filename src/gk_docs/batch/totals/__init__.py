"""A county's figures: the sums of its bodies', with everybody named who is missing and every cell that was blank.

`total` adds them up; `scope` says whose they are and what stayed out, `difference` holds them against what the county
itself published.
"""

from gk_docs.batch.totals.summing import Totals, total

__all__ = ["Totals", "total"]
