"""Each row of "Coming from docxtpl" is true: its feature, and what it is here, give the same text or file."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichTextParagraph
from docxtpl import RichText as OfDocxtpl
from docxtpl.__main__ import main as command_line
from jinja2 import DebugUndefined, Environment
from markupsafe import Markup
from tests.word.conftest import canonical, entries, template_bytes
from tests.word.rows import Rows, first_column, there
from tests.word.test_attachments import png
from tests.word.test_different_on_purpose import BODY, find, here, one, text
from tests.word.test_places_of_tags import p, r
from tests.word.test_replacing import BOOK, CONTEXT, NEW
from tests.word.test_replacing import template as illustrated
from tests.word.test_same_as_docxtpl import tbl, tc, tr

import docx
from gk_docs.word import Link, Picture, RichText, SubDocument, Template, inspect_template
from gk_docs.word.package.archive import packed

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = Rows()
HEADING = "Coming from docxtpl"


def same(template: bytes, context: Any, **how: Any) -> bytes:
    """What ours makes of a template; docxtpl makes the same body."""
    data = here(template, context)
    assert canonical(entries(data)[BODY]) == canonical(entries(there(template, context, **how))[BODY])
    return data


def with_replacement(replace: Callable[[DocxTemplate], None]) -> dict[str, bytes]:
    """The entries of what docxtpl makes of the illustrated template."""
    document = DocxTemplate(io.BytesIO(illustrated()._data))
    replace(document)
    document.render(CONTEXT)
    saved = io.BytesIO()
    document.save(saved)
    return entries(saved.getvalue())


@pytest.mark.parametrize("row", first_column(HEADING))
def test_the_row_is_true(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ROWS[row]()


def test_no_row_is_held_that_the_page_has_not() -> None:
    assert [*ROWS] == first_column(HEADING)


@ROWS.of("`DocxTemplate(path)`, `render(context)`, `save(path)`")
def _() -> None:
    Path("a.docx").write_bytes(one("{{ a }}"))
    document = DocxTemplate("a.docx")
    document.render({"a": "甲"})
    document.save("b.docx")
    template = Template("a.docx")
    assert [text(template.render({"a": a})) for a in "甲乙甲"] == ["甲", "乙", "甲"]
    assert text(Path("b.docx").read_bytes()) == "甲"


@ROWS.of("`DocxTemplate(file_object)`, `save(file_object)`")
def _() -> None:
    data = one("{{ a }}")
    made = there(data, {"a": "甲"})
    assert {text(Template(source).render({"a": "甲"})) for source in (data, io.BytesIO(data))} == {text(made)}


@ROWS.of("`{{ }}`, `{% %}`, `{# #}`, `{%p %}`, `{%tr %}`, `{%tc %}`, `{%r %}`, `{{p }}`, `{{r }}`, `{%- -%}`")
def _() -> None:
    rows = tr(tc("{%tr for x in xs %}")), tr(tc("{{ x }}{# 注 #}")), tr(tc("{%tr endfor %}"))
    cells = tr(tc("{%tc for x in xs %}"), tc("{{ x }}"), tc("{%tc endfor %}"))
    body = (
        p(r("{%p if a %}")) + p(r("甲{% if a %}乙{% endif %}")) + p(r("{%p endif %}")) + tbl(1, *rows) + tbl(2, cells)
    )
    body += p(r("{%r if a %}"), r("丙"), r("{%r endif %}"), r("{{r b }}")) + p(r("{{p c }}"))
    body += p(r("丁")) + p(r("{%- if a -%}")) + p(r("戊")) + p(r("{%- endif -%}")) + p(r("己"))
    values = {"a": 1, "xs": [1, 2], "b": Markup("<w:r><w:t>庚</w:t></w:r>"), "c": Markup("<w:p/>")}
    assert text(same(template_bytes(body), values)) == "甲乙1212丙庚丁戊己"


@ROWS.of("`{% cellbg %}`, `{% colspan %}`, `{% vm %}`, `{% hm %}`")
def _() -> None:
    rows = tr(tc("{%tr for x in xs %}"), tc("")), tr(tc("{% vm %}甲"), tc("{{ x }}")), tr(tc("{%tr endfor %}"), tc(""))
    merged = tr(tc("{%tc for x in xs %}"), tc("{% hm %}乙"), tc("{%tc endfor %}"))
    body = tbl(2, *rows) + p() + tbl(2, merged, tr(tc("1"), tc("2")))
    assert text(same(template_bytes(body), {"xs": [1, 2]})) == "甲12乙12"
    coloured = template_bytes(tbl(2, tr(tc("{% cellbg c %}{% colspan n %}甲")), tr(tc("1"), tc("2"))) + "<w:p/>")
    for data in (make(coloured, {"c": "FF0000", "n": 2}) for make in (here, there)):
        values = find(data, "(//w:tc)[1]//w:shd/@w:fill|(//w:tc)[1]//w:gridSpan/@w:val")
        assert sorted(values) == ["2", "FF0000"]


@ROWS.of("`\\n`, `\\t`, `\\a`, `\\f` in a value, `Listing`")
def _() -> None:
    for value in ("一\n二\t三\a四\f五", Listing("一\n二\a三")):
        same(one("前{{ a }}后"), {"a": value}, autoescape=True)
    assert here(one("{{ a }}"), {"a": "一\r\n二"}) == here(one("{{ a }}"), {"a": "一\n二"})


@ROWS.of("`{{ a\\|e }}`")
def _() -> None:
    assert text(same(one("{{ a|e }}"), {"a": "甲 & <乙>"})) == "甲 & <乙>"
    assert text(here(one("{{ a|e|e }}"), {"a": "&"})) == "&"


@ROWS.of("`{_{`, `{_%`")
def _() -> None:
    assert text(same(one("{_{ a }_} {_% b %_}"), {})) == "{{ a }} {% b %}"


@ROWS.of("`render(context, jinja_env)` with filters, tests, globals of its own")
def _() -> None:
    template, context = one("{{ a|twice }}{% if a is big %}{{ half(a) }}{% endif %}"), {"a": 4}
    mine: dict[str, Any] = {"filters": {"twice": lambda a: 2 * a}, "tests": {"big": lambda a: a > 3}}
    mine["globals"] = {"half": lambda a: a // 2}
    environment = Environment()  # noqa: S701 - as docxtpl's users make it
    for kind, some in mine.items():
        getattr(environment, kind).update(some)
    assert text(there(template, context, jinja_env=environment)) == text(here(template, context, **mine)) == "82"


@ROWS.of("`render(context, autoescape=True)`")
def _() -> None:
    same(one("{{ a }}"), {"a": "甲 & <乙>"}, autoescape=True)


@ROWS.of("an undefined name prints nothing")
def _() -> None:
    template = one("前{{ a }}后")
    assert text(here(template, {}, undefined="blank")) == text(there(template, {})) == "前后"
    assert text(here(one("前{{ a.b.c }}后"), {}, undefined="blank")) == "前后"


@ROWS.of("`undefined=DebugUndefined`")
def _() -> None:
    environment = Environment(undefined=DebugUndefined)  # noqa: S701 - as docxtpl's users make it
    template = one("{{ a }}{{ b }}")
    kept = here(template, {"a": "甲"}, undefined="keep")
    assert text(kept) == text(there(template, {"a": "甲"}, jinja_env=environment)) == "甲{{ b }}"
    assert text(here(kept, {"b": "乙"})) == "甲乙"


@ROWS.of("`get_undeclared_template_variables()`")
def _() -> None:
    template = one("{{ a }}{% for x in b.c %}{{ x.d }}{% endfor %}", header=p(r("{{ e }}")))
    theirs = DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables()
    names = {name for tag in inspect_template(template).tags for name in tag.names}
    assert {name.partition(".")[0] for name in names} == theirs == {"a", "b", "e"}


@ROWS.of("`new_subdoc(path)`")
def _() -> None:
    module: Any = ModuleType("docxtpl.subdoc")  # in place of the one that needs docxcompose
    module.Subdoc = lambda _, file: Markup(docx.Document(file).element.body[0].xml)  # noqa: S704 - whole XML
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "docxtpl.subdoc", module)
        assert text(here(one("{{p a }}"), {"a": SubDocument(one("子"))})) == "子"


@ROWS.of("`InlineImage(tpl, path, width=Mm(20))`")
def _() -> None:
    template = one("前{{ a }}后")

    def image(document: DocxTemplate) -> dict[str, Any]:
        return {"a": InlineImage(document, io.BytesIO(png()), width=Mm(20))}

    ours, own = here(template, {"a": Picture(png(), width_mm=20)}), here(template, image(DocxTemplate("")))
    made = {canonical(entries(data)[BODY]) for data in (ours, own, there(template, image))}
    assert len(made) == 1


@ROWS.of("`rich.add(text, url_id=tpl.build_url_id(url), …)`")
def _() -> None:
    def rich(document: DocxTemplate) -> dict[str, Any]:
        value = OfDocxtpl("见")
        value.add("网站", url_id=document.build_url_id("https://a.cn"), color="0563C1")
        return {"a": value}

    ours = RichText("见")
    ours.add(Link("https://a.cn", "网站"), color="0563C1")
    documents = there(one("{{r a }}"), rich), here(one("{{r a }}"), {"a": ours})
    links = [docx.Document(io.BytesIO(data)).paragraphs[0].hyperlinks[0] for data in documents]
    shown = [(link.address, link.text, str(link.runs[0].font.color.rgb)) for link in links]
    assert shown == [("https://a.cn", "网站", "0563C1")] * 2


@ROWS.of("`RichText`, `RichTextParagraph`")
def _() -> None:
    same(one("{{r a }}"), {"a": OfDocxtpl("红", color="FF0000", bold=True)}, autoescape=True)
    same(one("{{p a }}"), {"a": RichTextParagraph(OfDocxtpl("红", italic=True))}, autoescape=True)


@ROWS.of("`replace_pic(name, path)`")
def _() -> None:
    theirs = with_replacement(lambda document: document.replace_pic("标志.png", io.BytesIO(NEW)))
    ours = entries(illustrated().render(CONTEXT, replace={"标志.png": NEW}))
    pictures = [name for name in ours if "media" in name]
    assert [ours[name] for name in pictures] == [theirs[name] for name in pictures]


@ROWS.of("`replace_media(old, new)`, `replace_embedded(old, new)`")
def _() -> None:
    def replace(document: DocxTemplate) -> None:
        document.replace_media(io.BytesIO(png(1)), io.BytesIO(NEW))
        for name, data in (("old", packed({"a": b"old"})), ("new", BOOK)):
            Path(name).write_bytes(data)
        document.replace_embedded("old", "new")

    theirs = with_replacement(replace)
    ours = entries(illustrated().render(CONTEXT, replace={"标志": NEW, "附表": BOOK}))
    changing = [name for name in ours if "media" in name or "embed" in name]
    assert [ours[name] for name in changing] == [theirs[name] for name in changing]


@ROWS.of("`replace_zipname(name, path)`")
def _() -> None:
    name = "word/embeddings/book1.xlsx"
    Path("new").write_bytes(BOOK)
    theirs = with_replacement(lambda document: document.replace_zipname(name, "new"))
    assert entries(illustrated().render(CONTEXT, parts={name: BOOK}))[name] == theirs[name] == BOOK


@ROWS.of("`python -m docxtpl template.docx data.json out.docx`")
def _() -> None:
    Path("a.docx").write_bytes(one("{{ a }}"))
    Path("a.json").write_text(json.dumps({"a": "甲"}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["docxtpl", "-q", "a.docx", "a.json", "b.docx"])
        command_line()
    ours = Template("a.docx").render(json.loads(Path("a.json").read_text(encoding="utf-8")))
    assert text(Path("b.docx").read_bytes()) == text(ours) == "甲"
