"""Which JSON beside reports is a record that we wrote about them: no other may be left out of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.checks.small import small

import gk_docs as gk
from gk_docs.form.json import is_record, json_bytes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "value",
    [
        {"year": 2024, "title": "己乡2024年报告"},
        {"机关": "丙县己乡人民政府", "年度": 2024},
        [{"agency": {"name": "丙县己乡人民政府"}, "year": 2024, "problems": "更新慢。"}],
        {},
    ],
)
def test_what_may_be_meant_for_a_report_is_no_record_of_ours(value: object) -> None:
    assert not is_record(json_bytes(value))


def test_every_record_that_is_saved_is_known_as_ours_and_only_as_we_lay_it_out(tmp_path: Path) -> None:
    reading = gk.read(gk.render(small({}), "json"), name="甲镇.json")
    path = gk.write(reading.report, tmp_path / "甲镇.yaml")
    files = [tmp_path / f"{number}.json" for number in range(5)]
    gk.save(gk.check(reading), files[0])
    gk.save(gk.survey([path]), files[1])
    gk.save(gk.total([reading], agency="丙县"), files[2])
    gk.save(gk.compare(reading, reading.report), files[3])
    gk.save(gk.compare_folders(tmp_path, tmp_path), files[4])
    saved = [file.read_bytes() for file in files]
    assert all(map(is_record, saved))
    assert not any(is_record(data.replace(b"  ", b" ")) for data in saved)
    assert not is_record(gk.render(reading.report, "json"))
