"""Check a Word template against the form, without data: figures without a place, printed twice or in a wrong unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.document.docx import sample_context
from gk_docs.document.template_labels import PRINTS, wrong_labels
from gk_docs.document.template_rules import all_template_rules
from gk_docs.document.template_sample import sampled
from gk_docs.errors import GkError, Problem, TemplateError, typed
from gk_docs.finding import Severity
from gk_docs.form.across import units
from gk_docs.form.editions import FORMS
from gk_docs.form.labels import figures_named
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at
from gk_docs.word import inspect_template
from gk_docs.word.linting import misused
from gk_docs.word.package.archive import read_template
from gk_docs.word.printing.filters import OF_YUAN
from gk_docs.word.rules import findings
from gk_docs.word.shapes import ValueShape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.outline import Outline
    from gk_docs.word import TagUse, TemplateFacts

_FLOW = "flow"
_ITEM = "[]"
_KEPT = 16
_SHOWN = 5
_OF_YUAN = re.compile(rf"^(?!.*\*).*\|\s*(?P<filter>{'|'.join(map(re.escape, OF_YUAN))})\b", re.DOTALL)


class TemplateCheck(NamedTuple):
    """What is wrong with a template.

    Attributes:
        edition: The edition of the form that it was checked against.
        findings: What `gk_docs.word.lint` finds with the names of the form, and what would make a wrong report:
            figures, tables and texts without a place, labels that are not the form's (errors); labels with other
            punctuation, a figure in two cells (warnings). The worst first.
    """

    edition: str
    findings: list[Finding]


def check_template(path: str | PathLike[str], form: type[AnyReport] | None = None) -> TemplateCheck:
    """Check a template against a form: the lint with the form's names and labels, then a sample printed and read back.

    A figure inside a condition or a loop counts as printed. A figure that is reached only through a variable that the
    template computes cannot be seen, and is reported as having no place.

    Args:
        path: The .docx template.
        form: The edition; None for the one whose figures the template names, the newest if it names none.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the file is unsafe.
    """
    facts = inspect_template(path)
    form = form or _form_of(facts.tags)
    told = [*_told(facts, form)]
    told += () if _faulty(told) else sampled(path, form, facts.tags)
    return TemplateCheck(form.edition_name(), findings(told, all_template_rules()))


def _told(facts: TemplateFacts, form: type[AnyReport]) -> Iterator[Problem]:
    """Yield all problems of a template of a form."""
    outline = outline_of(form)
    yield from facts.problems
    yield from (_in_english(one, outline) for one in misused(facts, ValueShape([sample_context(form)])))
    yield from _unplaced(facts.tags, form, outline)
    for section in outline.sections:
        if section.grid:
            yield from wrong_labels(facts, form, section)
    yield from _placed_twice(facts.tags, form, outline)
    yield from _not_in_yuan(facts.tags, form)
    yield from facts.warnings


def _in_english(problem: Problem, outline: Outline) -> Problem:
    """If an unknown name is the form's Chinese label of one figure, suggest the English name of the figure instead."""
    named = figures_named(outline, (problem.path or "").replace(".", " / "))
    if problem.code != "GT301" or len(named) != 1 or problem.path == named[0].path:
        return problem
    return replace(problem, mend=f"模板里用英文名称，请写 {{{{ {named[0].path} }}}}")


def _form_of(tags: Sequence[TagUse]) -> type[AnyReport]:
    """The form whose figures are most like those that the template uses; an added row does not change the choice."""
    asked = {name for tag in tags for name in tag.names}

    def likeness(form: type[AnyReport]) -> float:
        figures = outline_of(form).figures.keys()
        return len(asked & figures) / len(asked | figures)

    return max(reversed(FORMS.values()), key=likeness)


def _printed(tags: Sequence[TagUse]) -> Iterator[tuple[str, TagUse]]:
    for tag in tags:
        if tag.text.startswith(PRINTS):
            yield from ((name, tag) for name in tag.names)


def _unplaced(tags: Sequence[TagUse], form: type[AnyReport], outline: Outline) -> Iterator[Problem]:
    heads = {name.partition(".")[0].removesuffix(_ITEM) for tag in tags for name in tag.names}
    if heads.isdisjoint((_FLOW, *(section.name for section in outline.sections))):
        mend = "年报的模板请从标准模板（gk-docs template new）改起；不是年报的，请加 --any 检查"
        yield Problem(message="模板没有用到年报的任何数字和文字", mend=mend, code="GT501")
        return
    printed = {name for name, _ in _printed(tags)}
    looped = tuple(name.partition(_ITEM)[0] + "." for tag in tags for name in tag.names if _ITEM in name)
    for name, group in groupby(outline.figures, key=lambda path: path.partition(".")[0]):
        paths = list(group)
        missing = [path for path in paths if path not in printed and not path.startswith(looped)]
        if missing == paths:
            mend = "请从标准模板（gk-docs template new）把这张表复制过来"
            place = outline.section(name).title
            yield Problem(message="这张表不在模板里", path=name, place=place, mend=mend, code="GT501")
            continue
        for path in missing:
            mend = f"请在这一格写 {{{{ {path} }}}}"
            place = words_at(form, path)
            yield Problem(message="这个数字在模板里没有位置", path=path, place=place, mend=mend, code="GT501")
    for section in outline.sections if _FLOW not in heads else ():
        if section.grid is None and section.name not in heads:
            mend = f"请写 {{{{ {section.name}.text }}}}，或照标准模板用 {_FLOW} 逐段写出"
            message = "这一部分的文字在模板里没有位置"
            yield Problem(message=message, path=section.name, place=section.title, mend=mend, code="GT501")


def _placed_twice(tags: Sequence[TagUse], form: type[AnyReport], outline: Outline) -> Iterator[Problem]:
    """Warn of figures in more than one cell; a figure may be quoted in a paragraph besides."""
    cells = [(name, tag) for name, tag in _printed(tags) if tag.address.cells and name in outline.figures]
    for path, count in Counter(name for name, _ in cells).items():
        if count > 1:
            places = "；".join(str(tag.address) for name, tag in cells if name == path)
            yield Problem(
                message=f"同一个数字（{words_at(form, path)}）填在 {count} 格里",
                path=path,
                place=places,
                found=f"{{{{ {path} }}}}",
                mend="请核对各格应填哪个数字",
                code="GT504",
            )


def _not_in_yuan(tags: Sequence[TagUse], form: type[AnyReport]) -> Iterator[Problem]:
    """Refuse figures in 万元, or that are no amounts, before a filter that takes 元."""
    for tag in tags:
        name = found["filter"] if (found := _OF_YUAN.search(tag.text)) else ""
        for path in tag.names if name else ():
            if (unit := units(form).get(path, "元")) == "元":
                continue
            mend = f"请写 {{{{ ({path} * 10000)|{name} }}}}" if unit == "万元" else f"请去掉 |{name}"
            message = f"过滤器“{name}”要的是元，这个数字（{words_at(form, path)}）的单位是{unit}"
            yield Problem(message=message, path=path, place=str(tag.address), found=tag.text, mend=mend, code="GT509")


def refuse_incomplete(template: str | PathLike[str], edition: str) -> None:
    """Raise if `check_template` finds an error in a template, or it is of another edition than the report.

    The result is kept in the process for as long as the content of the template is the same.

    Args:
        template: The .docx template.
        edition: The edition of the report.

    Raises:
        TemplateError: With the first problems, their number, and what to do.
        UnreadableFile: If the template is missing or no Word file.
    """
    path = Path(template)
    refuse_other_edition(path, edition)
    if problems := _errors(*_named(path), path, edition):
        message = f"模板没有照规定的格式印全，有 {len(problems)} 个错误"
        mend = f"请用 gk-docs template check {typed(path)} 检查并改正；有意只印一部分的模板，请加 --partial"
        raise TemplateError((*problems[:_SHOWN], Problem(message=message, mend=mend))).in_file(path.name)


def refuse_other_edition(template: str | PathLike[str], edition: str) -> None:
    """Raise if a template has figures only another edition of the form has, and none only the report's edition has.

    Raises:
        TemplateError: Naming both editions.
        UnreadableFile: If the template is missing or no Word file.
    """
    path = Path(template)
    named = {name for tag in _facts(*_named(path)).tags for name in tag.names}
    own = {name: outline_of(form).figures.keys() for name, form in FORMS.items()}
    others = [one for one in FORMS if named & (own[one] - own[edition]) and not named & (own[edition] - own[one])]
    other = max(others, key=lambda name: len(named & own[name]), default=None)
    if other is None:
        return
    message = f"这是{other}年版格式的模板，报告用的是{edition}年版格式"
    mend = f"请换用{edition}年版的模板：gk-docs template new 模板.docx --edition {edition}"
    raise TemplateError(message, file=path.name, mend=mend)


def _named(path: Path) -> tuple[str, bytes]:
    return path.name, read_template(path)[1]


@lru_cache(_KEPT)
def _facts(name: str, data: bytes) -> TemplateFacts:
    try:
        return inspect_template(data)
    except GkError as error:
        raise error.in_file(name) from error


@lru_cache(_KEPT)
def _errors(name: str, data: bytes, path: Path, edition: str) -> tuple[Problem, ...]:
    facts, form = _facts(name, data), FORMS[edition]
    return _faulty(_told(facts, form)) or _faulty(sampled(path, form, facts.tags))


def _faulty(told: Iterable[Problem]) -> tuple[Problem, ...]:
    rules = all_template_rules()
    return tuple(problem for problem in told if rules[problem.code or ""].severity == Severity.ERROR)
