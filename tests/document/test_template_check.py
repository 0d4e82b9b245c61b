"""What a template may name is what a report has, in either edition; everything else is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docx
from gk_docs.document.docx import sample_context, template_path
from gk_docs.document.template_check import check_template
from gk_docs.errors import Problem
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport
from gk_docs.word import TagUse, TemplateFacts
from gk_docs.word.compiling.paths import Use
from gk_docs.word.linting import misused
from gk_docs.word.markup.address import Address
from gk_docs.word.shapes import ValueShape

FIGURES = sorted(outline_of(AnnualReport).figures)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)


def told(path: str, edition: str = "2021") -> list[Problem]:
    """What is wrong with a tag in a cell that asks for this path."""
    tag = TagUse(f"{{{{ {path} }}}}", Address("正文", ((1, 2, 3),), 1), (Use(path, 1),))
    return list(misused(TemplateFacts((tag,), (), (), ()), ValueShape([sample_context(FORMS[edition])])))


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_every_figure_of_the_form_is_known(edition: str) -> None:
    assert [problem for path in outline_of(FORMS[edition]).figures for problem in told(path, edition)] == []


@pytest.mark.parametrize(
    "path",
    ["title_lines[]", "flow[].text", "flow[].kind", "summary.parts[].body", "accepted[].reason", "loop.index", "range"],
)
def test_lists_and_the_names_of_the_engine_are_known(path: str) -> None:
    assert told(path) == []


@pytest.mark.parametrize("path", ["flow[].words", "requests.received.__class__", "receivd", "agency.contact.mobile"])
def test_what_a_report_has_not_is_not(path: str) -> None:
    assert [problem.code for problem in told(path)] == ["GT301"]


@given(st.sampled_from(FIGURES), NAMES)
def test_a_misspelt_last_step_is_told_once_with_its_tag(path: str, name: str) -> None:
    wrong = f"{path.rpartition('.')[0]}.{name}x_"
    [problem] = told(wrong)
    assert (problem.path, problem.found, problem.place) == (wrong, f"{{{{ {wrong} }}}}", "正文 · 表格1 · 第2行 · 第3格")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("行政许可", "active_disclosure.licences"),
        ("本年新收政府信息公开申请数量.总计", "requests.received.total"),
        ("予以公开.自然人", "requests.outcomes.granted.natural_person"),
        ("总计", None),
    ],
)
def test_the_forms_own_words_are_told_with_the_name_that_a_template_wants(
    tmp_path: Path, words: str, path: str | None
) -> None:
    document = docx.Document()
    document.add_paragraph(f"{{{{ {words} }}}}")
    document.save(str(tmp_path / "甲.docx"))
    first, *_ = check_template(tmp_path / "甲.docx").findings
    assert first.code == "GT301"
    assert (f"请写 {{{{ {path} }}}}" in first.message) == (path is not None)


@pytest.mark.parametrize(
    ("expression", "wrong"),
    [
        ("active_disclosure.fees|大写金额", True),
        ("active_disclosure.fees | capitals(prefix=true)", True),
        ("active_disclosure.fees|万元", True),
        ("requests.received.total|大写金额", True),
        ("(active_disclosure.fees * 10000)|大写金额", False),
        ("other_matters.fee.charged|大写金额", False),
        ("active_disclosure.fees|百分比(3)", False),
        ("active_disclosure.fees", False),
    ],
)
def test_a_filter_of_yuan_is_refused_behind_a_figure_of_another_unit(
    tmp_path: Path, expression: str, *, wrong: bool
) -> None:
    document = docx.Document()
    document.add_paragraph(f"{{{{ {expression} }}}}")
    document.save(str(tmp_path / "甲.docx"))
    told_here = [one.found for one in check_template(tmp_path / "甲.docx").findings if one.code == "GT509"]
    assert told_here == ([f"{{{{ {expression} }}}}"] if wrong else [])


def test_the_standard_templates_are_in_order() -> None:
    for edition, form in FORMS.items():
        assert check_template(template_path(form)) == (edition, [])
