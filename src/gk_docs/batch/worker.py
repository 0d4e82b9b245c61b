"""A worker process of `gk_docs.batch.spreading`: it does one call after another until its input ends.

Calls and answers are pickles inside pickles, so that even a call that cannot be unpickled gets an answer.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress

from gk_docs.files.patterns import recall
from gk_docs.files.processes import collect_seldom, end_with_parent


def main(parent: str) -> None:
    """Do the calls of the process with the number `parent`."""
    end_with_parent(int(parent))
    recall()
    collect_seldom()
    with os.fdopen(os.dup(0), "rb") as calls, os.fdopen(os.dup(1), "wb") as answers:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):  # code that prints or reads input must not touch the pipes of the calls
            os.dup2(nowhere, stream)
        with suppress(EOFError):
            while True:
                pickle.dump(answer(pickle.load(calls)), answers)  # noqa: S301 - from our own process
                answers.flush()


def answer(call: bytes) -> bytes:
    """Do a pickled call; return its result and None, or None and the error as text, pickled."""
    try:
        return pickle.dumps((pickle.loads(call)(), None))  # noqa: S301 - from our own process
    except Exception as fault:  # noqa: BLE001 - whatever it is, the caller gets it
        return pickle.dumps((None, f"{type(fault).__name__}：{fault}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
