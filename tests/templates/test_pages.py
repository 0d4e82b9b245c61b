"""The look of GB/T 9704—2012, measured on the pages that LibreOffice makes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
from tests.templates.taken_apart import SENTENCE, pdf_of, plain_report

from gk_docs.document.docx import render
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.office

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, (210 - 26) * MM
TOP, BOTTOM = 37 * MM, (297 - 35) * MM
HALF_MM = 0.5 * MM
SIZE = 16
WORD = "政务信息公开工作年度报告"

Page = Any  # pdfplumber has no types


@pytest.fixture(scope="module", params=[AnnualReport, AnnualReport2019])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Page]]:
    report = plain_report(request.param, "\n\n".join([SENTENCE * 9, WORD * 20, *[SENTENCE * 9] * 7]))
    with pdfplumber.open(pdf_of(render(report), tmp_path_factory.mktemp("pdf"))) as pdf:
        yield pdf.pages


def lines(page: Page) -> list[float]:
    """Baselines of the lines of the type area, from the top."""
    return sorted({round(page.height - char["matrix"][5], 1) for char in inside(page)})


def inside(page: Page) -> list[dict[str, Any]]:
    return [char for char in page.chars if char["bottom"] < BOTTOM + SIZE and char["text"].strip()]


def full(pages: list[Page]) -> list[Page]:
    """Pages of nothing but text of the body's size."""
    return [page for page in pages[1:3] if {round(char["size"]) for char in inside(page)} == {SIZE}]


def test_a_full_page_has_22_lines(pages: list[Page]) -> None:
    assert [len(lines(page)) for page in full(pages)] == [22, 22]


def test_lines_follow_each_other_at_28_to_29_points(pages: list[Page]) -> None:
    found = [page for page in pages if len(baselines_of_word(page)) > 3]
    assert found
    for page in found:
        rows = baselines_of_word(page)
        assert 28 <= (rows[-1] - rows[0]) / (len(rows) - 1) <= 29


def baselines_of_word(page: Page) -> list[float]:
    """Baselines of the lines that are all of one face: the paragraph that repeats `WORD`."""
    rows: dict[float, set[str]] = {}
    for char in inside(page):
        rows.setdefault(round(page.height - char["matrix"][5], 1), set()).add(char["text"])
    return sorted(row for row, texts in rows.items() if texts == set(WORD))


def test_text_stands_inside_the_margins_and_fills_the_width(pages: list[Page]) -> None:
    for page in full(pages):
        assert min(char["x0"] for char in inside(page)) == pytest.approx(LEFT, abs=HALF_MM)
        assert max(char["x1"] for char in inside(page)) == pytest.approx(RIGHT, abs=HALF_MM)


def test_the_lines_fill_the_height_between_the_margins(pages: list[Page]) -> None:
    for page in full(pages):
        found = lines(page)
        pitch = (found[-1] - found[0]) / 21
        below = 0.12 * SIZE  # of a Chinese character, below the baseline
        middle = SIZE / 2 - below
        assert found[0] - middle - pitch / 2 == pytest.approx(TOP, abs=2 * HALF_MM)
        assert found[-1] - middle + pitch / 2 == pytest.approx(BOTTOM, abs=2 * HALF_MM)


def test_a_line_of_the_body_takes_28_characters(pages: list[Page]) -> None:
    rows = Counter(
        (page.page_number, round(char["matrix"][5]))
        for page in pages
        for char in inside(page)
        if char["text"] in WORD and round(char["size"]) == SIZE
    )
    assert max(rows.values()) == 28


def test_type_sizes_are_exact(pages: list[Page]) -> None:
    sizes = {round(char["size"], 1) for page in pages for char in page.chars}
    assert sizes == {22, 16, 14, 10}


def test_tables_stand_inside_156_millimetres(pages: list[Page]) -> None:
    edges = [edge for page in pages for edge in page.rects + page.lines if edge["height"] > 1 or edge["width"] > 1]
    assert edges
    assert min(edge["x0"] for edge in edges) >= LEFT
    assert max(edge["x1"] for edge in edges) <= RIGHT
    assert max(edge["x1"] for edge in edges) - min(edge["x0"] for edge in edges) <= 156 * MM


@pytest.mark.parametrize(("head", "last"), [("法律服务机构其他", "四、结转下年度继续办理"), ("", "行政事业性收费")])
def test_a_table_stands_whole_or_goes_on_with_a_block_below_its_head(pages: list[Page], head: str, last: str) -> None:
    texts = ["".join(char["text"] for char in inside(page) if char["size"] < SIZE) for page in pages]
    [page] = [text for text in texts if last in text]
    assert head in page
    first_row = page.partition(head)[2] if head else page
    assert first_row.startswith(("一、本年新收", "（", "第二十条第"))


def test_the_heading_of_table_3_stands_above_it_on_its_page(pages: list[Page]) -> None:
    page = next(page for page in pages if "勾稽关系" in "".join(char["text"] for char in page.chars))
    text = page.extract_text()
    assert 0 <= text.index("三、收到和处理政府信息公开申请情况") < text.index("勾稽关系")


def test_page_numbers_stand_outside_one_character_from_the_edge(pages: list[Page]) -> None:
    for number, page in enumerate(pages, 1):
        foot = [char for char in page.chars if char["top"] > BOTTOM and char["text"].strip()]
        assert "".join(char["text"] for char in foot) == f"—{number}—"
        assert {round(char["size"]) for char in foot} == {14}
        if number % 2:
            assert foot[-1]["x1"] == pytest.approx(RIGHT - 14, abs=HALF_MM)
        else:
            assert foot[0]["x0"] == pytest.approx(LEFT + 14, abs=HALF_MM)


def test_the_title_is_centred_in_22_points(pages: list[Page]) -> None:
    title = [char for char in pages[0].chars if round(char["size"]) == 22]
    assert "".join(char["text"] for char in title).startswith("甲县乙镇人民政府")
    for top in {round(char["top"]) for char in title}:
        row = [char for char in title if round(char["top"]) == top]
        assert (row[0]["x0"] + row[-1]["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
