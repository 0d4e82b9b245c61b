"""Find what authors say to one another about a text and forget in it (本稿为征求意见稿); `remarks.txt` has the ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterator


class Remark(NamedTuple):
    """One way to speak of the text.

    Attributes:
        hint: Words without which a text has no such remark.
        example: A text that has it.
        pattern: Finds it.
    """

    hint: str
    example: str
    pattern: re.Pattern[str]


REMARKS: Final = tuple(
    Remark(hint, example, re.compile(pattern, re.MULTILINE))
    for hint, example, pattern in pieced_lines("gk_docs.checks.text", "remarks.txt")
)
"""Every way."""


def remarks(text: str) -> Iterator[re.Match[str]]:
    """Find every remark in a text, of each way in turn.

    >>> [found[0] for found in remarks("修改意见：本句删去。具体数字问信息中心。收到修改意见12条。")]
    ['修改意见：', '数字问信息中心']
    """
    for one in REMARKS:
        if one.hint in text:
            yield from one.pattern.finditer(text)
