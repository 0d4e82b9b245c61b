"""The zip file around a Word document: read within limits, written the same way every time."""

from __future__ import annotations

import posixpath
import struct
import zlib
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.files.opc import WORD_MAIN, Package
from gk_docs.files.source import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
TYPES = "[Content_Types].xml"
_TOP = "_rels/.rels"
_IN_WORD = re.compile(rb'Target="/?(word/[a-z]+[0-9]{0,4}\.xml)"')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of attributes with ids of relations, and the prefix of relation types."""

_UTF8 = 0x800
_LEAST_WINDOW, _MOST_MEMORY = 9, 7
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".docx", ".xlsx", ".pptx")
_SHORT = 512  # bytes; deflating less takes longer than it is worth
_STORED = struct.Struct("<B2H")  # header of a stored block in a deflate stream
_1980_01_01 = 0x21  # the first date that a zip file can hold, so that equal content gives equal bytes

_FACTS = struct.Struct("<5H3L2H")  # of an entry, before its content as in the directory
_PLACE = struct.Struct("<3H2L")
_END = struct.Struct("<4s4H2LH")


def read_template(source: str | PathLike[str] | bytes | IO[bytes]) -> tuple[Path | None, bytes]:
    """Read a template: return its path (None if it came from memory) and its bytes.

    Raises:
        UnreadableFile: If it is missing or may not be read.
        TypeError: If `source` is neither a path, nor bytes, nor a file that is open for reading bytes.
    """
    if isinstance(source, str | PathLike):
        path = Path(source)
        return path, bytes_of(path)
    data: object = source
    if read := getattr(source, "read", None):
        data = read()
    if isinstance(data, bytes | bytearray | memoryview):
        return None, bytes(data)
    raise TypeError(f"a path, bytes or a file open for reading bytes, not {type(source).__name__}")


def unpack(data: bytes) -> dict[str, bytes]:
    """Return every file of a Word package by its name.

    Raises:
        UnreadableFile: If `data` is no zip file, is damaged, encrypted or beyond the limits, or holds a name twice.
        TemplateError: If a name in it leads out of the package.
    """
    package = Package(data)
    if out := next(filter(_leads_out, package.names), None):
        raise TemplateError("文件内的路径指向文件之外", found=out, mend="请不要使用来历不明的模板")
    return files_of(package)


def files_of(package: Package) -> dict[str, bytes]:
    """Every file of a package; if the package calls its main part by its usual name, so do the types and relations.

    Raises:
        UnreadableFile: If a file is damaged, encrypted or beyond the limits.
    """
    files = {name: package.read(name) for name in package.names}
    other = next((name for name in _IN_WORD.findall(files.get(_TOP, b"")) if name.decode() not in files), b"")
    for name in {TYPES, _TOP} & files.keys() if other and WORD_MAIN in files else ():
        files[name] = files[name].replace(b'%s"' % other, b'%s"' % WORD_MAIN.encode())
    return files


def relation_xml(identifier: str, kind: str, target: str, *, external: bool = False) -> str:
    """Write a relation of one of Office's kinds (`image`) as XML; `target` must be escaped."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def with_relations(relations: bytes | None, added: str) -> bytes:
    """Add relations as XML to a part of relations; None starts a new part."""
    written = (relations or _NO_RELATIONS).rstrip()
    end = b"</Relationships>" if written.endswith(b"</Relationships>") else b"/>"
    return written.removesuffix(end) + b">" * (end == b"/>") + added.encode() + b"</Relationships>"


def relations_part(name: str) -> str:
    """Name of the entry that holds the relations of a part."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def related_part(name: str) -> str:
    """The name of the part whose relations an entry holds; "" for those of the package.

    >>> related_part("word/_rels/document.xml.rels"), related_part("_rels/.rels")
    ('word/document.xml', '')
    """
    around, _, file = name.rpartition("_rels/")
    return around + file.removesuffix(".rels")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


class Opening(NamedTuple):
    """The start of a file that is the same in every render, deflated once; the rest is deflated by itself."""

    content: bytes
    packed: bytes
    crc: int

    @classmethod
    def of(cls, content: bytes) -> Opening:
        """Deflate the start of a file; return `NO_OPENING` for a short one, which is not worth it."""
        if len(content) <= _SHORT:
            return NO_OPENING
        deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        return cls(content, deflate.compress(content) + deflate.flush(zlib.Z_FULL_FLUSH), zlib.crc32(content))


NO_OPENING = Opening(b"", b"", 0)


class ZipEntry(NamedTuple):
    """One file of a package, deflated and ready to be written any number of times."""

    name: bytes
    packed: bytes
    crc: int
    size: int

    @classmethod
    def pack(cls, name: str, content: bytes, level: int = 6, opening: Opening = NO_OPENING) -> ZipEntry:
        """Deflate `content` at zlib's `level`; its `opening` is deflated already and reused.

        Compressed formats (a picture, a workbook) are stored as they are.
        """
        if not content.startswith(opening.content):
            opening = NO_OPENING
        rest = memoryview(content)[len(opening.content) :]
        packed = opening.packed + _deflated(rest, 0 if name.endswith(_PACKED) else level)
        return cls(name.encode(), packed, zlib.crc32(rest, opening.crc), len(content))


def _deflated(content: memoryview, level: int) -> bytes:
    """Deflate content to the end of a file; small content gets a small window, which is faster, and short is stored."""
    size = len(content)
    if size <= _SHORT:
        return _STORED.pack(1, size, size ^ 0xFFFF) + content
    window = min(max(size.bit_length(), _LEAST_WINDOW), zlib.MAX_WBITS)
    deflate = zlib.compressobj(level, zlib.DEFLATED, -window, min(window - _LEAST_WINDOW + 2, _MOST_MEMORY))
    return deflate.compress(content) + deflate.flush()


class Base(NamedTuple):
    """The entries of a zip file that never change, laid out once; the others are appended in each render."""

    body: bytes
    directory: bytes
    entries: int

    @classmethod
    def of(cls, entries: Iterable[ZipEntry]) -> Base:
        """Lay out entries: the content types first, as is the convention, then by name."""
        ordered = sorted(entries, key=lambda entry: (entry.name != TYPES.encode(), entry.name))
        body, directory, count, _ = _laid_out(ordered, 0)
        return cls(b"".join(body), b"".join(directory), count)

    def with_entries(self, entries: Iterable[ZipEntry]) -> bytes:
        """Return the zip file with `entries` after the unchanged ones; it holds no time and nothing of the machine."""
        body, directory, more, offset = _laid_out(entries, len(self.body))
        records = b"".join((self.directory, *directory))
        count = self.entries + more
        return b"".join((self.body, *body, records, _END.pack(b"PK\5\6", 0, 0, count, count, len(records), offset, 0)))


def _laid_out(entries: Iterable[ZipEntry], offset: int) -> tuple[list[bytes], list[bytes], int, int]:
    """Lay out entries from `offset`: return their content, their records of the directory, how many, where they end."""
    body: list[bytes] = []
    directory: list[bytes] = []
    count = 0
    for name, packed, crc, size in entries:
        facts = _FACTS.pack(20, _UTF8, 8, 0, _1980_01_01, crc, len(packed), size, len(name), 0)
        body += b"PK\3\4", facts, name, packed
        directory += b"PK\1\2\x14\0", facts, _PLACE.pack(0, 0, 0, 0, offset), name
        offset += 4 + _FACTS.size + len(name) + len(packed)
        count += 1
    return body, directory, count, offset


def packed(entries: Mapping[str, bytes]) -> bytes:
    """Make the zip file of entries, sorted and with a fixed date."""
    return Base.of(ZipEntry.pack(name, content) for name, content in entries.items()).with_entries(())
