"""The words and marks of authored input (.yaml) that the form itself does not have; reader and writer share them."""

from __future__ import annotations

from gk_docs import regex as re

REST = "其余"
"""Key of a table, group or row: the value of every count below it that the author leaves out."""

ALL = "全部"
"""The same where the author writes no count at all."""

LEAD = "开头"
"""Key of the text before the first part of a section."""

PREVIOUS = "上年报告"
"""Key of the path of last year's file; `previous` in English."""

YEAR_ON_YEAR, YEAR_ON_YEAR_CHART = "同比表", "同比图"
"""Keys of a block of text that is a table of figures beside last year's, without and with a chart of them above it;
`year_on_year` and `year_on_year_chart` in English."""

TO_CHECK = "【待核】"
"""What stands behind a number of last year in a starting file, and behind a date: a check finds what is left of it."""

TO_FILL = "待填"
"""What stands in a starting file where something must be filled in; in text within braces."""

UNFILLED = "还没有填"
"""What is wrong with a mark that is left in."""

ALL_ZERO = "全年都是 0 时，把整段换成一行"
"""What a starting file says beside a table."""

LEAVE_OUT = "没有的部分，把那一行删去"
"""What a starting file says beside a section."""

UNWRITTEN = "不写则"
"""How a starting file begins to say what is printed where the author writes nothing."""

DEEPEST_OF_PARTS = 2
"""Headings down to this level (（一）) begin parts in the plain text of a section."""

QUOTE = "请给整段文字加引号，如 依申请公开: '{{ … }}件'；几段文字可写在“|”下面的各行"
"""How to mend text that begins with braces."""

CUT = "“#”后面的文字会被当作说明，不会印出来"
"""What is wrong with a comment that may be meant as text."""

MEND = "是正文的，给整段文字加引号，或写在“|”下面的各行；是说明的，另起一行写，“#”后面空一格"
"""How to mend it."""

WIDE_BLANKS = "\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""Blanks that look like an indent and are none, for a class of characters."""

WIDE_INDENT = "行首用了全角空格（或看不见的空白）"
"""What is wrong with a key behind one of them."""

NARROW = "请删去，改用半角空格缩进"
"""How to mend it."""

OPENING = re.compile(r"\{[{%#]")
"""What begins an expression in text, or something that looks like one to a template engine."""

SINGLE = re.compile(r"(?<!\{)\{(?= *([^\W\d][\w.]{1,80}) *\}(?!\}))")
"""A single brace before what may be a name, which then wants two."""

_ANY_BRACE = re.compile(f"{OPENING.pattern}|{SINGLE.pattern}")


def escaped(text: str) -> str:
    """The text so that nothing in it is evaluated when it is read back.

    >>> escaped("模板里写 {{ name }}")
    "模板里写 {{ '{{' }} name }}"
    >>> escaped("模板里写 {name}")
    "模板里写 {{ '{' }}name}"
    """
    return _ANY_BRACE.sub(lambda opening: f"{{{{ '{opening[0]}' }}}}", text)
