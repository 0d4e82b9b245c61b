"""What the tests of the commands share."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the user is; it is empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
