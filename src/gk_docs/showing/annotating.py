"""Put findings into the report's own file: as comments in a Word file, as notes beside coloured cells in a workbook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, TypeVar

from gk_docs import regex as re
from gk_docs.checks.habits import each_of
from gk_docs.checks.text.texts import texts_of
from gk_docs.errors import GkError, InvalidReport, Problem, UnreadableFile, guarded, several
from gk_docs.files.opc import Package
from gk_docs.files.sheets import names_of
from gk_docs.files.sniffing import sniffed
from gk_docs.files.source import Source
from gk_docs.finding import Finding, Severity
from gk_docs.formats import read
from gk_docs.showing.findings import FindingsShown
from gk_docs.showing.problems import ProblemsShown
from gk_docs.showing.saving import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import PathLike
    from pathlib import Path

    from gk_docs.authored.workbook.notes import Square
    from gk_docs.batch.work import Checked
    from gk_docs.form.report import Report
    from gk_docs.showing.listing import Showing

At_co = TypeVar("At_co", covariant=True)

_AT_THE_TITLE = ("title", "year")
_TELLING = 4  # fewer characters may occur anywhere, so they find no place
_NAMED = re.compile("(?P<sheet>[^!（]+)(?:!(?P<cell>[A-Z]+[0-9]+))?")
_FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}


class _Quoted(NamedTuple):
    """Words of a line, "" if not known, and those before them."""

    words: str = ""
    before: str = ""


class _FilePlaces(Protocol[At_co]):
    """The places of a report's figures, texts and sections in a file."""

    @property
    def sections(self) -> Mapping[str, At_co]: ...
    @property
    def title(self) -> At_co: ...
    def figure(self, path: str) -> At_co | None: ...
    def passage(self, text: str, section: str) -> At_co | None: ...


def annotate(source: str | PathLike[str] | bytes | BinaryIO, findings: Sequence[Finding] | GkError) -> bytes:
    """Make a copy of a report's file with each finding at its place.

    In a Word file a finding is a comment, at the cell of a figure or at the words of a text; in a workbook that gk-docs
    made, it is a note beside the cell, which is coloured. A finding whose place is not in the file is put at the title
    of its section, else at the title of the report. The author of comments is gk-docs, and they have no date: the same
    file and findings give the same bytes. The file's own comments stay; pictures, other sheets and the like stay byte
    for byte.

    Args:
        source: The Word file (.docx), of any origin, or the workbook (.xlsx): a path, its bytes, or a binary stream.
        findings: The findings of `check` for it; accepted and undecided ones are left out. Or the error with which
            `read` refuses the file, for a workbook that is not filled in correctly.

    Returns:
        The bytes of the copy.

    Raises:
        UnreadableFile: If the file is neither a .docx nor a workbook of ours, is damaged, or cannot be read.
        NotAnAnnualReport: If the file is not an annual report.
        InvalidReport: If findings are given for a workbook that is not filled in correctly.
        TypeError: If `source` is of another type, or `findings` are not findings.
    """
    told = findings if isinstance(findings, GkError) else [*several(findings, "findings")]
    if isinstance(told, list) and not all(isinstance(one, Finding) for one in told):
        raise TypeError("findings are needed, as check gives them")
    opened = Source.of(source)
    with guarded(opened.name):
        done = None
        if isinstance(told, GkError):
            done = with_problems(opened.data, told.problems)
        elif sniffed(opened.data, "") in _WAYS:
            done = annotated(opened.data, read(opened.data, name=opened.name).report, told)
        if done is None:
            mend = "请用 Word 或 WPS 打开，另存为 .docx；表格要用 gk-docs 建立的工作簿"
            raise UnreadableFile("批注只能加在 .docx 和 gk-docs 的工作簿里", mend=mend)
        return done


def annotated(data: bytes, report: Report, findings: Sequence[Finding]) -> bytes | None:
    """Annotate a file that was read already; None if its format cannot have comments."""
    way = _WAYS.get(sniffed(data, ""))
    return way(data, report, [one for one in findings if one.is_problem]) if way else None


def _with_comments(data: bytes, report: Report, findings: Sequence[Finding]) -> bytes:
    from gk_docs.published.places import Places  # noqa: PLC0415 - heavy, and seldom needed
    from gk_docs.word.package.comments import Comment, with_comments  # noqa: PLC0415 - likewise

    found = _placed(findings, Places.of(data, report), report)
    return with_comments(data, (Comment(at, _words(one), *quoted) for one, at, quoted in found))


def _with_notes(data: bytes, report: Report, findings: Sequence[Finding]) -> bytes | None:
    from gk_docs.authored.workbook.places import WorkbookPlaces  # noqa: PLC0415 - as above

    places = WorkbookPlaces.of(data, type(report))
    if places is None:
        return None
    return _noted(data, ((at, one.severity, _words(one)) for one, at, _ in _placed(findings, places, report)))


def with_problems(data: bytes, problems: Sequence[Problem]) -> bytes | None:
    """Make a copy of a workbook with each problem at the cell it names; None if no problem names a cell or sheet."""
    from gk_docs.authored.workbook.notes import Square  # noqa: PLC0415 - as above

    sheets = names_of(Package(data)) if sniffed(data, "") == "xlsx" else {}
    named = [(at, one) for one in problems if (at := _NAMED.match(one.place or "")) and at["sheet"] in sheets]
    told = (
        (Square.named(at["sheet"], at["cell"] or "A1"), Severity.ERROR, str(replace(one, file=None, place=None)))
        for at, one in named
    )
    return _noted(data, told) if named else None


def _noted(data: bytes, told: Iterable[tuple[Square, Severity, str]]) -> bytes:
    """Put one note beside each cell with all its texts, in the colour of the gravest severity."""
    from gk_docs.authored.workbook.notes import CellNote, with_notes  # noqa: PLC0415 - as above

    notes: dict[Square, list[tuple[Severity, str]]] = defaultdict(list)
    for at, severity, words in told:
        notes[at].append((severity, words))
    return with_notes(
        data,
        (CellNote(at, "\n".join(words for _, words in found), _FILLS[max(found)[0]]) for at, found in notes.items()),
    )


def findings_file(path: Path, found: Checked | GkError, style: str) -> bytes:
    """Show what was found in a file, or why it was refused: in a copy of it if it has this format, else as a list."""
    if isinstance(found, GkError):
        shown: Showing = ProblemsShown(found)
        is_own = style == "xlsx" and isinstance(found, InvalidReport)
        done = with_problems(Source.of(path).data, found.problems) if is_own else None
    else:
        shown, report = FindingsShown(found.findings, found.reading), found.reading.report
        is_own = found.reading.file_facts.format == style
        done = annotated(Source.of(path).data, report, found.findings) if is_own else None
    return FORMATS[f".{style}"](shown) if done is None else done


_WAYS = {"docx": _with_comments, "xlsx": _with_notes}
"""The function that puts findings into a file, by its format."""


def _words(finding: Finding) -> str:
    return f"{finding.severity.chinese} {finding.code} {finding.place}\n{finding.message}"


def _placed(
    findings: Sequence[Finding], places: _FilePlaces[At_co], report: Report
) -> Iterator[tuple[Finding, At_co, _Quoted]]:
    """Yield each finding with its place in the file, and the words that it is about with the words before them."""
    texts = {passage.path: passage.text for passage in texts_of(report).passages}
    for finding in (place for one in findings for place in each_of(one)):
        yield finding, *_where(finding, places, texts)


def _where(finding: Finding, places: _FilePlaces[At_co], texts: Mapping[str, str]) -> tuple[At_co, _Quoted]:
    path, span = finding.place.path, finding.place.span
    section = path.partition(".")[0]
    if text := texts.get(path, ""):
        line, quoted = _line_at(text, span or (0, 0))
        for wanted in (line, quoted.words):
            if (at := places.passage(wanted, section)) is not None:
                return at, quoted
    found = places.figure(path) if "." in path else None
    if found is None and path not in _AT_THE_TITLE and len(finding.found or "") >= _TELLING:
        found = places.passage(finding.found or "", section)
    return places.sections.get(section, places.title) if found is None else found, _Quoted()


def _line_at(text: str, span: tuple[int, int]) -> tuple[str, _Quoted]:
    """The line of a text in which a span begins, and the characters of the span in that line with those before them."""
    start, end = span
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    return text[first:last], _Quoted(text[start : min(end, last)], text[first:start])
