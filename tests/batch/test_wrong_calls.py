"""A caller who gives one thing where several are wanted, or another type, is told so, and nothing is done."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any

import pytest

import gk_docs as gk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOWN: Any = gk.AnnualReport(agency="甲镇人民政府", year=2024)
ONE_FOR_SEVERAL: list[Callable[[Any], Any]] = [
    lambda one: gk.total(one, agency="甲县人民政府"),
    lambda one: gk.total([TOWN], agency="甲县人民政府", roster=one),
    gk.survey,
    lambda one: gk.survey([], previous=one),
    lambda one: gk.survey([], roster=one),
    lambda one: gk.check(TOWN, select=one),
    lambda one: gk.check(TOWN, ignore=one),
    lambda one: gk.annotate(b"", one),
    lambda one: gk.compare(TOWN, TOWN).table(one),
]


@pytest.mark.parametrize("call", ONE_FOR_SEVERAL)
@pytest.mark.parametrize("one", ["GK3", b"GK3", 3, TOWN], ids=["text", "bytes", "number", "report"])
def test_one_thing_where_several_are_wanted_is_a_type_error(call: Callable[[Any], Any], one: Any) -> None:
    with pytest.raises(TypeError, match="takes several things, such as a list of them"):
        call(one)


@pytest.mark.parametrize("call", [gk.survey, lambda many: gk.survey([], previous=many)])
def test_reports_where_files_are_wanted_are_a_type_error(call: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match="are paths of files, not objects of type AnnualReport"):
        call([TOWN])


def test_nothing_is_written_of_one_report_or_in_one_format_without_a_list(tmp_path: Path) -> None:
    for reports, formats in ((TOWN, ("docx",)), ([TOWN], "docx")):
        with pytest.raises(TypeError, match="takes several things"):
            list(gk.write_all(reports, tmp_path / "出", formats=formats))
    assert not (tmp_path / "出").exists()


def test_formats_may_be_told_one_by_one_and_none_is_a_value_error(tmp_path: Path) -> None:
    [result] = gk.write_all([TOWN], tmp_path, formats=(one for one in ("json",)), executor=ThreadPoolExecutor(1))
    assert [path.suffix for path in result.paths] == [".json"]
    with pytest.raises(ValueError, match="formats"):
        gk.write_all([TOWN], tmp_path, formats=[])


def test_the_class_of_an_executor_in_the_place_of_one_is_a_type_error(tmp_path: Path) -> None:
    kind: Any = ThreadPoolExecutor
    with pytest.raises(TypeError, match="an executor of"):
        list(gk.write_all([TOWN], tmp_path, executor=kind))


def test_a_stream_that_stands_at_its_end_is_not_called_an_empty_file() -> None:
    stream = BytesIO()
    with pytest.raises(gk.GkError, match="文件是空的"):
        gk.read(stream)
    stream.write(gk.render(TOWN, "json"))
    with pytest.raises(ValueError, match=r"seek\(0\)"):
        gk.read(stream)
    stream.seek(0)
    assert gk.read(stream).report == TOWN


class Trickle(RawIOBase):
    """A stream that gives three bytes at a time, as a slow line may; None while it `pauses`."""

    def __init__(self, data: bytes, *, pauses: bool = False) -> None:
        self._data, self._pauses = BytesIO(data), pauses

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        piece = self._data.read(3)
        buffer[: len(piece)] = piece
        return len(piece) or (None if self._pauses else 0)


def test_a_stream_that_gives_its_bytes_piece_by_piece_is_read_whole() -> None:
    reading: Any = gk.read
    assert reading(Trickle(gk.render(TOWN, "yaml"))).report == TOWN
    with pytest.raises(TypeError, match="a binary stream"):
        reading(Trickle(b"abc", pauses=True))


def test_a_pipe_that_holds_nothing_is_an_empty_file() -> None:
    reader, writer = os.pipe()
    os.close(writer)
    with os.fdopen(reader, "rb") as stream, pytest.raises(gk.GkError, match="文件是空的"):
        gk.read(stream)


def test_how_to_go_on_is_said_to_python_too(tmp_path: Path) -> None:
    there = gk.write(TOWN, tmp_path / "甲镇.json")
    for call, said in (
        (lambda: gk.convert(TOWN, there), "--force（force=True）"),
        (lambda: gk.start_from(there, gk.start("甲镇", 2025, tmp_path / "甲镇.yaml").file), "--force（force=True）"),
        (lambda: gk.total([TOWN, TOWN.replace(agency="乙镇", year=2023)], agency="甲县人民政府"), "Python 中 year="),
    ):
        with pytest.raises(gk.GkError) as refused:
            call()
        assert said in str(refused.value)


def test_a_file_is_named_alike_after_a_report_and_after_its_reading() -> None:
    assert gk.stem_of(gk.read(gk.render(TOWN, "json"))) == gk.stem_of(TOWN) == "甲镇人民政府2024"
    body: Any = "甲镇人民政府"
    with pytest.raises(TypeError, match="a Reading or a report is needed, not str"):
        gk.stem_of(body)


@pytest.mark.parametrize("year", ["2024", 2024.0, True])
def test_a_year_that_is_no_whole_number_is_a_type_error_wherever_one_is_asked_for(tmp_path: Path, year: Any) -> None:
    for call in (
        lambda: gk.total([TOWN], agency="甲县人民政府", year=year),
        lambda: gk.start("甲镇", year, tmp_path / "甲镇.yaml"),
    ):
        with pytest.raises(TypeError, match="the year is a whole number"):
            call()


def test_figures_that_are_no_mapping_are_a_type_error() -> None:
    pairs: Any = [("行政许可", 3)]
    with pytest.raises(TypeError, match="figures maps paths or labels to values, such as a dict, not list"):
        gk.AnnualReport.from_figures(pairs, agency="甲镇", year=2024)


def test_a_name_that_no_folder_can_have_is_told_as_such() -> None:
    with pytest.raises(gk.GkError, match="文件名太长"):
        gk.compare_folders("长" * 300, ".")


@pytest.mark.parametrize("codes", ["GK2", "GK4"])
def test_a_severity_that_is_a_word_is_a_type_error_whether_the_rule_finds_something_or_not(codes: str) -> None:
    severities: Any = {codes: "error"}
    with pytest.raises(TypeError, match=r"of gk_docs\.Severity, not 'error'"):
        gk.check(TOWN, severities=severities)


def test_a_year_that_no_report_can_be_of_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(gk.GkError, match="年度"):
        gk.start("甲镇人民政府", 99999, tmp_path / "甲.yaml")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "call",
    [
        lambda: gk.check(TOWN, severities=["GK3"]),  # type: ignore[arg-type]  # the slip
        lambda: gk.check(TOWN, notice="五百字"),  # type: ignore[arg-type]  # the slip
        lambda: gk.total([TOWN], agency="甲县人民政府", executor=4),  # type: ignore[arg-type]  # the slip
        lambda: gk.survey(["甲.yaml"], executor=4),  # type: ignore[arg-type]  # the slip
    ],
)
def test_an_argument_of_another_type_is_a_type_error(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        call()


def test_readings_are_written_as_reports_are_and_anything_else_is_a_type_error(tmp_path: Path) -> None:
    reading = gk.read(gk.render(TOWN, "json"), name="甲.json")
    [written] = gk.write_all([reading], tmp_path, executor=ThreadPoolExecutor(1))
    assert written.paths[0].exists()
    with pytest.raises(TypeError, match="a Reading or a report"):
        list(gk.write_all([5], tmp_path, executor=ThreadPoolExecutor(1)))  # type: ignore[list-item]  # the slip
