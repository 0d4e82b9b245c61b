"""The form in force, for reports on 2021 and after: six sections, tables 2, 3 and 4.

Issued as annex of 国办公开办函〔2021〕30号 (2021-09-26). A field's title is the printed label, field order is print
order, nesting is the merged cell; the marks beside the fields (`Block`, `Under`, `Total`, `Identity`) are the rest of
the print, so that this file can be proof-read against the notice. Other marks say what else is known of a field
(`Main`, `CarriedFrom`, `Stock`). `widths` are those of the issued form in twips, reduced to a little less than the
156 mm of the type area, so that the border lines of a table also fit inside it.

条例 in the descriptions is 中华人民共和国政府信息公开条例 (国务院令第711号, 2019-04-03).

Checked with: the blank form and published reports of 2021 to 2025, cell by cell. Limits: provincial additions to the
tables are not part of the form.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Unpack

from pydantic import Field

from gk_docs.form.form import Form, Notice
from gk_docs.form.narrative import OtherMatters, Problems, Summary
from gk_docs.form.prose import Prose
from gk_docs.form.report import Report
from gk_docs.form.table import (
    YEAR_BEFORE,
    Block,
    CarriedFrom,
    FormTable,
    Identity,
    Main,
    Stock,
    Total,
    Under,
    Variants,
    figure,
    row,
)
from gk_docs.form.values import Cases, TenThousandYuan

if TYPE_CHECKING:
    from gk_docs.form.agency import Agency
    from gk_docs.form.stated import (
        ActiveDisclosureFigures,
        AnnualReportParts,
        RequestsFigures,
        ReviewLitigationFigures,
    )

_DOCUMENTS = "第二十条第（一）项"
_OUTWARD = "第二十条第（五）项"
_DECISIONS = "本年处理决定数量"
_Coercive = Annotated[Cases, Block("第二十条第（六）项", _DECISIONS), Main()]
_TABLE = "(?:工作)?(?:的)?情况(?:统计)?(?:表|统计表)?"  # what may end the title of a table


class DocumentCounts(FormTable):
    """A row of 第二十条第（一）项: documents of one kind, in 件."""

    issued: Cases = figure("本年制发件数", "Issued in the year, 件.")
    repealed: Cases = figure("本年废止件数", "Repealed in the year, 件.")
    in_force: Annotated[Cases, Stock(came="issued", went="repealed")] = figure(
        "现行有效件数", "In force on 31 December, 件."
    )


class ActiveDisclosure(FormTable):
    """Section 二, table 2: information disclosed of the body's own accord (主动公开, 条例 art. 20)."""

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[ActiveDisclosureFigures]) -> None: ...

    stub: ClassVar[str] = "信息内容"
    widths: ClassVar[tuple[int, ...]] = (2205,) * 4
    variants: ClassVar[Variants] = Variants(known=rf"{YEAR_BEFORE}主动公开政府信息{_TABLE}", mentioned="主动公开")

    rules: Annotated[DocumentCounts, Block(_DOCUMENTS), Main("issued", "in_force", is_rare=True)] = row(
        DocumentCounts,
        "规章",
        "部门规章 and 地方政府规章 (立法法 2023, arts. 91, 93); 0 for a body without power to make them.",
    )
    normative_documents: Annotated[DocumentCounts, Block(_DOCUMENTS), Main("issued", "in_force")] = row(
        DocumentCounts, "行政规范性文件", "Administrative normative documents other than 规章."
    )
    licences: Annotated[Cases, Block(_OUTWARD, _DECISIONS), Main()] = figure(
        "行政许可", "Licensing decisions of the year, published or not, 件."
    )
    penalties: _Coercive = figure("行政处罚", "Penalty decisions of the year, published or not, 件.")
    compulsion: _Coercive = figure("行政强制", "Compulsory measures of the year, published or not, 件.")
    fees: Annotated[TenThousandYuan, Block("第二十条第（八）项", "本年收费金额（单位：万元）"), Main()] = figure(
        "行政事业性收费", "Administrative fees received in the year, 万元."
    )
    before: Prose = Field(default=Prose(), title="表前文字", description="Text between the title and the table.")
    after: Prose = Field(default=Prose(), title="表后文字", description="Text after the table.")


_Organisations = Annotated[Cases, Under("法人或其他组织")]


class ByApplicant(FormTable):
    """One row of table 3: a count for each kind of applicant (申请人情况), in 件.

    An omitted `total` is the sum of the six kinds, or blank where one of them is blank.

    >>> ByApplicant.zeros(natural_person=2, business=1).total
    3
    >>> ByApplicant(natural_person=2).total is None
    True
    """

    natural_person: Cases = figure("自然人", "Applications by natural persons, 件.")
    business: _Organisations = figure("商业企业", "Applications by commercial enterprises, 件.")
    research_institute: _Organisations = figure("科研机构", "Applications by research institutes, 件.")
    public_welfare: _Organisations = figure("社会公益组织", "Applications by public welfare organisations, 件.")
    legal_service: _Organisations = figure("法律服务机构", "Applications by legal service institutions, 件.")
    other: _Organisations = figure("其他", "Applications by other organisations, 件.")
    total: Annotated[Cases, Total()] = figure(
        "总计", "All applications, 件: the sum of the six kinds; computed if omitted."
    )


class Refused(FormTable):
    """（三）不予公开: applications refused, by ground."""

    state_secret: ByApplicant = row(ByApplicant, "1.属于国家秘密", "条例 art. 14.")
    prohibited_by_law: ByApplicant = row(ByApplicant, "2.其他法律行政法规禁止公开", "条例 art. 14.")
    safety_and_stability: ByApplicant = row(
        ByApplicant, "3.危及“三安全一稳定”", "条例 art. 14: national, public and economic security, social stability."
    )
    third_party_rights: ByApplicant = row(ByApplicant, "4.保护第三方合法权益", "条例 arts. 15, 32.")
    internal_affairs: ByApplicant = row(
        ByApplicant, "5.属于三类内部事务信息", "条例 art. 16(1): personnel, logistics, internal work flow."
    )
    deliberative_process: ByApplicant = row(
        ByApplicant,
        "6.属于四类过程性信息",
        "条例 art. 16(2): notes of discussions, drafts, consultation letters, requests and reports.",
    )
    enforcement_files: ByApplicant = row(ByApplicant, "7.属于行政执法案卷", "条例 art. 16(2).")
    administrative_query: ByApplicant = row(ByApplicant, "8.属于行政查询事项", "条例 art. 36(7).")


class Unavailable(FormTable):
    """（四）无法提供: information that could not be provided, by reason."""

    not_held: ByApplicant = row(ByApplicant, "1.本机关不掌握相关政府信息", "条例 art. 36(4), (5).")
    needs_creation: ByApplicant = row(ByApplicant, "2.没有现成信息需要另行制作", "条例 art. 38.")
    still_unclear: ByApplicant = row(ByApplicant, "3.补正后申请内容仍不明确", "条例 art. 30.")


class NotProcessed(FormTable):
    """（五）不予处理: applications not processed, by reason."""

    petition: ByApplicant = row(ByApplicant, "1.信访举报投诉类申请", "条例 art. 39(1).")
    repeated: ByApplicant = row(ByApplicant, "2.重复申请", "条例 art. 36(6).")
    published_material: ByApplicant = row(ByApplicant, "3.要求提供公开出版物", "条例 art. 39(2).")
    excessive: ByApplicant = row(ByApplicant, "4.无正当理由大量反复申请", "条例 art. 35.")
    confirmation: ByApplicant = row(
        ByApplicant,
        "5.要求行政机关确认或重新出具已获取信息",
        "Requests to confirm or issue again what the applicant has.",
    )


class OtherHandling(FormTable):
    """（六）其他处理: other ways in which an application ended."""

    supplement_overdue: ByApplicant = row(
        ByApplicant, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "条例 art. 30."
    )
    fee_overdue: ByApplicant = row(
        ByApplicant,
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "政府信息公开信息处理费管理办法 (国办函〔2020〕109号).",
    )
    other: ByApplicant = row(ByApplicant, "3.其他", "Any other way, withdrawals for example.")


class Outcomes(FormTable):
    """三、本年度办理结果: applications finished in the year, by outcome. `total` is computed if omitted."""

    granted: Annotated[ByApplicant, Main()] = row(ByApplicant, "（一）予以公开", "条例 art. 36(1), (2).")
    partly_granted: Annotated[ByApplicant, Main()] = row(
        ByApplicant,
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "条例 art. 37: separable information; such an application is counted here only.",
    )
    refused: Annotated[Refused, Main()] = row(Refused, "（三）不予公开", "Refused, by ground.")
    unavailable: Annotated[Unavailable, Main()] = row(Unavailable, "（四）无法提供", "Not available, by reason.")
    not_processed: Annotated[NotProcessed, Main()] = row(NotProcessed, "（五）不予处理", "Not processed, by reason.")
    other_handling: Annotated[OtherHandling, Main()] = row(OtherHandling, "（六）其他处理", "Ended otherwise.")
    total: Annotated[ByApplicant, Total(), Main()] = row(
        ByApplicant, "（七）总计", "All outcomes: the sum of the 21 rows above, column by column."
    )


class Requests(FormTable):
    """Section 三, table 3: applications received and handled (条例 art. 50(2)), each row by kind of applicant."""

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[RequestsFigures]) -> None: ...

    columns_title: ClassVar[str] = "申请人情况"
    widths: ClassVar[tuple[int, ...]] = (684, 886, 2900, *(622,) * 7)
    variants: ClassVar[Variants] = Variants(
        known=rf"{YEAR_BEFORE}(?:收到和处理|收到及处理|受理和处理|收到与处理)政府信息公开申请{_TABLE}",
        mentioned="(?:收到|处理|受理|办理)[^、，。]{0,20}申请|依申请公开|申请(?:情况|办理)",
    )
    identity: ClassVar[Identity] = Identity(
        left=("received", "brought_forward"),
        right=("outcomes.total", "carried_forward"),
        label="（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    )

    received: Annotated[ByApplicant, Main()] = row(
        ByApplicant, "一、本年新收政府信息公开申请数量", "Applications received in the year."
    )
    brought_forward: Annotated[ByApplicant, CarriedFrom("carried_forward"), Main()] = row(
        ByApplicant,
        "二、上年结转政府信息公开申请数量",
        "Brought forward: last year's 结转下年度继续办理, column by column.",
    )
    outcomes: Outcomes = row(Outcomes, "三、本年度办理结果", "Finished in the year, by outcome.")
    carried_forward: Annotated[ByApplicant, Main()] = row(
        ByApplicant, "四、结转下年度继续办理", "Open on 31 December, carried to the next year."
    )
    before: Prose = Field(default=Prose(), title="表前文字", description="Text between the title and the table.")
    after: Prose = Field(default=Prose(), title="表后文字", description="Text after the table.")


class CaseResults(FormTable):
    """Five columns of table 4: cases by result, in 件. An omitted `total` is the sum of the four results."""

    upheld: Cases = figure("结果维持", "Decision upheld, 件.")
    corrected: Cases = figure("结果纠正", "Decision corrected, 件.")
    other: Cases = figure("其他结果", "Other results, 件.")
    pending: Cases = figure("尚未审结", "Open on 31 December, 件.")
    total: Annotated[Cases, Total()] = figure(
        "总计", "All cases, 件: the sum of the four results; computed if omitted."
    )


_RESULTS = Main("corrected", "total")


class ReviewLitigation(FormTable):
    """Section 四, table 4: reconsideration and litigation that disclosure work led to (条例 art. 50(3))."""

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[ReviewLitigationFigures]) -> None: ...

    widths: ClassVar[tuple[int, ...]] = (588,) * 15
    variants: ClassVar[Variants] = Variants(
        known=rf"{YEAR_BEFORE}(?:因)?(?:政府)?信息公开(?:工作)?(?:被)?(?:申请|提起|引起的|引发的)?行政复议"
        rf"(?:和|与|及)?(?:被)?(?:提起)?行政诉讼(?:的)?(?:{_TABLE})?",
        harmless=(
            "政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
        ),
        mentioned="复议[^。]{0,12}诉讼",
    )

    reconsideration: Annotated[CaseResults, _RESULTS] = row(
        CaseResults, "行政复议", "Administrative reconsideration (行政复议法)."
    )
    direct_litigation: Annotated[CaseResults, Under("行政诉讼"), _RESULTS] = row(
        CaseResults, "未经复议直接起诉", "Litigation without reconsideration before it."
    )
    litigation_after_reconsideration: Annotated[CaseResults, Under("行政诉讼"), _RESULTS] = row(
        CaseResults, "复议后起诉", "Litigation after reconsideration."
    )
    before: Prose = Field(default=Prose(), title="表前文字", description="Text between the title and the table.")
    after: Prose = Field(default=Prose(), title="表后文字", description="Text after the table.")


class AnnualReport(Report):
    """政府信息公开工作年度报告 in the form in force (2021 edition). Only `agency` and `year` are required.

    >>> from gk_docs.form.agency import Agency
    >>> report = AnnualReport(agency=Agency(name="甲镇人民政府"), year=2023, requests=Requests.zeros())
    >>> report.title
    '甲镇人民政府2023年政府信息公开工作年度报告'
    >>> report.requests.received.total
    0
    """

    if TYPE_CHECKING:

        def __init__(self, *, agency: Agency | str, year: int, **parts: Unpack[AnnualReportParts]) -> None: ...

    form: ClassVar[Form] = Form(
        notice=Notice("《中华人民共和国政府信息公开工作年度报告格式》", "国办公开办函", 2021, 30, date(2021, 9, 26)),
        first_year=2021,
    )

    edition: Literal["2021"] = Field(default="2021", title="格式版本", description="Edition of the form.")
    summary: Summary = Field(default=Summary(), title="一、总体情况", description="Narrative.")
    active_disclosure: ActiveDisclosure = Field(
        default=ActiveDisclosure(), title="二、主动公开政府信息情况", description="Table 2."
    )
    requests: Requests = Field(default=Requests(), title="三、收到和处理政府信息公开申请情况", description="Table 3.")
    review_litigation: ReviewLitigation = Field(
        default=ReviewLitigation(), title="四、政府信息公开行政复议、行政诉讼情况", description="Table 4."
    )
    problems: Problems = Field(default=Problems(), title="五、存在的主要问题及改进情况", description="Narrative.")
    other_matters: OtherMatters = Field(
        default=OtherMatters(), title="六、其他需要报告的事项", description="Narrative."
    )
