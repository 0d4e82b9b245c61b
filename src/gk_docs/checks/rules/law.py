"""GK701 to GK703: figures and dates that the law rules out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks.bodies.names import BodyName, body_of, reports_for_all
from gk_docs.checks.rule import Fact, not_assessed, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gk_docs.checks.case import Case

_UNSURE = "报告有规章 {found} 件；机关的层级和类型不明，未判断有无制定规章的权限。请填写机关的层级、类型。"


@rule(
    "GK701",
    "rules-without-power",
    Severity.ERROR,
    basis="《中华人民共和国立法法》（2023年修正）第九十一条、第九十三条",
    message="写的是 {found} 件，但{who}没有制定规章的权限，应为 0。",
)
def rules_without_power(case: Case) -> Iterator[Fact]:
    """没有规章制定权的机关填报了规章。

    查什么：表二“规章”一行，县级以下政府及其部门、地方各级政府的部门、乡镇、街道是否都为 0（2019年版只看本年新制作数
    量）。机关的层级、类型以填写的为准，没有填写的只在名称足以断定时判断；政府办公厅（室）可能代填本级政府的规章，不
    判断。

    为什么：规章只能由国务院部门等（第九十一条）和省、自治区、直辖市以及设区的市、自治州的人民政府（第九十三条）制定。

    例：某镇人民政府填报规章现行有效 6 件，多半是把规范性文件填错了行。

    怎样改：规章填 0；属于行政规范性文件的，填到下一行。
    """
    body = body_of(case.report.agency)
    for path in (f"active_disclosure.rules.{name}" for name in ("made", "issued", "repealed", "in_force")):
        found, power = case.values.get(path), _may_make_rules(body)
        if found and power is None:
            yield Fact(path=path, found=found, message=_UNSURE, assessed=False)
        elif found and not power:
            yield Fact(path=path, found=found, expected=0, facts={"who": _who(body)})


def _may_make_rules(body: BodyName) -> bool | None:
    if body.type in ("town", "street") or body.level in ("county", "township"):
        return False
    if body.type == "department" and body.local:
        return False
    return True if body.level == "state" or (body.type == "summary" and body.level) else None


def _who(body: BodyName) -> str:
    if body.type in ("town", "street"):
        return "乡镇、街道"
    return "地方政府的部门" if body.type == "department" else "县级政府及其部门"


@rule(
    "GK702",
    "late",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条；乡镇、街道未列于该条，实践中按1月31日",
    message="{found}发布，晚于{expected}。",
)
def late(case: Case) -> Iterator[Fact]:
    """发布晚于规定日期，或报告的年度还没有过完。

    查什么：发布日期是否在次年1月31日（部门、乡镇、街道等）或3月31日（县级以上地方政府的汇总报告）之前。没有填写发布
    日期，或者日期介于两者之间而不知是否为汇总报告的，不判断。发布日期在报告的年度之内或更早，是错误：年度多半写成了
    发布的年份。本地的通知另定期限的，按 gk-docs.toml 里的“通知”。

    为什么：条例第四十九条规定了期限。

    例：某县教育局2023年度报告于2024年2月6日发布。

    怎样改：下一年按期发布；已经晚了的，如实保留发布日期。
    """
    day, year = case.report.published, case.report.year
    for_all = reports_for_all(case.report.agency)
    summary, body = case.due(summary=True), case.due()
    if day is None:
        yield not_assessed("没有填写发布日期，未判断。", "published")
    elif day.year <= year:
        worst = Severity.ERROR if case.origin == "ours" else Severity.WARNING
        yield Fact(
            path="published",
            found=_chinese(day),
            expected=f"{year + 1}年",
            others=("year",),
            severity=worst,
            message="发布日期是{found}，{year}年还没有过完：{year}年度报告应在{expected}发布，年度和发布日期有一个不对。",
        )
    elif day > body and for_all is None and day <= summary:
        yield not_assessed("不知是否为政府的汇总报告，未判断。请填写机关的类型。", "published")
    elif day > (due := body if for_all is False else summary):
        yield Fact(path="published", found=_chinese(day), expected=_chinese(due), facts={"days": (day - due).days})


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_SINCE = 2024


@rule(
    "GK703",
    "reconsideration-first",
    Severity.INFO,
    basis="《中华人民共和国行政复议法》（2023年修订，2024年1月1日起施行）第二十三条第一款第（四）项",
    message="未经复议直接起诉 {found} 件，不予公开 {refused} 件；对不予公开不服的应当先申请行政复议，请核对案由。",
)
def reconsideration_first(case: Case) -> Iterator[Fact]:
    """2024年起，未经复议直接起诉与不予公开并存。

    查什么：2024年度起，表四“未经复议直接起诉”的总计大于 0，而表三（三）不予公开也大于 0。

    为什么：申请政府信息公开、行政机关不予公开的，自2024年1月1日起须先申请行政复议。其他情形和以前受理的案件仍可直接
    起诉，各地报告中并不少见，所以只作提示。

    例：不予公开 12 件，未经复议直接起诉 5 件。

    怎样改：核对直接起诉的案件是否针对不予公开；不是的，不必改。
    """
    path, group = "review_litigation.direct_litigation.total", "requests.outcomes.refused."
    direct = case.values.get(path)
    if case.report.year < _SINCE or direct == 0 or path not in case.values:
        return
    refused = {key: value for key, value in case.values.items() if key.startswith(group) and key.endswith(".total")}
    known = sum(value for value in refused.values() if value)
    if direct is None or (None in refused.values() and not known):
        yield not_assessed("有关各格空白，未判断。", path)
    elif known:
        others = tuple(key for key, value in refused.items() if value)
        yield Fact(path=path, found=direct, others=others, facts={"refused": known})
