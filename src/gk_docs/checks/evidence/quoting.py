"""Make facts about a stretch of text, with its place, its words, the sentence around it and perhaps a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.checks.rule import Fact
from gk_docs.chinese.identifiers import masked
from gk_docs.errors import excerpt

if TYPE_CHECKING:
    from gk_docs.checks.text.texts import Passage

_CALLED = re.compile(
    "笔误|[误错][写作为将用打字]|写[成错]|打错|错别字|错误|差错|毛病|瑕疵"
    "|拦[下截]|[纠更改]正|易错|漏[改填]|退[回改]|校[对核]|占位"
)
_OPENING, _CLOSING = '“‘「『"', '”’」』"'
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


def called_a_slip(passage: Passage, start: int, end: int) -> bool:
    """Whether the characters [start, end) are quoted and the sentence calls what it quotes a slip (“人名政府”一类笔误).

    >>> from gk_docs.checks.text.texts import Passage
    >>> called_a_slip(Passage("a", "改正“人名政府”一类笔误6处。", "summary"), 3, 5)
    True
    """
    sentence = passage.sentence_at(start)
    opened = max(passage.text.rfind(mark, sentence.start, start) for mark in _OPENING)
    closed = min((at for mark in _CLOSING if (at := passage.text.find(mark, end, sentence.end)) >= 0), default=-1)
    if opened < 0 or closed < 0 or any(mark in passage.text[opened + 1 : closed] for mark in _OPENING + _CLOSING):
        return False
    return bool(
        _CALLED.search(passage.text, sentence.start, opened) or _CALLED.search(passage.text, closed, sentence.end)
    )


def mend(text: str, *, safe: bool = True, why: str = "") -> dict[str, Any]:
    """The `facts` for a correction: the text to write, whether it is safe (keeps the meaning), and why it is not."""
    return {"mend": {"text": text, "safe": safe, "why": why}}


def shortened(sentence: str) -> str:
    """Strip a sentence, mask personal numbers in it and cut it to 60 characters."""
    return excerpt(masked(sentence.strip()), _LONGEST)
