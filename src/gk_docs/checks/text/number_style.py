"""Rules of GB/T 15835—2011 on the style of numbers that a program can see, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gk_docs import regex as re


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """One way of writing numbers that the standard does not have.

    Attributes:
        pattern: What is wrong.
        begin: Characters of which every text has one where the pattern can be found.
        hint: What follows on it there, as a pattern.
        why: What the standard wants, in Chinese.
        template: How it should be written, for `re.Match.expand`; None where that cannot be known.
        safe: Whether writing it so cannot change the meaning.
        source: Clause or text that says so.
    """

    pattern: re.Pattern[str]
    begin: str
    hint: str
    why: str
    template: str | None
    safe: bool
    source: str

    def right(self, match: re.Match[str]) -> str | None:
        """How a match should be written."""
        if self.template == ZEROS:
            return match[0].replace("零", "〇")
        return None if self.template is None else match.expand(self.template)


ZEROS: Final = "零→〇"
"""A template of its own: every 零 becomes 〇."""

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
"""What every text has in which one of them is found."""
