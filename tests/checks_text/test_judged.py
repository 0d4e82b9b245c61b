"""Sentences in the wordings of many hands: of each kind of fault nearly all are found, and no honest one is accused.

The rules were tuned on these sentences, so the test keeps what was reached. How the rules do on wordings that they have
not seen, only other sentences tell: `python -m benchmarks.checks FOLDER`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from pathlib import Path

import pytest
from benchmarks.judged import Judged, judged_in, last_year, page, told, usual, with_sentence
from tests.checks.small import small

import gk_docs as gk
from gk_docs.form.outline import outline_of

FOLDER = Path(__file__).parent / "judged"
BASE, LAST = usual(), last_year()
USUAL = told(BASE, LAST)
LEAST = 0.9  # of the faults of a kind
AT_ONCE = 60  # sentences in one report

KINDS: dict[str, list[Judged]] = defaultdict(list)
for one in judged_in(FOLDER):
    KINDS[one.kind].append(one)


def is_told(one: Judged) -> bool:
    return bool(told(with_sentence(BASE, one.part, one.text), LAST) - USUAL)


@pytest.mark.parametrize("kind", [kind for kind, held in KINDS.items() if any(one.wrong for one in held)])
def test_nearly_all_faults_of_a_kind_are_found(kind: str) -> None:
    wrong = [one for one in KINDS[kind] if one.wrong]
    missed = [one.text for one in wrong if not is_told(one)]
    assert len(missed) <= (1 - LEAST) * len(wrong) + 0.5, missed


def test_no_honest_sentence_is_accused() -> None:
    by_part: dict[str, list[Judged]] = defaultdict(list)
    for one in (one for held in KINDS.values() for one in held if not one.wrong):
        by_part[one.part].append(one)
    assert sum(map(len, by_part.values())) > 300
    for together in zip_longest(*by_part.values()):  # one of each part at a time; where that is told, each alone
        honest = [one for one in together if one]
        report = BASE
        for one in honest:
            report = with_sentence(report, one.part, one.text)
        if told(report, LAST) - USUAL:
            assert [one.text for one in honest if is_told(one)] == []


@pytest.mark.parametrize("blank", ["", "granted", "received", "total", "review_litigation"])
@pytest.mark.parametrize("form", [gk.AnnualReport, gk.AnnualReport2019])
def test_every_sentence_is_read_also_where_figures_are_blank(
    form: type[gk.AnnualReport | gk.AnnualReport2019], blank: str
) -> None:
    paths = outline_of(form).figures
    report = small({path: None if blank in path else 3 for path in paths}, form=form)
    said = [one.text for held in KINDS.values() for one in held]
    for begin in range(0, len(said), AT_ONCE):
        text = "\n".join([*said[begin : begin + AT_ONCE], "对新收申请的公开率为80%。"])
        found = gk.check(with_sentence(report, "on_request", text), report.replace(year=report.year - 1))
        assert any(finding.is_problem for finding in found)


NIL = Path(__file__).parent / "judged_nil"


def test_what_a_report_without_any_application_or_case_tells_is_judged_too() -> None:
    report = gk.read(NIL / "报告.yaml").report
    usual = told(report, None)
    judged = [*judged_in(NIL)]
    found = {one for one in judged if told(with_sentence(report, one.part, one.text), None) - usual}
    assert [one.text for one in found if not one.wrong] == []
    wrong = [one for one in judged if one.wrong]
    missed = [one.text for one in wrong if one not in found]
    assert len(missed) <= (1 - LEAST) * len(wrong) + 0.5, missed


def test_a_folder_of_judged_sentences_becomes_a_table(tmp_path: Path) -> None:
    (tmp_path / "试.txt").write_text(
        "# 说明\n错\ton_request\t收到申请39件。\n对\ton_request\t收到申请38件。\n", "utf-8"
    )
    assert "| 试 | 1 | 1 | 1 | 0 |" in page(tmp_path)


def test_a_line_without_its_judgement_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "试.txt").write_text("收到申请39件。\n", "utf-8")
    with pytest.raises(ValueError, match=r"试\.txt:1"):
        list(judged_in(tmp_path))
