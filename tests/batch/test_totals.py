"""Totals are the independent sum of what the bodies state, and whatever stays out is named."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from gk_docs.batch.totals import total
from gk_docs.errors import InvalidReport
from gk_docs.form.agency import Agency
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

PATHS = list(outline_of(AnnualReport).figures)


def body(number: int, *, blank: str | None = None) -> AnnualReport:
    dice = random.Random(number)
    figures: dict[str, int | Decimal | None] = {path: dice.randrange(1000) for path in PATHS}
    figures["active_disclosure.fees"] = Decimal(dice.randrange(10**9)) / 10_000
    if blank:
        figures[blank] = None
    return AnnualReport.from_figures(figures, agency=f"第{number}镇人民政府", year=2024)


def test_three_hundred_bodies_add_up_to_the_independent_sum() -> None:
    bodies = [body(number) for number in range(300)]
    totals = total(iter(bodies), agency="某县人民政府")
    for path in PATHS:
        assert totals.report.figure(path) == sum(entry.figure(path) or 0 for entry in bodies), path
    assert totals.findings == ()
    assert len(totals.bodies) == 300


def test_each_blank_cell_and_each_missing_body_is_named_and_never_zero() -> None:
    bodies = [body(1), body(2, blank="active_disclosure.licences"), body(3)]
    roster = [entry.agency.name for entry in bodies] + ["第4镇人民政府"]
    totals = total(bodies, agency="某县人民政府", roster=roster)
    expected = (bodies[0].figure("active_disclosure.licences") or 0) + (
        bodies[2].figure("active_disclosure.licences") or 0
    )
    assert totals.report.figure("active_disclosure.licences") == expected
    assert [(finding.place.path, finding.facts["bodies"]) for finding in totals.findings] == [
        ("", ("第4镇人民政府",)),
        ("active_disclosure.licences", ("第2镇人民政府",)),
    ]


def test_a_cell_that_is_blank_everywhere_stays_blank() -> None:
    blank = "requests.received.business"
    totals = total([body(1, blank=blank), body(2, blank=blank)], agency="某县人民政府")
    assert totals.report.figure(blank) is None


def test_bodies_of_another_edition_are_named() -> None:
    old = AnnualReport2019(agency=Agency(name="旧镇人民政府"), year=2024)
    totals = total([body(1), body(2), old], agency="某县人民政府")
    assert totals.report.edition == "2021"
    assert totals.findings[0].facts["bodies"] == ("旧镇人民政府",)
    assert "2019年格式" in totals.findings[0].message


def test_a_body_that_comes_twice_or_from_another_year_is_refused() -> None:
    with pytest.raises(InvalidReport, match="两份报告"):
        total([body(1), body(1)], agency="某县人民政府")
    with pytest.raises(InvalidReport, match="年度不同"):
        total([body(1), body(2).replace(year=2023)], agency="某县人民政府")
    with pytest.raises(InvalidReport, match="没有可以汇总的报告"):
        total([], agency="某县人民政府")
