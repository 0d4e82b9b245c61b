"""The golden files of one document: written, and held against what was obtained."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.testing import pictures
from gk_docs.testing.canonical import canonical, differences
from gk_docs.testing.compare import compare
from gk_docs.testing.describe import describe
from gk_docs.testing.golden import dump, load

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from gk_docs.testing.description import Description

TEXT = ".docx.yaml"
_XML = ".docx.xml"
_REGENERATE = "加 --force-regen 生成"


@dataclass(frozen=True)
class Obtained:
    """What a test made: the document, and everything that a golden holds of it; `pages` only where asked for."""

    data: bytes
    description: Description
    xml: str
    pages: list[Image.Image] | None

    @classmethod
    def of(cls, data: bytes, *, with_pages: bool) -> Obtained:
        """Describe a .docx, and draw its pages if `with_pages`."""
        return cls(data, describe(data), canonical(data), pictures.page_pictures(data) if with_pages else None)

    def write_text(self, path: Path) -> None:
        """Write the reviewable text."""
        path.write_text(dump(self.description), encoding="utf-8", newline="\n")

    def write_rest(self, path: Path) -> list[str]:
        """Write the XML and the pages beside the text at `path`; pages of an older golden go.

        Returns:
            The paths written, for the message of pytest-regressions.
        """
        xml = _beside(path, _XML)
        xml.write_text(self.xml, encoding="utf-8", newline="\n")
        written = [xml]
        if self.pages is not None:
            for old in path.parent.glob(_beside(path, ".p[0-9]*.png").name):
                old.unlink()
            for number, page in enumerate(self.pages, start=1):
                written.append(_beside(path, f".p{number}.png"))
                pictures.save(page, written[-1])
        return [str(file) for file in written]


@dataclass
class GoldenComparison:
    """Holds what was obtained against the golden files in folder `goldens`."""

    obtained: Obtained
    goldens: Path
    tolerance: float
    saved: list[Path] = field(default_factory=list)

    def __call__(self, obtained_text: Path, expected_text: Path) -> None:
        """Compare; the document and pictures of pages that differ are saved beside `obtained_text`.

        Raises:
            AssertionError: With a line for each change.
        """
        __tracebackhide__ = True
        golden = self.goldens / expected_text.name
        found = compare(load(golden.read_text(encoding="utf-8")), self.obtained.description) or self._xml(golden)
        found += self._pages(golden, obtained_text.parent)
        if found:
            document = _beside(obtained_text, ".docx")
            document.write_bytes(self.obtained.data)
            self.saved.append(document)
            raise AssertionError("\n".join(found))

    def _xml(self, golden: Path) -> list[str]:
        path = _beside(golden, _XML)
        if not path.is_file():
            return [f"没有 {path.name}：{_REGENERATE}"]
        return differences(path.read_text(encoding="utf-8"), self.obtained.xml)

    def _pages(self, golden: Path, folder: Path) -> list[str]:
        if self.obtained.pages is None:
            return []
        count = len(list(golden.parent.glob(_beside(golden, ".p[0-9]*.png").name)))
        if not count:
            return [f"没有页面的画面 {_beside(golden, '.p1.png').name}：{_REGENERATE}"]
        found = [] if count == len(self.obtained.pages) else [f"页数：{count} → {len(self.obtained.pages)}"]
        for number, page in enumerate(self.obtained.pages[:count], start=1):
            found += self._page(number, page, _beside(golden, f".p{number}.png"), folder)
        return found

    def _page(self, number: int, obtained: Image.Image, golden: Path, folder: Path) -> list[str]:
        expected = pictures.load(golden)
        share = pictures.difference(expected, obtained)
        if share <= self.tolerance:
            return []
        for name, picture in (
            ("expected", expected),
            ("obtained", obtained),
            ("difference", pictures.overlay(expected, obtained)),
        ):
            self.saved.append(folder / f"{golden.stem}.{name}.png")
            picture.save(self.saved[-1])
        return [f"第{number}页的画面：{share:.2f}% 的像素不同，容许 {self.tolerance}%（见 {self.saved[-1].name}）"]


def _beside(path: Path, extension: str) -> Path:
    return path.with_name(path.name.removesuffix(TEXT) + extension)
