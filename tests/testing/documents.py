"""Makes the smallest possible Word files from raw XML."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
DECLARED = f'xmlns:w="{W}" xmlns:r="{R}"'
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr></w:style>
"""
PAGE = '<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:left="1587"/></w:sectPr>'


def docx_of(
    body: str, *, parts: dict[str, str] | None = None, styles: str = STYLES, page: str = PAGE, year: int = 1980
) -> bytes:
    """A .docx with this XML as its body; `parts` are further parts by kind, as header; `year` dates the entries."""
    parts = parts or {}
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in parts if kind in ("header", "footer")
    )
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in ("styles", *parts)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        f'<Default Extension="rels" ContentType="{RELATIONS}"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{REL}"><Relationship Id="a" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">{relations}</Relationships>',
        "word/styles.xml": f"<w:styles {DECLARED}>{styles}</w:styles>",
        "word/document.xml": f"<w:document {DECLARED}><w:body>{body}{page.format(references=references)}</w:body>"
        "</w:document>",
        **{f"word/{kind}.xml": f"<w:{kind} {DECLARED}>{xml}</w:{kind}>" for kind, xml in parts.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
    return data.getvalue()


def paragraph(text: str, *, style: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{named}{properties}</w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def table(*rows: str, properties: str = "") -> str:
    """A table from rows as short texts: cells are separated by `|`, and `=2 text` is a cell over two columns.

    A cell that begins with `v ` starts a vertical merge, which `^` in the row below continues. A row that begins with
    `# ` is a header row.
    """
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(map(_row, rows))}</w:tbl>"


def _row(row: str) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if row.startswith("# ") else ""
    return f"<w:tr>{head}{''.join(_cell(text.strip()) for text in row.removeprefix('# ').split('|'))}</w:tr>"


def _cell(text: str) -> str:
    properties = ""
    if text.startswith("="):
        span, _, text = text[1:].partition(" ")
        properties += f'<w:gridSpan w:val="{span}"/>'
    if text.startswith("v "):
        properties, text = f'{properties}<w:vMerge w:val="restart"/>', text[2:]
    if text == "^":
        properties, text = f"{properties}<w:vMerge/>", ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"
