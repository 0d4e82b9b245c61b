"""The page of the prompt: the help of every command, as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.cli.console import speaking_chinese
from gk_docs.cli.group import commands
from gk_docs.cli.help import Context

if TYPE_CHECKING:
    import click

_WIDTH = 96

_HEAD = """\
# The prompt

`gk-docs` speaks Chinese, in any console: what the console's encoding lacks is shown as an escape. Problems go to
stderr, one a line, each with file, line, the place in the form's own words, what was found and what to do; with
`--json` they go to stdout as one list, `[]` if there are none.

| Exit code | Meaning |
| --- | --- |
| 0 | All done. |
| 1 | An input is wrong: it cannot be read, does not fit the form, or a template is broken. |
| 2 | The command was misused or could not run: unknown option, a file that it may not overwrite, a missing package. |

An entry of the list is a problem, with those of `message`, `file`, `line`, `column`, `path`, `place`, `found`,
`expected`, `mend` that are known; or a remark of a reader, which has `code` and `severity` too and is no failure.

This page is made from the help of each command by `python -m docs.generate`.
"""


def text() -> str:
    """The page as Markdown."""
    with speaking_chinese():
        blocks = [
            _block("gk-docs", commands),
            *(_block(f"gk-docs {name}", it) for name, it in commands.commands.items()),
        ]
    return "\n".join([_HEAD, *blocks])


def _block(name: str, command: click.Command) -> str:
    context = Context(command, info_name=name, terminal_width=_WIDTH)
    return f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"
