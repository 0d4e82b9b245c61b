"""Pages are compared as pictures, with tolerance; nothing is skipped where a tool is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from tests.testing.documents import docx_of, paragraph

from gk_docs.errors import MissingExtra
from gk_docs.testing import pictures

pytest_plugins = ["pytester"]

HOME = Path.home()
FONTS = Path(__file__).parents[1] / "fonts" / "fonts.conf"


def page(*black: tuple[int, int, int, int]) -> Image.Image:
    picture = Image.new("L", (100, 100), 255)
    for box in black:
        ImageDraw.Draw(picture).rectangle(box, fill=0)
    return picture


def test_the_share_of_pixels_that_visibly_differ_is_in_per_cent() -> None:
    assert pictures.difference(page(), page()) == 0
    assert pictures.difference(page(), page((0, 0, 9, 9))) == 1.0


def test_shades_that_nobody_sees_do_not_count() -> None:
    assert pictures.difference(Image.new("L", (10, 10), 255), Image.new("L", (10, 10), 230)) == 0


def test_pages_of_another_size_differ_wholly() -> None:
    assert pictures.difference(page(), Image.new("L", (90, 100), 255)) == 100


def test_the_overlay_shows_what_is_new_in_red_and_what_is_gone_in_cyan() -> None:
    both = pictures.overlay(page((0, 0, 9, 9)), page((50, 50, 59, 59)))
    assert both.getpixel((5, 5)) == (0, 255, 255)
    assert both.getpixel((55, 55)) == (255, 0, 0)
    assert both.getpixel((90, 90)) == (255, 255, 255)


def test_a_saved_page_is_small_and_looks_the_same(tmp_path: Path) -> None:
    gradient = Image.linear_gradient("L")
    pictures.save(gradient, tmp_path / "page.png")
    assert pictures.difference(gradient, pictures.load(tmp_path / "page.png")) == 0
    assert (tmp_path / "page.png").stat().st_size < 2_000


def test_a_missing_tool_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingExtra, match="soffice"):
        pictures.page_pictures(docx_of(paragraph("甲")))


@pytest.mark.office
def test_a_page_that_looks_different_fails_and_leaves_three_pictures(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS))
    monkeypatch.setenv("HOME", str(HOME))  # pytester has moved it; the fonts are below it
    letter = pytester.path / "letter.docx"
    pytester.makepyfile(
        f"""
        def test_page(docx_regression):
            docx_regression.check({str(letter)!r}, basename="letter", pictures=True)
        """
    )
    arguments = ("-p", "no:cacheprovider", "--basetemp", "tmp")
    letter.write_bytes(docx_of(paragraph("甲") * 3))
    pytester.runpytest_inprocess(*arguments, "--regen-all").assert_outcomes(passed=1)
    letter.write_bytes(docx_of(paragraph("甲" * 80) * 3))
    result = pytester.runpytest_inprocess(*arguments)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["第1页的画面：*% 的像素不同，容许 0.1%（见 letter.p1.difference.png）"])
    saved = {path.name for path in (pytester.path / "tmp").rglob("letter.p1*.png") if "current" not in str(path)}
    assert {f"letter.p1.{kind}.png" for kind in ("expected", "obtained", "difference")} <= saved
