"""GK801: a government's figures compared with the sums over the bodies below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gk_docs.checks.rule import Fact, not_assessed, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.chinese.text import listed
from gk_docs.finding import Severity
from gk_docs.form.across import counterparts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from gk_docs.checks.case import Case
    from gk_docs.form.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The sums over the bodies below, and what is missing from them.

    Attributes:
        form: The form of the sums.
        sums: Their sums by path; None where no body has the figure.
        blank: Names of the bodies whose cell is blank, by path.
        absent: Names of the bodies and files that no sum includes.
    """

    form: type[Report]
    sums: Mapping[str, int | Decimal | None]
    blank: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...]


@rule(
    "GK801",
    "parent-and-parts",
    Severity.WARNING,
    basis=f"《中华人民共和国政府信息公开条例》第四十九条、第五十条；{NOTICE.cited}各表",
    message="上级报告写的是 {found}，各单位合计 {expected}，差 {difference}{gaps}。",
    across=True,
)
def parent_and_parts(case: Case, parts: Parts) -> Iterator[Fact]:
    """上级的数不等于所属各单位之和，或者合计缺了单位。

    查什么：汇总报告的每一格是否等于范围内各单位同一格之和（gk-docs total --parent）。汇总时没有报告的单位、读不出的
    文件、空白的格、另一版格式的报告，也以这个代码逐一点名：它们没有计入合计，从不当作 0。自身数据不符的报告、分不清是
    哪个单位的报告、名称里是别的县的报告，照样计入，也点名。要有多份报告才能比，只查一份报告时不运行。

    为什么：全县的数由各单位的数相加而来；差出来的，不是漏了单位，就是有一边填错，公开以后任何人都能加出来。

    例：区政府报告行政处罚 1260 件，所属 31 个单位合计 1255 件，其中水利局空白。

    怎样改：先补齐点名的单位和空白的格，再核对两边的数；统计范围不同的（只计本级、不计乡镇），汇总时写明范围，或在上级报告
    的“已说明事项”中写明理由。
    """
    for path, summed in counterparts(type(case.report), parts.form).items():
        if summed not in parts.sums:
            continue
        found, expected = case.values[path], parts.sums[summed]
        if found is None or expected is None:
            why = "上级报告此格空白，未核对。" if found is None else "各单位此格都是空白，未核对。"
            yield not_assessed(why, path)
        elif found != expected:
            blank = parts.blank.get(summed, ())
            facts = {
                "parent": found,
                "sum": expected,
                "difference": found - expected,
                "blank": blank,
                "absent": parts.absent,
                "gaps": _gaps(blank, parts),
            }
            yield Fact(path=path, found=found, expected=expected, facts=facts)


def _gaps(blank: tuple[str, ...], parts: Parts) -> str:
    told = [("此格空白", blank), ("没有计入", parts.absent)]
    return "".join(f"；{what}：{listed(names)}" for what, names in told if names)
