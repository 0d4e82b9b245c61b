"""A template compiled once serves every thread and process, and keeps nothing of a render."""

from __future__ import annotations

import io
import pickle
import zipfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest
from docxtpl import RichText
from markupsafe import Markup
from pydantic import BaseModel
from tests.word.conftest import p

import docx
from gk_docs.errors import InvalidReport, TemplateError
from gk_docs.word.printing.fields import OfClasses, declares

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.word import Template

    Make = Callable[..., Template]
    TextOf = Callable[..., str]


class Row(BaseModel):
    name: str
    count: int | None

    @property
    def doubled(self) -> int:
        return 2 * (self.count or 0)


BODY = p("{%p for r in rows %}") + p("{{ r.name }}：{{ r.count }}、{{ r.doubled }}") + p("{%p endfor %}")


def test_typed_objects_are_read_by_their_fields(make: Make, text_of: TextOf) -> None:
    rows = [Row(name="甲", count=3), Row(name="乙 & 丙", count=None)]
    assert text_of(make(BODY).render({"rows": rows})) == "甲：3、6\n乙 & 丙：、0"


def test_mappings_and_objects_may_be_mixed(make: Make, text_of: TextOf) -> None:
    rows = [{"name": "甲", "count": 1, "doubled": 2}, Row(name="乙", count=2)]
    assert text_of(make(BODY).render({"rows": rows})) == "甲：1、2\n乙：2、4"


def test_a_generator_is_used_once(make: Make, text_of: TextOf) -> None:
    rows = (Row(name=name, count=1) for name in "甲乙")
    assert text_of(make(BODY).render({"rows": rows})) == "甲：1、2\n乙：1、2"


def test_threads_share_a_template(make: Make, text_of: TextOf) -> None:
    template = make(p("{{ a }}{{r b }}"))

    def render(number: int) -> str:
        return text_of(template.render({"a": f"甲\n{number}" if number % 2 else number, "b": RichText(str(number))}))

    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(render, range(40)))
    assert texts == [f"甲{number}{number}" if number % 2 else f"{number}{number}" for number in range(40)]


def test_a_failed_render_leaves_no_trace(make: Make) -> None:
    template = make(p("{{ a }}"))
    before = template.render({"a": 1})
    with pytest.raises(InvalidReport):
        template.render({"a": "\x00"})
    assert template.render({"a": 1}) == before


def test_a_worker_process_gets_the_template_by_its_path(make: Make) -> None:
    template = make(p("{{ a }}"))
    assert pickle.loads(pickle.dumps(template)) is pickle.loads(pickle.dumps(template))  # noqa: S301 - our own
    assert len(pickle.dumps(template)) < 1_000
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(_rendered, pickle.dumps(template)).result(60) == template.render({"a": "甲"})


def _rendered(pickled: bytes) -> bytes:
    template: Template = pickle.loads(pickled)  # noqa: S301 - our own
    return template.render({"a": "甲"})


def test_the_context_is_left_as_it_was(make: Make) -> None:
    context: dict[str, Any] = {"rows": [Row(name="甲", count=1)], "x": 1}
    make(p("{% set x = 2 %}{{ x }}") + BODY).render(context)
    assert context == {"rows": [Row(name="甲", count=1)], "x": 1}


def test_no_clock_and_no_machine_is_in_the_bytes(make: Make) -> None:
    data = make(p("{{ a }}"), properties={"title": "{{ a }}"}).render({"a": "甲"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None


def test_properties_are_escaped_once(make: Make) -> None:
    template = make(p("甲"), properties={"title": "{{ a }} & 乙", "author": "{{ b }}"})
    data = template.render({"a": "甲 & <乙>", "b": None})
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.author) == ("甲 & <乙> & 乙", "")


def test_a_property_beyond_255_characters_is_refused(make: Make) -> None:
    template = make(p("甲"), properties={"title": "{{ a }}"})
    assert template.render({"a": "甲" * 255})
    with pytest.raises(InvalidReport, match="255"):
        template.render({"a": "甲" * 256})


def test_a_value_is_never_run_as_a_template(make: Make, text_of: TextOf) -> None:
    template = make(p("{{ a }}"), header=p("{{ a }}"), footnotes=p("{{ a }}"), properties={"title": "{{ a }}"})
    data = template.render({"a": "{{ 7*7 }} {_{ x }_}"})
    for part in ("word/document.xml", "word/header1.xml", "word/footnotes.xml"):
        assert text_of(data, part) == "{{ 7*7 }} {_{ x }_}"


def test_footnotes_are_rendered(make: Make, text_of: TextOf) -> None:
    data = make(p("甲"), footnotes=p("注 {{ a }}")).render({"a": "甲 & 乙\n丙\t丁"})
    assert text_of(data, "word/footnotes.xml") == "注 甲 & 乙丙丁"


@pytest.mark.parametrize("tag", ["{{ '是' if a }}", "{{r b if a }}"])
def test_a_condition_without_else_prints_nothing(make: Make, text_of: TextOf, tag: str) -> None:
    assert text_of(make(p(f"[{tag}]")).render({"a": 0, "b": RichText("甲")})) == "[]"


def test_markup_that_is_no_whole_xml_is_refused(make: Make) -> None:
    with pytest.raises(TemplateError, match="不完整"):
        make(p("{{ a }}")).render({"a": Markup("甲 & <乙")})


def test_plain_text_where_only_runs_can_stand_is_refused(make: Make) -> None:

    with pytest.raises(TemplateError, match="普通文字会丢失"):
        make(p("{{r a }}")).render({"a": "甲"})


def test_rich_text_in_an_attribute_is_refused(make: Make) -> None:
    row = f"<w:tr><w:tc><w:tcPr/>{p('{% cellbg a %}甲')}</w:tc></w:tr>"
    body = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{row}</w:tbl>"
    with pytest.raises(TemplateError, match="普通文字"):
        make(body).render({"a": RichText("甲")})


def test_classes_made_at_run_time_do_not_pile_up() -> None:
    declared = OfClasses(partial(declares, name="name"))
    kinds = [type(f"Kind{number}", (), {}) for number in range(1_100)]
    assert not any(declared[kind] for kind in kinds)
    assert len(declared) == 1_000
