"""What stands at the head of a report, and beside its figures and its text: body, year, title, acceptances, print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gk_docs.batch.comparison.aligning import replaced
from gk_docs.form.agency import facts_of
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.values import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.report import Report

_PLAIN = ("year", "edition", "title", "published")


@dataclass(frozen=True, slots=True)
class HeadChange:
    """One fact of a report that changed, outside its figures and its text.

    Attributes:
        path: Its field path (`agency.contact.phone`).
        words: The same in the form's own words (机关 · 联系方式 · 电话).
        old: What the old report says, as text; None where it says nothing.
        new: What the new one says.
    """

    path: str
    words: str
    old: str | None
    new: str | None


def head_changes(old: Report, new: Report) -> tuple[HeadChange, ...]:
    """Every fact that is not the same, in the order of the form."""
    form = type(new)
    facts = [*_facts(old, new), *_printed(old, new)]
    plain = [HeadChange(path, words_at(form, path), _text(a), _text(b)) for path, a, b in facts if a != b]
    return (*plain, *_headings(old, new), *_accepted(old, new))


def _facts(old: Report, new: Report) -> Iterator[tuple[str, Any, Any]]:
    for (path, field, before), (_, _, after) in zip(facts_of(old.agency), facts_of(new.agency), strict=True):
        yield path, in_words(field, before), in_words(field, after)
    for name in _PLAIN:
        yield name, getattr(old, name), getattr(new, name)
    if not old.preamble and not new.preamble:
        yield "preamble", old.preamble, new.preamble


def _printed(old: Report, new: Report) -> Iterator[tuple[str, Any, Any]]:
    yield "printed.title", old.printed.title, new.printed.title
    yield "printed.order", _order(old), _order(new)


def _headings(old: Report, new: Report) -> Iterator[HeadChange]:
    """Titles of sections that are printed otherwise; what the two forms print otherwise does not count."""
    for name in outline_of(type(new)).section_names:
        titles = [one.printed.headings.get(name) for one in (old, new)]
        if titles[0] != titles[1]:
            before, after = (
                title or outline_of(type(one)).section(name).title
                for one, title in zip((old, new), titles, strict=True)
            )
            path = f"printed.headings.{name}"
            words = words_at(type(new), "printed.headings")
            yield HeadChange(path, SEPARATOR.join((words, words_at(type(new), name))), before, after)


def _order(report: Report) -> tuple[str, ...]:
    return tuple(words_at(type(report), name) for name in report.printed.order)


def _text(value: Any) -> str | None:
    if value is None or value == ():
        return None
    return "；".join(value) if isinstance(value, tuple) else str(value)


def _accepted(old: Report, new: Report) -> Iterator[HeadChange]:
    for i, j in replaced(old.accepted, new.accepted):
        path = f"accepted.{i if j is None else j}"
        yield HeadChange(path, words_at(type(new), path), _acceptance(old, i), _acceptance(new, j))


def _acceptance(report: Report, number: int | None) -> str | None:
    if number is None:
        return None
    accepted = report.accepted[number]
    where = words_at(type(report), accepted.path)
    return f"{SEPARATOR.join(filter(None, (accepted.code, where)))}：{accepted.reason}"
