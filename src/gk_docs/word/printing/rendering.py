"""The state of one render: the budget of work it has left, and what it has added to the document so far.

Work is counted rather than timed, so that the same template and data end in the same way on any machine. A clock is
checked now and then, as a last resort.
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
"""Units of work that a render may use: 1 for a character of new text; see `bounds` for the rest."""

MAX_NUMBER_BITS = 10_000
MAX_WIDTH = 10_000
SECONDS = 60
"""Seconds of processor time that a render may use, far above what an honest one needs."""

_BETWEEN_LOOKS = 1024 * 1024


@dataclass(slots=True)
class Rendering:
    """The state of one render of one template; never shared between renders.

    Attributes:
        attachments: New pictures, links and sub-documents of the package.
        left: How many units of work the template may still use.
        look_at: The clock is checked next when fewer units than this are left.
        until: The time on the thread's clock when the render has taken too long; 0 before the first check.
        reparse: Whether the current part must go through docxtpl's own layout and a parser.
        may_lead_out: Whether the current part must be checked for what leads out of the package.
        has_drawings: Whether the current part has drawings, whose ids must be made unique.
        has_tables: Whether tables were printed into the current part, marked so that they stay apart (`APART`).
        has_links: Whether the current part holds addresses of links that must become relations.
        namespaces: The start tag of an element `x` that declares the prefixes of the current part.
        styles: Ids of the styles of the template.
        sheet: Returns the template's `StyleSheet`.
        has_lists: Whether the current part holds placeholders of lists that must become list numbers.
        begun: The lists that this render has started.
        ids: The ids of drawings, shapes, bookmarks and the like.
        lists: The items of each iterator that was read, by the `id()` of the iterator.
        merged: The last loop and value of each `{% vm %}` tag, by the number of the tag.
        parts: The parts of the template that change with the context.
        functions: Names of the caller's globals.
    """

    attachments: Attachments
    left: int = BUDGET
    look_at: int = BUDGET - _BETWEEN_LOOKS
    until: float = 0
    reparse: bool = False
    may_lead_out: bool = False
    has_drawings: bool = False
    has_tables: bool = False
    has_links: bool = False
    has_lists: bool = False
    namespaces: str = "<x>"
    styles: frozenset[str] = frozenset()
    sheet: Callable[[], Any] = dict
    begun: Lists = field(default_factory=Lists)
    ids: Identities = field(default_factory=Identities)
    lists: dict[int, tuple[object, list[Any]]] = field(default_factory=dict)
    merged: dict[int, tuple[object, object]] = field(default_factory=dict)
    parts: Sequence[Prepared] = ()
    functions: AbstractSet[str] = frozenset()

    def look(self) -> None:
        """Check the budget and the clock.

        Raises:
            TemplateError: If the budget or the time is used up.
        """
        if self.left < 0:
            raise too_large()
        self.until = self.until or thread_time() + SECONDS
        if thread_time() > self.until:
            raise TemplateError(f"模板算了 {SECONDS} 秒还没有完", mend="请检查模板中的循环和宏")
        self.look_at = max(self.left - _BETWEEN_LOOKS, 0)


CURRENT: ContextVar[Rendering] = ContextVar("rendering")
"""The render that is under way; nothing of a template runs outside of one."""


def spend(amount: int) -> None:
    """Charge units of work to the budget of the current render, before the work is done.

    Raises:
        TemplateError: If the template has used up its budget.
    """
    if amount > BUDGET:
        raise too_large()
    rendering = CURRENT.get()
    rendering.left -= amount
    if rendering.left < rendering.look_at:
        rendering.look()


def too_large() -> TemplateError:
    """The error for a template that would make or do too much."""
    return TemplateError("模板产生的内容过大，或要做的运算过多", mend="请检查模板中的循环、宏和重复")
