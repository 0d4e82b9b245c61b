"""`gk-docs county`: the office's view at the prompt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.batch.test_county import town, written

from gk_docs.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "各单位"
    written(place, [*(town(number, 30) for number in range(12)), town(99, 3000)])
    (place / "名单.csv").write_text("机关\n某县第1镇人民政府\n某县丁街道办事处\n", encoding="utf-8")
    return place


def test_findings_and_what_is_worth_a_look_are_said_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["county", str(folder)]) == 1
    said = capsys.readouterr().out
    assert said.index("查出的问题") < said.index("GK205") < said.index("值得一看") < said.index("3000 件")
    assert "没有报告：某县丁街道办事处" in said


def test_json_and_files_say_the_same(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "县.json"
    main(["county", str(folder), "-o", str(target), "--json"])
    assert json.loads(capsys.readouterr().out) == json.loads(target.read_text(encoding="utf-8"))
    main(["county", str(folder), "-o", str(tmp_path / "县.xlsx")])
    assert (tmp_path / "县.xlsx").stat().st_size > 1000


def test_without_errors_a_missing_body_is_no_success(folder: Path) -> None:
    (folder / "gk-docs.toml").write_text('select = ["GK301"]\n', encoding="utf-8")
    assert main(["county", str(folder)]) == 3


def test_misuse_and_an_empty_folder_are_told_apart(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["county", str(folder), "-o", str(tmp_path / "县.pdf")]) == 2
    empty = tmp_path / "空"
    empty.mkdir()
    assert main(["county", str(empty)]) == 1
    assert "没有发现问题" not in capsys.readouterr().out
