"""Parts of a zipped office file (.docx, .xlsx), unpacked within limits; their XML, with nothing in it followed."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile
from gk_docs.form.limits import MAX_PART, MAX_TAGS, is_too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 2_000
"""Most entries of the archive."""

_MAX_TOTAL = 256 * 1024 * 1024
_ENCRYPTED = 0x1


class Package:
    """An office file whose parts are unpacked one by one.

    Raises:
        UnreadableFile: If it is no zip file, is damaged or encrypted, or would unpack beyond the limits.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._archive.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged() from error
        total = sum(info.file_size for info in self._infos.values())
        if len(self._infos) > MAX_ENTRIES or total > _MAX_TOTAL:
            raise UnreadableFile("文件解压后过大，疑似压缩炸弹", mend="请不要打开来历不明的文件")

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def check(self) -> None:
        """Refuse the file if any part of it is encrypted or too large: for a library that unpacks it itself.

        Raises:
            UnreadableFile: Naming the part.
        """
        for info in self._infos.values():
            _refuse(info)

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            UnreadableFile: If it is missing, damaged, encrypted or too large.
        """
        info = self._infos.get(name)
        if info is None:
            raise damaged()
        _refuse(info)
        try:
            with self._archive.open(info) as part:
                return part.read(MAX_PART)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise damaged() from error

    def xml(self, name: str) -> _Element:
        """The root of one part.

        Raises:
            UnreadableFile: As `read`; also if it is no well-formed XML, or brings a document type of its own.
        """
        return parsed(self.read(name))


def _refuse(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile("文件加了密码", mend="请去掉密码后重新保存")
    if is_too_large(info.file_size, info.compress_size):
        raise UnreadableFile("文件解压后过大，疑似压缩炸弹", found=info.filename, mend="请不要打开来历不明的文件")


def parsed(xml: bytes) -> _Element:
    """The root of an XML document; no entity is expanded, nothing is fetched.

    Raises:
        UnreadableFile: If it is not well-formed, nested beyond measure, too long, or brings a document type.
    """
    if xml.count(b"<") > MAX_TAGS:
        raise UnreadableFile("内容过长，不是一份年度报告", found=f"超过{MAX_TAGS}个标记")
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("文件含有自定的实体，不予读取", mend="请用 Word 或 WPS 重新另存")
    return root


def damaged() -> UnreadableFile:
    """The error for a file that is not whole."""
    return UnreadableFile("文件不完整或已损坏", mend="请用 Word、Excel 或 WPS 打开后重新另存")
