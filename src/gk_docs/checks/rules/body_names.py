"""GK602: another body's name where the report means its own body, and slips in the body's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.called_ours import called_ours
from gk_docs.checks.bodies.names import stands_in
from gk_docs.checks.bodies.own_kind import other_kinds
from gk_docs.checks.bodies.regions import other_regions
from gk_docs.checks.bodies.standing import of_other_standing
from gk_docs.checks.bodies.trades import matters_of_others, trades_of
from gk_docs.checks.claims.wording import is_word
from gk_docs.checks.evidence.body_frames import FRAME, WORDS, any_of, is_ours
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.spelling.set_phrases import misspelt
from gk_docs.checks.spelling.words import vocabulary
from gk_docs.finding import Severity
from gk_docs.form.identity import region_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.agency import Agency

_KINDS: Final = (
    ("镇", re.compile("镇(?:人民)?政府$|镇$")),
    ("乡", re.compile("乡(?:人民)?政府$|乡$")),
    ("街道", re.compile("街道(?:办事处|办)?$")),
    ("局", re.compile("局$")),
    ("委", re.compile("委员会$|委$")),
    ("厅", re.compile("(?<!办公)厅$")),
    ("政府", re.compile("(?:省|市|县|区|旗|州)人民政府(?:办公厅|办公室|办)?$")),
    ("校", re.compile("(?:大学|学院|学校|中学|小学)$")),
    ("司", re.compile("(?:公司|集团)$")),
)
_OWN: Final = {
    "镇": "镇",
    "乡": "乡",
    "街道": "街办",
    "局": "局办",
    "委": "委办",
    "厅": "厅委办",
    "政府": "委办中院",
    "校": "办校中院",
    "司": "办公中院",
}
"""What bodies of a kind may call themselves: 我局, 我办, by the first character."""
_TOWNS: Final = ("镇", "乡", "街道")
_OURS_HINT = re.compile("[我本](镇|乡|街|局|委|厅|办|校|公|中|院|行(?!政)|站|所|馆|大|支|管|分)")
_OUR_REGION = re.compile("[我本][省市州盟县区旗]")
_SCHOOL = re.compile("校园|学校|各校")
_PLACE = re.compile("[镇乡]|街道")
_AT_LENGTH = re.compile("(?:[镇乡]|街道)(?=人民政府|办事处|页面|栏目|专[栏页]|子站|网页|频道|[0-9])")
_NAMED_PLACE = re.compile("[\u4e00-\u9fff]{2}(?:[镇乡]|街道)")
_MEETS, _MET, _CARRIES = (
    re.compile(any_of("meets").replace("|原|", "|原(?![因则件文始稿定])|")),
    re.compile(f"{any_of('met')}$"),
    re.compile(any_of("carries")),
)
_OURS_SAID = re.compile("[我本](?:镇|乡|街道|单位|机关)")
_MATTER, _NO_BUREAU, _PART = (
    re.compile(any_of("matter")),
    re.compile(f"^{any_of('no_bureau')}|[和与及、的]|[对向给为由请][我本该]|[纪党团工居村]委$"),
    re.compile(f"{any_of('part')}$"),
)
_SPECIAL = re.compile("|".join(word for word in WORDS["matter"] if word not in WORDS["general"]))
_HAS_CHARGE = re.compile(
    "[主本所下直镇乡局会处府作](?:(?<=局)(?:[属直]|各[科股]室、)|(?<=主)[管责]|(?<=作)为|(?<=本)[职局委部单机]|(?<=[所下直])[辖属]|[\u4e00-\u9fff]{0,6}(?:[提递]交|提出|寄送)[^。；]{0,16}，由?[我本])"
)
_LEADS = "在由经向据按受为请报从到至以用给被让把随凭因全各该其"
_PRAISED = WORDS["praise"]
_BUREAU_PRAISED = re.compile(f"(?:局|委员会|委)(?:将|{any_of('praise')})")
_LARGER: Final = ("省人民政府", "市人民政府", "州人民政府")
_TAILS = ("人民政府", "街道办事处")
_TITLED = re.compile("[府室处局会厅](?=[0-9]{4}年)")
_MISSPELT = "机关名称“{found}”疑为“{expected}”之误"
_OTHER_SHORT = "简称“{found}”与名称“{expected}”对不上，请看哪一个写错了"
_TITLE = "标题中没有本机关名称“{expected}”，写的是“{found}”"


@rule(
    "GK602",
    "wrong-body",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条：各机关编制本机关的年度报告",
    message="写的是“{found}”，本机关是“{expected}”：{sentence}",
)
def wrong_body(case: Case) -> Iterator[Fact]:
    """写本机关的地方出现了别的机关。

    查什么：机关名称是否写错（人民政俯、人民人民政府），简称的字是否都在名称里；镇的报告自称“我局”“本街道”“本区”一类与机关类型、级别不符的自称；前言、标题和句首的主语是另一个同类机关（某某镇人民政府、
    某某局、某某公司、某某县）；我们某某镇、由镇长任组长的某某街道领导小组；全镇、镇纪委、镇便民服务中心、局党组一类只有别类机关才用的说法，区长负总责、考核列各乡镇第几名一类与本机关不符的领导职务和名次，本机关名称前、上级机关（网站、县委、政务公开办、
    复议机关、通报考核的部门）前写着别的县区，或者级别不符（区的报告写县政府办），主管的是别的机关的业务（作为水利主管部门），
    一句中有两件以上只由别的行业的局办理的事而没有自己的（教育局公开征地公告、不动产登记），申请交给别的机关而由本局登记；前言开头的机关、写明联系的机关是别的乡镇，或者乡镇的前言以某某局开头。提到其他机关的联合、学习、转办不算，
    引号和书名号中的不算。

    为什么：套用别的机关的报告时，最容易漏改名称；内容雷同本身就是被追究的情形。

    例：河湾镇的报告写“我局高度重视政府信息公开工作”。

    怎样改：改为本机关的名称或“本机关”。
    """
    agency = case.report.agency
    yield from _misnamed(agency)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(agency.name)), None)
    if kind is None:
        return
    yield from _titled(case, kind)
    text = case.texts.whole
    foreign = any(said not in _OWN[kind] for said in _OURS_HINT.findall(text))
    larger = kind in (*_TOWNS, "政府", "局", "委") and _OUR_REGION.search(text)
    near = kind not in _TOWNS or any(True for _ in _near(text, agency))
    charge = _HAS_CHARGE.search(text)
    elsewhere = any(True for _ in _foreign(text, agency, kind))
    for passage in case.texts.bodies:
        found = [*(_own_words(passage, agency, kind) if foreign else ()), *_named(passage, agency, kind, near=near)]
        found.extend(_of_another_level(passage, agency, kind) if larger else ())
        found.extend(_elsewhere(passage, agency, kind) if elsewhere else ())
        if passage.section == "preamble" or (passage.section == "other_matters" and "联系" in passage.text):
            found.extend(_speaking(passage, agency, kind))
        elif kind in _TOWNS and ("发布”" in passage.text or "政务”" in passage.text):
            found.extend(_named_accounts(passage, agency))
        if charge and _HAS_CHARGE.search(passage.text):
            found.extend(_of_another_trade(passage, agency, kind))
        if kind in ("局", "委", *_TOWNS):
            spans = matters_of_others(passage, agency.name)
            found.extend(text_fact(passage, *span, expected=agency.name) for span in spans)
        yield from {fact.span: fact for fact in found}.values()


def _misnamed(agency: Agency) -> Iterator[Fact]:
    """Slips in the body's own name, and a short name whose characters do not occur in the full name in that order."""
    name, short = agency.name, "".join((agency.short_name or "").split())  # GK612 tells of spaces
    said = name[max(0, *map(name.rfind, _TOWNS)) :]  # 前进街街道, 长通街道: a place may be called anything
    slips = [(said[start:end], right) for start, end, right in misspelt(said)]
    if tail := not slips and not name.endswith(_TAILS) and FRAME["SLIP"].search(name):
        slips.append((tail[0], _TAILS["街" in tail[0]]))
    for found, right in slips:
        yield Fact(path="agency.name", found=name, expected=name.replace(found, right), message=_MISSPELT)
    if not slips and not short.startswith(("我", "本")) and not stands_in(short, f"{agency.region or ''}{name}"):
        yield Fact(path="agency.short_name", found=short, expected=name, message=_OTHER_SHORT)


def _titled(case: Case, kind: str) -> Iterator[Fact]:
    match = FRAME["TITLE"].match(case.report.title or "")
    if match and kind in match["name"] and not is_ours(match["name"], case.report.agency):
        yield Fact(
            path="title", span=match.span("name"), found=match["name"], expected=case.report.agency.name, message=_TITLE
        )


def _own_words(passage: Passage, agency: Agency, kind: str) -> Iterator[Fact]:
    for match in FRAME["OURS"].finditer(passage.text):
        said = match["kind"][:1]
        sentence = passage.sentence_at(match.start())
        each = re.search(
            f"各[^，。；]{{0,4}}{said}", passage.text[sentence.start : match.start()]
        )  # 各校在本校网站发布
        of_each = each or (said == "校" and _SCHOOL.search(sentence.text))
        if said not in _OWN[kind] and said not in agency.name[-8:] and not of_each:
            yield text_fact(passage, *match.span(), expected=agency.short_name or agency.name)


def _of_another_level(passage: Passage, agency: Agency, kind: str) -> Iterator[Fact]:
    """本区 in a town's report, or 我市 in a county's, as the subject of what only the reporting body itself does."""
    level = region_of(agency)[-1:] or agency.name.partition("人民政府")[0][-1:]
    for match in FRAME["REGION"].finditer(passage.text):
        sentence = passage.sentence_at(match.start()).text
        names_us = _OURS_SAID.search(sentence) or (agency.short_name or agency.name) in sentence
        if not names_us and (kind in _TOWNS or level not in (match["level"], "局", "会", "委")):
            yield text_fact(passage, *match.span("name"), expected=agency.short_name or agency.name)


def _foreign(text: str, agency: Agency, kind: str) -> Iterator[tuple[int, int]]:
    yield from other_regions(text, agency)
    yield from other_kinds(text, kind)
    yield from of_other_standing(text, agency, kind)
    yield from called_ours(text, agency, kind)


def _elsewhere(passage: Passage, agency: Agency, kind: str) -> Iterator[Fact]:
    """Words that place the body in another county, or among towns if it is a street; not where another is visited."""
    for span in _foreign(passage.text, agency, kind):
        sentence = passage.sentence_at(span[0]).text.replace(passage.text[slice(*span)], "")
        if not _MEETS.search(sentence):
            yield text_fact(passage, *span, expected=agency.name)


def _near(text: str, agency: Agency) -> Iterator[str]:
    """Names of other towns that may occur in a text (two characters and 镇, 乡 or 街道)."""
    places = {text[max(0, found.start() - 2) : found.end()] for found in _PLACE.finditer(text)}
    named = (one for one in places if _NAMED_PLACE.fullmatch(one) and not is_ours(one, agency))
    return (one for one in named if not _is_common(one[:2], one[2:]))


def _named(passage: Passage, agency: Agency, kind: str, *, near: bool) -> Iterator[Fact]:
    """Other bodies that act in a passage; `near` is False if the whole text names no other town."""
    if kind in _TOWNS:
        if near and any(True for _ in _near(passage.text, agency)):
            yield from _named_towns(passage, agency)
        if any(passage.text[one.start() - 1] not in agency.name for one in _AT_LENGTH.finditer(passage.text, 1)):
            yield from _named_at_length(passage, agency)
        yield from _praised(passage, agency)
    elif kind in FRAME:
        if not agency.name.endswith(_LARGER):
            yield from _named_others(passage, agency, kind)
    elif kind in ("局", "委"):
        yield from _named_bureaus(passage, agency)
        yield from _passed_on(passage, agency)


def _named_towns(passage: Passage, agency: Agency) -> Iterator[Fact]:
    for match in (*FRAME["TOWN"].finditer(passage.text), *FRAME["SUBJECT"].finditer(passage.text)):
        group = "name" if match["name"] else "name2"
        name, start = match[group].removesuffix(match["kind"] or match["kind2"]), match.start(group)
        inside = passage.text[max(0, start - 1) : start + 1] in vocabulary().usual  # 成立以镇政府负责人为组长的小组
        common = inside or name[-1] in _LEADS or _is_common(name, match["kind"] or match["kind2"])
        if not common and not is_ours(match[group], agency) and not _is_met(passage, match):
            yield text_fact(passage, *match.span(group), expected=agency.name)


def _named_at_length(passage: Passage, agency: Agency) -> Iterator[Fact]:
    """Other towns, also with longer names, in words that leave no doubt (县网站三汊湾镇页面)."""
    for frame in ("LONG", "PAGES", "RATED"):
        for match in FRAME[frame].finditer(passage.text):
            if not FRAME["COMMON"].search(match["name"][:2]) and not is_ours(match["name"], agency):
                yield text_fact(passage, *match.span("name"), expected=agency.name)


def _of_another_trade(passage: Passage, agency: Agency, kind: str) -> Iterator[Fact]:
    """What only another body has charge of (作为水利主管部门), and another one that takes this one's applications."""
    for frame in ("TRADE", "DUTY"):
        for match in FRAME[frame].finditer(passage.text):
            matters, trades = _SPECIAL.findall(match["name"]), trades_of(match["name"])
            own = any(stands_in(one, agency.name) for one in matters) or any(one.has(agency.name) for one in trades)
            if ((matters or trades) and (kind in _TOWNS or not own)) or (frame == "TRADE" and kind in _TOWNS):
                yield text_fact(passage, *match.span("name"), expected=agency.name)
    for match in FRAME["HOLDS"].finditer(passage.text):
        if not any(one.has(agency.name) for one in trades_of(match["held"])):
            yield text_fact(passage, *match.span("name"), expected=agency.name)
    for match in FRAME["HANDS"].finditer(passage.text):
        if not is_ours(match["name"], agency):
            yield text_fact(passage, *match.span("name"), expected=agency.name)


def _praised(passage: Passage, agency: Agency) -> Iterator[Fact]:
    """Bureaus in a town's report that do what only the reporting body itself does (某某局高度重视)."""
    for match in FRAME["BUREAU"].finditer(passage.text) if _BUREAU_PRAISED.search(passage.text) else ():
        sentence = passage.sentence_at(match.start())
        praised = passage.text.startswith(_PRAISED, match.end("name")) or (
            passage.section == "problems" and passage.text.startswith("将", match.end("name"))
        )
        praised = praised and not _OURS_SAID.search(sentence.text.replace("本机关", ""))
        if praised and not _NO_BUREAU.search(match["name"]) and not is_ours(match["name"], agency):
            yield text_fact(passage, *match.span("name"), expected=agency.name)


def _named_others(passage: Passage, agency: Agency, kind: str) -> Iterator[Fact]:
    for match in FRAME[kind].finditer(passage.text):
        name = match["name"]
        is_led = kind == "政府" and (name[-3:-1] in vocabulary().usual or name[-2] in _LEADS)  # 累计通过区政府网站
        if not is_led and not _NO_BUREAU.search(name) and not _PART.search(name) and not is_ours(name, agency):
            yield text_fact(passage, *match.span("name"), expected=agency.name)


def _named_bureaus(passage: Passage, agency: Agency) -> Iterator[Fact]:
    says_who = passage.section == "preamble" or "本报告" in passage.text or "本年度报告" in passage.text
    titled = ("TITLE",) if _TITLED.search(passage.text) else ()
    frames = ("BUREAU", *titled, *(("MAKER",) if says_who else ()))
    for match in (match for frame in frames for match in FRAME[frame].finditer(passage.text)):
        if not {"由", "经", "受"}.isdisjoint(match["name"][1:]) and passage.section != "preamble":
            continue  # 联合检查由县教育局牵头
        name = re.sub("^.*?(?:现将|公布|发布|根据|由)", "", match["name"])
        if passage.section == "preamble" or passage.text.startswith(_PRAISED, match.end("name")):
            name = _without_region(name, agency)
        if _is_bureau(name) and not is_ours(name, agency) and name.endswith(("局", "委员会", "委")):
            yield text_fact(passage, match.end("name") - len(name), match.end("name"), expected=agency.name)


def _passed_on(passage: Passage, agency: Agency) -> Iterator[Fact]:
    """Another bureau whose list this one's leaders pass, or whose trade this one's account is called by."""
    for match in FRAME["PASSED"].finditer(passage.text) if "会" in passage.text else ():
        if not is_ours(match["name"], agency):
            yield text_fact(passage, *match.span("name"), expected=agency.name)
    for match in FRAME["TRADED"].finditer(passage.text) if "”" in passage.text else ():
        carried = _CARRIES.search(passage.sentence_at(match.start()).text)
        if not carried and set(match["name"]).isdisjoint(agency.name):
            yield text_fact(passage, *match.span("name"), expected=agency.name)


def _is_bureau(name: str) -> bool:
    """Whether a name is a bureau's; 和 is allowed where it joins two matters (林业和草原局)."""
    one, _, other = name.partition("和")
    joined = one + other if _MATTER.search(one) and _MATTER.search(other) else name
    return bool(_MATTER.search(name)) and not _NO_BUREAU.search(joined)


def _named_accounts(passage: Passage, agency: Agency) -> Iterator[Fact]:
    """Accounts named for another place that the text speaks of as the body's own (“河湾发布”微信)."""
    ours = f"{agency.region or ''}{agency.name}{agency.short_name or ''}"
    for match in FRAME["ACCOUNT"].finditer(passage.text):
        sentence = passage.sentence_at(match.start()).text
        if match["name"][:2] not in ours and not _CARRIES.search(sentence):
            yield text_fact(passage, *match.span("name"), expected=agency.short_name or agency.name)


def _is_common(words: str, kind: str) -> bool:
    """Whether the characters before 镇 are a common word rather than a name (乡镇, 各镇, 优化镇便民服务中心)."""
    if kind == "街道" and words.endswith("城"):  # 新城街道; 城镇 is another matter
        return is_word(words) or words in vocabulary().usual
    return bool(FRAME["COMMON"].search(words)) or is_word(words) or words in vocabulary().usual


def _is_met(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the other body is only met or visited (与某某镇座谈), or this body also acts in the same sentence."""
    if passage.section == "preamble":
        return False
    if match["role"] == "与":
        return True
    sentence, office = passage.sentence_at(match.start()).text, match["office"] or match["name2"]
    ours = not office and _OURS_SAID.search(sentence)
    before = match.start("name" if match["name"] else "name2")
    if match.re.pattern == FRAME["SUBJECT"].pattern:
        own_plan = passage.text.startswith(("将继续", "将进一步"), match.end())
        return not own_plan and bool(_OURS_SAID.search(sentence))
    own = passage.text.startswith(WORDS["own_site"], match.end()) or passage.text.endswith("寄至", 0, before)
    return bool(ours or _MEETS.search(sentence) or (not own and _MET.search(passage.text, 0, before)))


def _speaking(passage: Passage, agency: Agency, kind: str) -> Iterator[Fact]:
    """Other bodies that the preamble names as its author or as the one to ask; in a town's report, bureaus too."""
    is_town = kind in _TOWNS
    for match in FRAME["SPEAKS"].finditer(passage.text):
        is_told = is_town and (match["office"] or match.start("name") == 0)
        if not is_told and not FRAME["COMMON"].search(match["name"][:2]) and not is_ours(match["name"], agency):
            yield text_fact(passage, *match.span("name"), expected=agency.name)
    for bureau in (*FRAME["SIGNED"].finditer(passage.text), *FRAME["KEEPER"].finditer(passage.text)) if is_town else ():
        if not is_ours(bureau["name"], agency):
            yield text_fact(passage, *bureau.span("name"), expected=agency.name)


def _without_region(name: str, agency: Agency) -> str:
    """Strip from a bureau's name the region that it shares with this body (丙县教育局), or a bare 县."""
    region = re.match("[\u4e00-\u9fff]{0,6}?[省市县区旗州](?=.{2})", name)
    return name[region.end() :] if region and (agency.name.startswith(region[0]) or len(region[0]) == 1) else name
