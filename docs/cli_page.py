"""The page of the prompt: the help of every command, as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.cli.run import all_commands, commands
from gk_docs.cli.shell.console import speaking_chinese
from gk_docs.cli.shell.help import ChineseContext

if TYPE_CHECKING:
    import click

_WIDTH = 96

_HEAD = """\
# The prompt

`gk-docs`, or `python -P -m gk_docs` where the command is not on the path, speaks Chinese, in any console: what the
console's encoding lacks is shown as an escape. Problems go to stderr, one a line, each with file, line, the place in
the form's own words, what was found and what to do; with `--json` they go to stdout as one list, `[]` if there are
none.

| Exit code | Meaning |
| --- | --- |
| 0 | All done; of `check`: no problem at or above `--fail-on`. |
| 1 | An input is wrong: it cannot be read, does not fit the form, or a template is broken; of `check`: problems. |
| 2 | Misused or could not run: unknown option, file that it may not overwrite, missing package, file not checked. |
| 3 | Of `render FOLDER`: nothing failed, but bodies of the roster have not reported. |

An entry of the list is a problem, with those of `message`, `file`, `line`, `column`, `path`, `place`, `found`,
`expected`, `mend`, `code` that are known; or a remark of a reader, which has a `severity` too and is no failure.

`check --json` and `template check --json` give a list with a mapping for each file instead: of `check` the facts of
the report, of `template check` the file and the edition; and the findings, each with code, severity, place (field
path, words, range), line (and `file`, if it is text that reports share), message, found, expected, other places,
`assessed`, `accepted` and fingerprint; a file that could not be read has `problems` in their place. With `--fix` or
`--diff` it has `mended`: how many places, the diff, and what could not be mended for certain.

`check` takes its settings from the nearest `gk-docs.toml`, or `[tool.gk-docs]` in `pyproject.toml`, in the folder of
the file or above it: `select`, `ignore` (lists of codes or their beginnings) and `[severities]`. `--select` sets
`select` and `ignore` of the file aside. `--fix` edits .yaml input in its encoding and line ends, the faulty characters
alone, and with `-o` a copy of a workbook, the faulty characters of its cells alone; of any other file it lists the
mends, and with `-o` writes a mended copy, through the authored form. `convert` reads back what it is about to write,
and refuses what would not come back. From one data file to another it keeps the name of last year's file, the texts
that take their numbers from the tables, and who filled it in, or names what it leaves behind.

This page is made from the help of each command by `python -m docs.generate`.
"""


def text() -> str:
    """The page as Markdown."""
    with speaking_chinese():
        blocks = [
            _block("gk-docs", commands),
            *(_block(f"gk-docs {name}", it) for name, it in all_commands()),
        ]
    return "\n".join([_HEAD, *blocks])


def _block(name: str, command: click.Command) -> str:
    context = ChineseContext(command, info_name=name, terminal_width=_WIDTH)
    return f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"
