"""Text copied from another body's report: nearly all of it is told in bodies of many kinds, and no honest name is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from benchmarks.judged import RIGHT, WRONG, with_sentence
from tests.checks.small import small

import gk_docs
from gk_docs.checks.bodies.own_kind import PARTS
from gk_docs.checks.bodies.regions import SUPERIORS
from gk_docs.checks.bodies.trades import TRADES, Trade
from gk_docs.form.agency import Agency

if TYPE_CHECKING:
    from gk_docs.form.report import Report

LEAST = 0.9  # of the copied sentences


class Said(NamedTuple):
    """A sentence, whether it is copied from another body, and the key of the body that reports."""

    judgement: str
    key: str
    part: str
    text: str


LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("copied.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
BODIES = {
    key: Agency(name=name, short_name=short, region=region)
    for key, name, short, region in LINES
    if key not in (WRONG, RIGHT)
}
SENTENCES = [Said(*line) for line in LINES if line[0] in (WRONG, RIGHT)]


@cache
def base(key: str) -> Report:
    return small(agency=BODIES[key])


def is_told(one: Said) -> bool:
    return bool(gk_docs.check(with_sentence(base(one.key), one.part, one.text), select=["GK602"]))


def test_nearly_all_that_is_copied_from_another_body_is_told() -> None:
    copied = [one for one in SENTENCES if one.judgement == WRONG]
    missed = [(one.key, one.text) for one in copied if not is_told(one)]
    assert len(copied) > 120
    assert len(missed) <= (1 - LEAST) * len(copied), missed


def test_no_honest_sentence_that_names_another_body_is_accused() -> None:
    honest = [one for one in SENTENCES if one.judgement == RIGHT]
    assert len(honest) > 120
    assert [(one.key, one.text) for one in honest if is_told(one)] == []


def told_in(name: str, text: str) -> bool:
    agency = Agency(name=name, region="青山县")
    return bool(gk_docs.check(small(agency=agency, summary={"management": text}), select=["GK602"]))


@pytest.mark.parametrize("trade", TRADES[:-1], ids=lambda trade: trade.names[0])
def test_what_only_a_trade_decides_is_told_in_a_bureau_of_another_and_not_in_its_own(trade: Trade) -> None:
    two = pairwise(trade.matters)
    said = [trade.example, *(f"我局公开{one}、{other}等信息。" for one, other in two)]
    said += [f"我局负责{one}等本职工作。" for one in trade.duties] + [f"我局所属{one}均已公开。" for one in trade.held]
    assert [text for text in said if not told_in("青山县外事局", text)] == []
    assert [text for text in said if told_in(f"青山县{trade.names[0]}局", text)] == []


@pytest.mark.parametrize(("sort", "example", "_"), [one for one in SUPERIORS if one[0] != "ENDS"])
def test_what_stands_above_a_body_of_another_county_is_told(sort: str, example: str, _: str) -> None:
    assert sort in ("ABOVE", "BARE")
    assert told_in("青山县临河镇人民政府", example)
    assert not told_in("青山县临河镇人民政府", example.replace("江北县", "青山县").replace("区", "县"))


@pytest.mark.parametrize("name", TRADES[-1].names)
def test_bureaus_that_speak_of_every_trade_are_left_in_peace(name: str) -> None:
    assert not told_in(f"青山县{name}局", TRADES[-1].example)


@pytest.mark.parametrize(("kinds", "example", "_"), PARTS)
def test_what_a_body_calls_its_own_parts_is_told_in_a_body_of_another_kind(kinds: str, example: str, _: str) -> None:
    other = "青山县临河镇人民政府" if kinds in ("街道", "办事处", "局") else "青山县临河街道办事处"
    assert told_in(other, example)
    own = {"街道": "青山县临河街道办事处", "办事处": "青山县临河街道办事处", "局": "青山县水利局"}
    assert not told_in(own.get(kinds, "青山县临河镇人民政府"), example)


@pytest.mark.parametrize("name", ["青山县临河回族乡人民政府", "临河满族镇人民政府", "临河苗族侗族乡人民政府"])
def test_a_township_of_a_people_may_be_called_by_its_place_alone(name: str) -> None:
    kind = name.removesuffix("人民政府")[-1]
    assert not told_in(name, f"临河{kind}高度重视政务公开工作。")
    assert told_in(name, f"河湾{kind}高度重视政务公开工作。")
