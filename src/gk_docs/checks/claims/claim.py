"""A claim: what a sentence says of figures of the form, or of the year."""

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
    """What a sentence says of figures of the form.

    Attributes:
        wording: The sentence.
        subject: Key of what it is about.
        number: The number, or None where there is said to be none, or all.
        readings: Groups of figure paths; the number must equal the sum of one of them.
        span: Characters of the number, or of the words that say it.
    """

    wording: Wording
    subject: str
    number: Quantity | None
    readings: tuple[Group, ...]
    span: tuple[int, int]

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return self.wording.passage

    @property
    def sentence(self) -> Stretch:
        """The sentence around it."""
        return self.wording.sentence

    @property
    def quantity(self) -> Quantity:
        """The number of a claim that has one."""
        assert self.number is not None  # noqa: S101 - callers ask only claims of numbers
        return self.number
