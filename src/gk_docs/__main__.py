"""The command `gk-docs`, and `python -m gk_docs`: before anything else is imported, only installed code can be."""

import os
import sys

from gk_docs.files.processes import forget_folders


def main() -> int:
    """Run the command and give its exit code."""
    forget_folders(sys.argv[1:])
    _read_chinese_names()
    from gk_docs.cli import main as run  # noqa: PLC0415 - see above

    return run()


def _read_chinese_names() -> None:
    """Begin anew in Python's UTF-8 mode where the locale's encoding (ISO-8859-1, ASCII) has no Chinese file names."""
    try:
        os.fsencode("年报")
    except UnicodeEncodeError:
        is_done = os.environ.get("PYTHONUTF8") == "1"  # and an option of Python itself forbids it
        if sys.executable and not is_done:
            os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606 - ourselves


if __name__ == "__main__":
    sys.exit(main())
