"""Strategies for contexts and templates with conditions and loops at all levels, nested tables, headers and boxes."""

from __future__ import annotations

from typing import Any

from docxtpl import RichText, RichTextParagraph
from hypothesis import strategies as st

from gk_docs.grid import Grid, Span
from gk_docs.word import Link, Markdown, Table
from gk_docs.word import RichText as OwnRichText

CONDITIONS = ("c1", "c2", "c3")
LISTS = ("l1", "l2")
_HEADS = (*(f"if {name}" for name in CONDITIONS), *(f"for x in {name}" for name in LISTS))


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{properties}{content}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def tag(level: str, inside: str) -> str:
    return f"{{%{level} {inside} %}}"


def around(level: str, head: str, content: str, other: str | None, lone: Any) -> str:
    """Content between a tag of a level and its end; `lone` makes the element around each of the two tags."""
    middle = "" if other is None or not head.startswith("if") else lone(tag(level, "else")) + other
    end = "endif" if head.startswith("if") else "endfor"
    return f"{lone(tag(level, head))}{content}{middle}{lone(tag(level, end))}"


@st.composite
def runs(draw: st.DrawFn) -> str:
    text = draw(
        st.sampled_from(["字", "{{ text }}", "{% if c1 %}字{% endif %}", "{% for x in l1 %}{{ x }}{% endfor %}"])
    )
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return around("r", draw(st.sampled_from(_HEADS)), r(text), None, r)
    if kind == 1:
        return r("{{r rich }}")
    return r(text)


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> str:
    """Paragraphs, tables, content controls and text boxes, with conditions and loops around them."""
    return "".join(draw(st.lists(block(depth), max_size=3)))


def block(depth: int) -> st.SearchStrategy[str]:
    kinds = [st.just(p(r("{{p paragraphs }}"))), st.just(p(r("{#p 说明 #}"))), runs().map(p)]
    if depth:
        kinds += [tables(depth - 1).map(lambda xml: xml + p("")), branched(depth - 1)]
        kinds += [branched(depth - 1).map(control), branched(depth - 1).map(box)]
    return st.one_of(kinds)


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(content: str) -> str:
    shape = '<v:shape style="width:9pt;height:9pt"><v:textbox>'
    inside = f"{shape}<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>"
    return p(f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">{inside}</w:pict></w:r>')


@st.composite
def branched(draw: st.DrawFn, depth: int) -> str:
    other = draw(st.none() | blocks(0))
    return around("p", draw(st.sampled_from(_HEADS)), draw(blocks(depth)), other, lambda text: p(r(text)))


@st.composite
def tables(draw: st.DrawFn, depth: int) -> str:
    columns = draw(st.integers(1, 3))
    rows = "".join(draw(st.lists(branched_rows(columns, depth), min_size=1, max_size=3)))
    grid = '<w:gridCol w:w="900"/>' * columns
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


@st.composite
def branched_rows(draw: st.DrawFn, columns: int, depth: int) -> str:
    content = draw(rows(columns, depth))
    if draw(st.booleans()):
        return content
    return around("tr", draw(st.sampled_from(_HEADS)), content, None, lambda text: f"<w:tr>{cell(p(r(text)))}</w:tr>")


@st.composite
def rows(draw: st.DrawFn, columns: int, depth: int) -> str:
    """A row as wide as the grid, or one with a condition or loop around cells."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        wide = tag("", "colspan n") + "字"
        return f"<w:tr>{cell(p(r(wide)))}</w:tr>"
    if kind == 1 and columns > 1:
        return f'<w:tr>{cell(draw(cell_content(depth)), f"""<w:gridSpan w:val="{columns}"/>""")}</w:tr>'
    if kind == 2:
        looped = around(
            "tc", draw(st.sampled_from(_HEADS)), cell(draw(cell_content(0))), None, lambda text: cell(p(r(text)))
        )
        return f"<w:tr>{cell(p(r('字'))) * draw(st.integers(0, 1))}{looped}</w:tr>"
    return f"<w:tr>{''.join(cell(draw(cell_content(depth))) for _ in range(columns))}</w:tr>"


@st.composite
def cell_content(draw: st.DrawFn, depth: int) -> str:
    """Content that ends with a paragraph, as Word requires of a cell."""
    return draw(st.one_of(branched(depth), blocks(depth).map(lambda content: content + p(r("{{ text }}")))))


def cell(content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


@st.composite
def templates(draw: st.DrawFn) -> dict[str, str]:
    """Arguments of `template_bytes`."""
    stories = {
        name: draw(st.just("") | branched(1) | tables(0).map(lambda xml: xml + p("")))
        for name in ("header", "footer", "footnotes")
    }
    return {"body": draw(blocks(2)) + draw(branched(1)), **stories}


MARKDOWN = "1. 甲\n   - 乙\n\n3. [丙](https://a.cn)\n\n| 名 |\n| - |\n| **甲** |\n\n| 乙 |\n| - |"
linked = OwnRichText("见", bold=True)
linked.add(Link("https://a.cn", "网"), color="0563C1")
CONTEXTS = st.fixed_dictionaries(
    {
        **dict.fromkeys(CONDITIONS, st.booleans()),
        **dict.fromkeys(LISTS, st.lists(st.sampled_from(["甲", "乙 & 丙"]), max_size=3)),
        "n": st.integers(1, 4),
        "text": st.sampled_from(["", "值", "一\n二", "一\t二", "一\a二"]),
        "rich": st.sampled_from([None, RichText("红", color="FF0000"), linked, Link("https://a.cn", "网\n站")]),
        "paragraphs": st.sampled_from(
            [None, RichTextParagraph("段"), Table(Grid.of_rows([[Span("甲"), Span(1)]])), Markdown(MARKDOWN)]
        ),
    }
)
