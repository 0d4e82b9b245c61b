"""Write measures of WordprocessingML (ECMA-376 part 1, 17.18) as Word's Chinese dialogues do: 28 磅, 三号."""

from __future__ import annotations

from gk_docs import regex as re

_SIZES = {
    84: "初号",
    72: "小初",
    52: "一号",
    48: "小一",
    44: "二号",
    36: "小二",
    32: "三号",
    30: "小三",
    28: "四号",
    24: "小四",
    21: "五号",
    18: "小五",
    15: "六号",
    13: "小六",
    11: "七号",
    10: "八号",
}
_LINES = {
    "none": "无",
    "nil": "无",
    "single": "单线",
    "thick": "粗线",
    "double": "双线",
    "dotted": "点线",
    "dashed": "虚线",
    "wave": "波浪线",
}
_SIGN = re.compile(r"-?\d+(\.\d+)?")


def plain(number: float) -> str:
    """Write a number with at most two decimals, without trailing zeros.

    >>> plain(28.0), plain(28.95)
    ('28', '28.95')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def points(twips: str | None) -> str:
    """Write a length in twentieths of a point as 磅; a length that has a unit stays as it is.

    >>> points("560"), points("2cm"), points(None)
    ('28 磅', '2cm', '0 磅')
    """
    number = _number(twips)
    return f"{plain(number / 20)} 磅" if number is not None else str(twips)


def millimetres(twips: str | None) -> str:
    """Write a length in twentieths of a point as 毫米, to a tenth.

    >>> millimetres("11906"), millimetres("2098")
    ('210 毫米', '37 毫米')
    """
    number = _number(twips)
    return f"{plain(round(number * 25.4 / 1440, 1))} 毫米" if number is not None else str(twips)


def emu_millimetres(emu: str | None) -> str:
    """Write a length in English Metric Units (36,000 a millimetre) as millimetres to a tenth, without the unit."""
    return plain(round((_number(emu) or 0) / 36_000, 1))


def size(half_points: str) -> str:
    """Write a type size in half points with its Chinese name, if it has one.

    >>> size("32"), size("27")
    ('三号（16 磅）', '13.5 磅')
    """
    number = _number(half_points)
    if number is None:
        return half_points
    name = _SIZES.get(int(number)) if number == int(number) else None
    return f"{name}（{plain(number / 2)} 磅）" if name else f"{plain(number / 2)} 磅"


def hundredths(value: str, unit: str) -> str:
    """Write a value in hundredths of `unit`.

    >>> hundredths("200", "字符")
    '2 字符'
    """
    return f"{plain((_number(value) or 0) / 100)} {unit}"


def line(kind: str | None, eighths: str | None, colour: str | None) -> str:
    """Describe a border line: kind, width (given in eighths of a point) as 磅, and colour if it is not black.

    >>> line("single", "4", "000000"), line("nil", None, None), line("double", "6", "FF0000")
    ('单线 0.5 磅', '无', '双线 0.75 磅 FF0000')
    """
    name = _LINES.get(kind or "", kind or "")
    if name == "无":
        return name
    width = f" {plain((_number(eighths) or 0) / 8)} 磅" if eighths else ""
    return name + width + (f" {colour}" if colour not in (None, "auto", "000000") else "")


def _number(text: str | None) -> float | None:
    """Parse a bare number; 0 if `text` is None, None if it is not a bare number."""
    if text is None:
        return 0
    return float(text) if _SIGN.fullmatch(text) else None
