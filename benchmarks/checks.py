"""How well and how fast the checks find what is wrong: recall and false alarms of each rule, time of one report.

Run from the top of the repository: python -m benchmarks.checks [--write]

Defects of every kind are put into clean random reports (`tests/checks/defects.py`). Recall: how many are found, with
the code and at the place that were meant. False alarms: problems told beyond those. `--write` puts the table into the
docs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from tests.checks.defects import BOTH_FORMS, KINDS
from tests.checks.injection import clean

from gk_docs.checks import all_rules, check
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

PAGE = Path(__file__).parents[1] / "docs/rules/calibration.md"
ROUNDS = 200
FAMILIES = ("GK190", "GK2", "GK3", "GK4", "GK7", "GK951")
BAR = 5.0  # milliseconds a report, all rules, one core

_HEAD = """\
# 校准

把每一种差错随机放进数据齐全、前后相符的报告（两版格式，每种 {rounds} 份），再看检查能否在原处找到它，有没有误报。
没有差错的报告各 {rounds} 份，误报 {clean} 条。差错的种类见 `tests/checks/defects.py`。

本页由 `python -m benchmarks.checks --write` 生成。

| 规则 | 放进 | 在原处找到 | 查全率 | 误报 |
| --- | ---: | ---: | ---: | ---: |
"""


def calibrate() -> tuple[Counter[str], Counter[str], Counter[str], int]:
    """Defects put in and found and false alarms, by code; false alarms in clean reports."""
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


def problems_of(reading: object, previous: object) -> list[tuple[str, str]]:
    """Code and path of every problem of the families that the defects are of."""
    findings = check(reading, previous, select=FAMILIES)  # type: ignore[arg-type]  # a draft's reading and report
    return [(finding.code, finding.place.path) for finding in findings if finding.is_problem]


def page() -> str:
    """The table of the docs."""
    put_in, found, false, clean_alarms = calibrate()
    rows = [
        f"| [{code}]({code}.md) | {put_in[code]} | {found[code]} | {found[code] / put_in[code]:.1%} | {false[code]} |"
        for code in sorted(put_in)
    ]
    return _HEAD.format(rounds=ROUNDS, clean=clean_alarms) + "\n".join(rows) + "\n"


def milliseconds() -> list[float]:
    """Time of all rules on one report with last year's, over many reports."""
    times = []
    for seed in range(ROUNDS):
        draft = clean(Random(seed))
        reading, previous = draft.reading(), draft.last()
        start = perf_counter()
        check(reading, previous)
        times.append((perf_counter() - start) * 1000)
    return times[1:]  # the first one loads the rules


def main(arguments: list[str]) -> None:
    """Print the table and the time; with `--write` put the table into the docs."""
    text = page()
    print(text)
    times = milliseconds()
    most = quantiles(times, n=20)[-1]
    print(f"{len(all_rules())} rules on one report: median {median(times):.2f} ms, 95 of 100 within {most:.2f} ms")
    print(f"bar: {BAR} ms")
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
