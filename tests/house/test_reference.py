"""Pages that are made from the code are as the code is, and the schema tells another system all that it must know."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docs import generate
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import EXAMPLES, reports

import gk_docs
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.formats import READERS, WRITERS

ROOT = Path(__file__).parents[2]
EDITIONS = sorted(FORMS)


def schema_of(edition: str) -> dict[str, Any]:
    path = ROOT / f"docs/reference/annual_report_{edition}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@cache
def validator_of(edition: str) -> jsonschema.Draft202012Validator:
    schema = schema_of(edition)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def objects(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "AnnualReport", schema
    yield from schema["$defs"].items()


def field_at(schema: dict[str, Any], path: str) -> dict[str, Any]:
    node = schema
    for step in path.split("."):
        properties = schema["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
        node = properties["properties"][step]
    return node


@pytest.mark.parametrize(("path", "text"), list(generate.pages()), ids=lambda value: getattr(value, "name", ""))
def test_a_generated_page_is_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run python -m docs.generate"


def test_the_check_mode_says_so_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    monkeypatch.setattr(generate, "pages", lambda: iter([(page, "new")]))
    assert generate.main(["--check"]) == 1
    assert not page.exists()
    assert generate.main([]) == 0
    assert page.read_text(encoding="utf-8") == "new"
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_field_of_the_schema_has_a_title_and_a_description(edition: str) -> None:
    bare = [
        f"{name}.{field}"
        for name, kind in objects(schema_of(edition))
        for field, facts in kind.get("properties", {}).items()
        if not (facts.get("title") and facts.get("description"))
    ]
    assert not bare


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_object_of_the_schema_is_described_and_closed(edition: str) -> None:
    for name, kind in objects(schema_of(edition)):
        assert kind.get("description"), name
        if kind.get("type") == "object":
            assert kind["additionalProperties"] is False, name


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_of_the_schema_has_the_unit_of_the_form(edition: str) -> None:
    schema = schema_of(edition)
    figures = outline_of(FORMS[edition]).figures
    assert len(figures) > 150
    assert {path: field_at(schema, path)["unit"] for path in figures} == {path: it.unit for path, it in figures.items()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_stands_on_the_reference_page(edition: str) -> None:
    page = (ROOT / f"docs/reference/form_{edition}.md").read_text(encoding="utf-8")
    assert not [path for path in outline_of(FORMS[edition]).figures if f"| `{path}` |" not in page]


@pytest.mark.parametrize(("edition", "year"), [("2021", 2023), ("2019", 2020)])
def test_the_json_of_a_report_fits_the_schema(edition: str, year: int) -> None:
    form = FORMS[edition]
    figures = dict.fromkeys(outline_of(form).figures, 1)
    report = form.from_figures(figures, agency=gk_docs.Agency(name="甲局"), year=year)
    validator_of(edition).validate(json.loads(gk_docs.render(report, "json")))


@pytest.mark.parametrize("edition", EDITIONS)
@settings(max_examples=min(30, EXAMPLES // 2))
@given(data=st.data())
def test_the_json_of_any_report_fits_the_schema(edition: str, data: st.DataObject) -> None:
    report = data.draw(reports(FORMS[edition]))
    validator_of(edition).validate(json.loads(gk_docs.render(report, "json")))


@pytest.mark.parametrize(
    "parts",
    [
        {"summary": "一段。", "problems": "另一段。", "agency": "甲局"},
        {"summary": {"lead": None, "on_request": [{"kind": "paragraph", "text": "没有申请。"}]}},
        {"summary": {"on_request": {"heading": "（一）申请", "body": "没有申请。"}}},
        {"other_matters": {"key_points": "一段。", "fee": {"notices": 0, "charged": 0, "received": "00.50"}}},
        {"active_disclosure": {"fees": "-0"}},
    ],
)
def test_what_the_schema_says_of_text_is_what_a_report_takes(parts: dict[str, Any]) -> None:
    values = {"agency": {"name": "甲局"}, "year": 2023, **parts}
    report = gk_docs.parse(values)
    validator_of("2021").validate(json.loads(gk_docs.render(report, "json")))
    if "active_disclosure" not in parts:
        validator_of("2021").validate(values)


@pytest.mark.parametrize(
    "parts",
    [
        {"agency": " "},
        {"agency": {"name": ""}},
        {"summary": {"on_request": [{"text": "没有申请。"}]}},
        {"active_disclosure": {"fees": "1" * 13}},
        {"active_disclosure": {"fees": 10**12}},
        {"summary": 1},
    ],
)
def test_and_what_it_refuses_a_report_refuses(parts: dict[str, Any]) -> None:
    values = {"agency": {"name": "甲局"}, "year": 2023, **parts}
    with pytest.raises(gk_docs.GkError):
        gk_docs.parse(values)
    with pytest.raises(jsonschema.ValidationError):
        validator_of("2021").validate(values)


def test_an_amount_in_json_is_a_string_that_fits_the_schema() -> None:
    report = gk_docs.AnnualReport.from_figures({"行政事业性收费": Decimal("1.50")}, agency="甲局", year=2023)
    written = json.loads(gk_docs.render(report, "json"))
    assert written["active_disclosure"]["fees"] == "1.50"
    validator_of("2021").validate(written)


def test_but_an_unknown_field_does_not_fit_the_schema() -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator_of("2021").validate({"agency": {"name": "甲局"}, "year": 2023, "requets": {}})


@pytest.mark.parametrize(("row", "formats"), [("Reads", READERS), ("Writes", WRITERS)])
def test_the_readme_names_every_format_and_no_other(row: str, formats: dict[str, str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    line = re.search(rf"^\| {row} \| (.*) \|$", readme, re.MULTILINE)
    assert line
    assert set(re.findall(r"\.([a-z]+)", line[1])) == set(formats)
