"""A part may come in any encoding; what is written is UTF-8 without a byte order mark."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.word.conftest import template_bytes

import docx
from gk_docs.word import Template, inspect_template
from gk_docs.word.package.archive import Base, ZipEntry, unpack

if TYPE_CHECKING:
    from pathlib import Path

P = "<w:p><w:r><w:t>甲{{{{ {} }}}}</w:t></w:r></w:p>"
PARTS = (
    *("word/footnotes.xml", "word/document.xml", "word/header1.xml", "word/styles.xml", "docProps/core.xml"),
    *("[Content_Types].xml", "word/_rels/document.xml.rels", "customXml/item1.xml"),
)
PLAIN = template_bytes(P.format("a"), header=P.format("b"), footnotes=P.format("c"), properties={"title": "{{ d }}"})
VALUES = {"a": "乙", "b": "丙 & 丁", "c": "𠮷", "d": "戊"}
MARK = "\ufeff"


def encoded(content: bytes, encoding: str, *, declared: str | None, mark: bool) -> bytes:
    declaration = f'<?xml version="1.0" encoding="{declared}" standalone="yes"?>\r\n' if declared else ""
    return f"{MARK * mark}{declaration}{content.decode()}".encode(encoding)


def in_another_encoding(name: str, encoding: str, *, declared: str | None, mark: bool) -> bytes:
    entries = unpack(PLAIN)
    entries[name] = encoded(entries[name], encoding, declared=declared, mark=mark)
    return Base.of(ZipEntry.pack(name, content) for name, content in entries.items()).with_entries(())


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", None, True),
        ("utf-8", "utf-8", True),
        ("utf-8", "UTF-8", False),
        ("utf-16-le", "UTF-16", True),
        ("utf-16-be", "utf-16", True),
        ("utf-16-le", None, True),
        ("gb18030", "GB18030", False),
    ],
)
def test_a_template_renders_the_same_in_whatever_encoding_a_part_is(
    tmp_path: Path, name: str, encoding: str, declared: str | None, *, mark: bool
) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(PLAIN)
    expected = unpack(Template(path).render(VALUES))
    path.write_bytes(in_another_encoding(name, encoding, declared=declared, mark=mark))
    data = Template(path).render(VALUES)
    found = unpack(data)
    assert found.keys() == expected.keys()
    for part, content in found.items():
        assert content.lstrip().startswith(b"<"), part
        assert content.decode().count("<?xml") <= 1, part
        assert etree.tostring(etree.fromstring(content), method="c14n") == etree.tostring(
            etree.fromstring(expected[part]), method="c14n"
        )
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "甲乙"
    assert [tag.text for tag in inspect_template(path).tags] == ["{{ a }}", "{{ b }}", "{{ c }}", "{{ d }}"]
