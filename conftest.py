"""What holds for all tests: how many examples, and what did not run; and the blocks of README and docs are tests too.

The blocks of a page run one after another (`docs/examples.py`). Tests marked `office` or `browser` need other
programs, and run only where they are asked for: `.ci/office` installs the programs and asks, `.ci/browser` asks.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docs.examples import enter_folder, leave_folder, parsers
from hypothesis import settings
from sybil import Sybil
from tests.strategies import EXAMPLES

from gk_docs.batch import spreading, worker
from gk_docs.errors import Defect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sybil import Example

collect_ignore = ["docs/conf.py"]  # of Sphinx, which the tests do without

# How long one example takes says nothing on a shared machine.
settings.register_profile("gk-docs", deadline=None, max_examples=min(EXAMPLES, 100))
settings.load_profile("gk-docs")
# Hundreds of short processes begin here: each compiled the library anew where somebody asked for no bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_configure(config: pytest.Config) -> None:
    """Let all processes of a run share the templates of reports, as a user's commands do, in a folder of this run."""
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.mkdtemp()
    os.environ |= {"XDG_CACHE_HOME": folder, "LOCALAPPDATA": folder, "GK_DOCS_CACHE": ""}
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what a plain run leaves out, and how it is run."""
    if config.option.markexpr == "not office and not browser" and not config.option.collectonly:
        terminalreporter.write_line(
            "Not run: tests of pages and recalculated workbooks (LibreOffice, poppler, faces). "
            "On Debian or Ubuntu, as root, `sh .ci/office` installs these and runs them. "
            "Nor tests of web pages: `sh .ci/browser` runs them where Chromium is."
        )


MET: list[Defect] = []
"""The defects of gk-docs that showed in the test that runs."""


def _noting(begin: Callable[..., None]) -> Callable[..., None]:
    def noted(self: Defect, *args: Any, **facts: Any) -> None:
        MET.append(self)
        begin(self, *args, **facts)

    return noted


Defect.__init__ = _noting(Defect.__init__)  # type: ignore[method-assign]  # for all tests


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test in which gk-docs meets a defect of its own, whatever error it expects, unless it is marked."""
    yield
    if MET and not item.get_closest_marker("defect"):
        pytest.fail(f"a defect of gk-docs: {MET[0].__cause__!r}")


COLLECTED = pytest.StashKey[list[str]]()
"""All that a run has found, also what it then leaves out."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the names of all, for the test that counts them."""
    config.stash[COLLECTED] = [item.nodeid for item in items]


@pytest.fixture(scope="session")
def found_by_this_run(pytestconfig: pytest.Config) -> list[str]:
    """Names of all tests that this run has found, also of those that it leaves out."""
    return pytestconfig.stash[COLLECTED]


class _Here:
    """Stands in for a worker: the same calls, as the same bytes, in a thread of the tests' own process."""

    answer = staticmethod(worker.answer)

    def end(self) -> None:
        """Nothing is to be ended."""


WORKERS = {True: spreading._Worker, False: _Here}  # noqa: SLF001 - what a test is about, and its stand-in


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Start no worker, which costs a second of the processor, but where a test is about processes."""
    MET.clear()
    worker = WORKERS[bool(item.get_closest_marker("processes"))]
    spreading._Worker = worker  # type: ignore[misc, assignment]  # noqa: SLF001 - see above


def is_there(example: Example) -> str | None:
    """A picture stands beside the page, and the walk has written the file that it shows."""
    shown = [Path(example.path).parent / example.parsed["picture"], Path(example.parsed["file"])]
    missing = [str(path) for path in shown if not path.is_file()]
    return f"not there: {missing}" if missing else None


pytest_collect_file = Sybil(
    parsers=parsers(is_there),
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
