"""Places of a report in the form's own words: 表三 · 三（三）1.属于国家秘密 · 自然人."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, get_args

from gk_docs import regex as re
from gk_docs.form.model import Model, kind_of, kinds_below
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.prose import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

    from gk_docs.form.layout import Figure

SEPARATOR = " · "

_MARK = re.compile(r"([一二三四五六七八九十]+)、|（[一二三四五六七八九十]+）")


@lru_cache(maxsize=4096)  # of paths that others may make up
def words_at(form: type[Model], path: str) -> str:
    """The place at a field path in the form's own words, or "" for the report as a whole.

    Args:
        form: `AnnualReport` or `AnnualReport2019`, or the class of a part of a report. A part that reports have in one
            place only is named with it, any other by its own labels alone.
        path: A field path; a step that the form does not know stays as it is.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> words_at(AnnualReport, "requests.outcomes.refused.state_secret.natural_person")
    '表三 · 三（三）1.属于国家秘密 · 自然人'
    >>> words_at(AnnualReport, "summary.on_request")
    '一、总体情况 · 依申请公开'
    >>> from gk_docs.form.y2021 import ByApplicant, Requests
    >>> words_at(Requests, "received.natural_person"), words_at(ByApplicant, "natural_person")
    ('表三 · 一、本年新收政府信息公开申请数量 · 自然人', '自然人')
    """
    if not hasattr(form, "form"):
        editions = (kind for kind in kinds_below(Model) if hasattr(kind, "form"))
        holders = ((whole, at) for whole in editions for at in _places_of(form, whole))
        words = {words_at(whole, f"{at}.{path}".strip(".")) for whole, at in holders}
        return words.pop() if len(words) == 1 else SEPARATOR.join(_titles(form, path.split(".")))
    figure = outline_of(form).figures.get(path)
    if figure:
        number = outline_of(form).section(path.partition(".")[0]).number
        return SEPARATOR.join([f"表{number}", *_words_of(figure)])
    return SEPARATOR.join(_titles(form, path.split("."))) if path else ""


def _places_of(part: type[Model], whole: type[Model]) -> Iterator[str]:
    """The paths at which a model has a part of that class."""
    for name, field in whole.model_fields.items():
        inner = kind_of(field.annotation, Model)
        if inner is part:
            yield name
        elif inner:
            yield from (f"{name}.{path}" for path in _places_of(part, inner))


def _words_of(figure: Figure) -> Iterator[str]:
    if not figure.rows:
        yield from figure.columns[-2:]
        return
    *groups, row = figure.rows
    marks = (_MARK.match(group) for group in groups)
    yield "".join(mark[1] or mark[0] for mark in marks if mark) + row
    yield figure.columns[-1]


def _titles(form: type[Model], steps: list[str]) -> Iterator[str]:
    kind: type[Model] | None = form
    for step in steps:
        named = kind.named_parts().get(step) if kind and issubclass(kind, Narrative) else None
        field = kind.model_fields.get(step) if kind else None
        if named:
            yield named.title or "开头"
        elif field:
            yield str(field.title or step)
        elif step.isdecimal():
            yield f"第{int(step) + 1}项"
            continue
        else:
            yield _in_blocks().get(step, step)
        kind = Part if named else _model_in(field)


@cache
def _in_blocks() -> Mapping[str, str]:
    """The titles of the fields of blocks of text."""
    return {name: str(field.title) for kind in BLOCKS for name, field in kind.model_fields.items()}


def _model_in(field: FieldInfo | None) -> type[Model] | None:
    """The model that a field holds, alone or in a tuple."""
    if field is None:
        return None
    kinds = (field.annotation, *get_args(field.annotation))
    return next(filter(None, (kind_of(kind, Model) for kind in kinds)), None)
