"""A progress bar where somebody waits, and rich nowhere else."""

import io
import subprocess
import sys
import time

import pytest

from gk_docs.cli.shell import patience
from gk_docs.cli.shell.patience import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_item_is_given_once_in_order() -> None:
    assert list(watched([3, 1, 2], "正在生成")) == [3, 1, 2]


def test_a_bar_is_shown_once_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(patience, "PATIENCE", 0.01)
    items = watched([1, 2], "正在生成")
    assert next(items) == 1
    deadline = time.monotonic() + 10
    while "正在生成" not in terminal.getvalue() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(items) == [2]
    assert "正在生成" in terminal.getvalue()


def test_but_not_for_work_that_is_soon_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(patience, "PATIENCE", 60)
    assert list(watched([1, 2], "正在生成")) == [1, 2]
    assert terminal.getvalue() == ""


def test_a_failure_ends_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(patience, "PATIENCE", 60)
    items = watched([1, 2], "正在生成")
    next(items)
    items.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(StopIteration):
        next(items)


def test_rich_is_not_loaded_where_nobody_watches() -> None:
    watch = "from gk_docs.cli.shell.patience import watched; list(watched([1], ''))"
    program = f"{watch}; import sys; print('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
