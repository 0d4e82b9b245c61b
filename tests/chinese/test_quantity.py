import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.numerals import format_number
from gk_docs.chinese.quantity import Mention, Quantity, find_numbers, find_quantities

COUNTS = [
    ("答复3050件", "3050件", "3050", "件"),
    ("受理 3119 件", "3119 件", "3119", "件"),
    ("诉讼 46\n件，其中", "46\n件", "46", "件"),
    ("受理3119\u2002件", "3119\u2002件", "3119", "件"),
    ("３１１９件", "３１１９件", "3119", "件"),
    ("１，２３４件", "１，２３４件", "1234", "件"),
    ("1,234,567条", "1,234,567条", "1234567", "条"),
    ("受理十二件", "十二件", "12", "件"),
    ("一百二十三件", "一百二十三件", "123", "件"),
    ("两千零二十条", "两千零二十条", "2020", "条"),
    ("一万二千人次", "一万二千人次", "12000", "人次"),
    ("活动两次", "两次", "2", "次"),
    ("受理一件", "一件", "1", "件"),
    ("3.5万人次", "3.5万人次", "35000", "人次"),
    ("10亿零817万5288人", "10亿零817万5288人", "1008175288", "人"),
    ("1万2千件", "1万2千件", "12000", "件"),
    ("设8个办事窗口", "8个", "8", "个"),
    ("发布会12场", "12场", "12", "场"),
    ("公报6期", "6期", "6", "期"),
    ("分为六部分", "六部分", "6", "部分"),
    ("收费59237.2449万元", "59237.2449万元", "59237.2449", "万元"),
    ("1,234.5万元", "1,234.5万元", "1234.5", "万元"),
    ("3.45亿元", "3.45亿元", "3.45", "亿元"),
    ("共3940元", "3940元", "3940", "元"),
    ("三万元", "三万元", "30000", "元"),
    ("同比增长12.5％", "12.5％", "12.5", "％"),
    ("下降百分之二十", "百分之二十", "20", "%"),
    ("提高5个百分点", "5个百分点", "5", "个百分点"),
    ("增减为-8件", "-8件", "-8", "件"),
    ("20个工作日内", "20个工作日", "20", "个工作日"),
    ("四个季度", "四个季度", "4", "个季度"),
    ("合计3119，", "3119", "3119", None),
    ("A4纸3张", "3张", "3", "张"),
    ("网上3件", "3件", "3", "件"),
    ("预约3次", "3次", "3", "次"),
    ("COVID-19防控3次", "3次", "3", "次"),
    ("符合GB/T 9704—2012的2件", "2件", "2", "件"),
    ("折合20美元", "20美元", "20", "美元"),
    ("附近10家", "10家", "10", "家"),
    ("收费13812345678元", "13812345678元", "13812345678", "元"),
    ("收费15952060746.5元", "15952060746.5元", "15952060746.5", "元"),
]

APPROXIMATE = [
    ("参与人数80余人", "80余人", "余", "80", "90"),
    ("信息1200余条", "1200余条", "余", "1200", "1300"),
    ("5500 余条", "5500 余条", "余", "5500", "5600"),
    ("14万余条", "14万余条", "余", "140000", "150000"),
    ("20余万元", "20余万元", "余", "20", "30"),
    ("3万余元", "3万余元", "余", "3", "4"),
    ("十余次", "十余次", "余", "10", "20"),
    ("二十多人", "二十多人", "多", "20", "30"),
    ("近5000件", "近5000件", "近", "4000", "5000"),
    ("近百条", "近百条", "近", "0", "100"),
    ("约 300 人", "约 300 人", "约", "200", "400"),
    ("300人左右", "300人左右", "左右", "200", "400"),
    ("超1.2万次", "超1.2万次", "超", "12000", None),
    ("上千人次", "上千人次", "上", "1000", None),
    ("50+条", "50+条", "+", "50", None),
    ("不足10件", "不足10件", "不足", "0", "10"),
    ("几十件", "几十件", "几", "20", "99"),
    ("十几个", "十几个", "几", "11", "19"),
    ("数百名群众", "数百名", "数", "200", "999"),
    ("三四十人", "三四十人", "两数连用", "30", "40"),
    ("12—15件", "12—15件", "至", "12", "15"),
    ("5万—10万人", "5万—10万人", "至", "50000", "100000"),
    ("9亿～16亿元", "9亿～16亿元", "至", "9", "16"),
    ("15%～30%", "15%～30%", "至", "15", "30"),
    ("三至五个工作日", "三至五个工作日", "至", "3", "5"),
]

MENTIONS = [
    ("2024年度", "date"),
    ("2024 年 1 月 15 日", "date"),
    ("二〇二四年一月十五日", "date"),
    ("2022、2023、2024年", "date"),
    ("2021-2025年", "date"),
    ("1—9月", "date"),
    ("1月15日", "date"),
    ("2024.1.15", "date"),
    ("第一季度", "date"),
    ("一、二季度", "date"),
    ("12:30", "time"),
    ("0632-8511104", "telephone"),
    ("13812345678", "telephone"),
    ("〔2021〕30号", "document"),
    ("(2021)30号", "document"),
    ("第711号", "document"),
    ("第二十条第（一）项", "article"),
    ("第三十六条", "article"),
    ("第20条", "article"),
    ("第十二次", "ordinal"),
    ("十四届", "ordinal"),
    ("5号楼", "ordinal"),
    ("（一）", "list_mark"),
    ("一、", "list_mark"),
    ("3、", "list_mark"),
    ("http://www.shanting.gov.cn/a1/2.html", "address"),
    ("a.b1@163.com", "address"),
    ("7×24", "code"),
    ("5G", "code"),
    ("110101199003077758", "code"),
    ("007", "code"),
]

NOT_COUNTED = [
    "一是健全机制。二是拓宽信息。",
    "坚持“一次性告知”，统一领导，一律公开，一方面",
    "三审三校，应公开尽公开，危及“三安全一稳定”",
    "同一件事一次办，最多跑一次，每一次都，“一网、一门、一次”",
    "“四个意识”“两个维护”，两个维护，八项规定",
    "千家万户，千方百计，万众一心，百姓，一网通办",
    "一起学习，三公经费，二次供水，一个重要的方面，七部门",
    "属于三类内部事务信息，属于四类过程性信息",
    "零工之家，十四五规划，（单位：万元），一分为二",
    "二〇二四件，十四五期间，十三五时期",
]


@pytest.mark.parametrize(("sentence", "words", "value", "unit"), COUNTS)
def test_a_quantity_is_found_with_its_value_and_unit(sentence: str, words: str, value: str, unit: str | None) -> None:
    found = list(find_quantities(sentence))
    assert [(one.text, one.value, one.unit, one.approximate) for one in found] == [(words, Decimal(value), unit, None)]
    assert found[0].low == found[0].high == found[0].value


@pytest.mark.parametrize(("sentence", "words", "word", "low", "high"), APPROXIMATE)
def test_an_approximate_quantity_is_found_with_its_span(
    sentence: str, words: str, word: str, low: str, high: str | None
) -> None:
    (found,) = find_quantities(sentence)
    assert (found.text, found.approximate) == (words, word)
    assert found.low == Decimal(low)
    assert found.high == (None if high is None else Decimal(high))


@pytest.mark.parametrize(("text", "kind"), MENTIONS)
def test_what_holds_a_number_and_is_no_quantity_has_a_kind(text: str, kind: str) -> None:
    assert list(find_numbers(text)) == [Mention(text, 0, len(text), kind)]  # type: ignore[arg-type]  # the table is typed by its use


@pytest.mark.parametrize("sentence", NOT_COUNTED)
def test_a_set_phrase_is_not_a_count(sentence: str) -> None:
    assert list(find_quantities(sentence)) == []


def test_a_labelled_number_is_what_its_label_says() -> None:
    found = list(find_numbers("（邮编：277200，邮政编码：010000，电话：8511104，12345热线）"))
    assert [(one.text, one.kind) for one in found] == [
        ("277200", "postcode"),
        ("010000", "postcode"),
        ("8511104", "telephone"),
        ("12345", "telephone"),
    ]


def test_a_plain_number_without_a_label_stays_a_number() -> None:
    assert [one.value for one in find_quantities("1808595 6937489 11398889")] == [1808595, 6937489, 11398889]


def test_a_change_from_one_to_another_is_two_numbers() -> None:
    assert [one.value for one in find_quantities("由30件增至45件，从3件至5件")] == [30, 45, 3, 5]


def test_a_page_mark_is_not_negative() -> None:
    assert [one.value for one in find_quantities("-1-")] == [1]


@given(st.integers(10, 10**8 - 1))
def test_words_and_figures_of_one_number_are_found_alike(number: int) -> None:
    (words,) = find_quantities(f"办理{format_number(number)}件")
    (figures,) = find_quantities(f"办理{number}件")
    assert words.value == figures.value == number


PIECES = [*(row[0] for row in COUNTS), *(row[0] for row in MENTIONS), *NOT_COUNTED, "，", "。\n", "其中", " "]
SENTENCES = st.lists(st.sampled_from(PIECES)).map("".join)


@given(SENTENCES | st.text(alphabet="019０.,，-—年月日号第（）一二十百万亿余约近几件元%@a \n"))
def test_every_place_is_true_and_nothing_overlaps(text: str) -> None:
    at = 0
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.text
        assert at <= found.start < found.end
        at = found.end
        if isinstance(found, Quantity):
            assert found.high is None or found.low <= found.high
            assert found.kind == "bare" or found.unit


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1.",
        "1-",
        "1 ",
        "1\n",
        "1\n\n",
        " \t\n",
        "a@",
        "a.",
        "第",
        "第一条",
        "（一",
        "2024-",
        "2024、",
        "百分之",
        "0632-",
        "一",
        "一万",
        "几",
        "零",
        "近百",
        "3亿4",
        "https://",
        "1—2",
        "一至",
        "1\u3000\u3000\n        ",
        "〔2024〕",
    ],
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        assert all(found.start < found.end for found in find_numbers(text))
        return time.process_time() - began

    seconds(100)
    # A quadratic step would take a hundred times as long and more.
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.002)
