"""Every kind of fault, put into a sound template in several places, is told with its code, its place and its tag."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, computed_field
from tests.word.conftest import template_bytes
from tests.word.faults import FAULTS, TABLES, p, paragraphs, table
from tests.word.templates_at_random import CONTEXTS, templates

from gk_docs.document.template_rules import all_template_rules
from gk_docs.errors import TemplateError
from gk_docs.word import Picture, Template, lint
from gk_docs.word.rules import template_rules

if TYPE_CHECKING:
    from gk_docs.finding import Finding

CONTEXT: dict[str, Any] = {
    "name": "甲",
    "ok": True,
    "total": 12,
    "tags": ["一", "二"],
    "rows": [{"item": "纸", "sum": 12, "parts": [{"n": 1}]}, {"item": "笔", "sum": 3, "parts": []}],
    "agency": {"name": "某局", "phone": None},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "ok": {"type": "boolean"},
        "total": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "tags": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        "agency": {"allOf": [{"$ref": "#/$defs/agency"}], "description": "机关"},
    },
    "$defs": {
        "row": {
            "properties": {
                "item": {"type": "string"},
                "sum": {"type": "number"},
                "parts": {"items": {"properties": {"n": {"type": "integer"}}}},
            }
        },
        "agency": {"properties": {"name": {"type": "string"}, "phone": {"type": ["string", "null"]}}},
    },
}


class Part(BaseModel):
    n: int


class Row(BaseModel):
    item: str
    sum: float
    parts: list[Part]


class Office(BaseModel):
    name: str
    phone: str | None


class Data(BaseModel):
    name: str
    ok: bool
    total: int | None
    tags: list[str]
    rows: list[Row]
    agency: Office


ALL_NAMES = p(
    "{{ name }}{% if ok %}{{ total }}{% endif %}{{ tags|join('、') }}{{ agency.name }}{{ agency.phone }}"
    "{% for r in rows %}{{ r.item }}{{ r.sum }}{% for one in r.parts %}{{ one.n }}{% endfor %}{% endfor %}"
)


def in_body(fault: str) -> bytes:
    return template_bytes(ALL_NAMES + fault + p("完"))


def in_cell(fault: str) -> bytes:
    loop = (("{%tr for row in rows %}", ""), (fault, "{{ row.sum }}"), ("{%tr endfor %}", ""))
    return template_bytes(ALL_NAMES + table(("项目", "金额"), *loop))


def in_nested_table(fault: str) -> bytes:
    return template_bytes(ALL_NAMES + table(("外", table(("内", fault)))))


def in_header(fault: str) -> bytes:
    return template_bytes(ALL_NAMES, header=fault)


def in_footnote(fault: str) -> bytes:
    return template_bytes(ALL_NAMES, footnotes=fault)


PLACES = {
    in_body: "正文 · 第2段",
    in_cell: "正文 · 表格1 · 第3行 · 第1格",
    in_nested_table: "正文 · 表格1 · 第1行 · 第2格 · 表格1 · 第1行 · 第2格",
    in_header: "页眉1 · 第1段",
    in_footnote: "脚注 · 第1段",
}


def shown(findings: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(finding.code, finding.place.words, finding.found) for finding in findings]


@pytest.mark.parametrize("put", PLACES, ids=lambda put: put.__name__)
@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_fault_is_told_in_each_place_and_nothing_else_is(kind: str, put: Any) -> None:
    fault, codes, tag, mended = FAULTS[kind]
    template = put(paragraphs(fault))
    ways: list[Any] = [{"context": CONTEXT}, *([{"schema": SCHEMA}, {"schema": Data}] if put is in_body else [])]
    for data in ways:
        findings = lint(template, **data)
        assert {finding.code for finding in findings} == codes
        assert any(finding.place.words.startswith(PLACES[put]) and tag in (finding.found or "") for finding in findings)
        assert lint(put(paragraphs(mended)), **data) == []


@pytest.mark.parametrize("kind", TABLES)
def test_each_kind_of_fault_in_tables_and_outside_them_is_told_with_its_cell(kind: str) -> None:
    body, told = TABLES[kind]
    assert shown(lint(template_bytes(body))) == told


@pytest.mark.parametrize("tag", ["{% cellbg rows %}", "{% colspan tags %}"])
def test_a_list_as_a_colour_or_a_span_is_told(tag: str) -> None:
    findings = [one for one in lint(template_bytes(table((f"{tag}甲",))), context=CONTEXT) if one.code != "GT302"]
    assert shown(findings) == [("GT304", "正文 · 表格1 · 第1行 · 第1格", tag)]


@pytest.mark.parametrize(
    "text",
    [
        "{% raw %}{{ nmae }} {% endraw %}{{ name }}",
        "{{ missing|default('') }}",
        "{% if missing is defined %}{{ missing.deep }}{% endif %}",
        "{% for r in rows|sort(attribute='sum')|reverse %}{{ r.item }}{{ loop.index }}{% endfor %}",
        "{% for key, one in agency.items() %}{{ key }}{{ one }}{% endfor %}",
        "{% for one in rows|groupby('item') %}{{ one.grouper }}{{ one.list[0].sum }}{% endfor %}",
        "{% set first = rows|first %}{{ first.item }}{{ (rows|last).sum }}{{ rows[-1].item }}{{ rows[1:][0].item }}",
        "{% with r = rows[0] %}{{ r.item }}{% endwith %}",
        "{% macro line(r) %}{{ r.anything }}{% endmacro %}{{ line(rows[0]) }}",
        "{% macro wrap() %}{{ caller(1) }}{% endmacro %}{% call(x) wrap() %}{{ x }}{% endcall %}",
        "{{ '、'.join(tags) }}{{ name.upper() }}{{ rows|map(attribute='item')|join('、') }}",
        "{% for r in rows %}{{ loop.index }}{% endfor %}{% for r in rows %}{{ r.sum }}{% endfor %}",
        "{% for r in rows %}{% set n = r.sum %}{{ n }}{% endfor %}{% set n = 1 %}{{ n }}",
        "集合 {1, {2}}，{ 甲 }，{100%}",
        "{{ {'a': {'b': 1}}['a'] }}",
        "{#p {{ nmae }} #}",
        "{{ name ~ total }}{{ total * 2 }}{{ 'a' if ok else name }}{{ not ok }}",
    ],
)
def test_what_is_in_order_is_left_alone(text: str) -> None:
    assert lint(template_bytes(ALL_NAMES + p(text)), context=CONTEXT) == []
    assert lint(template_bytes(ALL_NAMES + p(text))) == []


def test_names_that_no_tag_asks_for_are_told_the_outermost_alone() -> None:
    template = template_bytes(p("{{ name }}{% for r in rows %}{{ r.sum }}{% endfor %}"))
    for data in ({"context": CONTEXT}, {"schema": SCHEMA}, {"schema": Data}):
        findings = lint(template, **data)
        assert {finding.code for finding in findings} == {"GT302"}
        names = [finding.place.path for finding in findings]
        assert names == ["ok", "total", "tags", "rows[].item", "rows[].parts", "agency"]


@pytest.mark.parametrize(
    "text", ["{{ p(agency) }}", "{% for k, v in agency.items() %}{{ v }}{% endfor %}", "{{ agency[k] }}"]
)
def test_what_is_handed_on_whole_counts_as_asked_for(text: str) -> None:
    findings = lint(template_bytes(p(text)), context={"agency": CONTEXT["agency"], "p": None, "k": None})
    assert not [finding for finding in findings if "agency" in finding.place.path]


def test_a_blank_an_empty_list_and_an_open_schema_say_nothing_of_what_lies_below() -> None:
    template = template_bytes(p("{{ a.b.c }}{% for r in rows %}{{ r.d }}{% endfor %}"))
    assert lint(template, context={"a": None, "rows": []}) == []
    assert lint(template, schema={"properties": {"a": {}, "rows": {"type": "array"}}}) == []
    assert lint(template, schema={"properties": {"a": {"type": "object"}}, "additionalProperties": True}) == []
    closed = {"properties": {"a": {"properties": {"x": {}}}, "rows": True}, "additionalProperties": False}
    assert [(one.code, one.place.path) for one in lint(template, schema=closed)][:1] == [("GT301", "a.b.c")]


WORDS = st.sampled_from(
    [
        "properties",
        "items",
        "prefixItems",
        "anyOf",
        "allOf",
        "$ref",
        "type",
        "enum",
        "const",
        "additionalProperties",
        "patternProperties",
        "name",
        "rows",
        "[",
        "#",
        "#/properties/name",
        "object",
        "array",
        "string",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
SLOPPY = template_bytes(p("{{ name.x }}{{ name }}{% for r in rows %}{{ r.name.rows }}{% endfor %}"))


@given(st.dictionaries(WORDS, JSON, max_size=5))
def test_whatever_stands_in_a_schema_is_no_crash(schema: dict[str, Any]) -> None:
    assert {one.code for one in lint(SLOPPY, schema=schema)} <= {"GT301", "GT302", "GT303", "GT304", "GT305"}


class Letter(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    name: str = Field(alias="名称")
    seal: Picture

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know properties under a decorator
    @property
    def line(self) -> str:
        return self.name


def test_a_model_may_have_aliases_computed_fields_and_types_that_json_has_not() -> None:
    template = template_bytes(p("{{ name }}{{ line }}{{ seal }}{{ seal.anything }}"))
    assert lint(template, schema=Letter) == []
    assert lint(template_bytes(p("{{ 名称 }}")), schema=Letter)[0].code == "GT301"


def test_a_schema_that_refers_to_itself_ends() -> None:
    tree = {"properties": {"name": {}, "below": {"type": "array", "items": {"$ref": "#"}}}}
    template = template_bytes(
        p("{{ name }}{% for one in below recursive %}{{ one.nmae }}{{ loop(one.below) }}{% endfor %}")
    )
    assert [(one.code, one.place.path) for one in lint(template, schema=tree)][:1] == [("GT301", "below[].nmae")]
    loop = {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}
    assert lint(template_bytes(p("{{ name }}")), schema=loop) == []


def test_a_misspelt_name_is_told_with_what_was_meant() -> None:
    for text, meant in {
        "{{ agency.nmae }}": "agency.name",
        "{{ agnecy.phnoe }}": "agency.phone",
        "{% for r in rows %}{{ row.sum }}{% endfor %}": "r.sum",
        "{% for r in rows %}{{ r.smu }}{% endfor %}": "sum",
        "{{ phone }}": "agency.phone",
    }.items():
        first = next(one for one in lint(template_bytes(p(text)), context=CONTEXT) if one.code == "GT301")
        assert f"是不是想写“{meant}”" in first.message


def test_filters_tests_and_names_that_a_program_gives_are_known() -> None:
    template = template_bytes(ALL_NAMES + p("{{ name|mine }}{% if total is own %}{{ today }}{% endif %}"))
    given: Any = {"filters": {"mine": str}, "tests": {"own": bool}, "globals": ["today"]}
    assert {finding.code for finding in lint(template, context=CONTEXT)} == {"GT104", "GT301"}
    assert lint(template, context=CONTEXT, **given) == []


def test_a_caller_gives_one_mapping() -> None:
    template = template_bytes(p("{{ name }}"))
    with pytest.raises(ValueError, match="not both"):
        lint(template, context={}, schema={})
    wrong: Any = [("context", ["name"]), ("schema", "name")]
    for name, value in wrong:
        with pytest.raises(TypeError, match=name):
            lint(template, **{name: value})


@given(templates(), CONTEXTS)
def test_no_template_that_renders_has_an_error(pieces: dict[str, Any], context: dict[str, Any]) -> None:
    template = template_bytes(**pieces)
    assert Template(template).render(context)
    assert {one.code for one in lint(template, context=context)} <= {"GT302", "GT307"}


KEYS = st.sampled_from(["name", "total", "rows", "sum", "kind"])
VALUES = st.recursive(
    st.sampled_from(["甲", 1, True, None]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.lists(KEYS, min_size=1, max_size=3))
def test_a_name_is_told_where_the_engine_fails_for_it_and_nowhere_else(context: Any, steps: list[str]) -> None:
    template = template_bytes(p("{{ " + ".".join(steps) + " == 1 }}"))
    told = [one for one in lint(template, context=context) if one.code in ("GT301", "GT305")]
    try:
        Template(template).render(context)
    except TemplateError:
        assert told or any(reach(context, steps[:end]) is None for end in range(1, len(steps)))
    else:
        assert not told


def reach(context: Any, steps: list[str]) -> Any:
    """What stands there; `...` for nothing."""
    for step in steps:
        context = context.get(step, ...) if isinstance(context, dict) else ...
    return context


def test_every_rule_has_a_page_and_every_code_that_the_engine_gives_has_a_rule() -> None:
    rules = all_template_rules()
    assert len({rule.name for rule in rules.values()}) == len(rules)
    assert template_rules().keys() < rules.keys()
    for rule in rules.values():
        assert all(rule.page.values())
        assert not rule.title.endswith("。")
        assert "\n" not in json.dumps([*rule.page.values()], ensure_ascii=False)
    given = {code for _, codes, *_ in FAULTS.values() for code in codes}
    given |= {code for _, told in TABLES.values() for code, *_ in told}
    assert template_rules().keys() - given == {"GT302", "GT401", "GT402"}  # tested by themselves
