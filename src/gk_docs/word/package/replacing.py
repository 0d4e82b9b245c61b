"""Replace pictures and embedded files of a template by the names that Word shows.

A name is the name, the title or the alternative text of a picture, a chart or an embedded object, as typed in Word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.word.package.archive import OFFICE
from gk_docs.word.package.relations import targets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

_NAMES = {"docPr": ("name", "title", "descr"), "cNvPr": ("name", "title", "descr"), "shape": ("id", "title", "alt")}
_SIGNATURES: dict[str, bytes | tuple[bytes, ...]] = {
    "png": b"\x89PNG\r\n\x1a\n", **dict.fromkeys(("jpg", "jpeg"), b"\xff\xd8\xff"), "gif": b"GIF8", "bmp": b"BM",
    **dict.fromkeys(("tif", "tiff"), (b"II", b"MM")), "svg": b"<", "emf": b"\1\0\0\0", "wmf": b"\xd7\xcd\xc6\x9a",
    **dict.fromkeys(("docx", "xlsx", "pptx", "docm", "xlsm", "pptm"), b"PK\x03\x04"),
    **dict.fromkeys(("doc", "xls", "ppt", "bin"), b"\xd0\xcf\x11\xe0"),
}  # fmt: skip
_BESIDE = frozenset({"image", "package", "oleObject"})


def named_files(entries: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Map each name to the entries that it stands for; a drawing without a picture or file has none.

    Args:
        entries: The package.
    """
    found: dict[str, set[str]] = {}
    for part, content in entries.items():
        related = targets(entries, part)
        if related and part.endswith(".xml"):
            for element in etree.fromstring(content).iter(*(f"{{*}}{kind}" for kind in _NAMES)):
                if files := set(_files(element, related, entries)):
                    for name in filter(None, map(element.get, _NAMES[etree.QName(element).localname])):
                        found.setdefault(str(name), set()).update(files)
    return found


def replaced(names: Mapping[str, AbstractSet[str]], given: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the new content of entries, given new files by name.

    Args:
        names: The entries that each name stands for.
        given: The new files by name.

    Raises:
        KeyError: If nothing in the template has a name.
        ValueError: If a file is of another format than the one that it replaces.
    """
    new: dict[str, bytes] = {}
    for name, data in given.items():
        if name not in names:
            raise KeyError(f"nothing in the template has the name {name!r}; there are {sorted(names)}")
        for entry in names[name]:
            kind = entry.rpartition(".")[2].casefold()
            if not data.startswith(_SIGNATURES.get(kind, b"")):
                raise ValueError(f"what replaces {name!r} must be a .{kind} file, as {entry} is")
            new[entry] = data
    return new


def _files(
    element: etree._Element, related: Mapping[str, tuple[str, str]], entries: Mapping[str, bytes]
) -> Iterator[str]:
    """Yield the entries of a drawing: those of its embedded object, or else its pictures and chart workbooks."""
    around = element if etree.QName(element).localname == "shape" else _drawing(element)
    objects = (one for one in element.itersiblings("{*}OLEObject") if one.get("ShapeID") == element.get("id"))
    for one in [*objects] or around.iter("*"):
        for key, value in one.attrib.items():
            kind, entry = related.get(str(value), ("", "")) if str(key).startswith(f"{{{OFFICE}}}") else ("", "")
            if kind in _BESIDE:
                yield entry
            elif kind == "chart":
                yield from (file for of_chart, file in targets(entries, entry).values() if of_chart == "package")


def _drawing(properties: etree._Element) -> etree._Element:
    """The element that a name belongs to: the drawing around `docPr`, the picture or shape around `cNvPr`."""
    parent = properties.getparent()
    if parent is not None and etree.QName(properties).localname == "cNvPr":
        parent = parent.getparent()
    return properties if parent is None else parent
