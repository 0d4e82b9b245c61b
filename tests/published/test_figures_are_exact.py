"""Whatever the shape: a figure stands in its own cell, or that is blank and a finding says why."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from tests.strategies import EXAMPLES

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gk_docs.form.reading import Reading

WHOLE = (
    "bars_between", "bars_around", "tabs_between", "cell_closed_by_bar", "lone_bars", "padded_after_bar",
    "tab_before_cell",
)  # fmt: skip
"""Shapes that keep every cell, a blank one too."""

NO_TRACE = ("cell_a_line", "cell_a_line_apart", "torn_labels")
"""Shapes in which a blank cell leaves no trace."""

GLUED = ("rows_glued", "all_glued")


TURNS = max(1, EXAMPLES // 20)
"""How many of some like cases are taken, at most."""


def taken(paths: Sequence[str], salt: str) -> list[str]:
    """So many of the paths, from another one on for each test."""
    first = crc32(salt.encode()) % len(paths)
    return [*paths[first:], *paths[:first]][:TURNS]


def compared(reading: Reading, cells: Mapping[str, str]) -> Counter[str]:
    """How many figures are right, were left out, are wrong."""
    found: Counter[str] = Counter()
    for figure in reading.report.figures():
        wanted = cells[figure.path]
        if figure.value is None:
            found["left out" if wanted else "right"] += 1
        else:
            found["right" if wanted and Decimal(wanted) == figure.value else "wrong"] += 1
    return found


def read_text(kit: Any, edition: str, cells: Mapping[str, str], shape: str) -> Reading:
    text = kit.text_report(edition, kit.years[edition], cells, kit.shapes[shape])
    return readers.read(text.encode(), name="年报.txt")


@pytest.mark.parametrize("shape", [*WHOLE, *NO_TRACE])
def test_a_full_table_reads_exactly_in_every_shape(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, seed=11)
    reading = read_text(kit, edition, cells, shape)
    assert compared(reading, cells) == {"right": len(cells)}
    assert reading.report.edition == edition
    assert reading.report.year == kit.years[edition]
    assert reading.report.agency.name == "甲县乙镇人民政府"


@pytest.mark.parametrize("blanks", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("shape", WHOLE)
def test_a_blank_cell_is_not_a_zero_and_moves_nothing(kit: Any, edition: str, shape: str, blanks: float) -> None:
    for seed in range(3)[-TURNS:]:
        cells = kit.figures(edition, seed, blanks=blanks)
        assert compared(read_text(kit, edition, cells, shape), cells)["wrong"] == 0
    assert compared(read_text(kit, edition, cells, shape), cells)["left out"] <= 5


@pytest.mark.parametrize("blanks", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("shape", [*NO_TRACE, *GLUED])
def test_where_a_blank_leaves_no_trace_nothing_is_guessed(kit: Any, edition: str, shape: str, blanks: float) -> None:
    for seed in range(4)[-TURNS:]:
        cells = kit.figures(edition, seed, blanks=blanks)
        reading = read_text(kit, edition, cells, shape)
        found = compared(reading, cells)
        assert found["wrong"] == 0
        assert reading.findings or not found["left out"]


@pytest.mark.parametrize("shape", GLUED)
def test_glued_rows_come_apart_only_where_one_way_fits(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, seed=3)
    reading = read_text(kit, edition, cells, shape)
    found = compared(reading, cells)
    assert found["wrong"] == 0
    assert found["right"] > 30
    said = {finding.code for finding in reading.findings}
    assert {"GK101", "GK102"} <= said


def test_a_row_of_zeros_run_together_is_certain() -> None:
    text = (
        "甲镇2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n"
        "信息内容本年制发件数本年废止件数现行有效件数\n"
    )
    report = readers.read(f"{text}规章000\n行政规范性文件6233440".encode()).report
    assert (report.figure("active_disclosure.rules.issued"), report.figure("active_disclosure.rules.in_force")) == (
        0,
        0,
    )
    assert report.figure("active_disclosure.normative_documents.issued") is None


@pytest.mark.parametrize("options", [{}, {"blank": ""}, {"blank": "<o:p></o:p>"}, {"blank": "　"}, {"spelled": True}])
@pytest.mark.parametrize("blanks", [0.0, 0.5])
def test_a_saved_page_reads_exactly(kit: Any, edition: str, options: dict[str, Any], blanks: float) -> None:
    cells = kit.figures(edition, seed=5, blanks=blanks)
    page = kit.html_report(edition, kit.years[edition], cells, **options).encode("gb18030")
    reading = readers.read(page)
    assert compared(reading, cells) == {"right": len(cells)}
    assert str(reading.report.published) == f"{kit.years[edition] + 1}-01-20"


@pytest.mark.parametrize("blanks", [0.0, 0.5])
def test_a_word_file_reads_exactly(kit: Any, edition: str, blanks: float) -> None:
    cells = kit.figures(edition, seed=6, blanks=blanks)
    reading = readers.read(kit.docx_report(edition, kit.years[edition], cells))
    assert compared(reading, cells) == {"right": len(cells)}
    assert reading.file_facts.format == "docx"
    assert not reading.findings


def read_in(kit: Any, edition: str, cells: Mapping[str, str], shape: str) -> Reading:
    year = kit.years[edition]
    if shape == "docx":
        return readers.read(kit.docx_report(edition, year, cells), name="年报.docx")
    if shape == "html":
        return readers.read(kit.html_report(edition, year, cells).encode(), name="年报.html")
    return read_text(kit, edition, cells, shape)


@pytest.mark.parametrize("words", ["三", "十二", "〇"])
@pytest.mark.parametrize("shape", ["docx", "html", *WHOLE])
def test_a_numeral_in_a_cell_is_kept_as_printed_and_costs_no_other_cell(
    kit: Any, edition: str, shape: str, words: str
) -> None:
    first, middle, last = (
        "received.natural_person",
        "outcomes.granted.legal_service",
        "carried_forward.research_institute",
    )
    cases = "review_litigation.reconsideration.corrected"
    paths = (f"requests.{first}", f"requests.{middle}", f"requests.{last}", cases)
    for path in taken(paths, shape + words):
        cells = kit.figures(edition, seed=17)
        reading = read_in(kit, edition, {**cells, path: words}, shape)
        assert compared(reading, cells) == {"right": len(cells) - 1, "left out": 1}
        assert reading.report.printed.words == {path: words}
        notes = [(note.code, note.place.path, note.found) for note in reading.findings if note.place.path]
        assert notes == [("GK102", path, words)]


@pytest.mark.parametrize("words", ["三", "公开", "信息", "见注"])
@pytest.mark.parametrize("shape", ["docx", "html", *WHOLE, *NO_TRACE])
def test_words_in_any_cell_move_no_figure(kit: Any, edition: str, shape: str, words: str) -> None:
    cells = kit.figures(edition, seed=19)
    paths = [path for path in cells if path.startswith("requests.")][:: 23 if shape in WHOLE else 47]
    for path in taken(paths, shape + words):
        reading = read_in(kit, edition, {**cells, path: words}, shape)
        found = {figure.path: figure.value for figure in reading.report.figures() if figure.value is not None}
        assert path not in found
        assert all(Decimal(cells[one]) == value for one, value in found.items())
        assert reading.findings
