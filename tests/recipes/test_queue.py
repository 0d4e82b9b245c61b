"""What docs/recipes/queue.md promises: each job once, no worker stopped by one, none lost with a worker that died."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recipes.pages import code_of, names_of

PAGE = names_of("recipes/queue.md")
TOWN = {"agency": "甲镇人民政府", "year": 2023}
ODD = st.one_of(st.none(), st.integers(), st.floats(), st.text(st.characters(exclude_categories=[]), max_size=4))
JSON = st.recursive(
    ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
FIELDS = st.sampled_from(["agency", "year", "title", "requests", "summary", "edition"])


def states(queue: sqlite3.Connection) -> list[tuple[str, int]]:
    return queue.execute("SELECT state, tries FROM job ORDER BY number").fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "queue.db"


def test_workers_side_by_side_do_each_job_once(file: Path, tmp_path: Path) -> None:
    with closing(PAGE["opened"](file)) as queue:
        for year in range(2021, 2061):
            PAGE["put"](queue, TOWN | {"year": year})

        def worker(_: int) -> list[str]:
            with closing(PAGE["opened"](file)) as mine:
                return [job[0] for job in iter(lambda: PAGE["take"](mine), None)]

        with ThreadPoolExecutor(4) as pool:
            taken = [key for keys in pool.map(worker, range(4)) for key in keys]
        assert len(taken) == len(set(taken)) == 40
        assert not PAGE["work"](queue, tmp_path)


def test_a_job_whose_worker_was_killed_is_done_by_the_next(file: Path, tmp_path: Path) -> None:
    killed = f"{code_of('recipes/queue.md')}\nimport os\nwritten = lambda *_: os.kill(os.getpid(), 9)\n"
    with closing(PAGE["opened"](file)) as queue:
        PAGE["put"](queue, TOWN)
        command = [sys.executable, "-c", f"{killed}run({str(file)!r}, {str(tmp_path)!r})"]
        assert subprocess.run(command, check=False, timeout=60).returncode == -9
        assert not PAGE["work"](queue, tmp_path)  # it is still the other's
        queue.execute("UPDATE job SET due = 0")
        assert PAGE["work"](queue, tmp_path)
        assert states(queue) == [("written", 2)]
    assert len([*tmp_path.glob("甲镇人民政府2023-*.docx")]) == 1


def test_a_job_that_kills_its_workers_is_given_up_after_three(file: Path, tmp_path: Path) -> None:
    with closing(PAGE["opened"](file)) as queue:
        PAGE["put"](queue, TOWN)
        for _ in range(3):
            assert PAGE["take"](queue)
            queue.execute("UPDATE job SET due = 0")
        assert not PAGE["work"](queue, tmp_path)
        assert states(queue) == [("failed", 3)]


def test_a_worker_that_was_too_slow_does_not_overwrite_what_the_next_one_said(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> Path:
        monkeypatch.undo()
        queue.execute("UPDATE job SET due = 0")
        assert PAGE["work"](queue, tmp_path)
        raise OSError("disk full")

    with closing(PAGE["opened"](file)) as queue:
        PAGE["put"](queue, TOWN)
        monkeypatch.setitem(PAGE, "written", slow)
        assert PAGE["work"](queue, tmp_path)
        assert states(queue) == [("written", 2)]


def test_what_fails_by_no_fault_of_the_report_is_tried_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(PAGE["opened"](file)) as queue:
        PAGE["put"](queue, TOWN)
        with monkeypatch.context() as broken:
            broken.setitem(PAGE, "written", lambda *_: 1 / 0)
            assert PAGE["work"](queue, tmp_path)
        assert queue.execute("SELECT state, said FROM job").fetchall() == [
            ("waiting", "ZeroDivisionError: division by zero")
        ]
        queue.execute("UPDATE job SET due = 0")
        assert PAGE["work"](queue, tmp_path)
        assert states(queue) == [("written", 2)]


@settings(max_examples=30)
@given(reports=st.lists(st.dictionaries(FIELDS, JSON, max_size=3).map(lambda odd: TOWN | odd) | JSON, max_size=3))
def test_no_report_stops_the_worker(tmp_path_factory: pytest.TempPathFactory, reports: list[Any]) -> None:
    folder = tmp_path_factory.mktemp("成品")
    with closing(PAGE["opened"](":memory:")) as queue:
        for values in [*reports, TOWN]:
            PAGE["put"](queue, values)
        while PAGE["work"](queue, folder):
            pass
        assert {state for state, _ in states(queue)} <= {"written", "refused"}
        assert "written" in {state for state, _ in states(queue)}
