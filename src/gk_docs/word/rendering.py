"""What one render has used and met so far."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gk_docs.errors import TemplateError

if TYPE_CHECKING:
    from gk_docs.word.attach import Attachments

BUDGET = 64 * 1024 * 1024
MAX_NUMBER_BITS = 10_000
MAX_WIDTH = 10_000


@dataclass(slots=True)
class Rendering:
    """The state of one render of one template; never shared between renders.

    Attributes:
        attachments: New pictures, links and sub-documents of the package.
        left: How many characters and loop rounds the template may still use.
        reparse: Whether the part that is being rendered must go through docxtpl's own parse.
        namespaces: The opening of an element that declares the prefixes of the part.
        references: Ids of the relations that the part has in the template.
        styles: Ids of the styles of the template.
        lists: What iterators gave, by the id of each.
    """

    attachments: Attachments
    left: int = BUDGET
    reparse: bool = False
    namespaces: str = "<x>"
    references: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    lists: dict[int, tuple[object, list[Any]]] = field(default_factory=dict)


CURRENT: ContextVar[Rendering | None] = ContextVar("rendering", default=None)


def spend(amount: int) -> None:
    """Count characters or loop rounds against the budget of the render.

    Raises:
        TemplateError: If the template has used up its budget.
    """
    rendering = CURRENT.get()
    if amount > BUDGET:
        raise TemplateError("模板产生的内容过大", mend="请检查模板中的循环和重复")
    if rendering is not None:
        rendering.left -= amount
        if rendering.left < 0:
            raise TemplateError("模板产生的内容过大", mend="请检查模板中的循环和重复")
