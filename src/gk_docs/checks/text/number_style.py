"""Rules of GB/T 15835—2011 on how to write numbers, as far as a program can check them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

_ZEROS, _UNKNOWN = "零→〇", "-"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """A way of writing numbers that the standard does not allow.

    Attributes:
        example: A text that has it, and the same written as it should be, or - where that cannot be known.
        safe: Whether writing it so cannot change the meaning.
        pattern: What is wrong.
        template: How it should be written, for `re.Match.expand`; - where that cannot be known.
        begin: Characters of which every text has one where the pattern can be found.
        hint: What follows on it there, as a pattern.
        why: What the standard wants, in Chinese.
        source: Clause or text that says so.
    """

    example: tuple[str, str]
    safe: bool
    pattern: re.Pattern[str]
    template: str
    begin: str
    hint: str
    why: str
    source: str

    def right(self, match: re.Match[str]) -> str | None:
        """The right writing of a match; None if it cannot be known."""
        if self.template == _ZEROS:
            return match[0].replace("零", "〇")
        return None if self.template == _UNKNOWN else match.expand(self.template)


STYLES: Final = tuple(
    NumberStyle((wrong, right), safe == "safe", re.compile(pattern), *rest)
    for wrong, right, safe, pattern, *rest in pieced_lines("gk_docs.checks.text", "number_style.txt")
)
"""Every style."""

HINT: Final = re.compile(
    f"[{''.join(style.begin for style in STYLES)}]"
    f"(?:{'|'.join(f'(?<=[{style.begin}])(?:{style.hint})' for style in STYLES)})"
)
"""A pattern found in every text in which one of the styles is found."""
