"""What was found is saved in every format that shows it, says the same in each, and is refused by name elsewhere."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openxml_audit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.batch.test_summary import batch
from tests.checks.small import small
from tests.strategies import EXAMPLES

import docx
import gk_docs as gk
from gk_docs.errors import WriteRefused, printable
from gk_docs.grid import Grid, Span
from gk_docs.showing.listing import ListCell, Listing, Paper
from gk_docs.showing.page import page
from gk_docs.showing.saving import FORMATS, shown_of
from gk_docs.showing.word_file import word_file
from gk_docs.showing.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AGENCY = "甲县人民政府"


def two_years() -> tuple[gk.Reading, gk.Reading]:
    old, new = (
        small({"active_disclosure.penalties": 5}, year=2023),
        small({"active_disclosure.penalties": 9}, year=2024),
    )
    return gk.Reading(old), gk.Reading(new)


def folders(place: Path) -> tuple[Path, Path]:
    for year, reading in zip(("2023", "2024"), two_years(), strict=True):
        (place / year).mkdir(parents=True, exist_ok=True)
        gk.write(reading.report, place / year / f"甲镇{year}.json")
    return place / "2023", place / "2024"


THINGS: dict[str, Callable[[Path], Any]] = {
    "findings": lambda _: gk.check(small({"review_litigation.reconsideration.upheld": 10})),
    "no findings": lambda _: [],
    "totals": lambda _: gk.total([small(), small(agency="乙镇")], agency=AGENCY, roster=["甲镇", "乙镇", "丙镇"]),
    "survey": lambda place: gk.survey([*folders(place)[1].iterdir()], roster=["丙镇"]),
    "batch": lambda _: batch(),
    "comparison": lambda _: gk.compare(*two_years()),
    "folders": lambda place: gk.compare_folders(*folders(place)),
}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("thing", THINGS)
def test_every_thing_is_saved_in_every_format_and_the_same_again(thing: str, suffix: str, tmp_path: Path) -> None:
    what = THINGS[thing](tmp_path)
    path = gk.save(what, tmp_path / f"表{suffix}")
    data = path.read_bytes()
    assert gk.save(what, path, force=True).read_bytes() == data
    shown = shown_of(what)
    if suffix == ".json":
        assert json.loads(data) == json.loads(json.dumps(shown.record()))
    elif suffix == ".txt":
        assert data.decode() == f"{shown.text()}\n"
    elif suffix == ".xlsx":
        names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
        assert [one for one in names if "图" not in one] == [one.title for one in shown.sheets()]
    elif suffix == ".html":
        assert tables_of(data.decode()) == [texts(one) for one in shown.paper().listings if one.grid]
    else:
        assert [str(error) for error in openxml_audit.OpenXmlValidator().validate(path).errors] == []
        tables = [
            [[unbroken(cell.text) for cell in row.cells] for row in table.rows]
            for table in docx.Document(str(path)).tables
        ]
        listed = [texts(one) for one in shown.paper().listings if one.grid]
        assert tables == [[[unbroken(cell) for cell in row] for row in rows] for rows in listed]


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json"])
def test_a_file_that_somebody_changed_is_not_replaced(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"县{suffix}"
    path.write_text("我的批注", encoding="utf-8")
    with pytest.raises(WriteRefused, match="有人改过"):
        gk.save(THINGS["totals"](tmp_path), path)
    assert gk.save(THINGS["totals"](tmp_path), path, force=True) == path


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx"])
def test_a_list_takes_the_place_of_a_list_and_of_no_report(suffix: str, tmp_path: Path) -> None:
    report = gk.write(small(), tmp_path / f"甲镇{suffix}")
    data = report.read_bytes()
    with pytest.raises(WriteRefused, match="这是一份报告"):
        gk.save(THINGS["totals"](tmp_path), report)
    assert report.read_bytes() == data
    assert gk.save(THINGS["totals"](tmp_path), report, force=True).read_bytes() != data
    gk.save(THINGS["batch"](tmp_path), report)


@pytest.mark.parametrize("name", ["表.pdf", "表.yaml", "表", "表.XLS"])
def test_a_format_that_shows_no_list_is_refused_by_name_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match=r"能写的格式：\.xlsx、\.docx、\.html、\.json、\.txt"):
        gk.save([], tmp_path / name)
    assert not [*tmp_path.iterdir()]


def test_what_is_no_list_is_the_callers_mistake_and_a_report_is_told_the_way(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"gk_docs\.write"):
        gk.save(small(), tmp_path / "表.xlsx")  # type: ignore[call-overload]  # the mistake is the point
    with pytest.raises(TypeError, match="str"):
        gk.save("甲", tmp_path / "表.xlsx")  # type: ignore[arg-type]  # the mistake is the point
    with pytest.raises(TypeError, match="everything"):
        gk.save([], tmp_path / "表.xlsx", everything=True)  # type: ignore[call-overload]  # the mistake is the point


def test_the_drawn_row_has_what_the_file_prints_where_that_is_no_plain_number(tmp_path: Path) -> None:
    report = small({"active_disclosure.fees": "0.00078"}, printed={"words": {"active_disclosure.fees": "7.8元"}})
    drawn = gk.save(gk.check(report, select=["GK507"]), tmp_path / "查.txt", of=report).read_text(encoding="utf-8")
    assert "[7.8元→0.00078]" in drawn


def test_with_the_report_at_hand_findings_have_its_tables_and_the_drawn_row(tmp_path: Path) -> None:
    report = small({"review_litigation.reconsideration.upheld": 10, "review_litigation.reconsideration.total": 0})
    findings = gk.check(report, select=["GK304"])
    assert "[0→10]" in gk.save(findings, tmp_path / "查.txt", of=report).read_text(encoding="utf-8")
    assert "[0→10]" not in gk.save(findings, tmp_path / "只.txt").read_text(encoding="utf-8")
    page_text = gk.save(findings, tmp_path / "查.html", of=report).read_text(encoding="utf-8")
    assert page_text.count("<table>") == 4
    assert 'class="printed error" title="GK304' in page_text
    assert json.loads(gk.save(findings, tmp_path / "查.json", of=report).read_bytes())["agency"] == "甲镇人民政府"


class _Tables(HTMLParser):
    """The texts of the tables of a page, spans unrolled as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[Span[list[str]]]]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.open = True
            words: list[str] = []
            self.tables[-1][-1].append(Span(words, int(facts.get("rowspan") or 1), int(facts.get("colspan") or 1)))

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.tables[-1][-1][-1].content.append(data)


def tables_of(html: str) -> list[list[list[str]]]:
    parser = _Tables()
    parser.feed(html)
    grids = (Grid.of_rows(rows) for rows in parser.tables)
    return [[["".join(cell.content) for cell in row] for row in grid.covering()] for grid in grids]


def unbroken(text: str) -> str:
    """A cell without its line breaks: a Word file has more in heads, for even lines."""
    return text.replace("\n", "")


def texts(listing: Listing) -> list[list[str]]:
    assert listing.grid
    return [[cell.content.text for cell in row] for row in listing.grid.covering()]


TRAPS = (
    "=1+1",
    "{{ x }}",
    "{% if %}",
    "<r>甲</r>",
    "_x0041_",
    "0012",
    "http://甲",
    "+12",
    "\udcb1镇",
    "\x1b[2J甲",
    "甲\n乙",
)
ANY_TEXT = st.sampled_from(TRAPS) | st.text(max_size=12).filter(lambda text: text == text.strip())
ROWS = st.lists(st.tuples(ANY_TEXT, st.integers(-(10**17), 10**17), ANY_TEXT), max_size=6)


def cells_of(data: bytes) -> Iterator[list[str]]:
    for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False):
        yield [str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row]


@given(ROWS)
@settings(max_examples=min(25, EXAMPLES // 2))
def test_whatever_stands_in_a_list_stands_in_the_page_the_workbook_and_the_word_file(rows: list[Any]) -> None:
    listing = Listing.of("表", ("甲", "乙", "丙"), rows)
    expected = [["甲", "乙", "丙"], *([printable(first), str(count), printable(last)] for first, count, last in rows)]
    paper = Paper(title="题", lead=("<b>&",), listings=(listing,))
    assert texts(listing) == expected
    html = page(paper).decode()
    assert tables_of(html) == [expected]
    assert "&lt;b&gt;&amp;" in html
    assert [[cell.strip() for cell in row] for row in cells_of(workbook([listing]))] == expected
    [table] = docx.Document(io.BytesIO(word_file(paper))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == expected


def test_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    [_, [cell]] = cells_of(workbook([Listing.of("表", ("甲",), [("长" * 40_000,)])]))
    assert cell.endswith("……（太长，以下略）")


def test_a_list_that_no_word_file_can_hold_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gk_docs.word.printing.rendering.BUDGET", 10_000)
    listing = Listing.of("表", ("甲", "乙"), [("长" * 1000, "长" * 1000)] * 20)
    with pytest.raises(WriteRefused, match=r"Word 文件放不下。请写成 \.xlsx"):
        word_file(Paper(title="题", lead=(), listings=(listing,)))


def test_nothing_but_the_workbook_draws_cells_and_text_is_measured_in_one_place() -> None:
    source = Path(gk.__file__).parent
    drawing = {path.name for path in (source / "showing").glob("*.py") if "sheet.write" in path.read_text("utf-8")}
    assert drawing == {"workbook.py"}
    measuring = {path.name for path in source.rglob("*.py") if "east_asian_width" in path.read_text("utf-8")}
    assert measuring == {"text.py", "help.py"}  # help pages measure as rich does (tests/cli/test_words.py) without it


def test_unit_scope_and_notes_stand_below_the_table_of_a_workbook(tmp_path: Path) -> None:
    totals = THINGS["totals"](tmp_path)
    said = ["".join(map(str, row)) for row in cells_of(gk.save(totals, tmp_path / "附表.xlsx").read_bytes())][-3:]
    assert said[0].startswith("单位：件")
    assert said[1].startswith("汇总范围：")
    assert said[2] == "没有报告、未计入的单位（1个）：丙镇。"


def test_a_merged_cell_with_a_number_is_one_cell() -> None:
    grid = Grid.of_rows([[Span(ListCell("7", "figure", 7), column_span=2)], [Span(ListCell("甲")), Span(ListCell())]])
    assert next(cells_of(workbook([Listing(title="表", grid=grid)])))[0] == "7"


def test_rules_that_could_not_decide_for_one_reason_are_told_in_one_line() -> None:
    findings = gk.check(small())
    undecided = [one for one in findings if not one.assessed and "上一年度报告" in one.message]
    told = shown_of(findings).sheets()[0].grid
    assert told is not None
    lines = [[cell.content.text for cell in row] for row in told.by_row()]
    [line] = [one for one in lines if any("上一年度报告" in text for text in one)]
    assert line[1] == "、".join(one.code for one in undecided)
    assert len(undecided) > 1


def test_the_results_of_a_batch_are_saved_as_its_summary(tmp_path: Path) -> None:
    reports = [gk.AnnualReport(agency=name, year=2024) for name in ("甲镇人民政府", "乙镇人民政府", "甲镇人民政府")]
    results = [*gk.write_all(reports, tmp_path / "成品", formats=["json"])]
    record = json.loads(gk.save(results, tmp_path / "汇总.json").read_text("utf-8"))
    assert sorted(row["status"] for row in record["bodies"]) == ["failed", "written", "written"]
    assert "共 3 个：已生成 2 个，失败 1 个" in gk.save(results, tmp_path / "汇总.txt").read_text("utf-8")
