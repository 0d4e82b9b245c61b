"""An invented edition of the form, which no notice issued: two more blocks in table 2, one more row in table 3."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gk_docs.form.form import Form, Notice
from gk_docs.form.narrative import Problems
from gk_docs.form.report import Report
from gk_docs.form.table import Block, Main
from gk_docs.form.values import Cases
from gk_docs.form.y2021 import (
    ActiveDisclosure,
    ByApplicant,
    DocumentCounts,
    Outcomes,
    Refused,
    Requests,
    ReviewLitigation,
)


class ActiveDisclosure2027(ActiveDisclosure):
    """Section 二, table 2, with a block for standards and one for emergency plans."""

    standards: Annotated[DocumentCounts, Block("第二十条第（十）项"), Main("issued", "in_force")] = Field(
        default=DocumentCounts(), title="地方标准", description="Local standards."
    )
    plans: Annotated[Cases, Block("第二十条第（十二）项", "本年演练次数"), Main()] = Field(
        default=None, title="突发公共事件应急预案", description="Drills of emergency plans."
    )


class Refused2027(Refused):
    """（三）不予公开, with one more ground."""

    personal_data: ByApplicant = Field(
        default=ByApplicant(), title="9.属于重要数据", description="A ground that the law does not have."
    )


class Outcomes2027(Outcomes):
    """三、本年度办理结果, with the additional ground."""

    refused: Annotated[Refused2027, Main()] = Field(
        default=Refused2027(), title="（三）不予公开", description="Refused, by ground."
    )


class Requests2027(Requests):
    """Section 三, table 3, with the additional ground."""

    outcomes: Outcomes2027 = Field(
        default=Outcomes2027(), title="三、本年度办理结果", description="Finished in the year, by outcome."
    )


class AnnualReport2027(Report):
    """政府信息公开工作年度报告 in a form that nobody issued."""

    form: ClassVar[Form] = Form(
        notice=Notice("《中华人民共和国政府信息公开工作年度报告格式》", "国办公开办函", 2027, 9, date(2027, 9, 1)),
        first_year=2027,
    )

    edition: Literal["2027"] = Field(default="2027", title="格式版本", description="Edition of the form.")
    active_disclosure: ActiveDisclosure2027 = Field(
        default=ActiveDisclosure2027(), title="二、主动公开政府信息情况", description="Table 2."
    )
    requests: Requests2027 = Field(
        default=Requests2027(), title="三、收到和处理政府信息公开申请情况", description="Table 3."
    )
    review_litigation: ReviewLitigation = Field(
        default=ReviewLitigation(), title="四、政府信息公开行政复议、行政诉讼情况", description="Table 4."
    )
    problems: Problems = Field(default=Problems(), title="五、存在的主要问题及改进情况", description="Narrative.")
