"""The zip file around a document: what goes in comes out, and nothing of the machine with it."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from gk_docs.word.package import Base, ZipEntry, unpack

NAMES = st.text("abc/_甲", min_size=1, max_size=8).map(lambda name: f"{name}.bin")


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6), st.dictionaries(NAMES, st.binary(max_size=50)))
def test_what_is_packed_is_what_zipfile_unpacks(static: dict[str, bytes], changing: dict[str, bytes]) -> None:
    kept = {name: content for name, content in static.items() if name not in changing}
    base = Base.of(ZipEntry.pack(name, content) for name, content in kept.items())
    data = base.with_entries(ZipEntry.pack(name, content, 3) for name, content in changing.items())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == kept | changing


@given(st.dictionaries(st.sampled_from(["a.xml", "b.xml", "甲.xml"]), st.binary(max_size=99)))
def test_unpacking_gives_back_what_was_packed(entries: dict[str, bytes]) -> None:
    data = Base.of(ZipEntry.pack(name, content) for name, content in entries.items()).with_entries(())
    assert unpack(data) == entries
