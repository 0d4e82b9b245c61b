"""Show the findings of one report: as a list with the report's tables, as text, or as plain values.

At the prompt, the row of the table that a finding is about is drawn with its cell marked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.finding import Finding, Severity
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.reading import Reading, report_of, typed_at
from gk_docs.showing.listing import ListCell, Listing, Paper
from gk_docs.showing.record import picked
from gk_docs.showing.report import TONES, shown_report
from gk_docs.showing.rule_page import title_of
from gk_docs.showing.terminal import INDENT, aligned, block, blocks, cells_of, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.form.layout import Figure
    from gk_docs.form.report import Report

_TITLE = "检查结果"
_HEADS = {"级别": 6, "代码": 8, "位置": 34, "说明": 60, "写的": 14, "应为": 20, "处理": 20}

_FEW = 3  # findings of one rule that are shown in full unless all are wanted
_CLAUSE_END = re.compile("[：；。]")
_WIDEST = 30  # columns of a drawn row's label
_OTHERS = 3  # the identity of table 3 compares so many rows besides that of the place
_MOST = 6  # rows of a drawing


@dataclass(frozen=True)
class FindingsShown:
    """Shows what the checks found in one report.

    Attributes:
        findings: The findings, as `check` returns them.
        of: The reading or report that was checked; without it (None) there are no tables, no line numbers and no drawn
            rows.
        verbose: Whether the text shows everything in full; else a rule's warnings and infos beyond the third are only
            counted, and undecided findings are grouped. Errors are always shown in full.
        columns: Width of the terminal; a wider drawing leaves out columns of zeros.
    """

    findings: Sequence[Finding]
    of: Reading | Report | None = None
    verbose: bool = True
    columns: int | None = None

    def sheets(self) -> list[Listing]:
        """All findings, then the tables of the report."""
        return [self._listing(), *(one for one in self._report() if one.grid)]

    def _listing(self) -> Listing:
        return Listing.of(_TITLE, _HEADS, _lines_of(self.findings))

    def _report(self) -> Iterator[Listing]:
        if self.of is not None:
            yield from shown_report(report_of(self.of), self.findings)

    def paper(self) -> Paper:
        """The list under the name of the body and a count, then the text and the tables of the report."""
        report = report_of(self.of) if self.of else None
        lead = (f"{report.agency.name}{report.year}年政府信息公开工作年度报告",) if report else ()
        listings = (self._listing(), *self._report())
        return Paper(title=_TITLE, lead=(*lead, summary(self.findings)), listings=listings)

    def text(self) -> str:
        """Problems, then accepted findings, then undecided ones, then a count.

        A problem has the line of its place in an authored file, and the row of its table drawn.
        """
        problems = [finding for finding in self.findings if finding.is_problem]
        told = problems if self.verbose else list(_first_ones(problems))
        wide = self.columns and self.columns - len(INDENT)
        return blocks(
            *(_problem(finding, self.of, wide) for finding in told),
            block("同类的不再列出（加 -v 全部列出）：", _left_out(problems, told)),
            block("已说明，不计入：", _accepted(self.findings)),
            block("未能判断：", _not_assessed(self.findings, verbose=self.verbose)),
            summary(self.findings),
        )

    def record(self) -> Any:
        """The report's body, year, edition and file with the findings; the findings alone if `of` is None."""
        found = [_record(finding, self.of) for finding in self.findings]
        if self.of is None:
            return found
        facts = picked(report_of(self.of), "agency=agency.name year edition")
        return {**picked(self.of, "file=file_facts.name"), **facts, "findings": found}


def _lines_of(findings: Sequence[Finding]) -> Iterator[tuple[object, ...]]:
    """A row for each finding; rules that could not decide for the same reason share one."""
    undecided: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        if not finding.assessed:
            undecided[str(finding.place), finding.message].append(finding.code)
    for finding in findings:
        if finding.assessed:
            yield cells(finding)
        elif codes := undecided.pop((str(finding.place), finding.message), None):
            severity, _, *rest = cells(finding)
            yield severity, "、".join(dict.fromkeys(codes)), *rest


def cells(finding: Finding) -> tuple[object, ...]:
    """The row of a finding: 级别, 代码, 位置, 说明, 写的, 应为, 处理."""
    treated = "未能判断" if not finding.assessed else f"已说明：{finding.accepted}" if finding.accepted else ""
    severity = ListCell(finding.severity.chinese, tone=TONES[finding.severity] if finding.is_problem else None)
    said = (finding.code, finding.place, finding.message, finding.found or "", finding.expected or "")
    return severity, *said, treated


def _record(finding: Finding, subject: Reading | Report | None) -> dict[str, Any]:
    facts = finding.facts.items()
    file, line = typed_at(subject, finding.place.path)
    return {
        **picked(finding, "code name severity place"),
        **({"file": file} if file else {}),
        "line": line,
        **picked(finding, "message found expected others assessed accepted"),
        "facts": {name: value if isinstance(value, int | list) else str(value) for name, value in facts},
        **picked(finding, "fingerprint"),
    }


def summary(findings: Sequence[Finding]) -> str:
    """How many problems there are by severity (错误 1 个，警告 0 个，提示 2 个。)."""
    counts = Counter(finding.severity for finding in findings if finding.is_problem)
    if not counts:
        return "没有发现问题。"
    return "，".join(f"{severity.chinese} {counts[severity]} 个" for severity in reversed(Severity)) + "。"


def statistics(findings: Sequence[Finding]) -> str:
    """How often each rule found a problem, one rule a line, most first."""
    counts = Counter(finding.code for finding in findings if finding.is_problem)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return "\n".join(f"{count:>5}  {code}  {title_of(code)}" for code, count in ranked)


def _problem(finding: Finding, subject: Reading | Report | None, columns: int | None) -> str:
    file, line = typed_at(subject, finding.place.path)
    where = f"{finding.place}（{f'{file} ' if file else ''}第 {line} 行）" if line else str(finding.place)
    is_read = not finding.is_of_reader  # else there is no row to draw
    drawn = _drawing(finding, report_of(subject), columns) if subject is not None and is_read else []
    return block(f"{finding.severity.chinese} {finding.code} {where}", [*finding.message.split("\n"), *drawn])


def _accepted(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.accepted is not None:
            yield f"{finding.code} {finding.place}：{finding.message}理由：{finding.accepted}"


def _first_ones(problems: Sequence[Finding]) -> Iterator[Finding]:
    """Every error, and of each rule the first few of its other findings."""
    seen: Counter[str] = Counter()
    for finding in problems:
        seen[finding.code] += finding.severity < Severity.ERROR
        if finding.severity == Severity.ERROR or seen[finding.code] <= _FEW:
            yield finding


def _left_out(problems: Sequence[Finding], told: Sequence[Finding]) -> Iterator[str]:
    rest = Counter(finding.code for finding in problems) - Counter(finding.code for finding in told)
    for code, count in sorted(rest.items()):
        yield f"{code} {title_of(code)}：另有 {count} 处"


def _not_assessed(findings: Sequence[Finding], *, verbose: bool) -> Iterator[str]:
    open_ones = [finding for finding in findings if not finding.assessed]
    if verbose:
        yield from (f"{finding.code} {finding.place}：{finding.message}" for finding in open_ones)
        return
    general: dict[str, list[str]] = {}
    by_code: dict[str, list[Finding]] = {}
    for finding in open_ones:
        if finding.place.path:
            by_code.setdefault(finding.code, []).append(finding)
        else:
            general.setdefault(finding.message, []).append(finding.code)
    yield from (_folded(code, several) for code, several in sorted(by_code.items()))
    yield from (f"{'、'.join(dict.fromkeys(codes))}：{message}" for message, codes in general.items())


def _folded(code: str, several: Sequence[Finding]) -> str:
    """Say in one short line what a rule could not decide, at one or several places."""
    if len(several) == 1:
        return f"{code} {several[0].place}：{several[0].message}"
    reason = _CLAUSE_END.split(several[0].message)[0]
    return f"{code} {title_of(code)}（{len(several)} 处）：{reason}。"


def _drawing(finding: Finding, report: Report, columns: int | None) -> list[str]:
    """Draw the rows of the table that a finding compares, its cell marked `[写的→应为]`; empty if it has no cell.

    A cell has the words that the file prints there. If there are more than four rows, rows of zero are left out; of
    more than six, the first ones and the last are drawn. Columns of zeros are left out if a line would be longer than
    `columns`.
    """
    if finding.place.path not in outline_of(type(report)).figures:
        return []
    rows = list(_rows(finding, report))
    head = ["", *(figure.columns[-1] for figure in rows[0])]
    texts = [_texts(row, finding, report) for row in rows]
    if len(rows) > _MOST:
        texts[_MOST - 1 : -1] = [[f"（另 {len(rows) - _MOST} 行）", *("…" for _ in rows[0])]]
    drawn = [*aligned([head, *texts])]
    if columns and max(map(cells_of, drawn)) > columns:
        drawn = [*aligned(_without_zeros([head, *texts]))]
    return drawn


def _without_zeros(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of a drawing without the columns that have only 0."""
    kept = [number for number, (_, *cells) in enumerate(zip(*lines, strict=True)) if not {*cells} <= {"0", "…"}]
    return [[line[number] for number in kept] for line in lines]


def _rows(finding: Finding, report: Report) -> Iterator[tuple[Figure, ...]]:
    """The row of the finding's place, then the other rows it compares in that column; if many, those without 0."""
    figures, few = outline_of(type(report)).figures, len(finding.others) <= _OTHERS
    own = figures[finding.place.path]
    yield _row_of(own, report)
    for place in finding.others:
        other = figures.get(place.path)
        same_column = other and other.columns == own.columns and other.section == own.section
        if other and same_column and _beside(other) != _beside(own) and (few or report.figure(place.path) != 0):
            yield _row_of(other, report)


def _beside(figure: Figure) -> tuple[str, tuple[str, ...]]:
    """A key that is equal for the figures of one printed row."""
    return figure.path.rpartition(".")[0], figure.rows


def _row_of(figure: Figure, report: Report) -> tuple[Figure, ...]:
    figures = outline_of(type(report)).figures.values()
    return tuple(other for other in figures if _beside(other) == _beside(figure))


def _texts(row: Sequence[Figure], finding: Finding, report: Report) -> list[str]:
    label = words_at(type(report), row[0].path).split(SEPARATOR)[1]
    return [cut(label, _WIDEST), *(_cell(figure.path, finding, report) for figure in row)]


def _cell(path: str, finding: Finding, report: Report) -> str:
    value, printed = report.figure(path), report.printed.words.get(path)
    text = cut(printed, _WIDEST) if printed else "空" if value is None else str(value)
    if path != finding.place.path:
        return text
    return f"[{text}→{finding.expected}]" if finding.expected is not None else f"[{text}]"
