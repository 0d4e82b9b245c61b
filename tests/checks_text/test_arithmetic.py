"""Parts and wholes, shares and growth are recomputed from the same sentence and from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.small import small
from tests.checks_text.towns import FIGURES, said, told, town
from tests.strategies import EXAMPLES

import gk_docs as gk
from gk_docs.chinese.growth import format_change, format_growth

if TYPE_CHECKING:
    from gk_docs.form.y2021 import AnnualReport


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全年发布信息412条，其中财政预决算4条，重大项目37条，社会救助106条，其他260条。", "412条"),
        ("公开信息382条，其中通知公告2443条。", "382条"),
        ("发布信息66条，其中政策解读1条、通知公告40条、工作动态24条。", "66条"),
        ("网站发布120条，微信发布80条，合计210条。", "210条"),
        ("举办活动5场，其中开放日3场、讲座3场。", "5场"),
        ("公开信息100条，包括政策文件30条、动态信息60条、其他20条。", "100条"),
        ("公开信息100条。其中政策文件30条、动态信息60条、其他20条。", "100条"),
        ("公开信息75条，其中动态52条；其他12条；解读2条；公示5条。", "75条"),
    ],
)
def test_parts_that_do_not_make_the_whole_are_found_at_the_whole(text: str, words: str) -> None:
    assert told(text, "GK503", part="active_disclosure") == [("GK503", words)]


@pytest.mark.parametrize(
    "text",
    [
        "全年发布信息412条，其中财政预决算4条，重大项目37条，社会救助106条，其他265条。",
        "发布信息412条，其中重大项目37条。",
        "发布信息1200余条，其中政策解读300条，通知公告950条。",
        "网站发布120条，微信发布80条，合计200条。",
        "发布图文96篇，其中原创30篇，累计阅读量12万次。",
        "开展培训5次，其中线上2次，参加300人。",
        "公开信息100条，其中网站60条（图解8条）、公众号40条。",
        "开设栏目22个，其中一级栏目4个，二级栏目18个，全年更新信息300条。",
    ],
)
def test_parts_that_fit_or_are_examples_are_not_accused(text: str) -> None:
    assert told(text, "GK503", part="active_disclosure") == []


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("答复申请37件，其中予以公开20件，占45.1%。", "45.1%", "54.1%"),
        ("予以公开20件，占答复总数的64%。", "64%", "54.1%"),
        ("全年发布信息412条，其中社会救助106条，占35.7%。", "35.7%", "25.7%"),
        ("收到政府信息公开申请38件，较上年的30件增长36.7%。", "36.7%", "26.7%"),
        ("发布信息110条，比上年增加10条，增长11%。", "11%", "10.0%"),
        ("发布信息90条，比上年减少10条，下降15.0%。", "15.0%", "10.0%"),
        ("发布信息120条，同比增长25.0%（上年100条）。", "25.0%", "20.0%"),
        ("公开信息120条，占全部信息150条的90%。", "90%", "80.0%"),
    ],
)
def test_a_rate_that_its_numbers_contradict_is_found_with_the_right_one(text: str, words: str, right: str) -> None:
    [finding] = said(town(text), "GK504")
    assert (finding.found, finding.expected) == (words, right)


@pytest.mark.parametrize(
    "text",
    [
        "答复申请37件，其中予以公开20件，占54.1%，部分公开5件，占13.51%。",
        "予以公开20件，占54%。",
        "予以公开20件，约占五成。",
        "发布政策解读12条，占全部图解的60%。",
        "收到政府信息公开申请38件，较上年的30件增长26.67%。",
        "发布信息110条，比上年增加10条，增长10%。",
        "网站访问量80万次，同比增长21.5%。",
        "答复率100%，群众满意率98.5%。",
        "办结率达100%，较上年提升2个百分点。",
    ],
)
def test_a_rate_that_fits_or_has_no_ground_in_the_text_is_not_accused(text: str) -> None:
    assert told(text, "GK504") == []


def last_year(received: int) -> AnnualReport:
    figures = {**FIGURES, "requests.received.natural_person": received}
    return small(figures, year=2022, agency="青山县临河镇人民政府")  # type: ignore[return-value]  # the 2021 form


def test_growth_is_held_against_last_years_report() -> None:
    report = town("收到政府信息公开申请38件，同比增长52%。")
    [finding] = said(report, "GK504", previous=last_year(13))
    assert (finding.found, finding.expected) == ("52%", "90.0%")
    assert said(town("收到政府信息公开申请38件，同比增长90%。"), "GK504", previous=last_year(13)) == []


def test_a_growth_that_is_a_fall_is_found() -> None:
    [finding] = said(town("收到政府信息公开申请38件，同比增长20.8%。"), "GK504", previous=last_year(41))
    assert finding.found == "增长20.8%"
    assert finding.expected == "下降 20.8%"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收取信息处理费385元。", ["385元"]),
        ("收取信息处理费380元。", []),
        ("依法发出收费通知2件，信息处理费共计3940元，标准为每件100元。", []),
        ("未发出信息处理费收费通知。", []),
    ],
)
def test_a_fee_is_a_multiple_of_ten_yuan(text: str, found: list[str]) -> None:
    assert [one.found for one in said(town(other_matters={"processing_fee": text}), "GK505")] == found


def test_no_notice_beside_an_unpaid_one_is_worth_a_look() -> None:
    figures = {**FIGURES, "requests.outcomes.other_handling.fee_overdue.natural_person": 1}
    report = town(figures=figures, other_matters={"processing_fee": "2023年，本机关未发出信息处理费收费通知。"})
    [finding] = said(report, "GK505")
    assert finding.expected == "1"


NO_FEE = {"fee": {"notices": 0, "charged": 0, "received": 0}}


@pytest.mark.parametrize(
    "text",
    [
        "对1名索要材料较多的申请人收取信息处理费160元。",
        "1家律所一次要走300多页，依规收了信息处理费，其余免收。",
        "按件计收的200元信息处理费已于12月上缴国库。",
        "向2名申请人收取信息处理费2件，共300元。",
        "信息处理费80元已按时缴入财政专户。",
    ],
)
@pytest.mark.parametrize("others", [{"fee": NO_FEE["fee"]}, {"processing_fee": "2023年未收取信息处理费。"}])
def test_a_fee_taken_in_the_text_where_none_was_taken_is_found(text: str, others: dict[str, Any]) -> None:
    assert [code for code, _ in told(text, "GK505", other_matters=others)] == ["GK505"]


PART = {"fee": {"notices": 2, "charged": 540, "received": 240}}
ALL = {"fee": {"notices": 2, "charged": 540, "received": 540}}


@pytest.mark.parametrize(
    ("text", "others", "found"),
    [
        ("发出收费通知2件，款项已如数收齐。", PART, "如数收"),
        ("信息处理费收缴率100%。", PART, "收缴率100%"),
        ("信息处理费最后予以免收，一分没要。", PART, "予以免收"),
        ("发出收费通知2件，实际未收取。", ALL, "实际未收"),
        ("发出收费通知2件，1名申请人到年底还没有缴。", ALL, "到年底还没有缴"),
        ("发出收费通知2件，款项已如数收齐。", ALL, None),
        ("发出收费通知2件，1名申请人足额缴纳，另1名逾期未缴。", PART, None),
        ("实际收取的信息处理费已全额缴入国库。", PART, None),
        ("如申请人逾期未缴信息处理费，不再处理其申请。", ALL, None),
        ("去年的信息处理费没有实际收取。", ALL, None),
    ],
)
def test_what_is_said_of_who_paid_agrees_with_the_amounts(text: str, others: dict[str, Any], found: str | None) -> None:
    assert [one for _, one in told(text, "GK505", part="management", other_matters=others)] == (
        [found] if found else []
    )


def test_no_data_are_quoted_where_only_the_text_says_that_no_fee_was_taken() -> None:
    denied = {"processing_fee": "2023年未收取信息处理费。"}
    [finding] = said(town("对1名申请人收取信息处理费160元。", other_matters=denied), "GK505")
    assert "数据" not in finding.message
    assert finding.expected is None


@pytest.mark.parametrize(
    "text",
    [
        "规范信息处理费收取流程，明确按件、按量两种标准。",
        "没有对任何一件申请收取信息处理费。",
        "2022年收取了信息处理费120元，2023年未再发生。",
        "对超过30页的申请可以收取信息处理费，标准为每页10元。",
        "信息处理费收取情况见第六部分。",
        "如收取信息处理费，一律缴入国库。",
        "征收城镇垃圾处理费34万元，未收信息处理费。",
    ],
)
def test_words_about_the_fee_that_say_nothing_was_taken_are_not_accused(text: str) -> None:
    assert told(text, "GK505", other_matters=NO_FEE) == []


def test_more_received_than_charged_is_worth_a_look() -> None:
    report = town(other_matters={"fee": {"notices": 1, "charged": 100, "received": 200}})
    assert [finding.place.path for finding in said(report, "GK505")] == ["other_matters.fee.received"]


AMOUNTS = st.sampled_from([0, 1, 2, 3, 7, 38, 99, 800, 801, 2000, 2001, 10**6, 10**6 + 1, 10**9])
SAYS = {
    "active_disclosure.licences": "作出行政许可决定{}件",
    "active_disclosure.penalties": "行政处罚{}件",
    "requests.received.business": "全年新收政府信息公开申请{}件",
    "requests.outcomes.granted.business": "予以公开{}件",
    "review_litigation.reconsideration.upheld": "行政复议{}件",
}
"""What text says of a figure, or of the total whose only part it is."""


@settings(max_examples=EXAMPLES)
@given(st.dictionaries(st.sampled_from([*SAYS]), st.tuples(AMOUNTS, AMOUNTS), min_size=1))
def test_what_the_filters_write_of_figures_and_last_years_is_never_accused(
    figures: dict[str, tuple[int, int]],
) -> None:
    last = small({path: old for path, (old, _) in figures.items()}, year=2022)
    for write in (lambda new, old: format_change(new, old, "件"), format_growth):
        said = "；".join(f"{SAYS[path].format(new)}，{write(new, old)}" for path, (old, new) in figures.items())
        report = small({path: new for path, (_, new) in figures.items()}, summary={"on_request": f"{said}。"})
        found = gk.check(report, previous=last, select=["GK5"])
        assert [one for one in found if one.is_problem] == []
