"""Text that several reports have in common, told once for all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.checks.copies import CODE
from gk_docs.checks.text.bodies import names_of
from gk_docs.checks.text.copying import bare
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.batch.work import Checked
    from gk_docs.finding import Finding

_SEVERAL = 3  # two are told of each other


class CopiedText(NamedTuple):
    """A text that several reports have: the finding of each, the line that tells it."""

    findings: tuple[Finding, ...]
    line: str


def copied_in(every: Iterable[Checked]) -> list[CopiedText]:
    """The texts that findings of several reports (GK802) speak of, names of the bodies left out."""
    alike: dict[tuple[str, str], list[tuple[Finding, Checked]]] = defaultdict(list)
    for one in every:
        for finding in one.findings:
            words = bare(finding.facts.get("sentence", ""), names_of(one.reading.report.agency))
            if finding.code == CODE and finding.is_problem and words:
                alike[finding.place.path.partition(".")[0], words].append((finding, one))
    return [_told(section, found) for (section, _), found in alike.items() if len(found) >= _SEVERAL]


def _told(section: str, found: Sequence[tuple[Finding, Checked]]) -> CopiedText:
    first, one = found[0]
    title = outline_of(type(one.reading.report)).section(section).title
    names = "、".join(dict.fromkeys(other.reading.report.agency.name for _, other in found))
    words = first.facts["sentence"]
    line = f"{first.severity.chinese} {CODE} {len(found)} 份报告的“{title}”有同一段文字（{names}）：{words}"
    return CopiedText(tuple(finding for finding, _ in found), line)
