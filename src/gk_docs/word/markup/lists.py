"""The lists that one render begins anew: `{% restart %}` and the lists of Markdown.

Until a part is rendered, a paragraph of such a list names the list where its number belongs: what it is counted as, its
level, and the number that it begins with (see `package/numbering.py`).
"""

from __future__ import annotations

from typing import NamedTuple

from gk_docs import regex as re

LIST = "gk-list:"
RESTART = "restart"
INDENT = 420
"""Twentieths of a point that a level, and what belongs to an item, is further in."""

_USED = re.compile(rf'<w:numId w:val="({RESTART})*{LIST}((\d+|bullet|decimal)\w*):(\d+)(?::(\d+))?"/>')
_APART = 1_000  # numbers left free for the lists of sub-documents


class Begun(NamedTuple):
    """A list that was begun.

    Attributes:
        number: Its number in the file.
        like: The number of the list of the template that it is like, or `bullet` or `decimal`.
        level: The level that it begins with.
        start: The number that it begins with; None for that of the list that it is like.
    """

    number: int
    like: str
    level: int
    start: int | None


class Lists:
    """The lists that a render has begun so far.

    Args:
        last: The highest number of a list in the template.
    """

    __slots__ = ("_next", "begun")

    def __init__(self, last: int = 0) -> None:
        self._next = last + _APART
        self.begun: list[Begun] = []

    def numbered(self, xml: str) -> str:
        """XML of a part whose lists have numbers.

        >>> again, further = ('<w:numId w:val="restartgk-list:5:0"/>', '<w:numId w:val="gk-list:5:0"/>')
        >>> Lists().numbered(further + again + further + again)
        '<w:numId w:val="5"/><w:numId w:val="1000"/><w:numId w:val="1000"/><w:numId w:val="1001"/>'
        """
        now: dict[str, int] = {}

        def used(match: re.Match[str]) -> str:
            restart, name, like, level, start = match.groups()
            if restart or (name not in now and not like.isdecimal()):
                now[name] = self._next + len(self.begun)
                self.begun.append(Begun(now[name], like, int(level), int(start) if start else None))
            return f'<w:numId w:val="{now.get(name, like)}"/>'

        return _USED.sub(used, xml)
