"""A hostile template neither runs code nor fills the memory; a hostile package is refused by name."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel
from tests.word.conftest import p

from gk_docs.errors import GkError, TemplateError, UnreadableFile
from gk_docs.word import Template

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Template]


class Figures(BaseModel):
    count: int = 3
    items: list[int] = [1, 2]


ATTACKS = [
    "{{ x.__class__ }}",
    "{{ x.__class__.__mro__ }}",
    "{{ x.count.__class__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''['__class__'] }}",
    "{{ x|attr('__class__') }}",
    "{{ [x]|map(attribute='__class__')|list }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ x.items.append(1) }}",
    "{{ rows.append(1) }}",
    "{{ data.update({}) }}",
    "{{ x.parse_raw('x', proto='pickle', allow_pickle=True) }}",
    "{{ x.parse_file('/etc/passwd') }}",
    "{{ x.model_construct() }}",
    "{{ x.model_fields['count'].annotation }}",
    "{{ x.model_fields_set }}",
    "{{ x['model_fields_set'] }}",
    "{{ [x]|map(attribute='model_fields_set')|list }}",
]


@pytest.mark.parametrize("tag", ATTACKS)
def test_an_attack_on_python_is_refused(make: Make, tag: str) -> None:
    context = {"x": Figures(), "rows": [1], "data": {"a": 1}}
    with pytest.raises(TemplateError):
        make(p(tag)).render(context)
    assert context["rows"] == [1]


FLOODS = [
    "{{ 'a' * 10**9 }}",
    "{{ [0] * 10**9 }}",
    "{{ 10 ** (10 ** 8) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ 'a'|center(10**9) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:{w}}'.format(1, w=1000000000) }}",
    "{{ ('a' * 100000)|replace('a', 'b' * 100000) }}",
    "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
    "{{ ['a' * 1000000] * 1000000 }}",
    "{{ (['a' * 1000000] * 100)|join('b' * 10000000) }}",
    "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "{% for a in range(10000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% macro m() %}{% for a in range(99999) %}{% for b in range(99)%}a{% endfor %}{% endfor %}{% endmacro %}{{ m() }}",
    "{% set s = 'a' * 100000 %}{% for a in s %}{% for b in s %}aaaaaaaa{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ range(10**9) }}",
    "{{ 1.5|round(10**9, 'ceil') }}",
    "{{ [1]|map('center', 10**9)|list }}",
]


@pytest.mark.parametrize("tag", FLOODS)
def test_a_flood_is_stopped_early(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError):
        make(p(tag)).render({})


@pytest.mark.parametrize("opening", ["{{ a ", "{% if a ", "{# a "])
def test_a_heap_of_unfinished_tags_is_refused_at_once(make: Make, opening: str) -> None:
    with pytest.raises(TemplateError, match="没有写完"):
        make(p("}} %} #}" + opening * 100_000))


@pytest.mark.parametrize("tag", ["{{ rows|random }}", "{{ lipsum() }}"])
def test_what_differs_from_run_to_run_is_not_there(make: Make, tag: str) -> None:
    with pytest.raises(TemplateError):
        make(p(tag)).render({"rows": [1, 2]})


def test_ordinary_string_work_still_works(make: Make, text_of: Callable[[bytes], str]) -> None:
    tags = "{{ '{:,.2f}'.format(1234.5) }} {{ '%05d' % 7 }} {{ 'a-b'.replace('-', '+') }} {{ [1, 2]|join('、') }} "
    assert text_of(make(p(tags)).render({})) == "1,234.50 00007 a+b 1、2 "


def changed(template: Template, path: Path, **entries: bytes) -> Path:
    """A copy of a template's package with entries added or replaced."""
    data = io.BytesIO()
    with zipfile.ZipFile(str(template.path)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    path.write_bytes(data.getvalue())
    return path


@pytest.fixture
def broken(make: Make, tmp_path: Path) -> Callable[..., Path]:
    return lambda **entries: changed(make(p("甲")), tmp_path / "坏.docx", **entries)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("word/bomb.bin", b"\0" * 8_000_000, "压缩炸弹"),
        ("../outside.xml", b"<x/>", "之外"),
        ("/absolute.xml", b"<x/>", "之外"),
        ("word\\..\\x.xml", b"<x/>", "之外"),
        ("word/x.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "外部实体"),
        ("word/x.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16"), "外部实体"),
        (
            "word/_rels/x.xml.rels",
            b'<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">%s</r:Relationships>'
            % b'<r:Relationship Id="a" Type="b" Target="../../../etc/passwd"/>',
            "之外",
        ),
    ],
    ids=["bomb", "above", "absolute", "backslashes", "entity", "entity in UTF-16", "relation"],
)
def test_a_hostile_package_is_refused_by_name(
    broken: Callable[..., Path], name: str, content: bytes, words: str
) -> None:
    with pytest.raises(GkError, match=words) as caught:
        Template(broken(**{name: content}))
    assert caught.value.problems[0].file == "坏.docx"


def test_too_many_entries_are_refused(broken: Callable[..., Path]) -> None:
    with pytest.raises(UnreadableFile, match="过大"):
        Template(broken(**{f"x/{number}.bin": b"" for number in range(2_001)}))


@pytest.mark.parametrize("data", [b"", b"text", b"PK\3\4damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_word_file_is_unreadable(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(data)
    with pytest.raises(UnreadableFile):
        Template(tmp_path / "x.docx")


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        Template(tmp_path / "没有.docx")


def test_a_workbook_is_no_word_file(broken: Callable[..., Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
    with pytest.raises(UnreadableFile):
        Template(tmp_path / "x.docx")
    with pytest.raises(UnreadableFile, match="损坏"):
        Template(broken(**{"word/x.xml": b"<x>"}))
