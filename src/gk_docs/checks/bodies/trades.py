"""Find what only a bureau of another trade has charge of, where a report tells it as the body's own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.bodies.names import stands_in
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage


class Trade(NamedTuple):
    """A line of `trades.txt`.

    Attributes:
        names: Words in the names of bureaus that have the trade.
        example: A sentence that no bureau of another trade can say of itself.
        matters: What only such bureaus decide.
        duties: What only they can call their own business.
        held: Whom only they can call their own (所属各学校).
    """

    names: tuple[str, ...]
    example: str
    matters: tuple[str, ...]
    duties: tuple[str, ...]
    held: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Whether a bureau of this name has the trade."""
        return any(stands_in(one, name) for one in self.names)


def _words(field: str) -> tuple[str, ...]:
    return () if field == "-" else tuple(field.split())


_ALL: Final = "*"
TRADES: Final = tuple(
    Trade(_words(names), example, *map(_words, fields))
    for names, example, *fields in pieced_lines("gk_docs.checks.bodies", "trades.txt")
)
"""Every trade; the last one, whose matters are `*`, is of bureaus that may speak of all."""

HELD: Final = "|".join(one for trade in TRADES for one in trade.held)
"""A pattern for whoever belongs to a bureau of one trade."""

_MATTERS: Final = re.longest_first(one for trade in TRADES for one in trade.matters if one != _ALL)
_MATTER = re.compile("|".join(_MATTERS))
_FIRST, _SECOND = ("".join(sorted({one[at] for one in _MATTERS})) for at in (0, 1))
_BEGINS = re.compile(f"[{_FIRST}](?=[{_SECOND}])")
_TOLD = re.compile(
    "[\u4e00-\u9fff]{0,4}?(?:信息|情况|结果|政策|名[单录]|公告|指南|目录|标准|流程|事项|办理|审批|处理|认定|调查|检验|运输|分配|申报|许可|加固|资格|补助|安置|收费|范围|等级|名录|预约|申领|考试|为主|居多)|[、，。；等和及]"
)
_TELLS = re.compile("公[开布示告]|发布|聚焦|围绕|紧扣|为主|居多|重点")
_OTHERS = re.compile(
    "与|会同|共同|[向对](?!社会|外|公众)|联合|配合|协[助同]|转[载发]|抄送|参与|(?<![我本])(?:局|委(?!托))|(?<!主管)部门|(?:[有相]关|责任|成员|直属?|牵头|各)单位|乡镇|街道|政府(?!门户|网|信息|采购)|[县区市]委|涉及|监管所"
)
_TELLS_OF_TOWNS = re.compile("聚焦|围绕|紧扣|为主|居多|咨询|受理|办理")
_TOWN = re.compile("(?:[镇乡](?:人民政府)?|街道(?:办事处)?)$")
_NO_TOWN: Final = ("教", "公安", "税", "市场", "军人")
"""By their first name, the trades of which no town decides anything; others it has a part in."""
_REGIONS = re.compile("[省市县区旗州]")
_BESIDE: Final = 12  # characters behind the last matter that may say whose it is
_FEWEST: Final = 2  # matters of another trade; a bureau may speak of one


@lru_cache(maxsize=256)
def _speaks_of_all(name: str) -> bool:
    return TRADES[-1].has(name)


def trades_of(words: str) -> list[Trade]:
    """The trades to which words belong that a body calls its own business, or its own (学校招生).

    >>> [one.names for one in trades_of("河道采砂")]
    [('水', '河', '农')]
    """
    return [one for one in TRADES if any(thing in words for thing in (*one.duties, *one.held))]


def matters_of_others(passage: Passage, name: str) -> Iterator[tuple[int, int]]:
    """The spans of matters that a bureau of this name tells as its own and another trade decides.

    >>> from gk_docs.checks.text.texts import Passage
    >>> text = "我局公开征地公告、不动产登记等信息。与县自然资源局公布征地公告、不动产登记网点。"
    >>> [text[slice(*span)] for span in matters_of_others(Passage("a", text, "summary"), "丙县教育局")]
    ['征地公告、不动产登记']
    """
    if _speaks_of_all(name):
        return
    is_town = bool(_TOWN.search(name))
    tells, fewest = (_TELLS_OF_TOWNS, _FEWEST + 1) if is_town else (_TELLS, _FEWEST)
    own = _REGIONS.split(name)[-1] or name
    found = [one for one in sought(_MATTER, passage.text, _BEGINS) if _TOLD.match(passage.text, one.end())]
    for sentence in passage.sentences if len(found) >= fewest else ():
        inside = [one for one in found if sentence.start <= one.start() < sentence.end]
        if len(inside) < fewest or not tells.search(sentence.text):
            continue
        said = passage.text[sentence.start : min(inside[-1].end() + _BESIDE, sentence.end)].replace(own, "")
        if _OTHERS.search(said):
            continue
        trades = [[trade for trade in TRADES if match[0] in trade.matters] for match in inside]
        one_trade = any(all(trade in ones for ones in trades) for trade in trades[0])
        if is_town and not any(trade.names[0] in _NO_TOWN for ones in trades for trade in ones):
            continue
        if one_trade and not any(trade.has(name) for ones in trades for trade in ones):
            yield inside[0].start(), inside[-1].end()
