"""`gk-docs new`: a file that a clerk can fill in, and that says where it is not filled in."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.prompt import FIXTURES
from tests.strategies import EXAMPLES
from tests.workbook.editing import with_cells

import gk_docs
from gk_docs.authored.last_year import LastYear
from gk_docs.authored.starting import starting_text
from gk_docs.authored.words import TO_FILL
from gk_docs.cli import main
from gk_docs.form.editions import form_of
from gk_docs.form.labels import key_of
from gk_docs.form.outline import outline_of


def filled(text: str) -> str:
    """The file as somebody fills it in to whom nothing happened in the year."""
    text = text.replace(f'"{{{{ {TO_FILL} }}}}"', "全年没有这方面的情况。")
    text = re.sub(rf": {TO_FILL}$", ": {全部: 0}", text, flags=re.MULTILINE)
    return re.sub(rf"(?<=: ){TO_FILL}", "0", text)


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2023, 2030])
def test_the_filled_file_is_the_report_of_the_year(year: int) -> None:
    report = gk_docs.read(filled(starting_text("西集镇", year, "a.yaml")).encode(), name="a.yaml").report
    assert (report.agency.name, report.year, type(report)) == ("西集镇", year, form_of(year))
    assert {figure.value for figure in report.figures()} == {0}
    assert report.summary.on_request is not None


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_0_wherever_a_figure_is_to_be_filled_in_means_that_nothing_happened(year: int) -> None:
    text = starting_text("西集镇", year, "a.yaml").replace(f'"{{{{ {TO_FILL} }}}}"', "没有这方面的情况。")
    zeros = re.sub(rf"(?<=: ){TO_FILL}", "0", text)
    report = gk_docs.read(zeros.encode(), name="a.yaml").report
    assert report == gk_docs.read(filled(text).encode(), name="a.yaml").report
    tables = re.sub(r"^(\w+):  # 全年都是 0.*\n(?:  .*\n)+", r"\1: 0\n", zeros, flags=re.MULTILINE)
    assert "行政许可" not in tables
    assert gk_docs.read(tables.encode(), name="a.yaml").report == report


@pytest.mark.parametrize("year", [2020, 2023])
def test_every_mark_that_is_left_is_a_located_error(year: int) -> None:
    text = starting_text("西集镇", year, "西集镇.yaml")
    lines = enumerate(text.splitlines(), 1)
    marked = {number for number, line in lines if TO_FILL in line and not line.startswith("#")}
    with pytest.raises(gk_docs.GkError) as caught:
        gk_docs.read(text.encode(), name="西集镇.yaml")
    assert {problem.line for problem in caught.value.problems} == marked
    assert all(problem.file == "西集镇.yaml" and problem.place for problem in caught.value.problems)
    assert all(TO_FILL in (problem.found or "") for problem in caught.value.problems)
    assert {problem.message for problem in caught.value.problems} == {"还没有填"}


def test_many_places_that_are_left_are_one_line_with_the_lines_of_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = starting_text("甲镇", 2024, "甲.yaml").replace(f"行政许可: {TO_FILL}", "行政许可: 三件")
    (folder / "甲.yaml").write_text(text, encoding="utf-8")
    left = {number for number, line in enumerate(text.splitlines(), 1) if TO_FILL in line and not line.startswith("#")}
    main(["check", "甲.yaml"])
    unfilled, slip, count = capsys.readouterr().err.splitlines()
    spans = re.findall(r"(\d+)(?: 至 (\d+))?", unfilled.partition("（")[2])
    assert {number for first, last in spans for number in range(int(first), int(last or first) + 1)} - {0} == left
    assert "请写 3" in slip
    assert (unfilled.startswith("甲.yaml：还有 50 处没有填"), count) == (True, "共51处问题。")


@pytest.mark.parametrize("year", [2020, 2023])
def test_every_row_of_the_form_but_the_totals_stands_in_the_file_in_its_own_words(year: int) -> None:
    text = starting_text("西集镇", year, "a.yaml")
    outline = outline_of(form_of(year))
    totals = {total.total for total in outline.sums}
    rows = {key_of(figure.rows[-1]) for path, figure in outline.figures.items() if figure.rows and path not in totals}
    assert len(rows) > 25
    assert not [row for row in rows if f" {row}: " not in text]


def test_the_file_is_not_written_over_another_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "西集镇2023.yaml").write_text("写了一半", encoding="utf-8")
    assert main(["new", "西集镇", "--year", "2023"]) == 2
    assert "文件已经存在" in capsys.readouterr().err
    assert (folder / "西集镇2023.yaml").read_text(encoding="utf-8") == "写了一半"
    assert main(["new", "西集镇", "--year", "2023", "--force"]) == 0
    assert (folder / "西集镇2023.yaml").read_text(encoding="utf-8") == starting_text("西集镇", 2023, "西集镇2023.yaml")


def test_a_file_in_the_place_of_the_name_is_refused_with_the_option_that_takes_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "石桥镇2024年报.docx").write_bytes(b"")
    assert main(["new", "石桥镇2024年报.docx", "--year", "2025"]) == 2
    assert "--from 石桥镇2024年报.docx" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["石桥镇2024年报.docx"]


@pytest.mark.parametrize("name", ["石桥镇2024.docx", "甲/石桥镇.YAML", "石桥镇.pdf"])
def test_the_name_of_a_file_that_is_not_there_is_no_body(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", name, "--year", "2025"]) == 2
    assert f"{name} 像是文件名，但没有这个文件" in capsys.readouterr().err
    assert not [*folder.iterdir()]


def test_a_folder_in_the_place_of_the_new_file_is_told_to_be_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "石桥镇", "--year", "2025", "-o", str(folder)]) == 2
    assert "这是一个文件夹，不是文件。请写上文件名" in capsys.readouterr().err


def test_a_name_with_a_slash_leads_into_no_other_folder(folder: Path) -> None:
    assert main(["new", "../甲/乙局", "--year", "2023"]) == 0
    assert [path.name for path in folder.iterdir()] == ["_甲_乙局2023.yaml"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("name", "word"), [("", "不能为空"), ("甲\n乙", "只能写一行"), ("甲\x01", "第2个字符")])
def test_a_name_that_no_report_can_carry_is_refused(name: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", name, "--year", "2023"]) == 1
    assert word in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("year", "code"), [("2018", 1), ("23", 2), ("二〇二三", 2), ("2023年", 2), ("02023", 2)])
def test_a_year_that_has_no_form_is_refused(year: str, code: int) -> None:
    assert main(["new", "西集镇", "--year", year]) == code
    assert not list(Path().iterdir())


def test_a_year_as_a_clerk_types_it_is_read_or_told_as_figures(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "西集镇", "--year", "2023年"]) == 2
    assert "请写 2023" in capsys.readouterr().err
    assert main(["new", "西集镇", "--year", "２０２３"]) == 0
    assert (folder / "西集镇2023.yaml").is_file()


def test_last_year_gives_body_contact_and_what_was_carried_forward(folder: Path) -> None:
    shutil.copy(FIXTURES / "linhe_2024.yaml", folder / "2024.yaml")
    assert main(["new", "临河镇", "--year", "2025", "--previous", "2024.yaml", "-o", "2025.yaml"]) == 0
    text = (folder / "2025.yaml").read_text(encoding="utf-8")
    (folder / "2025.yaml").write_text(filled(text), encoding="utf-8")
    last, report = gk_docs.read(folder / "2024.yaml").report, gk_docs.read(folder / "2025.yaml").report
    assert report.agency == last.agency
    assert report.requests.brought_forward == last.requests.carried_forward
    assert report.requests.brought_forward.total == 2


@pytest.mark.parametrize("name", ["临河街道办事处", "云台县石桥镇人民政府"])
def test_the_report_of_another_body_gives_nothing(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(FIXTURES / "linhe_2024.yaml", folder / "2024.yaml")
    assert main(["new", name, "--year", "2025", "--previous", "2024.yaml"]) == 1
    assert "2024.yaml：不是同一机关的上年报告。写的是“青山县临河镇人民政府”" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["2024.yaml"]


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
def test_a_file_that_is_sent_without_last_years_report_has_in_it_what_it_needs(
    folder: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(FIXTURES / "linhe_2024.yaml", folder / "2024.yaml")
    new = folder / f"2025.{suffix}"
    assert main(["new", "临河镇", "--year", "2025", "--previous", "2024.yaml", "-o", new.name]) == 0
    if suffix == "yaml":
        new.write_text(filled(new.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        data = new.read_bytes()
        for sheet in ("表二", "表三", "表四"):
            data = with_cells(data, sheet, {"C2": "是"})
        new.write_bytes(data)
    with_last = gk_docs.read(new)
    (folder / "2024.yaml").unlink()
    alone = gk_docs.read(new)
    assert alone.report == with_last.report
    assert alone.report.requests.brought_forward.total == 2
    assert [finding.code for finding in alone.findings] == ["GK108"]
    assert main(["render", new.name]) == 0
    assert "没有找到上年报告的文件“2024.yaml”" in "".join(capsys.readouterr())


@pytest.mark.parametrize("year", [2020, 2021, 2025])
def test_last_years_figures_stand_beside_what_is_to_be_filled_in(year: int) -> None:
    form = form_of(year - 1)
    report = form.from_figures(dict.fromkeys(outline_of(form).figures, 7), agency="西集镇人民政府", year=year - 1)
    reading = gk_docs.read(gk_docs.render(report, "json"), name="a.json")
    text = starting_text("西集镇人民政府", year, "a.yaml", LastYear("a.json", reading))
    assert "商业企业: 7, 科研机构: 7" in text
    assert ("行政许可: 待填  # 件，上年 7" in text) == (year == 2025)
    assert ("上年依次为 7、7、7" in text) == (year != 2021)


def test_the_report_of_another_year_is_not_last_years(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(FIXTURES / "linhe_2024.yaml", folder / "2024.yaml")
    assert main(["new", "临河镇", "--year", "2026", "--previous", "2024.yaml"]) == 1
    assert "不是2025年度的报告" in capsys.readouterr().err


def test_last_years_file_must_lie_where_the_new_one_may_reach(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "新").mkdir()
    shutil.copy(FIXTURES / "linhe_2024.yaml", folder / "2024.yaml")
    assert main(["new", "临河镇", "--year", "2025", "--previous", "2024.yaml", "-o", "新/2025.yaml"]) == 1
    assert "同一文件夹" in capsys.readouterr().err
    assert not (folder / "新/2025.yaml").exists()


ONE_LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="{}"), min_size=1, max_size=12
)


@settings(deadline=None, max_examples=min(25, EXAMPLES), suppress_health_check=[HealthCheck.too_slow])
@given(ONE_LINE.map(str.strip).filter(lambda name: bool(name) and "待填" not in name))  # the mark for what to fill in
def test_any_name_that_a_report_can_carry_comes_back_as_typed(name: str) -> None:
    text = filled(starting_text(name, 2023, "a.yaml"))
    assert gk_docs.read(text.encode(), name="a.yaml").report.agency.name == name


def test_the_text_before_the_first_part_has_its_place_first_also_beside_last_years_text(folder: Path) -> None:
    shutil.copy(FIXTURES / "linhe_2024.yaml", folder / "2024.yaml")
    gk_docs.start_from("2024.yaml", "甲.yaml")
    lines = (folder / "甲.yaml").read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith(("总体情况:", "存在的主要问题及改进情况:"))]
    assert [lines[number + 1].strip("# ") for number in heads] == ["开头:"] * 2
