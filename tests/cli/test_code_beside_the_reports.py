"""No code that lies beside the reports is run, whatever it is called and however the command is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.batch.bodies import write_body, write_many

import gk_docs as gk
from gk_docs.files.processes import installed_path
from gk_docs.files.programs import find_program

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> Path:
    """A folder with a report of every format, and a file called as each of those modules."""
    folder = tmp_path_factory.mktemp("reports") / "县"
    report = gk.read(write_body(folder, "甲镇")).report
    for suffix in ("docx", "xlsx", "html", "json"):
        gk.write(report.replace(agency=f"{suffix}镇"), folder / f"{suffix}镇2024.{suffix}")
    shutil.copy(HOUSE / "tests/published/numbered.doc", folder)
    (folder / "_丙镇2024.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    for name in names:
        (folder / f"{name}.py").write_text(POISON, encoding="utf-8")
    return folder


COMMAND = """\
import os, sys
from {module} import {name}
path, arguments = [*sys.path], {arguments!r}
for number, sys.argv[1:] in enumerate(arguments):
    sys.path[:] = path
    {name}()
    os.write(1, b"\\0")
    with open(os.environ["RAN"], "a", encoding="utf-8") as ran:
        ran.write("\\0")
"""
"""The script that installing makes, but that it runs several commands, each where modules are found as at the start."""


def run(folder: Path, way: Way, *commands: Sequence[str]) -> list[tuple[str, set[str]]]:
    """What each command prints, and the modules beside the reports that it ran; by module only the first is run."""
    entry = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["gk-docs"]
    module, _, name = entry.partition(":")
    script = folder.parent / "bin/gk-docs"
    script.parent.mkdir(exist_ok=True)
    script.write_text(COMMAND.format(module=module, name=name, arguments=[*map(list, commands)]), encoding="utf-8")
    noted = folder.parent / "ran"
    noted.write_text("", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONSAFEPATH"}}
    if way.path is not None:
        environment["PYTHONPATH"] = way.path.format(folder=folder)
    process = subprocess.Popen(
        [sys.executable, *(["-m", "gk_docs", *commands[0]] if way.module else [str(script)])],
        cwd=folder if way.inside else folder.parent,
        env={**environment, "RAN": str(noted)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = process.communicate(timeout=120)
    excused = WHAT_PYTHON_ITSELF_RUNS if way.path is not None else set()
    runs = []
    for text, lines in zip(said.decode().split("\0"), noted.read_text(encoding="utf-8").split("\0"), strict=True):
        found = {tuple(line.split()) for line in lines.splitlines()}
        runs.append((text, {name for name, who in found if name not in excused or int(who) != process.pid}))
    return runs[: len(commands)]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_folder_is_checked_and_written_without_any_code_in_it(reports: Path, way: Way, tmp_path: Path) -> None:
    ((said, ran),) = run(reports, way, ("render", "." if way.inside else str(reports), "-o", str(tmp_path)))
    assert "numbered.doc" in said
    assert "提示" in said
    assert "个 .py 脚本没有运行" in said
    names = sorted(file.name for file in tmp_path.glob("*.docx"))
    assert names == ["json镇2024.docx", "xlsx镇2024.docx", "甲镇2024.docx"]
    assert not ran


COMMANDS = [
    ("check", "."),
    ("new", "../新.yaml"),
    ("render", "甲镇2024.yaml", "-o", "../一份.docx"),
    ("check", "_丙镇2024.pdf", "numbered.doc"),
    ("rule", "GK201"),
    ("compare", "甲镇2024.yaml", "json镇2024.json"),
    ("compare", ".", "."),
    ("convert", "docx镇2024.docx", "-o", "../转.xlsx"),
    ("template", "check", "docx镇2024.docx"),
    ("schema",),
    ("total", ".", "--agency", "丙县人民政府"),
]
OVER_MANY = [("county", ".")]
"""A command over so many files that several processes look at them."""


@pytest.fixture(scope="module")
def said_and_ran(reports: Path) -> dict[tuple[str, ...], tuple[str, set[str]]]:
    """What each command printed, and the modules beside the reports that it ran."""
    many = shutil.copytree(reports, reports.with_name("许多"), ignore=shutil.ignore_patterns("*.doc", "*.pdf"))
    write_many(many, reports / "甲镇2024.yaml")
    way = Way(path=".")
    return dict(zip([*COMMANDS, *OVER_MANY], run(reports, way, *COMMANDS) + run(many, way, *OVER_MANY), strict=True))


@pytest.mark.parametrize("arguments", [*COMMANDS, *OVER_MANY], ids=lambda arguments: arguments[0])
def test_no_command_runs_code_beside_the_reports(
    said_and_ran: dict[tuple[str, ...], tuple[str, set[str]]], arguments: tuple[str, ...]
) -> None:
    said, ran = said_and_ran[arguments]
    assert said
    assert "程序出错" not in said
    assert not ran


def test_a_script_that_was_asked_for_imports_from_its_own_folder_and_no_other(tmp_path: Path) -> None:
    text = "import gk_docs as gk\nfrom 本镇 import 名\nreport = gk.AnnualReport(agency=名, year=2024)\n"
    for name, beside in (("甲县", "_本镇.py"), ("乙县", "本镇.py")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "镇.py").write_text(text, encoding="utf-8")
        (tmp_path / name / beside).write_text("名 = '甲镇人民政府'\n", encoding="utf-8")
    (tmp_path / "本镇.py").write_text("raise SystemExit('not here')\n", encoding="utf-8")
    commands = [("render", name, "-o", "出", "--scripts") for name in ("甲县", "乙县")]
    (said, _), _ = run(tmp_path / "甲县", Way(path=".", inside=False), *commands)
    assert "No module named '本镇'" in said
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


def test_plug_ins_of_libraries_are_not_run(tmp_path: Path) -> None:
    installed, reports, ran = tmp_path / "installed", tmp_path / "reports", tmp_path / "ran"
    reports.mkdir()
    (installed / "odd-1.0.dist-info").mkdir(parents=True)
    (installed / "odd-1.0.dist-info/METADATA").write_text("Name: odd\nVersion: 1.0\n", encoding="utf-8")
    (installed / "odd-1.0.dist-info/entry_points.txt").write_text("[pydantic]\nodd = odd:plugin\n", encoding="utf-8")
    (installed / "odd.py").write_text(POISON, encoding="utf-8")
    write_body(reports, "西集镇")
    command = [sys.executable, "-m", "gk_docs", "check", str(reports)]
    environment = {**os.environ, "PYTHONPATH": str(installed), "RAN": str(ran)}
    subprocess.run(command, env=environment, capture_output=True, check=False)
    assert not ran.exists()
