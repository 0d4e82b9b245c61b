"""Read and write running text: plain text, or a list of blocks such as headings, tables and pictures.

Plain text is read as `Prose` reads it: blank lines separate paragraphs, the usual numbering makes headings. Where that
does not say what is meant, a list of blocks does:

```yaml
- 一段文字。
- {标题: （一）小标题, 级别: 2}
- {文字: "1.不是标题的一段"}
- {图片: 图/走势.png, 图题: 图1}
- {表格: [[栏目, 条数], [通知, 12]]}
- {同比表: [本年新收政府信息公开申请数量.总计, 行政处罚]}
- {同比表: {新收申请: requests.received.total, 行政处罚: 行政处罚}}
- {同比图: [本年新收政府信息公开申请数量.总计, 行政处罚]}
```

`同比表` is a table of the named figures beside last year's; a name before the colon labels the row. Blanks, and growth
from 0, are put in words. `同比图` is the same table below a chart of its figures, which must have the same unit.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.authored.draft import WRONG, Draft, join
from gk_docs.authored.folder import picture_bytes
from gk_docs.authored.keys import field_named, keys_shown, label
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence
from gk_docs.authored.scalars import Misfit, truth, whole
from gk_docs.authored.scope import EXAMPLE, UNKNOWN
from gk_docs.authored.syntax import WIDE_MARKS, Exact, Plain
from gk_docs.authored.words import YEAR_ON_YEAR, YEAR_ON_YEAR_CHART
from gk_docs.chinese.labels import suggestion
from gk_docs.chinese.lists import parse_number
from gk_docs.errors import excerpt
from gk_docs.files.sniffing import DATA, data_uri
from gk_docs.form.change import row_words, year_on_year
from gk_docs.form.notes import Note, short
from gk_docs.form.prose import BLOCKS, Heading, Paragraph, PlainTable, Prose, TextBlock, blocks, run_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.form.model import Model

_CHARTS = frozenset({YEAR_ON_YEAR_CHART, "year_on_year_chart"})
_YEAR_ON_YEAR = _CHARTS | {YEAR_ON_YEAR, "year_on_year"}
_JOINTS = re.compile(r"\.|\s[/／·]\s")
_WANTED = "数据名称的列表，如 [本年新收政府信息公开申请数量.总计, 行政处罚]"
_MOST_ROWS, _MOST_DRAWN = 300, 12
_RUN_ON = "“{}”和下一行“{}”接成了一段。要分段的，中间空一行；是表格的，写成“表格”；本是一段的，写在一行里"


def prose(draft: Draft, node: Node, path: str) -> Any:
    """The text at a node as `Prose`, None if it is blank, `WRONG` if something is wrong."""
    if isinstance(node, Scalar) and node.blank and not node.comment:
        return None
    if isinstance(node, Scalar) and node.plain and node.text == "0":
        return draft.refuse(node, path, "这里要写文字", found="0", mend="没有这一部分，就删去这一行")
    if isinstance(node, Scalar) and node.plain and node.text.startswith(WIDE_MARKS):
        mark = node.text[0]
        return draft.refuse(node, path, f"开头的“{mark}”不是半角的“|”", found=mark, mend="请改为“|”，后面直接换行")
    items = node.items if isinstance(node, Sequence) else (node,)
    found: list[Any] = []
    for number, item in enumerate(items):
        below = path if item is node else join(path, number)
        draft.places.setdefault(below, item)
        found.extend(_blocks(draft, item, below))
    return WRONG if WRONG in found else draft.validate(Prose, found, path)


def _blocks(draft: Draft, node: Node, path: str) -> list[Any]:
    if isinstance(node, Mapping):
        is_table = any(key.text.strip() in _YEAR_ON_YEAR for key, _ in node.entries)
        return [_year_table(draft, node, path) if is_table else _block(draft, node, path)]
    if isinstance(node, Scalar) and node.lines:
        node = replace(node, text=node.lines)
    text = draft.text(node, path)
    if text is WRONG:
        return [WRONG]
    for before, after in islice(run_on(node.text if isinstance(node, Scalar) else ""), 1):
        draft.notes.append(Note("GK112", path, _RUN_ON.format(excerpt(short(before)), excerpt(short(after)))))
    return list(blocks(text or ""))


def _block(draft: Draft, node: Mapping, path: str) -> Any:
    keys = [key.text for key, _ in node.entries]
    # The kind to which most keys belong; among equals the first in `BLOCKS`, whose order has Paragraph last.
    kind = max(BLOCKS, key=lambda kind: sum(field_named(kind, key) is not None for key in keys))
    if not any(field_named(kind, key) for key in keys):
        shown = [keys_shown(kind).removeprefix("种类、") for kind in BLOCKS]
        known = [*"、".join(shown).split("、"), YEAR_ON_YEAR, YEAR_ON_YEAR_CHART]
        mend = suggestion(keys[0], known) if keys else None
        expected = f"下列之一：{'；'.join((*shown, YEAR_ON_YEAR, YEAR_ON_YEAR_CHART))}"
        return draft.refuse(
            node, path, "看不出是哪一种内容", found=keys[0] if keys else None, expected=expected, mend=mend
        )
    values = fields_read(draft, node, kind, path)
    if kind is Heading and "level" not in values:
        number = parse_number(str(values.get("text")))
        values |= {"level": number.level} if number else {}
    return draft.made(kind, values, path)


def fields_read(draft: Draft, node: Mapping, kind: type[Model], path: str) -> dict[str, Any]:
    """The values of a block or a part of a section, by field name; None if blank, `WRONG` if something is wrong."""
    return {name: _value(draft, value, name, join(path, name)) for name, value in draft.fields(node, kind, path)}


def _value(draft: Draft, node: Node, name: str, path: str) -> Any:
    if name == "level":
        return draft.scalar(node, path, whole)
    if name in ("chart", "run_in"):
        return draft.scalar(node, path, truth, "是 或 否")
    if name == "data":
        return draft.scalar(node, path, partial(_picture, draft.folder_of(node)), "图片的路径")
    if name == "rows":
        return _rows(draft, node, path)
    return prose(draft, node, path) if name == "body" else draft.text(node, path)


def _picture(folder: Path | None, text: str) -> bytes:
    if not text.startswith(DATA):
        return picture_bytes(folder, text)
    try:
        return base64.b64decode(text.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        raise Misfit("不是 base64 图片数据") from None


def _rows(draft: Draft, node: Node, path: str) -> Any:
    if not isinstance(node, Sequence) or not all(isinstance(row, Sequence) for row in node.items):
        return draft.wants(node, path, "一个列表，每行又是一个列表")
    rows = [[draft.text(cell, path) for cell in row.items] for row in node.items if isinstance(row, Sequence)]
    if any(cell is WRONG for row in rows for cell in row):
        return WRONG
    return [[cell or "" for cell in row] for row in rows]


def _year_table(draft: Draft, node: Mapping, path: str) -> Any:
    """The 同比表 or 同比图 that a block asks for, or `WRONG`."""
    (key, value), *more = node.entries
    if more:
        return draft.refuse(more[0][0], path, f"“{key.text}”旁边不能再写别的", found=more[0][0].text)
    rows = list(_changes(draft, value, path))
    if WRONG in rows or draft.scope is None:
        return WRONG
    is_chart = key.text.strip() in _CHARTS
    draft.apart[f"{key.text.strip()}（写成了固定的表）"] = None
    most = _MOST_DRAWN if is_chart else _MOST_ROWS
    if not 0 < len(rows) <= most:
        return draft.wants(value, path, _WANTED) if not rows else draft.refuse(value, path, f"超过{most}行")
    units = dict.fromkeys(change.unit for _, change in rows)
    if is_chart and len(units) > 1:
        mend = "请按单位分成几张图，或写成同比表"
        return draft.refuse(value, path, "一张图里单位不同", found="、".join(units), mend=mend)
    years = (draft.scope.last_year.values["year"], draft.scope.values["year"])
    table = year_on_year(rows, (f"{years[0]}年", f"{years[1]}年"))
    return table.drawn() if is_chart else table


def _changes(draft: Draft, node: Node, path: str) -> Iterator[Any]:
    """Yield the label and the figure of each row of a 同比表, or `WRONG` for a row that cannot be read."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield _change(draft, value, path, key.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield _change(draft, item, path, None)
    elif not node.blank:
        yield _change(draft, node, path, None)


def _change(draft: Draft, node: Node, path: str, label: str | None) -> Any:
    if not isinstance(node, Scalar) or node.blank:
        return draft.wants(node, path, f"数据的名称，如 {EXAMPLE}")
    scope = draft.scope
    if scope is None:
        return WRONG
    steps = [step.strip() for step in _JOINTS.split(node.text.strip())]
    change = draft.scalar(node, path, lambda _: scope.change(steps))
    return WRONG if change in (UNKNOWN, WRONG) else (label or row_words(draft.form, change.path), change)


def tree_of_prose(text: Prose) -> Any:
    """Running text as plain text, or as a list of blocks if plain text reads back differently; braces not escaped."""
    joined = "\n\n".join(block.text for block in text)
    if blocks(joined) == text.root:
        return Plain(joined) if joined else ""
    return [_tree_of_block(block) for block in text]


def _tree_of_block(block: TextBlock) -> Any:
    kind = type(block)
    if isinstance(block, Paragraph):
        return {label(kind, "text"): block.text}
    if isinstance(block, Heading):
        return {label(kind, "text"): block.text, label(kind, "level"): Exact(str(block.level))}
    if isinstance(block, PlainTable):
        rows = {label(kind, "rows"): [list(row) for row in block.rows]}
        return {**rows, label(kind, "chart"): Exact("true")} if block.chart else rows
    return {label(kind, "data"): data_uri(block.data), label(kind, "caption"): block.caption}
