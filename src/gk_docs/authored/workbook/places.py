"""Where the figures and the sentences of a report stand in its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.workbook.notes import Square
from gk_docs.authored.workbook.sheets import sheets_of
from gk_docs.authored.workbook.tables import squares_of
from gk_docs.authored.workbook.words import HEAD, HIDDEN, OTHER_TEXT, entries, proses, sheet_of
from gk_docs.chinese.identifiers import masked
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.authored.workbook.sheets import OurSheet
    from gk_docs.form.report import Report

_EXPRESSION = re.compile(r"\{\{.*?\}\}")


class SheetLine(NamedTuple):
    """A line of text in a cell: its words without blanks, the section that they are of, and the cell."""

    words: str
    section: str
    at: Square


@dataclass(frozen=True, slots=True)
class WorkbookPlaces:
    """Cells of a workbook of ours, by what a finding names.

    Attributes:
        figures: That of each figure of the tables and of each value of the first sheet, by path.
        sections: The first cell of each section's sheet, and the cell of each field of the first sheet, by field name.
        lines: Each line of text, also beside what is read; of the first sheet as one of the body.
        title: The cell of the title.
    """

    figures: Mapping[str, Square]
    sections: Mapping[str, Square]
    lines: tuple[SheetLine, ...]
    title: Square

    @classmethod
    def of(cls, data: bytes, form: type[Report]) -> WorkbookPlaces | None:
        """The places in a workbook that was read as a report of a form; None if it is not one of ours.

        Raises:
            UnreadableFile: If it is damaged or beyond the limits.
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
        """The cell of a figure; of a row, or of a figure without a cell of its own, the first of its row."""
        row = path.rpartition(".")[0]
        beside = (at for one, at in self.figures.items() if one.startswith((f"{path}.", f"{row}.")))
        return self.figures.get(path) or next(beside, None)

    def passage(self, text: str, section: str) -> Square | None:
        """The cell that holds a text of a section, blanks aside, and best no more; `{{ }}` may stand for anything."""
        bare = "".join(masked(text).split())
        own = [line for line in self.lines if bare and line.section == section]
        whole = (line.at for line in own if _stands_for(line.words, bare))
        return next(whole, None) or next((line.at for line in own if bare in line.words), None)


def _stands_for(words: str, text: str) -> bool:
    if "{{" not in words:
        return words == text
    return bool(re.fullmatch(".*?".join(map(re.escape, _EXPRESSION.split(words))), text))


def _of_head(sheet: OurSheet, form: type[Report]) -> Iterator[tuple[str, Square]]:
    """The value of each row of the first sheet, by its path."""
    rows = sheet.labels()
    return ((one.path, Square(sheet.name, rows[one.label], 1)) for one in entries(form))


def _lines(sheet: OurSheet, section: str | Mapping[str, str]) -> Iterator[SheetLine]:
    """The lines of a sheet of text, labels and paragraphs; of one section, or of the one that each label stands for."""
    where = section if isinstance(section, str) else ""
    for row, column, text in sheet.cells():
        if column == 0 and not isinstance(section, str):
            where = section.get(text.strip(), "")
        for line in text.split("\n"):
            yield SheetLine("".join(masked(line).split()), where, Square(sheet.name, row, column))
