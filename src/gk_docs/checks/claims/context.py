"""A number of a sentence with its subject and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gk_docs.checks.claims.subjects import Family, Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity
    from gk_docs.form.report import Report


class Context(NamedTuple):
    """A number with its subject and what the text says before it.

    Attributes:
        report: The report.
        wording: The sentence.
        at: Index of the number's token.
        begin: Index of the first token that belongs to this number alone.
        key: Key of its subject.
        family: Family of its subject.
        words: Letters of the words that name the subject.
        clause: The letters of the clause before the number.
        near: Those letters of the clause that belong to the number alone.
        block: The blocks of table 4 that the text is about.
        blocks: All blocks that the paragraph has named so far.
        askers: The kinds of applicants named by the last sentence before in the paragraph that names any.
        action: What was done with documents (issued, repealed, in_force).
        row: The rows of table 3 that the previous number of the sentence adds up.
    """

    report: Report
    wording: Wording
    at: int
    begin: int
    key: str
    family: Family
    words: str
    clause: str
    near: str
    block: Group
    blocks: Group
    askers: frozenset[str]
    action: str | None
    row: Group

    @property
    def number(self) -> Quantity:
        """The number."""
        number = self.wording.tokens[self.at].number
        assert number is not None  # noqa: S101 - a context is made for a number
        return number

    @property
    def on_request(self) -> bool:
        """Whether the passage is in the part on applications (依申请公开)."""
        return self.wording.passage.part == "on_request"
