"""Drops the parsed source files after each test module, so that they do not take memory in the others."""

from collections.abc import Iterator

import pytest
from tests.house.sources import parsed


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    parsed.cache_clear()
