"""Where the characters of a mend stand in a YAML source, and whether the file says the same but for them.

A place is taken only where nothing else can be meant. It is looked for twice: in the source, where an edit is made, and
in the value that the source stands for, so that quotes, escapes and broken lines beside it do no harm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from gk_docs.authored.scalars_placed import scalars_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.authored.scalars_placed import Scalar
    from gk_docs.finding import Finding

_CONTEXTS: Final = (0, 1, 2, 3, 4, 6, 12, 24, 48)
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FOLDED: Final = " \t\r\n"  # what YAML folds; any other blank stands in the source as it does in the value
_GAP: Final = rf"[{_FOLDED}]*"
_TOTAL_KEYS = frozenset(("total", "总计", "（七）总计", "合计"))

Span = tuple[int, int]


class Edit(NamedTuple):
    """A change of a source.

    Attributes:
        start: First character that is replaced.
        end: The one behind the last.
        text: What replaces them.
        within: The same characters in the value that the source of the scalar stands for.
    """

    start: int
    end: int
    text: str
    within: Span


def edit_of(source: str, scalars: Iterable[Scalar], text: str, finding: Finding, new: str) -> Edit | None:
    """Where a mend belongs in the source, if that is certain.

    Args:
        source: The source.
        scalars: The values that were typed for the field of the finding.
        text: The text of the field as it was read, which the span of the finding counts; "" for a cell.
        finding: The finding.
        new: What is to be written.
    """
    span = finding.place.span
    places = [
        (found, within)
        for one in scalars
        if (found := _place(source, (one.start, one.end), text, span) if span else _total(source, one, finding))
        and (within := _place(one.value, (0, len(one.value)), text, span) if span else (0, len(one.value)))
    ]
    return Edit(*places[0][0], new, places[0][1]) if len(places) == 1 else None


def _total(source: str, scalar: Scalar, finding: Finding) -> Span | None:
    """Where a wrong total stands in its scalar, without quotes."""
    if scalar.key not in _TOTAL_KEYS or normalize("NFKC", scalar.value) != finding.found:
        return None
    start = source.find(scalar.value, scalar.start, scalar.end)
    return (start, start + len(scalar.value)) if start >= 0 else None


def _place(where: str, within: Span, text: str, span: Span) -> Span | None:
    """Where characters of the text as read stand within a source or a value, if only one place can be meant."""
    start, end = span
    expressions = [found.span() for found in _EXPRESSION.finditer(where, *within)]
    for width in _CONTEXTS:
        for left, right in ((width, width), (width, 0), (0, width)):
            before, after = text[max(0, start - left) : start], text[end : end + right]
            pattern = re.compile(rf"{_loose(before)}{_GAP}(?P<found>{_loose(text[start:end])}){_GAP}{_loose(after)}")
            if len(pattern.findall(text)) != 1:
                continue
            found = list(pattern.finditer(where, *within))
            if len(found) == 1:
                place = found[0].span("found")
                inside = any(low < place[1] and place[0] < high for low, high in expressions)
                return None if inside else place
    return None


def _loose(text: str) -> str:
    """A pattern of a text in which lines may have been broken anywhere."""
    pieces = _GAP.join(_typed(char) for char in text if char not in _FOLDED)
    return f"{_GAP}{pieces}{_GAP}" if text[:1] in _FOLDED or text[-1:] in _FOLDED else pieces


def _typed(char: str) -> str:
    """A pattern of a character as it may be typed: one that is not seen also by its code, as in quotes."""
    return re.escape(char) if char.isprintable() else rf"(?:{re.escape(char)}|\\u{ord(char):04X})"


def kept_of(source: str, scalars: Sequence[Scalar], edits: list[Edit]) -> list[Edit]:
    """The edits after which the file says the same but for them; all together if that holds, else each alone."""
    if _says_the_same(source, scalars, edits):
        return edits
    good: list[Edit] = []
    for edit in edits:
        if _says_the_same(source, scalars, [*good, edit]):
            good.append(edit)
    return good


def _says_the_same(source: str, scalars: Sequence[Scalar], edits: Sequence[Edit]) -> bool:
    """Whether the file with the edits has the same keys and values but for just those characters."""
    after = scalars_of(applied(source, edits))
    if [one.key for one in after] != [one.key for one in scalars]:
        return False
    return all(_expected(old, edits) == new.value for old, new in zip(scalars, after, strict=True))


def _expected(scalar: Scalar, edits: Sequence[Edit]) -> str:
    """The value of a scalar after the edits."""
    value = scalar.value
    inside = [edit for edit in edits if scalar.start <= edit.start and edit.end <= scalar.end]
    for edit in sorted(inside, key=lambda one: -one.start):
        start, end = edit.within
        value = value[:start] + edit.text + value[end:]
    return value


def applied(source: str, edits: Iterable[Edit]) -> str:
    """A source with its edits."""
    for edit in sorted(edits, key=lambda one: -one.start):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source
