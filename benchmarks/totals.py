"""Print how fast a county is totalled and surveyed: `python -m benchmarks.totals [--objects 4000] [--files 4000]`.

Everything is measured in one run; the files are in a temporary folder that is removed:

- objects: typed reports through `gk_docs.total` on one core, made and dropped one by one; the sums are compared with
  plain Python sums of the same figures;
- annex: the Word file that lists all these reports;
- files: equal numbers of .json, .docx and .yaml files, read on all cores as `gk-docs total` reads them;
- survey: the same files read, checked and compared with each other.

Memory is the growth of this process's resident set, and the largest resident set of any worker.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING, Any

import gk_docs as gk
from gk_docs.batch.county import survey
from gk_docs.batch.spreading import Processes
from gk_docs.form.outline import outline_of
from gk_docs.showing.totals import TotalsShown
from gk_docs.showing.word_file import word_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.totals import Totals

AGENCY = "某省人民政府"
SETTLED = 100
SUFFIXES = ("json", "docx", "yaml")
_PATHS = list(outline_of(gk.AnnualReport).figures)
_BLANK = "requests.received.business"


def body(number: int) -> gk.AnnualReport:
    """A township's report with forty figures and some text; every hundredth report has a blank cell."""
    dice = Random(number)
    figures: dict[str, Any] = dict.fromkeys(_PATHS, 0)
    figures |= {path: dice.randrange(90) for path in dice.sample(_PATHS, 40)}
    figures |= {_BLANK: None} if number % SETTLED == 0 else {}
    text = f"第{number}镇全年主动公开信息{dice.randrange(900)}条，群众来访{dice.randrange(90)}人次。" * 4
    report = gk.AnnualReport.from_figures(figures, agency=f"第{number}镇人民政府", year=2024)
    return report.replace(summary=gk.Summary(active_disclosure=text, oversight=text), problems=gk.Problems(lead=text))


def resident() -> float:
    """The present resident set of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Watched:
    """Yields reports one by one; adds up their figures itself, and notes the memory after the first hundred."""

    def __init__(self, count: int) -> None:
        self.count, self.settled, self.making = count, 0.0, 0.0
        self.sums: Counter[str] = Counter()

    def __iter__(self) -> Iterator[gk.AnnualReport]:
        for number in range(self.count):
            started = time.perf_counter()
            made = body(number)
            self.sums.update({figure.path: figure.value for figure in made.figures() if figure.value})
            self.making += time.perf_counter() - started
            self.settled = resident() if number == SETTLED else self.settled
            yield made


def of_objects(count: int) -> Totals:
    """Total typed objects and print the speed; stop if a sum or the number of blank cells is wrong."""
    watched, started = Watched(count), time.perf_counter()
    totals = gk.total(iter(watched), agency=AGENCY)
    taken = time.perf_counter() - started - watched.making
    wrong = [path for path in _PATHS if totals.report.figure(path) != watched.sums[path]]
    if wrong or len(totals.blank[_BLANK]) != -(-count // SETTLED):
        raise SystemExit(f"wrong: {wrong[:3]}")
    growth = resident() - watched.settled
    print(f"objects: {count} added in {taken:.1f} s, {count / taken:.0f} a second; sums and blanks right")
    print(f"  resident set {watched.settled:.0f} MB after {SETTLED}, {growth:+.1f} MB after all")
    return totals


def of_annex(totals: Totals) -> None:
    """Write the annex to the totals, and print the time."""
    started = time.perf_counter()
    data = word_file(TotalsShown(totals).paper())
    taken = time.perf_counter() - started
    print(f"annex: {len(totals.counted)} rows in {taken:.1f} s, {len(data) / 1024:.0f} KB")


def of_files(count: int, folder: Path) -> None:
    """Write files of several formats, then total and survey them on all cores."""
    for start, suffix in enumerate(SUFFIXES):
        reports = map(body, range(start, count, len(SUFFIXES)))
        for result in gk.write_all(reports, folder, formats=(suffix,)):
            if result.status != "written":
                raise SystemExit(f"{result.body}: {result.problems}")
    files = sorted(folder.iterdir())
    with Processes() as executor:
        before, started = resident(), time.perf_counter()
        totals = gk.total(files, agency=AGENCY, executor=executor)
        told("files", len(totals.counted), started, before)
        before, started = resident(), time.perf_counter()
        found = survey(files, executor=executor)
        told("survey", len(found.bodies), started, before)


def told(what: str, count: int, started: float, before: float) -> None:
    """Print the speed and the growth of memory."""
    taken = time.perf_counter() - started
    child = getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{what}: {count} in {taken:.1f} s, {count / taken:.0f} a second on {os.cpu_count()} cores")
    print(f"  resident set {resident() - before:+.1f} MB here, at most {child:.0f} MB in a worker that has ended")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--objects", type=int, default=4_000)
    parser.add_argument("--files", type=int, default=4_000)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    of_annex(of_objects(options.objects))
    with tempfile.TemporaryDirectory() as name:
        of_files(options.files, Path(name))


if __name__ == "__main__":
    main()
