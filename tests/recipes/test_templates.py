"""What docs/templates.md says of LibreOffice: a template that it has saved is still valid, and so is a report."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.recipes.pages import ROOT

import gk_docs as gk
from gk_docs.cli import main
from gk_docs.document.docx import template_path
from gk_docs.document.template_check import check_template
from gk_docs.form.editions import FORMS

TOWNS = {"2019": "hewan_2020", "2021": "linhe_2024"}


def saved_by_libreoffice(source: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "saved"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=os.environ)
    return folder / "saved" / source.name


@pytest.mark.office
@pytest.mark.parametrize("edition", sorted(TOWNS))
def test_a_template_saved_by_libreoffice_is_valid_and_its_report_reads_back_whole(edition: str, tmp_path: Path) -> None:
    template = saved_by_libreoffice(template_path(FORMS[edition]), tmp_path)
    found = check_template(template)
    assert found.edition == edition
    assert {finding.code for finding in found.findings} <= {"GT403"}
    report = gk.read(ROOT / f"fixtures/townships/{TOWNS[edition]}.yaml").report
    reading = gk.read(gk.render(report, "docx", template=template), name="年报.docx")
    assert (reading.origin, reading.report, reading.findings) == ("ours", report, ())


@pytest.mark.office
@pytest.mark.parametrize("edition", sorted(TOWNS))
def test_a_report_saved_by_libreoffice_reads_back_whole(edition: str, tmp_path: Path) -> None:
    report = gk.read(ROOT / f"fixtures/townships/{TOWNS[edition]}.yaml").report
    reading = gk.read(saved_by_libreoffice(gk.write(report, tmp_path / "年报.docx"), tmp_path))
    assert (reading.origin, reading.report, reading.findings) == ("ours", report, ())


def test_a_template_of_the_other_edition_is_refused_by_the_names_of_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = str(ROOT / "fixtures/townships/hewan_2020.yaml")
    new = str(template_path(FORMS["2021"]))
    assert main(["render", old, "--template", new, "-o", str(tmp_path / "年报.docx")]) == 1
    assert "这是2021年版格式的模板，报告用的是2019年版格式" in capsys.readouterr().err
    assert not (tmp_path / "年报.docx").exists()
