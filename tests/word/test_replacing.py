"""Pictures and embedded files of a template are replaced by the name that Word shows; all else of them stays."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pytest
from docx.shared import Mm
from lxml import etree
from tests.word.conftest import canonical, entries, template_bytes
from tests.word.test_attachments import png
from tests.word.test_places_of_tags import OFFICE, RELATIONS
from tests.word.validity import faults

import docx
from gk_docs.errors import TemplateError
from gk_docs.word import Picture, Template
from gk_docs.word.package.archive import packed
from gk_docs.word.package.relations import targets

_EMBED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OBJECT = f"""<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"
xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:object>
<v:shape id="_x0000_i1025" alt="附表" style="width:9pt;height:9pt"/>
<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="_x0000_i1025" DrawAspect="Icon" r:id="book"/>
</w:object></w:r>"""


@cache
def template() -> Template:
    """A floating picture of three names, a picture in a loop, one in the header, a workbook as an object."""
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png(3)), Mm(7))
    paragraph = document.add_paragraph("{{ a }}")
    for red, name in ((1, "标志"), (2, "图")):
        inline = paragraph.add_run().add_picture(io.BytesIO(png(red)), Mm(20))._inline
        inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", f"{name}.png")
        inline.docPr.set("name", name)
        inline.docPr.set("title", f"{name}的标题")
        inline.docPr.set("descr", f"{name}：{{{{ a }}}}的照片")
        if name == "标志":
            inline.getparent().replace(inline, floating(inline))
        paragraph = document.add_paragraph("{%p for x in xs %}") if name == "标志" else paragraph
        paragraph = document.add_paragraph() if name == "标志" else paragraph
    document.add_paragraph("{%p endfor %}").clear().add_run("{%p endfor %}")
    document.add_paragraph()._p.append(etree.fromstring(OBJECT))
    saved = io.BytesIO()
    document.save(saved)
    package = entries(saved.getvalue())
    relation = f'<Relationship Id="book" Type="{OFFICE}/package" Target="embeddings/book1.xlsx"/></Relationships>'
    default = f'<Default Extension="xlsx" ContentType="{_EMBED}"/></Types>'
    package[RELATIONS] = package[RELATIONS].replace(b"</Relationships>", relation.encode())
    package["[Content_Types].xml"] = package["[Content_Types].xml"].replace(b"</Types>", default.encode())
    return Template(packed(package | {"word/embeddings/book1.xlsx": packed({"a": b"old"})}))


def floating(inline: Any) -> Any:
    """The same picture beside the text, as Word writes it."""
    place = """<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>900000</wp:posOffset>
    </wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>900000</wp:posOffset></wp:positionV>"""
    xml = etree.tostring(inline).decode().replace("<wp:inline ", "<wp:anchor ").replace("</wp:inline>", "</wp:anchor>")
    start, size, rest = xml.partition("<wp:extent ")
    extent, end, after = rest.partition("/>")
    start = start.replace(
        "<wp:anchor ",
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1" ',
    )
    return etree.fromstring(f'{start}{place}{size}{extent}{end}<wp:wrapSquare wrapText="bothSides"/>{after}')


CONTEXT = {"a": "甲", "xs": [1, 2]}
NEW = png(9)
BOOK = packed({"a": b"new"})
PLACES = {
    "标志": "word/media/image1.png", "标志的标题": "word/media/image1.png", "图": "word/media/image2.png",
    "图.png": "word/media/image2.png",
    "标志：{{ a }}的照片": "word/media/image1.png", "附表": "word/embeddings/book1.xlsx",
    "_x0000_i1025": "word/embeddings/book1.xlsx",
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_the_file_behind_a_name_is_replaced_and_nothing_else(name: str) -> None:
    new = BOOK if PLACES[name].endswith("xlsx") else NEW
    before = entries(template().render(CONTEXT))
    data = template().render(CONTEXT, replace={name: new})
    changed = {entry for entry, content in entries(data).items() if content != before[entry]}
    after = entries(data)
    (entry,) = changed
    assert after[entry] == new
    assert before[entry] in (png(1), png(2), packed({"a": b"old"}))
    assert entry.rpartition(".")[2] == PLACES[name].rpartition(".")[2]
    assert faults(data) == []


def test_a_picture_of_a_header_has_a_name_too() -> None:
    after = entries(template().render(CONTEXT, replace={"Picture 1": NEW}))
    assert NEW in after.values()
    assert png(3) not in after.values()


def test_a_floating_picture_and_alternative_texts_are_kept() -> None:
    data = template().render(CONTEXT, replace={"标志": NEW, "图": NEW})
    root = etree.fromstring(entries(data)["word/document.xml"])
    (anchor,) = root.iter("{*}anchor")
    assert [one.get("descr") for one in root.iter("{*}docPr")] == ["标志：甲的照片", *["图：甲的照片"] * 2]
    sizes = [(one.get("cx"), one.get("cy")) for one in root.iter("{*}extent")]
    assert sizes == [(str(Mm(20)), str(Mm(20)))] * 3
    (wrapped,) = anchor.iter("{*}wrapSquare")
    assert wrapped.get("wrapText") == "bothSides"
    without = entries(template().render(CONTEXT))["word/document.xml"]
    assert canonical(without) == canonical(entries(data)["word/document.xml"])


def test_files_are_replaced_beside_new_pictures() -> None:
    data = template().render({"a": Picture(png(5)), "xs": []} | {"a": "甲"}, replace={"附表": BOOK})
    assert BOOK in entries(data).values()
    with_picture = Template(packed(entries(template().render(CONTEXT)))).render({}, replace={"附表": BOOK})
    assert entries(with_picture)["word/embeddings/book1.xlsx"] == BOOK


@pytest.mark.parametrize(
    ("name", "new", "error", "words"),
    [
        ("标记", NEW, KeyError, "has the name '标记'; there are .*标志"),
        ("标志", b"<svg/>", ValueError, "must be a .png file"),
        ("标志", b"\xff\xd8\xff", ValueError, "must be a .png file"),
        ("附表", NEW, ValueError, "must be a .xlsx file"),
        *(("标志", one, TypeError, "replace takes bytes for '标志'") for one in (None, "标志.png", io.BytesIO(NEW))),
    ],
)
def test_what_cannot_be_replaced_is_told_to_the_caller(name: str, new: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        template().render(CONTEXT, replace={name: new})


def test_the_workbook_behind_a_chart_is_replaced_by_the_name_of_the_chart() -> None:
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="c"/>'
    graphic = f'<a:graphic><a:graphicData uri="x">{chart}</a:graphicData></a:graphic>'
    drawing = f'<w:drawing><wp:inline><wp:docPr id="1" name="图表 1" descr="收件量"/>{graphic}</wp:inline></w:drawing>'
    package = entries(template_bytes(f"<w:p><w:r>{drawing}<w:t>{{{{ a }}}}</w:t></w:r></w:p>"))
    related = '<Relationship Id="{}" Type="' + OFFICE + '/{}" Target="{}"/></Relationships>'
    relation = related.format("c", "chart", "charts/chart1.xml")
    package[RELATIONS] = package[RELATIONS].replace(b"</Relationships>", relation.encode())
    default = f'<Default Extension="xlsx" ContentType="{_EMBED}"/></Types>'
    package["[Content_Types].xml"] = package["[Content_Types].xml"].replace(b"</Types>", default.encode())
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    package |= {
        "word/charts/chart1.xml": b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>',
        "word/charts/_rels/chart1.xml.rels": (empty + related.format("w", "package", "../embeddings/w.xlsx")).encode(),
        "word/embeddings/w.xlsx": packed({"a": b"old"}),
    }
    made = Template(packed(package))
    for name in ("图表 1", "收件量"):
        data = entries(made.render({"a": 1}, replace={name: BOOK}))
        assert data["word/embeddings/w.xlsx"] == BOOK
    with pytest.raises(KeyError):
        made.render({"a": 1}, replace={"1": BOOK})


@cache
def album() -> Template:
    """A floating picture in a loop and one in the header, whose alternative texts are tags."""
    document: Any = docx.Document()
    for paragraph, tag in (
        (document.add_paragraph("{%p for x in xs %}"), ""),
        (document.add_paragraph("甲"), "{{ x.photo }}"),
        (document.add_paragraph("{%p endfor %}"), ""),
        (document.sections[0].header.paragraphs[0], "{{ logo }}"),
    ):
        if tag:
            inline = paragraph.add_run().add_picture(io.BytesIO(png(7)), Mm(20))._inline
            inline.docPr.set("descr", tag)
            inline.getparent().replace(inline, floating(inline))
    saved = io.BytesIO()
    document.save(saved)
    return Template(saved.getvalue())


def test_a_floating_picture_shows_in_each_round_what_its_alternative_text_names() -> None:
    photos = [Picture(png(1), description="张三"), Picture(png(2), width_mm=5), Picture(png(1)), None]
    data = album().render({"xs": [{"photo": one} for one in photos], "logo": Picture(png(9), description="徽")})
    assert faults(data) == []
    assert pictures_of(data, "word/document.xml") == [(png(1), "张三"), (png(2), ""), (png(1), ""), (png(7), "")]
    assert pictures_of(data, "word/header1.xml") == [(png(9), "徽")]
    sizes = {
        (one.get("cx"), one.get("cy")) for one in etree.fromstring(entries(data)["word/document.xml"]).iter("{*}extent")
    }
    assert sizes == {("720000", "720000")}
    kept = album().render({"xs": [{"photo": "张三的照片"}], "logo": ""})
    assert pictures_of(kept, "word/document.xml") == [(png(7), "张三的照片")]


def test_a_picture_that_no_name_gives_is_told_with_its_place() -> None:
    with pytest.raises(TemplateError, match=r"正文 · 第2段：没有名为“photo”的内容。写的是“\{\{ x.photo }}”"):
        album().render({"xs": [{}], "logo": ""})
    assert pictures_of(Template(album()._data, undefined="blank").render({"xs": [{}]}), "word/document.xml") == [
        (png(7), "")
    ]


def pictures_of(data: bytes, part: str) -> list[tuple[bytes, str]]:
    """The file and the alternative text of each floating picture of a part."""
    package = entries(data)
    root = etree.fromstring(package[part])
    files = targets(package, part)
    return [
        (
            package[files[next(one.iter("{*}blip")).get(f"{{{OFFICE}}}embed", "")][1]],
            next(one.iter("{*}docPr")).get("descr", ""),
        )
        for one in root.iter("{*}anchor")
    ]
