"""A comparison as a workbook: figures with their difference and growth, text with what was struck and put in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs.authored.workbook.measures import height
from gk_docs.authored.workbook.words import LONGEST
from gk_docs.batch.comparison.figures import all_figures
from gk_docs.batch.comparison.items import KINDS
from gk_docs.batch.comparison.texts import CHANGES
from gk_docs.files.spreadsheet import made
from gk_docs.form.change import shown
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.batch.comparison.result import Comparison
    from gk_docs.batch.comparison.spans import Mark
    from gk_docs.batch.comparison.texts import TextChange
    from gk_docs.form.change import FigureChange

_FIGURES, _TEXTS, _HEAD = "数据对比", "文字对比", "机关与报告"
_FIGURE_HEADS = (("部分", 38), ("数据", 52), ("单位", 6))
_CHANGE_HEADS = (("增减", 12), ("增幅", 11), ("说明", 34))
_TEXT_HEADS = (
    ("变化", 11),
    ("内容", 7),
    ("原位置", 30),
    ("现位置", 30),
    ("对照（红字删去，绿字增加）", 90),
    ("说明", 24),
)
_HEAD_HEADS = (("事项", 34), ("原报告", 50), ("现报告", 50))
_VALUE_WIDTH, _OLD = 14, 3
_MONEY = ("元", "万元")
_UNCOMPARED = "两版格式不同，未比较"
_EXACT_DIGITS = 15  # more, Excel rounds: such a figure is written as text
_A4 = 9
_HEAD_COLOUR = "#E7E6E6"
_RED, _GREEN, _GREY = "#C00000", "#00703C", "#808080"
_SIGNS = {">": _RED, "<": _GREEN}
_LOOKS: dict[Mark, dict[str, Any]] = {
    "same": {},
    "removed": {"font_color": _RED, "font_strikeout": True},
    "added": {"font_color": _GREEN, "underline": 1},
}
_GREAT = 0.5  # growth or fall from here on is set off
_GREAT_COLOUR = "#FFEB9C"
_CUT = "……（太长，以下略）"


def to_workbook(comparison: Comparison, *, everything: bool = False) -> bytes:
    """An .xlsx file with sheets 数据对比, 文字对比 and 机关与报告. Needs the extra `xlsx`.

    Args:
        comparison: What two reports differ in.
        everything: Whether figures and text that did not change are listed too.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """

    def draw(book: Any) -> None:
        drawn = _Book(book)
        drawn.figures(comparison, everything=everything)
        drawn.texts(comparison.listed(everything=everything))
        drawn.head(comparison)

    return made(draw)


class _Book:
    """A workbook while it is drawn."""

    def __init__(self, book: Any) -> None:
        cell = {"border": 1, "valign": "top", "text_wrap": True}
        signed = {"件": "+#,##0;-#,##0;0", "元": "+#,##0.00####;-#,##0.00####;0"}
        self.book = book
        self.heads = book.add_format({**cell, "bold": True, "bg_color": _HEAD_COLOUR, "align": "center"})
        self.text = book.add_format(cell)
        self.blank = book.add_format({**cell, "font_color": _GREY, "align": "right"})
        self.values = [book.add_format({**cell, "num_format": look}) for look in ("#,##0", "#,##0.00####")]
        self.gaps = [book.add_format({**cell, "num_format": look}) for look in signed.values()]
        self.rate = book.add_format({**cell, "num_format": "+0.0%;-0.0%;0.0%"})
        self.looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self.whole = {name: book.add_format({**cell, **look}) for name, look in _LOOKS.items()}

    def sheet(self, name: str, heads: Sequence[tuple[str, int]], rows: int) -> Any:
        """A sheet with its heads, A4 across, all columns on one page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(rows, 1), len(heads) - 1)
        for column, (head, wide) in enumerate(heads):
            sheet.set_column(column, column, wide)
            sheet.write_string(0, column, head, self.heads)
        return sheet

    def strings(self, sheet: Any, row: int, texts: Iterable[str], first: int = 0) -> None:
        """Texts in a row, from a column on; one that no cell can hold is cut, and says so."""
        for column, text in enumerate(texts, first):
            sheet.write_string(row, column, _fitting(text), self.text)

    def high(self, sheet: Any, row: int, heads: Sequence[tuple[str, int]], texts: Iterable[str]) -> None:
        """Make a row as high as its texts need: no program fits it to Chinese text by itself."""
        rooms = (wide for _, wide in heads)
        sheet.set_row(row, max(height(text, room) for text, room in zip(texts, rooms, strict=True)))

    def figures(self, comparison: Comparison, *, everything: bool) -> None:
        """The sheet 数据对比."""
        shown_ones = all_figures(comparison.old, comparison.new) if everything else comparison.figures
        rows = [*((one, one.sentence(comparison.names)) for one in shown_ones)]
        rows += [(one, _UNCOMPARED) for one in comparison.uncompared]
        values = tuple((head, _VALUE_WIDTH) for head in comparison.heads)
        sheet = self.sheet(_FIGURES, (*_FIGURE_HEADS, *values, *_CHANGE_HEADS), len(rows))
        for row, (one, said) in enumerate(rows, 1):
            section = words_at(type(comparison.new), one.path.partition(".")[0])
            self.strings(sheet, row, (section, one.words.partition(SEPARATOR)[2], one.unit))
            self._figure(sheet, row, one)
            self.strings(sheet, row, (said,), 7)
        self._colour(sheet, len(rows))

    def _figure(self, sheet: Any, row: int, one: FigureChange) -> None:
        is_money = one.unit in _MONEY
        for column, value, text in ((3, one.old, one.old_shown), (4, one.new, one.new_shown)):
            printed = one.old_printed if column == _OLD else one.new_printed
            self._value(sheet, row, column, value if printed is None else None, text, self.values[is_money])
        self._value(sheet, row, 5, one.difference, "", self.gaps[is_money])
        self._value(sheet, row, 6, None if one.growth is None else one.growth / 100, "", self.rate)

    def _value(self, sheet: Any, row: int, column: int, value: int | Decimal | None, text: str, look: Any) -> None:
        if value is None:
            sheet.write_string(row, column, text, self.blank)
        elif len(Decimal(value).as_tuple().digits) > _EXACT_DIGITS:
            sheet.write_string(row, column, shown(value), self.text)
        else:
            sheet.write_number(row, column, value, look)

    def _colour(self, sheet: Any, rows: int) -> None:
        """More in red, less in green, and what grew or fell by half on yellow."""
        if rows:
            great = f"=AND(ISNUMBER(G2),ABS(G2)>={_GREAT})"
            rules = [(6, great, {"bg_color": _GREAT_COLOUR})]
            rules += [(5, f"=AND(ISNUMBER(F2),F2{sign}0)", {"font_color": colour}) for sign, colour in _SIGNS.items()]
            for first, criteria, look in rules:
                rule = {"type": "formula", "criteria": criteria, "format": self.book.add_format(look)}
                sheet.conditional_format(1, first, rows, first, rule)

    def texts(self, changes: Sequence[TextChange]) -> None:
        """The sheet 文字对比."""
        sheet = self.sheet(_TEXTS, _TEXT_HEADS, len(changes))
        for row, one in enumerate(changes, 1):
            places = (one.old_place.words if one.old_place else "", one.new_place.words if one.new_place else "")
            self.strings(sheet, row, (CHANGES[one.change], KINDS[one.kind], *places))
            self._marked(sheet, row, 4, one)
            notes = "\n".join([*one.remarks, *(str(cell) for cell in one.cells)])
            self.strings(sheet, row, (notes,), 5)
            shown_text = "" if one.cells else "".join(text for _, text in one.spans)
            self.high(sheet, row, _TEXT_HEADS, ("", "", *places, shown_text, notes))

    def _marked(self, sheet: Any, row: int, column: int, one: TextChange) -> None:
        """Text with what was struck and put in; of one kind only, or too long for colours, as a plain cell."""
        pieces = [] if one.cells else list(one.spans)
        if len(pieces) > 1 and sum(_units(text) for _, text in pieces) <= LONGEST:
            parts = (part for mark, text in pieces for part in (self.looks[mark], text))
            sheet.write_rich_string(row, column, *parts, self.text)
            return
        look = self.whole[pieces[0].mark] if len(pieces) == 1 else self.text
        text = "".join(text for _, text in pieces) or one.new_text or one.old_text
        sheet.write_string(row, column, _fitting(text), look)

    def head(self, comparison: Comparison) -> None:
        """The sheet 机关与报告."""
        sheet = self.sheet(_HEAD, _HEAD_HEADS, len(comparison.head))
        for row, one in enumerate(comparison.head, 1):
            texts = (one.words, one.old or "", one.new or "")
            self.strings(sheet, row, texts)
            self.high(sheet, row, _HEAD_HEADS, texts)


def _fitting(text: str) -> str:
    return text if _units(text) <= LONGEST else text[: LONGEST // 2] + _CUT


def _units(text: str) -> int:
    """Length of a text as Excel counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
