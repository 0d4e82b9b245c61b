"""Figures by path and by printed label, for systems that hold them in a database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.errors import InvalidReport
from gk_docs.form.labels import JOINT, figures_named
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport, Requests

FORMS = [AnnualReport, AnnualReport2019]
counts = st.none() | st.integers(0, 10**17)
amounts = st.none() | st.decimals(0, 10**9, places=4, allow_nan=False)


@given(form=st.sampled_from(FORMS), data=st.data())
def test_figures_give_back_what_from_figures_took(
    form: type[AnnualReport | AnnualReport2019], data: st.DataObject
) -> None:
    outline = outline_of(form)
    values = {
        path: data.draw(amounts if figure.unit in ("元", "万元") else counts, label=path)
        for path, figure in outline.figures.items()
    }
    report = form.from_figures(values, agency="甲镇人民政府", year=2023)
    assert {figure.path: figure.value for figure in report.figures()} == values


@pytest.mark.parametrize("form", FORMS)
def test_the_full_path_of_labels_names_every_figure_exactly(form: type[AnnualReport | AnnualReport2019]) -> None:
    outline = outline_of(form)
    for path, figure in outline.figures.items():
        assert [found.path for found in figures_named(outline, JOINT.join(figure.labels))] == [path]


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("行政处罚", "active_disclosure.penalties"),
        ("规章 / 现行有效件数", "active_disclosure.rules.in_force"),
        ("本年新收政府信息公开申请数量 / 总计", "requests.received.total"),
        ("不予公开 / 属于国家秘密 / 自然人", "requests.outcomes.refused.state_secret.natural_person"),
        ("（七）总计 / 商业企业", "requests.outcomes.total.business"),
        (" requests.received.total  ", "requests.received.total"),
        ("部分公开 / 其他", "requests.outcomes.partly_granted.other"),
        ("复议后起诉 / 尚未审结", "review_litigation.litigation_after_reconsideration.pending"),
    ],
)
def test_a_short_key_is_enough_where_it_is_unique(key: str, path: str) -> None:
    assert [figure.path for figure in figures_named(outline_of(AnnualReport), key)] == [path]


def test_a_short_key_that_is_not_unique_is_refused_with_the_candidates() -> None:
    with pytest.raises(InvalidReport, match="名称不唯一") as refused:
        AnnualReport.from_figures({"规章": 1, "行政许克": 2}, agency="甲镇人民政府", year=2023)
    first, second = refused.value.problems
    assert first.expected is not None
    assert "规章 / 本年制发件数" in first.expected
    assert second.mend == "是否指“行政许可”"


def test_the_same_figure_named_twice_is_refused() -> None:
    with pytest.raises(InvalidReport, match="写了两次"):
        AnnualReport.from_figures({"行政处罚": 1, "active_disclosure.penalties": 1}, agency="甲镇人民政府", year=2023)


def test_figures_carry_labels_unit_and_value() -> None:
    report = AnnualReport.from_figures({"active_disclosure.fees": "59237.2449"}, agency="甲市人民政府", year=2023)
    fee = next(figure for figure in report.figures() if figure.path == "active_disclosure.fees")
    assert fee.labels == (
        "二、主动公开政府信息情况",
        "第二十条第（八）项",
        "行政事业性收费",
        "本年收费金额（单位：万元）",
    )
    assert (fee.unit, fee.value) == ("万元", Decimal("59237.2449"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("requests.outcomes.total.natural_person", "表三 · 三（七）总计 · 自然人"),
        ("requests.received.total", "表三 · 一、本年新收政府信息公开申请数量 · 总计"),
        ("active_disclosure.rules.issued", "表二 · 规章 · 本年制发件数"),
        ("review_litigation.direct_litigation.total", "表四 · 未经复议直接起诉 · 总计"),
        ("agency.contact.phone", "机关 · 联系方式 · 电话"),
        ("summary.parts.1.body", "一、总体情况 · 各部分 · 第2项 · 正文"),
        ("", ""),
    ],
)
def test_a_place_is_named_in_the_form_s_own_words(path: str, words: str) -> None:
    assert words_at(AnnualReport, path) == words


@pytest.mark.parametrize("key", [None, 3, b"rules", ("rules", "issued")])
def test_a_figure_named_by_anything_but_text_is_a_type_error(key: Any) -> None:
    with pytest.raises(TypeError, match="named by text"):
        AnnualReport(agency="甲局", year=2023).figure(key)
    with pytest.raises(TypeError, match="named by text"):
        AnnualReport.from_figures({key: 1}, agency="甲局", year=2023)


def test_figures_are_laid_over_a_table_that_is_given_too() -> None:
    zeros = Requests.zeros(received={"natural_person": 4, "business": 7}, before="说明。")
    mapping: dict[str, Any] = {"received": {"natural_person": 4, "business": 7}}
    for table in (zeros, mapping):
        report = AnnualReport.from_figures(
            {"requests.received.business": 2, "requests.carried_forward.other": 1},
            agency="甲局",
            year=2023,
            requests=table,
        )
        received = report.requests.received
        assert (received.natural_person, received.business) == (4, 2)
        assert report.requests.carried_forward.other == 1
    assert mapping == {"received": {"natural_person": 4, "business": 7}}
    kept = AnnualReport.from_figures({"requests.received.business": 2}, agency="甲局", year=2023, requests=zeros)
    assert kept.requests.received.total == 6
    assert kept.requests.before.text == "说明。"


@pytest.mark.parametrize("table", [3, None, "一句。", [1]])
def test_figures_over_what_is_no_table_are_refused_by_its_name(table: Any) -> None:
    with pytest.raises(InvalidReport, match="应是一组") as refused:
        AnnualReport.from_figures({"requests.received.business": 2}, agency="甲局", year=2023, requests=table)
    assert [problem.path for problem in refused.value.problems] == ["requests"]
