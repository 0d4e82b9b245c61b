"""Draw the picture of a report as PNG from its SVG, with resvg (the extra `picture`).

resvg gets one Chinese font and no others, so that the same font gives the same bytes. Without a Chinese font it is an
error, since the picture would have no words.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.document import picture
from gk_docs.errors import GkError, MissingExtra
from gk_docs.files.programs import said_by

if TYPE_CHECKING:
    from gk_docs.form.report import Report

_ANY = "sans-serif"


class FaceFile(NamedTuple):
    """A Chinese font: its family name and its file."""

    family: str
    path: Path


_PLACES = (
    FaceFile("Microsoft YaHei", Path("C:/Windows/Fonts/msyh.ttc")),
    FaceFile("SimHei", Path("C:/Windows/Fonts/simhei.ttf")),
    FaceFile("PingFang SC", Path("/System/Library/Fonts/PingFang.ttc")),
    FaceFile("Heiti SC", Path("/System/Library/Fonts/STHeiti Medium.ttc")),
)


def render(report: Report, previous: Report | None = None, *, face: FaceFile | None = None) -> bytes:
    """Return the picture as PNG, 1080 pixels wide.

    Args:
        report: An annual report of either edition.
        previous: Last year's report, to stand beside it.
        face: The font of its words; None for the first Chinese one that is found on this machine.

    Raises:
        MissingExtra: If resvg is not installed.
        GkError: If no Chinese font is found.
    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingExtra('写出 .png 需要 pip install "gk-docs[picture]"') from error
    face = face or chinese_face()
    svg = picture.render(report, previous).decode()
    drawn: bytes = svg_to_bytes(
        svg_string=svg.replace(", ".join(picture.FACES), face.family),
        skip_system_fonts=True,
        font_files=[str(face.path)],
        font_family=face.family,
        sans_serif_family=face.family,
    )
    return bytes(drawn)


def chinese_face() -> FaceFile:
    """Find a Chinese font: one of the picture's or any other by fontconfig, else one at the usual places.

    Raises:
        GkError: If there is none.
    """
    found = _of_fontconfig() or next((one for one in _PLACES if one.path.is_file()), None)
    if found is None:
        mend = "请安装一种中文字体（如 Noto Sans CJK SC），或写成 .svg"
        raise GkError("这台计算机上没有找到中文字体，图片里的字画不出来", mend=mend)
    return found


def _of_fontconfig() -> FaceFile | None:
    names = ",".join(name for name in picture.FACES if name != _ANY)
    said = said_by("fc-match", "-f", "%{family[0]}\n%{file}\n%{lang}", f"{names}:lang=zh-cn")
    family, _, rest = said.partition("\n")
    file, _, languages = rest.partition("\n")
    return FaceFile(family, Path(file)) if "zh-cn" in languages.split("|") else None
