"""Find other towns and streets that a text names where it speaks of the body itself (我们石桥镇)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import names_of
from gk_docs.checks.spelling.words import vocabulary
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.agency import Agency

CALLED_OURS: Final = tuple(pieced_lines("gk_docs.checks.bodies", "called_ours.txt"))
"""The lines of `called_ours.txt`: a sentence, a pattern."""

_WAYS: Final = tuple(re.compile(pattern) for _, pattern in CALLED_OURS)
_HINTS: Final = ("我们", "疑问", "疑义", "咱", "领导小组", "专班", "工作小组", "工作组", "公开”", "政务”", "发布”")
_MAKERS: Final = tuple(f"{make}{who}" for make in "制写草告" for who in ("单位", "机关", "主体"))
_NO_NAME: Final = frozenset("各全本我每该某两等的在与及由将对是经为向于受到据照县区市委党了")


def called_ours(text: str, agency: Agency, kind: str) -> Iterator[tuple[int, int]]:
    """The spans of names of other towns that stand where the town or street that reports names itself.

    >>> from gk_docs.form.agency import Agency
    >>> text = "我们石桥镇每周更新。我们各乡镇都是如此。由镇长任组长的河口街道政务公开领导小组。"
    >>> [text[slice(*span)] for span in called_ours(text, Agency(name="青山县临河镇人民政府"), "镇")]
    ['石桥镇', '河口街道']
    """
    if kind not in ("镇", "乡", "街道") or not any(hint in text for hint in (*_HINTS, *_MAKERS)):
        return
    for found in (found for pattern in _WAYS for found in pattern.finditer(text)):
        stem = found["name"][:2]
        ours = any(stem in name for name in names_of(agency))
        if not ours and _NO_NAME.isdisjoint(stem) and stem not in vocabulary().usual:
            yield found.span("name")
