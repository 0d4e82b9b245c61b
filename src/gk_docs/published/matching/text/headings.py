"""Recognise the titles of the six sections, also in the ways in which reports change them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.lists import parse_number
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.published.matching.lexing.vocabulary import letters_of, recognised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 60
"""The most characters of a line that is just a section's title."""

_END_OF_TITLE = re.compile(r"[。：:]")
_FIRST_LEVEL = 1
_NUMERALS = "一二三四五六七八九十"


class SectionTitle(NamedTuple):
    """A line that is the title of a section.

    Attributes:
        section: Field name of the section.
        text: The title as printed.
        rest: Text that follows the title on its line, else "".
        number: The number in its list mark, 0 if it has none.
    """

    section: str
    text: str
    rest: str = ""
    number: int = 0


@cache
def _titles() -> Mapping[str, str]:
    """By key, the section of every title that the forms print, without its list mark."""
    return {
        letters_of(section.title.partition("、")[2]): section.name
        for form in FORMS.values()
        for section in outline_of(form).sections
    }


@cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str]]]:
    """Every section with a pattern for the ways in which reports change its title, in statutory order."""
    sections = [section for form in FORMS.values() for section in outline_of(form).sections]
    known = dict.fromkeys((section.name, section.variants.known) for section in sections)
    return [(name, re.compile(pattern)) for name, pattern in known if pattern]


def lines_of(paragraph: str) -> list[str]:
    r"""The lines of a paragraph that has a section's title on one of them; any other paragraph stays whole.

    >>> lines_of("见下表。\n六、其他需要报告的事项"), lines_of("甲\n乙")
    (['见下表。', '六、其他需要报告的事项'], ['甲\n乙'])
    """
    lines = paragraph.split("\n")
    if len(lines) == 1 or not any(map(title_of, lines)):
        return [paragraph]
    whole = on_one_line(paragraph)
    title = title_of(whole)
    return [whole] if title and not title.rest else lines


def on_one_line(heading: str) -> str:
    """A heading without line breaks."""
    return "".join(map(str.strip, heading.splitlines()))


def title_of(line: str) -> SectionTitle | None:
    """The title that a line is, alone or with text after it; None for any other line.

    >>> title_of("二、主动公开政府信息情况统计表").section
    'active_disclosure'
    >>> title_of("（一）主动公开政府信息情况。49条。") is title_of("三、本年度办理结果") is None
    True
    """
    text = line.strip()
    if len(text) > LONGEST and text[0] not in _NUMERALS:
        return None
    named = _named(text[: LONGEST + 1])
    return SectionTitle(named[0], text[: named[1]], text[named[1] :].strip(), named[2]) if named else None


@lru_cache(maxsize=4096)
def _named(beginning: str) -> tuple[str, int, int] | None:
    """The section, end and number of the title that a line begins with; `beginning` may be cut off after LONGEST."""
    number = _number(beginning)
    if number is None:
        return None
    whole = section_named(_bare(beginning)) if len(beginning) <= LONGEST else None
    if whole:
        return whole, len(beginning), number
    end = _END_OF_TITLE.search(beginning) if number else None
    section = section_named(_bare(beginning[: end.start()])) if end else None
    return (section, end.end(), number) if section and end else None


def _number(text: str) -> int | None:
    """The number of a first-level list mark; 0 without a mark, None with a mark of another level."""
    mark = parse_number(normalise(text))
    return mark.number if mark and mark.level == _FIRST_LEVEL else None if mark else 0


def _bare(text: str) -> str:
    folded = normalise(text)
    mark = parse_number(folded)
    return mark.rest if mark else folded


def section_named(bare: str) -> str | None:
    """The section that a title without its list mark names, exactly or in a known variant; None if none."""
    key = letters_of(bare)
    if not key:
        return None
    named = _titles().get(key)
    if named:
        return named
    return next((name for name, pattern in _patterns() if pattern.fullmatch(key)), None)


def first_level(line: str) -> int:
    """The number of a first-level heading, even if its words are not a known title; 0 for any other line.

    >>> first_level("五、下步努力方向"), first_level("一、本年新收政府信息公开申请数量"), first_level("一、二季度")
    (5, 0, 0)
    """
    text = line.strip()
    return _first_level(text) if 0 < len(text) <= LONGEST else 0


@lru_cache(maxsize=4096)
def _first_level(text: str) -> int:
    mark = parse_number(normalise(text))
    if not mark or mark.level != _FIRST_LEVEL or not mark.rest:
        return 0
    sentence = any(sign in text for sign in "；;，,") or text.endswith(("。", "：", ":"))
    label = recognised(text)
    return 0 if sentence or (label and label.exact) else mark.number
