"""`check 甲.xlsx --fix -o 乙.xlsx` mends cells of the clerk's own workbook and keeps everything else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openxml_audit
from lxml import etree
from tests.word.conftest import entries
from tests.workbook.editing import MAIN, cells_of, contents, head_cell, rewritten, with_cells

from gk_docs.authored.workbook.notes import CellNote, Square, with_notes
from gk_docs.authored.workbook.words import head_rows
from gk_docs.cli import main
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LAST = "机关: 甲镇人民政府\n年度: 2023\n" + "".join(
    f"{table}: {{全部: 0}}\n"
    for table in ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
)
WRONG, RIGHT = "全年公开信息412条,其中财政预决算4条。", "全年公开信息412条，其中财政预决算4条。"
TAKEN = "全年新收申请{{ 本年新收政府信息公开申请数量.总计 }}件,全部办结。"


def clerks(folder: Path, **texts: str) -> Path:
    """A workbook made from last year's report and filled in, with who filled it in and a comment beside a figure."""
    (folder / "甲镇2023.yaml").write_text(LAST, encoding="utf-8")
    assert main(["new", "--from", str(folder / "甲镇2023.yaml"), "--to", "xlsx", "-o", str(folder / "填好.xlsx")]) == 0
    data = (folder / "填好.xlsx").read_bytes()
    for sheet in ("表二", "表三", "表四"):
        data = with_cells(data, sheet, {"C2": "是"})
    data = with_cells(data, "总体情况", {"B8": WRONG, **texts})
    person = head_rows(AnnualReport)["填报人"] + 1
    data = with_cells(data, "基本情况", {f"B{person}": "李填报", head_cell(AnnualReport, "agency.short_name"): "甲镇"})
    data = with_notes(data, [CellNote(Square.named("表三", "D7"), "台账第3页", "FFFFFF")])
    (folder / "填好.xlsx").write_bytes(data)
    return folder / "填好.xlsx"


def mended(file: Path, target: Path) -> dict[tuple[str, str], str]:
    """The cells of the mended workbook that differ, with what they hold now."""
    before = contents(file.read_bytes())
    assert main(["check", str(file), "--select", "GK607,GK301", "--fix", "-o", str(target)]) in (0, 1)
    after = contents(target.read_bytes())
    assert before.keys() == after.keys()
    return {at: text for at, text in after.items() if before[at] != text}


def test_only_the_mended_cells_change_and_the_rest_stays_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = clerks(tmp_path)
    assert mended(file, tmp_path / "改好.xlsx") == {("总体情况", "B8"): RIGHT}
    before, after = entries(file.read_bytes()), entries((tmp_path / "改好.xlsx").read_bytes())
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert len(changed - {"xl/workbook.xml"}) == 1  # one sheet; the other says that formulas are computed when opened
    said = capsys.readouterr().out
    assert f"--- {file.as_posix()}\n" in said
    assert f"+总体情况!B8：{RIGHT}" in said
    assert "没有提供上一年度报告" not in said
    assert read(tmp_path / "改好.xlsx").previous is not None
    assert openxml_audit.OpenXmlValidator().validate(tmp_path / "改好.xlsx").errors == []


def test_what_a_text_takes_from_the_tables_stays_taken_from_them(tmp_path: Path) -> None:
    file = clerks(tmp_path, B11=TAKEN)
    found = mended(file, tmp_path / "改好.xlsx")
    assert found == {("总体情况", "B8"): RIGHT, ("总体情况", "B11"): TAKEN.replace(",", "，")}


def test_runs_keep_their_fonts(tmp_path: Path) -> None:
    def in_bold(root: Any) -> None:
        for text in [*root.iter(f"{MAIN}t")]:
            if text.text == WRONG:
                holder = text.getparent()
                holder.remove(text)
                for piece, bold in ((WRONG[:11], False), (WRONG[11:], True)):
                    run = etree.SubElement(holder, f"{MAIN}r")
                    if bold:
                        etree.SubElement(etree.SubElement(run, f"{MAIN}rPr"), f"{MAIN}b")
                    etree.SubElement(run, f"{MAIN}t").text = piece

    file = clerks(tmp_path)
    before = entries(file.read_bytes())
    part = next(name for name in before if WRONG.encode() in before[name])
    file.write_bytes(rewritten(file.read_bytes(), part, in_bold))
    main(["check", str(file), "--select", "GK607", "--fix", "-o", str(tmp_path / "改好.xlsx")])
    sheet = entries((tmp_path / "改好.xlsx").read_bytes())[part]
    runs = [*etree.fromstring(sheet).iterfind(f".//{MAIN}is/{MAIN}r")]
    assert "".join(str(run.findtext(f"{MAIN}t")) for run in runs) == RIGHT
    assert [run.find(f"{MAIN}rPr") is not None for run in runs] == [False, True]


def test_a_total_that_was_typed_over_wrongly_is_mended_in_its_cell(tmp_path: Path) -> None:
    file, cells = clerks(tmp_path), cells_of(AnnualReport)
    figures = {"received.natural_person": 3, "received.business": 1, "received.total": 5}
    figures |= {"carried_forward.natural_person": 3, "carried_forward.business": 1}
    typed = {cells[f"requests.{path}"][1]: value for path, value in figures.items()}
    file.write_bytes(with_cells(file.read_bytes(), "表三", typed))
    assert mended(file, tmp_path / "改好.xlsx")[cells["requests.received.total"]] == "4"


def test_a_line_that_stands_in_two_cells_is_left_to_the_clerk_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = clerks(tmp_path, B11=WRONG)
    assert mended(file, tmp_path / "改好.xlsx") == {}
    assert "没有改：GK607" in capsys.readouterr().out


def test_in_another_folder_last_years_report_is_named_as_it_is_found_from_there_or_what_to_do_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "县").mkdir()
    (tmp_path / "别处").mkdir()
    file = clerks(tmp_path / "县")
    cell = ("基本情况", head_cell(AnnualReport, "previous"))
    assert mended(file, tmp_path / "改好.xlsx")[cell] == "县/甲镇2023.yaml"
    assert read(tmp_path / "改好.xlsx").previous is not None
    assert cell not in mended(file, tmp_path / "别处/改好.xlsx")
    assert "没有带过去：上年报告“甲镇2023.yaml”不在新文件的文件夹里" in capsys.readouterr().out
    yaml = tmp_path / "县/甲镇2024.yaml"
    yaml.write_text(
        f"上年报告: 甲镇2023.yaml  # 上年的\n{LAST.replace('2023', '2024')}总体情况: {WRONG}\n", encoding="utf-8"
    )
    main(["check", str(yaml), "--select", "GK607", "--fix", "-o", str(tmp_path / "甲镇2024.yaml")])
    said = (tmp_path / "甲镇2024.yaml").read_text(encoding="utf-8")
    assert said.startswith("上年报告: 县/甲镇2023.yaml  # 上年的\n")
    assert said.endswith(f"总体情况: {RIGHT}\n")


def test_shared_text_that_is_not_at_the_new_place_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "县").mkdir()
    shared = '["公共"."总体情况"]\n"监督保障" = "县政府办公室按季度检查各乡镇的公开工作。"\n'
    (tmp_path / "县/gk-docs.toml").write_text(shared, encoding="utf-8")
    file = tmp_path / "县/甲镇2024.yaml"
    file.write_text(f"{LAST.replace('2023', '2024')}总体情况:\n  主动公开: {WRONG}\n", encoding="utf-8")
    for target, told in (("县/改好.yaml", False), ("改好.yaml", True)):
        main(["check", str(file), "--select", "GK607", "--fix", "-o", str(tmp_path / target)])
        assert ("没有带过去：各单位公共的内容（gk-docs.toml）" in capsys.readouterr().out) is told


def test_a_file_that_could_not_be_read_where_it_is_to_be_written_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "县").mkdir()
    (tmp_path / "别处").mkdir()
    (tmp_path / "县/_公共.yaml").write_text("总体情况: {依申请公开: 没有收到申请。}\n", encoding="utf-8")
    file = tmp_path / "县/甲镇2024.yaml"
    said = f"沿用: _公共.yaml\n{LAST.replace('2023', '2024')}总体情况: {{主动公开: {WRONG}}}\n"
    file.write_text(said, encoding="utf-8")
    assert main(["check", str(file), "--select", "GK607", "--fix", "-o", str(tmp_path / "别处/甲镇.yaml")]) == 2
    assert not (tmp_path / "别处/甲镇.yaml").exists()


def test_the_diff_of_any_other_file_is_headed_with_that_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["convert", str(clerks(tmp_path)), "-o", str(tmp_path / "甲.docx")])
    main(["check", str(tmp_path / "甲.docx"), "--select", "GK607", "--fix", "-o", str(tmp_path / "乙.docx")])
    assert f"--- {(tmp_path / '甲.docx').as_posix()}（写成 .yaml）\n" in capsys.readouterr().out
