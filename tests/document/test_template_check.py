"""What a template may name is what a report has, in either edition; everything else is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.document.docx import sample_context, template_path
from gk_docs.document.template_check import _is_known, _unknown, check_template
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport
from gk_docs.word.address import Address
from gk_docs.word.lint import TagUse

FIGURES = sorted(outline_of(AnnualReport).figures)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_every_figure_of_the_form_is_known(edition: str) -> None:
    context = sample_context(FORMS[edition])
    assert all(_is_known(path, context) for path in outline_of(FORMS[edition]).figures)


@pytest.mark.parametrize(
    "path",
    ["title_lines[]", "flow[].text", "flow[].kind", "summary.parts[].body", "accepted[].reason", "loop.index", "range"],
)
def test_lists_and_the_names_of_the_engine_are_known(path: str) -> None:
    assert _is_known(path, sample_context(AnnualReport))


@pytest.mark.parametrize("path", ["flow[].words", "requests.received.__class__", "receivd", "agency.contact.mobile"])
def test_what_a_report_has_not_is_not(path: str) -> None:
    assert not _is_known(path, sample_context(AnnualReport))


@given(st.sampled_from(FIGURES), NAMES)
def test_a_misspelt_last_step_is_told_once_with_its_tag(path: str, name: str) -> None:
    wrong = f"{path.rpartition('.')[0]}.{name}x_"
    tag = TagUse(f"{{{{ {wrong} }}}}", Address("正文", ((1, 2, 3),), 1), (wrong,))
    [problem] = _unknown([tag], AnnualReport)
    assert (problem.path, problem.found, problem.place) == (wrong, tag.text, "正文 · 表格1 · 第2行 · 第3格")


def test_the_standard_templates_are_in_order() -> None:
    for edition, form in FORMS.items():
        found = check_template(template_path(form))
        assert (found.edition, found.problems, found.warnings) == (edition, (), ())
