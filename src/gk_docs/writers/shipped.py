"""Templates that come with the library: at the top of a checkout, or in the installed package."""

from __future__ import annotations

from pathlib import Path

from gk_docs.errors import UnreadableFile

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates")


def shipped(name: str) -> Path:
    """The path of a template.

    Args:
        name: Its folder and file (`docx/annual_report_2021.docx`).

    Raises:
        UnreadableFile: If it is in neither place.
    """
    for folder in _PLACES:
        if (folder / name).is_file():
            return folder / name
    raise UnreadableFile("找不到自带的模板", file=name, mend="请重新安装 gk-docs")
