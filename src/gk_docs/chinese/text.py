"""Which characters a document can hold, and how wide they are in it; texts and lists cut short for a message.

The text of every format of gk-docs is what XML 1.0 can hold, without the carriage return (an XML parser turns it
into a line feed, so it would not come back). Tab and line feed are text; rare characters beyond the BMP (𣲗, 😀) are.

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
"""A character that no document can hold; in two sets, since one takes ten times as long to compile."""

NARROW: Final = str.maketrans("０１２３４５６７８９．，％－＋−／", "0123456789.,%-+-/")
"""For `str.translate`: the full-width characters that a figure or a date may be typed with, in half width."""

_PRINTABLE_ASCII = re.compile("[\x20-\x7e]*")
_EXCERPT: Final = 20
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


_SIMPLIFIED = (
    "⺁厂⺇几⺒巳⺓幺⺝月⺟母⺠民⺧牛⺪疋⺬示⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦"
    "⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟⼾户"
)
RADICALS: Final = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))},
    **dict(zip(map(ord, _SIMPLIFIED[::2]), _SIMPLIFIED[1::2], strict=True)),
}
"""For `str.translate`: the character for each radical that looks like it; Unicode decomposes some of them only."""


class IllegalCharacter(NamedTuple):
    """A character that no document can hold.

    Attributes:
        position: Its place in the text, in characters, counted from 0.
        char: The character itself.
        name: What to call it before a clerk: 控制字符 U+000B.
    """

    position: int
    char: str
    name: str


def illegal(text: str) -> Iterator[IllegalCharacter]:
    """Every character of `text` that a document cannot hold, in order.

    Control characters, lone surrogates, U+FFFE, U+FFFF, and the carriage return.

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
    r"""Text whose lines end with a line feed only, as every reader of XML and of text sees it.

    >>> with_line_feeds("甲\r\n乙\r丙")
    '甲\n乙\n丙'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def closed_up(before: str, after: str) -> str:
    """Two lines of one paragraph as one line: with a blank between letters and digits, without in Chinese.

    >>> closed_up("建设路8号", "（二楼）"), closed_up("open", "data"), closed_up("", "甲")
    ('建设路8号（二楼）', 'open data', '甲')
    """
    between = " " if before and after and before[-1].isascii() and after[0].isascii() else ""
    return f"{before}{between}{after}"


def excerpt(text: str) -> str:
    """At most 20 characters of a text, to quote in a message.

    >>> excerpt("二〇二四"), excerpt("一" * 1000)
    ('二〇二四', '一一一一一一一一一一一一一一一一一一一…')
    """
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"


def listed(names: Sequence[str], most: int = 6, rest: str = "等{}个") -> str:
    """The first few names, and behind them, if there are more, how many there are.

    >>> listed(["甲镇", "乙镇", "丙镇"], 2), listed(["甲镇", "乙镇"]), listed(["甲镇", "乙镇"], 1, "等")
    ('甲镇、乙镇等3个', '甲镇、乙镇', '甲镇等')
    """
    return "、".join(names[:most]) + (rest.format(len(names)) if len(names) > most else "")


def width(text: str) -> int:
    """How wide a text is in a document or sheet, in halves of a Chinese character.

    2 for a Chinese character, and for one that Chinese type sets as wide as one (“ ” — … ① ·); 0 for a combining or
    control character; 1 for a digit or Latin letter. At the prompt, where “ takes one cell, `rich.cells` measures.

    A sequence of emoji joined into one picture counts as its parts.

    >>> width("表三 A1"), width("“公开”")
    (7, 8)
    """
    if _PRINTABLE_ASCII.fullmatch(text):
        return len(text)
    return sum(map(_halves, text))


def _halves(char: str) -> int:
    kind = unicodedata.east_asian_width(char)
    if kind not in "WF" and unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if kind in "WFA" else 1


def without_radicals(text: str) -> str:
    """The text with characters in place of radicals that look the same, which programs that write PDF files put there.

    Source: Unicode Character Database, EquivalentUnifiedIdeograph.txt, for those that Chinese text of today uses.

    >>> without_radicals("⼀、⾏政⻔⼾")
    '一、行政门户'
    """
    return text.translate(RADICALS)
