"""Whatever a carried part becomes, the file is read: whole, or as published with the note that says so."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.document.reports import town
from tests.strategies import EXAMPLES
from tests.word.conftest import entries

from gk_docs.document.carried import ENTRY, Carried
from gk_docs.formats import read, render

DATA = render(town().replace(agency=town().agency.replace(level="township"), published="2024-01-15"), "docx")
PART = entries(DATA)[ENTRY]
HIDDEN = Carried.parse(PART).hidden
ODD = st.one_of(
    st.sampled_from([None, True, -1, 10**30, 0.5, "", "x", "甲", [], [[]], {}, {"name": 3}, [None] * 3, "ppppp", 1999]),
    st.recursive(st.text(max_size=2), lambda inner: st.lists(inner, max_size=2), max_leaves=4),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in the tree."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, inner in pairs for deeper in places(inner, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The tree with another value at a path."""
    if not path:
        return new
    inner = put(value[path[0]], path[1:], new)
    if isinstance(value, dict):
        return {**value, path[0]: inner}
    return [*value[: path[0]], inner, *value[path[0] + 1 :]]


def with_part(xml: bytes) -> bytes:
    """The file with another carried part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == ENTRY else old.read(name))
    return target.getvalue()


def assert_read(xml: bytes) -> None:
    reading = read(with_part(xml), name="甲.docx")
    assert reading.report.figure("active_disclosure.licences") == town().active_disclosure.licences
    assert reading.origin == "ours" or reading.findings[0].code == "GK107"


@settings(max_examples=min(60, EXAMPLES), deadline=None)
@given(st.sampled_from(places(HIDDEN)), ODD)
def test_a_value_of_another_type_anywhere_in_it_stops_nothing(path: tuple[Any, ...], odd: Any) -> None:
    hidden = escape(json.dumps(put(HIDDEN, path, odd), ensure_ascii=False))
    start, end = PART.index(b"<hidden>") + 8, PART.index(b"</hidden>")
    if hidden != "{}":  # what a template carries
        assert_read(PART[:start] + hidden.encode() + PART[end:])


@settings(max_examples=min(40, EXAMPLES), deadline=None)
@given(st.integers(0, len(PART) - 1), st.integers(0, 255), st.integers(0, 60))
def test_damaged_bytes_anywhere_in_it_stop_nothing(at: int, byte: int, length: int) -> None:
    damaged = PART[:at] + bytes([byte]) + PART[at + length :]
    if b"urn:gk-docs:report" in damaged and b'version="1"' in damaged:
        assert_read(damaged)
