"""What the pages show is done: `console` blocks are run, `改` blocks are edits, a picture is of a file that is there.

A page is walked from top to bottom in an empty folder that holds a copy of `fixtures/`.

- `console`: each `$ gk-docs …` is run, and what it prints must stand below it; so with `mkdir` and `cp -r`.
- `改`: what a reader changes in a text editor, or in Word: `在 FILE 里，把`, lines, `改成`, lines, on with `再把`. A
  line `…` stands for lines that are not shown. What is changed must stand there exactly once.
- `看`: `FILE 里是：`, then all that it says.
- `填`: the name of a workbook, then a line for each cell that a reader fills in: `表三!D7：31`.
- `![FILE.docx，第N页：…](pictures/NAME.png)`: the file must have been written. `docs.pictures` draws it.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sybil import Region
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sybil import Document, Example
    from sybil.typing import Parser

ROOT = Path(__file__).parents[1]
PICTURE = re.compile(
    r"^!\[(?P<file>\S+\.(?:docx|xlsx))，第(?P<page>\d+)页[^\]]*\]\((?P<picture>pictures/\S+\.png)\)$", re.MULTILINE
)


def parsers(on_picture: Callable[[Example], str | None]) -> Sequence[Parser]:
    """What sybil looks for in a page; `on_picture` is given each picture, and says what is wrong with it."""

    def pictures(document: Document) -> Iterator[Region]:
        for found in PICTURE.finditer(document.text):
            yield Region(found.start(), found.end(), found, on_picture)

    return [
        PythonCodeBlockParser(),
        CodeBlockParser(language="console", evaluator=run_console),
        CodeBlockParser(language="改", evaluator=edit),
        CodeBlockParser(language="看", evaluator=look),
        CodeBlockParser(language="填", evaluator=fill),
        pictures,
    ]


def enter_folder(namespace: dict[str, Any]) -> None:
    """Go to a fresh folder with the fixtures."""
    folder = tempfile.mkdtemp(prefix="gk-docs-")
    shutil.copytree(ROOT / "fixtures", Path(folder, "fixtures"))
    namespace["folder"], namespace["home"] = folder, Path.cwd()
    namespace["__name__"] = "page"  # as a module has one, which frameworks read
    os.chdir(folder)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Go back and remove the folder."""
    os.chdir(namespace["home"])
    shutil.rmtree(namespace["folder"])


def run_console(example: Example) -> str | None:
    """Run each `$ …` of a block; what it prints must stand below it. Gives the difference, or None."""
    expected, printed = str(example.parsed).strip(), io.StringIO()
    for line in expected.splitlines():
        if line.startswith("$ "):
            printed.write(f"{line}\n{_output_of(shlex.split(line[2:]))}")
    found = printed.getvalue().strip()
    return None if found == expected else f"expected:\n{expected}\n\nprinted:\n{found}"


def _output_of(command: list[str]) -> str:
    match command:
        case ["gk-docs", *arguments]:
            return _gk_docs(arguments)
        case ["mkdir", folder]:
            Path(folder).mkdir()
            return ""
        case ["cp", "-r", source, target]:
            _copy(Path(source), Path(target))
            return ""
    raise ValueError(f"a console block runs gk-docs, mkdir and cp -r only, not {shlex.join(command)}")


def _gk_docs(arguments: list[str]) -> str:
    from gk_docs.cli import main  # noqa: PLC0415 - only where a page shows the prompt

    shown = io.StringIO()
    warnings, log = logging.StreamHandler(shown), logging.getLogger("gk_docs")
    log.addHandler(warnings)
    try:
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            main(arguments)
    finally:
        log.removeHandler(warnings)
    return shown.getvalue()


def _copy(source: Path, target: Path) -> None:
    """Into a folder that is there, else under the new name, whose own folder must be there."""
    place = target / source.name if target.is_dir() else target
    place.mkdir()
    shutil.copytree(source, place, dirs_exist_ok=True)


def edit(example: Example) -> str | None:
    """Make the changes of a block in the file that its first line names. Gives what was not found once, or None."""
    head, _, rest = str(example.parsed).partition("\n")
    path = Path(head.removeprefix("在 ").removesuffix(" 里，把"))
    change = _change_word if path.suffix == ".docx" else _change_text
    for place in re.split("^再把\n", rest, flags=re.MULTILINE):
        old, new = re.split("^改成\n", place, flags=re.MULTILINE)
        times = change(path, old, new)
        if times != 1:
            return f"{path}: {times} times\n{old}"
    return None


def look(example: Example) -> str | None:
    """The file that the first line of a block names must say the rest of it. Gives what it says else, or None."""
    head, _, shown = str(example.parsed).partition("\n")
    found = Path(head.removesuffix(" 里是：")).read_text(encoding="utf-8-sig")
    return None if found.strip() == shown.strip() else found


def fill(example: Example) -> None:
    """Fill in the cells of a block in the workbook that its first line names."""
    from tests.workbook.editing import uncomputed, with_cells  # noqa: PLC0415 - only where a page fills in a workbook

    name, *lines = str(example.parsed).splitlines()
    data = Path(name).read_bytes()
    for place, _, typed in (line.partition("：") for line in lines if line):
        sheet, _, cell = place.partition("!")
        data = with_cells(data, sheet, {cell: int(typed) if typed.isdecimal() else typed})
    Path(name).write_bytes(uncomputed(data, ("基本情况", "表二", "表三", "表四")))


def _change_text(path: Path, old: str, new: str) -> int:
    rows = old.splitlines(keepends=True)
    sought = "".join("(?:.*\n)*?" if row.strip() == "…" else re.escape(row) for row in rows)
    text, times = re.subn(f"^{sought}", lambda _: new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    return times


def _change_word(path: Path, old: str, new: str) -> int:
    import docx  # noqa: PLC0415 - only where a page changes a Word file

    document = docx.Document(str(path))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if old.strip() in run.text]
    for run in runs:
        run.text = run.text.replace(old.strip(), new.strip())
    document.save(str(path))
    return len(runs)
