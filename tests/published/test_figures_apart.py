"""Tables of which text prints labels and figures apart: read where order, number and sums leave one way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.published.test_torn_tables import HEAD, HEADS, figures_of

from gk_docs import formats as readers
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Printed = list[tuple[str, list[str]]]

FEE, OTHER, TOTAL = "2.申请人逾期", "3.其他", "（七）总计"


def printed(cells: Mapping[str, str], edition: str = "2021") -> Printed:
    """The label and the figures of each row of table 3."""
    grid = outline_of(FORMS[edition]).section("requests").grid
    rows = [[cell.content for cell in row] for row in grid.by_row()] if grid else []
    return [
        (
            [content.text for content in row if isinstance(content, Label)][-1],
            [cells[content.path] for content in row if isinstance(content, Figure)],
        )
        for row in rows
        if any(isinstance(content, Figure) for content in row)
    ]


def place_of(rows: Printed, label: str) -> int:
    return next(place for place, (text, _) in enumerate(rows) if text.startswith(label))


def read(lines: Iterable[str]) -> dict[str, int]:
    """What is read of table 3."""
    report = readers.read(
        "\n".join([(HEAD + HEADS).strip(), *lines, "四、政府信息公开行政复议、行政诉讼情况"]).encode()
    ).report
    return {figure.path: int(figure.value) for figure in report.figures() if figure.value is not None}


def table(cells: Mapping[str, str]) -> dict[str, int]:
    return {path: int(value) for path, value in cells.items() if path.startswith("requests.")}


def a_line_each(rows: Printed) -> list[str]:
    return [figure for _, figures in rows for figure in figures]


@pytest.fixture(params=range(3))
def cells(kit: Any, request: pytest.FixtureRequest) -> dict[str, str]:
    return figures_of(kit, "2021", request.param)


def test_figures_of_many_rows_a_line_each_inside_a_label_are_not_its_own(cells: dict[str, str]) -> None:
    rows = printed(cells)
    fee = place_of(rows, FEE)
    label = rows[fee][0]
    before = [*(text for text, _ in rows[:fee]), label[:6], *a_line_each(rows), label[6:]]
    assert read([*before, *(text for text, _ in rows[fee + 1 :])]) == table(cells)


def test_but_where_a_line_has_more_of_them_than_a_row_two_rows_are_mixed_and_left_blank(kit: Any) -> None:
    cells = figures_of(kit, "2021", 0)
    rows = printed(cells)
    place = place_of(rows, "3.要求提供")
    (one, upper), (other, lower) = rows[place : place + 2]
    mixed = [one, f"{other} {' '.join(lower[:3] + upper[:3] + upper[3:])}", " ".join(lower[3:])]
    lines = [f"{label} {' '.join(figures)}" for label, figures in rows]
    found = read([*lines[:place], *mixed, *lines[place + 2 :]])
    assert found.items() <= table(cells).items()
    assert not any(path.startswith("requests.outcomes.not_processed.published_material") for path in found)


def test_a_label_whose_number_is_torn_off_is_known_where_it_is_whole_without_it(cells: dict[str, str]) -> None:
    rows = printed(cells)
    fee = place_of(rows, FEE)
    lines = [line for label, figures in rows[:fee] for line in (label, *figures)]
    lines += [*a_line_each(rows[fee : fee + 2]), rows[fee][0], "2.", OTHER[2:], "3."]
    assert read([*lines, *(line for label, figures in rows[fee + 2 :] for line in (label, *figures))]) == table(cells)


def test_labels_may_stand_late_among_their_figures_and_below_those_of_other_rows(cells: dict[str, str]) -> None:
    rows = printed(cells)
    lines = [line for label, figures in rows for line in (label, *figures)]
    granted, fee = (lines.index(rows[place_of(rows, label)][0]) for label in ("（一）予以公开", FEE))
    lines.insert(fee + 5, lines.pop(fee))
    lines.insert(granted + 15, lines.pop(granted))
    assert read(lines) == table(cells)


@pytest.mark.parametrize("by", [1, -1, 2])
def test_a_row_that_moved_with_its_label_keeps_its_own_figures(cells: dict[str, str], by: int) -> None:
    rows = printed(cells)
    place = place_of(rows, "4.保护")
    rows.insert(place + by, rows.pop(place))
    found = read(line for label, figures in rows for line in (label, *figures))
    assert found.items() <= table(cells).items()


def test_rows_that_look_whole_by_chance_can_be_printed_by_columns(kit: Any) -> None:
    cells = figures_of(kit, "2021", 0)
    columns = [path.rpartition(".")[2] for path in cells if path.startswith("requests.received.")]
    for name, row in {
        "enforcement_files": (0, 0, 0, 1, 0, 0, 1),
        "administrative_query": (1, 0, 0, 2, 0, 0, 3),
    }.items():
        for column, figure in zip(columns, row, strict=True):
            path = f"requests.outcomes.refused.{name}.{column}"
            more = figure - int(cells[path])
            for total in (path, f"requests.outcomes.total.{column}", f"requests.received.{column}"):
                cells[total] = str(int(cells[total]) + more)
    rows = printed(cells)
    place = place_of(rows, "7.属于")
    by_columns = [figures[at] for at in range(7) for _, figures in rows[place : place + 2]]
    assert " ".join(by_columns) == "0 1 0 0 0 0 1 2 0 0 0 0 1 3"
    lines = [*(label for label, _ in rows), *a_line_each(rows[:place]), *by_columns, *a_line_each(rows[place + 2 :])]
    assert read(lines) == table(cells)


def test_one_figure_beside_a_label_parts_no_rows_around_it() -> None:
    alone = "1.属于国家秘密 3.危及“三安全一稳定” 4.保护第三方合法权益 5.属于三类内部事务信息 6.属于四类过程性信息"
    more = "7.属于行政执法案卷 8.属于行政查询事项 1.本机关不掌握相关政府信息 2.没有现成信息需要另行制作"
    last = "3.补正后申请内容仍不明确 1.信访举报投诉类申请 2.重复申请 3.要求提供公开出版物"
    first, *others = f"{alone} {more} {last}".split()
    lines = [
        *"00000", "112 112", *"0000000", "（二）部分公开（区分处理的，只计这一情形， 0", "（一）予以公开", first, "0",
        "2.其他法律行政法规禁止公开", *"00000", "160 160", *(line for label in others for line in (label, "0")),
        "5.要求行政机关确认或重新出具已获取 0", "信息", "0",
    ]  # fmt: skip
    found = read(lines)
    assert [*found.values()] == [0, 0, 0, 0, 0, 160, 160]
    assert all(path.startswith("requests.outcomes.refused.prohibited_by_law.") for path in found)


def test_figures_of_a_row_that_moved_away_from_their_label_shift_no_others(cells: dict[str, str]) -> None:
    rows = printed(cells)
    place = place_of(rows, "3.补正后")
    lines = [line for label, figures in rows for line in (label, " ".join(figures))]
    moved = lines.pop(2 * place + 1)
    lines.insert(2 * place - 5, moved)
    found = read(lines)
    wrong = {path for path, figure in found.items() if figure != table(cells)[path]}
    assert wrong == set()


RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"
CASES = ("4", "1", "0", "2", "7", "3", "0", "0", "1", "4", "1", "1", "0", "0", "2")
HEADS_4 = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", f"{RESULTS} {RESULTS} {RESULTS}")
HEAD_4 = "甲县乙局2024年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况"


def cases_read(*lines: str) -> list[str]:
    report = readers.read("\n".join([HEAD_4, *lines]).encode()).report
    return [str(figure.value) for figure in report.figures() if figure.value is not None]


def test_the_last_figure_of_the_first_part_of_table_4_may_stand_below_the_heads_of_the_others() -> None:
    lawsuits = ("行政诉讼", "未经复议直接起诉", "复议后起诉", f"{RESULTS} {RESULTS}")
    assert cases_read("行政复议", RESULTS, *CASES[:4], *lawsuits, *CASES[4:]) == [*CASES]


def test_but_a_figure_below_the_last_heads_of_table_4_can_be_theirs() -> None:
    heads = ("行政复议", "行政诉讼", RESULTS, "未经复议直接起诉", "复议后起诉", RESULTS, "结果维持")
    turned = ("1", "结果纠正", "其他结果", "尚未审结", "总计", "0", "0", "0", "1", *["0"] * 10)
    assert cases_read(*heads, *turned) == []


def test_figures_of_table_4_may_stand_below_what_a_page_prints_below_the_report() -> None:
    below = (
        "五、存在的主要问题及改进情况",
        "解读偏少。",
        "六、其他需要报告的事项",
        "没有。",
        "主办：甲县人民政府办公室",
    )
    assert cases_read(*HEADS_4, *CASES[:11], *below, *CASES[11:]) == [*CASES]
    assert cases_read(*HEADS_4, *CASES[:11], *below, *CASES[11:13], "备案号：甲1号", *CASES[13:]) == []


def test_the_last_rows_of_table_3_may_stand_below_the_title_of_table_4(cells: dict[str, str]) -> None:
    rows = printed(cells)
    figures = a_line_each(rows)
    before, after = figures[:63], figures[63:]
    lines = [*(text for text, _ in rows), *before, "四、政府信息公开行政复议、行政诉讼情况", *after, *HEADS_4, *CASES]
    assert read(lines).items() >= table(cells).items()
    assert len(read(lines)) == len(table(cells)) + len(CASES)


def test_but_fewer_figures_than_a_row_has_may_be_anything(cells: dict[str, str]) -> None:
    rows = [f"{text} {' '.join(figures)}" for text, figures in printed(cells)]
    lines = [*rows, "四、政府信息公开行政复议、行政诉讼情况", "3", "12", "2024", *HEADS_4, *CASES]
    assert len(read(lines)) == len(table(cells)) + len(CASES)


def test_an_amount_of_money_below_the_title_of_table_3_is_the_fee_of_table_2(kit: Any, cells: dict[str, str]) -> None:
    cells["active_disclosure.fees"] = "259.12"
    text = kit.text_report("2021", 2023, cells, kit.shapes["cell_a_line"])
    rows = printed(cells)
    above, _, below = text.partition("\n259.12\n")
    below = below[below.index("四、政府信息公开行政复议") :]
    title = "三、收到和处理政府信息公开申请情况"
    lines = [above, title, *HEADS.split(), *(label for label, _ in rows), "259.12", *a_line_each(rows), below]
    found = readers.read("\n".join(lines).encode()).report
    assert {figure.path for figure in found.figures() if figure.value is None} == set()
    assert table(cells).items() <= {figure.path: figure.value for figure in found.figures()}.items()


def test_a_total_of_table_4_that_the_edge_of_a_page_cut_off_is_left_blank_with_its_part() -> None:
    heads = ("行政复议", "行政诉讼", "未经复议直接起诉", f"{RESULTS} {RESULTS}")
    figures = ("143", "92", "138", "121", "494", "164", "110", "190", "44", "508")
    assert cases_read(*heads, " ".join(figures)) == [*figures]
    assert cases_read(*heads, " ".join([*figures[:-1], "50"])) == []


def test_but_a_wrong_total_of_a_whole_table_4_is_read_as_it_is() -> None:
    wrong = [*CASES[:9], "40", *CASES[10:]]
    assert cases_read(*HEADS_4, " ".join(wrong)) == wrong


def test_figures_that_narrow_cells_may_have_broken_make_no_row_though_their_first_pieces_add_up(kit: Any) -> None:
    cells = figures_of(kit, "2021", 0)
    rows = printed(cells)
    place = place_of(rows, "5.要求")
    lines = [f"{label} {' '.join(figures)}" for label, figures in rows]
    label, broken = rows[place][0], ["0", "57", "0", "0", "0", "0", "57"]
    name = "requests.outcomes.not_processed.confirmation."

    def own(*below: str) -> list[int]:
        found = read([*lines[:place], f"{label[:-5]} {' '.join(broken)}", *below, *lines[place + 1 :]])
        return [number for path, number in found.items() if path.startswith(name)]

    assert own(label[-5:]) == [*map(int, broken)]
    assert own(f"{label[-5:]} 6 6") == []  # 57 or 576


def test_a_row_with_a_number_that_begins_with_0_has_pieces_of_numbers_and_is_left_blank(kit: Any) -> None:
    rows = printed(figures_of(kit, "2021", 0))
    place = place_of(rows, TOTAL)
    lines = [f"{label} {' '.join(figures)}" for label, figures in rows]
    found = read([*lines[:place], f"{rows[place][0]} 4 3 2 3 3 3 0606", *lines[place + 1 :]])
    assert [path for path in found if path.startswith("requests.outcomes.total.")] == []
    assert len(found) == len(rows[0][1]) * (len(rows) - 1)
