"""Limits on time that allow for the speed of this machine, so that tests also pass on a slow and busy one."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACES = 20
"""How often an office PC can run the loop of `_pace` in one second of processor time."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if the `with` block takes more than `seconds` of an office PC's processor, scaled to this machine's speed.

    This catches work that takes far too long, not small changes of speed.
    """
    before = _pace()
    gc.freeze()  # the collector need not go through the objects of the tests before
    try:
        begun = process_time()
        yield
        took = process_time() - begun
    finally:
        gc.unfreeze()
    assert took < seconds * PACES * max(before, _pace())


def _pace() -> float:
    begun = process_time()
    found: dict[str, int] = {}
    for number in range(120_000):
        name = f"{number % 1_000}"
        found[name] = found.get(name, 0) + number
    return process_time() - begun
