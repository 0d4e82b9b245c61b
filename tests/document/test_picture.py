"""One picture of a report: every number is a cell, every label the form's, the same bytes anywhere, words drawn."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from lxml import etree
from PIL import Image
from tests.document.reports import town
from tests.strategies import EXAMPLES, reports

import gk_docs as gk
from gk_docs.document import png
from gk_docs.errors import GkError
from gk_docs.formats import render, write

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.editions import AnyReport

SVG = "{http://www.w3.org/2000/svg}"
PIXELS = 1080


def drawn(report: AnyReport, previous: AnyReport | None = None) -> etree._Element:
    return etree.fromstring(render(report, "svg", previous=previous))


def words(picture: etree._Element) -> list[str]:
    return ["".join(map(str, text.itertext())) for text in picture.iter(f"{SVG}text")]


def numbers(text: str) -> list[Decimal]:
    return [Decimal(one) for one in re.findall(r"-?\d+(?:\.\d+)?", text)]


@settings(max_examples=EXAMPLES, deadline=None)
@given(reports())
def test_every_number_that_stands_alone_is_a_figure_of_the_report(
    report: gk.AnnualReport | gk.AnnualReport2019,
) -> None:
    figures = {figure.value for figure in report.figures()}
    picture = drawn(report)
    values = [tspan.text for tspan in picture.iter(f"{SVG}tspan") if tspan.get("font-weight")]
    values += [text.text for text in picture.iter(f"{SVG}text") if text.get("font-size") == "28"]
    assert len(values) >= 6
    for value in values:
        assert value is not None
        assert value.startswith("空白") or numbers(value)[0] in figures


def beyond(picture: etree._Element) -> list[str]:
    """The texts that are wider than the picture, by the widths of Noto Sans CJK."""
    found = []
    for text in picture.iter(f"{SVG}text"):
        parts = [(one.text or "", float(str(one.get("font-size")))) for one in text] or [
            (text.text or "", float(str(text.get("font-size"))))
        ]
        wide = sum(size * (0.555 if char.isascii() else 1) for words, size in parts for char in words)
        left = float(str(text.get("x"))) - (wide / 2 if text.get("text-anchor") == "middle" else 0)
        if not 20 <= left <= left + wide <= PIXELS - 20:
            found.append("".join(words for words, _ in parts))
    return found


MOST = 10**18 - 1
NAME = "甲自治区乙盟东丙珠丁旗人力资源和社会保障局（东丙珠丁旗退役军人事务局、东丙珠丁旗劳动保障监察综合行政执法大队）"


def test_no_number_name_or_title_is_cut_at_the_edge() -> None:
    fees = Decimal("123456789012.123456")
    most: Any = {"issued": MOST, "repealed": 0, "in_force": MOST}
    active = gk.ActiveDisclosure.zeros(rules=most, licences=MOST, fees=fees)
    received: Any = {"natural_person": MOST, "business": 7}
    large = town(agency={"name": NAME}, active_disclosure=active, requests=gk.Requests.zeros(received=received))
    assert beyond(drawn(large)) == beyond(drawn(large, town(year=2022))) == beyond(drawn(town(year=2022), large)) == []
    printed = town(printed={"title": ("青山县临河镇人民政府办公室2023年政府信息公开工作年度报告",)})
    assert beyond(drawn(printed)) == []
    assert beyond(drawn(town(agency={"name": NAME}, title=None))) == []


def test_the_number_of_a_tile_stays_within_it_however_long_it_is() -> None:
    picture = drawn(town(active_disclosure=gk.ActiveDisclosure.zeros(licences=MOST)))
    [tile] = [one for one in picture.iter(f"{SVG}text") if "".join(map(str, one.itertext())) == f"{MOST}件"]
    wide = 0.555 * len(str(MOST)) * float(str(tile[0].get("font-size"))) + 6 + 24
    assert wide <= 306


def test_the_figures_of_the_year_stand_under_the_words_of_the_form() -> None:
    found = words(drawn(town()))
    assert "30件" in found
    assert found[found.index("30件") + 1 :][:2] == ["行政许可", "本年处理决定数量"]
    assert found[found.index("自然人") + 1] == "3件"
    assert found[found.index("（一）予以公开") + 1] == "3件"
    assert "其余各项均为0。" in found


def test_bars_are_as_long_as_their_figures() -> None:
    report = town(requests=gk.Requests.zeros(received={"natural_person": 40, "business": 10}))
    bars = [float(str(one.get("width"))) for one in drawn(report).iter(f"{SVG}rect") if one.get("height") == "28"]
    assert bars[:2] == [700, 175]


def test_last_year_stands_beside_this_year_where_it_is_given() -> None:
    last = town(year=2022, requests=gk.Requests.zeros(received={"natural_person": 6}))
    picture = drawn(town(), previous=last)
    found = words(picture)
    assert found[found.index("自然人") + 1 :][:2] == ["3件", "上年 6"]
    assert "2022年（上年）" in found
    assert "自然人 3件（上年6）" in str(picture.findtext(f"{SVG}desc"))
    assert not any("上年 " in one for one in words(drawn(town())))


def test_what_it_shows_is_its_description() -> None:
    picture = drawn(town())
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == town().title
    said = str(picture.findtext(f"{SVG}desc"))
    for text in words(picture):
        assert all(f"{number}" in said for number in numbers(text))


def test_a_blank_is_no_zero_and_hostile_names_are_text() -> None:
    name = '<script>&"甲镇人民政府'
    report = town(agency={"name": name}, title=None, active_disclosure=gk.ActiveDisclosure())
    found = words(drawn(report))
    assert name in found
    assert found.count("空白") >= 6


def test_it_fetches_nothing_runs_nothing_and_is_1080_wide() -> None:
    picture = drawn(town())
    assert {etree.QName(one).localname for one in picture.iter(etree.Element)} <= {
        *("svg", "title", "desc", "defs", "pattern", "rect", "text", "tspan"),
    }
    assert picture.get("width") == f"{PIXELS}"
    assert b"href" not in render(town(), "svg")


def test_last_year_is_for_pictures_alone() -> None:
    with pytest.raises(GkError, match="上年"):
        render(town(), "html", previous=town(year=2022))


def test_a_picture_of_ours_is_replaced_and_one_that_was_edited_is_not(tmp_path: Path) -> None:
    path = write(town(), tmp_path / "乙镇.svg")
    write(town(year=2024), path)
    path.write_bytes(path.read_bytes().replace(b"#1f4e79", b"#000000"))
    with pytest.raises(GkError, match="有人改过"):
        write(town(), path)


def test_without_a_chinese_face_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_PLACES", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GkError, match="没有找到中文字体"):
        render(town(), "png")


@pytest.mark.office
def test_there_is_ink_where_the_words_are_and_the_same_bytes_each_time() -> None:
    data = render(town(), "png")
    assert render(town(), "png") == data
    picture = Image.open(io.BytesIO(data)).convert("L")
    assert picture.width == PIXELS
    [line] = [one for one in drawn(town()).iter(f"{SVG}text") if one.text == "行政许可"]
    x, y = float(str(line.get("x"))), float(str(line.get("y")))
    box = picture.crop((int(x - 48), int(y - 24), int(x + 48), int(y + 6)))
    dark = sum(box.histogram()[:128])
    assert 0.08 < dark / (box.width * box.height) < 0.5
