"""Read the instructions of Word's fields, and refuse those that fetch or run something outside the document."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.word.markup.lexing import EMBEDDED, WHOLE_TAG

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LINK = "gk-link:"
"""Prefix of the address of a link that stands in place of a relation's id until the part is rendered."""
REFERENCE = re.compile(r'\sr:\w+="([^"]+)"')
"""Matches the ids of relations that XML uses (`r:id="rId1"`)."""
MAY_NAME_A_LINK = frozenset({"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"})
NESTED = "\x00"  # stands for a field inside an instruction; illegal in XML
_TAG = "\x01"  # stands for a tag of the template
_NAME = re.compile(r'\s*["“”]?([^\s"“”\\]+)')
_LINK = re.compile(r"\s*(?:(?:https?|mailto):|#|\Z)[^\x02-\x1f]*\Z", re.IGNORECASE)
_ARGUMENT = re.compile(r'"((?:\\.|[^"\\])*)"?|[“”]([^“”]*)[“”]?|(\\[^\s"\\]?)|([^\s"“”]+)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TAKE_AN_ARGUMENT = frozenset({"\\l", "\\o", "\\t", "\\*"})
_OUTWARD_DATA = re.compile(
    r"\\\\\w|\b[a-z]:\\|\b(?!https?:)\w[\w+.-]{2,}:[/\\]|(?:java|vb)script:|\b(?:DDE|DDEAUTO|LINK|INCLUDE\w*)\s",
    re.IGNORECASE,
)
# Word's fields but those that read or run something outside the document: DATA DATABASE DDE DDEAUTO IMPORT INCLUDE
# INCLUDEPICTURE INCLUDETEXT LINK RD, CONTROL HTMLCONTROL OCX MACROBUTTON PRINT.
_HARMLESS = frozenset(
    "ADDIN ADDRESSBLOCK ADVANCE ASK AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT AUTOTEXT AUTOTEXTLIST BARCODE BIBLIOGRAPHY "  # noqa: SIM905 - a list of words reads best
    "BIDIOUTLINE CITATION COMMENTS COMPARE CREATEDATE DATE DISPLAYBARCODE DOCPROPERTY DOCVARIABLE EDITTIME EMBED EQ "
    "FILENAME FILESIZE FILLIN FORMCHECKBOX FORMDROPDOWN FORMTEXT GOTOBUTTON GREETINGLINE IF INDEX INFO KEYWORDS "
    "LASTSAVEDBY LISTNUM MERGEBARCODE MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE "
    "PAGEREF PRINTDATE PRIVATE QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SHAPE SKIPIF STYLEREF SUBJECT "
    "SYMBOL TA TC TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE".split()
)

_FIELD = re.compile(
    r'<(?:\w+:)?fldChar\b[^>]*?fldCharType="(\w+)"|(\{[{#])|(\{%)|(<(?:\w+:)?(?:instrText|delInstrText)\b)'
)
_TAG_IN_VALUE = re.compile(rf"""="(?!{LINK}|\{{\{{\n '[^']*'\|{EMBEDDED}\()[^"]*\{{[{{%#]""")
"""Matches a tag in an attribute, less links and pictures: links are checked elsewhere, pictures are in the package."""
_NAMES_ADDRESS = re.compile(r".*(?:instr|src|href|Type|:(?:id|link|embed|pict|dm|lo|qs|cs))\Z", re.DOTALL)
_LONGEST_NAME = 8
_IN_FRAGMENT = re.compile(
    "instr|src|href|altChunk|subDoc|control|fld|OLE|schema|web|relationships|r:(?!embed)", re.IGNORECASE
)


def may_lead_out(source: str) -> bool:
    """Whether an address or a field in the source of a part depends on a tag.

    Tags around a whole field, and values in its result (between `separate` and `end`), do not count.
    """
    depth, in_code = 0, False
    fields = _FIELD.finditer(source) if "fldChar" in source or "nstrText" in source else ()
    for mark, value, statement, instruction in map(re.Match.groups, fields):
        if (statement and depth) or (value and in_code) or (instruction and not in_code):
            return True
        if mark == "begin":
            depth, in_code = depth + 1, True
        elif mark:
            depth, in_code = depth - (mark == "end"), False
    names = (source[max(one.start() - _LONGEST_NAME, 0) : one.start()] for one in _TAG_IN_VALUE.finditer(source))
    return depth != 0 or any(map(_NAMES_ADDRESS.match, names))


def fragment_may_lead_out(xml: str) -> bool:
    """Whether XML that a value brings could lead out of the package, or is not whole, so that it might."""
    whole = xml.startswith("<") and xml.endswith(">")
    return ("<" in xml or ">" in xml) and (not whole or _IN_FRAGMENT.search(xml) is not None)


def is_link(address: str) -> bool:
    """Whether a hyperlink may lead there: http, https, mailto, a place in the document, or nowhere.

    >>> is_link("https://www.gov.cn"), is_link("mailto:a@gov.cn"), is_link("#_Toc1")
    (True, True, True)
    >>> is_link("javascript:x()"), is_link("file:///c:/x"), is_link("//server/x"), is_link("x.docx")
    (False, False, False, False)
    """
    return _LINK.match(address) is not None


def refuse_elsewhere(address: str) -> None:
    """Raise `TemplateError` for an address that a hyperlink may not have."""
    if not is_link(address):
        raise TemplateError("超链接通向网页和邮箱以外的地方", found=address, mend="地址要用 http、https 或 mailto")


def fault_of(code: str, bookmarks: AbstractSet[str], *, has_tags: bool) -> str | None:
    r"""Return what the instruction of a field uses outside the document, or None if nothing.

    Args:
        code: The instruction, with `NESTED` in place of each field inside it.
        bookmarks: Names of bookmarks in lower case; a bookmark's name alone is a harmless instruction.
        has_tags: Whether `{{ … }}` in it is a tag, whose value is checked after the render, rather than text.

    >>> fault_of(" PAGE ", set(), has_tags=False)
    >>> fault_of(" ddeauto c:\\windows", set(), has_tags=False)
    'DDEAUTO'
    >>> fault_of('HYPERLINK "file:///c:/x"', set(), has_tags=False)
    'HYPERLINK file:///c:/x'
    """
    if has_tags:
        code = WHOLE_TAG.sub(_TAG, code)
    match = _NAME.match(code)
    if match is None or code.lstrip().startswith("="):
        return None
    name = match.group(1)
    if _TAG in name:
        return None
    if NESTED in name:
        return "由另一个域拼成的域"
    if name.upper() == "HYPERLINK":
        return _hyperlink(code[match.end() :])
    known = name.upper() in _HARMLESS or name.casefold() in bookmarks
    return None if known else name.upper()


def _hyperlink(rest: str) -> str | None:
    if NESTED in rest:
        return "HYPERLINK 地址由另一个域拼成"
    awaited = False
    for quoted, curly, switch, word in _ARGUMENT.findall(rest):
        if switch:
            awaited = switch.lower() in _TAKE_AN_ARGUMENT
            continue
        address = _ESCAPED.sub(r"\1", quoted) or curly or word
        if not awaited and not is_link(address) and not address.lstrip().startswith(_TAG):
            return f"HYPERLINK {address.replace(_TAG, '…')}"
        awaited = False
    return None


def is_outward_data(text: str) -> bool:
    """Whether the hidden data of a field (`w:fldData`, base64) name a place outside, or a field that reads from one."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    raw = b64decode(letters[: len(letters) // 4 * 4]).decode("latin-1").replace("\0", "")
    return _OUTWARD_DATA.search(raw) is not None
