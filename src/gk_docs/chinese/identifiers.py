"""Find and mask the numbers of persons: identity numbers and bank cards, by check digits, and mobile numbers.

No library is used: libraries refuse identity numbers of former counties, of births before the county code existed and
of fifteen digits, so they would miss real ones.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_PROVINCES: Final = frozenset(
    map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71))
) | {"81", "82", "83", "91"}
_OLDEST = 1800
_WIDTHS = str.maketrans("０１２３４５６７８９Ｘｘ＋－　", "0123456789Xx+- ")
_WIDE = re.compile("[０-９Ｘｘ＋－　]")
_SHOWN = 3  # digits left visible at the front, and one more at the end
_IDENTITY = re.compile(
    "(?<![0-9A-Za-z])(?:[1-9][0-9]{14}|[1-9][0-9]{5}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx])(?![0-9A-Za-z])"
)
_NO_AMOUNT = r"(?![0-9A-Za-z.%％]|\s*(?:万|亿|元|件|条|人|次|个))"
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.．-])(?:\+?86[- ]?)?(?P<first>1[3-9][0-9])(?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}" + _NO_AMOUNT
)
_CARD = re.compile(
    r"(?<![0-9A-Za-z.．])[3-6][0-9]{3}(?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{2,4}(?:(?P=gap)[0-9]{1,3})?"
    + _NO_AMOUNT
)
_ROW = re.compile("(?<![0-9])(?:0|[1-9][0-9]*)(?: (?:0|[1-9][0-9]*)){3,}(?![0-9年月日])")
_CALLED = re.compile("电话|手机|联系|热线|传真|微信")
_MOBILES = re.compile("(?:1[3-9][0-9] [0-9]{4} [0-9]{4}(?: |$))+")
_CARD_DIGITS = range(16, 20)
_UNION_PAY, _TWO = "62", 2
_BEFORE = 16
_NAMED = re.compile("身份证|身份号码|(?:姓名|学生|村民|居民|户|人员|对象|申请人)[^，。；]{0,6}$")
_BEHIND = re.compile("[的]?(?:账户|账号|帐号|卡)")
_ACCOUNT = re.compile("卡号|账号|帐号|账户|银行卡|储蓄卡|开户")
_CODE = re.compile("代码|编号|统一社会信用|受理号|文号|订单|单号|流水|执照|注册号|许可证")


def is_identity_number(number: str) -> bool:
    """Whether eighteen characters are an identity number (check character and date), or fifteen an old one (date).

    Source: GB 11643—1999 and ISO 7064 mod 11-2; the numbers of fifteen digits before 1999 have no check character and
    a year of two digits. The county is not checked, since counties come and go.

    >>> is_identity_number("11010519491231002X"), is_identity_number("440524188001010014")
    (True, True)
    >>> is_identity_number("110105194912310021"), is_identity_number("110105491231002")
    (False, True)
    """
    number = number.translate(_WIDTHS).upper()
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == 15:  # noqa: PLR2004 - an old number
        return number.isdigit() and _is_date(f"19{number[6:12]}")
    if len(number) != 18 or not number[:17].isdigit() or not _is_date(number[6:14]):  # noqa: PLR2004 - a number of today
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[17] == _CHECKS[total % 11]


def _is_date(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return born.year >= _OLDEST


def is_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B).

    >>> is_luhn("6222021234567890129"), is_luhn("6222021234567890128")
    (False, True)
    """
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


def identity_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The spans of identity numbers in a text; fifteen digits that the words before call another code do not count.

    If the words before call it an identity number or name a person, the check character may be wrong, as typing errors
    are common.
    """
    for match in _IDENTITY.finditer(text):
        number = re.sub("[ -]", "", match[0])
        old = len(number) == 15  # noqa: PLR2004 - without a check character
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        coded = old and _CODE.search(before)
        named = not old and _NAMED.search(before) and _is_date(number[6:14])
        if not coded and (named or is_identity_number(number)):
            yield match.span()


def mobile_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The spans of mobile numbers: eleven digits that begin with 13 to 19, together or in three groups.

    Three groups among more numbers between blanks are figures of a row, unless all of these are mobile numbers, or
    words before the row speak of telephones.
    """
    spans = [match.span() for match in _MOBILE.finditer(text)]
    rows = [row.span() for row in _ROW.finditer(text) if _is_of_figures(row)] if spans else []
    return ((a, b) for a, b in spans if " " not in text[a:b] or not any(x <= a and b <= y for x, y in rows))


def _is_of_figures(row: re.Match[str]) -> bool:
    called = _CALLED.search(row.string, max(0, row.start() - _BEFORE), row.start())
    return not called and not _MOBILES.fullmatch(row[0])


def bank_cards(text: str) -> Iterator[tuple[int, int]]:
    """The spans of bank card numbers: two of these hold: it begins with 62, is called a card, fits its check digit."""
    for match in _CARD.finditer(text):
        digits = re.sub("[ -]", "", match[0])
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        named = bool(_ACCOUNT.search(before) or _BEHIND.match(text, match.end()))
        known = not _CODE.search(before) and named + digits.startswith(_UNION_PAY) + is_luhn(digits) >= _TWO
        if len(digits) in _CARD_DIGITS and known and not is_identity_number(digits):
            yield match.span()


LONG_NUMBER: Final = re.compile("[0-9０-９](?:[ \u3000－-]?[0-9０-９]){10}")
"""Eleven digits, perhaps in groups, which every number of a person has."""


def found_by(find: Callable[[str], Iterable[tuple[int, int]]], text: str) -> Iterable[tuple[int, int]]:
    """The spans that one of the functions above finds in a text, with digits of either width."""
    if not LONG_NUMBER.search(text):
        return ()
    return find(text.translate(_WIDTHS) if _WIDE.search(text) else text)


@lru_cache(maxsize=64)  # each finding in a text masks the text again
def masked(text: str) -> str:
    """Hide the middle of each number of a person in a text, so that a message that quotes it does not publish it again.

    >>> masked("联系电话：13800138000，身份证号１１０１０１１９９００３０７４５１４。")
    '联系电话：138****8000，身份证号１１０***********４５１４。'
    """
    for find in (identity_numbers, mobile_numbers, bank_cards) if LONG_NUMBER.search(text) else ():
        for start, end in found_by(find, text):
            first, last = start + _SHOWN, end - _SHOWN - 1
            text = f"{text[:first]}{'*' * (last - first)}{text[last:]}"
    return text
