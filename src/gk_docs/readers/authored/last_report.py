"""The file of last year's report: of an authored one only head and figures are read, and its own is not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.readers import read as read_any
from gk_docs.readers.authored.composing import compose
from gk_docs.readers.authored.report import authored
from gk_docs.readers.files.encoding import decode
from gk_docs.readers.source import Source
from gk_docs.readers.workbook.reading import read_ours

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.editions import AnyReport


def last_report(path: Path) -> AnyReport:
    """The report that an authored file names as last year's.

    Raises:
        GkError: If it cannot be read.
    """
    source = Source.of(path)
    if source.format == "yaml":
        tree, problems = compose(decode(source.data))
        return authored(tree, problems, source, None).report
    ours = read_ours(source, None) if source.format == "xlsx" else None
    return ours.report if ours else read_any(path).report
