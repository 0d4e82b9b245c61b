"""The notes of a reader on a file, such as text that it could not place: findings GK101 to GK112, made only here.

They are never a fault of the body that reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.chinese.identifiers import masked
from gk_docs.errors import excerpt
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.form.model import Model


class NoteKind(NamedTuple):
    """One kind of note: its name, and how grave it is."""

    name: str
    severity: Severity


RULES = {
    "GK101": NoteKind("unplaced-row", Severity.WARNING),
    "GK102": NoteKind("unreadable-cell", Severity.WARNING),
    "GK103": NoteKind("unplaced-text", Severity.WARNING),
    "GK104": NoteKind("missing-table", Severity.WARNING),
    "GK105": NoteKind("form-label-changed", Severity.INFO),
    "GK106": NoteKind("changed-since-written", Severity.INFO),
    "GK107": NoteKind("carried-part-lost", Severity.WARNING),
    "GK108": NoteKind("last-year-absent", Severity.INFO),
    "GK109": NoteKind("same-body-twice", Severity.WARNING),
    "GK110": NoteKind("figures-only", Severity.INFO),
    "GK111": NoteKind("placed-by-sums", Severity.INFO),
    "GK112": NoteKind("lines-run-on", Severity.WARNING),
}
"""Every kind of note by its code."""

_LONGEST = 120


class Note(NamedTuple):
    """A note of a reader, placed by field path while the edition of the form is not yet known.

    Attributes:
        code: A key of `RULES`.
        path: Field path of the place, "" for the report as a whole.
        message: The sentence, in Chinese.
        found: The words at the place, as printed.
        expected: What belongs there.
        severity: Its severity where it differs from the rule's own; else None.
    """

    code: str
    path: str
    message: str
    found: str | None = None
    expected: str | None = None
    severity: Severity | None = None

    def finding(self, form: type[Model]) -> Finding:
        """The note as a finding, its place in the words of `form`."""
        rule = RULES[self.code]
        return Finding(
            code=self.code,
            name=rule.name,
            severity=rule.severity if self.severity is None else self.severity,
            place=Place(self.path, words_at(form, self.path) or "全文"),
            message=masked(self.message),
            found=self.found and masked(self.found),
            expected=self.expected,
        )


def short(text: str) -> str:
    """A text on one line, cut to the length of a message."""
    return excerpt(masked(" ".join(text.split())), _LONGEST)


def not_read(lines: Iterable[str]) -> Iterator[Note]:
    """Yield the note that these lines are outside the report and were not read; none where they are blank."""
    if text := " ".join(filter(None, map(str.strip, lines))):
        yield Note("GK103", "", f"报告以外的文字没有读入：{short(text)}", found=text[:2000], severity=Severity.INFO)
