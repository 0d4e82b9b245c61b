"""GK208 and GK906: what should have gone before publication: filling notes, placeholders, marks of secrecy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case

_PLACEHOLDER = re.compile(
    r"""(?=[Xx×ＸｘХNnＮ2<{＜｛\[【［某（(待此请T该_＿*…])(?:
    (?<![A-Za-z0-9*×])(?:[Xx]{2,}|[×ＸｘХ]{2,}|20[XxＸ×]{2}|[×ＸX](?<![+“A-Za-z].)(?=[年月日件条次份个镇乡县市区局]))(?![A-Za-z0-9*])
    | [\[【［](?!(?:19|20)[0-9]{2}[\]】］]|[0-9]{1,3}[\]】］])[^\[\]【】［］\n]{0,16}
      (?:填写|填入|名称|地名|单位|机关名|数字|数量|年份|日期|待定|待填|待补|此处|插入|具体|描述|内容|补充)[^\[\]【】［］\n]{0,16}[\]】］]
    | 【待核[^】\n]{0,80}】
    | [<{＜｛][^<>{}\n]{0,10}(?:填写|名称|单位|地名|数字|数量|年份|日期)[^<>{}\n]{0,10}[>}＞｝]
    | [\[【［][ \u3000.…_]{0,8}[\]】］]
    | [（(][ \u3000.…_]{0,8}[）)]
    | \{\{[^{}\n]{0,60}\}\}
    | (?<![A-Za-z0-9])[NnＮ](?=[件条次个份项期场篇人])
    | 某某(?:省|市|县|区|镇|乡|街道|局|委|办|单位|部门|机关|同志|村|社区)?
    | 某(?:省|市|县|区|镇|乡|街道|局|单位|机关)(?:人民政府)?(?=20[0-9]{2}年|政府信息)
    | [（(](?:请(?:在此)?(?:填写|填入|补充|描述|输入)|文字描述|此处(?:填写|插入|补充)|填写说明
      |待(?:填|补充|核实|定|更新)|单位名称|数据待|以下空白|此页无正文)[^（）()\n]{0,40}[）)]
    | (?<=附件)[XxＸ×](?![A-Za-z0-9])|(?<=[数据字量额期间称])待定
    | 待核实|待补充|待填写|待更新|待确认数据|此处(?:填写|插入|省略)|请填写|TODO
    | [（(]?该部分以?表格形式报告[^（）()\n]{0,12}[）)]?
    | (?<![0-9A-Za-z_*])(?:_{3,}|＿{2,}|\*{3,}|…{3,})(?![0-9A-Za-z_*])
    )""",
    re.VERBOSE,
)
_HINTS = frozenset("XxＸｘХ×NnＮ<{＜｛[【［某（(待此请T该_＿*…")
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
    实、（以下空白）、【待核】、空括号、下划线空格等。型号、乘号、文号的方括号、隐去姓名的“张某某”、隐去号码的星号不算。

    为什么：套用模板没有改完，公开后最损害公信力；本条例要求准确公开。

    例：［具体地名］镇人民政府按照要求开展工作。

    怎样改：填上实际内容，或删去填写说明。
    """
    for passage in case.printed_texts.passages:
        if _HINTS.isdisjoint(passage.text):
            continue
        for match in _PLACEHOLDER.finditer(passage.text):
            before = passage.text[max(0, match.start() - 1) : match.start()]
            named = match[0].startswith("某") and match[0] in case.report.agency.name
            if not named and not (match[0] == "某某" and before):
                yield text_fact(passage, *match.span())
    title = case.report.title or ""
    for match in _PLACEHOLDER.finditer(title):
        if not (match[0].startswith("某") and match[0] in case.report.agency.name):
            yield Fact(path="title", span=match.span(), found=match[0], facts={"sentence": title})
    for path, words in case.report.printed.words.items():
        if _IN_CELL.search(words):
            yield Fact(path=path, found=words, facts={"sentence": words})


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
    for passage in case.printed_texts.passages:
        if "密" in passage.text or "内部" in passage.text or "注意保存" in passage.text:
            found = [*_MARK.finditer(passage.text), *_ALONE.finditer(passage.text)]
            spans = {match.span() for match in found}
            for start, end in sorted(spans):
                if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in spans):
                    yield text_fact(passage, start, end)
