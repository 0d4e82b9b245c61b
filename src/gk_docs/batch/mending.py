"""Mend what the checks find: replace the faulty characters of an authored YAML file, and change nothing else in it.

A finding carries its mend in `facts["mend"]`: the new text, whether it is safe, and if not, why. A mend is applied only
if its place in the source is certain: the words around it occur there once, outside `{{ }}`, and the edited file reads
back with no other difference. Otherwise the mend is refused with a reason; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import unified_diff
from operator import attrgetter
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.edits import Edit, applied, edit_of, kept_of, scalars_of
from gk_docs.authored.located import line_of
from gk_docs.batch.checking import Checker
from gk_docs.checks.habits import each_of
from gk_docs.checks.settings import refuse_unknown
from gk_docs.checks.text.texts import texts_of
from gk_docs.errors import GkError
from gk_docs.files.encoding import decode, encoded_like
from gk_docs.files.saving import save
from gk_docs.files.source import Source
from gk_docs.form.reading import Reading, reading_of
from gk_docs.formats import format_of, read, read_source, rendered, write
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.batch.work import Checked
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report

_AUTHORED = "yaml"
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
        text: The new source of the authored file, or of the report in its authored form; the old one if nothing was
            applied.
        diff: What changed, as a unified diff; "" if nothing.
        applied: The findings that were mended.
        refused: The findings with a mend that was not applied, each with the reason in Chinese.
        report: The mended report; None if only a source was mended, or nothing was written back to the file.
        written: The file that was written; None if none was.
    """

    text: str
    diff: str
    applied: tuple[Finding, ...]
    refused: tuple[tuple[Finding, str], ...]
    report: AnyReport | None = None
    written: Path | None = None


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
    byte, and the old file is kept in `.gk-docs/原件`. For any other subject the mended report is returned, and written
    to `target` if that is given.

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
        return _in_source(one, path, target or path, unsafe=unsafe, dry=dry)
    if target is None:
        return None
    done = _through_its_authored_form(one, checker, unsafe=unsafe)
    return done if dry or done.report is None else replace(done, written=write(done.report, target))


def _in_source(one: Checked, path: Path, target: Path, *, unsafe: bool, dry: bool) -> Mended:
    data = path.read_bytes()
    text = decode(data)
    done = mended(text, one.reading, one.findings, unsafe=unsafe, name=path.as_posix(), folder=path.parent)
    if dry or not (done.applied or target != path):
        return done
    written = save(encoded_like(data, text, done.text, path), target, force=True)
    return replace(done, written=written, report=read(written).report)


def _through_its_authored_form(one: Checked, checker: Checker, *, unsafe: bool) -> Mended:
    name = f"{one.path.stem if one.path else '年报'}.yaml"
    text = rendered(one.reading.report, _AUTHORED).decode()
    copy = replace(read(text.encode(), name=name), origin=one.reading.origin)
    done = mended(text, copy, checker.look(copy, one.path).findings, unsafe=unsafe, name=name)
    return replace(done, report=read(done.text.encode(), name=name).report)


def mend_of(finding: Finding) -> Mend | None:
    """The mend that a finding proposes; None if it has none or does not count as a problem."""
    if not finding.is_problem:
        return None
    carried = finding.facts.get("mend")
    return Mend(str(carried["text"]), bool(carried["safe"]), str(carried["why"])) if carried else None


def mended(
    source: str,
    reading: Reading,
    findings: Iterable[Finding],
    *,
    unsafe: bool = False,
    name: str = "年报.yaml",
    folder: Path | None = None,
) -> Mended:
    """Apply the mends of findings to an authored YAML source.

    Args:
        source: The text of the file.
        reading: The reading of the file; its `lines` say where each field was typed.
        findings: Findings of that reading; those without a mend are passed over.
        unsafe: Whether to apply mends that could change the meaning, too.
        name: Name of the file, for the diff.
        folder: The folder of the file; None if it came from memory.
    """

    def is_read(text: str) -> bool:
        try:
            read_source(Source(text.encode(), name, folder))
        except GkError:
            return False
        return True

    scalars = scalars_of(source)
    texts = {passage.path: passage.text for passage in texts_of(reading.report).passages}
    edits: dict[Edit, Finding] = {}
    refused: list[tuple[Finding, str]] = []
    for finding in (place for one in findings for place in each_of(one)):
        proposed = mend_of(finding)
        if proposed is None or not (proposed.safe or unsafe):
            refused.extend([(finding, proposed.why)] if proposed and proposed.why else [])
            continue
        line = line_of(reading.lines, finding.place.path)
        here = [scalar for scalar in scalars if line in (scalar.line, scalar.list_line)]
        text = texts.get(finding.place.path) or _line_at(reading.report, finding.place.path)
        edit = edit_of(source, here, text, finding, proposed.text)
        overlaps = edit and any(edit.start < other.end and other.start < edit.end for other in edits)
        if edit is None or overlaps:
            refused.append((finding, _OVERLAP if overlaps else _NOT_FOUND))
        else:
            edits[edit] = finding
    kept = kept_of(source, scalars, [*edits], is_read)
    refused.extend((finding, _CHANGED) for edit, finding in edits.items() if edit not in kept)
    text = applied(source, kept)
    return Mended(text, _diff(source, text, name), tuple(edits[edit] for edit in kept), tuple(refused))


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
