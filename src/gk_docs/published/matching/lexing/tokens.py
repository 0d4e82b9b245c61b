"""Split a cell, or a line of several cells, into tokens: labels, values, blanks and words."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from gk_docs import regex as re
from gk_docs.published.matching.lexing.figures import as_digits, folded, is_numeral, is_value, with_digits
from gk_docs.published.matching.lexing.vocabulary import (
    PrintedLabel,
    beginning,
    is_piece,
    is_rest,
    label_pattern,
    recognised,
)

Kind = Literal["label", "cut", "piece", "value", "blank", "words", "noise"]

_PUNCTUATION = '()（），。、:：;；|"“”'
_BETWEEN = re.compile(r"[\s()（），。、:：;；|\"“”]+")
_GROUP_BESIDE = re.compile(r"([（(][一二三四五六七][）)])(?=[1-9][.．、])")  # （三）1.: marks of two narrow columns
_LIST_MARK = re.compile(r"[1-9][.．、]")
_MARKS_OF_TWO = re.compile(r"(?<!\S)(?:[1-9][.．、]){2,}(?=[^\s\d])")  # 1.2.属于: with the mark of the line below
_MARK_APART = re.compile(r"(?<!\S)([1-9][.．、])\s+(?=[^\s\d])")  # 2.   其他: its label follows
_ROW = 5  # so many figures on a line are a row, not the pieces of one number
_FULL_ROW = 7  # figures of a row of table 3, whose sum can show what letters stand for
_LONGEST_TABLE = 4_000  # characters; a longer text is not searched for labels
_DIGIT = re.compile(r"\d")


class Token(NamedTuple):
    """One item in a table.

    Attributes:
        kind: `label`; `cut`, the beginning of a label; `piece`, another part of a label; `value`; `blank`; `words`;
            `noise`, a line of words between the lines of a table, which is not a cell.
        text: As printed in the file.
        label: What a `label` or `cut` can mean.
        line: Number of its line in running text, else 0.
    """

    kind: Kind
    text: str
    label: PrintedLabel | None = None
    line: int = 0


BLANK = Token("blank", "")


@lru_cache(maxsize=8192)
def tokens_of_cell(text: str) -> tuple[Token, ...]:
    """The tokens of a cell of a real table: one, unless labels and figures run together in it.

    >>> [token.kind for token in tokens_of_cell("规 章")], [token.text for token in tokens_of_cell("规章000")]
    (['label'], ['规章', '000'])
    """
    if not text.strip():
        return (BLANK,)
    if is_value(text):
        inside = len(text.split()) > 1 and sum(map(bool, map(_DIGIT.search, text.split()))) > 1
        return (Token("words" if inside else "value", text),)
    return _named(text) or (Token("words", text),)


@lru_cache(maxsize=8192)
def tokens_of_line(text: str) -> tuple[Token, ...]:
    """The tokens of a line that may be one cell, or several separated by spaces.

    >>> [token.kind for token in tokens_of_line("规章 1 0 11")]
    ['label', 'value', 'value', 'value']
    >>> [token.text for token in tokens_of_line("3. 6 6 309")], [token.text for token in tokens_of_line("3. 6")]
    (['6', '6', '309'], ['3. 6'])
    """
    if _LIST_MARK.search(text):
        text = _MARK_APART.sub(r"\1", _MARKS_OF_TWO.sub("", _GROUP_BESIDE.sub(r"\1 ", text)))
    if (likely := with_digits(text)) != text and (found := _with_letters(text, tokens_of_line(likely))):
        return found
    parts = text.split()
    if not parts:
        return (BLANK,)
    values = sum(map(is_value, parts))
    if values >= _ROW or (values > 1 and all(is_value(part) or _LIST_MARK.fullmatch(part) for part in parts)):
        followed = zip(parts, [*parts[1:], "0"], strict=True)  # a list mark before a figure belongs to the label
        parts = [part for part, after in followed if not (_LIST_MARK.fullmatch(part) and is_value(after))]
        text = " ".join(parts)
    if len(parts) > 1 and all(map(is_value, parts)):
        return tuple(Token("value", part) for part in parts)
    if is_value(as_digits(text.strip())):
        return (Token("value", text.strip()),)
    named = _named(text)
    if named:
        return named
    pieces = tuple(_likely_part(part) for part in parts if part.strip(_PUNCTUATION))
    clean = len(pieces) > 1 and all(piece.kind != "words" for piece in pieces)
    return pieces if clean else (Token("words", text.strip()),)


def _with_letters(text: str, likely: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a row of figures, as they are in the file, some with letters for digits; () if it is no row."""
    figures = [token for token in likely if token.kind == "value"]
    printed = [word for word in text.split() if is_value(as_digits(word))]
    if any(token.kind == "words" for token in likely) or len(figures) < _FULL_ROW or len(figures) != len(printed):
        return ()
    words = iter(printed)
    return tuple(token._replace(text=next(words)) if token.kind == "value" else token for token in likely)


def is_row(text: str) -> bool:
    """Whether a line belongs to a table: it has labels, pieces of labels and figures only."""
    return all(token.kind != "words" for token in tokens_of_line(text))


def _named(text: str) -> tuple[Token, ...]:
    """The tokens of a text that is labels, perhaps with figures between; () if it is something else."""
    label = recognised(text)
    if label and label.exact:
        return (Token("label", text, label),)
    apart = _scanned(text) if _DIGIT.search(text) or len(text.split()) > 1 else ()
    if apart:
        return apart
    if label and not is_rest(text, label):
        return (Token("label", text, label),)
    cut = beginning(text)
    if cut:
        return (Token("cut", text, cut),)
    if is_piece(text):
        return (Token("piece", text),)
    return _scanned(text)


def _scanned(text: str) -> tuple[Token, ...]:
    """The labels in a text and the tokens between them; () unless all of it is labels, pieces of labels and figures."""
    if len(text) > _LONGEST_TABLE or "。" in text:
        return ()
    text = " ".join(map(folded, text.split()))
    found: list[Token] = []
    place = 0
    for match in label_pattern().finditer(text):
        gap = text[place : match.start()]
        if gap[-1:].isalpha() or (place and gap[:1].isalpha()):
            return ()  # the match is only part of a longer word
        found.extend(_parts(gap))
        found.append(Token("label", match[0], recognised(match[0])))
        place = match.end()
    if not place or text[place : place + 1].isalpha():
        return ()
    found.extend(_parts(text[place:]))
    kept = tuple(token for token in found if token.text)
    return kept if all(token.kind != "words" for token in kept) else ()


def _parts(gap: str) -> list[Token]:
    """The tokens between two labels: split at spaces, and at punctuation if that gives no words."""
    found: list[Token] = []
    for word in gap.split():
        whole = _part(word.strip(_PUNCTUATION) if word[0] not in "(（" else word)
        found.extend([whole] if whole.kind != "words" else map(_part, _BETWEEN.split(word)))
    return found


def _likely_part(text: str) -> Token:
    """The token of a part of a line between spaces; unlike `_part`, accept a label that is nearly right."""
    label = recognised(text)
    near = label and not is_value(text) and not is_rest(text, label)
    return Token("label", text, label) if near else _part(text)


def _part(text: str) -> Token:
    if is_value(text):
        return Token("value", text)
    label = recognised(text)
    if label and label.exact:
        return Token("label", text, label)
    cut = beginning(text)
    if cut:
        return Token("cut", text, cut)
    return Token("piece" if is_piece(text) else "value" if is_numeral(text) else "words", text)
