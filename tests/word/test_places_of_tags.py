"""A tag works by the element around it, wherever it stands; where it cannot, the template is refused with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.word.conftest import W, entries, template_bytes
from tests.word.validity import faults

from gk_docs.errors import TemplateError
from gk_docs.word import Template, inspect_template
from gk_docs.word.package.archive import packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Text = Callable[[bytes], str]
    Save = Callable[..., Path]


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*blocks: str) -> str:
    return f"<w:tc>{''.join(blocks)}</w:tc>"


def table(*cells: str) -> str:
    rows = "".join(f"<w:tr>{one}</w:tr>" for one in cells)
    return f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>"


def box(text: str) -> str:
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>'
    return f"<w:r><w:pict>{shape.format(p(r(text)))}</v:shape></w:pict></w:r>"


def ins(runs: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{runs}</w:ins>'


def link(runs: str) -> str:
    return f'<w:hyperlink w:anchor="a">{runs}</w:hyperlink>'


def control(runs: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{runs}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize("around", [ins, link, control])
@pytest.mark.parametrize("begins_inside", [True, False])
def test_a_tag_may_cross_the_edge_of_an_element(
    around: Callable[[str], str],
    begins_inside: bool,  # noqa: FBT001 - a case
    text_of: Text,
) -> None:
    inner, outer = (around(r("前{{ na")), r("me }}后")) if begins_inside else (r("前{{ na"), around(r("me }}后")))
    data = Template(template_bytes(p(inner, outer))).render({"name": "甲"})
    assert text_of(data) == "前甲后"
    assert faults(data) == []


@pytest.mark.parametrize("around", [ins, link, control])
@pytest.mark.parametrize("begin", ["{% if a %}", "{% for x in xs %}"])
def test_a_block_that_ends_outside_its_element_is_told_when_the_template_is_opened(
    around: Callable[[str], str], begin: str, save: Save
) -> None:
    end = "{% endif %}" if "if" in begin else "{% endfor %}"
    body = p(r("甲")) + p(around(r(begin + "乙")), r(end)) + p(r("{{ b c }}"))
    with pytest.raises(TemplateError) as caught:
        Template(template_bytes(body.replace("{{ b c }}", "丙")))
    (problem,) = caught.value.problems
    assert (problem.place, problem.found) == ("正文 · 第2段", begin)
    assert end in problem.message
    assert "不在同一层" in problem.message
    assert inspect_template(save(body.replace("{{ b c }}", "丙"))).problems == caught.value.problems


def test_a_level_tag_takes_away_the_element_around_it_and_none_nearer(text_of: Text) -> None:
    inner = table(cell(p(r("内"))))
    rows = (cell(inner, p(r("{%tr if a %}"))), cell(p(r("{{ b }}"))), cell(p(r("{%tr endif %}"))))
    body = table(*rows) + p(box("框"), r("{%p if a %}")) + p(r("{{ b }}")) + p(r("{%p endif %}"))
    data = Template(template_bytes(body)).render({"a": 1, "b": "甲"})
    assert text_of(data).split() == ["甲", "甲"]
    assert faults(data) == []


def test_what_a_level_tag_takes_away_is_told(save: Save) -> None:
    section = "<w:pPr><w:sectPr/></w:pPr>"
    body = f"<w:p>{section}{r('{%p if a %}')}{box('框')}</w:p>" + p(r("{%p endif %}"))
    told = [warning.message for warning in inspect_template(save(body)).warnings]
    assert ["分节符" in "".join(told), "图片或图形" in "".join(told), "框" in "".join(told)] == [True] * 3


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p(r("{%p for x in xs %}"), r("{%p endfor %}")), "独占一段"),
        (p(r("{%p if a %}甲{%p else %}乙{%p endif %}")), "独占一段"),
        (table(cell(p(r("{%tr for x in xs %}")), p(r("{%tr endfor %}")))), "独占一行"),
    ],
)
def test_two_level_tags_in_one_element_are_refused_as_what_they_are(body: str, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(template_bytes(body))
    assert all(words in (problem.mend or "") for problem in caught.value.problems)


@pytest.mark.parametrize("tag", ["{%tr if a %}", "{%tc if a %}", "{% vm %}", "{% hm %}"])
def test_a_tag_of_tables_outside_a_table_is_refused_with_its_place(tag: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(template_bytes(p(r("甲")) + p(r(tag))))
    assert (caught.value.problems[0].place, caught.value.problems[0].found) == ("正文 · 第2段", tag)


@pytest.mark.parametrize(
    ("begins", "ends", "level"),
    [("{%p if a %}", "{% endif %}", "p"), ("{% if a %}", "{%p endif %}", "p"), ("{%r if a %}", "{% endif %}", "r")],
)
def test_two_tags_of_a_block_of_which_only_one_is_for_the_whole_are_told_how_to_agree(
    begins: str, ends: str, level: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(template_bytes(p(r(begins)) + p(r("甲")) + p(r(ends))))
    (problem,) = caught.value.problems
    assert (problem.place, problem.found) == ("正文 · 第1段", begins)
    assert problem.mend == f"请把两个标签都写作 {{%{level} … %}}"


@pytest.mark.parametrize("level", ["p", "tr"])
@pytest.mark.parametrize("tag", ["{{ a }}", "{%p for x in xs %}", "{%tr if x %}", "{% cellbg x %}", "{# 注 #}", "{{ a"])
def test_what_stands_between_raw_paragraphs_or_rows_is_text(text_of: Text, level: str, tag: str) -> None:
    texts = f"{{%{level} raw %}}", tag, f"{{%{level} endraw %}}", "{{ a }}"
    rows = "".join(f"<w:tr><w:tc><w:tcPr/>{p(r(text))}</w:tc></w:tr>" for text in texts)
    grid = "<w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
    body = "".join(p(r(text)) for text in texts) if level == "p" else f"<w:tbl>{grid}{rows}</w:tbl>" + p()
    data = Template(template_bytes(body)).render({"a": 1})
    assert (text_of(data).split(), faults(data)) == ([*tag.split(), "1"], [])
    assert inspect_template(template_bytes(body)).warnings == ()


@pytest.mark.parametrize("between", ["", "{}"])
def test_only_a_table_between_two_paragraphs_keeps_them_apart(text_of: Text, between: str) -> None:
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell(p(r('表')))}</w:tr></w:tbl>"
    body = table + p() + p(r("{% if a -%}")) + between.format(table) + p(r("甲{% endif %}")) + table + p()
    texts = text_of(Template(template_bytes(body)).render({"a": 1})).split("\n")
    assert texts == (["表", "", "", "表", "甲", "表", ""] if between else ["表", "", "甲", "表", ""])


def test_what_follows_a_run_tag_keeps_its_format() -> None:
    data = Template(template_bytes(p(r("前{{r a }}后", "<w:rPr><w:b/></w:rPr>")))).render({"a": None})
    root = etree.fromstring(entries(data)["word/document.xml"])
    assert [run.find(f"{{{W}}}rPr") is not None for run in root.iter(f"{{{W}}}r")] == [True, True]


def test_a_tag_holds_what_stands_in_quotes(text_of: Text) -> None:
    tags = "{{ '}}' }}{{ '{{' }}{{ {'a': {'b': 1}}['a']['b'] }}{{ 'R&amp;D' }}{{ d['R&amp;D'] }}"
    assert text_of(Template(template_bytes(p(r(tags)))).render({"d": {"R&D": "研发"}})) == "}}{{1R&D研发"


def test_a_deleted_tag_asks_for_nothing(text_of: Text) -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ old }}</w:delText></w:r></w:del>'
    assert text_of(Template(template_bytes(p(gone, r("{{ a }}")))).render({"a": 1})) == "1"


@pytest.mark.parametrize("kind", ["del", "moveFrom"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_tag_beside_deleted_or_moved_text_is_rendered(text_of: Text, kind: str, *, is_first: bool) -> None:
    gone, stays = f'<w:{kind} w:id="1" w:author="a">{r("旧{{ old }}")}</w:{kind}>', r("{{ a }}")
    body = p(gone, stays) if is_first else p(stays, gone)
    expected = "旧{{ old }}1" if is_first else "1旧{{ old }}"
    assert text_of(Template(template_bytes(body)).render({"a": 1})) == expected
    assert [one.found for one in inspect_template(template_bytes(body)).warnings] == ["{{ old }}"]


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize("name", ["w:instrText", "m:t"])
def test_a_tag_in_a_field_or_a_formula_may_be_split(name: str) -> None:
    run = "m:r" if name == "m:t" else "w:r"
    texts = "".join(f"<{run}><{name}>{text}</{name}></{run}>" for text in ("1 {", "{ a", " }", "} 2"))
    body = f"<w:p {MATH}>{f'<m:oMath>{texts}</m:oMath>' if name == 'm:t' else texts}</w:p>"
    data = Template(template_bytes(body)).render({"a": 7})
    root = etree.fromstring(entries(data)["word/document.xml"])
    assert "".join(map(str, root.itertext())).strip() == "1 7 2"


RELATION = '<Relationship Id="l" Type="{}/hyperlink" Target="{}" TargetMode="External"/></Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "word/_rels/document.xml.rels"
LINKED = {
    "text": f'<w:hyperlink r:id="l" w:tooltip="见" w:history="1">{r("{{ x.t }}")}</w:hyperlink>',
    "picture": '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="{{ x.t }}"><a:hlinkClick r:id="l"/></wp:docPr>'
    "</wp:inline></w:drawing></w:r>",
}


def linked(content: str, target: str, part: str = "body") -> bytes:
    loop = p(r("{%p for x in xs %}")) + p(content) + p(r("{%p endfor %}"))
    package = entries(template_bytes(loop) if part == "body" else template_bytes(p(r("甲")), **{part: loop}))  # type: ignore[arg-type]  # no properties
    name = RELATIONS if part == "body" else f"word/_rels/{'footnotes' if part == 'footnotes' else f'{part}1'}.xml.rels"
    before = package.get(name, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>')
    relations = before.decode().replace("</Relationships>", "").replace('relationships"/>', 'relationships">')
    return packed(package | {name: (relations + RELATION.format(OFFICE, target)).encode()})


def addresses(data: bytes, part: str) -> list[str | None]:
    """Where the links of a part lead, in order."""
    package = entries(data)
    (name,) = (name for name in package if name.startswith(f"word/{part}") and name.endswith(".xml"))
    targets = {
        one.get("Id"): one.get("Target")
        for one in etree.fromstring(package.get(f"word/_rels/{name.rpartition('/')[2]}.rels", b"<none/>"))
    }
    root = etree.fromstring(package[name])
    return [targets.get(one.get(f"{{{OFFICE}}}id")) for one in root.iter("{*}hyperlink", "{*}hlinkClick")]


@pytest.mark.parametrize("part", ["body", "header", "footer", "footnotes"])
@pytest.mark.parametrize("kind", LINKED)
@pytest.mark.parametrize("target", ["https://a.cn/{{ x.u }}", "https://a.cn/%7b%7b%20x.u%20%7D%7D", "{{ x.a }}"])
def test_the_address_of_a_link_comes_from_the_data_of_each_round(target: str, kind: str, part: str) -> None:
    template = Template(linked(LINKED[kind], target, part))
    rounds = [{"u": f"{number}&b", "a": f"https://a.cn/{number}&b", "t": "甲"} for number in (1, 2, 1)]
    data = template.render({"xs": rounds})
    wanted = ["https://a.cn/1&b", "https://a.cn/2&b", "https://a.cn/1&b"]
    assert addresses(data, "document" if part == "body" else part) == wanted
    assert faults(data) == []
    assert data == template.render({"xs": rounds})
    assert addresses(template.render({"xs": []}), "document" if part == "body" else part) == []


@pytest.mark.parametrize("kind", LINKED)
@pytest.mark.parametrize("address", ["file:///c:/x", "x.docx", "javascript:x()", "//server/x"])
def test_an_address_from_the_data_leads_where_a_link_may(kind: str, address: str) -> None:
    with pytest.raises(TemplateError, match="网页和邮箱以外") as caught:
        Template(linked(LINKED[kind], "{{ x.u }}")).render({"xs": [{"u": address, "t": "甲"}]})
    assert (caught.value.problems[0].place, caught.value.problems[0].found) == ("正文", address)
