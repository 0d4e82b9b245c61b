"""The keys, marks and messages of authored YAML that are not words of the form; reader and writer share them."""

from __future__ import annotations

from gk_docs import regex as re

REST = "其余"
"""The key for the value of every count that the author leaves out in a table, group or row."""

ALL = "全部"
"""The key for the value of all counts in a table, group or row, where the author writes none."""

RESTS = frozenset({REST, "rest", ALL, "all"})

LEAD = "开头"
"""Key of the text before the first part of a section."""

PREVIOUS = "上年报告"
"""Key of the path of last year's file; `previous` in English."""

PREVIOUS_KEYS = frozenset({PREVIOUS, "previous", "上年"})
"""The keys that name last year's file."""

YEAR_ON_YEAR, YEAR_ON_YEAR_CHART = "同比表", "同比图"
"""Keys of a block that is a table of figures beside last year's, without and with a chart above it;
`year_on_year` and `year_on_year_chart` in English."""

TO_CHECK = "【待核】"
"""The mark after a number or date of last year in a starting file; a check finds marks that are left in."""

TO_FILL = "待填"
"""The mark in a starting file where the author must fill something in; in text it stands within braces."""

UNFILLED = "还没有填"
"""The message for a 待填 that is left in."""

ALL_ZERO = "全年都是 0 时，把整段换成一行"
"""The comment beside a table in a starting file."""

LEAVE_OUT = "没有的部分，把那一行删去"
"""The comment beside a section in a starting file."""

UNWRITTEN = "不写则"
"""The beginning of a comment that says what is printed if the author writes nothing."""

DEEPEST_OF_PARTS = 2
"""Headings down to this level (（一）) begin parts in the plain text of a section."""

QUOTE = "请给整段文字加引号，如 依申请公开: '{{ … }}件'；几段文字可写在“|”下面的各行"
"""How to mend text that begins with braces."""

CUT = "“#”后面的文字会被当作说明，不会印出来"
"""The message for a comment that may be meant as text."""

MEND = "是正文的，给整段文字加引号，或写在“|”下面的各行；是说明的，另起一行写，“#”后面空一格"
"""How to mend such a comment."""

WIDE_BLANKS = "\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""Blanks that look like an indent but are none to YAML, for a character class of a pattern."""

WIDE_INDENT = "行首用了全角空格（或看不见的空白）"
"""The message for a key after such a blank."""

NARROW = "请删去，改用半角空格缩进"
"""How to mend such an indent."""

OPENING = re.compile(r"\{[{%#]")
"""The beginning of an expression in text, or of a statement or comment of a template engine."""

SINGLE = re.compile(r"(?<!\{)\{(?= *([^\W\d][\w.]{1,80}) *\}(?!\}))")
"""A single brace before what may be the name of a figure, which needs two."""

_ANY_BRACE = re.compile(f"{OPENING.pattern}|{SINGLE.pattern}")


_GLUED = re.compile(r"\s*([:：=＝]|\s(?=[\d{]))")


def parted(key: str) -> tuple[str, str]:
    """The name at the head of a key that has swallowed its value, and the sign after the name; "" if there is none.

    >>> parted("商业企业:2"), parted("其余 0"), parted("行政许可"), parted("其他 事项")
    (('商业企业', ':'), ('其余', ' '), ('行政许可', ''), ('其他 事项', ''))
    """
    sign = _GLUED.search(key)
    return (key[: sign.start()], sign[1]) if sign else (key, "")


def is_to_fill(text: str) -> bool:
    """Whether a text is nothing but the mark 待填, whatever brackets, blanks or punctuation stand around it.

    >>> is_to_fill("{{ 待填 }}"), is_to_fill("（待填）。"), is_to_fill("待填报单位核对。")
    (True, True, False)
    """
    return "".join(filter(str.isalnum, text)) == TO_FILL


def escaped(text: str) -> str:
    """Escape the braces in a text, so that nothing in it is evaluated when it is read back.

    >>> escaped("模板里写 {{ name }}")
    "模板里写 {{ '{{' }} name }}"
    >>> escaped("模板里写 {name}")
    "模板里写 {{ '{' }}name}"
    """
    return _ANY_BRACE.sub(lambda opening: f"{{{{ '{opening[0]}' }}}}", text)
