"""A worker of `gk_docs.batch.spreading`: it does one call after the other, until nobody gives it any more.

A call comes in, and its answer goes out, as a pickle in a pickle: what cannot be read is answered, too.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress

from gk_docs.files.patterns import recall
from gk_docs.files.processes import collect_seldom, end_with_parent


def main(parent: str) -> None:
    """Serve the process of that number."""
    end_with_parent(int(parent))
    recall()
    collect_seldom()
    with os.fdopen(os.dup(0), "rb") as calls, os.fdopen(os.dup(1), "wb") as answers:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):  # whoever prints, or waits for input, does not do it into the calls
            os.dup2(nowhere, stream)
        with suppress(EOFError):
            while True:
                pickle.dump(answer(pickle.load(calls)), answers)  # noqa: S301 - from our own process
                answers.flush()


def answer(call: bytes) -> bytes:
    """What the function of a call gives, and None; or None, and what it raised."""
    try:
        return pickle.dumps((pickle.loads(call)(), None))  # noqa: S301 - from our own process
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is told where the call came from
        return pickle.dumps((None, f"{type(fault).__name__}：{fault}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
