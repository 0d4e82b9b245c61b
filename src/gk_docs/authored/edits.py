"""Edit a YAML source in place: find the characters that a mend replaces, and check that nothing else changes.

A place counts only if it is the only one possible. It is looked for twice: in the source, where the edit is made, and
in the value that the source stands for, so that quotes, escapes and line breaks around it do no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from gk_docs import regex as re
from gk_docs.authored.located import Mapping, Node, Scalar, line_of
from gk_docs.authored.syntax import compose
from gk_docs.authored.words import PREVIOUS_KEYS
from gk_docs.chinese.labels import normalise
from gk_docs.errors import InvalidReport
from gk_docs.files.encoding import decode, encoded_like

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Mapping as Lines
    from pathlib import Path

    from gk_docs.finding import Finding

_CONTEXTS: Final = (0, 1, 2, 3, 4, 6, 12, 24, 48)  # characters on each side
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FOLDED: Final = " \t\r\n"  # what YAML folds; any other blank stands in the source as it does in the value
_GAP: Final = rf"[{_FOLDED}]*"
_TOTAL_KEYS = frozenset(("total", "总计", "（七）总计", "合计"))

Span = tuple[int, int]


class Typed(NamedTuple):
    """One value of a source as its author typed it, with the key before it.

    Attributes:
        key: The key that it stands under, "" in a list.
        value: The value.
        line: Line of its key, from 1; for an item of a list, the line of the item.
        list_line: For an item of a list, the line of the list's key; else the same as `line`.
    """

    key: str
    value: Scalar
    line: int
    list_line: int


class Edit(NamedTuple):
    """A change of a source: which characters are replaced, and by what.

    Attributes:
        start: Offset of the first character that is replaced.
        end: Offset after the last one.
        text: What replaces them.
        within: The offsets of the same characters in the value that the source of the scalar stands for.
    """

    start: int
    end: int
    text: str
    within: Span


def scalars_of(source: str) -> tuple[Typed, ...]:
    r"""Every value of a YAML source in order; empty if the source is broken.

    >>> [(one.key, one.value.text, one.line) for one in scalars_of("机关: 甲局\n年度: 2023\n")]
    [('机关', '甲局', 1), ('年度', '2023', 2)]
    """
    try:
        root, problems = compose(source)
    except InvalidReport:
        return ()
    return tuple(_below(root, "", 1, 1)) if root and not problems else ()


def _below(node: Node, key: str, line: int, list_line: int) -> Iterator[Typed]:
    if isinstance(node, Scalar):
        yield Typed(key, node, line, list_line)
    elif isinstance(node, Mapping):
        for name, value in node.entries:
            yield from _below(value, name.text, name.line, name.line)
    else:
        for item in node.items:
            yield from _below(item, "", item.line, line)


def edit_of(source: str, scalars: Iterable[Typed], text: str, finding: Finding, new: str) -> Edit | None:
    """The edit that writes a mend into the source, if its place is certain; else None.

    Args:
        source: The source.
        scalars: The values that were typed for the field of the finding.
        text: The text of the field as it was read, in which the span of the finding counts characters; "" for a cell.
        finding: The finding.
        new: The characters to write.
    """
    places = [place for one in scalars if (place := _edited(source, one, text, finding))]
    return Edit(*places[0][0], new, places[0][1]) if len(places) == 1 else None


def _edited(source: str, typed: Typed, text: str, finding: Finding) -> tuple[Span, Span] | None:
    """The spans of a finding's characters in the source, and in the value that the source stands for."""
    value, span = typed.value, finding.place.span
    found = _place(source, (value.start, value.end), text, span) if span else _total(source, typed, finding)
    whole = (0, len(value.text))
    within = _place(value.text, whole, text, span) if span else whole
    return (found, within) if found and within else None


def _total(source: str, typed: Typed, finding: Finding) -> Span | None:
    """The span of a wrong total in its scalar, without quotes; None if the value is not that total."""
    value = typed.value
    if typed.key not in _TOTAL_KEYS or normalize("NFKC", value.text) != finding.found:
        return None
    start = source.find(value.text, value.start, value.end)
    return (start, start + len(value.text)) if start >= 0 else None


def _place(where: str, within: Span, text: str, span: Span) -> Span | None:
    """Find characters of the text as read within a source or a value; None unless exactly one place is possible."""
    start, end = span
    expressions = [found.span() for found in _EXPRESSION.finditer(where, *within)]
    # Search with more and more of the text around the characters, until only one place is left.
    for width in _CONTEXTS:
        for left, right in ((width, width), (width, 0), (0, width)):
            before, after = text[max(0, start - left) : start], text[end : end + right]
            pattern = re.at_once(rf"{_loose(before)}{_GAP}(?P<found>{_loose(text[start:end])}){_GAP}{_loose(after)}")
            if len(pattern.findall(text)) != 1:
                continue
            found = list(pattern.finditer(where, *within))
            if len(found) == 1:
                place = found[0].span("found")
                inside = any(low < place[1] and place[0] < high for low, high in expressions)
                return None if inside else place
    return None


def _loose(text: str) -> str:
    """A pattern that matches a text with line breaks and blanks between any of its characters."""
    pieces = _GAP.join(_typed(char) for char in text if char not in _FOLDED)
    return f"{_GAP}{pieces}{_GAP}" if text[:1] in _FOLDED or text[-1:] in _FOLDED else pieces


def _typed(char: str) -> str:
    """A pattern of a character as it may be typed: an invisible one also as an escape, as within double quotes."""
    return re.escape(char) if char.isprintable() else rf"(?:{re.escape(char)}|\\u{ord(char):04X})"


class YamlSource:
    """An authored YAML file as a source that can be edited.

    Attributes:
        text: The text of the file.
    """

    def __init__(self, data: bytes, path: Path, lines: Lines[str, int], is_read: Callable[[bytes], bool]) -> None:
        """Parse the file and keep its text.

        Args:
            data: The content of the file.
            path: The file, for messages.
            lines: The line at which each field was typed, by path.
            is_read: Tells whether an edited file is still read as a report.
        """
        self.text, self._data, self._path, self._lines, self._is_read = decode(data), data, path, lines, is_read
        self._scalars = scalars_of(self.text)

    def at(self, path: str, _: str) -> list[Typed]:
        """The values that were typed for a field."""
        line = line_of(self._lines, path)
        return [scalar for scalar in self._scalars if line in (scalar.line, scalar.list_line)]

    def previous(self) -> Scalar | None:
        """The name of last year's file; None if the file names none."""
        return next((one.value for one in self._scalars if normalise(one.key) in PREVIOUS_KEYS), None)

    def holds(self, edits: Sequence[Edit]) -> bool:
        """Whether the edited file is read, and has the same keys and values apart from the characters replaced."""
        return _says_the_same(self.text, self._scalars, edits) and self._is_read(applied(self.text, edits).encode())

    def applied(self, edits: Iterable[Edit]) -> bytes:
        """The file with the edits, encoded as it was.

        Raises:
            WriteRefused: If bytes that nobody edited would change.
        """
        return encoded_like(self._data, self.text, applied(self.text, edits), self._path)


def moved_edit(source: str, previous: Scalar, name: str) -> Edit:
    """The edit that writes another name for last year's file."""
    start = source.index(previous.text, previous.start, previous.end)
    return Edit(start, start + len(previous.text), name, (0, len(previous.text)))


def kept_of(edits: list[Edit], holds: Callable[[list[Edit]], bool]) -> list[Edit]:
    """Choose the edits that change nothing else in the file: all together, else one after another.

    Args:
        edits: The edits.
        holds: Tells whether some edits change nothing else.
    """
    if not edits or holds(edits):
        return edits
    good: list[Edit] = []
    for edit in edits:
        if holds([*good, edit]):
            good.append(edit)
    return good


def _says_the_same(source: str, scalars: Sequence[Typed], edits: Sequence[Edit]) -> bool:
    """Whether the edited file has the same keys and values, apart from the characters that the edits replace."""
    after = scalars_of(applied(source, edits))
    expected = [(one.key, _expected(one.value, edits)) for one in scalars]
    return [(one.key, one.value.text) for one in after] == expected


def _expected(scalar: Scalar, edits: Sequence[Edit]) -> str:
    """The value of a scalar after the edits."""
    inside = [edit for edit in edits if scalar.start <= edit.start and edit.end <= scalar.end]
    return applied(scalar.text, (Edit(*edit.within, edit.text, edit.within) for edit in inside))


def applied(source: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a source or a value, from its end to its beginning."""
    for edit in sorted(edits, key=lambda one: -one.start):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source
