"""The type faces that a Word document asks for, on a machine that has others.

A document names each face with those that may stand in for it (`w:altName`), which Word heeds and LibreOffice does not:
it takes one face for all that are missing, so that title, headings and text look alike. Where fontconfig finds the
faces, as on any Linux, LibreOffice is given rules of its own for the run, made from these names. The rules of the
machine come first: whoever maps 仿宋_GB2312 to a face of his own keeps it.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gk_docs.errors import GkError
from gk_docs.files.opc import Package
from gk_docs.files.programs import said_by
from gk_docs.files.wordparts import W

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_TABLE = "word/fontTable.xml"
_HEAVY = "小标宋"  # a title's face: one that stands in for it is bold


def replacements(data: bytes) -> dict[str, str | None]:
    """What stands in for each face that a Word document asks for and this machine has not.

    Args:
        data: The document.

    Returns:
        The name of the face that is taken by the name of the one that is missing, None where none of those that the
        document names is there either; nothing where the faces are not fontconfig's.
    """
    installed = _installed(os.environ.get("FONTCONFIG_FILE", ""))
    if not installed:
        return {}
    wanted = _wanted(data)
    missing = {name: others for name, others in wanted.items() if name not in installed}
    return {name: next((one for one in others if one in installed), None) for name, others in missing.items()}


def rules(replaced: Mapping[str, str | None]) -> str:
    """A file for fontconfig with the rules of this machine and, after them, one for each face that is replaced."""
    machine = os.environ.get("FONTCONFIG_FILE") or "fonts.conf"  # which is looked for where fontconfig has its files
    include = str(Path(machine).resolve()) if Path(machine).is_file() else machine
    lines = [_rule(name, other) for name, other in replaced.items() if other]
    return "\n".join(
        ['<?xml version="1.0"?>', "<fontconfig>", f"<include>{escape(include)}</include>", *lines, "</fontconfig>", ""]
    )


def _rule(name: str, other: str) -> str:
    bold = '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' if _HEAVY in name else ""
    return (
        f'<match target="pattern"><test name="family" compare="eq"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{escape(other)}</string></edit>{bold}</match>'
    )


def _wanted(data: bytes) -> dict[str, tuple[str, ...]]:
    """The faces that a document declares, each with those that may stand in for it, best first."""
    try:
        fonts = Package(data).xml(_TABLE).iter(f"{W}font")
    except GkError:  # what LibreOffice cannot open, it says itself
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for font in fonts:
        other = font.find(f"{W}altName")
        if other is not None:
            found[str(font.get(f"{W}name"))] = tuple(str(other.get(f"{W}val")).split(","))
    return found


@cache
def _installed(_configuration: str) -> AbstractSet[str]:
    """The names of all faces that fontconfig knows, each face by all its names; none where it is not there."""
    names = said_by("fc-list", ":", "family").replace("\\-", "-").replace("\n", ",").split(",")
    return frozenset(name.strip() for name in names if name.strip())
