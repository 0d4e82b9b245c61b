"""Work spread over processes gives its results in order, and a process that dies costs its own item only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gk_docs.batch.spreading import processes, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

FATAL = 7


def squared(number: int) -> int:
    if number == FATAL:
        os._exit(1)
    return number * number


def crashed(number: int) -> int:
    return -number


def test_results_come_in_order_and_a_process_that_dies_costs_its_own_item_only() -> None:
    with processes(2) as executor:
        found = list(spread(squared, range(12), crashed, executor))
    assert found == [-7 if number == FATAL else number * number for number in range(12)]


def test_without_an_executor_items_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5):
            taken.append(number)
            yield number

    results = spread(squared, items(), crashed)
    assert next(results) == 0
    assert taken == [0]
