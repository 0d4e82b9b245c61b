"""A seal on a file of ours: whether it is still byte for byte as it was written.

The seal is a digest of everything else: in a Word file the comment at the end of the zip file, in YAML and in a web
page a comment in the last line, in a PDF a comment before `startxref`. Word, WPS, LibreOffice and what signs a PDF
write a file of their own when they save, without it, or add to it. It is not a signature: it guards a clerk's work
against us, not us against a forger.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

_PREFIX = b"gk-docs sha256:"
_LENGTH = len(_PREFIX) + 2 * sha256().digest_size
_NO_COMMENT = b"\0\0"
_TEXT, _PAGE, _PDF = (b"# ", b"\n"), (b"<!-- ", b" -->\n"), (b"%", b"\n")
_END_OF_PDF = b"startxref"


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


def sealed_text(data: bytes) -> bytes:
    """Lines of a language whose comments begin with `#`, with a last line that seals them."""
    return data + _comment(data, _TEXT)


def is_sealed_text(data: bytes) -> bool:
    """Whether `data` are lines that were sealed and have not been changed since."""
    return data == sealed_text(data[: -_length(_TEXT)])


def sealed_page(data: bytes) -> bytes:
    """A web page with a last line that seals it."""
    return data + _comment(data, _PAGE)


def is_sealed_page(data: bytes) -> bool:
    """Whether `data` is a web page that was sealed and has not been changed since."""
    return data == sealed_page(data[: -_length(_PAGE)])


def sealed_pdf(data: bytes) -> bytes:
    """A PDF, sealed before its last `startxref`, where no address in it is moved by a comment.

    Raises:
        ValueError: If `data` has no `startxref`.
    """
    at = data.rindex(_END_OF_PDF)
    return data[:at] + _comment(data, _PDF) + data[at:]


def is_sealed_pdf(data: bytes) -> bool:
    """Whether `data` is a PDF that was sealed and has not been changed since, or signed."""
    at = data.rfind(_END_OF_PDF)
    begin = at - _length(_PDF)
    return begin >= 0 and data[begin:at] == _comment(data[:begin] + data[at:], _PDF)


def _seal(data: bytes) -> bytes:
    return _PREFIX + sha256(data).hexdigest().encode()


def _comment(data: bytes, around: tuple[bytes, bytes]) -> bytes:
    return around[0] + _seal(data) + around[1]


def _length(around: tuple[bytes, bytes]) -> int:
    return len(around[0]) + _LENGTH + len(around[1])


@lru_cache(4096)
def digest(text: str) -> str:
    """Eight hexadecimal digits that say whether a text is still the same.

    >>> digest("0")
    '5feceb66'
    """
    return sha256(text.encode()).hexdigest()[:8]
