"""A starting file that takes figures from a report whose own sums dispute them says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gk_docs as gk
from gk_docs.cli import main

if TYPE_CHECKING:
    from pathlib import Path

NAME = "甲镇人民政府"
TABLES = ("主动公开政府信息情况", "政府信息公开行政复议、行政诉讼情况")
LAST = f"机关: {NAME}\n年度: 2023\n" + "".join(f"{table}: {{全部: 0}}\n" for table in TABLES)
SAID = "照它结转到新文件的数可能不对，请先核对。"


def last_year(folder: Path, *, carried: str, outcomes: str = "{予以公开: {自然人: 4, 其余: 0}, 其余: 0}") -> Path:
    rows = f"本年新收政府信息公开申请数量: {{自然人: 10, 其余: 0}}, 本年度办理结果: {outcomes}"
    text = f"收到和处理政府信息公开申请情况: {{{rows}, 结转下年度继续办理: {carried}, 其余: 0}}\n"
    path = folder / "甲镇2023.yaml"
    path.write_text(LAST + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
@pytest.mark.parametrize("carried", ["{自然人: 6, 其余: 0, 总计: 9}", "{自然人: 5, 其余: 0}"])
def test_new_tells_of_it(suffix: str, carried: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last, target = str(last_year(tmp_path, carried=carried)), str(tmp_path / f"甲镇2024.{suffix}")
    assert main(["new", "--from", last, "-o", target]) == 0
    assert SAID in capsys.readouterr().err
    assert main(["new", NAME, "--year", "2024", "--previous", last, "-o", target, "--force"]) == 0
    assert SAID in capsys.readouterr().err
    (tmp_path / "名单.csv").write_text(f"机关\n{NAME}\n", encoding="utf-8")
    roster = ["new", "--roster", str(tmp_path / "名单.csv"), "--year", "2024", "--previous", str(tmp_path)]
    main([*roster, "--to", suffix, "-o", str(tmp_path / "新"), "--apart"])
    assert SAID in capsys.readouterr().err


def test_sums_that_agree_or_that_are_wrong_elsewhere_are_no_doubt(tmp_path: Path) -> None:
    right = last_year(tmp_path, carried="{自然人: 6, 其余: 0}")
    assert gk.start(NAME, 2024, tmp_path / "甲镇2024.yaml", previous=right).doubts == ()
    outcomes = "{予以公开: {自然人: 4, 其余: 0, 总计: 5}, 其余: 0}"
    wrong = last_year(tmp_path, carried="{自然人: 6, 其余: 0}", outcomes=outcomes)
    assert gk.check(gk.read(wrong), select=["GK301"])
    assert gk.start(NAME, 2024, tmp_path / "甲镇2024.yaml", previous=wrong, force=True).doubts == ()
