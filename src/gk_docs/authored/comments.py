"""Comments of a YAML text that may be meant as text: what follows ` #` in a paragraph is none of it for YAML.

`更新 #石桥发布# 公众号118篇。` would say 更新 and lose the rest. A comment is looked at where it stands

- behind plain text on the same line, but for those that a starting file comes with;
- behind nothing, behind quotes or behind `|`, or below a value and further in than its key, if no blank follows the
  `#`: `主动公开: #石桥发布# …`.

Whether it is refused is for the field to say: beside a number a comment is a comment, beside a name one with a blank.
"""

from __future__ import annotations

import re
from typing import Any

from gk_docs.authored.words import ALL_ZERO, LEAVE_OUT, UNWRITTEN
from gk_docs.files.located import Scalar

CUT = "“#”后面的文字会被当作说明，不会印出来"
"""What is wrong with such a comment."""

MEND = "是正文的，给整段文字加引号，或写在“|”下面的各行；是说明的，另起一行写，“#”后面空一格"
"""How to mend it."""

_BESIDE = re.compile(r"[ \t]*(#.*)")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
_BELOW = re.compile(r"\n?(?:[ \t]*\n)*( *)(#.*)")
_TAG = re.compile(r"#[^\s#]")
_OURS = tuple(f"# {words}" for words in (ALL_ZERO, LEAVE_OUT, UNWRITTEN))


def comment_of(text: str, event: Any, indent: int | None, file: str | None) -> Scalar | None:
    """The comment beside or below a value that may be meant as text, as a node at its place; None if there is none.

    Args:
        text: The whole text.
        event: The value, as the parser has it.
        indent: The column of its key; None where nothing below the value could go on with it.
        file: As `Scalar.file`.
    """
    start, end = event.start_mark.index, event.end_mark.index
    is_block = event.style in ("|", ">")
    beside = _HEADER.match(text, start) if is_block else _BESIDE.match(text, end)
    if beside:
        is_cut = event.style in (None, "") and event.value and not beside[1].startswith(_OURS)
        return _node(text, beside.start(1), beside[1], file) if is_cut or _TAG.match(beside[1]) else None
    below = _BELOW.match(text, end) if indent is not None else None
    if below and indent is not None and len(below[1]) > indent and _TAG.match(below[2]):
        return _node(text, below.start(2), below[2], file)
    return None


def is_remark(comment: Scalar) -> bool:
    """Whether a comment looks like one, with a blank behind the `#`."""
    return not _TAG.match(comment.text)


def _node(text: str, at: int, comment: str, file: str | None) -> Scalar:
    return Scalar(comment, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), file=file)
