"""Find what templates and drafts leave behind (××, （）, 待核实); `placeholders.txt` has the patterns and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from collections.abc import Iterator


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
