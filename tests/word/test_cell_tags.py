"""A tag that changes its cell changes the cell around it, in whatever cell it stands, with valid properties."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.strategies import EXAMPLES
from tests.word.conftest import W, entries, p, template_bytes
from tests.word.validity import faults

from gk_docs.errors import TemplateError
from gk_docs.word import RichText, Template, inspect_template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Template]

WIDTH, ALIGN = '<w:tcW w:w="900" w:type="dxa"/>', '<w:vAlign w:val="center"/>'
BORDERS = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'


def table(cell: str, columns: int = 1) -> str:
    grid = '<w:gridCol w:w="900"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"


def properties(data: bytes) -> list[tuple[str, str | None]]:
    """Name, and value or fill, of the properties of the first cell."""
    found: Any = etree.fromstring(entries(data)["word/document.xml"]).find(f".//{{{W}}}tcPr")
    return [(etree.QName(one).localname, one.get(f"{{{W}}}fill") or one.get(f"{{{W}}}val")) for one in found]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", []),
        ("<w:tcPr/>", []),
        ("<w:tcPr></w:tcPr>", []),
        (f"<w:tcPr>{WIDTH}</w:tcPr>", ["tcW"]),
        (f"<w:tcPr>{WIDTH}{BORDERS}{ALIGN}</w:tcPr>", ["tcW", "tcBorders", "vAlign"]),
        (
            f'<w:tcPr>{WIDTH}<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="000000"/>{ALIGN}</w:tcPr>',
            ["tcW", "vAlign"],
        ),
    ],
)
@pytest.mark.parametrize("attributes", ["", ' w:rsidR="0"'])
def test_background_and_span_stand_once_and_in_order(make: Make, given: str, kept: list[str], attributes: str) -> None:
    cell = f"<w:tc{attributes}>{given}{p('{% cellbg colour %}{% colspan n %}甲')}</w:tc>"
    data = make(table(cell, 3)).render({"colour": "FF0000", "n": 3})
    found = properties(data)
    order = ["tcW", "gridSpan", "tcBorders", "shd", "vAlign"]
    assert [name for name, _ in found] == [name for name in order if name in (*kept, "gridSpan", "shd")]
    assert {("gridSpan", "3"), ("shd", "FF0000")} <= set(found)
    assert faults(data) == []


def test_a_remainder_stands_in_such_a_tag(make: Make) -> None:
    data = make(table(f"<w:tc>{p('{% cellbg a if n % 2 else b %}甲')}</w:tc>")).render(
        {"a": "FF0000", "b": "00FF00", "n": 3}
    )
    assert properties(data) == [("shd", "FF0000")]


@pytest.mark.parametrize("tag", ["{% cellbg c %}", "{% colspan n %}"])
def test_such_a_tag_changes_the_cell_around_it_and_not_one_of_a_table_inside(make: Make, tag: str) -> None:
    inner = table(f"<w:tc>{p('内')}</w:tc>")
    data = make(table(f"<w:tc>{inner}{p(tag + '外')}</w:tc>")).render({"c": "FF0000", "n": 1})
    assert properties(data) in ([("shd", "FF0000")], [("gridSpan", "1")])
    root = etree.fromstring(entries(data)["word/document.xml"])
    assert len(list(root.iter(f"{{{W}}}tcPr"))) == 1
    with pytest.raises(TemplateError, match="要放在表格的格里"):
        make(p(tag))


def merged_rows(first: str, second: str) -> str:
    row = f"<w:tr><w:tc>{p(first)}</w:tc><w:tc>{p(second)}</w:tc><w:tc>{p('{{ x.n }}')}</w:tc></w:tr>"
    lone = "<w:tr>{}</w:tr>".format(f"<w:tc>{p('{}')}</w:tc>" * 3)
    loop = lone.format("{%tr for x in xs %}", "", ""), lone.format("{%tr endfor %}", "", "")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * 3}</w:tblGrid>{loop[0]}{row}{loop[1]}</w:tbl>"


def columns(data: bytes) -> list[list[str]]:
    """For each row, what its first two cells say, and whether they begin (┌) or go on with (│) a merged cell."""
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    signs = {"restart": "┌", "continue": "│"}
    return [
        [signs[cell.find(f".//{{{W}}}vMerge").get(f"{{{W}}}val")] + "".join(cell.itertext()) for cell in list(row)[:2]]
        for row in root.iter(f"{{{W}}}tr")
    ]


@given(rows=st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from([1, 1.0, None, [1], "&"])), max_size=6))
@settings(max_examples=EXAMPLES // 4, deadline=None)
def test_cells_of_equal_value_are_merged_downwards(rows: list[tuple[str, Any]]) -> None:
    template = _merging(p("{%p for xs in groups %}") + merged_rows("{% vm x.a %}{{ x.a }}", "{% vm x.a, x.b %}二"))
    group = [{"a": a, "b": b, "n": n} for n, (a, b) in enumerate(rows)]
    begins = [(n == 0 or a != rows[n - 1][0], n == 0 or (a, b) != rows[n - 1]) for n, (a, b) in enumerate(rows)]
    wanted = [
        ["┌" + a if first else "│", "┌二" if second else "│"]
        for (a, _), (first, second) in zip(rows, begins, strict=True)
    ]
    data = template.render({"groups": [group, group]})
    assert columns(data) == wanted * 2
    assert faults(data) == []


@cache
def _merging(body: str) -> Template:
    return Template(template_bytes(body + p("") + p("{%p endfor %}")))


@pytest.mark.parametrize("tag", ["{% vm %}", "{% vm x.a %}"])
def test_a_merged_cell_shows_its_runs_and_paragraphs_once(make: Make, tag: str) -> None:
    run, paragraph = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>", "</w:t></w:r></w:p><w:p><w:r><w:t>"
    content = run.join(("前", tag, "{{ x.a }}", "{{r rich }}")) + paragraph + "{{ x.a }}"
    context = {"xs": [{"a": 1, "n": 2}] * 2, "rich": RichText("富")}
    data = make(merged_rows(content, "{% vm %}乙") + p("")).render(context)
    assert columns(data) == [["┌前1富1", "┌乙"], ["│", "│"]]
    assert faults(data) == []


def test_a_merged_cell_shows_a_control_beside_its_text_once_and_ends_what_it_begins(make: Make) -> None:
    control = "<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>"
    content = "{{% vm %}}甲</w:t></w:r>{}<w:r><w:t>乙</w:t></w:r>{}{}<w:r><w:t>"
    first, second = (
        content.format(f'<w:bookmarkStart w:id="{n}" w:name="m{n}"/>', f'<w:bookmarkEnd w:id="{n}"/>', beside)
        for n, beside in ((3, control), (4, ""))
    )
    data = make(merged_rows(first, second) + p("")).render({"xs": [{"n": 2}] * 2})
    assert columns(data) == [["┌甲乙控", "┌甲乙"], ["│", "│"]]
    root = etree.fromstring(entries(data)["word/document.xml"])
    assert len(list(root.iter(f"{{{W}}}bookmarkStart"))) == len(list(root.iter(f"{{{W}}}bookmarkEnd"))) == 2
    assert faults(data) == []


@pytest.mark.parametrize("tag", ["{% vm %}", "{% vm x.a %}"])
def test_a_merge_begins_with_the_first_row_that_is_printed(make: Make, tag: str) -> None:
    lone = "<w:tr>{}</w:tr>".format(f"<w:tc>{p('{}')}</w:tc>" * 3)
    rows = merged_rows(f"{tag}{{{{ x.a }}}}", "{% vm %}乙")
    row = rows[rows.index("</w:tr>") + len("</w:tr>") : rows.rindex("<w:tr>")]
    shown = row.join((lone.format("{%tr if x.n %}", "", ""), lone.format("{%tr endif %}", "", "")))
    template = make(p("{%p for xs in groups %}") + rows.replace(row, shown) + p("") + p("{%p endfor %}"))
    group = [{"a": "甲", "n": n} for n in (0, 1, 2, 0, 3)]
    assert columns(template.render({"groups": [group, group]})) == [["┌甲", "┌乙"], ["│", "│"], ["│", "│"]] * 2


def test_a_row_with_a_merged_cell_of_its_own_leaves_a_merge_whole(make: Make) -> None:
    blank, merged = p(""), '<w:tcPr><w:vMerge w:val="continue"/></w:tcPr>'
    goes_on = f"<w:tr><w:tc>{merged}{blank}</w:tc>{f'<w:tc>{blank}</w:tc>' * 2}</w:tr>"
    rows = merged_rows("{% vm %}甲", "{% vm %}乙")
    end = rows.rindex("<w:tr>")
    data = make(rows[:end] + goes_on + rows[end:] + p("")).render({"xs": [{"n": 1}] * 2})
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    first_column = [row.find(f".//{{{W}}}vMerge").get(f"{{{W}}}val") for row in root.iter(f"{{{W}}}tr")]
    assert first_column == ["restart", "continue", "continue", "continue"]


@pytest.mark.parametrize("tag", ["{% vm x.a %}", "{% cellbg 'FF0000' %}", "{% colspan 1 %}"])
def test_two_tags_of_a_kind_in_a_cell_are_refused(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError, match="正文 · 表格1 · 第2行 · 第1格：同一格里已经有一个"):
        make(merged_rows(f"{tag}甲{tag}", ""))


def test_a_merge_by_value_is_placed(make: Make) -> None:
    for tag in ("{% vm x.n, x.c %}", "{% vm x.c %}"):
        with pytest.raises(TemplateError, match="没有名为“c”的内容") as caught:
            make(merged_rows(f"{tag}甲", "")).render({"xs": [{"n": 1}]})
        (problem,) = caught.value.problems
        assert (problem.place, problem.found) == ("正文 · 表格1 · 第2行 · 第1格", tag)
    with pytest.raises(TemplateError, match="标签写错了"):
        make(merged_rows("{% vm x. %}甲", ""))


def test_what_a_merge_by_value_asks_for_is_told(save: Callable[..., Path]) -> None:
    facts = inspect_template(save(merged_rows("{% vm x.a, x.b %}甲", "")))
    (names,) = (tag.names for tag in facts.tags if "vm" in tag.text)
    assert (names, facts.problems) == (("xs[].a", "xs[].b"), ())


@pytest.mark.parametrize(
    ("given", "written"), [("#FF0000", "FF0000"), ("ff0000", "ff0000"), ("auto", "auto"), (None, "auto"), ("", "auto")]
)
def test_a_background_is_a_colour_that_word_takes(make: Make, given: object, written: str) -> None:
    template = make(table(f"<w:tc>{p('{% cellbg colour %}甲')}</w:tc>"))
    assert properties(template.render({"colour": given})) == [("shd", written)]


BACKGROUND, COLUMNS = "底色要填六位十六进制数字或 auto", "单元格跨的列数要填从 1 起的整数"
REFUSED: dict[str, list[object]] = {
    BACKGROUND: ["红", "red", "F00", "FF00000", 255],
    COLUMNS: [0, -1, 2.0, True, None, "", "２", "二"],
}


@pytest.mark.parametrize(
    ("message", "value"), [(words, value) for words, values in REFUSED.items() for value in values]
)
def test_a_value_that_word_does_not_take_is_refused_with_the_cell(make: Make, message: str, value: object) -> None:
    tag = "{% cellbg a %}" if message == BACKGROUND else "{% colspan a %}"
    template = make(table(f"<w:tc>{p('前')}</w:tc><w:tc>{p(tag + '甲')}</w:tc>", 2))
    with pytest.raises(TemplateError, match=f"正文 · 表格1 · 第1行 · 第2格.*{message}"):
        template.render({"a": value})


def test_a_missing_background_is_kept_to_be_filled_in_later() -> None:
    data = template_bytes(table(f"<w:tc>{p('{% cellbg a %}甲')}</w:tc>"))
    kept = Template(data, undefined="keep").render({})
    assert properties(Template(kept).render({"a": "FF0000"})) == [("shd", "FF0000")]


@pytest.mark.parametrize("cells", ["{% colspan 64 %}甲", "{% hm %}甲"])
def test_more_columns_than_word_takes_are_refused(make: Make, cells: str) -> None:
    loop = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("{%tc for i in range(64) %}", cells, "{%tc endfor %}"))
    with pytest.raises(TemplateError, match="表格超过了 Word 能容纳的 63 列"):
        make(table(loop)).render({})
