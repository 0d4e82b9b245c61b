"""A value is printed where Word shows it, or refused with its place and the tag that it belongs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docxtpl import Listing, RichText, RichTextParagraph
from lxml import etree
from markupsafe import Markup
from tests.word.conftest import W, entries, p
from tests.word.test_attachments import png, sub_document
from tests.word.validity import faults

import docx
from gk_docs.errors import TemplateError
from gk_docs.grid import Grid, Span
from gk_docs.word import Link, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.word import Template

    Make = Callable[..., Template]

CELLS: list[list[Span[Any]]] = [[Span("甲"), Span(1)]]
GRID = Grid.of_rows(CELLS)
VALUES: dict[str, tuple[str, Any]] = {
    "plain text": ("text", "字"),
    "a number": ("text", 3),
    "text of markup": ("text", Markup("甲 &amp; 乙")),
    "breaks of markup": ("text", Markup("甲</w:t><w:br/><w:t>乙")),
    "a listing": ("text", Listing("甲\n乙\a丙")),
    "a picture": ("text", Picture(png(), width_mm=5)),
    "rich text": ("r", RichText("红 & 绿", color="FF0000")),
    "rich text with a new paragraph": ("r", RichText("一\a二")),
    "a link": ("r", Link("https://example.org/", "网站")),
    "runs of markup": ("r", Markup("<w:r><w:t>甲</w:t></w:r>")),
    "rich paragraphs": ("p", RichTextParagraph("段")),
    "a table": ("p", Table(GRID)),
    "a grid": ("p", GRID),
    "a sub-document": ("p", sub_document(docx.Document(), "子")),
    "paragraphs of markup": ("p", Markup("<w:p/>")),
    "rows of markup": ("tr", Markup("<w:tr><w:tc><w:p/></w:tc></w:tr>")),
    "cells of markup": ("tc", Markup("<w:tc><w:p/></w:tc>")),
    "text beside elements": ("nowhere", Markup("甲<w:p/>")),
    "runs beside paragraphs": ("nowhere", Markup("<w:r/><w:p/>")),
    "an element cut off": ("nowhere", Markup("<w:r>")),
}
TAGS = {"text": "{{ x }}", "r": "{{r x }}", "p": "{{p x }}", "tr": "{{tr x }}", "tc": "{{tc x }}"}


def table(*cells: str) -> str:
    head, row = ("".join(f"<w:tc>{p(text)}</w:tc>" for text in texts) for texts in (["头"] * len(cells), cells))
    grid = "<w:gridCol/>" * len(cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>"


BODIES = {**{kind: p("前" * (kind in ("text", "r")) + tag) for kind, tag in TAGS.items() if kind in ("text", "r", "p")}}
BODIES |= {"tr": table(TAGS["tr"]), "tc": table("甲", TAGS["tc"])}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", VALUES)
def test_a_value_stands_in_its_own_tag_only(make: Make, name: str, tag: str) -> None:
    kind, value = VALUES[name]
    template = make(BODIES[tag])
    if kind == tag:
        assert faults(template.render({"x": value})) == []
        return
    with pytest.raises(TemplateError) as caught:
        template.render({"x": value})
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.startswith("正文 · ")
    assert TAGS[tag] in f"{problem.place}{problem.found}"
    if kind in TAGS and kind != "text":
        assert TAGS[kind].replace(" x ", " …") in (problem.mend or "")


ATTRIBUTE = f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="{{{{ x }}}}"/></w:tcPr>{p("甲")}</w:tc></w:tr></w:tbl>'
FIELD = '<w:p><w:r><w:instrText>HYPERLINK "{{ x }}"</w:instrText></w:r></w:p>'
FORMULA = "<w:p><m:oMath><m:r><m:t>{{ x }}</m:t></m:r></m:oMath></w:p>"


@pytest.mark.parametrize("body", [ATTRIBUTE, FIELD, FORMULA])
@pytest.mark.parametrize("name", [name for name, (kind, _) in VALUES.items() if kind != "text"])
def test_only_text_stands_in_an_attribute_a_field_and_a_formula(make: Make, body: str, name: str) -> None:
    with pytest.raises(TemplateError, match="只能填普通文字"):
        make(body).render({"x": VALUES[name][1]})


@pytest.mark.parametrize("value", [Picture(png()), Link("https://example.org/", "网"), GRID, RichText("红")])
def test_a_value_with_a_format_is_never_printed_as_python_shows_it(make: Make, value: Any) -> None:
    for tag in ("{{ x|upper }}", "{{ [x] }}", "{{ '%s' % x }}", "{{r 'a' ~ [x] }}"):
        with pytest.raises(TemplateError):
            make(p(tag)).render({"x": value})


BOX = f"<w:p><w:r><w:pict><w:txbxContent>{p('{{ x }}')}</w:txbxContent></w:pict></w:r></w:p>"
CONTROL = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('{{ x }}')}</w:sdtContent></w:sdt>"
LINKED = '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink></w:p>'


@pytest.mark.parametrize(
    "pieces",
    [
        {"body": BOX},
        {"body": CONTROL},
        {"body": LINKED},
        {"body": p("甲"), "header": p("{{ x }}")},
        {"body": p("甲"), "footer": p("{{ x }}")},
        {"body": p("甲"), "footnotes": p("{{ x }}")},
    ],
)
@pytest.mark.parametrize("name", ["rich text", "rich paragraphs", "a table", "runs of markup", "text beside elements"])
def test_the_same_holds_in_every_part_and_every_container(make: Make, pieces: dict[str, Any], name: str) -> None:
    with pytest.raises(TemplateError, match="里不能填"):
        make(**pieces).render({"x": VALUES[name][1]})


def test_what_a_macro_prints_is_looked_at_where_it_is_called(make: Make) -> None:
    macro = p("{%p macro m(x) %}") + p("{{ x }}") + p("{%p endmacro %}")
    data = make(macro + p("{{p m(1) }}")).render({})
    assert [t.text for t in etree.fromstring(entries(data)["word/document.xml"]).iter(f"{{{W}}}t")] == ["1"]
    with pytest.raises(TemplateError, match=r"请用独占一段的 {{p …}}"):
        make(macro + p("甲{{ m(1) }}")).render({})
