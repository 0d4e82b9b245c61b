"""Whatever the console and the locale are, the words come out, in Chinese, and nothing falls over."""

import gettext
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from tests.cli.prompt import FIXTURES, GK_DOCS, Asked, Ran, run, run_all, run_here

from gk_docs.cli import main
from gk_docs.cli.run import all_commands

LINHE = FIXTURES / "linhe_2024.yaml"
LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "zh_CN.GBK"},
    {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "en"},
]


ENCODINGS = ("utf-8", "gbk")
SPOKEN: list[tuple[tuple[str | Path, ...], str]] = [
    (("rule",), "GK301 错误"),
    (("rule", "GK303"), "怎样改："),
    (("rule", "GK3", "--json"), "GK301"),
    (("check", LINHE), "没有发现问题。"),
    (("convert", LINHE, "-o", "临.json"), "已转换：临.json"),
    (("template", "new", "模板.docx"), "已新建：模板.docx"),
]
IN_ANY_LOCALE: list[tuple[str | Path, ...]] = [("render", "临河镇𣲗.yaml"), ("--help",), ("rendr",)]
IN_ONE: list[tuple[str | Path, ...]] = [
    *(arguments for arguments, _ in SPOKEN),
    ("render", "甲.yaml"),
    ("render", "甲.yaml", "--json"),
    ("render", LINHE, "-o", "a.docx", "--json"),
    ("render", "--json"),
]


class Console(NamedTuple):
    """A folder, and what each command said there."""

    folder: Path
    said: dict[tuple[str | Path, ...], Ran]


@pytest.fixture(scope="module")
def consoles(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Console]]:
    """The consoles of a locale by their encodings; one process ran all commands in them."""

    @cache
    def ran(number: int = 0) -> dict[str, Console]:
        consoles = {encoding: Console(tmp_path_factory.mktemp(encoding), {}) for encoding in ENCODINGS}
        commands = [*IN_ANY_LOCALE, *([] if number else IN_ONE)]
        asked = []
        for encoding, console in consoles.items():
            shutil.copy(LINHE, console.folder / "临河镇𣲗.yaml")
            (console.folder / "甲.yaml").write_text("机关: 甲镇\n年度: 😀\n", encoding="utf-8")
            asked += [Asked(command, console.folder, encoding) for command in commands]
        for one, found in zip(asked, run_all(asked, **LOCALES[number]), strict=True):
            consoles[one.encoding].said[one.arguments] = found
        return consoles

    return ran


@pytest.mark.parametrize("number", range(len(LOCALES)), ids=map(str, LOCALES))
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_is_rendered_in_any_console(
    encoding: str, number: int, consoles: Callable[..., dict[str, Console]]
) -> None:
    console = consoles(number)[encoding]
    shown = "临河镇𣲗" if encoding == "utf-8" else "临河镇\\U00023c97"
    assert console.said["render", "临河镇𣲗.yaml"] == (0, f"已生成：{shown}.docx\n", "")
    assert (console.folder / "临河镇𣲗.docx").exists()


def test_a_console_without_chinese_shows_escapes(tmp_path: Path) -> None:
    ran = run("new", "甲", "--year", "2023", folder=tmp_path, encoding="cp437")
    assert (ran.code, ran.out) == (0, "\\u5df2\\u65b0\\u5efa\\uff1a\\u75322023.yaml\n")


@pytest.mark.parametrize("number", range(len(LOCALES)), ids=map(str, LOCALES))
def test_help_and_errors_are_chinese_in_any_locale(number: int, consoles: Callable[..., dict[str, Console]]) -> None:
    for console in consoles(number).values():
        assert console.said["--help",].out.startswith("用法：")
        assert "错误：没有命令" in console.said["rendr",].err


def test_what_a_gbk_console_lacks_is_shown_as_an_escape(consoles: Callable[..., dict[str, Console]]) -> None:
    ran = consoles()["gbk"].said["render", "甲.yaml"]
    assert ran.code == 1
    assert "\\U0001f600" in ran.err
    assert "年度" in ran.err


def test_json_is_the_same_list_in_any_console(consoles: Callable[..., dict[str, Console]]) -> None:
    lists = [console.said["render", "甲.yaml", "--json"].problems for console in consoles().values()]
    assert lists[0] == lists[1]
    assert any("😀" in problem.get("found", "") for problem in lists[0])
    assert all({"message", "file", "line"} <= set(problem) for problem in lists[0])


def test_json_is_an_empty_list_when_all_is_well(consoles: Callable[..., dict[str, Console]]) -> None:
    ran = consoles()["utf-8"].said["render", LINHE, "-o", "a.docx", "--json"]
    assert (ran.code, ran.problems, ran.err) == (0, [], "")


def test_misuse_is_json_too(consoles: Callable[..., dict[str, Console]]) -> None:
    ran = consoles()["utf-8"].said["render", "--json"]
    assert ran.code == 2
    assert ran.problems[0]["message"].startswith("缺少参数")


def test_a_file_name_that_is_no_text_does_not_stop_it(tmp_path: Path) -> None:
    name = os.fsdecode("临河镇.yaml".encode("gbk"))
    shutil.copy(LINHE, tmp_path / name)
    ran = run_here("render", name, "-o", "a.docx", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.defect
def test_a_fault_of_ours_is_a_short_word_and_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("内部")

    monkeypatch.setattr("gk_docs.authored.yaml.read", fail)
    assert main(["render", str(LINHE), "-o", "a.docx"]) == 2
    said = capsys.readouterr().err
    assert "程序出错（KeyError" in said
    assert "--debug" in said
    assert "Traceback" not in said
    with pytest.raises(KeyError):
        main(["render", str(LINHE), "-o", "a.docx", "--debug"])


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    closed_pipe = "import os; r, w = os.pipe(); os.close(r); os.dup2(w, 1)"
    ran = run("schema", folder=tmp_path, program=f"{closed_pipe}; {GK_DOCS}")
    assert (ran.code, ran.err) == (2, "")


def test_speaking_chinese_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    folder = gettext.bindtextdomain("messages")
    assert main(["--version"]) == 0
    assert os.environ["LANGUAGE"] == "de"
    assert gettext.bindtextdomain("messages") == folder
    monkeypatch.delenv("LANGUAGE")
    assert main(["--version"]) == 0
    assert "LANGUAGE" not in os.environ


def test_every_command_takes_json_and_debug() -> None:
    for name, command in all_commands():
        if not isinstance(command, click.Group):
            assert {"json", "debug"} <= {parameter.name for parameter in command.params}, name


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("arguments", "word"), SPOKEN, ids=str)
def test_every_command_speaks_in_any_console(
    arguments: tuple[str | Path, ...], word: str, encoding: str, consoles: Callable[..., dict[str, Console]]
) -> None:
    ran = consoles()[encoding].said[arguments]
    assert ran.code == 0
    assert all("没有带过去" in line for line in ran.err.splitlines())  # JSON holds no remarks of a data file
    assert word in ran.out
