"""No command takes a file that it reads, or a report, for the place of its list, and what it replaces is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import xlsxwriter
from tests.cli.prompt import FIXTURES, run_here
from tests.document.reports import town
from tests.workbook.editing import with_cells

import gk_docs as gk

if TYPE_CHECKING:
    from pathlib import Path

XIJI = FIXTURES / "xiji_2023.yaml"
LINHE = FIXTURES / "linhe_2024.yaml"


@pytest.mark.parametrize(
    ("suffix", "command"),
    [
        ("json", ["check", "{it}", "-o", "{it}"]),
        ("json", ["check", str(LINHE), "--previous", "{it}", "-o", "{it}"]),
        ("html", ["compare", "{it}", str(LINHE), "-o", "{it}"]),
        *((suffix, ["county", ".", "-o", "{it}"]) for suffix in ("json", "xlsx", "docx", "html")),
        ("docx", ["total", ".", "--agency", "丙县人民政府", "-o", "{it}"]),
        ("xlsx", ["total", str(LINHE), "--agency", "丙县人民政府", "--annex", "{it}"]),
        ("json", ["total", str(LINHE), "--agency", "丙县人民政府", "--parent", "{it}", "--annex", "{it}"]),
        ("docx", ["template", "check", "{it}", "-o", "{it}"]),
        ("docx", ["render", str(XIJI), "--template", "{it}", "-o", "{it}"]),
        *((suffix, ["compare", str(XIJI), str(LINHE), "-o", "{it}"]) for suffix in ("docx", "html", "xlsx", "json")),
        *((suffix, ["check", str(XIJI), "-o", "{it}"]) for suffix in ("docx", "html", "xlsx", "json")),
        ("json", ["check", str(XIJI), "--format", "text", "-o", "{it}"]),
        ("docx", ["render", str(FIXTURES), "-o", "出", "--summary", "{it}"]),
    ],
)
def test_a_report_is_never_replaced_by_what_was_found_in_reports(
    tmp_path: Path, suffix: str, command: list[str]
) -> None:
    path = gk.write(town(), tmp_path / f"乙镇2023.{suffix}")
    before = path.read_bytes()
    ran = run_here(*(part.format(it=path.name) for part in command), folder=tmp_path)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert f"{path.name} 是" in ran.err
    assert "请用 -o 写明另一个文件" in ran.err


@pytest.mark.parametrize("style", ["json", "text", "sarif", "xlsx"])
@pytest.mark.parametrize("suffix", ["yaml", "yml", "csv", "doc"])
def test_findings_are_never_written_under_the_suffix_of_a_report(tmp_path: Path, style: str, suffix: str) -> None:
    path = tmp_path / f"乙镇2023.{suffix}"
    path.write_text("还在填写", encoding="utf-8")
    ran = run_here("check", str(XIJI), "--format", style, "-o", path.name, folder=tmp_path)
    assert (ran.code, path.read_text(encoding="utf-8")) == (2, "还在填写")
    assert "只能写成 " in ran.err


def test_a_mended_copy_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_bytes(XIJI.read_bytes())
    others = {"乙镇.yaml": LINHE.read_bytes(), "草稿.yaml": "机关: 丙镇\n".encode()}
    for name, data in others.items():
        (tmp_path / name).write_bytes(data)
        ran = run_here("check", "甲.yaml", "--fix", "-o", name, folder=tmp_path)
        assert (ran.code, (tmp_path / name).read_bytes()) == (2, data)
        assert f"{name}：不是同一份报告，没有覆盖。请写明另一个文件。" in ran.err
    for _ in range(2):
        assert run_here("check", "甲.yaml", "--fix", "-o", "改好.yaml", folder=tmp_path).code == 1
    assert gk.read(tmp_path / "改好.yaml").report == gk.read(XIJI).report


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(
    "command",
    [
        ["county", str(XIJI), "-o", "{it}"],
        ["check", str(XIJI), "-o", "{it}"],
        ["check", "西集.yaml", "--format", "xlsx", "-o", "./"],
        ["compare", str(XIJI), str(LINHE), "-o", "{it}"],
        ["total", str(LINHE), "--agency", "丙县人民政府", "--annex", "{it}"],
        ["render", str(FIXTURES), "-o", "出", "--summary", "{it}"],
    ],
)
def test_nor_is_a_workbook_that_is_still_being_filled_in(tmp_path: Path, command: list[str], *, typed: bool) -> None:
    (tmp_path / "西集.yaml").write_bytes(XIJI.read_bytes())
    path = gk.start("乙镇", 2024, tmp_path / "西集.xlsx").file
    if typed:
        path.write_bytes(with_cells(path.read_bytes(), "表二", {"B10": 12}))
    before = path.read_bytes()
    ran = run_here(*(part.format(it=path.name) for part in command), folder=tmp_path)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "西集.xlsx 是还没有填好的数据文件，请用 -o 写明另一个文件" in ran.err
    with pytest.raises(gk.GkError, match="这是一份报告，没有覆盖"):
        gk.save([], path)


def test_a_summary_is_never_written_over_a_report_of_the_same_run(tmp_path: Path) -> None:
    (tmp_path / "县").mkdir()
    gk.write(town(), tmp_path / "县" / "乙镇2023.json")
    ran = run_here("render", "县", "-o", "出", "--summary", "出/乙镇2023.docx", folder=tmp_path)
    assert ran.code == 2
    assert "出/乙镇2023.docx：一份报告刚写成这个文件，没有覆盖。请把汇总写成另一个文件。" in ran.err
    assert gk.read(tmp_path / "出" / "乙镇2023.docx").report == town()


@pytest.mark.parametrize(
    "command",
    [
        ["county", "."],
        ["county", str(LINHE), "--roster", "名单.xlsx"],
        ["total", ".", "--agency", "丙县人民政府", "--annex"],
        ["render", "县", "-o", "出", "--roster", "名单.xlsx", "--summary"],
    ],
)
def test_a_roster_is_never_replaced_by_what_was_found_in_reports(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "名单.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write_column(0, 0, ["机关", town().agency.name])
    book.close()
    (tmp_path / "县").mkdir()
    for folder in (tmp_path, tmp_path / "县"):
        gk.write(town(), folder / "乙镇2023.json")
    before, out = path.read_bytes(), [] if command[-1].startswith("--") else ["-o"]
    ran = run_here(*command, *out, path.name, folder=tmp_path)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "请用 -o 写明另一个文件" in ran.err


def test_a_total_and_its_annex_are_never_one_file(tmp_path: Path) -> None:
    command = ["total", str(LINHE), "--agency", "丙县人民政府", "-o", "合计.docx", "--annex", "./合计.docx"]
    ran = run_here(*command, folder=tmp_path)
    assert ran.code == 2
    assert "请用 --annex 写明另一个文件" in ran.err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("suffix", "command"),
    [
        *((suffix, ["county"]) for suffix in ("json", "xlsx", "docx", "html")),
        ("json", ["check"]),
        ("sarif", ["check"]),
        ("html", ["check"]),
        ("xlsx", ["template", "check"]),
    ],
)
def test_another_file_is_kept_and_a_list_of_before_is_not(tmp_path: Path, suffix: str, command: list[str]) -> None:
    path = tmp_path / f"记录.{suffix}"
    path.write_bytes(b"work of a week")
    for read in (XIJI, LINHE):
        run_here(*command, read, "-o", path.name, folder=tmp_path)
        kept = [file.read_bytes() for file in (tmp_path / ".gk-docs" / "原件").iterdir()]
        assert kept == [b"work of a week"]


@pytest.mark.parametrize(
    "command",
    [["render", str(LINHE)], ["total", str(XIJI), "--agency", "青山县临河镇人民政府"]],
)
def test_a_workbook_that_somebody_filled_in_is_replaced_only_by_force(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "临河镇2024.xlsx"
    for _ in range(2):  # as it was written, it is nobody's work
        assert "没有覆盖" not in run_here(*command, "-o", path.name, folder=tmp_path).err
    assert not (tmp_path / ".gk-docs").exists()
    path.write_bytes(with_cells(path.read_bytes(), "总体情况", {"B5": "全年的工作都写在这里。"}))
    before = path.read_bytes()
    ran = run_here(*command, "-o", path.name, folder=tmp_path)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "有人改过" in ran.err
    run_here(*command, "-o", path.name, "--force", folder=tmp_path)
    assert [file.read_bytes() for file in (tmp_path / ".gk-docs" / "原件").iterdir()] == [before]


NO_UTF_8 = "\udcd2\udcd2"


@pytest.mark.parametrize(
    "command",
    [
        *(["county", ".", "-o", f"全县.{suffix}"] for suffix in ("xlsx", "html", "json")),
        *(["check", f"{NO_UTF_8}.yaml", "-o", f"结果.{suffix}"] for suffix in ("sarif", "json")),
        ["convert", f"{NO_UTF_8}.yaml", "-o", f"{NO_UTF_8}.csv"],
        ["new", "甲镇", "--year", "2024", "-o", f"{NO_UTF_8}甲.yaml"],
        ["new", "甲镇", "--year", "2024", "-o", f"{NO_UTF_8}甲.xlsx"],
    ],
    ids=lambda one: ascii(" ".join(one)),
)
def test_a_name_that_is_no_utf_8_stops_nothing(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / f"{NO_UTF_8}.yaml").write_bytes(XIJI.read_bytes())
    ran = run_here(*command, folder=tmp_path)
    assert ran.code in (0, 1)
    assert (tmp_path / command[-1]).stat().st_size > 0


@pytest.mark.parametrize("name", ["甲.yaml", "甲.xlsx"])
def test_a_name_that_no_file_can_hold_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{NO_UTF_8}.yaml").write_bytes(XIJI.read_bytes())
    ran = run_here("new", "--from", f"{NO_UTF_8}.yaml", "-o", name, folder=tmp_path)
    assert (ran.code, (tmp_path / name).exists()) == (1, False)
    assert "请先给它改名" in ran.err


@pytest.mark.parametrize("name", ["甲#1.yaml", "甲%41.yaml"])
def test_no_link_of_a_workbook_leads_to_another_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(XIJI.read_bytes())
    run_here("county", ".", "-o", "全县.xlsx", folder=tmp_path)
    with ZipFile(tmp_path / "全县.xlsx") as book:
        assert b"hyperlink" not in b"".join(book.read(part) for part in book.namelist() if "rels" in part)
