"""A survey tells what the checks find from what is only worth a look, and never shows small numbers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gk_docs as gk
from gk_docs.batch.county import survey
from gk_docs.batch.county.outliers import LEAST, Yardstick
from gk_docs.batch.spreading import Processes
from gk_docs.showing.county import NO_FINDING, SurveyShown
from gk_docs.showing.saving import FORMATS
from gk_docs.showing.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.batch.county import Survey
    from gk_docs.form.reading import Reading

LICENCES = "active_disclosure.licences"


def town(number: int, licences: int | None, *, year: int = 2024, fees: str = "0") -> gk.AnnualReport:
    active = gk.ActiveDisclosure.zeros(licences=licences, fees=fees)
    return gk.AnnualReport(
        agency=gk.Agency(name=f"某县第{number}镇人民政府"),
        year=year,
        active_disclosure=active,
        requests=gk.Requests.zeros(),
        review_litigation=gk.ReviewLitigation.zeros(),
    )


def written(folder: Path, reports: Sequence[gk.AnnualReport]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return [gk.write(one, folder / f"{one.agency.name}{one.year}.json") for one in reports]


def shown(found: Survey) -> list[tuple[str, str, str]]:
    return [(one.body, one.path, one.against) for one in found.outliers]


def test_a_figure_far_from_like_bodies_is_worth_a_look_and_no_finding(tmp_path: Path) -> None:
    found = survey(written(tmp_path, [*(town(number, 30 + number) for number in range(12)), town(99, 3000)]))
    assert shown(found) == [("某县第99镇人民政府", LICENCES, "neighbours")]
    assert "GK404" not in {one.code for one in found.failing}
    assert found.outliers[0].judged.usual == 36


def test_bodies_of_another_kind_are_no_neighbours(tmp_path: Path) -> None:
    bureau = town(99, 3000).replace(agency=gk.Agency(name="某县公安局"))
    assert survey(written(tmp_path, [*(town(number, 30) for number in range(12)), bureau])).outliers == ()


def test_too_few_neighbours_are_no_measure(tmp_path: Path) -> None:
    assert survey(written(tmp_path, [*(town(number, 30) for number in range(7)), town(99, 3000)])).outliers == ()


def test_a_figure_ten_times_that_of_last_year_is_worth_a_look_and_reaches_the_checks(tmp_path: Path) -> None:
    before = written(tmp_path / "2023", [town(1, 35, year=2023), town(2, 35, year=2023)])
    found = survey(written(tmp_path / "2024", [town(1, 3500), town(2, 60)]), previous=before)
    assert shown(found) == [("某县第1镇人民政府", LICENCES, "last_year")]
    assert next(one for one in found.failing if one.code == "GK404").bodies == ("某县第1镇人民政府",)


@pytest.mark.parametrize(("now", "times"), [(3500, "，相差约 100 倍"), (1, "，相差约 35 倍"), (0, "")])
def test_how_many_times_one_figure_is_the_other_is_what_a_calculator_says(tmp_path: Path, now: int, times: str) -> None:
    before = written(tmp_path / "2023", [town(1, 35, year=2023)])
    found = survey(written(tmp_path / "2024", [town(1, now)]), previous=before)
    assert SurveyShown(found).text().endswith(f"行政许可：{now} 件，上年是 35{times}")
    assert gk.save(found, tmp_path / "县.xlsx").is_file()


def test_with_three_years_a_figure_is_held_against_its_own_past(tmp_path: Path) -> None:
    wild = [town(1, licences, year=year) for year, licences in ((2021, 20), (2022, 900), (2023, 90))]
    calm = [town(2, licences, year=year) for year, licences in ((2021, 80), (2022, 85), (2023, 90))]
    before = written(tmp_path / "往年", [*wild, *calm])
    found = survey(written(tmp_path / "2024", [town(1, 500), town(2, 500)]), previous=before)
    assert shown(found) == [("某县第2镇人民政府", LICENCES, "own_past")]


def test_rules_are_counted_by_body_and_missing_and_unreadable_ones_are_named(tmp_path: Path) -> None:
    files = written(tmp_path, [town(1, None), town(2, None), town(3, 5)])
    bad = tmp_path / "坏.yaml"
    bad.write_text("机关: 坏镇\n年度: x\n", encoding="utf-8")
    found = survey([*files, bad], roster=[f"某县第{number}镇人民政府" for number in range(1, 5)])
    blank = next(one for one in found.failing if one.code == "GK201")
    assert (blank.places, blank.bodies) == (2, ("某县第1镇人民政府", "某县第2镇人民政府"))
    assert found.missing == ("某县第4镇人民政府",)
    assert [one.source for one in found.unread] == ["坏.yaml"]
    text = SurveyShown(found).text()
    assert "GK201 错误" in text
    assert "坏.yaml：读不出" in text


def test_a_missing_body_is_told_beside_one_off_the_roster_that_may_be_meant_for_it(tmp_path: Path) -> None:
    came = [town(1, 5).replace(agency=name) for name in ("平顺县黄土镇人民政府", "平川县西乡人民政府")]
    found = survey(written(tmp_path, came), roster=["平川县黄土镇", "平川县东乡", "平川县西乡"])
    assert found.perhaps == {"平川县黄土镇": ("平顺县黄土镇人民政府",)}
    assert "平川县黄土镇；收到的平顺县黄土镇人民政府不在名单中，是不是它的，请核对" in SurveyShown(found).text()
    assert "平川县黄土镇、平川县东乡" in SurveyShown(found).text()


def test_several_files_of_one_report_count_as_one_and_are_named(tmp_path: Path) -> None:
    data, *others = written(tmp_path, [town(1, 7), town(2, None), town(3, 5)])
    word = gk.write(gk.read(data).report, tmp_path / "另存.docx")
    copy = data.rename(tmp_path / "0 (2).json")
    other = gk.write(town(3, 6), tmp_path / "改过.json")
    found = survey([word, copy, *others, other])
    assert found.copies == (("0 (2).json", "另存.docx"),)
    assert [one.source for one in found.figures] == ["0 (2).json", *(file.name for file in others), "改过.json"]
    assert found.bodies[:2] == ("某县第1镇人民政府", "某县第2镇人民政府")
    assert found.alike == (tuple(sorted(found.bodies[2:])),)
    shown = SurveyShown(found)
    assert "同一份报告的几个文件，只计一次：0 (2).json、另存.docx" in shown.text()
    assert shown.record()["copies"] == [["0 (2).json", "另存.docx"]]


def test_a_report_of_another_year_than_the_others_is_named_in_text_and_workbook(tmp_path: Path) -> None:
    sent = [*(town(number, 10) for number in range(3)), town(3, 10, year=2023)]
    found = gk.survey(written(tmp_path, sent))
    (name,) = found.of_other_years
    said = "是2023年度的报告，与别的单位不是同一年度，请核对是否发错了"
    assert f"{name}：{said}" in SurveyShown(found).text()
    assert any(said in str(listing.grid) for listing in SurveyShown(found).sheets() if listing.title == "未报与读不出")
    assert not gk.survey(written(tmp_path, sent[2:])).of_other_years


def test_text_json_and_workbook_keep_findings_and_outliers_apart(tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    found = survey(written(tmp_path, [*(town(number, 30) for number in range(12)), town(99, 3000)]))
    before, _, after = SurveyShown(found).text().partition(NO_FINDING)
    assert "3000" not in before
    assert "3000 件，同类单位中位数（13个单位）是 30，相差约 100 倍" in after
    record = SurveyShown(found).record()
    assert [one["value"] for one in record["worth_a_look"]] == [3000]
    assert {one["code"] for one in record["rules"]} == {one.code for one in found.failing}
    path = tmp_path / "县.xlsx"
    path.write_bytes(workbook(SurveyShown(found).sheets()))
    book = calamine.load_workbook(str(path))
    sheets = ["查出的问题", "逐条问题", "值得一看", "未报与读不出", "主要数据"]
    assert book.sheet_names == [*sheets, "主要数据图1", "主要数据图2"]
    assert book.get_sheet_by_name("值得一看").to_python()[1][:4] == ["某县第99镇人民政府", "行政许可", "件", 3000]


@given(st.lists(st.integers(0, LEAST - 1), min_size=1, max_size=40), st.integers(0, LEAST - 1))
def test_small_numbers_are_never_shown(others: list[int], value: int) -> None:
    for against in ("neighbours", "last_year", "own_past"):
        stick = Yardstick.of(others, "件", against)
        assert stick is None or stick.judged(value) is None


@given(st.lists(st.integers(0, 10**6) | st.none(), min_size=1, max_size=40), st.integers(0, 10**6))
def test_the_usual_figure_itself_is_never_shown_and_nothing_fails(others: list[int | None], value: int) -> None:
    for unit in ("件", "万元"):
        stick = Yardstick.of(others, unit, "neighbours")
        if stick:
            stick.judged(value)
            assert stick.judged(round(stick.usual)) is None or stick.usual < 1


def test_chance_alone_shows_nothing_among_like_towns() -> None:
    stick = Yardstick.of([40, 52, 47, 44, 39, 58, 49, 45, 51], "件", "neighbours")
    assert stick is not None
    assert stick.judged(75) is None
    assert stick.judged(0) is not None


@pytest.mark.processes
def test_a_survey_over_processes_says_the_same(tmp_path: Path) -> None:
    before = written(tmp_path / "2023", [town(number, 35, year=2023) for number in range(12)])
    files = written(tmp_path / "2024", [*(town(number, 30) for number in range(12)), town(99, 3000)])
    bad = tmp_path / "2024" / "坏.json"
    bad.write_text("{", encoding="utf-8")
    with Processes(2) as executor:
        spread_out = survey([*files, bad], previous=before, executor=executor)
    assert SurveyShown(spread_out).record() == SurveyShown(survey([*files, bad], previous=before)).record()


def test_a_report_that_is_compared_with_last_years_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []

    def counted(path: Path) -> Reading:
        reads.append(path)
        return gk.read(path)

    before = written(tmp_path / "2023", [town(1, 35, year=2023)])
    files = written(tmp_path / "2024", [town(1, 3500), town(2, 60)])
    monkeypatch.setattr("gk_docs.batch.county.surveying.read", counted)
    found = survey(files, previous=before)
    assert "GK404" in {one.code for one in found.failing}
    assert [reads.count(path) for path in files] == [1, 1]


def test_of_two_reports_of_last_year_that_differ_none_is_held_against(tmp_path: Path) -> None:
    [this] = written(tmp_path / "今", [town(1, 5)])
    figures: Any = {"received": {"natural_person": 5}, "carried_forward": {"natural_person": 5}}
    last = town(1, 5, year=2023)
    left = last.replace(requests=gk.Requests.zeros(**figures))
    (tmp_path / "去").mkdir()
    files = [gk.write(one, tmp_path / f"去/{number}.json") for number, one in enumerate((last, left, left))]
    found = [survey([this], previous=previous) for previous in (files[:1], files[1:2], files[1:], files[:2])]
    assert [any(rule.code == "GK401" for rule in one.failing) for one in found] == [False, True, True, False]


def test_the_workbook_shades_the_main_figures_by_size_and_charts_them_with_who_is_missing(tmp_path: Path) -> None:
    reports = [
        gk.AnnualReport(
            agency=gk.Agency(name=name),
            year=2024,
            requests=gk.Requests.zeros(received={"natural_person": count}),
        )
        for name, count in (("甲局", 40), ("乙局", 10))
    ]
    paths = [gk.write(one, tmp_path / f"{one.agency.name}.json") for one in reports]
    shown = SurveyShown(gk.survey(paths, roster=["甲局", "乙局", "丙局"]))
    listing = shown.sheets()[-1]
    assert listing.title == "主要数据"
    assert listing.grid is not None
    column = next(cell.column for cell in listing.grid.cells if cell.content.text == "本年新收政府信息公开申请数量")
    cells = {cell.row: cell.content for cell in listing.grid.cells if cell.column == column and cell.row}
    assert [(one.value, one.share) for one in cells.values()] == [(40, 1.0), (10, 0.25)]
    assert [chart.title for chart in listing.charts] == [
        "新收申请（件）——2个单位，缺1个",
        "办理结果（件）——2个单位，缺1个",
    ]
    with ZipFile(BytesIO(workbook(shown.sheets()))) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    assert "主要数据" in charts[0]
    assert "<c:v>40</c:v>" in charts[0]
    assert all(chart.count("宋体") > 2 for chart in charts)
    page = FORMATS[".html"](shown).decode()
    assert 'style="background: #8FB4DB">40<' in page


def test_last_years_applications_stand_and_are_drawn_beside_this_years_with_who_has_none(tmp_path: Path) -> None:
    def body(name: str, year: int, count: int) -> gk.AnnualReport:
        received: Any = {"natural_person": count}
        return gk.AnnualReport(agency=gk.Agency(name=name), year=year, requests=gk.Requests.zeros(received=received))

    these = written(tmp_path, [body("甲局", 2024, 40), body("乙局", 2024, 10)])
    last = written(tmp_path / "去年", [body("甲局", 2023, 25)])
    shown = SurveyShown(gk.survey(these, previous=last))
    listing = shown.sheets()[-1]
    assert listing.grid
    column = listing.grid.columns - 1
    cells = [cell.content.text for cell in listing.grid.cells if cell.column == column]
    assert cells == ["上年报告：本年新收政府信息公开申请数量", "25", "空白"]
    assert listing.charts[0].values[-1] == column
    assert listing.notes == ("1个单位没有上年的报告，图中没有上年的条。",)


def test_a_page_and_a_workbook_lead_into_the_folders_beside_them(tmp_path: Path) -> None:
    files = [*written(tmp_path / "镇", [town(1, 5)]), *written(tmp_path / "部门", [town(2, 7)])]
    found = gk.survey(files)
    page = gk.save(found, tmp_path / "全县.html").read_text(encoding="utf-8")
    with ZipFile(gk.save(found, tmp_path / "全县.xlsx")) as parts:
        related = "".join(parts.read(one).decode() for one in parts.namelist() if "sheets/_rels" in one)
    for file in files:
        way = file.relative_to(tmp_path).as_posix()
        assert f'<a href="{quote(way)}">' in page
        assert way.replace("/", "\\") in related


def test_a_page_and_a_workbook_lead_to_the_reports_that_lie_beside_them_and_to_no_others(tmp_path: Path) -> None:
    found = gk.survey(written(tmp_path, [town(1, 5)]))
    (tmp_path / "别处").mkdir()
    [name] = [path.name for path in tmp_path.glob("*.json")]
    for folder, is_beside in ((tmp_path, True), (tmp_path / "别处", False)):
        page = gk.save(found, folder / "全县.html").read_text(encoding="utf-8")
        assert (f'<a href="{quote(name)}">某县第1镇人民政府</a>' in page) == is_beside
        with ZipFile(gk.save(found, folder / "全县.xlsx")) as parts:
            related = [parts.read(one).decode() for one in parts.namelist() if "sheets/_rels" in one]
        assert (name in "".join(related)) == is_beside
