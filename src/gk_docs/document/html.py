"""A report as a web page: one file that fetches nothing, runs nothing, and reads and prints like the document.

The tables are real ones, with the merged cells of the form and header cells that name their rows or columns; title
and sections are headings, pictures have their caption as description. The page carries what it does not show in
`<meta name="gk-docs">`, as a Word file of ours does in its own part, so that it reads back whole. The day of
publication stands in `<meta name="PubDate">`, where the sites of governments put it.

A page that could not be read back, over 16 MB with its pictures, is not written.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.document.carried import carried_of, printed_figure, printed_otherwise
from gk_docs.document.flow import LONG_WORD, flow
from gk_docs.document.size import refuse_long_page
from gk_docs.document.title import title_lines
from gk_docs.document.web_table import web_table
from gk_docs.files.seal import PAGE_SEAL
from gk_docs.files.shipped import markup_template
from gk_docs.files.sniffing import data_uri
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from markupsafe import Markup

    from gk_docs.document.flow import Shown
    from gk_docs.document.web_table import RowGroup
    from gk_docs.form.layout import Content
    from gk_docs.form.report import Report
    from gk_docs.word.printing.values import Picture

_LEVELS = {"heading1": 2, "heading2": 3, "heading3": 4, "heading4": 5}
_MOST_BREAKS = 60  # in a line: to a parser that does not know the element, the rest of the line stands inside it
_JOINT = re.compile(r"[@./?&=_-](?=[A-Za-z])")


def render(report: Report) -> bytes:
    """The report as a web page in UTF-8, sealed in its last line.

    Raises:
        InvalidReport: If the bytes of a picture are not a PNG or JPEG.
        WriteRefused: If the page would be too long to be read back.
    """
    return web_page(
        "html/annual_report.html",
        report,
        lambda block: data_uri(block.picture.data) if block.picture else block.text,
        broken=_broken,
        address=data_uri,
    )


def web_page(template: str, report: Report, text_of: Callable[[Shown], str], **own: Callable[..., object]) -> bytes:
    """A report printed through a template of web pages, sealed in its last line.

    Args:
        template: Its folder and file.
        report: The report.
        text_of: How a block stands in it, as far as its length counts.
        own: What else the template calls.

    Raises:
        InvalidReport: If the bytes of a picture are not a PNG or JPEG.
        WriteRefused: If the page would be too long to be read back.
    """
    blocks, otherwise = flow(report), printed_otherwise(report)
    page = markup_template(template, pixels=_pixels, **own).render(
        title=(report.title or "").strip() or report.agency.name,
        agency=report.agency,
        published=report.published,
        carried=carried_of(report, blocks, otherwise).xml().decode(),
        title_lines=title_lines(report),
        flow=blocks,
        tags=tuple(_tags(blocks)),
        table_of=partial(_table, report, otherwise),
    )
    data = PAGE_SEAL.sealed(page.encode())
    refuse_long_page(data, [text_of(block) for block in blocks])
    return data


def _tags(blocks: Iterable[Shown]) -> Iterator[str]:
    """The element of each block that is a heading, "" of any other.

    A heading is at most one level below the one before it, whatever its mark says (（1） right below （一）): programs
    that read a page aloud take a gap for a heading that is missing.
    """
    level = 1
    for block in blocks:
        level = min(_LEVELS.get(block.kind, level), level + 1)
        yield f"h{level}" if block.kind in _LEVELS else ""


def _broken(text: str) -> Markup:
    """Text with its line breaks, and with places where a long address may break."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja

    may_break = Markup("<wbr>")
    lines = (may_break.join(_pieces(line)) for line in text.split("\n"))
    return Markup("<br>").join(lines)


def _pieces(line: str) -> list[str]:
    """A line cut where a long address in it may break: before a letter, after a sign that joins its parts."""
    if not LONG_WORD.search(line):
        return [line]
    ends = [word.start() + sign.end() for word in LONG_WORD.finditer(line) for sign in _JOINT.finditer(word[0])]
    return [line[begin:end] for begin, end in pairwise([0, *ends[:_MOST_BREAKS], len(line)])]


def _pixels(picture: Picture) -> int:
    """Width of the picture in pixels of CSS, of which an inch has 96."""
    return max(1, round((picture.width_mm or 0) * 96 / 25.4))


def _table(report: Report, otherwise: Mapping[str, str], block: Shown) -> WebTable:
    """The table of a block: plain, its first row the head, or of the form with its figures.

    Args:
        report: The report.
        otherwise: What cells print where that is not simply their value, by path.
        block: A block that is a table.
    """
    if block.table is not None:
        return WebTable(web_table(block.table.grid.map(_WebText)))
    section: Any = outline_of(type(report)).section(block.kind)

    def printed(content: Content) -> _WebText:
        if not isinstance(content, Figure):
            return _WebText(content.text, content.role)
        return _WebText(printed_figure(report, content.path, otherwise))

    return WebTable(web_table(section.grid.map(printed), section.name), section.title)


class _WebText(NamedTuple):
    text: str
    role: str = ""


class WebTable(NamedTuple):
    """A table, and of a table of the form the title of its section."""

    groups: tuple[RowGroup[_WebText], ...]
    title: str = ""
