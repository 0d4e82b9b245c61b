"""Mends of an authored YAML file: the faulty characters are replaced in their scalar, nothing else in the file changes.

A finding carries its mend in `facts["mend"]`: what is to be written, whether it is safe, and why it is not. A mend is
applied only where its place in the source is certain: the words around it are found there once, outside `{{ }}`, and
the file read again differs by nothing but the mend. What is not certain is refused with a reason, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.edits import Edit, applied, edit_of, kept_of
from gk_docs.authored.lines import line_of
from gk_docs.authored.scalars_placed import scalars_of
from gk_docs.checks.text.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

_NOT_FOUND = "在文件中找不到确定的位置，请手工修改"
_OVERLAP = "与另一处修改重叠，请改后再检查一次"
_CHANGED = "修改后文件的其他内容会改变，未修改"


class Mend(NamedTuple):
    """What a finding proposes.

    Attributes:
        text: What replaces the characters of the finding.
        safe: Whether it cannot change the meaning.
        why: Why it is not safe, in Chinese; "" where that need not be said.
    """

    text: str
    safe: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A source with its mends.

    Attributes:
        text: The new source; the old one where nothing was applied.
        diff: What changed, as a unified diff; "" if nothing.
        applied: The findings that were mended.
        refused: The findings that have a mend but could not be mended for certain, each with the reason in Chinese.
    """

    text: str
    diff: str
    applied: tuple[Finding, ...]
    refused: tuple[tuple[Finding, str], ...]


def mend_of(finding: Finding) -> Mend | None:
    """What a finding proposes to write, or None where it proposes nothing or is no problem."""
    if not finding.is_problem:
        return None
    carried = finding.facts.get("mend")
    return Mend(str(carried["text"]), bool(carried["safe"]), str(carried["why"])) if carried else None


def mended(
    source: str, reading: Reading, findings: Iterable[Finding], *, unsafe: bool = False, name: str = "年报.yaml"
) -> Mended:
    """An authored YAML source with the mends of findings applied.

    Args:
        source: The text of the file.
        reading: What reading it gave; its `lines` tell where each field was typed.
        findings: Findings of that reading; those without a mend are passed over.
        unsafe: Whether mends that could change the meaning are applied too.
        name: Name of the file, for the diff.
    """
    scalars = scalars_of(source)
    texts = {passage.path: passage.text for passage in texts_of(reading.report).passages}
    edits: dict[Edit, Finding] = {}
    refused: list[tuple[Finding, str]] = []
    for finding in findings:
        mend = mend_of(finding)
        if mend is None or not (mend.safe or unsafe):
            refused.extend([(finding, mend.why)] if mend and mend.why else [])
            continue
        line = line_of(reading.lines, finding.place.path)
        here = [scalar for scalar in scalars if line in (scalar.line, scalar.list_line)]
        text = texts.get(finding.place.path) or _line_at(reading.report, finding.place.path)
        edit = edit_of(source, here, text, finding, mend.text)
        overlaps = edit and any(edit.start < other.end and other.start < edit.end for other in edits)
        if edit is None or overlaps:
            refused.append((finding, _OVERLAP if overlaps else _NOT_FOUND))
        else:
            edits[edit] = finding
    kept = kept_of(source, scalars, [*edits])
    refused.extend((finding, _CHANGED) for edit, finding in edits.items() if edit not in kept)
    text = applied(source, kept)
    return Mended(text, _diff(source, text, name), tuple(edits[edit] for edit in kept), tuple(refused))


def _line_at(report: Report, path: str) -> str:
    """A name or another text on one line; "" where none stands."""
    try:
        value = attrgetter(path)(report)
    except AttributeError:
        return ""
    return value if isinstance(value, str) else ""


def _diff(before: str, after: str, name: str) -> str:
    """What changed, as `patch` takes it."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
