"""The sentences that a report writes itself from typed data: title and preamble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.chinese.labels import strip_numbering
from gk_docs.chinese.numerals import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.agency import Agency, Contact
    from gk_docs.form.form import Form


def title(agency: Agency, year: int, form: Form) -> str:
    """The usual title, one line: body, year, name of the report (条例 art. 49)."""
    return f"{agency.name}{year}年{form.title}"


def preamble(agency: Agency, year: int, form: Form, section_titles: Sequence[str]) -> str:
    """The paragraph before section 一: legal basis, sections, period, where to ask.

    The period is the calendar year; site and contact are named where they are known.
    """
    basis = f"{agency.name}根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{form.notice.cited}编制本报告。"
    names = [strip_numbering(heading) for heading in section_titles]
    contents = f"全文由{'、'.join(names[:-1])}和{names[-1]}{format_number(len(names))}个部分组成。"
    period = f"所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    return f"{basis}{contents}{period}{_where(agency.contact)}{_contact(agency)}"


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
