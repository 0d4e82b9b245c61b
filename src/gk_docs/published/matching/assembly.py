"""Put a report together from what was read: a mapping by field names, with every cell of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.form.identity import NO_NAME
from gk_docs.form.outline import outline_of, plant
from gk_docs.form.parts import Narrative
from gk_docs.form.report import Printed
from gk_docs.published.matching.sections import Chapter, Gathered, Text
from gk_docs.published.matching.text.headings import on_one_line
from gk_docs.published.matching.text.narrative import narrative_of, prose_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.placing.placing import Figures
    from gk_docs.published.matching.text.head import Head


def assembled(
    form: type[Model], head: Head, found: Gathered, figures: Figures, sections: Sequence[Chapter]
) -> dict[str, Any]:
    """The mapping for `form` to validate. A blank cell is None, not omitted, so that no total is computed."""
    preamble = prose_of(head.preamble)
    tree: dict[str, Any] = {
        "agency": {"name": head.agency or NO_NAME, "contact": head.contact},
        "year": head.year,
        "title": "".join(head.titles) or None,
        "preamble": preamble if len(preamble) else None,
        "published": head.published,
        "printed": printed(form, head, figures, sections),
    }
    for section in outline_of(form).sections:
        text = found.texts.get(section.name, Text())
        if issubclass(section.kind, Narrative):
            tree[section.name] = narrative_of(section.kind, [*text.before, *text.after])
        else:
            tree[section.name] = {"before": prose_of(text.before), "after": prose_of(text.after)}
    plant(tree, outline_of(form).figures, figures.values)
    return tree


def _breaks_before_the_year(head: Head) -> bool:
    """Whether the title has one line, or two with the body's name first, as our own have; neither needs a note."""
    return len(head.titles) < 2 or (len(head.titles) == 2 and head.titles[0] == head.agency)  # noqa: PLR2004 - two lines


def printed(form: type[Model], head: Head, figures: Figures, sections: Sequence[Chapter]) -> Printed:
    """What the file prints differently from the form: title lines, section titles, their order, words in cells."""
    titles = {section.name: section.title for section in outline_of(form).sections}
    headings = {section.name: on_one_line(section.title) for section in sections}
    order = tuple(section.name for section in sections)
    return Printed(
        title=() if _breaks_before_the_year(head) else head.titles,
        headings={name: heading for name, heading in headings.items() if heading != titles[name]},
        order=() if order == tuple(name for name in titles if name in order) else order,
        words=figures.words,
    )
