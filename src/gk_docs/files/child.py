"""Read files from strangers (.pdf, .doc) in a child process that is killed when it exceeds its time or memory.

The system limits processor time on Linux and macOS, and memory on Linux. Everywhere, also on Windows, the child may run
for `CLOCK_SECONDS` only. A slow or busy machine gives a child more processor time: see `loaded`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile, missing_extra
from gk_docs.files.processes import end_with_parent, environment, python

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROCESSOR_SECONDS = 1.5
"""Processor time that a child starts with and may have left at most; finished work earns used time back (`earn`)."""

LOADED_AFTER = 0.08
"""Processor time in which a child loads its library on the machine on which these limits were measured."""

SLOWEST = 6
"""How many times longer a child may take at most on a slower machine."""

CLOCK_SECONDS = 60
"""Longest time by the clock: for a child that only waits, and for a system without limits on processor time."""

MEGABYTES = 200
"""Most address space of a child: its libraries take 50 MB, the file and what is read of it the rest."""

_MISSING, _DAMAGED, _TOO_MUCH, _REFUSED = 3, 4, 5, 6
_LARGEST_ANSWER = 4 * 1024 * 1024
_LARGEST_FILE = 64 * 1024 * 1024


class BeyondAnyReportError(Exception):
    """The file is larger than any report; the message says in what respect."""


def answer(module: str, data: bytes, extra: str, beside: Path | None = None) -> bytes:
    """Return what a child process that runs `module` makes of `data`.

    Args:
        module: Name of a module that calls `serve`.
        data: The file.
        extra: The extra that installs the library of `module` (pdf, doc).
        beside: The folder in which the file lies, or None; the child never imports code from it.

    Raises:
        MissingExtra: If the library is not installed.
        UnreadableFile: If the file is damaged, or the work takes too long or too much memory.
    """
    path = environment(*([str(beside)] if beside else []))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        code, said = _run(module, data, folder, path)
    if code == 0:
        return said
    if code == _MISSING:
        raise missing_extra(f"读取 .{extra} ", extra)
    if code == _DAMAGED:
        raise UnreadableFile("文件不完整、已损坏或加了密码", mend="请用原来的软件打开后重新另存")
    if code == _REFUSED:
        raise UnreadableFile(said.decode())
    raise UnreadableFile(
        "读取时超过了内存或时间的限度，已中止", mend="请用原来的 Word 文件或网页；电脑正忙时，稍后再读一次"
    )


def _run(module: str, data: bytes, folder: str, path: dict[str, str]) -> tuple[int, bytes]:
    """Run a child in `folder`, where its temporary files stay if it is killed; return its exit code and answer."""
    settings = {"PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "ignore", "TMPDIR": folder, "TEMP": folder}
    try:
        done = subprocess.run(  # noqa: S603 - our own module in our own interpreter; the file comes through a pipe
            python(module, str(os.getpid())),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=CLOCK_SECONDS,
            cwd=folder,
            env={**path, **settings},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"读取超过{CLOCK_SECONDS}秒，已中止") from None
    return done.returncode, done.stdout


def serve(work: Callable[[bytes], bytes]) -> None:
    """Be the child: run `work` on standard input within the limits, write the result to standard output and exit."""
    end_with_parent(int(sys.argv[1]))
    _limit()
    data = sys.stdin.buffer.read()
    try:
        result = work(data)
    except ImportError:
        sys.exit(_MISSING)
    except (MemoryError, RecursionError):
        sys.exit(_TOO_MUCH)
    except BeyondAnyReportError as error:
        sys.stdout.buffer.write(str(error).encode())
        sys.exit(_REFUSED)
    except Exception:  # noqa: BLE001 - a library that stumbles over a broken file may raise anything
        sys.exit(_DAMAGED)
    if len(result) > _LARGEST_ANSWER:
        sys.exit(_TOO_MUCH)
    sys.stdout.buffer.write(result)


_slower = [1.0]  # how many times slower this machine is


def loaded() -> None:
    """Note that this child has loaded its library but read nothing yet; if that took long, raise its time limits."""
    _slower[0] = min(max(time.process_time() / LOADED_AFTER, 1), SLOWEST)
    earn(PROCESSOR_SECONDS)


def earn(seconds: float) -> None:
    """Give this child back some of the processor time that it has used, because it has finished a part of the file.

    It never has more left than at its start, so a part that takes too long ends the child wherever in the file it is.
    A process without the timer gets none, since the timer's signal would end it.
    """
    if sys.platform != "win32" and (left := signal.getitimer(signal.ITIMER_PROF)[0]):
        signal.setitimer(signal.ITIMER_PROF, min(left + seconds * _slower[0], PROCESSOR_SECONDS * _slower[0]))


def _limit() -> None:
    """Set the limits that the system has; the signal of the timer ends the process, since nothing handles it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
        if sys.platform == "linux":
            size = MEGABYTES * 1024 * 1024
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
