"""What one render has used and met so far.

Work is counted, not timed, so that the same template and data end in the same way on any machine; a clock is looked at
now and then as the last net.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from time import thread_time
from typing import TYPE_CHECKING, Any

from gk_docs.errors import TemplateError
from gk_docs.word.markup.finish import Identities
from gk_docs.word.markup.lists import Lists

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from gk_docs.word.plan import Prepared
    from gk_docs.word.printing.attach import Attachments

BUDGET = 64 * 1024 * 1024
"""Units of work that a render may use: one for a character made; see `bounds` for the rest."""

MAX_NUMBER_BITS = 10_000
MAX_WIDTH = 10_000
SECONDS = 60
"""Processor time that a render may use, far above what any honest one needs."""

_BETWEEN_LOOKS = 1024 * 1024


@dataclass(slots=True)
class Rendering:
    """The state of one render of one template; never shared between renders.

    Attributes:
        attachments: New pictures, links and sub-documents of the package.
        left: How many units of work the template may still use.
        look_at: How many are left when the clock is looked at next.
        until: When the clock of this thread says that it took too long; 0 until it is looked at first.
        reparse: Whether the part that is being rendered must go through docxtpl's own parse.
        may_lead_out: Whether prepared XML was printed that could lead out of the package.
        has_drawings: Whether drawings stand in it, which are numbered.
        has_links: Whether addresses of links stand in the part where their relations will.
        namespaces: The opening of an element that declares the prefixes of the part.
        styles: Ids of the styles of the template.
        sheet: Gives the styles themselves.
        has_lists: Whether lists begin in the part whose numbers are not known yet.
        begun: The lists that were begun.
        ids: The ids of what is drawn or marked.
        lists: What iterators gave, by the id of each.
        merged: The value that each `{% vm value %}` was last given, by its number.
        parts: The parts of the template that change with the context.
        functions: Names that the caller has added to those that every template may call.
    """

    attachments: Attachments
    left: int = BUDGET
    look_at: int = BUDGET - _BETWEEN_LOOKS
    until: float = 0
    reparse: bool = False
    may_lead_out: bool = False
    has_drawings: bool = False
    has_links: bool = False
    has_lists: bool = False
    namespaces: str = "<x>"
    styles: frozenset[str] = frozenset()
    sheet: Callable[[], Any] = dict
    begun: Lists = field(default_factory=Lists)
    ids: Identities = field(default_factory=Identities)
    lists: dict[int, tuple[object, list[Any]]] = field(default_factory=dict)
    merged: dict[int, object] = field(default_factory=dict)
    parts: Sequence[Prepared] = ()
    functions: AbstractSet[str] = frozenset()

    def look(self) -> None:
        """Look at what is left, and at the clock.

        Raises:
            TemplateError: If the budget or the time is used up.
        """
        if self.left < 0:
            raise too_large()
        self.until = self.until or thread_time() + SECONDS
        if thread_time() > self.until:
            raise TemplateError(f"模板算了 {SECONDS} 秒还没有完", mend="请检查模板中的循环和宏")
        self.look_at = max(self.left - _BETWEEN_LOOKS, 0)


CURRENT: ContextVar[Rendering | None] = ContextVar("rendering", default=None)


def spend(amount: int) -> None:
    """Count units of work against the budget of the render, before the work is done.

    Raises:
        TemplateError: If the template has used up its budget.
    """
    if amount > BUDGET:
        raise too_large()
    rendering = CURRENT.get()
    if rendering is not None:
        rendering.left -= amount
        if rendering.left < rendering.look_at:
            rendering.look()


def too_large() -> TemplateError:
    """What is raised when a template would make or do too much."""
    return TemplateError("模板产生的内容过大，或要做的运算过多", mend="请检查模板中的循环、宏和重复")
