"""The fixture in somebody else's suite."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.testing.documents import docx_of, paragraph, table

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]

SUITE = """
from pathlib import Path

def test_letter(docx_regression):
    docx_regression.check(Path({path!r}).read_bytes())
"""


def document(figure: int, run: str = "") -> bytes:
    rows = ("# 项目 | 自然人 | 商业企业", f"一、本年新收 | 1 | {figure}", "二、上年结转 | 0 | 0")
    return docx_of(paragraph("三、收到申请情况", style="h1", run=run) + table(*rows))


@pytest.fixture
def letter(pytester: pytest.Pytester) -> Path:
    """The document that the suite makes; its golden files are written."""
    path = pytester.path / "letter.docx"
    path.write_bytes(document(3))
    pytester.makepyfile(test_letters=SUITE.format(path=str(path)))
    run(pytester, "--regen-all").assert_outcomes(passed=1)
    return path


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)


def failure(result: pytest.RunResult) -> list[str]:
    """The lines between the name of the failed test and the sections after it."""
    text = result.stdout.str()
    found = re.search(r"^_+ test_letter _+\n(.*?)^(?:---|===)", text, re.DOTALL | re.MULTILINE)
    assert found, text
    return found[1].strip().splitlines()


def test_the_first_run_writes_the_golden_files_and_fails(pytester: pytest.Pytester) -> None:
    path = pytester.path / "letter.docx"
    path.write_bytes(document(3))
    pytester.makepyfile(test_letters=SUITE.format(path=str(path)))
    run(pytester).assert_outcomes(failed=1)
    names = {file.name for file in (pytester.path / "test_letters").iterdir()}
    assert names == {"test_letter.docx.yaml", "test_letter.docx.xml"}
    run(pytester).assert_outcomes(passed=1)


def test_a_changed_figure_is_one_line_that_names_the_cell(pytester: pytest.Pytester, letter: Path) -> None:
    letter.write_bytes(document(4))
    result = run(pytester)
    result.assert_outcomes(failed=1)
    assert failure(result) == ["三、收到申请情况 · 商业企业 · 第2行（一、本年新收）：3 → 4"]
    result.stdout.fnmatch_lines(["*golden 在 *test_letters*--force-regen*"])


def test_what_only_the_xml_shows_names_the_part_and_the_place(pytester: pytest.Pytester, letter: Path) -> None:
    letter.write_bytes(document(3, run='<w:kern w:val="2"/>'))
    (line,) = failure(run(pytester))
    assert line.startswith("word/document.xml，“三、收到申请情况”附近：")


def test_force_regen_writes_both_files_and_fails_once(pytester: pytest.Pytester, letter: Path) -> None:
    letter.write_bytes(document(4))
    run(pytester, "--force-regen").assert_outcomes(failed=1)
    run(pytester).assert_outcomes(passed=1)
    letter.write_bytes(document(4, run='<w:kern w:val="2"/>'))
    run(pytester, "--force-regen").assert_outcomes(failed=1)
    run(pytester).assert_outcomes(passed=1)


def test_the_obtained_document_is_kept_for_word(pytester: pytest.Pytester, letter: Path) -> None:
    letter.write_bytes(document(4))
    run(pytester, "--basetemp", str(pytester.path / "tmp"))
    (kept,) = (pytester.path / "tmp").rglob("*.obtained.docx")
    assert kept.read_bytes() == document(4)


def test_a_golden_without_its_xml_says_how_to_make_it(pytester: pytest.Pytester, letter: Path) -> None:
    letter.with_name("test_letters").joinpath("test_letter.docx.xml").unlink()
    assert failure(run(pytester)) == ["没有 test_letter.docx.xml：加 --force-regen 生成"]
    run(pytester, "--force-regen")
    run(pytester).assert_outcomes(passed=1)


def test_a_text_that_is_not_what_the_document_shows_is_told(pytester: pytest.Pytester, letter: Path) -> None:
    golden = letter.with_name("test_letters").joinpath("test_letter.docx.yaml")
    golden.write_text(golden.read_text(encoding="utf-8").replace("自然人", "其他"), encoding="utf-8")
    assert failure(run(pytester)) == [
        "test_letter.docx.yaml 与 test_letter.docx.xml 不是一份文件的内容，或由别的版本写出：加 --force-regen 生成"
    ]
    run(pytester, "--force-regen")
    run(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize("option", ["--regen-all", "--force-regen"])
def test_two_documents_with_one_golden_are_told_even_where_golden_files_are_written(
    pytester: pytest.Pytester, letter: Path, option: str
) -> None:
    other = letter.with_name("other.docx")
    other.write_bytes(document(4))
    pytester.makepyfile(
        test_both=f"""
        class TestOne:
            def test_letter(self, docx_regression):
                docx_regression.check({str(letter)!r})
                docx_regression.check({str(letter)!r})  # the same document: nothing is wrong

        class TestTwo:
            def test_letter(self, docx_regression):
                docx_regression.check({str(other)!r})

        def test_twice(docx_regression):
            docx_regression.check({str(letter)!r})
            docx_regression.check({str(other)!r})
        """
    )
    run(pytester, "--regen-all", "test_both.py::TestOne", "test_both.py::test_twice")
    result = run(pytester, option, "test_both.py")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["test_letter 也是 test_both.py::TestOne::test_letter 中另一份文件的 golden*basename"])
    result.stdout.fnmatch_lines(["test_twice 也是 test_both.py::test_twice 中另一份文件的 golden*basename"])


def test_a_file_that_is_no_word_file_is_told_without_what_is_inside_of_us(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_page(docx_regression):
            docx_regression.check(b"<html></html>")
        """
    )
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *UnreadableFile: *"])
    result.stdout.no_fnmatch_line("*zipfile*")
    result.stdout.no_fnmatch_line("*opc.py*")


def test_what_is_neither_bytes_nor_a_path_is_told_at_the_call(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_page(docx_regression):\n    docx_regression.check(3)\n")
    result = run(pytester)
    result.stdout.fnmatch_lines(["E *TypeError: the bytes of a .docx, or its path, not int"])
    result.stdout.no_fnmatch_line("*pathlib*")


def test_a_path_does_as_well_as_bytes_and_a_test_may_check_twice(pytester: pytest.Pytester, letter: Path) -> None:
    pytester.makepyfile(
        test_both=f"""
        def test_both(docx_regression):
            docx_regression.check({str(letter)!r}, basename="甲镇")
            docx_regression.check({str(letter)!r}, basename="乙镇")
        """
    )
    run(pytester, "--regen-all", "test_both.py").assert_outcomes(passed=1)
    assert len(list((pytester.path / "test_both").iterdir())) == 4
    run(pytester, "test_both.py").assert_outcomes(passed=1)


def test_a_suite_without_the_extra_is_not_broken_and_the_fixture_names_what_is_missing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest("import sys\nsys.modules['pytest_regressions'] = None\n")
    pytester.makepyfile("def test_own(): pass\n\ndef test_letter(docx_regression): pass\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "gk_docs.testing")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(['*需要 pip install "gk-docs?testing?"（缺少 pytest_regressions）*'])


def test_loading_the_plug_in_imports_nothing_but_pytest() -> None:
    code = "import sys, pytest; before = set(sys.modules); import gk_docs.testing; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"gk_docs", "gk_docs.testing", "gk_docs.version"}
