"""Convert a report to another format, and read the result back to see what is lost before any file is replaced.

A PDF is a print, which carries only what it shows, so only its figures are compared with the report's.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from gk_docs.errors import Problem, WriteRefused
from gk_docs.files.saving import refuse_existing
from gk_docs.form.places import words_at
from gk_docs.form.reading import Reading, report_of
from gk_docs.formats import FORMATS, READERS, beside, format_of, put, read, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report


class Converted(NamedTuple):
    """The result of a conversion.

    Attributes:
        path: The file that was written.
        lost: What the format changes or loses; empty unless `force` allowed it.
    """

    path: Path
    lost: tuple[Problem, ...]


def convert(
    source: str | PathLike[str] | Reading | AnyReport, target: str | PathLike[str], *, force: bool = False
) -> Converted:
    """Write a report in the format of the target's suffix, if reading it back gives the same report.

    Args:
        source: A file of any format that gk-docs reads, a reading, or a report.
        target: The file to write.
        force: Replace an existing file, and write even if something is lost.

    Raises:
        WriteRefused: If a file exists that may not be replaced, or the format would lose something; each is named.
        GkError: As `gk_docs.read` and `gk_docs.render` do.
    """
    path = Path(target)
    if not force:
        refuse_existing(path)
    report = report_of(read(source) if isinstance(source, str | PathLike) else source)
    name = format_of(path)
    data = rendered(report, name)
    back = read(data, name=path.name).report if name in READERS else report
    lost = tuple(_lost(report, back, everything=not FORMATS[name].is_print))
    if lost and not force:
        raise WriteRefused(lost)
    return Converted(put(data, path, force=force, beside=beside(report, path)), lost)


def _lost(report: Report, back: Report, *, everything: bool) -> Iterator[Problem]:
    """Yield a problem for each field that differs after writing and reading; only for figures unless `everything`."""
    for path in _differing(report, back, "") if everything else _other_figures(report, back):
        place = words_at(type(report), path) or None
        mend = "确实可以不要，请加 --force"
        yield Problem(message="转换会改变或丢失这一处", path=path or None, place=place, mend=mend)


def _other_figures(one: Report, other: Report) -> Iterator[str]:
    found = {figure.path: figure.value for figure in other.figures()}
    return (figure.path for figure in one.figures() if found.get(figure.path) != figure.value)


def _differing(one: Any, other: Any, path: str) -> Iterator[str]:
    """Paths of the innermost fields that differ; a field that was empty has nothing to lose and does not count."""
    if one == other or one in (None, "", ()):
        return
    if isinstance(one, BaseModel) and type(one) is type(other):
        for name in type(one).model_fields:
            yield from _differing(getattr(one, name), getattr(other, name), f"{path}.{name}" if path else name)
    else:
        yield path
