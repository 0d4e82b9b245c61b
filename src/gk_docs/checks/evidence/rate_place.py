"""Say where a rate stands in the text, with the numbers before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.checks.claims.elsewhere import TALLIED

if TYPE_CHECKING:
    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity


class RatePlace(NamedTuple):
    """A rate in its sentence: the case, the wording, the index of the rate's token, and claims by passage and start."""

    case: Case
    wording: Wording
    at: int
    claims: dict[tuple[int, int], Claim]

    @property
    def rate(self) -> Quantity:
        """The rate."""
        return self.wording.number_at(self.at)

    @property
    def counts(self) -> list[int]:
        """Indices of the numbers before it, without those that count what the text has just named (两项合计)."""
        kinds = self.wording.kinds
        counts = [at for at in range(self.at) if kinds[at] in "#~$"]
        tallies = [at for at in counts if self.wording.number_at(at).unit in TALLIED]
        named = [
            at for at in tallies if kinds[at + 1] in "sz" or kinds[at - 1 : at] in tuple("OIVXWC")
        ]  # 公开、部分公开两类
        return [at for at in counts if at not in named]

    def claim(self, at: int) -> Claim | None:
        """The claim about the figures that the number at an index makes, or None."""
        return self.claims.get((id(self.wording.passage), self.wording.tokens[at].start))

    @property
    def span(self) -> tuple[int, int]:
        """The characters of the rate."""
        return self.rate.start, self.rate.end
