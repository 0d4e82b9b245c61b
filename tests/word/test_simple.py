"""Tags that only name a value are read as Jinja reads them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jinja2 import ChainableUndefined, Environment, TemplateSyntaxError, nodes
from lxml import etree
from tests.word.conftest import entries, p, template_bytes

from gk_docs.word import Template
from gk_docs.word.compiling.simple import read
from gk_docs.word.compiling.walking import inside
from gk_docs.word.markup.tags import TaggedPart

TEXTS = (
    "{{ a }}", "{{a.b.c}}", "{{ 名.数 }}", "{{ a.not }}", "{{ true }}", "{{ a|upper }}", "{{ a[0].b }}", "{{- a }}",
    "{% if a.b %}", "{% elif a %}", "{% endif %}", "{% for x in l %}", "{% endfor %}", "{% raw %}", "{% endraw %}",
    "{% else %}", "{% if not a.b and c is defined %}", "{% elif ① %}", "{% for a.b in c %}", "{% endif endfor %}",
    '{% set s = "{{ a }}" %}', '{{ "{{\n a }}" }}', "{# a #}", "字", " ", "\n", "{", "}}",
    "¼", "{{ ① }}", "{{ a . b }}",
)  # fmt: skip


def everything(tree: nodes.Template) -> list[tuple[object, object]]:
    return [
        (type(node).__name__, None if isinstance(node, nodes.TemplateData) else node.lineno)
        for node in tree.find_all(nodes.Node)
    ]


@given(st.lists(st.sampled_from(TEXTS), max_size=8).map("".join))
def test_a_template_is_read_as_jinja_reads_it(text: str) -> None:
    root = etree.Element("x")
    root.text = text
    part = TaggedPart(root, "正文")
    source = part.source(etree.tostring(root, encoding="unicode"))
    assume(not part.problems)
    environment = Environment(autoescape=True)
    try:
        expected = environment.parse(source.text)
    except TemplateSyntaxError as error:
        with pytest.raises(TemplateSyntaxError, match=re.escape(error.message or "")):
            read(environment, source)
        return
    tree = read(environment, source)
    assert tree == expected
    assert everything(tree) == everything(expected)
    assert list(map(id, inside(tree))) == list(map(id, tree.find_all(nodes.Node)))


PRINTED = st.sampled_from(["{{ a.b.c }}", "{{ a.b.d }}", "{{ x.c }}", "{{ a.b.c ~ x.c }}", "{{ a.no }}", "{{ no }}"])
AROUND = (
    "{%% if a.b.e %%}%s{%% endif %%}", "{%% if a.b.c == 1 %%}%s{%% elif a.b.c == 2 %%}{{ x }}{%% endif %%}",
    "{%% for x in l %%}%s{%% endfor %%}", "{%% for x in l recursive %%}%s{%% endfor %%}", "{%% set x = a.b %%}%s",
    "{%% with x = a.b %%}%s{%% endwith %%}", "{%% macro m(x) %%}%s{%% endmacro %%}{{ m(a.b) }}",
    "{%% if a.b.e %%}{%% elif not x.c %%}%s{%% elif a.b.c %%}{{ a.b.c }}%s{%% else %%}{{ a.b.d }}{%% endif %%}",
    "{%% for x in l %%}{{ loop.index }}{%% for y in l %%}%s{{ y.c }}{%% endfor %%}{%% else %%}{{ x }}{%% endfor %%}",
    "{%% set a = {'b': x} %%}%s", "{%% set m %%}%s{%% endset %%}{{ m }}",
)  # fmt: skip
BODIES = st.recursive(
    st.lists(PRINTED, max_size=4).map("·".join),
    lambda inner: st.lists(
        st.builds(lambda around, one: around.replace("%s", one).replace("%%", "%"), st.sampled_from(AROUND), inner),
        min_size=1,
        max_size=3,
    ).map("".join),
    max_leaves=6,
)


@given(BODIES)
@example("{% if a.b.e %}{{ a.b.c }}{{ a.b.d }}{% endif %}{% if a.b.c == 1 %}甲{% endif %}")
def test_a_template_prints_what_it_prints_in_jinja(text: str) -> None:
    context = {"a": {"b": {"c": 1, "d": 2, "e": None}}, "x": {"c": 3, "d": 4}, "l": [{"c": 5}, {"c": 6}]}
    expected = Environment(autoescape=True, undefined=ChainableUndefined).from_string(text).render(context)
    body = template_bytes(p(text.replace("<", "&lt;")))
    document = etree.fromstring(entries(Template(body, undefined="blank").render(context))["word/document.xml"])
    assert "".join(map(str, document.itertext())) == unescape(expected)
