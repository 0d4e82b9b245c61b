"""The lexicon is data: each entry, each head and each denial is shown by its own example, and read as what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks_text.test_honest import APPLICATIONS, CASES, MARKS, NONE, OTHERS, PERSONS, YEARS
from tests.checks_text.test_text_against_tables import RIGHT
from tests.checks_text.towns import told, town

from gk_docs.checks.case import Case
from gk_docs.checks.claims.lexicon import LEXICON
from gk_docs.checks.claims.matching import claims_of
from gk_docs.checks.claims.naming import heads_of
from gk_docs.checks.claims.subjects import DENIED, HEADS, Denied, SubjectHead
from gk_docs.checks.claims.wording import Wording, wording_of
from gk_docs.checks.events.absences import ABSENCES, absences_in
from gk_docs.checks.events.events import EVENTS, FIGURES_OF, NAMED, Telling, events_in
from gk_docs.checks.events.verdicts import VERDICTS, verdicts_in
from gk_docs.checks.rules.problems import PHRASES
from gk_docs.checks.spelling.spelling import slips_in
from gk_docs.checks.spelling.words import ordinary, vocabulary
from gk_docs.checks.text.citations import ARTICLES, SUPERSEDED, Citation
from gk_docs.checks.text.counters import COUNTERS, EVERY, miscounted
from gk_docs.checks.text.entries import rows_of, spelt_out
from gk_docs.checks.text.number_style import HINT, STYLES, NumberStyle
from gk_docs.checks.text.placeholders import PLACEHOLDERS, Placeholder, placeholders
from gk_docs.checks.text.remarks import REMARKS, Remark, remarks
from gk_docs.checks.text.texts import Passage, Stretch
from gk_docs.checks.times.deeds import DEEDS, When, misdated
from gk_docs.checks.times.year_roles import ROLES, YearRole, years_against

if TYPE_CHECKING:
    from gk_docs.checks.text.entries import LexiconEntry


def read(text: str) -> Wording:
    passage = Passage("summary.on_request", text, "summary", "on_request")
    return wording_of(passage, Stretch(text, 0, len(text)), 2023)


@pytest.mark.parametrize("entry", LEXICON, ids=lambda entry: entry.words[0])
def test_the_example_of_an_entry_has_one_of_its_words_read_as_its_sort(entry: LexiconEntry) -> None:
    assert any((token.kind, token.value) == (entry.kind, entry.value) for token in read(entry.example).tokens)


@pytest.mark.parametrize("entry", LEXICON, ids=lambda entry: entry.words[0])
def test_a_word_alone_is_read_as_its_sort(entry: LexiconEntry) -> None:
    for word in entry.words:
        [token] = read(word).tokens
        assert (token.kind, token.value) == (entry.kind, entry.value), word


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.example)
def test_the_example_of_a_head_is_read_as_that_head(head: SubjectHead) -> None:
    assert head in [found.head for found in heads_of(read(head.example))]


@pytest.mark.parametrize("denied", DENIED, ids=lambda denied: denied.example)
def test_the_example_of_a_denial_is_read_as_one(denied: Denied) -> None:
    assert denied.pattern.search(read(denied.example).kinds)


@pytest.mark.parametrize("telling", [one for one in EVENTS if one.key in FIGURES_OF], ids=lambda one: one.example)
def test_the_example_of_an_event_tells_it(telling: Telling) -> None:
    passage = Passage("summary.on_request", telling.example, "summary", "on_request")
    assert [event.key for event in events_in(passage, town(), [telling.key])] == [telling.key]


def test_every_way_to_tell_an_event_has_a_word_without_which_it_is_not_looked_for() -> None:
    for [key, *_], _, words in rows_of("gk_docs.checks.events", "events.txt"):
        ways = [way for one in words.split() for way in spelt_out(one)]
        assert ways
        assert [way for way in ways if not any(word in way for word in NAMED.get(key, ("",)))] == []


@pytest.mark.parametrize("telling", [one for one in EVENTS if one.key not in FIGURES_OF], ids=lambda one: one.example)
def test_the_example_of_what_is_no_event_has_its_words(telling: Telling) -> None:
    assert re.search(telling.words, telling.example)


@pytest.mark.parametrize("telling", ABSENCES, ids=lambda one: one.example)
def test_the_example_of_an_absence_tells_it(telling: Telling) -> None:
    passage = Passage("summary.on_request", telling.example, "summary", "on_request")
    assert [event.key for event in absences_in(passage, 2023, [telling.key])][:1] == [telling.key]


@pytest.mark.parametrize("telling", VERDICTS, ids=lambda one: one.example)
def test_the_example_of_a_verdict_tells_how_a_case_ended(telling: Telling) -> None:
    passage = Passage("summary.oversight", f"行政复议1件，诉讼1件。{telling.example}", "summary", "oversight")
    columns = {path.rpartition(".")[2] for verdict in verdicts_in(passage, 2023) for path in verdict.figures}
    assert set(telling.key.split()) <= columns


def test_unknown_words_in_a_denial_leave_it_open_what_is_denied() -> None:
    report = town("未收到申请公开国家秘密的情形。")
    assert claims_of(report, Case.of(report).texts).denied == ()


@pytest.mark.parametrize(
    "typed",
    [
        "２０２３ 年 共 收到 申请 ３９ 件。",
        "2023年共收到申请39件。",
        "二〇二三年共收到申请 39件。",
        "　2023 年共收到申请39 件。",
    ],
)
def test_blanks_and_full_width_figures_change_nothing_that_is_said(typed: str) -> None:
    [claim] = Case.of(town(typed)).claims.numbers
    assert claim.subject == "received"
    assert claim.quantity.value == 39
    assert claim.passage.printed(*claim.span)[0] in typed


@pytest.mark.parametrize("placeholder", PLACEHOLDERS, ids=lambda one: one.example)
def test_the_example_of_a_placeholder_is_found(placeholder: Placeholder) -> None:
    assert re.search(placeholder.pattern, placeholder.example, re.MULTILINE)
    assert list(placeholders(placeholder.example))


@pytest.mark.parametrize("text", [*APPLICATIONS, *CASES, *OTHERS, *YEARS, *NONE, *PERSONS, *MARKS, *RIGHT])
def test_an_honest_sentence_has_no_slip_and_no_placeholder(text: str) -> None:
    assert [*slips_in(text), *placeholders(text)] == []


LISTED = [slip for listed in vocabulary().slips.values() for slip in listed]


@pytest.mark.parametrize("before", ["", "，"])
def test_a_listed_slip_is_mended_among_the_words_that_make_it_one(before: str) -> None:
    missed = []
    for slip in LISTED:
        text, start = f"{before}{slip.words}。", len(before) + slip.start
        meant = f"{text[:start]}{slip.right}{text[start + len(slip.wrong) :]}"
        if meant not in {f"{text[:begin]}{right}{text[end:]}" for begin, end, right in slips_in(text)}:
            missed.append(slip)
    assert not missed


def test_no_term_is_a_slip_of_another() -> None:
    assert [term for term in vocabulary().terms if list(slips_in(term))] == []


@given(st.text(st.sampled_from("公开政务信息申请时示限理了的，“”（ \n1a🀄\ud800"), max_size=12))
def test_every_text_is_read_and_a_slip_is_a_piece_of_it(text: str) -> None:
    assert all(0 <= start < end <= len(text) and text[start:end] != right for start, end, right in slips_in(text))


NAMES = (  # places, persons and systems; rivers, crops and words of choice
    *"冯卯镇 凫城镇 岱崮镇 院东头镇 敷水镇 瞿昙镇 捏掌村 乌斯太镇 恰尔隆乡 皮拉勒乡 孟良崮村 峄山湖社区".split(),  # noqa: SIM905 - words
    *"联系人：褚时健 镇长戚维刚 负责人：公保扎西 “闽政通” “冀时办” “码上议” “豫事办” “屋场会”".split(),  # noqa: SIM905 - words
    *"祊河 溱潼湿地 濑溪河 浍河 柞蚕 荞麦 擘画 赓续 踔厉 笃行 饯行 斡旋 躬身 钤印 缮写 调增 汇辑".split(),  # noqa: SIM905 - words
)


@pytest.mark.parametrize("name", NAMES)
def test_a_rare_name_or_word_is_no_slip(name: str) -> None:
    assert list(slips_in(f"公开{name}工作信息，与{name}交流；{name}。")) == []


RARER = [
    "把任务分到科室。",
    "一份档案管全程。",
    "与区级部门约定。",
    "县级单位印制。",
    "在桩号之后加注村名、路口名。",
    "逐一补注时限。",
    "仅限内部使用。",
    "遮盖第三人信息后提供。",
    "党政办3人负责日常工作。",
    "民办学校自行公开办学信息。",
    "公示栏按周更新。",
    "流动公开板内容随集市更换。",
    "渔港电子屏滚动播报休渔期限。",
    "过渡费发放册逐户核签。",
    "乡贤理事会列席评议。",
    "宗祠、戏台、埠头皆设张贴点。",
    "起草人、核稿人、签发人三道签字。",
    "办事处主任任组长。",
    "尚有未尽之处。",
    "船民之间因先后次序起过争执。",
    "乡里组织测绘，补绘界址图512幅。",
    "把结果查询四项内容提前讲透。",
    "食品留样记录按月归档。",
    "名单备注齐全，并设机构历史名称追溯。",
    "服务大厅设职教咨询岗。",
    "社会评议邀请驾驶人代表参加。",
    "公示牌改为铭牌，已补立14处。",
    "公办园保教费标准分县城、乡镇、村三级列明。",
    "推进政务公开、校务公开、园务公开。",
    "局属单位齐抓共管，考核结果记入档案。",
    "年中请群众代表评议，利用村民代表会听取意见。",
    "把群众满不满意作为标准。",
    "把要求落实到每一顶帐篷、每一座毡房。",
    "加装电梯27部，逐部公开资金构成。",
    "目录更新后涵盖25类118项。",
]


@pytest.mark.parametrize("text", RARER)
def test_words_that_reports_rarely_use_are_no_slip(text: str) -> None:
    assert list(slips_in(text)) == []


def test_the_general_dictionary_has_only_words_that_the_vocabulary_leaves_out() -> None:
    pairs = [first + second for first, seconds in ordinary().items() for second in seconds]
    assert len(pairs) == len(set(pairs)) > 50_000
    assert not [pair for pair in pairs if vocabulary().knows(pair)]


PLACED = [(mark, shown) for mark, chars in vocabulary().placed.items() for shown in chars.items()]


@pytest.mark.parametrize(("mark", "shown"), PLACED, ids=str)
def test_a_character_that_stands_beside_words_is_shown_in_its_place_and_no_slip_there(
    mark: str, shown: tuple[str, str]
) -> None:
    char, words = shown
    assert char * (1 + (mark == "起")) in words
    assert list(slips_in(f"信息，{words}。")) == []


@pytest.mark.parametrize("words", vocabulary().twice)
def test_what_rightly_stands_twice_is_no_slip(words: str) -> None:
    assert list(slips_in(f"由镇{words}。")) == []


def test_fixed_terms_are_terms_of_four_characters() -> None:
    assert {len(term) for term in vocabulary().fixed} == {4}
    assert vocabulary().fixed <= vocabulary().terms


SHORTER = "门户网 政府网 领导组 服务厅 审核制 审查制 工作制 三级政务公开 主动地公开 盐城市城市管理局 领导小组小组长"


@pytest.mark.parametrize("words", SHORTER.split())
def test_a_shorter_word_is_no_longer_one_with_a_character_missing(words: str) -> None:
    assert list(slips_in(f"由{words}、单位公布。")) == []


DOUBLED = """
公路路网信息 镇党委委员 局党组组织学习 各村村务公开栏 政务务实 服务务必到位 公开开放 网站站点
平台台账 目录录入 考核核查 部门门户 息息相关 会议议定 更新新增 工作作风 各单位位置 公开开展
村民民主评议 县县域医共体 本市市民 上级级别 申请请求 时间间隔 公开开创 公示示范 司法法制机构
行政政策 审核核准 专人人工巡查 机关关键岗位 定期期限 计划划分 微信信息 财政政策 负责人人选 招标标段
征地地块 查阅点点位图 对象象征性 民生生活 期限限时 会商商议 以人为本本着便民 依法行政政务公开
把把关责任 对对口支援 在在建项目 将将军村 已已办结事项 从从业人员 与与会人员 及及时性 未未来科技城
"""


@pytest.mark.parametrize("words", DOUBLED.split())
def test_a_character_that_ends_one_word_and_begins_the_next_is_not_typed_twice(words: str) -> None:
    assert list(slips_in(f"信息，{words}。")) == []


SLIPS = [
    line.split() for line in (Path(__file__).parent / "slips.txt").read_text("utf-8").splitlines() if line[0] != "#"
]


@pytest.mark.parametrize(("slip", "term", "sentence"), SLIPS, ids=lambda text: text)
def test_a_slip_of_the_hand_is_found_with_what_was_meant(slip: str, term: str, sentence: str) -> None:
    at = sentence.index(slip)
    told = list(slips_in(sentence))
    assert any(begin < at + len(slip) and at < end and term.endswith(right[-2:]) for begin, end, right in told), told


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.example[0])
def test_the_example_of_a_style_of_numbers_is_found_and_becomes_what_it_should(style: NumberStyle) -> None:
    wrong, right = style.example
    [found] = style.pattern.finditer(wrong)
    mended = style.right(found)
    assert HINT.search(wrong)
    assert (right == "-") == (mended is None)
    assert mended is None or wrong.replace(found[0], mended) == right


@pytest.mark.parametrize(("example", "said"), [(example, said) for example, said, _ in ARTICLES])
def test_the_text_beside_a_topic_of_the_regulation_speaks_of_it(example: str, said: re.Pattern[str]) -> None:
    assert said.search(example)


@pytest.mark.parametrize("citation", SUPERSEDED, ids=lambda citation: citation.name)
def test_a_superseded_citation_is_found_wherever_a_report_has_it(citation: Citation) -> None:
    assert "GK603" in {code for code, _ in told(f"本镇{citation.example}，没有别的话。", "GK603", part="platform")}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("今后在2022年我镇将进一步加大公开力度。", "GK601"),
        ("2023年将着力抓好公开工作。", "GK601"),
        ("回首2022，各项工作有序推进。", "GK601"),
        ("22年全年召开会议3次。", "GK601"),
        ("机　密★本报告另行印发。", "GK906"),
        ("他家住河湾小区3号楼2单元501室。", "GK905"),
    ],
)
def test_what_hints_at_a_fault_finds_every_way_to_say_it(text: str, code: str) -> None:
    assert code in {found for found, _ in told(text, code, part="platform")}


@pytest.mark.parametrize("citation", SUPERSEDED, ids=lambda citation: citation.name)
def test_the_text_beside_what_is_superseded_cites_it(citation: Citation) -> None:
    assert citation.pattern.search(citation.example)


@pytest.mark.parametrize(("example", "pattern"), [(example, pattern) for _, example, pattern in PHRASES])
def test_the_text_beside_a_phrase_of_section_five_says_it(example: str, pattern: str) -> None:
    assert re.search(pattern, example)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.example)
def test_the_example_of_a_role_of_years_contradicts_it_and_another_year_does_not(role: YearRole) -> None:
    def said(text: str) -> set[str]:
        part = "measures" if role.says in ("planned", "starting") else "lead"
        return {found.says for found in years_against(Passage(f"summary.{part}", text, "summary", part), 2023)}

    assert role.says in said(role.example)
    years = re.findall("20[0-9]{2}(?=年)", role.example)
    others = {role.example.replace(year, str(other)) for year in years for other in range(2007, 2036)}
    assert any(role.says not in said(other) for other in others)


@pytest.mark.parametrize(("sort", "example", "pattern"), DEEDS, ids=[example for _, example, _ in DEEDS])
def test_the_example_of_a_date_that_cannot_be_is_told(sort: str, example: str, pattern: str) -> None:
    part = "measures" if sort == "PLAN" else None
    passage = Passage("a", example, "problems" if sort == "PLAN" else "summary", part)
    assert re.search(pattern, example)
    assert sort in [one.sort for one in misdated(passage, When(2023))]


@pytest.mark.parametrize("remark", REMARKS, ids=lambda remark: remark.example)
def test_the_example_of_a_remark_has_its_hint_and_is_one(remark: Remark) -> None:
    assert remark.hints == ("（",) or any(hint in remark.example for hint in remark.hints)
    assert re.search(remark.pattern, remark.example)
    assert list(remarks(remark.example))


@pytest.mark.parametrize(("example", "things", "units"), COUNTERS[1:], ids=[example for example, _, _ in COUNTERS[1:]])
def test_a_thing_counted_in_a_unit_not_its_own_is_seen(
    example: str, things: tuple[str, ...], units: tuple[str, ...]
) -> None:
    assert [thing for _, _, thing in miscounted(example) if thing in things]
    wrong = units[1:] if units[0] == "非" else [unit for unit in EVERY if unit not in units]
    for thing in things:
        for unit in wrong:
            assert list(miscounted(f"全年{thing}共12{unit}。")), (thing, unit)
        assert units[0] == "非" or not list(miscounted(f"全年{thing}共12{units[0]}。"))
