"""The words of the prompt: all of click's sentences in Chinese, and help pages in straight columns."""

import gettext
import io
import re
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gk_docs.cli import main
from gk_docs.cli.run import all_commands
from gk_docs.cli.shell.help import Formatter, cells, wrapped

CATALOGUE = Path(__file__).parents[2] / "src/gk_docs/cli/shell/locale/zh_CN/LC_MESSAGES/messages.po"
LATIN_WORDS = {
    *(
        "gk-docs",
        "gk",
        "gt",
        "docs",
        "word",
        "excel",
        "wps",
        "libreoffice",
        "x",
        "rendr",
        "error",
        "warning",
        "info",
        "toml",
    ),
    *("docx", "json", "schema", "yaml", "pdf", "html", "txt", "text", "xlsx", "sarif"),
    *(part for name, _ in all_commands() for part in name.split()),
}


def help_of(*command: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main([*command, "--help"]) == 0
    return capsys.readouterr().out


def test_every_sentence_of_click_has_a_chinese_one() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    folder = Path(click.__file__).parent
    said = {message for _, _, message, _, _ in extract_from_dir(folder, [("**.py", "python")])}
    assert len(said) > 50
    assert not [message for message in said if not (entry := catalogue.get(message)) or not entry.string]


def test_every_chinese_sentence_names_only_what_the_english_one_gives() -> None:
    with CATALOGUE.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    for entry in entries:
        given_names = set(re.findall(r"\{(\w+)", str(entry.id)))
        assert set(re.findall(r"\{(\w+)", str(entry.string))) <= given_names, entry.id


def test_the_shipped_catalogue_is_compiled_from_the_words() -> None:
    compiled = io.BytesIO()
    with CATALOGUE.open("rb") as words:
        write_mo(compiled, read_po(words))
    shipped = CATALOGUE.with_suffix(".mo").read_bytes()
    assert sentences(shipped) == sentences(compiled.getvalue()), "run pybabel compile -d src/gk_docs/cli/shell/locale"


def sentences(compiled: bytes) -> dict[object, str]:
    """All sentences of a catalogue but its head, which says when it was compiled."""
    catalogue: dict[object, str] = vars(gettext.GNUTranslations(io.BytesIO(compiled)))["_catalog"]
    return {sentence: words for sentence, words in catalogue.items() if sentence}


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ([], "命令："),
        (["rendr"], "没有命令“rendr”"),
        (["render"], "缺少参数 '文件...'。"),
        (["render", "x", "--fource"], "没有选项 '--fource'"),
        (["render", "x", "-o"], "选项 '-o' 后面须写上值"),
        (["new", "甲"], "没有写年度。请用 --year 写明报告的年度（不是发布的年份），如 --year 2025。"),
        (["new", "甲", "乙", "--year", "2023"], "多出了参数（乙）"),
        (["schema", "--edition", "2020"], "没有这一版格式，请写2019或2021"),
        (["render", "x", "--force=1"], "选项 '--force' 不带值"),
    ],
)
def test_misuse_is_explained_in_chinese(args: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    printed = capsys.readouterr()
    assert sentence in printed.out + printed.err
    assert not re.search(r"Usage|Error|Try|Missing|Options|Show|default", printed.out + printed.err)


@pytest.mark.parametrize("command", [(), *(tuple(name.split()) for name, _ in all_commands())], ids=str)
def test_a_help_page_is_chinese(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    page = help_of(*command, capsys=capsys)
    words = set(re.findall(r"(?<![-\w.])[A-Za-z][A-Za-z-]+", page))
    assert {word.lower() for word in words} <= LATIN_WORDS


@pytest.mark.parametrize("command", [(), *(tuple(name.split()) for name, _ in all_commands())], ids=str)
def test_the_columns_of_a_help_page_are_straight(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    for block in help_of(*command, capsys=capsys).split("\n\n"):
        rows = [match for line in block.splitlines() if (match := re.match(r"(  \S.*?\s{2,})\S", line))]
        assert len({cell_len(row[1]) for row in rows}) <= 1, block


def test_every_option_has_its_say() -> None:
    for name, command in all_commands():
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.name}"
                assert option.help.endswith("。"), option.name


def test_a_long_term_puts_its_meaning_on_the_next_line() -> None:
    formatter = Formatter(width=60)
    formatter.write_dl([("甲" * 20, "乙"), ("丙", "丁")])
    assert formatter.getvalue().splitlines() == ["甲" * 20, " " * 32 + "乙", "丙" + " " * 30 + "丁"]


SET = st.text(st.sampled_from("报告abc 。，（年 docx"), max_size=80).map(
    lambda text: re.sub(r"\s+(?=[。，])", "", text)
)


@given(SET, st.integers(20, 60))
def test_wrapping_loses_nothing_and_keeps_within_the_width(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        marks = len(re.search(r"[。，]*$", line)[0])  # type: ignore[index]  # matches always
        words = re.findall(r"[!-~]+", line)
        assert cell_len(line) - 2 * marks <= width or len(words) == 1
        assert not line.startswith(("。", "，")) or line == lines[0]


def test_a_help_page_takes_a_character_for_as_wide_as_every_list_at_the_prompt_does() -> None:
    written = Path(__file__).parents[2] / "docs/cli.md"
    for character in {*written.read_text(encoding="utf-8")} - {"\n"}:
        assert cells(character) == cell_len(character), character
