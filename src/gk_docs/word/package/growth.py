"""What other documents make of a template's package; the same ones, put in in the same order, are composed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gk_docs.word.package.archive import ZipEntry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_ID = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"
_KEPT = 32
_LARGEST = 8 * 1024 * 1024


class Step(NamedTuple):
    """Something that was put into the package.

    Attributes:
        kind: document or picture.
        part: The part that it was printed into.
        data: Its file.
        relation: The id under which a picture was printed already; "" where it is not yet known.
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
        entries: All its entries, the parts that change with the context as they were in the template.
        static: Those that do not change with it, deflated.
        children: What each of the others gets before its end (notes), as XML.
    """

    entries: Mapping[str, bytes]
    static: Mapping[str, ZipEntry]
    children: Mapping[str, bytes]

    def with_children(self, name: str, rendered: bytes) -> bytes:
        """A rendered part with what was added to it."""
        added = self.children.get(name)
        if not added:
            return rendered
        end = rendered.rindex(b"</")
        return rendered[:end] + added + rendered[end:]


def grown(
    before: Mapping[str, bytes], after: Mapping[str, bytes], constant: Mapping[str, bytes], changing: AbstractSet[str]
) -> Grown:
    """A package after additions.

    Args:
        before: The entries before.
        after: The entries after.
        constant: The rendered parts that do not change with the context.
        changing: The names of those that do.
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
    """What became of one package, by all that was put into it, in order; only so many are known, and no large ones.

    Attributes:
        printed: What the last step printed: XML or the id of a relation, and a warning about it.
        grown: The package after the last step.
    """

    def __init__(self) -> None:
        self.printed: dict[Steps, tuple[str, str]] = {}
        self.grown: dict[Steps, Grown] = {}


def keep(known: dict[Steps, T], steps: Steps, value: T) -> T:
    """Keep what became of a package, in place of the oldest that is kept."""
    if sum(len(step.data) for step in steps) <= _LARGEST:
        for old in list(known)[: max(len(known) - _KEPT + 1, 0)]:
            known.pop(old, None)
        known[steps] = value
    return value
