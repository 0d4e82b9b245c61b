"""Mends applied to a report object, for formats whose file cannot be edited in place: it is written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.batch.mends import Mend, mend_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.finding import Finding
    from gk_docs.form.report import Report


def amended(report: Report, findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Report, tuple[Finding, ...]]:
    """A report with the mends of findings applied, and the findings that were mended.

    Args:
        report: The report that the findings are of.
        findings: Its findings; those without a mend, and those in pictures and tables of text, are passed over.
        unsafe: Whether mends that could change the meaning are applied too.

    >>> from gk_docs.checks import check
    >>> from gk_docs.form.y2021 import AnnualReport
    >>> report = AnnualReport(agency="甲镇人民政府", year=2023, problems="更新不及时,已整改。")
    >>> better, mended = amended(report, check(report, select=["GK607"]))
    >>> better.problems.text, len(mended)
    ('更新不及时，已整改。', 1)
    """
    tree = report.model_dump()
    wanted = [(finding, mend) for finding in findings if (mend := mend_of(finding)) and (mend.safe or unsafe)]
    latest_first = sorted(wanted, key=lambda one: one[0].place.span or (0, 0), reverse=True)
    done = tuple(finding for finding, mend in latest_first if _apply(tree, finding, mend))
    return (type(report).model_validate(tree), done) if done else (report, ())


def _apply(tree: dict[str, Any], finding: Finding, mend: Mend) -> bool:
    """Change the tree of a report; False where the place holds no text that can be changed."""
    *steps, last = finding.place.path.split(".")
    node: Any = tree
    for step in steps:
        node = _step(node, step)
    if node is None or _step(node, last) is None:
        return False
    if finding.place.span is None:
        node[last] = int(mend.text)
        return True
    target = _step(node, last)
    if isinstance(target, str):
        node[last] = _replaced(target, finding.place.span, mend.text)
        return True
    return _in_blocks(target, finding.place.span, mend.text)


def _step(node: Any, name: str) -> Any:
    """What a step of a field path leads to; a named part is found among the parts of its section."""
    if isinstance(node, list | tuple):
        return node[int(name)] if name.isdecimal() and int(name) < len(node) else None
    if not isinstance(node, dict):
        return None
    if name in node:
        return node[name]
    return next((part["body"] for part in node.get("parts", ()) if part["name"] == name), None)


def _in_blocks(blocks: Any, span: tuple[int, int], text: str) -> bool:
    """Replace characters of the joined text of blocks; False if they are not within one paragraph or heading."""
    at = 0
    for block in blocks:
        if "text" not in block:
            return False
        start, end = span[0] - at, span[1] - at
        if start >= 0 and end <= len(block["text"]):
            block["text"] = _replaced(block["text"], (start, end), text)
            return True
        at += len(block["text"]) + 1
    return False


def _replaced(words: str, span: tuple[int, int], text: str) -> str:
    return words[: span[0]] + text + words[span[1] :]
