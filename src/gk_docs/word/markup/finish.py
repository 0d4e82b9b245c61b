"""The last steps from rendered text to a valid part that need no parser: unique ids, containers filled."""

from __future__ import annotations

import itertools
from html import unescape
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.errors import InvalidReport
from gk_docs.word.markup.contents import APART, FILL
from gk_docs.word.markup.places import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
FIRST_DRAWING = 1001  # as docxtpl numbers drawings
MAX_TEXT = 10_000_000
MAX_PROPERTY = 255
_LONG_TEXT = re.compile(f">([^<]{{{MAX_PROPERTY + 1},}})")
FIRST_FRESH = 100_001  # new ids begin far above those that templates usually have
_RANGE = re.compile(r'<w:(bookmark|comment|perm)(?:Range)?(Start|End|Reference)\b[^>]*?\sw:id="(\d+)"[^>]*?/>')
_CHANGE = re.compile(rf'(<w:(?:{"|".join(sorted(CHANGES)).replace("w:", "")})\b[^>]*?\sw:id=")(\d+)')
_CONTROL = re.compile(r'<w:id w:val="(-?\d+)"/>')
_NAMED = re.compile(r'\sw:name="([^"]*)"')
_DRAWN = re.compile(r'(<(?:\w+:docPr|v:shape)\b[^>]*?\sid="|<o:OLEObject\b[^>]*? ShapeID=")([^"]*)')
_RANGES = r"(?:\s|<w:(?:bookmark|comment|perm|move|proof)[^<>]*/>)*"
_PARAGRAPH_LAST = re.compile(rf"(?:</w:(?:p|sdt)>|<w:p(?: [^<>]*)?/>){_RANGES}\Z")
_TABLE_LAST = re.compile(rf"</w:tbl>{_RANGES}\Z")
_BESIDE = re.compile(rf"(?<=</w:tbl>)(?:{re.escape(APART)})+(?=<w:tbl[ >])".encode())
_LOOKED_AT = 500  # characters before a mark that are searched


class Identities:
    """Give unique ids to drawings, shapes, bookmarks and the like, across all parts of one render.

    Args:
        drawn: Ids of the drawings and shapes in the constant parts.
    """

    __slots__ = ("_fresh", "drawn")

    def __init__(self, drawn: Iterable[str] = ()) -> None:
        self.drawn = set(drawn)
        self._fresh = itertools.count(FIRST_FRESH)

    def numbered(self, xml: str, *, anew: bool) -> str:
        """Give the drawings and shapes of a part ids that no earlier part uses.

        Args:
            xml: A part.
            anew: Whether to number its drawings from 1001 on, as docxtpl does in the body; else an id stays unless
                it is taken.

        >>> Identities({"1001"}).numbered('<wp:docPr id="1" name=""/><v:shape id="s"/><v:shape id="s"/>', anew=True)
        '<wp:docPr id="1002" name=""/><v:shape id="s"/><v:shape id="s_100001"/>'
        """
        numbers, now = itertools.count(FIRST_DRAWING), dict[str, str]()

        def free(ids: Iterable[str]) -> str:
            return next(one for one in ids if one not in self.drawn)

        def named(match: re.Match[str]) -> str:
            start, identifier = match.groups()
            if start.endswith(' ShapeID="'):  # an object follows its shape
                return f"{start}{now.get(identifier, identifier)}"
            if "docPr" in start and anew:
                new = free(map(str, numbers))
            elif identifier in self.drawn:
                new = free(f"{identifier}_{one}" if "docPr" not in start else str(one) for one in self._fresh)
            else:
                new = identifier
            now[identifier] = new
            self.drawn.add(new)
            return f"{start}{new}"

        return _DRAWN.sub(named, xml)

    def unique(self, xml: str) -> str:
        """Give the bookmarks, protected ranges, changes and controls that a loop repeats ids of their own.

        Of bookmarks of the same name, and of the marks of one comment, only the first stay. The end of a range without
        a beginning is removed.

        >>> Identities().unique('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>' * 2)
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
        """
        taken = {int(found[3]) for found in _RANGE.finditer(xml)}
        now: dict[tuple[str, str], str | None] = {}
        names: set[str] = set()
        begun: set[tuple[str, str]] = set()

        def ranged(match: re.Match[str]) -> str:
            kind, part, identifier = match.groups()
            key = (kind + part * (part == "Reference"), identifier)
            if part != "End":
                found = _NAMED.search(match.group())
                name = found.group(1) if found else ""
                again = key in now
                gone = name in names or (again and kind == "comment")
                fresh = str(next(one for one in self._fresh if one not in taken)) if again and not gone else identifier
                now[key] = None if gone else fresh
                names.update({name} - {""})
                begun.add(key)
            elif key not in begun:  # a condition has taken its beginning away
                return ""
            else:
                begun.discard(key)
            new = now.get(key, identifier)
            return "" if new is None else match.group().replace(f'w:id="{identifier}"', f'w:id="{new}"')

        return self._changes(_controls(_RANGE.sub(ranged, xml)), taken)

    def _changes(self, xml: str, taken: AbstractSet[int]) -> str:
        changes: set[str] = set()

        def changed(match: re.Match[str]) -> str:
            start, identifier = match.groups()
            if identifier in changes:
                identifier = str(next(one for one in self._fresh if one not in taken))
            changes.add(identifier)
            return start + identifier

        return _CHANGE.sub(changed, xml)


def _controls(xml: str) -> str:
    """Remove the id of a repeated content control; Word gives a new one to a control without."""
    seen: set[str] = set()

    def controlled(match: re.Match[str]) -> str:
        again = match.group(1) in seen
        seen.add(match.group(1))
        return "" if again else match.group()

    return _CONTROL.sub(controlled, xml)


def parted(xml: bytes) -> bytes:
    """Put an empty paragraph between a table that a value has printed and another beside it.

    >>> parted(f"<w:tbl></w:tbl>{APART}{APART}<w:tbl></w:tbl>{APART}".encode())
    b'<w:tbl></w:tbl><w:p/><w:tbl></w:tbl>'
    """
    return _BESIDE.sub(b"<w:p/>", xml).replace(APART.encode(), b"")


def filled(xml: str) -> str:
    """Repair marked containers that are empty: remove rows and tables, put a paragraph into any other.

    >>> filled(f"<w:tc>{FILL}</w:tc><w:tr>{FILL}</w:tr>")
    '<w:tc><w:p/></w:tc>'
    """
    xml = _without_empty(_without_empty(xml, "tr", "tc"), "tbl", "tr")
    pieces = xml.split(FILL)
    done = [pieces[0]]
    for before, after in itertools.pairwise(pieces):
        if not _ends_well(before, in_cell=after.startswith("</w:tc>")):
            done.append("<w:p/>")
        done.append(after)
    return "".join(done)


def _without_empty(xml: str, name: str, child: str) -> str:
    end = f"</w:{name}>"
    *pieces, rest = xml.split(FILL + end)
    if not pieces:
        return xml
    kept: list[str] = []
    for piece in pieces:
        start = max(piece.rfind(f"<w:{name}>"), piece.rfind(f"<w:{name} "))
        if start < 0 or piece.find(f"<w:{child}>", start) >= 0 or piece.find(f"<w:{child} ", start) >= 0:
            kept += piece, end
        else:
            kept.append(piece[:start])
    return "".join((*kept, rest))


def _ends_well(xml: str, *, in_cell: bool) -> bool:
    """Whether the XML before a mark may end its container: with a paragraph, or with a table outside cells."""
    if xml.endswith(("</w:p>", "</w:tcPr>")):  # nearly all
        return xml.endswith("</w:p>")
    tail = xml[-_LOOKED_AT:]
    return bool(_PARAGRAPH_LAST.search(tail)) or (not in_cell and bool(_TABLE_LAST.search(tail)))


def refuse_long_property(xml: str) -> None:
    """Raise `InvalidReport` if a document property has more than `MAX_PROPERTY` characters, Word's limit."""
    for long in _LONG_TEXT.finditer(xml):
        text = unescape(long.group(1))
        if len(text) > MAX_PROPERTY:
            raise InvalidReport(f"文档属性不能超过 {MAX_PROPERTY} 个字", place="文档属性", found=text)
