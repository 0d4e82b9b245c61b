"""Mend what the checks find: replace the faulty characters of an authored file, and change nothing else in it.

A finding carries its mend in `facts["mend"]`: the new text, whether it is safe, and if not, why. A mend is applied only
if its place in the source is certain: the words around it occur there once, outside `{{ }}`, and the edited file reads
back with no other difference. Otherwise the mend is refused with a reason; nothing is guessed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from operator import attrgetter
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.edits import Edit, YamlSource, applied, edit_of, kept_of, moved_edit
from gk_docs.batch.checking import Checker
from gk_docs.batch.converting import last_year_from, written_as
from gk_docs.batch.documents import report_at
from gk_docs.checks.habits import each_of
from gk_docs.checks.settings import refuse_unknown
from gk_docs.checks.text.texts import texts_of
from gk_docs.errors import GkError, InvalidReport, WriteRefused
from gk_docs.files.saving import save
from gk_docs.files.source import Source, is_file
from gk_docs.form.identity import same_body
from gk_docs.form.reading import Reading, reading_of, typed_at
from gk_docs.formats import beside, format_of, put, read, read_source, rendered
from gk_docs.settings import NAME as SETTINGS
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.authored.workbook.edits import CellSource
    from gk_docs.batch.work import Checked
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report

_AUTHORED, _WORKBOOK = "yaml", "xlsx"
_NOT_FOUND = "在文件中找不到确定的位置，请手工修改"
_OVERLAP = "与另一处修改重叠，请改后再检查一次"
_CHANGED = "修改后文件的其他内容会改变，或者读不出来，未修改"


class Mend(NamedTuple):
    """The mend that a finding proposes.

    Attributes:
        text: What replaces the characters of the finding.
        safe: Whether it cannot change the meaning.
        why: Why it is not safe, in Chinese; "" if that need not be said.
    """

    text: str
    safe: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A report with its mends.

    Attributes:
        text: The new source of the authored file, its cells one a paragraph if it is a workbook, or the report in its
            authored form; the old one if nothing was applied.
        diff: What changed, as a unified diff; "" if nothing.
        applied: The findings that were mended.
        refused: The findings with a mend that was not applied, each with the reason in Chinese.
        report: The mended report; None if only a source was mended, or nothing was written back to the file.
        written: The file that was written; None if none was.
        left: What the file that was written does not keep of the one that was mended, in Chinese.
    """

    text: str
    diff: str
    applied: tuple[Finding, ...]
    refused: tuple[tuple[Finding, str], ...]
    report: AnyReport | None = None
    written: Path | None = None
    left: tuple[str, ...] = ()


def mend(
    subject: str | PathLike[str] | Reading | AnyReport,
    target: str | PathLike[str] | None = None,
    *,
    previous: Reading | AnyReport | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    unsafe: bool = False,
) -> Mended:
    """Mend what the checks find, wherever the mend is certain.

    An authored file (.yaml) is mended in place: the faulty characters are replaced, everything else stays byte for
    byte, and the old file is kept in `.gk-docs/原件`. Of a workbook, a copy with mended cells is written to a `target`
    that is a workbook too. For any other subject the mended report is returned, and written to `target` if given.

    Args:
        subject: A file of any format that gk-docs reads, a reading, or a report.
        target: The file for the mended report; None for the authored file itself, or for no file.
        previous: Last year's report, as `check` takes it.
        select: Prefixes of the codes wanted, as `check` takes them.
        ignore: Prefixes of the codes not wanted.
        unsafe: Whether to apply mends that could change the meaning, too.

    Raises:
        GkError: If the file or its settings cannot be read, or the place cannot be written.
        ValueError: If a prefix fits no rule.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> report = AnnualReport(agency="甲镇人民政府", year=2023, problems="更新不及时,已整改。")
    >>> better = mend(report, select=["GK607"])
    >>> better.report.problems.text, len(better.applied)
    ('更新不及时，已整改。', 1)
    """
    choice = Settings(tuple(select), tuple(ignore))
    refuse_unknown(choice)
    place = Path(target) if target is not None else None
    checker = Checker(choice, previous=None if previous is None else reading_of(previous))
    if isinstance(subject, str | PathLike):
        one = checker.check(Path(subject))
    else:
        one = checker.look(reading_of(subject), None)
    return fix(one, checker, place, unsafe=unsafe) or _through_its_authored_form(one, checker, unsafe=unsafe)


def fix(
    one: Checked, checker: Checker, target: Path | None = None, *, unsafe: bool, dry: bool = False
) -> Mended | None:
    """Mend a file that was checked.

    Args:
        one: The file and its findings.
        checker: How it was checked.
        target: Where the mended report goes; None for the file itself, which must be an authored one.
        unsafe: Whether to apply mends that could change the meaning, too.
        dry: Whether to write nothing.

    Returns:
        The mended report; None for a file that cannot be edited in place and has no target.

    Raises:
        WriteRefused: If the file cannot be written without other changes than the mends.
    """
    path = one.path
    stays = target is None or format_of(target) == _AUTHORED
    if path and stays and one.reading.file_facts.format == _AUTHORED:
        return _in_place(one, path, target or path, unsafe=unsafe, dry=dry)
    if target is None:
        return None
    is_its_kind = one.reading.origin == "ours" and path and path.suffix.lower() == target.suffix.lower()
    if path and is_its_kind and format_of(target) == _WORKBOOK:
        return _in_place(one, path, target, unsafe=unsafe, dry=dry)
    done = _through_its_authored_form(one, checker, unsafe=unsafe)
    if dry or done.report is None:
        return done
    behind = one.reading.authoring._replace(last=one.reading.previous)
    made = written_as(done.report, behind, target)
    written = put(made.data, target, beside=beside(done.report, target))
    return replace(done, written=written, left=made.left)


def _in_place(one: Checked, path: Path, target: Path, *, unsafe: bool, dry: bool) -> Mended:
    source = _source_of(one.reading, path)
    done, edits = mended(source, one.reading, one.findings, unsafe=unsafe, name=path.as_posix())
    if dry or not (done.applied or target != path):
        return done
    moved, left = _moved(source, path, target)
    return _saved(replace(done, left=left), source.applied([*edits, *moved]), path, target)


def _source_of(reading: Reading, path: Path) -> YamlSource | CellSource:
    data, is_read = path.read_bytes(), partial(reads_as_report, name=path.name, folder=path.parent)
    if reading.file_facts.format == _AUTHORED:
        return YamlSource(data, path, reading.lines, is_read)
    from gk_docs.authored.workbook.edits import CellSource  # noqa: PLC0415 - heavy, and seldom needed

    return CellSource(data, type(reading.report), is_read)


def _moved(source: YamlSource | CellSource, path: Path, target: Path) -> tuple[list[Edit], tuple[str, ...]]:
    """How a copy in another folder names last year's report, or a remark if the report cannot be reached from there."""
    previous = source.previous()
    if previous is None or previous.blank:
        return [], ()
    name, left = last_year_from(target.parent, path.parent, previous.text)
    return [moved_edit(source.text, previous, name)] if name != previous.text else [], left


def _saved(done: Mended, data: bytes, path: Path, target: Path) -> Mended:
    """Write a mended source if it can be read at its new place, where a file that it names may be missing."""
    try:
        report = read_source(Source(data, target.name, target.parent)).report
    except GkError as error:
        raise WriteRefused([replace(problem, file=target.name) for problem in error.problems]) from None
    if target != path and is_file(target):
        _refuse_other(target, report)
    left = done.left
    with suppress(GkError):  # last year's file may have been named anew
        if report != read_source(Source(data, path.name, path.parent)).report:
            left = (*left, f"各单位公共的内容（{SETTINGS}），请把新文件放回原来的文件夹再用")
    return replace(done, written=save(data, target, force=True), report=report, left=left)


def _refuse_other(target: Path, report: AnyReport) -> None:
    """Refuse to write a mended copy over anything but an earlier one.

    Raises:
        WriteRefused: If the file is no report, or that of another body or year.
    """
    with suppress(InvalidReport):
        there = report_at(target)
        if there and same_body(there.agency, report.agency) and there.year == report.year:
            return
    raise WriteRefused("不是同一份报告，没有覆盖", file=str(target), mend="请写明另一个文件")


def _through_its_authored_form(one: Checked, checker: Checker, *, unsafe: bool) -> Mended:
    name = f"{one.path.stem if one.path else '年报'}.yaml"
    data = rendered(one.reading.report, _AUTHORED)
    copy = replace(read(data, name=name), origin=one.reading.origin)
    source = YamlSource(data, Path(name), copy.lines, partial(reads_as_report, name=name))
    shown = f"{one.path.as_posix()}（写成 .yaml）" if one.path else name
    done, _ = mended(source, copy, checker.look(copy, one.path).findings, unsafe=unsafe, name=shown)
    return replace(done, report=read(done.text.encode(), name=name).report)


def mend_of(finding: Finding) -> Mend | None:
    """The mend that a finding proposes; None if it has none or does not count as a problem."""
    if not finding.is_problem:
        return None
    carried = finding.facts.get("mend")
    return Mend(str(carried["text"]), bool(carried["safe"]), str(carried["why"])) if carried else None


def reads_as_report(data: bytes, name: str, folder: Path | None = None) -> bool:
    """Whether the content of a file of this name, in this folder, is read as a report."""
    try:
        read_source(Source(data, name, folder))
    except GkError:
        return False
    return True


def mended(
    source: YamlSource | CellSource, reading: Reading, findings: Iterable[Finding], *, unsafe: bool, name: str
) -> tuple[Mended, list[Edit]]:
    """Mend a source; return also the edits that were applied.

    Args:
        source: The source.
        reading: The reading of the file.
        findings: Findings of that reading; those without a mend are passed over.
        unsafe: Whether to apply mends that could change the meaning, too.
        name: Name of the file, for the diff.
    """
    texts = {passage.path: passage.text for passage in texts_of(reading.report).passages}
    edits: dict[Edit, Finding] = {}
    refused: list[tuple[Finding, str]] = []
    for finding in (place for one in findings for place in each_of(one)):
        proposed = mend_of(finding)
        if proposed is None or not (proposed.safe or unsafe):
            refused.extend([(finding, proposed.why)] if proposed and proposed.why else [])
            continue
        file, line = typed_at(reading, finding.place.path)
        if file:
            refused.append((finding, f"写在各单位共用的 {file} 第 {line} 行，请改那个文件"))
            continue
        text = texts.get(finding.place.path) or _line_at(reading.report, finding.place.path)
        here = source.at(finding.place.path, _line_around(text, finding.place.span))
        edit = edit_of(source.text, here, text, finding, proposed.text)
        overlaps = edit and any(edit.start < other.end and other.start < edit.end for other in edits)
        if edit is None or overlaps:
            refused.append((finding, _OVERLAP if overlaps else _NOT_FOUND))
        else:
            edits[edit] = finding
    kept = kept_of([*edits], source.holds)
    refused.extend((finding, _CHANGED) for edit, finding in edits.items() if edit not in kept)
    text = applied(source.text, kept)
    done = tuple(edits[edit] for edit in kept)
    return Mended(text, _diff(source.text, text, name), done, tuple(refused)), kept


def _line_around(text: str, span: tuple[int, int] | None) -> str:
    """The line of a text in which a span begins; "" if there is no span."""
    at = span[0] if span else len(text)
    return text[:at].rpartition("\n")[2] + text[at:].partition("\n")[0] if span else ""


def _line_at(report: Report, path: str) -> str:
    """The value of a field that is text on one line, such as a name; "" if there is none."""
    try:
        value = attrgetter(path)(report)
    except AttributeError:
        return ""
    return value if isinstance(value, str) else ""


def _diff(before: str, after: str, name: str) -> str:
    """The unified diff of two sources, in the form that `patch` takes."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
