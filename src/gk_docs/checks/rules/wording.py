"""GK610 and GK611: set phrases and the style of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks.evidence.quoting import called_a_slip, mend, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.spelling.set_phrases import misspelt
from gk_docs.checks.text.number_style import HINT, STYLES
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case


@rule(
    "GK610",
    "set-phrase",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五条等；各固定说法的出处见规则数据",
    message="“{found}”疑为“{expected}”之误：{sentence}",
)
def set_phrase(case: Case) -> Iterator[Fact]:
    """固定说法写错。

    查什么：“以公开为常态、不公开为例外”“应公开尽公开”“政府信息公开条例”等固定说法和名称，条例、格式和这类报告的用语
    （`words.txt`），是否打错一字（音同、音近、形近）、漏一字、重一字或一词、多一字、颠倒了两字。错字两边连不成词，改一个字就成了四字以上的
    用语（两字的词连同旁边的词一起看），或者成了最常用的两三个字的用语、而两边都是词，才算；`words.txt` 里逐个列出的错词
    到处都算。换用虚词（应公开未公开、服务和结果）是另有意思，不算写错。

    为什么：漏一个“不”字，意思就反了；法规名称写错，引用就不成立。

    例：坚持“公开是常态，公开是例外”；未发生责任追就情形。

    怎样改：对照出处，改为正确的说法。改动会影响意思，程序不改。
    """
    for start, end, right in misspelt(case.texts.whole):
        passage, begin = case.texts.at(start)
        span = start - begin, end - begin
        named = case.texts.whole[start:end] in case.report.agency.name  # GK602 reports a slip in the name once
        if not named and not called_a_slip(passage, *span):
            yield text_fact(passage, *span, expected=right)


@rule(
    "GK611",
    "number-style",
    Severity.INFO,
    basis="GB/T 15835—2011《出版物上数字用法》（公文可参照）",
    message="数字写作“{found}”，{why}：{sentence}",
)
def number_style(case: Case) -> Iterator[Fact]:
    """数字的写法不规范。

    查什么：省略了单位的数值范围（9～16亿、15～30%）、年份中的“零”（二零二三年）、亿万叠用（3亿4500万）、一个数中汉字与
    阿拉伯数字混用（一千200余）、一个日期中两种数字混用（2023年十二月）、“百分之”与阿拉伯数字连用。

    为什么：9～16亿可以读成 9 到 16 亿，也可以读成 9 亿到 16 亿；写法统一，数才不会读错。

    例：二零二三年，应写二〇二三年或 2023年。

    怎样改：按提示改；不改变数值的 --fix 可以改，其余用 --unsafe-fixes。
    """
    for passage in case.printed_texts.holding(HINT):
        for style in STYLES if not passage.heading else ():
            for match in style.pattern.finditer(passage.text):
                right = style.right(match)
                facts = {"why": style.why if right is None else f"{style.why}，可写“{right}”"}
                fix = {} if right is None else mend(right, safe=style.safe)
                yield text_fact(passage, *match.span(), expected=right, facts={**facts, **fix})
