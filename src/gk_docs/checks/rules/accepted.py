"""GK190: an acceptance (已说明事项) that no finding needs any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks.acceptance import covers, waits
from gk_docs.checks.rule import RULES, Fact, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case

_UNKNOWN = "已说明事项 {code}（理由：{reason}）：没有这个代码的检查，请照检查结果写。"
_ELSEWHERE = (
    "已说明事项 {code}（理由：{reason}）所写的位置“{written}”没有这条检查结果，“{words}”却有："
    "说明的是它，请把位置改为 {path}；不是，请删去。"
)


@rule(
    "GK190",
    "unused-acceptance",
    Severity.WARNING,
    basis="本软件的约定：已说明事项须与实际情形一致",
    message="已说明事项 {code}（理由：{reason}）没有对应的检查结果，请删去。",
    after=True,
)
def unused_acceptance(case: Case) -> Iterator[Fact]:
    """已说明事项没有对应的检查结果。

    查什么：报告的“已说明事项”（accepted）中，代码是不是一条规则的代码（GK402），代码和位置是否都有一条检查结果与之对应。
    未能判断的、本次没有选用的代码不算。

    为什么：数据改正以后，留下的说明会掩盖以后新出现的同类问题，也可能作为附注误印在表下。

    例：上年曾说明 GK402 的差异是机构改革划转所致，今年数字已经相符。

    怎样改：删去这一条；若代码或位置写错，改为检查结果中给出的代码和位置。
    """
    for number, acceptance in enumerate(case.report.accepted):
        used = any(covers(acceptance, finding) or waits(acceptance, finding) for finding in case.findings)
        facts = {"code": acceptance.code, "reason": acceptance.reason}
        if acceptance.code not in RULES:
            yield Fact(path=f"accepted.{number}", found=acceptance.code, facts=facts, message=_UNKNOWN)
        elif acceptance.code in case.codes and not used:
            left = next((one for one in case.findings if one.code == acceptance.code and one.is_problem), None)
            if left:
                facts |= {"written": acceptance.path, "words": left.place.words, "path": left.place.path or '""'}
            yield Fact(
                path=f"accepted.{number}", found=acceptance.code, facts=facts, message=_ELSEWHERE if left else None
            )
