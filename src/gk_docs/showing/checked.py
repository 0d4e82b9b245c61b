"""Show files that were checked together: the findings and mends of each; text that several share is shown once.

Templates that were checked together are shown in the same way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.checks.bodies.names import names_of
from gk_docs.checks.copies import CODE
from gk_docs.checks.copying.shared import bare
from gk_docs.document.template_rules import all_template_rules
from gk_docs.form.outline import outline_of
from gk_docs.showing.findings import FindingsShown, cells, statistics, summary
from gk_docs.showing.listing import Listing, Paper
from gk_docs.showing.sarif import sarif_log
from gk_docs.showing.terminal import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from gk_docs.batch.mending import Mended
    from gk_docs.batch.work import Checked
    from gk_docs.errors import GkError
    from gk_docs.finding import Finding

_LINE = "─" * 8
_TEMPLATES = "模板检查结果"
_HEADS = {"模板": 20, "级别": 6, "代码": 8, "位置": 34, "说明": 60, "写的": 24, "应为": 20}
_SEVERAL = 3  # so many reports with one text are shown once for all; of two each names the other


@dataclass(frozen=True)
class CheckedShown:
    """Files that were checked together, shown.

    Attributes:
        checked: The files with their findings.
        mended: The mends, by name of the file.
        statistics: Whether to show only how often each rule found a problem.
        verbose: Whether the text shows every finding; else those on text that several files share are only counted.
        columns: Width of the terminal, as in `FindingsShown`.
    """

    checked: Sequence[Checked]
    mended: Mapping[str, Mended] = field(default_factory=dict)
    statistics: bool = False
    verbose: bool = False
    columns: int | None = None

    @property
    def _findings(self) -> list[Finding]:
        return [finding for one in self.checked for finding in one.findings]

    def text(self) -> str:
        """Each file under a line with its name, body and year; then text that several share, and a total count."""
        counted = summary(self._findings)
        if self.statistics:
            return "\n".join(filter(None, (statistics(self._findings), counted)))
        copied = {} if self.verbose else _copied_in(self.checked)
        once = {id(finding) for findings in copied.values() for finding in findings}
        blocks = [self._block(one, [found for found in one.findings if id(found) not in once]) for one in self.checked]
        if copied:
            blocks.append("\n".join([f"{_LINE} 几份报告相同的文字（加 -v 逐份列出）", *copied]))
        if len(self.checked) > 1:
            blocks.append(f"{_LINE} 共 {len(self.checked)} 份报告：{counted}")
        return "\n\n".join(blocks)

    def _block(self, one: Checked, findings: Sequence[Finding]) -> str:
        """A file with those findings that are shown for it alone."""
        report = one.reading.report
        head = f"{_LINE} {name_of(one)}（{report.agency.name.strip('（）')}，{report.year}年度）"
        text = FindingsShown(findings, one.reading, self.verbose, self.columns).text()
        copied = len(one.findings) - len(findings)
        return f"{head}\n{text}" + (f"\n另有 {copied} 段文字与几份报告相同，见最后。" if copied else "")

    def record(self, errors: Iterable[GkError] = ()) -> list[dict[str, Any]]:
        """A mapping for each file, then one for each file that could not be checked; or the count of each rule."""
        if self.statistics:
            counts = Counter((one.code, one.name) for one in self._findings if one.is_problem)
            return [{"code": code, "name": name, "count": count} for (code, name), count in counts.most_common()]
        return [*map(self._record, self.checked), *map(broken_record, errors)]

    def _record(self, one: Checked) -> dict[str, Any]:
        """A mapping of a file with its findings, and with its mends if it was to be mended."""
        record: dict[str, Any] = FindingsShown(one.findings, one.reading).record()
        if done := self.mended.get(name_of(one)):
            refused = [{"code": other.code, "place": other.place.words, "why": why} for other, why in done.refused]
            record["mended"] = {"count": len(done.applied), "diff": done.diff, "refused": refused}
        return record

    def sarif(self) -> dict[str, Any]:
        """A SARIF log with one run."""
        return sarif_log([(one.findings, one.reading) for one in self.checked])


def name_of(one: Checked) -> str:
    """The name of the checked file, as the user gave it."""
    return one.reading.file_facts.name or ""


def broken_record(error: GkError) -> dict[str, Any]:
    """A mapping of a file that could not be checked: its name and its problems."""
    return {"file": error.problems[0].file, "problems": [problem.to_dict() for problem in error.problems]}


def _copied_in(every: Iterable[Checked]) -> dict[str, list[Finding]]:
    """Group the findings on text shared by several files (GK802): for each text a line about it, with its findings.

    Texts that differ only in the names of the bodies are one text.
    """
    alike: dict[tuple[str, str], list[tuple[Finding, Checked]]] = defaultdict(list)
    for one in every:
        for finding in one.findings:
            words = bare(finding.facts.get("sentence", ""), names_of(one.reading.report.agency))
            if finding.code == CODE and finding.is_problem and words:
                alike[finding.place.path.partition(".")[0], words].append((finding, one))
    several = ((section, found) for (section, _), found in alike.items() if len(found) >= _SEVERAL)
    return {_line(section, found): [finding for finding, _ in found] for section, found in several}


def _line(section: str, found: Sequence[tuple[Finding, Checked]]) -> str:
    first, one = found[0]
    title = outline_of(type(one.reading.report)).section(section).title
    names = "、".join(dict.fromkeys(other.reading.report.agency.name for _, other in found))
    said = f"{len(found)} 份报告的“{title}”有同一段文字（{names}）：{first.facts['sentence']}"
    return f"{first.severity.chinese} {CODE} {said}"


class Linted(NamedTuple):
    """A template that was checked.

    Attributes:
        file: The file, as it was named.
        findings: The findings, as `gk_docs.word.lint` returns them.
        edition: The edition of the form against which it was checked; "" for none.
    """

    file: Path
    findings: Sequence[Finding]
    edition: str = ""


@dataclass(frozen=True)
class TemplatesShown:
    """Templates that were checked, shown.

    Attributes:
        linted: The templates, in the order in which they were named.
        verbose: Whether the text shows every finding; else a rule's warnings and infos beyond the third are counted.
    """

    linted: Sequence[Linted]
    verbose: bool = True

    def sheets(self) -> list[Listing]:
        """One list of all findings."""
        rows = ((one.file, *cells(finding)[:-1]) for one in self.linted for finding in one.findings)
        return [Listing.of(_TEMPLATES, _HEADS, rows)]

    def paper(self) -> Paper:
        """The list of all findings under a title."""
        return Paper(title=_TEMPLATES, lead=(), listings=tuple(self.sheets()))

    def record(self) -> list[dict[str, Any]]:
        """A mapping for each template: its file, edition and findings."""
        return [
            {
                "file": one.file.as_posix(),
                "edition": one.edition or None,
                "findings": FindingsShown(one.findings).record(),
            }
            for one in self.linted
        ]

    def text(self) -> str:
        """Each template under a line with its name."""
        return blocks(*map(self._block, self.linted))

    def _block(self, one: Linted) -> str:
        edition = f"（{one.edition}年版格式）" if one.edition else ""
        told = FindingsShown(one.findings, verbose=self.verbose).text()
        return f"{_LINE} {one.file.as_posix()}{edition}\n{told}"

    def sarif(self) -> dict[str, Any]:
        """A SARIF log with one run."""
        return sarif_log([(one.findings, one.file) for one in self.linted], all_template_rules().values())
