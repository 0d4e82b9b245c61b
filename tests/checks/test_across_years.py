from decimal import Decimal

import pytest

import gk_docs as gk


def test_a_figure_is_held_against_the_one_of_the_older_form_that_means_the_same() -> None:
    body = gk.Agency(name="甲镇人民政府")
    old = gk.AnnualReport2019(
        agency=body, year=2020, active_disclosure=gk.ActiveDisclosure2019.zeros(penalties={"decisions": 3})
    )
    new = gk.AnnualReport(agency=body, year=2021, active_disclosure=gk.ActiveDisclosure.zeros(penalties=300))
    (found,) = [one for one in gk.check(new, previous=old) if one.code == "GK404" and one.is_problem]
    assert found.place.path == "active_disclosure.penalties"
    assert [place.words for place in found.others] == ["上一年度报告 · 表二 · 行政处罚 · 本年处理决定数量"]


@pytest.mark.parametrize(("fee", "told"), [("2.6", False), ("15000", True), ("120000", True)])
def test_a_fee_of_many_millions_after_a_year_of_none_is_held_against_the_unit(fee: str, *, told: bool) -> None:
    body = gk.Agency(name="甲县乙镇人民政府", level="township")
    old, new = (
        gk.AnnualReport(agency=body, year=year, active_disclosure=gk.ActiveDisclosure.zeros(fees=Decimal(amount)))
        for year, amount in ((2022, "0"), (2023, fee))
    )
    found = [one for one in gk.check(new, previous=old, select=["GK404"]) if one.is_problem]
    assert [one.place.path for one in found] == ["active_disclosure.fees"] * told
    assert all("把元当作万元" in one.message for one in found)
