"""Run a program for one of our processes and kill it when that process ends: `python guard.py PROGRAM ARGUMENTS…`.

The guard waits for the program, and for the end of its own standard input, a pipe that our process holds open. When
our process is gone, however it ended, the guard kills its whole process group. It needs the standard library only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Thread


def main(command: list[str]) -> None:
    """Run the program and end as it ends: with its exit code, or by the signal that ended it."""
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - what our process asked for
    Thread(target=_end_when_alone, args=(program,), daemon=True).start()
    code = program.wait()
    if code < 0:
        with suppress(OSError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def _end_when_alone(program: subprocess.Popen[bytes]) -> None:
    os.read(0, 1)
    if os.name == "posix":
        os.kill(0, signal.SIGKILL)
    program.kill()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
