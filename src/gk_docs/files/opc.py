"""Open zipped office files (.docx, .xlsx, .odt) within limits, and parse XML without following links or entities."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.encoding import clean, is_text

if TYPE_CHECKING:
    from lxml.etree import _Element

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an old office file (.doc, .xls), and of a new one with a password."""

WORD_MAIN = "word/document.xml"
"""The main part of a Word file."""

_TOP = "_rels/.rels"
_MAIN_PART = re.compile(rb"Target=\"/?word/([a-z]+[0-9]{0,4}\.xml)\"")
_ENCRYPTED = 0x1
_LOCAL, _LOCAL_MARK = struct.Struct("<4s22x2H"), b"PK\3\4"
_AUTHORS = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)(?: [^>]*)?>([^<]+)<")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error)


class Package:
    """An office file whose parts are unpacked one by one.

    Raises:
        UnreadableFile: If it is not a zip file, is damaged, would unpack beyond the limits, or has a part twice.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            raise UnreadableFile("这是旧版的文件（.doc、.xls），或加了密码", mend="请去掉密码，另存为 .docx 或 .xlsx")
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
        except _BROKEN as error:
            if data and not data.startswith(b"PK") and is_text(data):
                raise UnreadableFile("这不是 .docx、.xlsx 或 .odt 文件", mend="请核对文件名") from error
            raise damaged() from error
        if len(infos) > limits.ENTRIES or sum(info.file_size for info in infos) > limits.UNPACKED:
            raise _bomb(f"{len(infos)} 个部分")
        self._infos = {info.filename.replace("\\", "/"): info for info in infos}
        if len({name.casefold() for name in self._infos}) != len(infos):
            raise UnreadableFile("文件内有重名的部分", mend="请用 Word、Excel 或 WPS 打开后重新另存")
        self._name_main_part()

    def _name_main_part(self) -> None:
        """Give the main part of a Word file its usual name; Office on the web writes `word/document2.xml`."""
        tops = self.read(_TOP) if _TOP in self._infos and WORD_MAIN not in self._infos else b""
        for found in _MAIN_PART.finditer(tops):
            for usual in (WORD_MAIN, "word/_rels/document.xml.rels"):
                named = usual.replace("document.xml", found[1].decode())
                self._infos |= {usual: self._infos.pop(named)} if named in self._infos else {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, spelt as in the file, but for `/` and the main part of a Word file."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            UnreadableFile: If it is missing, damaged, encrypted or too large.
        """
        info = self._infos.get(name)
        if info is None:
            raise damaged()
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile("文件加了密码", found=name, mend="请去掉密码后重新保存")
        if limits.is_too_large(info.file_size, info.compress_size):
            raise _bomb(name)
        try:
            return self._unpacked(info)
        except _BROKEN as error:
            raise damaged() from error

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Unpack an entry, never beyond the size that it states; three times as fast as `ZipFile.read`."""
        head = _LOCAL.unpack_from(self._data, info.header_offset)
        start = info.header_offset + _LOCAL.size + sum(head[-2:])
        packed = self._data[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_DEFLATED:
            packed = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
        elif info.compress_type != zipfile.ZIP_STORED:
            raise NotImplementedError("another compression")
        if head[0] != _LOCAL_MARK or len(packed) != info.file_size or zlib.crc32(packed) != info.CRC:
            raise zipfile.BadZipFile("not what the directory says")
        return packed

    def xml(self, name: str) -> _Element:
        """The root element of one part.

        Raises:
            UnreadableFile: As `read` and `parsed` do.
        """
        return parsed(self.read(name))


def parsed(xml: bytes) -> _Element:
    """The root element of an XML document; no entity is expanded, nothing is fetched.

    Raises:
        UnreadableFile: If the document is not well-formed, nested too deep, too long, or has a document type.
    """
    if xml.count(b"<") > limits.TAGS:
        raise UnreadableFile("内容过长，不是一份年度报告", found=f"超过{limits.TAGS}个标记")
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("文件含有自定的实体，不予读取", mend="请用 Word 或 WPS 重新另存")
    return root


def xml_of(root: _Element) -> bytes:
    """Serialise the document of a root element as a part of a package, comments beside the root included."""
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def authors_in(package: Package, part: str) -> tuple[str, ...]:
    """The names of who wrote a file and who changed it last, from its properties; none where that part is missing."""
    names = _AUTHORS.findall(package.read(part)) if part in package else ()
    authors = dict.fromkeys(clean(name.decode("utf-8", "replace")).strip() for name in names)
    return tuple(filter(None, authors))


def damaged() -> UnreadableFile:
    """The error for an office file that is incomplete or damaged."""
    return UnreadableFile(
        "文件不完整或已损坏", mend="请用 Word、Excel 或 WPS 打开后重新另存；打不开的，用原件再复制、下载一次"
    )


def _bomb(found: str) -> UnreadableFile:
    return UnreadableFile("文件解压后过大，疑似压缩炸弹", found=found, mend="请不要打开来历不明的文件")
