"""Find figures by their printed labels.

A key is the labels that lead to a figure joined by ` / `, from the outside in: the full path, or as many of them, in
order, as name one figure only. List marks, notes in brackets, blanks and width do not matter.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise, strip_numbering, suggestion
from gk_docs.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from gk_docs.form.layout import Figure
    from gk_docs.form.outline import Outline

JOINT = " / "
"""What joins the labels of a key."""

_JOINT = re.compile(r"\s+[/／]\s+")
_NOTE = re.compile(r"（[^（）]*）$")
_SHOWN = 8


@cache
def spellings(label: str) -> frozenset[str]:
    """The normalised ways in which a printed label may be written as a key.

    >>> sorted(spellings("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), key=len)[0]
    '部分公开'
    """
    forms = {label, strip_numbering(label)}
    forms |= {_NOTE.sub("", form) for form in forms}
    return frozenset(normalise(form) for form in forms) - {""}


def key_of(label: str) -> str:
    """The label as a key is usually written: without its list mark and its note.

    >>> key_of("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    '部分公开'
    """
    return _NOTE.sub("", strip_numbering(label))


def named_figures(
    outline: Outline, values: Mapping[str, Any], words: Callable[[str], str]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return `values`, whose keys are field paths or printed labels, by field path, and the keys that are refused.

    A key is refused if it fits no figure, or several, or one that another key names. `words` gives the place at a path.

    Raises:
        TypeError: If a key is not text.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in values.items():
        if not isinstance(key, str):
            raise TypeError(f"a figure is named by text, its field path or printed labels, not {type(key).__name__}")
        paths = [figure.path for figure in figures_named(outline, key)]
        if len(paths) != 1 or paths[0] in found:
            problems.append(_refusal(outline, key, paths, words))
        else:
            found[paths[0]] = value
    return found, problems


def figures_named(outline: Outline, key: str) -> list[Figure]:
    """The figures that a field path or a key of labels may mean, in printed order."""
    key = key.strip()
    if key in outline.figures:
        return [outline.figures[key]]
    pieces = [normalise(piece) for piece in _JOINT.split(key)]
    found = [figure for figure in outline.figures.values() if leads_to(pieces, figure.labels, spellings)]
    whole = [figure for figure in found if len(figure.labels) == len(pieces)]
    return whole or found


def leads_to(pieces: Iterable[str], labels: Iterable[str], ways: Callable[[str], Collection[str]]) -> bool:
    """Whether each piece is one of these labels, in the same order; `ways` gives the spellings of a label."""
    rest = iter(labels)
    return all(any(piece in ways(label) for label in rest) for piece in pieces)


def _refusal(outline: Outline, key: str, paths: list[str], words: Callable[[str], str]) -> Problem:
    """The problem with a key; one that names no figure is its own path, as a field name that does not exist is."""
    if len(paths) == 1:
        place = words(paths[0])
        return Problem(message="同一个数据写了两次", path=paths[0], place=place, found=key, mend="请只保留一处")
    path, place = key or None, words(key) if "." in key and key.isascii() else key
    if not paths:
        mend = suggestion(key, _known(outline)) or "请写表中的行、列名称，以“ / ”连接"
        return Problem(message="表中没有这一项", path=path, place=place, mend=mend)
    shown = "；".join(JOINT.join(outline.figures[path].labels) for path in paths[:_SHOWN])
    more = f"；等{len(paths)}处" if len(paths) > _SHOWN else ""
    return Problem(message="名称不唯一", path=path, place=place, expected=f"下列之一：{shown}{more}")


def _known(outline: Outline) -> Iterator[str]:
    for figure in outline.figures.values():
        yield figure.path
        yield JOINT.join(figure.labels[1:])
        yield figure.labels[-2]
