"""A template tells what it asks for, and what is doubtful in it, before there is data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.word.conftest import table

from gk_docs.errors import UnreadableFile
from gk_docs.word import inspect_template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Save = Callable[..., Path]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def test_every_tag_is_listed_with_place_and_names(save: Save) -> None:
    body = p("{{ r.year }}年{# 注 #}") + table(
        ("{%tr for row in r.rows %}",), ("{{ row.total }}",), ("{%tr endfor %}",)
    )
    facts = inspect_template(save(body, header=p("{{ r['name']|upper }}"), properties={"title": "{{ r.title }}"}))
    assert [(tag.text, str(tag.address), tag.names) for tag in facts.tags] == [
        ("{{ r.year }}", "正文 · 第1段", ("r.year",)),
        ("{# 注 #}", "正文 · 第1段", ()),
        ("{%tr for row in r.rows %}", "正文 · 表格1 · 第1行 · 第1格", ("r.rows",)),
        ("{{ row.total }}", "正文 · 表格1 · 第2行 · 第1格", ("r.rows[].total",)),
        ("{%tr endfor %}", "正文 · 表格1 · 第3行 · 第1格", ()),
        ("{{ r['name']|upper }}", "页眉1 · 第1段", ("r.name",)),
        ("{{ r.title }}", "文档属性", ("r.title",)),
    ]
    assert facts.problems == ()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("{% set t = r.total %}{{ t.all }}", {"r.total", "r.total.all"}),
        ("{% for a, b in r.pairs %}{{ a }}{{ b }}{% endfor %}", {"r.pairs"}),
        ("{% for x in r.rows|sort %}{{ loop.index }}{{ x[0].y }}{% endfor %}", {"r.rows", "r.rows[][].y"}),
        ("{% macro m(x) %}{{ x }}{{ y }}{% endmacro %}{{ m(z) }}", {"y", "z"}),
        ("{% if a.b is defined and c[d] %}{% endif %}", {"a.b", "c[]", "d"}),
        (
            "{% for r in rows if r.n %}{{ r.n }}{% else %}{{ none_there }}{% endfor %}",
            {"rows", "rows[].n", "none_there"},
        ),
        ("{{ (a or b).c }}", {"a", "b"}),
    ],
)
def test_names_are_resolved_through_loops_and_sets(save: Save, body: str, names: set[str]) -> None:
    facts = inspect_template(save(p(body)))
    assert {name for tag in facts.tags for name in tag.names} == names


def test_a_broken_template_still_tells_its_names(save: Save) -> None:
    facts = inspect_template(save(p("{{ a.b }}{{ c d }}") + p("{% for x in y %}")))
    assert [tag.names for tag in facts.tags] == [("a.b",), (), ("y",)]
    assert [problem.found for problem in facts.problems] == ["{{ c d }}", "{% for x in y %}"]


@pytest.mark.parametrize("text", ["前{%p if a %}", "{%p if a %}后"])
def test_text_that_a_paragraph_tag_deletes_is_told(save: Save, text: str) -> None:
    facts = inspect_template(save(p(text) + p("{%p endif %}")))
    (warning,) = facts.warnings
    assert (warning.place, warning.found) == ("正文 · 第1段", "{%p if a %}")
    assert "前" in warning.message or "后" in warning.message


def test_text_that_a_row_tag_deletes_is_told(save: Save) -> None:
    facts = inspect_template(save(table(("{%tr for r in rows %}", "丢失"), ("{{ r }}", ""), ("{%tr endfor %}", ""))))
    assert ["丢失" in warning.message for warning in facts.warnings] == [True]


@pytest.mark.parametrize("text", ["｛｛ a ｝｝", "{ { a } }", "{％ if a ％}", "{{ “甲” }}", "{{ a } }"])
def test_a_tag_broken_by_autocorrection_is_told(save: Save, text: str) -> None:
    assert inspect_template(save(p(text))).warnings


@pytest.mark.parametrize(
    "text", ["{{ a }}", "集合 {1, 2}", "100% {甲}", "{{ {'a': 1}['a'] }}", "{% if a %} {% endif %}"]
)
def test_sound_text_is_left_alone(save: Save, text: str) -> None:
    assert inspect_template(save(p(text))).warnings == ()


def test_a_font_that_is_not_declared_is_told(save: Save) -> None:
    facts = inspect_template(save(p("甲", '<w:rPr><w:rFonts w:eastAsia="没有的字体"/></w:rPr>')))
    assert [warning.message for warning in facts.warnings] == ["字体“没有的字体”没有在字体表中声明"]


def test_full_width_punctuation_in_a_tag_is_explained(save: Save) -> None:
    (problem,) = inspect_template(save(p("{{ a（1） }}"))).problems
    assert problem.mend == "标签里请用半角标点"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        inspect_template(tmp_path / "没有.docx")


def test_filters_of_the_caller_are_known_where_they_are_given(save: Save) -> None:
    path = save(p("{{ a|mine }}{% if a is own %}甲{% endif %}"))
    assert len(inspect_template(path).problems) == 2
    assert inspect_template(path, filters={"mine": str}, tests={"own": bool}).problems == ()
