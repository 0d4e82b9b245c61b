"""A text that is nothing but the mark 待填 is not filled in, however it is put, in every authored format."""

from __future__ import annotations

import pytest
from tests.workbook.test_filled_in import nothing_happened, typed_text

from gk_docs.errors import InvalidReport
from gk_docs.formats import read

TABLES = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
HEAD = "机关: {名称: 甲镇人民政府, 简称: 甲镇}\n年度: 2024\n" + "".join(f"{table}: {{全部: 0}}\n" for table in TABLES)
MARKS = ["待填", "待填。", "（待填）", "【待填】", "“待填”", "{{ 待填 }}", "{待填}", "待 填", "｛待填｝；", "待填……"]


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(InvalidReport) as error:
        read(data, name=name)
    return str(error.value)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "text", ['总体情况: "{}"', '总体情况: {{主动公开: ["{}", "其他。"]}}', '前言: "{}"', '总体情况: "有。\\n\\n{}"']
)
def test_in_yaml(mark: str, text: str) -> None:
    assert "还没有填" in refusal(f"{HEAD}{text.format(mark)}\n".encode(), "甲.yaml")
    assert "还没有填" in refusal(HEAD.replace("简称: 甲镇", f'简称: "{mark}"').encode(), "甲.yaml")


@pytest.mark.parametrize("mark", MARKS)
def test_in_a_workbook(mark: str) -> None:
    for sheet, cell in (("总体情况", "B9"), ("前言和表前表后文字", "B4")):
        said = refusal(typed_text(nothing_happened(), sheet, cell, mark), "甲.xlsx")
        assert said.startswith(f"甲.xlsx：{sheet}!{cell}")
        assert "还没有填" in said


@pytest.mark.parametrize("text", ["待填报单位核对后公开。", "对待填写有误的申请一次告知。"])
def test_but_the_same_characters_within_a_sentence_are_text(text: str) -> None:
    assert read(f"{HEAD}总体情况: {text}\n".encode(), name="甲.yaml").report.summary.text == text
