"""Templates made of raw XML, and docxtpl itself as the oracle."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

import docx
from gk_docs.word import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def _with_content(element: Any, xml: str) -> None:
    """Put `xml` in place of the content of a body, header or footer; the section stays."""
    for child in list(element):
        if not child.tag.endswith("}sectPr"):
            element.remove(child)
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in nsmap.items())
    new = parse_xml(f"<x{declared}>{xml}</x>")
    for number, child in enumerate(list(new)):
        element.insert(number, child)


def template_bytes(
    body: str, *, header: str = "", footer: str = "", footnotes: str = "", properties: Mapping[str, str] | None = None
) -> bytes:
    """A .docx of these pieces of raw XML."""
    document = docx.Document()
    _with_content(document.element.body, body)
    section = document.sections[0]
    for story, xml in ((section.header, header), (section.footer, footer)):
        if xml:
            story.is_linked_to_previous = False
            _with_content(story._element, xml)
    if footnotes:
        blob = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{footnotes}</w:footnote></w:footnotes>'.encode()
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for name, text in (properties or {}).items():
        setattr(document.core_properties, name, text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def canonical(xml: bytes) -> str:
    text: str = etree.tostring(etree.fromstring(xml), method="c14n").decode()
    return text


def docxtpl_render(path: Path, context: Callable[[DocxTemplate], Mapping[str, Any]]) -> bytes:
    """What plain docxtpl makes of a template, as strict and as escaping as ours."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=lambda value: "" if value is None else value
    )
    template = DocxTemplate(str(path))
    template.render(dict(context(template)), environment, autoescape=True)
    saved = io.BytesIO()
    template.save(saved)
    return saved.getvalue()


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """A template file of raw XML: `save(body, header=…, footer=…, footnotes=…, properties=…)`."""

    def saved(body: str, **rest: Any) -> Path:
        path = tmp_path / "模板.docx"
        path.write_bytes(template_bytes(body, **rest))
        return path

    return saved


@pytest.fixture
def make(save: Callable[..., Path]) -> Callable[..., Template]:
    """The template of such a file."""
    return lambda body, **rest: Template(save(body, **rest))


@pytest.fixture(scope="session")
def same_as_docxtpl() -> Callable[..., dict[str, bytes]]:
    """Assert that a template renders a context as docxtpl does, part by part; returns our parts.

    The context may be a function of a `DocxTemplate`, for values that are bound to one or can be used up.
    """

    def compare(template: Template, context: Any, *, differing: tuple[str, ...] = ()) -> dict[str, bytes]:
        make = context if callable(context) else lambda _: context
        ours = entries(template.render(make(DocxTemplate(str(template.path)))))
        theirs = entries(docxtpl_render(template.path, make))
        assert ours.keys() == theirs.keys()
        for name, content in theirs.items():
            if name in differing:
                continue
            if name.endswith((".xml", ".rels")):
                assert canonical(ours[name]) == canonical(content), name
            else:
                assert ours[name] == content, name
        return ours

    return compare


@pytest.fixture(scope="session")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Template]:
    """As `make`, but each template is loaded once in a session."""

    @cache
    def kept(body: str, **rest: Any) -> Template:
        path = tmp_path_factory.mktemp("templates") / "模板.docx"
        path.write_bytes(template_bytes(body, **rest))
        return Template(path)

    return kept


@pytest.fixture(scope="session")
def docxtpl_fails() -> Callable[..., bool]:
    """Whether docxtpl cannot render a context either."""

    def fails(template: Template, context: Any) -> bool:
        try:
            docxtpl_render(template.path, lambda _: context)
        except Exception:  # noqa: BLE001 - whatever it raises
            return True
        return False

    return fails


@pytest.fixture
def text_of() -> Callable[[bytes, str], str]:
    """All text of a part of a rendered document, paragraphs on lines of their own."""

    def read(data: bytes, part: str = "word/document.xml") -> str:
        root = etree.fromstring(entries(data)[part])
        lines = ("".join(text.text or "" for text in p.iter(f"{{{W}}}t")) for p in root.iter(f"{{{W}}}p"))
        return "\n".join(lines)

    return read
