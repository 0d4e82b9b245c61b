"""Install gk-docs into `软件包` beside this file, from `wheels`, without a network or an administrator."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "软件包"
OLDEST, NEWEST = (3, 11), (3, 13)


def main() -> None:
    """Install, or say why not: with the exit status of pip, or 1 for a Python for which no wheels lie here."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"这里的软件包用于 Python 3.11 至 3.13，现在运行的是 {sys.version.split()[0]}。")
    shutil.rmtree(PACKAGES, ignore_errors=True)
    wheels = HERE / "wheels"
    # An embeddable Python brings no pip. The wheel of pip can be run as it lies there, as Python's own ensurepip does.
    sys.path.insert(0, str(next(wheels.glob("pip-*.whl"))))
    sys.argv = ["pip", "install", "--isolated", "--quiet", "--no-index", "--only-binary=:all:", "--no-warn-conflicts"]
    sys.argv += ["--root-user-action=ignore", "--disable-pip-version-check", "--find-links", str(wheels)]
    sys.argv += ["--target", str(PACKAGES), "gk-docs[xlsx,pdf,doc]"]
    runpy.run_module("pip", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
