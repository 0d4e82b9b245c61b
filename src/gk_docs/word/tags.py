"""The tags of a template, kept in sight through everything that docxtpl does to the XML.

Each tag is marked before docxtpl prepares the XML, with characters that XML cannot hold but that count as white space
in a tag; afterwards each tag gets a line of its own, so that a line that Jinja names is a tag again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape

from gk_docs.word.address import Address, Source, Tag

_XML = r"(?:<[^>]*>)*"
_TAG = re.compile(
    rf"\{{{_XML}\{{.*?\}}{_XML}\}}|\{{{_XML}%.*?%{_XML}\}}|\{{{_XML}\#.*?\#{_XML}\}}",
    re.DOTALL,
)
_CLOSING = re.compile(rf"[-+]?[%\}}\#]{_XML}\}}\Z")
_ELEMENT = re.compile(r"<(/?)w:(p|r|tbl|tr|tc)(?=[ />])[^>]*?(/?)>")
_OPENING = re.compile(r"(\{\{|\{%)([-+]?)")
_DIGITS = "\x1c\x1d\x1e\x1f"
_MARK = re.compile(f"[{_DIGITS}]+")
_RAW = re.compile(r"\s*raw\s*[-+]?%\}")
_END_RAW = re.compile(r"\s*endraw\b")
_SHIELD = str.maketrans({"%": "\ue0f0", "}": "\ue0f1"})
_UNSHIELD = str.maketrans({"\ue0f0": "%", "\ue0f1": "}"})
_LEVEL = re.compile(rf"\{{{_XML}[\{{%]{_XML}(?:(?:p|tr|tc|r) |\s*(?:cellbg|colspan)\s)")


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph, run, table, row or cell of a template: what it is, where in the XML, where for a reader."""

    kind: str
    start: int
    end: int
    address: Address


@dataclass(frozen=True, slots=True)
class Marked:
    """The XML of a part with every tag marked, and what the marks mean."""

    xml: str
    tags: tuple[Tag, ...]


def elements(xml: str, part: str) -> list[Element]:
    """The paragraphs, runs, tables, rows and cells of a part, in the order in which they begin."""
    found: list[Element] = []
    open_: list[tuple[str, int, Address]] = []
    counts: list[dict[str, int]] = [{}]
    for match in _ELEMENT.finditer(xml):
        closing, kind, empty = match.groups()
        if closing:
            if open_ and open_[-1][0] == kind:
                _, start, address = open_.pop()
                counts.pop()
                found.append(Element(kind, start, match.end(), address))
            continue
        counts[-1][kind] = counts[-1].get(kind, 0) + 1
        address = inside(open_[-1][2] if open_ else Address(part), kind, counts[-1][kind])
        if empty:
            found.append(Element(kind, match.start(), match.end(), address))
        else:
            open_.append((kind, match.start(), address))
            counts.append({})
    return sorted(found, key=lambda item: item.start)


def inside(around: Address, kind: str, number: int) -> Address:
    """The place of the element of this kind and number inside another place."""
    if kind == "p":
        return Address(around.part, around.cells, number)
    if kind == "r" or (kind != "tbl" and not around.cells):
        return around
    if kind == "tbl":
        return Address(around.part, (*around.cells, (number, 0, 0)))
    table, row, _ = around.cells[-1]
    last = (table, number, 0) if kind == "tr" else (table, row, number)
    return Address(around.part, (*around.cells[:-1], last))


def enclosing(found: list[Element], start: int, kind: str | None = None) -> Element | None:
    """The innermost of `found` (sorted by start) around a position, of one `kind` or of any."""
    for index in range(bisect_right(found, start, key=lambda item: item.start) - 1, -1, -1):
        item = found[index]
        if item.end > start and kind in (None, item.kind):
            return item
    return None


def find_tags(xml: str, part: str) -> tuple[Tag, ...]:
    """Every tag of a part, comments included, in order."""
    found = elements(xml, part)
    tags: list[Tag] = []
    for match in _TAG.finditer(xml):
        around = enclosing(found, match.start())
        tags.append(Tag(written(match.group()), around.address if around else Address(part), match.start()))
    return tuple(tags)


def written(xml: str) -> str:
    """The text in a piece of XML, as its author typed it."""
    return unescape(re.sub(r"<[^>]*>", "", xml))


def mark(xml: str, part: str) -> Marked:
    """Mark every tag with its number, before docxtpl prepares the XML."""
    tags = find_tags(xml, part)
    numbers = iter(range(len(tags)))
    return Marked(_TAG.sub(lambda match: _marked(match.group(), next(numbers)), xml), tags)


def _marked(tag: str, number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 4)
        digits = _DIGITS[digit] + digits
    closing = _CLOSING.search(tag)
    at = closing.start() if closing else len(tag)
    body = tag[:at]
    level = _LEVEL.match(body)
    if level:  # docxtpl would not know `{%p if a % 2 %}`
        body = body[: level.end()] + _shielded(body[level.end() :])
    return body + digits + tag[at:]


def _shielded(xml: str) -> str:
    pieces = re.split(r"(<[^>]*>)", xml)
    return "".join(piece if piece.startswith("<") else piece.translate(_SHIELD) for piece in pieces)


def unmark(xml: str) -> Source:
    """Turn marks into lines, after docxtpl has prepared the XML."""
    pieces = _OPENING.split(xml)
    text, lines, numbers = [pieces[0]], [], []
    line = 1 + pieces[0].count("\n")
    raw = False
    for opening, trim, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        raw = raw and not (opening == "{%" and _END_RAW.match(rest))
        content = rest if raw else "\n" + rest
        if not raw:
            lines.append(line + 1)
            numbers.append(_number(rest))
        raw = raw or (opening == "{%" and _RAW.match(_MARK.sub("", rest)) is not None)
        text += [opening, trim, content]
        line += content.count("\n")
    return Source(_MARK.sub("", "".join(text)).translate(_UNSHIELD), tuple(lines), tuple(numbers))


def _number(rest: str) -> int:
    digits = _MARK.search(rest)
    if digits is None:
        return -1
    number = 0
    for digit in digits.group():
        number = number * 4 + _DIGITS.index(digit)
    return number
