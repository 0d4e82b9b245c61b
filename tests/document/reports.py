"""Reports for these tests, and functions that read text from the XML of a written Word file."""

from __future__ import annotations

from typing import Any

from lxml import etree
from tests.word.conftest import entries

from gk_docs.form.agency import Agency, Contact
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, DocumentCounts, Requests, ReviewLitigation

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def town(**changes: Any) -> AnnualReport:
    """The report of a town with a few applications; no figure is blank."""
    fields: dict[str, Any] = {
        "agency": Agency(
            name="乙镇人民政府", short_name="乙镇", contact=Contact(postcode="010000", phone="0632-0000000")
        ),
        "year": 2023,
        "summary": {"active_disclosure": "公开信息66条。", "on_request": "收到申请3件。"},
        "active_disclosure": ActiveDisclosure(
            rules=DocumentCounts.zeros(),
            normative_documents=DocumentCounts(issued=2, repealed=1, in_force=12),
            licences=30,
            penalties=0,
            compulsion=0,
            fees="1.50",
        ),
        "requests": Requests.zeros(received={"natural_person": 3}, outcomes={"granted": {"natural_person": 3}}),
        "review_litigation": ReviewLitigation.zeros(),
        "problems": {"lead": "（一）解读不多。图解只有1期。"},
        "other_matters": {"fee": {"notices": 0, "charged": 0, "received": 0}},
    }
    return AnnualReport.model_validate({**fields, **changes})


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables, without the blank ones after tables."""
    body = etree.fromstring(entries(data)["word/document.xml"])[0]
    found = [(_style(paragraph), text_of(paragraph)) for paragraph in body.findall(f"{_W}p")]
    return [(style, text) for style, text in found if style != "TableEnd"]


def tables(data: bytes) -> list[list[list[str]]]:
    """Text of the cells of every table, row by row; a cell merged over rows counts in each of them."""
    body = etree.fromstring(entries(data)["word/document.xml"])[0]
    return [
        [[text_of(cell) for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")]
        for table in body.findall(f"{_W}tbl")
    ]


def text_of(element: Any) -> str:
    marks = {f"{_W}tab": "\t", f"{_W}br": "\n"}
    return "".join(marks.get(node.tag) or (node.text or "") for node in element.iter(f"{_W}t", *marks))


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))
