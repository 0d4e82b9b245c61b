"""A claim: what a sentence says about figures of the form, or about the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says about figures of the form, or about the year.

    Attributes:
        wording: The sentence.
        subject: What it is about: a key of `subjects.py`, `none`, `all_…` or `year`.
        number: The number; None for a claim about none, all or the year.
        readings: Groups of figure paths; the number must equal the sum of one of the groups.
        span: Characters of the number or of the words, in the passage.
    """

    wording: Wording
    subject: str
    number: Quantity | None
    readings: tuple[Group, ...]
    span: tuple[int, int]

    @property
    def passage(self) -> Passage:
        """The passage that makes the claim."""
        return self.wording.passage

    @property
    def sentence(self) -> Stretch:
        """The sentence that makes the claim."""
        return self.wording.sentence

    @property
    def quantity(self) -> Quantity:
        """The number, for a claim that has one."""
        assert self.number is not None  # noqa: S101 - callers ask only claims of numbers
        return self.number
