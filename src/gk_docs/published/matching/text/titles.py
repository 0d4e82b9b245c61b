"""Find the titles of a report in a file, and the body and year that a title names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.published.matching.text.boilerplate import is_above
from gk_docs.published.matching.text.cues import cue
from gk_docs.published.pages import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_YEAR_IN_WORDS = re.compile(r"二[〇○零oO0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年度?")
_REGION = re.compile("[省市县区州盟旗镇乡]|街道")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETS = str.maketrans("()", "（）")
_LONGEST_TITLE = 60
_LONGEST_BODY = 30
_MOST_LINES = 4  # of a title


class ReportTitle(NamedTuple):
    """A title as the file has it: its lines, the blocks from `start` to `end`, and what it names."""

    lines: tuple[str, ...]
    start: int
    end: int
    year: int | None
    agency: str

    @property
    def worth(self) -> int:
        """How much it names, to compare titles: a body counts 2, a year 1."""
        return 2 * bool(self.agency) + bool(self.year)


def titles_in(blocks: Sequence[object]) -> list[ReportTitle]:
    """Every title in order, each with the lines above it that belong to it."""
    places = [place for place, block in enumerate(blocks) if _text(block)]
    texts = [_text(blocks[place]) for place in places]
    found: list[ReportTitle] = []
    taken = 0  # lines that earlier titles have
    for start in range(len(texts)):
        last = _end_of_title(texts, start)
        if last < 0 or start < taken:
            continue
        lines, first = ["".join(texts[start : last + 1])], start
        while first > taken and _begins_title(texts[first - 1]):
            body = body_in("".join(lines))
            if body and year_in("".join(lines)) and not _is_cut(body, texts[first - 1]):
                break
            first -= 1
            lines.insert(0, texts[first])
        taken = last + 1
        digits = YEAR.fullmatch(normalise(texts[taken])) if taken < len(texts) else None
        if digits and not year_in("".join(lines)):  # digits in another font can come out on a line of their own
            lines[-1] = cue("lost digits").sub(f"{digits[1]}年", lines[-1], count=1)
            taken += 1
        whole = "".join(lines)
        joined = tuple(" ".join(line.split()) for line in lines)
        found.append(ReportTitle(joined, places[first], places[taken - 1] + 1, year_in(whole), body_in(whole)))
    return found


def _end_of_title(texts: Sequence[str], place: int) -> int:
    """The last line of a title that begins here; -1 if none does. A body or year alone leaves it to the next line."""
    alone = not is_title(texts[place]) and _begins_title(texts[place])
    return -1 if alone and place + 1 < len(texts) and _joined(texts, place + 1) > 0 else _joined(texts, place)


def _joined(texts: Sequence[str], place: int) -> int:
    """The last of the lines from `place` on that together are a title, perhaps broken inside a word; -1 if none are."""
    if is_title(texts[place]):
        return place
    rest = ""
    for last in range(place + 1, min(place + _MOST_LINES, len(texts))):
        rest += texts[last]
        whole = texts[place] + rest
        if is_title(whole) and (year_in(whole) or body_in(whole)):
            return last if _needs_line_above(rest, texts[place]) else -1
    return -1


def _needs_line_above(rest: str, above: str) -> bool:
    """Whether a title is incomplete without the line above, which may also be a menu or the name of a page."""
    whole, own = f"{above}{rest}", body_in(rest)
    if not is_title(rest) or not is_body(body_in(whole)):
        return not is_title(rest)
    return not own or _is_cut(own, above) or bool(year_in(whole) and not year_in(rest))


def _is_cut(body: str, above: str) -> bool:
    """Whether the beginning of a body's name may be on the line above (甲县住房和城乡 / 建设局2023年…)."""
    return bool(_REGION.search(above) and not _REGION.search(body))


def is_title(text: str) -> bool:
    """Whether a line is the title of an annual report, or its last line.

    >>> is_title("甲镇2023年政府信息公开工作年度报告"), is_title("甲镇2023年政府信息公开工作年度报告解读")
    (True, False)
    """
    bare = normalise(text) if len(text) <= 2 * _LONGEST_TITLE and not text.rstrip().endswith("。") else ""
    return 0 < len(bare) <= _LONGEST_TITLE and bool(cue("title").search(bare)) and not cue("no title").search(bare)


def is_body(text: str) -> bool:
    """Whether a text may be the name of a body: it ends like one, and is not one of a web page's own lines."""
    bare = normalise(text)
    fits = 2 <= len(bare) <= _LONGEST_BODY and bool(cue("body").search(bare))  # noqa: PLR2004 - 某局
    return fits and not cue("no body").search(bare) and not is_above(text)


def _begins_title(text: str) -> bool:
    """Whether a line is a body, a year, or both, which may precede the last line of a title over several lines."""
    rest = YEAR.sub("", normalise(text)) if len(text) <= _LONGEST_TITLE else text
    return not rest or is_body(rest)


def body_in(title: str) -> str:
    """The body that a title names: the title without year, subject and 关于.

    >>> body_in("关于甲县发展和改革局（粮食局）（2024年）政府信息公开工作年度报告")
    '甲县发展和改革局（粮食局）'
    """
    bare = _YEAR_IN_WORDS.sub("", YEAR.sub("", normalise(title)))
    subject = cue("subject").search(bare)
    bare = bare[: subject.start()] if subject else ""
    for _ in range(2):
        bare = cue("around the body").sub("", cue("label of a title").sub("", bare)).strip("[]-_ •·")
        bare = bare if bare.count("(") == bare.count(")") else bare.strip("()")
    return as_printed(bare.removeprefix("(").removesuffix(")") if _IN_BRACKETS.fullmatch(bare) else bare)


def as_printed(name: str) -> str:
    """A normalised name with Chinese brackets, （ and ）."""
    return name.translate(_BRACKETS)


def year_in(text: str) -> int | None:
    """The first year that a text names, in digits or Chinese numerals; None if it names none."""
    bare = normalise(text)
    match = YEAR.search(bare)
    if match:
        return int(match[1])
    words = _YEAR_IN_WORDS.search(bare)
    if not words:
        return None
    return 2000 + int("".join(str("〇一二三四五六七八九".find(re.sub("[○零]", "〇", char))) for char in words.groups()))


def _text(block: object) -> str:
    return block.text.strip() if isinstance(block, Line) else ""
