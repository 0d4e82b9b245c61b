"""`gk-docs render` prints the reasons of accepted differences under the tables, if it is told to."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads the annotation of a fixture

import pytest
from tests.cli.prompt import FIXTURES

import gk_docs
from gk_docs.cli import main

NOTE = "注：行政规范性文件（现行有效件数）：两件年内失效。"
ACCEPTED = "\n已说明事项:\n  - {代码: GK403, 理由: 两件年内失效。}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report that accepts that fewer documents are in force than were issued."""
    monkeypatch.chdir(tmp_path)
    text = (FIXTURES / "linhe_2024.yaml").read_text(encoding="utf-8")
    changed = text.replace("{本年制发件数: 1, ", "{本年制发件数: 5, ")
    assert changed != text
    (tmp_path / "数据").mkdir()
    (tmp_path / "数据/临河镇.yaml").write_text(changed + ACCEPTED, encoding="utf-8")
    return tmp_path


def under(path: Path) -> str:
    return gk_docs.read(path).report.active_disclosure.after.text


@pytest.mark.parametrize("suffix", ["docx", "html", "yaml", "json", "xlsx"])
def test_the_note_stands_under_the_table_in_every_format(folder: Path, suffix: str) -> None:
    assert main(["render", "数据/临河镇.yaml", "--notes", "-o", f"出.{suffix}"]) == 0
    assert under(folder / f"出.{suffix}") == NOTE
    assert NOTE not in (folder / "数据/临河镇.yaml").read_text(encoding="utf-8")


def test_without_the_option_nothing_is_printed(folder: Path) -> None:
    assert main(["render", "数据/临河镇.yaml", "-o", "出.docx"]) == 0
    assert under(folder / "出.docx") == ""


def test_what_was_written_with_its_note_is_written_again_with_one(folder: Path) -> None:
    assert main(["render", "数据/临河镇.yaml", "--notes", "-o", "一.yaml"]) == 0
    assert main(["render", "一.yaml", "--notes", "-o", "二.docx"]) == 0
    assert under(folder / "二.docx") == NOTE


def test_a_whole_folder_prints_notes_where_its_settings_say_so(folder: Path) -> None:
    assert main(["render", "数据", "--notes", "-o", "出"]) == 2
    (folder / "数据/gk-docs.toml").write_text("notes = true\n", encoding="utf-8")
    assert main(["render", "数据", "-o", "出"]) == 0
    [written] = (folder / "出").glob("*.docx")
    assert under(written) == NOTE
