"""Rules of GB/T 15835—2011 on how to write numbers, as far as a program can check them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gk_docs import regex as re


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """A way of writing numbers that the standard does not allow.

    Attributes:
        pattern: Finds the wrong writing.
        begin: Characters, one of which occurs in every match.
        hint: A pattern for what follows that character in every match.
        why: What the standard wants, in Chinese.
        template: The right writing, for `re.Match.expand`; None if it cannot be known.
        safe: Whether the right writing certainly keeps the meaning.
        source: The clause or text that says so.
    """

    pattern: re.Pattern[str]
    begin: str
    hint: str
    why: str
    template: str | None
    safe: bool
    source: str

    def right(self, match: re.Match[str]) -> str | None:
        """The right writing of a match; None if it cannot be known."""
        if self.template == ZEROS:
            return match[0].replace("零", "〇")
        return None if self.template is None else match.expand(self.template)


ZEROS: Final = "零→〇"
"""A special template: every 零 becomes 〇."""

_FIGURE = "[0-9]+(?:[.][0-9]+)?"
_DASHES = "～~—–\\-"
_RANGE = f"[{_DASHES}]{{1,2}}"
_DIGITS = "[一二三四五六七八九零〇]"

STYLES: Final = (
    NumberStyle(
        re.compile(f"(?<![0-9.,，])(?P<low>{_FIGURE})(?P<dash>{_RANGE})(?P<high>{_FIGURE})(?P<scale>[万亿])"),
        _DASHES,
        f"{_FIGURE}[万亿]",
        "数值范围的前后两个数都应带单位",
        r"\g<low>\g<scale>\g<dash>\g<high>\g<scale>",
        safe=False,
        source="GB/T 15835—2011 5.1.5：9亿～16亿，不写 9～16亿",
    ),
    NumberStyle(
        re.compile(f"(?<![0-9.,，])(?P<low>{_FIGURE})(?P<dash>{_RANGE})(?P<high>{_FIGURE})[%％]"),
        _DASHES,
        f"{_FIGURE}[%％]",
        "数值范围的前后两个数都应带百分号",
        r"\g<low>%\g<dash>\g<high>%",
        safe=True,
        source="GB/T 15835—2011 5.1.5：15%～30%，不写 15～30%",
    ),
    NumberStyle(
        re.compile(f"(?<!{_DIGITS})二(?=[零〇一二三四五六七八九]*零){_DIGITS}{{3}}(?=年)"),
        "零",
        f"{_DIGITS}{{0,2}}年",
        "年份用“〇”，不用“零”",
        ZEROS,
        safe=True,
        source="GB/T 15835—2011 5.2.2：二〇一二年，不写二零一二年",
    ),
    NumberStyle(
        re.compile(r"[0-9]++(?:亿[0-9]+(?:\.[0-9]+)?万|万[0-9]{1,3}千|亿[0-9]+千)"),
        "万亿",
        "[0-9.]+[万千]",
        "一个数只用一个“万”或“亿”作单位",
        None,
        safe=False,
        source="关于出版物上数字用法的试行规定（1987）：3.45亿或 34500万，不写 3亿4500万",
    ),
    NumberStyle(
        re.compile("[一二三四五六七八九十]+[千百万][0-9]+(?:余|多)?"),
        "千百万",
        "[0-9]",
        "一个数不混用汉字数字和阿拉伯数字",
        None,
        safe=False,
        source="GB/T 15835—2011 4.3：同一场合用一种数字形式",
    ),
    NumberStyle(
        re.compile(
            "[0-9]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?|[二一][〇零九][〇零一二三四五六七八九]{2}年[0-9]{1,2}月"
        ),
        f"年{_DIGITS[1:-1]}",
        "[一二三四五六七八九十]+月|年[0-9]",
        "一个日期不混用两种数字",
        None,
        safe=False,
        source="GB/T 15835—2011 4.3：2008年8月8日或二〇〇八年八月八日",
    ),
    NumberStyle(
        re.compile(f"百分之(?P<figure>{_FIGURE})"),
        "之",
        "[0-9]",
        "百分数用阿拉伯数字和百分号",
        r"\g<figure>%",
        safe=True,
        source="GB/T 15835—2011 4.1：计量用阿拉伯数字；公文写 20%，不写百分之20",
    ),
)
"""Every style."""

HINT: Final = re.compile(
    f"[{''.join(style.begin for style in STYLES)}]"
    f"(?:{'|'.join(f'(?<=[{style.begin}])(?:{style.hint})' for style in STYLES)})"
)
"""A pattern found in every text in which one of the styles is found."""
