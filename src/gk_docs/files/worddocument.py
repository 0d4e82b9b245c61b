"""Open a Word document: its body as a reader sees it, its properties, and the text that a reader does not see."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files.encoding import clean
from gk_docs.files.marks import UNREAD, left_out
from gk_docs.files.opc import WORD_MAIN, Package, authors_in, parsed
from gk_docs.files.source import FileFacts
from gk_docs.files.wordparts import W
from gk_docs.files.wordruns import settle_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

NUMBER = "number"
"""The attribute with the number of a paragraph among all paragraphs of the part, invisible ones included."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (_FALLBACK, *(f"{W}{name}" for name in ("del", "moveFrom", "tcPrChange", "rt")))
_NOTES = ("footnote", "endnote")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_MOST_TOLD = 20
CHARTS = "图表"
"""The beginning of the line that counts charts; in a file of ours, charts only repeat tables that are read."""

_SYMBOL, _BOX = f"{W}sym", f"{W}txbxContent"
_CODE, _FORMULA = re.compile("[0-9a-fA-F]{1,4}"), re.compile(r"\s*eq\b", re.IGNORECASE)
_SHOWING = re.compile(r"\s*(?:(?:macrobutton|gotobutton|quote|symbol|formdropdown)\b|=)", re.IGNORECASE)
"""Pattern of the codes of fields that show a text of their own, which is lost where no result is stored."""

_PRIVATE = ("\ue000", "\uf8ff")
_BESIDE = (f"{W}object", f"{W}pict", "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
_FIELD, _FIELD_KIND, _TEXT = f"{W}fldChar", f"{W}fldCharType", f"{W}t"
_INSTRUCTION, _SIMPLE = f"{W}instrText", f"{W}fldSimple"
_CUT = (f".//{W}trPr/{W}del/../..", f".//{W}tcPr/{W}cellDel/../..")
"""Paths of the rows and cells that a tracked change deletes."""

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_OTHER_CHANGES = tuple(
    f"{W}{name}"
    for name in (
        "cellIns",
        "cellDel",
        "cellMerge",
        *(f"{kind}PrChange" for kind in ("r", "p", "tbl", "tr", "tc", "sect")),
    )
)
_EDGE, _AUTHOR = re.compile(r"word/(?:header|footer)[0-9]*\.xml"), b"w:author="


class WordDocument(NamedTuple):
    """A Word document.

    Attributes:
        package: The file.
        body: Its body, without what a reader does not see.
        facts: What the file says besides its text.
        gone: Lines of a note on text that is struck out or hidden, or that is in notes, formulas and drawings.
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
            numbered: Whether to set on each paragraph its number among all paragraphs of the part (`NUMBER`).

        Raises:
            UnreadableFile: If it is damaged, beyond the limits, or has no body.
        """
        root = _document(package)
        for number, paragraph in enumerate(root.iter(f"{W}p") if numbered else ()):
            paragraph.set(NUMBER, str(number))
        facts = _facts(package, name, sum(1 for _ in root.iter(*_CHANGES, *_OTHER_CHANGES)))
        _take_out(root)
        gone = (*left_out(settle_runs(package, root)), *_elsewhere(package, root))
        return cls(package, _body(root), facts, gone)


def _document(package: Package) -> _Element:
    xml = package.read(WORD_MAIN)
    return parsed(xml.replace(_STRICT, _TRANSITIONAL) if _STRICT in xml[:4096] else xml)


def _body(root: _Element) -> _Element:
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableFile("文件里没有正文", mend="请用 Word 或 WPS 打开后重新另存为 .docx")
    return body


def _take_out(root: _Element) -> None:
    """Remove what is not text: fallback copies of drawings, deleted or moved text, phonetic guides, field codes."""
    tracked = next(root.iter(*_CHANGES, f"{W}cellDel"), None) is not None
    cut = [element for path in _CUT for element in root.iterfind(path)] if tracked else ()
    for element in [*cut, *root.iter(*_GONE)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for symbol in [*root.iter(_SYMBOL)]:
        symbol.tag, symbol.text = f"{W}t", _shown(str(symbol.get(f"{W}char")))
    for formula in [*root.iter(f"{_MATH}oMath")]:
        _mark(formula)
    for box in root.iter(_BOX):
        _set_apart(box)
    for text in [*_codes(root)]:
        text.text = ""
    drawn = [*root.iter(*_BESIDE, _FIELD, _SIMPLE)]
    fields = _without_result(root) if drawn else ()
    shown = [end for end, code in fields if _SHOWING.match(code) or _FORMULA.match(code)]
    for one in (*shown, *(one for one in drawn if one.tag in _BESIDE)):
        if _is_beside_digits(one):
            _mark(one)


def _codes(root: _Element) -> Iterator[_Element]:
    """The text elements inside the codes of fields, such as the result of a field nested in another's code."""
    kinds = [field.get(_FIELD_KIND) for field in root.iter(_FIELD)]
    if not kinds or kinds.count("begin") != kinds.count("end"):
        return
    begun: list[bool] = []  # for each open field, whether its result has begun
    for element in root.iter(_FIELD, _TEXT):
        kind = element.get(_FIELD_KIND)
        if element.tag == _TEXT:
            if not all(begun):
                yield element
        elif kind == "begin":
            begun.append(False)
        elif begun:
            begun.pop()
            begun += [True] * (kind == "separate")


def _shown(code: str) -> str:
    """The character of a symbol; `□` for one that only its font can show."""
    character = chr(int(code, 16)) if _CODE.fullmatch(code) else UNREAD
    return UNREAD if _PRIVATE[0] <= character <= _PRIVATE[1] else clean(character)


def _mark(unread: _Element) -> None:
    """Put `□` before what is not read in a cell, such as a formula: what else the cell has is not its whole figure."""
    if next(unread.iterancestors(f"{W}tc"), None) is not None:
        run = unread.makeelement(f"{W}r")
        run.append(run.makeelement(_TEXT))
        run[0].text = UNREAD
        unread.addprevious(run)


def _is_beside_digits(drawn: _Element) -> bool:
    """Whether a drawing that is not afloat, or the end of a field without a result, is in a paragraph of digits."""
    paragraph = next(drawn.iterancestors(f"{W}p"), None)
    text = "".join(map(str, paragraph.itertext(_TEXT))).strip() if paragraph is not None else ""
    afloat = any("absolute" in str(shape.get("style")) for shape in drawn) or next(drawn.iter(_BOX), None) is not None
    return text[:1].isdecimal() and text[-1:].isdecimal() and not afloat


def _set_apart(box: _Element) -> None:
    """Put a line break around a text box and between its paragraphs: it is not part of the line it is anchored in."""
    drawing = box
    while (around := drawing.getparent()) is not None and around.tag != f"{W}r":
        drawing = around
    if around is not None:
        for place in (drawing.addprevious, drawing.addnext):
            place(around.makeelement(f"{W}br"))
    inner = next(box.iterancestors(_BOX), None) is not None
    for paragraph in () if inner else [*islice(box.iter(f"{W}p"), 1, None)]:
        run = paragraph.makeelement(f"{W}r")
        run.append(run.makeelement(f"{W}br"))
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, run)


def _elsewhere(package: Package, root: _Element) -> Iterator[str]:
    """Yield a line for each kind of content that is not read: notes, formulas, fields, drawings, inserted files."""
    notes = [text for kind in _NOTES for text in _notes(package, root, kind)]
    formulas = ["".join(map(str, one.itertext(f"{_MATH}t"))) for one in root.iter(f"{_MATH}oMath")]
    formulas += [code for one in root.iter(_INSTRUCTION) if _FORMULA.match(code := one.text or "")]
    diagrams = [name for name in package.names if name.startswith("word/diagrams/data")]
    has_diagrams = next(root.iter(_DIAGRAM), None) is not None
    drawn = [str(one.text) for name in diagrams if has_diagrams for one in package.xml(name).iter(_DRAWN)]
    drawn += [one.text or "" for one in root.iter(_DRAWN)] + [one.get("string", "") for one in root.iter(_WORD_ART)]
    for kind, texts in (
        ("脚注、尾注", notes),
        ("公式", formulas),
        ("域里的文字", [code for _, code in _without_result(root) if _SHOWING.match(code)]),
        ("图形里的文字", drawn),
    ):
        if told := [text for text in texts if text.strip()]:
            yield f"{kind}：{'、'.join(told[:_MOST_TOLD])}"
    for kind, tag in ((CHARTS, _CHART), ("插入的另一个文件", f"{W}altChunk")):
        if count := sum(1 for _ in root.iter(tag)):
            yield f"{kind}{count}个"


def _without_result(root: _Element) -> Iterator[tuple[_Element, str]]:
    """The end of each field without a stored result, and its code."""
    for one in root.iter(_SIMPLE):
        if not "".join(map(str, one.itertext(_TEXT))):
            yield one, str(one.get(f"{W}instr"))
    codes: list[str | None] = []  # for each open field its code, or None once its result has begun
    for element in root.iter(_FIELD, _INSTRUCTION):
        kind = element.get(_FIELD_KIND)
        if kind == "begin":
            codes.append("")
        elif codes and kind == "separate":
            codes[-1] = None
        elif codes and kind == "end":
            code = codes.pop()
            if code is not None:
                yield element, code
        elif codes and codes[-1] is not None and element.tag == _INSTRUCTION:
            codes[-1] += element.text or ""


def _notes(package: Package, root: _Element, kind: str) -> Iterator[str]:
    called = {one.get(f"{W}id") for one in root.iter(f"{W}{kind}Reference")}
    part = f"word/{kind}s.xml"
    for note in package.xml(part).iter(f"{W}{kind}") if called and part in package else ():
        if note.get(f"{W}id") in called:
            yield "".join(map(str, note.itertext(f"{W}t")))


def _facts(package: Package, name: str | None, changes: int) -> FileFacts:
    comments = package.read("word/comments.xml").count(b"<w:comment ") if "word/comments.xml" in package else 0
    changes += sum(package.read(edge).count(_AUTHOR) for edge in package.names if _EDGE.fullmatch(edge))
    return FileFacts(name, "docx", authors_in(package, "docProps/core.xml"), comments, changes)
