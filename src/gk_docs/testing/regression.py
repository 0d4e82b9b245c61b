"""The object behind the fixture `docx_regression`: it writes golden files and compares documents with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_regressions.common import perform_regression_check

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.testing import pictures
from gk_docs.testing.canonical import canonical, differences, package_of
from gk_docs.testing.compare import compare
from gk_docs.testing.describe import describe, description_of
from gk_docs.testing.yaml import dump

if TYPE_CHECKING:
    from PIL import Image
    from pytest_datadir.plugin import LazyDataDir

    from gk_docs.testing.description import Description

TOLERANCE = 0.1
"""Per cent of a page's pixels that may visibly differ; a line of text that has moved is 0.5 or more."""

_SEEN: pytest.StashKey[dict[tuple[Path, str], tuple[DocxRegression, int]]] = pytest.StashKey()
"""By folder and name of the golden files, who compared with them first in this run, and the hash of what it had."""

_TEXT = ".docx.yaml"
_XML = ".docx.xml"
_REGENERATE = "加 --force-regen 生成"


class DocxRegression:
    """Compares Word documents with golden files, as the other fixtures of pytest-regressions do.

    The golden files of a NAME are in the folder with the name of the test's module:

    | File | What |
    | --- | --- |
    | `NAME.docx.yaml` | what the document shows: text, tables, styles, formatting, page set-up |
    | `NAME.docx.xml` | its parts as indented canonical XML, without what never matters |
    | `NAME.p1.png` … | its pages, if pictures are compared |
    """

    def __init__(self, request: pytest.FixtureRequest, datadir: LazyDataDir, original_datadir: Path) -> None:
        self._request = request
        self._datadir = datadir
        self._original = original_datadir

    def check(
        self,
        data_or_path: bytes | str | PathLike[str],
        *,
        basename: str | None = None,
        pictures: bool = False,
        tolerance: float = TOLERANCE,
    ) -> None:
        """Fail, with a sentence for each change, if a document differs from its golden files.

        The first run writes the golden files and fails. `--force-regen` writes those that differ and fails;
        `--regen-all` writes all and passes.

        Args:
            data_or_path: The bytes of a .docx, or the path of one.
            basename: Name of the golden files; None for the name of the test. A second check in one test needs one.
            pictures: Also compare pictures of the pages, drawn by LibreOffice.
            tolerance: How many per cent of a page's pixels may visibly differ, 0 to 100.

        Raises:
            UnreadableFile: If it is not a Word file.
            MissingExtra: If `pictures` is asked for, and LibreOffice or poppler is not installed.
            TypeError: If it is neither bytes nor a path.
        """
        __tracebackhide__ = True
        if not isinstance(data_or_path, bytes | str | PathLike):
            raise TypeError(f"the bytes of a .docx, or its path, not {type(data_or_path).__name__}")
        data = data_or_path if isinstance(data_or_path, bytes) else Path(data_or_path).read_bytes()
        try:
            obtained = _Obtained.of(data, with_pages=pictures)
        except UnreadableFile as error:
            raise error.with_traceback(None) from None  # what is inside of us explains nothing
        comparison = _GoldenComparison(obtained, self._original, tolerance)
        if said := self._clash(basename or re.sub(r"\W", "_", self._request.node.name), obtained):
            pytest.fail(said, pytrace=False)
        if said := self._perform(comparison, basename):
            self._request.node.add_report_section("call", "docx_regression", _hint(comparison))
            pytest.fail(said, pytrace=False)

    def _clash(self, name: str, obtained: _Obtained) -> str:
        """Say that another document of this run has the same golden files, so that one of the two must fail; or ""."""
        node, now = self._request.node, hash(obtained.xml)
        seen = node.session.stash.setdefault(_SEEN, {})
        first, before = seen.setdefault((self._original, name), (self, now))
        other = first._request.node.nodeid  # noqa: SLF001 - of this class
        if before == now or (first is not self and other == node.nodeid):  # the same test, run again
            return ""
        return f"{name} 也是 {other} 中另一份文件的 golden：请给每次 check 写不同的 basename"

    def _perform(self, comparison: _GoldenComparison, basename: str | None) -> str:
        """Compare, and return the differences or ""; pytest-regressions fails a test that wrote golden files itself."""
        __tracebackhide__ = True
        try:
            perform_regression_check(
                datadir=self._datadir,
                original_datadir=self._original,
                request=self._request,
                check_fn=comparison,
                dump_fn=comparison.obtained.write_text,
                dump_aux_fn=comparison.obtained.write_rest,
                extension=_TEXT,
                basename=basename,
            )
        except AssertionError as differs:
            return str(differs)
        return ""


def _hint(comparison: _GoldenComparison) -> str:
    saved = "".join(f"\n- {path}" for path in comparison.saved)
    return f"golden 在 {comparison.goldens}；更新：pytest --force-regen。这次得到的：{saved}"


@dataclass(frozen=True)
class _Obtained:
    """The document that a test made, in the forms that golden files hold; `pages` is None unless asked for."""

    data: bytes
    description: Description
    xml: str
    pages: list[Image.Image] | None

    @classmethod
    def of(cls, data: bytes, *, with_pages: bool) -> _Obtained:
        """Describe a .docx, and draw its pages if `with_pages`."""
        return cls(data, describe(data), canonical(data), pictures.page_pictures(data) if with_pages else None)

    def write_text(self, path: Path) -> None:
        """Write the text that people review."""
        path.write_text(dump(self.description), encoding="utf-8", newline="\n")

    def write_rest(self, path: Path) -> list[str]:
        """Write the XML and the pages beside the text at `path`, in place of any older pages.

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
class _GoldenComparison:
    """Compares what was obtained with the golden files in the folder `goldens`."""

    obtained: _Obtained
    goldens: Path
    tolerance: float
    saved: list[Path] = field(default_factory=list)

    def __call__(self, obtained_text: Path, expected_text: Path) -> None:
        """Compare; if there is a difference, save the document and the pages that differ beside `obtained_text`.

        Raises:
            AssertionError: If anything differs, with a line for each change.
        """
        __tracebackhide__ = True
        golden = self.goldens / expected_text.name
        found = self._document(golden) + self._pages(golden, obtained_text.parent)
        if found:
            document = _beside(obtained_text, ".docx")
            document.write_bytes(self.obtained.data)
            self.saved.append(document)
            raise AssertionError("\n".join(found))

    def _document(self, golden: Path) -> list[str]:
        """List the differences in the document's words, else in the XML, else say that the text to review is old."""
        path = _beside(golden, _XML)
        if not path.is_file():
            return [f"没有 {path.name}：{_REGENERATE}"]
        xml = path.read_text(encoding="utf-8")
        found = compare(description_of(package_of(xml)), self.obtained.description) or differences(
            xml, self.obtained.xml
        )
        is_old = golden.read_text(encoding="utf-8") != dump(self.obtained.description)
        old = f"{golden.name} 与 {path.name} 不是一份文件的内容，或由别的版本写出：{_REGENERATE}"
        return found or ([old] if is_old else [])

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
    return path.with_name(path.name.removesuffix(_TEXT) + extension)
