"""Work spread over processes gives its results, and a process that dies costs its own item only."""

from __future__ import annotations

import math
import operator
import os
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs.batch.spreading import IN_FLIGHT, Known, Processes, WorkerError, as_done, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.errors import Problem


pytestmark = pytest.mark.processes


class Deadly(int):
    """A number that ends the process to which it is sent."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)


NUMBERS = [Deadly(number) if number in {0, 7, 8} else number for number in range(12)]
WITHOUT = [number if number in {0, 7, 8} else -number for number in range(12)]


def as_it_is(number: int, problem: Problem) -> int:
    assert problem.message == "处理这个文件的进程意外终止（可能内存不足）"
    return number


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_order_and_a_process_that_dies_costs_its_own_item_only(workers: int) -> None:
    with Processes(workers) as executor:
        assert list(spread(operator.neg, NUMBERS, as_it_is, executor)) == WITHOUT


def test_they_come_as_they_are_done_with_those_that_are_known() -> None:
    items = [Known(99), *NUMBERS, None, Known(100)]
    with Processes(2) as executor:
        found = list(as_done(operator.neg, items, as_it_is, executor))
    assert found[0] == 99
    assert sorted(found) == sorted([*WITHOUT, 99, 100])


def test_what_an_executor_loses_when_it_breaks_is_done_by_processes_of_our_own() -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        assert list(spread(operator.neg, NUMBERS, as_it_is, executor)) == WITHOUT


def test_what_an_executor_says_of_an_item_that_it_lost_is_told() -> None:
    told: list[str | None] = []

    def note(number: float, problem: Problem) -> float:
        told.append(problem.found)
        return number

    for executor in (ThreadPoolExecutor(1), Processes(1)):
        with executor:
            assert list(spread(math.sqrt, [1, -1, 4], note, executor)) == [1, -1, 2]
    assert told[0] == told[1]
    assert told[0] == "ValueError：math domain error"


def test_processes_are_an_executor_like_any_other() -> None:
    with Processes(2) as executor:
        assert list(executor.map(operator.add, [1, 2, 3], [4, 5, 6])) == [5, 7, 9]
        with pytest.raises(WorkerError, match="ZeroDivisionError"):
            executor.submit(operator.truediv, 1, 0).result()
        unsendable = executor.submit(operator.neg, threading.Lock())
        assert isinstance(unsendable.exception(), TypeError)
        assert executor.submit(operator.neg, 1).result() == -1
    with pytest.raises(RuntimeError):
        executor.submit(operator.neg, 1)


def test_what_a_worker_prints_or_asks_for_never_meets_the_calls() -> None:
    with Processes(1) as executor:
        assert executor.submit(print, "甲", flush=True).result() is None
        assert executor.submit(os.read, 0, 9).result() == b""
        assert executor.submit(os.write, 1, b"x").result() == 1
        assert executor.submit(operator.neg, 1).result() == -1


def test_a_block_that_fails_drops_what_was_not_begun() -> None:
    with suppress(KeyboardInterrupt), Processes(1) as executor:
        futures = [executor.submit(time.sleep, 0.5) for _ in range(9)]
        raise KeyboardInterrupt
    assert sum(not future.cancelled() for future in futures) <= 1


def test_a_worker_runs_no_main_module_and_knows_installed_code_only() -> None:
    with Processes(1) as executor:
        assert "__mp_main__" not in executor.submit(eval, "list(__import__('sys').modules)").result()
        path = executor.submit(eval, "__import__('sys').path").result()
    assert str(Path.cwd()) not in path
    assert set(path) <= set(sys.path)


def test_without_an_executor_items_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5):
            taken.append(number)
            yield number

    results = spread(operator.neg, items(), as_it_is)
    assert next(results) == 0
    assert taken == [0]


def test_only_so_many_items_are_taken_at_a_time() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10 * IN_FLIGHT):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(1) as executor:
        for function in (spread, as_done):
            taken.clear()
            results = function(operator.neg, items(), as_it_is, executor)
            next(results)
            assert len(taken) <= 2 * IN_FLIGHT
            results.close()  # type: ignore[attr-defined]  # a generator
