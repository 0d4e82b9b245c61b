"""Read Word 97 documents (.doc, and Kingsoft's .wps, which is the same format) by msdoc2docx in a child process.

Limits: at most 32 MB; the child process is killed if it takes more than 200 MB or 1.5 seconds of processor time
(an ordinary report takes 0.3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.child import answer
from gk_docs.published import docx
from gk_docs.published.matching.matcher import matched

if TYPE_CHECKING:
    from gk_docs.files.source import Source
    from gk_docs.form.reading import Reading


def read(source: Source) -> Reading:
    """Read a report from a .doc or .wps file, with its merged cells.

    Raises:
        MissingExtra: If msdoc2docx is not installed.
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    if len(source.data) > limits.DOC:
        raise UnreadableFile(f"文件超过{limits.DOC // 1024 // 1024}MB，不是一份年度报告")
    pages = docx.pages_of(answer("gk_docs.published.doc_child", source.data, "doc", source.folder), source.name)
    return matched(replace(pages, facts=replace(pages.facts, format="doc")), source.name)
