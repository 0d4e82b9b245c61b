"""Whatever docxtpl makes of a template, the compiled template makes too, canonical XML against canonical XML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from docxtpl import Listing, RichText
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.strategies import EXAMPLES
from tests.word.conftest import entries
from tests.word.validity import faults

from gk_docs.errors import GkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.word import Template

    Make = Callable[..., Template]
    Same = Callable[..., dict[str, bytes]]


def p(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{properties}</w:tcPr>{p(text)}</w:tc>'


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(columns: int, *rows: str) -> str:
    grid = '<w:gridCol w:w="1000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


DRAWING = (
    '<w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="7" name="{}"/>'
    '<a:graphic><a:graphicData uri="x"/></a:graphic></wp:inline></w:drawing>'
)
TREE = [{"name": "甲", "children": [{"name": "乙", "children": []}]}, {"name": "丙 & 丁", "children": []}]
ROWS = [{"name": "甲 & <乙>", "n": 1, "cells": [1, 2, 3]}, {"name": "丙", "n": 22, "cells": [4, 5, 6]}]


@dataclass(frozen=True)
class Case:
    body: str
    context: Any
    header: str = ""
    footer: str = ""


SPLIT = (
    '<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ na</w:t></w:r><w:proofErr w:type="x"/><w:r><w:rPr><w:i/></w:rPr>'
    "<w:t>me }</w:t></w:r><w:r><w:t>} 后</w:t></w:r></w:p>"
)
BARE = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'  # docxtpl takes the format from what follows {{r }}
CASES = {
    "values": Case(p("{{ a }}{{ b }}，{{ c }}") + p("{{ a|upper }}"), {"a": "x & y", "b": 3, "c": None}),
    "quotes": Case(p("{{ a }}"), {"a": "\"双\" '单' <尖>"}),
    "paragraph loop": Case(
        p("{%p for r in rows %}") + p("{{ loop.index }} {{ r.name }}") + p("{%p endfor %}"), {"rows": ROWS}
    ),
    "paragraph condition": Case(
        p("{%p if n > 3 %}")
        + p("大")
        + p("{%p elif n == 3 %}")
        + p("三")
        + p("{%p else %}")
        + p("小")
        + p("{%p endif %}"),
        {"n": 3},
    ),
    "inline condition": Case(p("甲{% if n %}乙{{ n }}{% else %}丙{% endif %}丁"), {"n": 0}),
    "inline loop": Case(p("{% for r in rows %}{{ r.n }}、{% endfor %}"), {"rows": ROWS}),
    "run loop": Case(
        "<w:p><w:r><w:t>{%r for r in rows %}</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>{{ r.n }}</w:t></w:r>"
        "<w:r><w:t>{%r endfor %}</w:t></w:r></w:p>",
        {"rows": ROWS},
    ),
    "row loop": Case(
        tbl(
            2,
            tr(tc("名"), tc("数")),
            tr(tc("{%tr for r in rows %}"), tc("")),
            tr(tc("{{ r.name }}"), tc("{{ r.n }}")),
            tr(tc("{%tr endfor %}"), tc("")),
        ),
        {"rows": ROWS},
    ),
    "row loop without rows": Case(
        tbl(1, tr(tc("{%tr for r in rows %}")), tr(tc("{{ r.name }}")), tr(tc("{%tr endfor %}"))), {"rows": []}
    ),
    "column loop": Case(
        tbl(3, tr(tc("名"), tc("{%tc for c in cells %}"), tc("{{ c }}"), tc("{%tc endfor %}"))), {"cells": [1, 2, 3, 4]}
    ),
    "fewer columns": Case(
        tbl(5, tr(tc("{%tc for c in cells %}"), tc("{{ c }}"), tc("{%tc endfor %}"))), {"cells": [1]}
    ),
    "nested loops": Case(
        tbl(
            3,
            tr(tc("{%tr for r in rows %}")),
            tr(tc("{%tc for c in r.cells %}"), tc("{{ c }}"), tc("{%tc endfor %}")),
            tr(tc("{%tr endfor %}")),
        ),
        {"rows": ROWS},
    ),
    "nested tables": Case(
        tbl(1, f"<w:tr><w:tc><w:tcPr/>{tbl(2, tr(tc('{{ a }}'), tc('乙')))}{p('')}</w:tc></w:tr>"), {"a": 1}
    ),
    "uneven rows": Case(tbl(3, tr(tc("{{ a }}"), tc("乙"))), {"a": 1}),
    "spans": Case(tbl(2, tr(tc("{{ a }}", '<w:gridSpan w:val="2"/>')), tr(tc("1"), tc("2"))), {"a": 1}),
    "header and footer": Case(
        p("{{ a }}"), {"a": "甲 & 乙"}, header=p("头 {{ a }}"), footer=p("{% if a %}尾{% endif %}")
    ),
    "static header": Case(p("{{ a }}"), {"a": 1}, header=p("不变")),
    "rich text": Case(
        "<w:p><w:r><w:t>{{r a }}</w:t></w:r></w:p>", {"a": RichText("红 & 绿", color="FF0000", bold=True)}
    ),
    "rich text in a loop": Case(
        p("{%p for r in rows %}") + BARE.format("前{{r r }}后") + p("{%p endfor %}"),
        {"rows": [RichText("甲\n乙\t丙", italic=True), RichText("丁", size=30)]},
    ),
    "rich text with paragraphs": Case(BARE.format("前{{r a }}后"), {"a": RichText("一\a二\f三")}),
    "line breaks": Case(p("前 {{ a }} 后"), {"a": "甲\n乙\n\n丙 & 丁"}),
    "tabs": Case(p("前 {{ a }} 后", '<w:pPr><w:jc w:val="center"/></w:pPr>'), {"a": "甲\t乙"}),
    "new paragraphs": Case(p("前 {{ a }} 后", '<w:pPr><w:jc w:val="center"/></w:pPr>'), {"a": "甲\a乙\n丙\t丁"}),
    "page breaks": Case(p("{{ a }}"), {"a": "甲\f乙"}),
    "listing": Case(p("{{ a }}"), {"a": Listing("甲 & 乙\n丙\a丁\f戊")}),
    "line breaks in a header": Case(p("{{ a }}"), {"a": "甲\n乙"}, header=p("{{ a }}")),
    "cell background": Case(tbl(2, tr(tc("{% cellbg bg %}{{ a }}"), tc("乙"))), {"bg": "FF0000", "a": 1}),
    "cell background in a loop": Case(
        tbl(1, tr(tc("{%tr for bg in bgs %}")), tr(tc("{% cellbg bg %}甲")), tr(tc("{%tr endfor %}"))),
        {"bgs": ["FF0000", "00FF00"]},
    ),
    "column span": Case(tbl(3, tr(tc("{% colspan n %}{{ a }}")), tr(tc("1"), tc("2"), tc("3"))), {"n": 3, "a": "甲"}),
    "vertical merge": Case(
        tbl(
            2,
            tr(tc("{%tr for r in rows %}"), tc("")),
            tr(tc("{% vm %}{{ a }}"), tc("{{ r.n }}")),
            tr(tc("{%tr endfor %}"), tc("")),
        ),
        {"rows": ROWS, "a": "合"},
    ),
    "horizontal merge": Case(
        tbl(2, tr(tc("{%tc for c in cells %}"), tc("{% hm %}{{ a }}"), tc("{%tc endfor %}")), tr(tc("1"), tc("2"))),
        {"cells": [1, 2], "a": "合"},
    ),
    "hyperlink": Case(
        '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>{{ a }}</w:t></w:r></w:hyperlink></w:p>', {"a": "甲 & 乙\n丙"}
    ),
    "comment": Case(p("甲{# 不显示 {{ x }} #}乙{{ a }}") + p("{#p 整段不显示 #}") + p("丙"), {"a": 1}),
    "split across runs": Case(SPLIT, {"name": "甲 & 乙"}),
    "split statement": Case(
        "<w:p><w:r><w:t>{% i</w:t></w:r><w:r><w:t>f a %</w:t></w:r><w:r><w:t>}是{% endif %}</w:t></w:r></w:p>", {"a": 1}
    ),
    "white space control": Case(p("甲") + p("{%- if a -%}") + p("乙") + p("{%- endif -%}") + p("丙"), {"a": 1}),
    "white space control above a table": Case(
        p("甲") + p("{%- if a -%}") + p("乙") + p("{%- endif -%}") + p("丙") + tbl(1, tr(tc("丁"))) + p(""), {"a": 1}
    ),
    "a tag over two paragraphs above a table": Case(
        p("前{{ ") + p("a }}后") + p("") + tbl(1, tr(tc("丁"))) + p(""), {"a": 1}
    ),
    "white space in paragraphs": Case(
        p("  甲  {{ a }}  乙  ") + "<w:p><w:r><w:t>{% if a %} {% endif %}</w:t></w:r></w:p>", {"a": 1}
    ),
    "macro": Case(
        p("{% macro m(x) %}<{{ x }}>{% endmacro %}".replace("<", "〈").replace(">", "〉")) + p("{{ m(a) }}{{ m(3) }}"),
        {"a": "甲 & 乙"},
    ),
    "macro of paragraphs": Case(
        p("{%p macro m(x) %}") + p("段 {{ x }}") + p("{%p endmacro %}") + p("{{p m(a) }}") + p("{{p m(2) }}"),
        {"a": "甲\n乙"},
    ),
    "set": Case(p("{% set x = a * 2 %}{{ x }}") + p("{% set y %}甲{{ a }}{% endset %}{{ y }}"), {"a": 2}),
    "filter block": Case(p("{% filter upper %}abc{{ a }}{% endfilter %}"), {"a": "x"}),
    "braces": Case(p("{_{ a }_} {_% b %_} {{ a }}"), {"a": 1}),
    "curly quotes in a tag": Case(p("{{ “甲” ~ ‘乙’ }}{{ a }}"), {"a": 1}),
    "comparison in a tag": Case(p("{% if a &lt; 3 and a &gt; 0 %}小{% endif %}"), {"a": 1}),
    "drawings": Case(
        p("{%p for r in rows %}")
        + f"<w:p><w:r>{DRAWING.format('甲')}</w:r></w:p>"
        + p("{%p endfor %}")
        + f"<w:p><w:r>{DRAWING.format('{{ a }}')}</w:r></w:p>",
        {"rows": [1, 2], "a": "丁"},
    ),
    "text box": Case(
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{p('{{ a }}')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        {"a": "甲 & 乙"},
    ),
    "content control": Case(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('{{ a }}')}</w:sdtContent></w:sdt>", {"a": "甲\n乙\t丙"}
    ),
    "recursive loop": Case(
        p("{% for n in tree recursive %}{{ n.name }}（{{ loop(n.children) }}）{% endfor %}"),
        {"tree": TREE},
    ),
    "raw": Case(p("{% raw %}{{ a }}{% endraw %}{{ a }}"), {"a": 1}),
    "constant": Case(p("没有标签"), {}),
    "conditional bold": Case(
        "<w:p><w:r><w:t>甲{% if a %}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r>"
        "<w:r><w:t>{% endif %}丙</w:t></w:r></w:p>",
        {"a": 1},
    ),
    "static tab and break": Case("<w:p><w:r><w:t>甲\t乙\n丙{{ a }}</w:t></w:r></w:p>", {"a": 1}),
}


# docxtpl leaves a table without rows, gives a table the grid of the one inside it, and writes properties in any order
MADE_WHOLE = ("row loop without rows", "nested tables", "cell background", "cell background in a loop", "column span")


@pytest.mark.parametrize("name", CASES)
def test_a_template_renders_as_in_docxtpl(make: Make, same_as_docxtpl: Same, name: str) -> None:
    case = CASES[name]
    template = make(case.body, header=case.header, footer=case.footer)
    parts = same_as_docxtpl(template, case.context, whole=name in MADE_WHOLE)
    assert b"{{" not in parts["word/document.xml"] or name in ("braces", "raw")


TEXTS = st.text(st.sampled_from("甲乙 &<>\"'\n\t\a\f\u3000\U00020bb7{%}az"), max_size=6)
LEAVES = st.one_of(TEXTS, st.none(), st.integers(-3, 30), st.booleans(), st.decimals(0, 99, places=2))
REFUSED_ON_PURPOSE = ("普通文字会丢失", "结构不完整", "不能容纳的字符", "跨的列数要填从 1 起的整数", "底色要填")


def mutated(draw: st.DrawFn, value: Any) -> Any:
    """A value of much the same shape."""
    if draw(st.integers(0, 9)) == 0:
        return draw(LEAVES)
    if isinstance(value, dict):
        return {key: mutated(draw, item) for key, item in value.items()}
    if isinstance(value, list):
        return [mutated(draw, item) for item in draw(st.lists(st.sampled_from(value), max_size=4))] if value else []
    if isinstance(value, (RichText, Listing)):
        return type(value)(draw(TEXTS))
    return draw(LEAVES) if draw(st.booleans()) else value


@st.composite
def mutated_cases(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    name = draw(st.sampled_from(sorted(CASES)))
    return name, {key: mutated(draw, value) for key, value in CASES[name].context.items()}


@settings(max_examples=min(80, EXAMPLES), deadline=None)
@given(case=mutated_cases())
@example(case=("values", {"a": None, "b": 3, "c": None}))  # docxtpl alone prints NONE
def test_any_context_renders_as_in_docxtpl(
    case: tuple[str, dict[str, Any]], same_as_docxtpl: Same, keep: Make, docxtpl_fails: Callable[..., bool]
) -> None:
    name, context = case
    template = keep(CASES[name].body, header=CASES[name].header, footer=CASES[name].footer)
    refusal = ""
    try:
        template.render(context)
    except GkError as error:
        refusal = str(error)
    if refusal:
        assert any(words in refusal for words in REFUSED_ON_PURPOSE) or docxtpl_fails(template, context), refusal
    else:
        assert faults(template.render(context)) == []
        same_as_docxtpl(template, context, whole=True)


def in_the_body(make: Make, body: str, context: Any, **rest: str) -> str:
    document = entries(make(body, **rest).render(context))["word/document.xml"].decode()
    return document.partition("<w:body>")[2].rpartition("<w:sectPr>")[0]


ELSEWHERE = {
    "a table": tbl(2, tr(tc("{{ other }}"), tc("乙"))) + p(""),
    "a loop": p("{%p for n in [1, 2] %}") + p("{{ n }}") + p("{%p endfor %}"),
    "deleted text": '<w:p><w:del w:id="90" w:author="某"><w:r><w:delText>{{ no }}</w:delText></w:r></w:del></w:p>',
    "a control": f"<w:sdt><w:sdtPr/><w:sdtContent>{p('{{ other }}')}</w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_what_stands_above_or_below_changes_nothing(make: Make, name: str, elsewhere: str) -> None:
    case, other = CASES[name], ELSEWHERE[elsewhere]
    context, stories = {**case.context, "other": "别"}, {"header": case.header, "footer": case.footer}
    alone = in_the_body(make, case.body, context, **stories)
    beside = in_the_body(make, other, context)
    assert in_the_body(make, case.body + other, context, **stories) == alone + beside
    assert in_the_body(make, other + case.body, context, **stories) == beside + alone
