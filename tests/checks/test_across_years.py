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
