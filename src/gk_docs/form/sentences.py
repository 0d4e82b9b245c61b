"""The sentences that a report writes itself from typed data: title, preamble, fee sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.chinese.lists import parse_number
from gk_docs.chinese.numerals import format_number
from gk_docs.form.values import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.agency import Agency, Contact
    from gk_docs.form.narrative import ProcessingFee

_NOTICE_2019 = (
    "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）"
)
_NOTICE_2021 = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"
_LAST_YEAR_OF_2019_NOTICE = 2020
_FEE_SINCE = 2021


def title(agency: Agency, year: int) -> str:
    """The usual title, one line: body, year, name of the report (条例 art. 49).

    >>> from gk_docs.form.agency import Agency
    >>> title(Agency(name="甲镇人民政府"), 2023)
    '甲镇人民政府2023年政府信息公开工作年度报告'
    """
    return f"{agency.name}{year}年政府信息公开工作年度报告"


def preamble(agency: Agency, year: int, section_titles: Sequence[str]) -> str:
    """The paragraph before section 一: legal basis in force for the year, sections, period, where to ask.

    The period is the calendar year; site and contact are named where they are known.
    """
    notice = _NOTICE_2019 if year <= _LAST_YEAR_OF_2019_NOTICE else _NOTICE_2021
    basis = f"{agency.name}根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{notice}编制本报告。"
    names = [_without_mark(heading) for heading in section_titles]
    contents = f"全文由{'、'.join(names[:-1])}和{names[-1]}{format_number(len(names))}个部分组成。"
    period = f"所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    return f"{basis}{contents}{period}{_where(agency.contact)}{_contact(agency)}"


def _without_mark(heading: str) -> str:
    number = parse_number(heading)
    return number.rest if number else heading


def _where(contact: Contact) -> str:
    return f"本报告的电子版可在{contact.website}查阅和下载。" if contact.website else ""


def _contact(agency: Agency) -> str:
    contact = agency.contact
    fields = [type(contact).model_fields[name].title for name in ("address", "postcode", "phone", "fax", "email")]
    values = (contact.address, contact.postcode, contact.phone, contact.fax, contact.email)
    known = [f"{label}：{value}" for label, value in zip(fields, values, strict=True) if value]
    if not known:
        return ""
    return f"如对本报告有疑问，请与{agency.short_name or agency.name}联系（{'，'.join(known)}）。"


def fee(figures: ProcessingFee, year: int) -> str:
    """The sentence on the 信息处理费 (国办函〔2020〕109号, from 2021 on), or "" where no figure is known.

    >>> from gk_docs.form.narrative import ProcessingFee
    >>> fee(ProcessingFee(notices=0, charged=0, received=0), 2023)
    '2023年，本机关未发出信息处理费收费通知，未收取信息处理费。'
    """
    said: list[str] = []
    if figures.notices is not None:
        said.append(f"发出信息处理费收费通知{figures.notices}件" if figures.notices else "未发出信息处理费收费通知")
    if figures.charged:
        said.append(f"通知收费金额{plain(figures.charged)}元")
    if figures.received is not None:
        said.append(f"实际收取信息处理费{plain(figures.received)}元" if figures.received else "未收取信息处理费")
    if not said:
        return ""
    basis = "依据《政府信息公开信息处理费管理办法》" if year >= _FEE_SINCE and figures.notices else ""
    return f"{year}年，本机关{basis}{'，'.join(said)}。"
