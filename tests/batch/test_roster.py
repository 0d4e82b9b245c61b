"""The roster: read in whatever a county office saves, every bad line named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.files.books import MAIN, book
from tests.strategies import EXAMPLES
from xlsxwriter import Workbook

from gk_docs.batch.folder import roster_of
from gk_docs.batch.outcome import summary_of
from gk_docs.batch.roster import Member, find_roster, read_roster
from gk_docs.errors import GkError, InvalidReport, Problem, UnreadableFile
from gk_docs.form.agency import Agency

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
序号,单位名称,级别,单位类型,填报人,联系电话
1,西集镇人民政府,乡级,乡镇,王某,0632-5550101

2,"甲县教育局, 体育局",县级,部门,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\n"), ("\t", "\r\n"), (";", "\n")])
def test_it_is_read_in_whatever_excel_saves(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    path = tmp_path / "名单.csv"
    text = TEXT.replace(",", delimiter).replace(f"{delimiter} ", ", ").replace("\n", end)
    path.write_bytes(text.encode(encoding))
    first, second = read_roster(path)
    assert first == Member(
        agency=Agency(name="西集镇人民政府", level="township", type="town"),
        filer="王某",
        contact="0632-5550101",
        line=2,
    )
    assert (second.agency.name, second.agency.type, second.line) == ("甲县教育局, 体育局", "department", 4)


def test_a_workbook_is_read_alike_and_numbers_keep_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows: list[list[object]] = [["机关", "联系方式"], ["甲镇", 13800000000], ["乙镇", "0632-1"]]
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    assert [(one.agency.name, one.contact, one.line) for one in read_roster(path)] == [
        ("甲镇", "13800000000", 2),
        ("乙镇", "0632-1", 3),
    ]


@pytest.mark.parametrize(("head", "told"), [("备注", False), ("单位名称", True)])
def test_a_second_sheet_of_bodies_is_named_and_not_passed_over(tmp_path: Path, head: str, *, told: bool) -> None:
    path = tmp_path / "名单.xlsx"
    with Workbook(path) as drawn:
        for name, column in (("乡镇", ("机关", "甲镇人民政府")), ("部门", (head, "甲县财政局"))):
            drawn.add_worksheet(name).write_column(0, 0, column)
    if told:
        with pytest.raises(InvalidReport, match="名单有几张工作表。写的是“部门”"):
            read_roster(path)
    else:
        assert [member.agency.name for member in read_roster(path)] == ["甲镇人民政府"]


def test_a_merged_region_counts_for_each_of_its_towns(tmp_path: Path) -> None:
    with Workbook(tmp_path / "名单.xlsx") as drawn:
        sheet = drawn.add_worksheet()
        sheet.write_column(0, 0, ("机关", "西集镇", "东镇", "西集镇"))
        sheet.write_column(0, 1, ("所属地区", "", "", "乙县"))
        sheet.merge_range(1, 1, 2, 1, "甲县")
    members = read_roster(tmp_path / "名单.xlsx")
    assert [(one.agency.name, one.agency.region) for one in members] == [
        ("甲县西集镇", "甲县"), ("东镇", "甲县"), ("乙县西集镇", "乙县"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "said"),
    [("<c r='A2'><f>A1</f><v/></c>", "2：这一行有公式"), ("<c r='A2' s='1' t='s'><v>0</v></c>", "划去的字.*乙镇")],
)
def test_a_body_that_may_or_may_not_stand_in_a_workbook_is_asked_for(tmp_path: Path, cell: str, said: str) -> None:
    head = "<row r='1'><c r='A1' t='inlineStr'><is><t>机关</t></is></c></row>"
    formats = "<fonts><font><strike/></font></fonts><cellXfs><xf/><xf fontId='0'/></cellXfs>"
    styles = f'<styleSheet xmlns="{MAIN}">{formats}</styleSheet>'
    strings = f'<sst xmlns="{MAIN}"><si><t>乙镇</t></si></sst>'
    data = book(f"{head}<row r='2'>{cell}</row>", **{"styles.xml": styles, "sharedStrings.xml": strings})
    (tmp_path / "名单.xlsx").write_bytes(data)
    with pytest.raises(InvalidReport, match=said):
        read_roster(tmp_path / "名单.xlsx")


def test_every_bad_line_is_named_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    lines = [
        "机关,层级,类型",
        "甲镇,乡级,乡镇",
        ",乡级,乡镇",
        "乙镇,镇级,乡镇",
        "丙镇,乡级,部们",
        "甲镇,,",
        "丁镇,乡级,乡镇,多",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InvalidReport) as caught:
        read_roster(path)
    problems = caught.value.problems
    assert [problem.line for problem in problems] == [3, 4, 5, 6, 7]
    assert {problem.file for problem in problems} == {"名单.csv"}
    assert [problem.found for problem in problems] == [None, "镇级", "部们", "甲镇", "多"]
    assert "部门" in str(problems[2])
    assert "第2行" in problems[3].message


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "空"),
        ("甲镇\n乙镇\n", "没有“机关”这一列"),
        ("机关,类形\n甲镇,乡镇\n", "类型"),
        ("机关,单位\n甲镇,甲镇\n", "两列"),
        ("机关\n", "没有机关"),
    ],
)
def test_a_roster_that_names_nobody_is_refused(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidReport, match=word):
        read_roster(path)


@pytest.mark.parametrize(
    "line", ["合计", "合 计：2家", "总计,2", "注：以上为全部单位", "备注:两家", "审核人：某某", "2", "——"]
)
def test_a_sum_or_a_note_below_the_bodies_is_no_body(tmp_path: Path, line: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"机关,简称\n注册管理局,\n\u200b甲镇\ufeff,\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidReport, match=r"名单.csv:4：这一行不是机关。.*请删去整行"):
        read_roster(path)
    path.write_text("机关\n注册管理局\n\u200b甲镇\ufeff\n", encoding="utf-8")
    assert [member.agency.name for member in read_roster(path)] == ["注册管理局", "甲镇"]


@pytest.mark.parametrize("line", ["合计,1家", "小 计,24家单位", "制表人：某某,审核人某某"])
def test_a_sum_or_a_note_that_begins_in_another_column_is_no_body(tmp_path: Path, line: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"序号,机关\n1,甲镇\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidReport, match=r"名单.csv:3：这一行不是机关。.*请删去整行"):
        read_roster(path)
    path.write_text("备注,机关\n合计科已并入,甲镇\n", encoding="utf-8")
    assert [member.agency.name for member in read_roster(path)] == ["甲镇"]


@pytest.mark.parametrize(
    "cell",
    [
        "一、乡镇",
        "（二）县直部门",
        "3.街道办事处",
        "部门（25个）",
        "乡镇",
        "县直单位：",
        "镇街和部门",
        "政府组成部门",
        "垂管单位",
        "公共企事业单位",
        "中央驻县单位",
    ],
)
def test_a_line_above_the_bodies_of_a_kind_is_no_body(tmp_path: Path, cell: str) -> None:
    for line in (f"{cell},,", f",,{cell}", f"{cell},{cell},{cell}"):  # the last as a merged cell
        (tmp_path / "名单.csv").write_text(f"机关,简称,序号\n{line}\n丙县教育局,教育局,1\n", encoding="utf-8")
        with pytest.raises(InvalidReport) as caught:
            read_roster(tmp_path / "名单.csv")
        [problem] = caught.value.problems
        assert (problem.line, problem.message, problem.mend) == (2, "这一行不是机关", "请删去整行")


@pytest.mark.parametrize(
    "name", ["丙县甲镇", "第一中学", "机关事务管理局", "直属机关工作委员会", "乡镇企业局", "县医院"]
)
def test_but_a_name_with_such_a_word_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "名单.csv").write_text(f"机关\n{name}\n", encoding="utf-8")
    assert [one.agency.name for one in read_roster(tmp_path / "名单.csv")] == [name]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *(
            (
                f"{name},教育局",
                f"机关名称里有“{stray}”。写的是“{name}”。请只写全称；是几个机关的，请一行写一个；是几列的，逗号用半角。",
            )
            for name, stray in (
                ("丙县教育局，教育局", "，"),
                ("丙县教育局、丙县体育局", "、"),
                ("丙县教育局（盖章）", "（盖章）"),
                ("丙县教育局2024年政府信息公开工作年度报告", "2024年"),
            )
        ),
        ("1、丙县教育局,教育局", "名单.csv:2：机关名称前有序号。写的是“1、丙县教育局”。请删去“1、”。"),
        (
            '"丙县甲镇\n人民政府",甲镇',
            "名单.csv:2：“机关”一格里有换行。写的是“丙县甲镇↵人民政府”。是一个机关的，请删去换行；是几个机关的，请一行写一个。",
        ),
        ('丙县甲镇,"甲\n镇"', "“简称”一格里有换行"),
        (
            "丙县 甲镇人民政府,甲镇",
            "“机关”一格里有空格。写的是“丙县 甲镇人民政府”。是一个机关的，请删去空格；是几个机关的，请一行写一个。",
        ),
        ("丙县水利局,水　利　局", "“简称”一格里有空格"),
    ],
)
def test_a_number_a_line_break_and_a_blank_in_a_name_are_told_with_column_and_mend(
    tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "名单.csv").write_text(f"机关,简称\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidReport) as caught:
        read_roster(tmp_path / "名单.csv")
    assert said in str(caught.value)


def test_a_title_above_the_names_of_the_columns_is_to_be_deleted(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("丙县年报报送名单,\n,\n机关,简称\n丙县教育局,教育局\n", encoding="utf-8")
    with pytest.raises(InvalidReport, match="列名在第3行，请删去它上面的行"):
        read_roster(tmp_path / "名单.csv")


def test_only_csv_and_xlsx_are_rosters(tmp_path: Path) -> None:
    (tmp_path / "名单.docx").write_bytes(b"")
    with pytest.raises(UnreadableFile):
        read_roster(tmp_path / "名单.docx")
    assert find_roster(tmp_path) is None
    for suffix in (".csv", ".xlsx"):
        (tmp_path / f"名单{suffix}").write_bytes(b"")
    with pytest.raises(InvalidReport, match="两份名单"):
        find_roster(tmp_path)


@pytest.mark.parametrize("name", ["名单.xls", "名单.et", "名单.csv.txt", "名单.xlsx.xlsx", "名单.TXT"])
def test_a_roster_of_another_format_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(UnreadableFile, match=f"{name}：名单须是 .csv 或 .xlsx 文件.*另存为 名单.xlsx"):
        find_roster(tmp_path)


@pytest.mark.parametrize(
    ("name", "told"),
    [("应报名单.csv", True), ("名单（定）.xlsx", True), ("_名单.csv", False), ("名单会签.docx", False)],
)
def test_a_table_that_may_be_meant_for_the_roster_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, *, told: bool
) -> None:
    (tmp_path / name).write_bytes(b"")
    assert find_roster(tmp_path) is None
    assert (f"没有用 {name}：是应报机关的名单的，请改名为 名单." in caplog.text) is told
    caplog.clear()
    (tmp_path / "名单.csv").write_text("机关\n甲镇\n", encoding="utf-8")
    assert find_roster(tmp_path) == tmp_path / "名单.csv"
    assert not caplog.text


def test_the_rosters_of_all_folders_count_and_each_body_once(tmp_path: Path) -> None:
    for folder, names in (("甲县", "甲县甲镇\n甲县水利局"), ("甲县/镇", "甲县乙镇\n甲镇"), ("乙县", "乙县甲镇")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "名单.csv").write_text(f"机关\n{names}\n", encoding="utf-8")
    (tmp_path / "甲县" / "gk-docs.toml").write_text('"文件夹" = ["镇"]', encoding="utf-8")
    places = [tmp_path / "甲县", tmp_path / "乙县"]
    owing = [member.agency.name for member in roster_of(places, None)]
    assert owing == ["甲县甲镇", "甲县水利局", "甲县乙镇", "乙县甲镇"]
    assert [row.body for row in summary_of((), roster_of(places, None)).of("missing")] == owing
    assert len(roster_of(places, tmp_path / "乙县" / "名单.csv")) == 1


def test_two_lines_of_one_body_are_refused_and_two_of_one_name_in_two_regions_are_not(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("机关,所属地区\n西集镇人民政府,甲县\n西集镇人民政府,乙县\n", encoding="utf-8")
    assert [member.agency.region for member in read_roster(path)] == ["甲县", "乙县"]
    path.write_text("机关,所属地区\n西集镇人民政府,甲县\n甲县西集镇,\n", encoding="utf-8")
    with pytest.raises(InvalidReport, match="与第2行是同一机关"):
        read_roster(path)


@settings(max_examples=min(100, EXAMPLES), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.text(max_size=80), st.binary(max_size=80)))
def test_whatever_stands_in_it_is_read_or_refused_by_name(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    problems: tuple[Problem, ...] = ()
    try:
        assert read_roster(path)
    except GkError as error:
        problems = error.problems
    assert all(problem.file == "名单.csv" for problem in problems)


@pytest.mark.parametrize(
    "head", ["机关代码", "单位地址", "单位性质", "主管单位", "行政级别", "类别", "等级", "地址", "邮编", "上级单位"]
)
def test_a_column_of_the_offices_own_is_no_slip_for_one_of_ours(tmp_path: Path, head: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"机关,{head},层级\n西集镇人民政府,正科级,乡级\n", "utf-8")
    assert [one.agency for one in read_roster(path)] == [Agency(name="西集镇人民政府", level="township")]


def test_a_slip_in_the_head_of_a_column_that_is_not_there_is_still_told(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("机关,填抱人\n西集镇人民政府,王某\n", "utf-8")
    with pytest.raises(InvalidReport, match=r"填抱人.*是否指“填报人”"):
        read_roster(path)


def test_a_column_of_kinds_says_the_type_where_it_has_a_word_of_ours_and_no_column_of_types_stands_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("机关,类别,性质\n西集镇人民政府,乡镇,行政\n甲县供水公司,公共企业,企业\n", "utf-8")
    assert [one.agency.type for one in read_roster(path)] == ["town", None]
    path.write_text("机关,类别,类型\n西集镇人民政府,部门,乡镇\n", "utf-8")
    assert [one.agency.type for one in read_roster(path)] == ["town"]
