"""The words by which a report says what it is are data: each is shown by its own example, and read as what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gk_docs.published import matching
from gk_docs.published.matching.text.cues import CUES, Cue


@pytest.mark.parametrize("one", CUES, ids=lambda one: f"{one.sort}: {one.example}")
def test_the_example_of_a_cue_is_read_as_what_it_says(one: Cue) -> None:
    match = re.search(one.pattern, one.example)
    assert match
    assert next(filter(None, match.groups()), "") == one.reads


@pytest.mark.parametrize("one", CUES, ids=lambda one: f"{one.sort}: {one.example}")
def test_no_cue_says_what_another_of_its_sort_says(one: Cue) -> None:
    others = [other for other in CUES if other.sort == one.sort and other != one]
    assert not any(re.search(other.pattern, one.example) for other in others)


def test_every_sort_of_cue_is_asked_for_somewhere() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(matching.__file__).parent.rglob("*.py"))
    sorts = {one.sort.partition(" ")[2] if one.sort.startswith("contact ") else one.sort for one in CUES}
    assert [sort for sort in sorts if not sort.startswith("@") and f'"{sort}"' not in code] == []
