"""Apply the tags that change the elements around them: `{%p %}`, `{%- %}`, `cellbg`, `colspan`, `vm`, `hm`, `restart`.

The element is always the innermost one of its kind around the tag.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from gk_docs import regex as re
from gk_docs.word.cells import CellTags, drop_empty_run, replace_by
from gk_docs.word.markup.joining import can_join, join
from gk_docs.word.markup.lists import LIST, RESTART
from gk_docs.word.markup.properties import properties_of, put
from gk_docs.word.markup.tags import SPACE, W
from gk_docs.word.package.embedding import let_show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gk_docs.word.markup.tags import TaggedPart
    from gk_docs.word.package.stylesheet import StyleSheet

_LEVEL = re.compile(r"(\{\{|\{%|\{#)(p|tr|tc|r)\s+(?=\S)")
_CELL = re.compile(r"\{%[-+]?\s*(cellbg|colspan|vm|hm)\b\s*(.*?)\s*[-+]?%\}", re.DOTALL)
_LIST_TAG = re.compile(r"\{%[-+]?\s*restart\b\s*(.*?)\s*[-+]?%\}", re.DOTALL)
_BEFORE_NUMBERS = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_WORDS = {"p": "段", "tr": "行", "tc": "格", "r": "处"}
_NEEDED = {"p": "段落", "tr": "表格", "tc": "表格", "r": "段落的文字"}
_LOST = {
    "sectPr": "分节符", "drawing": "图片或图形", "pict": "图片或图形", "object": "嵌入的对象", "tbl": "表格",
    "footnoteReference": "脚注", "endnoteReference": "尾注", "commentReference": "批注", "fldChar": "域",
    "fldSimple": "域", "bookmarkStart": "书签", "oMath": "公式", "br": "换行或换页",
}  # fmt: skip
_LEFT_BEHIND = ("_GoBack", "__DdeLink")  # bookmarks that Word and LibreOffice leave, which nothing refers to
_CORE = "package/2006/metadata/core-properties"  # their tags are rendered
_MERGES = {"vm": ("上下相邻的行", "{%tr for … %}"), "hm": ("左右相邻的格", "{%tc for … %}")}
_BLOCK = re.compile(r"\{%[-+]?\s*(?:(?P<level>p|tr|tc|r)\s+)?(?P<end>end)?(?P<word>for|if|with|macro|call|filter)\b")


class Arrangement:
    """Applies the tags of a part to the elements around them; what cannot be done is added to the part's problems.

    Args:
        part: The part.
        sheet: The styles of the template.
    """

    def __init__(self, part: TaggedPart, sheet: StyleSheet) -> None:
        self._part, self._sheet = part, sheet
        self._gone: set[int] = set()

    def make(self) -> None:
        """Apply all tags, kind by kind."""
        let_show(self._part)
        codes = {number: self._part.code(number) for number in sorted(self._part.leaves)}
        levels = {number: level.group(1, 2) for number, code in codes.items() if (level := _LEVEL.match(code))}
        cells = {number: tag.groups() for number, code in codes.items() if (tag := _CELL.fullmatch(code))}
        lists = {number: tag[1] for number, code in codes.items() if (tag := _LIST_TAG.fullmatch(code))}
        if cells or lists:
            self._refuse_within_blocks(codes, {**cells, **lists})
        has_controls = next(self._part.root.iter(f"{W}sdt"), None) is not None
        for number in codes:
            if has_controls:
                self._unbind(number)
            self._merge(number)
        for kind in ("tr", "tc", "p"):
            for number in self._left(number for number, level in levels.items() if level[1] == kind):
                self._take_away(number, kind)
        changes = CellTags(self._part)
        for number in self._left(cells):
            changes.change(number, *cells[number])
        changes.part_merges()
        for number in self._left(
            reversed([number for number, (mark, kind) in levels.items() if kind == "r" and mark != "{#"])
        ):
            self._split(number)
        if lists:
            self._restart({number: lists[number] for number in self._left(lists)})

    def _refuse_within_blocks(self, codes: Mapping[int, str], whole: Mapping[int, object]) -> None:
        """Refuse a tag for a whole cell or paragraph within a block that begins there, since it would always hold."""
        open_: list[int] = []
        for number, code in codes.items():
            block = _BLOCK.match(code)
            if block is None and number in whole:
                cell = _CELL.fullmatch(code)
                self._refuse_in(open_, number, is_cell=cell is not None)
                if cell is not None and cell[1] in _MERGES:
                    self._refuse_other_loops([codes[one] for one in open_], number, cell[1])
            elif block is not None and not block["end"]:
                open_.append(number)
            elif block is not None and open_:
                open_.pop()

    def _refuse_in(self, open_: list[int], number: int, *, is_cell: bool) -> None:
        around = next(self._part.leaves[number].iterancestors(f"{W}tc" if is_cell else f"{W}p"), None)
        for block in reversed(open_):
            if around is not None and around in self._part.leaves[block].iterancestors():
                words, text = _WORDS["tc" if is_cell else "p"], self._part.tags[block].text
                message = f"这个标签管整{words}，同一{words}里的“{text}”管不到它"
                mend = (
                    f"请把条件写进标签（如 {{% {'cellbg 甲 if 乙' if is_cell else 'restart 乙'} %}}），或移出“{text}”"
                )
                self._part.problem(number, message, mend)
                return

    def _refuse_other_loops(self, open_: list[str], number: int, name: str) -> None:
        """Refuse a merge of cells in a loop that goes the other way, where all text but the first would be lost."""
        blocks = filter(None, map(_BLOCK.match, reversed(open_)))
        loop = next((block for block in blocks if block["word"] == "for"), None)
        if loop is not None and (loop["level"] == "tc") != (name == "hm"):
            merged, needed = _MERGES[name]
            self._part.problem(number, f"{name} 合并的是{merged}", f"请放在 {needed} 之内")

    def _left(self, numbers: Iterable[int]) -> Iterator[int]:
        """The tags that no other tag has removed together with its element."""
        return (number for number in numbers if number not in self._gone)

    def _unbind(self, number: int) -> None:
        """Unbind content controls around a tag from custom XML, or Word would overwrite what the tag prints."""
        for control in self._part.leaves[number].iterancestors(f"{W}sdt"):
            for binding in control.findall(f"{W}sdtPr/{W}dataBinding"):
                if _CORE not in binding.get(f"{W}prefixMappings", ""):
                    replace_by(binding, "")

    def _merge(self, number: int) -> None:
        """Join the text before `{%-` and the text after `-%}` to the tag, across runs and paragraphs."""
        code, leaf = self._part.code(number), self._part.leaves[number]
        if leaf.tag != f"{W}t" or not code.startswith("{%"):
            return
        if code[2] == "-":
            before = _neighbour(leaf, "preceding")
            text, mark, rest = (leaf.text or "").partition(self._part.mark(number))
            if before is not None and not text.strip() and can_join(before, leaf):
                join(before, leaf)
                self._moved(leaf, before, (before.text or "") + mark + rest)
                code = f"{{%{code[3:]}"
                self._part.let_read(number, code)
        leaf = self._part.leaves[number]
        if code.endswith("-%}"):
            after = _neighbour(leaf, "following")
            text, mark, rest = (leaf.text or "").partition(self._part.mark(number))
            if after is not None and not rest.strip() and can_join(leaf, after):
                join(leaf, after)
                self._moved(after, leaf, text + mark + (after.text or ""))
                self._part.let_read(number, f"{code[:-3]}%}}")

    def _moved(self, old: etree._Element, new: etree._Element, text: str) -> None:
        new.text = text
        if old.get(SPACE) and text != text.strip():
            new.set(SPACE, "preserve")
        self._part.leaves.update(dict.fromkeys(self._part.numbers(old.text or ""), new))

    def _take_away(self, number: int, kind: str) -> None:
        """Replace the element around a tag (paragraph, row or cell) by the tag."""
        around = self._around(number, kind)
        if around is None:
            return
        text = "".join(map(str, around.itertext()))
        others = [other for other in self._part.numbers(text) if other != number]
        self._gone.update(others)
        statements = [other for other in others if self._part.code(other).startswith("{%")]
        for other in statements:
            message = f"同在一{_WORDS[kind]}的“{self._part.tags[number].text}”会把这个标签一起删去"
            self._part.problem(other, message, f"请让每个这样的标签独占一{_WORDS[kind]}", code="GT202")
            self._without_level(other)
        if not statements:  # else what goes with them is told already
            self._tell_lost(number, kind, around, text)
        self._without_level(number)
        kept = "" if self._part.code(number).startswith("{#") else self._part.mark(number)
        replace_by(around, kept + "".join(map(self._part.mark, statements)))

    def _around(self, number: int, kind: str) -> etree._Element | None:
        around = next(self._part.leaves[number].iterancestors(f"{W}{kind}"), None)
        if around is None:
            self._part.problem(number, f"{self._part.tags[number].text[:4].strip()} 这样的标签要放在{_NEEDED[kind]}里")
            self._without_level(number)
        return around

    def _without_level(self, number: int) -> None:
        self._part.let_read(number, _LEVEL.sub(r"\1 ", self._part.code(number), count=1))

    def _tell_lost(self, number: int, kind: str, around: etree._Element, text: str) -> None:
        """Warn of text, pictures and the like that are removed with the element; a comment is meant to remove them."""
        tag = self._part.tags[number]
        if tag.text.startswith("{#"):
            return
        text = self._part.typed(text.replace(self._part.mark(number), "", 1)).strip()
        lost = [f"的文字会被删去：“{text}”"] if text else []
        names = dict.fromkeys(_lost_names(around))
        lost += [f"的{name}会被删去" for name in names]
        for words in lost:
            message, mend = f"与这个标签同在一{_WORDS[kind]}{words}", f"请让标签独占一{_WORDS[kind]}"
            self._part.warnings.append(tag.problem(message, mend, code="GT204"))

    def _split(self, number: int) -> None:
        """Split the run around a tag in two, so that the tag stands between runs."""
        leaf, run = self._part.leaves[number], self._around(number, "r")
        if run is None:
            return
        if leaf.tag != f"{W}t" or leaf.getparent() is not run:
            self._part.problem(number, "{{r …}} 这样的标签要放在段落的文字里")
            self._without_level(number)
            return
        self._without_level(number)
        before, mark, after = (leaf.text or "").partition(self._part.mark(number))
        rest = etree.Element(f"{W}r")
        properties = run.find(f"{W}rPr")
        if properties is not None and after.strip():
            rest.append(deepcopy(properties))
        text = etree.SubElement(rest, f"{W}t", {SPACE: "preserve"})
        text.text = after
        rest.extend(list(leaf.itersiblings()))
        leaf.text = before
        tail = run.tail
        run.addnext(rest)
        run.tail, rest.tail = mark, tail

    def _restart(self, conditions: Mapping[int, str]) -> None:
        """Restart lists at tags: their paragraphs get a placeholder that the render turns into a list number."""
        places = {one: self._sheet.place(one.find(f"{W}pPr")) for one in self._part.root.iter(f"{W}p")}
        around = {number: next(self._part.leaves[number].iterancestors(f"{W}p"), None) for number in conditions}
        again = {place.number for one in around.values() if one is not None and (place := places[one])}
        for paragraph, place in places.items():
            if place is not None and place.number in again:
                _set_list(paragraph, place.level, f"{LIST}{place.number}:{place.level}")
        for number, condition in conditions.items():
            leaf, tagged = self._part.leaves[number], around[number]
            leaf.text = (leaf.text or "").replace(self._part.mark(number), "")
            place = None if tagged is None else places[tagged]
            if tagged is None or place is None:
                self._part.problem(number, "这个标签要放在带编号的段落里", "请先给这一段加上编号")
                continue
            begins, ends = (
                self._part.mark(number, code) for code in (f"{{% if {condition or 'true'} %}}", "{% endif %}")
            )
            _set_list(tagged, place.level, f"{begins}{RESTART}{ends}{LIST}{place.number}:{place.level}")
            drop_empty_run(leaf)


def _neighbour(leaf: etree._Element, axis: str) -> etree._Element | None:
    found: Any = leaf.xpath(f"{axis}::w:t[1]", namespaces={"w": W.strip("{}")})
    return found[0] if found else None


def _lost_names(around: etree._Element) -> list[str]:
    names = []
    for one in around.iter("*"):
        name = str(one.tag).rpartition("}")[2]
        left = name == "bookmarkStart" and one.get(f"{W}name", "").startswith(_LEFT_BEHIND)
        if name in _LOST and one is not around and not left:
            names.append(_LOST[name])
    return names


def _set_list(paragraph: etree._Element, level: int, name: str) -> None:
    """Give a paragraph its own list number and level, which go before those of its style."""
    numbered = put(properties_of(paragraph, "pPr"), "numPr", lambda other: other not in _BEFORE_NUMBERS)
    put(numbered, "ilvl", val=str(level))
    put(numbered, "numId", val=name)
