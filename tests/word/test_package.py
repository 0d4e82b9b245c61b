"""The zip file around a document: what goes in comes out, and nothing of the machine with it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.word.conftest import p, template_bytes

from docx import Document
from gk_docs.word import Template
from gk_docs.word.package.archive import TYPES, Base, Opening, ZipEntry, packed, unpack
from gk_docs.word.package.opening import opened
from gk_docs.word.package.parts import PackageParts

NAMES = st.text("abc/_甲", min_size=1, max_size=8).map(lambda name: f"{name}.bin")


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6), st.dictionaries(NAMES, st.binary(max_size=50)))
def test_what_is_packed_is_what_zipfile_unpacks(static: dict[str, bytes], changing: dict[str, bytes]) -> None:
    kept = {name: content for name, content in static.items() if name not in changing}
    base = Base.of(ZipEntry.pack(name, content) for name, content in kept.items())
    data = base.with_entries(ZipEntry.pack(name, content, 3) for name, content in changing.items())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == kept | changing


@given(st.binary(max_size=300), st.integers(0, 9), st.binary(max_size=900), st.integers(0, 9))
def test_what_a_part_begins_with_is_deflated_once(begin: bytes, times: int, rest: bytes, stays: int) -> None:
    opening = Opening.of(begin * times)
    content = begin * stays + rest
    unpacked = unpack(Base.of([ZipEntry.pack("a.xml", content, 3, opening)]).with_entries(()))
    assert unpacked == {"a.xml": content}


@given(st.dictionaries(st.sampled_from(["a.xml", "b.xml", "甲.xml"]), st.binary(max_size=99)))
def test_unpacking_gives_back_what_was_packed(entries: dict[str, bytes]) -> None:
    data = Base.of(ZipEntry.pack(name, content) for name, content in entries.items()).with_entries(())
    assert unpack(data) == entries


def _more(data: bytes, name: str, relation: str) -> bytes:
    """A template with another part, to which the document is related twice."""
    entries = unpack(data)
    target = escape(posixpath.relpath(f"/{name}", "/word"))
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}"
    added = "".join(f'<Relationship Id="{one}" Type="{kind}" Target="{target}"/>' for one in ("x1", "x2"))
    defaults = b'<Default Extension="PNG" ContentType="image/png"/><Default Extension="ttf" ContentType="font/ttf"/>'
    relations, types = entries["word/_rels/document.xml.rels"], entries[TYPES]
    entries["word/_rels/document.xml.rels"] = relations.replace(b"</Rel", f"{added}</Rel".encode())
    entries[TYPES] = types.replace(b"<Default", defaults + b"<Default", 1)
    return packed({**entries, name: b"abc", "word/unrelated.xml": b"<x/>"})


@pytest.mark.parametrize(
    ("name", "relation"), [("word/media/a.PNG", "image"), ("word/fonts/a.ttf", "font"), ("media/甲 &.png", "image")]
)
def test_a_package_is_written_as_python_docx_writes_it(name: str, relation: str) -> None:
    data = _more(template_bytes(p("甲"), header=p("乙"), footnotes=p("丙")), name, relation)
    Document(io.BytesIO(data)).save(saved := io.BytesIO())
    ours = PackageParts(opened(data)).written()
    assert ours == unpack(saved.getvalue())
    assert Template(data).render({}) == Template(saved.getvalue()).render({})
