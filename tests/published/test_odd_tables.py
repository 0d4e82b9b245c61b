"""Tables with a cell, a column or a whole table too many: no figure goes into a wrong cell."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree, html

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.reading import Reading

SEEDS = range(6)


def numbers_in(row: Any) -> list[Any]:
    return [cell for cell in row.iter("td") if (cell.text_content() or "").strip().replace(".", "").isdecimal()]


def cell(text: str) -> Any:
    made = etree.Element("td")
    made.text = text
    return made


def column_after(table: Any, draw: random.Random, fill: Callable[[random.Random], str]) -> None:
    for number, row in enumerate(table.iter("tr")):
        row.append(cell(fill(draw) if number else "说明"))


def percent(table: Any, draw: random.Random) -> None:
    """A column more, with what is no figure of the form."""
    column_after(table, draw, lambda some: f"{some.randrange(1, 99)}%")


def last_year(table: Any, draw: random.Random) -> None:
    """A column more, with the totals of the year before."""
    column_after(table, draw, lambda some: str(some.randrange(5000, 6000)))


def one_cell_more(table: Any, draw: random.Random) -> None:
    """An empty cell before a figure in one row of table 3."""
    if len(numbers_in(table)) > MANY:
        draw.choice(numbers_in(table)).addprevious(cell(""))


def two_cells_merged(table: Any, draw: random.Random) -> None:
    """A column more, and in one row of table 3 two figures in one cell."""
    last_year(table, draw)
    if len(numbers_in(table)) > MANY:
        row = draw.choice([row for row in table.iter("tr") if len(numbers_in(row)) > 2])
        first, second = numbers_in(row)[:2]
        first[0].text = first.text_content() + second.text_content()
        row.remove(second)


def another_table(table: Any, draw: random.Random) -> None:
    """The whole table again before it, with other figures, and a row of the right one without its label."""
    again = html.fromstring(etree.tostring(table, encoding="unicode"))
    for found in numbers_in(again):
        found[0].text = str(draw.randrange(5000, 6000))
    table.addprevious(again)
    row = next(row for row in table.iter("tr") if numbers_in(row))
    row[0][0].text = ""


MANY = 40
ODD = (percent, last_year, one_cell_more, two_cells_merged, another_table)


def read(kit: Any, edition: str, seed: int, change: Callable[[Any, random.Random], None]) -> tuple[Reading, Any]:
    cells = kit.figures(edition, seed, blanks=0.2 * (seed % 2), zeros=0.2)
    page = html.document_fromstring(kit.html_report(edition, kit.years[edition], cells))
    draw = random.Random(seed)
    for table in [*page.iter("table")][1:]:  # the first is the page's own
        change(table, draw)
    return readers.read(etree.tostring(page, encoding="utf-8", method="html").replace(b"gb2312", b"utf-8")), cells


@pytest.mark.parametrize("change", ODD, ids=lambda change: change.__name__)
def test_what_an_odd_table_leaves_open_is_left_blank_and_said(
    kit: Any, edition: str, change: Callable[[Any, random.Random], None]
) -> None:
    for seed in SEEDS:
        reading, cells = read(kit, edition, seed, change)
        figures = {figure.path: figure.value for figure in reading.report.figures()}
        stated = {path: Decimal(text) if text else None for path, text in cells.items()}
        assert {path: value for path, value in figures.items() if value not in (None, stated[path])} == {}
        assert figures == stated or {finding.code for finding in reading.findings} & {"GK101", "GK102", "GK104"}


def test_a_table_that_stands_twice_with_other_figures_is_left_out_whole(kit: Any, edition: str) -> None:
    reading, _ = read(kit, edition, 0, another_table)
    assert Counter(figure.value for figure in reading.report.figures()).keys() == {None}
    assert sum("全表未读" in finding.message for finding in reading.findings) == 3


def test_a_full_row_is_read_whatever_empty_cells_close_it() -> None:
    text = (
        "甲局2020年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        "自然人 | 法人或其他组织 | 总计 |||||||\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |||||\n"
        "三、本年度办理结果 | （一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 | |\n"
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形） | 2 | 0 | 0 | 0 | 0 | 0 | 2 | ||\n"
    )
    figures = {figure.path: figure.value for figure in readers.read(text.encode()).report.figures()}
    assert figures["requests.outcomes.granted.total"] == 1
    assert figures["requests.outcomes.partly_granted.natural_person"] == 2


def padded(table: Any, _: random.Random) -> None:
    """A blank cell at the end of each row, in some rows two."""
    for number, row in enumerate(table.iter("tr")):
        row.extend(cell("") for _ in range(1 + (number % 7 == 0)))


def padded_in_some_rows(table: Any, draw: random.Random) -> None:
    """A blank cell at the end of some rows of figures."""
    for row in table.iter("tr"):
        if len(numbers_in(row)) > 2 and draw.random() < 0.2:
            row.append(cell(""))


def label_not_merged(table: Any, _: random.Random) -> None:
    """A blank cell beside each label that the form merges over two columns."""
    for row in table.iter("tr"):
        for label in row.xpath("td[@colspan and following-sibling::td]"):
            if numbers_in(row):
                label.addnext(cell(""))
                del label.attrib["colspan"]


def numbered(table: Any, _: random.Random) -> None:
    """A first column that numbers the rows of figures."""
    rows = [row for row in table.iter("tr") if numbers_in(row)]
    for row in table.iter("tr"):
        row.insert(0, cell(str(rows.index(row) + 1) if row in rows else "序号" if row.getprevious() is None else ""))


def remarked(table: Any, _: random.Random) -> None:
    """A last column of remarks, most of them blank."""
    for number, row in enumerate(table.iter("tr")):
        row.append(cell("备注" if number == 0 else "见附件" if number == 2 else ""))


def with_units(table: Any, _: random.Random) -> None:
    """A last column with the unit of each row of figures."""
    for number, row in enumerate(table.iter("tr")):
        row.append(cell("计量单位" if number == 0 else "件" if numbers_in(row) else ""))


def numbered_at_the_end(table: Any, _: random.Random) -> None:
    """A last column that numbers the rows of figures."""
    rows = [row for row in table.iter("tr") if numbers_in(row)]
    for row in table.iter("tr"):
        row.append(cell(str(rows.index(row) + 1) if row in rows else "行次" if row.getprevious() is None else ""))


def with_other_figures(table: Any, draw: random.Random) -> None:
    """A last column of figures or words that no form has, below no head, a number, or a head of its own."""
    head, said = draw.choice(["", "1", "去年", "合计", "数量"]), draw.choice(["0", "3", "", "件", "无", "99"])
    for row in table.iter("tr"):
        row.append(cell((said or str(draw.randrange(200))) if numbers_in(row) else head))


HARMLESS = (padded, padded_in_some_rows, label_not_merged, numbered, remarked, with_units, numbered_at_the_end)


BESIDE = (padded, remarked, with_units, numbered_at_the_end, with_other_figures)


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_a_row_with_all_its_figures_is_read_whatever_stands_beside_them(
    kit: Any, edition: str, change: Callable[[Any, random.Random], None]
) -> None:
    for seed in range(0, len(SEEDS), 2):
        reading, cells = read(kit, edition, seed, change)
        requests = {
            figure.path: figure.value for figure in reading.report.figures() if figure.path.startswith("requests.")
        }
        assert requests == {path: Decimal(cells[path]) for path in requests}
        remarks = [finding for finding in reading.findings if "见附件" in finding.message]
        assert bool(remarks) == (change is remarked)


@pytest.mark.parametrize("change", BESIDE, ids=lambda change: change.__name__)
def test_a_row_that_lost_a_cell_takes_none_from_beside_it(
    kit: Any, edition: str, change: Callable[[Any, random.Random], None]
) -> None:
    def lose_one(table: Any, draw: random.Random) -> None:
        change(table, draw)
        lost = draw.choice([found for row in table.iter("tr") for found in numbers_in(row)])
        lost.getparent().remove(lost)

    for seed in range(len(SEEDS)):
        reading, cells = read(kit, edition, seed, lose_one)
        for figure in reading.report.figures():
            assert figure.value in (None, Decimal(cells[figure.path] or "-1"))


def test_one_cause_is_said_once_and_not_once_a_cell(kit: Any, edition: str) -> None:
    cells = dict.fromkeys(kit.figures(edition, 0), "—")
    findings = readers.read(kit.html_report(edition, kit.years[edition], cells).encode()).findings
    assert [finding.message for finding in findings if finding.code == "GK102"] == [
        f"格内写的不是数字（共{len(cells)}处，从这里起）：—"
    ]


RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CASES = {"行政复议": "41027", "未经复议直接起诉": "30014", "复议后起诉": "11002"}


@pytest.mark.parametrize("first", ["结果", "类别", ""])
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("between", ["</td><td>", " | ", "\t"])
def test_table_4_with_a_row_a_kind_or_a_row_a_result_is_read_by_its_labels(
    first: str,
    turned: bool,  # noqa: FBT001 - a case
    between: str,
) -> None:
    rows = [[first, *RESULTS], *([name, *figures] for name, figures in CASES.items())]
    lines = [between.join(row) for row in (zip(*rows, strict=True) if turned else rows)]
    head = "甲县乙局2024年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n"
    table = "".join(f"<tr><td>{line}</td></tr>" for line in lines)
    page = f"<html><p>{head.replace(chr(10), '</p><p>')}</p><table>{table}</table></html>"
    report = readers.read((page if between.startswith("<") else head + "\n".join(lines)).encode()).report
    found = "".join(str(figure.value) for figure in report.figures() if figure.value is not None)
    assert found == "".join(CASES.values())


def test_heads_of_table_4_without_any_cell_are_no_table() -> None:
    head = "甲县乙局2024年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n"
    head = head.replace(
        "四、", "一、总体情况\n全年收到的申请都按期办结，没有复议，也没有诉讼，网站专栏每月检查一遍。\n四、"
    )
    text = f"{head}未经复议直接起诉 复议后起诉\n{' '.join(RESULTS * 3)}\n：4、1、0、2、7、3、0、0、1、4、1、1、0、0、2"
    said = [finding.place.path for finding in readers.read(text.encode()).findings if finding.code == "GK104"]
    assert "review_litigation" in said


@pytest.mark.parametrize(
    ("unit", "cell", "fee"),
    [
        ("千元", "12", "1.2"),
        ("百万元", "3", "300"),
        ("亿元", "0.5", "5000"),
        ("万元", "12千元", "1.2"),
        ("万元", "7.8元", "0.00078"),
        ("万元", "7.8（元）", "0.00078"),
        ("万元", "3.5亿元", "35000"),
        ("万元", "7.8万元", "7.8"),
        ("万元", "7.8", "7.8"),
        ("万元", "0元", "0"),
        ("元", "12", "0.0012"),
        ("元", "78000元", "7.8"),
        ("元", "7.8万元", "7.8"),
    ],
)
def test_a_fee_in_any_unit_of_money_is_converted_and_said_to_be(unit: str, cell: str, fee: str) -> None:
    text = f"甲局2023年政府信息公开工作年度报告\n第二十条第（八）项 |\n信息内容 | 本年收费金额（单位：{unit}） |\n"
    reading = readers.read(f"{text}行政事业性收费 | {cell} |".encode())
    assert reading.report.figure("active_disclosure.fees") == Decimal(fee)
    own = cell.lstrip("0123456789.").strip("（）") or unit
    said = [finding.message for finding in reading.findings if finding.code == "GK102"]
    assert [f"单位是{own}，已换算" in message for message in said] == ([True] if own != "万元" and fee != "0" else [])


def test_the_sums_of_groups_are_no_figures_of_the_row_that_another_edition_has_in_their_place(kit: Any) -> None:
    def with_sums(table: Any, _: random.Random) -> None:
        for label in list(table.iter("td")):
            if label.text_content() == "（六）其他处理":
                row = label.getparent()
                row.addprevious(html.fromstring(f"<tr><td>（六）其他处理</td>{'<td>9</td>' * 6}<td>54</td></tr>"))

    reading, cells = read(kit, "2021", 1, with_sums)
    read_figures = {figure.path: figure.value for figure in reading.report.figures() if "other_handling" in figure.path}
    assert read_figures == {path: Decimal(cells[path]) if cells[path] else None for path in read_figures}


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("总计", "合计"),
        ("总计", "共计"),
        ("总计", "总数"),
        ("其他", "其它"),
        ("（七）总计", "合计"),
        ("3.其他", "其它"),
        ("3.其他", "3、其它"),
        ("3.其他", "3.其它情形"),
        ("3.其他", "3．其他情形"),
        ("（七）总计", "（七）总数"),
    ],
)
def test_a_label_with_a_word_that_means_the_same_is_read_and_told(kit: Any, edition: str, own: str, words: str) -> None:
    changed = set[str]()

    def rewrite(table: Any, _: random.Random) -> None:
        for label in table.iter("td"):
            if own in (label.text_content() or ""):
                changed.add(label.text_content().replace(own, words))
                label.text = label.text_content().replace(own, words)
                del label[:]

    reading, cells = read(kit, edition, 0, rewrite)
    figures = {figure.path: figure.value for figure in reading.report.figures()}
    assert figures == {path: Decimal(text) if text else None for path, text in cells.items()}
    told = {finding.found for finding in reading.findings if finding.code == "GK105"}
    assert bool(told) == bool(changed)


@pytest.mark.parametrize("words", ["合计", "共计", "总计"])
def test_the_sum_of_a_group_is_no_total_where_the_total_is_missing(kit: Any, edition: str, words: str) -> None:
    def without_total(table: Any, _: random.Random) -> None:
        for label in [*table.iter("td")]:
            if label.text_content() == "（七）总计":
                row = label.getparent()
                first = next(row.itersiblings("tr", preceding=True))
                first.addprevious(html.fromstring(f"<tr><td>{words}</td>{'<td>9</td>' * 6}<td>54</td></tr>"))
                row.getparent().remove(row)

    reading, _ = read(kit, edition, 0, without_total)
    assert not any(figure.value for figure in reading.report.figures() if ".outcomes.total." in figure.path)
    assert any(f"{words} 9 9" in finding.message for finding in reading.findings)


def test_the_sum_of_a_group_under_such_a_word_takes_nothing_from_the_total(kit: Any, edition: str) -> None:
    def with_sum(table: Any, _: random.Random) -> None:
        for label in [*table.iter("td")]:
            if label.text_content() == "（七）总计":
                first = next(label.getparent().itersiblings("tr", preceding=True))
                first.addprevious(html.fromstring(f"<tr><td>合计</td>{'<td>9</td>' * 6}<td>54</td></tr>"))

    reading, cells = read(kit, edition, 0, with_sum)
    total = {figure.path: figure.value for figure in reading.report.figures() if ".outcomes.total." in figure.path}
    assert total == {path: Decimal(cells[path]) if cells[path] else None for path in total}
    assert any("合计 9 9" in finding.message for finding in reading.findings)


def numbered_behind_the_label(table: Any, _: random.Random) -> None:
    """A column below 行次 between the labels and the figures."""
    number = 0
    for row in table.iter("tr"):
        found = numbers_in(row)
        number += bool(found)
        head = "行次" if row.getprevious() is None else ""
        place = [*row].index(found[0]) if found else int(row.getprevious() is None)
        row.insert(place, cell(str(number) if found else head))


def test_row_numbers_behind_the_labels_are_no_figures(kit: Any, edition: str) -> None:
    for seed in range(0, len(SEEDS), 2):
        reading, cells = read(kit, edition, seed, numbered_behind_the_label)
        figures = {figure.path: figure.value for figure in reading.report.figures()}
        assert {path for path, value in figures.items() if value not in (None, Decimal(cells[path] or "-1"))} == set()
        own = [path for path in figures if path.startswith("requests.")]
        assert all(figures[path] == Decimal(cells[path]) for path in own if cells[path])


def test_a_last_column_below_a_head_of_row_numbers_is_left_out_only_if_its_numbers_rise(kit: Any, edition: str) -> None:
    """The head may have slipped: 行次 above the totals, which are then lost as well as shifted."""

    def slipped(table: Any, draw: random.Random) -> None:
        numbered_behind_the_label(table, draw)
        for row in table.iter("tr"):
            heads = [one for one in row if "".join(one.itertext()).strip() == "行次"]
            row.extend(heads)

    for seed in range(0, len(SEEDS), 2):
        reading, cells = read(kit, edition, seed, slipped)
        for figure in reading.report.figures():
            assert figure.value in (None, Decimal(cells[figure.path] or "-1"))
