"""Take the marks of Markdown out of the lines of a text, which programs make of Word files, web pages and PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.published.matching.tables.segmentation import is_page_number
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.paragraphs import goes_over, joined, without_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ESCAPED = r"\\([!-/:-@\[-`{-~])"
_RULE = re.compile(r"\s*\|(?:\s*(?::-+:?|-+:|-{3,})\s*\|)+\s*$")
_MARKDOWN = re.compile(rf"{_RULE.pattern}|#{{1,6}} +\S|={{3,}}$|.*{_ESCAPED}")
_LINE = re.compile(r"={3,}|-{3,}|\*{3,}|_{3,}")  # below a heading, or between parts
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[a-z]+:|[./#])[^()\s]*(?: \"[^\"]*\")?\)|<((?:https?|mailto):[^<>\s]+)>")
_SIGNS = re.compile(rf"^\s*#{{1,6}} +|^\s*[-*+] +(?=[^\s\d]|\d+[.．、]\D)|\*\*|<br ?/?>|^ +(?=\S)| +$|{_ESCAPED}")
_JOINT = re.compile(r"(?<=[\u4e00-\u9fff，、]) (?=[\u4e00-\u9fff（《“])")  # 国 务院, where a line of a PDF ended
_FEWEST_JOINTS = 5
_AROUND = 4  # lines from a page number to the text below it
_ITEM = re.compile(r"(?<=[。；！？：]) +(?=[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．、])")


def without_marks(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a Markdown text without its marks; those of any other text as they are."""
    if not any(map(_MARKDOWN.match, lines)):
        return lines
    plain = [_plain(line) for line in lines if not _RULE.match(line)]
    joints = sum(len(_JOINT.findall(line)) for line in plain if "|" not in line)
    return plain if joints < _FEWEST_JOINTS else _over_pages([part for line in plain for part in _parts(line)])


def _plain(line: str) -> str:
    r"""Strip from a line of Markdown the marks of headings, bold type, lists, links, escapes and breaks in cells.

    >>> _plain("## **一、总体情况**"), _plain("====="), _plain("电话：0471\\-5550118，[网址](http://a.cn/b)")
    ('一、总体情况', '', '电话：0471-5550118，网址')
    """
    if _LINE.fullmatch(line.strip()):
        return ""
    return _SIGNS.sub(lambda sign: sign[1] or "", _LINK.sub(lambda link: link[1] or link[2] or "", line))


def _parts(line: str) -> Iterator[str]:
    """The lines of a paragraph that a program joined with spaces, those of a heading inside it apart.

    >>> [*_parts("招 聘12 人。 六、其他需要报告 的事项 无其他 事项。")]
    ['招聘12人。', '六、其他需要报告的事项', '无其他事项。']
    """
    if "|" in line:
        yield line
        return
    for part in _ITEM.split(line):
        title = _title_before(part)
        yield from filter(None, map(without_gaps, (title, part[len(title) :].strip() if title else part)))


def _over_pages(lines: Sequence[str]) -> list[str]:
    """The lines, those of a paragraph joined that the end of a page parts."""
    found: list[str] = []
    for line in lines:
        ends = [place for place in range(max(len(found) - _AROUND, 0), len(found)) if is_page_number(found[place])]
        before = next((place for place in reversed(range(ends[0])) if found[place]), -1) if ends else -1
        if line and before >= 0 and not any(found[ends[-1] + 1 :]) and goes_over(found[before], line):
            found[before] = joined(found[before], line)
        else:
            found.append(line)
    return found


def _title_before(text: str) -> str:
    """The title of a section at the beginning of a text that goes on after it; "" if there is none."""
    ends = [place for place, char in enumerate(text[:60]) if char == " "]
    return next((text[:end] for end in reversed(ends) if title_of(without_gaps(text[:end]))), "")
