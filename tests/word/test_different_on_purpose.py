"""Each row of "Where it differs from docxtpl, on purpose" is true: what docxtpl does, and what ours does."""

from __future__ import annotations

import io
import zipfile
from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

import pytest
from docxtpl import DocxTemplate, InlineImage, RichTextParagraph
from docxtpl import RichText as OfDocxtpl
from jinja2 import TemplateSyntaxError
from lxml import etree
from markupsafe import Markup
from pydantic import BaseModel
from tests.word.conftest import W, entries, template_bytes
from tests.word.rows import Rows, first_column, there
from tests.word.test_attachments import png, sub_document
from tests.word.test_places_of_tags import box, cell, ins, link, linked, p, r, table
from tests.word.test_same_as_docxtpl import tbl, tc, tr
from tests.word.validity import faults

import docx
from gk_docs.errors import GkError, InvalidReport
from gk_docs.word import Link, Picture, RichText, Template
from gk_docs.word.package.archive import packed
from gk_docs.word.package.charts import BarChart

ROWS = Rows()
BODY, FOOTNOTES, CORE = "word/document.xml", "word/footnotes.xml", "docProps/core.xml"


def here(template: bytes, context: Any, **how: Any) -> bytes:
    data = Template(template, **how).render(context)
    assert faults(data) == []
    return data


def text(data: bytes, part: str = BODY) -> str:
    """All text that Word shows of a part."""
    root: Any = etree.fromstring(entries(data)[part])
    return "".join(root.xpath("//w:r[not(ancestor::w:t)]/w:t/text()", namespaces={"w": W}))


def find(data: bytes, path: str, part: str = BODY) -> list[Any]:
    root: Any = etree.fromstring(entries(data)[part])
    found: list[Any] = root.xpath(path, namespaces={"w": W, "v": "urn:schemas-microsoft-com:vml"})
    return found


def one(text: str, **rest: Any) -> bytes:
    return template_bytes(p(r(text)), **rest)


def refused(template: bytes, context: Any, words: str) -> None:
    with pytest.raises(GkError, match=words):
        Template(template).render(context)


@pytest.mark.parametrize("row", first_column("Where it differs from docxtpl, on purpose"))
def test_the_row_is_true(row: str) -> None:
    ROWS[row]()


def test_no_row_is_held_that_the_page_has_not() -> None:
    assert [*ROWS] == first_column("Where it differs from docxtpl, on purpose")


@ROWS.of("values are escaped only on request; unescaped text is dropped in silence")
def _() -> None:
    context = {"a": "甲 & <乙> 丙"}
    assert text(there(one("{{ a }}"), context)) != "甲 & <乙> 丙"
    assert text(here(one("{{ a }}"), context)) == "甲 & <乙> 丙"
    assert text(here(one("{{r a }}"), {"a": Markup("<w:r><w:t>甲</w:t></w:r>")})) == "甲"


@ROWS.of("an undefined name prints nothing")
def _() -> None:
    assert text(there(one("前{{ a }}"), {})) == "前"
    assert text(here(one("前{{ a }}"), {}, undefined="blank")) == "前"
    refused(one("前{{ a }}"), {}, "正文 · 第1段：没有名为“a”的内容")


@ROWS.of("None prints `None`")
def _() -> None:
    assert text(there(one("{{ a }}{{ a ~ 1 }}"), {"a": None})) == "NoneNone1"
    assert text(here(one("{{ a }}{{ a ~ 1 }}"), {"a": None})) == "1"
    for tag in (
        '{{ [a, 1]|join("、") }}',
        '{{ "%s、%d" % (a, 1) }}',
        '{{ "{}、{!s}".format(a, 1) }}',
        "{{ a|upper }}、1",
    ):
        assert text(there(one(tag), {"a": None})).upper() == "NONE、1"
        assert text(here(one(tag), {"a": None})) == "、1"
    assert text(here(one('{{ "%s、%s"|format(a, 1) }}{{ "%(a)s"|format(a=a) }}'), {"a": None})) == "、1"
    assert text(here(one('{{ [{"a": a}, {"a": 1}]|join("、", attribute="a") }}'), {"a": None})) == "、1"
    assert text(here(one("{{ a|string }}"), {"a": None})) == "None"


class Kind(Enum):
    TOWN = "镇"


class Word(str, Enum):  # noqa: UP042 - what Python prints as `Word.TOWN`
    TOWN = "镇"


class Row(BaseModel):
    total: int = 3


class Pair(NamedTuple):
    a: int
    b: int


@dataclass
class Cell:
    total: int = 3


@ROWS.of(
    "a list, a mapping, a record, an `Enum`, nan and infinity print as Python writes them (`[1, 2]`, "
    "`total=3 other=0`, `Kind.TOWN`, `nan`)"
)
def _() -> None:
    many = ([1, 2], (1,), {3}, range(2), deque("甲"), Pair(1, 2), {"a": 1}.values())
    alone: tuple[Any, ...] = (
        {"a": 1},
        MappingProxyType({"a": 1}),
        Row(),
        Cell(),
        SimpleNamespace(a=1),
        Kind.TOWN,
        Word.TOWN,
    )
    alone += tuple(map(float, ("nan", "inf", "-inf"))) + tuple(map(Decimal, ("NaN", "Infinity")))
    tags = ("{{ a }}", "{{ a ~ 1 }}", "{{ [a]|join }}", '{{ "%s" % (a,) }}', '{{ "{}".format(a) }}', "{{ a|upper }}")
    for value in (*many, *alone):
        assert text(there(one("{{ a|e }}"), {"a": value}))
        for tag in tags:
            refused(one(tag), {"a": value}, "正文 · 第1段.*不是")
    assert text(here(one("{{ a.value }}{{ b.value }}"), {"a": Kind.TOWN, "b": Word.TOWN})) == "镇镇"
    assert text(here(one('{{ a|string }}{{ "{0[1]}".format(a) }}{{ "%(b)s" % c }}'), {"a": [1, 2], "c": {"b": 4}})) == (
        "[1, 2]24"
    )


@ROWS.of("core properties are escaped twice")
def _() -> None:
    template, context = one("甲", properties={"title": "{{ a }}"}), {"a": "甲 & 乙"}
    assert find(there(template, context, autoescape=True), "//text()", CORE)[0] == "甲 &amp; 乙"
    assert find(here(template, context), "//text()", CORE)[0] == "甲 & 乙"


@ROWS.of("without core properties the present time is written")
def _() -> None:
    package = entries(one("甲"))
    rels = package["_rels/.rels"].decode().partition('<Relationship Id="core"')[0] + "</Relationships>"
    template = packed({**package, "_rels/.rels": rels.encode()})
    assert b"1980" not in entries(there(template, {}))[CORE]
    assert b"1980-01-01" in entries(here(template, {}))[CORE]


@ROWS.of("footnotes are rendered once for each section, so that values run as templates")
def _() -> None:
    section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    template = template_bytes(section + p(r("甲")), footnotes=p(r("{{ a }}")))
    assert text(there(template, {"a": "{{ 7*7 }}"}), FOOTNOTES) == "49"
    assert text(here(template, {"a": "{{ 7*7 }}"}), FOOTNOTES) == "{{ 7*7 }}"


@ROWS.of("`{_{` in a value becomes `{{`")
def _() -> None:
    assert text(there(one("{{ a }}"), {"a": "{_{"})) == "{{"
    assert text(here(one("{{ a }}{_{"), {"a": "{_{"})) == "{_{{{"


@ROWS.of("illegal characters vanish")
def _() -> None:
    assert text(there(one("{{ a }}"), {"a": "甲\x0b乙"})) != "甲\x0b乙"
    with pytest.raises(InvalidReport, match="000B"):
        Template(one("{{ a }}")).render({"a": "甲\x0b乙"})


@ROWS.of("plain text in `{{r }}` or `{{p }}` is written between runs or paragraphs, where Word does not show it")
def _() -> None:
    for tag in ("{{r a }}", "{{p a }}"):
        assert text(there(one(tag), {"a": "甲"})) == ""
        refused(one(tag), {"a": "甲"}, "普通文字会丢失")


@ROWS.of(
    "`RichText`, `Link`, paragraphs or a sub-document in a tag of another kind are written where Word does not "
    "show them"
)
def _() -> None:
    values = {
        "{{r …}}": (RichText("甲"), Link("https://a.cn", "甲")),
        "{{p …}}": (RichTextParagraph("甲"), sub_document(docx.Document(), "甲")),
    }
    for tag, some in values.items():
        for value in some:
            if not isinstance(value, Link):
                assert text(there(one("前{{ a }}"), {"a": value}, autoescape=True)) == "前"
            refused(one("前{{ a }}"), {"a": value}, tag.replace("{", "\\{").replace("}", "\\}"))


@ROWS.of("a method, a generator, a global or `self` prints `<built-in method … at 0x…>`")
def _() -> None:
    context: dict[str, Any] = {"d": {"items": "甲"}, "e": {}}
    assert "built-in method" in "".join(find(there(one("{{ d.items|e }}"), context), "//text()"))
    assert text(here(one("{{ d.items }}"), context)) == "甲"
    for tag in ("{{ e.items }}", "{{ range }}", "{{ self }}"):
        refused(one(tag), context, "没有名为")
    refused(one("{{ g }}"), {"g": object()}, "印不出来")
    assert text(here(one("{% for k, v in d.items() %}{{ k }}{{ v }}{% endfor %}"), context)) == "items甲"


@ROWS.of("an iterator is empty the second time")
def _() -> None:
    tags = "{% for x in a %}{{ x }}{% endfor %}"
    assert text(there(one(tags * 2), {"a": iter("甲乙")})) == "甲乙"
    assert text(here(one(tags * 2), {"a": iter("甲乙")})) == "甲乙甲乙"


def condition(level: str = "p") -> str:
    return p(r(f"{{%{level} if a %}}")) + p(r("甲")) + p(r(f"{{%{level} endif %}}"))


@ROWS.of("a property that several tags in a row name is asked each time (`{{ a.b.c }}{{ a.b.d }}`)")
def _() -> None:
    class Counting:
        asked = 0

        @property
        def b(self) -> dict[str, int]:
            self.asked += 1
            return {"c": self.asked}

    assert text(there(one("{{ a.b.c }}{{ a.b.c }}"), {"a": Counting()})) == "12"
    assert text(here(one("{{ a.b.c }}{{ a.b.c }}"), {"a": Counting()})) == "11"


@ROWS.of("a name with an underscore first, of an object (`{{ a._b }}`), is printed")
def _() -> None:
    assert text(there(one("{{ a._b }}"), {"a": SimpleNamespace(_b=1)})) == "1"
    refused(one("{{ a._b }}"), {"a": SimpleNamespace(_b=1)}, "不安全")
    assert text(here(one("{{ a._b }}{{ _c }}"), {"a": {"_b": 1}, "_c": 2})) == "12"


@ROWS.of("a cell, a header, a note or a text box is left empty by a condition")
def _() -> None:
    inside = box("甲").replace(p(r("甲")), condition())
    template = template_bytes(
        table(cell(condition())) + p(inside), header=condition(), footer=p(r("乙")), footnotes=condition()
    )
    assert len(faults(there(template, {"a": 0}))) == 4
    assert faults(here(template, {"a": 0})) == []


@ROWS.of("a row without cells, a table without rows")
def _() -> None:
    template = template_bytes(
        tbl(1, tr(tc("{%tr for x in a %}")), tr(tc("{{ x }}")), tr(tc("{%tr endfor %}")))
        + tbl(1, tr(tc("{%tc for x in a %}"), tc("{{ x }}"), tc("{%tc endfor %}")), tr(tc("乙")))
        + "<w:p/>"
    )
    assert find(there(template, {"a": []}), "//w:tr[not(w:tc)]|//w:tbl[not(w:tr)]") != []
    assert len(find(here(template, {"a": []}), "//w:tr")) == 1


@ROWS.of("a table takes the grid of a table inside it, `gridBefore` loses a column, tables without tags are changed")
def _() -> None:
    before = '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc("甲") + "</w:tr>"
    template = template_bytes(tbl(3, before) + p(r("{{ a }}")) + tbl(1, tr(cell(tbl(2, tr(tc("内"), tc("乙"))), p()))))
    columns = [len(find(there(template, {"a": "一\t二"}), f"(//w:tbl)[{number}]/w:tblGrid/*")) for number in (1, 2)]
    assert columns != [3, 1]
    columns = [len(find(here(template, {"a": "一\t二"}), f"(//w:tbl)[{number}]/w:tblGrid/*")) for number in (1, 2)]
    assert columns == [3, 1]


@ROWS.of("a table without a grid fails where the number of columns changes")
def _() -> None:
    cells = tr(tc("{%tc for x in a %}"), tc("{{ x }}"), tc("{%tc endfor %}"))
    template = template_bytes(f"<w:tbl><w:tblPr/>{cells}</w:tbl><w:p/>")
    with pytest.raises(AttributeError):
        there(template, {"a": [1, 2]})
    assert len(find(here(template, {"a": [1, 2]}), "//w:gridCol")) == 2


@ROWS.of("a row shorter than the grid stays so")
def _() -> None:
    template = template_bytes(
        tbl(2, tr(tc("{%tc if a %}"), tc("甲"), tc("{%tc endif %}")), tr(tc("1"), tc("2"))) + "<w:p/>"
    )
    assert find(there(template, {"a": 1}), "//w:gridAfter") == []
    assert find(here(template, {"a": 1}), "//w:tr[1]//w:gridAfter/@w:val") == ["1"]


@ROWS.of(
    "`cellbg` and `colspan` write properties in any order, lose them in a cell without properties, "
    "change the inner cell behind a nested table"
)
def _() -> None:
    bare = cell(p(r("{% cellbg c %}甲")))
    outer = cell(tbl(1, tr(tc("内"))), p(r("{% cellbg c %}乙")))
    template = template_bytes(tbl(1, tr(tc("{% cellbg c %}甲")), tr(bare), tr(outer)) + "<w:p/>")
    first = "name((//w:tc)[1]/w:tcPr/*[1])"
    fills = "//w:tc/w:tcPr[w:shd[@w:fill='FF0000']]"
    theirs, ours = there(template, {"c": "FF0000"}), here(template, {"c": "FF0000"})
    assert f"{find(theirs, first)} {find(ours, first)}" == "w:shd w:tcW"
    assert (len(find(theirs, fills)), len(find(ours, fills))) == (2, 3)
    assert find(theirs, "//w:tbl//w:tbl//w:shd") != []
    assert find(ours, "//w:tbl//w:tbl//w:shd") == []


@ROWS.of(
    "a picture does not say that there is no space around it, so LibreOffice puts 3.2 mm at its sides: one as wide "
    "as the text stands out on the right"
)
def _() -> None:
    def spaces(data: bytes) -> list[str]:
        return sorted({str(value) for one in find(data, "//*[local-name()='inline']") for value in one.values()})

    template = one("{{ a }}")
    chart = BarChart("图", ("甲",), (("2024年", (Decimal(1),)),), 100, 30, "图")
    assert spaces(there(template, lambda document: {"a": InlineImage(document, io.BytesIO(png()))})) == []
    assert spaces(here(template, {"a": Picture(png())})) == spaces(here(template, {"a": chart})) == ["0"]


@ROWS.of("a line break in the name or the alternative text of a picture becomes a blank")
def _() -> None:
    picture = '<wp:inline><wp:docPr id="1" name="图" descr="{{ a }}"/></wp:inline>'
    template = template_bytes(f"<w:p><w:r><w:drawing>{picture}</w:drawing></w:r></w:p>")
    assert find(there(template, {"a": "甲\n乙"}), "//@descr") == ["甲 乙"]
    assert find(here(template, {"a": "甲\n乙"}), "//@descr") == ["甲\n乙"]


@ROWS.of("`RichText` writes properties in any order")
def _() -> None:
    look: Any = {"color": "FF0000", "bold": True}
    for kind, names in ((OfDocxtpl, ["color", "b"]), (RichText, ["b", "color"])):
        data = here(one("{{r a }}"), {"a": kind("甲", **look)})
        assert [etree.QName(found).localname for found in find(data, "//w:rPr[w:color]/*")] == names


@ROWS.of(
    "a level tag takes the paragraph, row or cell that begins nearest before it, be it of a text box or a nested table"
)
def _() -> None:
    template = template_bytes(p(r("前"), box("框"), r("{%p if a %}")) + p(r("中")) + p(r("{%p endif %}")) + p(r("后")))
    assert text(here(template, {"a": 1})) == "中后"
    assert text(there(template, {"a": 1})) == "前中后"


@ROWS.of("a tag cut by the edge of a link, change or control damages the file")
def _() -> None:
    for around in (ins, link):
        template = template_bytes(p(r("前{{ a"), around(r(" }}后"))) + p(r("末")))
        assert text(here(template, {"a": "甲"})) == "前甲后末"
        assert text(there(template, {"a": "甲"})) == "前甲后"
        refused(template_bytes(p(around(r("{% if a %}")), r("{% endif %}"))), {"a": 1}, "不在同一层")


@ROWS.of("a second level tag in a paragraph or row is lost")
def _() -> None:
    with pytest.raises(TemplateSyntaxError):
        there(one("{%p if a %}甲{%p endif %}"), {"a": 1})
    refused(one("{%p if a %}甲{%p endif %}"), {"a": 1}, "独占一段")


@ROWS.of("text after `{{r }}` in the same run loses its format")
def _() -> None:
    template = template_bytes(p(r("前{{r a }}后", "<w:rPr><w:b/></w:rPr>")))
    bold = "//w:r[w:rPr/w:b]//text()"
    assert find(there(template, {"a": ""}), bold) == ["前"]
    assert find(here(template, {"a": ""}), bold) == ["前", "后"]


@ROWS.of(
    "`{%-` eats the text before it in its own run, `-%}` the text after; joined texts lose the blanks at their edges"
)
def _() -> None:
    space = '<w:r><w:t xml:space="preserve">甲 </w:t></w:r>'
    template = template_bytes(p(space) + p(r("乙{%- if a -%}丙")) + p(r("丁{% endif %}")))
    assert text(there(template, {"a": 1})) == "甲 丁"
    assert text(here(template, {"a": 1})) == "甲 乙丙丁"
    joined = template_bytes(p(space) + p(r("{%- if a -%}")) + p(r("乙")) + p(r("{%- endif -%}")) + p(r("丙")))
    (blank,) = (find(data, "//w:t[contains(text(), '甲 ')]") for data in [here(joined, {"a": 1})])
    assert blank[0].get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@ROWS.of("deleted (tracked) tags are rendered")
def _() -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ a }}</w:delText></w:r></w:del>'
    template = template_bytes(p(gone, r("乙")))
    assert find(there(template, {"a": "甲"}), "//w:delText/text()") == ["甲"]
    assert find(here(template, {}), "//w:delText/text()") == ["{{ a }}"]


@ROWS.of("a tab in a value ends the run and begins two others, each with all its properties")
def _() -> None:
    for make, runs in ((there, 3), (here, 1)):
        data = make(one("前{{ a }}"), {"a": "甲\t乙"})
        assert (len(find(data, "//w:r")), len(find(data, "//w:r/w:tab"))) == (runs, 1)


@ROWS.of(
    "ids are repeated by loops and over parts, bookmarks have a name twice; tags in endnotes, comments, charts, "
    "custom properties and addresses of links are left"
)
def _() -> None:
    mark = (
        '<w:bookmarkStart w:id="1" w:name="m{{ x }}"/><w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="n"/>'
    )
    loop = (
        p(r("{%p for x in xs %}"))
        + p(mark + box("{{ x }}").replace("<v:shape ", '<v:shape id="s" '))
        + p(r("{%p endfor %}"))
    )
    template = template_bytes(loop, header=loop)
    theirs, ours = (make(template, {"xs": [1, 2]}) for make in (there, here))
    for path in ("//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name", "//v:shape/@id"):
        assert len(set(find(theirs, path))) < len(find(theirs, path))
        assert len(set(find(ours, path))) == len(find(ours, path))
    assert not set(find(ours, "//v:shape/@id")) & set(find(ours, "//v:shape/@id", "word/header1.xml"))
    linking = linked(link(r("{{ x.t }}")).replace('w:anchor="a"', 'r:id="l"'), "https://a.cn/{{ x.u }}")
    rounds = {"xs": [{"u": 1, "t": "甲"}]}
    assert b"https://a.cn/1" in entries(here(linking, rounds))["word/_rels/document.xml.rels"]
    assert b"https://a.cn/1" not in entries(there(linking, rounds))["word/_rels/document.xml.rels"]


@ROWS.of("`{% cellbg a if n % 2 else b %}` fails")
def _() -> None:
    template = template_bytes(tbl(1, tr(tc("{% cellbg '00FF00' if n % 2 else 'FF0000' %}甲"))) + "<w:p/>")
    with pytest.raises(TemplateSyntaxError, match="cellbg"):
        there(template, {"n": 1})
    assert find(here(template, {"n": 1}), "//w:shd/@w:fill") == ["00FF00"]


@ROWS.of(
    "`{% vm %}` loses its text if a condition takes the row of the first round away, or if another row is printed "
    "between"
)
def _() -> None:
    first, last = tr(tc("{%tr for x in [1, 2] %}"), tc("")), tr(tc("{%tr endfor %}"), tc(""))
    merged, other = tr(tc("{% vm %}合{{ x }}"), tc("一")), tr(tc("另"), tc("二"))
    taken_away = tr(tc("{%tr if x > 1 %}"), tc("")), merged, tr(tc("{%tr endif %}"), tc(""))
    for rows, lost, kept in ((taken_away, "一", "合2一"), ((merged, other), "合1一另二一另二", "合1一另二合2一另二")):
        template = template_bytes(tbl(2, first, *rows, last) + "<w:p/>")
        assert (text(there(template, {})), text(here(template, {}))) == (lost, kept)


@ROWS.of("`{% vm %}` in a loop over cells, and `{% hm %}` in a loop over rows, lose all text but the first")
def _() -> None:
    rows = tr(tc("{%tr for x in [1, 2] %}")), tr(tc("{% hm %}{{ x }}")), tr(tc("{%tr endfor %}"))
    cells = tr(tc("{%tc for x in [1, 2] %}"), tc("{% vm %}{{ x }}"), tc("{%tc endfor %}"))
    for template in (template_bytes(tbl(1, *rows) + "<w:p/>"), template_bytes(tbl(1, cells) + "<w:p/>")):
        assert text(there(template, {})) == "1"
        refused(template, {}, "[vh]m 合并的是.*请放在")


@ROWS.of("`cellbg`, `colspan`, `vm` and `hm` inside a condition or a loop of their own cell hold always")
def _() -> None:
    condition = "{% if a %}{% cellbg 'FF0000' %}{% endif %}甲"
    template = template_bytes(tbl(1, tr(tc(condition))) + "<w:p/>")
    assert find(there(template, {"a": False}), "//w:shd/@w:fill") == ["FF0000"]
    refused(template, {"a": False}, "同一格里的“{% if a %}”管不到它")
    template = template_bytes(tbl(1, tr(tc("{% cellbg 'FF0000' if a %}甲"))) + "<w:p/>")
    assert find(here(template, {"a": False}), "//w:shd/@w:fill") == ["auto"]


@ROWS.of("`cellbg` writes any value as a colour")
def _() -> None:
    template = template_bytes(tbl(1, tr(tc("{% cellbg a %}甲"))) + "<w:p/>")
    assert find(there(template, {"a": "红"}), "//w:shd/@w:fill") == ["红"]
    refused(template, {"a": "红"}, "正文 · 表格1 · 第1行 · 第1格.*底色要填")
    assert find(here(template, {"a": None}), "//w:shd/@w:fill") == ["auto"]


@ROWS.of("a table of more than 63 columns is written, which Word does not open")
def _() -> None:
    template = template_bytes(tbl(1, tr(*map(tc, ("{%tc for i in range(64) %}", "甲", "{%tc endfor %}")))) + "<w:p/>")
    assert len(find(there(template, {}), "//w:tc")) == 64
    refused(template, {}, "63 列")


@ROWS.of("a value may name a style that the template has not, which Word leaves out without a word")
def _() -> None:
    value = RichText("甲", style="没有")
    assert find(there(one("{{r a }}"), {"a": value}), "//w:rStyle/@w:val") == ["没有"]
    refused(one("{{r a }}"), {"a": value}, "模板里没有这个样式")


@ROWS.of("a part in UTF-16 fails")
def _() -> None:
    package = entries(one("甲", footnotes=p(r("{{ a }}"))))
    package[FOOTNOTES] = ('<?xml version="1.0" encoding="UTF-16"?>' + package[FOOTNOTES].decode()).encode("utf-16")
    with pytest.raises(UnicodeDecodeError):
        there(packed(package), {"a": "甲"})
    assert text(here(packed(package), {"a": "甲"}), FOOTNOTES) == "甲"


@ROWS.of("`\\a` or `\\f` in a hyperlink, a content control or an attribute breaks the XML")
def _() -> None:
    template = template_bytes(p(link(r("{{ a }}")), r("后")))
    assert text(there(template, {"a": "甲\a乙"})) != "甲乙后" or find(there(template, {"a": "甲\a乙"}), "//w:p/w:p")
    refused(template, {"a": "甲\a乙"}, "结构不完整")


@ROWS.of("a link built with another document's `build_url_id` dangles")
def _() -> None:
    identifier = DocxTemplate(io.BytesIO(one("甲"))).build_url_id("https://a.cn")
    value = OfDocxtpl("甲", url_id=identifier)
    data = there(one("{{r a }}"), {"a": value})
    assert f'Id="{identifier}"'.encode() not in entries(data)["word/_rels/document.xml.rels"]
    refused(one("{{r a }}"), {"a": value}, identifier)
    assert (
        b"https://a.cn"
        in entries(here(one("{{r a }}"), {"a": Link("https://a.cn", "甲")}))["word/_rels/document.xml.rels"]
    )


@ROWS.of("`{%p if a % 2 %}` and braces in such tags fail")
def _() -> None:
    for test in ("a % 2", "{'b': 1}['b'] and a"):
        template = template_bytes(p(r(f"{{%p if {test} %}}")) + p(r("甲")) + p(r("{%p endif %}")))
        assert text(here(template, {"a": 1})) == "甲"
        with pytest.raises(TemplateSyntaxError):
            there(template, {"a": 1})


@ROWS.of("two names that differ in full width only (`{{ ａ }}{{ a }}`) print one value")
def _() -> None:
    context = {"ａ": 1, "a": 2, "d": {"ａ": 1, "a": 2}}
    assert text(there(one("{{ ａ }}{{ a }}"), context)) == "22"
    refused(one("甲{{ ａ }}乙{{ a }}"), context, "“a”和“ａ”会被当作同一个名称|“ａ”和“a”会被当作同一个名称")
    assert text(here(one("{{ ａ }}{{ d.ａ }}{{ d.a }}"), context)) == "112"


@ROWS.of("`&` in a tag prints `&amp;`")
def _() -> None:
    tag = "{{ 'R&amp;D' }}"
    assert text(there(one(tag), {}, autoescape=True)) == "R&amp;D"
    assert text(here(one(tag), {})) == "R&D"


@ROWS.of("a filter of text spoils the escapes in what a macro, `{% set %}` or `{% filter %}` has collected (`&AMP;`)")
def _() -> None:
    for tags in (
        "{% filter upper %}{{ a }}{% endfilter %}",
        "{% set b %}{{ a }}{% endset %}{{ b|upper }}",
        "{% macro m() %}{{ a }}{% endmacro %}{{ m()|upper }}",
    ):
        assert text(there(one(tags), {"a": "r & d"}, autoescape=True)) != "R & D"
        assert text(here(one(tags), {"a": "r & d"})) == "R & D"


@ROWS.of("a line break after a text box in the same paragraph is not laid out")
def _() -> None:
    template = template_bytes(p(box("框"), r("{{ a }}")))
    assert find(there(template, {"a": "一\n二"}), "//w:br") == []
    assert len(find(here(template, {"a": "一\n二"}), "//w:br")) == 1


@ROWS.of("zip times are the present")
def _() -> None:
    times = [
        {info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(data)).infolist()}
        for data in (there(one("甲"), {}), here(one("甲"), {}))
    ]
    assert times[1] == {1980}
    assert times[0] != {1980}


@ROWS.of("`random`, `lipsum`, `include`, `import`, `extends`, `autoescape`")
def _() -> None:
    tags = ("{{ a|random }}", "{% include 'b' %}", "{% import 'b' as b %}", "{% extends 'b' %}")
    for tag in (*tags, "{% autoescape false %}{{ a }}{% endautoescape %}", "{{ lipsum() }}"):
        refused(one(tag), {"a": "甲"}, "没有名为|引用|转义")
    assert text(there(one("{{ a|random }}"), {"a": "甲"})) == "甲"
    assert text(here(one("{{ a|random }}"), {"a": "甲"}, filters={"random": max})) == "甲"


@ROWS.of("a template may link to pictures, objects, templates and data elsewhere, and run DDE")
def _() -> None:
    field = '<w:fldSimple w:instr="DDEAUTO c:\\\\windows"/>'
    template = template_bytes(p(field, r("甲")))
    assert b"DDEAUTO" in entries(there(template, {}))[BODY]
    refused(template, {}, "DDEAUTO")
