"""The Chinese filters, under both names, in any template."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup
from tests.word.conftest import p, template_bytes

from gk_docs.errors import TemplateError
from gk_docs.word import Template
from gk_docs.word.printing.filters import FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Template]

PRINTED = [
    ("date", "日期", "", date(2024, 1, 15), "2024年1月15日"),
    ("date", "日期", "('words')", date(2024, 1, 15), "二〇二四年一月十五日"),
    ("number", "中文数字", "", 123, "一百二十三"),
    ("ordinal", "序数", "", 12, "第十二"),
    ("digits", "逐位数字", "", 2024, "二〇二四"),
    ("capitals", "大写金额", "(prefix=true)", Decimal("1409.50"), "人民币壹仟肆佰零玖元伍角"),
    ("scaled", "万", "", 12345678, "1234.5678万"),
    ("scaled", "万", "(1)", 12345678, "1234.6万"),
    ("wan", "万元", "", 592372449, "59237.2449"),
    ("percent", "百分比", "(8)", 1, "12.5%"),
    ("growth", "同比", "(8)", 9, "同比增长12.5%"),
    ("change", "比上年", "(48, '件')", 60, "比上年增加12件，增长25.0%"),
    ("approximate", "概数", "", 85, "80余"),
    ("mark", "序号", "(2)", 12, "（十二）"),
]


@pytest.mark.parametrize(("english", "chinese", "arguments", "value", "printed"), PRINTED)
def test_a_filter_prints_chinese(
    make: Make, text_of: Callable[[bytes], str], english: str, chinese: str, arguments: str, value: Any, printed: str
) -> None:
    tags = f"{{{{ v|{english}{arguments} }}}}|{{{{ v|{chinese}{arguments} }}}}"
    template = make(f"<w:p><w:r><w:t>{tags}</w:t></w:r></w:p>")
    assert text_of(template.render({"v": value})) == f"{printed}|{printed}"


@pytest.mark.parametrize("name", FILTERS)
def test_a_blank_stays_blank(name: str) -> None:
    assert FILTERS[name](None) is None


@pytest.mark.parametrize(("english", "chinese", "arguments", "value", "printed"), PRINTED)
def test_a_missing_name_that_prints_nothing_is_a_blank_too(
    text_of: Callable[[bytes], str], english: str, chinese: str, arguments: str, value: Any, printed: str
) -> None:
    given = re.sub(r"\(\d+", "(b", arguments)
    tags = f"{{{{ a|{english}{arguments} }}}}{{{{ d.x|{chinese}{arguments} }}}}{{{{ v|{english}{given} }}}}"
    data = Template(template_bytes(p(tags)), undefined="blank").render({"d": {}, "v": value})
    assert text_of(data) == ("" if "b" in given else printed)
    with pytest.raises(TemplateError, match="没有名为“a”的内容"):
        Template(template_bytes(p(tags))).render({"d": {}, "v": value})


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 5|percent(123456) }}", "0%"),
        ("{{ 123457|growth(123456) }}", "与上年基本持平"),
        ("{{ 123456|tojson }}", "123456"),
        ("{{ 123456|replace('1', '2') }}", "223456"),
    ],
)
def test_large_figures_are_no_flood(make: Make, text_of: Callable[[bytes], str], tag: str, printed: str) -> None:
    assert text_of(make(f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>").render({})) == printed


@pytest.mark.parametrize("tag", ["{{ 1|percent(3, 10**9) }}", "{{ 1|scaled(places=10**9) }}"])
def test_endless_decimals_are_refused(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError, match="小数最多"):
        make(f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>").render({})


def test_every_filter_is_shown_here() -> None:
    assert {name for row in PRINTED for name in row[:2]} == FILTERS.keys()


def test_a_float_has_no_exact_digits(make: Make) -> None:
    with pytest.raises(TemplateError, match="标签算不出结果"):
        make("<w:p><w:r><w:t>{{ v|scaled }}</w:t></w:r></w:p>").render({"v": 0.1})


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('{{ "2024-1-5"|日期 }}', "应为日期，不能是文字“2024-1-5”"),
        ('{{ "2024-1-5"|date("words") }}', "应为日期，不能是文字“2024-1-5”"),
        ("{{ 2024|日期 }}", "应为日期，不能是数字2024"),
        ("{{ [1]|日期 }}", "应为日期，不能是 list"),
        ('{{ "12"|中文数字 }}', "应为整数，不能是文字“12”"),
        ("{{ 1.5|序数 }}", "应为整数，不能是数字1.5"),
        ('{{ "一"|序号(2) }}', "应为整数，不能是文字“一”"),
    ],
)
def test_a_value_of_another_kind_is_told_in_chinese(make: Make, tag: str, words: str) -> None:
    with pytest.raises(TemplateError, match=words) as caught:
        make(f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>").render({})
    assert "Error" not in str(caught.value)


@pytest.mark.parametrize("value", ["甲 & <乙>", "甲\t\"乙'", 5, Decimal("1.50"), True, None, ["&"], Markup("&amp;")])
def test_what_is_escaped_by_hand_is_escaped_once_wherever_it_is_printed(
    make: Make, text_of: Callable[[bytes], str], value: Any
) -> None:
    tags = "{{ v|e }}|{{ v|escape }}|{% macro m() %}{{ v|e }}{% endmacro %}{{ m() }}"
    printed = text_of(make(f"<w:p><w:r><w:t>{tags}</w:t></w:r></w:p>").render({"v": value}))
    assert printed.split("|") == [str(value).replace("\t", "").replace("&amp;", "&")] * 3


def test_a_filter_of_the_callers_takes_the_place_of_escaping(save: Any, text_of: Callable[[bytes], str]) -> None:
    template = Template(save("<w:p><w:r><w:t>{{ v|e }}{{ v|escape }}</w:t></w:r></w:p>"), filters={"e": str.upper})
    assert text_of(template.render({"v": "a&"})) == "A&a&"


def test_no_filter_runs_before_the_first_render(save: Any) -> None:
    seen: list[str] = []
    template = Template(save("<w:p><w:r><w:t>{{ 'a'|seen }}</w:t></w:r></w:p>"), filters={"seen": seen.append})
    assert seen == []
    template.render({})
    assert seen == ["a"]


@pytest.mark.parametrize(
    "tags",
    [
        "{% filter upper|trim %}{{ x }}{% endfilter %}",
        "{% set y %}{{ x }}{% endset %}{{ y|upper }}",
        "{% macro m() %}{{ x }}{% endmacro %}{{ m()|upper }}",
        "{% macro m() %}{{ x }}{% endmacro %}{{ m().upper() }}",
        "{{ (x|e)|upper }}",
    ],
)
def test_escaped_text_is_text_for_a_filter(make: Make, text_of: Callable[[bytes], str], tags: str) -> None:
    assert text_of(make(p(tags)).render({"x": "a & <b> \"c\" 'd' &lt;"})) == "A & <B> \"C\" 'D' &LT;"
