"""A Word document opened: its body as a reader sees it, what the file says of itself, and what is struck out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.errors import UnreadableFile
from gk_docs.files.marks import left_out
from gk_docs.files.opc import Package, authors_in, parsed
from gk_docs.files.source import FileFacts
from gk_docs.files.wordparts import W
from gk_docs.files.wordruns import settle_runs

if TYPE_CHECKING:
    from lxml.etree import _Element

NUMBER = "number"
"""The attribute that has the number of a paragraph among all of the part, those that a reader does not see included."""

_MAIN = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (_FALLBACK, *(f"{W}{name}" for name in ("moveFrom", "tcPrChange")))
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


class WordDocument(NamedTuple):
    """A Word document.

    Attributes:
        package: The file.
        body: Its body, without what a reader does not see.
        facts: What the file says of itself.
        gone: A line that tells what is struck out or hidden in it; empty where nothing is.
    """

    package: Package
    body: _Element
    facts: FileFacts
    gone: tuple[str, ...]

    @classmethod
    def of(cls, package: Package, name: str | None, *, numbered: bool = False) -> WordDocument:
        """Open the document in a package.

        Args:
            package: The file.
            name: Its name.
            numbered: Whether each paragraph is given its number among all that the part has (`NUMBER`).

        Raises:
            UnreadableFile: If it is damaged, beyond the limits, or has no body.
        """
        root = _document(package)
        for number, paragraph in enumerate(root.iter(f"{W}p") if numbered else ()):
            paragraph.set(NUMBER, str(number))
        facts = _facts(package, name, _changes(root))
        _take_out(root)
        gone = left_out(settle_runs(package, root))
        return cls(package, _body(root), facts, gone)


def _document(package: Package) -> _Element:
    xml = package.read(_MAIN)
    return parsed(xml.replace(_STRICT, _TRANSITIONAL) if _STRICT in xml[:4096] else xml)


def _body(root: _Element) -> _Element:
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableFile("文件里没有正文", mend="请用 Word 或 WPS 打开后重新另存为 .docx")
    return body


def _changes(root: _Element) -> int:
    return sum(1 for _ in root.iter(*_CHANGES))


def _take_out(root: _Element) -> None:
    """Remove what a reader does not see: the second copy of a drawing, text that was moved away, cells as they were."""
    for element in [*root.iter(*_GONE)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _facts(package: Package, name: str | None, changes: int) -> FileFacts:
    comments = package.read("word/comments.xml").count(b"<w:comment ") if "word/comments.xml" in package else 0
    return FileFacts(name, "docx", authors_in(package, "docProps/core.xml"), comments, changes)
