"""Functions that put one defect of figures, sections or files into a clean draft, at a random place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tests.checks.injection import COLUMNS, ROWS

from gk_docs.files.source import FileFacts
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from tests.checks.injection import Draft

DOCUMENTS = "active_disclosure.normative_documents"
BLOCKS = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")


SECTIONS = outline_of(AnnualReport).section_names


@dataclass(frozen=True)
class Defect:
    """A defect that was put in: the code and path of its finding, and further codes that may be found because of it."""

    code: str
    path: str
    also: frozenset[str] = frozenset()


def _cells(draft: Draft, wanted: Callable[[str], bool]) -> list[str]:
    return [path for path in outline_of(draft.form).figures if wanted(path)]


def _spoil(draft: Draft, rng: Random, paths: Iterable[str], code: str) -> Defect:
    path = rng.choice(list(paths))
    change = rng.randint(1, 9) * (1 if draft.figures[path] < 10 else rng.choice((1, -1)))
    draft.figures[path] += change
    return Defect(code, path, frozenset({"GK401"}) if ".brought_forward." in path else frozenset())


def row_total(draft: Draft, rng: Random) -> Defect:
    """A wrong total, or a wrong figure of one kind of applicant, in a row of table 3."""
    paths = _cells(draft, lambda path: path.startswith(ROWS) and ".outcomes.total." not in path)
    return _spoil(draft, rng, paths, "GK301")


def outcome_total(draft: Draft, rng: Random) -> Defect:
    """A wrong figure in the row （七）总计."""
    return _spoil(draft, rng, (f"{ROWS}.outcomes.total.{column}" for column in COLUMNS), "GK302")


def identity(draft: Draft, rng: Random) -> Defect:
    """More applications received than finished or left open; the row's total is changed too."""
    column, more = rng.choice(COLUMNS), rng.randint(1, 9)
    for name in (column, "total"):
        draft.figures[f"{ROWS}.received.{name}"] += more
    return Defect("GK303", f"{ROWS}.received.{column}")


def case_total(draft: Draft, rng: Random) -> Defect:
    """A wrong total or a wrong result in table 4."""
    block = f"review_litigation.{rng.choice(BLOCKS)}"
    name = rng.choice(("upheld", "corrected", "other", "pending", "total"))
    draft.figures[f"{block}.{name}"] += rng.randint(1, 9)
    return Defect("GK304", f"{block}.total")


def too_precise(draft: Draft, rng: Random) -> Defect:
    """An amount with too many decimals, kept as printed words, as a reader does."""
    path = "active_disclosure.fees" if draft.form is AnnualReport else ""
    words = f"{rng.randint(1, 999)}.{rng.randint(10**7, 10**8)}1"
    draft.figures[path] = None
    draft.parts["printed"] = {"words": {path: words}}
    return Defect("GK305", path)


def blank_cell(draft: Draft, rng: Random) -> Defect:
    """A blank cell anywhere."""
    path = rng.choice(list(draft.figures))
    draft.figures[path] = None
    return Defect("GK201", path)


def dash(draft: Draft, rng: Random) -> Defect:
    """A dash or a word instead of a zero in a published report."""
    path = rng.choice(list(draft.figures))
    draft.origin, draft.figures[path] = "published", None
    draft.parts["printed"] = {"words": {path: rng.choice(("-", "/", "—", "无"))}}
    return Defect("GK201", path)


def section_missing(draft: Draft, rng: Random) -> Defect:
    """A missing section."""
    gone = rng.choice(SECTIONS)
    draft.origin = "published"
    draft.parts["printed"] = {"order": [name for name in SECTIONS if name != gone]}
    return Defect("GK202", gone)


def section_order(draft: Draft, rng: Random) -> Defect:
    """A section moved by two places or more."""
    order = list(SECTIONS)
    moved = order.pop(rng.choice((0, 1)))
    order.insert(rng.randint(3, 5), moved)
    draft.origin, draft.parts["printed"] = "published", {"order": order}
    return Defect("GK203", moved)


def section_title(draft: Draft, rng: Random) -> Defect:
    """A section under another name."""
    name = rng.choice(SECTIONS)
    title = rng.choice(("一、工作概况", "五、整改措施", "意见和建议", "六、附件"))
    draft.origin, draft.parts["printed"] = "published", {"headings": {name: title}}
    return Defect("GK204", name)


def narrative_empty(draft: Draft, rng: Random) -> Defect:
    """Section 一 or 五 with almost no text."""
    name, part = rng.choice((("summary", "management"), ("problems", "remaining")))
    draft.parts[name] = {part: rng.choice(("无", "无。", "暂无问题", "详见附件"))}
    return Defect("GK205", name, frozenset({"GK207"}))


def fee_not_reported(draft: Draft, rng: Random) -> Defect:
    """Section 六 that does not mention the fee."""
    draft.parts["other_matters"] = {"key_points": rng.choice(("无。", "本年度没有需要报告的其他事项。"))}
    return Defect("GK206", "other_matters")


def oversight_incomplete(draft: Draft, rng: Random) -> Defect:
    """The oversight of a government without one of its three results."""
    said = ["工作考核结果为良好", "社会评议结果为满意", "没有发生责任追究情形"]
    said.pop(rng.randrange(3))
    draft.parts["summary"] = {"lead": "各项工作按期完成，情况如下。", "oversight": "，".join(said)}
    return Defect("GK207", "summary.oversight")


def carry_over(draft: Draft, rng: Random) -> Defect:
    """More carried forward last year than brought forward this year."""
    column, more = rng.choice(COLUMNS), rng.randint(1, 9)
    for name in (column, "total"):
        draft.previous[f"{ROWS}.carried_forward.{name}"] += more
    return Defect("GK401", f"{ROWS}.brought_forward.{column}")


def stock(draft: Draft, rng: Random) -> Defect:
    """More documents in force last year than this year's figures start from."""
    draft.previous[f"{DOCUMENTS}.in_force"] += rng.randint(1, 20)
    return Defect("GK402", f"{DOCUMENTS}.in_force")


def stock_impossible(draft: Draft, rng: Random) -> Defect:
    """More documents repealed than there were."""
    path = f"{DOCUMENTS}.repealed"
    draft.figures[path] = draft.previous[f"{DOCUMENTS}.in_force"] + draft.figures[f"{DOCUMENTS}.issued"]
    draft.figures[path] += rng.randint(1, 20)
    return Defect("GK403", path, frozenset({"GK402", "GK404"}))


def outlier(draft: Draft, rng: Random) -> Defect:
    """A figure a hundred times, or an amount ten thousand times, too large."""
    path = f"active_disclosure.{rng.choice(('licences', 'penalties', 'compulsion', 'fees'))}"
    draft.figures[path] *= 100 if rng.random() < 0.5 or "fees" not in path else 10_000
    return Defect("GK404", path)


def rules_without_power(draft: Draft, rng: Random) -> Defect:
    """规章 of a body that has no power to make them, the same number in both years."""
    draft.parts["agency"] = rng.choice(("甲镇人民政府", "甲县教育局", "甲街道办事处", "甲县人民政府"))
    path = "active_disclosure.rules.in_force"
    draft.figures[path] = draft.previous[path] = rng.randint(1, 19)
    return Defect("GK701", path)


def late(draft: Draft, rng: Random) -> Defect:
    """Published after the deadline."""
    draft.parts["published"] = date(2023, rng.randint(4, 12), rng.randint(1, 28))
    return Defect("GK702", "published")


def reconsideration_first(draft: Draft, _: Random) -> Defect:
    """A report for 2024, so that the draft's report for 2021 is not last year's, with refusals and direct lawsuits."""
    draft.parts["year"] = 2024
    draft.figures[f"{ROWS}.outcomes.refused.state_secret.business"] += 3
    for row in ("outcomes.refused.state_secret", "outcomes.total", "received"):
        draft.figures[f"{ROWS}.{row}.total"] += 3
    for row in ("outcomes.total", "received"):
        draft.figures[f"{ROWS}.{row}.business"] += 3
    return Defect("GK703", "review_litigation.direct_litigation.total")


def author_in_metadata(draft: Draft, rng: Random) -> Defect:
    """A file with an author's name, comments or tracked changes."""
    draft.file = rng.choice((FileFacts(authors=("张某",)), FileFacts(comments=2), FileFacts(tracked_changes=5)))
    return Defect("GK951", "")


def unused_acceptance(draft: Draft, rng: Random) -> Defect:
    """An acceptance of a finding that the report does not have."""
    path = rng.choice(_cells(draft, lambda path: path.startswith(ROWS)))
    draft.parts["accepted"] = [{"code": "GK301", "path": path, "reason": "统计口径不同。"}]
    return Defect("GK190", "accepted.0")


KINDS: tuple[Callable[[Draft, Random], Defect], ...] = (
    row_total,
    outcome_total,
    identity,
    case_total,
    too_precise,
    blank_cell,
    dash,
    section_missing,
    section_order,
    section_title,
    narrative_empty,
    fee_not_reported,
    oversight_incomplete,
    carry_over,
    stock,
    stock_impossible,
    outlier,
    rules_without_power,
    late,
    reconsideration_first,
    author_in_metadata,
    unused_acceptance,
)
"""Every kind of defect that the 2021 form can have."""

BOTH_FORMS = (
    row_total,
    outcome_total,
    identity,
    case_total,
    blank_cell,
    dash,
    section_missing,
    section_order,
    carry_over,
)
"""The kinds of defect that both forms can have."""
