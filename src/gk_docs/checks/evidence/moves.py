"""Find the changes that a sentence states between two numbers of its own (由25件增加到38件，增长52%)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.evidence.agreement import TOLERANCE, agrees, close, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

_UP: Final = "增升涨扩多翻高延攀"
_WAY: Final = re.compile(f"[{_UP}降减缩少压低跌滑落省窄]")
_WORDS: Final = "[^，。；：、（）()0-9]"
_UNIT: Final = "(?:分(?!钟|之)|/[\u4e00-\u9fff]{1,2})?"  # 88.5分, 320次/篇
_FROM = re.compile(f"[由从自]{_WORDS}{{0,14}}$")
_TO = re.compile(f"{_UNIT}{_WORDS}{{0,8}}(?:[到至为成]了?|突破|达)")
_THAN = re.compile(f"{_UNIT}[，（(]?{_WORDS}{{0,6}}[比较是]{_WORDS}{{0,10}}")
_CHANGED = re.compile(
    f"{_UNIT}[，,（(]?(?:同比|净|共|约|平均|大幅|小幅|实际)*(?:增[长加]?|上?[升涨]|提[高升]|扩大|攀升|[多高]|延长|下?降低?|减少?|压[缩减]|缩[短减]|[少低]|下滑|回落|收窄|节省)"
    "(?:率|幅度?|比例|速)?(?:[了出为达约近收办]|达到)*"
)
_LEVEL = re.compile("[，,]?(?:基本|大致|大体|总体)?(?:持平|相当|一样)")
_STILL: Final = Decimal("0.2")  # 持平 is less than so much of the other number
_DOUBLED = re.compile("[，,（(]?(?:增长|增加)?翻(?:了?一)?番")
_POINTS: Final = "百分点"
_TWICE: Final = Decimal("1.8")  # 翻番 is at least so many times


class Move(NamedTuple):
    """Two numbers of one thing and what the text says of the change from one to the other.

    Attributes:
        old: The number that the other is compared with.
        now: The other.
        said: The text of the change, which says its direction.
        span: Its characters, with the amount.
        amount: The change as a number, or None.
    """

    old: Quantity
    now: Quantity
    said: str
    span: tuple[int, int]
    amount: Quantity | None

    @property
    def grows(self) -> bool | None:
        """Whether the text says that it grew; None if it says nothing of it."""
        way = _WAY.search(self.said)
        return None if way is None else way[0] in _UP

    @property
    def is_opposite(self) -> bool:
        """Whether it moved the other way than the text says."""
        return (
            self.grows is not None
            and self.now.value != self.old.value
            and (self.now.value > self.old.value) != self.grows
        )

    @property
    def is_wrong(self) -> bool:
        """Whether the two numbers contradict the direction or the amount."""
        gap = self.now.value - self.old.value
        if self.is_opposite:
            return True
        if _LEVEL.match(self.said):
            return abs(gap) > 1 and abs(gap) >= self.old.value * _STILL
        if _DOUBLED.match(self.said):
            return self.now.value < self.old.value * _TWICE
        return self.amount is not None and not self._is_amount(self.amount, gap)

    def _is_amount(self, amount: Quantity, gap: Decimal) -> bool:
        if _POINTS in amount.text and amount.approximate:
            return amount.agrees(abs(gap))
        if _POINTS in amount.text:
            return abs(amount.value - abs(gap)) < TOLERANCE
        if amount.kind == "percent" or amount.unit in ("成", "倍"):
            return close(amount, self._rate(gap))
        return agrees(amount, abs(gap))

    def _rate(self, gap: Decimal) -> Decimal:
        multiple = self.amount is not None and self.amount.unit == "倍" and _WAY.search(self.said) is None
        return 100 * (self.now.value if multiple else abs(gap)) / self.old.value

    @property
    def is_rate(self) -> bool:
        """Whether the amount is a rate, in the direction that the numbers have."""
        return (
            self.amount is not None
            and not self.is_opposite
            and (self.amount.unit in ("%", "成", "倍") or _POINTS in self.amount.text)
        )

    @property
    def right(self) -> str:
        """What the text should say."""
        gap = self.now.value - self.old.value
        amount = self.amount
        if amount is not None and self.is_rate:
            return f"{abs(gap):f}个百分点" if _POINTS in amount.text else printed(self._rate(gap), amount)
        return f"{'增加' if gap > 0 else '减少'} {abs(gap):f}" if gap else "持平"


def moves_of(wording: Wording) -> Iterator[Move]:
    """Yield every change between two numbers that stand beside each other."""
    text = wording.passage.text
    numbers = [token.number for token in wording.tokens if token.number is not None]
    for at, (one, other) in enumerate(pairwise(numbers)):
        between = text[one.end : other.start]
        if (one.unit, one.kind) != (other.unit, other.kind) or one.approximate or other.approximate or not one.value:
            continue
        to, than = _TO.fullmatch(between), _THAN.fullmatch(between)
        if not to and not than:
            continue
        third = numbers[at + 2] if at + 2 < len(numbers) else None
        behind = text[other.end : third.start] if third else text[other.end : wording.sentence.end]
        said = (_CHANGED.fullmatch(behind) if third else _DOUBLED.match(behind)) or _LEVEL.match(behind)
        if to and _FROM.search(text, wording.sentence.start, one.start):
            moved = _WAY.search(between)
            if said:
                yield Move(one, other, said[0], _span(other, said, third), third)
            elif moved:
                yield Move(one, other, between, (one.end + moved.start(), other.end), None)
        elif other.value and than and not _WAY.search(between):
            times = third is not None and third.unit == "倍" and behind == "的"
            move = Move(other, one, said[0] if said else "", _span(other, said, third), third)
            told = [number for number in numbers[: at + 1] if number.unit == one.unit]
            # 5.4万人，新增0.9万人，比年初4.5万人增长20%; 426条，其中招生58条、动态193条，比上年388条多38条
            if (said or times) and (len(told) == 1 or all(move._replace(now=number).is_wrong for number in told)):
                yield move


def _span(last: Quantity, said: re.Match[str] | None, amount: Quantity | None) -> tuple[int, int]:
    words = said[0] if said else ""
    start = last.end + len(words) - len(words.lstrip("，,（("))
    return start, amount.end if amount else last.end + len(words)
