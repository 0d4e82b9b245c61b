"""Figures carried into an authored file: its tables are replaced wherever they stand, its text stays."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import gk_docs as gk
from gk_docs.authored.carrying import carried_into, with_figures
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from pathlib import Path

OLD = {
    "主动公开政府信息情况": "主动公开政府信息情况: {全部: 0}",
    "收到和处理政府信息公开申请情况": "收到和处理政府信息公开申请情况:\n"
    "  本年新收政府信息公开申请数量: {自然人: 3, 其余: 0}\n  其余: 0\n  表后文字: |\n    注：一行\n\n  # 说明\n",
    "政府信息公开行政复议、行政诉讼情况": "政府信息公开行政复议、行政诉讼情况: 待填  # 司法所",
    "总体情况": "总体情况: 已写好“{{ requests.received.total }}件”\n",
}
FIGURES = {path: number for number, path in enumerate(outline_of(gk.AnnualReport).figures, 1)}
REPORT = gk.AnnualReport.from_figures(FIGURES, agency="甲县人民政府", year=2023)


@pytest.mark.parametrize("order", list(permutations(OLD)), ids=lambda order: "".join(name[0] for name in order))
def test_tables_are_replaced_in_whatever_order_they_stand(order: tuple[str, ...]) -> None:
    source = "\n".join(["机关: 甲县人民政府", "年度: 2023", *(OLD[name] for name in order), ""])
    new = with_figures(source, REPORT)
    report = gk.read(new.encode(), name="县.yaml").report
    assert {figure.path: figure.value for figure in report.figures()} == FIGURES
    assert isinstance(report, gk.AnnualReport)
    assert str(report.requests.after) == "注：一行"
    assert [name for name in order if f"\n{name}:" in new] == sorted(order, key=lambda name: new.index(f"\n{name}:"))


@pytest.mark.parametrize(
    "body",
    ["机关: 乙县人民政府", "机关: {名称: 乙县人民政府}", "机关: {名称: 甲县人民政府, 所属地区: 丙市}"],
)
def test_another_bodys_file_is_refused(body: str) -> None:
    report = REPORT.replace(agency=gk.Agency(name="甲县人民政府", region="丁市"))
    with pytest.raises(gk.GkError, match="汇总的是甲县人民政府的"):
        with_figures(f"{body}\n年度: 2023\n", report)


@pytest.mark.parametrize(
    "body", ["机关: 丁市甲县人民政府", "机关: {名称: 甲县人民政府, 简称: 甲县}", "机关: '{{ 甲 }}'", "agency: 甲县政府"]
)
def test_its_own_is_taken_however_it_is_called(body: str) -> None:
    assert body in with_figures(f"{body}\n年度: 2023\n", REPORT)


@pytest.mark.parametrize("left_out", [name for name in OLD if name != "总体情况"])
def test_a_table_that_the_file_has_not_is_added_at_its_end(left_out: str) -> None:
    kept = [text for name, text in OLD.items() if name != left_out]
    new = with_figures("\n".join(["机关: 甲县人民政府", "年度: 2023", *kept, ""]), REPORT)
    report = gk.read(new.encode(), name="县.yaml").report
    assert {figure.path: figure.value for figure in report.figures()} == FIGURES
    assert new.rindex("\n\n") == new.index(f"\n\n{left_out}:")


def test_the_remarks_in_the_tables_that_are_replaced_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "县.yaml"
    tables = "\n".join(OLD.values()).replace("  本年新收", "  # 司法局核过\n  本年新收")
    path.write_text(f"机关: 甲县人民政府\n年度: 2023  # 上一年\n{tables}", encoding="utf-8")
    carried_into(REPORT, path)
    assert "县.yaml 三张表里“#”后面的说明没有保留：# 司法局核过" in caplog.text
    assert "上一年" not in caplog.text
    caplog.clear()
    carried_into(REPORT, path)
    assert "没有保留" not in caplog.text


@pytest.mark.parametrize("space", ["\xa0", "\u3000", "\u2003"])
def test_a_paragraph_that_is_one_odd_space_stays_beside_its_table(space: str) -> None:
    before = gk.Prose((gk.Paragraph(text=""), gk.Paragraph(text=space)))
    last = gk.AnnualReport.from_figures({}, agency="甲镇人民政府", year=2023)
    table = last.active_disclosure.replace(before=before, after=gk.Prose("表后。"))
    source = gk.render(last.replace(active_disclosure=table), "yaml").decode()
    again = gk.read(with_figures(source, last).encode(), name="甲.yaml").report
    assert again.active_disclosure.before == before


@pytest.mark.parametrize(
    "text", ["共{{ 行政许可 }}件。", "|\n    共{{ 行政许可 }}件。", "\n    - 共{{ 行政许可 }}件。"]
)
@pytest.mark.parametrize("above", [True, False])
def test_a_remark_behind_the_last_row_of_a_table_never_joins_its_text(
    text: str, tmp_path: Path, *, above: bool
) -> None:
    file = carried_into(REPORT, tmp_path / "县.yaml")
    row, prose = next(line for line in file.read_text("utf-8").splitlines() if "# 万元" in line), f"  表后文字: {text}"
    rows = f"{prose}\n{row}" if above else f"{row}\n{prose}"
    file.write_text(
        file.read_text("utf-8").replace("{{ 待填 }}", "无").replace(": 待填", ": 0").replace(row, rows),
        encoding="utf-8",
    )
    for _ in range(2):
        report = gk.read(carried_into(REPORT, file)).report
        assert {figure.path: figure.value for figure in report.figures()} == FIGURES
        assert isinstance(report, gk.AnnualReport)
        assert str(report.active_disclosure.after) == f"共{FIGURES['active_disclosure.licences']}件。"
