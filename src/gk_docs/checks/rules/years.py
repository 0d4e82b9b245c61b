"""GK601: another year where the report means the year it reports on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.claims.wording import YEAR
from gk_docs.checks.claims.years import counts_of_last_year
from gk_docs.checks.evidence.agreement import printed_sum
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.texts import Passage, sought
from gk_docs.checks.times.deeds import When, misdated
from gk_docs.checks.times.year_roles import years_against
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from decimal import Decimal

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim

_REPORT = re.compile(
    "(?P<year>20[0-9]{2})年(?:度)?(?P<rest>[^，。；《》\\n]{0,30}?(?:政府信息公开|信息公开)(?:工作)?年度报告)"
)
_REPORTED = re.compile(
    "(?:现(?:[将就]|公布|报告|发布)[^，。；《》\\n]{0,20}?(?P<now>)|(?<![^。\\n]))"
    "(?P<year>20[0-9]{2})年(?:度)?[^，。；《》\\n]{0,24}?(?:情况|工作|总结)[^，。；《》\\n]{0,10}?"
    "(?:如下|公布|报告|。(?(now)|(?!)))"
)
_REPORTED_BEGINS = re.compile("[现2](?:(?<=现)[将就公报发]|(?<=2)0[0-9]{2}年)")
_SHORT = re.compile(
    "(?P<year>[12][0-9])(?:年(?:(?<=[。；\n]..年)|(?<=^..年))(?=全年|度|[，,]?[我本]|底前?[，,])"
    "|(?<=20)(?P<of_four>[0-9]{2})(?:(?<=(?:回首|回顾|走过|回望|盘点|总结)20..)(?=[，,。])"
    "|(?:(?<=[。；\n]20..)|(?<=^20..))(?=[，,])))"
)  # 22年全年, 回首2022, 2022，我镇
_NO_YEAR = re.compile(
    "2(?:0[0-9]{2}(?<=[^0-9.]0[0-9]{4})(?=年)|(?<![0-9A-Za-z.]2)(?:0[0-9]{3,4}(?=年)"
    "|(?:0[0-9](?<![\u4e00-\u9fff]...)|[1-9][0-9]{2}(?<![\u4e00-\u9fff]....))(?=年(?:度|[底末，,我本全]))"
    "|(?=[0-9]*[OoＯ])[0-9OoＯ]{3}(?=年)|(?: 0[0-9]{2}|0 [0-9]{2}|0[0-9] [0-9])(?=年)))"
)  # 202年, 20224年, 2204年, 2O24年, 2 024年
_CAPTION = re.compile("^[^，。；！？《〔\n]*?20[0-9]{2}年[^，。；！？》〕\n]*$", re.MULTILINE)
_COMPARES = re.compile("上一?年|去年|同期|[同相对]比|较|至20")
_PLANNED = "下一步的打算写的是 {found} 年，应在 {expected} 年或以后：{sentence}"
_MISDATED = {
    "later": _PLANNED,
    "planned": _PLANNED,
    "starting": _PLANNED,
    "PLAN": _PLANNED,
    "DEED": "{found} 年的这个时候还没有到，写的却是已经办的事：{sentence}",
    "DUE": "年度报告的公布期限没有这么晚的：{sentence}",
    "FEAST": "这个节日不在 {found} 月：{sentence}",
    "CARRIED": "“{found}”答复了的，就不会结转到本年：{sentence}",
    "SAMPLE": "检查在前，被查的内容（到 {found} 月）却在后：{sentence}",
    "TURNED": "先后颠倒了，完成（{found} 月）在开始之前：{sentence}",
    "RISE": "变化的终点写的是 {found} 年，本年是 {expected} 年：{sentence}",
}
_KNOWN = "写的是 {found} 年，按前后文应是 {expected} 年：{sentence}"
_DONE = re.compile("已|了(?!解)|完成情况")
_A_THING = re.compile(
    "年(?:[^，。；的]{1,8}的[^，。；的]{2,12}(?:已|均|现|继续|仍|经)|[^，。；]{2,14}(?:[之以]?后|以来|时)，)"
)
_COUNTED_IN = re.compile(
    "(?:^|(?<=[，。；：\n]))[^，。；：\n0-9《“]{0,8}(?P<year>20[0-9]{2})年(?:度|全年|一年)?(?:[，,]|的?(?:受理|登记|收件)*(?:台账|登记簿?|记录|来件|收件|申请)[，,]|共?(?:收|受理|办结|答复|申请)|新收)"
)
_TOTALS = ("requests.received.total", "requests.outcomes.total.total")
_STOCKS = ("active_disclosure.normative_documents.in_force", "review_litigation.reconsideration.total")
_BESIDE_ANOTHER = re.compile("上一?年度?(?![结转末底])|去年|同期|[同相对]比|较|[今本]年|至20")
_COUNTERS = ("件", "宗", "份", "起")
_TELLING = 5  # a smaller number may equal this year's by chance
_TITLE = "标题写的是 {found} 年，报告年度是 {expected} 年"


@rule(
    "GK601",
    "wrong-year",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条：报告上一年度的工作",
    message="写的是 {found} 年，报告年度是 {expected} 年：{sentence}",
)
def wrong_year(case: Case) -> Iterator[Fact]:
    """写本机关本年工作的地方出现了别的年份。

    查什么：标题和“某年度政府信息公开工作年度报告”中的年份（错误）；句首的“某年，我镇……”和“某年共收到……”、“现将某年情况报告如
    下”中的年份；与前后文的说法对不上的年份：“今年（某年）”“上年（某年）”“明年即某年”“结转至某年”“下一步，我局将在某年”、
    还没有到的某年“已完成”、报告年度以后的某月办的事、报告年度以内就到期的打算、去年已答复的结转件、检查在前而被查的在后、“4月启动、3月完成”、“按照某年政务公开工作要点”、条例修订和“十四五”开局一类年份已知的事；写坏的年份（202年、20224年）；
    表前写明是哪一年的表的一行中的年份；写成上年新收、办结的数而正是本年表中的数的（五件以上）。同一句中有本年度、有比较、整改、
    计划的，书名号和文号中的，预决算、规划、发文、评比的年份不算。

    为什么：沿用上年的文字时最容易漏改年份。

    例：2024 年度的报告写“2023年，我镇共收到申请3件”。

    怎样改：改为报告年度；确属另一年的事，写明比较或沿革。
    """
    year = case.report.year
    for match in _REPORT.finditer(case.report.title or ""):
        if int(match["year"]) != year:
            yield _at_title(match, year)
    if case.texts.preamble:
        yield from _of_reports(case.texts.preamble, year)
    yield from _in_sentences(case)
    this_years = (
        claim
        for wording in case.claims.wordings
        for claim in counts_of_last_year(case.report, wording)
        if _is_this_years(case, claim)
    )
    own = (claim for claim in case.claims.years if not _of_a_thing(claim, year))
    told = {(claim.passage, claim.span): (year, "this") for claim in (*own, *this_years)}
    for passage in case.texts.bodies[1:] if case.texts.preamble else case.texts.bodies:
        told |= {(passage, one.span): (one.right, one.says) for one in years_against(passage, year)}
        for one in misdated(passage, When(year, case.report.published)):
            told.setdefault((passage, one.span), (one.right, one.sort))
    told = {place: said for place, said in told.items() if said[1] != "this" or not _counts_last_years(case, *place)}
    for (passage, span), (right, says) in (told | dict.fromkeys(_by_their_figures(case), (year, "this"))).items():
        message = _MISDATED.get(says) or (_KNOWN if right != year else None)
        yield text_fact(passage, *span, expected=right, message=message)
    yield from _above_tables(case, {passage for passage, _ in told})


def _in_sentences(case: Case) -> Iterator[Fact]:
    """Wrong years in 现将某年情况报告如下, and in years of two digits at the start of a sentence (22年全年)."""
    year = case.report.year
    for passage in case.texts.holding(_REPORTED_BEGINS):
        for match in sought(_REPORTED, passage.text, _REPORTED_BEGINS):
            told = passage.section == "preamble" and _REPORT.search(passage.text)
            published = passage.text.startswith(("已", "于"), match.end())  # 2023年度工作年度报告已于2024年1月公布
            if int(match["year"]) != year and not told and not published:
                yield text_fact(passage, *match.span("year"), expected=year)
    for passage in case.texts.holding(_SHORT):
        for match in _SHORT.finditer(passage.text):
            name = "of_four" if match["of_four"] else "year"
            if int(match[name]) != year % 100:
                yield text_fact(passage, *match.span(name), expected=year)
    for passage in case.texts.holding(_NO_YEAR):
        for match in _NO_YEAR.finditer(passage.text):
            yield text_fact(passage, *match.span(), expected=year)


def _above_tables(case: Case, told: Container[Passage]) -> Iterator[Fact]:
    """Lines above a table that say of which year its figures are (表3 2023年收到…情况), where nothing was told yet."""
    for passage in case.texts.holding(_CAPTION):
        for line in _CAPTION.finditer(passage.text) if passage.path.endswith(".before") and passage not in told else ():
            years = [*YEAR.finditer(line[0])]
            if all(int(one[0]) != case.report.year for one in years) and not _COMPARES.search(line[0]):
                yield text_fact(passage, *(line.start() + at for at in years[0].span()), expected=case.report.year)


def _is_this_years(case: Case, claim: Claim) -> bool:
    """Whether a number stated for last year is this year's figure, is not last year's, and is large enough to tell."""
    [group] = claim.readings
    [path] = group
    number = claim.quantity.value
    return number >= _TELLING and number == printed_sum(case, group) and number != case.previous_values.get(path)


def _of_a_thing(claim: Claim, this: int) -> bool:
    """Whether a year is that of a thing or an event told of (我镇2022年承接的任务), or one to come in a plan."""
    text, (start, end) = claim.passage.text, claim.span
    if int(text[start:end]) > this:
        sentence = claim.passage.sentence_at(start).text
        return claim.passage.section == "problems" and not _DONE.search(sentence)
    return _A_THING.match(text, end) is not None


def _only(case: Case, paths: tuple[str, ...]) -> tuple[set[int | Decimal], set[int | Decimal]]:
    """The larger of these figures that only this year's report has, and those that only last year's has."""
    both = (case.settled, case.previous_values) if case.previous else ()
    these, those = ({values.get(path) or 0 for path in paths} for values in both) if both else (set(), set())
    return {one for one in these - those if one >= _TELLING}, {one for one in those - these if one >= _TELLING}


def _by_their_figures(case: Case) -> Iterator[tuple[Passage, tuple[int, int]]]:
    """Years of sentences that count applications, and count this year's (打开2022年的登记台账，来件38件)."""
    others = (f"{case.report.year - 1}年", f"{case.report.year + 1}年")
    these, _ = _only(case, _TOTALS) if any(one in case.texts.whole for one in others) else (set(), set())
    for passage in case.texts.bodies if these else ():
        for match in _COUNTED_IN.finditer(passage.text) if passage.section == "summary" else ():
            sentence = passage.sentence_at(match.start("year"))
            is_other = int(match["year"]) in (case.report.year - 1, case.report.year + 1)
            is_only = {int(one[0]) for one in YEAR.finditer(sentence.text)} == {int(match["year"])}
            counted = {one.value for one in passage.quantities_in(match.end(), sentence.end) if one.unit in _COUNTERS}
            if is_other and is_only and counted & these and not _BESIDE_ANOTHER.search(sentence.text):
                yield passage, match.span("year")


def _counts_last_years(case: Case, passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a sentence with last year counts what only last year's report has (2022年申请25件)."""
    _, those = _only(case, (*_TOTALS, *_STOCKS))
    end = passage.sentence_at(span[0]).end
    counted = {one.value for one in passage.quantities_in(span[1], end) if one.unit in _COUNTERS} if those else set()
    return passage.text[slice(*span)] == str(case.report.year - 1) and not those.isdisjoint(counted)


def _at_title(match: re.Match[str], year: int) -> Fact:
    return Fact(
        path="title",
        found=match["year"],
        expected=year,
        span=match.span("year"),
        message=_TITLE,
        severity=Severity.ERROR,
    )


def _of_reports(passage: Passage, year: int) -> Iterator[Fact]:
    for match in _REPORT.finditer(passage.text):
        before = passage.text[max(0, match.start() - 12) : match.start()]
        if int(match["year"]) != year and not re.search("关于|《|编制|要求|上一?年", before):
            yield text_fact(passage, *match.span("year"), expected=year, severity=Severity.ERROR)
