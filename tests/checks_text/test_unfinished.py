"""A sentence that breaks off is told, whatever its last words; one that ends is left in peace."""

from __future__ import annotations

import pytest
from tests.checks_text.towns import said, town

from gk_docs.checks.text.unfinished import UNFINISHED


def told(text: str, code: str = "GK216") -> list[str | None]:
    return [one.found for one in said(town(problems={"remaining": text}), code)]


@pytest.mark.parametrize(("sort", "example"), [(sort, example) for sort, example, _ in UNFINISHED])
def test_each_way_is_found_in_the_text_beside_it(sort: str, example: str) -> None:
    assert told(f"公开栏更新慢，已定专人。{example}", "GK215" if sort == "ITEM" else "GK216")


@pytest.mark.parametrize(
    "text",
    [
        "问题主要有以下几点：\n\n一是更新慢，已定专人。\n\n二是人手少，已增配。",
        "主要有三个问题。一是更新慢，二是人手少，三是解读少，均已定专人改进。",
        "具体情况如下。栏目更新慢，已定专人。",
        "一是栏目更新慢，已定专人；二是收到申请后登记不及时，已改为当日登记。",
    ],
)
def test_what_is_announced_and_follows_is_left_in_peace(text: str) -> None:
    assert told(text) == []


def test_an_item_that_the_next_one_cuts_off_is_told() -> None:
    assert told("（一）更新慢，主要表现为：\n\n（二）人手少，已增配1名。") == ["主要表现为："]


PARAGRAPHS = [f"第{number}季度，公开栏由专人更换。" for number in "一二三四"]


def test_a_paragraph_without_its_end_is_told_where_the_others_have_theirs() -> None:
    assert told("\n\n".join([*PARAGRAPHS, "二季度前，公布学区图和"])) == ["公布学区图和"]
    assert told("\n\n".join([*PARAGRAPHS, "二季度末以前，公布全部学区图"])) == ["公布全部学区图"]


def test_but_not_where_lines_are_broken_anywhere() -> None:
    assert told("\n\n".join(one.rstrip("。") for one in [*PARAGRAPHS, "二季度末以前，公布全部学区图。"])) == []
