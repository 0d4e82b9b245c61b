"""The type faces of a 公文 (GB/T 9704—2012), and what stands in for one that a computer has not."""

from __future__ import annotations

from dataclasses import dataclass

from builder.xml import part, w

_SIMPLIFIED_CHINESE = "86"
_LATIN = "00"


@dataclass(frozen=True, slots=True)
class Face:
    """A type face.

    Attributes:
        name: Its name in the document.
        instead: Names of faces that are the same or nearest, best first.
        family: Its kind, for a program that knows none of the names.
        charset: Code page of its characters, as the font table wants it.
        latin: Name of the face for digits and Latin letters beside it; None for its own.
    """

    name: str
    instead: tuple[str, ...]
    family: str
    charset: str = _SIMPLIFIED_CHINESE
    latin: str | None = None

    def properties(self) -> str:
        """`w:rFonts` with all four kinds of characters set."""
        latin = self.latin or self.name
        return w("rFonts", ascii=latin, eastAsia=self.name, hAnsi=latin, cs=latin)

    def declaration(self) -> str:
        """Its entry in the font table."""
        names = [w("altName", val=",".join(self.instead))] if self.instead else []
        charset, family = w("charset", val=self.charset), w("family", val=self.family)
        return w("font", *names, charset, family, w("pitch", val="variable"), name=self.name)


_ANY_SONG = ("FandolSong", "Source Han Serif SC", "Noto Serif CJK SC")

TIMES = Face("Times New Roman", ("Liberation Serif", "Nimbus Roman", *_ANY_SONG, "DejaVu Serif"), "roman", _LATIN)
TITLE = Face(
    "方正小标宋简体",
    ("小标宋体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体", *_ANY_SONG),
    "script",
)
BLACK = Face("黑体", ("SimHei", "FandolHei", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"), "swiss")
KAI = Face("楷体_GB2312", ("楷体", "KaiTi", "FandolKai", "AR PL UKai CN", *_ANY_SONG), "modern", latin=TIMES.name)
FANGSONG = Face("仿宋_GB2312", ("仿宋", "FangSong", "FandolFang", *_ANY_SONG), "modern", latin=TIMES.name)
SONG = Face("宋体", ("SimSun", "AR PL UMing CN", *_ANY_SONG), "roman")


def font_table() -> str:
    """`word/fontTable.xml`."""
    return part("fonts", *(face.declaration() for face in (TIMES, SONG, BLACK, KAI, FANGSONG, TITLE)))
