"""Makes templates from raw XML, and compares what they render with what docxtpl renders."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree

from gk_docs.word import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def p(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of these rows, with a paragraph in each cell."""
    cells = ("".join(f"<w:tc><w:tcPr/>{p(text)}</w:tc>" for text in row) for row in rows)
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def template_bytes(
    body: str, *, header: str = "", footer: str = "", footnotes: str = "", properties: Mapping[str, str] | None = None
) -> bytes:
    """A .docx made of these pieces of raw XML and a custom part `customXml/item1.xml`."""
    stories = {"header": header, "footer": footer, "footnotes": f'<w:footnote w:id="1">{footnotes}</w:footnote>'}
    given = {kind: xml for kind, xml in stories.items() if xml and (kind != "footnotes" or footnotes)}
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in given if kind != "footnotes"
    )
    section = f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    parts = {
        "word/document.xml": _element("document", f"<w:body>{body}{section}</w:body>"),
        "word/styles.xml": _element("styles", ""),
        "word/fontTable.xml": _element("fonts", ""),
        "customXml/item1.xml": "<placeholder/>",
        "docProps/core.xml": _properties(properties or {}),
        **{f"word/{_file(kind)}": _element(_ROOTS[kind], xml) for kind, xml in given.items()},
    }
    relations = {"styles": "styles.xml", "fontTable": "fontTable.xml", "customXml": "../customXml/item1.xml"}
    relations |= {kind: _file(kind) for kind in given}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", _types(parts))
        archive.writestr(
            "_rels/.rels", _relations({"officeDocument": "word/document.xml", "core": "docProps/core.xml"})
        )
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return data.getvalue()


# docxtpl imports docxcompose, which changes the namespace of this prefix in python-docx for the whole process.
nsmap["cp"] = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_NAMESPACES = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in nsmap.items())
_ROOTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES = {"title": "dc:title", "author": "dc:creator", "subject": "dc:subject"}


def _element(name: str, xml: str) -> str:
    return f"<w:{name}{_NAMESPACES}>{xml}</w:{name}>"


def _file(kind: str) -> str:
    return "footnotes.xml" if kind == "footnotes" else f"{kind}1.xml"


def _properties(properties: Mapping[str, str]) -> str:
    texts = "".join(f"<{_PROPERTIES[name]}>{escape(text)}</{_PROPERTIES[name]}>" for name, text in properties.items())
    return f"<cp:coreProperties{_NAMESPACES}>{texts}</cp:coreProperties>"


def _types(parts: Mapping[str, str]) -> str:
    kinds = {name: f"{_WORD_TYPE}.{Path(name).stem.rstrip('1')}+xml" for name in parts if name.startswith("word/")}
    kinds["word/document.xml"] = f"{_WORD_TYPE}.document.main+xml"
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    extensions = {"xml": "application/xml", "rels": "application/vnd.openxmlformats-package.relationships+xml"}
    defaults = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in extensions.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{_relation_type(name)}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _relation_type(name: str) -> str:
    return f"{_PACKAGE}/relationships/metadata/core-properties" if name == "core" else f"{_OFFICE}/{name}"


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_TAB_APART = re.compile(
    "</w:t></w:r><w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:tab></w:tab></w:r>"
    r'<w:r>\1<w:t xml:space="preserve">'
)


def canonical(xml: bytes) -> str:
    """The canonical XML of a part, less what differs on purpose wherever it occurs.

    A tab that docxtpl puts into a run of its own is moved into the run around it; that there is no space around a
    picture is left unsaid, and a line break or tab in an attribute is a blank, as docxtpl has it.
    """
    root = etree.fromstring(xml)
    for inline in root.iter(f"{{{nsmap['wp']}}}inline"):
        for side in {f"dist{side}" for side in "TBLR"} & {*map(str, inline.attrib)}:
            del inline.attrib[side]
    text: str = etree.tostring(root, method="c14n").decode()
    return re.sub("&#x[9AD];", " ", _TAB_APART.sub('</w:t><w:tab></w:tab><w:t xml:space="preserve">', text))


def made_whole(xml: bytes) -> bytes:
    """A part as our engine writes what docxtpl leaves undone.

    Empty containers are filled or removed, cell properties sorted, an empty background is none, and there are no grids.
    """
    root: Any = etree.fromstring(xml)
    for path in ("tr[not(w:tc)]", "tbl[not(w:tr)]", "tblGrid", "gridAfter", "trPr[not(*)]"):
        for element in root.xpath(f"//w:{path}", namespaces={"w": W}):
            element.getparent().remove(element)
    for cell in root.xpath("//w:tc[not(*[last()][self::w:p])]", namespaces={"w": W}):
        etree.SubElement(cell, f"{{{W}}}p")
    for story in root.xpath("(/w:hdr|/w:ftr)[not(w:p) and not(w:tbl)]", namespaces={"w": W}):
        etree.SubElement(story, f"{{{W}}}p")
    for shading in root.xpath("//w:shd[@w:fill='']", namespaces={"w": W}):
        shading.set(f"{{{W}}}fill", "auto")
    for properties in root.xpath("//w:tcPr", namespaces={"w": W}):
        properties[:] = sorted(properties, key=lambda element: element.tag)
    return etree.tostring(root)


def docxtpl_render(path: str, context: Callable[[DocxTemplate], Mapping[str, Any]]) -> bytes:
    """What docxtpl renders from a template, if it is as strict as our engine, escapes as it does and leaves None blank.

    The last holds wherever a value is printed and in the filter `upper`, the only one that the templates compared use.
    """

    def blank(value: Any) -> Any:
        return "" if value is None else value

    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=blank)
    upper = environment.filters["upper"]
    environment.filters["upper"] = lambda value: upper(blank(value))
    template = DocxTemplate(str(path))
    template.render(dict(context(template)), environment, autoescape=True)
    saved = io.BytesIO()
    template.save(saved)
    return saved.getvalue()


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes a template file of raw XML: `save(body, header=…, footer=…, footnotes=…, properties=…)`."""

    def saved(body: str, **rest: Any) -> Path:
        path = tmp_path / "模板.docx"
        path.write_bytes(template_bytes(body, **rest))
        return path

    return saved


@pytest.fixture
def make(save: Callable[..., Path]) -> Callable[..., Template]:
    """As `save`, but returns the file loaded as a `Template`."""
    return lambda body, **rest: Template(save(body, **rest))


@pytest.fixture(scope="session")
def same_as_docxtpl() -> Callable[..., dict[str, bytes]]:
    """Asserts that our engine and docxtpl render a context to the same parts; returns our parts.

    The context may be a function of a `DocxTemplate`, for values that belong to one or can be used only once. With
    `whole`, both are compared as `made_whole` changes them.
    """

    def compare(
        template: Template, context: Any, *, differing: tuple[str, ...] = (), whole: bool = False
    ) -> dict[str, bytes]:
        make = context if callable(context) else lambda _: context
        ours = entries(template.render(make(DocxTemplate(str(template.path)))))
        theirs = entries(docxtpl_render(str(template.path), make))
        assert ours.keys() == theirs.keys()
        for name, content in theirs.items():
            if name in differing:
                continue
            if name.endswith((".xml", ".rels")):
                found, expected = (made_whole(xml) if whole else xml for xml in (ours[name], content))
                assert canonical(found) == canonical(expected), name
            else:
                assert ours[name] == content, name
        return ours

    return compare


@pytest.fixture(scope="session")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Template]:
    """As `make`, but each template is loaded only once in a session."""

    @cache
    def kept(body: str, **rest: Any) -> Template:
        path = tmp_path_factory.mktemp("templates") / "模板.docx"
        path.write_bytes(template_bytes(body, **rest))
        return Template(path)

    return kept


@pytest.fixture(scope="session")
def docxtpl_fails() -> Callable[..., bool]:
    """Tells whether docxtpl raises an error when it renders a context."""

    def fails(template: Template, context: Any) -> bool:
        try:
            docxtpl_render(str(template.path), lambda _: context)
        except Exception:  # noqa: BLE001 - whatever it raises
            return True
        return False

    return fails


@pytest.fixture
def text_of() -> Callable[[bytes, str], str]:
    """Reads all text of a part of a rendered document, one paragraph a line."""

    def read(data: bytes, part: str = "word/document.xml") -> str:
        root = etree.fromstring(entries(data)[part])
        lines = ("".join(text.text or "" for text in p.iter(f"{{{W}}}t")) for p in root.iter(f"{{{W}}}p"))
        return "\n".join(lines)

    return read
