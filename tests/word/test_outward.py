"""A template carries nothing outward: what a reader of the document would fetch or run elsewhere is refused by name."""

from __future__ import annotations

import io
import sys
import zipfile
from base64 import b64encode
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from gk_docs.errors import GkError, TemplateError
from gk_docs.word import Link, SubDocument, Template, inspect_template, lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Template]
    Save = Callable[..., Path]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OF_DOCUMENT = "word/_rels/document.xml.rels"
_OF_SETTINGS = "word/_rels/settings.xml.rels"


def p(xml: str) -> str:
    return f"<w:p>{xml}</w:p>"


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words: str, element: str = "instrText") -> str:
    return f'<w:r><w:{element} xml:space="preserve">{words}</w:{element}></w:r>'


def field(*codes: str, shown: str = "") -> str:
    return mark("begin") + "".join(codes) + mark("separate") + shown + mark("end")


def with_relations(path: Path, part: str, **relations: str) -> Path:
    """The same file with external relations: `r1="image http://x"`; settings are added where they have relations."""
    data = io.BytesIO()
    given = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{words.split(" ")[0]}" Target="{words.split(" ", 1)[1]}" '
        'TargetMode="External"/>'
        for name, words in relations.items()
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        entries = {name: old.read(name).decode() for name in old.namelist()}
        if part == _OF_SETTINGS:
            types, kind = "[Content_Types].xml", "application/vnd.openxmlformats-officedocument.wordprocessingml"
            override = f'<Override PartName="/word/settings.xml" ContentType="{kind}.settings+xml"/></Types>'
            entries[types] = entries[types].replace("</Types>", override)
            settings = f'<Relationship Id="settings" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>'
            entries[_OF_DOCUMENT] = entries[_OF_DOCUMENT].replace("</Relationships>", settings)
            entries["word/settings.xml"] = (
                entries["word/styles.xml"]
                .replace("w:styles", "w:settings")
                .replace("></w:settings>", '><w:attachedTemplate r:id="r1"/></w:settings>')
            )
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        entries[part] = entries.get(part, empty).replace("</Relationships>", f"{given}</Relationships>")
        for name, content in entries.items():
            new.writestr(name, content)
    path.write_bytes(data.getvalue())
    return path


def refusal(path: Path) -> GkError:
    """Why a template is not opened; the check tells the same, and goes on."""
    with pytest.raises(TemplateError) as caught:
        Template(path)
    told = inspect_template(path).problems
    assert [problem.message for problem in told] == [problem.message for problem in caught.value.problems]
    return caught.value


HIDDEN = b64encode("DDEAUTO c:\\\\windows".encode("utf-16-le")).decode()
OUTWARD_XML = {
    "DDE": field(code(' DDE c:\\\\x "/k calc" ')),
    "in lower case, with odd blanks": field(code("\u3000\n ddeAuto\tc:\\x")),
    "split over runs": field(code("DD"), code("EAU"), code("TO c:\\x")),
    "split over a tab": field(code("INCLUDETEXT"), "<w:r><w:tab/></w:r>", code("c:\\x")),
    "in quotes": field(code('"DDEAUTO" c:\\x')),
    "as text": field(text("LINK Excel.Sheet c:\\x")),
    "deleted": field(code("DDEAUTO c:\\x", "delInstrText")),
    "simple": '<w:fldSimple w:instr=" includepicture  &quot;http://x/y.png&quot; \\d "/>',
    "nested": field(code("IF 1 = 1 "), field(code("DDEAUTO c:\\x")), code(' "b"')),
    "in what a field shows": field(code("PAGE"), shown=field(code("DDEAUTO c:\\x"))),
    "named by another field": field(field(code('QUOTE "DDEAUTO"')), code(" c:\\x")),
    "named in part by another field": field(code("DDE"), field(code('QUOTE "AUTO"')), code(" c:\\x")),
    "without an end": mark("begin") + code("DDEAUTO c:\\x"),
    "of another document": field(code('RD "c:\\\\x.docx"')),
    "database": field(code('DATABASE \\c "DSN=x"')),
    "macro": field(code("MACROBUTTON x y")),
    "unknown": field(code("NOSUCHFIELD")),
    "link to a file": field(code('HYPERLINK "file:///c:/x.exe"')),
    "link to a share": field(code("HYPERLINK \\\\\\\\server\\\\share")),
    "link of a script after a switch": field(code('HYPERLINK \\o "tip" "javascript:x()"')),
    "link to what another field says": field(code("HYPERLINK "), field(code("REF x")), code(" ")),
    "hidden data": f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{HIDDEN}</w:fldData></w:fldChar></w:r>'
    + code("PAGE")
    + mark("end"),
    "text box": f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    f"{p(field(code('DDE x y')))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    "altChunk": '</w:p><w:altChunk r:id="x"/><w:p>',
    "subDoc": '</w:p><w:subDoc r:id="x"/><w:p>',
    "ActiveX": '<w:r><w:object><w:control r:id="x"/></w:object></w:r>',
    "picture of VML": '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://x/y.png"/>'
    "</v:shape></w:pict></w:r>",
    "link of VML": '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="file:///c:/x"/></w:pict></w:r>',
    "link of Office": '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" o:href="http://x"/></w:pict></w:r>',
    "linked object": '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="link"/>'
    "</w:object></w:r>",
    "online video": '<w:r><w:drawing><x:webVideoPr xmlns:x="http://schemas.microsoft.com/office/word/2012/'
    'wordprocessingDrawing" embeddedHtml="x"/></w:drawing></w:r>',
}  # fmt: skip


@pytest.mark.parametrize("name", OUTWARD_XML)
def test_what_would_fetch_or_run_something_is_refused_with_its_place(save: Save, name: str) -> None:
    error = refusal(save(p(text("甲")) + p(OUTWARD_XML[name])))
    assert (error.problems[0].place or "").startswith("正文"), error
    assert error.problems[0].mend


@pytest.mark.parametrize(("part", "place"), [("header", "页眉1 · 第1段"), ("footnotes", "脚注 · 第1段")])
def test_other_parts_are_looked_at_too(save: Save, part: str, place: str) -> None:
    error = refusal(save(p(text("甲")), **{part: p(field(code("DDEAUTO x")))}))
    assert error.problems[0].place == place


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="' + _OFFICE + '"'
PARTS = {
    "a field in the glossary": (
        "word/glossary/document.xml",
        f"<w:glossaryDocument {_W}>{p(field(code('DDEAUTO x')))}</w:glossaryDocument>", {},
    ),
    "a chart whose figures lie elsewhere": (
        "word/charts/chart1.xml",
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="' + _OFFICE + '">'
        '<c:externalData r:id="r1"/></c:chartSpace>',
        {"r1": "package file:///c:/x.xlsx"},
    ),
    "a web add-in": (
        "word/webextensions/webextension1.xml",
        '<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11"/>', {},
    ),
    "data for letters": (
        "word/settings.xml", f'<w:settings {_W}><w:mailMerge><w:dataType w:val="x"/></w:mailMerge></w:settings>', {},
    ),
    "a drawing that takes a picture from the web": (
        "word/media/image1.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x/y.png"/></svg>', {},
    ),
    "a drawing that takes a font from the disk": (
        "word/media/image2.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><use l:href="file:///c:/x"/></svg>',
        {},
    ),
}  # fmt: skip


def with_part(path: Path, name: str, content: str, relations: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, content)
    folder, _, file = name.rpartition("/")
    return with_relations(path, f"{folder}/_rels/{file}.rels", **relations) if relations else path


@pytest.mark.parametrize("name", PARTS)
def test_parts_that_stand_beside_the_body_are_looked_at_too(save: Save, name: str) -> None:
    assert refusal(with_part(save(p(text("甲"))), *PARTS[name])).problems[0].mend


OUTWARD_RELATIONS = [
    "image http://x/y.png", "image file:///c:/x.png", "oleObject file:///c:/x.exe", "package http://x", "aFChunk http://x",
    "subDocument \\\\server\\x.docx", "hyperlink javascript:x()", "hyperlink file:///c:/x", "hyperlink \\\\server\\x",
    "hyperlink x.docx", "hyperlink  java&#10;script:x()", "hyperlink ms-word:ofe|u|http://x", "hyperlink vbscript:x",
    "mailMergeSource c:\\x.xlsx", "recipientData file:///x", "frame http://x", "transform http://x", "unheardOf http://x",
]  # fmt: skip


@pytest.mark.parametrize("relation", OUTWARD_RELATIONS)
def test_every_relation_that_leads_out_but_a_link_to_the_web_is_refused(save: Save, relation: str) -> None:
    assert refusal(with_relations(save(p(text("甲"))), _OF_DOCUMENT, r1=relation)).problems[0].found


@pytest.mark.parametrize(
    "target",
    [
        "http://x/y.dotm", "https://x/y.dotm", "\\\\server\\x.dotm", "//server/x.dotm", "file://server/x.dotm",
        "file:////server/x.dotm", "file:///\\\\server\\x.dotm", "file:///%5C%5Cserver/x.dotm", "ftp://x", "HTTP:x",
    ],
)  # fmt: skip
def test_a_template_attached_from_elsewhere_is_refused(save: Save, target: str) -> None:
    error = refusal(with_relations(save(p(text("甲"))), _OF_SETTINGS, r1=f"attachedTemplate {target}"))
    assert (error.problems[0].place, error.problems[0].message) == ("文档设置", "连着别处的模板")


@pytest.mark.parametrize(
    "target",
    ["file:///C:\\x\\y\\Normal.dotm", "C:\\x\\Normal.dotm", "Normal.dotm", "/x/y/Normal.dotm",
     "file:///x/y.dotm", "file://localhost/C:/x.dotm", "file:C:/x.dotm", "..\\x.dotm"],
)  # fmt: skip
def test_a_template_attached_from_the_author_s_own_disk_is_dropped_and_told(save: Save, target: str) -> None:
    path = with_relations(save(p(text("{{ a }}"))), _OF_SETTINGS, r1=f"attachedTemplate {target}")
    data = Template(path).render({"a": "甲"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if b"attachedTemplate" in package.read(name)]
    told = [finding for finding in lint(path) if finding.place.words == "文档设置"]
    assert [(finding.code, finding.found) for finding in told] == [("GT402", target)]


def test_an_address_on_the_web_used_for_anything_but_a_link_is_refused(save: Save) -> None:
    blip = (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="r1"/>'
        "</w:drawing></w:r>"
    )
    assert refusal(with_relations(save(p(blip)), _OF_DOCUMENT, r1="hyperlink http://x")).problems[0].found == "blip"


def test_the_check_tells_everything_at_once(save: Save) -> None:
    path = save(p(field(code("DDE x"))) + p(text("{{ a b }}")), header=p(field(code("LINK x"))))
    places = [finding.place.words for finding in lint(with_relations(path, _OF_DOCUMENT, r1="image http://x"))]
    assert {"正文", "正文 · 第1段", "正文 · 第2段", "页眉1 · 第1段"} <= set(places)


HARMLESS = {
    "page": field(code(" PAGE  \\* MERGEFORMAT ")),
    "without a blank": field(code("PAGE\\* MERGEFORMAT")),
    "contents": field(code('TOC \\o "1-3" \\h \\z \\u'), shown=field(code("PAGEREF _Toc1 \\h"))),
    "sum": field(code(" =SUM(ABOVE) ")),
    "link to the web": field(code('HYPERLINK "https://www.gov.cn" \\o "网" \\t "_blank"')),
    "link inside": field(code('HYPERLINK \\l "_Toc1"')),
    "bookmark by itself": '<w:bookmarkStart w:id="1" w:name="甲"/>' + field(code("甲")) + '<w:bookmarkEnd w:id="1"/>',
    "nested": field(code("IF "), field(code("PAGE")), code(' = 1 "a" "b"')),
    "simple": '<w:fldSimple w:instr="NUMPAGES"/>',
    "empty": field(),
    "link": '<w:hyperlink r:id="r1">' + text("甲") + "</w:hyperlink>",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_stays_inside_or_leads_to_the_web_stays(save: Save, name: str) -> None:
    path = with_relations(save(p(HARMLESS[name] + text("{{ a }}"))), _OF_DOCUMENT, r1="hyperlink https://www.gov.cn")
    assert inspect_template(path).problems == ()
    before = Template(path).render({"a": "甲"})
    with zipfile.ZipFile(io.BytesIO(before)) as package:
        assert b'Target="https://www.gov.cn"' in package.read(_OF_DOCUMENT)


INSTRUCTIONS = [
    field(code("{{ a }}")),
    field(code("{{ b }}{{ a }}")),
    '<w:fldSimple w:instr="{{ a }}"/>',
    field(code("{% if b %}PAGE {% endif %}{{ a }}")),
    mark("begin") + text("{%r if b %}") + code("PAGE ") + text("{%r endif %}") + code("DDEAUTO c:\\x") + mark("end"),
    text("{%r set x %}") + mark("begin") + text("{%r endset %}") + text("{{r x }}") + code("DDEAUTO x") + mark("end"),
    text("{%r filter replace('PAGE', a) %}") + field(code("PAGE")) + text("{%r endfilter %}"),
    text("{%r macro m() %}") + field(code("PAGE")) + text("{%r endmacro %}") + text("{{r m().replace('PAGE', a) }}"),
    text("{{r ('&lt;w:fldSimple w:instr=\"' ~ a ~ '\"/&gt;')|safe }}"),
    text("{{r '&lt;w:altChunk/&gt;'|safe }}"),
    field(code('HYPERLINK "{{ link }}"')),
]


@pytest.mark.parametrize("xml", INSTRUCTIONS)
def test_no_tag_makes_another_field_than_the_template_shows(make: Make, xml: str) -> None:
    template = make(p(xml))
    with pytest.raises(TemplateError):
        template.render({"a": "DDEAUTO c:\\x", "b": "", "link": "file:///c:/x"})


def test_a_link_whose_address_is_a_tag_works(make: Make) -> None:
    template = make(p(field(code('HYPERLINK "{{ link }}"'), shown=text("{{ a }}"))))
    with zipfile.ZipFile(io.BytesIO(template.render({"a": "甲", "link": "https://www.gov.cn/?a=1&b=2"}))) as package:
        assert 'HYPERLINK "https://www.gov.cn/?a=1&amp;b=2"' in package.read("word/document.xml").decode()


@pytest.mark.parametrize("address", ["javascript:x()", "file:///c:/x", "\\\\server\\x", "x.docx", "ftp://x"])
def test_a_link_value_leads_to_the_web_or_nowhere(make: Make, address: str) -> None:
    with pytest.raises(TemplateError, match="http"):
        make(p(text("{{r a }}"))).render({"a": Link(address, "甲")})


def test_a_sub_document_is_looked_at_like_a_template(make: Make, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = ModuleType("docxtpl.subdoc")
    stand_in.Subdoc = lambda *_: "<w:p/>"  # type: ignore[attr-defined]  # docxcompose may not be there
    monkeypatch.setitem(sys.modules, "docxtpl.subdoc", stand_in)
    template = make(p(text("{{p a }}")))
    template.render({"a": SubDocument(save(p(text("甲"))).read_bytes())})
    with pytest.raises(TemplateError, match="DDE"):
        template.render({"a": SubDocument(save(p(field(code("DDE x")))).read_bytes())})
