"""A page says what the report says, in the elements that mean it, fetches nothing and runs nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.document.reports import town
from tests.strategies import EXAMPLES, PNG, reports

from gk_docs.errors import InvalidReport
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Picture, PlainTable
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import render

if TYPE_CHECKING:
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">\'"&amp;{{ 7 * 7 }}{% raw %}-->'
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "p", "b", "br", "span"),
    *("wbr", "figure", "img", "figcaption", "section", "div", "table", "thead", "tbody", "tr", "th", "td"),
    *("svg", "defs", "g", "use", "rect", "text"),
}


def page_of(report: Report) -> Any:
    parser = etree.HTMLParser(encoding="utf-8")
    return etree.fromstring(render(report, "html"), parser)


def texts(page: Any, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in page.iterfind(path)]


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(reports())
def test_whatever_a_report_says_the_page_has_no_other_elements_than_its_own(report: AnyReport) -> None:
    page = page_of(report)
    assert {element.tag for element in page.iter(etree.Element)} <= ELEMENTS
    attributes = {name for element in page.iter(etree.Element) for name in element.keys()}  # noqa: SIM118 - of lxml
    assert not any(name.startswith("on") for name in attributes)
    leading = [element for element in page.iter(etree.Element) if "href" in element.attrib]
    assert all(element.tag == "use" and element.get("href").startswith("#chart-") for element in leading)
    assert all(image.get("src").startswith("data:image/") for image in page.iter("img"))
    levels = [1, *(int(heading.tag[1]) for heading in page.iter("h2", "h3", "h4", "h5"))]
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_hostile_text_in_every_place_is_text() -> None:
    report = town(
        agency={"name": HOSTILE},
        title=HOSTILE,
        preamble=HOSTILE,
        summary={"lead": HOSTILE},
        problems={
            "parts": [
                {"name": None, "heading": HOSTILE, "body": [{"kind": "picture", "data": PNG, "caption": HOSTILE}]}
            ]
        },
        printed={"headings": {"requests": HOSTILE}, "words": {"requests.received.total": HOSTILE}},
    )
    page = page_of(report)
    assert {element.tag for element in page.iter(etree.Element)} <= ELEMENTS
    assert texts(page, ".//h1") == [HOSTILE]
    assert HOSTILE in texts(page, ".//p")
    assert HOSTILE in texts(page, ".//h2")
    assert HOSTILE in texts(page, ".//h3")
    assert HOSTILE in texts(page, ".//td")
    assert [image.get("alt") for image in page.iter("img")] == [HOSTILE]
    assert page.findtext(".//title") == HOSTILE


def test_the_style_fetches_nothing() -> None:
    style = page_of(town()).findtext(".//style")
    assert not re.search(r"url\(|@import|https?:", style)
    assert "@media print" in style


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_the_tables_have_the_cells_and_spans_of_the_form(form: type[AnyReport]) -> None:
    report = form.model_validate({"agency": "甲局", "year": 2021, "edition": form.edition_name()})
    tables = list(page_of(report).iter("table"))
    sections = [section for section in outline_of(form).sections if section.grid]
    assert len(tables) == len(sections) == 3
    for table, section in zip(tables, sections, strict=True):
        assert section.grid
        cells = [(int(cell.get("rowspan") or 1), int(cell.get("colspan") or 1)) for cell in table.iter("td", "th")]
        assert cells == [(cell.row_span, cell.column_span) for row in section.grid.by_row() for cell in row]
        assert table.getparent().get("aria-label") == section.title


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_every_figure_stands_under_and_beside_its_header_cells(form: type[AnyReport]) -> None:
    report = form.model_validate({"agency": "甲局", "year": 2021, "edition": form.edition_name()})
    for table in page_of(report).iter("table"):
        for group in table:
            tall = [int(cell.get("rowspan") or 1) for row in group for cell in row]
            assert max(tall) <= len(group), "a cell does not leave its group of rows"
        assert all(cell.get("scope") in ("row", "col", "rowgroup") for cell in table.iter("th"))
        bodies = [row for group in table.iter("tbody") for row in group]
        assert all(row[0].tag == "th" for row in bodies) or table.find("thead") is not None


def test_headings_are_in_order_and_there_is_one_title() -> None:
    page = page_of(town())
    assert len(texts(page, ".//h1")) == 1
    assert texts(page, ".//h2") == [section.title for section in outline_of(AnnualReport).sections]
    assert texts(page, ".//h3") == ["（一）主动公开", "（二）依申请公开"]
    assert texts(page, ".//b") == ["（一）解读不多。"]
    assert page.get("lang") == "zh-CN"


def test_the_figures_are_printed_as_they_are() -> None:
    page = page_of(town())
    assert "1.50" in texts(page, ".//td")
    words = town(printed={"words": {"active_disclosure.licences": "约\n30"}})
    assert "约<br>30</td>" in render(words, "html").decode()


def test_a_picture_holds_itself_and_a_plain_table_has_a_head() -> None:
    blocks = [
        Picture(data=PNG, caption="图1").model_dump(),
        PlainTable(rows=(("栏目", "件"), ("公告", "3"))).model_dump(),
    ]
    page = page_of(town(summary={"lead": blocks}))
    [figure] = page.iter("figure")
    assert figure.find("img").get("src").startswith("data:image/png;base64,iVBOR")
    assert (figure.find("img").get("alt"), figure.findtext("figcaption")) == ("图1", "图1")
    assert [cell.text for cell in next(page.iter("table")).iter("th")] == ["栏目", "件"]


def test_a_damaged_picture_is_refused_by_its_caption() -> None:
    broken = Picture(data=PNG[:20], caption="图1").model_dump()
    with pytest.raises(InvalidReport, match="图1"):
        render(town(summary={"lead": [broken]}), "html")


def test_title_body_and_day_are_told_to_the_site() -> None:
    page = page_of(town(published="2024-01-15"))
    said = {meta.get("name"): meta.get("content") for meta in page.iter("meta") if meta.get("name")}
    assert said["ArticleTitle"] == page.findtext(".//title") == "乙镇人民政府2023年政府信息公开工作年度报告"
    assert (said["ContentSource"], said["PubDate"]) == ("乙镇人民政府", "2024-01-15")
    assert "PubDate" not in {meta.get("name") for meta in page_of(town()).iter("meta")}


def test_a_long_address_may_break_where_its_parts_are_joined_and_a_number_may_not() -> None:
    text = "见https://www.dahe.gov.cn/zwgk/index.html，电话0532-8888888-8888，1234567.1234567元。"
    page = page_of(town(summary={"lead": text}))
    source = render(town(summary={"lead": text}), "html").decode()
    pieces = source[source.index("见https") : source.index("元。")].split("<wbr>")
    assert pieces[1:-1] == ["www.", "dahe.", "gov.", "cn/", "zwgk/", "index."]
    assert pieces[-1] == "html，电话0532-8888888-8888，1234567.1234567"
    assert texts(page, ".//p").count(text) == 1


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_every_figure_of_table_2_names_its_band_its_columns_and_its_row(form: type[AnyReport]) -> None:
    section = outline_of(form).section("active_disclosure")
    page = page_of(form.model_validate({"agency": {"name": "甲镇人民政府"}, "year": form.form.first_year}))
    table = next(one for one in page.iter("section") if one.get("aria-label") == section.title)
    words = {cell.get("id"): "".join(cell.itertext()) for cell in table.iter("th")}
    assert section.grid is not None
    figures = {cell.content.path: cell for cell in section.grid.cells if isinstance(cell.content, Figure)}
    for figure, cell in zip(figures.values(), table.iter("td"), strict=True):
        named = [words[id_] for id_ in cell.get("headers").split()]
        assert named[0].startswith("第二十条")
        assert len(named) >= 3
        assert figure.row_span == 1
    first = [words[id_] for id_ in next(table.iter("td")).get("headers").split()]
    assert first[0] == "第二十条第（一）项"
    assert first[-1] == "规章"


def test_the_page_prints_with_its_number_outside() -> None:
    style = page_of(town()).findtext(".//style")
    assert "@bottom-right" in style
    assert "@page :left" in style
    assert "counter(page)" in style


def test_no_table_is_wider_than_a_phone_asks() -> None:
    style = page_of(town()).findtext(".//style")
    assert "min-width: 42rem" not in style
    assert "white-space: nowrap" in style  # a figure never breaks
