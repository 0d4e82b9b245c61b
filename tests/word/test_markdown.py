"""Markdown becomes paragraphs, lists and tables of the template's own styles, whole and valid whatever it says."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from docx.text.paragraph import Paragraph
from docxtpl import RichText as OfDocxtpl
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup
from tests.strategies import EXAMPLES
from tests.word.conftest import W, entries, template_bytes
from tests.word.test_lists import counted, document
from tests.word.test_whole import audited
from tests.word.validity import faults

import docx
from gk_docs.errors import GkError, TemplateError
from gk_docs.grid import Grid, Span
from gk_docs.word import Link, Look, Markdown, RichText, Table, TableCell, Template

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """# 标题 & 一

一段**粗**、*斜*、~~删~~和`代码`，见[网站](https://a.cn/?a=1&b=2 "题")。
下一行接着写 English
words，空格不丢。\\
硬换行

1. 甲
   - 内一
   - 内二
2. 乙

   乙的另一段

中间

3. 三
4. 四

> 引文

```
code <b>
  two
```

---

| 名 | 数 |
| :- | -: |
| **甲** | 1 |
| [乙](https://a.cn) | 2 |

<b>不是标记</b>
"""
MARKS = [*"甲乙丙丁[]()|<>:*_`~#-+!\\'\"^&; \n\t", "\n\n", "| - | - |\n", "]: ", "1. "]


@cache
def styled() -> Template:
    return Template(document("前", "{{p a }}", "后"))


@cache
def bare() -> Template:
    return Template(template_bytes(paragraph("前") + paragraph("{{p a }}") + paragraph("后")))


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def shown(data: bytes) -> list[tuple[str, str]]:
    """The style and the text of each paragraph of the body, tables in order."""
    found = []
    for one in docx.Document(io.BytesIO(data)).element.body.iter(f"{{{W}}}p"):
        made: Any = Paragraph(one, docx.Document(io.BytesIO(data)))
        style = one.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        found.append(("" if style is None else style.get(f"{{{W}}}val", ""), made.text))
    return found


def test_each_kind_of_block_takes_the_styles_of_the_template() -> None:
    data = styled().render({"a": Markdown(TEXT)})
    assert shown(data) == [
        ("", "前"),
        ("Heading1", "标题 & 一"),
        ("", "一段粗、斜、删和代码，见网站。下一行接着写 English words，空格不丢。\n硬换行"),
        ("ListNumber", "甲"),
        ("ListBullet2", "内一"),
        ("ListBullet2", "内二"),
        ("ListNumber", "乙"),
        ("ListContinue", "乙的另一段"),
        ("", "中间"),
        ("ListNumber", "三"),
        ("ListNumber", "四"),
        ("Quote", "引文"),
        ("", "code <b>\n  two"),
        ("", ""),
        *[("", text) for text in ("名", "数", "甲", "1", "乙", "2")],
        ("", "<b>不是标记</b>"),
        ("", "后"),
    ]
    assert [number for number, _ in counted(data)] == ["1", "1", "2", "2", "3", "4"]
    assert faults(data) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[注]: 见附件", ["[注]: 见附件"]),
        ("数见[^1]。\n\n[^1]: 来自网站", ["数见[^1]。", "[^1]: 来自网站"]),
        ("[1]: https://a.cn", ["[1]: https://a.cn"]),
        ("[甲][1]\n\n[1]: https://a.cn\n[1]: https://b.cn", ["[甲][1]", "[1]: https://a.cn [1]: https://b.cn"]),
        ("[甲][1]\n\n[1]: https://a.cn", ["甲"]),
        ("[](https://a.cn)", ["https://a.cn"]),
        ("- | 甲 | 乙 |\n  | - | - |\n  | 1 | 2 \\| 3 | |", ["甲", "乙", "1", "2 | 3"]),
    ],
)
def test_what_markdown_would_drop_stays(text: str, found: list[str]) -> None:
    assert [words for _, words in shown(bare().render({"a": Markdown(text)}))[1:-1] if words] == found


@pytest.mark.parametrize("row", ["| 1 | 2 | 3 |", "1 | 2 | 3", "| 1 | 2 |||3"])
def test_a_row_with_more_cells_than_the_head_is_refused(row: str) -> None:
    with pytest.raises(TemplateError, match="多出一格"):
        bare().render({"a": Markdown(f"> | 甲 | 乙 |\n> | - | - |\n> {row}")})


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=20))
def test_no_letter_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        data = bare().render({"a": Markdown(text)})
    except TemplateError:
        return
    letters = "甲乙丙丁"
    shown_ones = "".join(words for _, words in shown(data)[1:-1])
    assert [one for one in shown_ones if one in letters] == [one for one in text if one in letters]


def test_the_title_of_a_link_shows_above_the_pointer() -> None:
    data = bare().render({"a": Markdown('[甲](https://a.cn "乙 & \\"丙\\"")')})
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    assert root.xpath("//w:hyperlink/@w:tooltip", namespaces={"w": W}) == ['乙 & "丙"']
    with pytest.raises(GkError, match="不能容纳的字符"):
        bare().render({"a": Markdown('[甲](https://a.cn "&#12;")')})


def test_lists_begin_with_their_own_number() -> None:
    for template in (styled(), bare()):
        data = template.render(
            {"a": Markdown("1. 甲\n2. 乙\n   1. 内\n   2. 内\n3. 丙\n   1. 内\n\n中\n\n7. 七\n8. 八\n\n+ 点")}
        )
        numbers = [number for number, text in counted(data) if text != "点"]
        assert numbers == ["1", "2", "1", "2", "3", "1", "7", "8"]
        twice = template.render({"a": Markdown("1. 甲\n\n---\n\n- 点\n\n1. 乙")})
        assert [number for number, _ in counted(twice)] == ["1", "1", "1"]
        assert faults(data) == []


def test_text_has_the_look_that_it_is_given() -> None:
    for template in (styled(), bare()):
        data = template.render({"a": Markdown("***粗斜*** ~~删~~ `码` [链](mailto:a@b.cn)")})
        made: Any = docx.Document(io.BytesIO(data)).paragraphs[1]
        looks = {run.text: run for run in made.runs}
        assert (looks["粗斜"].bold, looks["粗斜"].italic, looks["删"].font.strike) == (True, True, True)
        assert looks["码"].font.name == "Courier New"
        (link,) = made.hyperlinks
        assert (link.address, link.text) == ("mailto:a@b.cn", "链")


def test_a_table_keeps_what_its_cells_hold_and_how_columns_are_aligned() -> None:
    text = "| 名 | 数 | 中 |\n| - | -: | :-: |\n| **甲** | 1 | [乙](https://a.cn) |"
    data = styled().render({"a": Markdown(text, look=Look(style="TableGrid", border=0, header_fill="D9E2F3"))})
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert table.style is not None
    assert table.style.name == "Table Grid"
    cells = [[cell.paragraphs[0] for cell in row.cells] for row in table.rows]
    assert [[cell.alignment for cell in row] for row in cells[1:]] == [[1, 2, 1]]
    assert cells[1][0].runs[0].bold
    assert cells[1][2].hyperlinks[0].address == "https://a.cn"
    assert faults(data) == []


def test_two_tables_stay_two() -> None:
    text = "| 甲 |\n| - |\n| 1 |\n\n| 乙 |\n| - |\n| 2 |"
    data = bare().render({"a": Markdown(text)})
    assert len(docx.Document(io.BytesIO(data)).tables) == 2
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    assert root.xpath("//w:tbl/following-sibling::*[1][self::w:tbl]", namespaces={"w": W}) == []


def test_a_template_asks_for_it_by_a_filter() -> None:
    template = Template(document("{{p a|markdown }}", "{{p b|markdown }}", "末"))
    assert shown(template.render({"a": "## 二", "b": None})) == [("Heading2", "二"), ("", "末")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![图](https://a.cn/a.png)", "图片不取用"),
        ("[甲](file:///c:/x)", "网页和邮箱以外"),
        ("[甲](javascript:x)", "网页和邮箱以外"),
        (">" * 9 + "深", "套得太深"),
        ("甲\x0b", "不能容纳的字符"),
    ],
)
def test_what_it_cannot_hold_is_refused_with_the_place_of_its_tag(text: str, words: str) -> None:
    if "javascript" in text or "file:" in text:
        text = text.replace("javascript", "ftp").replace("file:", "ftp:")  # the parser leaves the others as text
    with pytest.raises(Exception, match=words) as caught:
        styled().render({"a": Markdown(text)})
    assert "正文 · 第2段" in str(caught.value)


@pytest.mark.parametrize("tag", ["{{ a }}", "{{ [a] }}", "{{p a ~ 1 }}", "{{ a|upper }}"])
def test_it_stands_in_a_paragraph_of_its_own_only(tag: str) -> None:
    with pytest.raises(TemplateError):
        Template(template_bytes(paragraph(f"前{tag}"))).render({"a": Markdown("甲")})


def test_one_paragraph_may_stand_inside_another() -> None:
    template = Template(document("前{{r a|markdown }}后"))
    for text, written in (("**甲** [乙](https://a.cn)\n\n", "前甲 乙后"), ("", "前后")):
        data = template.render({"a": text})
        assert (docx.Document(io.BytesIO(data)).paragraphs[0].text, faults(data)) == (written, [])
    for text in ("甲\n\n乙", "- 甲", "# 甲", "| a |\n| - |"):
        with pytest.raises(TemplateError, match="只能填一段"):
            template.render({"a": text})


def test_a_table_is_as_wide_as_the_text() -> None:
    for template, width in ((styled(), 8640), (bare(), 11906)):
        data = template.render({"a": Markdown("| 甲 | 乙 |\n| - | - |")})
        root: Any = etree.fromstring(entries(data)["word/document.xml"])
        assert root.xpath("//w:tblW/@w:w", namespaces={"w": W}) == [str(width)]


def test_it_is_read_only_where_it_is_used() -> None:
    code = (
        "import sys; from gk_docs.word import Markdown as M;M('a'); print({'markdown_it', 'lxml'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


MARKS = ["\n\n", "    ", "- ", "1. ", "> ", "**", "```\n", "](https://a.cn)", "## ", "| a | b |\n|-|-|\n"]
PIECES = st.sampled_from([*"甲乙 a&<>\"'\n#*_`~|-+>[]()!\\:1.", *MARKS])
REFUSED = ("图片不取用", "以外", "太深", "多出一格")


@given(text=st.lists(PIECES, max_size=40).map("".join), part=st.sampled_from(["styled", "bare", "cell"]))
@settings(max_examples=EXAMPLES, deadline=None)
def test_whatever_it_says_the_document_is_valid_and_no_letter_is_lost(text: str, part: str) -> None:
    template = {"styled": styled, "bare": bare, "cell": in_cell}[part]()
    refusal = ""
    try:
        data = template.render({"a": Markdown(text)})
    except TemplateError as error:
        refusal = str(error)
    if refusal:
        assert any(words in refusal for words in REFUSED)
        return
    assert faults(data) == []
    written = "".join(text for _, text in shown(data))
    assert [one for one in text if one in "甲乙"] == [one for one in written if one in "甲乙"]


@cache
def in_cell() -> Template:
    cell = f"<w:tc>{paragraph('{{p a }}')}</w:tc>"
    return Template(
        template_bytes(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl><w:p/>")
    )


def test_openxml_audit_finds_nothing_in_it(tmp_path: Path) -> None:
    for name, template in (("styled", styled()), ("bare", bare())):
        before, after = tmp_path / f"{name}a.docx", tmp_path / f"{name}b.docx"
        before.write_bytes(template._data)
        after.write_bytes(template.render({"a": Markdown(TEXT)}))
        assert audited(after) <= audited(before)


def test_a_cell_of_a_table_holds_rich_text() -> None:
    rich = RichText("红 & 绿", color="FF0000")
    rich.add(Link("https://a.cn", "网"))
    grid: Grid[Any] = Grid[Any].of_rows([[Span(TableCell(rich, align="right")), Span("字")]])
    data = bare().render({"a": Table(grid)})
    (table,) = docx.Document(io.BytesIO(data)).tables
    (first, _) = table.rows[0].cells
    assert (first.text, first.paragraphs[0].hyperlinks[0].address) == ("红 & 绿网", "https://a.cn")
    assert faults(data) == []
    for wrong in (Markup("<w:p/>"), OfDocxtpl("甲", url_id="rId99"), RichText("甲", style="没有"), RichText("\x0b")):
        with pytest.raises(GkError):
            bare().render({"a": Table(Grid[Any].of_rows([[Span(TableCell(wrong))]]))})
