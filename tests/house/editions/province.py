"""An invented form of one province, chosen by name only: the form of 2021 with one more row in table 2."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gk_docs.form.form import Form
from gk_docs.form.table import Block
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, DocumentCounts


class ActiveDisclosureOfProvince(ActiveDisclosure):
    """Section 二, table 2, with the row of the province."""

    other_documents: Annotated[DocumentCounts, Block("第二十条第（一）项")] = Field(
        default=DocumentCounts(), title="其他主动公开文件", description="Other documents disclosed."
    )


class AnnualReportOfProvince(AnnualReport):
    """政府信息公开工作年度报告 in a form that no province issued."""

    form: ClassVar[Form] = Form(notice=AnnualReport.form.notice, first_year=2021, by_name_only=True)

    edition: Literal["某省2021"] = Field(  # type: ignore[assignment]  # frozen: the name of another edition
        default="某省2021", title="格式版本", description="Edition of the form."
    )
    active_disclosure: ActiveDisclosureOfProvince = Field(
        default=ActiveDisclosureOfProvince(), title="二、主动公开政府信息情况", description="Table 2."
    )
