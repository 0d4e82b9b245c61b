"""What the blocks of a text are called: the nearest heading, and the paragraph or table counted from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gk_docs.testing.description import DocParagraph, DocTable
from gk_docs.testing.labels import shortest_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.testing.description import Block


@dataclass(frozen=True)
class BlockPlace:
    """Of one block.

    Attributes:
        scope: Nearest heading before it, or where the text stands (文首, 页眉).
        name: The whole place: 五、… 第2段; a table is its scope, with 第2个表 where there are several.
    """

    scope: str
    name: str


def places(blocks: Sequence[Block], text: str) -> list[BlockPlace]:
    """The place of each block; `text` is 正文 or the name of another text (页眉).

    >>> title, heading = DocParagraph("报告", level=0), DocParagraph("一、情况", level=1)
    >>> blocks = [title, heading, DocParagraph("甲"), DocParagraph("乙")]
    >>> [place.name for place in places(blocks, "正文")]
    ['标题', '标题“一、情况”', '一、情况 第1段', '一、情况 第2段']
    """
    paths = _heading_paths(blocks)
    headings = {tuple(path) for path in paths if path}
    outside = "文首" if text == "正文" else text
    scopes = [shortest_name(path, [other for other in headings if other != tuple(path)]) or outside for path in paths]
    return [BlockPlace(scope, _name(blocks, index, scopes)) for index, scope in enumerate(scopes)]


def _heading_paths(blocks: Sequence[Block]) -> list[list[str]]:
    """For each block the headings above it, from the outermost; a heading is below itself."""
    paths: list[list[str]] = []
    open_headings: list[tuple[int, str]] = []
    for block in blocks:
        if isinstance(block, DocParagraph) and block.level and block.text.strip():
            open_headings = [heading for heading in open_headings if heading[0] < block.level]
            open_headings.append((block.level, block.text.strip()))
        paths.append([text for _, text in open_headings])
    return paths


def _name(blocks: Sequence[Block], index: int, scopes: Sequence[str]) -> str:
    block, scope = blocks[index], scopes[index]
    if isinstance(block, DocTable):
        tables = [at for at, other in enumerate(blocks) if isinstance(other, DocTable) and scopes[at] == scope]
        return f"{scope} 第{tables.index(index) + 1}个表" if len(tables) > 1 else scope
    if block.level == 0:
        return "标题"
    if block.level is not None:
        return f"标题“{scope}”"
    before = [other for at, other in enumerate(blocks[: index + 1]) if scopes[at] == scope]
    number = sum(isinstance(other, DocParagraph) and other.level is None for other in before)
    return f"{scope} 第{number}段"
