"""Render one compiled part of a template: from a context to the bytes of the part."""

from __future__ import annotations

import marshal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from gk_docs.errors import TemplateError
from gk_docs.word.compiling.bounds import COMPARISONS, concat, hashable
from gk_docs.word.markup.finish import DECLARATION, MAX_TEXT, filled, parted, refuse_long_property
from gk_docs.word.markup.grids import fitted
from gk_docs.word.markup.layout import kept, laid_out
from gk_docs.word.printing.fields import OfClasses, declares
from gk_docs.word.printing.output import PRINTERS, WRITERS
from gk_docs.word.printing.rendering import Rendering, spend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Template

    from gk_docs.word.compiling.sandbox import Sandbox
    from gk_docs.word.plan import Generated, PartPlan

_AT_ONCE = 2048  # pieces between two checks of the budget


def _loaded(generated: Generated, environment: Sandbox) -> Template:
    """Load a generated module; it yields bytes, and text for the output of a macro, call or block."""
    code = marshal.loads(generated.code)  # noqa: S302 - ours
    names: dict[str, Any] = {"environment": environment, "__file__": code.co_filename}
    names |= {"gk_concat": concat, "gk_hashable": hashable}
    names |= {f"gk_{name}": function for name, function in COMPARISONS.items()}
    names |= PRINTERS | WRITERS
    names |= {f"declared_{name}": OfClasses(partial(declares, name=name)) for name in generated.attributes}
    names |= {f"layout_{number}": layout for number, layout in enumerate(generated.layouts)}
    exec(code, names)  # noqa: S102 - Jinja's own way to load; the code is ours
    return environment.template_class.from_module_dict(environment, names, dict(environment.globals))


class FinishedPart:
    """Finish the rendered text of a part: ids, links, lists, tables, line breaks.

    Args:
        plan: What is known of the part.
    """

    def __init__(self, plan: PartPlan) -> None:
        self.prepared = plan.prepared
        self._plan = plan
        self._head, self._tail = kept((DECLARATION + plan.prepared.head).encode()), kept(plan.prepared.tail.encode())
        self._is_changed = plan.repeats or plan.fillable or plan.fits_tables

    def begin(self, rendering: Rendering) -> None:
        """Set what the plan knows of this part on a render, before the part is rendered."""
        rendering.reparse = self._plan.always_reparses
        rendering.may_lead_out = self._plan.may_lead_out
        rendering.has_drawings, rendering.has_tables = self._plan.has_drawings, False
        rendering.has_links, rendering.has_lists = self._plan.has_links, self._plan.has_lists
        rendering.namespaces = self._plan.namespaces
        rendering.attachments.begin(self._plan.canvas)

    def finished(self, pieces: Iterable[bytes], rendering: Rendering) -> bytes:
        """Return the bytes of the part from the rendered pieces of its text."""
        names = rendering.has_drawings or rendering.has_links or rendering.has_lists
        if not (self._is_changed or names or rendering.reparse):
            data = laid_out(b"".join((self._head, *pieces, self._tail)))
            if self.prepared.kind == "properties":
                refuse_long_property(data.decode())
            return data
        joined = b"".join(pieces)
        text_is_read = rendering.has_links or rendering.reparse
        xml = (laid_out(joined) if text_is_read else joined).decode()
        if rendering.has_links:
            xml = rendering.attachments.linked(xml)
        if rendering.has_lists:
            xml = rendering.begun.numbered(xml)
        if self._plan.repeats or rendering.reparse:
            xml = rendering.ids.unique(xml)
        if rendering.has_drawings:
            xml = rendering.ids.numbered(xml, anew=self.prepared.kind == "body")
        if self._plan.fillable:
            xml = filled(xml)
        if rendering.reparse:
            from gk_docs.word.markup.reparse import through_docxtpl  # noqa: PLC0415 - heavy

            return through_docxtpl(self.prepared.head, xml, self.prepared.tail)
        if self._plan.fits_tables:
            xml = fitted(xml)
        data = xml.encode()
        return laid_out(b"".join((self._head, kept(data) if text_is_read else data, self._tail)))


class CompiledPart(FinishedPart):
    """A part ready to be rendered any number of times, by any number of threads.

    Args:
        plan: What is known of it.
        environment: Where its code runs.
    """

    def __init__(self, plan: PartPlan, environment: Sandbox) -> None:
        super().__init__(plan)
        self._template = _loaded(plan.generated, environment)

    def render(self, context: dict[str, Any], rendering: Rendering) -> bytes:
        """The bytes of the part.

        Raises:
            GkError: Naming the place in the template, whatever went wrong.
        """
        self.begin(rendering)
        template: Any = self._template
        try:
            pieces = _counted(template.root_render_func(template.new_context(context)))
            if rendering.has_tables:
                pieces = [parted(b"".join(pieces))]
            data = self.finished(pieces, rendering)
            if rendering.may_lead_out:
                self._refuse_outward(data)
        except Exception as error:
            from gk_docs.word.compiling.failures import located  # noqa: PLC0415 - only a failure needs it

            line_of = template.get_corresponding_lineno
            raise located(error, self.prepared, line_of, context, rendering) from error
        return data

    def _refuse_outward(self, data: bytes) -> None:
        from gk_docs.word.package.outward import outward_in  # noqa: PLC0415 - lxml, which text alone does not need

        if problems := outward_in(self.prepared.name, data, self._plan.links):
            raise TemplateError(problems)


def _counted(pieces: Iterator[bytes | str]) -> list[bytes]:
    """Collect the rendered pieces as bytes, counting their size against the budget as they come.

    Raises:
        TemplateError: If the budget is used up, or one text is longer than `MAX_TEXT` characters.
    """
    every: list[bytes] = []
    while chunk := [kept(one.encode()) if isinstance(one, str) else one for one in islice(pieces, _AT_ONCE)]:
        size = sum(map(len, chunk))
        spend(size)
        if size > MAX_TEXT and _longest_text(chunk) > MAX_TEXT:
            raise TemplateError("一段文字过长", mend=f"请控制在 {MAX_TEXT} 字以内")
        every += chunk
    return every


def _longest_text(pieces: Iterable[bytes]) -> int:
    """The length in characters of the longest text between tags of XML."""
    return max(len(text.decode()) for piece in pieces for text in piece.split(b"<"))
