"""Formats in which a body may send its report instead of a data file (.doc, .pdf); no such file is ignored silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gk_docs.files.unread import UNREAD
from gk_docs.formats import FORMATS, READERS


def _documents() -> Iterator[tuple[str, tuple[str, str]]]:
    for row in (FORMATS[name] for name in READERS):
        mend = f"请另存为 .{row.suffixes[0]}" if row.collected else ""
        yield from ((suffix, (row.word, mend)) for suffix in (*(() if row.collected else row.suffixes), *row.variants))
    for other in UNREAD.values():
        yield from ((suffix, (other.word, other.mend)) for suffix in other.suffixes if other.word)


DOCUMENTS: Mapping[str, tuple[str, str]] = dict(_documents())
"""By suffix, what a person calls such a file, after 收到, and what to do with it ("" if gk-docs can convert it)."""
