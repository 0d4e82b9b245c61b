"""Read the relations of a Word package: which part leads where, and whether that may be outside the package."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lxml import etree

from gk_docs import regex as re
from gk_docs.word.markup.instructions import is_link
from gk_docs.word.package.archive import relations_part

if TYPE_CHECKING:
    from collections.abc import Mapping

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_DRIVE = re.compile(r"/?[a-z]:(?!//)", re.IGNORECASE)
_ACTIVE = frozenset(
    {"subDocument", "aFChunk", "vbaProject", "control", "webextensiontaskpanes", "attachedToolbars"}
)  # harmful wherever they lead


class Relation(NamedTuple):
    """One relation of a part.

    Attributes:
        identifier: Its id.
        type: Its type.
        target: Where it leads, as written.
        external: Whether it says that it leads out of the package.
    """

    identifier: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of its type (`image`)."""
        return self.type.rstrip("/").rpartition("/")[2]

    @property
    def is_local_template(self) -> bool:
        """Whether it leads to the template on the author's machine, which Word leaves in a file."""
        return self.external and self.kind == "attachedTemplate" and _is_local(self.target)

    @property
    def is_link(self) -> bool:
        """Whether it is an external hyperlink to an address that is allowed."""
        return self.external and self.kind == "hyperlink" and is_link(self.target)

    def is_harmless(self, folder: str) -> bool:
        """Whether it stays in the package, or is allowed to leave it; `folder` is that of the part."""
        if self.external:
            return self.is_local_template or self.is_link
        return self.kind not in _ACTIVE and not _leads_out(folder, self.target)


def relations_of(root: etree._Element) -> list[Relation]:
    """Read the relations of a part of relations."""
    return [
        Relation(
            found.get("Id", ""),
            found.get("Type", ""),
            found.get("Target", ""),
            found.get("TargetMode", "Internal") != "Internal",
        )
        for found in root.iter("{*}Relationship")
    ]


def relate(root: etree._Element, kind: str, target: str) -> str:
    """Add a relation to a part of relations; return its id, the first `rId` that is free.

    Args:
        root: The root of the part.
        kind: The full type of the relation.
        target: Where it leads.
    """
    taken = {one.identifier for one in relations_of(root)}
    identifier = next(one for number in range(1, len(taken) + 2) if (one := f"rId{number}") not in taken)
    etree.SubElement(root, f"{RELATIONS}Relationship", {"Id": identifier, "Type": kind, "Target": target})
    return identifier


def relations_at(entries: Mapping[str, bytes], part: str) -> list[Relation]:
    """The relations of a part of a package; `part` is "" for those of the package."""
    content = entries.get(relations_part(part))
    return [] if content is None else relations_of(etree.fromstring(content))


def targets(entries: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """The kind and the entry of each relation of a part to another entry, by id; `part` is "" for the package."""
    folder = posixpath.dirname(part)
    paths = {
        one.identifier: (one.kind, entry_at(folder, one.target))
        for one in relations_at(entries, part)
        if not one.external
    }
    return {identifier: found for identifier, found in paths.items() if found[1] in entries}


def main_part(entries: Mapping[str, bytes]) -> str:
    """The entry of the main document; "" if there is none."""
    return _first(entries, "", "officeDocument")


def related_entry(entries: Mapping[str, bytes], kind: str) -> str:
    """The first entry of this kind (`styles`) that the main document leads to; "" if there is none."""
    main = main_part(entries)
    return _first(entries, main, kind) if main else ""


def _first(entries: Mapping[str, bytes], part: str, kind: str) -> str:
    return next((entry for of, entry in targets(entries, part).values() if of == kind), "")


def entry_at(folder: str, target: str) -> str:
    """The entry that a relation leads to, given the folder of its part and its target."""
    return posixpath.normpath(posixpath.join("/", folder, target))[1:]


def is_relations(name: str) -> bool:
    """Whether an entry holds relations."""
    return name.casefold().endswith(".rels")


def _leads_out(folder: str, target: str) -> bool:
    path = unquote(target).replace("\\", "/")
    if _SCHEME.match(path):
        return True
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/") if folder == "" else path)).startswith("..")


def _is_local(target: str) -> bool:
    """Whether a path is on the local machine (`file:///C:/x`, `C:/x`, `/x`, `x`) and not a share (`//server/x`)."""
    path = target.strip()
    while path != unquote(path):
        path = unquote(path)
    path = path.replace("\\", "/")
    if path[:5].casefold() == "file:":
        path = path[5:].removeprefix("//localhost")
        if path.startswith("//") and not path.startswith("///"):
            return False
        path = path.removeprefix("//")
    return _DRIVE.match(path) is not None or _SCHEME.match(path) is None
