"""Tell which characters a document can contain and how wide they are; cut texts and lists short for messages.

In every format of gk-docs, text may have the characters of XML 1.0 except the carriage return, which an XML parser
turns into a line feed. Tab and line feed are allowed, and so are rare characters beyond the BMP (𣲗, 😀).

Source: Extensible Markup Language (XML) 1.0, fifth edition, production 2 (Char) and section 2.11 (line ends).
Widths: Unicode Standard Annex #11, through `unicodedata`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ILLEGAL: Final = re.compile("[\x00-\x08\x0b-\x1f]|[\ud800-\udfff\ufffe\uffff]")
"""A character that no document can contain; in two sets, since a single set takes ten times as long to compile."""

NARROW: Final = str.maketrans("０１２３４５６７８９．，％－＋−／", "0123456789.,%-+-/")
"""For `str.translate`: full-width characters in figures and dates to half width."""

_PRINTABLE_ASCII = re.compile("[\x20-\x7e]*")
_TWO: Final = 2
_PIECES: Final = re.compile("[（“‘《〔]*.[）”’》〕，。、；：]*")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


_SIMPLIFIED = (
    "⺁厂⺇几⺒巳⺓幺⺝月⺟母⺠民⺧牛⺪疋⺬示⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦"
    "⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟⼾户"
)
RADICALS: Final = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))},
    **dict(zip(map(ord, _SIMPLIFIED[::2]), _SIMPLIFIED[1::2], strict=True)),
}
"""For `str.translate`: radicals to the characters that look the same; Unicode decomposes only some of them."""


class IllegalCharacter(NamedTuple):
    """A character that no document can contain.

    Attributes:
        position: Its place in the text, in characters from 0.
        char: The character itself.
        name: Its name in messages: 控制字符 U+000B.
    """

    position: int
    char: str
    name: str


def illegal(text: str) -> Iterator[IllegalCharacter]:
    """Yield every character of `text` that a document cannot contain, in order.

    These are control characters, lone surrogates, U+FFFE, U+FFFF, and the carriage return.

    >>> list(illegal("甲 & 乙 < 𣲗 😀"))
    []
    >>> [found.name for found in illegal("甲" + chr(11) + "乙" + chr(13))]
    ['控制字符 U+000B', '回车符 U+000D']
    """
    for match in ILLEGAL.finditer(text):
        yield IllegalCharacter(match.start(), match[0], _name(match[0]))


def _name(char: str) -> str:
    code = f"U+{ord(char):04X}"
    if char == "\r":
        return f"回车符 {code}"
    if "\ud800" <= char <= "\udfff":
        return f"不成对的代理码位 {code}"
    return f"非字符 {code}" if char > "\ud7ff" else f"控制字符 {code}"


def with_line_feeds(text: str) -> str:
    r"""Replace every line end by a line feed, as readers of XML and text do.

    >>> with_line_feeds("甲\r\n乙\r丙")
    '甲\n乙\n丙'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def closed_up(before: str, after: str) -> str:
    """Join two lines of a paragraph, with a space between letters or digits and without one in Chinese.

    >>> closed_up("建设路8号", "（二楼）"), closed_up("open", "data"), closed_up("", "甲")
    ('建设路8号（二楼）', 'open data', '甲')
    """
    between = " " if before and after and before[-1].isascii() and after[0].isascii() else ""
    return f"{before}{between}{after}"


def listed(names: Sequence[str], most: int = 6, rest: str = "等{}个") -> str:
    """The first few names, followed by the number of all if there are more.

    >>> listed(["甲镇", "乙镇", "丙镇"], 2), listed(["甲镇", "乙镇"]), listed(["甲镇", "乙镇"], 1, "等")
    ('甲镇、乙镇等3个', '甲镇、乙镇', '甲镇等')
    """
    return "、".join(names[:most]) + (rest.format(len(names)) if len(names) > most else "")


def width(text: str) -> int:
    """The width of a text in a document or sheet, in halves of a Chinese character.

    A Chinese character counts 2, and so does one that Chinese fonts make as wide (“ ” — … ① ·); a combining or
    control character counts 0, a digit or Latin letter 1. In a terminal, where “ takes one cell, use `rich.cells`.

    A sequence of emoji joined into one picture counts as its parts.

    >>> width("表三 A1"), width("“公开”")
    (7, 8)
    """
    if _PRINTABLE_ASCII.fullmatch(text):
        return len(text)
    return sum(map(_halves, text))


def balanced(text: str, halves: int) -> Iterator[str]:
    """Break a text into lines of nearly equal length, each of at most so many half characters.

    Two lines are parted after 、 if each has room; elsewhere punctuation stays with its word.

    >>> list(balanced("本年收费金额（单位：万元）", 16)), list(balanced("行政复议、行政诉讼情况", 16))
    (['本年收费金额', '（单位：万元）'], ['行政复议、', '行政诉讼情况'])
    """
    count = max(1, -(-width(text) // max(halves, 1)))
    parts = text.partition("、")
    if count == _TWO and parts[2] and max(map(width, ("".join(parts[:2]), parts[2]))) <= halves:
        yield from ("".join(parts[:2]), parts[2])
        return
    size, line = -(-len(text) // count), ""
    for piece in _PIECES.findall(text):
        if line and len(line + piece) > size:
            yield line
            line = ""
        line += piece
    yield line


def _halves(char: str) -> int:
    kind = unicodedata.east_asian_width(char)
    if kind not in "WF" and unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if kind in "WFA" else 1


def without_radicals(text: str) -> str:
    """Replace radicals by the characters that look the same, since programs that write PDF files put radicals in texts.

    Source: Unicode Character Database, EquivalentUnifiedIdeograph.txt, for characters in use in modern Chinese.

    >>> without_radicals("⼀、⾏政⻔⼾")
    '一、行政门户'
    """
    return text.translate(RADICALS)
