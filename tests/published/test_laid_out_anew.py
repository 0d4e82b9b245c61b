"""Tables cut by columns, side by side, or with last year's figures beside this year's: read as a person reads them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from tests.published.sheets import KINDS, YEARS, beside, changed, columns, own, plain, sheet_of, titled, with_years

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.published.sheets import Sheet

    from gk_docs.form.reading import Reading

    Layout = Callable[[Sheet], Sequence[Sheet | str]]

DISCLOSURE, REQUESTS, CASES = "active_disclosure", "requests", "review_litigation"
LABELS, HEADS = (0, 1, 2), 3  # columns of labels, and rows of heads, of table 3
EDITIONS = [*(("2021", kind) for kind in KINDS), ("2019", "html"), ("2019", "tabs")]
TOLD = {"GK101", "GK102", "GK104", "GK111"}


def other(text: str) -> str:
    """A figure that is not this year's."""
    return str(int(text) + 7) if text.isdecimal() else text


def same(text: str) -> str:
    return text


def blocks(sheet: Sheet) -> list[Sheet]:
    """The blocks of table 2, each with as many columns as it has heads."""
    starts = [at for at, row in enumerate(sheet) if row[0][1].startswith("第二十条")]
    found = []
    for start, end in pairwise([*starts, len(sheet)]):
        (_, title), *_ = sheet[start]
        rows = [dict.fromkeys(row) for row in sheet[start + 1 : end]]
        found.append(titled(plain([text for _, text in row] for row in rows), title))
    return found


def cut(*ends: int, again: bool = True, between: Sequence[str] = ()) -> Layout:
    """Table 3 with its columns in several tables, which repeat the labels or not."""

    def made(sheet: Sheet) -> Sequence[Sheet | str]:
        found: list[Sheet | str] = []
        for start, end in pairwise([0, *ends, 7]):
            labels = LABELS if again or not start else ()
            found += [*(between if start else ()), columns(sheet, *labels, *range(3 + start, 3 + end))]
        return found

    return made


def in_one_table(sheet: Sheet) -> Sequence[Sheet | str]:
    """The first columns, and the others below them in the same table."""
    first, second = cut(4)(sheet)
    return [(*first, *(row + own("") for row in second if isinstance(row, tuple)))]


def in_pages(sheet: Sheet, heads: int, bare: tuple[int, ...] = LABELS) -> list[Sheet | str]:
    """Rows and columns on four pages: the first columns, the others, and both again for the rows after them."""
    upper, lower = sheet[:15], (*sheet[:heads], *sheet[15:])
    first, second = (*LABELS, 3, 4, 5, 6), (*bare, 7, 8, 9)
    return [columns(upper, *first), "— 4 —", columns(upper, *second), columns(lower, *first), columns(lower, *second)]


CUT: dict[str, tuple[str, Layout]] = {
    "after four columns": (REQUESTS, cut(4)),
    "after the first": (REQUESTS, cut(1)),
    "before the total": (REQUESTS, cut(6)),
    "in three": (REQUESTS, cut(3, 5)),
    "without labels": (REQUESTS, cut(4, again=False)),
    "in three without labels": (REQUESTS, cut(2, 5, again=False)),
    "with a page number between": (REQUESTS, cut(4, again=False, between=["- 3 -"])),
    "with a caption between": (REQUESTS, cut(4, between=["续表"])),
    "in one table": (REQUESTS, in_one_table),
    "in pages": (REQUESTS, lambda sheet: in_pages(sheet, HEADS)),
    "in pages without heads below": (REQUESTS, lambda sheet: in_pages(sheet, 0)),
    "in pages without labels": (REQUESTS, lambda sheet: in_pages(sheet, 0, ())),
    "cases within a part": (CASES, lambda sheet: [columns(sheet, *range(8)), columns(sheet, *range(8, 15))]),
    "cases in three": (CASES, lambda sheet: [columns(sheet, *range(at, at + 5)) for at in (0, 5, 10)]),
}

BESIDE: dict[str, Callable[[dict[str, Sheet]], dict[str, Sequence[Sheet | str]]]] = {
    "3 and 4": lambda of: {DISCLOSURE: [of[DISCLOSURE]], REQUESTS: [beside(of[REQUESTS], of[CASES])]},
    "4 and 3": lambda of: {DISCLOSURE: [of[DISCLOSURE]], REQUESTS: [beside(of[CASES], of[REQUESTS])]},
    "3 and 4 apart": lambda of: {DISCLOSURE: [of[DISCLOSURE]], REQUESTS: [beside(of[REQUESTS], of[CASES], between=1)]},
    "3 and 4 under their titles": lambda of: {
        DISCLOSURE: [of[DISCLOSURE]],
        REQUESTS: [
            beside(
                titled(of[REQUESTS], "三、收到和处理政府信息公开申请情况"),
                titled(of[CASES], "四、政府信息公开行政复议、行政诉讼情况"),
            )
        ],
    },
    "2 and 3": lambda of: {DISCLOSURE: [beside(of[DISCLOSURE], of[REQUESTS])], CASES: [of[CASES]]},
    "2, 3 and 4": lambda of: {DISCLOSURE: [beside(of[DISCLOSURE], of[REQUESTS], of[CASES], between=2)]},
    "all blocks of 2": lambda of: {**of_each(of), DISCLOSURE: [beside(*blocks(of[DISCLOSURE]))]},
    "blocks of 2 in pairs": lambda of: {
        **of_each(of),
        DISCLOSURE: [beside(*blocks(of[DISCLOSURE])[at : at + 2]) for at in range(0, len(blocks(of[DISCLOSURE])), 2)],
    },
    "blocks of 2 apart": lambda of: {**of_each(of), DISCLOSURE: [beside(*blocks(of[DISCLOSURE]), between=1)]},
    "the rows of 3": lambda of: {
        **of_each(of),
        REQUESTS: [beside(of[REQUESTS][:16], (*of[REQUESTS][:HEADS], *of[REQUESTS][16:]))],
    },
    "the rows of 3, heads once": lambda of: {**of_each(of), REQUESTS: [beside(of[REQUESTS][:16], of[REQUESTS][16:])]},
}


def of_each(of: dict[str, Sheet]) -> dict[str, Sequence[Sheet | str]]:
    return {name: [sheet] for name, sheet in of.items()}


def by_years(*years: str, turned: bool = False) -> Layout:
    """Table 3 with a column for each year below each applicant, this year's first or last."""
    pairs = [(year, other if at == turned else same) for at, year in enumerate(years)]
    pairs = [(year, same if at == turned else other) for at, (year, _) in enumerate(pairs)]
    return lambda sheet: [with_years(sheet, HEADS, len(LABELS), pairs)]


def by_rows(sheet: Sheet) -> Sequence[Sheet | str]:
    """Table 3 with a row for last year's figures below each of this year's."""
    found = [(*row[:3], row[2], *row[3:]) for row in sheet[:HEADS]]
    for row, last in zip(sheet[HEADS:], changed(sheet, other)[HEADS:], strict=True):
        found += [(*row[:3], *own("本年"), *row[3:]), (*row[:3], *own("上年"), *last[3:])]
    return [tuple(found)]


def by_rows_turned(sheet: Sheet) -> Sequence[Sheet | str]:
    """The same with last year's above."""
    (table,) = by_rows(sheet)
    rows = [row for row in table if isinstance(row, tuple)]
    turned = [row for one, two in zip(rows[HEADS::2], rows[HEADS + 1 :: 2], strict=True) for row in (two, one)]
    return [(*rows[:HEADS], *turned)]


def side_by_side(year: str, last: str) -> Layout:
    """All columns of one year, then all of the other."""

    def made(sheet: Sheet) -> Sequence[Sheet | str]:
        labels = titled(columns(sheet, *LABELS), "项目")
        figures = columns(sheet, *range(3, 10))
        return [beside(labels, titled(figures, year), titled(changed(figures, other), last))]

    return made


def disclosure_by_years(sheet: Sheet) -> Sequence[Sheet | str]:
    """Table 2, each block with two columns below each head."""
    return [with_years(block, 2, 1, [("本年", same), ("上年", other)]) for block in blocks(sheet)]


def halves_turned(sheet: Sheet) -> Sequence[Sheet | str]:
    labels, figures = titled(columns(sheet, *LABELS), "项目"), columns(sheet, *range(3, 10))
    return [beside(labels, titled(changed(figures, other), "上年"), titled(figures, "本年"))]


OURS: dict[str, tuple[str, Layout]] = {
    "this year first": (REQUESTS, by_years("本年", "上年")),
    "last year first": (REQUESTS, by_years("上年", "本年", turned=True)),
    "in other words": (REQUESTS, by_years("本年度", "上年同期")),
    "with a change": (REQUESTS, by_years("本年", "上年", "增减")),
    "with a change in per cent": (REQUESTS, by_years("本年数", "去年数", "同比（%）")),
    "a row each": (REQUESTS, by_rows),
    "a row each, last year's first": (REQUESTS, by_rows_turned),
    "a half each": (REQUESTS, side_by_side("本年", "上年")),
    "a half each, last year's first": (REQUESTS, halves_turned),
    "table 2": (DISCLOSURE, disclosure_by_years),
    "table 4": (CASES, lambda sheet: [with_years(sheet, HEADS, 0, [("本年", same), ("上年", other)])]),
    "a last column": (REQUESTS, lambda sheet: [with_column(sheet, "上年")]),
    "a last column of changes": (REQUESTS, lambda sheet: [with_column(sheet, "同比增减")]),
    "two tables below lines": (REQUESTS, lambda sheet: ["上年", changed(sheet, other), "本年", sheet]),
    "two tables below titles": (
        REQUESTS,
        lambda sheet: [titled(changed(sheet, other), "上年度"), titled(sheet, "本年度")],
    ),
    "two tables side by side": (
        REQUESTS,
        lambda sheet: [beside(titled(changed(sheet, other), "上年"), titled(sheet, "本年"))],
    ),
}


def with_column(sheet: Sheet, head: str) -> Sheet:
    return beside(sheet, plain([[head], [""], [""], *([str(9000 + at)] for at in range(len(sheet) - HEADS))]))


def exchanged(sheet: Sheet, place: int) -> Sheet:
    return (*sheet[:place], sheet[place + 1], sheet[place], *sheet[place + 2 :])


def second(change: Callable[[Sheet], Sheet], *, labels: tuple[int, ...] = LABELS) -> Layout:
    """Table 3 cut after four columns, the second part changed."""
    return lambda sheet: [columns(sheet, *LABELS, 3, 4, 5, 6), change(columns(sheet, *labels, 7, 8, 9))]


OPEN: dict[str, Layout] = {
    "a row lost without labels": second(lambda part: part[:9] + part[10:], labels=()),
    "rows exchanged without labels": second(lambda part: exchanged(part, 9), labels=()),
    "a row lost": second(lambda part: part[:9] + part[10:]),
    "rows exchanged": second(lambda part: exchanged(part, 9)),
    "a column lost": lambda sheet: [columns(sheet, *LABELS, 3, 4, 5, 6), columns(sheet, *LABELS, 8, 9)],
    "a column twice": lambda sheet: [columns(sheet, *LABELS, 3, 4, 5, 6), columns(sheet, *LABELS, 6, 7, 8, 9)],
    "the parts exchanged": lambda sheet: [columns(sheet, *LABELS, 7, 8, 9), columns(sheet, *LABELS, 3, 4, 5, 6)],
    "only the first part": lambda sheet: [columns(sheet, *LABELS, 3, 4, 5, 6)],
    "all zero without labels": second(lambda part: changed(part, lambda _: "0"), labels=()),
    "organisations first": lambda sheet: [columns(sheet, *LABELS, 4, 5, 6, 7, 8, 3, 9)],
    "two years before": by_years("上年", "前年"),
    "the same year twice": by_years("本年", "本年"),
    "years of another report": by_years("2031年", "2030年"),
    "years far apart": by_years("2023年", "2013年"),
    "last year's alone": lambda sheet: [titled(changed(sheet, other), "上年")],
    "last year's alone below a line": lambda sheet: ["（上年）", changed(sheet, other)],
    "a year for some columns": lambda sheet: [
        (*sheet[:HEADS], (*sheet[2][:3], *own("本年"), *own("上年"), *own("", 5)), *sheet[HEADS:])
    ],
}


def read(kit: Any, kind: str, edition: str, seed: int, layout: Any, section: str = "") -> tuple[Reading, Any]:
    cells = kit.figures(edition, seed, zeros=0.3)
    of = {name: sheet_of(edition, name, cells) for name in (DISCLOSURE, REQUESTS, CASES)}
    parts = {**of_each(of), section: layout(of[section])} if section else layout(of)
    data = KINDS[kind](edition, parts)
    return readers.read(data), {path: Decimal(text) for path, text in cells.items()}


def figures_of(reading: Reading) -> dict[str, object]:
    return {figure.path: figure.value for figure in reading.report.figures()}


@pytest.mark.parametrize(("edition", "kind"), EDITIONS)
@pytest.mark.parametrize("name", CUT)
def test_a_table_cut_by_columns_is_read_whole(kit: Any, edition: str, name: str, kind: str) -> None:
    section, layout = CUT[name]
    reading, cells = read(kit, kind, edition, 3, layout, section)
    assert figures_of(reading) == cells
    assert {finding.code for finding in reading.findings} == ({"GK111"} if "without labels" in name else set()) or (
        "page number" in name
    )


@pytest.mark.parametrize(("edition", "kind"), EDITIONS)
@pytest.mark.parametrize("name", BESIDE)
def test_tables_side_by_side_are_read_each_for_itself(kit: Any, edition: str, name: str, kind: str) -> None:
    reading, cells = read(kit, kind, edition, 4, BESIDE[name])
    assert figures_of(reading) == cells
    assert not {finding.code for finding in reading.findings} & TOLD


@pytest.mark.parametrize(("edition", "kind"), EDITIONS)
@pytest.mark.parametrize("name", OURS)
def test_of_figures_of_several_years_this_year_s_are_read_and_it_is_told(
    kit: Any, edition: str, name: str, kind: str
) -> None:
    section, layout = OURS[name]
    reading, cells = read(kit, kind, edition, 5, layout, section)
    assert figures_of(reading) == cells
    assert [finding.code for finding in reading.findings if finding.code in TOLD] == ["GK111"]


@pytest.mark.parametrize(("edition", "kind"), EDITIONS)
@pytest.mark.parametrize("last", [-1, -2])
def test_years_in_digits_are_those_of_the_report(kit: Any, edition: str, kind: str, last: int) -> None:
    year = YEARS[edition]
    for mark in ("年", "年度", ""):
        names = (f"{year}{mark}", f"{year + last}{mark}")
        for layout in (by_years(*names), by_years(*reversed(names), turned=True), side_by_side(*names)):
            reading, cells = read(kit, kind, edition, 6, layout, REQUESTS)
            assert figures_of(reading) == cells


@pytest.mark.parametrize(("edition", "kind"), EDITIONS)
@pytest.mark.parametrize("name", OPEN)
def test_what_is_not_certain_of_such_a_table_stays_blank_and_is_told(
    kit: Any, edition: str, name: str, kind: str
) -> None:
    reading, cells = read(kit, kind, edition, 7, OPEN[name], REQUESTS)
    found = {path: value for path, value in figures_of(reading).items() if path.startswith(REQUESTS)}
    assert {path: value for path, value in found.items() if value not in (None, cells[path])} == {}
    assert None in found.values()
    assert {finding.code for finding in reading.findings} & TOLD
