"""Collect what a render adds to a package without python-docx: files, their content types, and relations."""

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
        names: Names of the entries that the package has.

    Attributes:
        files: The new entries, by name.
        related: The new relations of each part: ids by kind and target.
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
        """Add a file under `stem` and the first free number; return its name.

        Args:
            stem: The name up to the number.
            suffix: The rest of the name (`.png`).
            content: The bytes of the file.
            kind: Its content type.

        >>> Additions(["word/media/image1.gif"]).add("word/media/image", ".png", b"", "image/png")
        'word/media/image2.png'
        """
        free = next(one for number in count(1) if (one := f"{stem}{number}") not in self._stems)
        self._stems.add(free)
        self.put(f"{free}{suffix}", content, kind)
        return f"{free}{suffix}"

    def put(self, name: str, content: bytes, kind: str) -> None:
        """Add a file under this name, which must be free."""
        self.files[name], self._types[name] = content, kind

    def relate(self, part: str, taken: AbstractSet[str], kind: str, target: str, form: str = "rId") -> str:
        """Return the id of a relation of a part; a new relation gets the first free id.

        Args:
            part: The name of the part.
            taken: The ids of its own relations.
            kind: One of Office's kinds (`image`); `hyperlink` leads out of the package.
            target: The name of another entry, or an address, escaped.
            form: The id up to the number.
        """
        related = self.related.setdefault(part, {})
        if (kind, target) not in related:
            used = self._ids.setdefault(part, set(taken))
            first = len(related) + 1 if kind == "hyperlink" else 1
            related[kind, target] = next(one for n in count(first) if (one := f"{form}{n}") not in used)
            used.add(related[kind, target])
        return related[kind, target]

    def written(self, entries: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the new entries, and the content types and relations that name them.

        Entries that a sub-document has brought in keep their names; a new entry gets the next free one.
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
        """The name of each new entry in a package; if it is taken, with the next free number."""
        now, taken = dict[str, str](), {*entries}
        for name in self._types:
            free = name
            while free in taken:
                free = _NUMBER.sub(lambda found: str(int(found[0] or 1) + 1), free, count=1)
            now[name] = free
            taken.add(free)
        return now


def _declared(types: str, added: Mapping[str, str]) -> str:
    """Add the content types of new entries: for pictures by suffix, in order, as python-docx does; else by name."""
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
