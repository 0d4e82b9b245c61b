"""A table of figures beside last year's, which the author asks for by the names of the figures.

```yaml
上年报告: 西集镇2022.yaml
总体情况:
  依申请公开:
  - 同比表: [本年新收政府信息公开申请数量.总计, 行政处罚]
  - 同比表: {新收申请: requests.received.total, 行政处罚: 行政处罚}
```

The second gives each row a name of the author's own. Blanks, and a 0 that nothing can be divided by, are said in words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gk_docs.authored.draft import WRONG
from gk_docs.authored.scope import UNKNOWN, Unnamed
from gk_docs.authored.since_last_year import change_of
from gk_docs.authored.words import YEAR_ON_YEAR
from gk_docs.files.located import Mapping, Scalar, Sequence
from gk_docs.form.change import row_words, year_on_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.authored.draft import Draft
    from gk_docs.files.located import Node

_KEYS = frozenset({YEAR_ON_YEAR, "year_on_year"})
_JOINTS = re.compile(r"\.|\s[/／·]\s")
_WANTED = "数据名称的列表，如 [本年新收政府信息公开申请数量.总计, 行政处罚]"
_MOST_ROWS = 300


def is_table(node: Mapping) -> bool:
    """Whether a block of text is a year-on-year table."""
    return any(key.text.strip() in _KEYS for key, _ in node.entries)


def table(draft: Draft, node: Mapping, path: str) -> Any:
    """The year-on-year table that a block asks for, or `WRONG`."""
    (key, value), *more = node.entries
    if more:
        return draft.refuse(more[0][0], path, f"“{key.text}”旁边不能再写别的", found=more[0][0].text)
    rows = list(_rows(draft, value, path))
    if WRONG in rows or draft.scope is None:
        return WRONG
    if not 0 < len(rows) <= _MOST_ROWS:
        return draft.wants(value, path, _WANTED) if not rows else draft.refuse(value, path, f"超过{_MOST_ROWS}行")
    years = (draft.scope.last_year.values["year"], draft.scope.values["year"])
    return year_on_year(rows, (f"{years[0]}年", f"{years[1]}年"))


def _rows(draft: Draft, node: Node, path: str) -> Iterator[Any]:
    """What each row is called, with its figure; or `WRONG`."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield _row(draft, value, path, key.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield _row(draft, item, path, None)
    elif not node.blank:
        yield _row(draft, node, path, None)


def _row(draft: Draft, node: Node, path: str, label: str | None) -> Any:
    if not isinstance(node, Scalar) or node.blank:
        return draft.wants(node, path, "数据的名称，如 requests.received.total")
    if draft.scope is None:
        return WRONG
    try:
        change = change_of(draft.scope, [step.strip() for step in _JOINTS.split(node.text.strip())])
    except Unnamed as error:
        return draft.refuse(node, path, error.message, found=node.text, mend=error.mend)
    return WRONG if change is UNKNOWN else (label or row_words(draft.form, change.path), change)
