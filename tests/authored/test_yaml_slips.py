"""What goes wrong when YAML is typed by hand: each slip has its line and a word on how to mend it."""

from __future__ import annotations

import pytest
from tests.authored.authored_example import GOOD, changed, problem, problems, read_text
from tests.pace import within
from tests.strategies import EXAMPLES

import gk_docs as gk
from gk_docs.errors import InvalidReport, NotAnAnnualReport, UnreadableFile

LONG = min(300_000, 3_000 * EXAMPLES)
LICENCES = GOOD.splitlines().index("  行政许可: 12") + 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  行政许可: 12", "  行政许可：12", "全角的“：”"),
        ("  行政许可: 12", "  行政许可：{全部: 0}", "全角的“：”"),
        ("  行政许可: 12", "  行政许可:12", "没有空格"),
        ("  行政许可: 12", "\t行政许可: 12", "Tab"),
        ("  行政许可: 12", "   行政许可: 12", "缩进"),
        ("  行政许可: 12", " 行政许可: 12", "缩进"),
        ("  行政许可: 12", "  行政许可: 12\n  行政许可: 13", "写了两次，第一次在第19行"),
        ("  行政许可: 12", "  行政许可: '12", "引号没有成对"),
        ("  行政许可: 12", '  行政许可: "12', "引号没有成对"),
        ("  行政许可: 12", "  行政许可: '1'2", "引号后面还有文字"),
        ("  行政许可: 12", "  行政许可: {{ year }}", "没有加引号"),
        ("  行政许可: 12", "  行政许可: {{ year }}件", "没有加引号"),
        ("  行政许可: 12", "  行政许可: {% if x %}", "没有加引号"),
        ("  行政许可: 12", "  行政许可: &a 12", "锚点"),
        ("  行政许可: 12", "  行政许可: *甲", "* & !"),
        ("  行政许可: 12", "  行政许可: *a", "引用"),
        ("  行政许可: 12", "  行政许可: !!int 12", "标签"),
        ("  行政许可: 12", "  行政许可: @12", "开头"),
        ("  行政许可: 12", "  行政许可: 12: 3", "两个冒号"),
        ("  行政许可: 12", "  行政许可: {1：2，其余: 0", "全角的“，”"),
        ("  行政许可: 12", "  行政许可: [1, 2", "方括号没有成对"),
        ("  行政许可: 12", "  行政许可: {1, 2", "花括号没有成对"),
        ("  行政许可: 12", "  行政许可:\u300012", "冒号后面是全角空格"),
        ("  行政许可: 12", "  行政许可: ]", "多了一个括号"),
        ("  行政许可: 12", "  行政许可: [2025]3号", "方括号后面还有文字"),
        ("  行政许可: 12", "  行政许可: - 12", "“- ”不能写在冒号后面"),
        ("  行政许可: 12", '  行政许可: "\\q"', "反斜杠"),
        ("  行政许可: 12", "  行政许可: 1\x072", "控制字符 U+0007"),
        ("  行政许可: 12", '  行政许可: 12\n  简称: "\\a"', "没有这一项"),
        ("  行政许可: 12", "  行政许可 12", ""),
    ],
)
def test_a_slip_is_explained_near_its_line(old: str, new: str, says: str) -> None:
    found = problems(changed(old, new))[0]
    assert says in f"{found.message}{found.mend}"
    assert found.line in range(LICENCES, LICENCES + 3)
    assert found.column is not None
    assert found.file == "甲.yaml"


@pytest.mark.parametrize("sign", [":", "=", "＝", " ", "："])
def test_a_name_that_has_swallowed_its_number_is_told_with_the_sign_that_is_missing(sign: str) -> None:
    text = changed("  规章: {其余: 0}", f"  规章: {{本年制发件数{sign}1, 其余{sign}0}}")
    found = problems(text)
    assert [one.found for one in found] == [f"本年制发件数{sign}1", f"其余{sign}0"]
    assert all("半角冒号" in (one.mend or "") for one in found)


def test_braces_that_are_wide_are_told_to_be_narrow() -> None:
    found = problem(changed("情况: {全部: 0}", "情况: ｛全部：0｝"))
    assert "半角的“{”和“}”" in str(found.mend)


def test_a_thousand_separator_in_braces_is_explained() -> None:
    for typed in ("3,001", "3,001.5"):
        found = problem(changed("自然人: 3, 商业企业: 1, 其余: 0}\n  本", f"自然人: {typed}, 其余: 0}}\n  本"))
        assert "千位" in str(found.mend)


def test_a_second_document_is_refused() -> None:
    assert "一份报告" in problem(f"{GOOD}---\n年度: 2023\n").message
    assert read_text(f"---\n{GOOD}...\n").report == read_text(GOOD).report


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"# x\n", b"---\n", b"~\n"])
def test_an_empty_file_is_no_report(data: bytes) -> None:
    with pytest.raises(NotAnAnnualReport):
        read_text(data)


@pytest.mark.parametrize("text", ["- 1\n", "机构：某某局\n", "12\n", "[1, 2]\n"])
def test_a_file_that_is_no_mapping_is_refused(text: str) -> None:
    assert "名称: 内容" in str(problem(text).expected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_encoding_that_chinese_editors_write_is_read(encoding: str) -> None:
    assert read_text(GOOD.encode(encoding)).report == read_text(GOOD).report


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_every_line_end_is_read(ends: str) -> None:
    assert read_text(GOOD.replace("\n", ends)).report == read_text(GOOD).report


def test_a_damaged_file_names_the_line_of_the_damage() -> None:
    lines = GOOD.encode().splitlines(keepends=True)
    with pytest.raises(UnreadableFile) as caught:
        read_text(b"".join([*lines[:9], b"\xe5\xe5", *lines[9:]]))
    assert caught.value.problems[0].line == 10


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 1_000_000,
        "{a: " * 200_000,
        "- " * 200_000,
        "? " * 200_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(2000)),
        "[" + "1," * LONG + "]",
        "年度: " + "9" * 1_000_000,
        "年度: 2023\n总体情况: " + "'{{ " + "(" * 390 + " }}'",
        "总体情况: '" + "{{" * LONG + "'",
        "总体情况: '" + "{{ '" * LONG + "\"'",
    ],
)
def test_what_is_made_to_exhaust_a_reader_is_refused_quickly(text: str) -> None:
    with within(10), pytest.raises(InvalidReport):
        read_text(text)


def test_billion_laughs_are_refused_at_the_first_anchor() -> None:
    text = "a: &a [x, x]\n" + "".join(f"{name}: &{name} [*a, *a]\n" for name in "bcdefgh")
    found = problem(text)
    assert (found.line, found.found) == (1, "&a")


PROBLEMS = "  存在的主要问题: 解读的形式不多。"
WRITTEN = "  存在的主要问题:"


@pytest.mark.parametrize(
    "value",
    [
        " 更新 #石桥发布# 公众号118篇。",
        " 更新 # 石桥发布",
        " 更新\t#石桥发布#",
        " #石桥发布# 公众号118篇。",
        "\n    #石桥发布# 公众号118篇。",
        " 更新\n    #石桥发布# 公众号118篇。",
        "\n    更新\n\n    #石桥发布# 公众号118篇。",
        " 更新 #石桥发布#\n    公众号118篇。",
        " | #石桥发布#\n    公众号118篇。",
        " |\n    更新\n   #石桥发布# 公众号118篇。",
        " '更新' #石桥发布#",
        ' "更新" #石桥发布#',
        "\n  - 更新 #石桥发布#\n  - 公众号118篇。",
        "\n  - 更新\n  - #石桥发布# 公众号118篇。",
        "\n  - 更新\n    #石桥发布# 公众号118篇。",
        "\n  - {文字: 更新 #石桥发布#\n    }",
        "\n  - {表格: [[更新 #石桥发布#\n    , 118]]}",
        "\n  - {标题: （一）更新 #石桥发布#\n    , 级别: 2}",
    ],
)
def test_a_hash_never_cuts_a_paragraph_short(value: str) -> None:
    found = problem(changed(PROBLEMS, f"{WRITTEN}{value}"))
    assert found.message == "“#”后面的文字会被当作说明，不会印出来"
    line = changed(PROBLEMS, f"{WRITTEN}{value}").splitlines()[(found.line or 0) - 1]
    assert "#" in line[: found.column]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" 更新#石桥发布#公众号。", "更新#石桥发布#公众号。"),
        (" '更新 #石桥发布# 公众号。'", "更新 #石桥发布# 公众号。"),
        (" |\n    更新 #石桥发布#\n    #公众号。", "更新 #石桥发布##公众号。"),
        (" '更新。'  # 说明", "更新。"),
        (" |  # 说明\n    更新。\n  # 说明", "更新。"),
        (" 更新。  # 没有的部分，把那一行删去", "更新。"),
        (" 更新。  # 不写则由程序按下面的数据写成", "更新。"),
        (" 更新。\n    # 说明\n  #说明\n# 说明", "更新。"),
    ],
)
def test_a_comment_that_is_one_is_left_out_of_the_text(value: str, text: str) -> None:
    remaining = read_text(changed(PROBLEMS, f"{WRITTEN}{value}")).report.problems.remaining
    assert remaining is not None
    assert remaining.text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("行政许可: 12", "行政许可: 12 # 件"),
        ("行政许可: 12", "行政许可: 12 #件"),
        ("年度: 2023", "年度: 2023 #年"),
        ("  类型: 乡镇", "  类型: 乡镇 # 街道"),
        ("  名称: 甲镇人民政府", "  名称: 甲镇人民政府  # 全称"),
        ("主动公开政府信息情况:", "主动公开政府信息情况:  # 表二"),
        ("  规章: {其余: 0}", "  规章: {其余: 0} #没有"),
    ],
)
def test_a_comment_beside_a_number_or_a_name_stays_a_comment(old: str, new: str) -> None:
    assert read_text(changed(old, new)).report == read_text(GOOD).report


def test_a_hash_in_an_address_does_not_cut_it() -> None:
    assert problem(changed("  简称: 甲镇", "  简称: 甲镇 #2")).found == "#2"


@pytest.mark.parametrize("year", [2024, 2018])
def test_a_report_in_json_under_a_name_of_yaml_is_called_so(year: int) -> None:
    data = gk.render(gk.AnnualReport(agency="甲镇人民政府", year=2024), "json").replace(b"2024", b"%d" % year)
    with pytest.raises(UnreadableFile, match=r"内容是 JSON（\.json），文件名却以 .yaml 结尾.*请改名为 甲镇.json"):
        gk.read(data, name="甲镇.yaml")


def test_what_is_authored_in_braces_is_read_and_its_slips_are_told_as_ever() -> None:
    tables = '"主动公开政府信息情况": {"其余": 0}, "收到和处理政府信息公开申请情况": {"全部": 0}'
    text = f'{{"机关": "甲镇人民政府", "年度": 2024, {tables}, "政府信息公开行政复议、行政诉讼情况": {{"全部": 0}}}}'
    assert gk.read(text.encode(), name="甲镇.yaml").report.figure("requests.received.total") == 0
    with pytest.raises(InvalidReport, match=r"甲镇\.yaml:1:.*余"):
        gk.read(text.replace("其余", "其佘").encode(), name="甲镇.yaml")


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  行政许可: 12", "  行政许可: 12  # 好{}  行政处罚: 7"),
        ("年度: 2023", "# 说明{}年度: 2022"),
        ("年度: 2023", "年度: 2023\n标题: 甲{}乙"),
        ("年度: 2023", "年度: 2023\n标题: '甲{}乙'"),
    ],
)
def test_a_line_end_that_no_editor_shows_is_told_where_it_is_and_ends_no_line(old: str, new: str, end: str) -> None:
    text = GOOD.replace(old, new.format(end), 1)
    found, before = problem(text), text[: text.index(end)]
    on_the_line = before.rpartition("\n")[2]
    assert f"换行符 U+{ord(end):04X}" in found.message
    assert (found.line, found.column) == (before.count("\n") + 1, len(on_the_line) + 1)
    assert f"“{on_the_line[-8:].strip()}”后面" in (found.mend or "")


def test_a_second_byte_order_mark_moves_no_character() -> None:
    assert read_text(b"\xef\xbb\xbf" * 2 + GOOD.encode()) == read_text(GOOD.encode())
