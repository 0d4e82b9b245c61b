"""A report becomes findings: one rule, one code, one page.

`check` runs the rules of `rules/`; `to_text`, `to_json` and `to_sarif` show what they found.
"""

from gk_docs.checks.engine import check

__all__ = ["check"]
