"""What a template promises to whoever renders it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import docx
from gk_docs.errors import InvalidReport, TemplateError
from gk_docs.word import Template

if TYPE_CHECKING:
    from pathlib import Path


def saved(path: Path, *paragraphs: str) -> Template:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path / "t.docx"))
    return Template(path / "t.docx")


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_special_characters_are_kept(tmp_path: Path) -> None:
    assert texts(saved(tmp_path, "{{ name }}。").render({"name": "甲 & 乙 <丙> \U00020bb7"})) == [
        "甲 & 乙 <丙> \U00020bb7。"
    ]


def test_a_missing_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="nmae"):
        saved(tmp_path, "{{ nmae }}").render({"name": 1})


def test_none_prints_as_nothing(tmp_path: Path) -> None:
    assert texts(saved(tmp_path, "[{{ name }}]").render({"name": None})) == ["[]"]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_a_character_that_word_cannot_hold_is_named(tmp_path: Path, bad: str) -> None:
    with pytest.raises(InvalidReport, match=f"U\\+{ord(bad):04X}"):
        saved(tmp_path, "{{ name }}").render({"name": f"甲{bad}乙"})


def test_the_same_context_gives_the_same_bytes(tmp_path: Path) -> None:
    template = saved(tmp_path, "{{ name }}")
    assert template.render({"name": "甲"}) == template.render({"name": "甲"})


def test_a_declared_part_is_replaced_and_an_unknown_one_refused(tmp_path: Path) -> None:
    template = saved(tmp_path, "{{ name }}")
    data = template.render({"name": "甲"}, parts={"customXml/item1.xml": b"<x/>"})
    assert zipfile.ZipFile(io.BytesIO(data)).read("customXml/item1.xml") == b"<x/>"
    with pytest.raises(KeyError):
        template.render({"name": "甲"}, parts={"no/such.xml": b"<x/>"})


@pytest.mark.parametrize("wrong", [None, [1], "name", 3, [("name", "甲")]])
@pytest.mark.parametrize("argument", ["context", "parts", "replace", "controls"])
def test_what_is_not_a_mapping_is_refused_by_name(tmp_path: Path, argument: str, wrong: Any) -> None:
    with pytest.raises(TypeError, match=f"{argument} of a render must be a mapping of names to values, not "):
        saved(tmp_path, "{{ name }}").render(**({"context": {"name": "甲"}} | {argument: wrong}))


@pytest.mark.parametrize("name", [0, 2024, None, ("甲",)])
def test_a_name_that_is_no_text_is_the_callers_fault_and_no_tags(tmp_path: Path, name: Any) -> None:
    with pytest.raises(TypeError, match="context of a render maps names, which are text, not"):
        saved(tmp_path, "{{ name }}").render({"name": "甲", name: 1})


@pytest.mark.parametrize("wrong", [None, "<x/>", 3])
def test_a_part_that_is_not_bytes_is_refused(tmp_path: Path, wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"parts takes bytes for 'customXml/item1\.xml'"):
        saved(tmp_path, "{{ name }}").render({"name": "甲"}, parts={"customXml/item1.xml": wrong})
