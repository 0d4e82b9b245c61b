"""Functions that put one random defect of the text into a draft, and return the finding that it must give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tests.checks_text.narratives import O, R

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.checks_text.narratives import Draft


class Defect(NamedTuple):
    """A finding that must be made: code, start of the path, and the words it must show (None for any words)."""

    code: str
    path: str
    words: str | None


def changed(draft: Draft, part: str, pattern: str, rng: Random) -> str:
    """Change a random one of the numbers that a pattern finds in a part; return the new number as text."""
    match = rng.choice(list(re.finditer(pattern, draft.parts[part])))
    start, end = match.span("number")
    number = str(int(match["number"]) + rng.choice((100, 37, 9 * int(match["number"]) + 9)))
    draft.parts[part] = draft.parts[part][:start] + number + draft.parts[part][end:]
    return number


def inserted(draft: Draft, part: str, words: str, rng: Random) -> None:
    """Put a sentence before or after the text of a part."""
    text = draft.parts[part]
    draft.parts[part] = f"{words}{text}" if rng.random() < 0.5 else f"{text}{words}"


def text_figure(draft: Draft, rng: Random) -> Defect:
    words = changed(
        draft,
        "on_request",
        r"(?:办结|答复|上年结转|结转申请|予以公开|部分公开|不予公开|无法提供|结果维持)(?P<number>[0-9]+)件",
        rng,
    )
    return Defect("GK501", "summary.on_request", f"{words}件")


def document_figure(draft: Draft, rng: Random) -> Defect:
    words = changed(draft, "management", r"(?:文件|有效|决定)(?P<number>[0-9]+)件", rng)
    return Defect("GK501", "summary.management", f"{words}件")


def nothing_received(draft: Draft, rng: Random) -> Defect:
    words = rng.choice(("未收到政府信息公开申请", "没有收到依申请公开申请", "无政府信息公开申请"))
    draft.parts["on_request"] = f"{draft.year}年，{words}。"
    return Defect("GK502", "summary.on_request", words)


def some_received(draft: Draft, rng: Random) -> Defect:
    draft.figures = {path: value for path, value in draft.figures.items() if not path.startswith(R)}
    count = rng.randint(2, 80)
    draft.parts["on_request"] = f"共收到政府信息公开申请{count}件。"
    return Defect("GK502", "summary.on_request", f"{count}件")


def whole_and_parts(draft: Draft, rng: Random) -> Defect:
    number = changed(draft, "active_disclosure", r"公开信息(?P<number>[0-9]+)条", rng)
    return Defect("GK503", "summary.active_disclosure", f"{number}条")


def wrong_share(draft: Draft, rng: Random) -> Defect:
    granted, done = draft.figures[f"{O}.granted.natural_person"], rng.randint(3, 40)
    wrong = f"{100 * granted / (granted + done) + rng.choice((1.3, 5, 20)):.1f}%"
    draft.parts["oversight"] += f"接待群众{granted + done}人次，其中现场{granted}人次，占{wrong}。"
    return Defect("GK504", "summary.oversight", wrong)


def odd_fee(draft: Draft, rng: Random) -> Defect:
    amount = rng.randint(10, 90) * 10 + rng.randint(1, 9)
    draft.fee = f"全年收取信息处理费{amount}元。"
    return Defect("GK505", "other_matters.processing_fee", f"{amount}元")


def all_finished(draft: Draft, rng: Random) -> Defect:
    words = rng.choice(("全部办结", "均已按期办结", "全部按时答复"))
    inserted(draft, "on_request", f"收到的申请{words}。", rng)
    return Defect("GK506", "summary.on_request", words)


def other_counter(draft: Draft, _rng: Random) -> Defect:
    draft.parts["on_request"] = re.sub(r"((?:办结|答复)[0-9]+)件", r"\1条", draft.parts["on_request"])
    return Defect("GK507", "summary.on_request", "条")


def last_years_year(draft: Draft, _rng: Random) -> Defect:
    draft.parts["lead"] = draft.parts["lead"].replace(str(draft.year), str(draft.year - 1))
    return Defect("GK601", "summary.lead", str(draft.year - 1))


def other_bodys_word(draft: Draft, rng: Random) -> Defect:
    words = rng.choice(("我局", "本局", "我委"))
    inserted(draft, "oversight", f"{words}定期检查公开情况。", rng)
    return Defect("GK602", "summary.oversight", words)


def other_town(draft: Draft, rng: Random) -> Defect:
    kind = re.sub("^..", "", draft.town)
    name = f"白水{kind}"
    inserted(draft, "oversight", f"{name}高度重视公开工作。", rng)
    return Defect("GK602", "summary.oversight", name)


def old_notice(draft: Draft, rng: Random) -> Defect:
    words = rng.choice(("国办公开办函〔2019〕60号", "国办公开办函〔2016〕201号", "国办发〔2014〕32号"))
    draft.preamble = draft.preamble.replace("国办公开办函〔2021〕30号", words)
    return Defect("GK603", "preamble", words)


def square_brackets(draft: Draft, rng: Random) -> Defect:
    wrong = rng.choice(("[2021]30", "（2021）30", "〔2021〕030", "【2021】30"))
    draft.preamble = draft.preamble.replace("〔2021〕30", wrong)
    return Defect("GK604", "preamble", wrong)


def short_title(draft: Draft, rng: Random) -> Defect:
    title = draft.report().title or ""
    changes = (("工作年度", "年度"), (f"{draft.year}年", f"{draft.year}年度"), (f"{draft.year}年", ""))
    draft.options["title"] = title.replace(*rng.choice(changes))
    return Defect("GK605", "title", draft.options["title"])


def skipped_number(draft: Draft, _rng: Random) -> Defect:
    draft.problems = draft.problems.replace("二是", "三是")
    return Defect("GK606", "problems.remaining", "三是")


def comma_for_point(draft: Draft, rng: Random) -> Defect:
    draft.parts["platform"] += f"\n\n1{rng.choice('、')}完善目录。\n\n2.加强培训。"
    return Defect("GK606", "summary.platform", "1、")


def half_width(draft: Draft, rng: Random) -> Defect:
    part = rng.choice(("lead", "active_disclosure", "on_request", "management", "platform", "oversight"))
    marks = [at for at, char in enumerate(draft.parts[part]) if char == "，"]
    at = rng.choice(marks)
    draft.parts[part] = f"{draft.parts[part][:at]},{draft.parts[part][at + 1 :]}"
    return Defect("GK607", f"summary.{part}", ",")


def lost_quote(draft: Draft, _rng: Random) -> Defect:
    draft.parts["platform"] = draft.parts["platform"].replace("”", "", 1)
    return Defect("GK607", "summary.platform", "“")


def twice(draft: Draft, rng: Random) -> Defect:
    sentence = "组织村民代表走进便民大厅，当面听取对公开内容的意见。"
    draft.parts["lead"] += sentence
    draft.parts[rng.choice(("platform", "oversight"))] += sentence
    return Defect("GK608", "summary.", None)


def other_period(draft: Draft, rng: Random) -> Defect:
    old, new = rng.choice(
        ((f"{draft.year}年12月31日", f"{draft.year}年12月30日"), (str(draft.year), str(draft.year - 1)))
    )
    head, mark, rest = draft.preamble.partition("统计期限")
    draft.preamble = head + mark + rest.replace(old, new)
    return Defect("GK609", "preamble", None)


def misspelt_phrase(draft: Draft, rng: Random) -> Defect:
    wrong = rng.choice(("公开为常态、公开为例外", "公开为常态、不公开例外", "公开为长态、不公开为例外", "应公开尽公示"))
    inserted(draft, "oversight", f"坚持以{wrong}。", rng)
    return Defect("GK610", "summary.oversight", wrong)


def number_style(draft: Draft, rng: Random) -> Defect:
    wrong = rng.choice(("9～16万", "15～30%", "3亿4500万", "一千200余", "百分之98"))
    inserted(draft, "oversight", f"有关数据为{wrong}。", rng)
    return Defect("GK611", "summary.oversight", wrong)


def placeholder(draft: Draft, rng: Random) -> Defect:
    wrong = rng.choice(("XX镇", "××县", "［具体地名］", "（请填写数量）", "（文字描述）", "待核实", "某某镇"))
    inserted(draft, "oversight", f"{wrong}按要求完成工作。", rng)
    return Defect("GK208", "summary.oversight", None)


def short_list(draft: Draft, _rng: Random) -> Defect:
    draft.preamble = draft.preamble.replace("、其他需要报告的事项", "")
    return Defect("GK209", "preamble", None)


PERSONAL = {
    "GK901": "11010519491231002X",
    "GK902": "13812345678",
    "GK903": "账号6222021234567890128",
    "GK904": "申请人王建国申请公开一次",
    "GK905": "家住河湾小区3号楼2单元501室",
    "GK906": "秘密★一年",
}


def _personal(code: str) -> Callable[[Draft, Random], Defect]:
    def put_in(draft: Draft, rng: Random) -> Defect:
        inserted(draft, "oversight", f"{PERSONAL[code]}。", rng)
        return Defect(code, "summary.oversight", None)

    put_in.__name__ = code
    return put_in


KINDS: tuple[Callable[[Draft, Random], Defect], ...] = (
    text_figure,
    document_figure,
    nothing_received,
    some_received,
    whole_and_parts,
    wrong_share,
    odd_fee,
    all_finished,
    other_counter,
    last_years_year,
    other_bodys_word,
    other_town,
    old_notice,
    square_brackets,
    short_title,
    skipped_number,
    comma_for_point,
    half_width,
    lost_quote,
    twice,
    other_period,
    misspelt_phrase,
    number_style,
    placeholder,
    short_list,
    *map(_personal, PERSONAL),
)
