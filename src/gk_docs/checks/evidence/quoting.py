"""Make facts about a stretch of text, with its place, its words, the sentence around it and perhaps a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.checks.rule import Fact
from gk_docs.chinese.identifiers import masked

if TYPE_CHECKING:
    from gk_docs.checks.text.texts import Passage

_LONGEST = 60  # characters of a sentence quoted


def text_fact(passage: Passage, start: int, end: int, **values: Any) -> Fact:
    """Make the fact about the characters [start, end) of a passage.

    `found` is their text unless given; `facts` gets the sentence around them, at most 60 characters. The middle of
    a person's number is hidden.
    """
    facts = {"sentence": shortened(passage.sentence_at(start).text), **values.pop("facts", {})}
    _, span = passage.printed(start, end)
    found = values.pop("found", masked(passage.source or passage.text)[slice(*span)])
    return Fact(path=passage.path, words=passage.words, span=span, found=found, facts=facts, **values)


def mend(text: str, *, safe: bool = True, why: str = "") -> dict[str, Any]:
    """The `facts` for a correction: the text to write, whether it is safe (keeps the meaning), and why it is not."""
    return {"mend": {"text": text, "safe": safe, "why": why}}


def shortened(sentence: str) -> str:
    """Strip a sentence, mask personal numbers in it and cut it to 60 characters."""
    bare = masked(sentence.strip())
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1]}…"
