"""Rebuild a report from a file that gk-docs wrote, with notes of what somebody changed in it since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gk_docs.document.carried import Carried
from gk_docs.document.restored.figures import FiguresShown
from gk_docs.document.restored.items import aligned, as_printed, as_written, slots_of
from gk_docs.document.restored.text import TextShown
from gk_docs.errors import InvalidReport
from gk_docs.form.editions import FORMS
from gk_docs.form.messages import validated
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of, plant
from gk_docs.form.parts import Narrative
from gk_docs.form.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gk_docs.document.restored.items import Aligned, Item
    from gk_docs.files.source import FileFacts
    from gk_docs.form.model import Model


LOST = Note(
    "GK107",
    "",
    "这是本软件写出的文件，但所带的信息已损坏或与正文合不上，机关层级和类型、公开日期、已说明事项等没有读入",
)
"""The note on a file of ours whose hidden data are damaged, which is then read like any other."""


def read_back(xml: bytes, items_of: Callable[[type[Model]], Sequence[Item]], facts: FileFacts) -> Reading | Note | None:
    """Rebuild the report of one of our files.

    Args:
        xml: The hidden data of the file.
        items_of: Returns the items of the body, given the form.
        facts: What is known of the file besides its text (name, format, authors).

    Returns:
        None if the file is a template; the note GK107 if the hidden data are damaged or do not fit the pages.

    Raises:
        UnreadableFile: If a newer version of this library wrote it.
    """
    try:
        carried = Carried.parse(xml)
        return _restored(carried, items_of, facts) if carried.hidden else None
    except (ValueError, LookupError, TypeError, InvalidReport):
        return LOST


def with_notes(reading: Reading | Note | None, notes: Iterable[Note]) -> Reading | Note | None:
    """Add notes to a reading; return a note or None as it is."""
    if not isinstance(reading, Reading):
        return reading
    form = type(reading.report)
    return replace(reading, findings=(*reading.findings, *(note.finding(form) for note in notes)))


def _restored(carried: Carried, items_of: Callable[[type[Model]], Sequence[Item]], facts: FileFacts) -> Reading:
    """Combine what the pages show now with the hidden data; every change becomes a note.

    Raises:
        ValueError, LookupError, TypeError: If the hidden data do not fit the pages.
        InvalidReport: If the report would not fit the form.
    """
    form, hidden = FORMS[carried.edition], carried.hidden
    later = {int(number): past for number, past in hidden.get("later", {}).items()}
    slots = slots_of(carried)
    found = aligned(items_of(form), as_printed(slots, later))
    figures = FiguresShown(form, carried.figures, hidden["printed"].get("words", {}))
    text = TextShown(carried)
    pairs = [*as_written(found.pairs, slots, later)]
    for pair in pairs:
        if pair.slot is not None and pair.slot.role == "table":
            figures.take(pair.slot.section, pair.item)
        text.take(pair)
    added = (pair.item for pair in pairs if pair.slot is None and pair.item is not None)
    figures.leave(item for item in added if item.kind in outline_of(form).section_names)
    tree = _tree(carried, text, figures, found.title)
    notes = [*figures.notes, *text.notes, *_head_notes(carried, found)]
    report = validated(form, tree)
    findings = tuple(dict.fromkeys(note.finding(form) for note in notes))
    return Reading(report, findings, "ours", facts, sections=tuple(text.sections))


def _tree(carried: Carried, text: TextShown, figures: FiguresShown, title: tuple[str, ...]) -> dict[str, Any]:
    """Return the report as nested dicts for the form to validate."""
    form, hidden = FORMS[carried.edition], carried.hidden
    tree: dict[str, Any] = {
        name: hidden[name] for name in ("agency", "year", "published", "accepted") if name in hidden
    }
    tree["title"] = hidden["title"] if "title" in hidden else "".join(title) if title else None
    preamble = text.prose("preamble", "body")
    tree["preamble"] = None if hidden["blocks"]["preamble"] is None and not len(preamble) else preamble
    for section in outline_of(form).sections:
        if issubclass(section.kind, Narrative):
            tree[section.name] = {"parts": text.parts(section.name)}
        else:
            tree[section.name] = {role: text.prose(section.name, role) for role in ("before", "after")}
    tree["other_matters"]["fee"] = hidden["fee"]
    plant(tree, figures.values, figures.values)
    stated = hidden["printed"]
    tree["printed"] = {
        "title": title if stated.get("title") else (),
        "order": tuple(stated.get("order", ())),
        "headings": dict(_headings(form, stated.get("headings", {}), text)),
        "words": figures.words,
    }
    return tree


def _headings(form: type[Model], stated: dict[str, str | None], text: TextShown) -> Iterator[tuple[str, str]]:
    for section in outline_of(form).sections:
        shown = text.sections.get(section.name, "")
        if section.name in stated or shown != section.title:
            yield section.name, " ".join(shown.splitlines())


def _head_notes(carried: Carried, found: Aligned) -> Iterator[Note]:
    lines = carried.hidden["printed"].get("title")
    if lines and lines != len(found.title):
        yield Note("GK106", "title", "标题在写出后改动过", "".join(found.title))
    above = "".join(item.text or "（图片）" * bool(item.data) for item in found.above).strip()
    if above:
        yield Note("GK106", "title", f"标题上方的内容不是年报的，没有读入：“{short(above)}”", above)
