"""Measures how well and how fast the checks work: recall and false alarms of each rule, and the time for one report.

Run from the top of the repository: python -m benchmarks.checks [--write | FOLDER]

With a folder of sentences that others have judged (for the format see `benchmarks/judged.py`), only these are checked.

Defects of every kind are put into clean random reports (`tests/checks/defects.py`). Recall is the share of them that
is found with the expected code at the expected place; false alarms are any other problems. Slips
(`tests/checks/slips.py`) make several cells wrong at once: the table counts the wrong cells, those that a finding
mentions, those for which it gives the right value, and the cells for which it gives a wrong one. `--write` puts the
tables into the docs.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice, permutations
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from benchmarks import judged
from tests.checks.defects import BOTH_FORMS, KINDS
from tests.checks.injection import clean
from tests.checks.slips import SLIPS, Told, told_of

import gk_docs
from gk_docs.checks import all_rules, check
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

    Sample = tuple[Reading | Report, Reading | Report | None]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/rules/calibration.md"
ROUNDS = 200
FAMILIES = ("GK190", "GK2", "GK3", "GK4", "GK7", "GK951")
BAR = 5.0  # milliseconds for all rules on one report, on one core

_HEAD = """\
# 校准

把每一种差错随机放进数据齐全、前后相符的报告（两版格式，每种 {rounds} 份），再看检查能否在原处找到它，有没有误报。
没有差错的报告各 {rounds} 份，误报 {clean} 条。差错的种类见 `tests/checks/defects.py`。

本页由 `python -m benchmarks.checks --write` 生成。

| 规则 | 放进 | 在原处找到 | 查全率 | 误报 |
| --- | ---: | ---: | ---: | ---: |
"""

_SLIP_HEAD = f"""
## 手误

表三、表四中常见的手误，同样放进每种格式 {ROUNDS} 份报告。只数能从某一条不相符的合计看出来的错格：指出，是检查结果说到这
一格或它所在的合计；指名，是直接指出这一格及其应有的数；错怪，是把别的格说成错的，或给错了数。两行都在办理结果之中而互换的，
合计仍然相符，表内看不出来；整列误贴的，只能指出各行的总计；合计没有
随之改的，与各格填错了分不清，两种可能都说，不指名。种类见 `tests/checks/slips.py`。

| 手误 | 错格 | 指出 | 指名 | 错怪 |
| --- | ---: | ---: | ---: | ---: |"""

_SLIPS = {
    "digit_dropped": "漏一位数字",
    "digit_doubled": "多一位数字",
    "digits_exchanged": "两位数字颠倒",
    "total_of_nought": "总计写成 0",
    "neighbours_exchanged": "左右两格互换",
    "rows_exchanged": "上下两行互换",
    "column_copied": "一列贴到下一列",
    "several": "同时错二至六格",
    "sums_left": "补记一至四件，合计没有改",
    "sums_left_after_a_change_of_row": "改记到另一行，两行总计没有改",
    "late_and_mistyped": "补记一件，合计没有改，补记的一格又写错",
    "cells_a_row_off": "两行的各格互换，总计在原处",
    "column_off": "一列的几格错一行",
    "row_mixed": "一行各格次序错乱",
    "other_column": "几件记错了列",
    "row_off": "一行整个左右错一格",
    "column_all_off": "一列整个上下错一格",
    "rows_off": "下面各行整个上下错一格",
    "table_off": "整张表左右错一格",
}


def calibrate() -> tuple[Counter[str], Counter[str], Counter[str], int]:
    """Defects put in, defects found and false alarms, each by code; and the number of false alarms in clean reports."""
    put_in, found, false = Counter[str](), Counter[str](), Counter[str]()
    clean_alarms = 0
    for form, kinds in ((AnnualReport, KINDS), (AnnualReport2019, BOTH_FORMS)):
        for seed in range(ROUNDS):
            draft = clean(Random(seed), form)
            clean_alarms += len(problems_of(draft.reading(), draft.last()))
            for kind in kinds:
                rng = Random(seed)
                draft = clean(rng, form)
                defect = kind(draft, rng)
                told = problems_of(draft.reading(), draft.last())
                put_in[defect.code] += 1
                found[defect.code] += (defect.code, defect.path) in told
                false[defect.code] += sum(
                    code not in defect.also and (code, path) != (defect.code, defect.path) for code, path in told
                )
    return put_in, found, false, clean_alarms


def slips() -> dict[str, Told]:
    """What is found of each kind of slip, counted in cells, in both forms together."""
    told: dict[str, list[Told]] = {slip.__name__: [] for slip in SLIPS}
    for slip in SLIPS:
        for form in (AnnualReport, AnnualReport2019):
            for seed in range(ROUNDS):
                rng = Random(seed)
                draft = clean(rng, form)
                told[slip.__name__].append(told_of(draft, slip(draft, rng)))
    return {name: Told(*map(sum, zip(*each, strict=True))) for name, each in told.items()}


def problems_of(reading: object, previous: object) -> list[tuple[str, str]]:
    """Code and path of every problem found by the rules in `FAMILIES`."""
    findings = check(reading, previous, select=FAMILIES)  # type: ignore[arg-type]  # a draft's reading and report
    return [(finding.code, finding.place.path) for finding in findings if finding.is_problem]


def page() -> str:
    """The page with the tables for the docs."""
    put_in, found, false, clean_alarms = calibrate()
    rows = [
        f"| [{code}]({code}.md) | {put_in[code]} | {found[code]} | {found[code] / put_in[code]:.1%} | {false[code]} |"
        for code in sorted(put_in)
    ]
    cells = [
        f"| {_SLIPS[name]} | {told.wrong} | {told.placed} | {told.named} | {told.false} |"
        for name, told in slips().items()
    ]
    return _HEAD.format(rounds=ROUNDS, clean=clean_alarms) + "\n".join([*rows, _SLIP_HEAD, *cells]) + "\n"


_MATTERS = ("惠民补贴", "工程招标", "村级财务", "低保评议", "土地流转", "环境整治", "项目资金", "便民服务")
_LONG = "{}.{}、{}、{}的办理结果在网站和公开栏同时公布，由{}的经办人员负责解释{}全年接待群众查阅资料{}人次。"


def samples() -> Iterator[tuple[str, list[Sample]]]:
    """Names of samples, and the reports in them, each with last year's report or None."""
    drafts = [clean(Random(seed)) for seed in range(ROUNDS)]
    yield "clean", [(draft.reading(), draft.last()) for draft in drafts]
    for seed, draft in enumerate(drafts):
        rng = Random(seed)
        draft.figures |= {path: rng.choice((None, rng.randint(1, 99))) for path in rng.sample([*draft.figures], 12)}
    yield "twelve wrong or blank cells", [(draft.reading(), draft.last()) for draft in drafts]
    yield "fixtures", [(gk_docs.read(path), None) for path in sorted(ROOT.glob("fixtures/townships/*.yaml"))]
    long = long_report()
    size, told = len(long.summary.text), sum(finding.is_problem for finding in check(long))
    yield f"{size} characters, {told} findings", [(long, None)] * ROUNDS


def long_report() -> Report:
    """A report with a long text that has a fault in every other sentence."""
    lines = [
        _LONG.format(number, *matters, ",，"[number % 2], 7 * number)
        for number, matters in enumerate(islice(permutations(_MATTERS, 4), 0, None, 23), 1)
    ]
    return clean(Random(1)).reading().report.replace(summary="\n\n".join(lines))


def milliseconds(subject: Reading | Report, previous: Reading | Report | None) -> float:
    """Processor time for all rules on one report."""
    start = process_time()
    check(subject, previous)
    return (process_time() - start) * 1000


def main(arguments: list[str]) -> None:
    """Print the tables and the times, and with `--write` update the docs; with a folder, print only its table."""
    for folder in (one for one in arguments if one != "--write"):
        print(judged.page(Path(folder)))
        return
    text = page()
    print(text)
    print(f"{len(all_rules())} rules on one report, time of one core; bar: {BAR} ms\n")
    check(long_report())  # so that loading the rules is not timed
    for name, reports in samples():
        times = [milliseconds(*report) for report in reports]
        print(f"{name}: median {median(times):.2f} ms, most {max(times):.2f} ms ({len(times)} reports)")
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
