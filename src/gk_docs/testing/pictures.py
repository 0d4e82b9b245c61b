"""Draw the pages of a .docx with LibreOffice and pdftoppm, and measure how far two pictures differ.

A page looks different with other fonts: pin those that LibreOffice finds with `FONTCONFIG_FILE` (docs/testing.md).
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

from gk_docs.document.pdf import SECONDS, as_pdf
from gk_docs.errors import GkError, MissingExtra
from gk_docs.files.programs import find_program

_DPI = 72
_VISIBLE = 48  # grey levels of 255: smaller differences are edges of letters, drawn by another release of the renderer
_SHADE = 17  # grey levels between two of 16 shades


def page_pictures(data: bytes) -> list[Image.Image]:
    """Draw the pages of a Word document in shades of grey, with 72 pixels an inch.

    Raises:
        MissingExtra: If LibreOffice (`soffice`) or poppler (`pdftoppm`) is not installed.
        GkError: If they cannot lay out the document, or take longer than three minutes.
    """
    pdf, pdftoppm = as_pdf(data), _pdftoppm()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages.pdf").write_bytes(pdf)
        _run(pdftoppm, "-gray", "-png", "-r", str(_DPI), str(folder / "pages.pdf"), str(folder / "page"))
        return [load(path) for path in sorted(folder.glob("page-*.png"))]


def _pdftoppm() -> str:
    path = find_program("pdftoppm")
    if path is None:
        raise MissingExtra("画页面需要 pdftoppm", mend="请安装 poppler-utils（apt-get install poppler-utils）")
    return path


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - no shell, own arguments
    except subprocess.TimeoutExpired as error:
        raise GkError(f"{Path(command[0]).name} 超过 {SECONDS} 秒没有完成") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise GkError(f"{Path(command[0]).name} 失败：{said[-300:]}") from error


def load(path: Path) -> Image.Image:
    """Load a picture of a page, in shades of grey."""
    with Image.open(path) as picture:
        return picture.convert("L")


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture as a small PNG: 16 shades of grey are enough to see a page by."""
    shades = picture.point([round(level / _SHADE) for level in range(256)])
    small = Image.frombytes("P", shades.size, shades.tobytes())
    small.putpalette([shade * _SHADE for shade in range(16) for _ in range(3)])
    small.save(path, optimize=True, bits=4)


def difference(expected: Image.Image, obtained: Image.Image) -> float:
    """Return how many per cent of the pixels visibly differ; 100 if the pages differ in size."""
    if expected.size != obtained.size:
        return 100.0
    counts = ImageChops.difference(expected, obtained).histogram()
    return 100 * sum(counts[_VISIBLE:]) / (expected.width * expected.height)


def overlay(expected: Image.Image, obtained: Image.Image) -> Image.Image:
    """Draw both pages on one: what is new in red, what is gone in cyan, what is equal as it is."""
    width, height = max(expected.width, obtained.width), max(expected.height, obtained.height)
    old, new = (Image.new("L", (width, height), 255) for _ in range(2))
    old.paste(expected)
    new.paste(obtained)
    return Image.merge("RGB", (old, new, new))
