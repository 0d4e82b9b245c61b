"""Which rules an office wants: read from its settings file, and refused in Chinese where it is wrong."""

from __future__ import annotations

import re
from pathlib import Path  # noqa: TC003 - pytest reads the annotation of a fixture

import pytest

import gk_docs
from gk_docs.batch.work import checked
from gk_docs.checks import OfficeNotice, Settings, find_settings, load_settings
from gk_docs.errors import GkError
from gk_docs.finding import Severity
from gk_docs.settings import folders_of

ENGLISH = 'select = ["GK2", "GK3"]\nignore = ["GK301"]\n[severities]\nGK401 = "error"\n'
CHINESE = '"选用" = ["GK2", "GK3"]\n"忽略" = ["GK301"]\n["级别"]\nGK401 = "错误"\n'
WANTED = Settings(("GK2", "GK3"), ("GK301",), {"GK401": Severity.ERROR})


def written(folder: Path, text: str, name: str = "gk-docs.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, "\ufeff" + ENGLISH])
def test_settings_may_be_written_in_english_or_in_chinese(tmp_path: Path, text: str) -> None:
    assert load_settings(written(tmp_path, text)) == WANTED


@pytest.mark.parametrize("line", ["notes = true", '"附注" = true'])
def test_notes_under_the_tables_are_printed_where_the_office_wants_them(tmp_path: Path, line: str) -> None:
    settings = load_settings(written(tmp_path, line))
    assert settings == Settings(notes=True)
    assert settings.overridden(("GK3",), ()).notes
    assert not Settings().notes
    with pytest.raises(GkError, match="须是 true 或 false") as caught:
        load_settings(written(tmp_path, 'notes = "是"'))
    assert caught.value.problems[0].mend == '请写 "notes" = true'


NOTICE = """
["通知"]
"名称" = "武威市要求"
"截止" = "1月20日"
"汇总截止" = "3月15日"
"字数" = { "总体情况" = 1000 }
"数量" = { "主动公开" = ["网站", "公众号|新媒体"] }
"""


def test_the_length_of_a_part_is_that_of_its_own_text_alone() -> None:
    notice = OfficeNotice(longest={"主动公开": 10})
    texts = ({"lead": "公开信息。" * 9}, {"lead": "公开信息。" * 9, "active_disclosure": "公开信息。" * 3})
    reports = [gk_docs.AnnualReport(agency="甲镇人民政府", year=2024, summary=text) for text in texts]
    found = [[one.found for one in gk_docs.check(one, select=["GK213"], notice=notice)] for one in reports]
    assert found == [[], ["15"]]


def test_what_an_office_asks_for_beyond_the_form_is_read_and_earlier_days_count(tmp_path: Path) -> None:
    notice = load_settings(written(tmp_path, NOTICE)).notice
    counts = {"主动公开": ("网站", "公众号|新媒体")}
    assert notice == OfficeNotice("武威市要求", (1, 20), (3, 15), {"总体情况": 1000}, counts)
    town = gk_docs.AnnualReport(
        agency="甲镇人民政府",
        year=2024,
        published="2025-01-25",
        summary={"active_disclosure": "通过网站公开信息。"},
        other_matters={"key_points": "本年度没有收取信息处理费。\n\n2025年1月25日"},
    )
    late = {one.code: one.expected for one in gk_docs.check(town, select=["GK702", "GK704"], notice=notice)}
    assert late == {"GK702": "2025年1月20日", "GK704": "2025年1月20日"}
    assert gk_docs.check(town, select=["GK702", "GK704"]) == []
    path = tmp_path / "甲镇人民政府2024.json"
    gk_docs.write(town, path)
    assert {one.code for one in checked(path, path).findings} >= {"GK702", "GK213"}


def test_what_a_notice_asks_for_is_told_by_its_name_and_a_full_width_bar_parts_words_too() -> None:
    summary = {"active_disclosure": "通过新媒体公开信息5条，通过网站公开若干。"}
    town = gk_docs.AnnualReport(agency="甲镇人民政府", year=2024, summary=summary)
    notice = OfficeNotice("某县编制要求", longest={"总体情况": 9}, counts={"主动公开": ("网站", "公众号｜新媒体")})
    assert [one.message for one in gk_docs.check(town, select=["GK213"], notice=notice)] == [
        "按某县编制要求，“总体情况”不超过 9 字，写了 21 字。",
        "按某县编制要求，“主动公开”要写明数量，没有写“网站”的数。",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"通知" = "武威"', "没有这一项"),
        ('["通知"]\n"字数限制" = 3', "没有这一项"),
        ('["通知"]\n"截止" = "2月30日"', "须是下一年的月和日"),
        ('["通知"]\n"截止" = 2025-01-20', "须是下一年的月和日"),
        ('["通知"]\n"字数" = 1000', "须是“部分 = 字数”的一组"),
        ('["通知"]\n"字数" = { "总体情况" = true }', "须是“部分 = 字数”的一组"),
        ('["通知"]\n"数量" = { "主动公开" = "解读" }', "须是“部分 = 词的列表”的一组"),
        ('["通知"]\n"数量" = { "主动公开" = ["解读| "] }', "须是“部分 = 词的列表”的一组"),
        ('["通知"]\n"数量" = ["解读"]', "须是“部分 = 词的列表”的一组"),
        ('["通知"]\n"名称" = 3', "须是文字"),
    ],
)
def test_a_notice_that_cannot_be_read_is_refused_with_what_to_write(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(GkError, match=said) as caught:
        load_settings(written(tmp_path, line))
    assert caught.value.problems[0].mend


def test_the_nearest_file_above_a_folder_counts(tmp_path: Path) -> None:
    inner = tmp_path / "县" / "镇"
    inner.mkdir(parents=True)
    written(tmp_path, ENGLISH)
    assert find_settings(inner) == WANTED
    written(inner, 'ignore = ["GK404"]')
    assert find_settings(inner) == Settings(ignore=("GK404",))


def test_a_project_file_of_another_shape_says_nothing_or_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "tool = 3", "pyproject.toml")
    assert find_settings(tmp_path) == Settings()
    written(tmp_path, "[tool]\ngk-docs = 3", "pyproject.toml")
    with pytest.raises(GkError, match="须是一组设置"):
        find_settings(tmp_path)


def test_settings_may_stand_in_a_project_file(tmp_path: Path) -> None:
    tables = ENGLISH.replace("[severities]", "[tool.gk-docs.severities]")
    written(tmp_path, f"[project]\nname = 'x'\n[tool.gk-docs]\n{tables}", "pyproject.toml")
    assert find_settings(tmp_path) == WANTED


@pytest.mark.parametrize("theirs", ["[project]\nname = 'x'\n", "[project]\n<<<<<<< HEAD\n"])
def test_but_a_project_file_without_them_is_passed_by(theirs: str, tmp_path: Path) -> None:
    written(tmp_path, ENGLISH)
    inner = tmp_path / "x"
    inner.mkdir()
    written(inner, theirs, "pyproject.toml")
    assert find_settings(inner) == WANTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('忽略 = ["GK404"]', "加引号"),
        ("[级别]\nGK401 = 'error'", "加引号"),
        ("ignore = [", "不是正确的 TOML"),
        ("ignore = ['GK404'] x", "toml:1:20：设置文件不是正确的 TOML"),
        ('"忽略" = ["GK404"，"GK403"]', "半角"),
        ('“忽略” = ["GK404"]', "半角"),
        ("[common.agency.contact]\npostcode = 010040", '号码要加引号，如 "邮编" = "010040"'),
        ("[common.agency.contact]\nphone = 0359-5512345", "号码要加引号"),
        ("[notice]\ndue = 1月20日", "文字要加引号"),
        ("notes = true\nnotes = true\n[a]", "同一项写了两次"),
        ('"忽略" = ["GK404"]\nignore = ["GK401"]', "同一项写了两次。写的是“忽略、ignore”"),
        ('"文件夹" = ["镇"]\nfolders = []', "同一项写了两次"),
        (f"x = {'9' * 5_000}", "不是正确的 TOML"),
        (f"x = {'[' * 50_000}", "不是正确的 TOML"),
        ('igonre = ["GK404"]', "通知、公共、common、文件夹、folders；公共的文字和模板写在"),
        ('ignore = "GK404"', "须是代码的列表"),
        ('ignore = ["GK9999"]', "没有以 'GK9999' 开头的检查代码。代码如 GK3、GK501"),
        ('ignore = [""]', "没有以 '' 开头的检查代码"),
        ("[severities]\nGK401 = 'fatal'", "没有这一级别"),
        ("severities = 3", "须是“代码 = 级别”的一组"),
    ],
)
def test_what_is_wrong_is_said_in_chinese_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(GkError) as error:
        load_settings(written(tmp_path, text))
    assert said in str(error.value)
    assert "gk-docs.toml" in str(error.value)
    assert not re.search("[a-z]{3,} [a-z]{2,}", str(error.value).replace("gk-docs toml", ""))


def test_a_file_that_is_not_there_or_no_text_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(GkError, match=r"gk-docs\.toml"):
        load_settings(tmp_path / "gk-docs.toml")
    (tmp_path / "gk-docs.toml").write_bytes(b"\xff\x00\x81\x00\xff")
    with pytest.raises(GkError, match=r"gk-docs\.toml"):
        load_settings(tmp_path / "gk-docs.toml")


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_settings_are_read_in_any_encoding_of_notepad(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "gk-docs.toml").write_bytes(CHINESE.replace("\n", "\r\n").encode(encoding))
    assert load_settings(tmp_path / "gk-docs.toml") == WANTED


@pytest.mark.parametrize("name", ["文件夹", "忽略", "folders", "附注"])
@pytest.mark.parametrize("table", ["公共", "级别", "通知", '公共"."机关"."联系方式'])
def test_a_setting_below_the_name_of_a_table_is_told_to_be_moved(tmp_path: Path, name: str, table: str) -> None:
    written(tmp_path, f'["{table}"]\n"{name}" = ["镇"]\n')
    said = (
        f"gk-docs.toml：{table.rpartition('.')[2].strip(chr(34))}：“{name}”写在了这张表里。请把“{name}”一行移到文件开头"
    )
    for read in (folders_of, find_settings):
        with pytest.raises(GkError, match=said):
            read(tmp_path)


def test_a_settings_file_to_which_notepad_added_txt_is_not_passed_over(tmp_path: Path) -> None:
    below = tmp_path / "镇"
    below.mkdir()
    written(tmp_path, CHINESE, "gk-docs.toml.txt")
    for read, folder in ((find_settings, below), (folders_of, tmp_path)):
        with pytest.raises(GkError, match=r"请改名为 gk-docs\.toml"):
            read(folder)
    written(tmp_path, CHINESE)
    assert find_settings(below) == WANTED
