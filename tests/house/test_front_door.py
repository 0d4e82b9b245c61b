"""The names in `__all__` are all there is, are found lazily, and cost nothing before they are used."""

import ast
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import gk_docs
import gk_docs.word
from gk_docs.form.editions import FORMS
from gk_docs.form.model import Model

ROOT = Path(__file__).parents[2]
HEAVY = (
    *("pydantic", "docxtpl", "docx", "lxml", "jinja2", "babel", "yaml", "rich.console"),
    *("xlsxwriter", "python_calamine"),
)


def loaded_by(code: str) -> set[str]:
    """Modules that a fresh interpreter has loaded after `code`."""
    program = f"{code}\nimport sys\nloaded = list(sys.modules)\nimport json\nprint()\nprint(json.dumps(loaded))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout.decode().splitlines()[-1]))


def test_all_names_what_the_front_door_gives() -> None:
    assert sorted(gk_docs.__all__) == gk_docs.__all__
    assert set(gk_docs.__all__) == set(gk_docs.HOMES)
    for name in gk_docs.__all__:
        assert getattr(gk_docs, name).__name__ == name


@pytest.mark.parametrize("package", [gk_docs, gk_docs.word], ids=lambda package: package.__name__)
def test_checkers_and_the_interpreter_see_the_same_names_in_the_same_homes(package: ModuleType) -> None:
    tree = ast.parse(Path(str(package.__file__)).with_suffix(".pyi").read_text(encoding="utf-8"))
    seen = {alias.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert {name: home for name, home in seen.items() if name != "__version__"} == package.HOMES


def test_a_name_that_is_not_public_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="wirte"):
        gk_docs.wirte  # type: ignore[attr-defined]  # noqa: B018 - the slip is the point


def test_dir_lists_the_public_names() -> None:
    assert set(gk_docs.__all__) <= set(dir(gk_docs))


def test_what_the_docs_show_is_imported_from_public_modules_only() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    inner = {
        (page.name, found[1])
        for page in pages
        for found in re.finditer(r"(?:from|import) gk_docs\.(\w+)", page.read_text(encoding="utf-8"))
    }
    assert not {(page, room) for page, room in inner if room not in ("word", "errors", "testing")}


def test_a_caller_can_name_the_type_of_whatever_a_public_function_gives() -> None:
    given = set[str]()
    for name in gk_docs.__all__:
        if inspect.isfunction(function := getattr(gk_docs, name)):
            given |= set(re.findall(r"\w+", str(inspect.signature(function).return_annotation)))
    assert {"Result", "Converted", "Started"} <= given
    known = {"AnyReport", "R", "Iterator", "Path", "None"}  # a report; of Python
    assert not {one for one in given if one[:1].isupper()} - known - set(gk_docs.__all__)


def test_no_public_name_is_the_name_of_a_module_beside_it() -> None:
    for package in [
        gk_docs.__name__,
        *(info.name for info in pkgutil.walk_packages(gk_docs.__path__, "gk_docs.") if info.ispkg),
    ]:
        module = __import__(package, fromlist=["*"])
        beside = {info.name for info in pkgutil.iter_modules(module.__path__)}
        assert not beside & set(getattr(module, "__all__", ())), package


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert not loaded_by("import gk_docs") & {*HEAVY, "click", "dataclasses"}


def test_the_help_page_loads_nothing_heavy() -> None:
    loaded = loaded_by("from gk_docs.cli import main\nmain(['--help'])")
    assert "click" in loaded
    assert not loaded & {*HEAVY, "dataclasses", "pathlib", "json", "rich", "shutil"}


def test_the_version_loads_nothing_heavy() -> None:
    assert not loaded_by("from gk_docs.cli import main\nmain(['--version'])") & set(HEAVY)


def models_of(model: type[Model]) -> set[type[Model]]:
    """A class of the form and all that its fields are made of."""
    return {model}.union(*(models_of(one) for one in members_of(model)))


def members_of(model: type[Model]) -> set[type[Model]]:
    kinds = [field.annotation for field in model.model_fields.values()]
    parts = [part for kind in kinds for part in (kind, *get_args(kind))]
    return {part for part in parts if isinstance(part, type) and issubclass(part, Model)}


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_every_class_of_every_edition_stands_at_the_front_door(edition: str) -> None:
    names = {model.__name__ for model in models_of(FORMS[edition])}
    assert len(names) > 15
    assert not names - set(gk_docs.__all__)


def test_every_public_name_is_printed_in_the_docs() -> None:
    printed = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    assert not [name for name in gk_docs.__all__ if f"`{name}`" not in printed]
