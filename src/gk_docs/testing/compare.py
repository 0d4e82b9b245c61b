"""Compare two descriptions: a Chinese sentence for each change, which names the place in the document's own words."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby

from gk_docs.testing.align import SIMILAR, Alignment, align
from gk_docs.testing.description import Block, Description, DocCell, DocParagraph, DocTable, Format
from gk_docs.testing.labels import Labels, is_figure, short, shortest_name
from gk_docs.testing.rows import block_text
from gk_docs.testing.wording import Change, format_changes, mention, quoted, sentences, text_changes


def compare(expected: Description, obtained: Description) -> list[str]:
    """List what is different in `obtained`, one line for each change; [] if both are equal."""
    return sentences([*_texts(expected, obtained), *_settings(expected, obtained)])


def _settings(expected: Description, obtained: Description) -> Iterator[Change]:
    for name in {**expected.settings, **obtained.settings}:
        yield from format_changes(name, expected.settings.get(name, {}), obtained.settings.get(name, {}))


def _texts(expected: Description, obtained: Description) -> Iterator[Change]:
    for name in {**expected.texts, **obtained.texts}:
        yield from compare_blocks(expected.texts.get(name, ()), obtained.texts.get(name, ()), name)


def compare_blocks(old: Sequence[Block], new: Sequence[Block], text: str) -> Iterator[Change]:
    """Yield the changes between the blocks of one text; places are in the old text, for added blocks in the new one."""
    places_old, places_new = places(old, text), places(new, text)
    keys_old, keys_new = [_key(block) for block in old], [_key(block) for block in new]
    found = align(keys_old, keys_new, lambda i, j: _similarity(old[i], new[j]))
    for i, j in found.pairs:
        yield from _compare(old[i], new[j], places_old[i], places_new[j])
    for i, j in found.moved:
        yield Change(places_old[i].name, f"{_named(old[i])}移到 {places_new[j].name}")
        yield from _compare(old[i], new[j], places_old[i], places_new[j])
    for i in found.removed:
        yield Change(places_old[i].name, f"删去{_named(old[i])}")
    for j in found.added:
        yield Change(places_new[j].name, f"新增{_named(new[j])}")


def _key(block: Block) -> Hashable:
    text = block_text(block)
    return (type(block).__name__, text) if text.strip() else ""


def _similarity(old: Block, new: Block) -> float:
    """The similarity of two blocks by their text, 0 to 1; 0 for a table and a paragraph."""
    if type(old) is not type(new):
        return 0.0
    matcher = SequenceMatcher(None, block_text(old), block_text(new), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0


def _named(block: Block) -> str:
    if isinstance(block, DocParagraph):
        return ("标题" if block.level is not None else "一段") + mention(block.text)
    return f"一个 {len(block.rows)} 行 {block.columns} 列的表格"


def _compare(old: Block, new: Block, place: BlockPlace, new_place: BlockPlace) -> Iterator[Change]:
    if isinstance(old, DocParagraph) and isinstance(new, DocParagraph):
        yield from compare_paragraphs(old, new, place.name, place.scope)
    elif isinstance(old, DocTable) and isinstance(new, DocTable):
        yield from TableChanges(old, new, place.name).all()
    else:
        yield Change(place.name, f"删去{_named(old)}")
        yield Change(new_place.name, f"新增{_named(new)}")


def compare_paragraphs(old: DocParagraph, new: DocParagraph, place: str, group: str) -> Iterator[Change]:
    """Yield changes of the text, then of style and formatting; a change of one piece names the piece."""
    yield from text_changes(place, old.text, new.text)
    if old.level != new.level and old.format.get("样式") == new.format.get("样式"):
        yield Change(place, f"标题级别 {_level(old)} → {_level(new)}")
    if old.pieces or new.pieces:
        yield from _compare_pieces(old, new, place, group)
    else:
        yield from format_changes(place, old.format, new.format, group)


def _level(paragraph: DocParagraph) -> str:
    return "未设" if paragraph.level is None else str(paragraph.level)


def _compare_pieces(old: DocParagraph, new: DocParagraph, place: str, group: str) -> Iterator[Change]:
    """Compare formatting character by character, so that it does not matter where pieces begin."""
    before, after = _by_character(old), _by_character(new)
    pairs = _same_characters(old.text, new.text)
    changed: dict[str, list[str]] = {}
    for (was, now), stretch in groupby(pairs, key=lambda pair: (before[pair[0]], after[pair[1]])):
        text = "".join(new.text[j] for _, j in stretch)
        for change in format_changes(place, dict(was), dict(now)):
            changed.setdefault(change.what, []).append(text)
    for what, texts in changed.items():
        if sum(map(len, texts)) == len(pairs):
            yield Change(place, what, group)
        else:
            yield Change(f"{place} {'、'.join(map(mention, texts))}", what)


def _by_character(paragraph: DocParagraph) -> list[tuple[tuple[str, str], ...]]:
    def items(own: Format) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({**paragraph.format, **own}.items()))

    if not paragraph.pieces:
        return [items({})] * len(paragraph.text)
    return [look for piece in paragraph.pieces for look in [items(piece.format)] * len(piece.text)]


def _same_characters(old: str, new: str) -> list[tuple[int, int]]:
    """The index pairs of characters that stayed or replaced each other."""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [pair for _, a, b, c, d in opcodes for pair in zip(range(a, b), range(c, d), strict=False)]


@dataclass(frozen=True)
class BlockPlace:
    """The place of one block.

    Attributes:
        scope: The nearest heading before it, or the name of the text (文首, 页眉).
        name: The whole place (五、… 第2段); for a table its scope, with 第2个表 if the scope has several.
    """

    scope: str
    name: str


def places(blocks: Sequence[Block], text: str) -> list[BlockPlace]:
    """Return the place of each block; `text` is 正文 or the name of another text (页眉).

    >>> title, heading = DocParagraph("报告", level=0), DocParagraph("一、情况", level=1)
    >>> blocks = [title, heading, DocParagraph("甲"), DocParagraph("乙")]
    >>> [place.name for place in places(blocks, "正文")]
    ['标题', '标题“一、情况”', '一、情况 第1段', '一、情况 第2段']
    """
    paths = _heading_paths(blocks)
    headings = {tuple(path) for path in paths if path}
    outside = "文首" if text == "正文" else text
    scopes = [shortest_name(path, [other for other in headings if other != tuple(path)]) or outside for path in paths]
    return [BlockPlace(scope, _name(blocks, index, scopes)) for index, scope in enumerate(scopes)]


def _heading_paths(blocks: Sequence[Block]) -> list[list[str]]:
    """For each block the headings above it, the outermost first; a heading's own path includes itself."""
    paths: list[list[str]] = []
    open_headings: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, DocParagraph) and block.level and block.text.strip():
            open_headings = [heading for heading in open_headings if heading[0] < block.level]
            open_headings.append((block.level, block.text.strip()))
        paths.append([text for _, text in open_headings])
    return paths


def _name(blocks: Sequence[Block], index: int, scopes: Sequence[str]) -> str:
    block, scope = blocks[index], scopes[index]
    if isinstance(block, DocTable):
        tables = [at for at, other in enumerate(blocks) if isinstance(other, DocTable) and scopes[at] == scope]
        return f"{scope} 第{tables.index(index) + 1}个表" if len(tables) > 1 else scope
    if block.level == 0:
        return "标题"
    if block.level is not None:
        return f"标题“{scope}”"
    before = [other for at, other in enumerate(blocks[: index + 1]) if scopes[at] == scope]
    number = sum(isinstance(other, DocParagraph) and other.level is None for other in before)
    return f"{scope} 第{number}段"


@dataclass(frozen=True)
class TableChanges:
    """Compares two tables: columns, rows, then cell by cell with merges.

    Attributes:
        old: The expected table.
        new: The obtained one.
        place: The name of the table.
    """

    old: DocTable
    new: DocTable
    place: str

    def all(self) -> Iterator[Change]:
        """Yield the changes of the whole table, of its columns and rows, then cell by cell."""
        yield from format_changes(f"{self.place} · 整个表格", self.old.format, self.new.format)
        yield from self._lines(self._columns, "列")
        yield from self._lines(self._rows, "行")
        for i, j in self._rows.new_of.items():
            row = f"{self.place} · {self._labels.row(i)}"
            yield from format_changes(row, self.old.rows[i].format, self.new.rows[j].format, self._group)
            for cell in self.old.rows[i].cells:
                yield from self._cell(i, j, cell)
            yield from self._split_off(i, j)

    @property
    def _group(self) -> str:
        return f"{self.place} · 表中"

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.old)

    @cached_property
    def _columns(self) -> Alignment:
        """Match columns by position if both tables have as many, else by their texts."""
        if self.old.columns == self.new.columns:
            return Alignment([(column, column) for column in range(self.old.columns)])
        shown_old, shown_new = (
            [tuple(table.text(row, column) for row in range(len(table.rows))) for column in range(table.columns)]
            for table in (self.old, self.new)
        )
        return align(shown_old, shown_new, lambda i, j: _share_alike(shown_old[i], shown_new[j]))

    @cached_property
    def _rows(self) -> Alignment:
        """Match rows by their texts in the columns that both tables have."""
        shown_old = [tuple(self.old.text(row, c) for c in self._columns.new_of) for row in range(len(self.old.rows))]
        shown_new = [
            tuple(self.new.text(row, c) for c in self._columns.new_of.values()) for row in range(len(self.new.rows))
        ]
        return align(shown_old, shown_new, lambda i, j: _alike(shown_old[i], shown_new[j]))

    def _lines(self, found: Alignment, kind: str) -> Iterator[Change]:
        """Yield the rows or columns that were removed, added or moved."""
        is_row = kind == "行"
        before, after = Labels(self.old), Labels(self.new)
        name_old, name_new = (before.row, after.row) if is_row else (before.column, after.column)
        for i in found.removed:
            yield Change(self.place, f"删去{name_old(i)}")
        for j in found.added:
            yield Change(self.place, f"新增{name_new(j)}")
        for i, j in found.moved:
            yield Change(self.place, f"{name_old(i)}移到第{j + 1}{kind}")

    def _cell(self, i: int, j: int, cell: DocCell) -> Iterator[Change]:
        if cell.column not in self._columns.new_of:
            return
        place = f"{self.place} · {self._labels.cell(i, cell.column)}"
        top, other = self.new.squares.get((j, self._columns.new_of[cell.column]), (j, None))
        if other is None:
            yield Change(place, f"没有这个单元格了，原为{quoted(cell.text)}")
        elif (top, other.column) != (j, self._columns.new_of[cell.column]):
            if cell.text not in other.text:
                yield Change(place, f"{quoted(cell.text)}并入邻格，邻格为{quoted(short(other.text))}")
        else:
            yield from self._content(cell, other, place)
            yield from self._span(i, j, cell, other, place)

    def _content(self, old: DocCell, new: DocCell, place: str) -> Iterator[Change]:
        if old.content and new.content:
            yield from format_changes(place, old.format, new.format, self._group)
            yield from compare_blocks(old.content, new.content, place)
            return
        yield from text_changes(place, old.text, new.text)
        if old.content or new.content:
            yield Change(place, "格内各段格式由" + ("不一变为一致" if old.content else "一致变为不一"))
        else:
            yield from format_changes(place, *_without_merged_width(old, new), self._group)

    def _span(self, i: int, j: int, old: DocCell, new: DocCell, place: str) -> Iterator[Change]:
        """Yield the change of a merged range; rows or columns added or removed inside it do not count."""
        rows = {self._rows.new_of.get(row) for row in range(i, i + old.row_span)} - {None}
        columns = {self._columns.new_of.get(at) for at in range(old.column, old.column + old.column_span)} - {None}
        new_rows = set(range(j, j + new.row_span)) - set(self._rows.added)
        new_columns = set(range(new.column, new.column + new.column_span)) - set(self._columns.added)
        if rows != new_rows or columns != new_columns:
            yield Change(place, f"合并范围 {_size(old)} → {_size(new)}")

    def _split_off(self, i: int, j: int) -> Iterator[Change]:
        """Yield cells of a row that were part of a merged cell before, if their text was not in it."""
        column_of = {there: here for here, there in self._columns.new_of.items()}
        for cell in self.new.rows[j].cells:
            column = column_of.get(cell.column, -1)
            top, before = self.old.squares.get((i, column), (i, None))
            if before is not None and (top, before.column) != (i, column) and cell.text not in before.text:
                yield Change(f"{self.place} · {Labels(self.new).cell(j, cell.column)}", f"拆分出{quoted(cell.text)}")


def _without_merged_width(old: DocCell, new: DocCell) -> tuple[Format, Format]:
    """The formatting of both cells, without the width if they span different numbers of columns."""
    if old.column_span == new.column_span:
        return old.format, new.format
    before, after = ({word: said for word, said in cell.format.items() if word != "宽"} for cell in (old, new))
    return before, after


def _size(cell: DocCell) -> str:
    return f"{cell.row_span} 行 {cell.column_span} 列"


def _share_alike(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of positions at which the texts are equal."""
    return sum(a == b for a, b in zip(old, new, strict=False)) / max(len(old), len(new), 1)


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    """The similarity of two rows, 0 to 1: by their labels if they have any, else by their figures."""
    labels_old, labels_new = ("\n".join(text for text in row if not is_figure(text)) for row in (old, new))
    if labels_old or labels_new:
        return SequenceMatcher(None, labels_old, labels_new, autojunk=False).ratio()
    return _share_alike(old, new)
