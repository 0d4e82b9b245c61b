"""`gk-docs convert` between any two formats: every figure and every word arrive, whatever stands between."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.cli.prompt import FIXTURES

import gk_docs
from gk_docs.cli import main
from gk_docs.document import pdf
from gk_docs.document.pdf import as_pdf
from gk_docs.formats import FORMATS, READERS, WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READ_ONLY = ("doc", "txt")
"""Formats that are read and not written: .doc by a fixture of its own, .txt as copied from a page."""

CARRIES = ("docx", "html", "json", "yaml", "xlsx")
NEEDS_OFFICE = pytest.param("pdf", marks=pytest.mark.office)


@pytest.fixture(scope="module", autouse=True)
def each_document_is_laid_out_once() -> Iterator[None]:
    """LibreOffice takes seconds, and most sources give one Word file, byte for byte."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "as_pdf", cache(as_pdf))
        yield


@pytest.fixture(scope="module")
def report() -> gk_docs.AnnualReport:
    found = gk_docs.read(FIXTURES / "linhe_2024.yaml").report
    assert isinstance(found, gk_docs.AnnualReport)
    return found


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory, report: gk_docs.AnnualReport) -> dict[str, Path]:
    """The same report in every format that is written without LibreOffice."""
    folder = tmp_path_factory.mktemp("sources")
    return {suffix: gk_docs.write(report, folder / f"临河镇.{suffix}") for suffix in CARRIES}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, report: gk_docs.AnnualReport) -> Path:
    """The same report as LibreOffice prints it."""
    return gk_docs.write(report, tmp_path_factory.mktemp("printed") / "临河镇.pdf")


def test_every_format_that_is_read_is_written_but_two() -> None:
    assert set(READERS) - set(WRITERS) == set(READ_ONLY)
    assert set(CARRIES) == {name for name in WRITERS if not FORMATS[name].is_print}


@pytest.mark.parametrize("target", CARRIES)
@pytest.mark.parametrize("source", CARRIES)
def test_between_what_we_write_nothing_is_lost(
    source: str, target: str, sources: dict[str, Path], report: gk_docs.AnnualReport, tmp_path: Path
) -> None:
    out = tmp_path / f"a.{target}"
    assert main(["convert", str(sources[source]), "-o", str(out)]) == 0
    reading = gk_docs.read(out)
    assert reading.report == report
    assert reading.findings == ()


@pytest.mark.office
@pytest.mark.parametrize("target", CARRIES)
def test_from_a_pdf_comes_what_it_shows(
    target: str, printed: Path, report: gk_docs.AnnualReport, tmp_path: Path
) -> None:
    out = tmp_path / f"a.{target}"
    assert main(["convert", str(printed), "-o", str(out)]) == 0
    assert gk_docs.read(out).report == report.visible()


@pytest.mark.office
@pytest.mark.parametrize("source", [*CARRIES, "pdf"])
def test_into_a_pdf_goes_what_it_shows(
    source: str, sources: dict[str, Path], printed: Path, report: gk_docs.AnnualReport, tmp_path: Path
) -> None:
    out = tmp_path / "印发.pdf"
    assert main(["convert", str({**sources, "pdf": printed}[source]), "-o", str(out)]) == 0
    assert gk_docs.read(out).report == report.visible()


@pytest.mark.parametrize("target", [*CARRIES, NEEDS_OFFICE])
@pytest.mark.parametrize("source", READ_ONLY)
def test_formats_that_are_only_read_become_any_that_is_written(source: str, target: str, tmp_path: Path) -> None:
    given = NUMBERED_DOC if source == "doc" else copied_text(tmp_path)
    out = tmp_path / f"a.{target}"
    assert main(["convert", str(given), "-o", str(out)]) == 0
    wanted, found = as_read(given), gk_docs.read(out).report
    assert found.figures() == wanted.figures()
    assert found.title == wanted.title


@cache
def as_read(given: Path) -> gk_docs.AnnualReport | gk_docs.AnnualReport2019:
    return gk_docs.read(given).report


NUMBERED_DOC = FIXTURES.parents[1] / "tests/published/numbered.doc"


def copied_text(folder: Path) -> Path:
    """A report as it is copied out of a web page into a text file."""
    path = folder / "网页.txt"
    title = "丁局2023年政府信息公开工作年度报告"
    path.write_text(
        f"{title}\n一、总体情况\n全年平稳。\n二、主动公开政府信息情况\n五、存在的主要问题\n无。\n", encoding="utf-8"
    )
    return path


@pytest.mark.office
def test_a_figure_that_a_pdf_would_show_otherwise_is_refused(
    sources: dict[str, Path], report: gk_docs.AnnualReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = report.replace(active_disclosure=report.active_disclosure.replace(licences=7))
    wrong = gk_docs.render(other, "pdf")
    monkeypatch.setattr("gk_docs.batch.converting.rendered", lambda *_: wrong)
    assert main(["convert", str(sources["json"]), "-o", str(tmp_path / "a.pdf")]) == 2
    assert not (tmp_path / "a.pdf").exists()
