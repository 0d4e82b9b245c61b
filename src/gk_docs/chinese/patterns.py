"""The patterns by which `quantity` tells quantities from dates, telephone numbers, articles and set phrases.

Every repetition is bounded or possessive, and no two adjacent repetitions can match the same text, so that the time
is proportional to the length of the text, whatever the text is.

Limits: the patterns know the wording of reports of 2019 to 2025; a list of units and set phrases is never complete.
"""

from __future__ import annotations

from typing import Final

from gk_docs import regex as re

_D = "[0-9０-９]"
_N = "[〇零一二两三四五六七八九十百千万亿廿卅]"
# Spaces or a single line break inside a phrase, as in the text of a PDF file. \u3000 is not named, since a set
# with a character beyond Latin-1 takes twenty times as long to compile.
_B = "[^\\S\\r\\n]{0,2}+(?>(?:\\r?\\n[^\\S\\r\\n]{0,8}+)?)"
_DASH = "[-—–―~～－至到]"

ADDRESS: Final = re.compile(
    r"""
    [A-Za-z0-9_.+-] (?:  # begins with plain characters, so that Chinese is passed over at once
        (?: (?<=[Hh])[Tt]{2}[Pp][Ss]?:// | (?<=[Ww])(?<![A-Za-z0-9].)[Ww]{2}\. ) [\x21-\x7e]*[A-Za-z0-9/_=&\#%~+-]
        | (?<![\w.+-].) [A-Za-z0-9_.+-]{0,63}+ @ [A-Za-z0-9-]{1,63}+ (?:\.[A-Za-z0-9-]{1,63}+){1,5}
    )
    """,
    re.VERBOSE | re.ASCII,
)
"""A web or mail address."""

_NEXT = "人件宗份条起次个期场篇名户家项部页册卷幅张台处所块批轮类种字位辆栋套组班版则例座间款笔方头本幢支只站周岁"
_NEXT += "封平公千米亩吨克美港欧角倍成工日天小分秒月季年学时届号楼级室等章节编目、元余多来几以左上%％﹪‰～~至到—–―－+＋"
START: Final = re.compile(
    f"[0-9０-９{_N[1:-1]}第（(〔【\\[](?:(?<={_D})"
    f"|(?<={_N})(?=[{_NEXT}\\-〇○零一二两三四五六七八九十百千万亿廿卅\\s])"
    "|(?<=[第（(〔【\\[])(?=[0-9０-９〇零一二两三四五六七八九十百千万亿廿卅第（(\\s]))"
)
"""The start of a number, or of something with a number in it: its first character, with a look at the next."""

_YEAR = f"(?:19|20|１９|２０){_D}{{2}}+"
_YEAR_WORDS = "[〇○零一二三四五六七八九]{4}"
_MARKED = f"(?:{_N}{{1,6}}|{_D}{{1,4}})"
_ARTICLE = f"第{_B}[（(]?{_B}{_MARKED}{_B}[）)]?{_B}[条款项章节编目](?:之[一二三四五六])?"

OTHER: Final = re.compile(
    rf"""
    (?P<date>
        {_YEAR} (?:{_B}[-—–~～至到、和]{{1,2}}{_B}{_YEAR}){{0,6}} {_B}年度?
            (?:{_B}{_D}{{1,2}}{_B}月份? (?:{_B}{_D}{{1,2}}{_B}[日号])?)?
        | {_YEAR} ([-./]) {_D}{{1,2}} \2 {_D}{{1,2}} (?!{_D})
        | {_YEAR}(?={_DASH}{{1,2}}{_YEAR}) | (?<=[〔（(\[【]){_YEAR}(?=[〕）)\]】])
        | {_D}{{1,2}}{_B}月?{_B}{_DASH}{_B}{_D}{{1,2}}{_B}月份?
        | {_D}{{1,2}}{_B}月份?{_B}{_D}{{1,2}}{_B}[日号] | {_D}{{1,2}}{_B}月份? | {_D}{{1,2}}{_B}日(?!内)
        | {_D}{{1,2}}[·•]{_D}{{1,2}}(?!{_D})
        | {_YEAR_WORDS}年 (?:[一二三四五六七八九十]{{1,2}}月 (?:[一二三四五六七八九十廿]{{1,3}}[日号])?)?
        | [一二三四五六七八九十]{{1,2}}月 (?:[一二三四五六七八九十廿]{{1,3}}[日号]|份)?
        | 第?[一二三四1234]{_B}季度 | [一二三]、[二三四]季度
    )
    | (?P<time> {_D}{{1,2}}[:：]{_D}{{2}}(?:[:：]{_D}{{2}})?(?!{_D}) )
    | (?P<telephone>
        0{_D}{{2,3}}[-—–－）)][ ]?{_D}{{7,8}}+(?>(?:[-—]{_D}{{1,6}}+)?)
        | 0{_D}{{9,11}}+(?!{_D}) | 1[3-9]{_D}{{9}}+(?!{_D}|[.．]{_D}|{_B}[万亿元件条次])
        | [48]00[-—]{_D}{{3,4}}[-—]?{_D}{{3,4}}+
        | 1{_D}{{4}}(?=[”"’]?(?:热线|政务|便民|市长|平台|市民|服务|投诉|举报))
    )
    | (?P<document>
        [〔\[【（(]{_B}{_YEAR}{_B}[〕\]】）)]{_B}第?{_B}{_D}{{1,5}}+{_B}号
        | 第{_B}{_D}{{1,6}}+{_B}号
    )
    | (?P<article> {_ARTICLE} (?>(?:{_B}{_ARTICLE}){{0,3}}) )
    | (?P<ordinal>
        第{_B}{_MARKED}(?!方){_B}[届次个期批名位产]?
        | {_MARKED}{_B}(?:届|号楼|号(?!召)|楼|室(?!内|外)|级(?!别)|等奖)
        | [一二三四五六七八九十]{{1,3}}次(?=会议|全会|全体)
    )
    | (?P<list_mark> [（(]{_B}(?:[一二三四五六七八九十]{{1,3}}|{_D}{{1,2}}+){_B}[）)] )
    | (?P<code>
        {_D}{{1,6}}(?:[×xX*/+]{_D}{{1,6}}){{1,3}} | {_D}{{1,6}}[+＋][A-Za-z]
        | 0{_D}++(?![.．]) | {_D}{{15,}}+[xX]? | {_D}{{1,9}}(?!(?:[kcm]?m|k?g|[GMT]B|kWh?)(?![A-Za-z]))[A-Za-z]++
    )
    """,
    re.VERBOSE,
)
"""Something with a number in it that is not a quantity; the name of the group is its kind."""

LIST_MARK: Final = re.compile(
    f"[一二三四五六七八九十]{{1,3}}、|[0-9０-９]{{1,2}}(?:、|[.．](?!{_D}|$)|[.．](?={_YEAR}年))"
)
"""A list mark at the beginning of a line or a sentence."""

POSTCODE: Final = re.compile(f"{_D}{{6}}(?!{_D})")
"""Six digits, which are a postcode after 邮编."""

LANDLINE: Final = re.compile(f"{_D}{{7,8}}(?!{_D})(?:[-—]{_D}{{1,6}})?")
"""Seven or eight digits, which are a telephone number after 电话."""

POSTCODE_LABEL: Final = re.compile("(?:邮编|邮政编码)[为是：:]?\\s*$")
TELEPHONE_LABEL: Final = re.compile("(?:电话|传真|热线|手机|联系方式)(?:号码)?[为是：:]?\\s*$")

_COUNTED = (
    "人次|件次|条次|场次|批次|家次|户次|封(?![面闭控])|人|件|宗|份|条|起|次|个|期|场|篇|名|户|家(?!庭)|项(?!目)"
    "|部分|部(?!门|署|队|委|长|级)|页|册|卷(?![宗面])|幅|张|台|处|所|块|批|轮|类|种|字|位"
    "|辆|栋|套|组|班|版|则|例|座|间|款|笔|方面|头|本(?!年|级|机关|单位)|幢|支|只|站|周岁|岁"
)
_MEASURED = (
    "平方米|平方公里|公里|千米|米|亩|公顷|吨|公斤|千克|美元|港元|欧元|角(?![度色落])|倍|成(?![立为员果效功本绩不])"
)
_LASTING = "个?工作日|日|天|个?小时|分钟|秒|个月|个?季度|周年|年|周(?!岁)|学时"
_RATED = "%|％|﹪|‰|个百分点|百分点"

_FIGURE = (
    f"(?>[０-９]{{1,3}}(?>(?:，[０-９]{{3}})+)(?![０-９])|{_D}{{1,3}}(?>(?:,{_D}{{3}})+)(?!{_D})|{_D}++)"
    f"(?>(?:[.．]{_D}++)?)"
)
_SCALE = "万亿|[十百千]?万(?!象|物|众)|亿|千(?![克米瓦卡伏])|百(?!分)"

QUANTITY: Final = re.compile(
    rf"""
    (?:
        (?P<share> 百分之(?:{_N}{{1,8}}+|{_FIGURE}) )
        | (?P<figure> {_FIGURE}(?:(?:万亿|亿|万|千){_B}零?{_FIGURE}){{0,4}} )
        | (?P<words> {_N}{{1,24}}+几?万?(?:[十百]?分之{_N}{{1,4}})? )
    )
    (?:{_B}(?P<inside>[余多来+＋]))?(?P<scale>{_SCALE})?(?P<behind>[余多])?
    (?:{_B}(?:(?P<percent>{_RATED})|(?P<duration>{_LASTING})|(?P<money>元)|(?P<count>{_COUNTED}|{_MEASURED})))?
    (?P<after>左右|上下|以上|以下|以内)?
    """,
    re.VERBOSE,
)
"""A number in figures or words, with its scale, its unit and words that make it approximate."""

PLAIN: Final = re.compile(
    f"(?<![A-Za-z.0-9０-９“‘《「『近足满到约过破少超逾上几数负余 \\t\\u3000\\xa0\\n－−–—―~～至-])([1-9][0-9]{{0,4}}|0)"
    f"((?>{_COUNTED}))(?!工作日|小时|月|季度|百分点)(?![余多来几左上以下 \\t\\u3000\\xa0\\r\\n至到~～–—―－-])"
)
"""A count in plain figures with no word beside it that makes it approximate: the fast path for most numbers."""

RANGE: Final = re.compile(f"{_B}{_DASH}{{1,2}}{_B}(?={_D}|{_N})")
"""The dash or word between the two ends of a range."""

BEFORE: Final = re.compile(
    "(?:将近|接近|不足|不到|不满|大约|超过|突破|至少|(?<![附最临靠亲远将接])近"
    "|(?<![大预节签公条违续制特契合邀相赴爽失])约|超|逾|[上几数])[ ]?$"
)
"""Words that make the next number approximate; 上, 几 and 数 do so only before 十 百 千 万 亿."""

NEGATIVE: Final = re.compile("(?:^|[\\s：:，,（(为是长降])[-−－]$|负$")
"""Signs that make the next figure negative."""

BEGINNING: Final = re.compile("(?:^|[\n。；;：:！？])[ \t\u3000\xa0]*$")
"""The beginning of a line or a sentence."""

LETTER_BEFORE: Final = re.compile("[A-Za-z][-.]?$|(?:/T|GB|No[.]) $")
"""Letters that make the next figure part of a name (A4, COVID-19, GB/T 9704—2012)."""

LETTERED: Final = re.compile("[0-9A-Za-z]++(?>(?:[-.—][0-9A-Za-z]++)*)")
"""The rest of such a name."""

SET_PHRASE: Final = re.compile(
    """
    一(?:次(?:[”’」\"]|性|办|告知|通过|申请|填报|[次]) | 件(?:事|件) | 条(?:龙|心|路|线|街) | 份份 | 场场 | 篇篇)
    | 两(?:个(?:维护|确立|结合|大局|毫不动摇|百年|责任|健康|文明) | 次(?:全会))
    | 三(?:类内部|个(?:代表|务实|区分|规定|清单|服务) | 项(?:纪律|清单) | 件(?:套))
    | 四(?:类过程|个(?:意识|自信|全面|服务|着力|最严|伟大|革命))
    | 五(?:个(?:一|统筹|文明|必由之路))
    | 六(?:个(?:必须|坚持|一批)) | 八(?:项规定) | 十(?:个明确|项权利)
    | [一二三四五六七八九十]{1,3}(?:条例|部门规章|期间|所有|家庭|日常|人民|名称|项目|类似|起诉|件套|元化|分法)
    """,
    re.VERBOSE,
)
"""Set phrases that begin like a count but are not one (两个维护)."""

ONE: Final = frozenset({"件", "份", "条", "次", "场", "篇", "宗", "人次", "元", "成", "倍"})
"""The units before which 一 alone is a count; 一个, 一批, 一起, 一项 mostly are not."""

TWO: Final = frozenset({"件", "宗"})
"""The units before which 二 alone is a count, although people count with 两."""

NOT_ALONE: Final = frozenset("每这那某同任另唯统逐哪跑第")
"""Characters after which a number in words is not a count (每一次, 同一件, 跑一次)."""

OPENING: Final = frozenset("“‘《「『")
"""Marks after which a number is part of a name (“三安全一稳定”, “12345”)."""
