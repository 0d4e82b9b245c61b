"""Suggest how to write a figure typed with a unit, in words or with 万, converted exactly to the unit of its cell.

Nothing is guessed: a unit that is not the cell's own is converted (15000元 is 1.5 where 万元 belongs) or asked for, and
never dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.capitals import parse_capitals
from gk_docs.chinese.exact import format_plain, shifted
from gk_docs.chinese.scale import parse_scaled
from gk_docs.form.values import DECIMALS, DIGITS

if TYPE_CHECKING:
    from decimal import Decimal

MONEY = {"元": 0, "万元": 4}
"""The units of money that a figure may have, with their powers of ten."""

_NOTHING = re.compile(
    r"(?:[暂均都尚]?(?:无|没有|未[\u4e00-\u9fff]{1,3}|不(?:涉及|适用|存在))(?:此[项类]|该[项类]|相关|情况|数据|内容|业务|事项|发生)*"
    "|[-–—/]{1,4}|[Nn]one|N/A|空|空白|)"
)
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥"}
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LOOKALIKES = str.maketrans("OolI|", "00111")
_TYPED = re.compile(r"(人民币|RMB|[¥￥])?[：:]?([-+]?[0-9.,零〇一二三四五六七八九十廿卅卌百千万亿两]+)([^0-9]{0,4})")
_POINT = re.compile("(?<=[0-9])。(?=[0-9])")
_YUAN = re.compile("[元圆块]钱?[整正]?")
_NO_COUNTER = "元圆块几余多来数%"
_LONGEST = 64  # characters; a longer text is not a figure with a slip
_PARTED = re.compile(r"[0-9０-９]\s+(?![0-9０-９]{3}(?![0-9０-９]))[0-9０-９]")  # two numbers, or one with a gap


def how_to_write(text: str, unit: str) -> str | None:
    """Say what to write instead of a text that is not a figure; None if nothing better can be said.

    Args:
        text: The text as typed.
        unit: The unit of the cell; "" where it states none.

    >>> how_to_write("15000元", "万元"), how_to_write("1.5亿元", "万元"), how_to_write("3万件", "件")
    ('15000元是1.5万元，请写 1.5', '1.5亿元是15000万元，请写 15000', '不要写单位，请写 30000')
    >>> how_to_write("一万五千", "万元"), how_to_write("12份", "件")
    ('若是15000元，请写 1.5；若是15000万元，请写 15000', '这里的单位是件：确是12件，请写 12')
    """
    bare = _POINT.sub(".", "".join(text.translate(_NARROW).split())).rstrip("。；;、.,").strip("“”‘’\"'")
    if len(bare) > _LONGEST or _PARTED.search(text):
        return _ask(unit)
    return _slip(bare, unit) or _number(bare, unit)


def _slip(bare: str, unit: str) -> str | None:
    """Say what to do where words say that there is nothing, or characters only look like figures."""
    if (seen := _UNSEEN.sub("", bare)) != bare:
        again = f"，重新写 {seen}" if seen.isdecimal() else ""
        return f"其中有看不见的字符，请删去这一格的内容{again}"
    if _NOTHING.fullmatch(bare):
        return "没有就写 0；这一格确实空白，请写 null"
    alike = bare.translate(_LOOKALIKES)
    return f"其中的字母不是数字：确是{alike}{unit}，请写 {alike}" if alike != bare and alike.isdecimal() else None


def _number(bare: str, unit: str) -> str | None:
    if (capitals := _capitals(bare if unit in MONEY else f"{bare}元")) is not None:
        return _converted(bare, capitals, unit) if unit in MONEY else _count(capitals, "", unit)
    typed = _TYPED.fullmatch(bare)
    if typed is None:
        return _ask(unit)
    currency, number, said = typed.groups()
    try:
        value = parse_scaled(number)
    except ValueError:
        is_parted = "," in number and not said and not currency
        return "逗号的位置不对，请写不带逗号的确切数字" if is_parted else _ask(unit)
    if unit in MONEY:
        return _money(bare, value, said, unit, is_yuan=bool(_YUAN.fullmatch(said)))
    return _ask(unit) if currency else _count(value, said, unit)


def _capitals(bare: str) -> Decimal | None:
    try:
        return parse_capitals(bare)
    except ValueError:
        return None


def _ask(unit: str) -> str | None:
    return f"请写以{unit}计的确切数字，不写单位" if unit else None


def _money(bare: str, value: Decimal, said: str, unit: str, *, is_yuan: bool) -> str | None:
    if is_yuan:
        return _converted(bare, value, unit)
    if said:
        return _ask(unit)
    own, yuan = _fitting(value), _fitting(shifted(value, -MONEY[unit]))
    if own == yuan:
        return f"请写 {own}" if own else None
    choices = [f"若是{format_plain(value)}{word}，请写 {fit}" for word, fit in (("元", yuan), (unit, own)) if fit]
    return "；".join(choices) or None


def _converted(bare: str, yuan: Decimal, unit: str) -> str | None:
    """Say what to write for an amount in 元, if the cell can hold it."""
    fitting = _fitting(shifted(yuan, -MONEY[unit]))
    if fitting is None:
        return f"{_ask(unit)}，最多{DECIMALS}位小数"
    is_own = bare.rstrip("整正").endswith("万元") == (unit == "万元") and bare == f"{fitting}{unit}"
    return f"不要写单位，请写 {fitting}" if is_own else f"{bare}是{fitting}{unit}，请写 {fitting}"


def _fitting(value: Decimal) -> str | None:
    """The number in plain digits if a money cell can hold it exactly, else None."""
    plain = format_plain(value)
    whole, _, decimals = plain.partition(".")
    return plain if value >= 0 and len(decimals) <= DECIMALS and len(whole) <= DIGITS - DECIMALS else None


def _count(value: Decimal, said: str, unit: str) -> str | None:
    if value != value.to_integral_value():
        return None
    number = format_plain(value)
    if not said:
        return f"请写 {number}"
    if said == unit:
        return f"不要写单位，请写 {number}"
    if len(said) == 1 and said not in _NO_COUNTER and not said.isascii() and unit:
        return f"这里的单位是{unit}：确是{number}{unit}，请写 {number}"
    return _ask(unit)
