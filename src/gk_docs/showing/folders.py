"""Show a comparison of two folders: how much differs for each body, and which bodies are in one folder only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gk_docs.showing.listing import Listing, Paper
from gk_docs.showing.record import picked
from gk_docs.showing.terminal import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.comparison import FolderComparison

_COUNTS = ("数据", "文字", "其他")
_HEADS = {"机关": 34, **dict.fromkeys(_COUNTS, 8), "年度": 14, "原报告": 44, "现报告": 44}


@dataclass(frozen=True)
class FoldersShown:
    """A comparison of two folders, shown."""

    folders: FolderComparison

    def sheets(self) -> list[Listing]:
        """A list of the bodies with a report in both folders, with their files; and a list of the other bodies."""
        found = self.folders
        rows = [
            (
                *(one.body, one.figures, one.texts, one.head),
                *("→".join(map(str, one.years)), one.old_file.name, one.new_file.name),
            )
            for one in found.compared
        ]
        alone = [(name, f"只有{where}文件夹里有") for where, names in self._alone() for name in names]
        return [
            Listing.of("各机关对比", _HEADS, rows),
            Listing.of("没有对比的", {"机关": 34, "情况": 30}, alone),
        ]

    def _alone(self) -> list[tuple[str, tuple[str, ...]]]:
        pairs = (("原", self.folders.only_old), ("现", self.folders.only_new))
        return [(where, names) for where, names in pairs if names]

    def _of_other_years(self) -> Iterator[str]:
        """Say which bodies have reports of other years than most: one may lie in the wrong folder."""
        pairs = Counter(one.years for one in self.folders.compared)
        for one in self.folders.compared:
            (old, new), count = pairs.most_common(1)[0]
            if one.years != (old, new) and 2 * count > len(self.folders.compared):
                its = "两份都是{}年度的" if one.years[0] == one.years[1] else "是{}年度和{}年度的"
                yield f"{one.body}：{its.format(*one.years)}，别的单位是{old}年度和{new}年度的，请核对是否放错了。"

    def _counted(self) -> str:
        return f"共对比 {len(self.folders.compared)} 个机关。"

    def paper(self) -> Paper:
        """Both lists under the number of bodies, the second only where there are any in it."""
        compared, alone = self.sheets()
        listings = (compared, alone) if self._alone() else (compared,)
        return Paper(title="各机关年度报告对比", lead=(self._counted(), *self._of_other_years()), listings=listings)

    def text(self) -> str:
        """A line for each body, then the bodies in one folder only, then a count."""
        rows = [[one.body, str(one.figures), str(one.texts), str(one.head)] for one in self.folders.compared]
        alone = [f"只有{where}文件夹里有：{'、'.join(names)}。" for where, names in self._alone()]
        return "\n".join([*aligned([["机关", *_COUNTS], *rows]), *alone, *self._of_other_years(), self._counted()])

    def record(self) -> dict[str, Any]:
        """Everything as plain values: the bodies compared, and the names of those in one folder only."""
        return picked(self.folders, "compared only_old only_new")
