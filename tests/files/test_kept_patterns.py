"""What a command compiled is there for the next one, and nothing of a report is in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from tests.authored.authored_example import GOOD

from gk_docs import regex
from gk_docs.cli import main
from gk_docs.files import patterns
from gk_docs.files.patterns import KeptPatterns

if TYPE_CHECKING:
    from pathlib import Path

YEAR = "(?P<year>[0-9]{4})年|二〇[一-九]{2}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gk-docs" / "a.patterns"


def test_what_one_command_compiled_the_next_one_takes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptPatterns(file)
    assert first.compiled(YEAR, 0) == re.compile(YEAR)
    assert first.compiled(b"a+", re.IGNORECASE) == re.compile(b"a+", re.IGNORECASE)
    first.keep()
    monkeypatch.setattr(patterns, "code_of", Mock(side_effect=AssertionError))
    monkeypatch.setattr(re, "compile", Mock(side_effect=AssertionError))
    found = KeptPatterns(file).compiled(YEAR, 0).search("公开2023年的")
    assert found
    assert found["year"] == "2023"


@pytest.mark.parametrize("damage", [b"", b"no file of ours", None])
def test_what_is_damaged_or_cannot_be_kept_is_compiled_anew(file: Path, damage: bytes | None) -> None:
    if damage is None:
        file.parent.write_bytes(b"")  # a file where the folder would have to be
    else:
        file.parent.mkdir(0o700)
        file.write_bytes(damage)
    known = KeptPatterns(file)
    assert known.compiled(YEAR, 0) == re.compile(YEAR)
    known.keep()


def test_where_python_compiles_in_another_way_it_does_it_all(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "import_module", Mock(side_effect=ImportError))
    assert KeptPatterns(file).compiled(YEAR, 0) == re.compile(YEAR)
    with pytest.raises(re.error):
        KeptPatterns(file).compiled("(", 0)


def test_no_word_of_a_report_is_kept(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = KeptPatterns(file)
    monkeypatch.setattr(regex, "compile_now", known.compiled)
    (tmp_path / "报告.yaml").write_text(GOOD.replace("增加图解。", "鹦鹉螺信息,公开若干。" * 2), encoding="utf-8")
    main(["check", str(tmp_path / "报告.yaml"), "--fix"])
    assert "鹦鹉螺信息，公开" in (tmp_path / "报告.yaml").read_text(encoding="utf-8")
    known.compiled(YEAR, 0)
    known.keep()
    assert "鹦".encode() not in file.read_bytes()


def test_what_every_command_compiles_does_not_depend_on_the_order_of_a_set() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", _TELL_PATTERNS],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert int(told.pop().split()[0]) > 1000, "patterns were found"


_TELL_PATTERNS = """
import hashlib, pkgutil
from importlib import import_module
import gk_docs
from gk_docs import regex

made = []
class Told(regex.Deferred):
    def __init__(self, pattern, flags):
        made.append((pattern, int(flags)))
        super().__init__(pattern, flags)
regex.Deferred = Told
for module in pkgutil.walk_packages(gk_docs.__path__, "gk_docs."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
print(len(made), hashlib.sha256(repr(made).encode()).hexdigest())
"""
