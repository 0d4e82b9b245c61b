"""How well the text rules do on defects put into clean reports: recall and false alarms by rule, time, and memory.

Run from the root of the repository: `python -m benchmarks.checks_text`. The generators are those of tests/checks_text.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

from tests.checks_text.defects import KINDS
from tests.checks_text.narratives import clean
from tests.checks_text.test_copies import body, prose
from tests.checks_text.towns import said

from gk_docs.checks import check, check_copies, extract_of

SEEDS = 100
RUNS = 30
COPIES = ((1000, 10), (4000, 10), (4000, 3999))


def calibrate() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Defects put in, defects found at their place, and further findings, each by code."""
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
                (found if right else alarms)[finding.code if not right else defect.code] += 1
    return put_in, found, alarms


def false_alarms() -> Counter[str]:
    """Findings in clean reports by code."""
    return Counter(finding.code for seed in range(SEEDS * 5) for finding in said(clean(Random(seed)).report()))


def time_of_one_report() -> tuple[float, float]:
    """Milliseconds for all rules and for the text rules on one report, the best of several runs."""
    report = clean(Random(1)).report()
    best = [1e9, 1e9]
    for _ in range(RUNS):
        begun = perf_counter()
        check(report)
        middle = perf_counter()
        said(report)
        best = [min(best[0], middle - begun), min(best[1], perf_counter() - middle)]
    return best[0] * 1000, best[1] * 1000


def copies_among(count: int, copied: int) -> tuple[float, float, int]:
    """Seconds and megabytes for comparing reports of which some have one text in 五, and how many are found."""
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


def main() -> None:
    """Print the tables."""
    put_in, found, alarms = calibrate()
    print("code    put in   found   recall   other findings")
    for code in sorted(put_in):
        recall = 100 * min(found[code], put_in[code]) / put_in[code]
        print(f"{code}   {put_in[code]:6}  {found[code]:6}  {recall:6.1f}%   {alarms[code]:6}")
    clean_alarms = false_alarms()
    print(f"\nfindings in {SEEDS * 5} clean reports: {sum(clean_alarms.values())} {dict(clean_alarms) or ''}")
    every, text = time_of_one_report()
    print(f"one report: all rules {every:.2f} ms, text rules {text:.2f} ms\n")
    for count, copied in COPIES:
        seconds, more, alike = copies_among(count, copied)
        print(f"{count} reports, {copied + 1} of them copies: found {alike}, {seconds:.1f} s, {more:.0f} MB more")


if __name__ == "__main__":
    main()
