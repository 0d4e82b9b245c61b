"""Cache a template's package with sub-documents added; the same ones in the same order are composed only once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gk_docs.word.package.archive import ZipEntry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_ID = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"
_KEPT = 32  # results kept for one template
_LARGEST = 8 * 1024 * 1024  # bytes of added files up to which a result is kept


class Step(NamedTuple):
    """A file that was added to the package.

    Attributes:
        kind: "document" or "picture".
        part: The part that it was printed into.
        data: The bytes of the file.
        relation: The id of the relation that a picture has been printed with; "" if it has none yet.
    """

    kind: str
    part: str
    data: bytes
    relation: str = ""


Steps = tuple[Step, ...]
T = TypeVar("T")


class Grown(NamedTuple):
    """A package after additions.

    Attributes:
        entries: All its entries; the parts that change with the context are unrendered.
        static: The entries that do not change with the context, deflated.
        children: The XML that was added at the end of each part (notes).
    """

    entries: Mapping[str, bytes]
    static: Mapping[str, ZipEntry]
    children: Mapping[str, bytes]

    def with_children(self, name: str, rendered: bytes) -> bytes:
        """Insert into a rendered part the XML that was added to it."""
        added = self.children.get(name)
        if not added:
            return rendered
        end = rendered.rindex(b"</")
        return rendered[:end] + added + rendered[end:]


def grown(
    before: Mapping[str, bytes], after: Mapping[str, bytes], constant: Mapping[str, bytes], changing: AbstractSet[str]
) -> Grown:
    """Find what additions have changed in a package.

    Args:
        before: The entries before.
        after: The entries after.
        constant: The rendered parts that do not change with the context.
        changing: The names of the parts that do.
    """
    children = {name: _added(before.get(name), xml) for name, xml in after.items() if name.endswith(".xml")}
    kept = {name: xml for name, xml in constant.items() if not children.get(name)}
    entries = {**after, **kept}
    static = {name: ZipEntry.pack(name, content) for name, content in entries.items() if name not in changing}
    return Grown(entries, static, children)


def _added(before: bytes | None, after: bytes) -> bytes:
    if before is None or before == after:
        return b""
    from lxml import etree  # noqa: PLC0415 - heavy

    known = {child.get(_ID) for child in etree.fromstring(before)}
    added = [child for child in etree.fromstring(after) if child.get(_ID) not in known]
    return b"".join(etree.tostring(child) for child in added)


class Growths:
    """The results of additions to one package, by the steps in order; few are kept, and no large ones.

    Attributes:
        printed: What the last step printed: XML or the id of a relation, and a warning about it.
        grown: The package after the last step.
    """

    def __init__(self) -> None:
        self.printed: dict[Steps, tuple[str, str]] = {}
        self.grown: dict[Steps, Grown] = {}


def keep(known: dict[Steps, T], steps: Steps, value: T) -> T:
    """Keep a result in place of the oldest, unless its files are large; return it."""
    if sum(len(step.data) for step in steps) <= _LARGEST:
        for old in list(known)[: max(len(known) - _KEPT + 1, 0)]:
            known.pop(old, None)
        known[steps] = value
    return value
