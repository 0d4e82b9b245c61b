"""A file is replaced whole or not at all, and nobody's work is lost."""

from __future__ import annotations

import io
import logging
import os
import stat
import zipfile
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.authored.authored_example import GOOD
from tests.document.reports import town

import docx
from gk_docs.errors import WriteRefused
from gk_docs.files.saving import remove_drafts, replace_whole, save
from gk_docs.files.seal import is_sealed, sealed
from gk_docs.formats import format_of, read, render, rendered, write

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "乙镇2023.docx"


def edit_in_word(path: Path) -> bytes:
    """Open the file, add a word, save it: another program writes the package."""
    document = docx.Document(str(path))
    document.paragraphs[2].add_run("改")
    document.save(str(path))
    return path.read_bytes()


def test_a_written_file_is_what_render_gives(path: Path) -> None:
    assert write(town(), path) == path
    assert path.read_bytes() == render(town(), "docx")


def test_a_file_of_ours_that_nobody_changed_is_replaced(path: Path) -> None:
    write(town(), path)
    changed = town(problems={"lead": "另一句。"})
    assert write(changed, path) == path
    assert path.read_bytes() == render(changed, "docx")


def test_a_file_that_somebody_changed_is_not_overwritten(path: Path) -> None:
    write(town(), path)
    work = edit_in_word(path)
    with pytest.raises(WriteRefused, match="有人改过") as refusal:
        write(town(), path)
    assert path.read_bytes() == work
    (problem,) = refusal.value.problems
    assert problem.file == str(path)
    assert problem.mend is not None
    assert "--force" in problem.mend


def test_even_saving_without_a_change_makes_the_file_somebodys_own(path: Path) -> None:
    write(town(), path)
    docx.Document(str(path)).save(str(path))
    with pytest.raises(WriteRefused):
        write(town(), path)


def test_one_changed_byte_is_seen(path: Path) -> None:
    write(town(), path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(WriteRefused):
        write(town(), path)


def test_a_foreign_word_file_is_not_overwritten(path: Path) -> None:
    docx.Document().save(str(path))
    with pytest.raises(WriteRefused, match="不是 gk-docs 写的"):
        write(town(), path)


def test_force_overwrites_what_somebody_changed(path: Path) -> None:
    write(town(), path)
    edit_in_word(path)
    assert write(town(), path, force=True) == path
    assert path.read_bytes() == render(town(), "docx")


def lock_of_word(path: Path) -> Path:
    return path.with_name(f"~${path.name[2:]}")


@pytest.mark.parametrize(
    "lock",
    [lock_of_word, lambda path: path.with_name(f"~${path.name}"), lambda path: path.with_name(f".~lock.{path.name}#")],
)
def test_a_file_open_in_an_office_program_gets_the_new_one_beside_it(
    path: Path, lock: Callable[[Path], Path], caplog: pytest.LogCaptureFixture
) -> None:
    write(town(), path)
    work = edit_in_word(path)
    lock(path).touch()
    with caplog.at_level(logging.WARNING):
        beside = write(town(), path)
    assert beside == path.with_name("乙镇2023（新）.docx")
    assert beside.read_bytes() == render(town(), "docx")
    assert path.read_bytes() == work
    assert "乙镇2023.docx 正在 Word 或 WPS 中打开，新文件写在 乙镇2023（新）.docx" in caplog.text


def test_the_one_beside_is_renewed_but_not_over_somebodys_work(path: Path) -> None:
    write(town(), path)
    lock_of_word(path).touch()
    beside = write(town(), path)
    assert write(town(), path) == beside
    work = edit_in_word(beside)
    assert write(town(), path) == path.with_name("乙镇2023（新2）.docx")
    assert beside.read_bytes() == work


def test_a_lock_that_was_left_behind_alone_does_not_hinder(path: Path) -> None:
    lock_of_word(path).touch()
    assert write(town(), path) == path


def refuse_to_replace(*_: object) -> Path:
    raise PermissionError(13, "in use")


def test_a_file_that_windows_holds_open_gets_the_new_one_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(town(), path)
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda self, target: refuse_to_replace() if target == path else replace(self, target)
    )
    assert write(town(), path) == path.with_name("乙镇2023（新）.docx")
    assert sorted(file.name for file in path.parent.iterdir()) == ["乙镇2023.docx", "乙镇2023（新）.docx"]


def test_when_nothing_can_be_replaced_the_refusal_says_to_close_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(town(), path)
    monkeypatch.setattr(Path, "replace", refuse_to_replace)
    with pytest.raises(WriteRefused, match="请先关闭文件"):
        write(town(), path)


@pytest.mark.parametrize(("where", "step"), [(os, "fsync"), (Path, "replace")])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, where: object, step: str
) -> None:
    path.write_bytes(b"old")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, step, full)
    with pytest.raises(OSError, match="No space"):
        replace_whole(b"new", path)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_is_told_in_chinese(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteRefused, match=r"写不进去.*请检查磁盘空间"):
        write(town(), path)
    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_and_a_folder_in_place_of_the_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused, match="没有这个文件夹"):
        write(town(), tmp_path / "没有" / "甲.docx")
    (tmp_path / "甲.docx").mkdir()
    with pytest.raises(WriteRefused, match="这是一个文件夹"):
        write(town(), tmp_path / "甲.docx")


def test_the_rights_of_a_replaced_file_stay(path: Path) -> None:
    write(town(), path)
    path.chmod(0o640)
    write(town(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_keeps_pointing_to_the_file_that_is_replaced(path: Path, tmp_path: Path) -> None:
    write(town(), path)
    link = tmp_path / "链接.docx"
    link.symlink_to(path)
    changed = town(problems={"lead": "另一句。"})
    write(changed, link)
    assert link.is_symlink()
    assert path.read_bytes() == render(changed, "docx")


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ".html", ".htm"])
def test_yaml_json_and_pages_of_ours_are_replaced(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"甲{suffix}"
    write(town(), path)
    changed = town(problems={"lead": "另一句。"})
    assert write(changed, path) == path
    assert path.read_bytes() == rendered(changed, format_of(path))


@pytest.mark.parametrize(
    ("suffix", "before", "after"),
    [
        (".yaml", "机关:", "# 待核\n机关:"),
        (".yaml", "自然人: 3", "自然人: 4"),
        (".yml", "自然人: 3", "自然人: 4"),
        (".htm", "<td>3</td>", "<td>4</td>"),
        (".yaml", "\n", "\r\n"),
        (".yaml", "# gk-docs", "# "),
        (".json", '"year": 2023', '"year":2023'),
        (".json", "}\n", "}"),
        (".json", '"requests"', '"request"'),
        (".json", "{", "["),
        (".html", "<td>3</td>", "<td>4</td>"),
        (".html", "\n", "\r\n"),
        (".html", "</html>\n<!-- gk-docs", "</html>\n<!--"),
    ],
)
def test_but_what_an_author_wrote_into_them_is_not_lost(tmp_path: Path, suffix: str, before: str, after: str) -> None:
    path = tmp_path / f"甲{suffix}"
    text = rendered(town(), format_of(path)).decode()
    assert before in text
    path.write_bytes(text.replace(before, after).encode())
    work = path.read_bytes()
    with pytest.raises(WriteRefused, match="有人改过"):
        write(town(), path)
    assert path.read_bytes() == work
    assert write(town(), path, force=True) == path


def test_an_authored_file_is_not_replaced_by_what_was_read_from_it(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(WriteRefused):
        write(read(path).report, path)
    assert path.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("suffix", [".docx", ".html", pytest.param(".pdf", marks=pytest.mark.office), ".yaml", ".json"])
def test_an_empty_file_holds_nobodys_work_nor_do_the_zeros_that_a_power_cut_leaves(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"甲{suffix}"
    for nothing in (b"", bytes(3000)):
        path.write_bytes(nothing)
        assert write(town(), path) == path


def test_a_name_may_be_as_long_as_the_disk_takes_and_no_longer(tmp_path: Path) -> None:
    assert write(town(), tmp_path / f"{'长' * 83}.docx").exists()
    with pytest.raises(WriteRefused, match="文件名太长"):
        write(town(), tmp_path / f"{'长' * 90}.docx")


def test_a_link_into_nothing_is_refused_and_one_in_a_circle_replaced(tmp_path: Path) -> None:
    circle, nowhere = tmp_path / "圈.docx", tmp_path / "空.docx"
    circle.symlink_to(circle)
    nowhere.symlink_to(tmp_path / "没有的文件夹" / "甲.docx")
    assert write(town(), circle).read_bytes() == render(town(), "docx")
    with pytest.raises(WriteRefused, match="没有的文件夹：没有这个文件夹"):
        write(town(), nowhere)


def test_a_sealed_file_is_still_a_zip_file() -> None:
    data = render(town(), "docx")
    assert is_sealed(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.comment.startswith(b"gk-docs sha256:")


@pytest.mark.parametrize("data", [b"", b"PK", b"\0" * 200])
def test_what_is_no_file_of_ours_bears_no_seal(data: bytes) -> None:
    assert not is_sealed(data)


def test_a_file_that_bears_a_comment_is_not_sealed_again() -> None:
    with pytest.raises(ValueError, match="comment"):
        sealed(render(town(), "docx"))


def test_a_file_that_another_program_holds_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, held, replace = tmp_path / "甲.txt", [1, 2], Path.replace
    path.write_bytes(b"old")

    def once_let_go(draft: Path, target: Path) -> Path:
        if held and held.pop():
            raise PermissionError
        return replace(draft, target)

    monkeypatch.setattr("gk_docs.files.saving._PAUSES", (0, 0))
    monkeypatch.setattr(Path, "replace", once_let_go)
    replace_whole(b"new", path)
    assert (path.read_bytes(), held) == (b"new", [])
    held.extend((1, 1, 1))
    with pytest.raises(PermissionError):
        replace_whole(b"newer", path)
    assert [one.name for one in tmp_path.iterdir()] == ["甲.txt"]


def test_a_draft_that_another_run_removes_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace
    removed: list[str] = []

    def put(draft: Path, target: Path) -> Path:
        if not removed:
            removed.append(draft.name)
            remove_drafts(tmp_path, before=inf)
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", put)
    save(b"new", tmp_path / "a.txt")
    assert removed
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.txt", b"new")]
