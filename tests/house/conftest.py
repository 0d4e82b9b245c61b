"""What the tests of the house read of its code is not kept for others."""

from collections.abc import Iterator

import pytest
from tests.house.sources import parsed


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    parsed.cache_clear()
