"""The kind of a body: as stated, else as its name tells for certain, never guessed."""

from __future__ import annotations

import pytest
from tests.checks.small import small, told

from gk_docs.checks.bodies.names import body_of
from gk_docs.form.agency import Agency, Kind, Level

RULES = {"active_disclosure.rules.in_force": 6}
POWERLESS = [("GK701", "active_disclosure.rules.in_force")]


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("甲市乙区丙镇人民政府", "township", "town"),
        ("甲县乙乡人民政府", "township", "town"),
        ("甲民族乡政府", "township", "town"),
        ("甲街道办事处", "township", "street"),
        ("甲县人民政府", "county", "summary"),
        ("甲自治县人民政府", "county", "summary"),
        ("甲市乙区人民政府", "county", "summary"),
        ("甲省人民政府", "province", "summary"),
        ("甲自治区人民政府", "province", "summary"),
        ("北京市人民政府", "province", "summary"),
        ("甲自治州人民政府", "prefecture", "summary"),
        ("甲市人民政府", None, "summary"),
        ("甲市乙新区人民政府", None, "summary"),
        ("甲县人民政府办公室", None, "office"),
        ("甲县教育局", "county", "department"),
        ("甲市教育局", None, "department"),
        ("甲省财政厅", None, "department"),
        ("国家税务总局甲县税务局", "county", "department"),
        ("甲大学", None, None),
    ],
)
def test_a_name_tells_what_it_tells_for_certain(name: str, level: Level | None, kind: Kind | None) -> None:
    body = body_of(Agency(name=name))
    assert (body.level, body.type) == (level, kind)


def test_but_what_is_stated_counts_more_than_the_name() -> None:
    body = body_of(Agency(name="甲县人民政府", level="prefecture", type="authorised"))
    assert (body.level, body.type, body.is_government) == ("prefecture", "authorised", False)


@pytest.mark.parametrize(
    "name", ["甲镇人民政府", "甲街道办事处", "甲县人民政府", "甲县教育局", "甲市教育局", "甲省财政厅"]
)
def test_a_body_that_cannot_make_rules_is_told(name: str) -> None:
    assert told(small(RULES, agency=Agency(name=name)), "GK701") == POWERLESS


@pytest.mark.parametrize(
    "name",
    [
        "甲省人民政府",
        "甲市人民政府",
        "甲市人民政府办公室",
        "国家甲局",
        "甲委员会",
        "财政部",
        "甲市乙新区人民政府",
        "甲大学",
    ],
)
def test_but_one_that_can_or_may_is_not_accused(name: str) -> None:
    assert told(small(RULES, agency=Agency(name=name)), "GK701") == []


@pytest.mark.parametrize(
    ("level", "kind", "accused"),
    [
        ("state", "department", False),
        ("province", "summary", False),
        ("prefecture", "summary", False),
        ("prefecture", "office", False),
        ("prefecture", "department", True),
        ("county", "summary", True),
        ("county", "authorised", True),
    ],
)
def test_the_stated_level_and_type_decide(level: Level, kind: Kind, *, accused: bool) -> None:
    agency = Agency(name="甲", level=level, type=kind)
    assert told(small(RULES, agency=agency), "GK701") == (POWERLESS if accused else [])
