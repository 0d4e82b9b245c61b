"""Writes folders of township reports, such as a county has."""

from pathlib import Path

import gk_docs as gk
from gk_docs.batch.spreading import MANY

GOOD = """\
机关: {name}
年度: 2024
发布日期: {day}
主动公开政府信息情况: {{全部: 0}}
收到和处理政府信息公开申请情况: {{全部: 0}}
政府信息公开行政复议、行政诉讼情况: {{全部: 0}}
"""


def write_body(folder: Path, name: str, *, day: str = "2025-01-20", more: str = "", suffix: str = ".yaml") -> Path:
    """Write an authored report of a body, with further lines at the end; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}2024{suffix}"
    path.write_text(GOOD.format(name=name, day=day) + more, encoding="utf-8")
    return path


def write_many(folder: Path, like: Path) -> None:
    """Write enough reports, each a copy of `like` under another name, for a command to use several processes."""
    data = gk.render(gk.read(like).report.replace(agency="第0镇"), "json").decode()
    for number in range(MANY):
        (folder / f"第{number}镇.json").write_text(data.replace("第0镇", f"第{number}镇"), encoding="utf-8")


SCRIPT = """\
import gk_docs as gk
report = gk.AnnualReport(
    agency={name!r}, year=2024, active_disclosure=gk.ActiveDisclosure.zeros(fees="1.50"),
    requests=gk.Requests.zeros(received={{"natural_person": 3}}), review_litigation=gk.ReviewLitigation.zeros(),
)
"""


def files_in(folder: Path) -> set[str]:
    """Names of the files in a folder, without its subfolders."""
    return {path.name for path in folder.iterdir() if path.is_file()}
