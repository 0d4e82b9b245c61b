"""What docs/recipes/asyncio.md says of its pool: so many at once and no more, and the event loop goes on meanwhile."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from tests.recipes.pages import names_of

WORKERS = 4


@pytest.fixture
def page() -> Iterator[dict[str, Any]]:
    names = names_of("recipes/asyncio.md")
    yield names
    names["POOL"].shutdown(cancel_futures=True)


def test_no_more_run_at_once_than_the_pool_has_threads(page: dict[str, Any]) -> None:
    lock, under_way = threading.Lock(), [0]
    full = threading.Barrier(WORKERS)  # passed only where so many are under way together

    def work() -> int:
        with lock:
            under_way[0] += 1
            seen = under_way[0]
        full.wait(timeout=30)
        with lock:
            under_way[0] -= 1
        return seen

    async def many() -> int:
        seen: list[int] = await asyncio.gather(*(page["off_the_loop"](work) for _ in range(5 * WORKERS)))
        return max(seen)

    assert asyncio.run(many()) == WORKERS


def test_the_loop_goes_on_while_work_is_under_way(page: dict[str, Any]) -> None:
    told = threading.Event()

    async def main() -> bool:
        loop, begun = asyncio.get_running_loop(), asyncio.Event()

        def work() -> bool:
            loop.call_soon_threadsafe(begun.set)
            return told.wait(timeout=30)

        task = asyncio.create_task(page["off_the_loop"](work))
        await begun.wait()
        told.set()  # the loop must be free to come here
        return bool(await task)

    assert asyncio.run(main()) is True


def test_who_waits_too_long_gets_a_timeout_and_what_has_not_begun_never_begins(page: dict[str, Any]) -> None:
    ended, begun = threading.Event(), []

    def work(number: int) -> None:
        begun.append(number)
        ended.wait(timeout=30)

    async def many() -> list[BaseException | None]:
        calls = (page["in_time"](0.2, work, number) for number in range(3 * WORKERS))
        answers = await asyncio.gather(*calls, return_exceptions=True)
        ended.set()
        return answers

    assert {type(answer) for answer in asyncio.run(many())} == {TimeoutError}
    page["POOL"].shutdown()
    assert begun == [*range(WORKERS)]


def test_an_error_that_is_no_refusal_is_not_taken_for_an_answer(page: dict[str, Any]) -> None:
    page["word_file"] = time.sleep  # stands for a defect outside gk-docs
    with pytest.raises(TypeError):
        asyncio.run(page["word_files"](["甲"]))
