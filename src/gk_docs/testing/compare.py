"""Two descriptions become sentences in Chinese, one a change, that name the place in the document's own words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gk_docs.testing.align import SIMILAR, align
from gk_docs.testing.description import DocParagraph, DocTable
from gk_docs.testing.paragraphs import compare_paragraphs
from gk_docs.testing.places import places
from gk_docs.testing.rows import block_text
from gk_docs.testing.tables import compare_tables
from gk_docs.testing.wording import Change, format_changes, mention, sentences

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from gk_docs.testing.description import Block, Description
    from gk_docs.testing.places import BlockPlace


def compare(expected: Description, obtained: Description) -> list[str]:
    """What is different in `obtained`, a line a change; [] where both describe the same."""
    return sentences([*_texts(expected, obtained), *_settings(expected, obtained)])


def _settings(expected: Description, obtained: Description) -> Iterator[Change]:
    for name in _names(expected.settings, obtained.settings):
        yield from format_changes(name, expected.settings.get(name, {}), obtained.settings.get(name, {}))


def _texts(expected: Description, obtained: Description) -> Iterator[Change]:
    for name in _names(expected.texts, obtained.texts):
        yield from compare_blocks(expected.texts.get(name, ()), obtained.texts.get(name, ()), name)


def _names(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [*old, *(name for name in new if name not in old)]


def compare_blocks(old: Sequence[Block], new: Sequence[Block], text: str) -> Iterator[Change]:
    """Changes between the blocks of one text; places are those of the old one, of the new one for what is added."""
    places_old, places_new = places(old, text), places(new, text)
    found = align([_key(block) for block in old], [_key(block) for block in new], _Similarity(old, new))
    for i, j in found.pairs:
        yield from _compare(old[i], new[j], places_old[i], places_new[j])
    for i, j in found.moved:
        yield Change(places_old[i].name, f"{_named(old[i])}移到 {places_new[j].name}")
        yield from _compare(old[i], new[j], places_old[i], places_new[j])
    for i in found.removed:
        yield Change(places_old[i].name, f"删去{_named(old[i])}")
    for j in found.added:
        yield Change(places_new[j].name, f"新增{_named(new[j])}")


def _key(block: Block) -> Hashable:
    text = block_text(block)
    return (type(block).__name__, text) if text.strip() else ""


class _Similarity:
    """How alike two blocks are: tables always, paragraphs by their text, one of each never."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self._old, self._new = old, new

    def __call__(self, i: int, j: int) -> float:
        old, new = self._old[i], self._new[j]
        if type(old) is not type(new):
            return 0.0
        matcher = SequenceMatcher(None, block_text(old), block_text(new), autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0


def _named(block: Block) -> str:
    if isinstance(block, DocParagraph):
        return ("标题" if block.level is not None else "一段") + mention(block.text)
    return f"一个 {len(block.rows)} 行 {block.columns} 列的表格"


def _compare(old: Block, new: Block, place: BlockPlace, new_place: BlockPlace) -> Iterator[Change]:
    if isinstance(old, DocParagraph) and isinstance(new, DocParagraph):
        yield from compare_paragraphs(old, new, place.name, place.scope)
    elif isinstance(old, DocTable) and isinstance(new, DocTable):
        yield from compare_tables(old, new, place.name, compare_blocks)
    else:
        yield Change(place.name, f"删去{_named(old)}")
        yield Change(new_place.name, f"新增{_named(new)}")
