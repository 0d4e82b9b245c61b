"""Table 3 as programs print a page box by box: all labels, then the figures, by columns or by rows, proved by sums."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.published.test_torn_tables import figures_of, parts_of

from gk_docs import formats as readers
from gk_docs.form.report import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gk_docs.form.layout import Content
    from gk_docs.form.reading import Reading
    from gk_docs.grid import Grid

    Parts = list[tuple[list[str], list[str]]]

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def transposed(rows: list[list[str]]) -> list[str]:
    return [figure for column in zip(*rows, strict=True) for figure in column]


def by_columns(parts: Parts, _: random.Random) -> Iterator[str]:
    """All labels, all heads, then the figures of each column."""
    yield from (label for labels, _ in parts for label in labels)
    yield from COLUMNS
    yield from transposed([figures for _, figures in parts])


def in_pages(parts: Parts, draw: random.Random) -> Iterator[str]:
    """Pages one after another, each with its labels, the heads again, and its figures in blocks of some rows."""
    while parts:
        size = draw.randrange(1, len(parts) + 1)
        page, parts = parts[:size], parts[size:]
        yield from (label for labels, _ in page for label in labels)
        yield from COLUMNS
        while page:
            size = draw.choice((1, 1, len(page)))
            yield from transposed([figures for _, figures in page[:size]])
            page = page[size:]


def beside_labels(parts: Parts, draw: random.Random) -> Iterator[str]:
    """Each row before its label, but for its first figures, which stand on the label's line."""
    yield from COLUMNS
    for labels, figures in parts:
        first = draw.randrange(4)
        yield from (*figures[first:], " ".join([*labels, *figures[:first]]))


def by_groups_of_columns(parts: Parts, draw: random.Random) -> Iterator[str]:
    """Pages with all labels, then the rows of a first group of columns, then those of the others."""
    while parts:
        size, wide = draw.randrange(1, len(parts) + 1), draw.randrange(1, len(COLUMNS))
        page, parts = parts[:size], parts[size:]
        yield from (label for labels, _ in page for label in labels)
        yield from (figure for _, figures in page for figure in figures[:wide])
        yield from COLUMNS
        yield from (figure for _, figures in page for figure in figures[wide:])


def with_grouped_ends(parts: Parts, draw: random.Random) -> Iterator[str]:
    """Labels with equally many first figures; then the others, the last by one group of columns after another."""
    wide = draw.randrange(1, len(COLUMNS) - 1)
    cut, size = draw.randrange(wide + 1, len(COLUMNS)), draw.randrange(2, len(parts))
    yield from COLUMNS
    for labels, figures in parts:
        yield from (*labels, *figures[:wide])
    yield from (figure for _, figures in parts[:-size] for figure in figures[wide:])
    yield from (figure for _, figures in parts[-size:] for figure in figures[wide:cut])
    yield from (figure for _, figures in parts[-size:] for figure in figures[cut:])


def with_a_late_end(parts: Parts, draw: random.Random) -> Iterator[str]:
    """All labels, then the rows, of which the last figures of one stand after some others, whole rows."""
    place, wide = draw.randrange(len(parts) - 4), draw.randrange(1, len(COLUMNS))
    rows = [figures for _, figures in parts]
    end, rows[place] = rows[place][wide:], rows[place][:wide]
    rows.insert(place + 1 + draw.randrange(1, 4), end)
    yield from (label for labels, _ in parts for label in labels)
    yield from (figure for figures in rows for figure in figures)


def without_some_labels(parts: Parts, _: random.Random) -> Iterator[str]:
    """Pages of some rows, each with its labels, of which one is lost, and then its figures."""
    while parts:
        page, parts = parts[:6], parts[6:]
        yield from (labels[0] for place, (labels, _) in enumerate(page) if place != 2)
        yield from (figure for _, figures in page for figure in figures)


def some_labels_last(parts: Parts, draw: random.Random) -> Iterator[str]:
    """Each label before its row, but for some that stand after all rows, as pdftotext prints long ones."""
    last = sorted(draw.sample(range(len(parts)), 5))
    for place, (labels, figures) in enumerate(parts):
        yield from (*(() if place in last else labels), *figures)
    yield from (label for place in last for label in parts[place][0])


def a_zero_among_the_heads(parts: Parts, draw: random.Random) -> Iterator[str]:
    """As before, but one zero stands before all rows, so that all others stand one too early."""
    lines = [*some_labels_last(parts, draw)]
    del lines[draw.choice([place for place, line in enumerate(lines) if line == "0"])]
    yield from (*COLUMNS[:3], "0", *COLUMNS[3:], *lines)


def a_zero_elsewhere(parts: Parts, draw: random.Random) -> Iterator[str]:
    """Each label before its row, but a zero stands before another row than its own."""
    lines = [line for labels, figures in parts for line in (*labels, *figures)]
    del lines[draw.choice([place for place, line in enumerate(lines) if line == "0"])]
    lines.insert(draw.choice([place for place, line in enumerate(lines) if not line.isdecimal()]) + 1, "0")
    yield from lines


def a_zero_too_early(parts: Parts, draw: random.Random) -> Iterator[str]:
    """All labels, then the rows, of which a zero stands before a row above its own."""
    figures = [figure for _, row in parts for figure in row]
    zeros = [place for place, figure in enumerate(figures) if figure == "0" and place > len(COLUMNS)]
    place = draw.choice(zeros)
    figures.insert(draw.randrange(place // len(COLUMNS)) * len(COLUMNS), figures.pop(place))
    yield from (label for labels, _ in parts for label in labels)
    yield from figures


def some_rows_last(parts: Parts, draw: random.Random) -> Iterator[str]:
    """As before, and some rows stand with their labels after all others, too."""
    last = sorted(draw.sample(range(2, len(parts) - 3), 2))
    kept = [part for place, part in enumerate(parts) if place not in last]
    late = draw.randrange(1, len(kept))
    for place, (labels, figures) in enumerate([*kept, *map(parts.__getitem__, last)]):
        yield from (*(() if place == late else labels), *figures)
    yield from kept[late][0]


def columns_exchanged(parts: Parts, draw: random.Random) -> Iterator[str]:
    """As by columns, but two columns stand in each other's place, and no head says so."""
    yield from (label for labels, _ in parts for label in labels)
    columns = list(zip(*(figures for _, figures in parts), strict=True))
    one, other = sorted(draw.sample(range(len(columns)), 2))
    columns[one], columns[other] = columns[other], columns[one]
    yield from (figure for column in columns for figure in column)


def read_printed(
    kit: Any, edition: str, seed: int, way: Callable[[Parts, random.Random], Iterator[str]]
) -> tuple[Reading, dict[str, str]]:
    cells, draw = figures_of(kit, edition, seed), random.Random(seed)

    def shape(grid: Grid[Content], printed: Mapping[str, str]) -> str:
        parts = parts_of(grid, printed)
        if all(len(figures) != len(COLUMNS) for _, figures in parts):
            return ""
        return "\n".join(way([(labels[-1:], figures) for labels, figures in parts if figures], draw))

    return readers.read(kit.text_report(edition, kit.years[edition], cells, shape).encode(), name="年报.txt"), cells


@pytest.mark.parametrize(
    "way",
    [
        *(by_columns, in_pages, beside_labels, by_groups_of_columns),
        *(with_grouped_ends, with_a_late_end, some_labels_last, without_some_labels),
    ],
)
def test_figures_apart_from_all_labels_are_read_whole_where_the_sums_leave_one_way(
    kit: Any, edition: str, way: Callable[[Parts, random.Random], Iterator[str]]
) -> None:
    reading, cells = read_printed(kit, edition, 1, way)
    read = {figure.path: figure.value for figure in reading.report.figures() if figure.path.startswith(TABLES[1])}
    assert read == {path: Decimal(cells[path]) for path in read}
    assert [finding.code for finding in reading.findings].count("GK111") == 1


@pytest.mark.parametrize("way", [some_rows_last, a_zero_among_the_heads, a_zero_elsewhere, a_zero_too_early])
def test_rows_or_figures_in_another_place_are_never_read_as_if_only_labels_were_late(
    kit: Any, edition: str, way: Callable[[Parts, random.Random], Iterator[str]]
) -> None:
    for seed in (1, 34, 36):
        reading, cells = read_printed(kit, edition, seed, way)
        read = {figure.path: figure.value for figure in reading.report.figures() if figure.value is not None}
        assert {path for path, value in read.items() if value != Decimal(cells[path])} == set()


def test_rows_that_fit_in_more_ways_than_one_are_blank_and_told(kit: Any, edition: str) -> None:
    blank = 0
    for seed in (5, 23):
        reading, cells = read_printed(kit, edition, seed, with_a_late_end)
        read = {figure.path: figure.value for figure in reading.report.figures() if figure.path.startswith(TABLES[1])}
        assert all(value in (None, Decimal(cells[path])) for path, value in read.items())
        told = any("不止一种排法" in finding.message for finding in reading.findings)
        assert told == (None in read.values())
        blank += told
    assert blank


def test_columns_in_each_other_s_place_without_a_head_are_never_read_into_a_wrong_total(kit: Any, edition: str) -> None:
    for seed in range(3):
        reading, cells = read_printed(kit, edition, seed, columns_exchanged)
        total = {figure.path: figure.value for figure in reading.report.figures() if figure.path.endswith(".total")}
        assert all(value in (None, Decimal(cells[path])) for path, value in total.items())


def test_heads_in_another_order_over_whole_rows_are_no_proof(kit: Any, edition: str) -> None:
    cells = figures_of(kit, edition, 1)
    page = kit.html_report(edition, kit.years[edition], cells)
    first, second = "<td><p>自然人</p></td>", "<td><p>总计</p></td>"
    page = page.replace(first, "\0").replace(second, first).replace("\0", second)
    report = readers.read(page.encode()).report
    wrong = [f.path for f in report.figures() if f.value is not None and f.value != Decimal(cells[f.path])]
    assert wrong == []
