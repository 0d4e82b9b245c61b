"""Find other programs where they are installed, run them, and end them with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from gk_docs.files import guard
from gk_docs.files.processes import elsewhere

_SECONDS = 20


def find_program(*names: str) -> str | None:
    """The path of the first of these programs on the search path of the system; None if there is none.

    The current folder is left out, which Windows searches first, and other systems if their path says so.
    """
    folders = elsewhere(os.get_exec_path())
    files = (os.path.join(folder, name + end) for folder in folders for name in names for end in ("", ".com", ".exe"))
    return next((file for file in files if os.path.isfile(file) and os.access(file, os.X_OK)), None)


def said_by(name: str, *arguments: str) -> str:
    """Return what a program of the system prints; "" if it is missing, fails or takes longer than 20 seconds."""
    program = find_program(name)
    if program is None:
        return ""
    command = [program, *arguments]
    try:
        said = subprocess.run(  # noqa: S603 - no shell, own arguments
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.decode(errors="replace")


@contextmanager
def guarded(
    command: Sequence[str], *, folder: str, env: Mapping[str, str], out: int | IO[bytes], said: int | IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that ends, with all that it started, when the block or this process ends, however these end.

    Args:
        command: The program, with its whole path, and its arguments.
        folder: Its current folder.
        env: Its environment.
        out: Where its output goes.
        said: Where its errors go.
    """
    ear, mouth = os.pipe()
    with (
        open(mouth, "wb", 0) as held,
        open(ear, "rb", 0) as heard,
        subprocess.Popen(  # noqa: S603 - no shell, own arguments
            [sys.executable, "-P", "-S", guard.__file__, *command],
            cwd=folder,
            env=env,
            stdin=heard,
            stdout=out,
            stderr=said,
            start_new_session=True,
        ) as standing,
    ):
        heard.close()
        try:
            yield standing
        finally:
            held.close()
            if sys.platform != "win32":  # where a process has no group, the guard ends what it knows of
                with suppress(ProcessLookupError):
                    os.killpg(standing.pid, signal.SIGKILL)
