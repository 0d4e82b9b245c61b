"""A list to show to a person: a title and rows of cells, which `workbook`, `word_file` and `page` draw."""

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
"""Kinds of cells: `head` of a column, `band` over the whole width, `name` (words, aligned left), `figure` (a number, or
words in its place), `printed` (a cell as a table of the form prints it)."""

Tone = Literal["error", "warning", "info", "good", "idle", "great", "more", "less"]
"""The meaning of a colour: how grave a finding is, what became of a report, how a figure changed."""

_DEEPEST = 0x8F, 0xB4, 0xDB  # red, green and blue of the greatest figure's shade
NumberLook = Literal["count", "money", "change", "money_change", "rate", "general"]


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell of a list: its text and its look.

    Attributes:
        text: The text, complete even if a workbook shows `value` instead.
        kind: The kind of the cell; see `Kind`.
        value: The number in the cell, with which a workbook can compute; None for words.
        look: The number format in a workbook.
        tone: The meaning of its colour, or None.
        marks: The text in stretches, each marked as the same, removed, added or faulty; empty for plain text.
        comment: The text of a comment beside the cell in a workbook.
        bold: Whether it is bold.
        share: For a figure shaded by its size, its share of the greatest figure, from 0 to 1; None for no shade.
        file: The file that the cell is about, after its folder's name, to which a page or workbook in that folder or in
            the one above links; or "".
        role: What a label of the form labels: `band`, `column`, `row` or `corner`; "" for any other cell.
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
        """The background of a shaded cell as six hexadecimal digits, light enough for dark words; or ""."""
        if self.share is None:
            return ""
        red, green, blue = (round(255 - (255 - deep) * self.share) for deep in _DEEPEST)
        return f"{red:02X}{green:02X}{blue:02X}"


class MarkedText(NamedTuple):
    """A passage of text: a heading with its change and place, its stretches, remarks, and its table if it is one."""

    head: str
    marks: Sequence[tuple[Mark, str]]
    notes: tuple[str, ...]
    grid: Grid[ListCell] | None = None

    def side(self, mark: Mark) -> Sequence[tuple[Mark, str]]:
        """The stretches of the old text (for "removed") or of the new text (for "added")."""
        return [(one, text) for one, text in self.marks if one in ("same", mark)]


class Chart(NamedTuple):
    """A bar chart of some columns of a list, which a workbook draws below the list as a native chart.

    Attributes:
        title: Its title.
        values: Numbers of the columns that it shows, one series each, named by the heads; each row of the list is a
            bar, named by its first cell.
        stacked: Whether the series of a row are stacked in one bar.
    """

    title: str
    values: tuple[int, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of cells, or passages of text, under a title.

    Attributes:
        title: Its title, and the name of its sheet.
        grid: Its cells, heads included; None if there is nothing to list.
        passages: Text in place of cells, for a document.
        beside: Whether a page shows the passages with their remarks beside them; a Word file leaves such passages out.
        sides: The names of the two texts that the passages compare, which a page shows side by side.
        widths: Widths of the columns in characters of a workbook, which a page takes as proportions; empty for widths
            by content.
        groups: The columns with which a printed page of a workbook may begin if one does not hold all; empty for any,
            or for where a head of several columns ends.
        unit: The unit of its figures, printed at the right above it, or "".
        notes: Paragraphs below it.
        charts: Charts of its figures, for a workbook.
    """

    title: str
    grid: Grid[ListCell] | None = None
    passages: tuple[MarkedText, ...] = ()
    beside: bool = False
    sides: tuple[str, str] = ("", "")
    widths: tuple[float, ...] = ()
    groups: tuple[int, ...] = ()
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
        """Make a list with one row of heads.

        Args:
            title: Its title.
            heads: The heads, or a mapping of heads to the widths of their columns.
            rows: The other rows: a number becomes a cell of a figure, anything else but a `ListCell` a cell of words.
            notes: Paragraphs below it.
        """
        head = [Span(ListCell(text, "head")) for text in heads]
        body = ([Span(_cell(one)) for one in row] for row in rows)
        grid = Grid.of_rows([head, *body], header_rows=1)
        widths = tuple(heads.values()) if isinstance(heads, Mapping) else ()
        return cls(title=title, grid=grid, widths=widths, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Lists as a document: a title, the lines `lead` below it, then the lists; `across` means landscape pages.

    A title that is too wide for a line breaks after `named`, the bodies with which it begins.
    """

    title: str
    named: str = ""
    lead: tuple[str, ...]
    listings: tuple[Listing, ...]
    across: bool = True


class Showing(Protocol):
    """What every class that shows something has: a list, a document, plain values and text."""

    def sheets(self) -> Sequence[Listing]:
        """The lists for a workbook, one for each sheet."""
        ...

    def paper(self) -> Paper:
        """The document for Word and the web."""
        ...

    def record(self) -> Any:
        """The plain values for JSON."""
        ...

    def text(self) -> str:
        """The text for the prompt."""
        ...


def number_text(value: float | Decimal) -> str:
    """Write a figure in full, never in exponent form."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value).removesuffix(".0")


def count_cell(value: float | Decimal | None) -> ListCell:
    """Make the cell of a count; 空白 if it is None."""
    return ListCell("空白" if value is None else number_text(value), "figure", value, "count")


def _cell(content: object) -> ListCell:
    if isinstance(content, ListCell):
        return content
    if isinstance(content, int | float | Decimal):
        return ListCell(number_text(content), "figure", content)
    return ListCell(printable(str(content)))  # file names may have characters that no document can hold
