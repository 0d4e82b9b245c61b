"""The figures of a form table of ours, cell by cell; a cell that somebody changed is read as it now shows."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.files.seal import digest
from gk_docs.form.amounts import MONEY
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.document.restored.items import Item
    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,6})?", re.ASCII)
_KNOWN_AT_MOST = 4096


class FiguresShown:
    """Figures by path as they are read, words that stand in cells, and notes."""

    def __init__(self, form: type[Model], digests: tuple[str, ...], hidden_by_words: Mapping[str, Any]) -> None:
        self.values: dict[str, int | Decimal | str | None] = {}
        self.words: dict[str, str] = {}
        self.notes: list[Note] = []
        self._form = form
        self._digests = dict(zip(outline_of(form).figures, digests, strict=False))
        self._hidden = hidden_by_words

    def take(self, section: str, table: Item | None) -> None:
        """Take the figures of one table; None where somebody took the table out."""
        texts = (
            {(number, column): text for number, row in enumerate(table.rows) for column, text in row} if table else {}
        )
        missing = 0
        for figure, cell in outline_of(self._form).section(section).figures:
            if (square := (cell.row, cell.column)) in texts:
                self.values[figure.path] = self._value(figure, texts[square])
            else:
                self.values[figure.path] = None
                missing += 1
        if missing:
            self.notes.append(Note("GK104", section, f"表格在写出后改动过，有{missing}格没有找到"))

    def _value(self, figure: Figure, text: str) -> int | Decimal | str | None:
        path, shown = figure.path, text.strip()
        same = digest(text) == self._digests.get(path)
        if same and path in self._hidden:
            self.words[path] = text
            value: int | str | None = self._hidden[path]
            return value
        if not same:
            now = f"现为“{short(shown)}”" if shown else "现为空白"
            self.notes.append(Note("GK106", path, f"这一格在写出后改动过，{now}", shown or "空白"))
        return self._read(figure, shown)

    def _read(self, figure: Figure, shown: str) -> int | Decimal | None:
        if not shown:
            return None
        value = _number(shown, figure.unit in MONEY, figure.signed)
        if value is None:
            self.words[figure.path] = shown
            self.notes.append(Note("GK102", figure.path, f"这一格不是可用的数字：{short(shown)}", shown))
        return value


@lru_cache(_KNOWN_AT_MOST)
def _number(shown: str, money: bool, signed: bool) -> int | Decimal | None:  # noqa: FBT001 - by place: it is called for every cell
    plain = unicodedata.normalize("NFKC", shown).replace(",", "")
    match = _NUMBER.fullmatch(plain)
    if not match or (plain.startswith("-") and not signed) or (match[1] and not money):
        return None
    return Decimal(plain) if money else int(plain)
