"""A template takes its user's filters, tests and globals, and leaves missing names as its user asks."""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import pass_context
from lxml import etree
from tests.word.conftest import W, entries, template_bytes
from tests.word.validity import faults

from gk_docs.errors import TemplateError
from gk_docs.word import Template, inspect_template
from gk_docs.word.package.archive import packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2.runtime import Context

    Text = Callable[[bytes], str]


def data(*texts: str, header: str = "") -> bytes:
    paragraphs = [f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (*texts, header)]
    return template_bytes("".join(paragraphs[:-1]), header=paragraphs[-1] if header else "")


def twice(text: str) -> str:
    return f"{text}{text}"


@pass_context
def with_year(context: Context, text: str) -> str:
    return f"{text}{context['year']}"


def test_filters_tests_and_globals_are_the_callers(text_of: Text) -> None:
    template = Template(
        data("{{ a|twice }}{{ a|with_year }}{% if a is long %}长{% endif %}{{ year }}{{ half(4) }}"),
        filters={"twice": twice, "with_year": with_year},
        tests={"long": lambda text: len(text) > 1},
        globals={"year": 2024, "half": lambda number: number // 2},
    )
    assert text_of(template.render({"a": "&甲"})) == "&甲&甲&甲2024长20242"
    assert text_of(template.render({"a": "乙", "year": 1})) == "乙乙乙112"


def test_a_filter_that_nobody_gave_is_named_when_the_template_is_opened() -> None:
    with pytest.raises(TemplateError, match="没有名为“twice”的过滤器"):
        Template(data("{{ a|twice }}"))


@pytest.mark.parametrize(
    "tag", ["{{ a }}", "{{ a.b }}", "{{ a.b.c }}", "{{ a[0] }}", "{{ d.x }}", "{% if a %}甲{% endif %}"]
)
def test_missing_names_are_blank_where_the_caller_asks_for_it(tag: str, text_of: Text) -> None:
    assert text_of(Template(data(f"前{tag}后"), undefined="blank").render({"d": {}})) == "前后"
    with pytest.raises(TemplateError):
        Template(data(tag)).render({"d": {}})


def test_missing_names_stay_as_tags_where_the_caller_asks_for_it(text_of: Text) -> None:
    kept = Template(data("{{ a }}{{ b.c }}{{ d|default('无') }}{{ e }}"), undefined="keep").render({"e": 1})
    assert text_of(kept) == "{{ a }}{{ b.c }}无1"
    assert text_of(Template(kept).render({"a": "甲", "b": {"c": "乙"}})) == "甲乙无1"
    for tag in ("{{ a|upper }}", "{% if a %}甲{% endif %}", "{{ d.x }}", "{{ a + 1 }}"):
        with pytest.raises(TemplateError):
            Template(data(tag), undefined="keep").render({"d": {}})


@pytest.mark.parametrize(
    ("tag", "name"), [("{{ a() }}", "a"), ("{{ a.b() }}", "a.b"), ("{% for x in a.b() %}{% endfor %}", "a.b")]
)
def test_a_missing_name_that_is_called_is_told_as_it_was_written(tag: str, name: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(data(tag), undefined="keep").render({})
    assert caught.value.problems[0].message == f"没有名为“{name}”的内容"


def test_a_missing_name_that_is_used_for_more_than_printing_is_told_in_chinese() -> None:
    with pytest.raises(TemplateError, match="正文 · 第1段：标签算不出结果：用到的内容没有"):
        Template(data("{{ a + 1 }}"), undefined="blank").render({})


def test_the_missing_names_of_all_parts_are_told_at_once() -> None:
    source = data("{{ a }}", header="{{ b }}{{ c|twice }}{{ g }}{{ f() }}")
    template = Template(source, filters={"twice": twice}, globals={"g": 1, "f": str})
    with pytest.raises(TemplateError) as caught:
        template.render({})
    assert [problem.found for problem in caught.value.problems] == ["{{ a }}", "{{ b }}", "{{ c|twice }}"]


def test_a_template_pickles_with_what_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data("{{ a|twice }}"))
    for source in (path, path.read_bytes()):
        template = Template(source, filters={"twice": twice}, globals={"list": [1]})
        again = pickle.loads(pickle.dumps(template))  # noqa: S301 - ours
        assert again.render({"a": 1}) == template.render({"a": 1})
    with pytest.raises(TypeError, match="mine of filters cannot be pickled"):
        pickle.dumps(Template(path, filters={"twice": twice, "mine": lambda text: text}))


def test_the_store_keeps_another_plan_for_other_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("GK_DOCS_CACHE", raising=False)
    source = data("{{ a|twice }}")
    Template(source, stored=True, filters={"twice": twice})
    with pytest.raises(TemplateError):
        Template(source, stored=True)
    Template(source, stored=True, filters={"twice": twice, "more": twice})
    assert len(list((tmp_path / "gk-docs").iterdir())) == 2


def test_a_line_end_of_windows_is_a_line_break() -> None:
    template = Template(data("{{ a }}"))
    assert template.render({"a": "一\r\n二\r三"}) == template.render({"a": "一\n二\n三"})


@pytest.mark.parametrize("source", [7, None, ["模板.docx"], io.StringIO("PK")])
def test_what_is_no_source_of_a_template_is_a_mistake_of_the_caller(source: Any) -> None:
    for take in (Template, inspect_template):
        with pytest.raises(TypeError, match="a path, bytes or a file open for reading bytes"):
            take(source)


def test_another_word_for_what_becomes_of_missing_names_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="error, blank, keep, not 'oops'"):
        Template(data("甲"), undefined="oops")  # type: ignore[arg-type]  # that is the mistake


def test_facts_of_a_template_can_be_asked_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(data("{{ name }}"))
    facts = inspect_template(data("{{ name }}"))
    assert facts == inspect_template(tmp_path / "模板.docx")
    assert [tag.text for tag in facts.tags] == ["{{ name }}"]


@pytest.mark.parametrize(
    "settings", [None, "", "<w:zoom/>", "<w:zoom/><w:compat/><w:rsids/>", '<w:updateFields w:val="0"/>']
)
def test_fields_are_refreshed_when_word_opens_the_document_where_the_caller_asks_for_it(settings: str | None) -> None:
    package = entries(data("{{ a }}"))
    if settings is not None:
        package = entries(with_settings(settings))
    template = Template(packed(package), update_fields=True)
    rendered = pickle.loads(pickle.dumps(template)).render({"a": "甲"})  # noqa: S301 - ours
    root = etree.fromstring(entries(rendered)["word/settings.xml"])
    names = [
        etree.QName(one).localname for one in root if etree.QName(one).localname in ("zoom", "updateFields", "compat")
    ]
    assert names == [name for name in ("zoom", "updateFields", "compat") if name in names]
    assert [one.get(f"{{{W}}}val") for one in root.iter(f"{{{W}}}updateFields")] == ["true"]
    assert faults(rendered) == []
    assert b'updateFields w:val="true"' not in b"".join(entries(Template(packed(package)).render({"a": 1})).values())


def with_settings(xml: str) -> bytes:
    package = entries(data("{{ a }}"))
    office, kind = "openxmlformats.org/officeDocument/2006/relationships", "openxmlformats-officedocument"
    settings = f"application/vnd.{kind}.wordprocessingml.settings+xml"
    added = {
        "[Content_Types].xml": f'<Override PartName="/word/settings.xml" ContentType="{settings}"/></Types>',
        "word/_rels/document.xml.rels": f'<Relationship Id="s" Type="http://schemas.{office}/settings" '
        'Target="settings.xml"/></Relationships>',
    }
    for name, last in added.items():
        package[name] = package[name].replace(last[last.index("</") :].encode(), last.encode())
    return packed(package | {"word/settings.xml": f'<w:settings xmlns:w="{W}">{xml}</w:settings>'.encode()})


def test_the_store_keeps_another_plan_where_fields_are_refreshed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("GK_DOCS_CACHE", raising=False)
    made = [Template(data("甲"), stored=True, update_fields=switch).render({}) for switch in (True, False, True)]
    assert ["word/settings.xml" in entries(one) for one in made] == [True, False, True]
