"""Line breaks, tabs, rich text, column loops and pictures need no parse of what was rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docxtpl import RichText as OfDocxtpl
from docxtpl import RichTextParagraph
from lxml import etree
from tests.word.conftest import entries
from tests.word.test_attachments import png
from tests.word.test_places_of_tags import box
from tests.word.test_same_as_docxtpl import CASES
from tests.word.validity import faults

from gk_docs.errors import TemplateError
from gk_docs.word import Link, Picture, RichText
from gk_docs.word.markup import reparse
from gk_docs.word.markup.layout import Layout, blocks
from gk_docs.word.markup.tags import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.word import Template

    Make = Callable[..., Template]

LAID_OUT = [
    "line breaks", "tabs", "new paragraphs", "page breaks", "listing", "line breaks in a header", "rich text",
    "rich text in a loop", "rich text with paragraphs", "column loop", "fewer columns", "nested loops", "uneven rows",
    "column span", "cell background in a loop",
]  # fmt: skip
VALUES: dict[str, tuple[str, Any]] = {
    "a tab in a loop": ("{% for c in x %}{{ c }}{% endfor %}", ["甲\t乙", "丙"]),
    "a link": ("{{r x }}", Link("https://example.org/", "网站")),
    "rich text of ours": ("{{r x }}", RichText("甲\n乙\t丙", color="#FF0000", font="eastAsia:仿宋")),
    "docxtpl's rich text": ("{{r x }}", OfDocxtpl("甲 & <乙>\n\t丙", bold=True, highlight="#00FF00", size=20)),
    "a picture": ("{{ x }}", Picture(png(), width_mm=5)),
    "rich paragraphs": ("{{p x }}", RichTextParagraph(OfDocxtpl("甲\a乙\t"))),
}


@pytest.fixture
def never_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> bytes:
        raise AssertionError("parsed")

    monkeypatch.setattr(reparse, "through_docxtpl", refuse)


@pytest.mark.parametrize("mark", ["\a", "\f"])
def test_a_new_paragraph_has_not_seen_the_tracked_changes_of_the_old_one(make: Make, mark: str) -> None:
    run = '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="某"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'
    was = '<w:pPrChange w:id="2" w:author="某"><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange>'
    paragraph = f'<w:pPr><w:jc w:val="left"/><w:rPr><w:ins w:id="3" w:author="某"/><w:b/></w:rPr>{was}</w:pPr>'
    data = make(f"<w:p>{paragraph}<w:r>{run}<w:t>{{{{ x }}}}</w:t></w:r></w:p>").render({"x": f"甲{mark}乙{mark}丙"})
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    assert [one.get(f"{W}id") for one in root.iter(f"{W}rPrChange", f"{W}pPrChange", f"{W}ins")] == ["3", "2", "1"]
    texts = [one for one in root.iter(f"{W}t") if one.text]
    assert [(one.text, len(one.getparent().findall(f"{W}rPr/{W}b"))) for one in texts] == [
        ("甲", 1),
        ("乙", 1),
        ("丙", 1),
    ]


@pytest.mark.usefixtures("never_parsed")
@pytest.mark.parametrize("name", LAID_OUT)
def test_what_is_laid_out_or_fitted_is_not_parsed(make: Make, name: str) -> None:
    case = CASES[name]
    assert faults(make(case.body, header=case.header, footer=case.footer).render(case.context)) == []


@pytest.mark.usefixtures("never_parsed")
@pytest.mark.parametrize("kind", VALUES)
def test_no_usual_value_needs_a_parse(make: Make, kind: str) -> None:
    tag, value = VALUES[kind]
    body = f'<w:p><w:r><w:t xml:space="preserve">{tag}</w:t></w:r></w:p>'
    assert faults(make(body).render({"x": value})) == []


@pytest.mark.usefixtures("never_parsed")
def test_a_tab_in_a_text_box_stands_in_the_run_of_the_box(make: Make) -> None:
    data = make(f"<w:p>{box('{{ x }}')}</w:p>").render({"x": "甲\t乙"})
    document = etree.fromstring(entries(data)["word/document.xml"])
    assert len(document.findall(f".//{W}txbxContent/{W}p/{W}r/{W}tab")) == 1


@pytest.mark.usefixtures("never_parsed")
def test_a_new_paragraph_where_none_can_begin_is_refused_with_its_place(make: Make) -> None:
    template = make("<w:p><w:hyperlink><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink></w:p>")
    with pytest.raises(TemplateError, match=r"第1段.*结构不完整") as refused:
        template.render({"x": "甲\a乙"})
    assert refused.value.problems[0].found == "{{ x }}"


@pytest.mark.parametrize("last", ["<w:rPr><w:b/></w:rPr>", ""])
def test_a_loop_over_runs_keeps_the_properties_of_each_round(make: Make, last: str) -> None:
    first = "<w:r><w:rPr><w:b/></w:rPr><w:t>{% for c in x %}{{ c }}</w:t></w:r>"
    data = make(f"<w:p>{first}<w:r>{last}<w:t>后{{% endfor %}}</w:t></w:r></w:p>").render({"x": ["甲", "乙\a"]})
    assert f'<w:p><w:r>{last}<w:t xml:space="preserve"></w:t>'.encode() in entries(data)["word/document.xml"]


def test_blocks_lay_out_each_paragraph_by_its_own_properties() -> None:
    xml = "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>甲\a乙</w:t></w:r></w:p><w:p><w:r><w:t>丙\t</w:t></w:r></w:p>"
    begin = '<w:r><w:t xml:space="preserve">'
    assert blocks(xml) == (
        f"<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:pPr><w:jc/></w:pPr>{begin}乙</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>丙</w:t><w:tab/><w:t xml:space="preserve"></w:t></w:r></w:p>'
    )
    assert Layout("", None).text("甲\n") == '甲</w:t><w:br/><w:t xml:space="preserve">'


def test_each_run_of_a_value_goes_on_with_its_own_properties() -> None:
    plain, bold = "<w:r><w:t>{}</w:t></w:r>", '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>'
    again = '<w:p><w:pPr/><w:r>{}<w:t xml:space="preserve">'
    begun = [f"</w:t></w:r></w:p>{again.format(run)}" for run in ("", "<w:rPr><w:b/></w:rPr>")]
    laid_out = Layout("<w:i/>", "<w:pPr/>").runs(
        plain.format("甲\a乙") + bold.format("丙\a丁\f戊") + plain.format("己\a")
    )
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert laid_out == (
        plain.format(f"甲{begun[0]}乙")
        + bold.format(f"丙{begun[1]}丁</w:t></w:r></w:p>{page}{again.format('<w:rPr><w:b/></w:rPr>')}戊")
        + plain.format(f"己{begun[0]}")
    )


def test_only_the_text_of_runs_is_laid_out() -> None:
    xml = '<w:r>\n\t<w:tab/><w:t a=">">甲>\n</w:t>\t<w:t/>\n<w:instrText>乙\t</w:instrText></w:r>\n'
    assert Layout("", "").runs(xml) == xml.replace("甲>\n", '甲></w:t><w:br/><w:t xml:space="preserve">')


def test_one_rich_text_in_two_places_is_laid_out_for_each(make: Make) -> None:
    begin = "<w:p><w:pPr><w:jc w:val={}/></w:pPr>"
    body = "".join(f"{begin.format(one)}<w:r><w:t>{{{{r x }}}}</w:t></w:r></w:p>" for one in ('"left"', '"right"'))
    xml = entries(make(body).render({"x": RichText("甲\a乙")}))["word/document.xml"].decode()
    for one in ('"left"', '"right"'):
        assert xml.count(f'{begin.format(one)}<w:r><w:t xml:space="preserve">') == 2


def test_only_tabs_and_line_breaks_of_printed_text_become_words_own(make: Make) -> None:
    field = '<w:r><w:instrText>QUOTE "\n" {{ y }}</w:instrText></w:r>'
    named = '<w:bookmarkStart w:id="0" w:name="{{ y }}"/><w:bookmarkEnd w:id="0"/>'
    body = f"<w:p>{named}<w:r><w:t>{{{{ x }}}}{{{{ y }}}}</w:t></w:r>{field}</w:p>"
    for picture in (None, Picture(png(), width_mm=5)):
        shown = f"{body}<w:p><w:r><w:t>{{{{ picture }}}}</w:t></w:r></w:p>"
        data = make(shown).render({"x": "甲\t乙\r\n&\a", "y": "丙\n丁\t", "picture": picture})
        xml = entries(data)["word/document.xml"].decode()
        document = etree.fromstring(xml.encode())
        runs = document.findall(f".//{W}body/{W}p/{W}r")
        assert [etree.QName(one).localname for one in runs[0]] == ["t", "tab", "t", "br", "t"]
        assert [etree.QName(one).localname for one in runs[1]] == ["t", "br", "t", "tab", "t"]
        assert [one.text for one in document.iter(f"{W}instrText")] == ['QUOTE "\n" 丙\n丁\t']
        assert 'w:name="丙&#10;丁&#9;"' in xml
        assert picture is None or "<wp:inline" in xml
        assert faults(data) == []
