"""GK612: spaces and invisible characters that came in with pasted text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import mend, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.texts import Passage
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.form.report import Report

_SEEN: Final = "\u00a0\u2007\u202f\u3000"
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ODD = re.compile(f"[{_SEEN}{_UNSEEN}]")
_RUN = re.compile(f"[ ]*[{_SEEN}{_UNSEEN}][ {_SEEN}{_UNSEEN}]*")
_CHAIN = re.compile(f"{_RUN.pattern}(?:[^\n\t]{_RUN.pattern})*")
_INDENT = re.compile("[ \u3000]+")
_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile("[0-9A-Za-z]")
_GAP = re.compile(f"{_HAN.pattern} +{_HAN.pattern}")
_UNBROKEN = ("agency.name", "agency.short_name")
_GAP = re.compile(f"{_HAN.pattern} +{_HAN.pattern}")
# Beside any other letter these characters may be part of its script or of a picture sign (ZWJ between emoji).
_MARKS = "\u00b7\u2010-\u2027\u2030-\u205e\u2160-\u2199\u2460-\u25ff\u3001-\u303f\uff01-\uffef"
_CHINESE = re.compile(f"{_HAN.pattern}|[\x21-\x7e{_MARKS}]")


@rule(
    "GK612",
    "odd-space",
    Severity.WARNING,
    published=Severity.INFO,
    basis="《党政机关公文格式》（GB/T 9704—2012）：正文不以空格分隔文字",
    message="文字里有粘贴带进来的空格或看不见的字符“{found}”，应为“{expected}”：{sentence}",
)
def odd_space(case: Case) -> Iterator[Fact]:
    """粘贴带进来的空格、看不见的字符。

    查什么：文字中的不换行空格（U+00A0、U+2007、U+202F）、文中的全角空格（U+3000）、零宽字符（U+200B 至 U+200D、U+2060、
    U+FEFF）和软连字符（U+00AD），以及机关名称、简称里两个汉字之间的普通空格。段首的全角空格、其他文字和表情符号里的零宽
    连接符不算。

    为什么：这些字符多从网页、微信和别的文档粘贴而来，有的看不见；印出来会有空当，搜索不到词语，断行也会不对。

    例：建立信息发布[U+00A0][U+3000]“三审三校”制度。

    怎样改：删去；两个词之间确要隔开的，改为普通空格；--fix 可以改。
    """
    for passage in (*case.printed_texts.holding(_ODD), *_names(case.report)):
        for chain in _CHAIN.finditer(passage.text):
            if any(_is_odd(run) for run in _runs(passage.text, chain.span())):
                yield _fact(passage, chain)
    for name in ("name", "short_name"):
        text = getattr(case.report.agency, name) or ""
        for gap in _GAP.finditer(text):
            right = gap[0].replace(" ", "")
            passage = Passage(f"agency.{name}", text, "agency")
            yield text_fact(passage, *gap.span(), found=gap[0], expected=right, facts=mend(right))


def _names(report: Report) -> Iterator[Passage]:
    """The body's name and its other texts (its contact too) that have an odd character, as passages."""
    for path, model in (("agency", report.agency), ("agency.contact", report.agency.contact)):
        for name, value in model:
            if isinstance(value, str) and _ODD.search(value):
                yield Passage(f"{path}.{name}", value, "agency")


def _runs(text: str, within: tuple[int, int]) -> Iterator[re.Match[str]]:
    return _RUN.finditer(text, *within)


def _beside(run: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a run; "" at the ends of a line or a cell."""
    around = (run.string[max(run.start() - 1, 0) : run.start()], run.string[run.end() : run.end() + 1])
    return around[0].strip("\n\t"), around[1].strip("\n\t")


def _is_odd(run: re.Match[str]) -> bool:
    around = _beside(run)
    is_indent = "" in around and _INDENT.fullmatch(run[0])
    return not is_indent and all(not char or _CHINESE.fullmatch(char) for char in around)


def _right(run: re.Match[str], path: str) -> str:
    """What to write in place of a run: a space between two words of one script of a text, else nothing."""
    before, after = _beside(run)
    is_gap = path not in _UNBROKEN and any(char in f" {_SEEN}" for char in run[0])
    return " " if is_gap and any(kind.fullmatch(before) and kind.fullmatch(after) for kind in (_HAN, _WORD)) else ""


def _fact(passage: Passage, chain: re.Match[str]) -> Fact:
    """The fact for a chain of runs; it includes the characters beside them, which locate it in the source."""
    before, after = _beside(chain)
    start, end = chain.start() - len(before), chain.end() + len(after)
    found, right, at = "", "", start
    for run in _runs(passage.text, chain.span()):
        between = passage.text[at : run.start()]
        found += between + "".join(char if char == " " else f"[U+{ord(char):04X}]" for char in run[0])
        right += between + (_right(run, passage.path) if _is_odd(run) else run[0])
        at = run.end()
    rest = passage.text[at:end]
    return text_fact(passage, start, end, found=found + rest, expected=right + rest, facts=mend(right + rest))
