"""Comments are put at the words that they quote, beside those of the file, and nothing else of it changes."""

import io
import zipfile
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from tests.strategies import EXAMPLES
from tests.word.commented import commented
from tests.word.validity import faults

import docx
from gk_docs.errors import UnreadableFile
from gk_docs.word.package.archive import packed, unpack
from gk_docs.word.package.comments import Comment, with_comments


def saved(document: Any) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def audited(data: bytes, folder: Path) -> list[str]:
    (folder / "批注.docx").write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(folder / "批注.docx").errors]


def paragraph_of(*runs: str) -> Any:
    document: Any = docx.Document()
    paragraph = document.add_paragraph()
    for number, text in enumerate(runs):
        paragraph.add_run(text).bold = number % 2 == 1
    return document


@settings(max_examples=EXAMPLES)
@given(st.lists(st.text("甲乙12 ", max_size=4), max_size=4), st.data())
def test_a_comment_stands_at_the_words_that_it_quotes_and_the_text_stays(runs: list[str], data: st.DataObject) -> None:
    text = "".join(runs)
    start = data.draw(st.integers(0, len(text)))
    quote = data.draw(st.sampled_from([text[start : start + 3], "丙"]))
    result = with_comments(saved(paragraph_of(*runs)), [Comment(0, "说明", quote), Comment(0, "又", quote)])
    assert commented(result) == [(quote if quote in text and quote else text, said) for said in ("说明", "又")]
    [paragraph] = docx.Document(io.BytesIO(result)).paragraphs
    assert paragraph.text == text
    looks = "".join(str(int(bool(run.bold))) * len(run.text) for run in paragraph.runs)
    assert looks == "".join(str(number % 2) * len(run) for number, run in enumerate(runs))


@settings(max_examples=EXAMPLES)
@given(st.lists(st.text("甲乙12", min_size=1, max_size=4), min_size=1, max_size=4), st.data())
def test_quotes_may_meet_overlap_and_hold_each_other(runs: list[str], data: st.DataObject) -> None:
    text = "".join(runs)
    edges = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5)), min_size=1, max_size=5))
    quotes = [text[start : start + size] for start, size in edges]
    result = with_comments(saved(paragraph_of(*runs)), [Comment(0, f"{at}", one) for at, one in enumerate(quotes)])
    assert sorted(commented(result), key=itemgetter(1)) == [(one, f"{at}") for at, one in enumerate(quotes)]
    assert [one.text for one in docx.Document(io.BytesIO(result)).paragraphs] == [text]


def test_a_thousand_comments_in_one_paragraph_take_a_moment() -> None:
    quotes = [f"第{number:04}项" for number in range(1000)]
    result = with_comments(saved(paragraph_of("、".join(quotes))), [Comment(0, one, one) for one in quotes])
    assert commented(result) == [(one, one) for one in quotes]


def test_the_comments_of_the_file_stay_and_every_number_is_used_once() -> None:
    document = paragraph_of("全年", "收到5件", "。")
    document.add_comment(document.paragraphs[0].runs[1], "请核对", author="张三", initials="张")
    result = with_comments(saved(document), [Comment(0, "第一行\n第二行", "5件"), Comment(0, "整段")])
    assert commented(result) == [("收到5件", "请核对"), ("5件", "第一行第二行"), ("全年收到5件。", "整段")]
    told = docx.Document(io.BytesIO(result)).comments
    assert [(one.author, one.comment_id, one.timestamp is None) for one in told] == [
        ("张三", 0, False),
        ("gk-docs", 1, True),
        ("gk-docs", 2, True),
    ]
    assert [one.text for one in told][1] == "第一行\n第二行"


@pytest.mark.parametrize("own", [[], ["请核对"]])
def test_the_file_is_as_valid_as_before_the_same_again_and_its_other_parts_are_byte_for_byte(
    own: list[str], tmp_path: Path
) -> None:
    document = paragraph_of("全年", "收到")
    for text in own:
        document.add_comment(document.paragraphs[0].runs[0], text)
    data = saved(document)
    result = with_comments(data, [Comment(0, "说明\x0b\ufffe", "收到")])
    assert with_comments(data, [Comment(0, "说明", "收到")]) == result
    before, after = unpack(data), unpack(result)
    changed = {name for name in after if before.get(name) != after[name]}
    new = set() if own else {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert changed == {"word/document.xml", "word/comments.xml", *new}
    assert before.keys() <= after.keys()
    assert sorted(faults(result)) == sorted(faults(data))
    assert audited(result, tmp_path) == audited(data, tmp_path)


def test_a_strict_file_gets_strict_comments() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    entries = unpack(saved(paragraph_of("收到")))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in entries.items():
            plain = content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict.encode())
            archive.writestr(name, plain if name == "word/document.xml" else content)
    after = unpack(with_comments(data.getvalue(), [Comment(0, "说明")]))
    assert etree.fromstring(after["word/comments.xml"]).tag == f"{{{strict}}}comments"
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("main", ["document2.xml", "main.xml"])
def test_a_file_of_office_on_the_web_gets_its_comments_and_is_whole(main: str) -> None:
    entries = unpack(saved(paragraph_of("收到5件")))
    for name in ("_rels/.rels", "[Content_Types].xml"):
        entries[name] = entries[name].replace(b"word/document.xml", f"word/{main}".encode())
    for usual in ("word/document.xml", "word/_rels/document.xml.rels"):
        entries[usual.replace("document.xml", main)] = entries.pop(usual)
    result = with_comments(packed(entries), [Comment(0, "说明", "5件")])
    assert commented(result) == [("5件", "说明")]
    assert [one.text for one in docx.Document(io.BytesIO(result)).comments] == ["说明"]


@pytest.mark.parametrize("lost", ["word/document.xml", "[Content_Types].xml"])
def test_a_file_without_a_part_that_every_file_has_is_told_to_be_damaged(lost: str) -> None:
    entries = unpack(saved(paragraph_of("收到")))
    del entries[lost]
    with pytest.raises(UnreadableFile, match="不完整"):
        with_comments(packed(entries), [Comment(0, "说明")])


def test_without_comments_the_file_is_as_it_came() -> None:
    data = saved(paragraph_of("收到"))
    assert with_comments(data, []) == data
