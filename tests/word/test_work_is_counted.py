"""A template ends: its work is counted before it is done, and nothing that it says is a raw exception."""

# ruff: noqa: E501 - a hostile template reads best on one line

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel
from tests.pace import within
from tests.strategies import EXAMPLES

from gk_docs.errors import TemplateError
from gk_docs.word import Template, inspect_template
from gk_docs.word.printing import rendering as renderings
from gk_docs.word.printing.measure import measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Template]
    Save = Callable[..., Path]


class Figures(BaseModel):
    a: int = 3


def p(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def doubled(times: int, rest: str) -> str:
    """A namespace whose texts, numbers, lists and tuples double so many times."""
    steps = "".join(f"{{% set n.{name} = {made} %}}" for name, made in DOUBLED.items())
    return f"{START}{{% for i in range({times}) %}}{steps}{{% endfor %}}{rest}"


START = "{% set n = namespace(l=[1], m=[1], t=(1,)) %}"
DOUBLED = {"l": "[n.l, n.l]", "m": "[n.m, n.m]", "t": "(n.t, n.t)"}
MACRO = "{% macro f(n) %}{% if n %}BODY{% endif %}{% endmacro %}{{ f(60) }}"

ENDLESS = {
    "macro that doubles": MACRO.replace("BODY", "{{ f(n-1) }}{{ f(n-1) }}"),
    "loop that calls itself": "{% for i in [60] recursive %}{% if i %}{{ loop([i-1, i-1]) }}{% endif %}{% endfor %}",
    "block that calls itself": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "caller": "{% macro f(n) %}{{ caller(n) }}{{ caller(n) }}{% endmacro %}{% macro g(n) %}{% if n %}"
    "{% call(m) f(n) %}{{ g(m-1) }}{% endcall %}{% endif %}{% endmacro %}{{ g(60) }}",
    "large body": "{% for i in range(100000) %}" + "{% set a = i.real.real %}" * 500 + "{% endfor %}",
    "numbers that add up": "{% set n = namespace(x=9) %}{% for i in range(99999) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "lists put together": "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "texts joined": "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = [n.x, n.x]|join(n.x) %}{% endfor %}",
    "slices": "{% set s = 'a' * 9999999 %}{% for i in range(9999) %}{% set x = s[1:] %}{% endfor %}",
    "long text printed often": "{% set s = 'a' * 9999999 %}{% macro f() %}"
    + "{{ s }}" * 99
    + "{% endmacro %}{{ f() }}",
    "text found in a long one": "{% set s = 'a' * 9999999 %}{% for i in range(9999) %}{% set x = 'b' in s %}{% endfor %}",
    "same hashes": "{{ range(0, 99999 * 2305843009213693951, 2305843009213693951)|unique|list|length }}",
    "same hashes in a dict": "{{ dict(range(0, 99998 * 2305843009213693951, 2305843009213693951)|batch(2))|length }}",
    "filtered to nothing": "{% for i in range(9999) %}{{ range(99999)|select('none')|list|length }}{% endfor %}",
    "nothing that is a list": "{% for i in range(9999) %}{{ range(99999)|sum }}{% endfor %}",
    "arguments": "{% macro f() %}{% endmacro %}{% for i in range(99999) %}{{ f(*range(99999)) }}{% endfor %}",
    "dicts": "{% set d = dict(range(9998)|batch(2)) %}{% for i in range(99999) %}{% set e = d.copy() %}{% endfor %}",
    "power": "{{ 10 ** (10 ** 10) }}",
}
NESTED = [
    "{{ n.l == n.m }}", "{{ n.l < n.m < n.l }}", "{{ n.l in [n.m] }}", "{{ n.l not in [n.m] }}", "{{ n.l is eq(n.m) }}",
    "{{ [n.l, n.m]|unique|list }}", "{{ [n.l, n.m]|sort }}", "{{ [n.l, n.m]|min }}", "{{ [n.l]|select('==', n.m)|list }}",
    "{{ [{'a': n.l}, {'a': n.m}]|groupby('a')|list }}", "{{ [n.l].count(n.m) }}", "{{ [1].index(n.m) }}", "{{ n.l }}",
    "{{ n }}", "{{ {'a': n.l}.items() }}", "{{ {n.t: 1} }}", "{{ {}[n.t] }}", "{{ n.t in {} }}", "{{ {}.get(n.t) }}",
    "{{ dict([(n.t, 1)]) }}", "{{ [n.t]|unique|list }}", "{{ n.t is filter }}", "{{ [1][n.l] }}", "{{ n.l|tojson }}",
    "{{ n.l ~ 'a' }}", "{{ '%s' % (n.l,) }}", "{{ '{0}'.format(n.l) }}", "{{ m.copy(update={'a': n.l}).json() }}",
    "{{ m.copy(update={'a': n.l}) == m.copy(update={'a': n.m}) }}", "{{ n.l|pprint }}", "{{ n.l|upper }}",
    "{% for i in [n.l, n.m] %}{{ loop.changed(i) }}{% endfor %}",
]  # fmt: skip
LARGE = [
    "{{ ('a' * 99999).translate({97: 'b' * 99999}) }}", "{{ ('a' * 99999).translate(dict([(97, 'b' * 99999)])) }}",
    "{{ ('\\t' * 99999).expandtabs(9999) }}", "{{ ('\\t' * 99999).expandtabs(tabsize=9999) }}",
    "{{ ('{0}' * 99999).format('a' * 99999) }}", "{{ ('{a}' * 99999).format_map({'a': 'a' * 99999}) }}",
    "{{ ('%(a)s' * 99999) % {'a': 'x' * 99999} }}", "{{ ('%(a)s' * 99999)|format(a='x' * 99999) }}",
    "{{ ('%9999d' * 9999) % ((1,) * 9999) }}", "{{ '%1000000000d'.encode() % 1 }}", "{{ (1).to_bytes(10**9, 'big') }}",
    "{{ ('a' * 999999).replace('', 'b' * 999) }}", "{{ ('\\n' * 999999)|indent(9999) }}", "{{ ('a' * 9999999)|wordwrap(1) }}",
    "{{ ('a ' * 999999)|wordwrap(1, wrapstring='b' * 999) }}", "{{ ('(' * 99999 ~ ')' * 99999)|urlize }}",
    "{{ ('<!-- -->' * 99999)|striptags }}", "{{ ('a ' * 9999999).split()|length }}", "{{ ('a ' * 9999999)|list|length }}",
    "{{ ([[1]] * 99999)|tojson(indent=9999) }}", "{{ ('f' * 9999999)|int(base=16) }}", "{{ ('a' * 9999999).encode('idna') }}",
    "{{ ([[1] * 999] * 9999)|sum(start=[]) }}", "{{ ('a' * 999999).strip('b' * 999999) }}", "{{ '1'.zfill(10**9) }}",
    "{{ ('中' * 9999999)|urlencode }}", "{{ ('a ' * 9999999)|title }}",
]  # fmt: skip


@pytest.mark.parametrize("text", [*ENDLESS.values(), *LARGE, *[doubled(40, rest) for rest in NESTED]])
def test_each_hostile_template_ends_soon_with_its_place(make: Make, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    template = make(p(text))
    allowed = min(renderings.BUDGET, EXAMPLES * renderings.BUDGET // 160)
    monkeypatch.setattr("gk_docs.word.template.Rendering", partial(renderings.Rendering, left=allowed, look_at=allowed))
    with within(20), pytest.raises(TemplateError) as caught:
        template.render({"m": Figures()})
    assert (caught.value.problems[0].place or "").startswith("正文"), caught.value


UNREADABLE = {
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "not": "{{ " + "not " * 2000 + "1 }}",
    "filters": "{{ 1" + "|string" * 2000 + " }}",
    "attributes": "{{ a" + ".b" * 2000 + " }}",
    "eighty attributes": "{{ a" + ".b" * 80 + " }}",
    "sums": "{{ 1" + " + 1" * 2000 + " }}",
    "loops": "{% for i in [1] %}" * 21 + "{% endfor %}" * 21,
    "conditions": "{% if 1 %}" * 150 + "{% endif %}" * 150,
    "many conditions": "{% if 1 %}" * 400 + "{% endif %}" * 400,
    "branches": "{% if 0 %}" + "{% elif 0 %}" * 6000 + "{% endif %}",  # Python 3.13 reads 4500
    "unfinished": "{{ a " * 40,
    "unfinished statements": "{% if a " * 40,
    "number": "{{ " + "9" * 5000 + " }}",
    "hexadecimal number": "{{ 0x" + "f" * 9999 + " }}",
    "a name twice": "{{ dict(a=1, a=2) }}",
    "an argument twice": "{% macro f(a, a) %}{% endmacro %}",
    "a block twice": "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "loop as a variable": "{% for loop in a %}{% endfor %}",
    "a caller that is not optional": "{% macro f(caller) %}{{ caller }}{% endmacro %}",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_python_cannot_read_is_told_when_it_is_opened_and_by_the_check(save: Save, name: str) -> None:
    path = save(p(UNREADABLE[name]))
    with pytest.raises(TemplateError) as caught:
        Template(path)
    assert (caught.value.problems[0].place or "").startswith("正文")
    assert inspect_template(path).problems


def test_the_tag_that_is_nested_too_deep_is_named(make: Make) -> None:
    with pytest.raises(TemplateError) as caught:
        make(p("{{ a }}") + p("{{ " + "(" * 500 + "b" + ")" * 500 + " }}") + p("{{ c }}"))
    assert [problem.place for problem in caught.value.problems] == ["正文 · 第2段"]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ xs[99] }}", "只有 1 项，没有第 99 项（从 0 数起）"),
        ("{{ xs.5 }}", "只有 1 项，没有第 5 项（从 0 数起）"),
        ("{{ 'abc'[10] }}", "只有 3 项，没有第 10 项（从 0 数起）"),
        ("{{ d.2024 }}", "没有名为“2024”的内容"),
        ("{{ xs[1.5] }}", "没有名为“1.5”的内容"),
        ("{{ d.class }}", "没有名为“class”的内容"),
        ("{{ d[(1, 2)] }}", "没有名为“(1, 2)”的内容"),
    ],
)
def test_what_is_not_there_is_told_whatever_its_name(make: Make, tag: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        make(p(tag)).render({"xs": [1], "d": {"2023": 1}})
    assert (caught.value.problems[0].message, caught.value.problems[0].found) == (message, tag)


def test_a_clock_is_the_last_net(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    template = make(p("{% for i in range(99999) %}{% set a = i %}{% endfor %}" * 3))
    template.render({})
    monkeypatch.setattr(renderings, "SECONDS", -1)
    with pytest.raises(TemplateError, match="秒"):
        template.render({})


HONEST = [
    ("{{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }} {{ 1 in xs }} {{ 'a' not in 'bc' }}", "True False True True"),
    ("{{ xs == ys }} {{ xs != [1, 2] }} {{ xs < [2] }} {{ d == {'a': 1} }}", "True True True True"),
    ("{{ 'abcdef'[1:3] }} {{ xs[0:5]|length }} {{ 'abc'[::2] }}", "bc 1 ac"),
    ("{{ [3, 1, 2]|sort|join('、') }} {{ [2, 1, 2]|unique|list|length }}", "1、2、3 2"),
    ("{{ 'a\tb'.expandtabs(4) }} {{ 'abc'.translate({97: 'x'}) }} {{ ' a '.strip() }}", "a   b xbc a"),
    ("{% macro f(n) %}{% if n %}{{ n }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "54321"),
    ("{% for i in [[[1]]] recursive %}{{ loop(i) if i is sequence else i }}{% endfor %}", "1"),
    ("{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}{{ dict(a=1).a }}", "a11"),
    ("{% for i in xs|map('string') %}{{ i }}{{ loop.length }}{% endfor %}", "11"),
    ("{{ rows|groupby('k')|map('first')|join }} {{ rows|sum(attribute='v') }}", "ab 6"),
    ("{{ (" + " + ".join(["1"] * 100) + ") }}", "100"),
]


@pytest.mark.parametrize(("text", "expected"), HONEST)
def test_honest_work_is_done_as_ever(make: Make, text_of: Callable[[bytes], str], text: str, expected: str) -> None:
    rows = [{"k": "a", "v": 1}, {"k": "b", "v": 2}, {"k": "a", "v": 3}]
    assert text_of(make(p(text)).render({"xs": [1], "ys": [1], "d": {"a": 1}, "rows": rows})) == expected


def test_much_honest_work_fits_the_budget(make: Make) -> None:
    names = [str(number) for number in range(1_000)]
    template = make(
        p("{% for n in names %}{% if n in chosen and n != other %}{{ n|upper }}{% endif %}{% endfor %}" * 5)
    )
    assert template.render({"names": names * 5, "chosen": names, "other": names[0]})


def test_a_list_named_twice_counts_twice_and_one_in_itself_is_refused() -> None:
    inner: list[object] = ["甲乙"]
    assert measure([inner, inner]) == 2 * (1 + measure(inner))
    inner.append(inner)
    with pytest.raises(TemplateError, match="套着自己"):
        measure(inner)
