"""A value names a style that the template has, or is refused: Word would leave it out without a word."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from docxtpl import RichText, RichTextParagraph
from markupsafe import Markup
from tests.word.validity import faults

import docx
from gk_docs.errors import TemplateError
from gk_docs.grid import Grid, Span
from gk_docs.word import Link, Look, Table, TableCell, Template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def grid(style: str | None = None) -> Grid[Any]:
    cells: list[list[Span[Any]]] = [[Span(TableCell("甲", style=style))]]
    return Grid.of_rows(cells)


RUN = Markup('<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr></w:r>')
PLACES: list[tuple[str, str, Callable[[str], Any]]] = [
    ("{{r x }}", "Strong", lambda style: RichText("甲", style=style)),
    ("{{r x }}", "Strong", lambda style: Link("https://example.org/", "网", style=style)),
    ("{{r x }}", "Strong", RUN.format),
    ("{{p x }}", "Heading1", lambda style: RichTextParagraph("甲", parastyle=style)),
    ("{{p x }}", "TableGrid", lambda style: Table(grid(), Look(style=style))),
    ("{{p x }}", "Heading1", lambda style: Table(grid(), Look(paragraph_style=style))),
    ("{{p x }}", "Heading1", lambda style: Table(grid(style))),
    ("{{p x }}", "Heading1", grid),
]


NAMES = {"Strong": "Strong", "Heading1": "Heading 1", "TableGrid": "Table Grid"}


@pytest.mark.parametrize(("tag", "style", "value"), PLACES)
def test_a_style_that_the_template_lacks_is_refused_with_the_nearest(
    tmp_path: Path, tag: str, style: str, value: Callable[[str], Any]
) -> None:
    document = docx.Document()
    document.add_paragraph("前")
    document.add_paragraph(tag)
    document.save(str(tmp_path / "模板.docx"))
    template = Template(tmp_path / "模板.docx")
    data = template.render({"x": value(style)})
    assert faults(data) == []
    docx.Document(io.BytesIO(data))
    assert template.render({"x": value(document.styles[NAMES[style]].name)}) == data
    with pytest.raises(TemplateError, match="没有这个样式") as caught:
        template.render({"x": value(f"{style}x")})
    (problem,) = caught.value.problems
    assert (problem.found, problem.place) == (f"{style}x", f"正文 · 第2段 {tag}")
    assert style in (problem.mend or "")
