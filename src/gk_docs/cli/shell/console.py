"""Print to the console, in Chinese for a person or as JSON for a program, whatever encoding the console has."""

from __future__ import annotations

import gettext
import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gk_docs.errors import GkError
    from gk_docs.finding import Finding

DONE, WRONG, COULD_NOT_RUN, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130
"""The exit codes, described in `gk_docs.cli`; 130 means Ctrl+C, as in shells."""

_COLOUR = re.compile(r"\\u001b(\[[0-9;]*m)")
_DOMAIN = "messages"
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib would slow the start


JSON = "gk-docs --json"
"""The key in the `meta` of a click context for whether `--json` was given."""


class Outcome(NamedTuple):
    """The result of a command, to be printed for a person or a program.

    Attributes:
        errors: The errors that stopped single inputs.
        findings: Findings to print, each with the name of its file.
        record: Makes what a program gets with `--json` instead of the list of findings and problems; or None.
        code: The exit code; None if it follows from the errors.
    """

    errors: tuple[GkError, ...] = ()
    findings: tuple[tuple[str, Finding], ...] = ()
    record: Callable[[], Any] | None = None
    code: int | None = None


@contextmanager
def speaking_chinese() -> Iterator[None]:
    """Make click speak Chinese inside the block, whatever the locale: gettext takes its messages from our catalogue."""
    language, folder = os.environ.get("LANGUAGE"), gettext.bindtextdomain(_DOMAIN)
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(_DOMAIN, _LOCALE)
    try:
        yield
    finally:
        gettext.bindtextdomain(_DOMAIN, folder)
        if language is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = language


def open_closed_streams() -> None:
    """Open the null device for stdout or stderr if it is missing: closed, or without a console (pythonw)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def make_encodable(*streams: TextIO) -> None:
    r"""Make each stream write characters that its encoding lacks as escapes (`\U0001f600` in GBK), and never fail."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def wants_json() -> bool:
    """Whether `--json` was given, so that only JSON may go to stdout."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(JSON))


def tell(text: str, *, err: bool = False, nl: bool = True, painted: bool = False) -> None:
    """Print a text for a person, with control characters escaped; commands print in no other way.

    Args:
        text: The text.
        err: Whether it goes to stderr; with `--json` a text for stdout is not printed.
        nl: Whether to end the line after it.
        painted: Whether to keep the colours of `click.style` in it.
    """
    from gk_docs.errors import printable

    if err or not wants_json():
        shown = printable(text)
        click.echo(_COLOUR.sub(lambda match: f"\x1b{match[1]}", shown) if painted else shown, err=err, nl=nl)


def say(outcome: Outcome) -> None:
    """Print an outcome for a person: findings and problems on stderr, one a line."""
    for file, finding in outcome.findings:
        tell(f"{file}：{finding}", err=True)
    problems = [problem for error in outcome.errors for problem in error.problems]
    if problems:
        from gk_docs.showing.problems import told

        for problem in told(problems):
            tell(str(problem), err=True)
    if len(problems) > 1:
        tell(f"共{len(problems)}处问题。", err=True)


def say_as_json(outcome: Outcome) -> None:
    """Print an outcome for a program on stdout: its record, else a list of findings and problems as mappings."""
    if outcome.record is not None:
        say_json(outcome.record())
        return
    findings = [_finding_to_dict(file, finding) for file, finding in outcome.findings]
    say_json([*findings, *(problem.to_dict() for error in outcome.errors for problem in error.problems)])


def _finding_to_dict(file: str, finding: Finding) -> dict[str, Any]:
    from gk_docs.showing.record import picked

    facts = picked(finding, "code severity message path=place.path place=place.words found expected")
    return {"file": file, **{name: fact for name, fact in facts.items() if fact is not None}}


def say_json(value: Any) -> None:
    """Print a value as JSON on stdout, indented by two; with ASCII escapes if stdout is not UTF-8."""
    import json

    from gk_docs.errors import printable

    text = json.dumps(value, ensure_ascii=not _is_utf8(sys.stdout), indent=2)
    click.echo(printable(text))  # the escapes of `printable` are those of JSON


def _is_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().replace("-", "").replace("_", "") == "utf8"
