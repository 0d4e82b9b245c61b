"""Mends of an authored YAML file: the faulty characters are replaced in their scalar, nothing else in the file changes.

A text finding carries its mend in `facts["mend"]` (text and whether it is safe); a wrong total carries the right value
in `expected`. A mend is applied only where its place in the source is certain: the words around it are found there
once, outside `{{ }}`, and the file read again differs by nothing but the mend. What is not certain is refused with a
reason, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs.checks.mending.lines import line_of
from gk_docs.checks.mending.scalars import Scalar, scalars_of
from gk_docs.checks.text.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading

TOTALS: Final = ("GK301", "GK302", "GK304")
"""Rules whose finding at a total gives its right value."""

_CONTEXTS: Final = (0, 1, 2, 3, 4, 6, 12, 24, 48)
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TOTAL_KEYS = frozenset(("total", "总计", "（七）总计", "合计"))
_NOT_FOUND = "在文件中找不到确定的位置，请手工修改"
_OVERLAP = "与另一处修改重叠，请改后再检查一次"
_CHANGED = "修改后文件的其他内容会改变，未修改"


class Mend(NamedTuple):
    """What a finding proposes.

    Attributes:
        text: What replaces the characters of the finding.
        safe: Whether it cannot change the meaning.
    """

    text: str
    safe: bool


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


class _Edit(NamedTuple):
    start: int
    end: int
    text: str
    finding: Finding


def mend_of(finding: Finding) -> Mend | None:
    """What a finding proposes to write, or None where it proposes nothing or is no problem."""
    if not finding.is_problem:
        return None
    carried = finding.facts.get("mend")
    if carried:
        return Mend(str(carried["text"]), bool(carried["safe"]))
    if finding.code in TOTALS and finding.place.path.endswith("total") and finding.expected is not None:
        return Mend(finding.expected, safe=True)
    return None


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
    edits: list[_Edit] = []
    refused: list[tuple[Finding, str]] = []
    for finding in findings:
        mend = mend_of(finding)
        if mend is None or not (mend.safe or unsafe):
            continue
        edit = _edit(source, scalars, reading.lines, texts.get(finding.place.path, ""), finding, mend)
        overlaps = edit and any(edit.start < other.end and other.start < edit.end for other in edits)
        if edit is None or overlaps:
            refused.append((finding, _OVERLAP if overlaps else _NOT_FOUND))
        else:
            edits.append(edit)
    kept = _kept(source, scalars, edits)
    refused.extend((edit.finding, _CHANGED) for edit in edits if edit not in kept)
    text = _applied(source, kept)
    before, after = source.splitlines(keepends=True), text.splitlines(keepends=True)
    diff = "".join(unified_diff(before, after, fromfile=name, tofile=name))
    return Mended(text, diff, tuple(edit.finding for edit in kept), tuple(refused))


def _edit(
    source: str, scalars: Iterable[Scalar], lines: Mapping[str, int], text: str, finding: Finding, mend: Mend
) -> _Edit | None:
    """Where a mend belongs in the source, if that is certain."""
    line = line_of(lines, finding.place.path)
    here = [scalar for scalar in scalars if scalar.line == line]
    if finding.place.span is None:
        totals = [one for one in here if one.key in _TOTAL_KEYS and one.value == finding.found]
        return _Edit(totals[0].start, totals[0].end, mend.text, finding) if len(totals) == 1 else None
    places = [place for scalar in here if (place := _place(source, scalar, text, finding.place.span))]
    return _Edit(*places[0], mend.text, finding) if len(places) == 1 else None


def _place(source: str, scalar: Scalar, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Where characters of the text as read stand in the source of a scalar, if only one place can be meant."""
    start, end = span
    expressions = [found.span() for found in _EXPRESSION.finditer(source, scalar.start, scalar.end)]
    for width in _CONTEXTS:
        for left, right in ((width, width), (width, 0), (0, width)):
            before, after = text[max(0, start - left) : start], text[end : end + right]
            pattern = re.compile(rf"{_loose(before)}\s*(?P<found>{_loose(text[start:end])})\s*{_loose(after)}")
            if len(pattern.findall(text)) != 1:
                continue
            found = list(pattern.finditer(source, scalar.start, scalar.end))
            if len(found) == 1:
                place = found[0].span("found")
                inside = any(low < place[1] and place[0] < high for low, high in expressions)
                return None if inside else place
    return None


def _loose(text: str) -> str:
    """A pattern of a text in which lines may have been broken anywhere."""
    gap = r"\s*"
    pieces = gap.join(re.escape(char) for char in text if not char.isspace())
    return f"{gap}{pieces}{gap}" if text[:1].isspace() or text[-1:].isspace() else pieces


def _kept(source: str, scalars: tuple[Scalar, ...], edits: list[_Edit]) -> list[_Edit]:
    """The edits after which the file says the same but for them; all together if that holds, else each alone."""
    if _says_the_same(source, scalars, edits):
        return edits
    good: list[_Edit] = []
    for edit in edits:
        if _says_the_same(source, scalars, [*good, edit]):
            good.append(edit)
    return good


def _says_the_same(source: str, scalars: tuple[Scalar, ...], edits: list[_Edit]) -> bool:
    """Whether the file with the edits has the same keys and values but for just those characters."""
    after = scalars_of(_applied(source, edits))
    if [one.key for one in after] != [one.key for one in scalars]:
        return False
    return all(_expected(source, old, edits) == _compact(new.value) for old, new in zip(scalars, after, strict=True))


def _expected(source: str, scalar: Scalar, edits: list[_Edit]) -> str | None:
    """The value of a scalar after the edits, without blanks; None where its source is not its value (an escape)."""
    value = _compact(scalar.value)
    inside = [edit for edit in edits if scalar.start <= edit.start and edit.end <= scalar.end]
    shift = _compact(source[scalar.start : scalar.end]).find(value)
    if inside and shift < 0:
        return None
    for edit in sorted(inside, key=lambda one: -one.start):
        at = len(_compact(source[scalar.start : edit.start])) - shift
        until = at + len(_compact(source[edit.start : edit.end]))
        value = value[:at] + _compact(edit.text) + value[until:]
    return value


def _compact(text: str) -> str:
    return "".join(text.split())


def _applied(source: str, edits: Iterable[_Edit]) -> str:
    for edit in sorted(edits, key=lambda one: -one.start):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source
