"""Print how fast published reports are read, and if memory grows: python -m benchmarks.reading [reports, 200+]."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from gk_docs import formats
from gk_docs.document import docx
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport

BATCH = 100
REPORTS = max(2 * BATCH, int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)


def report(number: int) -> bytes:
    """A report as .docx, different for each number."""
    figures = {path: (number * place) % 997 for place, path in enumerate(outline_of(AnnualReport).figures)}
    text = "\n\n".join(
        f"第{number}个机关按期办结申请，网站专栏每月检查{line}遍，失效链接当月修好。" for line in range(12)
    )
    made = AnnualReport.from_figures(figures, agency="甲县乙镇人民政府", year=2023, summary={"oversight": text})
    return docx.render(made)


def resident() -> float:
    """Resident memory in MB; 0 if the system does not tell it."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 / 1024**2 if status.exists() else 0.0


def main() -> None:
    """Read `REPORTS` reports, a hundred at a time; print the speed and the growth of memory after the first hundred."""
    work, wall, first = 0.0, 0.0, 0.0
    for start in range(0, REPORTS, BATCH):
        batch = [report(number) for number in range(start, start + BATCH)]
        begin, begun = time.process_time(), time.perf_counter()
        for data in batch:
            formats.read(data)
        work += time.process_time() - begin
        wall += time.perf_counter() - begun
        if start == 0:
            work, wall, first = 0.0, 0.0, resident()
    read = REPORTS - BATCH
    print(f"{read / work:.0f} reports a second of one core ({1000 * work / read:.1f} ms each); the bar is 200")
    print(f"{read / wall:.0f} reports a second by the clock ({1000 * wall / read:.1f} ms each)")
    last = resident()
    print(
        f"memory after {BATCH}: {first:.0f} MB, after {REPORTS}: {last:.0f} MB: {last - first:.0f} more; the bar is 20"
    )


if __name__ == "__main__":
    main()
