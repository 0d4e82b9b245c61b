"""`gk-docs convert` between any two formats: every figure and every word arrive, whatever stands between."""

from __future__ import annotations

from email.mime.text import MIMEText
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.cli.prompt import FIXTURES
from tests.published.test_other_containers import odt, paragraph

import gk_docs
from gk_docs.cli import main
from gk_docs.document import pdf
from gk_docs.document.pdf import as_pdf
from gk_docs.formats import FORMATS, READERS, WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READ_ONLY = ("doc", "mht", "odt", "txt")
"""Formats that are read and not written: .doc by a fixture of its own, the others made from a text or a page."""

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


def test_every_format_that_is_read_is_written_but_four() -> None:
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
    given = NUMBERED_DOC if source == "doc" else MADE[source](tmp_path)
    out = tmp_path / f"a.{target}"
    assert main(["convert", str(given), "-o", str(out)]) == 0
    wanted, found = as_read(given), gk_docs.read(out).report
    assert found.figures() == wanted.figures()
    assert found.title == wanted.title


@cache
def as_read(given: Path) -> gk_docs.AnnualReport | gk_docs.AnnualReport2019:
    return gk_docs.read(given).report


NUMBERED_DOC = FIXTURES.parents[1] / "tests/published/numbered.doc"


LINES = (
    "丁局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "全年平稳。",
    "二、主动公开政府信息情况",
    "五、存在的主要问题",
    "无。",
)


def copied_text(folder: Path) -> Path:
    """A report as it is copied out of a web page into a text file."""
    return written(folder / "网页.txt", "\n".join(LINES).encode())


def page_in_one_file(folder: Path) -> Path:
    """The same as a browser saves it."""
    page = "".join(f"<p>{line}</p>" for line in LINES)
    return written(folder / "网页.mht", MIMEText(f"<html><body>{page}</body></html>", "html", "utf-8").as_bytes())


def open_document(folder: Path) -> Path:
    """The same as LibreOffice saves it."""
    return written(folder / "年报.odt", odt("".join(map(paragraph, LINES))))


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


MADE = {"txt": copied_text, "mht": page_in_one_file, "odt": open_document}


@pytest.mark.office
def test_a_figure_that_a_pdf_would_show_otherwise_is_refused(
    sources: dict[str, Path], report: gk_docs.AnnualReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = report.replace(active_disclosure=report.active_disclosure.replace(licences=7))
    wrong = gk_docs.render(other, "pdf")
    monkeypatch.setattr("gk_docs.batch.converting.rendered", lambda *_: wrong)
    assert main(["convert", str(sources["json"]), "-o", str(tmp_path / "a.pdf")]) == 2
    assert not (tmp_path / "a.pdf").exists()
