"""LibreOffice lays out a Word document, is bounded in time, and is named where it is missing."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from tests.testing.documents import docx_of, paragraph

from gk_docs.document import pdf
from gk_docs.errors import GkError, MissingExtra

if TYPE_CHECKING:
    from pathlib import Path


def program(folder: Path, script: str) -> None:
    """Put a program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.office
def test_a_document_becomes_a_pdf_with_tags() -> None:
    data = pdf.as_pdf(docx_of(paragraph("甲镇")))
    assert data.startswith(b"%PDF-")
    assert b"/MarkInfo<</Marked true>>" in data


def test_where_libreoffice_is_missing_it_is_named_with_two_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pdf, "_PLACES", ())
    with pytest.raises(MissingExtra, match=r"LibreOffice.*Word 或 WPS") as refusal:
        pdf.as_pdf(b"")
    assert "安装 LibreOffice" in str(refusal.value)


def test_it_is_found_where_it_is_installed_though_no_path_leads_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, ": > /dev/null")
    monkeypatch.setattr(pdf, "_PLACES", (tmp_path / "soffice",))
    monkeypatch.setattr(pdf, "_NAMES", ())
    with pytest.raises(GkError, match="没有排出页面"):
        pdf.as_pdf(b"")


def test_what_it_complains_of_is_told(folder: Path) -> None:
    program(folder, "echo 'source file could not be loaded' >&2")
    with pytest.raises(GkError, match=r"没有排出页面.*could not be loaded"):
        pdf.as_pdf(b"no document")


def test_one_that_hangs_is_ended_with_all_that_it_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(folder, f"(sleep 3; touch {folder}/alive) &\nwait")
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    with pytest.raises(GkError, match="没有排完，已中止"):
        pdf.as_pdf(b"")
    time.sleep(3)
    assert not (folder / "alive").exists()
