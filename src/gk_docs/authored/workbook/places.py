"""Find the cells of a workbook of ours that hold the figures and sentences which findings name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.workbook.notes import Square
from gk_docs.authored.workbook.sheets import OurSheet, sheets_of
from gk_docs.authored.workbook.tables import squares_of
from gk_docs.authored.workbook.words import HEAD, HIDDEN, OTHER_TEXT, entries, proses, sheet_of
from gk_docs.chinese.identifiers import masked
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.form.report import Report

_EXPRESSION = re.compile(r"\{\{.*?\}\}")


class SheetLine(NamedTuple):
    """A line of text in a cell: the text without blanks, the section it belongs to, and the cell."""

    words: str
    section: str
    at: Square


@dataclass(frozen=True, slots=True)
class WorkbookPlaces:
    """Cells of a workbook of ours, by what a finding names.

    Attributes:
        figures: The cell of each figure of the tables and of each value of the sheet 基本情况, by path.
        sections: The first cell of each section's sheet, and the cell of each field of the sheet 基本情况, by name.
        lines: Each line of text, also outside the cells that are read; those of 基本情况 have the section `agency`.
        title: The cell of the title.
    """

    figures: Mapping[str, Square]
    sections: Mapping[str, Square]
    lines: tuple[SheetLine, ...]
    title: Square

    @classmethod
    def of(cls, data: bytes, form: type[Report]) -> WorkbookPlaces | None:
        """Find the places in a workbook that was read as a report of `form`; None if it is not a workbook of ours.

        Raises:
            UnreadableFile: If the workbook is damaged or beyond the limits.
        """
        sheets = sheets_of(data, HIDDEN)
        if sheets is None:
            return None
        figures = dict(_of_head(sheets[HEAD], form))
        sections = {path: at for path, at in figures.items() if "." not in path}
        lines = [*_lines(sheets[OTHER_TEXT], {words: path.partition(".")[0] for path, words in proses(form)})]
        lines += _lines(sheets[HEAD], "agency")
        for section in outline_of(form).sections:
            sheet = sheets[sheet_of(section)]
            sections[section.name] = Square(sheet.name, 0, 0)
            lines += _lines(sheet, section.name)
            if section.grid:
                figures |= {path: Square(sheet.name, *at) for path, at in squares_of(sheet, section).items()}
        return cls(figures, sections, tuple(lines), figures["title"])

    def figure(self, path: str) -> Square | None:
        """The cell of a figure; for a row, or a figure without a cell of its own, the first cell of that row."""
        row = path.rpartition(".")[0]
        beside = (at for one, at in self.figures.items() if one.startswith((f"{path}.", f"{row}.")))
        return self.figures.get(path) or next(beside, None)

    def passage(self, text: str, section: str) -> Square | None:
        """The cell with a text of a section, blanks aside: one with a line of just that text, else one that has it.

        An expression `{{ … }}` in a cell matches any text.
        """
        bare = "".join(masked(text).split())
        own = (line for line in self.lines if bare and line.section == section)
        return next(iter(self.passages(text, section)), None) or next(
            (one.at for one in own if bare in one.words), None
        )

    def passages(self, text: str, section: str) -> list[Square]:
        """The cells with a line of just that text of a section, blanks and expressions aside."""
        bare = "".join(masked(text).split())
        own = (line for line in self.lines if bare and line.section == section)
        return [line.at for line in own if _stands_for(line.words, bare)]


def _stands_for(words: str, text: str) -> bool:
    if "{{" not in words:
        return words == text
    return bool(re.fullmatch(".*?".join(map(re.escape, _EXPRESSION.split(words))), text))


def _of_head(sheet: OurSheet, form: type[Report]) -> Iterator[tuple[str, Square]]:
    """The path and the cell of each value of the sheet 基本情况."""
    rows = sheet.labels()
    return ((one.path, Square(sheet.name, rows[one.label], 1)) for one in entries(form))


def _lines(sheet: OurSheet, section: str | Mapping[str, str]) -> Iterator[SheetLine]:
    """Yield the lines of a sheet, labels and paragraphs; `section` is their section, or the section by label."""
    where = section if isinstance(section, str) else ""
    for row, column, text in sheet.cells():
        if column == 0 and not isinstance(section, str):
            where = section.get(text.strip(), "")
        for line in text.split("\n"):
            yield SheetLine("".join(masked(line).split()), where, Square(sheet.name, row, column))
