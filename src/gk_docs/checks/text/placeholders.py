"""Find what templates and drafts leave behind (××, （）, 待核实); `placeholders.txt` has the patterns and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage


class Placeholder(NamedTuple):
    """One kind of placeholder.

    Attributes:
        pattern: Finds it.
        example: A text that contains it.
    """

    pattern: str
    example: str


PLACEHOLDERS: Final = tuple(
    Placeholder(pattern, example) for example, pattern in pieced_lines("gk_docs.checks.text", "placeholders.txt")
)
"""Every way; of two that begin at one place the earlier one is read."""

# Characters with which a placeholder can begin; it saves trying the long pattern everywhere.
_BEGIN = re.compile(
    r"[Xx×ＸｘХⅩⅹ2□■▢◻◼○〇◯OＯ_＿*＊?？ \u3000\xa0约….\[【［<{＜｛}｝（(〔“NnＮ某待暂此填请标@#＃TY示样范模例"
    r"批该这注备说姓后稿同上本第照先改写核查问删补略等如若回《0△▲◇◆%％—–－～~&!|$«锟\ufffd\ue000-\uf8ff-](?:"
    "(?<![2请例后稿同上本第照先改写核查问删补略等如若回0%％—－～~“《（(-])|(?<=2)(?=0[Xx×Ｘ_＿])|(?<=请)(?=[替各填更补核])|(?<=例)(?=文)|(?<=后)(?=补)|(?<=同)(?=[上去])|(?<=稿)(?=[：:，,])|(?<=[上本])(?=[段句栏页稿])|(?<=第)(?=[一二三四五六1-6]段)|(?<=[改写核查问删补])(?=一[下段句])|(?<=[上去]年)|(?<=照)(?=[抄搬])|(?<=先)(?=空)|(?<=[：:数量率额分名]略)|(?<=等)(?=[^，。；\n]{1,10}[通反])|(?<=[如若])(?=[有无])|(?<=回)(?=头)"
    r"|(?<=《)(?=[\s》])|(?<=[（(])(?![一二三四五六七八九十]+[）)])"
    "|(?<=[^0-9.]0)(?=0)|(?<=[率比例占达为][%％])|(?<=[率为达占][—－-])|(?<=[：:][—-])|(?<=[\u4e00-\u9fff][－—–-])(?=[件条次份场期篇个余人—–－-])"
    "|(?<=“)(?=[ \u3000”]|[\u4e00-\u9fff]{1,6}”[件条次份]))"
)
_ANY = re.compile("|".join(f"(?:{one.pattern})" for one in PLACEHOLDERS), re.MULTILINE)


def placeholders(text: str) -> Iterator[re.Match[str]]:
    """Find every placeholder in a text.

    >>> [found[0] for found in placeholders("公开信息□□条，培训（）次，型号为XXL。")]
    ['□□', '（）']
    """
    return sought(_ANY, text, _BEGIN)


_SIGNS: Final = (
    "代替|替代|替换为|代之|代指|遮|隐[去藏匿]|略去|脱敏|打码|掩[盖去码]|屏蔽|抹去|模糊|表示|写[作为成]|记作|作“[^”]*”(?:式|处理)|式处理"
    "|字样|样式|格式|体例|编排|编号规则|统一(?:作|为|编|按|用|注明|采用)|模板|样表|样[本例张]|之处|一栏|等栏|选项|勾选|注明|占位符?|标[有注明]"
    "|含义|意为|符号|通配"
)
_OF_SIGNS = re.compile(_SIGNS)
_QUOTED = re.compile("“[^“”\n]*”")
_AS_SIGN = re.compile("(?:[以用作为成]|星号|叉号|符号|方框|省略号)[（(]?$")
_SIGN_BEHIND = re.compile("[）)]?(?:代替|替代|代之|表示|遮|式|打码|掩)")


def is_told_of(passage: Passage, start: int, end: int) -> bool:
    """Whether a sign is told of and not left behind: in quotes, in a sentence on signs and forms, or named as a sign.

    >>> from gk_docs.checks.text.texts import Passage
    >>> text = "号码以“****”代替。姓名用××代替。“××镇”公众号"
    >>> [is_told_of(Passage("a", text, "summary"), at, at + 2) for at in (4, 15, 21)]
    [True, True, False]
    """
    text, sentence = passage.text, passage.sentence_at(start)
    if _AS_SIGN.search(text, sentence.start, start) and _SIGN_BEHIND.match(text, end, sentence.end):
        return True
    is_quoted = any(
        one.start() < start and end < one.end() for one in _QUOTED.finditer(text, sentence.start, sentence.end)
    )
    return is_quoted and _OF_SIGNS.search(_QUOTED.sub("“”", sentence.text)) is not None
