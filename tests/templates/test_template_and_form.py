"""The committed templates and the form say the same, both ways."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import jinja2
from jinja2 import meta
from tests.templates.taken_apart import Package, squares, text_of

from gk_docs.document.docx import template_path
from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.word.package.archive import unpack

ROOT = Path(__file__).parents[2]
Form = type[AnnualReport | AnnualReport2019]

OF_THE_WRITER = {"title_lines", "flow", "document_title"}


def test_the_committed_templates_are_what_the_script_builds() -> None:
    built = subprocess.run(
        [sys.executable, "templates/build.py", "--check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")


def test_the_script_says_which_template_is_stale(tmp_path: Path) -> None:
    script = tmp_path / "templates" / "build.py"
    script.parent.mkdir()
    script.write_text((ROOT / "templates" / "build.py").read_text("utf-8"), "utf-8")
    (script.parent / "builder").symlink_to(ROOT / "templates" / "builder")
    built = subprocess.run([sys.executable, str(script), "--check"], check=False, capture_output=True, text=True)
    assert built.returncode == 1
    assert "annual_report_2021.docx" in built.stdout


def test_every_figure_of_the_form_has_its_tag_once_and_no_tag_is_without_a_figure(
    form: Form, template: Package
) -> None:
    cells = [text for table in template.tables for *_, text in squares(table)]
    tags = [match[1] for text in cells if (match := re.fullmatch(r"\{\{ ([\w.]+) \}\}", text))]
    assert tags == list(outline_of(form).figures)


def test_cells_merges_and_labels_are_those_of_the_form(form: Form, template: Package) -> None:
    grids = [section.grid for section in outline_of(form).sections if section.grid]
    assert len(template.tables) == len(grids) == 3
    for grid, table in zip(grids, template.tables, strict=True):
        expected = {
            (cell.row, cell.column, cell.row_span, cell.column_span, _printed(cell.content)) for cell in grid.cells
        }
        assert set(squares(table)) == expected


def _printed(content: Label | Figure) -> str:
    return content.text if isinstance(content, Label) else f"{{{{ {content.path} }}}}"


def test_the_form_of_2021_prints_its_statutory_grids() -> None:
    package = Package.of(template_path(AnnualReport).read_bytes())
    sizes = [(len(table.findall("{*}tr")), len(table.findall("{*}tblGrid/{*}gridCol"))) for table in package.tables]
    assert sizes == [(14, 4), (28, 10), (4, 15)]


def test_a_template_names_only_what_a_report_and_its_writer_have(form: Form, template: Package) -> None:
    xml = "\n".join(text_of(paragraph) for paragraph in template.body.iter("{*}p"))
    source = re.sub(r"\{([%{#])p ", r"{\1 ", xml)
    names = meta.find_undeclared_variables(jinja2.Environment(autoescape=True).parse(source))
    assert names <= set(form.model_fields) | OF_THE_WRITER
    assert names >= {"title_lines", "flow", "active_disclosure", "requests", "review_litigation"}


def test_every_kind_of_block_that_the_writer_gives_has_a_look(template: Package) -> None:
    kinds = re.findall(r'block\.kind == "(\w+)"', text_of(template.body))
    tables = ["active_disclosure", "requests", "review_litigation"]
    headings = [f"heading{level}" for level in range(1, 5)]
    assert kinds == ["paragraph", "run_in", *headings, *tables, "chart", "table", "picture", "caption"]


def test_a_designer_is_told_in_chinese_what_each_look_is_for(form: Form, template: Package) -> None:
    guides = re.findall(r"\{#p (.*?) #\}", text_of(template.body))
    assert len(guides) == 13
    titles = [section.title for section in outline_of(form).sections if section.grid]
    assert [guide.removesuffix(" 的表格") for guide in guides if guide.endswith(" 的表格")] == titles


def test_a_template_is_the_same_bytes_on_every_build(form: Form) -> None:
    data = template_path(form).read_bytes()
    names = list(unpack(data))
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
