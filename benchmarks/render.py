"""Print how fast reports are rendered: `python -m benchmarks.render [--quick]`.

Everything is measured in processor time, as the best of many rounds, which other programs on the machine slow down
least:

- ours: from typed objects to the bytes of the .docx, with sandbox, strict names and the check of characters;
- docxtpl: `DocxTemplate(path).render(context); save()`, with `autoescape=True`;
- limit: the same prepared XML, compiled once by plain Jinja, then rendered and deflated at level 6;
- kept whole: the part of ours in which containers that the template may leave empty are filled or removed.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import tempfile
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.templates import Case, conditions, long_table, report_like, shipped
from docxtpl import DocxTemplate
from jinja2 import Environment

from gk_docs.word import Template
from gk_docs.word.compiling import compiled
from gk_docs.word.markup.finish import filled

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS_EACH = 3.0
ROUNDS = 20


def milliseconds(work: Callable[[], object], budget: float) -> float:
    """Processor time of one call, in ms: the best of several rounds, with as many calls as `budget` seconds allow."""
    work()
    started = time.process_time()
    work()
    calls = max(1, int(budget / ROUNDS / max(time.process_time() - started, 1e-6)))
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(calls):
            work()
        times.append((time.process_time() - started) / calls)
    return 1_000 * min(times)


def plain(case: Case) -> Callable[[], object]:
    """A function that renders the case with docxtpl, as its users do."""

    def work() -> None:
        template = DocxTemplate(str(case.path))
        template.render(dict(case.context), Environment(autoescape=True), autoescape=True)
        template.save(io.BytesIO())

    return work


def limit(case: Case) -> Callable[[], object]:
    """A function that does only what every engine built on Jinja must do."""
    template = DocxTemplate(str(case.path))
    template.init_docx()
    compiled = Environment(autoescape=True).from_string(template.patch_xml(template.get_xml()))
    return lambda: zlib.compress(compiled.render(case.context).encode(), 6)


def kept_whole(case: Case) -> Callable[[], object]:
    """A function that fills or removes the empty containers of one render, and does nothing else."""
    texts: list[str] = []

    def noted(xml: str) -> str:
        texts.append(xml)
        return filled(xml)

    with mock.patch.object(compiled, "filled", noted):
        case.ours()
    return lambda: [filled(xml) for xml in texts]


def compare(cases: list[Case], budget: float) -> None:
    """Print one row for each case."""
    print("| What | ours, ms | docxtpl, ms | limit, ms | times docxtpl | of the limit | kept whole, ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for case in cases:
        works = case.ours, plain(case), limit(case), kept_whole(case)
        ours, theirs, least, whole = (milliseconds(work, budget) for work in works)
        times = f"{theirs / ours:.0f} | {ours / least:.2f}"
        print(f"| {case.name} | {ours:.3f} | {theirs:.1f} | {least:.3f} | {times} | {whole:.3f} |")


def _many(template: Template, count: int) -> int:
    """Render `count` documents in this process; return the sum of their sizes."""
    return sum(len(template.render({"report": _REPORT})) for _ in range(count))


_REPORT = {
    "name": "某某镇人民政府",
    "year": 2023,
    "table": {f"r{row}": dict.fromkeys("abcdefg", row) for row in range(1, 28)},
}


def rates(path: Path, seconds: float) -> None:
    """Print how many documents a second are rendered on one core and on all cores."""
    template = Template(path)
    _many(template, 10)
    started = time.perf_counter()
    count = 0
    while time.perf_counter() - started < seconds:
        count += 50
        _many(template, 50)
    one = count / (time.perf_counter() - started)
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        list(pool.map(_many, [template] * cores, [10] * cores))
        share = max(50, int(one * seconds))
        started = time.perf_counter()
        list(pool.map(_many, [template] * cores, [share] * cores))
        every = cores * share / (time.perf_counter() - started)
    print(f"\nDocuments a second (205 values): {one:.0f} on one core, {every:.0f} on {cores}.")


def memory(path: Path, counts: list[int]) -> None:
    """Print the resident memory of a new process after each of these numbers of documents."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        sizes = pool.submit(_resident_after, Template(path), counts).result()
    print(
        "Resident memory: "
        + ", ".join(f"{size:.1f} MB after {count:,}" for count, size in zip(counts, sizes, strict=True))
    )


def _resident_after(template: Template, counts: list[int]) -> list[float]:
    sizes = []
    done = 0
    for count in counts:
        _many(template, count - done)
        done = count
        sizes.append(_resident())
    return sizes


def _resident() -> float:
    """Resident memory of this process in MB; 0 on systems other than Linux."""
    status = Path("/proc/self/statm")
    pages = int(status.read_text().split()[1]) if status.exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000 if pages else 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a few seconds instead of a minute")
    quick = parser.parse_args().quick
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = report_like(folder)
        compare(
            [shipped(), report, long_table(folder), conditions(folder)], SECONDS_EACH / 10 if quick else SECONDS_EACH
        )
        rates(report.path, 0.5 if quick else SECONDS_EACH)
        memory(report.path, [100, 1_000] if quick else [100, 1_000, 10_000])


if __name__ == "__main__":
    main()
