"""Whatever bytes are sent, the function of docs/recipes/frameworks.md answers: a Word file, or what is wrong."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recipes.pages import names_of

ANSWERED = names_of("recipes/frameworks.md")["answered"]
WORDS = st.text(st.characters(exclude_categories=[]), max_size=4) | st.integers() | st.floats() | st.none()
FIELDS = st.sampled_from(["agency", "year", "title", "requests", "summary", "active_disclosure"])


def assert_answered(body: bytes) -> None:
    data, status, headers = ANSWERED(body)
    if status == 200:
        assert data.startswith(b"PK")
        assert headers["Content-Disposition"].isascii()
        assert headers["Content-Disposition"].isprintable()
    else:
        assert status == 422
        assert json.loads(data)["problems"][0]["message"]


@settings(max_examples=30)
@given(odd=st.dictionaries(FIELDS, WORDS | st.lists(WORDS, max_size=2), max_size=3))
def test_any_report_is_answered(odd: dict[str, Any]) -> None:
    assert_answered(json.dumps({"agency": "甲镇人民政府", "year": 2023} | odd).encode())


@settings(max_examples=30)
@given(body=st.binary(max_size=60) | st.sampled_from([b"[" * 100_000, b"1" * 5_000, b'"\\ud800"', b"NaN"]))
def test_any_bytes_are_answered(body: bytes) -> None:
    assert_answered(body)
