"""What somebody puts into the tables of a file of ours in Word is read where it stands."""

from __future__ import annotations

from tests.round_trip.test_docx import edited, town

INNER = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)


def test_a_table_put_into_a_cell_is_text_of_that_cell_and_moves_no_figure() -> None:
    reading = edited(town(), "(>12</w:t></w:r></w:p>)", rf"\1{INNER}")
    assert reading.origin == "ours"
    [(path, words)] = reading.report.printed.words.items()
    assert (path, words.split()) == ("active_disclosure.licences", ["12", "甲", "乙", "丙"])
    blank = town().active_disclosure.replace(licences=None)
    assert reading.report.replace(printed={}) == town().replace(active_disclosure=blank)


def test_a_tracked_change_of_a_merged_cell_leaves_its_present_span() -> None:
    change = '<w:tcPrChange w:id="1" w:author="甲"><w:tcPr><w:gridSpan w:val="9"/></w:tcPr></w:tcPrChange></w:tcPr>'
    assert edited(town(), "</w:tcPr>", change, count=9).report == town()


def test_text_moved_away_in_a_tracked_change_is_read_once() -> None:
    moved = r"<w:moveFrom><w:r><w:t>别处的话。</w:t></w:r></w:moveFrom>"
    assert edited(town(), "(<w:r>(?:(?!</w:r>).)*其中解读3条。)", rf"{moved}\1").report == town()
