"""Hypothesis strategies for whole reports of both editions, with any figures, difficult text and every kind of block.

`reports()` gives any valid report, `texts()` and `lines()` any text that a report can hold.
"""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gk_docs.chinese.text import illegal
from gk_docs.form.agency import Agency, Contact
from gk_docs.form.editions import FORMS
from gk_docs.form.narrative import OtherMatters, ProcessingFee
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose
from gk_docs.form.report import Acceptance, Printed, Report
from gk_docs.form.table import FormTable, Total, mark_of, table_of, unit_of
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

SNIPPETS = (
    *(
        "{{ requests.received.total }}",
        "{{",
        "}}",
        "{%",
        "{#",
        "{{ '",
        "{{{%",
        "{",
        "甲 & 乙 < 丙 > 丁",
        "]]>",
        "&amp;",
    ),
    *("null", "~", "yes", "no", "010000", "1e3", "2024-01-15", "12:30:45", ".inf", "0x1F", "1_000", "=", "<<"),
    *(
        ": ",
        "：",
        "#",
        " #",
        "- ",
        "? ",
        "| ",
        "> ",
        "*a",
        "&a",
        "!t",
        "%",
        "@",
        "`",
        "---",
        "...",
        "'",
        '"',
        "\\",
        ",",
    ),
    *(" ", "\u3000", "\t", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\x7f", "\x9f", "\xa0", "\xad", "\u0301"),
    *(
        "𣲗",
        "😀",
        "👩\u200d👧",
        "〇",
        "（一）主动公开",
        "一、",
        "1.",
        "（1）",
        "①",
        "注：",
        "。",
        "二、主动公开政府信息情况",
    ),
    *("[", "]", "{}", "data:", "其余", "全部: 0", "\U0010ffff", "\ufdd0", "\u202e", "ﬁ", "開"),
)
"""Pieces of text that a format, a template or a reader could take for something else than text."""

BREAKS = "\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"

EXAMPLES = int(os.environ.get("GK_DOCS_EXAMPLES", "12"))
"""Largest number of examples in a test; many use only 20 to 250. CI writes and reads 300 reports, `--all` 1,000."""

STEP = max(1, 140 // EXAMPLES)
"""The step with which a test goes through a long series: 1 in CI, 11 by default, which reaches every last digit."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""A picture of one pixel."""


def texts(*, most: int = 6) -> st.SearchStrategy[str]:
    """Any text that a report can hold, also of several lines."""
    characters = st.characters(exclude_categories=["Cs"]).filter(lambda char: not any(illegal(char)))
    pieces = st.one_of(st.sampled_from(SNIPPETS), st.text(characters, max_size=4), st.sampled_from("公开信息件\n"))
    return st.lists(pieces, max_size=most).map("".join)


def lines(*, most: int = 4) -> st.SearchStrategy[str]:
    """Any text on one line."""
    return texts(most=most).map(lambda text: "".join(char for char in text if char not in BREAKS))


def names() -> st.SearchStrategy[str]:
    """Text on one line that is not blank."""
    return st.one_of(st.just("甲镇人民政府"), lines().filter(lambda text: bool(text.strip())))


# Three digits fewer than a figure may have, so that sums of these do not have too many.
COUNTS = st.one_of(st.none(), st.just(0), st.integers(0, 99), st.integers(0, 10**15 - 1))
MONEY = st.one_of(st.none(), st.just(Decimal(0)), st.decimals(0, 10**12 - 1, places=6), st.decimals(0, 10**6, places=2))
CHANGES = st.one_of(st.none(), st.integers(-99, 99), st.integers(1 - 10**18, 10**18 - 1))


def _figure(info: FieldInfo, name: str) -> st.SearchStrategy[Any]:
    if name == "change":
        return CHANGES
    return MONEY if unit_of(info) in ("元", "万元") else COUNTS


@cache
def tables(table: type[FormTable]) -> st.SearchStrategy[FormTable]:
    """A table, a group or a row with any figures; totals are computed, stated or blank."""
    needed: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in table.model_fields.items():
        inner = table_of(info)
        wanted = optional if mark_of(info, Total) else needed
        if inner:
            wanted[name] = tables(inner)
        elif unit_of(info):
            wanted[name] = _figure(info, name)
        else:
            optional[name] = proses()
    blank = st.just(table())
    zeros = st.just(table.zeros())
    return st.one_of(blank, zeros, st.fixed_dictionaries(needed, optional=optional).map(lambda values: table(**values)))


BLOCKS = st.one_of(
    st.builds(Paragraph, text=texts()),
    st.builds(Heading, level=st.integers(1, 4), text=lines()),
    st.builds(Picture, data=st.just(PNG), caption=texts(most=3)),
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(texts(most=2), min_size=width, max_size=width), min_size=1, max_size=3).map(
            lambda rows: PlainTable(rows=tuple(tuple(row) for row in rows))
        )
    ),
    st.lists(st.tuples(texts(most=1), *[st.integers(0, 10**6).map(str) | st.just("空白")] * 2), max_size=3).map(
        lambda rows: PlainTable(rows=(("项目", "2023年", "2024年"), *rows)).drawn()
    ),
)


def proses() -> st.SearchStrategy[Prose]:
    """Prose of a few blocks, or made from text as an author types it."""
    return st.one_of(texts().map(Prose), st.lists(BLOCKS, max_size=3).map(Prose))


def narratives(model: type[Narrative]) -> st.SearchStrategy[Narrative]:
    """A narrative section, made from its named parts or from any list of parts."""
    known = list(model.named_parts())
    parts = st.lists(
        st.builds(
            Part,
            name=st.one_of(st.none(), st.sampled_from(known), lines(most=1)),
            heading=st.one_of(st.none(), lines()),
            run_in=st.booleans(),
            body=proses(),
        ),
        max_size=3,
    )
    named = st.fixed_dictionaries({}, optional={name: proses() for name in known})
    fees: dict[str, Any] = {"fee": tables(ProcessingFee)} if model is OtherMatters else {}
    values = st.one_of(named, st.fixed_dictionaries({"parts": parts}))
    return st.builds(lambda texts, fee: model(**texts, **fee), values, st.fixed_dictionaries({}, optional=fees))


def _agencies() -> st.SearchStrategy[Agency]:
    text = st.one_of(st.none(), lines(most=2))
    contacts = st.builds(Contact, **dict.fromkeys(Contact.model_fields, text))
    return st.builds(
        Agency,
        name=names(),
        short_name=text,
        level=st.one_of(st.none(), st.sampled_from(list(words_of(Agency.model_fields["level"])))),
        type=st.one_of(st.none(), st.sampled_from(list(words_of(Agency.model_fields["type"])))),
        region=text,
        contact=contacts,
    )


def _printed(form: type[Report]) -> st.SearchStrategy[Printed]:
    return st.builds(
        Printed,
        title=st.lists(lines(), max_size=2).map(tuple),
        headings=st.dictionaries(st.sampled_from(outline_of(form).section_names), lines(), max_size=2),
        order=st.one_of(st.just(()), st.permutations(outline_of(form).section_names).map(tuple)),
        words=st.dictionaries(st.sampled_from(list(outline_of(form).figures)), texts(most=2), max_size=2),
    )


@st.composite
def reports(draw: st.DrawFn, form: type[Report] | None = None) -> Any:
    """Any valid report of an edition; without one, of either edition."""
    edition = form or draw(st.sampled_from(list(FORMS.values())))
    return edition(**draw(_values(edition)))


@cache
def _values(form: type[Report]) -> st.SearchStrategy[dict[str, Any]]:
    sections = {name: _section(form.model_fields[name]) for name in outline_of(form).section_names}
    acceptance = st.builds(Acceptance, code=names(), path=lines(), reason=texts().filter(bool))
    head = {
        "title": st.one_of(st.none(), lines()),
        "preamble": st.one_of(st.none(), proses()),
        "published": st.one_of(st.none(), st.dates(date.min, date.max)),
        "accepted": st.lists(acceptance, max_size=2).map(tuple),
        "printed": _printed(form),
    }
    needed = {"agency": _agencies(), "year": st.integers(2019, 9999)}
    return st.fixed_dictionaries(needed, optional={**sections, **head})


def _section(info: FieldInfo) -> st.SearchStrategy[Any]:
    table = table_of(info)
    return tables(table) if table else narratives(info.annotation)  # type: ignore[arg-type]  # the other sections
