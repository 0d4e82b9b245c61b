"""Add comments to a Word file: marks in its body and a part of comments; every other part stays byte for byte."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from copy import deepcopy
from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gk_docs.files.encoding import clean
from gk_docs.files.opc import WORD_MAIN, Package, parsed, xml_of
from gk_docs.word.markup.tags import SPACE, W
from gk_docs.word.package.archive import OFFICE, TYPES, files_of, packed, relations_part
from gk_docs.word.package.parts import CONTENT_TYPES, WORD
from gk_docs.word.package.relations import RELATIONS, entry_at, relate, relations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

_AUTHOR, _INITIALS = "gk-docs", "gk"
_TYPE = f"{WORD}comments+xml"
_NEAR = 8  # so many characters before a quotation tell it apart where the whole line was written otherwise
_KINDS = {
    W: OFFICE,
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
"""The namespace of relation types for each namespace of the body: transitional and strict Open XML."""


class Comment(NamedTuple):
    """A comment to add.

    Attributes:
        paragraph: Number of its paragraph in the body from 0, counting those in tables and text boxes.
        text: What it says; each line is a paragraph.
        quote: The words of the paragraph that it marks; it marks the whole paragraph if they are "" or are not found.
        before: The words before them, which say where they are if they occur several times.
    """

    paragraph: int
    text: str
    quote: str = ""
    before: str = ""


class _CommentMark(NamedTuple):
    number: str
    quote: str
    before: str

    def place_in(self, text: str) -> int:
        """Where the quoted words begin, if possible after the words before them; -1 if they do not occur."""
        known = (self.before, self.before[-_NEAR:], "") if self.quote else ()
        places = ((text.find(words + self.quote), len(words)) for words in known)
        return next((at + length for at, length in places if at >= 0), -1)


def with_comments(data: bytes, comments: Iterable[Comment]) -> bytes:
    """Add comments to a Word file, besides those it has; they carry no date, so equal input gives equal bytes.

    Without comments to add, `data` is returned unchanged.

    Raises:
        UnreadableFile: If the file is damaged or beyond the limits.
        IndexError: If the body has no paragraph of a number.
    """
    wanted = [*comments]
    if not wanted:
        return data
    files = files_of(Package(data))
    body, part = parsed(files.get(WORD_MAIN, b"")), _part(files)
    w = str(body.tag).removesuffix("document")
    paragraphs = [*body.iter(f"{w}p")]
    said = parsed(files[part]) if part else etree.Element(f"{w}comments", nsmap={"w": w[1:-1]})
    used = [int(value) for one in said if (value := one.get(f"{w}id", "")).isdecimal()]
    marks: dict[int, list[_CommentMark]] = defaultdict(list)
    for number, comment in enumerate(wanted, 1 + max(used, default=-1)):
        said.append(_said(w, str(number), comment.text))
        marks[comment.paragraph].append(_CommentMark(str(number), comment.quote, comment.before))
    for at, several in marks.items():
        _mark(w, paragraphs[at], several)
    changed = {WORD_MAIN: xml_of(body)}
    if not part:
        part = next(name for n in count() if (name := f"word/comments{n or ''}.xml") not in files)
        changed |= _named(files, part, w)
    changed[part] = xml_of(said)
    return packed(files | changed)


def _said(w: str, number: str, text: str) -> _Element:
    attributes = {f"{w}id": number, f"{w}author": _AUTHOR, f"{w}initials": _INITIALS}
    comment = etree.Element(f"{w}comment", attributes)
    for line in clean(text).split("\n"):
        run = etree.SubElement(etree.SubElement(comment, f"{w}p"), f"{w}r")
        etree.SubElement(run, f"{w}t", {SPACE: "preserve"}).text = line
    return comment


def _mark(w: str, paragraph: _Element, marks: Sequence[_CommentMark]) -> None:
    """Put the marks of comments around the words that they quote, or around the whole paragraph."""
    runs = [
        run for run in paragraph.iterchildren(f"{w}r") if [one.tag for one in run if one.tag != f"{w}rPr"] == [f"{w}t"]
    ]
    text = "".join(_text(w, run).text or "" for run in runs)
    places = [mark.place_in(text) for mark in marks]
    quotes = [(at, at + len(mark.quote)) for mark, at in zip(marks, places, strict=True) if at >= 0]
    first, last = _ends(w, runs, sorted({edge for quote in quotes for edge in quote}))
    for (number, quote, _), at in zip(marks, places, strict=True):
        start, end = (etree.Element(f"{w}commentRange{name}", {f"{w}id": number}) for name in ("Start", "End"))
        if at >= 0:
            first[at].addprevious(start)
            last[at + len(quote)].addnext(end)
        else:
            has_properties = len(paragraph) > 0 and paragraph[0].tag == f"{w}pPr"
            paragraph.insert(int(has_properties), start)
            paragraph.append(end)
        reference = etree.Element(f"{w}r")
        etree.SubElement(reference, f"{w}commentReference", {f"{w}id": number})
        end.addnext(reference)


def _ends(w: str, runs: Iterable[_Element], edges: Sequence[int]) -> tuple[dict[int, _Element], dict[int, _Element]]:
    """Cut runs at the edges; return the run that begins, and the one that ends, at each position of their text."""
    first: dict[int, _Element] = {}
    last: dict[int, _Element] = {}
    at = 0
    for run in runs:
        size = len(_text(w, run).text or "")
        inside = edges[bisect_right(edges, at) : bisect_left(edges, at + size)]
        for piece in _cut(w, run, [edge - at for edge in inside]):
            first.setdefault(at, piece)
            if size := len(_text(w, piece).text or ""):
                at += size
                last[at] = piece
    return first, last


def _text(w: str, run: _Element) -> _Element:
    return run[-1] if run[-1].tag == f"{w}t" else run[0]


def _cut(w: str, run: _Element, places: Sequence[int]) -> list[_Element]:
    """Cut a run at positions inside its text; return the pieces, all with its properties."""
    if not places:
        return [run]
    words = str(_text(w, run).text)
    pieces = [run, *(deepcopy(run) for _ in places)]
    for piece, (begin, end) in zip(pieces, pairwise([0, *places, len(words)]), strict=True):
        _text(w, piece).text = words[begin:end]
        _text(w, piece).set(SPACE, "preserve")
    for piece in reversed(pieces[1:]):
        run.addnext(piece)
    return pieces


def _named(files: Mapping[str, bytes], part: str, w: str) -> dict[str, bytes]:
    """Return the content types and the relations of the body with a new part of comments added."""
    types = parsed(files.get(TYPES, b""))
    etree.SubElement(types, f"{CONTENT_TYPES}Override", {"PartName": f"/{part}", "ContentType": _TYPE})
    root = _relations(files)
    relate(root, f"{_KINDS[w]}/comments", part.rpartition("/")[2])
    return {TYPES: xml_of(types), relations_part(WORD_MAIN): xml_of(root)}


def _relations(files: Mapping[str, bytes]) -> _Element:
    name = relations_part(WORD_MAIN)
    return parsed(files[name]) if name in files else etree.Element(f"{RELATIONS}Relationships")


def _part(files: Mapping[str, bytes]) -> str | None:
    """The part that holds the comments of the body; None if there is none."""
    found = (one.target for one in relations_of(_relations(files)) if one.kind == "comments" and not one.external)
    paths = (entry_at("word", target) for target in found)
    return next((path for path in paths if path in files), None)
