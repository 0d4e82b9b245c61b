"""Print a report as a web page: one file that fetches nothing, runs nothing, and reads and prints like the document.

The tables are real ones, with the merged cells of the form and header cells for their rows and columns; title and
sections are headings, pictures have their caption as description. The hidden data (`carried`) are in
`<meta name="gk-docs">`, so that the page reads back whole. The day of publication is in `<meta name="PubDate">`, where
government sites put it.

A page that is too large to be read back (16 MB with its pictures) is not written.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.document.carried import carried_of, printed_figures
from gk_docs.document.flow import LONG_WORD, flow
from gk_docs.document.size import refuse_long_page
from gk_docs.document.title import title_lines
from gk_docs.document.web_chart import web_chart
from gk_docs.document.web_table import web_table
from gk_docs.files.seal import PAGE_SEAL
from gk_docs.files.shipped import markup_template
from gk_docs.files.sniffing import data_uri
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of
from gk_docs.word.package.charts import COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from markupsafe import Markup

    from gk_docs.document.flow import Shown
    from gk_docs.document.web_table import RowGroup
    from gk_docs.form.layout import Content
    from gk_docs.form.outline import Outline
    from gk_docs.form.report import Report
    from gk_docs.word.printing.values import Picture

_LEVELS = {"heading1": 2, "heading2": 3, "heading3": 4, "heading4": 5}
_MOST_BREAKS = 60  # <wbr> in a line: a parser that does not know the element nests the rest of the line in it
_JOINT = re.compile(r"[@./?&=_-](?=[A-Za-z])")


def render(report: Report) -> bytes:
    """Return the report as a web page in UTF-8, sealed in its last line.

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
        chart_of=web_chart,
        colours=COLOURS,
    )


def web_page(template: str, report: Report, text_of: Callable[[Shown], str], **own: object) -> bytes:
    """Print a report through a template of a web page, sealed in its last line.

    Args:
        template: Folder and file of the template.
        report: The report.
        text_of: Returns a block as it stands in the page, for the limit on its length.
        own: What the template has besides: functions that it calls, colours.

    Raises:
        InvalidReport: If the bytes of a picture are not a PNG or JPEG.
        WriteRefused: If the page would be too long to be read back.
    """
    blocks = flow(report)
    page = markup_template(template, pixels=_pixels, **own).render(
        title=(report.title or "").strip() or report.agency.name,
        agency=report.agency,
        published=report.published,
        carried=carried_of(report, blocks).xml().decode(),
        title_lines=title_lines(report),
        flow=blocks,
        tags=tuple(_tags(blocks)),
        table_of=partial(_table, outline_of(type(report)), printed_figures(report)),
    )
    data = PAGE_SEAL.sealed(page.encode())
    refuse_long_page(data, [text_of(block) for block in blocks])
    return data


def _tags(blocks: Iterable[Shown]) -> Iterator[str]:
    """Yield the tag of each heading (h2), and "" for any other block.

    A heading is at most one level below the one before it, even if its mark says more (（1） right below （一）), since
    programs that read a page aloud take a gap for a missing heading.
    """
    level = 1
    for block in blocks:
        level = min(_LEVELS.get(block.kind, level), level + 1)
        yield f"h{level}" if block.kind in _LEVELS else ""


def _broken(text: str) -> Markup:
    """Turn a text into markup with its line breaks, and with `<wbr>` where a long web address may break."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja

    may_break = Markup("<wbr>")
    lines = (may_break.join(_pieces(line)) for line in text.split("\n"))
    return Markup("<br>").join(lines)


def _pieces(line: str) -> list[str]:
    """Cut a line where a long web address in it may break: before a letter, after one of `@./?&=_-`."""
    if not LONG_WORD.search(line):
        return [line]
    ends = [word.start() + sign.end() for word in LONG_WORD.finditer(line) for sign in _JOINT.finditer(word[0])]
    return [line[begin:end] for begin, end in pairwise([0, *ends[:_MOST_BREAKS], len(line)])]


def _pixels(picture: Picture) -> int:
    """Width of a picture in CSS pixels, of which an inch has 96."""
    return max(1, round((picture.width_mm or 0) * 96 / 25.4))


def _table(outline: Outline, figures: Mapping[str, str], block: Shown) -> WebTable:
    """Return the table of a block: a plain one, or one of the form with the texts of its figures."""
    if block.table is not None:
        return WebTable(web_table(block.table.grid.map(_WebText)))
    section: Any = outline.section(block.kind)

    def printed(content: Content) -> _WebText:
        if not isinstance(content, Figure):
            return _WebText(content.text, content.role)
        return _WebText(figures[content.path])

    return WebTable(web_table(section.grid.map(printed), section.name), section.title)


class _WebText(NamedTuple):
    text: str
    role: str = ""


class WebTable(NamedTuple):
    """A table, and the title of its section if it is a table of the form."""

    groups: tuple[RowGroup[_WebText], ...]
    title: str = ""
