"""`gk-docs total`: what a county office types, sees and gets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.batch.test_totals import PATHS, body
from tests.strategies import EXAMPLES

import gk_docs as gk
from gk_docs.authored.carrying import with_figures
from gk_docs.cli import main

if TYPE_CHECKING:
    from pathlib import Path

AGENCY = "某县人民政府"
BLANK = "requests.received.business"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Three bodies in three formats, a roster with a fourth one, and last a blank cell."""
    folder = tmp_path / "各单位"
    folder.mkdir()
    for number, suffix in enumerate(("yaml", "docx", "json"), 1):
        one = body(number, blank=BLANK if suffix == "docx" else None)
        gk.write(one, folder / f"{one.agency.name}.{suffix}")
    names = "\n".join(f"第{number}镇人民政府" for number in range(1, 5))
    (folder / "名单.csv").write_text(f"机关\n{names}\n", encoding="utf-8")
    return folder


def record(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, Any]:
    main(["total", *map(str, args), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_hundreds_of_files_add_up_to_the_independent_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bodies = [body(number, blank=BLANK if number % 97 == 5 else None) for number in range(min(300, 5 * EXAMPLES))]
    for one in bodies:
        gk.write(one, tmp_path / f"{one.agency.name}.json")
    names = [one.agency.name for one in bodies] + ["甲局", "乙局"]
    roster = tmp_path / "应报.csv"
    roster.write_text("机关\n" + "\n".join(names), encoding="utf-8")
    out = tmp_path / "成品"
    out.mkdir()
    found = record(capsys, tmp_path, "--agency", AGENCY, "--roster", roster, "-o", out / "县.json")
    written = gk.read(out / "县.json").report
    for path in PATHS:
        known = [value for one in bodies if (value := one.figure(path)) is not None]
        assert written.figure(path) == sum(known), path
        assert str(found["figures"][path]) == str(sum(known)), path
    named = {(one["kind"], one["path"]): one["bodies"] for one in found["findings"]}
    blank = [one.agency.name for one in bodies if one.figure(BLANK) is None]
    assert sorted(named["blank", BLANK]) == sorted(blank)
    assert found["scope"]["missing"] == ["甲局", "乙局"]


def test_who_is_missing_and_what_is_blank_is_said_and_is_no_success(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["total", str(county), "--agency", AGENCY]) == 3
    said = capsys.readouterr().out
    assert "第4镇人民政府没有报告，未计入" in said
    assert "商业企业：空白未计入：第2镇人民政府" in said
    assert "汇总范围：本级及下级，3个单位" in said


def test_a_whole_total_is_a_success_and_has_its_annex_beside_it(county: Path, tmp_path: Path) -> None:
    for number in (2, 4):
        gk.write(body(number), county / f"第{number}镇人民政府.docx", force=True)
    target = tmp_path / "县2024.docx"
    assert main(["total", str(county), "--agency", AGENCY, "-o", str(target)]) == 0
    assert gk.read(target).report.figures() == gk.total(map(body, range(1, 5)), agency=AGENCY).report.figures()
    assert (tmp_path / "县2024附表.docx").is_file()
    assert main(["total", str(county), "--agency", AGENCY, "-o", str(target)]) == 0


def test_a_total_as_yaml_is_begun_once_and_then_only_its_figures_change(county: Path, tmp_path: Path) -> None:
    target = tmp_path / "县2024.yaml"
    assert main(["total", str(county), "--agency", AGENCY, "-o", str(target)]) == 3
    written = target.read_text(encoding="utf-8").replace('"{{ 待填 }}"', "全县{{ 主动公开政府信息情况.行政许可 }}件。")
    target.write_text(f"# 县政府办公室\n{written}".replace(": 待填", ": 0"), encoding="utf-8")
    gk.write(body(4), county / "第4镇人民政府.json")
    assert main(["total", str(county), "--agency", AGENCY, "-o", str(target)]) == 3
    again = target.read_text(encoding="utf-8")
    assert again.startswith("# 县政府办公室\n")
    report = gk.read(target).report
    licences = sum(int(body(number).figure("active_disclosure.licences") or 0) for number in range(1, 5))
    assert report.figure("active_disclosure.licences") == licences
    assert f"全县{licences}件。" in report.summary.text


def test_text_beside_a_table_and_comments_elsewhere_stay() -> None:
    report = gk.AnnualReport(
        agency=gk.Agency(name=AGENCY), year=2024, requests=gk.Requests.zeros(received={"natural_person": 5})
    )
    source = (
        "机关: 某县人民政府\n年度: 2024  # 去年\n"
        "requests:\n    received: {全部: 0}\n    表后文字: |\n        注：第一行\n        第二行\n    # 完\n"
        "# 以下是文字\n总体情况: 已写好\n"
    )
    new = with_figures(source, report)
    assert "# 以下是文字\n总体情况: 已写好\n" in new
    assert "年度: 2024  # 去年\n" in new
    again = gk.read(new.encode(), name="县.yaml").report
    assert isinstance(again, gk.AnnualReport)
    assert again.requests.received.total == 5
    assert str(again.requests.after) == "注：第一行第二行"
    assert again.summary.text == "已写好"
    assert with_figures(new, report) == new


def test_figures_never_go_into_the_file_of_another_year() -> None:
    report = gk.AnnualReport(agency=gk.Agency(name=AGENCY), year=2024)
    with pytest.raises(gk.GkError, match="2023年度"):
        with_figures("机关: 某县人民政府\n年度: 2023\n", report)
    with pytest.raises(gk.GkError, match="2019年版"):
        with_figures("机关: 某县人民政府\n年度: 2024\n格式版本: 2019\n", report)
    with pytest.raises(gk.GkError, match="YAML"):
        with_figures("机关: [\n", report)


def test_the_parents_report_is_held_against_the_sums(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = {path: sum(int(body(number).figure(path) or 0) for number in (1, 3)) for path in PATHS}
    parent = gk.write(gk.AnnualReport.from_figures(figures, agency=AGENCY, year=2024), tmp_path / "县.html")
    found = record(capsys, county, "--agency", AGENCY, "--parent", parent)
    differences = found["differences"]
    assert isinstance(differences, list)
    other = body(2, blank=BLANK)
    assert {one["path"] for one in differences} >= {path for path in PATHS if other.figure(path) and "fees" not in path}
    licences = next(one for one in differences if one["path"] == "active_disclosure.licences")
    assert licences["difference"] == -(other.figure("active_disclosure.licences") or 0)


def test_settings_change_or_silence_the_rule(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "gk-docs.toml").write_text('[severities]\nGK801 = "error"\n', encoding="utf-8")
    found = record(capsys, county, "--agency", AGENCY)
    assert {one["severity"] for one in found["findings"]} == {"error"}
    (county / "gk-docs.toml").write_text('ignore = ["GK801"]\n', encoding="utf-8")
    assert main(["total", str(county), "--agency", AGENCY]) == 0


def test_nothing_to_add_is_wrong_input_and_an_annex_is_a_list(county: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    assert main(["total", str(empty), "--agency", AGENCY]) == 1
    assert main(["total", str(tmp_path / "没有"), "--agency", AGENCY]) == 1
    assert main(["total", str(county), "--agency", AGENCY, "--annex", str(tmp_path / "附表.yaml")]) == 2
