"""Words by which another body is known are data: each is shown in the sentence beside it, told or left in peace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.checks.small import small

import gk_docs
from gk_docs.checks.rules.body_names import FRAMES
from gk_docs.checks.text.bodies import BODY_WORDS

if TYPE_CHECKING:
    from gk_docs.checks.text.entries import LexiconEntry

AGENCIES = {
    "镇": "青山县临河镇人民政府",
    "局": "青山县教育局",
    "司": "青山县自来水有限公司",
    "县": "青山县人民政府",
}


def is_told(text: str, kind: str) -> bool:
    report = small(agency=AGENCIES[kind], summary={"management": text})
    return bool(gk_docs.check(report, select=["GK602"]))


@pytest.mark.parametrize("entry", BODY_WORDS, ids=lambda entry: f"{entry.kind} {entry.value}")
def test_each_word_does_in_its_sentence_what_its_sort_says(entry: LexiconEntry) -> None:
    kind, sign = entry.value[0], entry.value[1]
    shown = {word: entry.example.replace(entry.words[0], word, 1) for word in entry.words}
    assert entry.words[0] in entry.example
    assert [text for text in shown.values() if is_told(text, kind) != (sign == "+")] == []


@pytest.mark.parametrize("entry", BODY_WORDS, ids=lambda entry: f"{entry.kind} {entry.value}")
def test_with_another_word_a_sentence_is_judged_the_other_way(entry: LexiconEntry) -> None:
    kind, sign, other = entry.value[0], entry.value[1], entry.value[2:]
    assert is_told(entry.example.replace(entry.words[0], other, 1), kind) == (sign == "-")


@pytest.mark.parametrize(("example", "frame"), [(example, frame) for _, example, frame in FRAMES])
def test_a_frame_fits_the_text_beside_it(example: str, frame: str) -> None:
    assert re.search(frame, example)
