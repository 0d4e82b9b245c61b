"""GK401 to GK405: this year's figures compared with last year's."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.checks.bodies.names import body_of
from gk_docs.checks.rule import PREVIOUS, Fact, not_assessed, rule
from gk_docs.checks.text.citations import NOTICE
from gk_docs.finding import Severity
from gk_docs.form.across import counterparts
from gk_docs.form.outline import marked, outline_of, path_beside
from gk_docs.form.places import words_at
from gk_docs.form.table import Stock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.form.report import Report

_ACTIVE = "active_disclosure"
_BLANK = "本年度或上一年度的数空白，未核对。"


@rule(
    "GK401",
    "carry-over",
    Severity.WARNING,
    basis=f"{NOTICE.cited}表三第二项“上年结转”、第四项“结转下年度继续办理”",
    message="上年结转写的是 {found}，上一年度报告的结转下年度继续办理是 {expected}，差 {difference}。",
)
def carry_over(case: Case) -> Iterator[Fact]:
    """上年结转与上一年度报告的结转下年度不一致。

    查什么：表三第二项的 7 列，是否分别等于上一年度报告第四项的同一列。两年格式不同（2019年版、2021年版）也可以核对。
    差在总计列、而恰为其他各列之差的，不重复列出。

    为什么：上年结转下来的申请，就是本年的上年结转。

    例：上一年度结转下年度 3 件，本年上年结转写 2 件。

    怎样改：核对两年的数。上年报告有误、本年更正的，在“已说明事项”中写明理由。
    """
    if case.no_comparison:
        yield not_assessed(case.no_comparison)
        return
    gaps: dict[str, int] = {}
    for now, then in case.outline.carried.items():
        found, expected = case.righted[now], case.previous_values.get(then)
        if found is None or expected is None:
            yield not_assessed(_BLANK, now)
            continue
        gap = gaps[now] = int(found - expected)
        if gap and not (now.endswith(".total") and gap == sum(gaps.values()) - gap):
            facts = {"difference": abs(gap)}
            yield Fact(path=now, found=found, expected=expected, others=(PREVIOUS + then,), facts=facts)


def _has_stocks(form: type[Report]) -> bool:
    return any(marked(form, Stock))


_STOCK_BASIS = f"{NOTICE.cited}表二“本年制发件数”“本年废止件数”“现行有效件数”"
_NO_ROW = "上一年度用的是{edition}年版格式，其中没有这一行，未核对。"
_OTHER_FORM = "上一年度用的是{edition}年版格式，其“{other}”不是{own}，未核对。"


@rule(
    "GK402",
    "stock",
    Severity.WARNING,
    basis=_STOCK_BASIS,
    message="上一年度现行有效 {before} ＋ 本年制发 {issued} − 本年废止 {repealed} ＝ {expected}，写的是 {found}。",
    applies=_has_stocks,
)
def stock(case: Case) -> Iterator[Fact]:
    """现行有效件数与上一年度接不上。

    查什么：规章、行政规范性文件两行，现行有效是否等于上一年度的现行有效＋本年制发−本年废止。不与2019年版格式的“对外
    公开总数量”比较，两者不是一回事。

    为什么：文件只会因制发而增加、因废止而减少；接不上，多半是统计口径变了或漏填。期满自动失效、机构改革划转、修改后
    重新公布也会造成差异，所以只是警告。

    例：上一年度 11 件，本年制发 2 件、废止 1 件，现行有效写 11 件；应为 12 件。

    怎样改：核对三个数；确因失效、划转等造成的，在“已说明事项”中写明理由。
    """
    if case.no_comparison:
        yield not_assessed(case.no_comparison)
        return
    for stock in _stocks(case):
        before = _before(case, stock.path)
        if isinstance(before, Fact):
            yield before
        elif before is None or stock.numbers is None:
            yield not_assessed(_BLANK, stock.path)
        else:
            yield from _stock_gap(stock, before, *stock.numbers)


class _DocumentsInForce(NamedTuple):
    """The path of a 现行有效 figure and of 制发 and 废止 beside it, and the three numbers; None if one is blank."""

    path: str
    issued: str
    repealed: str
    numbers: tuple[int, int, int] | None


def _stocks(case: Case) -> Iterator[_DocumentsInForce]:
    for path, mark in marked(type(case.report), Stock):
        paths = (path_beside(path, mark.came), path_beside(path, mark.went), path)
        values = [int(value) for one in paths if (value := case.values[one]) is not None]
        numbers = (values[0], values[1], values[2]) if len(values) == len(paths) else None
        yield _DocumentsInForce(path, paths[0], paths[1], numbers)


def _before(case: Case, path: str) -> int | Fact | None:
    """Last year's figure; None if it is blank or unknown; a Fact that says why if last year's form lacks the figure."""
    if case.previous is None:
        return None
    last = outline_of(type(case.previous)).figures
    same = counterparts(type(case.report), type(case.previous)).get(path)
    if same is None:
        row = path.rpartition(".")[0]
        others = [figure.columns[-1] for one, figure in last.items() if one.startswith(f"{row}.")]
        facts = {"edition": case.previous.edition, "own": case.outline.figures[path].columns[-1]}
        return not_assessed(_OTHER_FORM if others else _NO_ROW, path, other="".join(others[-1:]), **facts)
    value = case.previous_values[same]
    return None if value is None else int(value)


def _stock_gap(stock: _DocumentsInForce, before: int, issued: int, repealed: int, in_force: int) -> Iterator[Fact]:
    expected = before + issued - repealed
    if expected >= 0 and expected != in_force:
        others = (stock.issued, stock.repealed, f"{PREVIOUS}{stock.path}")
        facts = {"before": before, "issued": issued, "repealed": repealed, "difference": abs(in_force - expected)}
        yield Fact(path=stock.path, found=in_force, expected=expected, others=others, facts=facts)


_TOO_FEW = "现行有效 {found} 件，少于本年制发 {issued} − 本年废止 {repealed} ＝ {expected} 件。"
_TOO_MANY = "本年废止 {found} 件，多于上一年度现行有效 {before} ＋ 本年制发 {issued} ＝ {expected} 件。"


@rule("GK403", "stock-impossible", Severity.WARNING, basis=_STOCK_BASIS, message=_TOO_FEW, applies=_has_stocks)
def stock_impossible(case: Case) -> Iterator[Fact]:
    """废止件数或现行有效件数与其他数不能同时成立。

    查什么：不需上一年度报告：现行有效不应少于本年制发减本年废止。有上一年度（2021年版）报告时：本年废止不应多于上一
    年度现行有效加本年制发。

    为什么：本年制发而未废止的文件，年底应当现行有效；没有的文件无从废止。

    例：本年制发 5 件、废止 2 件，现行有效写 0 件。

    怎样改：核对三个数，常见的是现行有效漏填，或把历年废止数填作本年。
    """
    for stock in _stocks(case):
        before = None if case.no_comparison else _before(case, stock.path)
        if stock.numbers is None:
            yield not_assessed(_BLANK, stock.path)
        elif isinstance(before, int):
            yield from _too_many_repealed(stock, before, *stock.numbers[:2])
        else:
            yield from _too_few_in_force(stock, *stock.numbers)


def _too_few_in_force(stock: _DocumentsInForce, issued: int, repealed: int, in_force: int) -> Iterator[Fact]:
    if in_force < issued - repealed:
        others = (stock.issued, stock.repealed)
        facts = {"issued": issued, "repealed": repealed}
        yield Fact(path=stock.path, found=in_force, expected=issued - repealed, others=others, facts=facts)


def _too_many_repealed(stock: _DocumentsInForce, before: int, issued: int, repealed: int) -> Iterator[Fact]:
    if repealed > before + issued:
        others = (stock.issued, f"{PREVIOUS}{stock.path}")
        facts, most = {"issued": issued, "before": before}, before + issued
        yield Fact(path=stock.repealed, found=repealed, expected=most, others=others, message=_TOO_MANY, facts=facts)


_TABLES = ("active_disclosure", "requests", "review_litigation")
_LEAST_SAME = 4  # cells that are not 0; fewer may be the same by chance


@rule(
    "GK405",
    "tables-unchanged",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条：报告上一年度的情况",
    message="{what}的数与上一年度报告完全相同（{count} 格不是 0），多半是上年的表没有换，请核对。",
)
def tables_unchanged(case: Case) -> Iterator[Fact]:
    """表格的数与上一年度完全相同。

    查什么：表二、表三、表四的数是否全都与上一年度报告相同，而本年的数不全是 0；或者其中一张表全同，而不是 0 的格有四格
    以上。现行有效的件数本来可以不变，不算。两年格式不同的不比。

    为什么：各年的申请、许可、处罚、收费几乎不可能格格相同；曾有机关连续三年的报告数字全同，被公开质疑。

    例：2024年度的三张表与2023年度逐格相同。

    怎样改：核对本年的台账；确实相同的，在“已说明事项”中写明。
    """
    if case.no_comparison or case.previous is None or type(case.previous) is not type(case.report):
        return
    stocks = {path for path, _ in marked(type(case.report), Stock)}
    same: dict[str, int] = {}
    for table in _TABLES:
        paths = [path for path in case.values if path.startswith(f"{table}.") and path not in stocks]
        if paths and all(case.values[path] == case.previous_values.get(path) for path in paths):
            same[table] = sum(1 for path in paths if case.values[path])
    if len(same) == len(_TABLES) and any(same.values()):
        yield Fact(others=_TABLES, facts={"what": "表二、表三、表四", "count": sum(same.values())})
        return
    for table, count in same.items():
        if count >= _LEAST_SAME:
            words = words_at(type(case.report), table)
            yield Fact(path=table, others=(f"{PREVIOUS}{table}",), facts={"what": f"“{words}”", "count": count})


_TIMES, _MANY_TIMES = 10, 50
_MOST_FEES = {"township": 100_000, "county": 1_000_000, "prefecture": 10_000_000}  # 万元: 10, 100, 1000 亿元
_TOO_LARGE = "本年收费 {found} 万元，合 {billions} 亿元，远多于这一级机关可能收取的数；请核对是否把元当作万元填写。"
_LEAST, _CERTAIN = 20, 200
_FEES = f"{_ACTIVE}.fees"
_WRONG_UNIT = (3_000, 30_000)  # 元 written as 万元 make the figure 10,000 times too large, give or take a factor of 3
_FROM_NOTHING = "上一年度是 0，本年是 {found} 万元；请核对是否把元当作万元填写。"
_UNIT = "上一年度是 {before} 万元，本年是 {found} 万元，相差约 {times} 倍；请核对是否把元当作万元填写。"


@rule(
    "GK404",
    "outlier",
    Severity.INFO,
    basis=f"{NOTICE.cited}各表；表二“本年收费金额（单位：万元）”",
    message="上一年度是 {before}，本年是 {found}，相差约 {times} 倍，请核对。",
)
def outlier(case: Case) -> Iterator[Fact]:
    """与上一年度相差十倍以上。

    查什么：表二各格、表三和表四的总计，与上一年度同一格相比是否相差十倍以上；较大的数不到 20 的不比，一方为 0 的不比。
    相差五十倍以上、较大的数在 200 以上的，以及收费金额相差约一万倍（三千至三万倍，可能把元当作万元）的，作为警告。
    收费金额超出这一级机关可能收取的数（乡镇 10 亿元、县级 100 亿元、市级 1000 亿元）的，没有上一年度报告也作为警告；
    上一年度是 0、本年三千万元以上的，作为提示。只比较两年格式中意义相同的格。

    为什么：多一个 0、单位看错、填错行，都表现为成倍的变化。确有其事的也不少，所以只作提示。

    例：行政处罚上一年度 35 件，本年 3500 件。

    怎样改：核对原始台账；确实如此的不必改。
    """
    same = _comparable(type(case.report), type(case.previous)) if case.previous and not case.no_comparison else ()
    found = {
        path: fact
        for path, last in same
        for fact in _jump(path, case.outline.figures[path].unit, case.previous_values[last], case.righted[path])
    }
    yield from found.values() if _FEES in found else (*found.values(), *_beyond_all_measure(case))
    if case.no_comparison:
        yield not_assessed(case.no_comparison)


def _beyond_all_measure(case: Case) -> Iterator[Fact]:
    """A fee larger than any body of this level takes, or one of 3,000 万元 or more after a year with a fee of 0."""
    most = _MOST_FEES.get(body_of(case.report.agency).level or "", max(_MOST_FEES.values()))
    fees = case.values.get(_FEES)
    if fees is not None and fees > most:
        facts = {"billions": f"{Decimal(fees) / 10_000:.0f}"}
        yield Fact(path=_FEES, found=fees, severity=Severity.WARNING, message=_TOO_LARGE, facts=facts)
    elif fees and fees >= _WRONG_UNIT[0] and not case.no_comparison and case.previous_values.get(_FEES) == 0:
        yield Fact(path=_FEES, found=fees, others=(PREVIOUS + _FEES,), message=_FROM_NOTHING)


@cache
def _comparable(form: type[Report], other: type[Report]) -> tuple[tuple[str, str], ...]:
    """Pairs of paths, in one form and in the other, of the figures of table 2 and the totals that both forms have."""
    same = counterparts(form, other)
    paths = [path for path in outline_of(form).figures if path.startswith(_ACTIVE) or path.endswith(".total")]
    return tuple((path, same[path]) for path in paths if path in same)


def _jump(path: str, unit: str, before: int | Decimal | None, found: int | Decimal | None) -> Iterator[Fact]:
    if not before or not found or before < 0 or found < 0:
        return
    low, high = sorted((Decimal(before), Decimal(found)))
    times = high / low
    money = unit == "万元" and _WRONG_UNIT[0] <= times <= _WRONG_UNIT[1]
    if money or (times > _TIMES and high >= _LEAST):
        yield Fact(
            path=path,
            found=found,
            others=(PREVIOUS + path,),
            severity=Severity.WARNING if money or (times >= _MANY_TIMES and high >= _CERTAIN) else None,
            message=_UNIT if money else None,
            facts={"before": before, "times": int(times.to_integral_value())},
        )
