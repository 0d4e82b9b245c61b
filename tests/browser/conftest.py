"""One Chromium for all the tests of web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.chromium import Chromium

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with Chromium() as browser:
        yield browser
