"""Write into the cells of a workbook what their formats alone say: struck out, raised, or shown as another number.

python-calamine reads values without formats. It would read 12 with the raised mark 2 as 122, a struck out number as one
that counts, 1.5 as 15000 (format `0!.0000`), 15000元 (format `0"元"`) as 15000万元, 25% as 0.25, and `#N/A` as an empty
cell. So the parts are changed before it reads them. Few workbooks need this; others are not parsed here.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import unescape

from gk_docs import regex as re
from gk_docs.chinese.exact import rounded
from gk_docs.files.marks import LOWERED, RAISED
from gk_docs.files.opc import parsed, xml_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from lxml.etree import _Element

_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_RUN_MARKS = (b"strike", b"vertAlign", b"FFFFFFFF", b'theme="0"')
ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
"""Pattern of a sheet that has an error (#N/A) in a cell."""

SHOWN = "（显示格式 "
"""What we write between a number and the format that shows it as another one."""

_CODES = re.compile(rb"formatCode\s*=\s*[\"']([^\"']*)")
_OF_TIME = re.compile("[ymdhs]", re.IGNORECASE)
_BUILT_IN = {
    "9": "0%",
    "10": "0.00%",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    **dict.fromkeys(("5", "6", "7", "8", "42", "44"), "¥0"),
}
"""Format codes built into Excel, which a file need not state, by their numbers."""

_USES_BUILT_IN = re.compile(rb"numFmtId\s*=\s*[\"'](?:[5-9]|1[0-3]|42|44)[\"']")
_FORMAT = re.compile(
    r"""
    (?P<figure>[0#?][0#?,.]*(?:E[+-]0+)?|General|G/通用格式|@) | (?P<end>;)
    | "(?P<quoted>[^"]*)" | [\\!](?P<single>.) | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[[^\]]*\] | [_*]. | (?P<bare>.)
    """,
    re.VERBOSE,
)
_AS_IT_IS = re.compile("\\s*\0[\\s件个项条份次宗]*")
_FRACTION = re.compile(rb"<(?:\w+:)?v>[^<]*[.Ee]")
_PLACES = re.compile(r"(?:\.([0#?]+))?(E[+-]0+)?")
_WHOLE = frozenset({"", "General", "G/通用格式", "@"})  # digits that a format shows all of, or none
_PERCENT = re.compile(r"0(?:\.(0+))?%")


class _CellFormats(NamedTuple):
    """The numbers of the cell formats that change what is read, with their codes.

    Attributes:
        struck: Those that strike out.
        other: Those that show another number, or none.
        rounding: Those that show a number as it is, but only so many of its digits.
    """

    struck: Collection[str] = ()
    other: Mapping[str, str] = {}
    rounding: Mapping[str, str] = {}


class Settled(NamedTuple):
    """The parts of a workbook with the marks in its cells said as text.

    Attributes:
        parts: The parts by name.
        emptied: By the name of a sheet's part, the cells (E12) of which nothing is left, since all of it is struck out.
    """

    parts: dict[str, bytes]
    emptied: dict[str, set[str]]


def settled(parts: Mapping[str, bytes], sheets: Iterable[str], gone: list[str]) -> Settled:
    """The parts of a workbook with the marks in its cells said as text.

    Args:
        parts: The parts by name.
        sheets: The names of the parts that are sheets.
        gone: The texts that are struck out are added to it.

    Raises:
        UnreadableFile: If a part with such marks is damaged or too large.
    """
    texts = {name: data for name, data in parts.items() if name.lower().endswith("sharedstrings.xml")}
    fractions = {name for name in sheets if _FRACTION.search(parts[name])}
    looks = next((data for name, data in parts.items() if name.lower().endswith("styles.xml")), b"")
    styles = _styles(looks, rounding=bool(fractions))
    changed = {name: _with_runs(data, gone) for name, data in texts.items() if _has(data, _RUN_MARKS)}
    is_struck = bool(styles.struck) or any(b"strike" in data for data in texts.values())
    shared = next(iter({**texts, **changed}.values()), b"") if is_struck else b""
    emptied: dict[str, set[str]] = {}
    for name in sheets:
        data = parts[name]
        has_runs = _has(data, _RUN_MARKS)
        data = _with_runs(data, gone) if has_runs else data
        if is_struck or has_runs or styles.other or ERROR.search(data) or (name in fractions and styles.rounding):
            emptied[name] = set()
            data = _with_cells(data, styles, shared, gone, emptied[name])
        changed[name] = data
    return Settled({**parts, **changed}, emptied)


def _has(data: bytes, marks: Iterable[bytes]) -> bool:
    return any(mark in data for mark in marks)


def _styles(data: bytes, *, rounding: bool) -> _CellFormats:
    codes = (unescape(code.decode(errors="replace"), {"&quot;": '"'}) for code in _CODES.findall(data))
    if not rounding and b"strike" not in data and not _USES_BUILT_IN.search(data) and not any(map(_shows_other, codes)):
        return _CellFormats()
    root = parsed(data)
    fonts = {str(at) for at, font in enumerate(root.iterfind("{*}fonts/{*}font")) if _is_struck(font)}
    named = _BUILT_IN | {str(one.get("numFmtId")): str(one.get("formatCode")) for one in root.iter("{*}numFmt")}
    formats = [*enumerate(root.iterfind("{*}cellXfs/{*}xf"))]
    codes_by_style = {str(at): code for at, one in formats if (code := named.get(str(one.get("numFmtId"))))}
    return _CellFormats(
        {str(at) for at, one in formats if one.get("fontId") in fonts},
        {style: code for style, code in codes_by_style.items() if _shows_other(code)},
        {style: code for style, code in codes_by_style.items() if rounding and _rounds(code)},
    )


@cache
def _shows_other(code: str) -> bool:
    """Whether a format shows a positive number as another one: in thousands, as a percentage, with 元, 万 or a sign.

    A format that shows nothing counts, too; one that adds only a counter (件) does not.
    """
    shown = _shown(code)
    return not _AS_IT_IS.fullmatch(shown) and not _OF_TIME.search(shown)


def _figure_in(code: str) -> str:
    """The digits that a format shows for a positive number (#,##0.00); "" if none."""
    until_end = takewhile(lambda part: not part["end"], _FORMAT.finditer(code))
    return next((part["figure"] for part in until_end if part["figure"]), "")


def _rounds(code: str) -> bool:
    """Whether a format shows only so many digits of a number that it shows as it is."""
    return _figure_in(code) not in _WHOLE and bool(_AS_IT_IS.fullmatch(_shown(code)))


def _is_rounded(number: str, code: str) -> bool:
    """Whether a format with few decimals shows a number as another one; noise beyond 15 digits does not count."""
    places = _PLACES.search(_figure_in(code).lstrip("0#?,"))
    try:
        value = Decimal(f"{float(number):.15g}")
    except ValueError:  # the file is damaged, which calamine reports
        return False
    decimals = len((places and places[1]) or "")
    shown = Decimal(f"{value:.{decimals}E}") if places and places[2] else rounded(value, decimals)
    return shown != value


def _shown(code: str) -> str:
    """What a format shows for a positive number: NUL in place of the digits, then a comma if they are in thousands."""
    shown = ""
    for part in _FORMAT.finditer(code):
        if part["end"]:
            break
        figure = part["figure"]
        scale = "," if figure and (figure.endswith(",") or ",." in figure) else ""
        shown += (
            f"\0{scale}" if figure else (part["quoted"] or part["single"] or part["currency"] or part["bare"] or "")
        )
    return shown


def _said(number: str, code: str) -> str:
    """The text of a number whose format shows another one: a percentage as shown, else the number with the format."""
    if percent := _PERCENT.fullmatch(code):
        with suppress(ArithmeticError, ValueError):  # not a number: the file is damaged, which calamine reports
            return f"{rounded(Decimal(number).scaleb(2), len(percent[1] or ''))}%"
    return f"{number}{SHOWN}{code}）"


def _is_struck(properties: _Element | None) -> bool:
    strike = properties.find("{*}strike") if properties is not None else None
    return strike is not None and strike.get("val") not in ("0", "false")


def _with_runs(data: bytes, gone: list[str]) -> bytes:
    """A part with its struck out runs emptied, and with its raised, lowered and white digits as note marks."""
    root = parsed(data)
    for run in root.iter("{*}r"):
        properties, text = run.find("{*}rPr"), run.find("{*}t")
        if properties is None or text is None or not text.text:
            continue
        align = properties.find("{*}vertAlign")
        if _is_struck(properties):
            gone.append(text.text)
            text.text = ""
        elif align is not None and (shift := _SHIFTS.get(str(align.get("val")))):
            text.text = text.text.translate(shift)
        elif _is_white(run) and any(
            not _is_white(one) for one in (run.getprevious(), run.getnext()) if one is not None
        ):
            text.text = text.text.translate(LOWERED)
    return xml_of(root)


def _is_white(run: _Element) -> bool:
    color = run.find("{*}rPr/{*}color")
    return color is not None and (color.get("rgb") == "FFFFFFFF" or color.get("theme") == "0")


def _with_cells(data: bytes, styles: _CellFormats, shared: bytes, gone: list[str], emptied: set[str]) -> bytes:
    """A sheet with the cells that are struck out empty, and what is no number, or shown as another, as text.

    The cells of which nothing is left, be it by their own format or that of their text, are added to `emptied`.
    """
    root = parsed(data)
    strings = {str(at): item for at, item in enumerate(parsed(shared).iter("{*}si") if shared else ())}
    for cell in root.iter("{*}c"):
        style, kind, value = cell.get("s", ""), cell.get("t", "n"), cell.find("{*}v")
        number = value.text if value is not None and value.text else ""
        holder = strings.get(number, cell) if kind == "s" else cell
        if (style in styles.struck and len(cell)) or _is_emptied(holder):
            emptied.add(cell.get("r", ""))
            gone.extend(filter(None, ["".join(_texts(holder)) or ("" if kind == "s" else number)]))
            del cell[:]
        elif value is not None and kind == "n" and number and (code := _misleading(number, style, styles)):
            value.text = _said(number, code)
            cell.set("t", "str")
        elif kind == "e":
            cell.set("t", "str")
    return xml_of(root)


def _misleading(number: str, style: str, styles: _CellFormats) -> str:
    """The code of a cell's format, if it shows the number as another one; else ""."""
    code = styles.rounding.get(style, "")
    return styles.other.get(style) or (code if code and _is_rounded(number, code) else "")


def _is_emptied(holder: _Element) -> bool:
    """Whether a cell or a shared string had text, all of which is struck out."""
    return holder.find(".//{*}rPr/{*}strike") is not None and not any(_texts(holder))


def _texts(holder: _Element) -> Iterator[str]:
    """The texts of a cell or a shared string, without phonetic guides."""
    for text in holder.iter("{*}t"):
        above = text.getparent()
        if above is None or not str(above.tag).endswith("}rPh"):
            yield text.text or ""
