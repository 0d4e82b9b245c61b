"""Read pasted text as lines; the matcher finds out which of them are cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.chinese.text import without_radicals
from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.encoding import decoded
from gk_docs.files.source import FileFacts, Source
from gk_docs.published.markdown import without_marks
from gk_docs.published.matching.matcher import matched
from gk_docs.published.pages import Line, Pages
from gk_docs.published.paragraphs import paragraphs_of

if TYPE_CHECKING:
    from gk_docs.form.reading import Reading


def read(source: Source) -> Reading:
    """Read a report pasted as text, with its tables in any of the shapes that pasting gives them.

    Raises:
        UnreadableFile: If it is not text, or is too long.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    if source.data.count(b"\n") > limits.BLOCKS:
        raise UnreadableFile(f"文本超过{limits.BLOCKS}行，不是一份年度报告")
    if len(source.data) > limits.PASTED:
        raise UnreadableFile(f"文本超过{limits.PASTED // 1024 // 1024}MB，不是一份年度报告")
    lines = without_radicals(decoded(source.data)).split("\n")
    pages = Pages(tuple(map(Line, paragraphs_of(without_marks(lines)))), facts=FileFacts(source.name, "txt"))
    return matched(pages, source.name)
