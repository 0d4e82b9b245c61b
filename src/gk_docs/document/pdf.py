"""A report as a PDF: the pages of its Word file, laid out by LibreOffice, sealed so that a signature on it is seen.

A PDF is a print: it shows the report and carries nothing beside it. What no page shows (level and kind of the body,
day of publication, acceptances) is not in it, and reading it back gives what a published file gives. The same report
does not give the same bytes, for LibreOffice writes the time into them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.document import docx
from gk_docs.document.office import as_pdf
from gk_docs.files.seal import sealed_pdf

if TYPE_CHECKING:
    from os import PathLike

    from gk_docs.form.report import Report


def render(report: Report, template: str | PathLike[str] | None = None) -> bytes:
    """The report as a PDF.

    Args:
        report: An annual report of either edition.
        template: A Word template of your own; else that of the edition.

    Raises:
        MissingExtra: If LibreOffice is not installed.
        GkError: If LibreOffice fails, or takes longer than three minutes; and as for a Word file.
    """
    return sealed_pdf(as_pdf(docx.render(report, template)))
