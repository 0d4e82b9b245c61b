"""Whatever is read gives a report or a `GkError`; a defect of ours is called one; a wrong argument is a `TypeError`."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

import gk_docs as gk
from gk_docs.errors import Defect, Problem, UnreadableFile, WriteRefused, guarded, printable

if TYPE_CHECKING:
    from pathlib import Path

RAW = "甲\x1b]0;x\x07\x9b2J\x7f\u202e\ud800乙"


@pytest.mark.defect
def test_a_defect_names_the_file_and_asks_for_it_and_keeps_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_source: object) -> None:
        raise AttributeError("'int' object has no attribute 'get'")

    monkeypatch.setattr("gk_docs.form.json.read", fail)
    with pytest.raises(Defect, match=r"甲\.json：程序出错（AttributeError：.*自身的缺陷.*请把这个文件") as caught:
        gk.read(b"{}", name="甲.json")
    assert isinstance(caught.value.__cause__, AttributeError)


@pytest.mark.parametrize("source", [3, None, object(), io.StringIO("机关: 甲镇"), [b"{}"]])
def test_what_is_neither_path_nor_bytes_is_a_wrong_argument(source: Any) -> None:
    with pytest.raises(TypeError, match="a path, bytes or a binary stream"):
        gk.read(source)


@pytest.mark.parametrize("values", [[1], None, "x", 3, [("year", 2023)]])
def test_only_a_mapping_is_parsed(values: Any) -> None:
    with pytest.raises(gk.GkError, match="不是一组“名称: 内容”"):
        gk.parse(values)


@pytest.mark.parametrize("report", [{}, None, "甲镇"])
def test_only_a_report_is_written(report: Any, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="a report"):
        gk.write(report, tmp_path / "甲.docx")
    with pytest.raises(TypeError, match="a report"):
        gk.render(report, "docx")
    assert not [*tmp_path.iterdir()]


class WithNote(gk.AnnualReport):
    note: str = ""


class WithCode(gk.Agency):
    code: str = ""


@pytest.mark.parametrize("format", ["docx", "html", "yaml", "json", "xlsx"])
def test_what_a_class_of_ones_own_adds_is_refused_and_not_left_out(format: Any, tmp_path: Path) -> None:  # noqa: A002 - the public name
    with pytest.raises(TypeError, match="fields of your own: note"):
        gk.write(WithNote(agency=gk.Agency(name="甲镇人民政府"), year=2023, note="内部"), tmp_path / f"甲.{format}")
    assert not [*tmp_path.iterdir()]
    with pytest.raises(ValueError, match=r"agency\.code"):
        gk.AnnualReport(agency=WithCode(name="甲镇人民政府", code="370406"), year=2023)


@pytest.mark.parametrize("name", ["甲\0.yaml", "\udcd2\udcd2.yaml", "x" * 300])
def test_a_name_that_no_file_has_is_no_defect(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        gk.read(tmp_path / name)
    assert str(caught.value).encode()


def test_what_the_system_refuses_is_no_defect_of_ours() -> None:
    with pytest.raises(WriteRefused, match=r"甲\.yaml：系统没有完成（同时打开的文件过多）"), guarded("甲.yaml"):
        raise OSError(24, "Too many open files")
    with pytest.raises(WriteRefused, match=r"甲\.yaml：系统没有完成（没有权限：镇/旧\.docx）"), guarded("甲.yaml"):
        raise PermissionError(13, "Permission denied", "镇/旧.docx")
    with pytest.raises(WriteRefused, match=r"^镇/旧\.docx：系统没有完成（没有权限）"), guarded():
        raise PermissionError(13, "Permission denied", "镇/旧.docx")
    with pytest.raises(WriteRefused, match=r"甲\.yaml：系统没有完成（没有权限）"), guarded("甲.yaml"):
        raise PermissionError(13, "Permission denied", "镇/甲.yaml")
    with pytest.raises(UnreadableFile, match="内存不够"), guarded("甲.yaml"):
        raise MemoryError


def test_what_an_error_quotes_can_be_printed_and_sent() -> None:
    problem = Problem(message="不能为空", file=RAW, found=RAW, place=RAW, line=3)
    assert str(problem).encode()
    assert json.dumps(problem.to_dict(), ensure_ascii=False).encode()
    assert printable(str(problem)) == str(problem)
    assert problem.found == r"甲\u001b]0;x\u0007\u009b2J\u007f\u202e\ud800乙"
    assert json.loads(f'"{problem.found}"') == RAW


def test_a_name_with_half_a_character_is_refused_in_words_that_can_be_sent() -> None:
    with pytest.raises(gk.GkError, match="代理码位") as caught:
        gk.parse({"agency": "甲\ud800镇", "year": 2023})
    assert json.dumps([one.to_dict() for one in caught.value.problems], ensure_ascii=False).encode()


def test_what_is_text_stays_as_it_is() -> None:
    text = "𣲗😀 \u3000①\t“甲”\n<乙>&"
    assert printable(text) == text
