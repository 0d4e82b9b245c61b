"""Two towns of one short name in two counties, and towns whose names hold each other's: nobody is taken for another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.batch.bodies import GOOD

import gk_docs as gk
from gk_docs.cli import main

if TYPE_CHECKING:
    from pathlib import Path

JIA, YI = "甲县西集镇人民政府", "乙县西集镇人民政府"
ROSTER = f"机关,简称\n{JIA},西集镇\n{YI},西集镇\n丙市口镇人民政府,口镇\n"


def write(path: Path, name: str, year: int, licences: int, *, short: str = "西集镇", carried: int = 0) -> Path:
    """A report of a body; what it carries forward it has received."""
    row = f"{{自然人: {carried}, 其余: 0}}"
    requests = (
        f"{{本年新收政府信息公开申请数量: {row}, 结转下年度继续办理: {row}, 其余: 0}}" if carried else "{全部: 0}"
    )
    text = GOOD.format(name=f"{{名称: {name}, 简称: {short}}}", day=f"{year + 1}-01-20").replace("2024", str(year))
    text = text.replace("主动公开政府信息情况: {全部: 0}", f"主动公开政府信息情况: {{行政许可: {licences}, 其余: 0}}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("申请情况: {全部: 0}", f"申请情况: {requests}"), encoding="utf-8")
    return path


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "市"
    folder.mkdir()
    (folder / "名单.csv").write_text(ROSTER, encoding="utf-8")
    return folder


def test_a_total_counts_each_as_itself_and_names_the_other_as_missing(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(city / "1.yaml", JIA, 2024, 12)
    write(city / "2.yaml", "河口镇人民政府", 2024, 30, short="河口镇")
    assert main(["total", "市", "--agency", "丙市人民政府", "--json"]) == 3
    record = json.loads(capsys.readouterr().out)
    assert record["scope"]["missing"] == [YI, "丙市口镇人民政府"]
    assert record["scope"]["bodies"] == [JIA, "河口镇人民政府"]
    assert record["figures"]["active_disclosure.licences"] == 42
    assert [one["bodies"] for one in record["findings"] if one["kind"] == "not_on_roster"] == [["河口镇人民政府"]]


@pytest.mark.parametrize("files", [["西集镇", JIA, YI], [JIA, YI, "西集镇"], [YI, "西集镇", JIA]])
@pytest.mark.parametrize("roster", ["名单.csv", "旧名单.csv"])
def test_one_that_may_be_either_is_told_whichever_comes_first(
    files: list[str],
    roster: str,
    city: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = {JIA: 1, YI: 10, "西集镇": 100}
    for number, name in enumerate(files):
        write(city / f"{number}.yaml", name, 2024, figures[name])
    (city / "名单.csv").rename(city / roster)
    assert main(["total", "市", "--agency", "丙市人民政府", "--json"]) == 3
    record = json.loads(capsys.readouterr().out)
    assert record["figures"]["active_disclosure.licences"] == 111
    [told] = [one for one in record["findings"] if one["kind"] == "unclear"]
    assert told["bodies"] == ["西集镇"]
    assert JIA in told["message"]
    assert YI in told["message"]


def test_two_that_may_be_the_same_line_of_the_roster_are_refused(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "名单.csv").write_text("机关\n西集镇人民政府\n", encoding="utf-8")
    for number, name in enumerate((JIA, YI)):
        write(city / f"{number}.yaml", name, 2024, 0)
    assert main(["total", "市", "--agency", "丙市人民政府"]) == 1
    assert f"{JIA}、{YI}（0.yaml、1.yaml）都可能是名单中的同一机关" in capsys.readouterr().err


def test_a_report_and_the_same_without_its_region_count_once(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (city / "名单.csv").unlink()
    write(city / "1.yaml", JIA, 2024, 12)
    write(city / "2.yaml", "西集镇人民政府", 2024, 12)
    assert main(["total", "市", "--agency", "丙市人民政府", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["active_disclosure.licences"] == 12
    write(city / "2.yaml", "西集镇人民政府", 2024, 13)
    assert main(["total", "市", "--agency", "丙市人民政府"]) == 1
    assert "有两份报告（1.yaml、2.yaml），数据不同" in capsys.readouterr().err


def carried(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, bool]:
    """Of each body whether its 上年结转 was held against last year's (GK401), by the first finding of its report."""
    main(["check", "市", "--select", "GK401", "--json", *args])
    records = json.loads(capsys.readouterr().out)
    return {one["agency"]: any(found["assessed"] for found in one["findings"]) for one in records if "agency" in one}


def test_a_check_holds_none_against_the_last_year_of_another(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (city / "名单.csv").unlink()
    write(city / "1.yaml", JIA, 2024, 0)
    write(city / "2.yaml", YI, 2024, 0)
    write(city / "3.yaml", "丙市口镇人民政府", 2024, 0, short="口镇")
    for number, (name, short) in enumerate(((YI, "西集镇"), ("河口镇人民政府", "河口镇"))):
        write(city.parent / f"去年/{number}.yaml", name, 2023, 0, short=short, carried=3)
    assert carried(capsys, "--previous", "去年") == {JIA: False, YI: True, "丙市口镇人民政府": False}
    (city / "2.yaml").unlink()
    (city / "3.yaml").unlink()
    main(["check", "市", "--select", "GK401", "--previous", "去年/0.yaml"])
    assert f"提供的是{YI}的报告，不是{JIA}的，未核对。" in "".join(capsys.readouterr().out.split())


def test_last_years_report_that_may_be_of_two_is_told_and_used_for_neither(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "名单.csv").unlink()
    write(city / "1.yaml", "西集镇人民政府", 2024, 0)
    for number, name in enumerate((JIA, YI)):
        write(city.parent / f"去年/{number}.yaml", name, 2023, 0, carried=3)
    main(["check", "市", "--previous", "去年"])
    assert f"西集镇人民政府的上年报告可能是{YI}、{JIA}的，分不清是哪一份" in capsys.readouterr().err
    for number in (0, 1):
        (city.parent / f"去年/{number}.yaml").unlink()
    write(city.parent / "去年/2.yaml", "西集镇人民政府", 2023, 1)
    write(city.parent / "去年/3.yaml", "西集镇政府", 2023, 2)
    main(["check", "市", "--previous", "去年"])
    assert "有几份（2.yaml、3.yaml），数据不同" in capsys.readouterr().err


def test_new_links_each_body_to_its_own_last_year_and_no_other(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city / "2023/1.yaml", YI, 2023, 0, carried=3)
    write(city / "2023/2.yaml", "河口镇人民政府", 2023, 0, short="河口镇", carried=4)
    new = ["new", "--roster", "市/名单.csv", "--year", "2024", "-o", "市", "--previous", "市/2023", "--json"]
    assert main(new) == 0
    links = {one["body"]: one["previous"] for one in json.loads(capsys.readouterr().out)}
    assert links == {JIA: None, YI: "市/2023/1.yaml", "丙市口镇人民政府": None}


@pytest.mark.usefixtures("city")
def test_new_does_not_take_a_report_that_two_bodies_of_the_roster_may_claim(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(city / "2023/1.yaml", "西集镇", 2023, 0, carried=3)
    main(["new", "--roster", "市/名单.csv", "--year", "2024", "-o", "市", "--previous", "市/2023", "--json"])
    assert "2023/1.yaml" not in capsys.readouterr().out


def test_new_refuses_last_years_report_of_another_body(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city / "2023.yaml", YI, 2023, 0)
    assert main(["new", JIA, "--year", "2024", "--previous", "市/2023.yaml", "-o", "市/a.yaml"]) == 1
    assert f"不是同一机关的上年报告。写的是“{YI}”" in capsys.readouterr().err
    assert not (city / "a.yaml").exists()
    assert main(["new", "西集镇", "--year", "2024", "--previous", "市/2023.yaml", "-o", "市/b.yaml"]) == 0
    assert capsys.readouterr().err == ""


def test_an_authored_file_does_not_carry_over_from_another_body(city: Path) -> None:
    write(city / "去年.yaml", YI, 2023, 0, carried=3)
    path = write(city / "今年.yaml", JIA, 2024, 0)
    path.write_text(f"{path.read_text(encoding='utf-8')}上年报告: 去年.yaml\n", encoding="utf-8")
    with pytest.raises(gk.GkError, match="不是同一机关的报告"):
        gk.read(path)


def test_folders_are_compared_body_by_body(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(city / "旧/1.yaml", YI, 2023, 1)
    write(city / "旧/2.yaml", "河口镇人民政府", 2023, 2, short="河口镇")
    write(city / "新/1.yaml", JIA, 2024, 3)
    write(city / "新/2.yaml", "乙县西集镇", 2024, 4)
    write(city / "新/3.yaml", "口镇人民政府", 2024, 5, short="口镇")
    assert main(["compare", "市/旧", "市/新", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [(one["old_file"], one["new_file"]) for one in record["compared"]] == [("市/旧/1.yaml", "市/新/2.yaml")]
    assert (record["only_old"], record["only_new"]) == (["河口镇人民政府"], [JIA, "口镇人民政府"])


@pytest.mark.parametrize("order", [(JIA, YI), (YI, JIA)])
def test_one_last_year_that_two_claim_is_held_against_neither(
    order: tuple[str, str], city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (city / "名单.csv").unlink()
    for number, name in enumerate(order):
        write(city / f"{number}.yaml", name, 2024, 0)
    write(city.parent / "去年/0.yaml", "西集镇", 2023, 0, carried=3)
    assert carried(capsys, "--previous", "去年") == {JIA: False, YI: False}
    main(["check", "市", "--previous", "去年"])
    told = capsys.readouterr().err
    assert all(f"{name}的上年报告（0.yaml）也可能是别的机关的，没有使用" in told for name in order)
    survey = gk.survey(sorted(city.glob("*.yaml")), previous=[city.parent / "去年/0.yaml"])
    assert "GK401" not in {rule.code for rule in survey.failing}


@pytest.mark.usefixtures("city")
def test_two_of_the_very_same_name_in_two_regions_stay_two_all_the_way(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["机关,所属地区", "西集镇人民政府,甲县", "西集镇人民政府,乙县", "东镇人民政府,"]
    (city / "名单.csv").write_text("\n".join(lines), encoding="utf-8")
    assert main(["new", "--roster", "市/名单.csv", "--year", "2024", "-o", "市"]) == 0
    assert {path.name for path in city.glob("*.yaml")} == {f"{JIA}2024.yaml", f"{YI}2024.yaml", "东镇人民政府2024.yaml"}
    for path in city.glob("*.yaml"):
        path.unlink()
    for number, region in enumerate(("甲县", "乙县")):
        path = write(city / f"{number}.yaml", "西集镇人民政府", 2024, number + 1)
        text = path.read_text(encoding="utf-8").replace("{名称:", f"{{所属地区: {region}, 名称:")
        path.write_text(text, encoding="utf-8")
    capsys.readouterr()
    main(["render", "市", "-o", "出", "--json"])
    bodies = json.loads(capsys.readouterr().out)["bodies"]
    assert {one["body"]: one["status"] for one in bodies} == {JIA: "written", YI: "written", "东镇人民政府": "missing"}
    assert {path.stem for path in (city.parent / "出/回执").iterdir()} == {JIA, YI, "东镇人民政府"}
    (city / "名单.csv").unlink()
    files = sorted(city.glob("*.yaml"))
    assert gk.survey(files).bodies == (JIA, YI)
    report = gk.read(files[0]).report
    survey = gk.survey([*files, gk.write(report, city / "0.docx")])
    assert (survey.bodies, survey.copies) == ((JIA, YI), (("0.yaml", "0.docx"),))
    changed = report.replace(active_disclosure=gk.ActiveDisclosure.zeros(licences=9))
    survey = gk.survey([*files, gk.write(changed, city / "0.docx", force=True)])
    assert survey.bodies == (f"{JIA}（0.yaml）", YI, f"{JIA}（0.docx）")
    assert survey.alike == ((f"{JIA}（0.docx）", f"{JIA}（0.yaml）"),)
    assert set(survey.problems) == set(survey.bodies)


def test_a_county_holds_each_against_its_own_past(city: Path) -> None:
    now = [write(city / "1.yaml", JIA, 2024, 4000), write(city / "2.yaml", YI, 2024, 5)]
    past = [write(city / "去年/1.yaml", YI, 2023, 5), write(city / "去年/2.yaml", "西集镇", 2022, 5)]
    survey = gk.survey(now, previous=past, roster=[JIA, YI, "口镇人民政府"])
    assert survey.outliers == ()
    assert survey.missing == ("口镇人民政府",)


def test_a_summary_names_two_files_that_may_be_of_one_body(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, name in enumerate(("西集镇", JIA, YI, "口镇人民政府", "丙市口镇人民政府")):
        write(city / f"{number}.yaml", name, 2024, 0, short=name[-6:-4] or name)
    main(["render", "市", "-o", "出", "--json"])
    remarks = {one.get("source"): one.get("remark") for one in json.loads(capsys.readouterr().out)["bodies"]}
    assert remarks["0.yaml"] == f"可能是{YI}、{JIA}，分不清是哪一个，请写明所属地区"
    assert (remarks["1.yaml"], remarks["2.yaml"]) == (None, None)
    assert {remarks["3.yaml"], remarks["4.yaml"]} == {None, "3.yaml 与 4.yaml 是同一机关同一年度的报告，请只留一份"}


def test_two_files_of_one_name_are_told_and_held_against_nobodys_last_year(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(city / "1.yaml", "人民政府办公室", 2024, 12, short="办公室")
    write(city / "2.yaml", "人民政府办公室", 2024, 30, short="办公室")
    write(city.parent / "去年" / "1.yaml", "人民政府办公室", 2023, 12, short="办公室", carried=3)
    assert main(["check", "市", "--previous", "去年", "--select", "GK109,GK401", "--json"]) == 2
    one, two, broken = json.loads(capsys.readouterr().out)
    for record in (one, two):
        (finding,) = (one for one in record["findings"] if one["severity"] == "warning")
        assert finding["code"] == "GK109"
        assert "市/1.yaml" in finding["message"]
        assert "市/2.yaml" in finding["message"]
    assert "分不清是哪一份的，本年有几份，数据不同" in json.dumps(broken, ensure_ascii=False)


def test_but_a_draft_and_its_final_whose_name_states_the_region_are_of_one_body_and_keep_its_last_year(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(city / "初稿.yaml", JIA, 2024, 12)
    write(city / "定稿.yaml", JIA, 2024, 30)
    write(city.parent / "去年" / "1.yaml", JIA, 2023, 12, carried=3)
    main(["check", "市", "--previous", "去年", "--select", "GK109,GK401", "--json"])
    one, two = json.loads(capsys.readouterr().out)
    for record in (one, two):
        assert {finding["code"] for finding in record["findings"]} == {"GK109", "GK401"}
        (told,) = (finding["message"] for finding in record["findings"] if finding["code"] == "GK109")
        assert told.endswith("数据不同，请只留一份")


def test_a_report_in_two_formats_is_one_and_keeps_its_last_year(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gk.write(gk.read(write(city / "1.yaml", JIA, 2024, 12)).report, city / "1.docx")
    write(city.parent / "去年" / "1.yaml", JIA, 2023, 12, carried=3)
    main(["check", "市", "--previous", "去年", "--select", "GK109,GK401", "--json"])
    for record in json.loads(capsys.readouterr().out):
        assert {(one["code"], one["severity"]) for one in record["findings"]} == {
            ("GK109", "info"),
            ("GK401", "warning"),
        }


def test_two_files_of_one_name_in_two_folders_are_named_with_these(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for county, licences in (("甲县", 12), ("乙县", 30)):
        write(city / county / "西集镇2024.yaml", "西集镇人民政府", 2024, licences)
    (city / "gk-docs.toml").write_text('"文件夹" = ["甲县", "乙县"]', encoding="utf-8")
    both = "甲县/西集镇2024.yaml、乙县/西集镇2024.yaml"
    (city / "名单.csv").unlink()
    assert main(["total", "市", "--agency", "丙市人民政府"]) == 1
    assert f"西集镇人民政府有两份报告（{both}），数据不同。请只留一份；是两个机关的，" in capsys.readouterr().err
    main(["compare", "市", "市/甲县"])
    assert f"在原文件夹里有两份报告，只对比了前一份。写的是“{both}”" in capsys.readouterr().err
    found = gk.survey(sorted(city.glob("*/*.yaml")))
    assert len(set(found.bodies)) == len(found.problems) == 2
    assert [sorted(names) for names in found.alike] == [sorted(found.bodies)]


def test_a_total_names_two_towns_of_one_name_with_their_counties() -> None:
    towns = [gk.AnnualReport(agency=gk.Agency(name="西集镇", region=region), year=2024) for region in ("甲县", "乙县")]
    totals = gk.total(towns, agency="丙市人民政府")
    assert totals.bodies == ("甲县西集镇", "乙县西集镇")
    assert set(totals.blank.values()) == {totals.bodies}


@pytest.mark.parametrize(
    ("command", "suffix"),
    [
        (["check", "市", "-o", "出", "--format", "html"], ".html"),
        (["compare", "市", "市", "-o", "出", "--to", "txt"], ".txt"),
        (["convert", "市/甲县/西集镇2024.yaml", "市/乙县/西集镇2024.yaml", "-o", "出", "--to", "json"], ".json"),
        (["render", "市/甲县/西集镇2024.yaml", "市/乙县/西集镇2024.yaml", "-o", "出"], ".docx"),
    ],
)
def test_what_is_written_of_two_files_of_one_name_goes_into_folders_of_their_own(
    city: Path, command: list[str], suffix: str
) -> None:
    for county in ("甲县", "乙县"):
        write(city / county / "西集镇2024.yaml", f"{county}西集镇人民政府", 2024, 12)
    write(city / "乙县" / "口镇2024.yaml", "口镇人民政府", 2024, 12, short="口镇")
    (city / "gk-docs.toml").write_text('"文件夹" = ["甲县", "乙县"]', encoding="utf-8")
    assert main(command) < 2
    out = city.parent / "出"
    found = {file.relative_to(out).as_posix() for file in out.rglob(f"*{suffix}")} - {f"口镇2024{suffix}"}
    assert found == {f"甲县/西集镇2024{suffix}", f"乙县/西集镇2024{suffix}"}
