"""Install gk-docs into `软件包` beside this file, from `wheels`, without a network or an administrator."""

from __future__ import annotations

import runpy
import shutil
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "软件包"
OLDEST, NEWEST = (3, 11), (3, 13)
LONGEST = 259
"""Characters of a path that every Windows can hold."""


def is_too_deep(packages: str, wheels: Path) -> bool:
    """Whether a file of a package, or what Python compiles of it, would have a path that is too long for Windows."""
    compiled = len("/__pycache__/.cpython-313.pyc") - len(".py")
    names = (name for wheel in wheels.glob("*.whl") for name in zipfile.ZipFile(wheel).namelist())
    return len(packages) + 1 + max(map(len, names), default=0) + compiled > LONGEST


def main() -> None:
    """Install, or say why not: with the exit status of pip, or 1 for a Python for which no wheels lie here."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"这里的软件包用于 Python 3.11 至 3.13，现在运行的是 {sys.version.split()[0]}。")
    wheels = HERE / "wheels"
    if sys.platform == "win32" and is_too_deep(str(PACKAGES), wheels):
        sys.exit("这个文件夹放得太深，路径太长。请把整个文件夹移到 D:\\ 这样的地方，再安装一次。")
    shutil.rmtree(PACKAGES, ignore_errors=True)
    if PACKAGES.exists():  # pip would leave what is there as it is
        sys.exit("原来的“软件包”正在使用，删不掉。请关闭所有“年报”窗口，等同步盘、杀毒软件用完，再安装一次。")
    # An embeddable Python brings no pip. The wheel of pip can be run as it lies there, as Python's own ensurepip does.
    sys.path.insert(0, str(next(wheels.glob("pip-*.whl"))))
    sys.argv = ["pip", "install", "--isolated", "--quiet", "--no-index", "--only-binary=:all:", "--no-warn-conflicts"]
    sys.argv += ["--root-user-action=ignore", "--disable-pip-version-check", "--find-links", str(wheels)]
    sys.argv += ["--target", str(PACKAGES), "gk-docs[xlsx,pdf,doc]"]
    runpy.run_module("pip", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
