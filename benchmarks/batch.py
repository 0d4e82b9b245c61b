"""Print how fast many reports are written: `python benchmarks/batch.py [--reports 40000] [--files 4000] [--sample 60]`.

Everything is measured in one run on all cores, into a temporary folder that is removed:

- objects: typed reports through `gk_docs.write_all` to .docx, checked on the way; in ten stretches, so that growth
  shows: a batch whose time is linear takes as long for the last stretch as for the first;
- YAML (and workbooks, where gk-docs writes them): the same from files, read, checked and written;
- docxtpl: `DocxTemplate(path).render(context); save()` for a sample, on one core and, multiplied, on all.

Memory is the largest resident set of this process, and of any of its workers.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import Environment

import gk_docs as gk
from gk_docs.form.outline import outline_of
from gk_docs.writers import WRITERS
from templates import template_and_context

if TYPE_CHECKING:
    from collections.abc import Iterator

STRETCHES = 10
_PATHS = [path for path in outline_of(gk.AnnualReport).figures if "total" not in path]


def body(number: int) -> gk.AnnualReport:
    """A township's report: figures, a paragraph for each part."""
    dice = Random(number)
    figures: dict[str, Any] = dict.fromkeys(outline_of(gk.AnnualReport).figures, 0)
    figures |= {path: dice.randrange(30) for path in dice.sample(_PATHS, 12) if not path.endswith("fees")}
    text = f"第{number}镇全年主动公开信息{dice.randrange(900)}条，群众来访{dice.randrange(90)}人次。" * 4
    parts = ("active_disclosure", "on_request", "management", "platform", "oversight")
    report = gk.AnnualReport.from_figures(figures, agency=f"第{number}镇人民政府", year=2024)
    return report.replace(summary=gk.Summary(**dict.fromkeys(parts, text)), problems=gk.Problems(lead=text))


def timed(reports: Iterator[Any], count: int, folder: Path, what: str) -> None:
    """Write them and print how fast, and how the time grows."""
    started = last = time.perf_counter()
    stretches: list[float] = []
    for number, result in enumerate(gk.write_all(reports, folder), 1):
        if result.status != "written":
            raise SystemExit(f"{result.body}: {result.problems}")
        if number % max(1, count // STRETCHES) == 0:
            now = time.perf_counter()
            stretches.append(now - last)
            last = now
    taken = time.perf_counter() - started
    print(f"{what}: {count} reports in {taken:.1f} s, {count / taken:.0f} a second; {memory()}")
    print("  seconds a tenth: " + " ".join(f"{stretch:.1f}" for stretch in stretches))


def memory() -> str:
    """The largest resident set so far, of this process and of any child."""
    own, child = (getrusage(who).ru_maxrss / 1024 for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return f"largest resident set {own:.0f} MB here, {child:.0f} MB in a worker"


def from_files(suffix: str, count: int, folder: Path) -> None:
    """Write the inputs, which is not timed, then the reports from them."""
    inputs = folder / suffix
    for result in gk.write_all(map(body, range(count)), inputs, formats=(suffix,)):
        if result.status != "written":
            raise SystemExit(f"{result.body}: {result.problems}")
    timed(iter(sorted(inputs.iterdir())), count, folder / f"from_{suffix}", f"from .{suffix}")


def plainly(count: int, folder: Path) -> None:
    """The same through docxtpl alone, one core: a template, a context, a file for each."""
    cases = [template_and_context(body(number)) for number in range(count)]
    started = time.perf_counter()
    for number, (path, context) in enumerate(cases):
        template = DocxTemplate(str(path))
        template.render(dict(context), Environment(autoescape=True), autoescape=True)
        template.save(str(folder / f"{number}.docx"))
    taken = time.perf_counter() - started
    cores = os.cpu_count() or 1
    print(
        f"plain docxtpl: {count} reports in {taken:.1f} s on one core, {count / taken:.1f} a second; "
        f"{cores} cores would give at most {cores * count / taken:.1f}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=40_000)
    parser.add_argument("--files", type=int, default=4_000)
    parser.add_argument("--sample", type=int, default=60)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        timed(map(body, range(options.reports)), options.reports, folder / "objects", "typed objects")
        for suffix in ("yaml", *(("xlsx",) if "xlsx" in WRITERS else ())):
            from_files(suffix, options.files, folder)
        plainly(options.sample, folder)


if __name__ == "__main__":
    main()
