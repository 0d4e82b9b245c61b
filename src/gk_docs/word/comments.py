"""Comments put into a Word file: marks in its body and a part beside it; every other part stays byte for byte."""

from __future__ import annotations

from copy import deepcopy
from itertools import accumulate, count
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gk_docs.files.encoding import clean
from gk_docs.files.opc import Package, xml_of
from gk_docs.word.package import OFFICE, TYPES, packed, relations_part
from gk_docs.word.parts import CONTENT_TYPES, WORD
from gk_docs.word.relations import RELATIONS, entry_at, relate, relations_of
from gk_docs.word.tags import SPACE, W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

MAIN = "word/document.xml"
"""The part that holds the body."""

_AUTHOR, _INITIALS = "gk-docs", "gk"
_TYPE = f"{WORD}comments+xml"
_KINDS = {
    W: OFFICE,
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
"""Where the kinds of relations are named, by the names of the body."""


class Comment(NamedTuple):
    """A comment to be put in.

    Attributes:
        paragraph: Number of its paragraph among all of the body, those in tables and boxes included, from 0.
        text: What it says, a paragraph a line.
        quote: The words of the paragraph that it stands at; the whole paragraph where they are "" or stand in no run.
    """

    paragraph: int
    text: str
    quote: str = ""


def with_comments(data: bytes, comments: Iterable[Comment]) -> bytes:
    """A Word file with comments beside those that it has; no date is in them, so the same give the same bytes.

    Without comments it is the file as it came.

    Raises:
        UnreadableFile: If the file is damaged or beyond the limits.
        IndexError: If a paragraph is named that the body lacks.
    """
    wanted = [*comments]
    if not wanted:
        return data
    package = Package(data)
    body, part = package.xml(MAIN), _part(package)
    w = str(body.tag).removesuffix("document")
    paragraphs = [*body.iter(f"{w}p")]
    said = package.xml(part) if part else etree.Element(f"{w}comments", nsmap={"w": w[1:-1]})
    used = [int(value) for one in said if (value := one.get(f"{w}id", "")).isdecimal()]
    for number, comment in enumerate(wanted, 1 + max(used, default=-1)):
        said.append(_said(w, str(number), comment.text))
        _mark(w, str(number), paragraphs[comment.paragraph], comment.quote)
    changed = {MAIN: xml_of(body)}
    if not part:
        part = next(name for n in count() if (name := f"word/comments{n or ''}.xml") not in package)
        changed |= _named(package, part, w)
    changed[part] = xml_of(said)
    return packed({**{name: package.read(name) for name in package.names}, **changed})


def _said(w: str, number: str, text: str) -> _Element:
    attributes = {f"{w}id": number, f"{w}author": _AUTHOR, f"{w}initials": _INITIALS}
    comment = etree.Element(f"{w}comment", attributes)
    for line in clean(text).split("\n"):
        run = etree.SubElement(etree.SubElement(comment, f"{w}p"), f"{w}r")
        etree.SubElement(run, f"{w}t", {SPACE: "preserve"}).text = line
    return comment


def _mark(w: str, number: str, paragraph: _Element, quote: str) -> None:
    """Put the marks of a comment round the words that it quotes, or round all that the paragraph holds."""
    start, end = (etree.Element(f"{w}commentRange{name}", {f"{w}id": number}) for name in ("Start", "End"))
    if quoted := _quoted(w, paragraph, quote):
        quoted[0].addprevious(start)
        quoted[-1].addnext(end)
    else:
        has_properties = len(paragraph) > 0 and paragraph[0].tag == f"{w}pPr"
        paragraph.insert(int(has_properties), start)
        paragraph.append(end)
    reference = etree.Element(f"{w}r")
    etree.SubElement(reference, f"{w}commentReference", {f"{w}id": number})
    end.addnext(reference)


def _quoted(w: str, paragraph: _Element, quote: str) -> list[_Element]:
    """The runs of these words, cut out of longer ones; none where they do not stand in runs of text alone."""
    if not quote:
        return []
    runs = [
        run for run in paragraph.iterchildren(f"{w}r") if [one.tag for one in run if one.tag != f"{w}rPr"] == [f"{w}t"]
    ]
    start = "".join(_text(w, run).text or "" for run in runs).find(quote)
    if start < 0:
        return []
    for at in (start + len(quote), start):
        runs = [piece for run, place in zip(runs, _places(w, runs), strict=True) for piece in _cut(w, run, at - place)]
    end = start + len(quote)
    return [run for run, place in zip(runs, _places(w, runs), strict=True) if start <= place < end]


def _text(w: str, run: _Element) -> _Element:
    return run[-1] if run[-1].tag == f"{w}t" else run[0]


def _places(w: str, runs: list[_Element]) -> list[int]:
    """Where the text of each run begins."""
    return [*accumulate((len(_text(w, run).text or "") for run in runs[:-1]), initial=0)]


def _cut(w: str, run: _Element, at: int) -> list[_Element]:
    """A run, in two of the same look where the place lies inside its text."""
    text = _text(w, run)
    if not 0 < at < len(text.text or ""):
        return [run]
    rest = deepcopy(run)
    for piece, words in ((run, str(text.text)[:at]), (rest, str(text.text)[at:])):
        _text(w, piece).text = words
        _text(w, piece).set(SPACE, "preserve")
    run.addnext(rest)
    return [run, rest]


def _named(package: Package, part: str, w: str) -> dict[str, bytes]:
    """The content types and the relations of the body, with a new part of comments."""
    types = package.xml(TYPES)
    etree.SubElement(types, f"{CONTENT_TYPES}Override", {"PartName": f"/{part}", "ContentType": _TYPE})
    root = _relations(package)
    relate(root, f"{_KINDS[w]}/comments", part.rpartition("/")[2])
    return {TYPES: xml_of(types), relations_part(MAIN): xml_of(root)}


def _relations(package: Package) -> _Element:
    name = relations_part(MAIN)
    return package.xml(name) if name in package else etree.Element(f"{RELATIONS}Relationships")


def _part(package: Package) -> str | None:
    """The part that holds the comments of the body; None if there is none."""
    found = (one.target for one in relations_of(_relations(package)) if one.kind == "comments" and not one.external)
    paths = (entry_at("word", target) for target in found)
    return next((path for path in paths if path in package), None)
