"""A fragment for a site's editor has its look in its elements, its pictures beside it, and reads back as it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.document.reports import town
from tests.strategies import EXAMPLES, PNG, reports

import gk_docs as gk
from gk_docs.form.prose import Picture
from gk_docs.formats import format_of, render, write

TOWNSHIPS = Path(__file__).parents[2] / "fixtures" / "townships"
KEPT = {
    *("p", "strong", "br", "h2", "h3", "h4", "h5", "img", "div", "table", "thead", "tbody", "tr", "th", "td"),
    *("html", "body"),  # which the parser adds
}
ATTRIBUTES = {
    *("style", "align", "bgcolor", "border", "cellspacing", "cellpadding", "width"),
    *("scope", "id", "headers", "role", "aria-label", "tabindex", "rowspan", "colspan", "src", "alt"),
}


def fragment(report: gk.AnnualReport | gk.AnnualReport2019) -> etree._Element:
    return etree.fromstring(render(report, "cms"), etree.HTMLParser(encoding="utf-8", remove_comments=True))


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(reports())
def test_it_has_only_elements_and_attributes_that_editors_keep(report: gk.AnnualReport | gk.AnnualReport2019) -> None:
    for element in fragment(report).iter(etree.Element):
        assert element.tag in KEPT
        assert {str(name) for name in element.keys()} <= ATTRIBUTES  # noqa: SIM118 - of lxml


def test_tables_have_their_lines_fill_and_alignment_twice_for_editors_that_drop_styles() -> None:
    tables = list(fragment(town()).iter("table"))
    assert len(tables) == 3
    for table in tables:
        assert (table.get("border"), table.get("cellspacing"), table.get("width")) == ("1", "0", "100%")
        assert "border-collapse:collapse" in str(table.get("style"))
        for cell in table.iter("th", "td"):
            assert f"text-align:{cell.get('align')};" in str(cell.get("style"))
            assert "border:1px solid" in str(cell.get("style"))
        assert all(f"background-color:{cell.get('bgcolor')};" in str(cell.get("style")) for cell in table.iter("th"))


@pytest.mark.parametrize("name", ["xiji_2023", "linhe_2024", "hewan_2020"])
def test_it_reads_back_as_what_it_shows_also_without_styles(name: str) -> None:
    report = gk.read(TOWNSHIPS / f"{name}.yaml").report
    data = render(report, "cms")
    assert gk.read(data, name="甲.cms.html").report == report.visible()
    bare = re.sub(rb' (style|align|bgcolor|width|border|scope|id|headers|role|aria-label|tabindex)="[^"]*"', b"", data)
    assert gk.read(bare, name="甲.html").report.figures() == report.figures()


def test_pictures_are_files_beside_it(tmp_path: Path) -> None:
    report = town(summary={"lead": [Picture(data=PNG, caption="办公楼").model_dump()]})
    path = write(report, tmp_path / "乙镇2023.cms.html")
    [image] = fragment(report).iter("img")
    assert image.get("alt") == "办公楼"
    assert sorted(tmp_path.iterdir()) == sorted([path, tmp_path / str(image.get("src"))])
    assert (tmp_path / str(image.get("src"))).read_bytes() == PNG


def test_its_name_has_two_suffixes_and_it_is_written_from_the_prompt_too(tmp_path: Path) -> None:
    assert format_of(tmp_path / "乙镇.CMS.html") == "cms"
    assert format_of(tmp_path / "cms.html") == "html"
    [result] = gk.write_all([town()], tmp_path, formats=["cms"])
    assert [path.name for path in result.paths] == ["乙镇人民政府2023.cms.html"]
    assert b"<style" not in result.paths[0].read_bytes()
