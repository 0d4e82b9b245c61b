"""The narrative sections 一, 五 and 六 with the parts that the form or custom knows; both editions share them.

Source: 条例 art. 50; the five parts of section 一 are those of 国办公开办函〔2021〕30号. The parts of sections 五 and
六 are custom (of 山东 and others), not law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

from pydantic import Field

from gk_docs.form.parts import NamedPart, Narrative, Told
from gk_docs.form.table import YEAR_BEFORE, Variants, figure
from gk_docs.form.values import Cases, Yuan, decimal_text

if TYPE_CHECKING:
    from gk_docs.form.stated import OtherMattersParts, ProblemsParts, ProcessingFeeFigures, SummaryParts

_FEE_SINCE = 2021


class Summary(Narrative):
    """Section 一: how the body carried out the 条例, in five parts (条例 art. 50)."""

    variants: ClassVar[Variants] = Variants(
        known=rf"{YEAR_BEFORE}(?:政府信息公开)?(?:工作)?(?:的)?(?:总体|基本|整体)?(?:工作)?(?:开展)?(?:情况|概况|概述)",
        mentioned="(?:总体|基本|整体)(?:工作)?(?:开展)?情况",
    )

    active_disclosure = NamedPart(
        "主动公开",
        "主动公开: what was disclosed of the body's own accord.",
        known="^(?!.*(?:依申请|申请公开)).*(?:主动公开|信息公开内容)",
    )
    on_request = NamedPart("依申请公开", "依申请公开: applications received and handled.", known="依申请|申请公开")
    management = NamedPart(
        "政府信息管理",
        "政府信息管理: how information is managed; counts of documents.",
        known="^(?!.*(?:平台|载体|公开渠道)).*(?:信息管理|管理情况|文件管理|信息资源)",
    )
    platform = NamedPart(
        "政府信息公开平台建设", "政府信息公开平台建设: the platforms of disclosure.", known="平台|载体|公开渠道"
    )
    oversight = NamedPart(
        "监督保障",
        "监督保障; for a government 工作考核、社会评议和责任追究 too (条例 art. 50(4)).",
        known="监督|保障|考核|教育培训",
        asked_since=2021,
    )

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[SummaryParts]) -> None: ...


class ProcessingFee(Told):
    """Figures of the 信息处理费 (国办函〔2020〕109号), from which the fee sentence of section 六 is written."""

    notices: Cases = figure("收费通知件数", "Fee notices issued, 件.")
    charged: Yuan = figure("通知收费金额", "Amount charged in the notices, 元.")
    received: Yuan = figure("实际收取金额", "Amount received, 元.")

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[ProcessingFeeFigures]) -> None: ...

    def sentence(self, year: int) -> str:
        """The sentence on the fee, which cites the 管理办法 from 2021 on; "" where no figure is known.

        >>> ProcessingFee(notices=0, charged=0, received=0).sentence(2023)
        '2023年，本机关未发出信息处理费收费通知，未收取信息处理费。'
        """
        said: list[str] = []
        if self.notices is not None:
            said.append(f"发出信息处理费收费通知{self.notices}件" if self.notices else "未发出信息处理费收费通知")
        if self.charged:
            said.append(f"通知收费金额{decimal_text(self.charged)}元")
        if self.received is not None:
            said.append(f"实际收取信息处理费{decimal_text(self.received)}元" if self.received else "未收取信息处理费")
        if not said:
            return ""
        basis = "依据《政府信息公开信息处理费管理办法》" if year >= _FEE_SINCE and self.notices else ""
        return f"{year}年，本机关{basis}{'，'.join(said)}。"


class Problems(Narrative):
    """Section 五: main problems and improvements (条例 art. 50(4))."""

    variants: ClassVar[Variants] = Variants(
        known="(?:政府信息公开)?(?:工作)?(?:中)?(?:目前)?存在(?:的)?(?:主要)?(?:问题|困难|不足)"
        "(?:与不足|和不足|及不足)?(?:、|及|和|与|以及)?(?:下一步|今后|整改|改进)?(?:的)?(?:工作)?"
        "(?:改进|整改|打算|措施|计划|安排)*(?:的)?(?:情况|措施|打算|意见|办法)?",
        harmless=("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况", "存在问题及改进情况"),
        mentioned="问题",
    )

    rectified = NamedPart(
        "上一年度问题整改情况",
        "What became of last year's problems.",
        known=r"(?:上一?年|去年|上年度|20\d\d年).*(?:整改|改进|解决)|问题.*整改(?:落实)?(?:情况|了)",
    )
    remaining = NamedPart("存在的主要问题", "This year's problems.", known="问题|不足|困难|薄弱")
    measures = NamedPart("改进措施", "What will be done about them.", known="改进|措施|打算|下一?步|整改|今后|计划")

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[ProblemsParts]) -> None: ...


class OtherMatters(Narrative):
    """Section 六: other matters; the form wants the 信息处理费 reported here. Its sentence is written from `fee`."""

    variants: ClassVar[Variants] = Variants(
        known="(?:其他|其它)(?:需要|需|应当|应)?(?:报告|说明)?(?:的)?(?:事项|情况|事宜)",
        mentioned="其[他它](?:需要?|应当|应|须)?(?:报告|说明)?的?事项|其[他它]需要",
    )

    processing_fee = NamedPart(
        "收取信息处理费情况",
        "The 信息处理费; written from `fee` if left out.",
        known="信息处理费|收费",
        asked_since=2021,
        written_from="fee",
    )
    key_points = NamedPart(
        "政务公开工作要点落实情况", "How the year's key points were carried out (山东 and others).", known="要点"
    )
    proposals = NamedPart(
        "人大代表建议和政协提案办理情况", "Proposals of deputies and members handled.", known="建议|提案"
    )
    innovation = NamedPart(
        "政务公开工作创新情况", "New ways in rules, content, form and platforms of disclosure.", known="创新"
    )

    fee: ProcessingFee = Field(
        default=ProcessingFee(), title="信息处理费", description="Figures that the fee sentence is written from."
    )

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[OtherMattersParts]) -> None: ...
