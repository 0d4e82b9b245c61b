"""Find the templates that come with the library, in the installed package or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Template

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
    mend = "请重新安装 gk-docs" if _PACKAGE.is_dir() else "gk-docs 不能在压缩包里运行，请解压，或用 pip 安装"
    raise UnreadableFile("找不到自带的模板", file=name, mend=mend)


@cache
def markup_template(name: str, **own: Callable[..., object]) -> Template:
    """Load the template of a page or picture, which escapes every value and refuses unknown names.

    Args:
        name: Its folder and file (`html/listing.html`).
        own: Functions that the template may call, by name.

    Raises:
        UnreadableFile: If it is missing.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - heavy

    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    made.globals.update(own)
    return made.from_string(shipped(name).read_text(encoding="utf-8"))


def all_shipped() -> Iterator[Path]:
    """The paths of all templates, in order."""
    folder = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
    yield from (file for file in sorted(folder.rglob("*")) if file.suffix in _KINDS)
