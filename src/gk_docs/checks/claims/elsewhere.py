"""Tell whether the words before a number show that it counts something else than the figures of the report.

The patterns are over the letters of a wording, which `lexicon.py` explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import names_of, stands_in
from gk_docs.checks.claims.subjects import ASKED, CARRIED

if TYPE_CHECKING:
    from gk_docs.checks.claims.context import Context
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.form.agency import Agency

_CARRIED_OVER = re.compile("[LN][fUA]*K|K[famUA]*[LN]")
_COMPARED = re.compile(
    "[kj]f*L[^,;.]*[ude][^,;.]*,|\\([^()]*\\)|(?<=[#$]),f*L[fs]*[#$],[^,;.]*[ude][^,;.]*,"
)  # 较上年增加13件，收到申请38件; 许可87件，上年95件，少了8件，处罚6件
_AMONG_THEM = re.compile(
    "[^.;#]*i[^#]*T[^#]*C|[,(;]i?[fv]*T[fzvm]*#"
)  # 复议 213 件，其中政府信息公开复议 19 件; 复议20件，信息公开类7件
_NOT_OURS = re.compile(
    "[与和](?:政府)?信息公开(?:工作)?(?:均?无关|没有关系)|(?:不涉及?|不属于?|并?非|不是)(?:政府)?信息公开"
    "|(?:未|没有?|不)(?:计|列|算|统计|纳入?|包括)(?:入|在)?(?:其?内|表|本|此|我[镇乡街局县市区]|[，。；）])"
    "|不在[^，。；]{0,10}(?:之列|范围|口径)"
)
_OF_A_SORT = re.compile("[?]fC")
_OF_ONE_SORT = re.compile("(?<=#)[,:(i/;][^#]*[?][?lg]*Xf*$")  # 许可126件，包括用地规划许可80件
_OF_ALL_SORTS: Final = ("各类", "各种")
_FROM_LAST_YEAR = re.compile("K[fYU]*C|Lf*v[fvVYj/]*C")  # 上年结转的复议案件1件; 上年提起、今年审结的诉讼
_OVER_YEARS = re.compile("[LE]f*R[fTA]*[/,]?Yf*F")  # 2022年受理、2023年办结的申请4件
_SHARE_OF = re.compile("z[^T#;.]*C")  # 占全部复议案件31件的29%
_ON_APPLICATIONS = re.compile("C[^#,;]*vf*A")  # 复议案件涉及申请12件
_ALL_OF_OURS = re.compile("[?x][fs]*[#~][,(]i[fY]*Tf*A")  # 各类材料157份，其中政府信息公开申请38件
_VERB_KNOWN_NOT = re.compile("[?](?:A[j/])?[FR][^?]*$")
_REASON = re.compile("v[fv]*[?t][^,;]*O[^,;]*$")  # 因某事不予公开
_HANDLES = re.compile("[?]y?[fsaY]*[RHFMv][^?]*$")
_BODIES: Final = (
    *"局委厅镇乡县区市办所站队",
    "委员会",
    "街道",
    "办事处",
    "中心",
    "政府",
    "办公室",
    "单位",
    "部门",
    "机关",
)
_OF_A_PLACE = re.compile("[省市州盟县区旗](?:人民政府)?(?:办公[室厅])?$")
_LARGER = re.compile("[全我本][省市州盟县区旗](?:各.*)?")
TALLIED: Final = frozenset(("项", "类", "种", "者"))
"""Units in which a text counts what it has just named: 予以公开、部分公开两项合计."""
_MORE_DONE = re.compile("[多少](?:处?罚|办|批|许可|强制|收|公开|制发|发|答|结)[^，。；、0-9]{0,4}$")  # 今年多罚了六件
_OF_HANDLED = re.compile("H[fTA]*#[,(;]i[f]*F[fTA]*$")  # 办理申请56件，其中办结49件
_SHARE_OF_MESSAGES = re.compile("#z%")  # 行政许可318条占52.3%
_OF_ANYTHING: Final = frozenset(("个", "项", "点", "部", "次"))
"""Units of whatever stands behind them: 申请有两个变化, “公开、不公开”三个选项."""
_PART_OF_IT = re.compile("中的?[0-9]+[件宗份]")  # 办结95件中的88件
_WHOLE = re.compile("z[#]f*%")  # 办结数占41件的90.2%
_NOT_THE_WHOLE: Final = (
    "由",
    "从",
    "中有",
    "中，有",
    "里有",
    "里，有",
    "（有",
)  # 由25件增加到38件, 新收申请中有9件与电梯有关
_OF_ONE_FIELD = re.compile(
    "(?:方面|领域|(?<![一二两三四五六几各此这该])类)(?:的|别的)?(?:行政)?(?:许可|处罚|强制)(?:决定|案件|措施)?[共有为计]*$"
)
_ON_BEHALF = re.compile("受(?:[^，。；（）]{2,14}(?:局|委|厅|政府|部门))(?:的)?委托[^。；]{0,14}$")
_ACTS_HERE = re.compile(
    "(?:^|[，；。\n]由?)(?P<name>[^\n，。；：（）向经对受为报与和被我本将]{2,12}?(?:局|委|厅|院|公司))"
    "(?:(?:派|常)?驻[^，。；]{2,12}(?:所|站|队))?，?(?:[在于]?(?:我[镇乡街]道?|本镇|辖区|境内|镇域|全镇)内?|全年|年内|本年度?|共|另行?"
    "|还|也|先后|累计|依法|今年|同期)*(?:作出|办理|实施|开出|采取|核发|下达|立案)[^，。；0-9]{0,10}$"
)  # 县城管局在我镇另作出处罚46件
_ONE_ENDED = re.compile("[fv]*O")
_OF_MESSAGES: Final = frozenset(("条", "则", "篇"))
BY_ASPECT: Final = re.compile("(?:内容|类别|类型|领域|渠道)上[，：]|[按从依][^，。；]{1,8}[分看划][，：]")
"""Words at the begin of a sentence that open a list by one aspect, of whatever: 按业务分，…; 内容上，…."""
_MESSAGES = re.compile("(?<!政府)(?<!政务)信息(?!公开)|信息[总数量共计]*[0-9]|(?:办理)?结果|动态|公[示告]")


def is_elsewhere(context: Context, *, channels: bool = True) -> bool:
    """Whether the words before a number show that it counts something else than the figures of the report.

    A number of what came by one channel (网络申请) counts a part of a figure; it is accepted if `channels` is False.
    """
    kinds, near = context.wording.kinds[: context.at], context.near
    if _counts_otherwise(context):
        return True
    dated = context.clause if context.key == "brought_forward" else kinds  # 6月起逐件审核，上年遗留的3件申请也已答复
    if (
        not set("PEh").isdisjoint(dated)
        or not set("o!D").isdisjoint(near)
        or _of_others(context)
        or _by_another(context)
        or _of_a_larger_place(context)
        or _is_told_apart(context)
    ):
        return True
    if context.key not in (*CARRIED, "to_handle") and ("k" in near or _other_year(context)):
        return True
    own = context.wording.kinds[context.begin : context.at]
    told = context.wording.tokens[context.begin : context.at]
    alone = channels and _of_one_channel(context)
    written = "c" in near or any(token.value == "written" for token in told)
    channel = alone or (channels and written and "w" not in near)
    if context.family in ("cases", "results"):
        return _other_cases(context, own)
    reason = context.family == "outcomes" and _REASON.search(context.wording.kinds, context.begin, context.at)
    of_one_sort = context.family == "decisions" and _OF_ONE_SORT.search(kinds, context.begin)
    if reason or of_one_sort or (alone and context.key == "carried_forward"):
        return True
    of_all = _ALL_OF_OURS.search(kinds) or _OF_HANDLED.search(kinds)
    among = "I" in context.clause or ("i" in own and not of_all)
    return context.key in (*ASKED, "finished") and (
        channel or among or "C" in own or _qualified(context) or _of_one_matter(context)
    )


def _is_a_third_partys(context: Context) -> bool:
    """Whether a number counts third parties, or what they said: 第三方同意公开4次."""
    said = context.family == "outcomes" and context.number.unit in ("个", "次", "家", "名")
    return said and "第三方" in context.wording.sentence.text


def _counts_otherwise(context: Context) -> bool:
    """Whether the words beside a number show that it is one side of a change, a part, a tally or counts messages."""
    kinds = context.wording.kinds[: context.at]
    behind = context.wording.tokens[context.at + 1 : context.at + 2]
    ends = _NOT_THE_WHOLE[: 2 if context.family == "results" else None]  # 九件行政复议中有两件被纠正
    changed = context.wording.passage.text.endswith(ends, 0, context.number.start)
    return bool(
        changed
        or _is_a_third_partys(context)
        or _MORE_DONE.search(context.wording.passage.text, context.wording.sentence.start, context.number.start)
        or _of_each_one(context)
        or _among_the_new(context)
        or _OVER_YEARS.search(kinds, context.begin)
        or _WHOLE.match(context.wording.kinds, context.at - 1)
        or (behind and behind[0].kind == "s" and context.number.unit in TALLIED)
        or (behind and behind[0].kind in "ud" and behind[0].value == "to")
        or _PART_OF_IT.match(context.wording.passage.text, context.number.end)
        or (behind and behind[0].kind in '?x@"' and context.number.unit in _OF_ANYTHING)
        or (context.number.unit in _OF_MESSAGES and _MESSAGES.search(_told_before(context)))
        or (context.number.unit in _OF_MESSAGES and BY_ASPECT.match(context.wording.sentence.text))
        or (context.number.unit in _OF_MESSAGES and _SHARE_OF_MESSAGES.match(context.wording.kinds, context.at))
    )


def _other_cases(context: Context, own: str) -> bool:
    """Whether the number counts court cases other than this year's disclosure cases (earlier ones, or all subjects)."""
    if any(one.search(own) for one in (_FROM_LAST_YEAR, _ON_APPLICATIONS, _SHARE_OF)):
        return True
    sorts = any(context.wording.said(at) in _OF_ALL_SORTS for at in range(context.begin, context.at))
    if sorts and "T" not in own:  # 复议机关全年办结各类复议案件412件
        return True
    sort = _OF_A_SORT.search(own)
    if sort and context.wording.said(context.begin + sort.start() + 1) == "类":  # 土地类行政诉讼
        return True
    if _NOT_OURS.search(context.wording.passage.text, context.number.end, context.wording.sentence.end):
        return True
    of_all_sorts = "T" not in own and _AMONG_THEM.match(context.wording.kinds, context.at + 1)
    among = "i" in own and "T" not in own and context.key != "direct_litigation"
    return context.family == "cases" and bool(of_all_sorts or among)


def _of_others(context: Context) -> bool:
    """Whether the cases are about some of the applications only: 不予公开的15件中，经复议被纠正的1件."""
    before = context.wording.tokens[context.begin - 1].number if context.begin else None
    among = (
        before
        and context.family in ("cases", "results")
        and context.wording.passage.text.startswith("中，", before.end)
    )
    return bool(among) and "C" not in context.wording.kinds[: context.begin]


def _of_each_one(context: Context) -> bool:
    """Whether the number is the 一件 of a saying (答复一件、满意一件)."""
    said = context.number.text
    if _ONE_ENDED.match(context.wording.kinds, context.at + 1):  # 一件属于国家秘密，一件属于执法案卷
        return False
    return said.startswith("一") and context.wording.sentence.text.count(said) > 1


def _among_the_new(context: Context) -> bool:
    """Whether the number counts what was answered of the new applications only: 新收52件中答复45件."""
    before = context.wording.tokens[context.begin - 1].number if context.begin else None
    return (
        before is not None
        and context.key == "finished"
        and context.wording.passage.text.startswith(("中", "里"), before.end)
    )


def _of_one_channel(context: Context) -> bool:
    """Whether the first number of the sentence counts what came by one channel: 网络收到申请30件，答复29件."""
    first, _, rest = context.wording.kinds[: context.at].partition("#")
    return bool(rest) and "c" in first and "w" not in first and "s" not in rest


def _told_before(context: Context) -> str:
    """The text of the clause before a number; for a part of a list, all that the sentence says before it."""
    wording, start = context.wording, context.number.start
    text, begin = wording.passage.text, wording.sentence.start
    begin = text.rfind("。", 0, max(0, begin - 1)) + 1 if text.startswith("其中", begin) else begin
    said = text[begin:start]
    return said if "i" in wording.kinds[: context.at] or "中，" in said else re.split("[，、；：]", said)[-1]


def _qualified(context: Context) -> bool:
    """Whether an unknown word that is not this body's name directly precedes the verb (延期答复2件)."""
    found = _VERB_KNOWN_NOT.search(context.near)
    if not found:
        return False
    said = context.wording.said(context.at - len(context.near) + found.start())
    agency = context.report.agency
    return not said.endswith(names_of(agency)) and not _is_short(said, agency)


def _of_one_matter(context: Context) -> bool:
    """Whether the number counts applications about some matters only: 工伤认定和劳动监察类申请合计15件."""
    applications = (at for at in range(context.begin, context.at) if context.wording.kinds[at] == "A")
    return any(context.wording.said(at - 1) == "类" and "?" in context.near for at in applications)


def _of_a_larger_place(context: Context) -> bool:
    """Whether a report of a town or bureau counts for the whole county: 全县复议案件35件，我镇7件."""
    begin = max(context.wording.kinds.rfind(mark, 0, context.at) for mark in ";.") + 1
    told = (context.wording.said(at) for at in range(begin, context.at))
    return not _OF_A_PLACE.search(context.report.agency.name) and any(map(_LARGER.fullmatch, told))


def _is_told_apart(context: Context) -> bool:
    """Whether a number is said not to be in the table (不计入表二), or to be of one field only (市容方面的处罚)."""
    if context.family not in ("decisions", "documents"):
        return False
    wording, start, end = context.wording, context.number.start, context.number.end
    field = _OF_ONE_FIELD.search(wording.passage.text, wording.sentence.start, start)
    field = field or _ON_BEHALF.search(wording.passage.text, wording.sentence.start, start)
    return bool(field or _NOT_OURS.search(wording.passage.text, end, wording.sentence.end))


def _is_short(said: str, agency: Agency) -> bool:
    """Whether words end in a short name of the bureau: 市城管局 for 城市管理局."""
    return said.endswith("局") and stands_in(said[-3:], agency.name)


def _other_year(context: Context) -> bool:
    """Whether the last date before the number is of another year, apart from the year of a carry-over (上年结转)."""
    told = context.wording.tokens[: context.at]
    kinds = "".join("K" if token.value == "sent" else token.kind for token in told)  # 连同2022年转来的2件
    kinds = _COMPARED.sub("", _CARRIED_OVER.sub("", kinds))
    *earlier, own = kinds.split(";")
    dates = [kind for kind in "".join((*map(_without_aside, earlier), own)) if kind in "LNY"]
    return bool(dates) and dates[-1] != "Y"


def _without_aside(kinds: str) -> str:
    """The letters up to a semicolon without other years told after a number, as 许可87件，上年95件 tells one."""
    begin = next((at for at, kind in enumerate(kinds) if kind in "#$"), len(kinds))
    return kinds[:begin] + kinds[begin:].replace("L", "").replace("N", "")


def is_elsewhere_at(wording: Wording, until: int) -> bool:
    """Whether the words before token `until` speak of part of the year, several years, others, a channel or a plan."""
    return not set("PEho!c").isdisjoint(wording.kinds[:until])


def _by_another(context: Context) -> bool:
    """Whether another body is named directly before the verb (市公安局受理申请12件)."""
    found, agency = _HANDLES.search(context.near), context.report.agency
    begin = max(0, context.wording.sentence.start - 1)
    acts = _ACTS_HERE.search(context.wording.passage.text, begin, context.number.start)
    name = context.wording.said(context.at - len(context.near) + found.start()) if found else ""
    name = name if name.endswith(_BODIES) else acts["name"] if acts else ""
    if not name:
        return False
    ours = f"{agency.region or ''}{agency.name}{agency.short_name or ''}"
    return name[-3:] not in ours and name[-2:] not in (agency.short_name or ours) and not _is_short(name, agency)
