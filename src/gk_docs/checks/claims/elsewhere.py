"""Whether a number is about something else than the report's figure: another year, part of the year, another body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gk_docs.chinese.quantity import Mention

if TYPE_CHECKING:
    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Quantity
    from gk_docs.form.report import Report

_PARTIAL = re.compile("上半年|下半年|第?[一二三四1-4]季度|本月|当月|当季|近[两三五]年|历年|以来累计|五年来|截至目前")
_COMPARED = re.compile("上年|去年|上一年|前年|同期|往年|较|相比|比上|目标|力争|计划|预计|拟")
_CHANNEL = re.compile("信函|网络|邮寄|邮政|邮件|当面|现场|在线|线上|线下|传真|平台|网站|网上|窗口|渠道|系统|信件|来函")
_WHOLE = re.compile(
    "等(?:多种|多个|各种|多)?(?:渠道|方式|途径|形式|平台)|各种?(?:渠道|方式|途径)|多种(?:渠道|方式|途径)"
)
_PART_OF = re.compile(
    "村务公开|党务公开|校务公开|厂务公开|(?:村|社区|居委会)[）)]?(?:共计?|累计|分别)*(?:收到|受理|接到)|本级|市直|县直|区直|州直|省直|所属|下属|其中[^，。；]{0,8}(?:部门|乡镇|街道|县区|单位|局|委|办|厅)"
)
_BODY = re.compile(
    "(?P<name>[\u4e00-\u9fff]{2,12}(?:局|委|委员会|厅|镇|乡|街道|办事处|中心|县|区|市|政府|办公室|支队|大队|单位|部门|机关))"
    "(?:共计?|新|累计|分别|全年|总计|合计|一共|本年度|实际|已)*$"
)
_OURS = re.compile("(?:我|本|全|各|该)[省市州县区旗镇乡街局委厅办单部机校院处]|全系统|代表")
_CARRIED = ("carried_forward", "brought_forward", "over_years")
_YEAR = re.compile("[0-9０-９]{4}")


def is_elsewhere(report: Report, passage: Passage, sentence: Stretch, begin: int, quantity: Quantity, key: str) -> bool:
    """Whether the words before a number tie it to something that the figures of the report do not count.

    Args:
        report: The report.
        passage: The passage.
        sentence: The sentence of the number.
        begin: Where the words begin that belong to this number alone.
        quantity: The number.
        key: Key of its subject.
    """
    said = passage.text[sentence.start : quantity.start]
    near = passage.text[begin : quantity.start]
    if _PARTIAL.search(said) or _PART_OF.search(near) or _by_another(report, near):
        return True
    if key not in _CARRIED and (
        _COMPARED.search(_without_carried(near)) or _dated(report, passage, sentence, quantity)
    ):
        return True
    asked = key in ("received", "received_bare", "applications", "finished")
    return asked and bool((_CHANNEL.search(near) and not _WHOLE.search(near)) or "其中" in near)


def _without_carried(near: str) -> str:
    return re.sub("上一?年度?(?:的)?结转|含上一?年度?|上年度?遗留", "", near)


def _dated(report: Report, passage: Passage, sentence: Stretch, quantity: Quantity) -> bool:
    """Whether the last date before the number is of another year, or of a part of the year."""
    dates = [
        found.text
        for found in passage.numbers
        if isinstance(found, Mention)
        and found.kind == "date"
        and sentence.start <= found.start
        and found.end <= quantity.start
        and passage.text[found.start - 1 : found.start] not in ("〔", "《", "[", "（", "(")
        and "结转" not in passage.text[max(0, found.start - 3) : found.end + 3]
    ]
    if not dates:
        return False
    years = [int(year) for year in _YEAR.findall(dates[-1])]
    part = "月" in dates[-1] and "12月31" not in dates[-1].replace(" ", "")
    return part or any(year != report.year for year in years)


def _by_another(report: Report, near: str) -> bool:
    """Whether the doer that is named right before the verb is another body."""
    subject = re.split("[，,。；;：:、（(]", near)
    verb = re.search(
        "(?:新收|收到|受理|接收|收办|接到|办结|答复|办理|制发|制定|印发|出台|作出|做出|实施|被)", subject[-1]
    )
    found = _BODY.search(subject[-1][: verb.start()]) if verb else None
    if not found or _OURS.search(found["name"]):
        return False
    name, agency = found["name"], report.agency
    ours = f"{agency.region or ''}{agency.name}{agency.short_name or ''}"
    return name[-3:] not in ours and not agency.name.endswith(name) and name[-2:] not in (agency.short_name or ours)
