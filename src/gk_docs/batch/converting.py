"""Convert a report to another format, and read the result back to see what is lost before any file is replaced.

A PDF is a print, which carries only what it shows, so only its figures are compared with the report's.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from gk_docs.authored.folder import seen_from
from gk_docs.errors import GkError, Problem, WriteRefused
from gk_docs.files.saving import refuse_existing
from gk_docs.files.source import Source
from gk_docs.form.editions import refuse_own_fields
from gk_docs.form.figures import values_of
from gk_docs.form.places import words_at
from gk_docs.form.reading import Authoring, Reading, reading_of
from gk_docs.formats import FORMATS, READERS, beside, format_of, put, read, read_source, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report


class Converted(NamedTuple):
    """The result of a conversion.

    Attributes:
        path: The file that was written.
        lost: What the format changes or loses; empty unless `force` allowed it.
        left: What the author of a data file typed besides the report that another data file does not have, in Chinese.
    """

    path: Path
    lost: tuple[Problem, ...]
    left: tuple[str, ...] = ()


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
    reading = reading_of(read(source) if isinstance(source, str | PathLike) else source)
    report = reading.report
    made = written_as(report, reading.authoring._replace(last=reading.previous), path)
    if made.lost and not force:
        raise WriteRefused(made.lost)
    return Converted(put(made.data, path, force=force, beside=beside(report, path)), made.lost, made.left)


class ReadBack(NamedTuple):
    """A report as the bytes of a file; `lost` and `left` as in `Converted`."""

    data: bytes
    lost: tuple[Problem, ...]
    left: tuple[str, ...]


def written_as(report: Report, authoring: Authoring, path: Path) -> ReadBack:
    """Lay out a report as the file at `path`, and read it back to see what it does not say.

    Args:
        report: The report.
        authoring: What its author typed besides, which a data file keeps where it can.
        path: Where the file will stand.

    Raises:
        GkError: As `gk_docs.render` does.
    """
    name = format_of(path)
    row = FORMATS.get(name)
    if row is None or not row.collected:
        data = rendered(report, name)
        back = read(data, name=path.name).report if name in READERS else report
        return ReadBack(data, tuple(_lost(report, back, everything=not (row and row.is_print))), ())
    moved, far = authoring, tuple[str, ...]()
    if authoring.previous and authoring.folder:
        named, far = last_year_from(path.parent, authoring.folder, authoring.previous)
        moved = authoring._replace(previous=named)
    for kept in (moved, moved._replace(texts={})) if row.authored else ():
        with suppress(GkError):  # a text may need last year's report, which is not there
            made = _read_back(report, _with_authoring(report, name, kept), path, authoring)
            if not made.lost:
                return made._replace(left=(*far, *made.left))
    return _read_back(report, rendered(report, name), path, authoring)


def _read_back(report: Report, data: bytes, path: Path, authoring: Authoring) -> ReadBack:
    back = read_source(Source(data, path.name, path.parent))
    return ReadBack(data, tuple(_lost(report, back.report, everything=True)), tuple(_left(authoring, back.authoring)))


def _with_authoring(report: Report, name: str, authoring: Authoring) -> bytes:
    refuse_own_fields(type(report))
    data: bytes = import_module(FORMATS[name].writer).render(report, authoring)
    return data


def last_year_from(place: Path, folder: Path, name: str) -> tuple[str, tuple[str, ...]]:
    """How a file in `place` names last year's file, which a file in `folder` calls `name`; a remark if it cannot."""
    if (place / name).is_file():
        return name, ()
    seen = seen_from(place, folder, name)
    return seen or name, () if seen else (f"上年报告“{name}”不在新文件的文件夹里，请复制过去",)


def _left(had: Authoring, has: Authoring) -> Iterator[str]:
    """Say in Chinese what an author typed that the new file does not have."""
    if had.previous and not has.previous:
        yield f"上年报告“{had.previous}”"
    if gone := had.texts.keys() - has.texts.keys():
        yield f"{len(gone)}行从表里取数的文字，写成了固定的数"
    if people := [label for label in had.people if label not in has.people]:
        yield "、".join(people)
    yield from had.other


def _lost(report: Report, back: Report, *, everything: bool) -> Iterator[Problem]:
    """Yield a problem for each field that differs after writing and reading; only for figures unless `everything`."""
    for path in _differing(report, back, "") if everything else _other_figures(report, back):
        place = words_at(type(report), path) or None
        mend = "确实可以不要，请加 --force（force=True）"
        yield Problem(message="转换会改变或丢失这一处", path=path or None, place=place, mend=mend)


def _other_figures(one: Report, other: Report) -> Iterator[str]:
    found = values_of(other)
    return (path for path, value in values_of(one).items() if found.get(path) != value)


def _differing(one: Any, other: Any, path: str) -> Iterator[str]:
    """Paths of the innermost fields that differ; a field that was empty has nothing to lose and does not count."""
    if one == other or one in (None, "", ()):
        return
    if isinstance(one, BaseModel) and type(one) is type(other):
        for name in type(one).model_fields:
            yield from _differing(getattr(one, name), getattr(other, name), f"{path}.{name}" if path else name)
    else:
        yield path
