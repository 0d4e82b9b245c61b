"""The wording of a sentence: what its words and numbers are, read once for all rules."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs.checks.claims.lexicon import LEXICON
from gk_docs.chinese.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Mention

UNITS: Final = frozenset("件宗份条起次个项部例则")
"""The units in which reports count applications, cases, documents and decisions."""

_MARKS: Final = dict(zip('，,；;：:、（()）“”"。！？\n', ',,;;::/(())"""....', strict=True))
_YEARS = re.compile("20[0-9]{2}")


class WordToken(NamedTuple):
    """A word or a number.

    Attributes:
        kind: Its sort, a letter of the lexicon.
        start: Where it begins in the text of its passage.
        end: Where it ends.
        value: What it says, where a sort says several things.
        number: The quantity, of a number that is one.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    number: Quantity | None = None


class Wording(NamedTuple):
    """A sentence that was read.

    Attributes:
        passage: Where it stands.
        sentence: Its words and place.
        tokens: Its words and numbers, in order.
        kinds: Their sorts; a match in it counts tokens.
    """

    passage: Passage
    sentence: Stretch
    tokens: tuple[WordToken, ...]
    kinds: str


def _index() -> tuple[dict[str, tuple[tuple[str, str, str], ...]], dict[str, tuple[str, str]]]:
    """The words of two characters and more by their first two, the longest first; and those of one."""
    longer: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    single: dict[str, tuple[str, str]] = {}
    for entry in LEXICON:
        for word in entry.words:
            if len(word) > 1:
                longer[word[:2]].append((word, entry.kind, entry.value))
            else:
                single[word] = entry.kind, entry.value
    return {two: tuple(sorted(words, key=lambda one: -len(one[0]))) for two, words in longer.items()}, single


_LONGER, _SINGLE = _index()


def wording_of(passage: Passage, sentence: Stretch, year: int) -> Wording:
    """Read a sentence of a report on `year`."""
    tokens = tuple(_joined(_tokens(passage, sentence, year)))
    return Wording(passage, sentence, tokens, "".join(token.kind for token in tokens))


def _tokens(passage: Passage, sentence: Stretch, year: int) -> Iterator[WordToken]:
    """Words and numbers; a word may hold a number (保护第三方合法权益)."""
    text, at, end = passage.text, sentence.start, sentence.end
    numbers = iter(passage.numbers_in(at, end))
    number = next(numbers, None)
    while at < end:
        if number and number.start < at:
            number = next(numbers, None)
        elif number and number.start == at:
            yield _number(number, year)
            at = number.end
        else:
            token = _word(text, at, end)
            yield token
            at = token.end


def _word(text: str, at: int, end: int) -> WordToken:
    for word, kind, value in _LONGER.get(text[at : at + 2], ()):
        if text.startswith(word, at, end):
            return WordToken(kind, at, at + len(word), value)
    char = text[at]
    if char == "《" and (close := text.find("》", at, end)) > 0:
        return WordToken("?", at, close + 1)
    kind, value = _SINGLE.get(char) or (_MARKS.get(char, "?"), "")
    return WordToken(kind, at, at + 1, value)


def _joined(tokens: Iterator[WordToken]) -> Iterator[WordToken]:
    """The tokens, with unknown characters that stand side by side made one."""
    unknown: WordToken | None = None
    for token in tokens:
        if token.kind == "?":
            unknown = WordToken("?", unknown.start if unknown else token.start, token.end)
            continue
        if unknown:
            yield unknown
            unknown = None
        yield token
    if unknown:
        yield unknown


def _number(number: Quantity | Mention, year: int) -> WordToken:
    if isinstance(number, Quantity):
        return WordToken(_sort(number), number.start, number.end, number=number)
    return WordToken(_time(number, year), number.start, number.end)


def _sort(quantity: Quantity) -> str:
    if quantity.kind == "money":
        return "$"
    if quantity.kind == "percent":
        return "%"
    return "#" if quantity.kind == "count" and (quantity.unit or "")[:1] in UNITS else "~"


def _time(mention: Mention, year: int) -> str:
    """The sort of a date: this year, last year, next year, a part of this one, or another one."""
    if mention.kind != "date":
        return "@"
    years = {int(one) for one in _YEARS.findall(mention.text)}
    if years <= {year}:
        partly = "月" in mention.text or "季度" in mention.text or not years
        return "P" if partly and "12月31" not in mention.text else "Y"
    return "L" if years == {year - 1} else "N" if years == {year + 1} else "E"
