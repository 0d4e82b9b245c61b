"""A county's run, killed again and again: every good report is written once and whole, every bad one is named.

`GK_DOCS_BODIES=300 pytest tests/batch/test_killed.py` takes three hundred bodies and twenty kills, as the county's page
promises, in the place of the twenty-four and two of each run.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import load_workbook
from tests.batch.bodies import files_in
from tests.batch.broken import problems_of, write_county
from tests.cli.prompt import GK_DOCS

import gk_docs as gk
from gk_docs.batch.record import FILE
from gk_docs.batch.record import FOLDER as RECORDS
from gk_docs.formats import rendered

if TYPE_CHECKING:
    from pathlib import Path

BODIES = int(os.environ.get("GK_DOCS_BODIES", "24"))
KILLS = max(2, BODIES // 15)
FORMATS = ("docx", "json")
COMMAND = [
    *(sys.executable, "-c", GK_DOCS, "render", "县", "-o", "出", "--to", ",".join(FORMATS)),
    *("--summary", "汇总.json", "--summary", "汇总.xlsx"),
]


def was_killed(folder: Path, dice: Random) -> bool:
    """Start the command and kill all of it at some time, or when some more files are there, unless it ends before."""
    process = subprocess.Popen(COMMAND, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL)
    out = folder / "出"
    wanted = count_in(out) + dice.randrange(1, BODIES)
    last = time.monotonic() + dice.choice((dice.uniform(0, 3), 60))
    while process.poll() is None and time.monotonic() < last and count_in(out) < wanted:
        time.sleep(dice.uniform(0, 0.05))
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def count_in(out: Path) -> int:
    return len(files_in(out)) if out.is_dir() else 0


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.tmp")]


def stamps(out: Path) -> dict[Path, int]:
    """When each written file and each slip was written."""
    files = [*out.glob("*.*"), *out.glob("回执/*")]
    return {path: path.stat().st_mtime_ns for path in files if path.is_file()}


def bodies_of(summary: Path) -> dict[str, dict[str, Any]]:
    """What a written summary says by input, but for whether it was written just now."""
    bodies = json.loads(summary.read_bytes())["bodies"]
    return {body["source"]: {**body, "status": body["status"].replace("unchanged", "written")} for body in bodies}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the kills and the last run."""
    folder, dice = tmp_path_factory.mktemp("county"), Random(20250131)
    good, bad = write_county(folder / "县", BODIES)
    expected = {f"{file.stem}.{suffix}": rendered(gk.read(file).report, suffix) for file in good for suffix in FORMATS}
    out, kills = folder / "出", 0
    while kills < KILLS:
        if was_killed(folder, dice):
            kills += 1
        else:
            shutil.rmtree(out)  # it was done: the next one begins anew
        there = {name for name in (files_in(out) if out.is_dir() else ()) if not name.endswith(".tmp")}
        assert all((out / name).read_bytes() == expected[name] for name in there)
    done = subprocess.run(COMMAND, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=600)
    assert done.returncode == 1, done.stderr
    assert f"失败 {len(bad)} 个" in done.stdout
    return folder


def test_every_good_report_is_written_once_and_whole(county: Path) -> None:
    good = [file for file in (county / "县").iterdir() if file.stem.startswith("镇")]
    assert len(good) == BODIES - 10
    assert files_in(county / "出") == {f"{file.stem}.{suffix}" for file in good for suffix in FORMATS}
    for file in good:
        report = gk.read(file).report
        for suffix in FORMATS:
            written = county / f"出/{file.stem}.{suffix}"
            assert written.read_bytes() == rendered(report, suffix)
            assert gk.read(written).report == report


def test_every_bad_one_is_named_with_its_place_in_the_summaries_and_on_its_slip(county: Path, tmp_path: Path) -> None:
    _, bad = write_county(tmp_path / "县", 10)
    problems = problems_of(county / "汇总.json")
    assert set(problems) == {one.file for one in bad}
    sheet = load_workbook(county / "汇总.xlsx").get_sheet_by_index(0).to_python()
    rows = {str(row[1]): str(row[-1]) for row in sheet}
    for one in bad:
        slip = (county / "出/回执" / f"{one.file.partition('.')[0]}.txt").read_text(encoding="utf-8-sig")
        for told in ("\n".join(problems[one.file]), rows[one.file], slip):
            assert all(word in told for word in one.said), told


def test_everybody_stands_in_the_summary_once_and_nothing_is_left_behind(county: Path) -> None:
    record = json.loads((county / "汇总.json").read_bytes())
    sources = [body["source"] for body in record["bodies"]]
    assert sorted(sources) == sorted(files_in(county / "县"))
    assert record["counts"]["failed"] == 10
    assert record["counts"]["written"] + record["counts"]["unchanged"] == BODIES - 10
    assert all(body["files"] for body in record["bodies"] if body["status"] != "failed")
    assert len(files_in(county / "出/回执")) == BODIES
    assert files_in(county / "出" / RECORDS) == {FILE}
    lines = (county / "出" / RECORDS / FILE).read_bytes().splitlines()
    assert len({line[:32] for line in lines if line.endswith(b"}")}) == BODIES - 10
    assert not leftovers(county)


def test_the_next_run_has_nothing_to_do_and_says_the_same(county: Path) -> None:
    before = stamps(county / "出")
    first = bodies_of(county / "汇总.json")
    done = subprocess.run(COMMAND, cwd=county, capture_output=True, encoding="utf-8", check=False, timeout=600)
    assert f"未变 {BODIES - 10} 个，失败 10 个" in done.stdout
    assert bodies_of(county / "汇总.json") == first
    assert stamps(county / "出") == before
