"""Explain an error of the YAML parser to the person who typed the file: what is wrong in the line, how to write it.

A parser often notices a slip only on the next line; the problem names the line that looks wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.words import CUT, MEND, NARROW, QUOTE, WIDE_BLANKS, WIDE_INDENT
from gk_docs.errors import Problem


class _Slip(NamedTuple):
    looks: re.Pattern[str]
    message: str
    mend: str


_KEY = r"^[ ]*(?:- +)?[^\s#'\"：:{\[|>-][^#'\"：:{\[]{0,60}"
_WIDE_KEY = rf"^ *[{WIDE_BLANKS}][\s{WIDE_BLANKS}]*[^\s#'\"：:{{\[][^#：:]{{0,60}}[:：](?=\s|$)"
_WIDE = _Slip(re.compile(_WIDE_KEY), WIDE_INDENT, NARROW)
_ON_THE_LINE = (
    _Slip(re.compile(r"^ *\t"), "行首用了制表符（Tab）", "请改用空格缩进"),
    _WIDE,
    _Slip(re.compile(r":\s+-(?:\s+-)*\s*(?:#.*)?$"), "“-”不能表示没有", "没有就写 0；确实空白，请写 null"),
    _Slip(re.compile(r":\s+- +\S"), "“- ”不能写在冒号后面", "是一段文字的，给整段文字加引号；是列表的，从下一行起写"),
    _Slip(re.compile(r":\s+\[[^\]]*\]\s*[^\s,\]}#]"), "方括号后面还有文字", "请给整段文字加引号"),
    _Slip(re.compile(r":\s+[^'\"{]*｛|[{｛].*｝"), "花括号是全角的“｛”或“｝”", "请改为半角的“{”和“}”"),
    _Slip(re.compile(r":\s+［|［.*］|\[[^\]]*］"), "方括号是全角的“［”或“］”", "请改为半角的“[”和“]”"),
    _Slip(re.compile(r"(?::|^ *-)\s+\{[{%]"), "以 {{ 开头的文字没有加引号", QUOTE),
    _Slip(re.compile(r"\{[^{}'\"]*:\s+[^\s'\"{},][^'\"{},]*\{\{"), "花括号里的文字含有 {{，没有加引号", QUOTE),
    _Slip(re.compile(rf"{_KEY}：(?!.*:\s)"), "名称后面的冒号是全角的“：”", "请改为半角冒号加一个空格“: ”"),
    _Slip(re.compile(rf"{_KEY}：\s*[{{\[]"), "名称后面的冒号是全角的“：”", "请改为半角冒号加一个空格“: ”"),
    _Slip(re.compile(rf"{_KEY}:[{WIDE_BLANKS}]"), "冒号后面是全角空格", "请改为半角空格"),
    _Slip(re.compile(rf"{_KEY}:[^\s/]"), "冒号后面没有空格", "请在冒号后面加一个空格"),
    _Slip(re.compile(r"[\[{][^\]}]*，"), "方括号、花括号里的逗号是全角的“，”", "请改为半角逗号加一个空格“, ”"),
    _Slip(re.compile(r"(?::|^ *-)\s+[@`%*&!]"), "文字不能以 @ ` % * & ! 开头", "请给整段文字加引号"),
    _Slip(re.compile(r"[^\s#]\s+#[^\s#]"), CUT, MEND),
    _Slip(
        re.compile(r":\s+[(（【〔<＜《]\s*[\u4e00-\u9fff]{2,12}[:：].*[)）】〕>＞》]\s*$"),
        "一组“名称: 内容”要放在花括号里",
        "请写成 {名称: 内容, 名称: 内容}，括号、冒号、逗号都用半角",
    ),
    _Slip(re.compile(r""":\s+(?:"[^"]*"|'[^']*')\s*[^\s,}\]#]"""), "引号后面还有文字", "请把整段文字放进一对引号里"),
    _Slip(
        re.compile(r"^[^:]*:\s+[^\s'\"#|>{\[].*:\s"), "一行里有两个冒号", "文字里有半角冒号时请加引号；缩进也可能不对"
    ),
)
_NO_KEY = "冒号用半角，后面加一个空格；是上一行文字的继续的，在那一行的冒号后面写 |，文字从下一行起，各行向右缩进"
_BY_PARSER = (
    ("escape", "双引号里的反斜杠“\\”用法不对", "请改用单引号，或写成两个反斜杠"),
    ("quoted scalar", "引号没有成对", "请补上另一个引号；文字里有引号时，外面改用另一种引号"),
    ("flow mapping", "花括号没有成对，或其中缺少逗号", "请补上“}”或“,”"),
    ("flow sequence", "方括号没有成对，或其中缺少逗号", "请补上“]”或“,”"),
    ("mapping values", "这一行的缩进不对，或上一行没有写完", "同一层的名称要左对齐；文字里有半角冒号时请加引号"),
    ("block mapping", "缩进不对，或这一行不是“名称: 内容”", "同一层的名称要左对齐，每行写成“名称: 内容”"),
    ("block collection", "列表的缩进不对", "同一列表的各项要以“- ”开头并左对齐"),
    ("simple key", "这一行不是“名称: 内容”", _NO_KEY),
    ("<document start>", "文件在这一行之前已经结束", "请删去“...”这一行"),
    ("node content", "多了一个括号或逗号", "请删去"),
    ("block scalar", "“|”或“>”后面的写法不对", "请在“|”后面直接换行，下面各行向右缩进"),
    ("cannot start", "这个符号不能放在开头", "请给整段文字加引号"),
)
_BEGUN = (
    "quoted scalar",
    "simple key",
    "flow mapping",
    "flow sequence",
)  # reported at the place where it begins, not where the parser noticed it
_LONGEST_LINE = 400  # characters; the rest is not searched, so that no line takes long
_GLIMPSE = 8  # characters shown before one that cannot be seen
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|(?!^)\ufeff")


def explained(error: Any, text: str) -> Problem:
    """Turn a parser's error into a problem: the line that looks wrong, what is wrong with it, how to mend it.

    Args:
        error: The `yaml.YAMLError` that was raised.
        text: The text that was parsed.
    """
    lines = text.split("\n")
    if getattr(error, "problem_mark", None) is None:
        return _unprintable(text)
    for number in dict.fromkeys(_suspects(error, len(lines))):
        for slip in _ON_THE_LINE:
            if match := slip.looks.search(lines[number][:_LONGEST_LINE]):
                return _problem(slip.message, slip.mend, number, match.end() - 1, lines)
    for number in range(min(error.problem_mark.line, len(lines) - 1), -1, -1):  # noticed late
        if match := _WIDE.looks.search(lines[number][:_LONGEST_LINE]):
            return _problem(_WIDE.message, _WIDE.mend, number, match.end() - 1, lines)
    said = f"{error.context or ''} {error.problem or ''}"
    _, message, mend = next((row for row in _BY_PARSER if row[0] in said), ("", "不合 YAML 的写法", "请检查这一行"))
    is_where_it_began = error.context_mark and any(words in said for words in _BEGUN)
    mark = error.context_mark if is_where_it_began else error.problem_mark
    return _problem(message, mend, min(mark.line, len(lines) - 1), mark.column, lines)


def _suspects(error: Any, count: int) -> Iterator[int]:
    """Numbers, from 0, of the lines that may have the slip, likeliest first."""
    noticed = min(error.problem_mark.line, count - 1)
    if error.context_mark and any(words in (error.context or "") for words in ("simple key", "flow")):
        yield min(error.context_mark.line, count - 1)
    if error.context_mark and "quoted scalar" in (error.context or ""):
        return
    yield noticed
    if noticed:
        yield noticed - 1


def _problem(message: str, mend: str, number: int, column: int, lines: list[str]) -> Problem:
    found = lines[number][:_LONGEST_LINE].strip() or None
    return Problem(message=message, line=number + 1, column=max(column, 0) + 1, found=found, mend=mend)


def _unprintable(text: str) -> Problem:
    match = _UNPRINTABLE.search(text)
    return unseen(text, match, "控制字符") if match else Problem(message="不合 YAML 的写法", line=1)


def unseen(text: str, match: re.Match[str], kind: str) -> Problem:
    """Say where a character stands that no editor shows.

    Args:
        text: The text.
        match: The character in it.
        kind: What it is called, in Chinese.
    """
    start = text.rfind("\n", 0, match.start()) + 1
    before = text[start : match.start()][-_GLIMPSE:].strip()
    mend = f"请把光标放在“{before}”后面，按 Delete 键删去它" if before else "请删去这个字符"
    message = f"文件里有看不见的{kind} U+{ord(match[0]):04X}"
    line, column = text.count("\n", 0, start) + 1, match.start() - start + 1
    return Problem(message=message, line=line, column=column, mend=mend)
