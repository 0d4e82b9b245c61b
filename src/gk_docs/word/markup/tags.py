"""Find the tags of a template in the tree of a part, and write the part as source for Jinja.

Word cuts a typed tag into runs at will. Here each tag becomes one mark in the text where it begins: its number between
two characters that the part does not contain. The tree is then changed around the marks (see `levels.py`), and `source`
puts the tags back, each on its own line, so that the line of an error in Jinja leads back to a tag.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from lxml import etree

from gk_docs import regex as re
from gk_docs.word.markup.address import Address, Tag, TemplateSource
from gk_docs.word.markup.joining import can_join, join
from gk_docs.word.markup.lexing import ENDS, OPENING, tag_end, unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from gk_docs.errors import Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COUNTED = tuple(f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_PARAGRAPHS = (f"{W}p", f"{A}p")
_IN_RUNS = frozenset({f"{W}t", f"{W}instrText", f"{A}t", f"{_M}t"})
_DELETED = (f"{W}del", f"{W}moveFrom")
OWN_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
"""The parser for parts that have been checked, and for rendered ones; it takes texts of any size."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RAW = re.compile(r"\{%(?:[-+]|(?:p|tr|tc|r)(?=\s))?\s*raw\s*[-+]?%\}")
END_RAW = re.compile(r"\{%(?:[-+]|(?:p|tr|tc|r)(?=\s))?\s*endraw\s*[-+]?%\}")
_TRIMMED = re.compile(r"(\{[{%])([-+]?)")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_PARAGRAPHS_OF_A_TAG = 4
_MOST_UNFINISHED = 200  # tags without an end in one text; each takes a search through the rest of the text
_SHOWN = 40
_BRACES: Any = etree.XPath("//*[text()[contains(., '{')]]")
_ATTRIBUTES: Any = etree.XPath("//@*[contains(., '{')]")


class TaggedPart:
    """A part of a template whose tags are marks in its tree.

    Args:
        root: The tree, which is changed.
        words: The part in a reader's words.

    Attributes:
        root: The tree.
        words: The part in a reader's words.
        tags: The tags, in order.
        leaves: The element in whose text each tag stands, by the number of the tag; none for a tag in an attribute.
        problems: What is wrong with the tags.
        warnings: What renders, but probably not as meant.
    """

    def __init__(self, root: etree._Element, words: str) -> None:
        self.root, self.words = root, words
        xml = etree.tostring(root, encoding="unicode")
        self._mark = unused(xml)
        self._marks = re.at_once(f"{self._mark}([0-9]+){self._mark}")
        self._codes: list[tuple[int, str]] = []
        self.tags: list[Tag] = []
        self.leaves: dict[int, etree._Element] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._in_raw = False
        self._deleted = deleted_in(root)
        if "{" in xml:
            self._find()

    def code(self, number: int) -> str:
        """The source of a tag as Jinja reads it."""
        return self._codes[number][1]

    def mark(self, number: int, code: str | None = None) -> str:
        """The mark of a tag; with `code`, a new mark that stands for this code and belongs to the tag."""
        if code is None:
            return f"{self._mark}{number}{self._mark}"
        self._codes.append((number, code))
        return self.mark(len(self._codes) - 1)

    def let_read(self, number: int, code: str) -> None:
        """Replace the source of a tag by `code`."""
        self._codes[number] = (number, code)

    def numbers(self, text: str) -> list[int]:
        """The numbers of the tags in a text of the tree."""
        return [int(number) for number in self._marks.findall(text)]

    def alone(self, text: str) -> int | None:
        """The number of the tag if a text of the tree is exactly one tag, else None."""
        found = self._marks.fullmatch(text)
        return int(found[1]) if found else None

    def pieces(self, text: str) -> list[str]:
        """Split a text of the tree at its tags: text and tag numbers alternate, text first and last."""
        return self._marks.split(text)

    def typed(self, text: str) -> str:
        """A text of the tree as its author typed it."""
        return self._marks.sub(lambda match: self.tags[self._codes[int(match[1])][0]].text, text)

    def problem(self, number: int, message: str, mend: str | None = None, *, code: str = "GT201") -> None:
        """Note a problem of a tag, under the code of a rule."""
        self.problems.append(self.tags[number].problem(message, mend, code=code))

    def source(self, xml: str) -> TemplateSource:
        """Return a piece of the tree's XML as source for Jinja, each tag on its own line and comments left out."""
        static, *rest = xml.split(self._mark)
        text, lines, numbers = [_shielded(static)], [], []
        line = 1 + static.count("\n")
        for mark, static in zip(rest[::2], rest[1::2], strict=True):
            number, code = self._codes[int(mark)]
            if not code.startswith("{#"):
                lines.append(line + 1)
                numbers.append(number)
                text.append(_TRIMMED.sub(r"\1\2\n", code, count=1))
            text.append(_shielded(static))
            line += text[-1].count("\n") + (0 if code.startswith("{#") else text[-2].count("\n"))
        return TemplateSource("".join(text), tuple(lines), tuple(numbers))

    def _find(self) -> None:
        addresses = Addresses(self.root, self.words)
        printing: set[etree._Element] = set()
        for value in _ATTRIBUTES(self.root):
            if OPENING.search(value):
                element = value.getparent()
                element.set(value.attrname, self._marked(str(value), addresses.of(element)))
                printing.add(element)
        done: set[etree._Element] = set()
        for element in _BRACES(self.root):
            if element in done or not element.text or element in self._deleted:
                continue
            around = _paragraph_of(element) if element.tag in _IN_RUNS else None
            leaves = [element] if around is None else self._leaves(around, element.tag)
            done.update(leaves)
            spans = list(self._spans(_text(leaves)))
            if spans:
                if min(end for _, end in spans) < 0 and (following := self._goes_on(leaves, spans)):
                    done.update(following)
                    leaves += following
                    spans = list(self._spans(_text(leaves)))
                self._put_together(leaves, spans, addresses.of(leaves[0] if around is None else around))
        printing.update(leaf for number, leaf in self.leaves.items() if not self.code(number).startswith("{#"))
        if printing:
            self._keep_spaces(printing)

    def _leaves(self, paragraph: etree._Element, tag: object) -> list[etree._Element]:
        """The non-empty texts of one kind in a paragraph, less deleted ones and those of text boxes inside it."""
        leaves = (leaf for leaf in paragraph.iter(str(tag)) if leaf.text and leaf not in self._deleted)
        return [leaf for leaf in leaves if _paragraph_of(leaf) is paragraph]

    def _keep_spaces(self, printing: AbstractSet[etree._Element]) -> None:
        """Keep blanks at the edges of texts with tags, and of the text before one, as docxtpl does."""
        text: etree._Element | None = None
        for element in self.root.iter(f"{W}t", *{str(one.tag) for one in printing}):
            if element.tag == f"{W}t" and not element.attrib:
                text = element
            if text is not None and element in printing:
                text.set(SPACE, "preserve")

    def _goes_on(self, leaves: list[etree._Element], spans: list[tuple[int, int]]) -> list[etree._Element]:
        """The texts of the next paragraphs that the last, unfinished tag goes on into; empty if it has no end there."""
        text = _text(leaves)
        following: list[etree._Element] = []
        last = [span for span in spans if span[1] < 0]
        before = next(leaves[-1].iterancestors(f"{W}p"), None)
        for _ in range(1, _PARAGRAPHS_OF_A_TAG if last and leaves[0].tag == f"{W}t" else 0):
            paragraph = None if before is None else before.getnext()
            more = [] if paragraph is None or paragraph.tag != f"{W}p" else self._leaves(paragraph, f"{W}t")
            if not more:
                break
            before, text = paragraph, text + _text(more)
            following += more
            spans = list(self._spans(text))
            if any(start == last[-1][0] and end >= 0 for start, end in spans):
                return [*following, *self._goes_on([*leaves, *following], spans)]
        return []

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each tag of a text begins and ends; -1 as the end of an unfinished tag."""
        position, raw, left = 0, self._in_raw, _MOST_UNFINISHED
        while left and (match := (END_RAW if raw else OPENING).search(text, position)):
            end = match.end() if raw else tag_end(text, match)
            left -= end < 0
            yield match.start(), end
            position = max(end, match.end())
            raw = not raw and end >= 0 and RAW.fullmatch(text, match.start(), end) is not None

    def _marked(self, text: str, address: Address) -> str:
        """Return a text outside runs with marks in place of its tags."""
        pieces: list[str] = []
        position = 0
        for number, start, end in self._new(text, self._spans(text), address):
            pieces += text[position:start], self.mark(number)
            position = end
        return "".join((*pieces, text[position:]))

    def _new(self, text: str, spans: Iterable[tuple[int, int]], address: Address) -> list[tuple[int, int, int]]:
        """Add the tags of a text to the part; return the number, start and end of each finished one."""
        found = []
        for start, end in spans:
            tag = text[start:end] if end >= 0 else text[start : start + _SHOWN]
            self._codes.append((len(self.tags), tag.translate(_STRAIGHT)))
            self.tags.append(Tag(tag, address))
            if end < 0:
                self.problem(len(self.tags) - 1, f"标签没有写完，缺少 {ENDS[tag[:2]]}", code="GT101")
                continue
            found.append((len(self.tags) - 1, start, end))
            if RAW.fullmatch(tag) or END_RAW.fullmatch(tag):
                self._in_raw = RAW.fullmatch(tag) is not None
        return found

    def _put_together(self, leaves: list[etree._Element], spans: Iterable[tuple[int, int]], address: Address) -> None:
        """Replace each tag in a row of texts by a mark in the text where it begins."""
        starts = list(accumulate((len(leaf.text or "") for leaf in leaves), initial=0))
        here: dict[int, etree._Element] = {}
        for number, start, end in reversed(self._new(_text(leaves), spans, address)):
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
            leaf, until = leaves[first], leaves[last]
            rest = (until.text or "")[end - starts[last] :]
            for cut in leaves[first + 1 : last]:
                cut.text = ""
            if leaf is not until and can_join(leaf, until):
                join(leaf, until)
                here.update({later: leaf for later, at in here.items() if at is until})
            elif leaf is not until:
                until.text, rest = rest, ""
            leaf.text = f"{(leaf.text or '')[: start - starts[first]]}{self.mark(number)}{rest}"
            here[number] = leaf
        self.leaves.update(here)


def value_of(element: etree._Element, name: str) -> str:
    """The `w:val` of a child of an element; "" if there is no such child."""
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def deleted_in(root: etree._Element) -> set[etree._Element]:
    """The elements inside tracked deletions, and inside text that was moved away."""
    return {one for deletion in root.iter(*_DELETED) for one in deletion.iter()}


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    """The innermost paragraph around an element."""
    return next(element.iterancestors(*_PARAGRAPHS), None)


def _text(leaves: list[etree._Element]) -> str:
    return "".join(leaf.text or "" for leaf in leaves)


def _shielded(static: str) -> str:
    """Write braces of static text in docxtpl's way (`{_{`), so that Jinja takes them for text; `planning` undoes it."""
    return static.replace("{{", "{_{").replace("{%", "{_%").replace("{#", "{_#") if "{" in static else static


class Addresses:
    """The address of every element of a part, as a reader counts tables, rows, cells and paragraphs.

    Args:
        root: The root of the part.
        words: The part in a reader's words.
    """

    def __init__(self, root: etree._Element, words: str) -> None:
        self._nowhere = Address(words)
        self._counted: dict[etree._Element | None, Address] = {}
        counts: Counter[tuple[etree._Element | None, str]] = Counter()
        for element in root.iter(*_COUNTED):
            around, kind = self._around(element.getparent()), str(element.tag).removeprefix(W)
            counts[around, kind] += 1
            self._counted[element] = _inside(self.of(around), kind, counts[around, kind])

    def of(self, element: etree._Element | None) -> Address:
        """The address of an element."""
        return self._counted.get(self._around(element), self._nowhere)

    def _around(self, element: etree._Element | None) -> etree._Element | None:
        """This element or the innermost one around it that has been counted; None if there is none."""
        while element is not None and element not in self._counted:
            element = element.getparent()
        return element


def placed(root: etree._Element, words: str, *tags: str) -> Iterator[tuple[etree._Element, Address]]:
    """Yield every element of a part in order, or those of these names, with its address (see `Addresses`)."""
    addresses = Addresses(root, words)
    return ((element, addresses.of(element)) for element in root.iter(*(tags or "*")))


def _inside(around: Address, kind: str, number: int) -> Address:
    """The address of a paragraph, table, row, cell or text box by its number inside another address."""
    if kind == "txbxContent":
        return Address(f"{around} · 文本框")
    if kind == "p":
        return Address(around.part, around.cells, number)
    if kind == "tbl":
        return Address(around.part, (*around.cells, (number, 0, 0)))
    if not around.cells:
        return around
    table, row, _ = around.cells[-1]
    last = (table, number, 0) if kind == "tr" else (table, row, number)
    return Address(around.part, (*around.cells[:-1], last))
