"""The chart of a web page: every bar has a key and a number, nothing is cut, less than nothing looks like it."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from lxml import html
from tests.document.reports import town

from gk_docs.chinese.text import width
from gk_docs.document.web_chart import WIDE, web_chart
from gk_docs.form.prose import PlainTable, Prose
from gk_docs.formats import render
from gk_docs.word.package.charts import COLOURS, BarChart

LONG = "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请的数量"


def chart(*series: tuple[str, ...], names: tuple[str, ...] = ("行政许可", "行政处罚")) -> BarChart:
    values = tuple((f"{2019 + at}年", tuple(map(Decimal, one))) for at, one in enumerate(series))
    return BarChart("、".join(name for name, _ in values), names, values, 155, 40, "")


@pytest.mark.parametrize(
    "one",
    [
        chart(("1", "2"), ("2", "1")),
        chart(*[("1", "2")] * 8),
        chart(("123456789012.123456", "0"), ("5", "98765432109")),
        chart(("999999999999999999", "1"), names=(LONG, "甲")),
        chart(("0", "0")),
    ],
)
def test_nothing_is_cut_at_the_edge_or_drawn_over_another(one: BarChart) -> None:
    drawn = web_chart(one)
    assert all(text.x + 8 * width(text.text) <= WIDE for text in drawn.texts)
    assert all(bar.x + bar.width <= WIDE and bar.y + bar.height <= drawn.height for bar in drawn.bars)
    lines = sorted({text.y for text in drawn.texts})
    assert all(after - before >= 14 for before, after in pairwise(lines))
    assert lines[-1] < drawn.height


def test_every_series_has_a_key_of_its_own_colour() -> None:
    drawn = web_chart(chart(*[("1", "2")] * 8))
    keys = [bar.look for bar in drawn.bars if bar.width == bar.height == 14]
    assert [*dict.fromkeys(keys)] == keys
    assert len(keys) == len(set(COLOURS)) == 8
    table = PlainTable(rows=(("项目", *(f"{2016 + at}年" for at in range(6))), ("甲", *"123456"))).drawn()
    page = render(town(summary={"lead": Prose([table])}), "html").decode()
    colours = dict(re.findall(r"\.(bar\d) { fill: (#\w+); }", page))
    assert [*colours] == keys
    assert len({*colours.values()}) == 8
    texts = [text.text for text in html.fromstring(page).iter("text")]
    assert all(f"{2016 + at}年" in texts for at in range(6))


def test_bars_are_as_long_as_their_numbers_and_one_of_less_than_nothing_is_hollow() -> None:
    bars = [bar for bar in web_chart(chart(("-12", "3"))).bars if bar.height == 18]
    assert [bar.width for bar in bars] == [330, 82.5]
    assert [bar.look for bar in bars] == ["bar1 less", "bar1"]
