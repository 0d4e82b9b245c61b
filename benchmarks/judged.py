"""Measures the checks on sentences that others have judged: recall of each kind of defect, and false alarms.

A folder holds a text file for each kind of defect, named after it. Each line has a judgement, a place and a sentence,
separated by tabs:

    错	on_request	2023年共收到政府信息公开申请39件。
    对	on_request	全年未收到申请公开国家秘密的情形。

The place is a part of 总体情况 (lead, active_disclosure, on_request, management, platform, oversight), `problems`,
`other_matters` or `preamble`. A line that begins with # is a remark. The sentences are put, one at a time, into the
report `报告.yaml` of the folder, which is checked with last year's report `去年.yaml` if there is one. In a folder
without `报告.yaml`, they are put into the town's report of the tests, which has a report for last year (25
applications, 23 finished, 3 carried over; 5 reconsiderations, 3 lawsuits; 3 documents issued, 8 in force; 140 licences,
12 penalties, fees of 120).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tests.checks_text.towns import A, C, O, R, town

import gk_docs
from gk_docs.finding import Severity
from gk_docs.form.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.form.report import Report

WRONG, RIGHT = "错", "对"
REPORT, PREVIOUS = "报告.yaml", "去年.yaml"
_OF_TEXT = ("GK207", "GK208", "GK209", "GK21", "GK5", "GK6", "GK7", "GK8", "GK9")
_SECTIONS = {"problems": "remaining", "other_matters": "key_points"}

_SUMMARY = {
    "lead": "全年各项公开工作平稳有序。",
    "active_disclosure": "通过网站、公示栏等渠道发布信息。",
    "on_request": "规范办理流程，方便群众查询。",
    "management": "公文起草时同步明确公开属性。",
    "platform": "维护好政府网站专栏和公众号。",
    "oversight": "工作考核、社会评议按期开展，未发生责任追究情形。",
}


_LAST: dict[str, int | str] = {
    f"{R}.received.natural_person": 20,
    f"{R}.received.business": 5,
    f"{R}.brought_forward.natural_person": 1,
    f"{O}.granted.natural_person": 15,
    f"{O}.granted.business": 5,
    f"{O}.partly_granted.natural_person": 3,
    f"{R}.carried_forward.natural_person": 3,
    f"{C}.reconsideration.upheld": 4,
    f"{C}.reconsideration.corrected": 1,
    f"{C}.direct_litigation.upheld": 1,
    f"{C}.litigation_after_reconsideration.upheld": 2,
    f"{A}.normative_documents.issued": 3,
    f"{A}.normative_documents.in_force": 8,
    f"{A}.licences": 140,
    f"{A}.penalties": 12,
    f"{A}.compulsion": 3,
    f"{A}.fees": "120",
}


class Judged(NamedTuple):
    """A judged sentence: kind of defect, whether it is wrong, the part it belongs to, and its text."""

    kind: str
    wrong: bool
    part: str
    text: str


def judged_in(folder: Path) -> Iterator[Judged]:
    """Every judged sentence of a folder, in the order of files and lines.

    Raises:
        ValueError: If a line does not have three columns, or begins with neither 错 nor 对.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            judgement, _, rest = line.partition("\t")
            part, _, text = rest.partition("\t")
            if judgement not in (WRONG, RIGHT) or not text.strip():
                raise ValueError(f"{path.name}:{number}: 每行须是“错”或“对”、位置、句子，以制表符分开")
            yield Judged(path.stem, judgement == WRONG, part.strip(), text.strip())


def with_sentence(report: Report, part: str, text: str) -> Report:
    """The report with the sentence added as a new paragraph at the end of a part."""
    if part == "preamble":
        return report.replace(preamble=Prose(f"{report.preamble.text if report.preamble else ''}\n\n{text}"))
    section, name = (part, _SECTIONS[part]) if part in _SECTIONS else ("summary", part)
    narrative = getattr(report, section)
    held = getattr(narrative, name)
    body = f"{held.text}\n\n{text}" if held else text
    others = {one.name: one.body for one in narrative.parts if one.name and one.name != name}
    fee = {"fee": narrative.fee} if section == "other_matters" else {}
    return report.replace(**{section: type(narrative)(**{**others, **fee, name: body})})


def usual() -> Report:
    """The report into which sentences are put if the folder has no report."""
    return town(summary=_SUMMARY)


def last_year() -> Report:
    """Last year's report of the same town, with other text."""
    parts = {name: f"上一年的{name}另有记载。" for name in _SUMMARY}
    problems = {"remaining": "解读材料数量偏少，已在推进。"}
    return town(figures=_LAST, summary=parts, problems=problems).replace(year=2022)


def told(report: Report, previous: Report | None) -> set[tuple[str, str, str | None]]:
    """Code, path and words of every problem that is a warning or an error."""
    found = gk_docs.check(report, previous, select=_OF_TEXT)
    return {
        (one.code, one.place.path, one.found) for one in found if one.is_problem and one.severity >= Severity.WARNING
    }


def page(folder: Path) -> str:
    """The table of a folder: wrong and right sentences of each kind, and how many of them give a problem.

    Below it come the right sentences in which a problem is found, with the codes.
    """
    base: Report = usual()
    last: Report | None = last_year()
    if (folder / REPORT).is_file():
        base = gk_docs.read(folder / REPORT).report
        last = gk_docs.read(folder / PREVIOUS).report if (folder / PREVIOUS).is_file() else None
    before = told(base, last)
    count: Counter[tuple[str, str]] = Counter()
    accused: list[str] = []
    for one in judged_in(folder):
        new = told(with_sentence(base, one.part, one.text), last) - before
        count[one.kind, "错" if one.wrong else "对"] += 1
        count[one.kind, "found" if one.wrong else "alarm"] += bool(new)
        if new and not one.wrong:
            accused.append(f"{'、'.join(sorted({code for code, _, _ in new}))}\t{one.text}")
    rows = [
        f"| {kind} | {count[kind, '错']} | {count[kind, 'found']} | {count[kind, '对']} | {count[kind, 'alarm']} |"
        for kind in sorted({kind for kind, _ in count})
    ]
    head = "| 种类 | 错的 | 查出 | 对的 | 误报 |\n| --- | ---: | ---: | ---: | ---: |"
    return "\n".join([head, *rows, "", *accused])
