"""Web pages as the systems of sites write them: what a visitor sees is read, and nothing else is a figure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.reading import Reading

_FIGURE = re.compile(r"<td([^>]*)><p>([0-9.]+)</p></td>")
_TABLE = re.compile(r"<table><tbody>.*?</tbody></table>", re.DOTALL)


def read(kit: Any, edition: str, seed: int, change: Callable[[str], str]) -> tuple[Reading, dict[str, Decimal]]:
    cells = kit.figures(edition, seed, zeros=(0.3, 0.6, 0.9)[seed % 3])
    page = kit.html_report(edition, kit.years[edition], cells)
    changed = change(page)
    assert changed != page
    return readers.read(changed.encode(), name="年报.html"), {path: Decimal(text) for path, text in cells.items()}


def values(reading: Reading) -> dict[str, Any]:
    return {figure.path: figure.value for figure in reading.report.figures()}


def in_cells(inner: str) -> Callable[[str], str]:
    """Each figure with something else in its cell; `{0}` is the figure."""
    return lambda page: _FIGURE.sub(lambda cell: f"<td{cell[1]}>{inner.format(cell[2])}</td>", page)


@pytest.mark.parametrize(
    "aside",
    [
        '<span style="position:absolute;left:-9999px">9</span>{0}',
        '<span style="color:#fff">9</span>{0}',
        "9<small>{0}</small>",
        '<div style="position:absolute">9</div>{0}',
    ],
)
def test_a_digit_that_may_be_out_of_sight_is_never_joined_to_a_figure_though_the_sums_then_hold(
    kit: Any, edition: str, aside: str
) -> None:
    for seed in range(3):
        reading, right = read(kit, edition, seed, in_cells(aside))
        assert {path for path, value in values(reading).items() if value not in (None, right[path])} == set()


def test_digits_in_elements_of_their_own_on_one_line_are_one_figure(kit: Any, edition: str) -> None:
    reading, right = read(kit, edition, 0, lambda page: _FIGURE.sub(_spelled, page))
    assert values(reading) == right


def _spelled(cell: re.Match[str]) -> str:
    return f"<td{cell[1]}>{''.join(f'<b>{digit}</b>' for digit in cell[2])}</td>"


def test_of_panels_under_a_list_of_years_none_is_taken_for_the_year_that_is_last_in_the_list(
    kit: Any, edition: str
) -> None:
    year = kit.years[edition]
    other = kit.html_report(edition, year, kit.figures(edition, 9, zeros=0.3))
    others = iter(_TABLE.findall(other))

    def in_panels(page: str) -> str:
        tabs = f"<ul><li>{year}年</li><li>{year - 1}年</li></ul>"
        return _TABLE.sub(lambda table: f"{tabs}<div>{table[0]}</div><div>{next(others)}</div>", page)

    reading, right = read(kit, edition, 0, in_panels)
    assert {path for path, value in values(reading).items() if value not in (None, right[path])} == set()
    assert any("不止一次" in finding.message for finding in reading.findings)


@pytest.mark.parametrize("above", ["{}年：", "{}年度统计数据", "附：上年度数据|{}年"])
def test_this_year_s_of_two_tables_is_read_whatever_the_line_above_says_beside_the_year(
    kit: Any, edition: str, above: str
) -> None:
    year = kit.years[edition]
    last, this = [*above.split("|"), above][:2]
    others = iter(_TABLE.findall(kit.html_report(edition, year, kit.figures(edition, 9, zeros=0.3))))
    reading, right = read(
        kit,
        edition,
        0,
        lambda page: _TABLE.sub(
            lambda table: f"<p>{last.format(year - 1)}</p>{next(others)}<p>{this.format(year)}</p>{table[0]}", page
        ),
    )
    assert values(reading) == right


def test_the_foot_of_a_table_is_its_end_wherever_the_page_has_it(kit: Any, edition: str) -> None:
    def foot_first(page: str) -> str:
        return _TABLE.sub(lambda table: re.sub(r"<tbody>(.*)(<tr>.*?</tr>)</tbody>", _foot, table[0]), page)

    reading, right = read(kit, edition, 1, foot_first)
    assert values(reading) == right
    assert not [finding for finding in reading.findings if finding.code in ("GK101", "GK104")]


def _foot(table: re.Match[str]) -> str:
    return f"<tfoot>{table[2]}</tfoot><tbody>{table[1]}</tbody>"


def test_cells_that_a_class_takes_out_of_their_row_are_none(kit: Any, edition: str) -> None:
    hidden = in_cells('{0}</td><td class="old">7')
    reading, right = read(kit, edition, 0, lambda page: hidden(page).replace("p {}", "p {} .old {display: none}"))
    assert values(reading) == right


def test_what_follows_a_table_that_is_not_closed_is_read_and_so_is_its_caption(kit: Any, edition: str) -> None:
    def broken(page: str) -> str:
        head, _, last = page.rpartition("</tbody></table>")
        return f"{head}{last}".replace("<table><tbody>", "<table><caption>附表甲</caption><tbody>")

    reading, right = read(kit, edition, 0, broken)
    assert values(reading) == right
    problems = reading.report.problems
    assert all(sentence in problems.text for sentence in kit.sentences["problems"])
    assert "附表甲" in str(reading.report)


def test_the_title_of_a_section_may_be_a_picture_that_says_it(kit: Any, edition: str) -> None:
    reading, _ = read(
        kit,
        edition,
        0,
        lambda page: re.sub(r"<p><strong>(.*?)</strong></p>", r'<p><img src="t.png" alt="\1"></p>', page),
    )
    assert all(sentence in reading.report.summary.text for sentence in kit.sentences["summary"])
    assert all(sentence in reading.report.problems.text for sentence in kit.sentences["problems"])


def test_preformatted_text_has_the_lines_that_it_shows(kit: Any, edition: str) -> None:
    cells = kit.figures(edition, 2, zeros=0.6)
    rule = "─" * 45

    def ruled(grid: Any, printed: Any) -> str:
        rows = kit.shapes["bars_between"](grid, printed).split("\n")
        return "\n".join(f"├{rule}┤\n{row.replace('|', '│')}" for row in rows)

    text = kit.text_report(edition, kit.years[edition], cells, ruled)
    for page in (f"<html><body><pre>{text}</pre></body></html>", text):
        reading = readers.read(page.encode(), name="年报.html" if page.startswith("<") else "年报.txt")
        assert values(reading) == {path: Decimal(cell) for path, cell in cells.items()}


def spans(kind: str, change: Callable[[int], int]) -> Callable[[str], str]:
    return lambda page: re.sub(rf'{kind}="(\d+)"', lambda span: f'{kind}="{change(int(span[1]))}"', page)


WRONG_SPANS = {
    "one column too few": spans("colspan", lambda wide: max(wide - 1, 1)),
    "one column too many": spans("colspan", lambda wide: wide + 1),
    "a row too few": spans("rowspan", lambda high: high - (2 < high < 10)),
    "far too many columns": spans("colspan", lambda wide: 90 if wide > 4 else wide),
}


@pytest.mark.parametrize("name", WRONG_SPANS)
def test_wrong_spans_of_merged_cells_cost_no_figure(kit: Any, edition: str, name: str) -> None:
    for seed in range(3):
        reading, right = read(kit, edition, seed, WRONG_SPANS[name])
        assert values(reading) == right


@pytest.mark.parametrize("name", WRONG_SPANS)
@pytest.mark.parametrize("heads", [("自然人", "总计"), ("科研机构", "法律服务机构"), ("自然人", "法人或其他组织")])
def test_where_spans_are_wrong_heads_in_another_order_are_seen_all_the_same(
    kit: Any, edition: str, name: str, heads: tuple[str, str]
) -> None:
    def exchanged(page: str) -> str:
        one, other = (re.search(f"<td[^>]*><p>{head}</p></td>", page) for head in heads)
        assert one
        assert other
        turned = page.replace(one[0], "\0").replace(other[0], one[0]).replace("\0", other[0])
        return WRONG_SPANS[name](turned)

    reading, _ = read(kit, edition, 0, exchanged)
    assert {value for path, value in values(reading).items() if path.startswith("requests.")} == {None}
    assert any("次序" in finding.message for finding in reading.findings)


def test_a_unit_behind_a_head_makes_it_no_other_head(kit: Any, edition: str) -> None:
    heads = "自然人|商业企业|总计|其他|结果维持|结果纠正|其他结果|尚未审结"
    reading, right = read(kit, edition, 1, lambda page: re.sub(rf"<p>({heads})</p>", r"<p>\1（件）</p>", page))
    assert values(reading) == right
    assert not [finding for finding in reading.findings if finding.code == "GK105"]


def test_a_white_digit_of_a_page_that_libreoffice_wrote_is_no_digit_of_a_figure(kit: Any, edition: str) -> None:
    reading, right = read(kit, edition, 0, in_cells('<font color="#ffffff">9</font>{0}'))
    assert {path for path, value in values(reading).items() if value not in (None, right[path])} == set()


def test_a_last_column_of_remarks_may_have_numbers_in_its_words(kit: Any, edition: str) -> None:
    said = iter(["备注", *["", "其中：重大2件", "同比持平"] * 40])
    reading, right = read(kit, edition, 1, lambda page: re.sub("</tr>", lambda _: f"<td>{next(said)}</td></tr>", page))
    found = values(reading)
    assert {path: found[path] for path in found if path.startswith("requests.")} == {
        path: right[path] for path in found if path.startswith("requests.")
    }


def test_two_numbers_in_each_cell_of_a_row_are_not_one_though_its_sum_holds_with_both(kit: Any, edition: str) -> None:
    """A row of one figure, in whose cells last year's stands below this year's."""
    name = "requests.outcomes.granted"
    cells = kit.figures(edition, 1, zeros=0.6)
    columns = [path for path in cells if path.startswith(f"{name}.")]
    cells |= dict.fromkeys(columns, "0") | {columns[1]: "4", columns[-1]: "4"}
    page = kit.html_report(edition, kit.years[edition], cells | {columns[1]: "4<br>8", columns[-1]: "4<br>8"})
    found = values(readers.read(page.encode(), name="年报.html"))
    assert [found[columns[1]], found[columns[-1]]] == [None, None]


def test_table_2_with_its_rows_from_right_to_left_stays_blank(kit: Any, edition: str) -> None:
    def turned(page: str) -> str:
        return re.sub(
            r"<tr>(.*?)</tr>", lambda row: f"<tr>{''.join(reversed(re.findall('<td.*?</td>', row[1])))}</tr>", page
        )

    for seed in range(4):
        reading, right = read(kit, edition, seed, turned)
        assert {path for path, value in values(reading).items() if value not in (None, right[path])} == set()
