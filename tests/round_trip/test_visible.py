"""Without what it carries a file of ours reads as what its pages show, and nothing else: an honest reading."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.round_trip.test_docx import town
from tests.strategies import EXAMPLES

from gk_docs.document.carried import ENTRY
from gk_docs.form.editions import FORMS, parse
from gk_docs.form.narrative import Summary
from gk_docs.form.outline import outline_of
from gk_docs.formats import read, render, rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report

SENTENCES = [
    "全年发布信息126条，其中政策解读8条。",
    "各项申请都在法定期限内办结，没有发生复议和诉讼。",
    "一是健全制度；二是加强培训；三是严格审查。",
    "平台更新不够及时，个别栏目内容较少。",
    "下一步将每季度检查一次，并通报检查结果。",
    "甲 & 乙 < 丙，𣲗镇😀。",
]
prose = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("\n\n".join)
NAMES = ["甲镇人民政府", "青山县临河镇人民政府", "某市某区自然资源和规划局", "红旗街道办事处"]


@st.composite
def plain_reports(draw: st.DrawFn) -> AnyReport:
    """Reports such as a clerk writes: usual headings, sentences, any figures and blanks, both editions."""
    edition = draw(st.sampled_from(sorted(FORMS)))
    figures: dict[str, Any] = {}
    for path, figure in outline_of(FORMS[edition]).figures.items():
        count = st.none() | st.integers(0, 9) | st.integers(10, 99_999_999)
        money = st.none() | st.decimals(0, 99_999, places=draw(st.integers(0, 4)))
        value = draw(money if figure.unit in ("元", "万元") else count)
        figures[path] = str(value) if value is not None and figure.unit in ("元", "万元") else value
    report = FORMS[edition].from_figures(
        figures, agency=draw(st.sampled_from(NAMES)), year=draw(st.integers(2019, 2030))
    )
    return parse({**report.model_dump(exclude_unset=True), **draw(narratives()), "edition": edition})


@st.composite
def narratives(draw: st.DrawFn) -> dict[str, Any]:
    def section(*names: str) -> dict[str, str]:
        chosen = draw(st.lists(st.sampled_from(names), min_size=2, unique=True))
        return {name: draw(prose) for name in chosen}

    return {
        "summary": section("active_disclosure", "on_request", "management", "platform", "oversight"),
        "problems": section("rectified", "remaining", "measures"),
        "other_matters": section("processing_fee", "key_points", "proposals", "innovation"),
    }


def without_carried_part(report: Report) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(render(report, "docx"))) as package, zipfile.ZipFile(target, "w") as bare:
        for name in package.namelist():
            if name != ENTRY:
                bare.writestr(name, package.read(name))
    return target.getvalue()


def without_carried_meta(report: Report) -> bytes:
    page, count = re.subn(rb'<meta name="gk-docs" content="[^"]*">', b"", render(report, "html"))
    assert count == 1
    return page


BARE: dict[str, Callable[[Report], bytes]] = {"docx": without_carried_part, "html": without_carried_meta}


@pytest.mark.parametrize("suffix", BARE)
@settings(max_examples=EXAMPLES // 4)
@given(report=plain_reports())
def test_the_pages_alone_give_the_visible_report(suffix: str, report: AnyReport) -> None:
    reading = read(BARE[suffix](report), name=f"报告.{suffix}")
    assert reading.origin == "published"
    assert reading.report == report.visible()


@pytest.mark.parametrize("suffix", BARE)
@pytest.mark.parametrize("fixture", ["xiji_2023", "linhe_2024", "hewan_2020"])
def test_the_towns_read_alike_with_and_without_what_they_carry(
    fixture: str, suffix: str, request: pytest.FixtureRequest
) -> None:
    report = read(request.config.rootpath / "fixtures" / "townships" / f"{fixture}.yaml").report
    assert read(rendered(report, suffix), name=f"镇.{suffix}").report == report
    assert read(BARE[suffix](report), name=f"镇.{suffix}").report == report.visible()


def test_the_day_of_publication_stands_where_the_sites_of_governments_put_it(request: pytest.FixtureRequest) -> None:
    town = read(request.config.rootpath / "fixtures" / "townships" / "linhe_2024.yaml").report
    report = town.replace(published=date(2025, 1, 15))
    assert read(without_carried_meta(report), name="镇.html").report.published == date(2025, 1, 15)


@pytest.mark.parametrize("ends", ["</w:t><w:br/><w:t>", "\n", "\u2028", "\x85"])
@pytest.mark.parametrize(
    "heading",
    [
        "三、收到和处理政府信息公|开申请情况",
        "（一）主动公|开",
        "一、总体|情况",
        "五、存在的主要问题及|改进情况",
        "1.一件|事",
    ],
)
def test_a_heading_that_the_file_breaks_is_that_heading(ends: str, heading: str) -> None:
    report = town().replace(summary=Summary(active_disclosure="1.一件事\n\n公开66条。", on_request="没有申请。"))
    whole, broken = heading.replace("|", ""), heading.replace("|", ends)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(without_carried_part(report))) as package, zipfile.ZipFile(target, "w") as changed:
        for name in package.namelist():
            part = package.read(name).decode(errors="surrogateescape")
            assert name != "word/document.xml" or whole in part
            changed.writestr(name, part.replace(f">{whole}<", f">{broken}<").encode(errors="surrogateescape"))
    assert read(target.getvalue(), name="甲镇.docx").report == report.visible()
