"""The words by which published reports name their title, body, year and so on: lines of `cues.txt` with examples.

All lines of one sort make one pattern, in which the first that matches counts. `{机关}` in a pattern stands for the
pattern of the line `@机关`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator


class Cue(NamedTuple):
    """One way of saying something.

    Attributes:
        sort: What is said, as a key for `cue`.
        example: A text that says it.
        reads: What the pattern's first filled group finds in the example; "" if it has no group.
        pattern: The pattern.
    """

    sort: str
    example: str
    reads: str
    pattern: str


def _cues() -> Iterator[Cue]:
    named: dict[str, str] = {}
    for line in files("gk_docs.published.matching.text").joinpath("cues.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            sort, example, reads, pattern = (part.strip() for part in line.split("|", 3))
            for name, part in named.items():
                pattern = pattern.replace(name, part)
            if sort.startswith("@"):
                named[f"{{{sort[1:]}}}"] = pattern
            yield Cue(sort, example, reads, pattern)


CUES: Final = tuple(_cues())
"""Every line of `cues.txt`."""


@cache
def cue(sort: str) -> re.Pattern[str]:
    """One pattern for all cues of a sort.

    >>> cue("title").search("甲镇2023年政府信息公开工作年度报告").group()
    '信息公开工作年度报告'
    """
    return re.compile("|".join(one.pattern for one in CUES if one.sort == sort))


def said(sort: str, text: str) -> Iterator[str]:
    """What the cues of a sort find in a text, in order.

    >>> [*said("compiles", "本报告由甲县教育局负责编制。")], [*said("compiles", "甲县教育局")]
    (['甲县教育局'], [])
    """
    return (next(filter(None, match.groups()), "") for match in cue(sort).finditer(text))
