"""Findings as comments in the Word file that they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from gk_docs.checks.text.texts import texts_of
from gk_docs.errors import UnreadableFile, guarded
from gk_docs.files.sniffing import sniffed
from gk_docs.files.source import Source
from gk_docs.formats import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from gk_docs.finding import Finding
    from gk_docs.form.report import Report
    from gk_docs.published.places import Places
    from gk_docs.word.comments import Comment

_AT_THE_TITLE = ("title", "year")
_TELLING = 4  # fewer characters stand anywhere


def annotate(source: str | PathLike[str] | bytes | BinaryIO, findings: Sequence[Finding]) -> bytes:
    """A copy of a report's Word file with a comment at each place that a finding names.

    A comment stands at the cell of a figure, or at the words of a text; where the place is not in the file, at the
    title of its section, else at that of the report. Its author is gk-docs, and it has no date: the same file and
    findings give the same bytes. The file's own comments stay; pictures, styles and the like stay byte for byte.

    Args:
        source: The Word file (.docx), of any origin: a path, its bytes, or a binary stream.
        findings: As `check` gives them for it. Those that are accepted or could not be decided are left out.

    Returns:
        The copy, to be written to another file.

    Raises:
        UnreadableFile: If the file is no .docx, is damaged, or cannot be read.
        NotAnAnnualReport: If it is no annual report.
        TypeError: If `source` is of another type.
    """
    opened = Source.of(source)
    with guarded(opened.name):
        if not is_word_file(opened.data):
            raise UnreadableFile("批注只能加在 .docx 里", mend="请用 Word 或 WPS 打开，另存为 .docx")
        return annotated(opened.data, read(opened.data, name=opened.name).report, findings)


def is_word_file(data: bytes) -> bool:
    """Whether a file is one that can have comments, whatever it is called."""
    return sniffed(data, "") == "docx"


def annotated(data: bytes, report: Report, findings: Sequence[Finding]) -> bytes:
    """The same for a file that was read already."""
    from gk_docs.published.places import Places  # noqa: PLC0415 - heavy, and seldom needed
    from gk_docs.word.comments import with_comments  # noqa: PLC0415 - likewise

    places = Places.of(data, report)
    texts = {passage.path: passage.text for passage in texts_of(report).passages}
    return with_comments(data, (_comment(one, places, texts) for one in findings if one.is_problem))


def _comment(finding: Finding, places: Places, texts: Mapping[str, str]) -> Comment:
    from gk_docs.word.comments import Comment  # noqa: PLC0415 - as above

    words = f"{finding.severity.chinese} {finding.code} {finding.place}\n{finding.message}"
    paragraph, quote = _where(finding, places, texts)
    return Comment(paragraph, words, quote)


def _where(finding: Finding, places: Places, texts: Mapping[str, str]) -> tuple[int, str]:
    """The paragraph of a finding, and the words in it where it is known which."""
    path, span = finding.place.path, finding.place.span
    section = path.partition(".")[0]
    if text := texts.get(path, ""):
        line, quote = _line_at(text, span or (0, 0))
        for wanted in (line, quote):
            if (number := places.passage(wanted, section)) is not None:
                return number, quote
    found = places.figure(path) if "." in path else None
    if found is None and path not in _AT_THE_TITLE and len(finding.found or "") >= _TELLING:
        found = places.passage(finding.found or "", section)
    return places.sections.get(section, places.title) if found is None else found, ""


def _line_at(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """The line of a text that the characters stand in, and these characters as far as they stand in it."""
    start, end = span
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    return text[first:last], text[start : min(end, last)]
