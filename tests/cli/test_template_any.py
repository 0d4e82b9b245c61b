"""`gk-docs template check --any`: the lint of a template that is none of an annual report."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.prompt import told

import docx
from gk_docs.cli import main

SARIF = Path(__file__).parents[1] / "checks/sarif-2.1.0.json"


pytestmark = pytest.mark.usefixtures("folder")


def letter(*texts: str) -> None:
    """A template of these paragraphs that is none of an annual report, as 函.docx, and a sample of its data."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save("函.docx")
    Path("样本.json").write_text('{"name": "甲", "rows": [{"sum": 1}]}', encoding="utf-8")


def test_any_template_is_looked_at_without_the_form(capsys: pytest.CaptureFixture[str]) -> None:
    letter("{{ name }}", "{% for r in rows %}{{ r.sum }}")
    assert main(["template", "check", "函.docx", "--any"]) == 1
    assert told(capsys) == [
        "错误 GT102 正文 · 第2段：for 没有结束。写的是“{% for r in rows %}”。请在后面补上 {% endfor %}。"
    ]


def test_a_template_that_is_none_of_an_annual_report_is_told_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    letter("{{ agency.name }}")
    assert main(["template", "check", "函.docx"]) == 1
    [line] = [line for line in told(capsys) if "GT501" in line]
    assert "不是年报的，请加 --any 检查" in line


def test_names_are_held_against_a_sample_or_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    letter("{{ nmae|mine }}{% for r in rows %}{{ r.sum }}{% endfor %}{{ today }}")
    schema = '{"properties": {"name": {}, "rows": {"items": {"properties": {"sum": {}}}}}}'
    Path("格式.json").write_text(schema, encoding="utf-8")
    for source in (["--context", "样本.json"], ["--schema", "格式.json"]):
        assert main(["template", "check", "函.docx", *source, "--known", "mine，today"]) == 1
        assert [line.split()[1] for line in told(capsys)] == ["GT301", "GT302"]
        assert main(["template", "check", "函.docx", *source, "--known", "mine，today", "--ignore", "gt3"]) == 0
        capsys.readouterr()


@pytest.mark.parametrize("args", [["--context", "没有.json"], ["--schema", "坏.json"], ["--context", "列表.json"]])
def test_a_sample_that_cannot_be_read_is_refused(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    letter("{{ name }}")
    Path("坏.json").write_text("{", encoding="utf-8")
    Path("列表.json").write_text("[]", encoding="utf-8")
    assert main(["template", "check", "函.docx", *args]) != 0
    assert args[1] in capsys.readouterr().err


@pytest.mark.parametrize("args", [["--any", "--edition", "2021"], ["--context", "样本.json", "--schema", "样本.json"]])
def test_one_thing_is_held_against(args: list[str]) -> None:
    letter("{{ name }}")
    assert main(["template", "check", "函.docx", *args]) == 2


def test_what_was_found_goes_to_a_file_of_any_format(capsys: pytest.CaptureFixture[str]) -> None:
    letter("{{ nmae }}", "{{ nmae }}")
    args = ["template", "check", "函.docx", "--context", "样本.json"]
    for name in ("a.txt", "a.json", "a.sarif", "a.xlsx", "a.docx", "a.html"):
        assert main([*args, "-o", name]) == 1
        assert Path(name).stat().st_size > 100
    capsys.readouterr()
    assert main([*args, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == json.loads(Path("a.json").read_text("utf-8"))
    log = json.loads(Path("a.sarif").read_text("utf-8"))
    jsonschema.validate(log, json.loads(SARIF.read_text("utf-8")))
    [run] = log["runs"]
    results = [result for result in run["results"] if result["ruleId"] == "GT301"]
    assert [result["locations"][0]["logicalLocations"][0]["name"] for result in results] == [
        "正文 · 第1段",
        "正文 · 第2段",
    ]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "%E5%87%BD.docx"}
    prints = [result["partialFingerprints"]["gkDocs/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    assert {result["ruleId"] for result in run["results"]} < {rule["id"] for rule in run["tool"]["driver"]["rules"]}
