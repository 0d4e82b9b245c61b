"""Where each report is written."""

from __future__ import annotations

from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gk_docs.formats import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def targets(files: Sequence[Path], out: str | None, suffix: str | None = ".docx") -> list[tuple[Path, Path]]:
    """Each input with the file to write: `out`, a file in the folder `out`, or one beside the input.

    Args:
        files: The inputs.
        out: A file, or a folder, which is made if need be; None for beside each input. Several inputs need a folder.
        suffix: That of the files whose names are not given; None for the same as the input has.

    Raises:
        click.UsageError: If two reports would be written to one file, or one over its own input, or a folder would be
            called like a file.
    """
    if out and len(files) > 1 and Path(out).suffix.lower() == suffix and not Path(out).exists():
        raise click.UsageError(f"{out}：有几份报告，不能写成一个文件。请用 -o 写明一个文件夹，如 {Path(out).stem}")
    folder = _folder(out, several=len(files) > 1)
    sources: dict[Path, Path] = {}
    for file in files:
        target = Path(out) if out and not folder else (folder or file.parent) / f"{file.stem}{suffix or file.suffix}"
        if realpath(target) == realpath(file):
            raise click.UsageError(f"{file}：生成的文件会覆盖它自己，请用 -o 写明另一个文件。")
        if target in sources:
            raise click.UsageError(f"{sources[target]} 与 {file} 都会写到 {target}，请分开生成。")
        sources[target] = file
    return [(file, target) for target, file in sources.items()]


def refuse_input(out: Path | None, files: Iterable[Path]) -> None:
    """Refuse to write over a file that the same command reads.

    Raises:
        click.UsageError: If `out` is one of `files`.
    """
    if out and realpath(out) in {realpath(file) for file in files}:
        raise click.UsageError(f"{out} 是要读取的文件，请用 -o 写明另一个文件。")


def refuse_report(out: Path | None, but: str | None = None) -> None:
    """Refuse to write what is made of many reports over one of them, which would be left out then.

    Args:
        out: Where to write.
        but: Name of the body whose report it may be.

    Raises:
        click.UsageError: If a report of another body is there.
    """
    from gk_docs.errors import GkError
    from gk_docs.form.agency import Agency
    from gk_docs.form.identity import same_body
    from gk_docs.form.messages import validated
    from gk_docs.formats import read

    try:
        there = read(out).report.agency if out else None
    except GkError:
        return
    if there and (but is None or not same_body(there, validated(Agency, {"name": but}))):
        raise click.UsageError(f"{out} 是{there.name}的报告，请用 -o 写明另一个文件。")


def refuse_other_formats(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Refuse a template where a file is to be written whose look no Word template decides.

    Raises:
        click.UsageError: Naming that file.
    """
    if other := next((target for _, target in pairs if not row_of(target).takes_template), None):
        raise click.UsageError(f"--template 只用于 .docx 和 .pdf，不能用于 {other}。")


def _folder(out: str | None, *, several: bool) -> Path | None:
    """The folder that `out` names; None if it names a file or is not given."""
    if out is None or not (several or out.endswith(("/", "\\")) or Path(out).is_dir()):
        return None
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from gk_docs.errors import system_words

        raise click.UsageError(f"{out}：不能用作文件夹（{system_words(error)}）。多个报告须写到文件夹。") from None
    return Path(out)


def closed_in_words(places: Sequence[Path], but: Iterable[Path | None] = ()) -> str:
    """Which folders in those given are not looked into, although they may hold reports; "" if there are none.

    Args:
        places: Files and folders of reports.
        but: What has another part in the same run.

    Raises:
        GkError: If a folder cannot be opened, or its settings file is wrong.
    """
    from json import dumps

    from gk_docs.batch.folder import closed_in
    from gk_docs.chinese.text import listed
    from gk_docs.settings import NAME as SETTINGS

    others = [*places, *(path for path in but if path)]
    found = {place: closed_in(place, others) for place in places}
    return "\n".join(
        f"没有看 {place} 里的文件夹 {listed(names, 10, '等')}：要一并处理的，在 {place / SETTINGS} 开头写一行"
        f' "文件夹" = {dumps(names, ensure_ascii=False)}（不要的删去）；都不要的，写 []。'
        for place, names in found.items()
        if names
    )


def tell_closed(places: Sequence[Path], but: Iterable[Path | None] = ()) -> None:
    """Say the same on stderr."""
    from gk_docs.cli.shell.console import tell

    if words := closed_in_words(places, but):
        tell(words, err=True)
