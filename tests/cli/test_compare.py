"""`gk-docs compare` at the prompt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.prompt import run_here as run

import gk_docs as gk

FIXTURES = Path(__file__).parents[2] / "fixtures/comparison"
YEARS = (FIXTURES / "临河镇2023.yaml", FIXTURES / "临河镇2024.yaml")


def test_two_years_are_shown_with_growth_and_what_moved(tmp_path: Path) -> None:
    ran = run("compare", *YEARS, folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "行政许可                         件     104     126   +22   +21.2%" in ran.out
    assert "行政强制                         件       0       3    +3  上年为0" in ran.out
    assert "移动段落 一、总体情况 · （一）主动公开 · 第2段 → 一、总体情况 · （五）监督保障 · 第2段" in ran.out
    assert "全年组织培训〔删：2〕〔增：3〕次。" in ran.out
    assert ran.out.endswith("数据 24 处，文字 15 处，其他 4 处不同。\n")


def test_the_same_report_in_two_formats_is_equal(tmp_path: Path) -> None:
    gk.write(gk.read(YEARS[1]).report, tmp_path / "甲.docx")
    ran = run("compare", YEARS[1], "甲.docx", "--exit-code", folder=tmp_path)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "两份报告相同。")


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--exit-code",), 1), (("--exit-code", "--json"), 1)])
def test_a_difference_is_no_failure_unless_it_is_asked_for(tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    assert run("compare", *YEARS, *options, folder=tmp_path).code == code


def test_json_is_one_record_on_stdout_or_in_a_file(tmp_path: Path) -> None:
    shown = json.loads(run("compare", *YEARS, "--json", folder=tmp_path).out)
    run("compare", *YEARS, "-o", "对比.json", folder=tmp_path)
    assert json.loads((tmp_path / "对比.json").read_text(encoding="utf-8")) == shown
    assert (shown["old"]["year"], shown["new"]["year"], shown["equal"]) == (2023, 2024, False)


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_the_comparison_is_written_in_the_format_of_the_suffix(tmp_path: Path, suffix: str) -> None:
    ran = run("compare", *YEARS, "-o", f"对比.{suffix}", "--all", folder=tmp_path)
    assert (ran.code, ran.out) == (0, f"已写出：对比.{suffix}\n")
    assert (tmp_path / f"对比.{suffix}").read_bytes().startswith(b"PK")


def test_a_word_file_that_somebody_changed_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "对比.docx").write_bytes(b"mine")
    ran = run("compare", *YEARS, "-o", "对比.docx", folder=tmp_path)
    assert ran.code == 2
    assert "没有覆盖" in ran.err
    assert run("compare", *YEARS, "-o", "对比.docx", "--force", folder=tmp_path).code == 0


def test_a_format_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    ran = run("compare", *YEARS, "-o", "对比.pdf", folder=tmp_path)
    assert ran.code == 2
    assert "能写的格式：.xlsx、.docx、.html、.json、.txt" in ran.err


def test_each_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "坏.yaml").write_text("年度: 二十", encoding="utf-8")
    ran = run("compare", "坏.yaml", "没有.yaml", folder=tmp_path)
    assert ran.code == 1
    assert "坏.yaml" in ran.err
    assert "没有.yaml" in ran.err


def test_other_bodies_and_years_in_the_wrong_order_are_remarked(tmp_path: Path) -> None:
    new = gk.read(YEARS[1]).report
    gk.write(new.replace(agency=gk.Agency(name="青山县水利局")), tmp_path / "水利局.json")
    ran = run("compare", "水利局.json", YEARS[0], folder=tmp_path)
    assert ran.code == 0
    assert "不是同一机关的：青山县水利局，青山县临河镇人民政府。" in ran.err
    assert "晚于" in ran.err


def test_all_lists_what_did_not_change(tmp_path: Path) -> None:
    ran = run("compare", *YEARS, "--all", folder=tmp_path)
    assert "未变" in ran.out
    assert "复议后起诉 · 结果维持" in ran.out


def folders(folder: Path) -> tuple[Path, Path]:
    """Two folders: 甲 changed, 乙 stayed, 丙 only in the first, 丁 only in the second, and a broken file."""
    old, new = folder / "2023", folder / "2024"
    for place, year, counts in ((old, 2023, {"甲": 1, "乙": 2, "丙": 3}), (new, 2024, {"甲": 5, "乙": 2, "丁": 4})):
        place.mkdir()
        for name, count in counts.items():
            report = gk.AnnualReport.from_figures({"行政处罚": count}, agency=f"{name}镇人民政府", year=year)
            gk.write(report, place / f"{name}.json")
    return old, new


def test_two_folders_are_compared_body_by_body(tmp_path: Path) -> None:
    folders(tmp_path)
    ran = run("compare", "2023", "2024", "-o", "对比", "--to", "json", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "机关          数据  文字  其他",
        "乙镇人民政府     0     1     2",
        "甲镇人民政府     1     1     2",
        "只有原文件夹里有：丙镇人民政府。",
        "只有现文件夹里有：丁镇人民政府。",
        "共对比 2 个机关。",
    ]
    written = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "对比").iterdir()}
    assert sorted(written) == ["乙.json", "甲.json"]
    assert written["甲.json"]["figures"][0]["sentence"] == "比上年增加4件，增长400.0%"


def test_a_program_gets_the_counts_of_each_body(tmp_path: Path) -> None:
    folders(tmp_path)
    ran = run("compare", "2023", "2024", "--json", "--exit-code", folder=tmp_path)
    record = json.loads(ran.out)
    assert ran.code == 1
    assert [(one["body"], one["figures"]) for one in record["compared"]] == [("乙镇人民政府", 0), ("甲镇人民政府", 1)]
    assert (record["only_old"], record["only_new"]) == (["丙镇人民政府"], ["丁镇人民政府"])


def test_a_broken_or_second_report_stops_no_other(tmp_path: Path) -> None:
    old, new = folders(tmp_path)
    (new / "坏.yaml").write_text("年度: 二十", encoding="utf-8")
    for place, year in ((old, 2023), (new, 2024)):
        report = gk.AnnualReport.from_figures({"行政处罚": 9}, agency="甲镇人民政府", year=year)
        gk.write(report, place / "甲2.json")
    ran = run("compare", "2023", "2024", folder=tmp_path)
    assert ran.code == 1
    assert "坏.yaml" in ran.err
    assert "在原文件夹里有两份报告" in ran.err
    assert "在现文件夹里有两份报告" in ran.err
    assert "共对比 2 个机关。" in ran.out


def test_folders_in_the_wrong_order_are_remarked_once(tmp_path: Path) -> None:
    folders(tmp_path)
    assert run("compare", "2023", "2024", folder=tmp_path).err == ""
    ran = run("compare", "2024", "2023", folder=tmp_path)
    assert ran.err == "注意：原报告是2024年度的，晚于现报告的2023年度；先写较早的一份。\n"


@pytest.mark.parametrize("pair", [("2023", "空"), ("空", "2023"), ("空", "空")])
def test_a_folder_without_a_report_is_told_and_is_no_success(tmp_path: Path, pair: tuple[str, str]) -> None:
    folders(tmp_path)
    (tmp_path / "空").mkdir()
    ran = run("compare", *pair, folder=tmp_path)
    assert ran.code == 1
    assert ran.err.count("空：文件夹里没有报告。") == pair.count("空")


def test_of_folders_it_is_told_whose_reports_are_of_other_years_than_the_rest(tmp_path: Path) -> None:
    years = {"甲": (2023, 2024), "乙": (2023, 2024), "丙": (2023, 2024), "丁": (2024, 2024), "戊": (2024, 2023)}
    for name, pair in years.items():
        for folder, year in zip(("旧", "新"), pair, strict=True):
            (tmp_path / folder).mkdir(exist_ok=True)
            report = gk.AnnualReport.from_figures({"行政处罚": 9}, agency=f"{name}镇人民政府", year=year)
            gk.write(report, tmp_path / folder / f"{name}.json")
    ran = run("compare", "旧", "新", "-o", "对比", folder=tmp_path)
    told = [line for line in ran.out.splitlines() if "请核对是否放错了" in line]
    assert told == [
        "丁镇人民政府：两份都是2024年度的，别的单位是2023年度和2024年度的，请核对是否放错了。",
        "戊镇人民政府：是2024年度和2023年度的，别的单位是2023年度和2024年度的，请核对是否放错了。",
    ]
    assert "注意" not in ran.err


def test_a_data_file_beside_its_word_file_stops_no_comparison_of_folders(tmp_path: Path) -> None:
    old, new = folders(tmp_path)
    for place in (old, new):
        gk.write(gk.read(place / "甲.json").report, place / "甲.docx")
    gk.write(gk.read(new / "丁.json").report.replace(agency="丙镇人民政府"), new / "甲.html")
    ran = run("compare", "2023", "2024", "-o", "对比", "--to", "txt", folder=tmp_path)
    assert "共对比 3 个机关。" in ran.out
    assert "两份报告" not in ran.err
    assert "与 甲.docx 的对比会写成同一个文件“甲.txt”" in ran.err
    assert sorted(path.name for path in (tmp_path / "对比").iterdir()) == ["乙.txt", "甲.txt"]
    assert "甲镇人民政府" in (tmp_path / "对比" / "甲.txt").read_text(encoding="utf-8")


def test_no_comparison_of_folders_is_written_over_a_report(tmp_path: Path) -> None:
    folders(tmp_path)
    ran = run("compare", "2023", "2024", "-o", "2024", "--to", "json", folder=tmp_path)
    assert ran.code == 2
    gk.write(gk.read(tmp_path / "2024" / "甲.json").report, tmp_path / "2024" / "甲.docx")
    before = (tmp_path / "2024" / "甲.docx").read_bytes()
    ran = run("compare", "2023", "2024", "-o", "2024", "--to", "docx", folder=tmp_path)
    assert (ran.code, (tmp_path / "2024" / "甲.docx").read_bytes()) == (2, before)


def test_a_file_and_a_folder_are_no_pair(tmp_path: Path) -> None:
    folders(tmp_path)
    ran = run("compare", "2023", YEARS[1], folder=tmp_path)
    assert (ran.code, "两个都写文件，或两个都写文件夹" in ran.err) == (2, True)
