"""GK208 and GK906: text to delete before publication: placeholders, notes on filling in, marks of secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import called_a_slip, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.placeholders import is_told_of, placeholders
from gk_docs.checks.text.remarks import remarks
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_BROKEN = "像是写坏的 {{{{ }}}}：“{found}”：{sentence}"
_CODE = "别的程序留下的代码或坏了的字“{found}”：{sentence}"
_IN_CELL = re.compile("填写|填报|说明|注[:：]|如有|请|待|[Xx×]{2,}")


@rule(
    "GK208",
    "placeholder-left",
    Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息",
    message="留有没有填写或没有删去的文字“{found}”：{sentence}",
)
def placeholder_left(case: Case) -> Iterator[Fact]:
    """留有占位符或填写说明。

    查什么：正文、标题、小标题和格内是否留有 XX、××、20XX年、［具体地名］、某某镇、N件、（请填写…）、（文字描述）、待核
    实、（以下空白）、【待核】、写坏的 {{ }}、空括号、下划线、□□、问号或空格代替的数、示例、批注等；有没有写稿的人之间说
    的话（本稿为征求意见稿、请领导审定、数字问信息中心、定稿前删除、结合实际写；括号里的“小李把人数补上”“跟县里对一下”
    “含不含上年的？”）；是否有网页和 Markdown 的标记（<br>、&nbsp;）、工作簿的错误值（#REF!）、邮件合并的域名
    （«机关»）、乱码。型号、乘号、文号的方括号、隐去姓名的“张某某”、隐去号码的星号不算；说明用什么符号代替、文号和表格什么样式的话里，
    引号中的符号不算。

    为什么：套用模板没有改完，公开后最损害公信力；本条例要求准确公开。

    例：［具体地名］镇人民政府按照要求开展工作。

    怎样改：填上实际内容，或删去填写说明。
    """
    texts = case.printed_texts
    whole = texts.whole
    blank, told = next(placeholders(whole), None), next(remarks(whole), None)
    for passage in texts.passages if blank or told else ():
        spans = [match.span() for match in placeholders(passage.text) if not _is_no_blank(case, passage, match)]
        for match in placeholders(passage.text):
            if match.span() in spans:
                yield text_fact(passage, *match.span(), message=_message(match))
        for match in remarks(passage.text) if told else ():
            told_of = _is_told_of(passage, match) or _is_asked(passage, match)
            if not told_of and not any(start < match.end() and match.start() < end for start, end in spans):
                spans.append(match.span())
                yield text_fact(passage, *match.span())
    title = case.report.title or ""
    for match in placeholders(title):
        if not _is_own_name(case, match[0]):
            facts = {"sentence": title}
            yield Fact(path="title", span=match.span(), found=match[0], message=_message(match), facts=facts)
    for path, words in case.report.printed.words.items():
        if _IN_CELL.search(words):
            yield Fact(path=path, found=words, facts={"sentence": words})


def _message(match: re.Match[str]) -> str | None:
    return _BROKEN if match["broken"] else _CODE if match["code"] else None


def _is_own_name(case: Case, words: str) -> bool:
    return words.startswith("某") and words in case.report.agency.name


def _is_no_blank(case: Case, passage: Passage, match: re.Match[str]) -> bool:
    """Whether what looks like a blank is this body's name, a slip or a sign told of, a heading, or an N in a title."""
    text = passage.text
    in_title = (  # 《门口的N个变化》
        match[0].isascii()
        and match[0].isalpha()
        and text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start())
    )
    said = _WRITTEN.search(match[0]) is not None or _is_heading(text, match)
    return said or in_title or _is_told_of(passage, match) or _is_own_name(case, match[0]) or _is_asked(passage, match)


def _is_told_of(passage: Passage, match: re.Match[str]) -> bool:
    return called_a_slip(passage, *match.span()) or is_told_of(passage, *match.span())


def _is_asked(passage: Passage, match: re.Match[str]) -> bool:
    """Whether words in brackets are a question that somebody put to the body: 咨询集中在（找谁办？）."""
    ahead = passage.text[passage.sentence_at(match.start()).start : match.start()]
    of_a_sort = passage.text.startswith(("一类", "之类", "这类"), match.end())
    return bool(_QUESTION.search(match[0]) and (of_a_sort or _ASKED.search(ahead)))


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """Whether words in 【】 head a paragraph: 【公开数量】全乡主动公开信息236条."""
    at_start = not match.start() or text[match.start() - 1] in "\n \u3000"
    return at_start and bool(_HEADING.fullmatch(match[0]) and _HEADS.match(text, match.end()))


_QUESTION = re.compile("[？?][）)】\\]]$")
_ASKED = re.compile("问卷|[提追询]问|问[及到答]|[一二两三四五几]问|第[0-9一二三四五]+[题项]|答卷|评议表|咨询|来电|留言")
_WRITTEN = re.compile("写[进入](?:了|[\u4e00-\u9fff]{2,})")  # 此项要求写进了保密规定
_HEADING = re.compile(
    "【(?![^】]*(?:[填待请补删某]|插入|此处|名称|核[对实]|单位|地名|(?<!整)改】|写】))[\u4e00-\u9fff]{2,8}】"
)
_HEADS = re.compile("[\u4e00-\u9fff“《0-9][^。\n]{3,}")  # a sentence stands behind a heading

_SECRET = re.compile("绝[ \u3000]*密|机[ \u3000]*密|秘[ \u3000]*密|内部(?:资料|文件|材料)|注意保存")
_MARK = re.compile(
    r"(?:绝密|机密|秘密)[ \u3000]*[★☆]"
    r"|内部(?:资料|文件|材料)[ \u3000，,、：:（(]*(?:请)?(?:注意保存|不得外传|严禁外传|妥善保管|请勿外传)|注意保存"
)
_ALONE = re.compile(
    r"^[ \u3000【\[（(]*(?:绝[ \u3000]*密|机[ \u3000]*密|秘[ \u3000]*密|内部(?:资料|文件|材料))"
    r"[ \u3000】\])）]*(?:[★☆].*)?$",
    re.MULTILINE,
)


@rule(
    "GK906",
    "secrecy-word",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第十四条、第十七条；《中华人民共和国保守国家秘密法》",
    message="留有密级或内部标识“{found}”，请确认可以公开：{sentence}",
)
def secrecy_word(case: Case) -> Iterator[Fact]:
    """留有密级或内部标识。

    查什么：正文和标题中是否有“秘密★”一类密级标志、独占一行的“绝密”“机密”“内部资料”，以及“注意保存”。“国家秘密”“商
    业秘密”“保密审查”等说法不算。

    为什么：年度报告向社会公开；带密级标识的文字要么是误贴，要么不应公开。

    例：标题上方印着“内部资料　注意保存”。

    怎样改：先做保密审查；确认可以公开的，删去标识。
    """
    for passage in case.printed_texts.holding(_SECRET):
        found = [*_MARK.finditer(passage.text), *_ALONE.finditer(passage.text)]
        spans = {match.span() for match in found}
        for start, end in sorted(spans):
            if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in spans):
                yield text_fact(passage, start, end)
