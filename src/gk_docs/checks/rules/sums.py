"""GK301 to GK305: sums and relations within tables 3 and 4, and the precision of fees in table 2."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import mend
from gk_docs.checks.figures.equations import CASES, COLUMN, IDENTITY, ROW, TOTAL, Equation, equations_of
from gk_docs.checks.figures.exchanged import a_cell_off
from gk_docs.checks.figures.formula import formula
from gk_docs.checks.rule import Fact, not_assessed, rule
from gk_docs.checks.text.citations import NOTICE, NOTICES_BEFORE
from gk_docs.finding import Severity
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.values import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.checks.case import Case
    from gk_docs.checks.figures.audit import Suspect
    from gk_docs.checks.figures.moved import Moved

_TABLE = f"{NOTICE.title}（{NOTICE.number}；{NOTICES_BEFORE}）"
_SUM = "各项之和是 {expected}，写的是 {found}：{formula}。"
_SUSPECT = "写的是 {found}，应为 {expected}：{formula}。改正这一格后，所在各行、各列都相符。"
_TOGETHER = "写的是 {found}，应为 {expected}：{formula}。同行、同列另有错格，一并改正后都相符。"
_EXCHANGED = "写的是 {found}，应为 {expected}，与“{partner}”一格似乎互换了：{formula}。"
_DOUBT = "合计与各格不相符，有两种可能，请对照登记：一是各格没有错，合计没有随之改，{sums}；二是合计没有错，而{cells}。"
_EITHER = "写的是 {found}，与“{partner}”一格似乎互换了；也可能是别的行有 {difference} 件记错了列：{formula}。"
_OFF = "{count} 个总计同时不相符，像是整行错了一格：各数都往{way}移一格，就都相符。"
_MOVED = "{what}像是整个往{way}错了一格，各行、各列的合计因此不相符：往{back}移一格，{lost}就都相符。"
_BACK = {"右": "左", "左": "右", "下": "上", "上": "下"}
_IMPOSSIBLE = "空白格无论填多少都不相符：{formula}。"
_BLANK = "有空白格，未核对：{blank}。"
_EMPTY = "整张表空白，未核对。"
_UNPROVED = "没有别的合计证明各项都对，差错也可能在其中一格；核对后确要改总计，再加 --unsafe-fixes"
_SHOWN = 3  # blank cells named in a message
_TOLD = 6  # corrections named in a message
_PAIR = 2  # cells that are exchanged


def _failures(case: Case, code: str) -> Iterator[Fact]:
    if case.audit.moved and code == (ROW if case.audit.moved.what in ("row", "table") else COLUMN):
        yield _one_place_off(case, case.audit.moved)
    for suspect in case.audit.suspects:
        if suspect.code == code:
            yield _suspected(case, suspect)
    if case.audit.doubt.failed and case.audit.doubt.failed[0].code == code:
        yield _doubted(case)
    for equation, excess in case.audit.failed.items():
        if equation.code == code:
            yield _failed(case, equation, excess)
    for equation, excess in case.audit.impossible.items():
        if equation.code == code:
            yield _failed(case, equation, excess, _IMPOSSIBLE)
    yield from _undecided(case, code)


def _undecided(case: Case, code: str) -> Iterator[Fact]:
    if not case.audit.blank:
        return
    equations = [equation for equation in equations_of(type(case.report)) if equation.code == code]
    blank = {equation: case.audit.blank.get(equation, []) for equation in equations}
    if all(len(blanks) == len(equation.signs) for equation, blanks in blank.items()):
        yield not_assessed(_EMPTY, equations[0].place.partition(".")[0])
        return
    for equation, blanks in blank.items():
        if blanks:
            words = [words_at(type(case.report), path) for path in blanks[:_SHOWN]]
            more = f"等{len(blanks)}格" if len(blanks) > _SHOWN else ""
            yield not_assessed(_BLANK, equation.place, blank="；".join(words) + more)


def _one_place_off(case: Case, moved: Moved) -> Fact:
    """The fact for a row, a column or several rows typed one cell off, placed at the first wrong cell."""
    place, *others = dict.fromkeys((*moved.right, *moved.doubtful))
    row, column = words_at(type(case.report), moved.first).split(SEPARATOR)[1:]
    what = {
        "row": f"“{row}”一行的数",
        "column": f"“{column}”一列的数",
        "rows": f"从“{row}”起，下面各行的数",
        "table": "表三各行的数",
    }
    lost = {path: moved.right[path] for path in moved.lost if path in moved.right}
    facts = {"what": what[moved.what], "way": moved.way, "back": _BACK[moved.way], "lost": ""}
    if moved.doubtful:
        facts |= {"what": f"从“{row}”或下面某一行起，各行的数", "lost": "补上漏掉的一行，"}
    elif lost:
        facts |= {"lost": f"{_changes(case, lost)}，"}
    right = moved.right[place]
    return Fact(path=place, found=case.values[place], expected=right, others=tuple(others), message=_MOVED, facts=facts)


def _suspected(case: Case, suspect: Suspect) -> Fact:
    form, counts = type(case.report), case.audit.counts
    others = dict.fromkeys(path for equation in suspect.failed for path in equation.signs if path != suspect.path)
    partner = _partner(case, suspect)
    alone = not any(one.path in others for one in case.audit.suspects) and not any(
        suspect.path in one.signs for one in case.audit.doubt.failed
    )
    return Fact(
        path=suspect.path,
        found=suspect.found,
        expected=suspect.right if suspect.sure else None,
        others=tuple(others),
        message=_EITHER if not suspect.sure else _EXCHANGED if partner else _SUSPECT if alone else _TOGETHER,
        facts={
            "formula": "；".join(formula(equation, counts, form, suspect.path) for equation in suspect.failed),
            "difference": abs(suspect.found - suspect.right),
            "failed": [equation.code for equation in suspect.failed],
            "partner": words_at(form, partner) if partner else "",
            **_mend(suspect.path, suspect.right, proved=suspect.sure and suspect.proved),
        },
    )


def _partner(case: Case, suspect: Suspect) -> str | None:
    """The path of a cell in the same row or column with which a wrong cell seems exchanged; None if there is none."""
    row, _, column = suspect.path.rpartition(".")
    for one in case.audit.suspects:
        at_row, _, at_column = one.path.rpartition(".")
        if (one.found, one.right) == (suspect.right, suspect.found) and (row == at_row) is not (column == at_column):
            return one.path
    return None


def _doubted(case: Case) -> Fact:
    """The fact for sums whose failure has two explanations, either wrong totals or wrong cells; no cell is blamed.

    Its place is the first total; if the other explanation is that two cells were exchanged, the first of those.
    """
    doubt, counts = case.audit.doubt, case.audit.counts
    swapped = len(doubt.cells) == _PAIR and {counts[path] for path in doubt.cells} == {*doubt.cells.values()}
    wrong = f"是{_changes(case, doubt.cells)}" if doubt.cells else "有几格填错，或填到了别的行"
    told = (doubt.cells, doubt.sums) if swapped else (doubt.sums, doubt.cells)
    place, *others = dict.fromkeys((*chain(*told), *(path for one in doubt.failed for path in one.signs)))
    facts = {"sums": _changes(case, doubt.sums), "cells": f"{wrong}，似乎互换了" if swapped else wrong}
    return Fact(path=place, found=counts[place], others=tuple(others), message=_DOUBT, facts=facts)


def _changes(case: Case, rights: Mapping[str, int]) -> str:
    """Name cells in a message, each with the number it should have and the number it has."""
    told = [
        f"“{words_at(type(case.report), path)}”应为 {right}（写的是 {case.values[path]}）"
        for path, right in list(rights.items())[:_TOLD]
    ]
    return "、".join(told) + (f"等{len(rights)}格" if len(rights) > _TOLD else "")


def _failed(case: Case, equation: Equation, excess: int, message: str | None = None) -> Fact:
    """The fact for an equation that fails, with the right value for its total; the identity has no total to correct."""
    counts = case.audit.counts
    left, right = (sum(counts[path] or 0 for path in side) for side in (equation.left, equation.right))
    decided = equation.code != IDENTITY and message is None
    return Fact(
        path=equation.place,
        found=counts[equation.place],
        expected=left if decided else None,
        others=tuple(path for path in equation.signs if path != equation.place),
        message=message,
        facts={
            "formula": formula(equation, counts, type(case.report)),
            "left": left,
            "right": right,
            "difference": abs(excess),
            **(_mend(equation.place, left, proved=False) if decided else {}),
        },
    )


def _mend(path: str, right: int, *, proved: bool) -> dict[str, Any]:
    """What `--fix` may write in a total, the sum of its parts; safe only if other totals prove the parts right."""
    if not path.endswith(TOTAL):
        return {}
    return mend(str(right), safe=proved, why="" if proved else _UNPROVED)


@rule("GK301", "row-total", Severity.ERROR, basis=f"{_TABLE}表三“总计”列", message=_SUM)
def row_total(case: Case) -> Iterator[Fact]:
    """表三一行的总计不等于六类申请人之和。

    查什么：表三每一行（2021年版25行，2019年版23行）的“总计”，是否等于自然人与五类法人或其他组织之和。有空白格的行，只
    在空白无论填多少都不相符时指出，否则不判断。

    为什么：总计由各类申请人相加而来；不相符，说明其中至少有一格填错，公众和上级机关都能一眼看出。

    例：自然人 3、商业企业 1，其余为 0，总计写 3。应为 4。

    怎样改：核对这一行各格。各行、各列的差能说明是哪一格（一行与一列相差同一个数的，是交叉处的那一格；错了几格的，是改动
    最少的那几格；相邻两格或两行互换了的，也说明）时，直接指出那一格及其应有的数。补记、改记了几件而合计没有随之改的，与各
    格填错了分不清，两种可能都列出，请对照登记。整行、整列、下面各行、整张表一起错了一格的，只说一条。--fix 只改有别的合
    计证明各项都对的总计。用本软件编写时，不写总计，由软件相加。
    """
    return _failures(case, ROW)


@rule("GK302", "outcome-total", Severity.ERROR, basis=f"{_TABLE}表三“（七）总计”行", message=_SUM)
def outcome_total(case: Case) -> Iterator[Fact]:
    """表三（七）总计不等于各项办理结果之和。

    查什么：表三每一列（7列）的“（七）总计”，是否等于（一）至（六）各项办理结果之和。（三）至（六）的分类行本身不填
    数。有空白格的列，只在空白无论填多少都不相符时指出，否则不判断。

    为什么：“（七）总计”是本年度办结的全部申请，还要进入第一项加第二项等于第三项加第四项的勾稽关系。

    例：予以公开 2、信访举报投诉类申请 1，（七）总计写 2。应为 3。

    怎样改：核对这一列各格，一件申请只计入一种办理结果；部分公开的，只计部分公开。
    """
    return _failures(case, COLUMN)


@rule(
    "GK303",
    "identity",
    Severity.ERROR,
    basis=f"{_TABLE}表三左上角：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和",
    message="第一项＋第二项 ≠ 第三项＋第四项：{formula}。",
)
def identity(case: Case) -> Iterator[Fact]:
    """表三一列的勾稽关系不成立。

    查什么：表三每一列（7列）中，本年新收＋上年结转，是否等于（七）总计＋结转下年度。有空白格的列，只在空白无论填多少都
    不相符时指出，否则不判断。

    为什么：表内明文规定的勾稽关系：收到的申请，要么本年办结，要么结转下年。

    例：第一项 3 ＋ 第二项 1 ＝ 4，第三项（七）总计 3 ＋ 第四项 0 ＝ 3，差 1。

    怎样改：核对新收、上年结转、办结、结转下年四个数。上年结转应等于上一年度报告的结转下年度。只有这一关系不成立时，说不
    出是哪一格错，不给应有的数。各列都不相符而相差的数相加等于总计列的差时，只列出各列。
    """
    return _failures(case, IDENTITY)


@rule("GK304", "case-total", Severity.ERROR, basis=f"{_TABLE}表四各“总计”", message=_SUM)
def case_total(case: Case) -> Iterator[Fact]:
    """表四一组的总计不等于四种结果之和。

    查什么：表四的行政复议、未经复议直接起诉、复议后起诉三组，每组的总计是否等于结果维持、结果纠正、其他结果、尚未审
    结之和。有空白格的组，只在空白无论填多少都不相符时指出，否则不判断。

    为什么：每一件复议、诉讼案件必属四种结果之一。

    例：结果维持 10、尚未审结 1，总计写 0。应为 11。

    怎样改：核对这一组的五个数；几组同时不相符而整行移一格就相符的，是错了一格，逐格对照。复议案件数与复议后起诉的案件数之间没有勾稽关系。
    """
    failed = [one for one in case.audit.failed if one.code == CASES]
    blocks = [one for one in equations_of(type(case.report)) if one.code == CASES] if len(failed) > 1 else []
    way = a_cell_off(blocks, case.audit.counts) if blocks else None
    if way is None:
        yield from _failures(case, CASES)
        return
    place, *others = dict.fromkeys((failed[0].place, *(path for one in blocks for path in one.signs)))
    yield Fact(path=place, others=tuple(others), message=_OFF, facts={"way": way, "count": len(failed)})


_DECIMALS = re.compile(r"[0-9,，\s]*[.．]([0-9]+)\s*(?:万?元)?")


@rule(
    "GK305",
    "too-precise",
    Severity.ERROR,
    basis=f"{_TABLE}表二“本年收费金额（单位：万元）”；人民币最小单位为分，以万元计至多六位小数",
    message="写的是 {found}，有 {decimals} 位小数；以万元计，精确到分至多 {most} 位小数。",
)
def too_precise(case: Case) -> Iterator[Fact]:
    """收费金额的小数超过六位。

    查什么：以万元计的金额，小数是否多于六位（分）。这样的数不能作为数据保存，原件字样保留在 printed 中。

    为什么：一分等于 0.000001 万元，再多的小数没有意义，多半是除法结果未经取舍，或把比例误作金额。

    例：12.34567890 万元。应写 12.345679。

    怎样改：按实际收取的元、角、分换算成万元后填写。
    """
    for path, words in case.report.printed.words.items():
        figure, decimals = case.outline.figures.get(path), _DECIMALS.fullmatch(words)
        if figure and figure.unit == "万元" and decimals and len(decimals[1].rstrip("0")) > DECIMALS:
            yield Fact(path=path, found=words, facts={"decimals": len(decimals[1]), "most": DECIMALS})
