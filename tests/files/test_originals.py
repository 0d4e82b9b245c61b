"""What a command replaces is kept beside it, where no command takes it for a report."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from tests.document.reports import town

from gk_docs.cli import main
from gk_docs.errors import WriteRefused
from gk_docs.files.saving import keep_original, save
from gk_docs.formats import write

KEPT = Path(".gk-docs") / "原件"


def kept(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / KEPT).iterdir()}


def test_what_force_replaces_is_kept_and_the_place_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "乙镇2023.docx"
    path.write_bytes(b"work of a week")
    with caplog.at_level(logging.WARNING):
        write(town(), path, force=True)
    assert kept(tmp_path) == {"乙镇2023（1）.docx": b"work of a week"}
    assert [record.getMessage() for record in caplog.records] == [
        f"乙镇2023.docx 原来的内容存在 {tmp_path / KEPT / '乙镇2023（1）.docx'}"
    ]


@pytest.mark.parametrize("suffix", [".docx", ".html", ".yaml", ".json", ".svg"])
def test_what_nobody_changed_is_not_kept_even_if_every_write_forces(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"乙镇2023{suffix}"
    for year in (2022, 2023, 2024):
        write(town().replace(year=year), path, force=True)
    assert not (tmp_path / ".gk-docs").exists()
    path.write_bytes(b"work of a week")
    write(town(), path, force=True)
    assert len(kept(tmp_path)) == 1


def test_nothing_that_is_kept_is_ever_replaced(tmp_path: Path) -> None:
    path = tmp_path / "年报.yaml"
    for number in range(4):
        save(b"%d" % number, path, force=True)
    assert kept(tmp_path) == {f"年报（{number + 1}）.yaml": b"%d" % number for number in range(3)}


def test_what_is_empty_or_the_same_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "年报.yaml"
    path.write_bytes(b"")
    save(b"a", path, force=True)
    save(b"a", path, force=True)
    assert not (tmp_path / ".gk-docs").exists()


def test_a_workbook_that_somebody_filled_in_is_replaced_by_force_alone_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "年报.xlsx"
    path.write_bytes(b"filled in")
    with pytest.raises(WriteRefused, match="没有覆盖"):
        write(town(), path)
    assert path.read_bytes() == b"filled in"
    write(town(), path, force=True)
    assert kept(tmp_path) == {"年报（1）.xlsx": b"filled in"}


@pytest.mark.parametrize("taken", [".gk-docs", ".gk-docs/原件"])
def test_what_cannot_be_kept_is_not_replaced(tmp_path: Path, taken: str) -> None:
    path = tmp_path / "乙镇2023.docx"
    path.write_bytes(b"work of a week")
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_bytes(b"a file in the way")
    with pytest.raises(WriteRefused, match="没有覆盖") as refusal:
        write(town(), path, force=True)
    assert path.read_bytes() == b"work of a week"
    assert refusal.value.problems[0].mend


def test_a_long_name_is_kept_under_a_shorter_one(tmp_path: Path) -> None:
    path = tmp_path / f"{'镇' * 80}.yaml"
    path.write_bytes(b"old")
    copy = keep_original(path, b"new")
    assert copy
    assert copy.read_bytes() == b"old"
    assert copy.stat().st_mtime_ns == path.stat().st_mtime_ns


def test_no_command_over_a_folder_takes_what_is_kept_for_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("今年", "去年"):
        Path(folder).mkdir()
        write(town(year=2023 if folder == "今年" else 2022), Path(folder) / "乙镇.yaml")
        (Path(folder) / KEPT).mkdir(parents=True)
        for name in ("丙镇.yaml", "丁镇.json", "戊镇.docx", "己镇.xlsx"):
            (Path(folder) / KEPT / name).write_bytes(b"not even a report")
    for arguments in (
        ["check", "今年", "--previous", "去年"],
        ["render", "今年", "-o", "成品"],
        ["county", "今年"],
        ["total", "今年", "--agency", "甲县人民政府", "--year", "2023"],
        ["compare", "去年", "今年"],
    ):
        main(arguments)
        shown = "".join(capsys.readouterr())
        assert "乙镇" in shown
        assert not any(name in shown for name in ("丙镇", "丁镇", "戊镇", "己镇"))
