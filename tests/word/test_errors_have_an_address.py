"""An error of a template names the part, the place in it and the tag as its author wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel
from tests.word.conftest import p, table

from gk_docs.errors import GkError, InvalidReport, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.errors import Problem
    from gk_docs.word import Template

    Make = Callable[..., Template]


class Row(BaseModel):
    name: str
    total: int


def problems_of(call: Callable[[], object]) -> tuple[Problem, ...]:
    with pytest.raises(GkError) as caught:
        call()
    return caught.value.problems


def test_a_missing_name_in_row_seven_of_a_table_is_found_there(make: Make) -> None:
    template = make(p("题目") + table(*[("甲", "乙")] * 6, ("丙", "{{ r.totl }}")))
    (problem,) = problems_of(lambda: template.render({"r": Row(name="甲", total=3)}))
    assert (problem.file, problem.place, problem.found) == ("模板.docx", "正文 · 表格1 · 第7行 · 第2格", "{{ r.totl }}")
    assert problem.mend == "是不是想写“total”"


def test_what_is_asked_of_nothing_is_told_as_such(make: Make) -> None:
    (problem,) = problems_of(lambda: make(p("{{ a.b }}")).render({"a": None}))
    assert (problem.message, problem.found) == ("要取“b”的内容是空的", "{{ a.b }}")


def test_a_key_that_is_asked_for_as_an_attribute_is_not_to_be_called(make: Make) -> None:
    (problem,) = problems_of(lambda: make(p("{{ d|attr('k') }}")).render({"d": {"k": 1}}))
    assert (problem.message, problem.mend) == ("没有名为“k”的内容", "请写作 .k")


def test_all_missing_names_are_told_at_once_but_not_the_guarded_ones(make: Make) -> None:
    template = make(p("{{ a }}{{ b }}") + p("{% if c is defined %}{{ c }}{% endif %}{{ d|default('无') }}{{ e }}"))
    found = problems_of(lambda: template.render({"b": 1}))
    assert [(problem.place, problem.found) for problem in found] == [
        ("正文 · 第1段", "{{ a }}"),
        ("正文 · 第2段", "{{ e }}"),
    ]


def test_a_name_that_one_tag_guards_is_told_where_another_fails(make: Make) -> None:
    template = make(p("{% if a is defined %}甲{% endif %}") + p("{{ a }}{{ b }}"))
    found = problems_of(lambda: template.render({}))
    assert [(problem.place, problem.found) for problem in found] == [
        ("正文 · 第2段", "{{ a }}"),
        ("正文 · 第2段", "{{ b }}"),
    ]


def test_an_error_in_a_row_loop_points_at_the_tag_of_the_template(make: Make) -> None:
    rows = table(("{%tr for r in rows %}", ""), ("{{ r.name }}", "{{ 1 // r.total }}"), ("{%tr endfor %}", ""))
    (problem,) = problems_of(lambda: make(rows).render({"rows": [Row(name="甲", total=1), Row(name="乙", total=0)]}))
    assert (problem.place, problem.found) == ("正文 · 表格1 · 第2行 · 第2格", "{{ 1 // r.total }}")
    assert "除数是 0" in problem.message


def test_an_error_in_a_macro_points_at_its_body(make: Make) -> None:
    template = make(p("{% macro m(x) %}{{ x.y }}{% endmacro %}") + p("{{ m(a) }}"))
    (problem,) = problems_of(lambda: template.render({"a": {}}))
    assert problem.found == "{{ x.y }}"


@pytest.mark.parametrize(
    ("part", "place"), [("header", "页眉1 · 第1段"), ("footer", "页脚1 · 第1段"), ("footnotes", "脚注 · 第1段")]
)
def test_other_parts_are_named(make: Make, part: str, place: str) -> None:
    (problem,) = problems_of(lambda: make(p("甲"), **{part: p("{{ x }}")}).render({}))
    assert problem.place == place


def test_a_property_is_named(make: Make) -> None:
    (problem,) = problems_of(lambda: make(p("甲"), properties={"title": "{{ x }}"}).render({}))
    assert (problem.place, problem.found) == ("文档属性", "{{ x }}")


def test_an_illegal_character_is_named_with_its_place(make: Make) -> None:
    found = problems_of(lambda: make(table(("甲", "{{ a }}"))).render({"a": "好\x0b的"}))
    assert "控制字符 U+000B" in found[0].message
    assert found[0].place == "正文 · 表格1 · 第1行 · 第2格 {{ a }}"


def test_the_tag_is_shown_as_written_though_word_has_split_it(make: Make) -> None:
    split = "<w:p><w:r><w:t>{{ x.</w:t></w:r><w:r><w:t>y if z &lt; 3 }}</w:t></w:r></w:p>"
    (problem,) = problems_of(lambda: make(split).render({"x": {}, "z": 1}))
    assert problem.found == "{{ x.y if z < 3 }}"


STATIC = {
    "unclosed row loop": (
        table(("{%tr for r in rows %}",), ("{{ r }}",)),
        [("正文 · 表格1 · 第1行 · 第1格", "{%tr for r in rows %}")],
    ),
    "unclosed condition": (p("{% if a %}") + p("{{ a }}"), [("正文 · 第1段", "{% if a %}")]),
    "end without beginning": (p("甲") + p("{% endif %}"), [("正文 · 第2段", "{% endif %}")]),
    "two broken tags": (
        p("{{ a b }}") + p("{{ 3 + }}"),
        [("正文 · 第1段", "{{ a b }}"), ("正文 · 第2段", "{{ 3 + }}")],
    ),
    "unknown filters": (
        p("{{ a|nosuch }}") + p("{{ a|nosuch2 }}"),
        [("正文 · 第1段", "{{ a|nosuch }}"), ("正文 · 第2段", "{{ a|nosuch2 }}")],
    ),
    "misplaced prefix": (
        p("{% p if a %}") + p("{% endif %}"),
        [("正文 · 第1段", "{% p if a %}")],
    ),
    "include": (p("{% include 'x' %}"), [("正文 · 第1段", "{% include 'x' %}")]),
    "escaping switched off": (
        p("{% autoescape false %}{{ a }}{% endautoescape %}"),
        [("正文 · 第1段", "{% autoescape false %}")],
    ),
    "crossed blocks": (
        p("{% for r in rows %}") + p("{% if r %}") + p("{% endfor %}"),
        [("正文 · 第2段", "{% if r %}")],
    ),
    "else in nothing": (p("{% else %}"), [("正文 · 第1段", "{% else %}")]),
}


@pytest.mark.parametrize("name", STATIC)
def test_static_errors_are_found_before_there_is_data(make: Make, name: str) -> None:
    body, expected = STATIC[name]
    with pytest.raises(TemplateError) as caught:
        make(body)
    assert [(problem.place, problem.found) for problem in caught.value.problems] == expected


def test_errors_of_all_parts_come_together(make: Make) -> None:
    with pytest.raises(TemplateError) as caught:
        make(p("{{ a b }}"), header=p("{% if %}{% endif %}"), footer=p("{{ 3 + }}"))
    assert [str(problem.place) for problem in caught.value.problems] == [
        "正文 · 第1段",
        "页眉1 · 第1段",
        "页脚1 · 第1段",
    ]


@pytest.mark.parametrize("tag", ["{%p if a % 2 %}", "{%p if {'x': 1}['x'] == a %}"])
def test_a_percent_sign_or_brace_may_stand_in_a_paragraph_tag(
    make: Make, text_of: Callable[[bytes], str], tag: str
) -> None:
    template = make(p(tag) + p("奇") + p("{%p endif %}"))
    assert text_of(template.render({"a": 1})) == "奇"


def test_an_unfinished_tag_is_found(make: Make) -> None:
    with pytest.raises(TemplateError) as caught:
        make(p("{{ a") + p("{{ b }}"))
    assert caught.value.problems[0].place == "正文 · 第1段"


def test_a_caller_s_object_that_fails_is_reported_with_the_tag(make: Make) -> None:
    class Bad:
        @property
        def x(self) -> int:
            raise RuntimeError("坏")

    (problem,) = problems_of(lambda: make(p("{{ a.x }}")).render({"a": Bad()}))
    assert problem.found == "{{ a.x }}"
    assert problem.message == "标签算不出结果：坏"


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ blank / 2 }}", "里面有空白的内容。.*请先用"),
        ("{{ 2 > blank }}", "里面有空白的内容"),
        ("{% for x in blank %}{% endfor %}", "里面有空白的内容"),
        ("{{ 2 / zero }}", "除数是 0。.*请先用"),
        ("{{ 2 % zero }}", "除数是 0"),
        ("{{ 2 - word }}", "种类不同的内容不能一起计算"),
        ("{{ 2 &lt; word }}", "种类不同的内容不能比较"),
        ("{% for x in zero %}{% endfor %}", "不是列表的内容不能循环"),
        ("{{ word.__class__ }}", "不安全，已拒绝。"),
    ],
)
def test_the_usual_reasons_are_said_without_words_of_python(make: Make, tag: str, reason: str) -> None:
    data = {"blank": None, "zero": 0, "word": "甲"}
    with pytest.raises(TemplateError, match=reason) as caught:
        make(p(tag)).render(data)
    assert not re.search("[A-Z][a-z]+Error|NoneType|unsafe", str(caught.value))
    assert caught.value.__cause__ is not None


def test_a_value_error_is_the_data_s_and_a_name_error_the_template_s(make: Make) -> None:
    with pytest.raises(InvalidReport):
        make(p("{{ a }}")).render({"a": "\x00"})
    with pytest.raises(TemplateError):
        make(p("{{ a }}")).render({})
