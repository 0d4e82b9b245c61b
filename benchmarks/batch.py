"""Print how fast many reports are written: `python -m benchmarks.batch [--shares 300] [--objects 40000] …`.

Everything is measured in one run on all cores, into a temporary folder that is removed:

- shares: how much of the time for a report from memory goes to the checks, to rendering, and to the batch itself
  (record, digests, saving, pickles, what the comparison of bodies needs). In one process, on one core, the best of
  several rounds. `PYTHONPATH=ANOTHER/src` with `--only-shares` measures another commit;
- objects: typed reports through `gk_docs.write_all` to .docx, checked on the way;
- YAML and workbooks: the same reports read from files, checked and written; then once more with nothing changed;
- docxtpl: `DocxTemplate(path).render(context); save()` for a sample on one core, and multiplied for all cores. It
  neither reads nor checks.

A quarter, a half and the whole are written as separate batches to show growth. If time is linear, the processor time
for each report does not depend on their number, even on a machine that also does other work; if nothing is kept,
memory does not grow. The memory of a worker is the largest that any worker had so far.
"""

from __future__ import annotations

import argparse
import os
import pickle
import platform
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING, Any

import gk_docs as gk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROUNDS = 7
"""How often the shares are measured."""

PARTS = (4, 2, 1)
"""The batches that are written one after the other: a quarter, a half and the whole of the reports."""


def body(number: int) -> gk.AnnualReport:
    """A township's report without faults: figures that add up, and a paragraph in each part."""
    dice = Random(number)
    persons, firms = dice.randrange(30), dice.randrange(5)
    parts = ("active_disclosure", "on_request", "management", "platform", "oversight")
    texts = {part: _paragraph(dice, number, part) for part in parts}
    return gk.AnnualReport(
        agency=gk.Agency(name=f"第{number}镇人民政府", type="town"),
        year=2024,
        summary=gk.Summary.model_validate(texts),
        active_disclosure=gk.ActiveDisclosure.zeros(licences=dice.randrange(90), penalties=dice.randrange(9)),
        requests=gk.Requests.zeros(
            received={"natural_person": persons, "business": firms},
            outcomes={"granted": {"natural_person": persons}, "unavailable": {"not_held": {"business": firms}}},
        ),
        review_litigation=gk.ReviewLitigation.zeros(),
        problems=gk.Problems(lead=_paragraph(dice, number, "problems")),
    )


def _paragraph(dice: Random, number: int, part: str) -> str:
    """A paragraph about as long as towns write, with different sentences in every report."""
    said = (
        f"本镇第{dice.randrange(900)}号事项（{part}）由第{number}科室办理，共召开会议{dice.randrange(90)}次"
        for _ in "abcd"
    )
    return "；".join(said) + "。"


class Here(Executor):
    """An executor that calls in this process, but pickles calls and results as if for another."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the function at once; return a future that has its result."""
        future: Future[Any] = Future()
        call = pickle.loads(pickle.dumps(partial(fn, *args, **kwargs)))  # noqa: S301 - our own
        future.set_result(pickle.loads(pickle.dumps(call())))  # noqa: S301 - our own
        return future


def shares(count: int, folder: Path) -> None:
    """Print the processor time for a report, and how much of it is for checks, rendering and the batch itself."""
    reports = [body(number) for number in range(count)]
    _ = [*gk.write_all(reports[:1], folder / "warm", executor=Here())]  # loads the modules of the batch
    render = getattr(sys.modules.get("gk_docs.formats"), "rendered", gk.render)
    clocks = {"check": _clock_of(gk.check), "render": _clock_of(render)}
    best = dict.fromkeys(("whole", *clocks, "the batch itself"), float("inf"))
    for turn in range(ROUNDS):
        before = {name: sum(clock) for name, clock in clocks.items()}
        started = time.process_time()
        results = [*gk.write_all(reports, folder / f"shares_{turn}", executor=Here())]
        taken = {"whole": time.process_time() - started}
        taken |= {name: sum(clock) - before[name] for name, clock in clocks.items()}
        taken["the batch itself"] = 2 * taken["whole"] - sum(taken.values())
        best = {name: min(best[name], 1000 * seconds / len(results)) for name, seconds in taken.items()}
    told = ", ".join(f"{name} {milliseconds:.2f}" for name, milliseconds in best.items())
    print(f"shares, ms of a core for each report: {told}", flush=True)


def _clock_of(function: Callable[..., Any]) -> list[float]:
    """Time a function wherever the batch calls it; return the list to which the time of each call is added."""
    spent: list[float] = []

    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.process_time()
        result = function(*args, **kwargs)
        spent.append(time.process_time() - started)
        return result

    for module in [one for name, one in sys.modules.items() if name.startswith("gk_docs.batch")]:
        for name in [name for name, value in vars(module).items() if value is function]:
            setattr(module, name, timed)
    return spent


def growing(sources: Callable[[int], Iterable[Any]], count: int, folder: Path, what: str) -> None:
    """Write a quarter, a half and the whole of the reports; print the speed and the memory of each batch."""
    print(what, flush=True)
    for part in PARTS:
        timed(sources(count // part), count // part, folder / f"{what}_{part}")


def timed(reports: Iterable[Any], count: int, folder: Path) -> None:
    """Write the reports; print the speed and the memory."""
    started, used = time.perf_counter(), processors()
    for result in gk.write_all(reports, folder):
        if result.status == "failed":
            raise SystemExit(f"{result.body}: {result.problems}")
    taken, used = time.perf_counter() - started, processors() - used
    worker = getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"  {count:6} in {taken:6.1f} s, {count / taken:5.0f} a second; {1000 * used / count:5.1f} ms of a core each; "
        f"{resident():4.0f} MB here, {worker:4.0f} MB in a worker",
        flush=True,
    )


def processors() -> float:
    """Processor seconds that this process and those of its workers that have ended took so far."""
    spent = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def resident() -> float:
    """Memory that this process holds now, in MB; its largest so far where the system does not tell the present."""
    pages = Path("/proc/self/statm")
    if not pages.is_file():
        return getrusage(RUSAGE_SELF).ru_maxrss / 1024
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def from_files(suffix: str, count: int, folder: Path) -> None:
    """Write input files, which is not timed; then write reports from them, and print the speed."""
    inputs = folder / suffix
    for result in gk.write_all(map(body, range(count)), inputs, formats=(suffix,)):
        if result.status != "written":
            raise SystemExit(f"{result.body}: {result.problems}")
    files = sorted(inputs.glob(f"*.{suffix}"))
    growing(lambda part: files[:part], count, folder, suffix)
    print(f"{suffix} again, nothing changed")
    timed(files, count, folder / f"{suffix}_1")


def plainly(count: int, folder: Path) -> None:
    """Write reports with docxtpl alone on one core, loading the template for each; print the speed."""
    from benchmarks.templates import template_and_context  # noqa: PLC0415 - other commits, for their shares, lack it
    from docxtpl import DocxTemplate  # noqa: PLC0415 - likewise
    from jinja2 import Environment  # noqa: PLC0415 - likewise

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
    parser.add_argument("--shares", type=int, default=300)
    parser.add_argument("--objects", type=int, default=40_000)
    parser.add_argument("--files", type=int, default=4_000)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--only-shares", action="store_true")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shares(options.shares, folder)
        if options.only_shares:
            return
        growing(lambda part: map(body, range(part)), options.objects, folder, "objects")
        for suffix in ("yaml", "xlsx"):
            from_files(suffix, options.files, folder)
        plainly(options.sample, folder)


if __name__ == "__main__":
    main()
