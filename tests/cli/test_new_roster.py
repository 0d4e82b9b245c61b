"""`gk-docs new --roster`: everybody's starting file at once, and nobody's work touched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.batch.bodies import write_body

import gk_docs as gk
from gk_docs.authored.words import TO_FILL
from gk_docs.cli import main

ROSTER = "机关,简称,层级,类型,填报人,联系方式\n甲镇人民政府,甲镇,乡级,乡镇,王某,13800000000\n乙县教育局,,县级,部门,,\n"


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "名单.csv").write_text(ROSTER, encoding="gbk")
    return tmp_path


def filled(text: str) -> bytes:
    text = text.replace(f'"{{{{ {TO_FILL} }}}}"', "全年没有这方面的情况。")
    text = re.sub(rf": {TO_FILL}$", ": {全部: 0}", text, flags=re.MULTILINE)
    return re.sub(rf"(?<=: ){TO_FILL}", "0", text).encode()


def test_each_body_gets_its_file_with_what_the_roster_says_of_it(county: Path) -> None:
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "-o", "县"]) == 0
    assert sorted(path.name for path in (county / "县").iterdir()) == ["乙县教育局2025.yaml", "甲镇人民政府2025.yaml"]
    text = (county / "县/甲镇人民政府2025.yaml").read_text(encoding="utf-8")
    report = gk.read(filled(text), name="a.yaml").report
    assert report.agency == gk.Agency(name="甲镇人民政府", short_name="甲镇", level="township", type="town")
    assert "13800000000" not in text
    assert "王某" not in text


def test_last_years_reports_are_found_by_name(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_body(county / "县/2024", "甲镇人民政府")
    last = gk.read(path).report
    agency = last.agency.replace(contact=gk.Contact(phone="0632-1"))
    gk.write(last.replace(agency=agency, requests=gk.Requests.zeros(carried_forward={"business": 4})), path, force=True)
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "-o", "县", "--previous", "县/2024"]) == 0
    assert "没有找到 1 个单位的上年报告：乙县教育局" in capsys.readouterr().out
    new = county / "县/甲镇人民政府2025.yaml"
    new.write_bytes(filled(new.read_text(encoding="utf-8")))
    report = gk.read(new).report
    assert report.requests.brought_forward.business == 4
    assert (report.agency.contact.phone, report.agency.level) == ("0632-1", "township")


def test_a_file_that_is_there_is_not_touched(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "甲镇人民政府2025.yaml").write_text("填了一半", encoding="utf-8")
    assert main(["new", "--roster", "名单.csv", "--year", "2025"]) == 0
    assert (county / "甲镇人民政府2025.yaml").read_text(encoding="utf-8") == "填了一半"
    assert "已有 1 个，没有改动：甲镇人民政府2025.yaml" in capsys.readouterr().out
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "--json"]) == 0
    assert [record["new"] for record in json.loads(capsys.readouterr().out)] == [False, False]


def test_reports_outside_the_folder_are_refused_before_anything_is_written(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_body(county / "往年", "甲镇人民政府")
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "-o", "县", "--previous", "往年"]) == 1
    assert "须与新文件在同一文件夹" in capsys.readouterr().err
    assert not list((county / "县").iterdir())


def test_a_bad_line_of_the_roster_stops_everything(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "名单.csv").write_text(ROSTER + "丙镇,,镇级,,,\n", encoding="utf-8")
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "-o", "县"]) == 1
    assert "名单.csv:4" in capsys.readouterr().err
    assert not (county / "县").exists()


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("args", [[], ["甲镇", "--roster", "名单.csv"], ["--roster", "名单.csv", "--force"]])
def test_a_name_or_a_roster_and_never_force_over_all(args: list[str]) -> None:
    assert main(["new", *args, "--year", "2025"]) == 2


def test_the_files_of_a_roster_that_are_not_filled_in_are_named_by_body(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "-o", "县"]) == 0
    capsys.readouterr()
    (county / "县/名单.csv").write_text(ROSTER, encoding="utf-8")
    (county / "县/乙县教育局2025.yaml").unlink()
    assert main(["render", "县", "-o", "出", "--json"]) == 3
    bodies = json.loads(capsys.readouterr().out)["bodies"]
    assert [(one["body"], one["status"]) for one in bodies] == [("乙县教育局", "missing"), ("甲镇人民政府", "unfilled")]


def test_what_last_years_folder_shares_among_its_reports_is_no_report(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "县/2024").mkdir(parents=True)
    (county / "县/2024/_公共.yaml").write_text("总体情况: {监督保障: 按季度检查。}\n", encoding="utf-8")
    assert main(["new", "--roster", "名单.csv", "--year", "2025", "-o", "县", "--previous", "县/2024"]) == 0
    assert "公共" not in "".join(capsys.readouterr())


def test_a_folder_for_each_body_works_alone_wherever_it_is_sent(county: Path) -> None:
    path = write_body(county / "去年", "甲镇人民政府")
    last = gk.read(path).report
    gk.write(last.replace(requests=gk.Requests.zeros(carried_forward={"business": 4})), path, force=True)
    args = ["new", "--roster", "名单.csv", "--year", "2025", "--previous", "去年", "--apart"]
    assert main([*args, "-o", "发", "--to", "yaml"]) == 0
    assert sorted(one.name for one in (county / "发").iterdir()) == ["乙县教育局", "甲镇人民政府"]
    sent = (county / "发/甲镇人民政府").rename(county.parent / "镇里的电脑")
    new = sent / "甲镇人民政府2025.yaml"
    new.write_bytes(filled(new.read_text(encoding="utf-8")))
    reading = gk.read(new)
    assert reading.report.requests.brought_forward.business == 4
    assert reading.previous == gk.read(path).report
    assert reading.findings == ()


def test_folders_that_were_sent_are_rendered_as_they_come_back_by_the_line_that_was_told(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_body(county / "去年", "甲镇人民政府")
    args = ["new", "--roster", "名单.csv", "--year", "2025", "--previous", "去年", "--apart", "-o", "发"]
    assert main(args) == 0
    told = "".join(capsys.readouterr())
    line = told.partition(f"在 {Path('发', 'gk-docs.toml')} 开头写一行 ")[2].partition("（不要的删去）")[0]
    assert line == '"文件夹" = ["乙县教育局", "甲镇人民政府"]'
    Path("发/gk-docs.toml").write_text(line, encoding="utf-8")
    for one in Path("发").glob("*/*.yaml"):
        one.write_bytes(filled(one.read_text(encoding="utf-8")))
    assert main(["render", "发", "-o", "出", "--to", "json"]) in {0, 1}
    assert sorted(one.stem for one in Path("出").glob("*/*.json")) == ["乙县教育局2025", "甲镇人民政府2025"]
