r"""Turn line breaks, tabs, new paragraphs (`\a`) and new pages (`\f`) in printed text into Word's elements.

Tabs and line breaks stay in the run. A new paragraph or page closes the text, run and paragraph, and opens others with
the same properties. For most places these properties are known before the first render (see `structure`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS = re.compile("[\a\t\n\f]")
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_KEPT = b"\x1c\x1d"  # stand for the part's own tabs and line breaks; illegal in XML
_KEEP = bytes.maketrans(b"\t\n", _KEPT)
PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_CHANGE = re.compile(r"<w:([rp]PrChange|ins|del|moveFrom|moveTo)(?:\s[^<>]*)?(?:/>|(?<!/)>.*?</w:\1>)", re.DOTALL)
"""A tracked change of properties, which a new paragraph has not seen; its id would be there twice."""
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)


class Layout(NamedTuple):
    r"""The run and paragraph properties around a text.

    Attributes:
        run: The properties of its run, as XML.
        paragraph: The properties of its paragraph; None if the paragraph cannot be split, as inside a link.

    >>> Layout("<w:rPr><w:b/></w:rPr>", "").text("甲\a乙")
    '甲</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">乙'
    """

    run: str
    paragraph: str | None

    def text(self, text: str) -> str:
        """Lay out escaped text inside the text of a run.

        Raises:
            TemplateError: If it would split a paragraph that cannot be split.
        """
        if "\a" in text or "\f" in text:
            if self.paragraph is None:
                raise TemplateError("填写后的文档结构不完整：换段、换页符不能放在超链接、修订或内容控件里")
            end, begin = "</w:t></w:r></w:p>", f'<w:p>{self.paragraph}<w:r>{self.run}<w:t xml:space="preserve">'
            text = text.replace("\a", end + begin).replace("\f", end + PAGE + begin)
        return in_run(text)

    def runs(self, xml: str) -> str:
        """Lay out whole runs inside the paragraph, each with its own properties."""
        *pieces, rest = xml.split("</w:t>")
        done: list[str] = []
        properties = ""
        for piece in pieces:
            start = piece.rfind("<")
            begin = piece.find(">", start) + 1 if piece.startswith(("<w:t>", "<w:t "), start) else len(piece)
            run = max(piece.rfind("<w:r>", 0, start), piece.rfind("<w:r ", 0, start))
            properties = _properties(piece[run:start], "r") if run >= 0 else properties
            done += piece[:begin], Layout(properties, self.paragraph).text(piece[begin:]), "</w:t>"
        return "".join((*done, rest))


def in_run(text: str) -> str:
    """Turn the tabs and line breaks of escaped text inside a run into Word's."""
    return text.replace("\t", TAB).replace("\n", BREAK)


def kept(xml: bytes) -> bytes:
    """Protect the tabs and line breaks of XML from `laid_out`, which turns all others into Word's."""
    return xml.translate(_KEEP) if b"\t" in xml or b"\n" in xml else xml


def laid_out(xml: bytes) -> bytes:
    r"""Turn the tabs and line breaks of a part into Word's, and restore those that `kept` has protected.

    >>> laid_out(kept(b"<w:t>") + "甲\t乙".encode()).decode()
    '<w:t>甲</w:t><w:tab/><w:t xml:space="preserve">乙'
    """
    xml = xml.replace(b"\t", TAB.encode()).replace(b"\n", BREAK.encode())
    return xml.replace(_KEPT[:1], b"\t").replace(_KEPT[1:], b"\n")


def blocks(xml: str) -> str:
    """Lay out whole paragraphs, or tables of them, each with its own properties."""
    return _PARAGRAPH.sub(lambda one: Layout("", _properties(one.group(), "p")).runs(one.group()), xml)


def _properties(xml: str, of: str) -> str:
    """The XML of the first properties of a run (`r`) or paragraph (`p`); "" if there are none."""
    begin, end = f"<w:{of}Pr>", f"</w:{of}Pr>"
    start = xml.find(begin)
    stop = xml.find(end, start) if start >= 0 else -1
    return xml[start : stop + len(end)] if stop >= 0 else ""


class Surroundings:
    """The properties of the open paragraphs and runs, while `structure` follows the elements of a template.

    They are known only if they are the same in each render: without a tag in them, and the same after each branch.
    """

    def __init__(self) -> None:
        self._open: dict[int, str | None] = {}  # the properties by the depth of the element; None if not known
        self._within = 0  # the depth of the properties that are being read
        self._read: list[str] | None = None

    def copy(self) -> Surroundings:
        """Return a copy that can be changed independently."""
        made = Surroundings()
        made._open, made._within = dict(self._open), self._within
        return made

    def begins(self, stack: Sequence[str]) -> None:
        """Note that the last element of `stack` begins."""
        depth, name = len(stack), stack[-1]
        if name in ("w:p", "w:r"):
            self._open[depth] = ""
        elif stack[-2:] in (["w:p", "w:pPr"], ["w:r", "w:rPr"]) and self._open.get(depth - 1) == "":
            self._within, self._read = depth, []

    def reads(self, piece: str) -> None:
        """Note a piece of static text or the tag of an element."""
        if self._read is not None:
            self._read.append(piece)

    def differs(self) -> None:
        """Note a tag of the template: properties that are being read are not the same in each render."""
        self._read = None

    def ends(self, stack: Sequence[str]) -> None:
        """Note that the last element of `stack` ends."""
        depth = len(stack)
        if depth == self._within:
            read = None if self._read is None else "".join((*self._read, f"</{stack[-1]}>"))
            self._open[depth - 1] = None if read is None else _CHANGE.sub("", read)
            self._within, self._read = 0, None
        self._open.pop(depth, None)

    def keep_common(self, other: Surroundings) -> None:
        """Forget the properties that differ from those of `other`, after another branch."""
        self._open = {depth: one if other._open.get(depth) == one else None for depth, one in self._open.items()}

    def are_as(self, other: Surroundings) -> bool:
        """Whether all properties are the same as in `other`."""
        return self._open == other._open

    def layout(self, stack: Sequence[str]) -> Layout | None:
        """The layout of a text in a run, or of runs in a paragraph, inside these elements; None if it is not known."""
        depth = len(stack)
        run: str | None = ""
        if stack[-1] == "w:t":
            run, depth = self._open.get(depth - 1), depth - 2
        splits = stack[depth - 1 : depth] == ["w:p"]
        paragraph = self._open.get(depth) if splits else None
        return None if run is None or (splits and paragraph is None) else Layout(run, paragraph)
