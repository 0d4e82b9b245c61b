"""Find names of applicants and home addresses in running text, as far as patterns can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator

_SURE: Final = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任沈"
    "姚卢姜崔钟谭陆汪范廖韦贾夏付邹熊孟秦邱江尹薛闫阎段侯雷龙史陶黎贺顾毛郝龚邵钱严武莫孔汤"
)
"""Surnames that are rarely words of their own. Source: the frequent ones in the 2020 name report of 公安部."""

_WORDS: Final = "高于方万白石常康向平安明时应连全文包查路强单经权戴易金戚温季葛柯甘成党章尚洪梅盛温丛阮"
"""Surnames that are words too: they count only before 男, 女, 先生 and the like. Source: as above."""

_DOUBLE: Final = "欧阳|上官|司马|诸葛|皇甫|尉迟|慕容|司徒|令狐|夏侯|端木"
"""Surnames of two characters."""

_GIVEN = "[\u4e00-\u9fff]"
_NOT_GIVEN = "可应在的是有不无对向与和及时未将已均须需按通提申递要求认为某等因于当依"
_ROLE = (  # every word written out, so that a text is searched for their first characters alone
    "复议申请人|申请人|原告|上诉人|第三人|当事人|村民|居民|市民|群众代表|群众|信访人|投诉人|举报人|家长|学生|教师|业主|职工"
    "|用户|责任人|户主|低保户|五保户|脱贫户|贫困户|困难户|改造户|搬迁户|救助对象|资助对象|帮扶对象|保障对象|供养人员"
)
_ASKS = (
    "申请|提出|提交|要求|向|因|不服|诉|反映|来信|来访|就|咨询|对|提起|撤回|撤销|邮寄|补正|通过|委托|代理|本人"
    "|来电|来函|致电|到访|催[办问]|收到|逾期|签收|领取|自行|再次|多次|不?同意|作出|进行|实施|被|未|给予|予以"
)
_PERSON = (
    "[（(，,]\\s*(?:男|女|身份证|住|家住|联系|电话|汉族|学号|[0-9]{6})|先生|女士|同志|身份证|的(?:政府信息公开)?申请"
)
_NAME = re.compile(
    f"(?:{_ROLE}|姓名)(?:姓名|名字)?[：:为是（(]?\\s*(?:"
    f"(?P<sure>(?:[{_SURE}]|{_DOUBLE})(?:(?![{_NOT_GIVEN}]){_GIVEN}){{1,2}}?)(?=等[0-9一二三四五六七八九十]*人|{_ASKS}|{_PERSON}|[、，,。；）)])"
    f"|(?P<word>[{_WORDS}](?:(?![{_NOT_GIVEN}]){_GIVEN}){{1,2}}?)(?={_PERSON})"
    ")"
)
_TITLED = re.compile(
    f"(?<![\u4e00-\u9fff])(?P<name>[{_SURE}](?:(?![{_NOT_GIVEN}]){_GIVEN}){{1,2}}?)(?=先生|女士)"
    f"|(?<=[为给对向由与和、，。（：的])(?P<name2>[{_SURE}](?:(?![{_NOT_GIVEN}]){_GIVEN}){{1,2}}?)(?=先生|女士)"
)
_OTHERS = "等[0-9一二三四五六七八九十]+人(?:申请|提出|对|向)"
_AND_OTHERS = re.compile(_OTHERS)
_GROUP = re.compile(f"(?:^|(?<=[。；，\n]))(?P<name>[{_SURE}](?:(?![{_NOT_GIVEN}]){_GIVEN}){{1,2}})(?={_OTHERS})")
_NOT_NAMES = frozenset(
    (
        "马上",
        "任何",
        "何时",
        "何种",
        "余下",
        "段时间",
        "方式",
        "江苏",
        "龙头",
        "田间",
        "汤某",
        "任意",
        "许多",
        "夏季",
        "范围",
        "程序",
        "严格",
        "钱款",
        "毛病",
        "史料",
        "武汉",
        "黄河",
    )
)
_HINT = re.compile(f"{_ROLE}|先生|女士|姓名|等[0-9一二三四五六七八九十]+人")

_ADDRESS = re.compile(
    "(?:家住|现住址?|住址|家庭住址|家庭地址|户籍(?:所在)?地|经常居住地|居住地|住在|住所)[：:为是在于]{0,2}\\s*"
    "(?P<address>[\u4e00-\u9fff0-9A-Za-z-]{2,40}?[0-9一二三四五六七八九十]+(?:号楼|号院|号|室|栋|幢|单元|组|户)(?:[0-9A-Za-z\u4e00-\u9fff-]{0,12}?[0-9]+(?:室|号|户))?)"
    "|(?P<group>[\u4e00-\u9fff]{1,6}[村屯](?:第?[0-9一二三四五六七八九十]+(?:村民小)?组)[0-9一二三四五六七八九十]+号)"
    "|(?P<flat>[\u4e00-\u9fff]{2,12}(?:小区|花园|苑|家园|新村|公寓|社区|庄园|名邸|华府)[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座|#楼|楼)[0-9一二三四五六七八九十]{0,2}(?:单元)?[0-9]{2,4}(?:室|号|户)?)"
)
_PLACE = re.compile("家住|住址|家庭地址|户籍|居住地|住在|住所|现住")
_DOOR = re.compile(
    "|".join(f"{door}(?<=[0-9]{door})" for door in ("号楼", "单元", *"栋幢室座")) + "|组[0-9一二三四五六七八九十]+号"
)
_OFFICE = re.compile("办公室|中心|大厅|政府大楼|机关|服务站|窗口|受理点|查阅|[公告]示?栏|公开栏|设在|位于|卫生室|项目")


def names(text: str) -> Iterator[tuple[int, int]]:
    """The spans of what seem to be full names of applicants and other persons; 张某某 does not count.

    >>> text = "申请人王建国申请公开征地信息，申请人于当日收到答复，申请人张某某撤回申请。"
    >>> [text[start:end] for start, end in names(text)]
    ['王建国']
    """
    if not _HINT.search(text):
        return
    titled = _TITLED.finditer(text) if "先生" in text or "女士" in text else ()
    grouped = _GROUP.finditer(text) if _AND_OTHERS.search(text) else ()
    for match in (*_NAME.finditer(text), *titled, *grouped):
        name = match[match.lastgroup or 0]
        if (
            name not in _NOT_NAMES
            and name[:2] not in _NOT_NAMES
            and "某" not in text[match.end() - 1 : match.end() + 1]
        ):
            yield match.span(match.lastgroup or 0)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """The spans of what seem to be home addresses with a door number.

    >>> list(addresses("家住河湾小区3号楼2单元501室，反映供水问题。"))
    [(2, 16)]
    """
    for match in _ADDRESS.finditer(text) if _PLACE.search(text) or _DOOR.search(text) else ():
        around = text[max(0, match.start() - 12) : match.end() + 8]
        if not _OFFICE.search(around):
            yield match.span(match.lastgroup or 0)
