"""The earlier form, for reports on 2019 and 2020: six sections, tables 2, 3 and 4.

Issued with 国办公开办函〔2019〕60号 (格式试行). The parts that it shares with the form in force are in `y2021.py`; this
file has only its own: table 2 with its unusual spans, and （六）其他处理 as a single row. 条例 in the descriptions is
中华人民共和国政府信息公开条例 (国务院令第711号, 2019-04-03).

Checked with: published reports for 2019 and 2020, cell by cell. Limits: the notice gives 采购总金额 no unit; it is
taken as 元, as published reports do. 湖北's extra row (其他主动公开文件) is not part of the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Unpack

from pydantic import Field

from gk_docs.form.form import Form, Notice
from gk_docs.form.narrative import Problems
from gk_docs.form.prose import Prose
from gk_docs.form.report import Report
from gk_docs.form.table import Block, FormTable, Main, Total, Variants, figure, row
from gk_docs.form.values import Cases, Change, Items, Projects, Yuan
from gk_docs.form.y2021 import ActiveDisclosure, ByApplicant, Outcomes, Requests, ReviewLitigation

if TYPE_CHECKING:
    from gk_docs.form.agency import Agency
    from gk_docs.form.stated import (
        ActiveDisclosure2019Figures,
        AnnualReport2019Parts,
        ProcurementFigures,
        Requests2019Figures,
    )

# In blocks （五） and （六） the header and the rows divide the same five columns differently, as issued.
_DOCUMENTS = Block("第二十条第（一）项", spans=(1, 1, 2, 1))
_OUTWARD = Block("第二十条第（五）项", spans=(1, 1, 2, 1), row_spans=(1, 2, 1, 1))
_COERCIVE = Block("第二十条第（六）项", spans=(1, 1, 2, 1), row_spans=(1, 2, 1, 1))
_FEES = Block("第二十条第（八）项", spans=(1, 2, 2))
_PROCUREMENT = Block("第二十条第（九）项", spans=(1, 2, 2))


class DocumentCounts2019(FormTable):
    """A row of 第二十条第（一）项: documents of one kind, in 件."""

    made: Cases = figure("本年新制作数量", "Made in the year, 件.")
    disclosed: Cases = figure("本年新公开数量", "Newly disclosed in the year, 件.")
    disclosed_total: Cases = figure("对外公开总数量", "All that stand disclosed, 件.")


class PowerCounts(FormTable):
    """A row of 第二十条第（五）项 or （六）项: items of power, in 项, and decisions, in 件."""

    previous_items: Items = figure("上一年项目数量", "Items in the year before, 项.")
    change: Change = figure("本年增/减", "Items more or fewer this year, 项; may be negative.")
    decisions: Cases = figure("处理决定数量", "Decisions of the year, 件.")


class FeeItems(FormTable):
    """The row of 第二十条第（八）项: items of fees, in 项."""

    previous_items: Items = figure("上一年项目数量", "Items in the year before, 项.")
    change: Change = figure("本年增/减", "Items more or fewer this year, 项; may be negative.")


class Procurement(FormTable):
    """The row of 第二十条第（九）项: central government procurement."""

    projects: Projects = figure("采购项目数量", "Procurement projects of the year, 个.")
    amount: Yuan = figure("采购总金额", "Amount of all of them, 元.")

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[ProcurementFigures]) -> None: ...


class ActiveDisclosure2019(FormTable):
    """Section 二, table 2: information disclosed of the body's own accord (主动公开, 条例 art. 20)."""

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[ActiveDisclosure2019Figures]) -> None: ...

    stub: ClassVar[str] = ActiveDisclosure.stub
    widths: ClassVar[tuple[int, ...]] = (3220, 2310, 20, 1640, 1630)
    variants: ClassVar[Variants] = ActiveDisclosure.variants

    rules: Annotated[DocumentCounts2019, _DOCUMENTS, Main("made", "disclosed_total", is_rare=True)] = row(
        DocumentCounts2019, "规章", "部门规章 and 地方政府规章."
    )
    normative_documents: Annotated[DocumentCounts2019, _DOCUMENTS, Main("made", "disclosed_total")] = row(
        DocumentCounts2019, "规范性文件", "Normative documents other than 规章."
    )
    licences: Annotated[PowerCounts, _OUTWARD, Main("decisions")] = row(
        PowerCounts, "行政许可", "Administrative licensing."
    )
    other_services: Annotated[PowerCounts, _OUTWARD] = row(
        PowerCounts, "其他对外管理服务事项", "Other outward management and services."
    )
    penalties: Annotated[PowerCounts, _COERCIVE, Main("decisions")] = row(
        PowerCounts, "行政处罚", "Administrative penalties."
    )
    compulsion: Annotated[PowerCounts, _COERCIVE, Main("decisions")] = row(
        PowerCounts, "行政强制", "Administrative compulsion."
    )
    fees: Annotated[FeeItems, _FEES] = row(FeeItems, "行政事业性收费", "Administrative fees, counted as items.")
    procurement: Annotated[Procurement, _PROCUREMENT, Main("projects", "amount")] = row(
        Procurement, "政府集中采购", "Central government procurement."
    )
    before: Prose = Field(default=Prose(), title="表前文字", description="Text between the title and the table.")
    after: Prose = Field(default=Prose(), title="表后文字", description="Text after the table.")


class Outcomes2019(Outcomes):
    """三、本年度办理结果: applications finished in the year, by outcome. `total` is computed if omitted."""

    other_handling: Annotated[ByApplicant, Main()] = Field(  # type: ignore[assignment]  # frozen: one row, not three
        default=ByApplicant(), title="（六）其他处理", description="Ended otherwise; one row."
    )
    total: Annotated[ByApplicant, Total(), Main()] = row(
        ByApplicant, "（七）总计", "All outcomes: the sum of the 19 rows above, column by column."
    )


class Requests2019(Requests):
    """Section 三, table 3: applications received and handled (条例 art. 50(2)), each row by kind of applicant."""

    if TYPE_CHECKING:

        def __init__(self, **stated: Unpack[Requests2019Figures]) -> None: ...

    outcomes: Outcomes2019 = row(Outcomes2019, "三、本年度办理结果", "Finished in the year, by outcome.")


class AnnualReport2019(Report):
    """政府信息公开工作年度报告 in the form of 2019 (试行). Only `agency` and `year` are required.

    >>> from gk_docs.form.agency import Agency
    >>> AnnualReport2019(agency=Agency(name="甲镇人民政府"), year=2020).edition
    '2019'
    """

    if TYPE_CHECKING:

        def __init__(self, *, agency: Agency | str, year: int, **parts: Unpack[AnnualReport2019Parts]) -> None: ...

    form: ClassVar[Form] = Form(
        notice=Notice(
            "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》",
            "国办公开办函",
            2019,
            60,
            also_cited="《(?:国务院办公厅)?政府信息与?政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
            "|《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
            "|年度报告格式[（(]试行[）)]",
        ),
        first_year=2019,
        blanks_for_zeros=True,
    )

    edition: Literal["2019"] = Field(default="2019", title="格式版本", description="Edition of the form.")
    active_disclosure: ActiveDisclosure2019 = Field(
        default=ActiveDisclosure2019(), title="二、主动公开政府信息情况", description="Table 2."
    )
    requests: Requests2019 = Field(
        default=Requests2019(), title="三、收到和处理政府信息公开申请情况", description="Table 3."
    )
    review_litigation: ReviewLitigation = Field(
        default=ReviewLitigation(), title="四、政府信息公开行政复议、行政诉讼情况", description="Table 4."
    )
    problems: Problems = Field(
        default=Problems(), title="五、政府信息公开工作存在的主要问题及改进情况", description="Narrative."
    )
