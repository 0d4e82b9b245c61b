"""The printed labels of all editions, and what a piece of text in a table can mean.

Derived from the outlines of the forms; no label is written here. A label is looked up by its key: its letters and
digits only, so that spaces, line breaks, punctuation and the styles of list marks do not matter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise, strip_numbering
from gk_docs.form.editions import FORMS
from gk_docs.form.labels import spellings
from gk_docs.form.layout import Label
from gk_docs.form.outline import Section, outline_of
from gk_docs.published.matching.printed import DISCLOSURE, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gk_docs.form.model import Model

Kind = Literal["band", "stub", "corner", "head", "group", "column", "row"]

_MARKS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"[0-9]")
_UNIT = re.compile(r"\((?:单位:?)?[件个次项宗]\)$")  # behind a head: 总计（件）
_LONGEST = 80  # characters of a key
# A text is nearly a label if their likeness is at least _NEAR and exceeds that of any other label by _MARGIN.
_NEAR = 0.8
_MARGIN = 0.08
# A word as the form writes it, and as reports do.
_OTHER_WORDS = (("其他", "其它"), ("其他", "其他情形"), ("总计", "合计"), ("总计", "共计"), ("总计", "总数"))
_SHORTEST_NEAR = 3  # characters of a key, as in the next two
_SHORTEST_CUT = 2
_LONG = 6


class Meaning(NamedTuple):
    """One meaning of a label of the form.

    Attributes:
        kind: `band` heads a block of table 2, `stub` its first column; `corner` is the sentence in table 3; `head`
            is above several columns, `group` beside several rows; `column` and `row` lead to figures.
        table: Field name of the section.
        name: Field path of the row, or the label as the form prints it.
        text: The label as the form prints it.
    """

    kind: Kind
    table: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A piece of text that is, or may be, a label of the form.

    Attributes:
        text: As printed in the file.
        meanings: What it can mean; several if the form uses the words twice, or the text is cut off.
        exact: Whether it is the whole label, apart from punctuation and width.
    """

    text: str
    meanings: tuple[Meaning, ...]
    exact: bool

    def of(self, table: str | None) -> Iterator[Meaning]:
        """Its meanings in one table, or in all if `table` is None."""
        return (meaning for meaning in self.meanings if table in (None, meaning.table))


@lru_cache(maxsize=4096)
def letters_of(text: str) -> str:
    """The key of a label: its letters and digits.

    >>> letters_of("第二十条 第（一）项") == letters_of("第二十条第(一)项")
    True
    """
    return _MARKS.sub("", normalise(text))


def letters_before_unit(text: str) -> str:
    """The key of a label without the unit that a file prints behind it.

    >>> letters_before_unit("总计（件）"), letters_before_unit("总计")
    ('总计', '总计')
    """
    return _MARKS.sub("", _UNIT.sub("", normalise(text)))


@cache
def _meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """The meanings of every spelling of a label, by key."""
    found: dict[str, dict[tuple[str, str, str], Meaning]] = defaultdict(dict)
    for meaning in _all_meanings():
        for spelling in spellings(meaning.text):
            found[_MARKS.sub("", spelling)].setdefault(meaning[:3], meaning)
    return {key: tuple(meanings.values()) for key, meanings in found.items()}


def _all_meanings() -> Iterator[Meaning]:
    for form in reversed(FORMS.values()):
        yield from meanings_of(form)


@cache
def meanings_of(form: type[Model]) -> tuple[Meaning, ...]:
    """The meanings of the labels of one edition, in printed order."""
    return tuple(meaning for section in outline_of(form).sections if section.grid for meaning in _of_section(section))


def _of_section(section: Section) -> Iterator[Meaning]:
    assert section.grid  # noqa: S101 - the caller has looked
    figures = [cell.content for cell in section.grid.cells if not isinstance(cell.content, Label)]
    rows = {figure.rows[-1]: row_of(figure) for figure in figures if figure.rows}
    columns = {figure.columns[-1] for figure in figures}
    for cell in section.grid.cells:
        if isinstance(cell.content, Label):
            text, role = cell.content.text, cell.content.role
            if role == "row" and text in rows:
                yield Meaning("row", section.name, rows[text], text)
            elif role == "row":
                yield Meaning("group", section.name, text, text)
            elif role == "column":
                yield Meaning("column" if text in columns else _above(section), section.name, text, text)
            else:
                yield Meaning(role, section.name, text, text)


def _above(section: Section) -> Kind:
    return "stub" if section.name == DISCLOSURE else "head"


@lru_cache(maxsize=4096)
def recognised(text: str) -> PrintedLabel | None:
    """The label that a text is, exactly or with a unit behind, else without its list mark, else nearly; None if none.

    >>> recognised("总 计").meanings[0].name
    '总计'
    >>> recognised("其他法律行政止公开").exact, recognised("政府工作")
    (False, None)
    """
    key = letters_of(text) if len(text) <= 2 * _LONGEST else ""
    if not key or len(key) > _LONGEST:
        return None
    if found := _meanings().get(key) or _meanings().get(letters_before_unit(text)):
        return PrintedLabel(text, found, exact=True)
    if (same := _in_usual_words(key)) != key and (found := _meanings().get(same)):
        return PrintedLabel(text, found, exact=False)
    bare = _MARKS.sub("", strip_numbering(normalise(text)))
    if bare != key and not _begins(key) and (found := _meanings().get(bare)):
        return PrintedLabel(text, found, exact=False)
    found = _nearest(key) or _nearest(bare)
    return PrintedLabel(text, found, exact=False) if found else None


def _in_usual_words(key: str) -> str:
    """A key with the words of the form where reports write others for them, if the form has that label.

    The end of a label (不计其他情形) is left alone.
    """
    usual = key
    for word, other in _OTHER_WORDS:
        usual = usual.replace(other, word)
    if usual == key or usual not in _meanings() or any(label.endswith(key) for label in _meanings()):
        return key
    return usual


def in_words_of_reports(text: str) -> bool:
    """Whether a text has words for which the form has others (合计, 其它).

    >>> in_words_of_reports("3.其它情形"), in_words_of_reports("其他情形）")  # the last line of （二）部分公开
    (True, False)
    """
    key = letters_of(text)
    return _in_usual_words(key) != key


def is_whole(text: str) -> bool:
    """Whether a text is exactly a label, apart from punctuation and width."""
    return letters_of(text) in _meanings()


def _begins(key: str) -> bool:
    """Whether a longer label begins with a key, list mark included: 2.其他 is 2.其他法律… cut off, and not 3.其他."""
    return any(other.startswith(key) for other in _meanings())


def _nearest(key: str) -> tuple[Meaning, ...]:
    """The meanings of the one spelling near to a key; () if there is none or another is almost as near."""
    if len(key) < _SHORTEST_NEAR or key.isdecimal():
        return ()
    digits, characters = _FIGURES.findall(key), set(key)
    if "".join(digits) not in _digits():
        return ()
    best: tuple[float, tuple[Meaning, ...]] = (0.0, ())
    second = 0.0
    for other, meanings, own_digits, own_characters in _likely(len(key)):
        common = len(characters & own_characters) + len(key) - len(characters)
        near = own_digits == digits and 2 * common >= _NEAR * (len(key) + len(other))
        score = likeness(key, other) if near else 0.0
        if score > best[0] and meanings != best[1]:
            best, second = (score, meanings), best[0]
        elif score > second and meanings != best[1]:
            second = score
    return best[1] if best[0] >= _NEAR and best[0] - second >= _MARGIN else ()


@cache
def _digits() -> frozenset[str]:
    """The digits of each spelling, in order; a text with other digits is near to no label."""
    return frozenset("".join(_FIGURES.findall(key)) for key in _meanings())


@cache
def _likely(length: int) -> tuple[tuple[str, tuple[Meaning, ...], list[str], set[str]], ...]:
    """Spellings that a key of a length can be near to, with their digits and characters to rule most out quickly."""
    least, most = length * _NEAR / (2 - _NEAR), length * (2 - _NEAR) / _NEAR
    return tuple(
        (key, meanings, _FIGURES.findall(key), set(key))
        for key, meanings in _meanings().items()
        if least <= len(key) <= most and len(key) >= _SHORTEST_NEAR
    )


def likeness(key: str, other: str) -> float:
    """How much two keys have in common, from 0 to 1."""
    return SequenceMatcher(None, key, other, autojunk=False).ratio()


@lru_cache(maxsize=4096)
def beginning(text: str) -> PrintedLabel | None:
    """The labels that a text cut off may be the beginning of (第二十条第; 1.申请人无正当理由逾期不); None if none."""
    key = letters_of(text)
    if len(key) < _SHORTEST_CUT or key.isdecimal():
        return None
    found = {
        meaning[:3]: meaning for other, meanings in _meanings().items() for meaning in meanings if other.startswith(key)
    }
    return PrintedLabel(text, tuple(found.values()), exact=False) if found else None


@lru_cache(maxsize=4096)
def is_piece(text: str) -> bool:
    """Whether the text is part of some label, as when a label is broken over cells or lines."""
    key = letters_of(text)
    return bool(key) and not key.isdecimal() and any(key in other for other in _meanings())


@lru_cache(maxsize=4096)
def is_of_group(text: str) -> bool:
    """Whether the text is part of a label other than a row's: of a column, or of several rows or columns."""
    key = letters_of(text)
    return any(key in other for other, meanings in _meanings().items() if any(m.kind != "row" for m in meanings))


def is_rest(text: str, label: PrintedLabel) -> bool:
    """Whether the text is a later piece of the label it is near to, and not the whole label without its first mark."""
    key = letters_of(text)
    return any(
        letters_of(meaning.text).find(key) > 0 and not (len(key) >= _LONG and letters_of(meaning.text).find(key) == 1)
        for meaning in label.meanings
    )


def ends(text: str, meanings: Iterable[Meaning]) -> bool:
    """Whether the text is a piece, but not the beginning, of one of the labels with these meanings."""
    key = letters_of(text)
    return any(letters_of(meaning.text).find(key) > 0 for meaning in meanings)


def may_hold_label(text: str) -> bool:
    """Whether a longer label may begin in the text: a quick test that most lines fail.

    >>> may_hold_label("| 信息内容 |"), may_hold_label("按期答复。")
    (True, False)
    """
    return _beginnings().search(_MARKS.sub("", text)) is not None


@cache
def _beginnings() -> re.Pattern[str]:
    starts = {key[:_SHORTEST_NEAR] for key in _meanings() if len(key) > _SHORTEST_NEAR}
    return re.compile("|".join(map(re.escape, sorted(starts))))


@cache
def label_pattern() -> re.Pattern[str]:
    """A pattern that finds labels, the longest first, in a text in which cells run together."""
    words = sorted((key for key in _meanings() if len(key) >= _SHORTEST_CUT), key=len, reverse=True)
    return re.compile("|".join(r"[\W_]*?".join(map(re.escape, word)) for word in words))
