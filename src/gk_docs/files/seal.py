"""Seal the files that we write, to know later whether a file is still byte for byte as written.

The seal is a digest of the rest of the file: in a Word file the comment at the end of the zip file, in YAML and in a
web page a comment in the last line, in a PDF a comment before `startxref`. Word, WPS and LibreOffice save files without
it, and a program that signs a PDF adds to the file. It is not a signature: it protects a clerk's work from us, not us
from a forger.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from os import SEEK_END
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_PREFIX = b"gk-docs sha256:"
_LIST_PREFIX = b"gk-docs listed:"  # as long as the other
_LENGTH = len(_PREFIX) + 2 * sha256().digest_size
_NO_COMMENT = b"\0\0"
_TAIL = 2 * _LENGTH  # bytes at the end of a file that hold its seal, with the end of a comment


def sealed(data: bytes, *, as_list: bool = False) -> bytes:
    """Seal a zip file that has no comment.

    Args:
        data: The file.
        as_list: Whether it lists what was found about reports.

    Raises:
        ValueError: If `data` does not end as a zip file without a comment does.
    """
    if not data.endswith(_NO_COMMENT):
        raise ValueError("no zip file, or one with a comment")
    opened = data[: -len(_NO_COMMENT)] + _LENGTH.to_bytes(2, "little")
    return opened + _seal(opened, as_list=as_list)


def is_sealed(data: bytes) -> bool:
    """Whether `data` is a file that was sealed and has not been changed since."""
    opened, seal = data[:-_LENGTH], data[-_LENGTH:]
    return seal in _seals(opened)


def is_list(file: Path) -> bool:
    """Whether a file has the seal of a list; False for one that cannot be read, or that somebody saved since."""
    try:
        with file.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, SEEK_END) - _TAIL))
            return _LIST_PREFIX in stream.read()
    except OSError:
        return False


class Seal(NamedTuple):
    """The seal of a format that has comments.

    Attributes:
        begin: The bytes that begin a comment.
        end: The bytes that end it.
        before: The seal is put before the last occurrence of these bytes; b"" for the end of the file.
    """

    begin: bytes
    end: bytes
    before: bytes = b""

    def sealed(self, data: bytes, *, as_list: bool = False) -> bytes:
        """Return `data` with the seal in it; `as_list` as in `sealed`.

        Raises:
            ValueError: If `data` has no place for the seal.
        """
        at = data.rindex(self.before)
        return data[:at] + self._comment(_seal(data, as_list=as_list)) + data[at:]

    def is_on(self, data: bytes) -> bool:
        """Whether `data` was sealed and has not been changed since; signing a PDF changes it too."""
        at = data.rfind(self.before)
        begin = at - len(self._comment(_seal(b"")))
        return begin >= 0 and data[begin:at] in map(self._comment, _seals(data[:begin] + data[at:]))

    def _comment(self, seal: bytes) -> bytes:
        return self.begin + seal + self.end


TEXT_SEAL = Seal(b"# ", b"\n")
"""The seal of a text whose comments begin with `#`, such as YAML."""

PAGE_SEAL = Seal(b"<!-- ", b" -->\n")
"""The seal of a web page or picture (.html, .svg)."""

PDF_SEAL = Seal(b"%", b"\n", before=b"startxref")
"""The seal of a PDF, at a place where a comment moves none of the addresses in the file."""


def _seal(data: bytes, *, as_list: bool = False) -> bytes:
    return (_LIST_PREFIX if as_list else _PREFIX) + sha256(data).hexdigest().encode()


def _seals(data: bytes) -> tuple[bytes, bytes]:
    """The seals that a file may have."""
    own = _seal(data)
    return own, own.replace(_PREFIX, _LIST_PREFIX)


@lru_cache(4096)
def digest(text: str) -> str:
    """Eight hexadecimal digits of the SHA-256 of a text, to see whether it has changed.

    >>> digest("0")
    '5feceb66'
    """
    return sha256(text.encode()).hexdigest()[:8]
