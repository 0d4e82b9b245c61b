"""The object behind the fixture `docx_regression`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_regressions.common import perform_regression_check

from gk_docs.testing.goldens import TEXT, GoldenComparison, Obtained

if TYPE_CHECKING:
    from os import PathLike

    from pytest_datadir.plugin import LazyDataDir

TOLERANCE = 0.1
"""Per cent of a page's pixels that may visibly differ; a line of text that moved is 0.5 or more."""


class DocxRegression:
    """Holds Word documents against golden files, as the other fixtures of pytest-regressions do.

    In the folder that is named like the test's module stand, for a golden NAME:

    | File | What |
    | --- | --- |
    | `NAME.docx.yaml` | what the document shows: text, tables, styles, formatting, page set-up |
    | `NAME.docx.xml` | its parts as indented canonical XML, without what cannot matter |
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
        """Fail, in words of the document, if it is not what the golden files say.

        The first run writes the golden files and fails; `--force-regen` writes those that differ and fails,
        `--regen-all` writes all and passes.

        Args:
            data_or_path: The bytes of a .docx, or the path of one.
            basename: Name of the golden files; else the name of the test. Needed for a second check in one test.
            pictures: Also compare pictures of the pages, drawn by LibreOffice.
            tolerance: How many per cent of a page's pixels may visibly differ, 0 to 100.

        Raises:
            UnreadableFile: If it is not a Word file.
            MissingExtra: If `pictures` is asked for, and LibreOffice or poppler is not installed.
        """
        __tracebackhide__ = True
        data = data_or_path if isinstance(data_or_path, bytes) else Path(data_or_path).read_bytes()
        comparison = GoldenComparison(Obtained.of(data, with_pages=pictures), self._original, tolerance)
        said = self._perform(comparison, basename)
        if said:
            self._request.node.add_report_section("call", "docx_regression", _hint(comparison))
            pytest.fail(said, pytrace=False)

    def _perform(self, comparison: GoldenComparison, basename: str | None) -> str:
        """What differs, "" for nothing; pytest-regressions itself fails the test that wrote golden files."""
        __tracebackhide__ = True
        try:
            perform_regression_check(
                datadir=self._datadir,
                original_datadir=self._original,
                request=self._request,
                check_fn=comparison,
                dump_fn=comparison.obtained.write_text,
                dump_aux_fn=comparison.obtained.write_rest,
                extension=TEXT,
                basename=basename,
            )
        except AssertionError as differs:
            return str(differs)
        return ""


def _hint(comparison: GoldenComparison) -> str:
    saved = "".join(f"\n- {path}" for path in comparison.saved)
    return f"golden 在 {comparison.goldens}；更新：pytest --force-regen。这次得到的：{saved}"
