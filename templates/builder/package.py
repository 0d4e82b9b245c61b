"""The parts around the body, and the package that holds them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.body import document
from builder.faces import font_table
from builder.listing import PUT_IN, STRUCK, TABLE_STYLE
from builder.listing import STYLES as LIST_STYLES
from builder.listing import document as list_document
from builder.page import footer
from builder.styles import STYLES, styles
from builder.theme import theme
from builder.xml import DECLARATION, part, w
from gk_docs.document.carried import ENTRY, NAMESPACE, Carried
from gk_docs.form.outline import outline_of
from gk_docs.word.package.archive import Base, ZipEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.form.report import Report

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STORE = "{C50D1FA1-0E61-4E43-9B0A-6F6B2F1D2E21}"  # any fixed GUID will do: it names the data store of the custom part

_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/footer1.xml": f"{_WORD}.footer+xml",
    "/word/footer2.xml": f"{_WORD}.footer+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_STORE_TYPE = {"/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"}
_CARRIED = {"rIdCarried": (f"{_OFFICE}/relationships/customXml", "../customXml/item1.xml")}


def packed(parts: Mapping[str, str]) -> bytes:
    """The package of some parts, byte for byte the same on every run."""
    return Base.of(ZipEntry.pack(name, text.encode()) for name, text in parts.items()).with_entries(())


def report_parts(form: type[Report]) -> dict[str, str]:
    """Every part of the template of a form by its name."""
    edition = form.edition_name()
    body = document(outline_of(form))
    return {
        **_parts(body, styles(STYLES), {**_TYPES, **_STORE_TYPE}, _CARRIED),
        ENTRY: Carried(edition).xml().decode(),
        "customXml/itemProps1.xml": _store(),
        "customXml/_rels/item1.xml.rels": _relations(
            rId1=(f"{_OFFICE}/relationships/customXmlProps", "itemProps1.xml")
        ),
    }


def list_parts(*, across: bool) -> dict[str, str]:
    """Every part of the template of lists by its name."""
    looks = styles((*STYLES, *LIST_STYLES), TABLE_STYLE, STRUCK, PUT_IN)
    return _parts(list_document(across=across), looks, _TYPES, {})


def _parts(body: str, looks: str, types: Mapping[str, str], relations: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(types),
        "_rels/.rels": _relations(
            rId1=(f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            rId2=(f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core_properties(),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _relations(
            rIdStyles=(f"{_OFFICE}/relationships/styles", "styles.xml"),
            rIdSettings=(f"{_OFFICE}/relationships/settings", "settings.xml"),
            rIdFonts=(f"{_OFFICE}/relationships/fontTable", "fontTable.xml"),
            rIdTheme=(f"{_OFFICE}/relationships/theme", "theme/theme1.xml"),
            rIdOdd=(f"{_OFFICE}/relationships/footer", "footer1.xml"),
            rIdEven=(f"{_OFFICE}/relationships/footer", "footer2.xml"),
            **relations,
        ),
        "word/styles.xml": looks,
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
        "word/footer1.xml": footer(even=False),
        "word/footer2.xml": footer(even=True),
    }


def _content_types(types: Mapping[str, str]) -> str:
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    overrides = "".join(f'<Override PartName="{name}" ContentType="{type_}"/>' for name, type_ in types.items())
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(**targets: tuple[str, str]) -> str:
    entries = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{to}"/>' for id_, (kind, to) in targets.items())
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _core_properties() -> str:
    """Title and language; author and last author are there and blank, so that no program fills in its user's name."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ document_title }}</dc:title><dc:creator></dc:creator>'
        "<cp:lastModifiedBy></cp:lastModifiedBy><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    word_2013 = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    balance = [w(name) for name in ("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotExpandShiftReturn")]
    return part(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=579),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", *balance, w("useFELayout"), word_2013),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _store() -> str:
    uri = f"{_OFFICE}/customXml"
    schemas = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    return f'{DECLARATION}<ds:datastoreItem xmlns:ds="{uri}" ds:itemID="{_STORE}">{schemas}</ds:datastoreItem>'
