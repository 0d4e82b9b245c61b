"""Takes templates and written reports apart: their XML parts, the cells of their tables, and their pages as PDF."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from lxml import etree

from gk_docs.document.pdf import as_pdf
from gk_docs.form.agency import Agency
from gk_docs.form.y2019 import ActiveDisclosure2019, AnnualReport2019, Requests2019
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, Requests, ReviewLitigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONTS = Path(__file__).parents[1] / "fonts" / "fonts.conf"
SENTENCE = "本机关按时公开应当公开的信息，全年通过门户网站公开各类信息66条，其中解读5条，回应关切3条。"


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, by name."""

    parts: dict[str, bytes]

    @classmethod
    def of(cls, data: bytes) -> Package:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def root(self, name: str) -> _Element:
        return etree.fromstring(self.parts[name])

    @property
    def body(self) -> _Element:
        body = self.root("word/document.xml").find(f"{W}body")
        assert body is not None
        return body

    @property
    def tables(self) -> list[_Element]:
        return self.body.findall(f"{W}tbl")

    def style(self, id_: str) -> _Element:
        (style,) = self.root("word/styles.xml").findall(f"{W}style[@{W}styleId='{id_}']")
        return style


def text_of(element: _Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def number_at(element: _Element, path: str, name: str = "val") -> int:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert found is not None, path
    return int(found.get(f"{W}{name}") or "")


def squares(table: _Element) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, row span, column span and text of every cell of a table; each merged cell comes once."""
    starts: dict[int, list[int]] = {}
    found: list[tuple[int, int, int, str]] = []
    spans: dict[tuple[int, int], int] = {}
    for row, line in enumerate(table.findall(f"{W}tr")):
        column = 0
        for cell in line.findall(f"{W}tc"):
            width = number_at(cell, "tcPr/gridSpan") if cell.find(f"{W}tcPr/{W}gridSpan") is not None else 1
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart":
                spans[tuple(starts[column])] += 1  # type: ignore[index]  # two numbers
                assert text_of(cell) == ""
            else:
                starts[column] = [row, column]
                spans[row, column] = 1
                found.append((row, column, width, text_of(cell)))
            column += width
    for row, column, width, text in found:
        yield row, column, spans[row, column], width, text


def plain_report(form: type[AnnualReport | AnnualReport2019], text: str = SENTENCE) -> AnnualReport | AnnualReport2019:
    """A report with every figure 0 and a summary of the given text."""
    agency = Agency(name="甲县乙镇人民政府", short_name="乙镇")
    litigation = ReviewLitigation.zeros()
    if form is AnnualReport2019:
        return AnnualReport2019.model_validate(
            {
                "agency": agency,
                "year": 2020,
                "summary": {"lead": text},
                "active_disclosure": ActiveDisclosure2019.zeros(),
                "requests": Requests2019.zeros(),
                "review_litigation": litigation,
            }
        )
    return AnnualReport.model_validate(
        {
            "agency": agency,
            "year": 2023,
            "summary": {"lead": text},
            "active_disclosure": ActiveDisclosure.zeros(),
            "requests": Requests.zeros(),
            "review_litigation": litigation,
        }
    )


def pdf_of(data: bytes, folder: Path) -> Path:
    """Convert a Word file to PDF with LibreOffice, which must be installed; return the path of the PDF."""
    target = folder / "report.pdf"
    with patch.dict(os.environ, {"FONTCONFIG_FILE": str(FONTS)}):
        target.write_bytes(as_pdf(data))
    return target
