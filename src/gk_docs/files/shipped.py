"""Templates that come with the library: at the top of a checkout, or in the installed package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator


_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates")
_KINDS = (".docx", ".html", ".svg")


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


def all_shipped() -> Iterator[Path]:
    """The paths of all templates, in order."""
    folder = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
    yield from (file for file in sorted(folder.rglob("*")) if file.suffix in _KINDS)
