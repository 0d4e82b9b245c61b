"""Find accounts of a stock: what there was, what came, what went, what is left: 年初八件，增二、减一，年末在册九件."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.wholes.parts import thing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.claims.numerals import ToldCount
    from gk_docs.chinese.quantity import Quantity

_ROLES: Final = {
    "before": re.compile(
        "年初|上一?年度?[末底]|去年[末底]|期初|原有|旧存|(?:上一?年度?|去年)(?:结转|留存|留下|转来|遗留)"
    ),
    "more": re.compile("增|新|制发|出台|印发|开设|收件|收到|来件|添"),
    "less": re.compile("减|废|失效|清退|注销|关停|停更|退出|撤|结|销号|核销|办完|了结|答"),
    "left": re.compile("年末|年底|期末|尚[存余]|现[存有]|[结余]?转入?下|留待|在册|余|手上"),
}
_NEAR: Final = Decimal("0.1")


class StockAccount(NamedTuple):
    """An account: what there was, what came, what went, what is left."""

    before: Quantity
    more: Quantity
    less: Quantity
    left: Quantity

    @property
    def right(self) -> Decimal:
        """What is left by the account."""
        return self.before.value + self.more.value - self.less.value

    @property
    def is_wrong(self) -> bool:
        """Whether something else is left, though nearly so much: else the numbers are of several things."""
        apart = abs(self.left.value - self.right)
        return 0 < apart <= max(Decimal(2), self.right * _NEAR)


def accounts_in(told: Sequence[ToldCount]) -> Iterator[StockAccount]:
    """Yield every account of four numbers that stand beside each other, in the first two of any order."""
    begun = [at for at, one in enumerate(told) if _ROLES["before"].search(one.lead)]
    fours = (told[one : one + 4] for at in begun for one in (at, at - 1) if 0 <= one <= len(told) - 4)
    yield from filter(None, map(_account, fours))


def _account(four: Sequence[ToldCount]) -> StockAccount | None:
    """The account that four numbers with the words before them make, if they make one."""
    roles = [[role for role, words in _ROLES.items() if words.search(lead)] for _, lead in four]
    ordered = ("before", "more", "less", "left"), ("more", "before", "less", "left")
    order = next((one for one in ordered if all(role in told for role, told in zip(one, roles, strict=True))), None)
    numbers = [number for number, _ in four]
    exact = not any(one.approximate for one in numbers) and len({thing_of(one) for one in numbers}) == 1
    return StockAccount(**dict(zip(order, numbers, strict=True))) if order and exact else None
