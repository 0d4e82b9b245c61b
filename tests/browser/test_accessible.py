"""Every page of ours can be read by anybody: by ear, on a telephone, enlarged four times. Chromium and axe say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from tests.browser.chromium import AXE, Chromium
from tests.document.reports import town
from tests.strategies import PNG

import gk_docs as gk
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Picture, PlainTable
from gk_docs.formats import render
from gk_docs.showing.saving import FORMATS, shown_of

pytestmark = pytest.mark.browser

FIXTURES = Path(__file__).parents[2] / "fixtures"
COUNTY = sorted((FIXTURES / "county").glob("丙县*2024.yaml"))

FOUND = """axe.run({resultTypes: ["violations", "incomplete"]}).then(({violations, incomplete}) =>
  [...violations, ...incomplete].flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.html}: ${node.failureSummary}`)))"""
"""What axe finds wrong, and what it leaves to be judged."""

BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STAYING = """[...document.querySelectorAll("*")]
  .filter(one => ["fixed", "sticky"].includes(getComputedStyle(one).position)).length"""
TABLES_BEYOND = """Object.fromEntries([...document.querySelectorAll("[aria-label]:has(table)")]
  .map(one => [one.ariaLabel.slice(0, 2), one.scrollWidth - one.clientWidth]))"""


def wide() -> gk.AnnualReport:
    """A province's: figures of five digits in all columns, and plain tables without a head, or with a blank one."""
    counts: Any = dict.fromkeys(("natural_person", "business", "research_institute", "other"), 88888)
    plain = [[("只有", "一行")], [("", "2024年"), ("受理", "12")], [("", ""), ("受理", "12")]]
    tables = [PlainTable(rows=rows).model_dump() for rows in plain]
    requests = gk.Requests.zeros(received=counts, outcomes={"granted": counts})
    return town(requests=requests, summary={"lead": tables})


def large() -> gk.AnnualReport:
    """A body with thousands of applications, a picture, a table, and an address in its text."""
    counts: Any = {"natural_person": 9876, "business": 1231, "research_institute": 1, "other": 4567}
    summary = {
        "lead": [
            Picture(data=PNG, caption="办公楼").model_dump(),
            PlainTable(rows=(("科室", "受理"), ("办公室", "12"))).model_dump(),
            PlainTable(rows=(("项目", "2023年", "2024年"), ("行政许可", "104", "126"))).drawn().model_dump(),
        ],
        "on_request": "地址：https://www.example.gov.cn/zwgk/gknb/2024/annual_report_of_the_town.html。",
    }
    requests = gk.Requests.zeros(received=counts, outcomes={"granted": counts})
    return town(agency={"name": "某某自治州某某县人民政府办公室"}, summary=summary, requests=requests)


def in_a_site(fragment: bytes) -> bytes:
    """A fragment as a site shows it."""
    head = '<!doctype html><html lang="zh-CN"><title>年报</title><meta name="viewport" content="width=device-width">'
    return f"{head}<main><h1>年报</h1>{fragment.decode()}</main>".encode()


def listed(what: Any, **options: Any) -> bytes:
    return FORMATS[".html"](shown_of(what, **options))


def read(name: str) -> Any:
    return gk.read(FIXTURES / name)


def refused() -> gk.GkError:
    with pytest.raises(gk.GkError) as caught:
        gk.read("机关: 甲镇\n年度: 二".encode(), name="甲镇.yaml")
    return caught.value


REPORTS = {
    "report of 2021": lambda: render(read("comparison/临河镇2024.yaml").report, "html"),
    "report of 2019": lambda: render(read("townships/hewan_2020.yaml").report, "html"),
    "large report": lambda: render(large(), "html"),
    "wide report": lambda: render(wide(), "html"),
    "fragment": lambda: in_a_site(render(read("comparison/临河镇2024.yaml").report, "cms")),
    "large fragment": lambda: in_a_site(render(large(), "cms")),
    "findings": lambda: listed(gk.check(read("county/丙县教育局2024.yaml")), of=read("county/丙县教育局2024.yaml")),
}
LISTS = {
    "county": lambda: listed(gk.survey(COUNTY, previous=sorted((FIXTURES / "county/2023").glob("*.yaml")))),
    "total": lambda: listed(gk.total(COUNTY, agency="丙县人民政府")),
    "problems": lambda: listed(refused()),
    "comparison": lambda: listed(gk.compare(read("comparison/临河镇2023.yaml"), read("comparison/临河镇2024.yaml"))),
    "folders": lambda: listed(gk.compare_folders(FIXTURES / "comparison", FIXTURES / "comparison")),
}


@pytest.mark.parametrize("name", [*REPORTS, *LISTS])
def test_axe_finds_nothing_and_leaves_nothing_open(chromium: Chromium, name: str) -> None:
    page = (REPORTS | LISTS)[name]()
    for wide in (1280, 900, 550, 320):
        chromium.open(page, wide)
        chromium.value(AXE.read_text(encoding="utf-8"))
        assert chromium.value(FOUND) == [], wide


@pytest.mark.parametrize("name", [*REPORTS, *LISTS])
def test_no_page_scrolls_sideways_on_a_telephone_or_enlarged_four_times(chromium: Chromium, name: str) -> None:
    page = (REPORTS | LISTS)[name]()
    for wide, high, zoom in ((375, 800, 1), (320, 800, 1), (320, 256, 4)):  # 1280 by 1024, four times
        chromium.open(page, wide, high=high, zoom=zoom)
        assert chromium.value(BEYOND) == 0, wide
        assert chromium.value(STAYING) == 0, "nothing may cover what little is seen"


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "wide report"])
def test_all_columns_of_table_3_are_seen_on_a_telephone(chromium: Chromium, name: str) -> None:
    page = REPORTS[name]()
    for wide in (375,) if name == "large fragment" else (375, 320):  # which scrolls in a frame of its own
        chromium.open(page, wide)
        beyond = chromium.value(TABLES_BEYOND)
        assert beyond["表三" if name == "findings" else "三、"] == 0, (wide, beyond)


UPRIGHT = """[...document.querySelectorAll("thead .head")]
  .filter(one => getComputedStyle(one).writingMode != "horizontal-tb").map(one => one.textContent)"""
"""The column heads that are written from the top down."""


def test_heads_of_few_columns_are_written_across_on_any_screen(chromium: Chromium) -> None:
    page = LISTS["comparison"]()
    for wide in (1280, 900, 550, 375):
        chromium.open(page, wide)
        assert chromium.value(UPRIGHT) == [], wide


def test_labels_of_table_3_keep_their_room_beside_numbers_of_any_length(chromium: Chromium) -> None:
    counts: Any = dict.fromkeys(("natural_person", "business", "research_institute", "other"), 10**18 - 1)
    report = town(requests=gk.Requests.zeros(received=counts, outcomes={"granted": counts}))
    chromium.open(render(report, "html"), 1280)
    labels = """[...document.querySelectorAll('tbody th[scope="row"]:not([rowspan])')].filter(one =>
      one.textContent == "1.属于国家秘密" && one.offsetHeight < 3 * parseFloat(getComputedStyle(one).lineHeight))"""
    assert chromium.value(f"{labels}.length") == 1
    assert chromium.value(BEYOND) == 0


LINES_OF_TITLE = """(() => {
  const lines = {}, one = document.createRange(), walker = document.createTreeWalker(document.querySelector("h1"), 4);
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    for (let at = 0; at < text.length; at++) {
      one.setStart(text, at);
      one.setEnd(text, at + 1);
      const top = Math.round(one.getBoundingClientRect().top);
      lines[top] = (lines[top] || "") + text.data[at];
    }
  return Object.values(lines);
})()"""
"""The lines of the title as they are shown."""


@pytest.mark.parametrize(
    "name", ["丙县教育局", "某某自治州某某县人民政府办公室", "某某自由贸易试验区综合行政执法局（某某分局）"]
)
def test_no_character_of_the_title_stands_alone_on_a_narrow_screen(chromium: Chromium, name: str) -> None:
    page = render(town(agency={"name": name}), "html")
    for wide in (320, 335, 352, 360, 375, 390, 414, 480, 600):  # of which a scroll bar takes 15
        chromium.open(page, wide)
        lines = chromium.value(LINES_OF_TITLE)
        assert "2023年政府信息公开工作年度报告" in lines, wide
        assert min(map(len, lines)) > 4, (wide, lines)


NARROWEST = """Math.min(...[...document.querySelectorAll('{}')]
  .filter(one => one.textContent.length > 2)
  .map(one => one.offsetWidth / parseFloat(getComputedStyle(one).fontSize)))"""
"""Width of the narrowest of some cells with words, in characters."""


def test_no_label_is_pressed_into_a_column_of_single_characters_on_a_telephone(chromium: Chromium) -> None:
    heads = ["项目", *(f"{2016 + year}年" for year in range(9))]
    table = PlainTable(rows=(heads, ["行政许可办理情况", *["104"] * 9]))
    chromium.open(render(wide().replace(summary={"lead": [table.model_dump()]}), "html"), 320)
    assert chromium.value(NARROWEST.format('.form tbody th[scope="row"]:not([rowspan])')) >= 5
    assert chromium.value(NARROWEST.format("div > table td")) >= 2.5
    assert chromium.value(BEYOND) == 0


def test_no_name_in_a_list_is_pressed_into_a_column_of_single_characters_on_a_telephone(chromium: Chromium) -> None:
    figures = dict.fromkeys(outline_of(gk.AnnualReport).figures, 88888)
    bodies = [gk.AnnualReport.from_figures(figures, agency=f"石桥县第{n}街道办事处", year=2024) for n in "一二三"]
    for page in (listed(gk.total(bodies, agency="石桥县人民政府")), LISTS["comparison"](), LISTS["county"]()):
        chromium.open(page, 320)
        assert chromium.value(NARROWEST.format("td.name:not([rowspan])")) >= 3.5
        assert chromium.value(BEYOND) == 0


@pytest.mark.parametrize("kind", ["html", "cms"])
def test_a_column_of_sentences_has_its_room_beside_many_of_numbers(
    chromium: Chromium, kind: Literal["html", "cms"]
) -> None:
    sentence = "各办公室按季度报送公开信息，党政办核对后发布。"
    table = PlainTable(rows=(["项目", "情况", *["指标"] * 9], ["第1项", sentence, *["是"] * 9]))
    page = render(town(summary={"lead": [table.model_dump()]}), kind)
    chromium.open(page if kind == "html" else in_a_site(page), 1280)
    assert chromium.value("document.querySelectorAll('div > table td')[1].offsetWidth") > 200
    chromium.open(page if kind == "html" else in_a_site(page), 320)
    assert chromium.value("document.querySelectorAll('div > table td')[1].offsetHeight") > 60  # no line goes on and on


def test_text_in_a_chart_is_no_smaller_than_12_pixels_on_a_telephone(chromium: Chromium) -> None:
    chromium.open(REPORTS["large report"](), 320)
    assert chromium.value("document.querySelector('svg').getBoundingClientRect().width / 400 * 16") >= 11.5


def test_axe_would_find_a_fault(chromium: Chromium) -> None:
    pale = '<!doctype html><title>甲</title><table><tr><td rowspan="2" style="color:#999">甲<td>乙<tr><td>丙</table>'
    chromium.open(pale.encode(), 375)
    chromium.value(AXE.read_text(encoding="utf-8"))
    found = [told.partition(":")[0] for told in chromium.value(FOUND)]
    assert {"html-has-lang", "color-contrast"} <= {*found}
