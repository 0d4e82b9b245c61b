"""Two reports become what they differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.batch.comparison.figures import figure_changes, uncompared
from gk_docs.batch.comparison.head import head_changes
from gk_docs.batch.comparison.result import Comparison
from gk_docs.batch.comparison.texts import text_changes
from gk_docs.form.reading import report_of

if TYPE_CHECKING:
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading


def compare(old: Reading | AnyReport, new: Reading | AnyReport) -> Comparison:
    """What two reports differ in: two years of a body, or two versions of one report; of either edition.

    Every difference is listed, and nothing else: the comparison is false just where the reports are equal. Figures go
    cell by cell, across the editions of 2019 and 2021 where the form means the same (现行有效件数 never); text goes
    paragraph by paragraph, and what moved is told from what changed. A blank is never taken for 0.

    Limits: which paragraph was moved, where two changed places, is a guess of the shorter way; a paragraph that shares
    few words with what it was, and does not stand alone in its place, is gone and new, and so is every changed one of a
    section of hundreds; columns put into a table of the text change every cell beside them.

    Args:
        old: The report of the year before, or the earlier version; or the reading of one.
        new: The later one.

    Raises:
        TypeError: If one of them is neither a reading nor a report.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> years = [
    ...     AnnualReport.from_figures({"行政许可": 0, "行政处罚": count}, agency="甲镇人民政府", year=year)
    ...     for year, count in ((2023, 48), (2024, 60))
    ... ]
    >>> comparison = compare(*years)
    >>> [(change.words, change.old, change.new, change.difference, change.growth) for change in comparison.figures]
    [('表二 · 行政处罚 · 本年处理决定数量', 48, 60, Decimal('12'), Decimal('25.0'))]
    >>> comparison.sentence("active_disclosure.penalties"), comparison.sentence("active_disclosure.licences")
    ('比上年增加12件，增长25.0%', '与上年持平')
    >>> comparison.table({"行政处罚": "active_disclosure.penalties"}).rows[1]
    ('行政处罚', '件', '48', '60', '+12', '+25.0%')
    >>> bool(compare(years[0], years[0]))
    False
    """
    before, after = report_of(old), report_of(new)
    return Comparison(
        old=before,
        new=after,
        head=head_changes(before, after),
        figures=tuple(figure_changes(before, after)),
        uncompared=tuple(uncompared(before, after)),
        all_texts=text_changes(before, after),
    )
