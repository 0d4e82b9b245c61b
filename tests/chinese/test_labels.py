import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.labels import nearest, normalise, strip_numbering

REAL_VARIANTS = [
    ("总\n计", "总计"),
    ("结果\r\n维持", "结果维持"),
    ("总\u3000\xa0\u200b计", "总计"),
    ("１、属于国家秘密", "1.属于国家秘密"),
    ("1．属于国家秘密", "1.属于国家秘密"),
    ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
    ("3.危及‘三安全一稳定’", "3.危及“三安全一稳定”"),
    ("(一)予以公开", "（一）予以公开"),
    ("一．本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量"),
    (
        "(本列数据的钩稽关系为:第一项加第二项之和,\n等于第三项加第四项之和)",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    ),
    ("六、其他需要报告的事项。", "六、其他需要报告的事项"),
    ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
    ("⼈⺠政府", "人民政府"),
]


@pytest.mark.parametrize(("printed", "form"), REAL_VARIANTS)
def test_a_label_as_reports_print_it_has_the_key_of_the_form(printed: str, form: str) -> None:
    assert normalise(printed) == normalise(form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("结果维持", "结果纠正"),
        ("（一）予以公开", "（二）部分公开"),
        ("1.属于国家秘密", "11.属于国家秘密"),
        ("本年制发件数", "本年废止件数"),
        ("3.其他", "其他"),
    ],
)
def test_different_labels_keep_different_keys(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet=" \t\n\r\u3000\xa0\u200b\ufeff总计（）：1.、", max_size=20))
def test_a_key_holds_no_blank(text: str) -> None:
    assert not any(char.isspace() for char in normalise(text))


@given(st.text())
def test_stripping_a_mark_only_takes_from_the_beginning(text: str) -> None:
    assert text.strip().endswith(strip_numbering(text).strip())


def test_the_nearest_word_is_found_in_both_languages() -> None:
    english = ["requests", "received", "natural_person", "business", "review_litigation"]
    chinese = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert nearest("natural_preson", english) == "natural_person"
    assert nearest("Recieved", english) == "received"
    assert nearest("法律服务机购", chinese) == "法律服务机构"
    assert nearest("总记", chinese) == "总计"
    assert nearest("公益组织", chinese) == "社会公益组织"


def test_nothing_is_nearest_where_nothing_is_near() -> None:
    assert nearest("完全不同的词", ["自然人", "总计"]) is None
    assert nearest("x", []) is None
    assert nearest("", ["总计"]) is None


def test_a_huge_word_costs_no_time() -> None:
    assert nearest("甲" * 1_000_000, ["自然人"] * 100) is None
