"""Personal data is found by check digit where there is one; office lines and masked data are not personal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks_text.towns import said, told, town

from gk_docs import AnnualReport, check
from gk_docs.chinese.identifiers import is_identity_number, is_luhn
from gk_docs.finding import Severity
from gk_docs.form.notes import Note, short

IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"
MOBILE = "13812345678"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def test_an_identity_number_is_found_and_not_printed_again() -> None:
    [finding] = said(town(f"材料中有号码{IDENTITY}一个。"), "GK901")
    assert finding.severity is Severity.ERROR
    assert IDENTITY not in str(finding)
    assert IDENTITY not in (finding.found or "")
    assert IDENTITY not in str(finding.facts)


@pytest.mark.parametrize("number", [IDENTITY, IDENTITY.translate(WIDE), MOBILE, "138 1234 5678", CARD])
def test_no_finding_of_any_rule_prints_a_number_of_a_person(number: str) -> None:
    texts = (
        f"本机关电话：{number}，邮编01002。",
        f"全年,申请人卡号{number},提出申请□□件，，已答复。",
        f"{'公开了很多信息' * 7}，号码{number}。公开信息,",
        f"{number}：：",
    )
    found = [finding for text in texts for finding in check(town(text))]
    assert {"GK208", "GK607", "GK613"} <= {finding.code for finding in found}
    digits = number[3:-4]
    assert not [finding.code for finding in found if digits in repr(finding)]
    assert digits not in repr(Note("GK103", "", f"没有读入：{short(number)}", number).finding(AnnualReport))
    assert short(f"{'甲' * 113}{number}").endswith("*…")


@pytest.mark.parametrize("number", ["440524188001010014", "110105491231002", "11010519491231002x"])
def test_old_and_abolished_counties_and_old_numbers_are_found(number: str) -> None:
    assert [code for code, _ in told(f"号码{number}。", "GK901")] == ["GK901"]


@pytest.mark.parametrize(
    "number", ["110105194912310021", "110105194913310025", "123456789012345678", "35************1234"]
)
def test_what_has_no_right_check_digit_or_date_is_not_accused(number: str) -> None:
    assert told(f"号码{number}。", "GK9") == []


@given(st.text("0123456789", min_size=17, max_size=17))
def test_of_all_check_characters_at_most_one_is_right(digits: str) -> None:
    assert sum(is_identity_number(digits + check) for check in "0123456789X") <= 1


@given(st.text("0123456789", min_size=15, max_size=18))
def test_exactly_one_digit_makes_a_number_a_card(digits: str) -> None:
    assert sum(is_luhn(digits + check) for check in "0123456789") == 1


@given(st.text("0123456789", min_size=16, max_size=16), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_seen(digits: str, place: int, change: int) -> None:
    if is_luhn(digits):
        other = str((int(digits[place]) + change) % 10)
        assert not is_luhn(digits[:place] + other + digits[place + 1 :])


@given(st.text())
def test_any_text_is_an_identity_number_or_none(text: str) -> None:
    assert not is_identity_number(text) or len(text) in (15, 18)


@pytest.mark.parametrize("text", [f"电话{MOBILE}。", "电话138 1234 5678。", "手机：138-1234-5678。", f"+86{MOBILE}。"])
def test_a_mobile_number_is_an_error(text: str) -> None:
    assert [(code, len(words or "")) for code, words in told(f"申请人{text}", "GK902")] == [
        ("GK902", len(words_of(text)))
    ]


def words_of(text: str) -> str:
    return text.strip("。").replace("电话", "").replace("手机：", "")


def test_a_mobile_number_in_the_contact_sentence_is_a_warning() -> None:
    preamble = f"统计期限自2023年1月1日至2023年12月31日。如有疑问请联系（电话：{MOBILE}）。"
    assert [finding.severity for finding in said(town(preamble=preamble), "GK902")] == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "电话：0471-5550118，传真：0471-5550119，邮箱：linhe@example.gov.cn。",
        "拨打12345热线或400-810-8888。",
        "金额13800138000元。",
        "电话138****5678。",
        "统一社会信用代码91110000600037341L。",
        "办件编号6222021234567890128。",
        "受理编号110105491231002。",
        "邮编010020。",
    ],
)
def test_office_lines_amounts_codes_and_masked_numbers_are_not_personal(text: str) -> None:
    assert told(text, "GK90") == []


@pytest.mark.parametrize("text", [f"退费账号{CARD}。", "卡号6222 0212 3456 7890 128。"])
def test_a_bank_card_is_an_error(text: str) -> None:
    assert [code for code, _ in told(text, "GK903")] == ["GK903"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("申请人王建国申请公开征地信息。", "王建国"),
        ("村民李秀英提出申请1件。", "李秀英"),
        ("申请人：张伟，男。", "张伟"),
        ("复议申请人刘洋不服答复。", "刘洋"),
        ("向赵丽女士作出答复。", "赵丽"),
    ],
)
def test_a_full_name_of_an_applicant_is_found(text: str, name: str) -> None:
    assert told(text, "GK904") == [("GK904", name)]


@pytest.mark.parametrize(
    "text",
    [
        "申请人张某某撤回申请。",
        "加强与申请人沟通，充分了解申请人需求。",
        "申请人于当日提出补正。",
        "申请人应当提供材料，申请人高度认可。",
        "申请人方可查阅。",
        "村民代表提出建议，群众反映的问题得到解决。",
        "申请人无正当理由逾期不补正。",
        "申请人对答复不服的，可以申请行政复议。",
        "申请人王某等3人。",
        "群众满意度持续提升。",
    ],
)
def test_applicants_without_a_name_are_not_accused(text: str) -> None:
    assert told(text, "GK904") == []


@pytest.mark.parametrize(
    "text", ["申请人家住河湾小区3号楼2单元501室。", "住址：青山县临河镇兴业路18号。", "现住幸福花园5栋302室。"]
)
def test_a_home_address_is_found(text: str) -> None:
    assert [code for code, _ in told(text, "GK905")] == ["GK905"]


@pytest.mark.parametrize(
    "text",
    [
        "受理点地址：青山县临河镇兴业路18号，电话0471-5550118。",
        "在政务服务中心3号楼201室设查阅点。",
        "为小区居民提供服务。",
    ],
)
def test_an_office_address_is_not_a_home(text: str) -> None:
    assert told(text, "GK905") == []


@pytest.mark.parametrize("text", ["秘密★1年", "内部资料　注意保存", "绝密\n\n全年工作平稳。"])
def test_a_mark_of_secrecy_is_found(text: str) -> None:
    assert [code for code, _ in told(text, "GK906")] == ["GK906"]


@pytest.mark.parametrize(
    "text", ["严守国家秘密、商业秘密和个人隐私。", "开展机密文件管理和保密审查。", "内部资料室对外开放。"]
)
def test_secrecy_as_a_subject_is_not_accused(text: str) -> None:
    assert told(text, "GK906") == []
