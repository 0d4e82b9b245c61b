"""PDF and .doc files that burn time or memory: the child process that reads them is killed, and soon."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.strategies import EXAMPLES

from gk_docs import formats as readers
from gk_docs.errors import GkError, NotAnAnnualReport, UnreadableFile
from gk_docs.files import child, limits

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 2 * child.SLOWEST
"""The bar, in processor time of the child: the machine that runs the tests is shared, and a slow one gives more."""

NUMBERED = Path(__file__).with_name("numbered.doc").read_bytes()
LINE = b"0 0 m 9 9 l S\n"
WORDS = b"BT /F 9 Tf 50 700 Td (a) Tj ET\n"
GRID = b"".join(b"%d 0 m %d 9999 l S 0 %d m 9999 %d l S\n" % ((4 * place,) * 4) for place in range(2500))


def packed_quickly(content: bytes) -> bytes:
    """A content stream, packed."""
    return zlib.compress(content, 1)


def blanks(content: bytes) -> bytes:
    """A packed stream of a hundred million blanks for each byte, made of one piece: packing all takes seconds."""
    packer = zlib.compressobj(1, wbits=-15)
    piece = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    count, modulus = len(content) * 100_000_000, 65521
    first = (1 + 32 * count) % modulus
    second = (count + 32 * count * (count + 1) // 2) % modulus
    return b"\x78\x01" + piece * (count // 1_000_000) + b"\x03\x00" + (second << 16 | first).to_bytes(4, "big")


def pdf(*contents: bytes, more: bytes = b"", pack: Callable[[bytes], bytes] = packed_quickly) -> bytes:
    """A PDF file with a page for each content stream, packed; damaged only in that it brings no list of its objects."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(contents)))
    parts = [b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj"]
    parts.append(b"2 0 obj <</Type/Pages/Kids[%s]/Count %d>> endobj" % (kids, len(contents)))
    parts.append(b"3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj")
    for number, content in enumerate(contents):
        page, packed = 10 + 2 * number, pack(content)
        resources = b"/Resources<</Font<</F 3 0 R>>/XObject<</X 5 0 R>>>>"
        parts.append(
            b"%d 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 900 900]%s/Contents %d 0 R>> endobj"
            % (page, resources, page + 1)
        )
        parts.append(
            b"%d 0 obj <</Length %d/Filter/FlateDecode>> stream\n%s\nendstream endobj" % (page + 1, len(packed), packed)
        )
    return _indexed([*parts, more] if more else parts)


def spent() -> float:
    """Processor time of the children that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _indexed(parts: list[bytes]) -> bytes:
    found, entries = b"%PDF-1.7\n", []
    for part in parts:
        entries.append(b"%s 1\n%010d 00000 n \n" % (part.split(b" ", 1)[0], len(found)))
        found += part + b"\n"
    return found + b"xref\n" + b"".join(entries) + b"trailer <</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(found)


DRAWS_ITSELF = (
    b"5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 12>> stream\n"
    b"/X Do /X Do \nendstream endobj"
)


@cache
def picture() -> bytes:
    """A picture of eighteen megabytes that no packing makes smaller."""
    head = b"5 0 obj <</Type/XObject/Subtype/Image/Width 5000/Height 1200/Length 18000000>> stream\n"
    return head + random.Random(1).randbytes(18_000_000) + b"\nendstream endobj"


FIRST_YEAR = 2019
HOSTILE: dict[str, Callable[[], bytes]] = {
    "one page of a million lines": lambda: pdf(LINE * 1_000_000),
    "one page of a million letters": lambda: pdf(WORDS * 1_000_000),
    "a page that takes long after four that do not": lambda: pdf(*[WORDS] * 4, LINE * 1_000_000),
    "a grid of millions of cells": lambda: pdf(GRID),
    "a stream that unpacks to a gigabyte": lambda: pdf(b" " * 10, pack=blanks),
    "thousands of pages": lambda: pdf(*[WORDS] * 5_000),
    "a picture that draws itself twice": lambda: pdf(b"/X Do", more=DRAWS_ITSELF),
    "pages that are their own parents": lambda: pdf(b"").replace(b"10 0 R", b" 2 0 R"),
    "arrays in arrays": lambda: pdf(b"[" * 1_000_000),
    "sixty busy pages": lambda: pdf(*[LINE * 20_000] * 60),
    "a name without an end": lambda: pdf(WORDS) + b"/" + b"a" * 20_000_000,
}


TO_THE_LIMIT = {*HOSTILE} if EXAMPLES > 20 else set()
"""Files that get all the time that a child has, in CI; they would burn any, and get less by default."""

LESS = """\
import pdfplumber, runpy, sys
from gk_docs.files import child
child.PROCESSOR_SECONDS = 0.3
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


def hurried(module: str, *arguments: str) -> list[str]:
    """The command that runs one of our modules as a child that has less time."""
    return [sys.executable, "-P", "-X", "utf8=1", "-c", LESS, module, *arguments]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_file_is_refused_soon(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name not in TO_THE_LIMIT:
        monkeypatch.setattr(child, "python", hurried)
    begin = spent()
    with pytest.raises(UnreadableFile):
        readers.read(HOSTILE[name]())
    assert spent() - begin < SECONDS


def test_a_file_of_many_pages_is_refused_by_their_number() -> None:
    with pytest.raises(UnreadableFile, match=f"{limits.PDF_PAGES}页"):
        readers.read(pdf(*[WORDS] * (limits.PDF_PAGES + 1)))


WITHIN: dict[str, Callable[[], bytes]] = {
    "one page": lambda: pdf(WORDS),
    "as many pages as may be": lambda: pdf(*[WORDS * 60] * limits.PDF_PAGES),
    "a large picture": lambda: pdf(WORDS, more=picture()),
}


@pytest.mark.parametrize("name", WITHIN)
def test_a_long_file_and_one_with_a_large_picture_are_within_the_limits(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "one page":  # a child with less time is one that reads
        monkeypatch.setattr(child, "python", hurried)
    with pytest.raises(NotAnAnnualReport):
        readers.read(WITHIN[name]())


def test_a_damaged_doc_file_reads_or_is_refused_soon() -> None:
    draw = random.Random(7)
    for _ in range(min(EXAMPLES // 5, 20)):
        data = bytearray(NUMBERED)
        for _ in range(draw.randint(1, 40)):
            data[draw.randrange(8, len(data))] = draw.randrange(256)
        begin = spent()
        with suppress(GkError):
            assert readers.read(bytes(data)).report.year >= FIRST_YEAR
        assert spent() - begin < SECONDS


def test_a_child_that_takes_too_long_is_killed_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child, "CLOCK_SECONDS", 0.2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnreadableFile, match="中止"):
        child.answer("timeit", b"", "pdf")
    assert not list(tmp_path.iterdir())


def test_the_stream_of_blanks_is_whole() -> None:
    assert zlib.decompress(blanks(b" ")) == b" " * 100_000_000


def test_a_machine_that_loads_slowly_gives_a_child_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    monkeypatch.setattr(signal, "getitimer", lambda _: (1.0, 0.0))
    monkeypatch.setattr(signal, "setitimer", lambda _, seconds: given.append(seconds))
    for took in (child.LOADED_AFTER / 2, 3 * child.LOADED_AFTER, 100.0):
        monkeypatch.setattr(child, "_slower", [1.0])
        monkeypatch.setattr(time, "process_time", lambda took=took: took)
        child.loaded()
    assert given == pytest.approx([child.PROCESSOR_SECONDS * slower for slower in (1, 3, child.SLOWEST)])


def test_a_process_that_has_no_limit_is_given_none() -> None:
    child.earn(1)
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
