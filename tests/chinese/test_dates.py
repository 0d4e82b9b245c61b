from datetime import date, datetime, timedelta

import pytest
from babel.dates import format_date as cldr
from babel.dates import parse_date as parse_cldr
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import STEP

from gk_docs.chinese.dates import DateStyle, YearMonth, format_date, parse_date

STYLES: tuple[DateStyle, ...] = ("figures", "words")
MONTHS = st.builds(YearMonth, st.integers(1000, 9999), st.integers(1, 12))
DAYS = st.dates(min_value=date(1000, 1, 1))


@given(DAYS | MONTHS, st.sampled_from(STYLES))
def test_a_date_is_read_back_with_or_without_its_day(day: date | YearMonth, style: DateStyle) -> None:
    assert parse_date(format_date(day, style)) == day


def test_every_day_of_two_centuries_is_read_as_babel_prints_it() -> None:
    day = date(1900, 1, 1)
    while day.year <= 2100:
        assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
        assert parse_date(format_date(day, "words")) == day
        day += timedelta(days=STEP)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_figures_agree_with_babel_both_ways(day: date) -> None:
    assert format_date(day) == cldr(day, "long", locale="zh_CN")
    assert parse_date(cldr(day, "short", locale="zh_CN")) == day
    assert parse_cldr(format_date(day), locale="zh_CN") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-15", date(2024, 1, 15)),
        ("2024.1.15", date(2024, 1, 15)),
        ("2024/1/15", date(2024, 1, 15)),
        ("２０２４．１．１５", date(2024, 1, 15)),
        (" 2024 年 1 月 15 日 ", date(2024, 1, 15)),
        ("2024年01月05日", date(2024, 1, 5)),
        ("2024年1月15号", date(2024, 1, 15)),
        ("二零二四年一月十五日", date(2024, 1, 15)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("二〇二四年一月廿五日", date(2024, 1, 25)),
        ("2024-01", YearMonth(2024, 1)),
        ("2024.1", YearMonth(2024, 1)),
        ("二〇二四年十月", YearMonth(2024, 10)),
        ("2024年2月29日", date(2024, 2, 29)),
    ],
)
def test_the_usual_ways_to_write_a_date_are_read(text: str, expected: date | YearMonth) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2024年一月十五日", "混用"),
        ("二〇二四年1月15日", "混用"),
        ("2024年1月十五日", "混用"),
        ("二〇二四年一月15日", "混用"),
        ("2023年2月29日", "没有2023年2月29日"),
        ("二〇二三年二月三十日", "没有2023年2月30日"),
        ("2024年13月", "没有2024年13月"),
        ("2024年0月1日", "没有2024年0月1日"),
        ("0999年1月1日", "四位"),
        ("24年1月15日", "不是日期"),
        ("2024.1-15", "不是日期"),
        ("2024年", "不是日期"),
        ("1月15日", "不是日期"),
        ("二十四年一月", "不是日期"),
        ("", "不是日期"),
        ("2024年1月15日起", "不是日期"),
    ],
)
def test_a_mixed_impossible_or_partial_date_is_refused_in_chinese(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        parse_date(text)


@given(st.text(alphabet="0123456789０１二〇零十廿年月日号.-/ ", max_size=16))
def test_any_text_is_read_or_refused_in_chinese(text: str) -> None:
    try:
        day = parse_date(text)
    except ValueError as error:
        assert str(error)[0] in "“没年"  # noqa: PT017 - one of three sentences
    else:
        assert parse_date(format_date(day)) == day


def test_of_a_moment_only_the_day_is_written() -> None:
    assert format_date(datetime.fromisoformat("2024-01-15T08:30:00+08:00"), "words") == "二〇二四年一月十五日"


def test_a_year_without_four_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="四位"):
        format_date(date(999, 1, 1))


def test_a_month_without_a_day_is_not_its_first_day() -> None:
    assert parse_date("2024年1月") != parse_date("2024年1月1日")
