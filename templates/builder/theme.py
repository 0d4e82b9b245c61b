"""The theme: black on white, in the faces of the document. Validators ask for one; a designer finds its palette."""

from __future__ import annotations

from builder.faces import BLACK, FANGSONG, TIMES, Face
from builder.xml import DECLARATION

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F497D",
    "lt2": "EEECE1",
    "accent1": "C00000",
    "accent2": "4F81BD",
    "accent3": "9BBB59",
    "accent4": "8064A2",
    "accent5": "4BACC6",
    "accent6": "F79646",
    "hlink": "0000FF",
    "folHlink": "800080",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_STEPS = 3  # a theme names three of each: subtle, moderate, intense


def theme() -> str:
    """`word/theme/theme1.xml`."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    lines = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * _STEPS
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_MAIN}" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{colours}</a:clrScheme>'
        f'<a:fontScheme name="公文">{_fonts("majorFont", BLACK)}{_fonts("minorFont", FANGSONG)}</a:fontScheme>'
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{_FILL * _STEPS}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * _STEPS}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _fonts(kind: str, face: Face) -> str:
    latin = f'<a:latin typeface="{TIMES.name}"/><a:ea typeface="{face.name}"/><a:cs typeface=""/>'
    return f'<a:{kind}>{latin}<a:font script="Hans" typeface="{face.name}"/></a:{kind}>'
