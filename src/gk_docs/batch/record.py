"""Keep records of the reports that were written, so that the next run can skip those that would be the same.

The folder `.gk-docs` beside the written files has a file of records, one a line. A record has the digests of all that a
report was made of and of the files that were written, and the result with its findings, so that a summary is complete
even if nothing was read. If any of these has changed, or a record is damaged or missing, the report is made again, so
the file can always be removed safely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from pydantic import TypeAdapter

from gk_docs import version
from gk_docs.batch.job import Job, Result
from gk_docs.checks import Settings, find_settings
from gk_docs.errors import GkError
from gk_docs.files.followed import Followed, digest_of
from gk_docs.files.saving import OWN_FOLDER, replace_whole
from gk_docs.files.shipped import all_shipped

FOLDER = OWN_FOLDER
"""Name of the folder of the records, in the folder of the written files."""

FILE = "record.jsonl"
"""Name of the file of records in that folder."""

_NAME = 32  # so many characters at the start of a line identify the report

_MAKERS = ("docxtpl", "jinja2", "lxml", "pydantic", "XlsxWriter")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What a report was made of, and the result.

    Attributes:
        key: Digest of everything but files: the program, the settings, a report that came from memory.
        inputs: Digest of every file that was read, by path; None for a file that was looked for and did not exist.
        outputs: Digest of every file that was written, by name.
        result: The result, without the paths.
    """

    key: str
    inputs: dict[str, str | None]
    outputs: dict[str, str]
    result: Result


@cache
def _records() -> TypeAdapter[_Record]:
    """The adapter that reads and writes records; made when first needed."""
    return TypeAdapter(_Record)


class Records:
    """The records of a folder. Only the process that hands out the jobs reads and writes them.

    A record is written in one piece, with a line end before and after it, so that a run that is killed can spoil only
    the last one. If a report has several records, the last one counts.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FOLDER / FILE
        self._places: dict[bytes, int] = {}
        self._open = ExitStack()
        self._old: IO[bytes] = BytesIO()
        self._new: IO[bytes] | None = None
        with suppress(OSError):
            self._find()
            self._old = self._open.enter_context(self._file.open("rb"))

    def _find(self) -> None:
        found = [(line[:_NAME], place) for place, line in self._lines()]
        self._places = dict(found)
        if len(found) > 2 * len(self._places):
            last = (line for place, line in self._lines() if self._places[line[:_NAME]] == place)
            replace_whole(last, self._file, lasting=False)
            self._find()

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        place = 0
        with self._file.open("rb") as file:
            for line in file:
                if len(line) > 1:
                    yield place, line
                place += len(line)

    def recalled(self, job: Job) -> Result | None:
        """The result of a job, if nothing that it reads or writes has changed since it was done; else None."""
        place = self._places.get(_name(job))
        if place is None:
            return None
        try:
            self._old.seek(place)
            record = _records().validate_json(self._old.readline()[_NAME:])
            if record.key != _key(job, find_settings(job.file.resolve().parent) if job.file else Settings()):
                return None
        except (OSError, ValueError, GkError):  # the record is damaged, or a name is impossible here
            return None
        files = {**record.inputs, **{str(job.targets[0].with_name(name)): was for name, was in record.outputs.items()}}
        if any(digest_of(Path(name)) != was for name, was in files.items()):
            return None
        return replace(record.result, status="unchanged", paths=job.targets)

    def keep(self, record: bytes) -> None:
        """Append a record; if that fails, do nothing, since the job is only done again."""
        with suppress(OSError):
            if self._new is None:
                self._file.parent.mkdir(exist_ok=True)
                self._new = self._open.enter_context(self._file.open("ab", buffering=0))
            self._new.write(b"\n%b\n" % record)

    def close(self) -> None:
        """Close the file of records."""
        self._open.close()


class WrittenBefore(NamedTuple):
    """What an earlier run wrote for one report.

    Attributes:
        names: Names of the files that it wrote, except over an input.
        body: Name of the body.
        source: The file that it read; None if it is no longer where it was.
    """

    names: set[str]
    body: str
    source: Path | None


def written_before(folder: Path) -> Iterator[WrittenBefore]:
    """What earlier runs wrote to a folder, in the order in which they did, if its records can be read."""
    with suppress(OSError):
        for line in (folder / FOLDER / FILE).read_bytes().splitlines():
            with suppress(ValueError):
                record = _records().validate_json(line[_NAME:])
                inputs, source = [*map(Path, record.inputs)], Path(record.result.source).name
                there = next((path for path in inputs if path.name == source and path.is_file()), None)
                names = record.outputs.keys() - {path.name for path in inputs}
                yield WrittenBefore(names, record.result.body, there)


def record_of(
    job: Job, settings: Settings, result: Result, read: Followed, written: Mapping[Path, str]
) -> bytes | None:
    """Make the record of a job; None if the job cannot be skipped next time.

    Args:
        job: The job.
        settings: The settings with which it was done.
        result: Its result, without paths.
        read: The files that were read for it, with digests.
        written: Digests of the files that were written.
    """
    if set(written) != set(job.targets):  # a target was open in Word, so its content was written beside it
        return None
    record = _Record(
        key=_key(job, settings),
        inputs={str(path): was for path, was in read.items()},
        outputs={path.name: was for path, was in written.items()},
        result=result,
    )
    try:
        return _name(job) + _records().dump_json(record)
    except ValueError:  # a file name that is not valid text
        return None


def _name(job: Job) -> bytes:
    """Identify the report of a record by a digest of the names of its files."""
    names = "\n".join(target.name for target in job.targets)
    return sha256(names.encode(errors="surrogatepass")).hexdigest()[:_NAME].encode()


def _key(job: Job, settings: Settings) -> str:
    places = [str(path and path.absolute()) for path in (job.file, job.way.template)]
    way = job.way._replace(template=None, force=False)
    facts = (_program(), way, places, settings, type(job.source).__name__)
    digest = sha256(repr(facts).encode())
    digest.update(job.said or b"")
    return digest.hexdigest()


@cache
def _program() -> str:
    """A digest of the program: code and templates of gk-docs, and versions of the libraries that shape its output."""
    digest = sha256(version.__version__.encode())
    package = Path(version.__file__).parent
    for file in (*sorted(package.rglob("*.py")), *all_shipped()):
        digest.update(file.relative_to(package.parents[1]).as_posix().encode())
        digest.update(file.read_bytes())
    for name in _MAKERS:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version_of(name)}".encode())
    return digest.hexdigest()
