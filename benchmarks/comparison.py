"""Print how fast pairs of reports are compared: `python -m benchmarks.comparison [--pairs 4000] [--sample 200]`.

Everything runs on one core in one process; each pair is made, compared and dropped before the next:

- two years: the figures of a township differ, and so do the numbers in every paragraph. The time is also printed for
  each tenth of the pairs, to show whether it grows;
- two versions: one figure and one word of a report changed, and one paragraph moved; changed paragraphs are also
  compared word by word;
- every word: two years, with all changed paragraphs also compared word by word, as they are shown to a person;
- difflib: `unified_diff` of the two JSON dumps line by line, which finds neither growth nor moved paragraphs;
- plain: the JSON dumps walked key by key, as deepdiff does, without looking inside paragraphs.

Memory is the resident set after a hundred pairs and after all pairs.
"""

from __future__ import annotations

import argparse
import difflib
import json
import platform
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import gk_docs as gk
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STRETCHES = 10
SETTLED = 100
_PATHS = [path for path in outline_of(gk.AnnualReport).figures if "total" not in path and not path.endswith("fees")]
_PARTS = ("active_disclosure", "on_request", "management", "platform", "oversight")
_SAID = ("发布信息", "收到申请", "制发文件", "更新栏目", "组织培训", "解读政策", "回应留言", "公开会议", "走访群众")

Pair = tuple[gk.AnnualReport, gk.AnnualReport]


def report(number: int, year: int) -> gk.AnnualReport:
    """A township's report for a year: figures, three paragraphs in each of five parts, problems and measures."""
    body, dice = Random(number), Random(number * 10_000 + year)
    figures: dict[str, Any] = dict.fromkeys(outline_of(gk.AnnualReport).figures, 0)
    figures |= {path: dice.randrange(90) for path in body.sample(_PATHS, 40)}
    texts = {name: "\n\n".join(_paragraph(body, dice) for _ in range(3)) for name in _PARTS}
    problems = {name: "\n\n".join(_paragraph(body, dice) for _ in range(2)) for name in ("remaining", "measures")}
    made = gk.AnnualReport.from_figures(figures, agency=f"第{number}镇人民政府", year=year)
    return made.replace(summary=texts, problems=problems)


def _paragraph(body: Random, dice: Random) -> str:
    said = (f"第{body.randrange(99)}项工作{body.choice(_SAID)}{dice.randrange(900)}件" for _ in range(6))
    return f"{'，'.join(said)}。"


def years(number: int) -> Pair:
    """The reports of a body for two years."""
    return report(number, 2023), report(number, 2024)


def versions(number: int) -> Pair:
    """Two versions of a report: a word and a figure changed, and the second paragraph of a part moved to its end."""
    old = report(number, 2024)
    parts = list(old.summary.parts)
    first, second, *rest = parts[0].body
    changed = gk.Paragraph(text=first.text.replace("工作", "事项", 1))
    parts[0] = parts[0].replace(body=[changed, *rest, second])
    licences = (old.active_disclosure.licences or 0) + 1
    table = old.active_disclosure.replace(licences=licences)
    return old, old.replace(summary=gk.Summary(parts=parts), active_disclosure=table)


def compared(old: gk.AnnualReport, new: gk.AnnualReport) -> int:
    """How many differences gk-docs finds."""
    found = gk.compare(old, new)
    return len(found.head) + len(found.figures) + len(found.texts)


def compared_in_words(old: gk.AnnualReport, new: gk.AnnualReport) -> int:
    """How many differences gk-docs finds, with every changed paragraph compared word by word."""
    found = gk.compare(old, new)
    return len(found.head) + len(found.figures) + sum(len(change.spans) for change in found.texts)


def by_difflib(old: gk.AnnualReport, new: gk.AnnualReport) -> int:
    """How many lines of the JSON dumps differ."""
    return sum(1 for _ in difflib.unified_diff(_dump(old).splitlines(), _dump(new).splitlines(), n=0))


def _dump(one: gk.AnnualReport) -> str:
    return json.dumps(one.model_dump(mode="json"), ensure_ascii=False, indent=1)


def plainly(old: gk.AnnualReport, new: gk.AnnualReport) -> int:
    """How many single values of the JSON dumps differ."""
    return sum(1 for _ in _walk(old.model_dump(mode="json"), new.model_dump(mode="json")))


def _walk(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _walk(old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for number in range(max(len(old), len(new))):
            yield from _walk(*(side[number] if number < len(side) else None for side in (old, new)))
    elif old != new:
        yield old, new


def resident() -> float:
    """The present resident set of this process, in MB."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(words[1]) * 4096 / 2**20


def timed(what: str, pairs: Callable[[int], Pair], work: Callable[..., int], count: int) -> float:
    """Compare `count` pairs and print speed and memory; return milliseconds a pair, without the time to make them."""
    spent = [0.0] * STRETCHES
    found, settled = 0, 0.0
    for number in range(count):
        pair = pairs(number)
        started = time.perf_counter()
        found += work(*pair)
        spent[number * STRETCHES // count] += time.perf_counter() - started
        if number + 1 == min(SETTLED, count):
            settled = resident()
    each = 1000 * sum(spent) / count
    print(
        f"{what}: {count} pairs, {1000 / each:.0f} a second ({each:.2f} ms each), "
        f"{found / count:.0f} differences a pair; "
        f"resident {settled:.0f} MB after {min(SETTLED, count)}, {resident():.0f} MB after all"
    )
    print("  seconds a tenth: " + " ".join(f"{seconds:.2f}" for seconds in spent))
    return each


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=4_000)
    parser.add_argument("--sample", type=int, default=200)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, one core")
    ours = timed("two years", years, compared, options.pairs)
    words = timed("two years, every word", years, compared_in_words, options.sample)
    close = timed("two versions", versions, compared_in_words, options.pairs)
    lines = timed("difflib on the dumps, two years", years, by_difflib, options.sample)
    lines_close = timed("difflib on the dumps, two versions", versions, by_difflib, options.sample)
    leaves = timed("dumps walked plainly, two years", years, plainly, options.sample)
    print(
        f"ratio to difflib on the dumps: two years {lines / ours:.2f} times as fast "
        f"(every word {lines / words:.2f}), two versions {lines_close / close:.2f}; "
        f"to the dumps walked plainly: {leaves / ours:.2f}"
    )


if __name__ == "__main__":
    main()
