"""Draw the pictures of the guides anew, or with `--check` say which of them no longer show what the guide makes.

Run from the top of the repository: python -m docs.pictures [--check]

A guide is walked as its tests walk it (`docs/examples.py`); at `![FILE.docx，第N页：…](pictures/NAME.png)` LibreOffice
lays the file out (a workbook, too) with the faces of `docs/fonts.conf`, and pdftoppm draws the page. Blank margins are
trimmed.

A picture carries the words of its page, and the names of its faces. `--check` finds it out of date where

- words or faces differ, spaces aside: this finds a single figure, and names it;
- its width or height differs by more than 12 pixels; or
- more than 22 % of the ink lies elsewhere, both pictures blurred by a pixel and a half, and laid one on the other where
  they fit best, at most two pixels off. Drawn by cairo in place of pdftoppm it is 6 to 14, in another face 28 to 85 %.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docs.examples import ROOT, enter_folder, leave_folder, parsers
from PIL import Image, ImageChops, ImageFilter, ImageOps
from PIL.PngImagePlugin import PngInfo
from sybil import Sybil

from gk_docs.document.pdf import as_pdf
from gk_docs.testing.pictures import load

if TYPE_CHECKING:
    from sybil import Example

GUIDES = ROOT / "docs/zh"
WIDEST = 12
"""Pixels by which width and height may differ."""

ELSEWHERE = 0.22
"""Share of the ink that may lie elsewhere."""

_DPI = 96
_COLOURS = 16
_MARGIN = 28
_BLUR = 1.5
_APART = 2


def drawn(example: Example) -> tuple[Image.Image, str]:
    """The page that a guide shows at this place of its walk, its words and its faces."""
    file, page = Path(example.parsed["file"]), example.parsed["page"]
    pdf = as_pdf(file.read_bytes(), file.suffix)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "pages.pdf"), Path(folder, "page")
        source.write_bytes(pdf)
        one_page = ["-f", page, "-l", page, str(source), str(target)]
        _run("pdftoppm", "-png", "-singlefile", "-r", str(_DPI), *one_page)
        _run("pdftotext", "-raw", *one_page)
        text = "".join(target.read_text(encoding="utf-8").split())
        with Image.open(target.with_suffix(".png")) as page:
            return _trimmed(page.convert("RGB")), f"{text} {_faces(_run('pdffonts', *one_page[:-1]))}"


def _run(program: str, *arguments: str) -> str:
    command = [shutil.which(program) or program, *arguments]
    return subprocess.run(command, check=True, timeout=60, capture_output=True, text=True).stdout  # noqa: S603 - own arguments


def _faces(listed: str) -> str:
    """The names of the faces, without the letters before a part of a face, and without Noto's, which stands in."""
    names = {line.split()[0].rpartition("+")[2] for line in listed.splitlines()[2:]}
    return " ".join(sorted(name for name in names if not name.startswith("Noto")))


def _trimmed(page: Image.Image) -> Image.Image:
    """The page without its blank margins, in a thin frame."""
    left, top, right, bottom = ImageOps.invert(page).getbbox() or (0, 0, *page.size)
    wide, high = min(right + _MARGIN, page.width), min(bottom + _MARGIN, page.height)
    inked = page.crop((max(left - _MARGIN, 0), max(top - _MARGIN, 0), wide, high))
    return ImageOps.expand(inked, border=1, fill=(187, 187, 187))


def keep(picture: Image.Image, words: str, path: Path) -> None:
    """Write the picture in 16 colours, with the words of its page."""
    path.parent.mkdir(exist_ok=True)
    info = PngInfo()
    info.add_itxt("Words", words, zip=True)
    small = picture.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True, bits=4, pnginfo=info)


def fault(path: Path, picture: Image.Image, words: str) -> str | None:
    """Why the picture that is kept is not this one, or None."""
    if not path.is_file():
        return "is missing"
    with Image.open(path) as kept:
        known = str(getattr(kept, "text", {}).get("Words", ""))
    if known != words:
        return _first_difference(known, words)
    old = load(path)
    if max(abs(a - b) for a, b in zip(old.size, picture.size, strict=True)) > WIDEST:
        return f"is {old.size} pixels large, the page {picture.size}"
    share = elsewhere(old, picture.convert("L"))
    return f"has {share:.0%} of its ink elsewhere" if share > ELSEWHERE else None


def _first_difference(known: str, words: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(known, words, strict=False)) if a != b), min(len(known), len(words)))
    begin = max(at - 10, 0)
    return f"says …{known[begin : at + 10]}…, the page …{words[begin : at + 10]}…"


def elsewhere(old: Image.Image, new: Image.Image) -> float:
    """Share of the ink that stands on one picture and not on the other, in the place where they fit best."""
    size = (max(old.width, new.width) + 2 * _APART, max(old.height, new.height) + 2 * _APART)
    known = _blurred(old, size, (_APART, _APART))
    places = [(x, y) for x in range(2 * _APART + 1) for y in range(2 * _APART + 1)]
    return min(_share(known, _blurred(new, size, place)) for place in places)


def _blurred(picture: Image.Image, size: tuple[int, int], place: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    sheet.paste(ImageOps.invert(picture), place)
    return sheet.filter(ImageFilter.GaussianBlur(_BLUR))


def _share(old: Image.Image, new: Image.Image) -> float:
    either, apart = ImageChops.lighter(old, new), ImageChops.difference(old, new)
    return _ink(apart) / max(_ink(either), 1)


def _ink(sheet: Image.Image) -> int:
    return sum(level * count for level, count in enumerate(sheet.histogram()))


def walk(guide: Path, *, check: bool) -> list[str]:
    """Walk a guide, and draw or check its pictures; gives what is out of date."""
    stale: list[str] = []

    def look(example: Example) -> None:
        path = guide.parent / example.parsed["picture"]
        picture, words = drawn(example)
        if wrong := fault(path, picture, words):
            stale.append(f"{path.relative_to(ROOT)} {wrong}")
            if not check:
                keep(picture, words, path)

    document = Sybil(parsers(look)).parse(guide)
    enter_folder(document.namespace)
    try:
        for example in document.examples():
            example.evaluate()
    finally:
        leave_folder(document.namespace)
    return stale


def main(arguments: list[str]) -> int:
    """Draw or check every picture; gives 1 if one was out of date and is only checked."""
    check = "--check" in arguments
    os.environ |= {"FONTCONFIG_PATH": str(ROOT), "FONTCONFIG_FILE": "docs/fonts.conf", "GK_DOCS_CACHE": "off"}
    guides = [path for path in sorted(GUIDES.glob("*.md")) if "](pictures/" in path.read_text(encoding="utf-8")]
    stale = [line for guide in guides for line in walk(guide, check=check)]
    for line in stale:
        print(f"{line}: run python -m docs.pictures" if check else f"drew {line.partition(' ')[0]}")
    return int(bool(stale) and check)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
