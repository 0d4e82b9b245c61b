"""The tables of a Word file with lists stand within its page, and every figure below its head, however long it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.word.conftest import W, entries

import gk_docs as gk
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from pathlib import Path

ACROSS_MM = 261
NAMES = ("甲局", "青山省呼伦湖市人力资源和社会保障局就业服务中心", "青山省第三市人民政府")


def widths(most: int, folder: Path) -> list[float]:
    """The widths in millimetres of the columns of a total's annex, in which every other figure is so large."""
    paths = outline_of(gk.AnnualReport).figures
    figures = {path: Decimal(most) if at % 2 else Decimal(3) for at, path in enumerate(paths)}
    plain = {path: value if paths[path].unit == "万元" else int(value) for path, value in figures.items()}
    reports = [gk.AnnualReport.from_figures(plain, agency=name, year=2024) for name in NAMES]
    gk.save(gk.total(reports, agency="青山省人民政府"), folder / "附表.docx")
    root = etree.fromstring(entries((folder / "附表.docx").read_bytes())["word/document.xml"])
    columns = root.find(f".//{{{W}}}tblGrid")
    assert columns is not None
    return [int(str(column.get(f"{{{W}}}w"))) * 25.4 / 1440 for column in columns]


@pytest.mark.parametrize("most", [9, 9_999, 99_999, 999_999, 10**9, 10**11])
def test_the_columns_of_an_annex_have_room_for_a_head_and_stand_within_the_page(most: int, tmp_path: Path) -> None:
    found = widths(most, tmp_path)
    assert sum(found) == pytest.approx(ACROSS_MM, abs=1)
    assert min(found) > 7


def test_figures_of_five_digits_stay_on_one_line_beside_names_of_any_length(tmp_path: Path) -> None:
    digit, margins = 0.6 * 7.5 * 25.4 / 72, 1.9  # bold, in Noto Serif
    narrow, *wide = sorted({round(one, 1) for one in widths(33_333, tmp_path)[2:]})
    assert wide[0] > 5 * digit + margins > narrow
