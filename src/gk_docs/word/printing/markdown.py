"""Print Markdown as paragraphs, lists and tables in the template's own styles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.grid import Grid, Span
from gk_docs.word.markup.instructions import is_link, refuse_elsewhere
from gk_docs.word.markup.lists import INDENT, LIST, RESTART
from gk_docs.word.markup.runs import RunLook, link_xml, run_xml
from gk_docs.word.markup.tables import Look, TableCell, table_xml
from gk_docs.word.markup.xmltext import escape, refuse_illegal
from gk_docs.word.printing.rendering import spend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from markdown_it.token import Token

    from gk_docs.word.package.stylesheet import StyleSheet

_UNITS = 64  # units of work charged for each character
_DEEPEST = 8  # as the levels of a list in Word
_MOST_NESTED = 100  # for the parser, which drops what is deeper
_MONOSPACED = "Courier New"
_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
_LINE_END = re.compile("\r\n?|\n")
_FRAME = re.compile(r"^[\s>]*\|?|\|?\s*$")  # of a row
_CELL_ENDS = re.compile(r"(?<!\\)\|")
_FIRST_IDEOGRAPH = "⺀"
_PLAIN = RunLook()
_ALIGN: dict[str, Any] = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text in Markdown (CommonMark with tables and ~~struck~~ text), printed with `{{p name }}`.

    One paragraph of it may be printed inside another with `{{r name }}`.

    Headings, lists, quotations and code take the template's styles of these names, if it has them: `heading 1` to
    `heading 6`, `List Bullet`, `List Number` and `List Continue` (further in: `List Bullet 2`, …), `Quote`,
    `HTML Preformatted`, `HTML Code`, `Hyperlink`; else they are laid out plainly. Each list begins with its own number.

    Attributes:
        text: The text.
        style: Id of the paragraph style of plain paragraphs, or None for the template's usual one.
        look: How tables look, but for the alignment that the text gives to a column; None is as wide as the text, with
            lines, the first row bold.

    Raises:
        TemplateError: When printed, if the text has a picture, or a link that leads elsewhere than to http, https or
            mailto; in `{{r }}` if it is more than a paragraph.
    """

    text: str
    style: str | None = None
    look: Look | None = None

    def xml(self, sheet: StyleSheet, *, inline: bool = False) -> str:
        """Return the paragraphs and tables as XML, without namespace declarations.

        Args:
            sheet: The styles of the template.
            inline: Whether to return only the runs of a single paragraph.
        """
        from markdown_it import MarkdownIt  # noqa: PLC0415 - for those who use it
        from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415 - for those who use it

        spend(_UNITS * len(self.text))
        refuse_illegal(self.text)
        parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_NESTED})
        parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
        told: dict[str, Any] = {}
        tokens = parser.parse(self.text, told)
        if _loses(tokens, told):
            tokens = parser.disable("reference").parse(self.text)
        root, writer = SyntaxTreeNode(tokens), _Writer(self, sheet)
        if not inline:
            return "".join(_apart(list(writer.blocks(root, _Around(self.style)))))
        if [child.type for child in root.children] not in ([], ["paragraph"]):
            raise TemplateError("{{r …}} 里只能填一段 Markdown", found=self.text[:40], mend="请用独占一段的 {{p …}}")
        return "".join(run for child in root.children for run in writer.runs(child))


def _loses(tokens: Iterable[Token], told: Mapping[str, Any]) -> bool:
    """Whether the parser drops a line like `[注]: 见附件` as a link definition, though it is unused or no address."""
    linked = {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}
    addresses = [one["href"] for one in told.get("references", {}).values()]
    return "duplicate_refs" in told or not all(one in linked and is_link(one) for one in addresses)


def as_markdown(text: object) -> Markdown | None:
    """Turn text into `Markdown`, for use in a template: `{{p remarks|markdown }}`; None stays None."""
    return None if text is None else Markdown(str(text))


def _apart(blocks: list[str]) -> Iterator[str]:
    """Yield the blocks, with an empty paragraph between adjacent tables; Word would show them as one table."""
    for before, block in pairwise(["", *blocks]):
        if before.startswith("<w:tbl>") and block.startswith("<w:tbl>"):
            yield "<w:p/>"
        yield block


class _Around(NamedTuple):
    """The lists and quotations around a block.

    Attributes:
        style: Id of the style of its paragraphs, or None.
        nested: The number of lists and quotations around it.
        depth: How many of these indent it by themselves; the rest are indented by a style.
        lists: How many of these are lists.
        mark: The list and level of its paragraph as XML, if it is the first of a list item; else "".
        item: Id of the style of the first paragraph of an item, or None.
    """

    style: str | None
    nested: int = 0
    depth: int = 0
    lists: int = 0
    mark: str = ""
    item: str | None = None


class _Writer:
    def __init__(self, markdown: Markdown, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._look = markdown.look or Look(header_bold=True, align="left", width_mm=sheet.text_width_mm)
        self._lists = count()
        self._lines = _LINE_END.split(markdown.text)

    def blocks(self, node: Any, around: _Around) -> Iterator[str]:
        """Yield the blocks inside a node; only the first paragraph of an item gets the item's mark."""
        if around.nested > _DEEPEST:
            raise TemplateError(f"Markdown 套得太深，最多 {_DEEPEST} 层")
        for child in node.children:
            write: Callable[[_Writer, Any, _Around], Iterator[str]] = _BLOCKS[child.type]
            yield from write(self, child, around)
            around = around._replace(mark="")

    def paragraph(self, node: Any, around: _Around) -> Iterator[str]:
        yield _paragraph("".join(self.runs(node)), around)

    def heading(self, node: Any, around: _Around) -> Iterator[str]:
        style = self._sheet.named(f"heading {node.tag[1:]}")
        look = RunLook() if style else RunLook(bold=True)
        around = around._replace(style=style, item=style) if style else around
        yield _paragraph("".join(self.runs(node, look)), around)

    def list(self, node: Any, around: _Around) -> Iterator[str]:
        kind, name = ("bullet", "List Bullet") if node.type == "bullet_list" else ("decimal", "List Number")
        further_in = f" {around.lists + 1}" if around.lists else ""
        style, goes_on = self._sheet.named(f"{name}{further_in}"), self._sheet.named(f"List Continue{further_in}")
        place = self._sheet.place_by_style(style) if style else None
        like, level = place or (kind, around.lists)
        number, start = f"{LIST}{like}_{next(self._lists)}:{level}", node.attrs.get("start", 1)
        inside = around._replace(
            style=goes_on or around.style,
            item=style or around.style,
            nested=around.nested + 1,
            depth=around.depth + (not goes_on),
            lists=around.lists + 1,
        )
        for item, one in enumerate(node.children):
            again = "" if item else RESTART
            mark = f'<w:ilvl w:val="{level}"/><w:numId w:val="{again}{number}:{start}"/>'
            yield from self.blocks(one, inside._replace(mark=mark))
            if not one.children:
                yield _paragraph("", inside._replace(mark=mark))

    def quotation(self, node: Any, around: _Around) -> Iterator[str]:
        style = self._sheet.named("Quote")
        inside = around._replace(style=style or around.style, nested=around.nested + 1)
        yield from self.blocks(node, inside._replace(depth=around.depth + (not style)))

    def code(self, node: Any, around: _Around) -> Iterator[str]:
        style = self._sheet.named("HTML Preformatted")
        look = RunLook() if style else RunLook(font=_MONOSPACED)
        around = around._replace(style=style, item=style) if style else around
        # What stands behind the fence is printed too: ```甲 may be text, and no letter is lost.
        lines = filter(None, (node.info.strip(), node.content.removesuffix("\n")))
        yield _paragraph(run_xml("\n".join(lines), look), around)

    def line(self, _: Any, around: _Around) -> Iterator[str]:
        yield _paragraph("", around, _LINE)

    def table(self, node: Any, _: _Around) -> Iterator[str]:
        rows = [[self._cell(cell) for cell in row.children] for part in node.children for row in part.children]
        begin, end = node.map
        for line in self._lines[begin + 2 : end]:
            if any(map(str.strip, _CELL_ENDS.split(_FRAME.sub("", line))[len(rows[0]) :])):
                raise TemplateError(
                    "Markdown 表格的这一行比表头多出一格", found=line, mend="请补上表头，或删去多出的格"
                )
        yield table_xml(Grid.of_rows(rows, header_rows=1), self._look)

    def _cell(self, node: Any) -> Span[TableCell]:
        is_header = node.type == "th"
        look = RunLook(bold=True) if is_header and self._look.header_bold else RunLook()
        runs = Markup("".join(self.runs(node, look)))  # noqa: S704 - made here
        return Span(TableCell(runs, align=None if is_header else _ALIGN.get(str(node.attrs.get("style")))))

    def runs(self, node: Any, look: RunLook = _PLAIN) -> Iterator[str]:
        """Yield the runs inside a node."""
        for child in node.children:
            if child.type in _LOOKS:
                yield from self.runs(child, look | _LOOKS[child.type])
            elif child.type == "link":
                yield from self._link(child, look)
            elif child.type == "image":
                raise TemplateError("Markdown 里的图片不取用", found=str(child.attrs.get("src")), mend="请改用 Picture")
            elif child.type == "code_inline":
                style = self._sheet.named("HTML Code")
                yield run_xml(child.content, look | (RunLook(style=style) if style else RunLook(font=_MONOSPACED)))
            elif child.type in ("softbreak", "hardbreak"):
                yield from _break(child, look)
            elif child.children:
                yield from self.runs(child, look)
            elif child.content:
                yield run_xml(child.content, look)

    def _link(self, node: Any, look: RunLook) -> Iterator[str]:
        url = str(node.attrs.get("href", ""))
        refuse_elsewhere(url)
        style = self._sheet.named("Hyperlink")
        shown = RunLook(style=style) if style else RunLook(color="0563C1", underline=True)
        runs = "".join(self.runs(node, look | shown)) or run_xml(url, look | shown)
        tip = str(node.attrs.get("title", ""))
        refuse_illegal(tip)
        yield link_xml(url, runs, tip)


def _break(node: Any, look: RunLook) -> Iterator[str]:
    """Yield a line break; for a line that only wraps in the source a blank, but none next to Chinese characters."""
    if node.type == "hardbreak":
        yield run_xml("\n", look)
        return
    before, after = node.previous_sibling, node.next_sibling
    edges = (before.content[-1:] if before else "", after.content[:1] if after else "")
    if not any(edge >= _FIRST_IDEOGRAPH for edge in edges):
        yield run_xml(" ", look)


def _paragraph(runs: str, around: _Around, border: str = "") -> str:
    name = around.item if around.mark else around.style
    style = f'<w:pStyle w:val="{escape(name)}"/>' if name else ""
    numbered = f"<w:numPr>{around.mark}</w:numPr>" if around.mark else ""
    further = f'<w:ind w:left="{INDENT * around.depth}"/>' if around.depth and not around.mark else ""
    properties = f"{style}{numbered}{border}{further}"
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


_BLOCKS: dict[str, Callable[[_Writer, Any, _Around], Iterator[str]]] = {
    "paragraph": _Writer.paragraph, "heading": _Writer.heading, "bullet_list": _Writer.list,
    "ordered_list": _Writer.list, "blockquote": _Writer.quotation, "fence": _Writer.code, "code_block": _Writer.code,
    "hr": _Writer.line, "table": _Writer.table,
}  # fmt: skip
_LOOKS: dict[str, RunLook] = {"strong": {"bold": True}, "em": {"italic": True}, "s": {"strike": True}}
