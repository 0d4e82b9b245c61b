"""Tables that running text tears apart: no figure stands in a wrong cell."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers
from gk_docs.form.layout import Content, Figure, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.form.reading import Reading
    from gk_docs.grid import Grid

    Parts = list[tuple[list[str], list[str]]]

HEAD = "甲县乙局2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
HEADS = "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
ORDERS = ("label first", "figures first", "two and two", "three and three", "box by box", "row by row")
DAMAGES = ("none", "row lost", "figures lost", "row twice", "label lost", "heads lost", "first figures lost")


def parts_of(grid: Grid[Content], cells: Mapping[str, str]) -> Parts:
    """The labels and figures of each printed row."""
    rows = [[cell.content for cell in row] for row in grid.by_row()]
    return [
        (
            [content.text for content in row if isinstance(content, Label)],
            [cells[content.path] for content in row if isinstance(content, Figure)],
        )
        for row in rows
    ]


def damaged(parts: Parts, damage: str, draw: random.Random) -> Parts:
    found: Parts = []
    start = next(place for place, (_, figures) in enumerate(parts) if figures)
    for place, (labels, figures) in enumerate(parts):
        hit = bool(labels and figures) and draw.random() < 0.05
        if (hit and damage == "row lost") or (damage == "heads lost" and not figures):
            continue
        if hit and damage == "row twice":
            found.append((labels, figures))
        lost = (hit and damage == "figures lost") or (place == start and damage == "first figures lost")
        found.append((labels, []) if lost else ([], figures) if hit and damage == "label lost" else (labels, figures))
    return found


def torn(parts: Parts, order: str, draw: random.Random) -> Iterator[str]:
    """Lines of labels and of figures, in an order in which programs print the boxes of a page."""
    between = draw.choice([" ", "\t", " | "])
    waiting: list[list[str]] = [[], []]
    turned = order == "figures first"
    size = {"two and two": 2, "three and three": 3}.get(order, 1)
    for labels, figures in parts:
        if not (labels and figures):
            yield between.join(labels or figures)
            continue
        cut = draw.randrange(5, len(labels[-1])) if len(labels[-1]) > 14 else len(labels[-1])
        last = [text for text in (labels[-1][:cut], labels[-1][cut:]) if text]
        if order == "row by row" and draw.random() < 0.7:
            yield from (*labels[:-1], between.join([labels[-1], *figures]))
            continue
        waiting[0] += [*labels[:-1], *last]
        waiting[1].append(between.join(figures))
        if len(waiting[1]) == size:
            chance = {"box by box": 0.15, "row by row": 0.5, "two and two": 0.5, "three and three": 0.5}
            turned ^= draw.random() < chance.get(order, 0)
            yield from (line for group in (reversed(waiting) if turned else waiting) for line in group)
            waiting = [[], []]
    yield from (line for group in waiting for line in group)


def figures_of(kit: Any, edition: str, seed: int) -> dict[str, str]:
    """Figures of which the sums hold, those of what came in and what became of it too."""
    cells: dict[str, str] = kit.figures(edition, seed, zeros=(0.3, 0.6, 0.9)[seed % 3])
    columns = [path.rpartition(".")[2] for path in cells if path.startswith("requests.received.")]
    for column in columns:
        dealt = int(cells[f"requests.outcomes.total.{column}"]) + int(cells[f"requests.carried_forward.{column}"])
        before = min(int(cells[f"requests.brought_forward.{column}"]), dealt)
        cells |= {f"requests.brought_forward.{column}": str(before), f"requests.received.{column}": str(dealt - before)}
    for row in ("brought_forward", "received"):
        figures = [int(cells[f"requests.{row}.{column}"]) for column in columns[:-1]]
        cells[f"requests.{row}.{columns[-1]}"] = str(sum(figures))
    return cells


def read_torn(kit: Any, edition: str, seed: int, order: str, damage: str) -> tuple[Counter[str], Reading]:
    cells, draw = figures_of(kit, edition, seed), random.Random(seed)

    def shape(grid: Grid[Content], printed: Mapping[str, str]) -> str:
        parts = parts_of(grid, printed)
        whole = any(figures and not labels for labels, figures in parts)  # table 4 has no labels beside its figures
        lines = [" ".join([*labels, *figures]) for labels, figures in parts] if whole else []
        return "\n".join(lines or torn(damaged(parts, damage, draw), order, draw))

    reading = readers.read(kit.text_report(edition, kit.years[edition], cells, shape).encode(), name="年报.txt")
    found: Counter[str] = Counter()
    for figure in reading.report.figures():
        right = figure.value is not None and figure.value == Decimal(cells[figure.path])
        found["right" if right else "blank" if figure.value is None else "wrong"] += 1
    return found, reading


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_no_figure_stands_in_a_wrong_cell(kit: Any, edition: str, order: str, damage: str) -> None:
    for seed in range(2):
        found, reading = read_torn(kit, edition, 100 * ORDERS.index(order) + seed, order, damage)
        assert found["wrong"] == 0
        assert reading.findings or not found["blank"] or "lost" in damage


@pytest.mark.parametrize("order", ["label first", "figures first", "two and two"])
def test_a_table_torn_in_one_way_is_read_whole_where_the_sums_agree(kit: Any, edition: str, order: str) -> None:
    for seed in range(3):
        _, reading = read_torn(kit, edition, seed, order, "none")
        table = [figure.value for figure in reading.report.figures() if figure.path.startswith("requests.")]
        assert None not in table


def requests(text: str) -> dict[str, int]:
    report = readers.read(f"{HEAD}{text}".encode()).report
    found = {figure.path.removeprefix("requests."): figure.value for figure in report.figures()}
    return {path: int(value) for path, value in found.items() if value is not None}


def row(name: str, *figures: int) -> dict[str, int]:
    columns = ("natural_person", "business", "research_institute", "public_welfare", "legal_service", "other", "total")
    return {f"{name}.{column}": figure for column, figure in zip(columns, figures, strict=True)}


TURNED = (
    "9 1 0 0 0 0 10\n一、本年新收政府信息公开申请数量\n2 0 0 0 0 0 2\n二、上年结转政府信息公开申请数量\n"
    "11 1 0 0 0 0 12\n（一）予以公开\n11 1 0 0 0 0 12\n（七）总计\n0 0 0 0 0 0 0\n四、结转下年度继续办理\n"
)


@pytest.mark.parametrize("between", [" ", "\t", " | "])
def test_a_table_with_each_row_before_its_label_is_read_where_the_sums_say_so(between: str) -> None:
    lines = [line.replace(" ", between) if line[:1].isdecimal() else line for line in TURNED.split("\n")]
    assert requests(HEADS + "\n".join(lines)) == {
        **row("received", 9, 1, 0, 0, 0, 0, 10),
        **row("brought_forward", 2, 0, 0, 0, 0, 0, 2),
        **row("outcomes.granted", 11, 1, 0, 0, 0, 0, 12),
        **row("outcomes.total", 11, 1, 0, 0, 0, 0, 12),
        **row("carried_forward", 0, 0, 0, 0, 0, 0, 0),
    }


def test_and_is_left_blank_with_one_finding_where_they_do_not() -> None:
    reading = readers.read(f"{HEAD}{HEADS}{TURNED.replace('11 1 0 0 0 0 12', '10 1 0 0 0 0 11', 1)}".encode())
    assert not [figure for figure in reading.report.figures() if figure.value is not None]
    said = [finding.message for finding in reading.findings if finding.code == "GK101"]
    assert len(said) == 1
    assert said[0].startswith("5行数字与各行的名称错开，不能确定属于哪一行，未读：9 1 0 0 0 0 10；")


@pytest.mark.parametrize("between", [" ", "\t", " | "])
def test_of_two_labels_before_two_rows_neither_takes_a_row_that_can_be_the_other_s(between: str) -> None:
    text = (
        "一、本年新收政府信息公开申请数量 9 1 0 0 0 0 10\n（一）予以公开\n"
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n4 0 0 0 0 0 4\n3 1 0 0 0 0 4\n"
    )
    assert requests(HEADS + text.replace(" ", between)) == row("received", 9, 1, 0, 0, 0, 0, 10)


@pytest.mark.parametrize("between", [" ", "\t", " | "])
@pytest.mark.parametrize("row_below", ["0 7 1 0 0 0 0", "7 1 0 0 0 0 9", "1 7 1 0 0 0 0", "0 7 0 0 0 0 8"])
def test_in_a_torn_table_a_row_below_its_label_is_left_blank_where_its_own_total_differs(
    between: str, row_below: str
) -> None:
    text = (
        "一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n9 1 0 0 0 0 10\n"
        f"（一）予以公开\n{row_below}\n（七）总计\n11 1 0 0 0 0 12\n"
    )
    lines = [line.replace(" ", between) for line in text.split("\n")]
    found = requests(HEADS + "\n".join(lines))
    assert found == ({} if between == " " else row("outcomes.total", 11, 1, 0, 0, 0, 0, 12))


def test_a_row_after_two_labels_is_that_of_the_only_row_that_the_form_has_between_two_whole_ones() -> None:
    text = (
        "| 4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n|---|---|---|---|---|---|---|---|\n\n"
        "5.属于三类内部事务信\n息\n1.本机关不掌握相关政\n府信息\n| 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
        "| 6.属于四类过程性信息 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
    )
    third, deliberative = "outcomes.refused.third_party_rights", "outcomes.refused.deliberative_process"
    whole = {**row(third, 0, 0, 0, 0, 0, 0, 0), **row(deliberative, 2, 0, 0, 0, 0, 0, 2)}
    assert requests(text) == {**whole, **row("outcomes.refused.internal_affairs", 1, 0, 0, 0, 0, 0, 1)}
    assert requests(text.replace("| 6.属于四类过程性信息", "| 7.属于行政执法案卷")) == {
        **row(third, 0, 0, 0, 0, 0, 0, 0),
        **row("outcomes.refused.enforcement_files", 2, 0, 0, 0, 0, 0, 2),
    }


def test_the_characters_of_a_stub_printed_upright_are_no_cells_of_the_row_before() -> None:
    text = (
        "一、本年新收政府信息公开申请数量\n21\n0\n0\n0\n0\n0\n21\n二、上年结转政府信息公开申请数量\n3\n0\n0\n0\n0\n0\n3\n"
        "三\n、\n本\n年\n度\n办\n理\n结\n果\n（一）予以公开\n9\n0\n0\n0\n0\n0\n9\n"
    )
    assert requests(text) == {
        **row("received", 21, 0, 0, 0, 0, 0, 21),
        **row("brought_forward", 3, 0, 0, 0, 0, 0, 3),
        **row("outcomes.granted", 9, 0, 0, 0, 0, 0, 9),
    }


def test_figures_between_the_two_lines_of_a_label_are_its_own() -> None:
    text = (
        "（二）部分公开（区分处理的，只计这一情形，\n3 0 0 0\n0\n0 3\n不计其他情形）\n"
        "2 0 0 0 0 0 2\n1.属于国家秘密\n1 0 0 0 0 0 1\n2.其他法律行政法规禁止公开\n"
    )
    assert requests(text) == row("outcomes.partly_granted", 3, 0, 0, 0, 0, 0, 3)


NARROW = (
    "三、本 （一） 0 9 0 3 0 0 12\n年度办 予以公\n理结果 开\n（二） 0 6 0 3 0 0 9\n部分公\n开（区\n分处理\n的，只\n"
    "计这一\n情形，\n不计其\n他情\n形）\n（三） 1.属于 0 0 1 4 0 0 5\n不予公 国家秘\n开 密\n"
    "2.其他 8 5 0 0 0 0 13\n法律行\n政法规\n禁止公\n开\n"
)


def test_figures_beside_the_mark_of_one_row_are_never_those_of_the_label_that_ends_above() -> None:
    refused = {
        **row("outcomes.refused.state_secret", 0, 0, 1, 4, 0, 0, 5),
        **row("outcomes.refused.prohibited_by_law", 8, 5, 0, 0, 0, 0, 13),  # 2.其他, where 3.其他 is a label too
    }
    assert requests(HEADS + NARROW) == refused


def test_a_whole_row_is_not_made_of_lines_that_no_bar_begins() -> None:
    text = (
        "自然人 | 法人或其他组织 | 总计\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\n"
        "一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n| 5 | 0 | 0 | 0 | 0 | 0 | 5 |\n"
        "| （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n| 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    )
    granted, secret = (
        row("outcomes.granted", 4, 0, 0, 0, 0, 0, 4),
        row("outcomes.refused.state_secret", 1, 0, 0, 0, 0, 0, 1),
    )
    assert requests(text) == {**granted, **secret}


def test_labels_torn_away_over_whole_rows_are_read_in_the_order_of_the_form_where_the_sums_agree() -> None:
    text = (
        "一、本年新收政府信息公开申请数量\t9\t0\t0\t0\t0\t0\t9\n5.属于三类内部事务信息\n1.本机关不掌握相关政府信息\n"
        "1\t0\t0\t0\t0\t0\t1\n6.属于四类过程性信息\t2\t0\t0\t0\t0\t0\t2\n7.属于行政执法案卷\t0\t0\t0\t0\t0\t0\t0\n"
        "8.属于行政查询事项\t0\t0\t0\t0\t0\t0\t0\n6\t0\t0\t0\t0\t0\t6\n（七）总计\t9\t0\t0\t0\t0\t0\t9\n"
    )
    found = requests(HEADS + text)
    assert row("outcomes.refused.internal_affairs", 1, 0, 0, 0, 0, 0, 1).items() <= found.items()
    assert row("outcomes.unavailable.not_held", 6, 0, 0, 0, 0, 0, 6).items() <= found.items()
    assert len(found) == 7 * 7


def test_figures_after_a_label_are_not_its_own_where_the_form_has_a_row_more_that_lost_its_label() -> None:
    text = (
        "4.保护第三方合法权益\t1\t0\t0\t0\t0\t0\t1\n5.属于三类内部事务信息\n2\t0\t0\t0\t0\t0\t2\n"
        "7.属于行政执法案卷\t0\t0\t0\t0\t0\t0\t0\n"
    )
    third, files = "outcomes.refused.third_party_rights", "outcomes.refused.enforcement_files"
    assert requests(HEADS + text) == {**row(third, 1, 0, 0, 0, 0, 0, 1), **row(files, 0, 0, 0, 0, 0, 0, 0)}


BROKEN = (
    "      1312\n一、本年新收政府信息公开申请数量 4081 3057 2343 3639 {} 3 0\n      3\n"
    "二、上年结转政府信息公开申请数量 7 0 0 0 0 0 7\n（一）予以公开 754 0 0 2440 0 0 3194\n"
)


def test_pieces_of_a_broken_figure_complete_no_row_whose_sum_then_fails() -> None:
    brought, granted = row("brought_forward", 7, 0, 0, 0, 0, 0, 7), row("outcomes.granted", 754, 0, 0, 2440, 0, 0, 3194)
    assert requests(HEADS + BROKEN.format("")) == {**brought, **granted}
    whole = HEADS + BROKEN.format("0").replace("3 0\n", "3\n").replace("1312\n", "\n").replace("      3\n", "13123\n")
    assert requests(whole)["received.total"] == 13123


MOVES = ("moved", "exchanged", "beside each other", "turned")


def moved(lines: list[str], how: str, draw: random.Random) -> list[str]:
    """The lines of a table, some of them in another place."""
    found = list(lines)
    for _ in range(draw.choice((1, 2, 4))):
        one, other = sorted(draw.sample(range(len(found)), 2))
        if how == "moved":
            found.insert(other, found.pop(one))
        elif how == "turned":
            found[one:other] = reversed(found[one:other])
        else:
            other = one + 1 if how == "beside each other" else other
            found[one], found[other] = found[other], found[one]
    return found


@pytest.mark.parametrize("how", MOVES)
def test_no_figure_is_wrong_where_lines_of_a_table_stand_elsewhere(kit: Any, edition: str, how: str) -> None:
    for seed in range(5):
        cells, draw = figures_of(kit, edition, seed), random.Random(seed)

        def shape(grid: Grid[Content], printed: Mapping[str, str], draw: random.Random = draw) -> str:
            return "\n".join(moved(kit.shapes["torn_labels"](grid, printed).split("\n"), how, draw))

        report = readers.read(
            kit.text_report(edition, kit.years[edition], cells, shape).encode(), name="年报.txt"
        ).report
        read = {figure.path: figure.value for figure in report.figures() if figure.value is not None}
        assert {path for path, value in read.items() if value != Decimal(cells[path])} == set()


RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"
PARTS = {"行政复议": "4 1 0 2 7", "未经复议直接起诉": "3 0 0 1 4", "复议后起诉": "1 1 0 0 2"}


@pytest.mark.parametrize("first", ["labels", "figures"])
def test_parts_of_table_4_are_read_only_where_each_stands_once_before_its_figures(first: str) -> None:
    parts = [[f"{name}\n{RESULTS}", figures] for name, figures in PARTS.items()]
    lines = [line for part in parts for line in (part if first == "labels" else reversed(part))]
    head = HEAD.replace(
        "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼"
    )
    report = readers.read((head + "\n".join(lines)).encode()).report
    found = [str(figure.value) for figure in report.figures() if figure.value is not None]
    assert found == (" ".join(PARTS.values()).split() if first == "labels" else [])


def test_a_row_whose_cells_hold_several_numbers_is_read_only_by_its_sum() -> None:
    text = (
        "|  | 一、本年新收政府信息公开申请数量 |  |  | 14303 7002 | 14093 | 17651 | 14614 4804 | 72467 |\n"
        "|  | 二、上年结转政府信息公开申请数量 |  |  | 7 1 | 6 | 2602 | 0 | 3 2616 |\n"
        "|  | （一）予以公开 |  |  | 7 1 | 6 | 2602 | 0 | 0 2616 |\n"
    )
    received = row("received", 14303, 7002, 14093, 17651, 14614, 4804, 72467)
    assert requests(HEADS + text) == {**received, **row("outcomes.granted", 7, 1, 6, 2602, 0, 0, 2616)}


def test_table_2_is_not_read_by_count_where_one_block_has_its_labels_first_and_another_its_figures() -> None:
    head = "甲县乙局2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
    first = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"
    rest = (
        "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n第二十条第（六）项\n信息内容\n本年处理决定数量\n"
    )
    end = "第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n3\n"
    figures_first = "1\n2\n3\n规章\n4\n5\n6\n行政规范性文件\n"

    def rules_of(text: str) -> list[Any]:
        report = readers.read(text.encode(), name="年报.txt").report
        return [report.figure(f"active_disclosure.rules.{name}") for name in ("issued", "repealed", "in_force")]

    assert rules_of(f"{head}{first}{figures_first}{rest}8\n行政处罚\n9\n行政强制\n{end}") == [1, 2, 3]
    assert rules_of(f"{head}{first}{figures_first}{rest}行政处罚\n8\n行政强制\n9\n{end}") == [None] * 3
