"""The part that a Word file of ours carries for a later reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.document.pictures import PNG
from tests.document.reports import paragraphs, town
from tests.word.conftest import entries

import docx
from gk_docs.document.carried import ENTRY, VERSION, Carried
from gk_docs.errors import UnreadableFile
from gk_docs.files.seal import digest
from gk_docs.form.agency import Agency
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Part
from gk_docs.form.prose import Picture, PlainTable, Prose
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import render

if TYPE_CHECKING:
    from pathlib import Path


def carried(report: AnnualReport | AnnualReport2019) -> Carried:
    return Carried.parse(entries(render(report, "docx"))[ENTRY])


def test_it_names_the_edition_and_the_fields_that_no_page_shows() -> None:
    agency = {"name": "乙镇", "level": "township", "type": "town", "region": "甲县"}
    accepted = [{"code": "GK402", "reason": "已核实 <&>"}]
    found = carried(town(agency=agency, published="2024-01-15", accepted=accepted))
    assert found.edition == "2021"
    assert found.hidden["agency"] == agency
    assert found.hidden["published"] == "2024-01-15"
    assert found.hidden["accepted"] == accepted
    assert found.hidden["fee"] == {"notices": 0, "charged": "0", "received": "0"}
    assert carried(AnnualReport2019(agency=Agency(name="甲"), year=2020)).edition == "2019"


def test_it_says_how_the_text_falls_into_parts() -> None:
    parts = [
        Part(name="lead", body=Prose("一。\n\n二。")),
        Part(heading="（一）另一。", run_in=True, body=Prose("三。")),
    ]
    report = town(summary={"parts": parts}, preamble=None)
    found = carried(report)
    assert found.hidden["parts"]["summary"] == [["lead", None, False, "pp", 0], [None, True, True, "p", 6]]
    assert found.hidden["blocks"]["preamble"] is None
    assert found.hidden["blocks"]["requests.before"] == ""


def test_it_keeps_what_printed_words_hide_and_only_names_what_they_show() -> None:
    printed = {
        "title": ("甲镇", "报告"),
        "headings": {"problems": "五、问题", "summary": ""},
        "words": {"active_disclosure.fees": "约1万元", "requests.received.total": "三"},
    }
    hidden = carried(town(printed=printed)).hidden
    assert hidden["printed"] == {
        "title": 2,
        "order": [],
        "headings": {"problems": None, "summary": ""},
        "words": {"active_disclosure.fees": "1.50", "requests.received.total": 3},
    }
    assert hidden["title"] == town().title
    assert "title" not in carried(town()).hidden


def test_it_has_a_digest_for_every_figure_as_printed() -> None:
    report = town(printed={"words": {"requests.received.other": "/"}})
    digests = dict(zip(outline_of(AnnualReport).figures, carried(report).figures, strict=True))
    assert digests["requests.received.natural_person"] == digest("3")
    assert digests["requests.received.other"] == digest("/")
    assert digests["active_disclosure.fees"] == digest("1.50")
    blank = AnnualReport(agency=Agency(name="甲"), year=2023)
    assert set(carried(blank).figures) == {digest("")}


def test_it_has_a_digest_for_every_paragraph_as_printed() -> None:
    report = town()
    printed = [text for _, text in paragraphs(render(report, "docx"))][2:]
    tables = {digest("")}
    assert [one for one in carried(report).blocks if one not in tables] == [digest(text) for text in printed]


def test_it_never_holds_the_text_or_a_figure_itself() -> None:
    blocks = Prose([PlainTable(rows=(("密语甲",),)), Picture(data=PNG, caption="密语乙")])
    report = town(
        title="密语丙",
        printed={"headings": {"problems": "密语庚"}, "words": {"requests.received.total": "密语辛"}},
        preamble="密语丁",
        summary={"parts": [Part(heading="密语戊", body=blocks)]},
        active_disclosure={"licences": 987654321, "before": "密语己"},
    )
    part = entries(render(report, "docx"))[ENTRY].decode()
    assert "密语" not in part
    assert "987654321" not in part


def test_a_change_in_word_shows_against_the_digests(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(render(town(), "docx"))
    document = docx.Document(str(path))
    document.tables[0].rows[6].cells[1].paragraphs[0].runs[0].text = "31"
    document.save(str(path))
    kept = Carried.parse(entries(path.read_bytes())[ENTRY])
    shown = docx.Document(str(path)).tables[0].rows[6].cells[1].text
    digests = dict(zip(outline_of(AnnualReport).figures, kept.figures, strict=True))
    assert digests["active_disclosure.licences"] == digest("30") != digest(shown)


def test_hostile_values_come_back_whole() -> None:
    region = "甲&<乙>\"'𣲗😀]]>"
    assert carried(town(agency={"name": "甲", "region": region})).hidden["agency"]["region"] == region


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<report",
        b"<report/>",
        b'<!DOCTYPE r [<!ENTITY a "b">]><report version="1"/>',
        b'<report xmlns="urn:gk-docs:report" version="1"><hidden>{</hidden></report>',
        b'<report xmlns="urn:gk-docs:report" version="1"><hidden>{"year": 2023}</hidden></report>',
        b'<report xmlns="urn:gk-docs:report" version="1"><hidden>' + b"[" * 200_000 + b"</hidden></report>",
        b'<?xml version="1.0" encoding="UTF-0"?><report/>',
        b'<?xml version="1.0" encoding="rot13"?><report/>',
        "<report/>".encode("utf-16"),
    ],
)
def test_a_damaged_part_is_told_from_a_whole_one(xml: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of which XML, JSON and the shape each have their own
        Carried.parse(xml)


def test_a_newer_part_is_refused() -> None:
    xml = f'<report xmlns="urn:gk-docs:report" version="{VERSION + 1}"><hidden>{{}}</hidden></report>'
    with pytest.raises(UnreadableFile, match="更新版本"):
        Carried.parse(xml.encode())
