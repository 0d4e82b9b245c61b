"""The body of the template: the title, then one loop over everything that follows it, with a look for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.page import section as page_section
from builder.tables import table
from builder.xml import paragraph, part, run, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.outline import Outline

_TABLE_END = paragraph("TableEnd")
_HEADINGS = {"heading1": "一级标题", "heading2": "二级标题", "heading3": "三级标题", "heading4": "四级标题"}


def document(outline: Outline) -> str:
    """`word/document.xml`."""
    return part("document", w("body", *_title(), *_flow(outline), page_section()))


def _title() -> Iterator[str]:
    yield tag("{%p for line in title_lines %}")
    yield paragraph("Title", run("{{ line }}"))
    yield tag("{%p endfor %}")


def _flow(outline: Outline) -> Iterator[str]:
    yield tag("{%p for block in flow %}")
    opening = "if"
    for kind, words, look in _looks(outline):
        yield tag(f'{{%p {opening} block.kind == "{kind}" %}}')
        yield tag(f"{{#p {words} #}}")
        yield look
        opening = "elif"
    yield tag("{%p endif %}")
    yield tag("{%p endfor %}")


def _looks(outline: Outline) -> Iterator[tuple[str, str, str]]:
    """How each kind of block looks: the name that the writer gives it, the same for the designer, the look."""
    text = run("{{ block.text }}")
    yield "paragraph", "正文", _either('block.look == "title"', _kept("TableTitle", text), _body(text))
    yield "run_in", "正文，首句是小标题", _body(run("{{ block.head }}", style="RunIn"), text)
    for number, (kind, words) in enumerate(_HEADINGS.items(), 1):
        yield kind, words, _kept(f"Heading{number}", text)
    for section in outline.sections:
        if section.grid is not None:
            yield section.name, f"{section.title} 的表格", table(section) + _TABLE_END
    yield "chart", "文中表格的图", _loose("Picture", run("{{ block.chart }}"))
    yield "table", "文中的普通表格", paragraph("TableText", run("{{p block.table }}")) + _TABLE_END
    yield "picture", "图片", _kept("Picture", run("{{ block.picture }}"))
    yield "caption", "图题", paragraph("Caption", text)


def _kept(style: str, content: str) -> str:
    """A paragraph that stays with the next one, as its style says, unless it need not."""
    return _either("block.loose", _loose(style, content), paragraph(style, content))


def _loose(style: str, content: str) -> str:
    return paragraph(style, content, properties=w("keepNext", val=0))


def _body(*runs: str) -> str:
    """A paragraph of text, justified unless a long word would pull a line of it apart."""
    return _either(
        'block.look == "left"',
        paragraph("BodyText", *runs, properties=w("jc", val="left")),
        paragraph("BodyText", *runs),
    )


def _either(condition: str, special: str, usual: str) -> str:
    return "".join([tag(f"{{%p if {condition} %}}"), special, tag("{%p else %}"), usual, tag("{%p endif %}")])


def tag(text: str) -> str:
    """A paragraph that holds a tag of the template engine, grey and small: it is gone when the report is written."""
    small = w("spacing", before=0, after=0, line=240, lineRule="exact")
    properties = w("pPr", w("snapToGrid", val=0), small, w("jc", val="left"))
    return w("p", properties, run(text, w("color", val="808080"), w("sz", val=18)))
