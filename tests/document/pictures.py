"""Makes small pictures byte by byte, as the definition of their format says."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, *, dots_per_metre: int = 3780) -> bytes:
    """A white PNG picture."""
    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    size = struct.pack(">2IB", dots_per_metre, dots_per_metre, 1)
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    chunks = ((b"IHDR", head), (b"pHYs", size), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in chunks)


def chunk(name: bytes, data: bytes) -> bytes:
    """One of the pieces that the file of a picture is made of."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = png(40, 20)
