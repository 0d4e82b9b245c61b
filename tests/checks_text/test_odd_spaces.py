"""Blanks that come with pasted text are named and taken out; what a script or an indent needs stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks_text.test_mends import SOURCE, mend
from tests.strategies import EXAMPLES
from tests.workbook.test_filled_in import nothing_happened, typed_text

import gk_docs as gk
from gk_docs.checks import check
from gk_docs.cli import main
from gk_docs.form.narrative import Problems

if TYPE_CHECKING:
    from pathlib import Path

ODD = "\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad"
SENTENCE = "把理由和依据写全"
assert SOURCE.count(SENTENCE) == 1


def cleaned(text: str) -> tuple[int, str]:
    report = gk.AnnualReport(
        agency=gk.Agency(name="甲镇人民政府"), year=2023, problems=Problems(lead=gk.Prose([gk.Paragraph(text=text)]))
    )
    findings = check(report, select=["GK612"])
    better = gk.mend(report, select=["GK612"]).report
    assert better
    return len(findings), better.problems.text


@pytest.mark.parametrize(
    ("pasted", "clean"),
    [
        (
            "建立信息发布\u00a0\u3000“三审三校”制度\u200b，\ufeff发布前审签。",
            "建立信息发布“三审三校”制度，发布前审签。",
        ),
        ("公众号\u00a0118\u202f篇。", "公众号118篇。"),
        ("张三\u3000李四到会。", "张三 李四到会。"),
        ("用 WPS\u00a0Office 编制。", "用 WPS Office 编制。"),
        ("通\u200b知\u00ad公\u2060告。", "通知公告。"),
        ("\u00a0段首。\u00a0", "段首。"),
    ],
)
def test_what_was_pasted_is_named_and_taken_out(pasted: str, clean: str) -> None:
    count, text = cleaned(pasted)
    assert count
    assert text == clean


@pytest.mark.parametrize(
    "text", ["\u3000\u3000段首。", "👩\u200d👧到会。", "ᠮᠣᠩ\u202fᠭᠣᠯ", "བོད\u200dཡིག", "普通 空格", "Word 2019"]
)
def test_what_an_indent_a_script_or_a_sign_needs_stays(text: str) -> None:
    assert cleaned(text) == (0, text)


@settings(max_examples=min(60, EXAMPLES), deadline=None)
@given(st.text(f"{ODD} 公开1a，。", max_size=12))
def test_cleaning_takes_out_nothing_that_is_seen_and_leaves_nothing_to_clean(text: str) -> None:
    _, once = cleaned(f"甲{text}乙")
    assert [char for char in once if char not in f"{ODD} "] == [char for char in f"甲{text}乙" if char not in f"{ODD} "]
    assert not set(once) & set(ODD)
    assert cleaned(once) == (0, once)


@settings(max_examples=min(40, EXAMPLES), deadline=None)
@given(st.lists(st.tuples(st.integers(1, len(SENTENCE) - 1), st.sampled_from(ODD)), min_size=1, max_size=4))
def test_a_yaml_file_is_cleaned_in_its_place_and_changes_nowhere_else(pasted: list[tuple[int, str]]) -> None:
    wrong = SENTENCE
    for at, char in pasted:
        wrong = wrong[:at] + char + wrong[at:]
    source = SOURCE.replace(SENTENCE, wrong)
    result = mend(source, "GK612")
    assert not result.refused
    assert not set(result.text) & set(ODD)
    assert result.text.replace(" ", "") == SOURCE.replace(" ", "")


@pytest.mark.parametrize("odd", ["\u200b", " ", "\u3000"])
def test_a_name_is_cleaned_too_also_of_a_plain_space(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(SOURCE.replace("名称: 青山县", f"名称: 青山{odd}县"), encoding="utf-8")
    assert odd in gk.read(path).report.agency.name
    main(["check", str(path), "--fix", "--select", "GK612"])
    assert path.read_text(encoding="utf-8") == SOURCE


def test_a_workbook_is_cleaned_in_a_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    path.write_bytes(typed_text(nothing_happened(), "总体情况", "B4", "公开\u200b信息\ufeff，共\u00a066\u00a0条。"))
    main(["check", str(path), "--fix", "--select", "GK612", "-o", str(copy)])
    assert gk.read(copy).report.summary.text == "公开信息，共66条。"


def test_a_space_in_a_short_name_is_one_problem() -> None:
    report = gk.read(SOURCE.replace("简称: 临河镇", "简称: 临河 镇").encode(), name="甲.yaml").report
    found = [one for one in gk.check(report) if one.place.path == "agency.short_name"]
    assert [(one.code, one.found, one.expected) for one in found] == [("GK612", "河 镇", "河镇")]
