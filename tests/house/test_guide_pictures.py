"""A picture of the guides that no longer shows what the program makes is found; a hair's breadth is not."""

from pathlib import Path

import pytest
from docs.pictures import GUIDES, fault, keep
from PIL import Image, ImageChops, ImageFilter

from gk_docs.testing.pictures import load

WORDS = "予以公开21"


@pytest.fixture
def page() -> Image.Image:
    return load(GUIDES / "pictures/township-requests.png")


@pytest.fixture
def kept(page: Image.Image, tmp_path: Path) -> Path:
    keep(page, WORDS, tmp_path / "pictures" / "requests.png")
    return tmp_path / "pictures" / "requests.png"


def test_a_kept_picture_is_the_page_that_was_drawn(kept: Path, page: Image.Image) -> None:
    assert fault(kept, page, WORDS) is None


def test_a_single_figure_is_named_before_any_pixel_is_looked_at(kept: Path, page: Image.Image) -> None:
    assert fault(kept, page, "予以公开22") == "says …予以公开21…, the page …予以公开22…"


def test_letters_drawn_sharper_and_a_pixel_off_are_the_same_page(kept: Path, page: Image.Image) -> None:
    another = ImageChops.offset(page.filter(ImageFilter.UnsharpMask(1, 40)), 1, 1)
    assert fault(kept, another, WORDS) is None


def test_a_page_that_moved_is_found(kept: Path, page: Image.Image) -> None:
    found = fault(kept, ImageChops.offset(page, 0, 8), WORDS)
    assert found is not None
    assert found.endswith("of its ink elsewhere")


def test_a_page_of_another_size_is_found(kept: Path, page: Image.Image) -> None:
    assert "pixels large" in str(fault(kept, page.crop((0, 0, page.width, page.height - 40)), WORDS))


def test_a_missing_picture_is_found(tmp_path: Path, page: Image.Image) -> None:
    assert fault(tmp_path / "没有.png", page, WORDS) == "is missing"


def test_every_picture_is_shown_in_a_guide() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in GUIDES.glob("*.md"))
    assert not [path.name for path in GUIDES.glob("pictures/*.png") if f"](pictures/{path.name})" not in pages]
