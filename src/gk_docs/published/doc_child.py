"""Convert a .doc or .wps file to .docx bytes, in a child process (see `child.py`)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gk_docs.files.child import serve


def as_docx(data: bytes) -> bytes:
    """Convert a .doc file to a .docx file, both as bytes.

    Raises:
        ImportError: If msdoc2docx is not installed.
    """
    import doc2docx  # type: ignore[import-untyped]  # noqa: PLC0415 - only the child loads it; it brings no types

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.doc"), Path(folder, "a.docx")
        source.write_bytes(data)
        doc2docx.convert(source, target)
        return target.read_bytes()


if __name__ == "__main__":
    serve(as_docx)
