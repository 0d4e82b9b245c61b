"""Find what authors say to one another about a text and forget in it (本稿为征求意见稿); `remarks.txt` has the ways."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from collections.abc import Iterator


class Remark(NamedTuple):
    """One way to speak of the text.

    Attributes:
        hints: Words without any of which a text has no such remark; an opening bracket for what stands in brackets.
        example: A text that has it.
        pattern: Finds it; in brackets, from behind the opening one.
    """

    hints: tuple[str, ...]
    example: str
    pattern: str


REMARKS: Final = tuple(
    Remark(tuple(hints.split("/")), example, pattern)
    for hints, example, pattern in pieced_lines("gk_docs.checks.text", "remarks.txt")
)
"""Every way."""

_BRACKET: Final = "（"
_IN_BRACKETS = re.compile(
    "[（(【［\\[](?:" + "|".join(one.pattern for one in REMARKS if one.hints == (_BRACKET,)) + ")"
)
_OPENS: Final = re.compile(
    "[（(【［\\[](?=[^）)】］\\]\n]{0,24}[请写填补改核审定待再换删说展？?即就略条字句段项问查留对报估概给回想敢准商斟琢把看别贴插找跟你咱吗呢吧先稿没一板说啥咋儿截讲让叫])"
)
_HINTS = sorted({hint for one in REMARKS for hint in one.hints if hint != _BRACKET})
_BY_FIRST: Final = {first: tuple(hints) for first, hints in groupby(_HINTS, itemgetter(0))}
_FIRST, _SECOND = ("".join(sorted({hint[at : at + 1] for hint in _HINTS})) for at in (0, 1))
_SINGLE = "".join(hint for hint in _HINTS if len(hint) == 1)
_BEGINS = re.compile(f"[{re.escape(_FIRST)}](?=[{re.escape(_SECOND)}])|[{re.escape(_SINGLE)}]")
_OTHERS = [(one.hints, re.compile(one.pattern, re.MULTILINE)) for one in REMARKS if one.hints != (_BRACKET,)]


def remarks(text: str) -> Iterator[re.Match[str]]:
    """Find every remark in a text, of each way in turn.

    >>> [found[0] for found in remarks("修改意见：本句删去。具体数字问信息中心。收到修改意见12条（图待插）。")]
    ['（图待插）', '修改意见：', '数字问信息中心', '本句删']
    """
    yield from sought(_IN_BRACKETS, text, _OPENS)
    begun = [begin.start() for begin in _BEGINS.finditer(text) if text.startswith(_BY_FIRST[begin[0]], begin.start())]
    told = {hint for at in begun for hint in _BY_FIRST[text[at]] if text.startswith(hint, at)}
    for hints, pattern in _OTHERS if told else ():
        if not told.isdisjoint(hints):
            yield from pattern.finditer(text)
