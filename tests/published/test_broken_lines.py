"""Lines that the width of a page broke are paragraphs again; lines that somebody typed stay lines."""

from __future__ import annotations

from typing import Any

import pytest

from gk_docs import formats as readers
from gk_docs.chinese.text import width
from gk_docs.published.paragraphs import paragraphs_of

LONG = (
    "全年通过县政府门户网站主动公开政府信息1408条，其中概况类265条、法规公文类7条、财政预决算类89条，都按目录归在相应栏目里。",
    "对涉及国家秘密、商业秘密、个人隐私的信息不予公开；能够作区分处理的，公开可以公开的内容。由党政办公室牵头，各站所、各村配合。",
    "1.严格执行《中华人民共和国政府信息公开条例》，落实“先审查、后公开”的原则，对登记、审核、办理、答复、归档等环节逐项作了规定。",
    "2.在便民服务大厅设置公开专区，配备自助查询机6台、电脑9台，方便群众现场查询、打印和申请，第二十条第（五）项所列的信息当场可以看到。",
    "使用PDF、OFD和DOCX格式提供下载，Web端与App端的内容保持一致，每周检查一次，发现错别字、失效链接24处，均在当天改正，没有收到投诉。",
    "围绕群众关心的低保、医保、养老、征地补偿、危房改造等方面，按季度更新公示内容，并在村务公开栏同时张贴。全年接受社会评议两次，满意。",
)
SHORT = ("信息员多为兼职，业务不够熟练。", "联系地址：甲县乙镇人民路1号（邮编：010000）", "联系电话：0471-5550118")
SIGNED = ("甲县乙镇人民政府", "2024年1月15日")
NEVER_FIRST = "，。、；：！？）》”"


def wrapped(paragraph: str, wide: int, indent: int) -> list[str]:
    """The lines of a paragraph as a page of so many halves breaks them, with the indent of its first line."""
    lines, room = [" " * indent], wide - indent
    for char in paragraph:
        if width(char) > room and char not in NEVER_FIRST:
            lines.append("")
            room = wide
        lines[-1] += char
        room -= width(char)
    return lines


def printed(paragraphs: tuple[str, ...], wide: int, indent: int) -> list[list[str]]:
    return [wrapped(paragraph, wide, indent) for paragraph in paragraphs]


@pytest.mark.parametrize("wide", [48, 56, 80])
@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize("shape", ["as it is", "indents lost", "moved right", "a blank line after each", "over pages"])
def test_lines_broken_at_one_width_are_paragraphs_again(wide: int, indent: int, shape: str) -> None:
    paragraphs = (*LONG[:3], *SHORT, *LONG[3:], *SIGNED)
    lines = [line for made in printed(paragraphs, wide, indent) for line in made]
    if shape == "indents lost":
        lines = [line.strip() for line in lines]
    elif shape == "moved right":
        lines = [f"       {line}" for line in lines]
    elif shape == "a blank line after each":
        lines = [part for line in lines for part in (line, "")]
    elif shape == "over pages":
        lines = [
            part
            for place, line in enumerate(lines)
            for part in ([line, "", f"— {place} —", ""] if place % 5 == 3 and line[-1] not in "。；" else [line])
        ]
    assert [line.strip() for line in paragraphs_of(lines) if line.strip()] == [*paragraphs]


def test_what_a_line_ends_with_and_the_next_begins_with_decides_in_lines_of_any_kind() -> None:
    width_of_page = 56
    text = [line.strip() for made in printed(LONG * 2, width_of_page, 4) for line in made]
    items = [f"（{number}）{'甲' * 23}" for number in "一二三四"]
    rows = [
        "规章  1  0  11  2  3  4  5  规章规章规章规章规章规章规章规章",
        "乙乙乙乙乙乙  丙丙丙丙丙丙丙丙丙丙  丁丁丁丁丁丁丁丁丁丁丁丁丁丁",
    ]
    fields = [
        "联系地址：甲县乙镇人民路一百二十三号附楼二层东侧政务公开室",
        "联系电话：甲县乙镇人民政府总机转政务公开室的值班工作人员接听",
    ]
    titles = ["五、存在的主要问题及改进情况"]
    heads = ["四、政府信息公开行政复议、行政诉讼情况行政复议 行政诉讼", "未经复议直接起诉 复议后起诉"]
    for own in (items, rows, fields, titles, heads):
        found = paragraphs_of([*text, *own, "六、其他需要报告的事项", *text])
        assert [line for line in found if line in own] == own


LISTS = {
    "of one length": [
        f"《甲县{name}镇防汛抗旱应急预案（试行）》（甲政发〔2023〕{number}号）"
        for name in "临河西石"
        for number in range(11, 16)
    ],
    "sentences": [f"{'甲乙丙丁戊己庚辛壬癸' * 3}。", "全年公开三百一十八条，门户网站的专栏每月检查一遍，没有差错。"]
    * 9,
    "paragraphs": [*LONG, *SHORT] * 3,
    "addresses": [
        f"联系地址：甲县{name}镇人民路{number}号，电话：0471-55501{number}"
        for name in "临河西石"
        for number in range(11, 16)
    ],
}


@pytest.mark.parametrize("name", LISTS)
def test_what_somebody_typed_line_by_line_stays_as_it_is(name: str) -> None:
    assert paragraphs_of(LISTS[name]) == LISTS[name]


def test_a_word_a_number_and_an_address_are_whole_where_a_line_was_broken_for_them() -> None:
    lines = [
        *(line for made in printed(LONG, 56, 0) for line in made),
        "全年在县政府门户网站",
        "（http://www.example.gov.cn/zwgk/nianbao/）公开，也用",
        "PDF、OFD、DOCX、WPS、UOF、TXT、HTML、XML格式，共计open",
        "data四十个。",
    ]
    assert paragraphs_of(lines)[-1] == (
        "全年在县政府门户网站（http://www.example.gov.cn/zwgk/nianbao/）公开，也用"
        "PDF、OFD、DOCX、WPS、UOF、TXT、HTML、XML格式，共计open data四十个。"
    )


def test_a_report_whose_lines_are_broken_is_read_as_the_report_that_they_are_of() -> None:
    head = "甲县乙镇人民政府\n2023年政府信息公开工作年度报告\n一、总体情况\n"
    table = "\n二、主动公开政府信息情况\n第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 12\n"
    below = "五、存在的主要问题及改进情况\n"
    whole, broken = (
        readers.read((head + "\n".join(text) + table + below + "\n".join(text)).encode()).report
        for text in (LONG, [line for made in printed(LONG, 56, 4) for line in made])
    )
    assert broken == whole
    assert whole.figure("active_disclosure.licences") == 12


@pytest.mark.parametrize("container", ["lines of a page", "paragraphs of a page", "paragraphs of a Word file"])
def test_lines_that_a_program_left_as_they_were_in_a_pdf_are_whole_in_any_container(container: str, kit: Any) -> None:
    head = ["甲县乙镇人民政府", "2023年政府信息公开工作年度报告", "一、总体情况"]
    below = ["六、其他需要报告的事项", *SHORT]
    lines = [line.strip() for made in printed(LONG, 56, 4) for line in made]
    lines[5:5] = ["— 1 —"]
    if container == "paragraphs of a Word file":
        data = kit.docx_of("".join(map(kit.docx_paragraph, [*head, *lines, *below])))
    else:
        parted = "<br/>" if container == "lines of a page" else "</p><p>"
        data = f"<html><body><p>{parted.join([*head, *lines, *below])}</p></body></html>".encode()
    report = readers.read(data).report
    assert report.summary.text.split("\n") == [*LONG]
    assert report.other_matters.text.split("\n") == [*SHORT]
