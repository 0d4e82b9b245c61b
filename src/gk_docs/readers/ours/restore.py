"""A file that gk-docs wrote, read back whole, and what somebody changed in it since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gk_docs.errors import InvalidReport
from gk_docs.form.carried import NAMESPACE, Carried
from gk_docs.form.editions import FORMS
from gk_docs.form.messages import validated
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.reading import Reading
from gk_docs.readers.matching.assembly import plant
from gk_docs.readers.notes import Note, short
from gk_docs.readers.ours.align import aligned
from gk_docs.readers.ours.figures import Figures
from gk_docs.readers.ours.slots import slots_of
from gk_docs.readers.ours.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.form.reading import FileFacts
    from gk_docs.readers.ours.align import Aligned
    from gk_docs.readers.ours.items import Item

_LOST = "这是本软件写出的文件，但所带的信息已损坏或与正文合不上，机关层级和类型、公开日期、已说明事项等没有读入"


def read_back(
    xml: bytes,
    items_of: Callable[[type[Model]], Sequence[Item]],
    facts: FileFacts,
    otherwise: Callable[[], Reading],
) -> Reading:
    """A file that may be ours, read back whole; else as any other.

    Args:
        xml: What stands where ours carry what no page shows; b"" where nothing does.
        items_of: Gives the body of the file, for the form that it is of.
        facts: What the file says of itself.
        otherwise: Reads the file as any other: one that carries nothing, a template, and with a note (GK107) one whose
            carried part is damaged or does not fit its pages.

    Raises:
        UnreadableFile: If it is of a version that this library does not know.
        GkError: As `otherwise` raises.
    """
    if NAMESPACE.encode() not in xml:
        return otherwise()
    try:
        carried = Carried.parse(xml)
        whole = _restored(carried, items_of, facts) if carried.hidden else None
    except (ValueError, LookupError, TypeError, InvalidReport):
        return without_carried(otherwise())
    return whole or otherwise()


def without_carried(reading: Reading) -> Reading:
    """A file of ours that had to be read as any other, with the note that says what is therefore not known."""
    note = Note("GK107", "", _LOST).finding(type(reading.report))
    return replace(reading, findings=(note, *reading.findings))


def _restored(carried: Carried, items_of: Callable[[type[Model]], Sequence[Item]], facts: FileFacts) -> Reading:
    """The report as the pages show it now, with what they do not show; a note for every change.

    Raises:
        ValueError, LookupError, TypeError: If the carried part does not fit the pages.
        InvalidReport: If the report would not fit the form.
    """
    form, hidden = FORMS[carried.edition], carried.hidden
    found = aligned(items_of(form), slots_of(carried))
    figures = Figures(form, carried.figures, hidden["printed"].get("words", {}))
    text = Text(carried)
    for pair in found.pairs:
        if pair.slot is not None and pair.slot.role == "table":
            figures.take(pair.slot.section, pair.item)
        text.take(pair)
    tree = _tree(form, carried, text, figures, found.title)
    notes = [*figures.notes, *text.notes, *_head_notes(carried, found)]
    report = validated(form, tree)
    findings = tuple(dict.fromkeys(note.finding(form) for note in notes))
    return Reading(report, findings, "ours", facts, sections=tuple(text.sections))


def _tree(form: type[Model], carried: Carried, text: Text, figures: Figures, title: tuple[str, ...]) -> dict[str, Any]:
    hidden = carried.hidden
    tree: dict[str, Any] = {
        name: hidden[name] for name in ("agency", "year", "published", "accepted") if name in hidden
    }
    tree["title"] = hidden["title"] if "title" in hidden else "".join(title) if title else None
    preamble = text.prose("preamble", "body")
    tree["preamble"] = None if hidden["blocks"]["preamble"] is None and not len(preamble) else preamble
    for section in outline_of(form).sections:
        kind = form.model_fields[section.name].annotation
        if isinstance(kind, type) and issubclass(kind, Narrative):
            tree[section.name] = {"parts": text.parts(section.name)}
        else:
            tree[section.name] = {role: text.prose(section.name, role) for role in ("before", "after")}
    tree["other_matters"]["fee"] = hidden["fee"]
    plant(tree, figures.values, figures.values)
    tree["printed"] = _printed(form, carried, text, figures, title)
    return tree


def _printed(
    form: type[Model], carried: Carried, text: Text, figures: Figures, title: tuple[str, ...]
) -> dict[str, Any]:
    stated = carried.hidden["printed"]
    return {
        "title": title if stated.get("title") else (),
        "order": tuple(stated.get("order", ())),
        "headings": dict(_headings(form, stated.get("headings", {}), text)),
        "words": figures.words,
    }


def _headings(form: type[Model], stated: dict[str, str | None], text: Text) -> Iterator[tuple[str, str]]:
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
