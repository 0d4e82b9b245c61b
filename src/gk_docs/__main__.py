"""The command `gk-docs`, and `python -m gk_docs`; from its first step on, only installed code can be imported."""

import os
import sys

from gk_docs.files.processes import forget_folders


def main() -> int:
    """Run the command and return its exit code."""
    forget_folders(sys.argv[1:])
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # others' code, and looking for it reads what every package declares
    _read_chinese_names()
    from gk_docs.cli import main as run  # noqa: PLC0415 - see above

    return run()


def _read_chinese_names() -> None:
    """Start again in Python's UTF-8 mode if the locale's encoding (ISO-8859-1, ASCII) cannot express Chinese names."""
    try:
        os.fsencode("年报")
    except UnicodeEncodeError:
        is_done = os.environ.get("PYTHONUTF8") == "1"  # we did start again, and an option of Python forbids UTF-8
        if sys.executable and not is_done:
            os.execve(sys.executable, sys.orig_argv, {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606 - ourselves


if __name__ == "__main__":
    sys.exit(main())
