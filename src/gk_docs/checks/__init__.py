"""Check a report: each rule, with its code and its page, turns it into findings.

`check` runs the rules of `rules/` on one report, `check_copies` compares several; `with_notes` prints a body's reasons
for its accepted differences under the tables.
`all_rules` and `rule_of` look rules up; `load_settings` and `find_settings` read which rules an office wants.
"""

from gk_docs.checks.copies import check_copies, extract_of
from gk_docs.checks.engine import check, in_order
from gk_docs.checks.footnotes import notes, with_notes
from gk_docs.checks.registry import all_rules, rule_of
from gk_docs.checks.settings import find_settings, load_settings
from gk_docs.settings import OfficeNotice, Settings

__all__ = [
    "OfficeNotice",
    "Settings",
    "all_rules",
    "check",
    "check_copies",
    "extract_of",
    "find_settings",
    "in_order",
    "load_settings",
    "notes",
    "rule_of",
    "with_notes",
]
