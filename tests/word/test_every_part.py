"""Every part of a template is looked at: its tags are rendered, or told; its ids are unique in the whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.word.conftest import W, entries, template_bytes
from tests.word.test_places_of_tags import OFFICE, RELATIONS, box, control, p, r
from tests.word.validity import faults

from gk_docs.errors import TemplateError
from gk_docs.word import Template, inspect_template
from gk_docs.word.package.archive import packed

if TYPE_CHECKING:
    from collections.abc import Callable

    Text = Callable[[bytes], str]

A = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "openxmlformats-officedocument.wordprocessingml"
_DRAWN = "openxmlformats-officedocument.drawingml"
_SPLIT = p(r("{{ no"), r("te }}"))
_SPLIT_IN_A = f'<a:p xmlns:a="{A}/main"><a:r><a:t>{{{{ no</a:t></a:r><a:r><a:t>te }}}}</a:t></a:r></a:p>'
_POINT = '<c:strCache><c:pt idx="0"><c:v>{{ note }}</c:v></c:pt></c:strCache>'
_MS = "http://schemas.microsoft.com/office"
_CUSTOM, _VT = (OFFICE.replace("relationships", name) for name in ("custom-properties", "docPropsVTypes"))
_PROPERTY = (
    f'<property fmtid="{{x}}" pid="2" name="n"><vt:lpwstr xmlns:vt="{_VT}">{{{{ note }}}}</vt:lpwstr></property>'
)
_CHART, _DIAGRAM, _DRAWING = f"{A}/chart", f"{A}/diagram", f"{_MS}/drawing/2008/diagram"
TYPES = {
    "endnotes": (f"{_WORD}.endnotes", f"{OFFICE}/endnotes", "尾注"),
    "comments": (f"{_WORD}.comments", f"{OFFICE}/comments", "批注"),
    "charts/chart1": (f"{_DRAWN}.chart", f"{OFFICE}/chart", "图表1"),
    "charts/chart2": (f"{_DRAWN}.chart", f"{OFFICE}/chart", "图表2"),
    "diagrams/data1": (f"{_DRAWN}.diagramData", f"{OFFICE}/diagramData", "智能图形1"),
    "diagrams/drawing1": (
        "ms-office.drawingml.diagramDrawing",
        f"{_MS}/2007/relationships/diagramDrawing",
        "智能图形1",
    ),
    "custom": ("openxmlformats-officedocument.custom-properties", f"{OFFICE}/custom-properties", "自定义属性"),
}
"""Type, type of the relation, and the words for a part."""
PARTS = {
    "endnotes": f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="2">{_SPLIT}</w:endnote></w:endnotes>',
    "comments": f'<w:comments xmlns:w="{W}"><w:comment w:id="2">{_SPLIT}</w:comment></w:comments>',
    "charts/chart1": f'<c:chartSpace xmlns:c="{_CHART}"><c:tx><c:rich>{_SPLIT_IN_A}</c:rich></c:tx></c:chartSpace>',
    "charts/chart2": f'<c:chartSpace xmlns:c="{_CHART}"><c:cat><c:strRef>{_POINT}</c:strRef></c:cat></c:chartSpace>',
    "diagrams/data1": f'<d:dataModel xmlns:d="{_DIAGRAM}"><d:t>{_SPLIT_IN_A}</d:t></d:dataModel>',
    "diagrams/drawing1": f'<d:drawing xmlns:d="{_DRAWING}"><d:txBody>{_SPLIT_IN_A}</d:txBody></d:drawing>',
    "custom": f'<Properties xmlns="{_CUSTOM}">{_PROPERTY}</Properties>',
}


def with_part(kind: str) -> bytes:
    content_type, relation, _ = TYPES[kind]
    package = entries(template_bytes(p(r("甲"))))
    override = f'<Override PartName="/word/{kind}.xml" ContentType="application/vnd.{content_type}+xml"/></Types>'
    related = f'<Relationship Id="n" Type="{relation}" Target="{kind}.xml"/></Relationships>'
    types = package["[Content_Types].xml"].replace(b"</Types>", override.encode())
    relations = package[RELATIONS].replace(b"</Relationships>", related.encode())
    return packed(
        package | {"[Content_Types].xml": types, RELATIONS: relations, f"word/{kind}.xml": PARTS[kind].encode()}
    )


@pytest.mark.parametrize("kind", PARTS)
def test_a_tag_of_any_part_with_text_is_rendered_and_missed_by_its_place(kind: str) -> None:
    template = Template(with_part(kind))
    data = template.render({"note": "7 & 8"})
    root = etree.fromstring(entries(data)[f"word/{kind}.xml"])
    assert "".join(map(str, root.itertext())) == "7 & 8"
    assert faults(data) == []
    with pytest.raises(TemplateError) as caught:
        template.render({})
    (problem,) = caught.value.problems
    assert (problem.place or "").startswith(TYPES[kind][2])
    assert "{{ no" in (problem.found or "")


@pytest.mark.parametrize("xml", [b"<a>{{ b }}</a>", b"<a>{{ b<c/> }}</a>", b'<a c="{{ b }}"/>'])
def test_a_tag_in_a_part_that_is_copied_is_told(xml: bytes) -> None:
    package = entries(template_bytes(p(r("甲"))))
    (warning,) = inspect_template(packed(package | {"customXml/item1.xml": xml})).warnings
    assert (warning.place, warning.found) == ("customXml/item1.xml", "{{ b }}")


OBJECT = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="o"/>
<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ShapeID="o"/>"""


def test_ids_of_drawings_are_unique_over_all_parts_after_loops() -> None:
    shape = box("{{ x }}").replace("<v:shape ", '<v:shape id="s" ')
    of_object = (
        '<w:r><w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="o"/><o:OLEObject '
        'xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ShapeID="o"/></w:object></w:r>'
    )
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="{}" name="n"/></wp:inline></w:drawing></w:r>'
    content = p(shape, of_object, drawing.format(1), drawing.format(1001))
    loop = p(r("{%p for x in xs %}")) + content + p(r("{%p endfor %}"))
    data = Template(template_bytes(loop, header=loop, footer=content.replace("{{ x }}", ""), footnotes=loop)).render(
        {"xs": [1, 2, 3]}
    )
    roots = [etree.fromstring(xml) for name, xml in entries(data).items() if name.startswith("word/")]
    drawn, shapes, objects = (
        [str(one.get(key)) for root in roots for one in root.iter(f"{{*}}{element}")]
        for element, key in (("docPr", "id"), ("shape", "id"), ("OLEObject", "ShapeID"))
    )
    assert (len(drawn), len(shapes), len(objects)) == (20, 20, 10)
    assert len(set(drawn)) == len(drawn)
    assert len(set(shapes)) == len(shapes)
    assert {"1", "1001"} <= set(drawn)  # those of the part that does not change
    assert objects == [one for one in shapes if one.startswith("o")]


BOOKMARK = '<w:bookmarkStart w:id="3" w:name="{}"/><w:bookmarkEnd w:id="3"/>'
COMMENT = '<w:commentRangeStart w:id="4"/><w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'


@pytest.mark.parametrize("place", ["body", "header"])
def test_ids_are_unique_after_a_loop(place: str) -> None:
    marks = BOOKMARK.format("a{{ x }}") + BOOKMARK.format("b").replace('"3"', '"5"') + COMMENT + box("{{ x }}")
    shapes = marks.replace("<v:shape ", '<v:shape id="s" ')
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n"/></wp:inline></w:drawing></w:r>'
    changes = '<w:ins w:id="6" w:author="某">{}</w:ins><w:del w:id="7" w:author="某"/>'.format(r("{{ x }}"))
    loop = p(r("{%p for x in xs %}")) + p(shapes, drawing, changes) + p(r("{%p endfor %}"))
    source = template_bytes(loop) if place == "body" else template_bytes(p(r("甲")), header=loop)
    name = "word/document.xml" if place == "body" else "word/header1.xml"
    root = etree.fromstring(entries(Template(source).render({"xs": [1, 2, 3]}))[name])

    def ids(element: str, key: str = f"{{{W}}}id") -> list[str | None]:
        return [one.get(key) for one in root.iter(f"{{*}}{element}")]

    assert ids("bookmarkStart") == ids("bookmarkEnd")
    assert sorted(map(str, ids("bookmarkStart", f"{{{W}}}name"))) == ["a1", "a2", "a3", "b"]
    for found in (
        ids("bookmarkStart"),
        ids("shape", "id"),
        ids("docPr", "id"),
        ids("commentReference"),
        ids("ins") + ids("del"),
    ):
        assert len(found) == len(set(found)) > 0
    assert (len(ids("shape", "id")), len(ids("docPr", "id")), ids("commentRangeStart")) == (3, 3, ["4"])
    assert (len(ids("ins")), len(ids("del"))) == (3, 3)


@pytest.mark.parametrize("kind", ["bookmark", "commentRange", "perm"])
def test_a_range_that_begins_before_a_loop_ends_once(kind: str) -> None:
    begins, ends = f'<w:{kind}Start w:id="3" w:name="a"/>', f'<w:{kind}End w:id="3"/>'
    loop = p(r("{%p for x in xs %}")) + p(r("{{ x }}"), ends) + p(r("{%p endfor %}"))
    document = entries(Template(template_bytes(p(begins) + loop)).render({"xs": [1, 2]}))["word/document.xml"]
    assert (document.count(begins.encode()), document.count(ends.encode())) == (1, 1)


def test_a_control_that_word_fills_from_the_file_shows_what_its_tag_prints(text_of: Text) -> None:
    bound = control(p(r("{{ a }}"))).replace("<w:sdtPr/>", '<w:sdtPr><w:dataBinding w:xpath="x"/></w:sdtPr>')
    data = Template(template_bytes(bound + p())).render({"a": "甲"})
    assert text_of(data).strip() == "甲"
    assert b"dataBinding" not in entries(data)["word/document.xml"]
    core = "xmlns:a='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
    kept = Template(template_bytes(bound.replace("w:xpath", f'w:prefixMappings="{core}" w:xpath'))).render({"a": "甲"})
    assert b"dataBinding" in entries(kept)["word/document.xml"]  # the properties are rendered too
