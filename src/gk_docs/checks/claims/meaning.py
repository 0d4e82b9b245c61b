"""Find the cells that the words of a clause name together, in tables 3 and 4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.readings import part_of
from gk_docs.checks.claims.subjects import APPLICANTS, BLOCKS_OF, LOST, RESULTS, SOME_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import WordToken
    from gk_docs.form.report import Report

_JOINED: Final = re.compile("[fvi]*[/j][fv]*|f+")  # 企业和律所; 律师事务所等法律服务机构
_BROUGHT, _CARRIED, _ANSWERED = (
    ("requests.brought_forward",),
    ("requests.carried_forward",),
    ("requests.outcomes.total",),
)


class Meant(NamedTuple):
    """What words name, as far as they do; an empty group is not named.

    Attributes:
        rows: Rows of table 3: of an outcome, or of what is carried over.
        askers: Columns of table 3, of kinds of applicants.
        blocks: Blocks of table 4.
        results: Columns of table 4.
        asked: Whether they name applications.
        is_over: Whether the rows are of what is carried over.
    """

    rows: Group
    askers: Group
    blocks: Group
    results: Group
    asked: bool
    is_over: bool

    @property
    def is_empty(self) -> bool:
        """Whether they name nothing but perhaps applications."""
        return not (self.rows or self.askers or self.blocks or self.results)

    def within(self, topic: Meant) -> Meant:
        """What is meant if a topic was named before: in 企业申请中，没有不予公开的 the row is of businesses."""
        cases = bool(self.blocks or self.results)
        return self._replace(
            rows=self.rows or (topic.rows if self.askers else ()),
            askers=self.askers or (() if cases else topic.askers),
            blocks=self.blocks or (topic.blocks if self.results else ()),
            asked=self.asked or topic.asked,
        )


def meaning_of(form: type[Report], tokens: Sequence[WordToken]) -> Meant | None:
    """What some tokens of a clause name; None if two of their words cannot be meant together."""
    kinds = "".join(token.kind for token in tokens)
    said = {token.value for token in tokens if token.kind == "V"}
    if not said.isdisjoint(SOME_OF):
        return None
    groups: list[Group] = []
    ways: dict[str, Callable[[str], Group]] = {
        "O": lambda key: tuple(path.removesuffix(".total") for path in part_of(form, key)),
        "I": lambda key: APPLICANTS.get(key, ()),
        "Cx": lambda key: BLOCKS_OF.get(key, ()),
        "V": lambda key: RESULTS.get(key, ()),
    }
    for sort, way in ways.items():
        group = _named_together(tokens, kinds, sort, way)
        if group is None:
            return None
        groups.append(group)
    rows, askers, blocks, results = groups
    if LOST in said and blocks:
        blocks = BLOCKS_OF["litigation"]
    over = "K" in kinds or "U" in kinds
    if over and rows:
        return None
    if over:
        rows = _BROUGHT if "L" in kinds else _CARRIED
    return Meant(rows, askers, blocks, results, not {"A", "n", "R"}.isdisjoint(kinds), over)


def _named_together(tokens: Sequence[WordToken], kinds: str, sort: str, way: Callable[[str], Group]) -> Group | None:
    """What the words of a sort name: both if they are joined, the narrower if one is within the other, else None."""
    held: Group = ()
    last = -1
    for at, token in enumerate(tokens):
        if token.kind not in sort or not token.value:
            continue
        named = way(token.value)
        if not held:
            held = named
        elif set(named) >= set(held) or set(named) <= set(held):
            held = min(held, named, key=len)
        elif _JOINED.fullmatch(kinds, last + 1, at):
            held = tuple(dict.fromkeys((*held, *named)))
        else:
            return None
        last = at
    return held


def cells_of(meaning: Meant) -> Group:
    """The figures that are meant; () if the words do not say it for certain."""
    if meaning.blocks:
        columns = meaning.results or ("total",)
        mixed = meaning.rows or meaning.askers
        return () if mixed else tuple(f"review_litigation.{one}.{two}" for one in meaning.blocks for two in columns)
    if meaning.results:
        return ()
    rows = meaning.rows or ("requests.received",) if meaning.rows or meaning.asked else ()
    return tuple(f"{row}.{column}" for row in rows for column in meaning.askers or ("total",))
