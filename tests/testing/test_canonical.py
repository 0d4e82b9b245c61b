"""The XML golden holds what may matter and nothing else."""

import io
import re

import pytest
from lxml import etree
from PIL import Image
from tests.testing.documents import docx_of, paragraph

import docx
from gk_docs.testing.canonical import canonical, differences

PLAIN = docx_of(paragraph("甲") + paragraph("乙"))


def test_it_is_one_xml_text_with_every_part() -> None:
    names = [part.get("name") for part in etree.fromstring(canonical(PLAIN).encode())]
    assert names == sorted(str(name) for name in names)
    assert {"word/document.xml", "word/styles.xml", "[Content_Types].xml"} <= set(names)


def test_marks_of_an_editing_session_do_not_matter() -> None:
    marked = (paragraph("甲") + paragraph("乙")).replace("<w:p>", '<w:p w:rsidR="00A1">')
    marked = marked.replace("<w:r>", '<w:r w:rsidRPr="00A2"><w:lastRenderedPageBreak/>', 1)
    marked += '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    assert canonical(docx_of(marked)) == canonical(PLAIN)


def test_a_bookmark_of_the_author_does_matter() -> None:
    ends = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    own = ends.replace('"0"', '"1"').replace("_GoBack", "附表")
    text = canonical(docx_of(paragraph("甲") + paragraph("乙") + ends + own))
    assert (text.count("bookmarkStart"), text.count("bookmarkEnd"), "附表" in text) == (1, 1, True)


def test_times_in_the_zip_and_the_order_of_attributes_do_not_matter() -> None:
    assert canonical(docx_of(paragraph("甲") + paragraph("乙"), year=2024)) == canonical(PLAIN)
    one = docx_of(paragraph("甲", properties='<w:spacing w:before="1" w:after="2"/>'))
    other = docx_of(paragraph("甲", properties='<w:spacing w:after="2" w:before="1"/>'))
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("mark", ["ins", "comment"])
def test_when_a_change_or_comment_was_made_does_not_matter_and_by_whom_does(mark: str) -> None:
    def made(author: str, day: int) -> str:
        begin = f'<w:{mark} w:id="1" w:author="{author}" w:date="2024-01-{day:02}T00:00:00Z">'
        return canonical(
            docx_of(paragraph("甲").replace("<w:r>", f"{begin}<w:r>").replace("</w:r>", f"</w:r></w:{mark}>"))
        )

    assert made("办公室", 1) == made("办公室", 2) != made("党政办", 1)


def test_blanks_in_text_do_matter() -> None:
    assert canonical(docx_of(paragraph("甲 "))) != canonical(docx_of(paragraph("甲")))


def test_a_picture_exchanged_for_another_is_named_by_the_nearest_text() -> None:
    def pictured(colour: str) -> bytes:
        document, picture, data = docx.Document(), io.BytesIO(), io.BytesIO()
        Image.new("RGB", (40 + len(colour), 20), colour).save(picture, "PNG")
        document.add_paragraph("见下图。")
        document.add_picture(picture)
        document.add_paragraph("以上。")
        document.save(data)
        return data.getvalue()

    assert differences(canonical(pictured("blue")), canonical(pictured("blue"))) == []
    found = differences(canonical(pictured("blue")), canonical(pictured("navy")))
    (said,) = (line for line in found if line.startswith("word/media/"))
    assert re.fullmatch(r"word/media/image1\.png，“见下图。”附近：内容变了（\d+ 字节 → \d+ 字节）", said)


def test_a_difference_names_the_part_and_the_nearest_text() -> None:
    changed = docx_of(paragraph("甲") + paragraph("乙", run='<w:kern w:val="2"/>'))
    (said,) = differences(canonical(PLAIN), canonical(changed))
    assert said == 'word/document.xml，“乙”附近：<w:rPr/> → <w:rPr> <w:kern w:val="2"/> …（共 3 行）'


def test_parts_that_came_or_went_are_named() -> None:
    more = docx_of(paragraph("甲") + paragraph("乙"), parts={"comments": ""})
    assert "新增部分 word/comments.xml" in differences(canonical(PLAIN), canonical(more))
    assert "缺少部分 word/comments.xml" in differences(canonical(more), canonical(PLAIN))


def test_many_differences_in_a_part_are_counted() -> None:
    before = [paragraph(f"第{number}段") + paragraph("同") for number in range(30)]
    after = [paragraph(f"第{number}段", run='<w:kern w:val="2"/>') + paragraph("同") for number in range(30)]
    said = differences(canonical(docx_of("".join(before))), canonical(docx_of("".join(after))))
    assert said[-1] == "word/document.xml：另有 20 处"
