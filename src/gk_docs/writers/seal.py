"""A seal on a file of ours: whether it is still byte for byte as it was written.

The seal is a digest of everything before it: in a Word file the comment at the end of the zip file, in YAML the last
line, a comment too. Word, WPS and LibreOffice write a file of their own when they save, without it. It is no signature:
it guards a clerk's work against us, not us against a forger.
"""

from __future__ import annotations

from hashlib import sha256

_PREFIX = b"gk-docs sha256:"
_LENGTH = len(_PREFIX) + 2 * sha256().digest_size
_TEXT_PREFIX = b"# " + _PREFIX
_TEXT_LENGTH = len(_TEXT_PREFIX) + 2 * sha256().digest_size + len(b"\n")
_NO_COMMENT = b"\0\0"


def sealed(data: bytes) -> bytes:
    """A zip file without a comment, sealed.

    Raises:
        ValueError: If `data` does not end as a zip file without a comment does.
    """
    if not data.endswith(_NO_COMMENT):
        raise ValueError("no zip file, or one with a comment")
    opened = data[: -len(_NO_COMMENT)] + _LENGTH.to_bytes(2, "little")
    return opened + _PREFIX + sha256(opened).hexdigest().encode()


def is_sealed(data: bytes) -> bool:
    """Whether `data` is a file that was sealed and has not been changed since."""
    opened, seal = data[:-_LENGTH], data[-_LENGTH:]
    return seal == _PREFIX + sha256(opened).hexdigest().encode()


def sealed_text(data: bytes) -> bytes:
    """Lines of a language whose comments begin with `#`, with a last line that seals them."""
    return data + _TEXT_PREFIX + sha256(data).hexdigest().encode() + b"\n"


def is_sealed_text(data: bytes) -> bool:
    """Whether `data` are lines that were sealed and have not been changed since."""
    return data == sealed_text(data[:-_TEXT_LENGTH])
