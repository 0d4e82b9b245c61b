"""`--fix`: an authored file is mended in its place; of any other file a mended copy is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import gk_docs
from gk_docs.batch.mends import mend_of, mended
from gk_docs.files.encoding import decode, encoded_like
from gk_docs.files.saving import save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.batch.mends import Mended
    from gk_docs.cli.checking.checked import Checked, Checker

_AUTHORED = "yaml"


class Fixed(NamedTuple):
    """What `--fix` did with one file.

    Attributes:
        mended: What was mended and what was not.
        written: The file that was written; None if nothing was.
    """

    mended: Mended
    written: Path | None


def fix(checked: Checked, checker: Checker, target: Path | None, *, unsafe: bool, dry: bool) -> Fixed | None:
    """Mend a file that was checked.

    Args:
        checked: The file and its findings.
        checker: How it was checked.
        target: Where the mended report goes; None for the file itself, which must be an authored one.
        unsafe: Whether mends that could change the meaning are applied too.
        dry: Whether nothing is written.

    Returns:
        What was done; None for a file that is no authored one and no target for a copy, see `proposals`.

    Raises:
        WriteRefused: If the file cannot be written just as it was but for the mends.
    """
    if checked.reading.file_facts.format == _AUTHORED and (target is None or target.suffix == checked.path.suffix):
        return _in_source(checked, target or checked.path, unsafe=unsafe, dry=dry)
    return _in_copy(checked, checker, target, unsafe=unsafe, dry=dry) if target else None


def proposals(checked: Checked, *, unsafe: bool) -> Iterator[str]:
    """The mends of a file that is not written to, a line each."""
    for finding in checked.findings:
        mend = mend_of(finding)
        if mend and (mend.safe or unsafe):
            yield f"{finding.code} {finding.place}：把“{finding.found}”改为“{mend.text}”"
        elif mend and mend.why:
            yield f"{finding.code} {finding.place}：{mend.why}"


def _in_source(checked: Checked, target: Path, *, unsafe: bool, dry: bool) -> Fixed:
    data = checked.path.read_bytes()
    text = decode(data)
    done = mended(text, checked.reading, checked.findings, unsafe=unsafe, name=checked.path.as_posix())
    if dry or not (done.applied or target != checked.path):
        return Fixed(done, None)
    return Fixed(done, save(encoded_like(data, text, done.text, checked.path), target, force=True))


def _in_copy(checked: Checked, checker: Checker, target: Path, *, unsafe: bool, dry: bool) -> Fixed:
    """Mends through the authored form of the report."""
    name = f"{checked.path.stem}.yaml"
    text = gk_docs.render(checked.reading.report, _AUTHORED).decode()
    copy = replace(gk_docs.read(text.encode(), name=name), origin=checked.reading.origin)
    done = mended(text, copy, checker.findings(copy, checked.path), unsafe=unsafe, name=name)
    if dry:
        return Fixed(done, None)
    return Fixed(done, gk_docs.write(gk_docs.read(done.text.encode(), name=name).report, target))
