"""What the prompt can do, Python can: the same verbs, given back as objects."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import gk_docs as gk
from gk_docs.errors import InvalidReport, NotFilledIn, WriteRefused

LINHE = Path(__file__).parents[2] / "fixtures/townships/linhe_2024.yaml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(LINHE, tmp_path / "临河镇2024.yaml"))


def test_an_authored_file_is_mended_in_its_place_and_the_old_one_is_kept(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    mark = before.index("。", before.index("总体情况"))
    damaged = f"{before[:mark]},另{before[mark:]}"
    file.write_text(damaged, encoding="utf-8")
    done = gk.mend(file, select=["GK607"])
    assert (done.written, len(done.applied), done.refused) == (file, 1, ())
    assert file.read_text(encoding="utf-8") == damaged.replace(",另", "，另") == done.text
    [kept] = [path for path in (file.parent / ".gk-docs/原件").rglob("*") if path.is_file()]
    assert kept.read_text(encoding="utf-8") == damaged


def test_of_a_document_a_mended_copy_is_written_where_it_is_said_and_else_only_given_back(
    file: Path, tmp_path: Path
) -> None:
    report = gk.read(file).report
    wrong = gk.write(report.replace(problems="更新不及时,已整改。"), tmp_path / "甲.docx")
    data = wrong.read_bytes()
    done = gk.mend(wrong, select=["GK607"])
    assert done.report
    assert done.report.problems.text == "更新不及时，已整改。"
    assert done.written is None
    assert wrong.read_bytes() == data
    copied = gk.mend(wrong, tmp_path / "乙.docx", select=["GK607"])
    assert copied.written == tmp_path / "乙.docx"
    assert gk.read(tmp_path / "乙.docx").report.problems.text == "更新不及时，已整改。"


@pytest.mark.parametrize("name", ["乙.yaml", "乙.yml", "乙.YAML"])
def test_of_an_authored_file_a_mended_copy_differs_by_the_mend_alone(name: str, file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("。", ",。", 1)
    file.write_text(text, encoding="utf-8")
    done = gk.mend(file, tmp_path / name, select=["GK607"], unsafe=True)
    assert done.written == tmp_path / name
    assert done.written.read_text(encoding="utf-8") == done.text
    assert [line for line in done.text.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")
    ]
    assert file.read_text(encoding="utf-8") == text


def test_a_prefix_that_fits_no_rule_mends_nothing(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(ValueError, match="GKX"):
        gk.mend(file, select=["GKX"])
    assert file.read_bytes() == before


def test_a_report_is_converted_whole_or_not_at_all(file: Path, tmp_path: Path) -> None:
    done = gk.convert(file, tmp_path / "甲.html")
    assert done.lost == ()
    assert gk.read(done.path).report == gk.read(file).report
    with pytest.raises(WriteRefused, match="文件已经存在"):
        gk.convert(file, tmp_path / "甲.html")
    assert gk.convert(gk.read(file), tmp_path / "甲.html", force=True).path == tmp_path / "甲.html"


def test_a_starting_file_carries_on_from_last_years_report(file: Path, tmp_path: Path) -> None:
    last = gk.read(file).report
    done = gk.start(last.agency.name, 2025, tmp_path / "临河镇2025.yaml", previous=file)
    assert done.new
    assert done.previous
    assert done.previous.content.report == last
    assert f"上年报告: {file.name}" in done.file.read_text(encoding="utf-8")
    with pytest.raises(WriteRefused, match="文件已经存在"):
        gk.start(last.agency.name, 2025, tmp_path / "临河镇2025.yaml")
    with pytest.raises(InvalidReport, match="不是2025年度的报告"):
        gk.start(last.agency.name, 2026, tmp_path / "临河镇2026.yaml", previous=file)


@pytest.mark.parametrize("name", ["甲镇.docx", "甲镇.json", "甲镇.pdf", "甲镇.ofd", "甲镇", "甲镇.xlsx.bak"])
def test_no_starting_file_bears_the_suffix_of_a_format_that_nobody_types(name: str, tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match=r"不能新建这种格式.*yaml、xlsx"):
        gk.start("甲镇", 2024, tmp_path / name)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["甲镇.yaml", "甲镇.yml", "甲镇.xlsx", "甲镇.XLSX"])
def test_a_starting_file_is_read_as_one_that_nobody_has_filled_in(name: str, tmp_path: Path) -> None:
    started = gk.start("甲镇", 2024, tmp_path / name)
    with pytest.raises(NotFilledIn):
        gk.read(started.file)


def test_the_reports_of_two_folders_are_compared_body_by_body(file: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "原", tmp_path / "现"
    report = gk.read(file).report
    for folder, problems in ((old, "更新慢。"), (new, "更新不及时。")):
        folder.mkdir()
        gk.write(report.replace(problems=problems), folder / "临河镇.json")
    gk.write(report.replace(agency="甲镇人民政府"), new / "甲镇.json")
    seen = []
    found = gk.compare_folders(old, new, each=lambda file, one: seen.append((file.name, len(one.texts))))
    assert [(one.body, one.figures, one.texts) for one in found.compared] == [(report.agency.name, 0, 1)]
    assert (found.only_old, found.only_new, found.errors) == ((), ("甲镇人民政府",), ())
    assert seen == [("临河镇.json", 1)]
    assert found
    assert not gk.compare_folders(old, old)


def test_a_working_directory_that_was_deleted_has_no_report_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "已删"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert gk.compare_folders(".", LINHE.parent).only_old == ()


def test_two_towns_of_one_name_that_are_not_compared_are_not_called_alike(tmp_path: Path) -> None:
    for year, region in ((2023, "甲县"), (2023, "乙县"), (2024, "甲县"), (2024, None)):
        (tmp_path / f"{year}").mkdir(exist_ok=True)
        report = gk.AnnualReport(agency=gk.Agency(name="西集镇", region=region), year=year)
        gk.write(report, tmp_path / f"{year}/{region}.json")
    found = gk.compare_folders(tmp_path / "2023", tmp_path / "2024")
    assert (found.only_old, found.only_new) == (("乙县西集镇",), ("西集镇",))


def test_totals_are_carried_into_a_file_whose_text_stays(file: Path, tmp_path: Path) -> None:
    totals = gk.total([file], agency="甲县人民政府")
    path = totals.write(tmp_path / "甲县2024.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "\n# 办公室的话\n", encoding="utf-8")
    assert totals.write(path) == path
    assert path.read_text(encoding="utf-8").endswith("# 办公室的话\n")
    written = totals.write(tmp_path / "甲县2024.docx")
    assert [figure.value for figure in gk.read(written).report.figures()] == [
        figure.value for figure in totals.report.figures()
    ]
