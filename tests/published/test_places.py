"""A figure is found in the cell of the Word file that it was read from, whatever stands there."""

import random
from typing import Any

import pytest

import gk_docs as gk
from gk_docs.files.opc import Package
from gk_docs.files.wordtables import P, text_of
from gk_docs.published.places import Places

OTHERS = ("/", "—", "无", "12件", "1,234", "3①", "未统计", "三", "见附件")


def paragraphs(data: bytes) -> list[str]:
    return [text_of(one) for one in Package(data).xml("word/document.xml").iter(P)]


def found(data: bytes) -> dict[str, str]:
    """What stands in the paragraph of each figure."""
    texts = paragraphs(data)
    return {path: texts[at] for path, at in Places.of(data, gk.read(data).report).figures.items()}


@pytest.mark.parametrize("blanks", [0, 0.1, 0.9, 1])
def test_every_figure_is_found_in_its_own_cell_be_it_a_number_a_word_or_blank(
    kit: Any, edition: str, blanks: float
) -> None:
    chance = random.Random(blanks)
    cells = kit.figures(edition, 7, blanks=blanks, zeros=0.3)
    cells |= {path: chance.choice(OTHERS) for path in cells if chance.random() < 0.05}
    assert found(kit.docx_report(edition, kit.years[edition], cells)) == cells


def test_the_numbers_count_what_no_reader_sees_too(kit: Any) -> None:
    """The text of a drawing's second copy, and rows that were struck out, stand in the file all the same."""
    cells = kit.figures("2021", 3)
    plain = Package(kit.docx_report("2021", 2023, cells)).read("word/document.xml").decode()
    body = plain.partition("<w:body>")[2].partition("</w:body>")[0]
    gone = f"<w:moveFrom>{kit.docx_paragraph('移走的一段')}</w:moveFrom>"
    assert found(kit.docx_of(gone + body)) == cells


def test_a_cell_of_several_lines_is_found_by_the_one_with_text(kit: Any) -> None:
    cells = kit.figures("2021", 3)
    plain = Package(kit.docx_report("2021", 2023, cells)).read("word/document.xml").decode()
    body = plain.partition("<w:body>")[2].partition("</w:body>")[0]
    assert found(kit.docx_of(body.replace("</w:tcPr>", "</w:tcPr><w:p/>"))) == cells


def test_figures_that_share_a_cell_are_found_in_it(kit: Any) -> None:
    cells = kit.figures("2021", 3, zeros=0)
    row = [path for path in cells if path.startswith("review_litigation.reconsideration.")]
    shared = " ".join(cells[path] for path in row)
    data = kit.docx_report("2021", 2023, {**cells, **dict.fromkeys(row, ""), row[0]: shared})
    report = gk.read(data).report
    assert [str(report.figure(path)) for path in row] == [cells[path] for path in row]
    places = Places.of(data, report)
    assert {paragraphs(data)[places.figure(path) or 0] for path in row} == {shared}
    assert places.figure("review_litigation.reconsideration") == places.figure(row[0])
    assert places.figure("review_litigation.none") is None


def test_words_in_a_text_box_are_found_in_the_paragraph_that_holds_it(kit: Any) -> None:
    cells = kit.figures("2021", 3)
    plain = Package(kit.docx_report("2021", 2023, cells)).read("word/document.xml").decode()
    body = plain.partition("<w:body>")[2].partition("</w:body>")[0]
    box = f"<w:p><w:r><w:pict><w:txbxContent>{kit.docx_paragraph('框里的话')}</w:txbxContent></w:pict></w:r></w:p>"
    data = kit.docx_of(body + box)
    assert Places.of(data, gk.read(data).report).passage("框里的话", "summary") == len(paragraphs(data)) - 2
