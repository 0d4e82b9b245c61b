"""What Word opens is taken for a template; what is not is refused with the true reason."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from tests.word.conftest import entries, template_bytes
from tests.word.validity import faults

from gk_docs.errors import GkError, TemplateError, UnreadableFile
from gk_docs.word import Template
from gk_docs.word.package.archive import packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BODY = "<w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p>"
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"


def changed(name: str, old: bytes, new: bytes, body: str = BODY) -> bytes:
    package = entries(template_bytes(body))
    assert old in package[name]
    return packed(package | {name: package[name].replace(old, new)})


def with_relation(relation: bytes, body: str = BODY) -> bytes:
    return changed(RELATIONS, b"</Relationships>", relation + b"</Relationships>", body)


def of_type(kind: bytes) -> bytes:
    return changed(TYPES, DOCUMENT, DOCUMENT.replace(b"wordprocessingml.document", kind))


def strict() -> bytes:
    package = entries(template_bytes(BODY))
    for name, content in package.items():
        new = content.replace(OFFICE + b"/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        new = new.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        package[name] = new.replace(b"<w:document", b'<w:document w:conformance="strict"')
    return packed(package)


def utf_16() -> bytes:
    package = entries(template_bytes(BODY))
    xml = package["word/document.xml"].decode()
    return packed(package | {"word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")})


def other_prefix() -> bytes:
    package = entries(template_bytes(BODY))
    xml = package["word/document.xml"].replace(b"<w:", b"<ns0:").replace(b"</w:", b"</ns0:").replace(b" w:", b" ns0:")
    return packed(package | {"word/document.xml": xml.replace(b"xmlns:w=", b"xmlns:ns0=")})


def with_main_part(main: str) -> bytes:
    package = entries(template_bytes(BODY))
    for name in ("_rels/.rels", TYPES):
        package[name] = package[name].replace(b"word/document.xml", f"word/{main}".encode())
    package[f"word/_rels/{main}.rels"] = package.pop(RELATIONS)
    package[f"word/{main}"] = package.pop("word/document.xml")
    return packed(package)


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "saved by Office on the web": lambda: with_main_part("document2.xml"),
    "a main part of another name": lambda: with_main_part("main.xml"),
    "saved by LibreOffice 24.2": lambda: changed(
        "_rels/.rels",
        b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        OFFICE + b"/relationships/metadata/core-properties",
    ),
    "a picture that is not there": lambda: with_relation(
        b'<Relationship Id="n" Type="%s/relationships/image" Target="../NULL"/>' % OFFICE
    ),
    "a linked picture that Word lost": lambda: with_relation(
        b'<Relationship Id="n" Type="%s/relationships/image" Target="NULL" TargetMode="External"/>' % OFFICE
    ),
    "a place in the document as a part": lambda: with_relation(
        b'<Relationship Id="n" Type="%s/relationships/hyperlink" Target="#_Toc1"/>' % OFFICE
    ),
    "a part in other letters": lambda: changed(RELATIONS, b'"fontTable.xml"', b'"FontTable.xml"'),
    "with macros switched on, but none in it": lambda: changed(
        TYPES, DOCUMENT, b"application/vnd.ms-word.document.macroEnabled.main+xml"
    ),
    "a template of Word's": lambda: changed(TYPES, DOCUMENT, DOCUMENT.replace(b"document.main", b"template.main")),
    "strict Open XML": strict,
    "UTF-16": utf_16,
    "another prefix": other_prefix,
    "a table without a grid": lambda: template_bytes(
        f"<w:tbl><w:tblPr/><w:tr><w:tc>{BODY}</w:tc></w:tr></w:tbl><w:p/>"
    ),
    "indented rows and a table in a cell": lambda: template_bytes(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
        '<w:tr><w:trPr><w:gridBefore w:val="1"/>'
        f'<w:gridAfter w:val="1"/></w:trPr><w:tc><w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>'
        f"<w:tr><w:tc>{BODY}</w:tc></w:tr>"
        "</w:tbl><w:p/></w:tc></w:tr></w:tbl><w:p/>"
    ),
}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_what_word_opens_renders_to_a_whole_file(kind: str, text_of: Callable[[bytes], str]) -> None:
    data = Template(TEMPLATES[kind]()).render({"a": "甲"})
    assert text_of(data).strip() == "甲"
    assert faults(data) == []
    assert DOCUMENT in entries(data)[TYPES]


def test_what_names_a_picture_that_is_not_there_goes_with_it() -> None:
    blip = '<w:p><w:r><w:drawing><a:blip r:embed="n"/></w:drawing><w:t>{{ a }}</w:t></w:r></w:p>'
    relation = b'<Relationship Id="n" Type="%s/relationships/image" Target="NULL"/>' % OFFICE
    data = entries(Template(with_relation(relation, blip)).render({"a": 1}))
    assert b"r:embed" not in data["word/document.xml"]
    assert b"NULL" not in data[RELATIONS]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            lambda: changed(TYPES, DOCUMENT, DOCUMENT.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")),
            "Excel",
        ),
        (
            lambda: changed(
                TYPES, DOCUMENT, DOCUMENT.replace(b"wordprocessingml.document", b"presentationml.presentation")
            ),
            "演示",
        ),
        (lambda: packed({"a.txt": b"a"}), "不是 Word 文件"),
        (lambda: changed("_rels/.rels", b"officeDocument", b"other"), "没有正文"),
        (
            lambda: with_relation(
                b'<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
                b'Target="vbaProject.bin"/>'
            ),
            "带有宏",
        ),
    ],
)
def test_what_is_refused_is_refused_with_the_true_reason(data: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(GkError, match=reason) as caught:
        Template(data())
    assert isinstance(caught.value, (UnreadableFile, TemplateError))


def test_a_template_comes_from_a_path_from_bytes_or_from_an_open_file(tmp_path: Path) -> None:
    data = template_bytes(BODY)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    rendered = {Template(source).render({"a": 1}) for source in (path, str(path), data, io.BytesIO(data))}
    assert len(rendered) == 1
