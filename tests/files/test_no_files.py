"""What is no file, never ends or leads in a circle is refused by name, and neither waited for nor read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from tests.cli.prompt import FIXTURES
from tests.document.reports import town

import gk_docs as gk
from gk_docs.cli import main
from gk_docs.word import Template


@pytest.mark.parametrize("read", [gk.read, Template, lambda path: gk.render(town(), "docx", template=path)])
def test_a_pipe_or_a_device_is_refused_and_never_waited_for_or_read(tmp_path: Path, read: Any) -> None:
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("device.yaml", "pipe.yaml"):
        with pytest.raises(gk.GkError, match="这是设备或管道，不是文件"):
            read(tmp_path / name)


def test_a_file_that_is_larger_than_the_system_says_is_never_read_whole(tmp_path: Path) -> None:
    grows = tmp_path / "grows.yaml"
    grows.touch()
    with (
        mock.patch("gk_docs.files.limits.FILE", 10),
        mock.patch.object(Path, "open", return_value=io.BytesIO(b"x" * 11)),
        pytest.raises(gk.GkError, match="文件超过"),
    ):
        gk.read(grows)


def test_links_in_a_circle_are_called_so_by_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop = tmp_path / "甲.yaml"
    loop.symlink_to(loop)
    for command in ("check", "render", "county", "total --agency 甲县人民政府", "convert --to json"):
        assert main([*command.split(), str(loop)]) != 0
        said = capsys.readouterr().err
        assert "链接绕了圈" in said or "没有这个文件" in said
        assert "程序出错" not in said


@pytest.mark.parametrize("name", ["folder.{}", "长" * 90 + ".{}"])
@pytest.mark.parametrize(
    ("put", "suffix"),
    [
        (lambda file, path: gk.write(gk.read(file).report, path), "csv"),
        (gk.convert, "json"),
        (lambda _file, path: gk.start("甲镇", 2024, path), "yaml"),
        (gk.start_from, "yaml"),
        (lambda file, path: gk.total([file], agency="青山县人民政府").write(path), "yaml"),
        (lambda file, path: gk.write_figures([gk.read(file)], path), "csv"),
        (lambda file, path: gk.save(gk.compare(gk.read(file), gk.read(file)), path), "json"),
    ],
)
def test_where_no_file_can_be_a_write_is_refused_and_nothing_lies_beside(
    tmp_path: Path, name: str, put: Any, suffix: str
) -> None:
    folder = tmp_path / f"folder.{suffix}"
    folder.mkdir()
    with pytest.raises(gk.GkError):
        put(FIXTURES / "linhe_2024.yaml", tmp_path / name.format(suffix))
    assert [*tmp_path.rglob("*")] == [folder]


@pytest.mark.parametrize("typed", ["甲镇", "甲镇.yml", "甲镇.docx", "“甲镇.yaml”", "甲镇.YAML"])
def test_a_name_that_is_almost_that_of_a_file_is_told_with_it(tmp_path: Path, typed: str) -> None:
    (tmp_path / "甲镇.yaml").write_text("年度: 2024", encoding="utf-8")
    with pytest.raises(gk.GkError, match=r"没有这个文件。是否指“甲镇\.yaml”"):
        gk.read(tmp_path / typed)
    with pytest.raises(gk.GkError, match=r"没有这个文件。$"):
        gk.read(tmp_path / "乙镇.yaml")


def test_a_link_to_nothing_is_called_that(tmp_path: Path) -> None:
    (tmp_path / "甲镇.yaml").symlink_to("没有.yaml")
    with pytest.raises(gk.GkError, match=r"没有这个文件。它是快捷方式（链接），指向的文件不在了"):
        gk.read(tmp_path / "甲镇.yaml")


def test_the_text_of_a_file_in_the_place_of_its_name_is_told_to_go_in_as_bytes() -> None:
    for text in ("机关: 甲镇\n年度: 2024\n" * 99, json.dumps({"agency": "甲镇", "summary": "公开。" * 999})):
        with pytest.raises(gk.GkError, match="传入 bytes") as refused:
            gk.read(text)
        assert len(str(refused.value)) < 120


def test_what_is_no_office_file_is_not_called_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "甲.yaml").write_text("年度: 2024", encoding="utf-8")
    with pytest.raises(gk.GkError, match=r"甲\.yaml：这不是 \.docx、\.xlsx 或 \.odt 文件"):
        Template(tmp_path / "甲.yaml")


def test_of_files_that_differ_in_case_and_in_suffix_that_of_the_same_suffix_is_meant(tmp_path: Path) -> None:
    for name in ("甲镇.docx", "甲镇.yaml"):
        (tmp_path / name).touch()
    for typed, meant in (("甲镇.YAML", "甲镇.yaml"), ("“甲镇.docx”", "甲镇.docx"), ("甲镇.yml", "甲镇.docx")):
        with pytest.raises(gk.GkError, match=f"是否指“{meant}”"):
            gk.read(tmp_path / typed)
