"""No code that lies beside the reports is run, whatever it is called and however the command is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.batch.bodies import write_body, write_many
from tests.cli.prompt import store

import gk_docs as gk
from gk_docs.files.processes import installed_path
from gk_docs.files.programs import find_program

HOUSE = Path(__file__).parents[2]
POISON = """\
import os, sys
with open(os.environ["RAN"], "a", encoding="utf-8") as ran:
    ran.write(f"{__name__} {os.getpid()}\\n")
raise ImportError
"""
WHAT_PYTHON_ITSELF_RUNS = {"sitecustomize", "usercustomize"}
"""What Python imports when it starts, from where the user's PYTHONPATH leads; nothing of ours has begun then."""


class Way(NamedTuple):
    """A way to start the command: how, with which PYTHONPATH, and whether in the folder of the reports."""

    module: bool = False
    path: str | None = None
    inside: bool = True


WAYS = {
    "gk-docs": Way(),
    "python -m gk_docs": Way(module=True),
    "PYTHONPATH=. gk-docs": Way(path="."),
    "PYTHONPATH=: python -m gk_docs": Way(module=True, path=os.pathsep),
    "PYTHONPATH=REPORTS gk-docs REPORTS": Way(path="{folder}", inside=False),
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every module that stands alone or begins a package here, but those that are there before any program begins."""
    folder = tmp_path_factory.mktemp("probe")
    (folder / "probe.py").write_text("import sys\nprint(*sys.modules)\n", encoding="utf-8")
    probe = [sys.executable, "-P", "-m", "probe"]
    loaded = subprocess.run(probe, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, check=True)
    known = {*sys.stdlib_module_names, *packages_distributions(), *sys.modules, *WHAT_PYTHON_ITSELF_RUNS}
    tops = {name.partition(".")[0] for name in known}
    return {name for name in tops if name.isidentifier()} - set(loaded.stdout.decode().split()) - {"gk_docs"}


@pytest.fixture
def reports(tmp_path: Path, names: set[str]) -> Path:
    """A folder with a report of every format, and a file called as each of those modules."""
    folder = tmp_path / "县"
    report = gk.read(write_body(folder, "甲镇")).report
    for suffix in ("docx", "xlsx", "html", "json"):
        gk.write(report.replace(agency=f"{suffix}镇"), folder / f"{suffix}镇2024.{suffix}")
    shutil.copy(HOUSE / "tests/published/numbered.doc", folder)
    (folder / "丙镇2024.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    for name in names:
        (folder / f"{name}.py").write_text(POISON, encoding="utf-8")
    return folder


def run(folder: Path, way: Way, *arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and the modules beside the reports that were run."""
    entry = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["gk-docs"]
    module, _, name = entry.partition(":")
    script = folder.parent / "bin/gk-docs"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f"import sys\nfrom {module} import {name}\nsys.exit({name}())\n", encoding="utf-8")
    ran = folder.parent / "ran"
    ran.write_text("", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONSAFEPATH"}}
    if way.path is not None:
        environment["PYTHONPATH"] = way.path.format(folder=folder)
    process = subprocess.Popen(
        [sys.executable, *(["-m", "gk_docs"] if way.module else [str(script)]), *arguments],
        cwd=folder if way.inside else folder.parent,
        env={**environment, **store(), "RAN": str(ran)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = process.communicate(timeout=120)
    found = {tuple(line.split()) for line in ran.read_text(encoding="utf-8").splitlines()}
    excused = WHAT_PYTHON_ITSELF_RUNS if way.path is not None else set()
    return said.decode(), {name for name, who in found if name not in excused or int(who) != process.pid}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_folder_is_checked_and_written_without_any_code_in_it(reports: Path, way: Way) -> None:
    here = "." if way.inside else str(reports)
    said, ran = run(reports, way, "check", here)
    assert "numbered.doc" in said
    assert not ran
    out = reports.parent / "出"
    said, ran = run(reports, way, "render", here, "-o", str(out))
    assert "个 .py 脚本没有运行" in said
    assert sorted(file.name for file in out.glob("*.docx")) == ["json镇2024.docx", "xlsx镇2024.docx", "甲镇2024.docx"]
    assert not ran


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "../新.yaml"),
        ("render", "甲镇2024.yaml", "-o", "../一份.docx"),
        ("check", "丙镇2024.pdf", "numbered.doc"),
        ("rule", "GK201"),
        ("total", ".", "--agency", "丙县人民政府"),
        ("county", "."),
        ("compare", "甲镇2024.yaml", "json镇2024.json"),
        ("compare", ".", "."),
        ("convert", "docx镇2024.docx", "-o", "../转.xlsx"),
        ("template", "check", "docx镇2024.docx"),
        ("schema",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_command_runs_code_beside_the_reports(reports: Path, arguments: tuple[str, ...]) -> None:
    if arguments[0] in {"county", "total"}:
        write_many(reports, reports / "甲镇2024.yaml")
    said, ran = run(reports, WAYS["python -m gk_docs"], *arguments)
    assert said
    assert "程序出错" not in said
    assert not ran


def test_a_script_that_was_asked_for_imports_from_its_own_folder_and_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    folder.mkdir()
    text = "import gk_docs as gk\nfrom 本镇 import 名\nreport = gk.AnnualReport(agency=名, year=2024)\n"
    (folder / "镇.py").write_text(text, encoding="utf-8")
    (folder / "_本镇.py").write_text("", encoding="utf-8")
    (tmp_path / "本镇.py").write_text("raise SystemExit('not here')\n", encoding="utf-8")
    way = Way(module=True, path=".", inside=False)
    said, _ = run(folder, way, "render", "县", "-o", "出", "--scripts")
    assert "No module named '本镇'" in said
    (folder / "本镇.py").write_text("名 = '甲镇人民政府'\n", encoding="utf-8")
    run(folder, way, "render", "县", "-o", "出", "--scripts")
    assert gk.read(tmp_path / "出/镇.docx").report.agency.name == "甲镇人民政府"


def test_modules_are_looked_for_where_they_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "reports", "libraries", "stated", "here/below"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    ours = os.path.relpath(Path(gk.__file__).parents[1])
    path = [tmp_path / name for name in ("here", "link", "reports", "stated", "here/below", "libraries", "gone")]
    monkeypatch.setattr(sys, "path", ["", ".", "below", ours, *map(str, path)])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["../stated", ""]))
    kept = [tmp_path / name for name in ("here/below", "libraries", "gone")]
    assert list(map(Path, installed_path(str(tmp_path / "reports")))) == [Path(ours).resolve(), *kept]


@pytest.mark.parametrize("path", [".", "", "..{sep}.", "{folder}"])
def test_no_program_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(sep=os.pathsep, folder=tmp_path))
    assert find_program("soffice") is None
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program("libreoffice", "soffice") == str(program)
