"""Read and write amounts in financial capitals: 人民币壹佰贰拾叁元整.

Source: 正确填写票据和结算凭证的基本规定 (中国人民银行): an amount ending at 元 takes 整, one ending at 分 never does;
one inner 0, or several together, is one 零; 角 0 before a 分 is 零; 10 to 19 begin with 壹拾; 人民币 comes directly
before. If the rules leave a choice, the shorter form is written: no 整 after 角, no 零 between round tens of 元 and
a 角. Checked with: cn2an 0.5.24 (which cuts off fractions of a 分; here they are refused).
Limits: amounts from 0 to below 10²⁴ 元.
"""

from __future__ import annotations

from decimal import Decimal

from gk_docs import regex as re
from gk_docs.chinese.exact import exact, format_plain, shifted
from gk_docs.chinese.numerals import LIMIT, format_number, parse_number
from gk_docs.errors import excerpt

_CAPITALS = "零壹贰叁肆伍陆柒捌玖拾佰仟"
_TO_CAPITALS = str.maketrans("零一二三四五六七八九十百千", _CAPITALS)
_TO_WORDS = str.maketrans(f"{_CAPITALS}貳叄參陸億萬〇圆圓", "零一二三四五六七八九十百千二三三六亿万零元元")
_SHAPE = re.compile(
    "(?:([零一二三四五六七八九十百千万亿]+)元)?(?:零?([一二三四五六七八九])角|零角)?(?:零?([一二三四五六七八九])分|零分)?[整正]?"
)
_ALLOWED = re.compile(f"[{_CAPITALS}貳叄參陸万萬亿億〇元圆圓角分整正]{{1,80}}")


def format_capitals(yuan: Decimal | int, *, prefix: bool = False) -> str:
    """Write an amount in 元 in financial capitals.

    Args:
        yuan: The amount in 元, not negative, with at most two decimals.
        prefix: Whether to put 人民币 before it.

    Raises:
        TypeError: The amount is a float.
        ValueError: The amount is negative, finer than a 分, or 10²⁴ and more.

    >>> format_capitals(123), format_capitals(Decimal("1409.50"), prefix=True)
    ('壹佰贰拾叁元整', '人民币壹仟肆佰零玖元伍角')
    >>> format_capitals(Decimal("6007.14")), format_capitals(Decimal("16409.02")), format_capitals(10)
    ('陆仟零柒元壹角肆分', '壹万陆仟肆佰零玖元零贰分', '壹拾元整')
    >>> format_capitals(Decimal("0.995"))
    Traceback (most recent call last):
    ValueError: 金额只能精确到分，0.995元还有更小的零头
    """
    whole, ten, one = _parts(exact(yuan))
    head = f"{_capital(whole)}元" if whole or not (ten or one) else ""
    jiao = f"{_capital(ten)}角" if ten else "零" if head and one else ""
    fen = f"{_capital(one)}分" if one else ""
    return f"{'人民币' if prefix else ''}{head}{jiao}{fen}{'' if jiao or fen else '整'}"


def _parts(yuan: Decimal) -> tuple[int, int, int]:
    """Split an amount into 元, 角 and 分."""
    if yuan < 0:
        raise ValueError(f"金额不能是负数：{format_plain(yuan)}元")
    cents = shifted(yuan, 2)
    if cents != cents.to_integral_value():
        raise ValueError(f"金额只能精确到分，{format_plain(yuan)}元还有更小的零头")
    if yuan >= LIMIT:
        raise ValueError("金额太大，写不成大写：不能达到10的24次方元")
    whole, rest = divmod(int(cents), 100)
    return whole, *divmod(rest, 10)


def _capital(number: int) -> str:
    words = format_number(number)
    return f"{'一' if words.startswith('十') else ''}{words}".translate(_TO_CAPITALS)


def parse_capitals(text: str) -> Decimal:
    """Read an amount in financial capitals, in 元 with two decimals.

    Accepted beside what `format_capitals` writes: 圆 for 元, 正 for 整, 整 after 角, the traditional forms
    (陸 億 萬 貳 叄 參 圓), 零 before 角 after round tens, 零元 and 零角 written out, 拾 without 壹, blanks, 人民币 with
    or without a colon.

    Raises:
        ValueError: The text is not an amount in capitals, mixes in small figures (一, 1), or has 整 after 分.

    >>> parse_capitals("人民币壹仟肆佰零玖元伍角整"), parse_capitals("壹拾圓正")
    (Decimal('1409.50'), Decimal('10.00'))
    >>> parse_capitals("一百元整")
    Traceback (most recent call last):
    ValueError: “一百元整”不是大写金额，应写成壹佰贰拾叁元整这样的形式
    """
    bare = "".join(text.split()).removeprefix("人民币").lstrip("：:")
    match = _SHAPE.fullmatch(bare.translate(_TO_WORDS)) if _ALLOWED.fullmatch(bare) else None
    if not match or not bare.strip("整正") or (match[3] and bare[-1] in "整正"):
        raise ValueError(f"“{excerpt(text)}”不是大写金额，应写成壹佰贰拾叁元整这样的形式")
    digits = [parse_number(match[part]) if match[part] else 0 for part in (2, 3)]
    whole = parse_number(match[1]) if match[1] else 0
    return Decimal(whole * 100 + digits[0] * 10 + digits[1]).scaleb(-2)
