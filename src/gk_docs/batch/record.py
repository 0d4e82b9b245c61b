"""What is kept of a report that was written, so that the next run need not do it again.

Beside the written files, in the folder `.gk-docs`, lies a file of records, one a line. A record has the digests of all
that a report was made of and of the files that were written, and the result with its findings, so that a summary is
complete although nothing was read. If any of these has changed, if a record is damaged or missing, the report is made
again: to remove the file is always safe.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pydantic import TypeAdapter

from gk_docs import version
from gk_docs.batch.job import Result
from gk_docs.checks import Settings, find_settings
from gk_docs.errors import GkError
from gk_docs.files.followed import digest_of
from gk_docs.files.saving import OWN_FOLDER, replace_whole
from gk_docs.files.shipped import all_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.batch.job import Job
    from gk_docs.files.followed import Followed

FOLDER = OWN_FOLDER
"""Name of the folder of the records, in the folder of the written files."""

FILE = "record.jsonl"
"""Name of the file of records in it."""

_NAME = 32  # how many characters of a line say which report it is of

_MAKERS = ("docxtpl", "jinja2", "lxml", "pydantic", "XlsxWriter")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What a report was made of, and what came of it.

    Attributes:
        key: Digest of everything but files: the program, the settings, a report that came from memory.
        inputs: Digest of every file that was read, by path; None for one that was looked for and was not there.
        outputs: Digest of every file that was written, by name.
        result: The result, without the paths.
    """

    key: str
    inputs: dict[str, str | None]
    outputs: dict[str, str]
    result: Result


@cache
def _records() -> TypeAdapter[_Record]:
    """What reads and writes a record; made when a folder needs it."""
    return TypeAdapter(_Record)


class Records:
    """The records of a folder. Only the process that gives out the jobs reads them and adds to them.

    A record is written in one piece, between line ends of its own, so that a run that is killed spoils none but the
    last. Where a report has several, the last one counts.
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
        """The result of a job whose report would be written just as it lies there already; else None."""
        place = self._places.get(_name(job))
        if place is None:
            return None
        try:
            self._old.seek(place)
            record = _records().validate_json(self._old.readline()[_NAME:])
            if record.key != _key(job):
                return None
        except (OSError, ValueError, GkError):  # a record that is damaged, or a name that the system cannot have
            return None
        files = {**record.inputs, **{str(job.targets[0].with_name(name)): was for name, was in record.outputs.items()}}
        if any(digest_of(Path(name)) != was for name, was in files.items()):
            return None
        return replace(record.result, status="unchanged", paths=job.targets)

    def keep(self, record: bytes) -> None:
        """Add a record; nothing is kept, and nothing said, if that cannot be."""
        with suppress(OSError):
            if self._new is None:
                self._file.parent.mkdir(exist_ok=True)
                self._new = self._open.enter_context(self._file.open("ab", buffering=0))
            self._new.write(b"\n%b\n" % record)

    def close(self) -> None:
        """Close the file."""
        self._open.close()


def names_written(folder: Path) -> set[str]:
    """Names of the files that earlier runs wrote to a folder, but over no input, as far as its records can be read."""
    found: set[str] = set()
    with suppress(OSError):
        for line in (folder / FOLDER / FILE).read_bytes().splitlines():
            with suppress(ValueError):
                record = _records().validate_json(line[_NAME:])
                found |= record.outputs.keys() - {Path(name).name for name in record.inputs}
    return found


def record_of(job: Job, result: Result, read: Followed, written: Mapping[Path, str]) -> bytes | None:
    """What is kept of a job; None where nothing can be.

    Args:
        job: The job.
        result: What became of it, without the files.
        read: The files that were read for it.
        written: Digests of the files that were written.
    """
    if set(written) != set(job.targets):  # one was open in Word, and the new one stands beside it
        return None
    record = _Record(
        key=_key(job),
        inputs={str(path): was for path, was in read.items()},
        outputs={path.name: was for path, was in written.items()},
        result=result,
    )
    try:
        return _name(job) + _records().dump_json(record)
    except ValueError:  # a file's name may be no text
        return None


def _name(job: Job) -> bytes:
    """Which report a record is of: a digest of the names of its files."""
    names = "\n".join(target.name for target in job.targets)
    return sha256(names.encode(errors="surrogatepass")).hexdigest()[:_NAME].encode()


def _key(job: Job) -> str:
    settings = find_settings(job.file.resolve().parent) if job.file else Settings()
    places = [str(path and path.absolute()) for path in (job.file, job.way.template)]
    way = job.way._replace(template=None, force=False)
    facts = (_program(), way, places, settings, type(job.source).__name__, job.said)
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
