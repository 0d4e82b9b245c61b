"""What is kept of a report that was written, so that the next run need not do it again.

Beside the written files, in the folder `.gk-docs`, lies one small file for each report. It has the digests of all that
the report was made of and of the files that were written, and the result with its findings, so that a summary is
complete although nothing was read. If any of these has changed, if a record is damaged or if there is none, the report
is made again: to remove these files is always safe.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from gk_docs import version
from gk_docs.batch.result import Result
from gk_docs.checks import Settings, find_settings
from gk_docs.errors import GkError
from gk_docs.files.followed import digest_of
from gk_docs.files.originals import OWN_FOLDER
from gk_docs.files.saving import replace_whole
from gk_docs.files.shipped import all_shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.batch.job import Job
    from gk_docs.files.followed import Followed

FOLDER = OWN_FOLDER
"""Name of the folder of the records, in the folder of the written files."""

_MAKERS = ("docxtpl", "jinja2", "lxml", "pydantic", "XlsxWriter")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What a report was made of, and what came of it.

    Attributes:
        key: Digest of what is no file: the program, the settings, a report that came from memory.
        inputs: Digest of every file that was read, by path; None for one that was looked for and was not there.
        outputs: Digest of every file that was written, by name.
        result: The result, without the paths.
    """

    key: str
    inputs: dict[str, str | None]
    outputs: dict[str, str]
    result: Result


_RECORDS = TypeAdapter(_Record)


def recalled(job: Job) -> Result | None:
    """The result of a job whose report would be written just as it lies there already; else None."""
    try:
        record = _RECORDS.validate_json(_file_of(job).read_bytes())
        if record.key != _key(job):
            return None
    except (OSError, ValueError, GkError):  # a record that is damaged, or a name that the system cannot have
        return None
    files = {**record.inputs, **{str(job.targets[0].with_name(name)): was for name, was in record.outputs.items()}}
    if any(digest_of(Path(name)) != was for name, was in files.items()):
        return None
    return replace(record.result, status="unchanged", paths=job.targets)


def remember(job: Job, result: Result, read: Followed, written: Mapping[Path, str]) -> None:
    """Keep what was done; nothing is kept, and nothing said, if that cannot be.

    Args:
        job: The job.
        result: What became of it.
        read: The files that were read for it.
        written: Digests of the files that were written.
    """
    if set(written) != set(job.targets):  # one was open in Word, and the new one stands beside it
        return
    record = _Record(
        key=_key(job),
        inputs={str(path): was for path, was in read.items()},
        outputs={path.name: was for path, was in written.items()},
        result=replace(result, paths=()),
    )
    file = _file_of(job)
    with suppress(OSError, ValueError):  # a file's name may be no text
        file.parent.mkdir(exist_ok=True)
        data = _RECORDS.dump_json(record)
        if not file.is_file() or file.read_bytes() != data:
            replace_whole(data, file, lasting=False)


def _file_of(job: Job) -> Path:
    names = "\n".join(target.name for target in job.targets)
    return job.targets[0].parent / FOLDER / f"{sha256(names.encode(errors='surrogatepass')).hexdigest()[:32]}.json"


def _key(job: Job) -> str:
    said = None if isinstance(job.source, Path) else (type(job.source).__name__, job.source.model_dump_json())
    settings = find_settings(job.file.resolve().parent) if job.file else Settings()
    places = [str(path and path.absolute()) for path in (job.file, job.template)]
    facts = (_program(), job.strict, job.partial, places, settings, said)
    return sha256(repr(facts).encode()).hexdigest()


@cache
def _program() -> str:
    """What makes the reports: the code and the templates of gk-docs and the versions of what it builds on."""
    digest = sha256(version.__version__.encode())
    package = Path(version.__file__).parent
    for file in (*sorted(package.rglob("*.py")), *all_shipped()):
        digest.update(file.relative_to(package.parents[1]).as_posix().encode())
        digest.update(file.read_bytes())
    for name in _MAKERS:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version_of(name)}".encode())
    return digest.hexdigest()
