"""Strip a text of the words that say nothing, so that it shows whether anything is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.bodies import names_of
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from gk_docs.form.agency import Agency

HOLLOW: Final = tuple(
    (example, tuple(words.split())) for example, words in pieced_lines("gk_docs.checks.text", "hollow.txt")
)
"""The lines of `hollow.txt`: a text that says nothing, and the words by which it does."""

_WORDS = re.compile(
    "|".join(sorted({word for _, words in HOLLOW for word in words}, key=len, reverse=True)) + "|[^\u4e00-\u9fff]+"
)


LEAST_SAID: Final = 4
"""Characters of substance with which a text says something."""
LONG: Final = 200
"""Characters of a text that surely says something."""


def substance(text: str, agency: Agency) -> str:
    """The Han characters of a text that are neither in a name of the body nor in a word of `hollow.txt`.

    >>> from gk_docs.form.agency import Agency
    >>> bureau = Agency(name="丙县教育局")
    >>> substance("丙县教育局平台建设扎实推进。", bureau), substance("网站专栏由专人维护。", bureau)
    ('', '网站专栏由专人维护')
    """
    for name in names_of(agency):
        text = text.replace(name, "")
    return _WORDS.sub("", text)
