"""What the lint found in templates, shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.document.template_rules import all_template_rules
from gk_docs.showing.findings import FindingsShown, cells
from gk_docs.showing.listing import Listing, Paper
from gk_docs.showing.sarif import sarif_log
from gk_docs.showing.terminal import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.finding import Finding

_TITLE = "模板检查结果"
_HEADS = {"模板": 20, "级别": 6, "代码": 8, "位置": 34, "说明": 60, "写的": 24, "应为": 20}
_LINE = "─" * 8


class Linted(NamedTuple):
    """A template that was looked at.

    Attributes:
        file: As it was named.
        findings: As `gk_docs.word.lint` gives them.
        edition: The edition of the form that it was held against; "" for none.
    """

    file: Path
    findings: Sequence[Finding]
    edition: str = ""


@dataclass(frozen=True)
class TemplatesShown:
    """Templates that were looked at, shown.

    Attributes:
        linted: The templates, in the order in which they were named.
        verbose: Whether the text tells all; else warnings and infos beyond the third of a rule are only counted.
    """

    linted: Sequence[Linted]
    verbose: bool = True

    def sheets(self) -> list[Listing]:
        """One list of all findings."""
        rows = ((one.file, *cells(finding)[:-1]) for one in self.linted for finding in one.findings)
        return [Listing.of(_TITLE, _HEADS, rows)]

    def paper(self) -> Paper:
        """The same under a title."""
        return Paper(title=_TITLE, lead=(), listings=tuple(self.sheets()))

    def record(self) -> list[dict[str, Any]]:
        """A mapping for each template: its file, edition and findings."""
        return [
            {
                "file": one.file.as_posix(),
                "edition": one.edition or None,
                "findings": FindingsShown(one.findings).record(),
            }
            for one in self.linted
        ]

    def text(self) -> str:
        """Each template under a line with its name."""
        return blocks(*map(self._block, self.linted))

    def _block(self, one: Linted) -> str:
        edition = f"（{one.edition}年版格式）" if one.edition else ""
        told = FindingsShown(one.findings, verbose=self.verbose).text()
        return f"{_LINE} {one.file.as_posix()}{edition}\n{told}"

    def sarif(self) -> dict[str, Any]:
        """A SARIF log with one run."""
        return sarif_log([(one.findings, one.file) for one in self.linted], all_template_rules().values())
