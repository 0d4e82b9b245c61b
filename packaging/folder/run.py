"""Run gk-docs from `软件包` beside this file, where install.py has put it."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGES = Path(__file__).resolve().parent / "软件包"

if not PACKAGES.is_dir():
    sys.exit("还没有安装：请先运行 安装.cmd（Linux：sh 安装.sh）。")
sys.path.insert(0, str(PACKAGES))

from gk_docs.__main__ import main  # noqa: E402 - found only now

sys.exit(main())
