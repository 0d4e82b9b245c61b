"""A report becomes findings: one rule, one code, one page.

`check` runs the rules of `rules/` on one report, `check_copies` compares several; `to_text`, `to_json`, `to_sarif` and
`to_workbook` show what they found, `with_notes` prints what a body says of its accepted differences under the tables.
`all_rules` and `rule_of` are the register; `load_settings` and `find_settings` read which rules an office wants.
"""

from gk_docs.checks.copies import check_copies, extract_of
from gk_docs.checks.engine import check, in_order
from gk_docs.checks.output.notes import notes, with_notes
from gk_docs.checks.output.pages import markdown, plain
from gk_docs.checks.output.records import to_json, to_record
from gk_docs.checks.output.sarif import sarif_log, to_sarif
from gk_docs.checks.output.terminal import statistics, summary, to_text
from gk_docs.checks.output.workbook import to_workbook
from gk_docs.checks.registry import all_rules, rule_of
from gk_docs.checks.settings import Settings
from gk_docs.checks.settings_file import find_settings, load_settings

__all__ = [
    "Settings",
    "all_rules",
    "check",
    "check_copies",
    "extract_of",
    "find_settings",
    "in_order",
    "load_settings",
    "markdown",
    "notes",
    "plain",
    "rule_of",
    "sarif_log",
    "statistics",
    "summary",
    "to_json",
    "to_record",
    "to_sarif",
    "to_text",
    "to_workbook",
    "with_notes",
]
