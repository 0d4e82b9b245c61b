"""Apply the tags that change the cell around them: `{% cellbg %}`, `{% colspan %}`, `{% vm %}`, `{% hm %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.word.markup.joining import can_join
from gk_docs.word.markup.lexing import CHANGED, PARTED, SHADE, SPAN
from gk_docs.word.markup.properties import properties_of, put
from gk_docs.word.markup.tags import W

if TYPE_CHECKING:
    from gk_docs.word.markup.tags import TaggedPart

_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd",
    "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark",
)  # fmt: skip
"""The properties of a cell in the order that the schema requires."""
_SHOWN = tuple(f"{W}{name}" for name in ("t", "tbl", "sdt", "drawing", "pict", "object"))
_FIRST, _OTHERS, _END = "{% if loop.first %}", "{% else %}", "{% endif %}"


class CellTags:
    """Applies the tags of a part to the cells around them; what cannot be done is added to the part's problems.

    Args:
        part: The part.
    """

    def __init__(self, part: TaggedPart) -> None:
        self._part = part
        self._changed: set[tuple[etree._Element, str]] = set()
        self._merged: dict[etree._Element, list[int]] = {}  # the tags that merge downwards, by table

    def change(self, number: int, name: str, argument: str) -> None:
        """Apply a tag of this name."""
        leaf = self._part.leaves[number]
        cell = next(leaf.iterancestors(f"{W}tc"), None)
        if cell is None or (cell, name) in self._changed:
            message = "这个标签要放在表格的格里" if cell is None else f"同一格里已经有一个 {name} 标签"
            self._part.problem(number, message)
            self._part.let_read(number, "{##}")
            return
        self._changed.add((cell, name))
        leaf.text = (leaf.text or "").replace(self._part.mark(number), "")
        properties = properties_of(cell, "tcPr")
        if name in ("cellbg", "colspan") and not argument:
            self._part.problem(number, "标签里没有内容", code="GT103")
            return
        value = self._part.mark(number, f"{{{{ ({argument})|{SHADE if name == 'cellbg' else SPAN} }}}}")
        if name == "cellbg":
            _set(properties, "shd", val="clear", color="auto", fill=value)
            drop_empty_run(leaf)
        elif name == "colspan":
            _set(properties, "gridSpan", val=value)
            drop_empty_run(leaf)
        elif name == "vm":
            self._merge_downwards(number, cell, properties, argument or "0")
        else:
            self._merge_sideways(number, cell, properties)

    def part_merges(self) -> None:
        """Let a row without a merged cell, printed between two that have one, end the merge; text would be lost."""
        for table, numbers in self._merged.items():
            parted = f"{{% set {PARTED} = {numbers}|{PARTED} %}}"
            for row in table.iter(f"{W}tr"):
                cells = (one for one in row.iter(f"{W}vMerge") if next(one.iterancestors(f"{W}tr")) is row)
                if next(row.iterancestors(f"{W}tbl")) is table and next(cells, None) is None:
                    put_before(row, self._part.mark(numbers[0], parted))

    def _merge_downwards(self, number: int, cell: etree._Element, properties: etree._Element, value: str) -> None:
        """Merge the cells of adjacent rounds of a loop that have an equal value; `{% vm %}` has the same in each."""
        leaf, name = self._part.leaves[number], f"{CHANGED}_{number}"
        codes = (
            f"{{% set {name} = loop|{CHANGED}({number}, ({value})) %}}",
            f"{{% if {name} %}}",
            _OTHERS,
            _END,
        )
        compared, first, others, end = (self._part.mark(number, code) for code in codes)
        _set(properties, "vMerge", val=f"{compared}{first}restart{others}continue{end}")
        self._merged.setdefault(next(cell.iterancestors(f"{W}tbl"), cell), []).append(number)
        joined = [text for text in cell.iter(str(leaf.tag)) if text is leaf or can_join(text, leaf)]
        if _shows_more(cell, joined[0], joined[-1]):
            put_before(cell[1], first)
            empty = etree.SubElement(cell, f"{W}p")
            put_before(empty, others)
            empty.tail = end
            return
        joined[0].text = first + (joined[0].text or "")
        joined[-1].text = (joined[-1].text or "") + end

    def _merge_sideways(self, number: int, cell: etree._Element, properties: etree._Element) -> None:
        span = properties.find(f"{W}gridSpan")
        times = "" if span is None else f"{span.get(f'{W}val')} * "
        _set(properties, "gridSpan", val=self._part.mark(number, f"{{{{ ({times}loop.length)|{SPAN} }}}}"))
        first, end = self._part.mark(number, _FIRST), self._part.mark(number, _END)
        put_before(cell, first)
        cell.tail = end + (cell.tail or "")


def _shows_more(cell: etree._Element, first: etree._Element, last: etree._Element) -> bool:
    """Whether a cell shows anything before its text `first` or after its text `last`."""
    shown = list(cell.iter(str(first.tag), *_SHOWN))
    around = {*first.iterancestors(*_SHOWN), *last.iterancestors(*_SHOWN)}
    others = shown[: shown.index(first)] + shown[shown.index(last) + 1 :]
    return any(one not in around and (one.tag != f"{W}t" or one.text) for one in others)


def _set(properties: etree._Element, name: str, **values: str) -> None:
    """Set a property of a cell, at its place in the schema's order."""
    put(properties, name, _ORDER[_ORDER.index(name) + 1 :].__contains__, **values)


def put_before(element: etree._Element, text: str) -> None:
    """Put text before an element."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def replace_by(element: etree._Element, text: str) -> None:
    """Replace an element by text."""
    put_before(element, text + (element.tail or ""))
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def drop_empty_run(leaf: etree._Element) -> None:
    """Remove a run that held nothing but a tag."""
    run = leaf.getparent()
    if leaf.text or run is None or run.tag != f"{W}r" or any(one.tag != f"{W}rPr" for one in run if one is not leaf):
        return
    replace_by(run, "")
