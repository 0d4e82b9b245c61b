"""A report becomes a file.

Each format has one module that is named for it and listed in `WRITERS`; it is imported when a file of its format is
written. A writer never changes a number. What is printed, and in which order, is what the report says: the statutory
headings and order, unless `report.printed` says that a published file printed others.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.errors import TemplateError, WriteRefused
from gk_docs.form.report import Report
from gk_docs.writers.files import save

if TYPE_CHECKING:
    from os import PathLike

WRITERS = {
    "docx": "gk_docs.writers.docx",
    "html": "gk_docs.writers.html",
    "pdf": "gk_docs.writers.pdf",
    "json": "gk_docs.writers.json",
    "yaml": "gk_docs.writers.yaml",
    "xlsx": "gk_docs.writers.xlsx",
}
"""Module of each format, with its `render(report, template) -> bytes`."""

TAKE_A_TEMPLATE = ("docx", "pdf")
"""Formats whose look a Word template decides."""


def render(report: Report, format: str, *, template: str | PathLike[str] | None = None) -> bytes:  # noqa: A002 - the public name
    """A report as the bytes of a file; the same report gives the same bytes, but as a PDF.

    Args:
        report: An annual report of either edition.
        format: docx, html, pdf, json, yaml or xlsx.
        template: A Word template of your own, for docx and pdf; else that of the report's edition. It may print as
            much or as little of the report as it likes: `gk-docs render` refuses one that does not print the whole
            form, as `gk-docs template check` says, and Python leaves that to you.

    Raises:
        TypeError: If `report` is no report: of a reading take its `.report`.
        WriteRefused: If there is no such format.
        ValueError: If a template is given for a format that has none.
        TemplateError: If the template is broken, names what a report has not, or is of another edition of the form.
        UnreadableFile: If the template is missing or no Word file.
        MissingExtra: If the format needs what is not installed: LibreOffice for pdf, XlsxWriter for xlsx.
    """
    for given, kind, words in ((report, Report, "a report"), (format, str, "the name of a format")):
        if not isinstance(given, kind):
            raise TypeError(f"{words} is needed, not {type(given).__name__}")
    if format not in WRITERS:
        raise WriteRefused("不能写这种格式", found=format or "（没有扩展名）", mend=f"能写的格式：{'、'.join(WRITERS)}")
    try:
        data: bytes = import_module(WRITERS[format]).render(report, template)
    except TemplateError:
        if template is not None:
            from gk_docs.writers.own_template import refuse_other_edition  # noqa: PLC0415 - heavy, and seldom needed

            refuse_other_edition(template, report.edition)
        raise
    return data


def write(
    report: Report, path: str | PathLike[str], *, template: str | PathLike[str] | None = None, force: bool = False
) -> Path:
    """Write a report to a file, whole or not at all; the format is that of the suffix.

    A file that somebody changed since gk-docs wrote it, or that another program wrote, stays as it is: a Word file, a
    web page, a PDF that was signed, YAML with a word of its author's, JSON with another layout. If the file is open in
    Word, the new one is written beside it (西集镇2023（新）.docx), and a warning is logged.

    Args:
        report: An annual report of either edition.
        path: Where to write; an older file there is replaced.
        template: A Word template of your own, for .docx and .pdf, as `render` takes it.
        force: Replace a file although somebody changed it.

    Returns:
        The path that was written: `path`, or the one beside it.

    Raises:
        TypeError: If `report` is no report.
        WriteRefused: If there is no such format, the place cannot be written, or somebody's work would be lost.
        ValueError: If a template is given for a format that has none.
        TemplateError: If the template is broken, or names what a report has not.
        UnreadableFile: If the template is missing or no Word file.
        MissingExtra: If the format needs what is not installed: LibreOffice for .pdf, XlsxWriter for .xlsx.
    """
    target = Path(path)
    data = render(report, target.suffix.removeprefix(".").lower(), template=template)
    return save(data, target, force=force)
