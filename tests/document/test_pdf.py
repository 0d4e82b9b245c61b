"""A PDF shows what the Word file shows, reads back to the figure, and is not replaced once somebody signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.document.reports import town
from tests.strategies import PNG

from gk_docs.document import pdf as office
from gk_docs.errors import MissingExtra, WriteRefused
from gk_docs.files.saving import save
from gk_docs.files.seal import PDF_SEAL
from gk_docs.form.prose import Picture
from gk_docs.formats import read, render, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(town(), "pdf")


@pytest.mark.office
def test_it_reads_back_as_what_the_pages_show(pdf: bytes) -> None:
    reading = read(pdf, name="乙镇.pdf")
    assert reading.report == town().visible()
    assert reading.origin == "published"


@pytest.mark.office
def test_hostile_text_and_a_picture_leave_every_figure_as_it_is() -> None:
    hostile = town(
        summary={"lead": [{"kind": "paragraph", "text": "<甲> & {{ 乙 }} 𣲗😀"}, Picture(data=PNG).model_dump()]},
        active_disclosure={**town().active_disclosure.model_dump(), "licences": 10**15 - 1},
    )
    assert read(render(hostile, "pdf"), name="乙镇.pdf").report.figures() == hostile.figures()


@pytest.mark.office
def test_a_pdf_of_ours_is_replaced_and_one_that_was_signed_is_not(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "乙镇.pdf"
    path.write_bytes(pdf)
    assert save(b"%PDF-1.7", path) == path
    signed = pdf + b"1 0 obj\n<< /Type /Sig >>\nendobj\nstartxref\n0\n%%EOF\n"
    path.write_bytes(signed)
    with pytest.raises(WriteRefused, match="有人改过"):
        save(pdf, path)
    assert path.read_bytes() == signed


@pytest.mark.office
def test_a_foreign_pdf_is_not_replaced(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "乙镇.pdf"
    path.write_bytes(b"%PDF-1.7\nstartxref\n0\n%%EOF\n")
    with pytest.raises(WriteRefused, match="不是 gk-docs 写的"):
        save(pdf, path)


@given(st.binary(), st.binary(max_size=40))
def test_a_sealed_pdf_is_told_from_any_other(before: bytes, after: bytes) -> None:
    data = before + b"startxref\n" + after
    assert PDF_SEAL.is_on(PDF_SEAL.sealed(data))
    assert not PDF_SEAL.is_on(data)
    assert not PDF_SEAL.is_on(PDF_SEAL.sealed(data) + b" ")


def test_without_libreoffice_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(MissingExtra, match="LibreOffice"):
        write(town(), tmp_path / "乙镇.pdf")
    assert list(tmp_path.iterdir()) == []
