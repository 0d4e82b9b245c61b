"""Facts about a stretch of text: its place, its words, the sentence around it, and the mend where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.checks.rule import Fact
from gk_docs.chinese.identifiers import masked

if TYPE_CHECKING:
    from gk_docs.checks.text.texts import Passage

_LONGEST = 60


def text_fact(passage: Passage, start: int, end: int, **values: Any) -> Fact:
    """The fact that something is to be said of the characters [start, end) of a passage.

    `found` is what stands there unless given; `facts` gets the sentence around it, at most 60 characters. The middle of
    a person's number is hidden.
    """
    facts = {"sentence": shortened(passage.sentence_at(start).text), **values.pop("facts", {})}
    _, span = passage.printed(start, end)
    found = values.pop("found", masked(passage.source or passage.text)[slice(*span)])
    return Fact(path=passage.path, words=passage.words, span=span, found=found, facts=facts, **values)


def mend(text: str, *, safe: bool = True, why: str = "") -> dict[str, Any]:
    """What replaces the characters of a finding, for its `facts`; safe if it cannot change meaning, else maybe why."""
    return {"mend": {"text": text, "safe": safe, "why": why}}


def shortened(sentence: str) -> str:
    """A sentence without blanks at its ends and the numbers of persons, at most 60 characters of it."""
    bare = masked(sentence.strip())
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"
