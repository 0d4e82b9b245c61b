"""What a render adds to a package as text: files, what they are, and the relations by which parts name them."""

from __future__ import annotations

import posixpath
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.word.package.archive import TYPES, relation_xml, relations_part, with_relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

_DEFAULT = re.compile(r'<Default Extension="([^"]*)"')
_NUMBER = re.compile(r"\d*(?=\.\w+\Z)")


class Additions:
    """New entries of a package, and new relations of its parts.

    Args:
        names: Names of the entries that it has.

    Attributes:
        files: The new entries, by name.
        related: The new relations of each part: their ids, by their kind and where they lead.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = names
        self._types: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.related: dict[str, dict[tuple[str, str], str]] = {}
        self._ids: dict[str, set[str]] = {}

    @cached_property
    def _stems(self) -> set[str]:
        return {name.rpartition(".")[0] for name in self._names}

    def add(self, stem: str, suffix: str, content: bytes, kind: str) -> str:
        """Add a file under the first number that is free behind `stem`; its name.

        Args:
            stem: Its name up to the number.
            suffix: What follows the number (`.png`).
            content: What it holds.
            kind: Its content type.

        >>> Additions(["word/media/image1.gif"]).add("word/media/image", ".png", b"", "image/png")
        'word/media/image2.png'
        """
        free = next(one for number in count(1) if (one := f"{stem}{number}") not in self._stems)
        self._stems.add(free)
        self.put(f"{free}{suffix}", content, kind)
        return f"{free}{suffix}"

    def put(self, name: str, content: bytes, kind: str) -> None:
        """Add a file of this name, which is free."""
        self.files[name], self._types[name] = content, kind

    def relate(self, part: str, taken: AbstractSet[str], kind: str, target: str, form: str = "rId") -> str:
        """The id of a relation of a part, new or known; the first that is free.

        Args:
            part: The name of the part.
            taken: Ids that its relations have.
            kind: One of Office's kinds (`image`); `hyperlink` leads out of the package.
            target: The name of another entry, or an address, escaped.
            form: What stands before the number of the id.
        """
        related = self.related.setdefault(part, {})
        if (kind, target) not in related:
            used = self._ids.setdefault(part, set(taken))
            first = len(related) + 1 if kind == "hyperlink" else 1
            related[kind, target] = next(one for n in count(first) if (one := f"{form}{n}") not in used)
            used.add(related[kind, target])
        return related[kind, target]

    def written(self, entries: Mapping[str, bytes]) -> dict[str, bytes]:
        """The new entries of a package, and those of its own that speak of them.

        What another document has brought into the package meanwhile keeps its names.
        """
        now = self._names_in(entries)
        written = {now.get(name, name): content for name, content in self.files.items()}
        if self._types:
            types = {now[name]: kind for name, kind in self._types.items()}
            written[TYPES] = _declared(entries[TYPES].decode(), types).encode()
        for part, related in self.related.items():
            of = now.get(part, part)
            xml = "".join(_relation(of, kind, now.get(to, to), one) for (kind, to), one in related.items())
            name = relations_part(of)
            written[name] = with_relations(written.get(name, entries.get(name)), xml)
        return written

    def _names_in(self, entries: Mapping[str, bytes]) -> dict[str, str]:
        """What each new entry is called in a package; the next number where its name is taken."""
        now, taken = dict[str, str](), {*entries}
        for name in self._types:
            free = name
            while free in taken:
                free = _NUMBER.sub(lambda found: str(int(found[0] or 1) + 1), free, count=1)
            now[name] = free
            taken.add(free)
        return now


def _declared(types: str, added: Mapping[str, str]) -> str:
    """Content types with those of new entries: of pictures by their suffix, as python-docx has them."""
    for name, kind in added.items():
        if not kind.startswith("image/"):
            types = types.replace("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')
            continue
        suffix = name.rpartition(".")[2]
        defaults = [(found[1].lower(), found.start()) for found in _DEFAULT.finditer(types)]
        if suffix not in dict(defaults):
            place = next((start for one, start in defaults if one > suffix), types.find("<Override"))
            types = f'{types[:place]}<Default Extension="{suffix}" ContentType="{kind}"/>{types[place:]}'
    return types


def _relation(part: str, kind: str, target: str, identifier: str) -> str:
    if kind == "hyperlink":
        return relation_xml(identifier, kind, target.replace(" ", "%20"), external=True)
    return relation_xml(identifier, kind, posixpath.relpath(target, posixpath.dirname(part)))
