"""Hundreds of mutations of a good file: each reads, or has a located Chinese error, never a traceback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.authored.authored_example import GOOD, read_text
from tests.strategies import EXAMPLES

from gk_docs.errors import GkError
from gk_docs.form.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = GOOD.splitlines(keepends=True)
VALUES = (
    "-1",
    "三",
    "1.5",
    "true",
    "[1]",
    "{a: 1}",
    "null",
    "'12",
    "12件",
    "１２",
    "&a 1",
    "*a",
    "!!int 1",
    "@1",
    "{{ x }}",
    "1: 2",
    "|",
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def mutations() -> Iterator[tuple[str, str]]:
    """Mutated texts, each with a name."""
    for number, line in enumerate(LINES):
        for name, changed in _of_line(line):
            yield f"{number + 1} {name}", "".join([*LINES[:number], changed, *LINES[number + 1 :]])
    for key in sorted(set(re.findall(r"[\w、]{2,}(?=:)", GOOD))):
        swapped = key[1] + key[0] + key[2:]
        yield f"swapped {key}", GOOD.replace(f"{key}:", f"{swapped}:", 1)
        yield f"cut {key}", GOOD.replace(f"{key}:", f"{key[:-1]}:", 1)


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    yield "deleted", ""
    yield "twice", line * 2
    yield "tab", f"\t{line.lstrip()}"
    yield "indented", f" {line}"
    yield "dedented", line.removeprefix(" ")
    yield "full-width colon", line.replace(": ", "：", 1)
    yield "no space", line.replace(": ", ":", 1)
    yield "full-width comma", line.replace(", ", "，", 1)
    yield "open quote", line.replace(": ", ": '", 1)
    yield "open brace", line.replace("}", "", 1)
    key, colon, _ = line.partition(": ")
    if colon and "{" not in line:
        yield from ((f"value {value}", f"{key}: {value}\n") for value in VALUES)


MUTATIONS = [(name, text) for name, text in mutations() if text != GOOD]


def complaint(text: str) -> GkError | None:
    """What reading a text complains of; None if it reads."""
    try:
        reading = read_text(text)
    except GkError as error:
        return error
    assert isinstance(reading.report, Report)
    return None


def assert_located_and_chinese(error: GkError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.file == "甲.yaml"
        assert problem.line is not None
        assert CHINESE.search(problem.message), problem
        assert not re.search("Error|Traceback|expected|found |while ", f"{problem.message}{problem.mend}"), problem


def test_there_are_more_than_two_hundred_mutations() -> None:
    assert len(MUTATIONS) > 500
    refused = sum(complaint(text) is not None for _, text in MUTATIONS)
    assert refused > 400


@pytest.mark.parametrize("start", range(10))
def test_each_mutation_reads_or_has_a_located_chinese_error(start: int) -> None:
    for _, text in MUTATIONS[start::10]:
        error = complaint(text)
        if error:
            assert_located_and_chinese(error)


PIECES = [
    "：",
    ": ",
    "\t",
    "\n",
    "  ",
    "'",
    '"',
    "{",
    "}",
    "{{",
    "}}",
    "[",
    "]",
    "- ",
    "#",
    "|",
    "&a",
    "*a",
    "!",
    "?",
    "，",
    "-1",
    "null",
    "\x00",
    "\u2028",
    "---\n",
    "其余",
    "\\",
    "%",
    "@",
]


@settings(max_examples=min(250, EXAMPLES), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(GOOD)), st.integers(0, 12), st.one_of(st.sampled_from(PIECES), st.text(max_size=3))
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_small_damage_reads_or_has_a_located_chinese_error(edits: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for start, length, piece in edits:
        text = f"{text[:start]}{piece}{text[start + length :]}"
    error = complaint(text.encode(errors="replace").decode())
    if error:
        assert_located_and_chinese(error)


@settings(max_examples=min(150, EXAMPLES), deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(GkError) as caught:
        read_text(data)
    assert all(problem.file == "甲.yaml" and CHINESE.search(problem.message) for problem in caught.value.problems)
