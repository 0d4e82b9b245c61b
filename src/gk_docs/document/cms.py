"""Print a report as a fragment of a web page, to be pasted into the editor of a site (its content management system).

Editors drop style sheets and classes, and some drop inline styles too. So the look is in inline styles, and that of the
tables also in attributes. The title is a paragraph, since a site prints its own. The pictures are files beside the
fragment, to be uploaded one by one. The fragment carries nothing that it does not show, and reads back as any published
page does, without the pictures.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from gk_docs.document.flow import flow
from gk_docs.document.html import web_page
from gk_docs.files.sniffing import picture_kind

if TYPE_CHECKING:
    from markupsafe import Markup

    from gk_docs.form.report import Report
    from gk_docs.word.printing.values import Picture


def render(report: Report) -> bytes:
    """Return the report as a fragment in UTF-8, sealed in its last line.

    Raises:
        InvalidReport: If the bytes of a picture are not a PNG or JPEG.
        WriteRefused: If the fragment would be too long to be read back.
    """
    return web_page("html/fragment.html", report, lambda block: block.text, lines=_lines, name_of=_name_of)


def beside(report: Report, _name: str) -> dict[str, bytes]:
    """Return the pictures of a fragment as {file name: bytes}, by the names that the fragment uses."""
    pictures = (block.picture for block in flow(report) if block.picture)
    return {_name_of(picture): picture.data for picture in pictures}


def _lines(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja

    return Markup("<br>").join(text.split("\n"))


def _name_of(picture: Picture) -> str:
    """A file name made from the content of a picture, so that no other picture has it."""
    suffix = picture_kind(picture.data).replace("jpeg", "jpg")
    return f"图{sha256(picture.data).hexdigest()[:8]}.{suffix}"
