"""Turn a report into the sequence of blocks after its title; the template has a look for each kind of block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.lists import parse_number
from gk_docs.document.lines import lines_of_caption
from gk_docs.document.plain_table import TABLE_MM, plain_table
from gk_docs.document.rows import breaking
from gk_docs.errors import InvalidReport
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from gk_docs.form.outline import Section
    from gk_docs.form.parts import Part
    from gk_docs.form.prose import TextBlock
    from gk_docs.form.report import Report
    from gk_docs.word.markup.tables import Table
    from gk_docs.word.package.charts import BarChart
    from gk_docs.word.printing.values import Picture as WordPicture

_PART_LEVEL = 2
_LONGEST_HEAD = 24
_KNOWN_AT_MOST = 1024
_UNIT = "单位"
_TITLE_MM, _BAR_MM = 9.0, 4.0  # of a chart
_CHART_MM, _MOST_SERIES = 41.7, 6  # so that one that goes over to the next page leaves no quarter of a page blank
_TABLE_TITLE = re.compile(r"表\s?[\d一二三四五六七八九十]+[\s\u3000:：][^。；]{1,40}")
_LONG = 13
LONG_WORD = re.compile(f"[!-~]{{{_LONG},}}")
"""A word that stretches the line before it when justified (a web address)."""

WIDEST_MM = 156.0
"""Width of the type area in millimetres."""

TALLEST_MM = 200.0
"""Height of the type area in millimetres, less a caption and a line of text."""

_LINE_MM = 10.2


@dataclass(slots=True)
class Shown:
    """One block of the report as the template prints it.

    Attributes:
        kind: paragraph, run_in (a paragraph with a head in 楷体), heading1 to heading4, picture, caption, chart (of the
            table that follows), table; or the field name of a section, for its table of the form (active_disclosure,
            requests, review_litigation).
        text: Its text; for run_in the text after the head, for a plain table its cells, for a picture nothing.
        head: The head of run_in.
        table: The table ready to print.
        picture: The picture ready to print.
        chart: The chart ready to print, of the table that follows.
        look: Of a paragraph, "left" where a long word (an address) would pull the characters of a justified line
            apart, "title" where it is the title of the table below it (表1 各科室受理情况); else "".
        loose: Whether it need not stay with what follows: a heading or title where the table below it is sure to begin
            on its page, a picture without a caption.
        later: Of a picture that a Word file prints behind paragraphs that follow it, how many these are; else 0.
    """

    kind: str
    text: str = ""
    head: str = ""
    table: Table | None = None
    picture: WordPicture | None = None
    chart: BarChart | None = None
    look: str = ""
    loose: bool = False
    later: int = 0

    @property
    def keeps(self) -> bool:
        """Whether it is a heading or title, which stays with what follows."""
        return self.kind.startswith("heading") or self.look == "title"


def flow(report: Report) -> tuple[Shown, ...]:
    """Return the preamble and the six sections as blocks, in printed order.

    The sections in `printed.order` come first, in that order; the rest follow in statutory order. A heading is the
    form's, unless `printed.headings` has another ("" if none was printed).
    """
    outline = outline_of(type(report))
    shown = _blocks(report.preamble.root if report.preamble else ())
    for name in dict.fromkeys((*report.printed.order, *outline.section_names)):
        shown += _section(report, outline.section(name))
    above = 0
    for block in shown:
        if block.table:
            block.table = breaking(block.table, above)
        above = above + 1 if block.keeps else 0
    return tuple(shown)


def _section(report: Report, section: Section) -> list[Shown]:
    heading = report.printed.headings.get(section.name, section.title)
    shown = [Shown("heading1", heading)] if heading else []
    content = getattr(report, section.name)
    if isinstance(content, Narrative):
        for part in content.parts:
            shown += _part(part)
        return shown
    return [*shown, *_blocks(content.before.root), Shown(section.name), *_blocks(content.after.root)]


def _part(part: Part) -> list[Shown]:
    blocks, heading = part.body.root, part.heading
    if not heading:
        return _blocks(blocks)
    if part.run_in and blocks and isinstance(blocks[0], Paragraph):
        return [_text("run_in", blocks[0].text, heading), *_blocks(blocks[1:])]
    return [Shown(f"heading{_level(heading) or _PART_LEVEL}", heading), *_blocks(blocks)]


def _blocks(blocks: Sequence[TextBlock]) -> list[Shown]:
    shown: list[Shown] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            shown.append(_paragraph(block.text))
        elif isinstance(block, Heading):
            shown.append(Shown(f"heading{block.level}", block.text))
        elif isinstance(block, Picture):
            shown.append(Shown("picture", picture=fitted(block), loose=not block.caption))
            if block.caption:
                shown.append(Shown("caption", block.caption))
        else:
            above = shown[-1] if shown else None
            if above and above.kind in ("paragraph", "run_in") and _TABLE_TITLE.fullmatch(above.head + above.text):
                above.look = "title"
            if block.chart:
                shown += [Shown("chart", chart=chart) for chart in _charts(block)]
            shown.append(Shown("table", block.text, table=plain_table(block)))
    return shown


def _paragraph(text: str) -> Shown:
    """Make a paragraph; a short first sentence numbered （一） with more text after it becomes a head in 楷体."""
    end = text.find("。", 0, _LONGEST_HEAD) + 1
    if 0 < end < len(text) and _level(text[:end]) == _PART_LEVEL:
        return _text("run_in", text[end:], text[:end])
    return _text("paragraph", text)


def _text(kind: str, text: str, head: str = "") -> Shown:
    narrow = len(text.encode("ascii", "ignore"))
    return Shown(kind, text, head, look="left" if narrow >= _LONG and LONG_WORD.search(text) else "")


@lru_cache(_KNOWN_AT_MOST)
def _level(heading: str) -> int | None:
    """The level of a heading by its mark (一、 is 1, （一） is 2), 1 to 4; None without a mark."""
    number = parse_number(heading)
    return number.level if number else None


def _charts(block: PlainTable) -> Iterator[BarChart]:
    """Yield the bar chart of a table's year columns: a group for each row; of more years one for each row."""
    heads, *rows = block.rows
    series, columns = block.series, [at for at, head in enumerate(heads) if head in dict(block.series)]
    told = [f"{row[0]}：" + "，".join(f"{heads[at]}{row[at]}" for at in columns) for row in rows]
    units = [row[heads.index(_UNIT)] if _UNIT in heads else "" for row in rows]
    years, names = tuple(name for name, _ in series), tuple(row[0] for row in rows)
    if len(series) <= _MOST_SERIES:
        yield _chart("、".join(years), units, names, series, told)
        return
    for name, unit, values, words in zip(
        names, units, zip(*(each for _, each in series), strict=True), told, strict=True
    ):
        if any(values):
            yield _chart(name, [unit], years, ((name, values),), [words])


def _chart(
    title: str,
    units: Sequence[str],
    groups: tuple[str, ...],
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...],
    told: Sequence[str],
) -> BarChart:
    """Make a bar chart, in as many pieces as it needs; its title says the unit if there is just one."""
    from gk_docs.word.package.charts import BarChart  # noqa: PLC0415 - heavy

    unit = units[0] if len({*units}) == 1 else ""
    title += f"（单位：{unit}）" if unit else ""
    chart = BarChart(title, groups, series, TABLE_MM, _CHART_MM, f"{title}　{'；'.join(told)}。")
    pieces = ceil(len(groups) / ((_CHART_MM - _TITLE_MM) // chart.group_mm))
    usual = max(_BAR_MM * len(series), chart.group_mm) * ceil(len(groups) / pieces)
    return replace(chart, pieces=pieces, height_mm=min(_TITLE_MM + usual, _CHART_MM))


def fitted(picture: Picture) -> WordPicture:
    """Make a picture in its own size, or scaled down to the type area; its caption is also its description.

    Raises:
        InvalidReport: If a Word file does not take the bytes as a picture.
    """
    from gk_docs.word.printing.attach import picture_size  # noqa: PLC0415 - heavy
    from gk_docs.word.printing.values import Picture as WordPicture  # noqa: PLC0415 - heavy

    try:
        width, height = picture_size(picture.data)
    except InvalidReport as error:
        raise InvalidReport(replace(one, place=picture.caption or "图片") for one in error.problems) from error
    tallest = TALLEST_MM - _LINE_MM * max(lines_of_caption(picture.caption) - 1, 0)
    scale = min(1.0, WIDEST_MM / max(width, 1e-6), tallest / max(height, 1e-6))
    return WordPicture(picture.data, width * scale or None, height * scale or None, picture.caption)
