"""Pictures keep their size where it fits, and are scaled down where it does not."""

from __future__ import annotations

import pytest
from tests.document.pictures import png

from gk_docs.document.flow import TALLEST_MM, WIDEST_MM, fitted
from gk_docs.errors import InvalidReport
from gk_docs.form.prose import Picture


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(378, 378, 100), (3780, 100, WIDEST_MM), (378, 1512, 100 * TALLEST_MM / 400)],
)
def test_a_picture_fits_the_page(width: int, height: int, expected: float) -> None:
    picture = fitted(Picture(data=png(width, height)))
    assert picture.width_mm == pytest.approx(expected, abs=0.5)


def test_the_caption_describes_the_picture() -> None:
    assert fitted(Picture(data=png(1, 1), caption="办公楼")).description == "办公楼"


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00\xff\xdb"


@pytest.mark.parametrize(
    "data", [png(40, 20)[:end] for end in (8, 12, 20, 30, 60)] + [JPEG[:end] for end in (3, 8, 22)]
)
def test_a_damaged_picture_is_refused_by_its_caption(data: bytes) -> None:
    with pytest.raises(InvalidReport, match="办公楼：认不出图片的格式，或图片已损坏"):
        fitted(Picture(data=data, caption="办公楼"))
