"""A template prints data and nothing else: no method, no global, no iterator; what data lacks is a missing name."""

from __future__ import annotations

import sys
from collections import ChainMap, OrderedDict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from tests.word.conftest import p, template_bytes

from gk_docs.errors import TemplateError
from gk_docs.word import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Make = Callable[..., Template]
    Text = Callable[..., str]


class Thing:
    """An object without a text of its own."""

    name = "甲"

    def method(self) -> str:
        return "乙"


def function() -> str:
    return "丙"


def numbers() -> Iterator[int]:
    yield from (1, 2)


CONTEXT: dict[str, Any] = {"d": {}, "o": Thing(), "f": function, "xs": ["a"], "s": "文"}


@pytest.mark.parametrize(
    "tag",
    [
        *("{{ d.items }}", "{{ d['items'] }}", "{{ d|attr('items') }}", "{{ d.items|upper }}", "{{ o.method }}"),
        *("{{ s.upper }}", "{{ 'a'.upper }}", "{{ table }}", "{{ range|upper }}", "{{ dict }}", "{{ self }}"),
        *(
            "{{ loop }}",
            "{{ caller }}",
            "{% for x in xs %}{{ loop.cycle }}{% endfor %}",
            "{% set m = d.items %}{{ m }}",
        ),
    ],
)
def test_a_name_that_only_a_method_or_a_global_has_is_a_missing_name(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError, match="没有名为") as caught:
        make(p(tag)).render(CONTEXT)
    assert caught.value.problems[0].place == "正文 · 第1段"


@pytest.mark.parametrize("value", [{}, OrderedDict(), ChainMap({}), MappingProxyType({})])
def test_a_key_comes_before_a_method_of_its_name_and_a_call_still_reaches_the_method(
    make: Make, text_of: Text, value: Any
) -> None:
    template = make(p("{{ d.items }}{% for key, value in d.items() %}{{ key }}{{ value }}{% endfor %}"))
    with pytest.raises(TemplateError, match="没有名为“items”"):
        template.render({"d": value})
    filled = type(value)({"items": 3})
    assert text_of(template.render({"d": filled})) == "3items3"


@pytest.mark.parametrize("name", ["table", "range", "dict", "cycler", "joiner", "namespace", "self", "loop", "caller"])
def test_a_name_of_the_context_comes_before_a_global(make: Make, text_of: Text, name: str) -> None:
    template = make(p(f"{{{{ {name} }}}}{{{{ {name}|upper }}}}"))
    assert text_of(template.render({name: "值a"})) == "值a值A"


def test_globals_and_methods_can_be_called(make: Make, text_of: Text) -> None:
    tags = "{% for x in range(2) %}{{ loop.cycle('a', 'b') }}{% endfor %}{{ o.method() }}{{ f() }}{{ s.upper() }}"
    tags += "{% set ns = namespace(n=1) %}{% set ns.n = 2 %}{{ ns.n }}{{ dict(a=3).a }}{{ '{}'.format(4) }}"
    assert text_of(make(p(tags)).render(CONTEXT)) == "ab乙丙文234"


@pytest.mark.parametrize(
    "value", [function, Thing, Thing(), sys, len, numbers(), [function], {"a": Thing()}, b"a", [b"a"], ...]
)
@pytest.mark.parametrize("tag", ["{{ x }}", "{{ x|upper }}", "{{ x ~ 'a' }}", "{{ '%s' % x }}", "{{ '{}'.format(x) }}"])
def test_what_has_no_text_is_refused_with_its_place(make: Make, value: Any, tag: str) -> None:
    with pytest.raises(TemplateError, match="印不出来") as caught:
        make(p("甲") + p(tag)).render({"x": value})
    assert caught.value.problems[0].place == f"正文 · 第2段 {tag}"


@pytest.mark.parametrize(
    "tag", ["{% macro m() %}x{% endmacro %}{{ m }}", "{% for x in 'a' %}{{ loop }}{% endfor %}", "{{ [f]|join }}"]
)
def test_a_macro_and_a_loop_are_no_text(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError, match="印不出来"):
        make(p(tag)).render(CONTEXT)


@pytest.mark.parametrize(
    "tag", ["{{ xs|join(',', attribute='f') }}", "{{ xs|join(',', 'f') }}", "{{ xs|join(attribute=0) }}"]
)
def test_an_attribute_that_has_no_text_is_refused_by_join_too(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError, match="印不出来"):
        make(p(tag)).render({"xs": [{"f": b"x", 0: len}, {"f": "甲", 0: "乙"}]})


def test_an_attribute_that_is_missing_is_joined_as_a_blank_where_that_is_wanted(text_of: Text) -> None:
    template = Template(template_bytes(p("{{ xs|join('，', attribute='f') }}")), undefined="blank")
    assert text_of(template.render({"xs": [{"f": "甲"}, {}]})) == "甲，"


def test_an_iterator_gives_the_same_each_time(make: Make, text_of: Text) -> None:
    twice = "{% for x in xs %}{{ x }}{% endfor %}" * 2
    template = make(
        p(twice + "{{ xs|join }}{% set ys = xs|map('string') %}{{ ys|join }}{{ ys|join }}"), header=p(twice)
    )
    data = template.render({"xs": numbers()})
    assert (text_of(data), text_of(data, "word/header1.xml")) == ("1212121212", "1212")
    nested = make(p(twice.replace("xs", "d.xs")))
    assert text_of(nested.render({"d": {"xs": numbers()}})) == "1212"


def test_objects_without_text_can_be_gone_through_by_filters(make: Make, text_of: Text) -> None:
    template = make(p("{{ xs|join('、', attribute='name') }}{{ xs|batch(2)|length }}"))
    assert text_of(template.render({"xs": [Thing(), Thing(), Thing()]})) == "甲、甲、甲2"
