"""Number the lists that a render starts: those of `{% restart %}` and of Markdown.

Until the part is rendered, a paragraph of such a list has a placeholder for its list number (`gk-list:5:0`): the list
that it is like, its level and, for Markdown, the number of its first item (see `package/numbering.py`).
"""

from __future__ import annotations

from typing import NamedTuple

from gk_docs import regex as re

LIST = "gk-list:"
RESTART = "restart"
INDENT = 420
"""The indent of each list level in twentieths of a point."""

_USED = re.compile(rf'<w:numId w:val="({RESTART})*{LIST}((\d+|bullet|decimal)\w*):(\d+)(?::(\d+))?"/>')
_APART = 1_000  # list numbers left free for the lists of sub-documents


class Begun(NamedTuple):
    """A list that a render has started.

    Attributes:
        number: Its number in the file.
        like: The number of the template's list that it copies, or `bullet` or `decimal`.
        level: The level of its first item.
        start: The number of its first item; None for that of the list that it copies.
    """

    number: int
    like: str
    level: int
    start: int | None


class Lists:
    """The lists that a render has started so far.

    Args:
        last: The highest number of a list in the template.
    """

    __slots__ = ("_next", "begun")

    def __init__(self, last: int = 0) -> None:
        self._next = last + _APART
        self.begun: list[Begun] = []

    def numbered(self, xml: str) -> str:
        """Return the XML of a part with a list number in place of each placeholder.

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
