"""Word documents of ours (.docx), read back whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gk_docs.document.carried import ENTRY, is_carried
from gk_docs.document.restored.restore import read_back
from gk_docs.document.restored.wordbody import items_of
from gk_docs.files.opc import Package
from gk_docs.files.worddocument import WordDocument

if TYPE_CHECKING:
    from gk_docs.files.source import Source
    from gk_docs.form.notes import Note
    from gk_docs.form.reading import Reading


def read(source: Source) -> Reading | Note | None:
    """Read back a report that gk-docs wrote.

    Returns:
        None if gk-docs did not write the file, or wrote it as a template; the note GK107 if it did, but what the file
        carries is damaged or does not fit its pages.

    Raises:
        UnreadableFile: If the file is damaged, encrypted, beyond the limits, or of a version that this library does
            not know.
    """
    package = Package(source.data)
    xml = package.read(ENTRY) if ENTRY in package else b""
    if not is_carried(xml):
        return None
    document = WordDocument.of(package, source.name)
    return read_back(xml, partial(items_of, package, document.body), document.facts)
