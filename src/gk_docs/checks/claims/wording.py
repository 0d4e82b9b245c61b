"""Read a sentence into its wording: its words and numbers as tokens, each of a kind; done once for all rules."""

from __future__ import annotations

from collections import deque
from decimal import Decimal
from functools import cache, partial
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.lexicon import LEXICON
from gk_docs.checks.claims.numerals import counted, counts_in
from gk_docs.chinese.quantity import Mention, Quantity

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from gk_docs.checks.text.texts import Passage, Stretch

UNITS: Final = frozenset("件宗份条起次个项部例则封笔")
"""The units in which reports count applications, cases, documents and decisions."""

_MARKS: Final = dict(zip('，,；;：:、+＋（()）“”"=＝。！？\n', ',,;;::///(())"""ss....', strict=True))
_DIGITS: Final = "零一二三四五六七八九多余半"
_COUNTED: Final = ("来", "间", "累计", "共")
_NOT_ONE: Final = re.compile(
    "[也都](?:没有?|无|未)(?:收[着到过])?|没有(?!现成|按|在|能|补|交|缴|说|写|达|审|判|结果|答|办)"
)
_EVERY_ONE: Final = re.compile("[也都]?不(?:[落漏缺剩拉]|少(?!于))")
_TALLIES: Final = tuple(f"{noun}{verb}" for noun in ("数", "量") for verb in ("", "为", "是", "达", "共", "有", "："))
TENTHS: Final = "成"
"""The unit of 六成, which is read as 60 % (as 1.5倍 is read as 150 %)."""
_ROWS: Final = tuple("IOVXCW")
_TIMES: Final = {TENTHS: 10, "倍": 100}
_STRENGTHEN: Final = re.compile("强[化制调度]|弱[化于势]")
_NEAR: Final = Decimal("0.7")  # 近一倍 is at least so much of 一倍
_COURT: Final = re.compile("法院|原告|诉讼请求")
_SPECIAL = re.compile(r"[][(){}.*+?^$|\\]")
YEAR: Final = re.compile("20[0-9]{2}")
"""A year in plain text."""


class WordToken(NamedTuple):
    """A word or a number of a sentence.

    Attributes:
        kind: Its kind, a letter of the lexicon.
        start: Its start in the text of the passage.
        end: Its end there.
        value: Its meaning, if its kind has several; else "".
        number: The quantity, if it is one.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    number: Quantity | None = None


_token: Final = partial(tuple.__new__, WordToken)  # from a tuple, in half the time of a call of `WordToken`


class Wording(NamedTuple):
    """A sentence read into tokens.

    Attributes:
        passage: The passage it is in.
        sentence: Its text and span.
        tokens: Its words and numbers, in order.
        kinds: The kinds of the tokens, one letter each, so that positions in it are indices of tokens.
    """

    passage: Passage
    sentence: Stretch
    tokens: list[WordToken]
    kinds: str

    def said(self, at: int) -> str:
        """The text of the token at an index; "" before the first and after the last one."""
        if not 0 <= at < len(self.tokens):
            return ""
        token = self.tokens[at]
        return self.passage.text[token.start : token.end]

    def says(self, kind: str, start: int, end: int) -> bool:
        """Whether a word of a kind begins within the characters [start, end) of the passage."""
        return any(one.kind == kind and start <= one.start < end for one in self.tokens)

    def names_year(self, year: int) -> bool:
        """Whether it names the report's year, in digits or as 今年, 本年度."""
        return f"{year}年" in self.sentence.text or any(token.value == "this" for token in self.tokens)

    @property
    def is_of_court(self) -> bool:
        """Whether it mentions a court (法院, 原告), so that cases without a name are lawsuits."""
        return _COURT.search(self.sentence.text) is not None

    def number_at(self, at: int) -> Quantity:
        """The number of the token at an index, which must be one."""
        number = self.tokens[at].number
        assert number is not None  # noqa: S101 - only places of numbers are asked
        return number


_SAID: Final = {mark: (kind, "") for mark, kind in _MARKS.items()} | {
    word: (entry.kind, entry.value) for entry in LEXICON for word in entry.words
}


_IN_ORDER: Final = sorted(_SAID)


def is_word(words: str) -> bool:
    """Whether a string is a word of the lexicon."""
    return words in _SAID


def kind_of(word: str) -> str:
    """The kind of a word of the lexicon; KeyError if it is not one."""
    return _SAID[word][0]


def any_word(kinds: str) -> re.Pattern[str]:
    """A pattern that finds whether a text has any word of some kinds; a word that begins with another is left out."""
    least, last = [], "\n"
    for word in _IN_ORDER:
        if _SAID[word][0] in kinds and not word.startswith(last):
            least.append(word)
            last = word
    begun = groupby(least, key=itemgetter(0))
    return re.compile(
        "|".join(f"{_escaped(first)}(?:{_one_of([word[1:] for word in words])})" for first, words in begun)
    )


def _one_of(words: Iterable[str]) -> str:
    return _escaped("\n".join(words)).replace("\n", "|")


def _escaped(words: str) -> str:
    """As `re.escape`, which takes ten times as long on Chinese characters."""
    return _SPECIAL.sub(r"\\\g<0>", words)


_BEGUN: Final = {first: [*words] for first, words in groupby(_IN_ORDER, key=itemgetter(0))}
_BEGINS: Final = re.compile(f"[{re.escape(''.join(sorted({*_BEGUN, '《'})))}]")


@cache
def _longest(first: str) -> re.Pattern[str] | None:
    """A pattern for the longest word that begins with a character; None where that is no more than the character."""
    if first == "《":
        return re.compile("《[^》]*》")
    words = re.longest_first(_BEGUN[first])
    return re.compile(_one_of(words)) if len(words[0]) > 1 else None


def wording_of(passage: Passage, sentence: Stretch, year: int, ours: Container[str] = ()) -> Wording:
    """Read a sentence of a report on `year` into tokens; a word may contain a number (保护第三方合法权益).

    `ours` are names of the body that reports, which mean the same as 我镇.
    """
    tokens = _tokens(passage, sentence, year, ours)
    kinds = "".join([token.kind for token in tokens])
    if '"' in kinds:
        tokens = [token for at, token in enumerate(tokens) if token.kind != '"' or _names(kinds, at)]
        kinds = "".join([token.kind for token in tokens])
    return Wording(passage, sentence, tokens, kinds)


def _tokens(passage: Passage, sentence: Stretch, year: int, ours: Container[str]) -> list[WordToken]:
    """The words and numbers of a sentence, with tokens of unknown words between them.

    At each place the longest word is taken, unless a number begins there; trying only the words that begin with the
    character at hand takes half the time of one pattern with all of them.
    """
    text, at, end = passage.text, sentence.start, sentence.end
    tokens: list[WordToken] = []
    numbers = deque(_numbers(passage, sentence))
    for begin in _BEGINS.finditer(text, at, end):
        start = begin.start()
        if start < at:
            continue
        while numbers and numbers[0].start <= start:
            at = _add_number(tokens, numbers.popleft(), at, text, year)
        longest = _longest(begin[0])
        if start >= at and (match := longest.match(text, start, end) if longest else begin):  # no number took the place
            at, word = match.end(), match[0]
            if said := _SAID.get(word):
                tokens.append(_part(start, word) if said[0] == "%" else _token((said[0], start, at, said[1], None)))
    for number in numbers:
        at = _add_number(tokens, number, at, text, year)
    return [*_with_unknown(tokens, passage.text, sentence, ours)]


def _numbers(passage: Passage, sentence: Stretch) -> Iterable[Quantity | Mention]:
    """Everything with a number in a sentence, in order."""
    known, more = passage.numbers_in(sentence.start, sentence.end), counts_in(passage, sentence)
    return sorted((*known, *more), key=attrgetter("start")) if more else known


def _add_number(tokens: list[WordToken], number: Quantity | Mention, at: int, text: str, year: int) -> int:
    """Add the token of a number unless it begins before `at`, inside a word; return where the tokens now end."""
    if number.start < at:
        return at
    before = tokens[-1].kind if tokens and tokens[-1].end == number.start else ""
    tokens.append(_number(number, text, before, year))
    return tokens[-1].end


def _with_unknown(tokens: list[WordToken], text: str, sentence: Stretch, ours: Container[str]) -> Iterator[WordToken]:
    known = sentence.start
    for token in tokens:
        if known < token.start:
            kind = "y" if text[known : token.start] in ours else "?"
            yield _token((kind, known, token.start, "", None))
        yield token
        known = token.end
    if known < sentence.end:
        yield _token(("?", known, sentence.end, "", None))


def _names(kinds: str, at: int) -> bool:
    """Whether a quotation mark is beside unknown words, which makes them a name (“临河发布”)."""
    return "?" in kinds[max(0, at - 1) : at + 2]


def _part(start: int, words: str) -> WordToken:
    """The token of a share in words (过半, 三分之一) as a rate; the lexicon has its least, usual and greatest value."""
    said = _SAID[words][1]
    low, value, high = map(Decimal, said.split(","))
    end = start + len(words)
    approximate = None if low == high else words
    return WordToken(
        "%", start, end, said, Quantity(value, words, start, end, TENTHS, approximate, "percent", low, high)
    )


def _over_years(number: Quantity, text: str) -> bool:
    """Whether a duration is a period of several years for which something is counted: 近三年, 五年来, 两年累计."""
    if number.kind != "duration" or number.unit != "年" or number.value <= 1:
        return False
    return "近" in (number.approximate, text[number.start - 1 : number.start]) or text.startswith(_COUNTED, number.end)


def _number(number: Quantity | Mention, text: str, before: str, year: int) -> WordToken:
    """The token of a number after a word of the kind `before`; one without a unit counts after 受理数 or 自然人."""
    if not isinstance(number, Quantity):
        return WordToken(_time(number, year), number.start, number.end)
    number = counted(number, text)
    start, end = number.start, number.end
    if quantifier := _all_or_none(number, text):
        return quantifier
    alone = number.kind == "bare" and (end == len(text) or text[end] in _MARKS)
    if alone and (before in _ROWS or text.endswith(_TALLIES, 0, start)):  # 自然人31, 受理数38
        return WordToken("#", start, end, number=number)
    if times := _TIMES.get(number.unit or ""):
        high = None if number.high is None else number.high * times
        low = max(number.low, number.value * _NEAR) if number.approximate == "近" else number.low
        number = number._replace(value=number.value * times, low=low * times, high=high)
        token = WordToken("%", start, end, number.unit or "", number)
        more = text[end : end + 1] if number.unit == TENTHS or text.startswith(("半", "多", "余"), end) else ""
        return _with_strength(_with_units(token, number, more) if more and more in _DIGITS else token, text)
    return WordToken("E" if _over_years(number, text) else _sort(number), start, end, number=number)


def _all_or_none(number: Quantity, text: str) -> WordToken | None:
    """The token of a number that says none (一件也没有, 0) or all (一件不落); None for any other."""
    start, end = number.start, number.end
    if number.value == 1 and (none := _NOT_ONE.match(text, end)):
        return WordToken("D", start, none.end(), "zero")
    if number.value == 1 and (every := _EVERY_ONE.match(text, end)):
        return WordToken("G", start, every.end())
    return WordToken("D", start, end, "zero") if number.kind == "bare" and not number.value else None


def _with_units(token: WordToken, number: Quantity, char: str) -> WordToken:
    """Read 六成 with the character after it: 六成二 is 62 %, 六成多 up to 70 %, 一倍半 150 %."""
    more = _DIGITS.index(char)
    if more < 10:  # noqa: PLR2004 - a digit
        value = number.value + more
        number = number._replace(value=value, low=value, high=value, unit="%", kind="percent")
    elif char == "半":
        half = Decimal(_TIMES[number.unit or TENTHS]) / 2
        value, slack = number.value + half, half * Decimal("0.4")
        number = number._replace(value=value, low=value - slack, high=value + slack, unit="%", kind="percent")
    else:
        number = number._replace(high=number.low + _TIMES[number.unit or TENTHS], approximate=char)
    return token._replace(end=token.end + 1, number=number._replace(end=number.end + 1, text=number.text + char))


def _with_strength(token: WordToken, text: str) -> WordToken:
    """A share with 强 or 弱 behind it, which is a little more or less: 八成一强."""
    number, word = token.number, text[token.end : token.end + 1]
    if number is None or word not in ("强", "弱") or _STRENGTHEN.match(text, token.end):
        return token
    slack = Decimal(_TIMES[TENTHS]) / 2 if number.unit == TENTHS else Decimal(1)
    low, high = (number.value, number.value + slack) if word == "强" else (number.value - slack, number.value)
    number = number._replace(low=low, high=high, approximate=word, end=number.end + 1, text=number.text + word)
    return token._replace(end=token.end + 1, number=number)


def _sort(quantity: Quantity) -> str:
    if quantity.kind == "money":
        return "$"
    if quantity.kind == "percent":
        return "%"
    return "#" if quantity.kind == "count" and (quantity.unit or "")[:1] in UNITS else "~"


def _time(mention: Mention, year: int) -> str:
    """The kind of a date: this year (Y), a part of it (P), last year (L), next year (N), another one (E, @)."""
    if mention.kind != "date":
        return "@"
    years = {int(one) for one in YEAR.findall(mention.text)}
    if years <= {year}:
        partly = "月" in mention.text or "季度" in mention.text or not years
        return "P" if partly and "12月31" not in mention.text else "Y"
    return "L" if years == {year - 1} else "N" if years == {year + 1} else "E"
