"""Decide where a command writes each report, and refuse places where it must not write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os.path import realpath
from pathlib import Path

import click

from gk_docs.files.source import names_apart
from gk_docs.formats import row_of


def targets(files: Sequence[Path], out: str | None, suffix: str | None = ".docx") -> list[tuple[Path, Path]]:
    """Pair each input with the file to write: `out` itself, a file in the folder `out`, or a file beside the input.

    In a folder, files of inputs of one name in several folders go into folders of the same names.

    Args:
        files: The inputs.
        out: A file, or a folder, which is made if needed; None to write beside each input. Several inputs need a
            folder.
        suffix: The suffix of files whose names are not given; None for that of the input.

    Raises:
        click.UsageError: If two reports would be written to one file, or a report over its own input, or if a folder
            would have the name of a file.
    """
    if out and len(files) > 1 and Path(out).suffix.lower() == suffix and not Path(out).exists():
        raise click.UsageError(f"{out}：有几份报告，不能写成一个文件。请用 -o 写明一个文件夹，如 {Path(out).stem}")
    folder = _folder(out, several=len(files) > 1)
    sources: dict[Path, Path] = {}
    names = [file.with_name(f"{file.stem}{suffix or file.suffix}") for file in files]
    for file, name, apart in zip(files, names, names_apart(names), strict=True):
        target = folder / apart if folder else Path(out) if out else name
        if realpath(target) == realpath(file):
            raise click.UsageError(f"{file}：生成的文件会覆盖它自己，请用 -o 写明另一个文件。")
        if target in sources:
            raise click.UsageError(f"{sources[target]} 与 {file} 都会写到 {target}，请分开生成。")
        sources[target] = file
    for place in {target.parent for target in sources} if folder else ():
        _made(place)
    return [(file, target) for target, file in sources.items()]


def refuse_input(out: Path | None, files: Iterable[Path]) -> None:
    """Refuse to write over a file that the same command reads.

    Raises:
        click.UsageError: If `out` is one of `files`.
    """
    if out and realpath(out) in {realpath(file) for file in files}:
        raise click.UsageError(f"{out} 是要读取的文件，请用 -o 写明另一个文件。")


def refuse_report(out: Path | None, but: str | None = None) -> None:
    """Refuse to write a result of many reports over one of them, which it would then lack, or over their roster.

    Args:
        out: The file to write.
        but: Name of a body whose report may be overwritten.

    Raises:
        click.UsageError: If `out` is a report of another body, one that is still being filled in, or a roster.
    """
    from gk_docs.batch.documents import report_at
    from gk_docs.batch.roster import is_roster
    from gk_docs.errors import InvalidReport
    from gk_docs.form.agency import Agency
    from gk_docs.form.identity import same_body
    from gk_docs.form.messages import validated

    if out is None:
        return
    if is_roster(out) and out.is_file():
        raise click.UsageError(f"{out} 是名单，请用 -o 写明另一个文件。")
    try:
        there = report_at(out)
    except InvalidReport:
        if but is None:  # else whose it is, and what of it stays, is told where the report is written
            raise click.UsageError(f"{out} 是还没有填好的数据文件，请用 -o 写明另一个文件。") from None
        return
    if there and (but is None or not same_body(there.agency, validated(Agency, {"name": but}))):
        raise click.UsageError(f"{out} 是{there.agency.name}的报告，请用 -o 写明另一个文件。")


def refuse_other_formats(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Refuse a template if a file of a format without Word templates is to be written.

    Raises:
        click.UsageError: If there is such a file; it is named.
    """
    if other := next((target for _, target in pairs if not row_of(target).takes_template), None):
        raise click.UsageError(f"--template 只用于 .docx 和 .pdf，不能用于 {other}。")


def _folder(out: str | None, *, several: bool) -> Path | None:
    """Make and return the folder that `out` names; None if it names a file or is not given."""
    if out is None or not (several or out.endswith(("/", "\\")) or Path(out).is_dir()):
        return None
    return _made(Path(out))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from gk_docs.errors import system_words

        raise click.UsageError(f"{folder}：不能用作文件夹（{system_words(error)}）。多个报告须写到文件夹。") from None
    return folder


def closed_in_words(places: Sequence[Path], but: Iterable[Path | None] = ()) -> str:
    """Say in Chinese which subfolders are not searched although they may hold reports; "" if there are none.

    Args:
        places: Files and folders of reports.
        but: Paths that the same run uses for something else.

    Raises:
        GkError: If a folder cannot be opened, or its settings file is wrong.
    """
    from json import dumps

    from gk_docs.batch.documents import LAST_YEARS
    from gk_docs.batch.folder import closed_in, places_of
    from gk_docs.chinese.text import listed
    from gk_docs.settings import NAME as SETTINGS

    others = [*places, *(path for path in but if path)]
    searched = [below for place in places if place.is_dir() for below in places_of(place)]
    found = {place: closed_in(place, others) for place in searched}
    for place in found.keys() - {*places}:  # the folder of one body, as new --apart makes it
        found[place] = [name for name in found[place] if name != LAST_YEARS]
    return "\n".join(
        f"没有看 {place} 里的文件夹 {listed(names, 10, '等')}：要一并处理的，在 {place / SETTINGS} 开头写一行"
        f' "文件夹" = {dumps(names, ensure_ascii=False)}（不要的删去）；都不要的，写 []。'
        for place, names in found.items()
        if names
    )


def tell_closed(places: Sequence[Path], but: Iterable[Path | None] = ()) -> None:
    """Say on stderr which subfolders are not searched; see `closed_in_words`."""
    from gk_docs.cli.shell.console import tell

    if words := closed_in_words(places, but):
        tell(words, err=True)
