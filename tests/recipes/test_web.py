"""Whatever is sent to the web service of the recipe, it answers with 200 or 4xx, and its archives hold no odd name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recipes.pages import names_of
from tests.strategies import EXAMPLES

TOWN: dict[str, Any] = {"agency": "甲镇人民政府", "year": 2023}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -1, 2018, 99999, 0.5, float("nan"), float("inf")]),
    st.text(st.characters(exclude_categories=[]), max_size=4),
    st.sampled_from(["\ud800", "../../../x", "a/b", "CON", "\x00", "\x1b[2J", "甲" * 300, "\u202e"]),
)
JSON = st.recursive(
    ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
FIELDS = st.sampled_from(
    ["agency", "year", "title", "preamble", "requests", "summary", "edition", "published", "printed"]
)
BODY = st.dictionaries(FIELDS, JSON, max_size=3).map(lambda odd: TOWN | odd)
BODIES = {
    "/reports.docx": BODY | JSON,
    "/findings": st.fixed_dictionaries({"values": BODY}, optional={"previous": BODY | JSON}) | JSON,
    "/reports.zip": st.lists(BODY, max_size=3) | JSON,
}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(names_of("recipes/web.md")["app"], raise_server_exceptions=False)


@pytest.mark.parametrize("path", BODIES)
@settings(max_examples=min(40, EXAMPLES), deadline=None)
@given(data=st.data())
def test_any_json_is_answered(client: TestClient, path: str, data: st.DataObject) -> None:
    answer = client.post(path, content=json.dumps(data.draw(BODIES[path])))
    assert answer.status_code == 200 or 400 <= answer.status_code < 500
    if path == "/reports.zip" and answer.status_code == 200:
        assert_harmless(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())
    elif answer.status_code == 422:
        assert answer.json()["problems"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"[" * 900 + b"]" * 900,
        b"1" * 5_000,
        b"\xff\xfe",
        b'"\\ud800"',
        b'["\\ud800"]',
        b"NaN",
    ],
)
@pytest.mark.parametrize("path", BODIES)
def test_what_is_no_json_is_answered(client: TestClient, path: str, body: bytes) -> None:
    assert 400 <= client.post(path, content=body).status_code < 500


@settings(max_examples=20, deadline=None)
@given(data=st.binary(max_size=100))
def test_any_bytes_are_answered(client: TestClient, data: bytes) -> None:
    assert client.post("/readings", content=data).status_code in (200, 422)


@settings(max_examples=20, deadline=None)
@given(
    names=st.lists(st.sampled_from(["甲", "../甲", "/甲", "C:\\甲", "..", "甲/乙", "甲_乙", "con", "CON"]), max_size=4)
)
def test_an_archive_holds_each_name_once_and_none_leads_out_of_it(client: TestClient, names: list[str]) -> None:
    answer = client.post("/reports.zip", json=[TOWN | {"agency": name} for name in names])
    if answer.status_code == 200:
        entries = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert len(entries) == len(names)
        assert_harmless(entries)
    else:
        assert "同一个文件" in answer.json()["problems"][0]["message"]


def assert_harmless(entries: list[str]) -> None:
    assert len({entry.casefold() for entry in entries}) == len(entries)
    assert not [
        entry for entry in entries if re.search(r"[/\\:\x00-\x1f\x7f-\x9f\u202e]", entry) or entry.startswith(".")
    ]
