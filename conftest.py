"""Runs the examples of README and docs: `python` blocks, and `console` blocks of `$ gk-docs …` with their output.

They run in an empty folder that holds a copy of `fixtures/`, one page after another block by block.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

if TYPE_CHECKING:
    from sybil import Example

ROOT = Path(__file__).parent

settings.register_profile("gk-docs", deadline=None)  # how long one example takes says nothing on a shared machine
settings.load_profile("gk-docs")
os.environ.setdefault("GK_DOCS_CACHE", "off")  # a test leaves nothing in the user's cache folder


def enter_folder(namespace: dict[str, Any]) -> None:
    """Go to a fresh folder with the fixtures."""
    folder = tempfile.mkdtemp(prefix="gk-docs-")
    shutil.copytree(ROOT / "fixtures", Path(folder, "fixtures"))
    namespace["folder"], namespace["home"] = folder, Path.cwd()
    os.chdir(folder)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Go back and remove the folder."""
    os.chdir(namespace["home"])
    shutil.rmtree(namespace["folder"])


def run_console(example: Example) -> str | None:
    """Run each `$ gk-docs …` of a block; what it prints must stand below it. Gives the difference, or None."""
    expected, printed = str(example.parsed).strip(), io.StringIO()
    for line in expected.splitlines():
        if line.startswith("$ "):
            printed.write(f"{line}\n{_output_of(shlex.split(line[2:]))}")
    found = printed.getvalue().strip()
    return None if found == expected else f"expected:\n{expected}\n\nprinted:\n{found}"


def _output_of(command: list[str]) -> str:
    from gk_docs.cli import main  # noqa: PLC0415 - only where a page shows the prompt

    program, *arguments = command
    if program != "gk-docs":
        raise ValueError(f"a console block runs gk-docs only, not {program}")
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        main(arguments)
    return shown.getvalue()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser(language="console", evaluator=run_console)],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
