"""Makes the smallest possible workbooks, valid or malicious."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def book(rows: str, after: str = "", **parts: str) -> bytes:
    """A workbook with one sheet; `parts` are further parts in `xl/` by their names."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return packed({"worksheets/sheet1.xml": sheet, **parts})


def packed(parts: dict[str, str]) -> bytes:
    """A workbook with these parts in `xl/`; the first is its sheet."""
    stream = io.BytesIO()
    first = next(iter(parts))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", _links(f"{OFFICE}/officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", _links(f"{OFFICE}/worksheet", first))
        sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>')
        for name, xml in parts.items():
            archive.writestr(f"xl/{name}", xml)
    return stream.getvalue()


def _links(kind: str, target: str) -> str:
    return f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
