"""The next edition of the form is one file in `form/`, its name in one list, and the generators.

The two editions in `editions/` were never issued. They are put into a copy of the house, as `docs/architecture.md` says
that the next one is.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from gk_docs.form import editions
from gk_docs.form.editions import FORMS
from gk_docs.form.labels import spellings
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport
from gk_docs.published.matching.printed import row_of

ROOT = Path(__file__).parents[2]
EDITIONS = Path(__file__).parent / "editions"
LIST = re.compile("^(AnyReport: TypeAlias = .*)$", re.MULTILINE)
NAMED = {"y2027": "AnnualReport2027", "province": "AnnualReportOfProvince"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of every command in a copy of the house that has the invented editions."""
    house = tmp_path_factory.mktemp("house")
    for folder in ("src", "templates", "docs"):  # what is compiled of them too: compiling all anew takes long
        shutil.copytree(ROOT / folder, house / folder, ignore=shutil.ignore_patterns("*.png"))
    form = house / "src/gk_docs/form"
    imports = ""
    for module, name in NAMED.items():
        shutil.copy(EDITIONS / f"{module}.py", form)
        imports += f"from gk_docs.form.{module} import {name}\n"
    listed = (form / "editions.py").read_text(encoding="utf-8")
    listed = LIST.sub(lambda found: f"{imports}{found[1]} | {' | '.join(NAMED.values())}", listed)
    (form / "editions.py").write_text(listed, encoding="utf-8")
    (house / "work").mkdir()
    done = subprocess.run(
        [sys.executable, EDITIONS / "walk.py", house],
        cwd=house / "work",
        env={**os.environ, "PYTHONPATH": str(house / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_generators_make_its_template_and_its_pages(facts: dict[str, Any]) -> None:
    assert facts["generators"] == {"templates/build.py": [0, 0], "docs/generate.py": [0, 0]}


def test_it_is_in_force_from_its_first_year_on(facts: dict[str, Any]) -> None:
    assert facts["chosen"] == ["2019", "2019", "2021", "2021", "2027", "2027"]
    assert facts["schema"] == "2027"


def test_every_command_works_with_it(facts: dict[str, Any]) -> None:
    refused = "render 2027.yaml -o 用旧模板.docx --template 旧模板.docx"
    assert facts["codes"].pop(refused) == 1
    assert not {command: code for command, code in facts["codes"].items() if code}
    assert {command.split()[0] for command in facts["codes"]} == {
        *("new", "render", "check", "convert", "total", "county", "compare", "template", "schema", "rule")
    }


@pytest.mark.parametrize("edition", ["2027", "某省2021"])
def test_its_reports_read_back_whole_and_as_somebody_elses(facts: dict[str, Any], edition: str) -> None:
    one = facts["editions of reports"][edition]
    assert one["class"] == NAMED["y2027" if edition == "2027" else "province"]
    assert one["read back"] == ["docx", "html", "xlsx", "yaml", "json"]
    assert (one["published"], one["notes"], one["converted"]) == (True, [], True)


def test_a_published_file_in_the_form_before_it_is_still_told_by_its_labels(facts: dict[str, Any]) -> None:
    assert facts["published in the form of 2021"] == {"2020": "2021", "2023": "2021", "2027": "2021"}


def test_what_it_has_more_is_asked_for_added_up_and_compared(facts: dict[str, Any]) -> None:
    more = ("地方标准", "突发公共事件应急预案", "重要数据")
    assert all(f"{label}:" in facts["to fill"] for label in ("地方标准", "突发公共事件应急预案", "属于重要数据"))
    assert all(line in facts["to fill in the province"] for line in ("格式版本: 某省2021", "其他主动公开文件:"))
    assert facts["total"] == ["2"] * 4 + ["0"] * 7
    assert all(label in facts["compared"] for label in more)
    assert "共 2 份报告" in facts["county"]


def test_every_rule_that_can_apply_does(facts: dict[str, Any]) -> None:
    assert facts["wrong total"] == [["GK301", "requests.outcomes.refused.personal_data.total"]]
    assert facts["stock"] == ["active_disclosure.standards.in_force"]
    assert facts["blank"] == ["active_disclosure"]
    assert set(facts["editions"]) == {"GK206", "GK207", "GK212", "GK402", "GK403", "GK505"}
    assert all(editions == ["某省2021", "2021", "2027"] for editions in facts["editions"].values())
    assert facts["own findings"] == []


def test_its_notice_is_cited_and_the_one_before_it_is_superseded(facts: dict[str, Any]) -> None:
    notice = "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2027〕9号）"
    assert notice in facts["preamble"]
    assert facts["cited"] == [notice]


def test_a_row_that_two_editions_print_alike_has_one_name_in_both() -> None:
    for one, other in combinations(FORMS.values(), 2):
        rows = [_rows_of(form) for form in (one, other)]
        alike = {label: (rows[0][label], rows[1][label]) for label in rows[0].keys() & rows[1].keys()}
        assert len(alike) > 20
        assert not {label: names for label, names in alike.items() if names[0] != names[1]}


def _rows_of(form: Any) -> dict[tuple[str, str], str]:
    """Field path of every row by its section and each spelling of its label."""
    return {
        (row.partition(".")[0], spelling): row
        for figure in outline_of(form).figures.values()
        for row in [row_of(figure)]
        for label in figure.rows[-1:]
        for spelling in spellings(label)
    }


def test_two_editions_that_are_chosen_by_year_do_not_begin_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Again(AnnualReport):
        """The form of 2021 without a `form` of its own."""

    monkeypatch.setattr(editions, "AnyReport", AnnualReport | Again)
    with pytest.raises(ValueError, match="begin in the same"):
        editions._known()
