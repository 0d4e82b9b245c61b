"""What is built holds all that a user needs, and says the version that the changelog says."""

import ast
import re
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import gk_docs

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    built = next(iter(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    return set(zipfile.ZipFile(built).namelist())


def test_the_wheel_holds_every_module(wheel: set[str]) -> None:
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    assert modules <= wheel


def test_the_wheel_holds_the_mark_for_type_checkers(wheel: set[str]) -> None:
    assert "gk_docs/py.typed" in wheel


def test_the_wheel_holds_the_words_of_the_prompt(wheel: set[str]) -> None:
    assert "gk_docs/cli/shell/locale/zh_CN/LC_MESSAGES/messages.mo" in wheel


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_wheel_holds_the_template_of_the_edition(wheel: set[str], edition: str) -> None:
    assert f"gk_docs/templates/docx/annual_report_{edition}.docx" in wheel


def test_the_wheel_holds_the_template_of_the_page(wheel: set[str]) -> None:
    assert "gk_docs/templates/html/annual_report.html" in wheel


def test_the_wheel_holds_the_licence(wheel: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in wheel)


def test_version_project_and_changelog_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d[^\]]*)\]", changelog, re.MULTILINE)
    assert newest
    assert gk_docs.__version__ == newest[1]
    assert "version" in PROJECT["dynamic"]


def test_every_release_names_the_report_years_and_rules_it_touches() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    assert releases
    for release in releases:
        assert "影响年度：" in release, release[:40]
        assert "影响规则：" in release, release[:40]


def test_every_package_that_is_imported_is_declared() -> None:
    extras = [words for name, words in PROJECT["optional-dependencies"].items() if name != "all"]
    declared = {
        _normal(re.split(r"[^\w.-]", word)[0]) for words in (PROJECT["dependencies"], *extras) for word in words
    }
    homes = packages_distributions()
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _names(node)
    }
    foreign = imported - sys.stdlib_module_names - {"gk_docs"}
    assert len(foreign) > 15
    assert {name: homes[name] for name in foreign if not declared & {*map(_normal, homes[name])}} == {}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_extra_is_part_of_all() -> None:
    extras = PROJECT["optional-dependencies"]
    assert set(extras) == {"xlsx", "pdf", "doc", "subdoc", "cluster", "picture", "testing", "all"}
    assert extras["all"] == [f"gk-docs[{','.join(name for name in extras if name != 'all')}]"]
