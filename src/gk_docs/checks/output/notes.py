"""What a body says of its accepted differences, as a note to be printed under the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from gk_docs.form.report import Acceptance, Report


def notes(report: Report) -> dict[str, str]:
    """The note under each table that has an accepted difference, by field name of the section.

    Taken from `report.accepted`, in its order; an acceptance outside the three tables gives none.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> accepted = [{"code": "GK402", "path": "active_disclosure.rules.in_force", "reason": "两件期满失效。"}]
    >>> notes(AnnualReport(agency="甲县人民政府", year=2023, accepted=accepted))
    {'active_disclosure': '注：规章 · 现行有效件数：两件期满失效。'}
    """
    told: dict[str, list[str]] = {}
    for acceptance in report.accepted:
        section = acceptance.path.partition(".")[0]
        if any(table.name == section and table.grid for table in outline_of(type(report)).sections):
            told.setdefault(section, []).append(_sentence(acceptance, report))
    return {section: _numbered(sentences) for section, sentences in told.items()}


def _sentence(acceptance: Acceptance, report: Report) -> str:
    words = SEPARATOR.join(words_at(type(report), acceptance.path).split(SEPARATOR)[1:])
    reason = f"{acceptance.reason.rstrip('。')}。"
    return f"{words}：{reason}" if words else reason


def _numbered(sentences: list[str]) -> str:
    if len(sentences) == 1:
        return f"注：{sentences[0]}"
    return "注：" + "".join(f"{number}.{sentence}" for number, sentence in enumerate(sentences, 1))
