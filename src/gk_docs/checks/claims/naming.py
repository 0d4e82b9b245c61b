"""Find the words of a sentence that name what a number may count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs.checks.claims.subjects import HEAD, HEAD_BEGINS, HEADS, SubjectHead, both
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from gk_docs.checks.claims.wording import Wording


class Named(NamedTuple):
    """Words of a sentence that name a subject: its key, its head, and the range [start, end) of their tokens."""

    key: str
    head: SubjectHead
    start: int
    end: int


def heads_of(wording: Wording) -> list[Named]:
    """All subjects that a sentence names, in order."""
    found = []
    for match in sought(HEAD, wording.kinds, HEAD_BEGINS):
        head = HEADS[int((match.lastgroup or "h0")[1:])]
        key = head.key or wording.tokens[match.start()].value
        if key == "both":
            key = both(*(wording.tokens[at].value for at in range(*match.span()) if wording.kinds[at] == "O"))
        found.append(Named(key, head, match.start(), match.end()))
    return found


HEAD_OF: Final = {head.key or head.family: head for head in HEADS}
"""By key, or by family where the first word says which, a head of the subject."""
