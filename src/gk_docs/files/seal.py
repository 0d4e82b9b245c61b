"""A seal on a file of ours: whether it is still byte for byte as it was written.

The seal is a digest of everything else: in a Word file the comment at the end of the zip file, in YAML and in a web
page a comment in the last line, in a PDF a comment before `startxref`. Word, WPS, LibreOffice and what signs a PDF
write a file of their own when they save, without it, or add to it. It is not a signature: it guards a clerk's work
against us, not us against a forger.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

_PREFIX = b"gk-docs sha256:"
_LENGTH = len(_PREFIX) + 2 * sha256().digest_size
_NO_COMMENT = b"\0\0"


def sealed(data: bytes) -> bytes:
    """A zip file without a comment, sealed.

    Raises:
        ValueError: If `data` does not end as a zip file without a comment does.
    """
    if not data.endswith(_NO_COMMENT):
        raise ValueError("no zip file, or one with a comment")
    opened = data[: -len(_NO_COMMENT)] + _LENGTH.to_bytes(2, "little")
    return opened + _seal(opened)


def is_sealed(data: bytes) -> bool:
    """Whether `data` is a file that was sealed and has not been changed since."""
    opened, seal = data[:-_LENGTH], data[-_LENGTH:]
    return seal == _seal(opened)


class Seal(NamedTuple):
    """The seal of a format that has comments.

    Attributes:
        begin: What a comment begins with.
        end: What it ends with.
        before: What the seal stands before, where that comes last; b"" for the end of the file.
    """

    begin: bytes
    end: bytes
    before: bytes = b""

    def sealed(self, data: bytes) -> bytes:
        """The same, sealed.

        Raises:
            ValueError: If `data` has no place for the seal.
        """
        at = data.rindex(self.before)
        return data[:at] + self._comment(data) + data[at:]

    def is_on(self, data: bytes) -> bool:
        """Whether `data` was sealed and has not been changed since; nor signed, as a PDF may be."""
        at = data.rfind(self.before)
        begin = at - len(self._comment(b""))
        return begin >= 0 and data[begin:at] == self._comment(data[:begin] + data[at:])

    def _comment(self, data: bytes) -> bytes:
        return self.begin + _seal(data) + self.end


TEXT_SEAL = Seal(b"# ", b"\n")
"""That of lines of a language whose comments begin with `#`."""

PAGE_SEAL = Seal(b"<!-- ", b" -->\n")
"""That of a web page."""

PDF_SEAL = Seal(b"%", b"\n", before=b"startxref")
"""That of a PDF, where no address in it is moved by a comment."""


def _seal(data: bytes) -> bytes:
    return _PREFIX + sha256(data).hexdigest().encode()


@lru_cache(4096)
def digest(text: str) -> str:
    """Eight hexadecimal digits that say whether a text is still the same.

    >>> digest("0")
    '5feceb66'
    """
    return sha256(text.encode()).hexdigest()[:8]
