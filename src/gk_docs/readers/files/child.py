"""Work on somebody else's file in a child process, with limits on time and memory, and killed at the limit."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from gk_docs.errors import MissingExtra, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 20
"""Longest time that a file is worked on; a report takes one or two seconds."""

MEGABYTES = 700
"""Most address space of the child: its libraries take half of it, the file the rest."""

_MISSING, _DAMAGED, _TOO_MUCH = 3, 4, 5
_LARGEST_ANSWER = 64 * 1024 * 1024


def answer(module: str, data: bytes, extra: str) -> bytes:
    """What a child that runs `module` says of `data`.

    Args:
        module: Name of a module that calls `serve`.
        data: The file.
        extra: The extra that its library comes with (pdf, doc).

    Raises:
        MissingExtra: If the library is not installed.
        UnreadableFile: If the file is damaged, or the work takes too long or too much memory.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-X", "utf8", "-W", "ignore", "-m", module]
    try:
        done = subprocess.run(  # noqa: S603 - our own module in our own interpreter; the file comes through a pipe
            command, input=data, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"读取超过{SECONDS}秒，已中止") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _MISSING:
        raise MissingExtra(f'读取 .{extra} 需要 pip install "gk-docs[{extra}]"')
    if done.returncode == _DAMAGED:
        raise UnreadableFile("文件不完整、已损坏或加了密码", mend="请用原来的软件打开后重新另存")
    raise UnreadableFile("读取时超过了内存或时间的限度，已中止")


def serve(work: Callable[[bytes], bytes]) -> None:
    """Run `work` on what comes in and write what it gives, within the limits: the whole of a child's life."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        result = work(data)
    except ImportError:
        sys.exit(_MISSING)
    except (MemoryError, RecursionError):
        sys.exit(_TOO_MUCH)
    except Exception:  # noqa: BLE001 - a library that stumbles over a broken file may raise anything
        sys.exit(_DAMAGED)
    if len(result) > _LARGEST_ANSWER:
        sys.exit(_TOO_MUCH)
    sys.stdout.buffer.write(result)


def _limit() -> None:
    """Set the limits where the system has them; elsewhere only the time is limited, by the parent."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        size = MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
