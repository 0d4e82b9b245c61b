"""GK901 to GK905: personal data that must not be published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.persons import addresses, names
from gk_docs.chinese.identifiers import bank_cards, found_by, identity_numbers, mobile_numbers
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_LAW = "《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》第二十八条"
_CONTACT = re.compile("联系|电话|邮编|传真|电子邮箱|办公地址|通讯地址|通信地址|受理点|受理机构|办公时间")


def _found(case: Case, find: Callable[[str], Iterable[tuple[int, int]]]) -> Iterator[tuple[Passage, int, int]]:
    for passage in case.printed_texts.with_long_numbers:
        yield from ((passage, start, end) for start, end in found_by(find, passage.text))


@rule(
    "GK901",
    "identity-number",
    Severity.ERROR,
    basis=f"{_LAW}；GB 11643—1999《公民身份号码》",
    message="写有公民身份号码 {found}，应当删去或隐去",
)
def identity_number(case: Case) -> Iterator[Fact]:
    """写有公民身份号码。

    查什么：十八位、校验码和出生日期都成立的号码，十五位、出生日期成立的旧号码。已用星号隐去的不算；校验码不对的，前面写明是身份证号或者
    是某个人的才算。

    为什么：身份号码属于个人信息，公开会损害第三方合法权益。

    例：申请人信息中列有十八位身份号码。

    怎样改：删去，或隐去中间各位。
    """
    for passage, start, end in _found(case, identity_numbers):
        yield text_fact(passage, start, end, facts={"sentence": ""})


_IN_CONTACT = "联系方式用的是手机号码 {found}，请确认不是个人号码"


@rule(
    "GK902",
    "mobile-number",
    Severity.ERROR,
    basis=_LAW,
    message="写有手机号码 {found}，应当删去或隐去",
)
def mobile_number(case: Case) -> Iterator[Fact]:
    """写有手机号码。

    查什么：十一位的手机号码，连写或分三组。固定电话、400 电话、12345 一类的热线、金额不算；联系方式一句中的手机号码只作
    警告，因为可能是办公用机。

    为什么：私人手机号码属于个人信息。

    例：申请人张某，联系电话 138 开头的十一位号码。

    怎样改：删去；对外联系用办公电话。
    """
    for passage, start, end in _found(case, mobile_numbers):
        if passage.section == "preamble" and _is_contact(passage, start):
            told: dict[str, Any] = {"severity": Severity.WARNING, "message": _IN_CONTACT}
            yield text_fact(passage, start, end, facts={"sentence": ""}, **told)
        else:
            yield text_fact(passage, start, end, facts={"sentence": ""})


@rule(
    "GK903",
    "bank-card",
    Severity.ERROR,
    basis=f"{_LAW}；ISO/IEC 7812-1（校验位）",
    message="写有银行卡号 {found}，应当删去",
)
def bank_card(case: Case) -> Iterator[Fact]:
    """写有银行卡号。

    查什么：十六至十九位，以 62 开头、写明是卡号或账号、校验位成立，三项中有两项的号码。统一社会信用代码、编号不算。

    为什么：金融账户属于敏感个人信息。

    例：退费账号后面写着个人银行卡号。

    怎样改：删去。
    """
    for passage, start, end in _found(case, bank_cards):
        yield text_fact(passage, start, end, facts={"sentence": ""})


@rule(
    "GK904",
    "applicant-name",
    Severity.WARNING,
    basis=_LAW,
    message="似乎写有申请人的姓名“{found}”：{sentence}",
)
def applicant_name(case: Case) -> Iterator[Fact]:
    """写有申请人的姓名。

    查什么：“申请人”“原告”“村民”一类称谓后面的姓名，以及姓名后带“先生”“女士”的。“张某某”一类已隐去的不算。

    为什么：申请人的姓名属于个人信息，报告只需要件数。

    例：申请人后面写着完整的姓名，说他申请公开征地补偿信息。

    怎样改：删去，或写“申请人”。
    """
    for passage in case.texts.bodies:
        for start, end in names(passage.text):
            yield text_fact(passage, start, end)


@rule(
    "GK905",
    "home-address",
    Severity.WARNING,
    basis=_LAW,
    message="似乎写有住址“{found}”：{sentence}",
)
def home_address(case: Case) -> Iterator[Fact]:
    """写有个人住址。

    查什么：“家住”“住址”“户籍地”后面带门牌的地址，以及精确到单元、室的小区地址。联系方式中的办公地址、受理点地址不算。

    为什么：住址属于个人信息，公开时至多写到乡镇、街道。

    例：家住某小区 3 号楼 2 单元 501 室。

    怎样改：删去，或只写到乡镇、街道。
    """
    for passage in case.texts.bodies:
        for start, end in addresses(passage.text):
            if not _is_contact(passage, start):
                yield text_fact(passage, start, end)


def _is_contact(passage: Passage, at: int) -> bool:
    """Whether the sentence says how to reach the body's office (联系电话, 办公地址)."""
    return bool(_CONTACT.search(passage.sentence_at(at).text))
