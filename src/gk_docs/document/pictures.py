"""Pictures of a report, small enough for the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs.errors import InvalidReport

if TYPE_CHECKING:
    from gk_docs.form.prose import Picture
    from gk_docs.word.attach import Picture as WordPicture

WIDEST_MM = 156.0
"""Width of the type area."""

TALLEST_MM = 200.0
"""Height of the type area, less a caption and a line of text."""


def fitted(picture: Picture) -> WordPicture:
    """The picture in its own size, or scaled down to the type area; its caption describes it.

    Raises:
        InvalidReport: If the bytes are no picture that a Word file takes.
    """
    from gk_docs.word.attach import Picture as WordPicture  # noqa: PLC0415 - heavy
    from gk_docs.word.attach import picture_size  # noqa: PLC0415 - heavy

    try:
        width, height = picture_size(picture.data)
    except InvalidReport as error:
        raise InvalidReport(replace(one, place=picture.caption or "图片") for one in error.problems) from error
    scale = min(1.0, WIDEST_MM / max(width, 1e-6), TALLEST_MM / max(height, 1e-6))
    return WordPicture(picture.data, width_mm=width * scale, description=picture.caption)
