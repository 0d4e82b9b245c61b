"""Write the parts of a .docx as one indented XML text, without what never matters, and find differences in it.

Left out are the marks of an editing session (rsids, paraIds, proofing errors, the last page breaks, _GoBack), times,
revision and word counts in the properties, times of comments and tracked changes, zip details, and the order of
relations and content types. Parts that are not XML (pictures, fonts) are shown as size and SHA-256.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from xml.sax.saxutils import quoteattr, unescape

from lxml import etree

from gk_docs import regex as re
from gk_docs.batch.comparison.likeness import common_ends
from gk_docs.errors import excerpt
from gk_docs.testing.package import WordPackage, attribute, local, parse
from gk_docs.word.package.archive import relations_part
from gk_docs.word.package.relations import entry_at

_SESSION_ATTRIBUTES = ("rsid", "paraId", "textId")
_TIMES = ("date", "dateUtc")  # of what has an author: a comment, a tracked change
_SESSION_ELEMENTS = frozenset({"proofErr", "lastRenderedPageBreak", "rsids"})
_VOLATILE_PROPERTIES = {
    "docProps/core.xml": frozenset({"created", "modified", "revision", "lastPrinted"}),
    "docProps/app.xml": frozenset(
        {"TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "AppVersion"}
    ),
}
_UNORDERED = ("Relationships", "Types")
_EMPTY = re.compile(r"<([\w:.-]+)((?: [^<>]*)?)></\1>")
_PARAGRAPH = re.compile(r"\s*<w:p[ >]")
_TEXT = re.compile(r"\s*<w:t(?: [^>]*)?>([^<]+)</w:t>")
_BINARY = re.compile(r'<binary size="(\d+)"')
_RELATION = re.compile(r'<Relationship Id="([^"]+)" Target="([^"]+)"')
_MOST = 10  # differences of one part that are listed
_CONTEXT = 20  # characters of the text near a difference that are shown


def canonical(data: bytes) -> str:
    """Write the parts of a .docx as one XML text.

    Raises:
        UnreadableFile: If `data` is not a Word file.
    """
    parts = sorted(WordPackage.of(data).files.items())
    body = "".join(f"<part name={quoteattr(name)}>\n{_part(name, content)}\n</part>\n" for name, content in parts)
    return f"<docx>\n{body}</docx>\n"


def package_of(text: str) -> WordPackage:
    """The Word package that `canonical` wrote; a part that is not XML has only its size and digest."""
    return WordPackage({name: "\n".join(lines).encode() for name, lines in _lines_by_part(text).items()})


def _part(name: str, content: bytes) -> str:
    if not name.endswith((".xml", ".rels")):
        return f'<binary size="{len(content)}" sha256="{hashlib.sha256(content).hexdigest()}"/>'
    root = parse(name, content)
    _drop_session(root, _VOLATILE_PROPERTIES.get(name, frozenset()))
    if local(root) in _UNORDERED:
        root[:] = sorted(root, key=lambda node: sorted(map(str, node.attrib.values())))
    etree.indent(root, space=" ")
    return _EMPTY.sub(r"<\1\2/>", etree.tostring(root, method="c14n", exclusive=True).decode())


def _drop_session(root: etree._Element, volatile: frozenset[str]) -> None:
    cursors = set(filter(None, map(_cursor, root.iter("{*}bookmarkStart"))))
    for node in list(root.iter("*")):
        times = _TIMES if attribute(node, "author") is not None else ()
        for key in list(node.attrib):
            if (name := str(key).rpartition("}")[2]) in times or name.startswith(_SESSION_ATTRIBUTES):
                del node.attrib[key]
        is_cursor = local(node) in ("bookmarkStart", "bookmarkEnd") and attribute(node, "id") in cursors
        parent = node.getparent()
        if parent is not None and (local(node) in _SESSION_ELEMENTS | volatile or is_cursor):
            parent.remove(node)


def _cursor(bookmark: etree._Element) -> str | None:
    """The id of the bookmark `_GoBack`, which Word sets at the last position of the cursor; None for any other."""
    return attribute(bookmark, "id") if attribute(bookmark, "name") == "_GoBack" else None


def differences(expected: str, obtained: str) -> list[str]:
    """List where two canonical texts differ: the part, the nearest text, the lines; [] if they are equal."""
    old, new = _lines_by_part(expected), _lines_by_part(obtained)
    found = [f"缺少部分 {name}" for name in old if name not in new]
    found += [f"新增部分 {name}" for name in new if name not in old]
    for name in old:
        if name in new and old[name] != new[name]:
            before, after = (_BINARY.match(lines[0]) for lines in (old[name], new[name]))
            if before and after:
                found.append(f"{name}{_near_use(name, new)}：内容变了（{before[1]} 字节 → {after[1]} 字节）")
            else:
                found += _part_differences(name, old[name], new[name])
    return found


def _near_use(name: str, parts: Mapping[str, list[str]]) -> str:
    """Say near which text a part that is not XML, such as a picture, is used first; "" if that is not found."""
    for user, lines in parts.items():
        for line in parts.get(relations_part(user), ()):
            if (found := _RELATION.search(line)) and entry_at(posixpath.dirname(user), found[2]) == name:
                return next((_near(lines, at) for at, use in enumerate(lines) if f'"{found[1]}"' in use), "")
    return ""


def _lines_by_part(text: str) -> Mapping[str, list[str]]:
    parts: dict[str, list[str]] = {}
    name = ""
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("<part name="):
            name = line.removeprefix("<part name=").rstrip(">").strip("\"'")
        elif line not in ("<docx>", "</docx>", "</part>"):
            parts.setdefault(name, []).append(line)
    return parts


def _part_differences(name: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    said = [
        f"{name}{_near(new, start)}：{_excerpt(removed)} → {_excerpt(added)}"
        for removed, added, start in _changes(old, new)
    ]
    return [*said[:_MOST], *([f"{name}：另有 {len(said) - _MOST} 处"] if len(said) > _MOST else [])]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str], int]]:
    """Yield (lines removed, lines added, line in `new`) of each change; equal ends are cut off first for speed."""
    head, tail = common_ends(old, new)
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, middle_old, middle_new)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield middle_old[a:b], middle_new[c:d], head + c


def _near(lines: Sequence[str], start: int) -> str:
    """Say which text of the document is near a line (，“甲…”附近): that of its paragraph, else the last one before."""
    begin = next((at for at in range(min(start, len(lines) - 1), -1, -1) if _PARAGRAPH.match(lines[at])), 0)
    end = next((at for at in range(start, len(lines)) if lines[at].strip() == "</w:p>"), start)
    shown = [_shown(line) for line in lines[begin : end + 1]] + [_shown(line) for line in reversed(lines[:begin])]
    text = next((text for text in shown if text), "")
    return f"，“{excerpt(text, _CONTEXT)}”附近" if text else ""


def _shown(line: str) -> str:
    found = _TEXT.match(line)
    return unescape(found[1]).strip() if found else ""


def _excerpt(lines: Sequence[str]) -> str:
    first = " ".join(line.strip() for line in lines[:2])
    return (first if len(lines) <= 2 else f"{first} …（共 {len(lines)} 行）") or "无"  # noqa: PLR2004 - two lines are shown
