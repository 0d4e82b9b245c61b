"""A list shown to a person: a title and rows of cells. `terminal`, `workbook`, `word_file` and `page` draw it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

from gk_docs.errors import printable
from gk_docs.grid import Grid, Span

if TYPE_CHECKING:
    Mark: TypeAlias = Literal["same", "removed", "added", "error", "warning", "info"]

Kind = Literal["head", "band", "name", "figure", "printed"]
"""`head` of a column, `band` over the whole width, `name` (words, set left), `figure` (a number, or words in its
place), `printed` (as a table of the form prints it)."""

Tone = Literal["error", "warning", "info", "good", "idle", "great", "more", "less"]
"""What a colour says: how grave a finding is, what became of a report, how a figure changed."""

_DEEPEST = 0x8F, 0xB4, 0xDB  # the shade of the greatest figure
NumberLook = Literal["count", "money", "change", "money_change", "rate", "general"]


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell of a list: its text, and what its look says.

    Attributes:
        text: What stands there; all of it also where a workbook shows `value` instead.
        kind: What it is; see `Kind`.
        value: The number that stands there, so that a workbook can count with it; None for words.
        look: How a workbook writes the number.
        tone: What its colour says, or None.
        marks: The text in stretches, with what became of each; empty for plain text.
        comment: What a workbook says in a comment beside the cell.
        bold: Whether it is bold.
        share: Of a figure that is shaded by its size, which part of the greatest it is, from 0 to 1; None for no shade.
        file: Name of the file that it tells of, which a page and a workbook lead to where it lies beside them.
        role: Of a label what it is a label of: `band`, `column` or `row`; of any other cell "".
    """

    text: str = ""
    kind: Kind = "name"
    value: int | float | Decimal | None = None
    look: NumberLook = "general"
    tone: Tone | None = None
    marks: Sequence[tuple[Mark, str]] = ()
    comment: str = ""
    bold: bool = False
    share: float | None = None
    role: str = ""
    file: str = ""

    @property
    def shade(self) -> str:
        """The background of a shaded cell as six hexadecimal digits, dark words on it well to be read; or ""."""
        if self.share is None:
            return ""
        red, green, blue = (round(255 - (255 - deep) * self.share) for deep in _DEEPEST)
        return f"{red:02X}{green:02X}{blue:02X}"


class MarkedText(NamedTuple):
    """A passage of text: what became of it and where, its stretches or the table that it is, and remarks on it."""

    head: str
    marks: Sequence[tuple[Mark, str]]
    notes: tuple[str, ...]
    grid: Grid[ListCell] | None = None

    def side(self, mark: Mark) -> Sequence[tuple[Mark, str]]:
        """Of the two texts that were compared the one with what was struck ("removed") or put in ("added")."""
        return [(one, text) for one, text in self.marks if one in ("same", mark)]


class Chart(NamedTuple):
    """A chart of some columns of a list, which a workbook draws below it as one of its own, to be changed there.

    Attributes:
        title: What it shows, and of whom.
        values: The columns whose figures it shows, a series each, named by their heads; a bar is a row of the list,
            named by its first cell.
        stacked: Whether the series of a row follow each other in one bar.
    """

    title: str
    values: tuple[int, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list; or passages of text under a title.

    Attributes:
        title: Its title, and the name of its sheet.
        grid: Its cells, the heads among them; None where there is nothing to list.
        passages: Text in the place of cells, for a document.
        beside: Whether they are shown for their remarks, which a page sets beside them and a Word file leaves out.
        sides: What the two texts are called that the passages compare, which stand side by side on a page.
        widths: Widths of the columns in characters of a workbook, of which a page takes the shares; empty for as much
            as the words need.
        unit: The unit of its figures, set right above it, or "".
        notes: Paragraphs below it.
        charts: Charts of its figures, for a workbook.
    """

    title: str
    grid: Grid[ListCell] | None = None
    passages: tuple[MarkedText, ...] = ()
    beside: bool = False
    sides: tuple[str, str] = ("", "")
    widths: tuple[float, ...] = ()
    unit: str = ""
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()

    @classmethod
    def of(
        cls,
        title: str,
        heads: Sequence[str] | Mapping[str, float],
        rows: Iterable[Iterable[object]],
        notes: tuple[str, ...] = (),
    ) -> Listing:
        """A list with one row of heads.

        Args:
            title: Its title.
            heads: The heads, with the widths of their columns where they are given.
            rows: The other rows: text is a cell of words, a number the cell of a figure.
            notes: Paragraphs below it.
        """
        head = [Span(ListCell(text, "head")) for text in heads]
        body = ([Span(_cell(one)) for one in row] for row in rows)
        grid = Grid.of_rows([head, *body], header_rows=1)
        widths = tuple(heads.values()) if isinstance(heads, Mapping) else ()
        return cls(title=title, grid=grid, widths=widths, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Lists as a document: a title, lines below it, then the lists; across the page where they are wide.

    A title that is too wide for a line breaks after `named`, the bodies that it begins with.
    """

    title: str
    named: str = ""
    lead: tuple[str, ...]
    listings: tuple[Listing, ...]
    across: bool = True


class Showing(Protocol):
    """Something that is shown to a person or a program."""

    def sheets(self) -> Sequence[Listing]:
        """The lists that a workbook shows, a sheet each."""
        ...

    def paper(self) -> Paper:
        """The document for Word and the web."""
        ...

    def record(self) -> Any:
        """Plain values of which JSON is made."""
        ...

    def text(self) -> str:
        """The lines that the prompt shows."""
        ...


def number_text(value: float | Decimal) -> str:
    """A figure in full, never in exponent form."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value).removesuffix(".0")


def count_cell(value: float | Decimal | None) -> ListCell:
    """The cell of a count; 空白 where it is blank."""
    return ListCell("空白" if value is None else number_text(value), "figure", value, "count")


def _cell(content: object) -> ListCell:
    if isinstance(content, ListCell):
        return content
    if isinstance(content, int | float | Decimal):
        return ListCell(number_text(content), "figure", content)
    return ListCell(printable(str(content)))  # the name of a file may hold what no document can
