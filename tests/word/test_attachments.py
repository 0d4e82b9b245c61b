"""Values that bring new parts: pictures, links, sub-documents; ours and docxtpl's own."""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
import zlib
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm
from docxtpl import InlineImage, RichTextParagraph
from docxtpl import RichText as OfDocxtpl
from lxml import etree
from markupsafe import Markup
from PIL import Image
from tests.document.pictures import chunk
from tests.word.conftest import entries, p, template_bytes
from tests.word.test_whole import audited
from tests.word.validity import faults

import docx
from gk_docs.errors import GkError, InvalidReport, MissingExtra, TemplateError
from gk_docs.word import Link, Picture, RichText, SubDocument, Template
from gk_docs.word.package.archive import OFFICE, packed, relation_xml, with_relations
from gk_docs.word.package.relations import relations_at, targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Template]
    Same = Callable[..., dict[str, bytes]]


def png(red: int = 200) -> bytes:
    """A picture of one pixel."""
    pixels = zlib.compress(bytes([0, red, 0, 0]))
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


LOOP = p("{%p for x in pictures %}") + p("前{{ x }}后") + p("{%p endfor %}")


@pytest.mark.parametrize("rest", [{}, {"header": p("头{{ pictures[0] }}")}])
def test_docxtpl_s_own_pictures_come_out_the_same(make: Make, same_as_docxtpl: Same, rest: dict[str, str]) -> None:
    def context(template: Any) -> dict[str, Any]:
        return {"pictures": [InlineImage(template, io.BytesIO(png(red)), width=Mm(20)) for red in (1, 2, 1)]}

    parts = same_as_docxtpl(make(LOOP, **rest), context)
    assert len([name for name in parts if name.startswith("word/media/")]) == 2


def test_a_picture_with_a_link_comes_out_the_same(make: Make, same_as_docxtpl: Same) -> None:
    def context(template: Any) -> dict[str, Any]:
        return {"pictures": [InlineImage(template, io.BytesIO(png()), width=Mm(9), anchor="https://example.org/")]}

    assert b"example.org" in same_as_docxtpl(make(LOOP), context)["word/_rels/document.xml.rels"]


def test_a_picture_is_data_and_keeps_its_description(make: Make) -> None:
    picture = Picture(png(), width_mm=30, description="流程图 & 说明")
    template = make(LOOP)
    document = docx.Document(io.BytesIO(template.render({"pictures": [picture, picture]})))
    (shape, _) = document.inline_shapes
    assert (round(shape.width.mm), shape._inline.docPr.get("descr")) == (30, "流程图 & 说明")
    assert template.render({"pictures": [picture]}) == template.render({"pictures": [picture]})


def test_each_picture_has_a_number_of_its_own(make: Make) -> None:
    document = docx.Document(io.BytesIO(make(LOOP).render({"pictures": [Picture(png(1)), Picture(png(2))]})))
    assert [shape._inline.docPr.id for shape in document.inline_shapes] == [1001, 1002]


def jpeg(mode: str, *, marked: bool) -> bytes:
    data = io.BytesIO()
    Image.new(mode, (72, 36)).save(data, "JPEG")
    made = data.getvalue()
    if marked or not made.startswith(b"\xff\xd8\xff\xe0"):
        return made
    return made[:2] + made[4 + int.from_bytes(made[4:6], "big") :]  # without the segment JFIF, as scanners write it


@pytest.mark.parametrize("data", [jpeg("RGB", marked=True), jpeg("RGB", marked=False), jpeg("CMYK", marked=False)])
def test_every_jpeg_is_taken_whatever_it_begins_with_and_kept_as_it_is(make: Make, data: bytes) -> None:
    made = make(LOOP).render({"pictures": [Picture(data)]})
    (shape,) = docx.Document(io.BytesIO(made)).inline_shapes
    assert (round(shape.width.inches, 2), round(shape.height.inches, 2)) == (1, 0.5)
    assert data in entries(made).values()


def test_a_picture_without_a_pixel_is_refused(make: Make) -> None:
    data = png()
    empty = data[:16] + struct.pack(">II", 0, 0) + data[24:]
    with pytest.raises(InvalidReport, match="认不出图片"):
        make(LOOP).render({"pictures": [Picture(empty)]})


def test_a_picture_of_no_dots_an_inch_is_refused(make: Make) -> None:
    data = png()
    sparse = data[:33] + chunk(b"pHYs", struct.pack(">IIB", 1, 1, 1)) + data[33:]
    with pytest.raises(InvalidReport, match="认不出图片"):
        make(LOOP).render({"pictures": [Picture(sparse)]})


@pytest.mark.parametrize(("wide", "high", "size"), [(1, 9_000, {"width_mm": 300}), (1, 1, {"width_mm": 0.00001})])
def test_a_picture_whose_other_side_word_does_not_take_is_refused(
    make: Make, wide: int, high: int, size: dict[str, Any]
) -> None:
    data = png()
    stretched = data[:16] + struct.pack(">II", wide, high) + data[24:]
    with pytest.raises(TemplateError, match=r"正文 · 第2段.*图片印出来太大或太小"):
        make(LOOP).render({"pictures": [Picture(stretched, **size)]})


def test_a_file_that_is_no_picture_is_refused_with_its_place(make: Make) -> None:
    with pytest.raises(InvalidReport, match="认不出图片") as caught:
        make(LOOP).render({"pictures": [Picture(b"text")]})
    assert caught.value.problems[0].place == "正文 · 第2段"


@pytest.mark.parametrize("side", ["width_mm", "height_mm"])
@pytest.mark.parametrize("size", [-20, 0, -0.1, 558.8, 99999, float("nan"), float("inf")])
def test_a_size_that_word_does_not_take_is_refused_when_a_picture_is_made(side: str, size: float) -> None:
    sizes: dict[str, Any] = {side: size}
    with pytest.raises(ValueError, match=rf"{side} of a picture is above 0 and at most 558\.7 mm"):
        Picture(png(), **sizes)
    assert Picture(png(), width_mm=558.7, height_mm=0.1).width_mm == 558.7


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"data": "a.png"}, "bytes of its file, not str"),
        ({"data": None}, "bytes of its file, not NoneType"),
        ({"data": io.BytesIO(b"a")}, "bytes of its file, not BytesIO"),
        ({"width_mm": "20"}, "width_mm of a picture takes a number of millimetres, not str"),
        ({"height_mm": True}, "height_mm of a picture takes a number of millimetres, not bool"),
        ({"description": 3}, "takes text, not int"),
    ],
)
def test_another_type_is_refused_when_a_picture_is_made(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Picture(**({"data": png()} | wrong))


@pytest.mark.parametrize("wrong", ["a.docx", None, io.BytesIO(b"a")])
def test_a_sub_document_takes_bytes_only(wrong: Any) -> None:
    with pytest.raises(TypeError, match="a sub-document takes the bytes of its file, not "):
        SubDocument(wrong)


WRONG_LOOKS: list[tuple[dict[str, Any], type[Exception], str]] = [
    *(({"color": one}, ValueError, "'color' takes six hex") for one in ("red", "#F00", "#", "FF00000", "GGGGGG")),
    ({"highlight": "yellow"}, ValueError, "'highlight' takes six hex"),
    *(({"size": one}, ValueError, "'size' takes 2 to 3276 half points") for one in (0, 1, -24, 3277)),
    ({"underline": "zigzag"}, ValueError, "'underline' takes True, False or one of single, double"),
    *(({"font": one}, ValueError, "'font' takes a face") for one in ("asia:仿宋", "eastAsia:", 'x y="1":仿宋')),
    ({"lang": "zh_CN"}, ValueError, "'lang' takes a language such as zh-CN"),
    *(({one: "甲"}, TypeError, f"no look '{one}'; there are .*'color'") for one in ("colour", "url_id", "Bold")),
    *(({"size": one}, TypeError, "'size' takes int") for one in ("24", 24.0, True)),
    *(({one: 7}, TypeError, f"'{one}' takes str, not int") for one in ("color", "highlight", "font", "style", "lang")),
    *(({one: "no"}, TypeError, f"'{one}' takes bool, not str") for one in ("bold", "italic", "strike", "rtl")),
    ({"underline": 1}, TypeError, "'underline' takes bool or str, not int"),
]


@pytest.mark.parametrize(("look", "error", "words"), WRONG_LOOKS)
def test_a_look_that_word_does_not_take_is_refused(look: Any, error: type[Exception], words: str) -> None:
    for text in ("甲", "", Link("https://example.org/", "网站")):
        with pytest.raises(error, match=words):
            RichText(text, **look)
        with pytest.raises(error, match=words):
            RichText("甲").add(text, **look)


def test_a_look_that_is_blank_is_as_not_named() -> None:
    assert RichText("甲", color="", size=None, style=None, bold=False, highlight=None).xml == RichText("甲").xml
    assert 'w:val="auto"' in RichText("甲", color="auto", font="仿宋", lang="zh-CN", underline="dotDash", size=2).xml


def test_a_link_leads_where_it_says(make: Make) -> None:
    data = make(p("见{{r link }}。")).render({"link": Link("https://example.org/?a=1&b=2", "网站 & 链接")})
    (paragraph,) = docx.Document(io.BytesIO(data)).paragraphs
    (link,) = paragraph.hyperlinks
    assert (link.address, link.text) == ("https://example.org/?a=1&b=2", "网站 & 链接")


@pytest.mark.parametrize(("given", "leads"), [(" https://a.cn ", "https://a.cn"), ("", "#"), (" ", "#")])
def test_blanks_around_the_address_of_a_link_are_left_out_and_none_leads_nowhere(
    make: Make, given: str, leads: str
) -> None:
    data = make(p("{{r link }}")).render({"link": Link(given, "甲")})
    links = [one.target for one in relations_at(entries(data), "word/document.xml") if one.kind == "hyperlink"]
    assert links == [leads]


def test_each_link_keeps_its_address_where_a_rendered_document_is_a_template_again(make: Make) -> None:
    first = make(p("{{r a }}") + p("{{ c }}")).render({"a": Link("https://example.org/1", "甲"), "c": "{{r b }}"})
    data = Template(first).render({"b": Link("https://example.org/2", "乙")})
    links = [link for paragraph in docx.Document(io.BytesIO(data)).paragraphs for link in paragraph.hyperlinks]
    assert [(link.text, link.address[-1]) for link in links] == [("甲", "1"), ("乙", "2")]
    assert faults(data) == []


def test_a_link_stands_in_rich_text_with_a_look_of_its_own(make: Make) -> None:
    rich = RichText("见", bold=True)
    rich.add(
        Link("https://example.org/?a=1&b=2", "网站 & 一\n二"), color="#0563C1", underline=True, font="eastAsia:仿宋"
    )
    rich.add("。")
    data = make(p("前{{r x }}后"), footnotes=p("注{{r x }}")).render({"x": rich})
    (paragraph,) = docx.Document(io.BytesIO(data)).paragraphs
    (found,) = paragraph.hyperlinks
    assert (paragraph.text, found.address) == ("前见网站 & 一\n二。后", "https://example.org/?a=1&b=2")
    (run,) = found.runs
    assert (str(run.font.color.rgb), run.underline, run.bold) == ("0563C1", True, None)
    assert b"gkLink1" in entries(data)["word/_rels/footnotes.xml.rels"]
    assert (faults(data), b"gk-link" in data) == ([], False)


def test_rich_text_writes_each_look_of_docxtpl_in_the_order_of_the_schema(
    make: Make, save: Callable[..., Path], tmp_path: Path
) -> None:
    look: Any = {"color": "FF0000", "size": 30, "bold": True, "italic": True, "underline": "wave", "strike": True}
    look |= {"highlight": "00FF00", "superscript": True, "font": "仿宋", "rtl": True, "lang": "zh-CN"}
    path = tmp_path / "文件.docx"
    path.write_bytes(make(p("前{{r x }}")).render({"x": RichText("字\t一\n二", **look)}))
    properties: Any = docx.Document(str(path)).paragraphs[0].runs[1]._r.rPr
    docxtpls = OfDocxtpl("字", **look)
    assert {etree.QName(one).localname for one in properties} == set(re.findall(r"<w:(\w+) ?[^>]*/>", docxtpls.xml))
    assert audited(path) <= audited(save(p("前")))


@pytest.mark.parametrize("add", [RichText("a").add, OfDocxtpl("a").add, RichTextParagraph().add])
def test_a_link_is_never_added_as_python_shows_it(add: Any) -> None:
    link = Link("https://example.org/", "网站")
    if add.__self__.__class__ is RichText:
        add(link)
        assert "Link(" not in add.__self__.xml
        return
    with pytest.raises(TypeError, match=r"use gk_docs\.word\.RichText"):
        add(link)


def test_a_link_inside_a_run_is_refused(make: Make) -> None:
    with pytest.raises(TemplateError, match="r"):
        make(p("见{{ link }}。")).render({"link": Link("https://example.org/", "网站")})


def test_a_link_built_for_another_document_is_refused(make: Make) -> None:
    with pytest.raises(TemplateError, match="rId99"):
        make(p("见{{r link }}。")).render({"link": OfDocxtpl("甲", url_id="rId99")})


def test_a_picture_in_a_footnote_is_refused(make: Make) -> None:
    with pytest.raises(GkError, match="不能放图片"):
        make(p("甲"), footnotes=p("{{ x }}")).render({"x": Picture(png())})


def sub_document(document: Any, text: str) -> Any:
    """What docxtpl's sub-documents are to a render: XML, and the document whose package got their parts."""
    prepared = Markup(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")  # noqa: S704 - whole XML
    return type("Subdoc", (), {"__module__": "docxtpl.subdoc", "docx": document, "__html__": lambda _: prepared})()


def test_a_sub_document_brings_the_package_that_it_was_attached_to(make: Make, text_of: Callable[..., str]) -> None:
    template = make(p("{{p a }}") + p("{{p b }}"), properties={"title": "不变"})
    document = docx.Document(str(template.path))
    document.part.relate_to("https://example.org/", "urn:test", is_external=True)
    values = {"a": sub_document(document, "子一"), "b": sub_document(document, "子二")}
    data = template.render(values)
    assert text_of(data) == "子一\n子二"
    read = docx.Document(io.BytesIO(data))
    assert "urn:test" in {relation.reltype for relation in read.part.rels.values()}
    assert read.core_properties.title == "不变"


def test_sub_documents_of_two_documents_are_refused(make: Make) -> None:
    template = make(p("{{p a }}") + p("{{p b }}"))
    values = {name: sub_document(docx.Document(str(template.path)), name) for name in "ab"}
    with pytest.raises(TemplateError, match="不同模板"):
        template.render(values)


def test_a_sub_document_needs_docxcompose(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl.subdoc", None)
    with pytest.raises(MissingExtra, match="docxcompose"):
        make(p("{{p a }}")).render({"a": SubDocument(b"")})


def test_a_sub_document_is_printed_and_harms_no_template_that_is_opened_after_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = docx.Document()
    inner.add_paragraph("甲").add_run("乙").bold = True
    inner.add_table(1, 2).cell(0, 1).text = "丙"
    saved = io.BytesIO()
    inner.save(saved)
    document = entries(make(p("{{p a }}")).render({"a": SubDocument(saved.getvalue())}))["word/document.xml"].decode()
    assert [document.count(text) for text in ("甲", "乙", "丙", "<w:b/>")] == [1, 1, 1, 1]
    # as docxcompose does when it is first imported
    monkeypatch.setitem(nsmap, "cp", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties")
    package = entries(template_bytes(p("{{ a }}")))
    rels = package["_rels/.rels"].decode().partition('<Relationship Id="core"')[0] + "</Relationships>"
    again = Template(packed({**package, "_rels/.rels": rels.encode()})).render({"a": "丁"})
    core = etree.fromstring(entries(again)["docProps/core.xml"])
    assert core.tag == "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"


def test_a_sub_document_in_a_header_has_its_pictures_and_links_there() -> None:
    document, inner = docx.Document(), docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{p a }}"
    document.add_paragraph("{{p a }}")
    inner.add_picture(io.BytesIO(png()))
    inner.add_paragraph("{{r link }}")
    saved, inside = io.BytesIO(), io.BytesIO()
    document.save(saved)
    inner.save(inside)
    sub = SubDocument(Template(inside.getvalue()).render({"link": Link("https://a.cn", "甲")}))
    template = Template(saved.getvalue())
    data = template.render({"a": sub})
    assert faults(data) == []
    related = [(one.kind, one.external) for one in relations_at(entries(data), "word/header1.xml")]
    assert sorted(related) == [("hyperlink", True), ("image", False)]
    assert data == template.render({"a": sub})


def test_a_tag_in_the_text_of_a_sub_document_is_told(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("docxtpl.subdoc")
    module.Subdoc = lambda _, file: Markup(docx.Document(file).element.body[0].xml)  # noqa: S704 - whole XML
    monkeypatch.setitem(sys.modules, "docxtpl.subdoc", module)
    split = "<w:p><w:r><w:t>{{ na</w:t></w:r><w:r><w:t>me }}</w:t></w:r></w:p>"
    with pytest.warns(UserWarning, match=r"子文档里的标签不会被填写，会原样印出：{{ name }}"):
        make(p("{{p a }}")).render({"a": SubDocument(template_bytes(split))})
    own = sub_document(docx.Document(), "{{ name }}")
    own.subdocx = docx.Document(io.BytesIO(template_bytes(split)))
    with pytest.warns(UserWarning, match=r"{{ name }}"):
        make(p("{{p a }}")).render({"a": own})
    make(p("{{p a }}")).render({"a": SubDocument(Template(template_bytes(split)).render({"name": "甲"}))})


def test_static_parts_can_be_replaced_beside_new_ones(make: Make) -> None:
    data = make(LOOP).render({"pictures": [Picture(png())]}, parts={"customXml/item1.xml": b"<x/>"})
    assert zipfile.ZipFile(io.BytesIO(data)).read("customXml/item1.xml") == b"<x/>"
    assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 1


def test_a_picture_is_added_to_the_relations_that_the_caller_gives(make: Make) -> None:
    template, name = make(LOOP), "word/_rels/document.xml.rels"
    link = relation_xml("own", "hyperlink", "https://example.org/", external=True)
    given = with_relations(entries(template.render({"pictures": []}))[name], link)
    read = docx.Document(io.BytesIO(template.render({"pictures": [Picture(png())]}, parts={name: given})))
    assert (read.part.rels["own"].target_ref, len(read.inline_shapes)) == ("https://example.org/", 1)


@pytest.mark.parametrize("tag", ["{{ a }}", "甲"])
def test_a_note_of_a_sub_document_is_added_to_those_of_the_template(
    make: Make, text_of: Callable[..., str], tag: str
) -> None:
    template = make(p("{{p sub }}"), footnotes=p(f"主注{tag}"))
    document = docx.Document(str(template.path))
    (notes,) = [part for part in document.part.package.parts if part.partname == "/word/footnotes.xml"]
    note = f'<w:footnote w:id="9">{p("子注")}</w:footnote></w:footnotes>'
    notes._blob = notes.blob.replace(b"</w:footnotes>", note.encode())
    data = template.render({"sub": sub_document(document, "子"), "a": "甲"})
    assert text_of(data, "word/footnotes.xml") == "主注甲\n子注"
    assert text_of(template.render({"sub": None, "a": "甲"}), "word/footnotes.xml") == "主注甲"


def test_a_document_is_composed_once_for_all_renders_that_put_in_the_same_things_before_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = []

    def stand_in(holder: Any, file: Any) -> Markup:
        composed.append(file.read())
        identifier, _ = holder.current_rendering_part.get_or_add_image(io.BytesIO(png(9)))
        blip = f'<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="{identifier}"/>'
        return Markup(f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>")  # noqa: S704 - whole XML

    module: Any = ModuleType("docxtpl.subdoc")
    module.Subdoc = stand_in
    monkeypatch.setitem(sys.modules, "docxtpl.subdoc", module)
    template = make(p("{{ a }}") + p("{{p sub }}") + p("{{ b }}"))
    sub = SubDocument(template_bytes(p("子")))

    def shown(first: int, last: int) -> list[int]:
        data = template.render({"a": Picture(png(first)), "b": Picture(png(last)), "sub": sub})
        assert faults(data) == []
        assert data == template.render({"a": Picture(png(first)), "b": Picture(png(last)), "sub": sub})
        part = docx.Document(io.BytesIO(data)).part
        ids = [blip.get(qn("r:embed")) for blip in part.element.iter("{*}blip")]
        return [next(red for red in range(10) if png(red) == part.rels[one].target_part.blob) for one in ids]

    assert [shown(1, 2), shown(3, 2), shown(9, 1), shown(1, 2)] == [[1, 9, 2], [3, 9, 2], [9, 9, 1], [1, 9, 2]]
    assert len(composed) == len({1, 3, 9})


def test_a_picture_that_the_template_holds_already_stays_beside_a_sub_document() -> None:
    document, other = docx.Document(), docx.Document()
    document.add_picture(io.BytesIO(png()))
    for text in ("{{ x }}", "{{p y }}", "{{ x }}"):
        document.add_paragraph(text)
    other.add_picture(io.BytesIO(png(3)))
    saved, inside = io.BytesIO(), io.BytesIO()
    document.save(saved)
    other.save(inside)
    data = Template(saved.getvalue()).render({"x": Picture(png()), "y": SubDocument(inside.getvalue())})
    assert faults(data) == []
    package = entries(data)
    files = targets(package, "word/document.xml")
    blips = etree.fromstring(package["word/document.xml"]).iter("{*}blip")
    shown = [package[files[str(blip.get(f"{{{OFFICE}}}embed"))][1]] for blip in blips]
    assert shown == [png(), png(), png(3), png()]
