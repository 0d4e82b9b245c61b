"""Measures the text rules on defects put into clean reports: recall and false alarms of each rule, time, and memory.

Run from the top of the repository: python -m benchmarks.checks_text [--write]

The reports and defects come from `tests/checks_text`. `--write` puts the table into the docs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import process_time

from tests.checks_text.defects import KINDS
from tests.checks_text.narratives import clean
from tests.checks_text.test_copies import body, prose
from tests.checks_text.towns import said

from gk_docs.checks import check, check_copies, extract_of

PAGE = Path(__file__).parents[1] / "docs/rules/calibration_text.md"
SEEDS = 100
RUNS = 30
COPIES = ((1000, 10), (4000, 10), (4000, 3999))


def calibrate() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Defects put in, defects found at their place, and other findings, each by code."""
    put_in: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for kind in KINDS:
        for seed in range(SEEDS):
            rng = Random(seed)
            draft = clean(rng)
            defect = kind(draft, rng)
            put_in[defect.code] += 1
            for finding in said(draft.report()):
                right = finding.code == defect.code and finding.place.path.startswith(defect.path)
                (found if right else alarms)[finding.code] += 1
    return put_in, found, alarms


def false_alarms() -> Counter[str]:
    """Findings in clean reports, by code."""
    return Counter(finding.code for seed in range(SEEDS * 5) for finding in said(clean(Random(seed)).report()))


def time_of_one_report() -> tuple[float, float]:
    """Milliseconds for all rules and for the text rules on one report, as the best of several runs."""
    report = clean(Random(1)).report()
    best = [1e9, 1e9]
    for _ in range(RUNS):
        begun = process_time()
        check(report)
        middle = process_time()
        said(report)
        best = [min(best[0], middle - begun), min(best[1], process_time() - middle)]
    return best[0] * 1000, best[1] * 1000


def copies_among(count: int, copied: int) -> tuple[float, float, int]:
    """Compare reports of which some share a text in section 五; return seconds, megabytes and the number found."""
    before = _megabytes()
    extracts = [
        extract_of(body(f"第{one}镇人民政府", prose(max(one, copied), 35), summary=prose(one + count, 60)))
        for one in range(count)
    ]
    begun = process_time()
    found = check_copies(extracts)
    return process_time() - begun, _megabytes() - before, sum(map(bool, found))


def _megabytes() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


_HEAD = """\
---
orphan: true
---
# 校准：文字

把每一种差错随机放进文字与表格相符的报告（每种 {seeds} 份），再看检查能否在原处找到它，有没有误报。没有差错的报告
{clean_reports} 份，误报 {clean} 条。差错的种类见 `tests/checks_text/defects.py`；另有一批按规则目录另写的差错和不应误报
的句子，见 `tests/checks_text/test_other_hands.py` 和 `test_honest.py`。

本页由 `python -m benchmarks.checks_text --write` 生成。

| 规则 | 放进 | 在原处找到 | 查全率 | 误报 |
| --- | ---: | ---: | ---: | ---: |
"""


def page() -> str:
    """The page with the table for the docs."""
    put_in, found, alarms = calibrate()
    head = _HEAD.format(seeds=SEEDS, clean_reports=SEEDS * 5, clean=sum(false_alarms().values()))
    rows = [
        f"| [{code}]({code}.md) | {put_in[code]} | {found[code]} | {found[code] / put_in[code]:.1%} | {alarms[code]} |"
        for code in sorted(put_in)
    ]
    return head + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> None:
    """Print the table, the time and the memory; with `--write` put the table into the docs."""
    text = page()
    print(text)
    every, own = time_of_one_report()
    print(f"one report: all rules {every:.2f} ms, text rules {own:.2f} ms\n")
    for count, copied in COPIES:
        seconds, more, alike = copies_among(count, copied)
        print(f"{count} reports, {copied + 1} of them copies: found {alike}, {seconds:.1f} s, {more:.0f} MB more")
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
