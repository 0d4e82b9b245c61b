"""The classes of commands, with Chinese help, `--json` and `--debug`, and the options that several commands have."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gk_docs.cli.shell.console import JSON
from gk_docs.cli.shell.help import ChineseContext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gk_docs.form.editions import AnyReport

F = TypeVar("F", bound="Callable[..., Any]")

_WHOLE = 1000  # characters, more than any help text has
_HALF = 0.5  # more than this share of a word must sound like words of the help: both of two characters

PLACE = click.Path(readable=False)
"""A path as text, as typed: a `/` at its end means a folder."""


class _PathType(click.Path):
    """Converts to a `pathlib.Path`; pathlib is loaded for the first path, since a help page does not need it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


PATH = _PathType(readable=False)
"""A path whose file need not be readable: the code that opens it reports that, and goes on to the next."""


class Group(click.Group):
    """A group of commands with Chinese help.

    Attributes:
        for_paths: Name of the command to run if a file or folder is given instead of a command; None for none.
    """

    context_class = ChineseContext
    for_paths: str | None = None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named, or the one for paths, with its arguments."""
        name = args[0]
        if name in self.commands:
            return super().resolve_command(ctx, args)
        if self.for_paths and ("." in name or os.path.exists(name)):  # noqa: PTH110 - quick
            return super().resolve_command(ctx, [self.for_paths, *args])
        meant = self._meant(name) or (self.for_paths and _file_called(name))
        raise click.UsageError(f"没有命令“{name}”。" + (f"是否指 {meant}？" if meant else ""), ctx)

    def _meant(self, name: str) -> str | None:
        """The command whose name is near a mistyped one; None if none is.

        For a Chinese word, it is the command whose help has that word, or one that sounds alike, first; else one whose
        help begins with a similar word.
        """
        from gk_docs.chinese.labels import nearest
        from gk_docs.chinese.sounds import SOUND, heard

        helps = {command: one.get_short_help_str(_WHOLE) for command, one in self.commands.items()}
        said = {command: heard(name, text) for command, text in helps.items() if not name.isascii()}
        best = max(said, key=lambda command: (said[command][0], -said[command][1]), default="")
        if said and said[best][0] > (_HALF if len(name) > 1 else SOUND):
            return best
        known = {command: command for command in helps} | {text[: len(name)]: one for one, text in helps.items()}
        return known.get(nearest(name, known) or "")


def _file_called(name: str) -> str | None:
    """The file in the current folder whose name was given without its suffix."""
    from pathlib import Path

    from gk_docs.files.source import file_meant

    return file_meant(Path(), name)


def _note_json(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    context.meta[JSON] = value


_NOTED: dict[str, Any] = {"is_flag": True, "expose_value": False, "callback": _note_json}


class Command(click.Command):
    """A command with Chinese help that takes `--json` and `--debug`, which `main` handles."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **settings})
        self.params += [
            click.Option(["--json"], help="把问题以 JSON 列表写到标准输出，供程序读取。", **_NOTED),
            click.Option(["--debug"], is_flag=True, expose_value=False, help="程序自身出错时显示详细的出错位置。"),
        ]


def out_option(help_text: str, kind: click.Path = PATH) -> Callable[[F], F]:
    """The option `-o`: a path."""
    return click.option("-o", "--out", type=kind, metavar="位置", help=help_text)


def several_option(
    name: str, help_text: str, metavar: str = "代码", read: Callable[[str], str] = str.upper
) -> Callable[[F], F]:
    """An option that takes several codes of checks, or names, separated by commas or by repeating the option."""

    def split(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
        texts = (text.strip() for value in values for text in value.replace("，", ",").split(","))
        return tuple(read(text) for text in texts if text)

    return click.option(name, multiple=True, callback=split, metavar=metavar, help=help_text)


def year_option(help_text: str) -> Callable[[F], F]:
    """The option `--year`: a year of four digits."""
    return click.option("--year", callback=_year, metavar="年度", help=help_text)


def _year(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    from gk_docs.authored.scalars import Misfit, year

    try:
        return year(value)
    except Misfit as error:
        raise click.BadParameter(f"“{value}”{error.message}。{error.mend or ''}") from None


def force_option(help_text: str) -> Callable[[F], F]:
    """The option `--force`."""
    return click.option("--force", is_flag=True, help=help_text)


def form_of_edition(edition: str | None) -> type[AnyReport]:
    """The form that `--edition` names; the one in force if it is not given.

    Raises:
        click.BadParameter: If the edition does not exist.
    """
    from gk_docs.form.editions import FORMS, in_force

    form = FORMS.get(edition) if edition else in_force()
    if form is None:
        raise click.BadParameter(f"没有这一版格式，请写{'或'.join(FORMS)}。", param_hint="--edition")
    return form


roster_option = click.option(
    "--roster", type=PATH, metavar="名单", help="应报机关的名单；不写则用文件夹里的名单.csv 或名单.xlsx。"
)
"""The option `--roster` of commands for a county."""
