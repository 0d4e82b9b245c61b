"""On a machine without the official faces a PDF is set in the nearest that are there, each kind told apart."""

from __future__ import annotations

import io
import logging
import os
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from lxml import etree
from tests.document.reports import town

from gk_docs.document import pdf
from gk_docs.document.pdf import replacements, rules
from gk_docs.formats import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Answer = Callable[[str], dict[str, str | None]]

TITLE, BLACK, KAI, FANGSONG, SONG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"


@pytest.fixture
def with_faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answer]:
    """What stands in for the faces of a report on a machine that has these."""

    def answer(said: str) -> dict[str, str | None]:
        program = tmp_path / "fc-list"
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        pdf._installed.cache_clear()
        return replacements(render(town(), "docx"))

    yield answer
    pdf._installed.cache_clear()


def test_the_nearest_face_that_is_there_stands_in(with_faces: Answer) -> None:
    found = with_faces(
        "FandolKai\nFandolFang\nNoto Serif CJK SC,Noto Serif CJK SC Light\nNoto Sans CJK SC\nSTZhongsong"
    )
    assert found == {
        "Times New Roman": "Noto Serif CJK SC",
        SONG: "Noto Serif CJK SC",
        BLACK: "Noto Sans CJK SC",
        KAI: "FandolKai",
        FANGSONG: "FandolFang",
        TITLE: "STZhongsong",
    }


def test_a_face_that_is_there_by_any_of_its_names_is_not_replaced(
    with_faces: Answer,
) -> None:
    everything = "SimSun,宋体\nSimHei,黑体\nKaiTi_GB2312,楷体_GB2312\n仿宋_GB2312\nFZXiaoBiaoSong-B05S,方正小标宋简体"
    assert with_faces(f"{everything}\nTimes New Roman") == {}


def test_where_nothing_is_known_of_faces_nothing_is_replaced(
    with_faces: Answer,
) -> None:
    assert with_faces("") == {}


def test_a_face_without_any_other_is_named_and_has_no_rule(with_faces: Answer) -> None:
    found = with_faces("DejaVu Sans")
    assert set(found.values()) == {None}
    assert "<match" not in rules(found)


def test_the_rules_come_after_those_of_the_machine_and_set_the_title_bold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "own & other.conf"))
    root = etree.fromstring(rules({TITLE: "甲 & 乙", BLACK: "丙", KAI: None}).encode())
    assert [child.tag for child in root] == ["include", "match", "match"]
    assert root.findtext("include") == str(tmp_path / "own & other.conf")
    assert [match.findtext("edit/string") for match in root.findall("match")] == ["甲 & 乙", "丙"]
    assert [match.findtext("edit/const") for match in root.findall("match")] == ["bold", None]


@pytest.mark.office
def test_a_pdf_tells_title_headings_and_text_apart_and_is_chinese(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        data = render(town(), "pdf")
        render(town(year=2024), "pdf")
    assert len([one for one in caplog.records if "用别的代替" in one.message]) <= 1  # none where all faces are there
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        chars = [char for page in pdf.pages for char in page.chars]
    title = {char["fontname"] for char in chars if round(char["size"]) == 22}
    text = {char["fontname"] for char in chars if char["text"] == "根"}
    headings = {char["fontname"] for char in chars if char["text"] == "总" and round(char["size"]) == 16} - text
    assert title.isdisjoint(text)
    assert headings
    assert headings.isdisjoint(title)
    assert b"/Lang(zh-CN)" in data
    assert b"/Lang(en-US)" not in data
    assert b"pdfuaid:part>1<" in data
    assert b"/Outlines" in data
