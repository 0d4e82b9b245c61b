"""Build the portable folder: gk-docs for office PCs without internet, administrator rights or a terminal.

    python packaging/portable.py 年报工具
    python packaging/portable.py 年报工具 --python python-3.12.10-embed-amd64.zip

The folder holds the wheels of gk-docs and of everything that it needs for each Python and platform of `TARGETS`, the
scripts that install and run it, the licences, the guide as pages for a browser, and the fixtures as examples. What
builds it needs an index of packages and this checkout with its group `docs`; the folder needs neither.

`--python` unpacks a Python into the folder, so that the office PC needs none: the embeddable archive of Windows (.zip),
or a relocatable build for Linux (.tar.gz whose single folder is `python`).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "folder"
WANTED = "gk-docs[xlsx,pdf,doc]"
PYTHON = sys.executable
GUIDE = "zh/先看这里"
LICENCE = re.compile("dist-info/(?:licenses/|LICEN[CS]E|COPYING|NOTICE)")


class Target(NamedTuple):
    """A system on which the folder installs: what uv calls it, its Python, and the tags of the wheels that it takes."""

    system: str
    python: str
    tags: tuple[str, ...]

    @property
    def name(self) -> str:
        """What to call it at the prompt."""
        return f"{self.system}-{self.python}"


def _linux(machine: str) -> tuple[str, ...]:
    """The tags of a Linux with glibc 2.28 or newer, as 麒麟 V10 and 统信 20 have it."""
    return *(f"manylinux_2_{minor}_{machine}" for minor in (28, 27, 26, 24, 17, 12, 5)), f"manylinux2014_{machine}"


SYSTEMS = {
    "x86_64-pc-windows-msvc": ("win_amd64",),
    "x86_64-manylinux_2_28": _linux("x86_64"),
    "aarch64-manylinux_2_28": _linux("aarch64"),
}
PYTHONS = ("3.11", "3.12", "3.13")
TARGETS = [Target(system, python, tags) for system, tags in SYSTEMS.items() for python in PYTHONS]


def build(folder: Path, targets: list[Target], python: Path | None = None) -> None:
    """Build the folder, whole or not at all.

    Args:
        folder: Where to; replaced if it is there.
        targets: The systems whose wheels it holds.
        python: A Python to unpack into it, or None.

    Raises:
        subprocess.CalledProcessError: If a wheel is not to be had, or the wheels do not suffice for a target.
    """
    with tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=".portable-") as scratch:
        new = Path(scratch) / "new"
        write_scripts(new)
        _wheels(new / "wheels", targets)
        for target in targets:
            _prove(new / "wheels", target)
        _licences(new / "licences", new / "wheels")
        _guide(new / "指南")
        shutil.copytree(ROOT / "fixtures" / "townships", new / "样例")
        if python:
            _unpack(python, new)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)


def write_scripts(folder: Path) -> None:
    """The scripts: those of Windows in GBK with CRLF, as its command interpreter reads them in China."""
    folder.mkdir()
    for path in sorted(FOLDER.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".cmd":
            (folder / path.name).write_bytes(text.replace("\n", "\r\n").encode("gbk"))
        else:
            (folder / path.name).write_text(text, encoding="utf-8")


def _wheels(folder: Path, targets: list[Target]) -> None:
    """Fetch what each target needs. uv chooses, since pip asks this machine what another one needs."""
    _run(ROOT / ".ci" / "wheel", folder)
    (own,) = folder.glob("gk_docs-*.whl")
    with tempfile.TemporaryDirectory() as scratch:
        wanted, chosen = Path(scratch) / "wanted.in", Path(scratch) / "chosen.txt"
        wanted.write_text(f"{WANTED} @ {own.as_uri()}\npip\n", encoding="utf-8")
        for target in targets:
            _uv("compile", *_for(target), "--output-file", chosen, wanted)
            tags = [word for tag in target.tags for word in ("--platform", tag)]
            options = ["--only-binary=:all:", "--implementation", "cp", "--python-version", target.python, *tags]
            _run(PYTHON, "-m", "pip", "download", "-q", "--no-deps", *options, "--dest", folder, "-r", chosen)


def _prove(wheels: Path, target: Target) -> None:
    """Resolve everything for a target from the folder alone."""
    options: list[str | Path] = ["--dry-run", "--no-index", "--no-config", "--find-links", wheels, "--target", wheels]
    _uv("install", *options, *_for(target), WANTED)


def _for(target: Target) -> list[str]:
    return ["--only-binary=:all:", "--python-platform", target.system, "--python-version", target.python]


def _licences(folder: Path, wheels: Path) -> None:
    """What each wheel brings of licence texts, under its name; where it brings none, what it says of its licence."""
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            about = [name for name in archive.namelist() if ".dist-info/" in name]
            texts = [name for name in about if LICENCE.search(name) and not name.endswith("/")]
            for name in texts or [name for name in about if name.endswith("/METADATA")]:
                to = folder / wheel.name.split("-")[0] / name.split(".dist-info/")[1].replace("/", "-")
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(archive.read(name))


def _guide(folder: Path) -> None:
    """The documentation as pages for a browser, and a page beside it that opens the clerk's guide."""
    with tempfile.TemporaryDirectory() as doctrees:
        _run(PYTHON, "-m", "sphinx", "-q", "-b", "html", "-d", doctrees, ROOT / "docs", folder)
    to = f"{folder.name}/{GUIDE}.html"
    page = (
        f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={to}"><a href="{to}">指南</a>'
    )
    (folder.parent / "打开指南.html").write_text(page, encoding="utf-8")


def _unpack(python: Path, folder: Path) -> None:
    """A Python, at `python` in the folder."""
    if python.suffix == ".zip":
        with zipfile.ZipFile(python) as archive:
            archive.extractall(folder / "python")  # noqa: S202 - zipfile itself keeps names inside
    else:
        with tarfile.open(python) as archive:
            archive.extractall(folder, filter="data")
    if not any((folder / "python" / place).exists() for place in ("python.exe", "bin/python3")):
        sys.exit(f"{python.name}: neither python.exe nor python/bin/python3 is in it.")


def _uv(verb: str, *words: str | Path) -> None:
    _run(PYTHON, "-m", "uv", "pip", verb, "--quiet", *words)


def _run(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, cwd=ROOT)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where to build it; replaced if it is there")
    parser.add_argument("--python", type=Path, help="an embeddable Python of Windows (.zip) or a Linux build (.tar.gz)")
    parser.add_argument("--target", action="append", choices=[target.name for target in TARGETS], help="all by default")
    given = parser.parse_args()
    targets = [target for target in TARGETS if not given.target or target.name in given.target]
    build(given.folder.absolute(), targets, given.python)
    size = sum(path.stat().st_size for path in given.folder.rglob("*") if path.is_file())
    sys.stdout.write(f"{given.folder}: {len(targets)} systems, {size / 2**20:.0f} MB.\n")


if __name__ == "__main__":
    main()
