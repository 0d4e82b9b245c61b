"""Tables as web editors, WPS and exporters make them: stacked in one grid, turned, with heads or notes between rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.published.sheets import KINDS, beside, changed, columns, own, plain, sheet_of, titled

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.published.sheets import Parts, Sheet

    from gk_docs.form.reading import Reading

    Made = Callable[[Mapping[str, Sheet]], Parts]

DISCLOSURE, REQUESTS, CASES = "active_disclosure", "requests", "review_litigation"
TITLES = {
    DISCLOSURE: "二、主动公开政府信息情况",
    REQUESTS: "三、收到和处理政府信息公开申请情况",
    CASES: "四、政府信息公开行政复议、行政诉讼情况",
}
HEADS = 3  # rows of heads of table 3
WIDTH = 15


def padded(sheet: Sheet) -> Sheet:
    """A table as wide as table 4, with one blank cell at the end of each row."""
    return tuple((*row, *own("", WIDTH - len(row))) if len(row) < WIDTH else row for row in sheet)


def stacked(of: Mapping[str, Sheet], *, titles: bool) -> Parts:
    """All tables in one grid, each below its title or not."""
    tables = (padded(titled(sheet, TITLES[name]) if titles else sheet) for name, sheet in of.items())
    return {CASES: [tuple(row for table in tables for row in table)]}


def only(section: str, change: Callable[[Sheet], Sequence[Sheet | str]]) -> Made:
    return lambda of: {**{name: [sheet] for name, sheet in of.items()}, section: change(of[section])}


def turned(sheet: Sheet) -> Sheet:
    """Rows as columns, and columns as rows."""
    return tuple(zip(*sheet, strict=True))


def set_apart(between: str) -> Callable[[Sheet], Sequence[Sheet | str]]:
    """A space or line break inside each figure of several digits."""
    return lambda sheet: [changed(sheet, lambda text: f"{text[:1]}{between}{text[1:]}" if len(text) > 1 else text)]


READ: dict[str, Made] = {
    "all tables in one grid": lambda of: stacked(of, titles=False),
    "all tables in one grid below their titles": lambda of: stacked(of, titles=True),
    "heads again between rows": only(
        REQUESTS,
        lambda sheet: [(*sheet[:12], *columns(sheet[:HEADS], *range(10)), *sheet[12:])],
    ),
    "a caption as first row": only(REQUESTS, lambda sheet: [titled(sheet, "表2 收到和处理申请情况表（单位：件）")]),
    "notes as rows": only(
        REQUESTS,
        lambda sheet: [
            (*sheet[:8], own("注：含网上申请12件、当面申请3件。", 10), *sheet[8:], own("填表人：甲　电话：123", 10))
        ],
    ),
    "a page number as a row": only(REQUESTS, lambda sheet: [(*sheet[:10], own("- 3 -", 10), *sheet[10:])]),
    "a page number alone as a row": only(REQUESTS, lambda sheet: [(*sheet[:10], own("3", 10), *sheet[10:])]),
    "rows in another order": only(REQUESTS, lambda sheet: [(*sheet[:4], sheet[-1], *sheet[4:-1])]),
    "labels in each square": only(
        REQUESTS, lambda sheet: [(*sheet[:HEADS], *plain([text for _, text in row] for row in sheet[HEADS:]))]
    ),
    "a table twice": only(REQUESTS, lambda sheet: [sheet, "表格下载：", changed(sheet, str)]),
    "table 3 turned": only(REQUESTS, lambda sheet: [turned(sheet)]),
    "table 4 turned": only(CASES, lambda sheet: [turned(sheet)]),
    "digits apart": only(REQUESTS, lambda sheet: [changed(sheet, " ".join)]),
    "digits of table 4 apart": only(CASES, lambda sheet: [changed(sheet, " ".join)]),
    "a space inside": only(REQUESTS, set_apart(" ")),
    "a hard space inside": only(REQUESTS, set_apart("\u00a0")),
    "a line break inside": only(REQUESTS, set_apart("\n")),
    "thin spaces between thousands": lambda of: {
        name: [changed(sheet, lambda text: f"{int(text):,}".replace(",", "\u2009"))] for name, sheet in of.items()
    },
    "apostrophes between thousands": lambda of: {
        name: [changed(sheet, lambda text: f"{int(text):,}".replace(",", "'"))] for name, sheet in of.items()
    },
    "numbers of columns": only(
        REQUESTS,
        lambda sheet: [(*sheet[:HEADS], (*own("栏次", 3), *plain([map(str, range(1, 8))])[0]), *sheet[HEADS:])],
    ),
}


def read(kit: Any, kind: str, edition: str, made: Made) -> tuple[Reading, dict[str, Decimal]]:
    cells = kit.figures(edition, 2, zeros=0.3)
    of = {name: sheet_of(edition, name, cells) for name in TITLES}
    return readers.read(KINDS[kind](edition, made(of))), {path: Decimal(text) for path, text in cells.items()}


@pytest.mark.parametrize("kind", ["html", "docx", "odt"])
@pytest.mark.parametrize("name", READ)
def test_an_oddly_made_table_is_read_as_it_shows(kit: Any, edition: str, name: str, kind: str) -> None:
    reading, cells = read(kit, kind, edition, READ[name])
    assert {figure.path: figure.value for figure in reading.report.figures()} == cells


OPEN: dict[str, Made] = {
    "digits apart that do not add up": only(
        REQUESTS,
        lambda sheet: [
            beside(
                changed(columns(sheet, *range(9)), " ".join),
                changed(columns(sheet, 9), lambda text: " ".join(f"{text}1")),
            )
        ],
    ),
    "digits of table 2 apart": only(DISCLOSURE, set_apart(" ")),
    "table 3 turned, two columns exchanged": only(
        REQUESTS, lambda sheet: [turned(columns(sheet, 0, 1, 2, 3, 5, 4, 6, 7, 8, 9))]
    ),
    "two tables": only(REQUESTS, lambda sheet: ["初稿", changed(sheet, lambda text: f"{text}1"), "定稿", sheet]),
    "a column of numbers": only(
        REQUESTS,
        lambda sheet: [beside(sheet, plain([["占比"], [""], [""], *([str(at)] for at in range(len(sheet) - HEADS))]))],
    ),
}


@pytest.mark.parametrize("kind", ["html", "docx", "tabs"])
@pytest.mark.parametrize("name", OPEN)
def test_an_oddly_made_table_that_is_not_certain_stays_blank_and_is_told(
    kit: Any, edition: str, name: str, kind: str
) -> None:
    reading, cells = read(kit, kind, edition, OPEN[name])
    figures = {figure.path: figure.value for figure in reading.report.figures()}
    assert {path: value for path, value in figures.items() if value not in (None, cells[path])} == {}
    assert None in figures.values()
    assert {finding.code for finding in reading.findings} & {"GK101", "GK102"}
