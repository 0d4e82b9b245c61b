"""Time in paces of this machine, so that what ends soon on a quick one does so on a slow and busy one."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACES = 20
"""Paces in a second of the processor of an office PC."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if what is done takes longer than `seconds` do on an office PC: a promise of its order, not of its speed."""
    before = _pace()
    gc.freeze()  # what a thousand tests have left is not looked through for this one
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
