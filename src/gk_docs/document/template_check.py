"""A Word template held against the form before there is any data: what it asks for, and what it has no place for."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.chinese.labels import nearest
from gk_docs.document.docx import sample_context
from gk_docs.document.template_labels import check_labels
from gk_docs.errors import GkError, Problem, TemplateError
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at
from gk_docs.word import inspect_template
from gk_docs.word.package import read_template
from gk_docs.word.paths import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from os import PathLike

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.outline import Outline
    from gk_docs.word import TagUse, TemplateFacts

_FLOW = "flow"
_PRINTS = "{{"
_ITEM = "[]"
_KEPT = 16
_SHOWN = 5


class TemplateCheck(NamedTuple):
    """What is wrong with a template.

    Attributes:
        edition: The edition of the form that it was held against.
        problems: What makes a wrong report, or none: broken tags, unknown names, figures and texts without a place,
            labels of the tables that are not those of the form.
        warnings: What is probably not meant: a figure in two cells, a label with another mark, text that a tag deletes,
            curly quotes and other work of autocorrection, fonts that are not declared.
    """

    edition: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_template(path: str | PathLike[str], form: type[AnyReport] | None = None) -> TemplateCheck:
    """Hold a template against a form.

    What stands behind a condition or in a loop counts as printed; a figure that is reached only through a variable
    that the template computes cannot be seen and is reported as having no place.

    Args:
        path: The .docx template.
        form: The edition; None for the one whose figures the template names, the newest if it names none.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the file is unsafe.
    """
    facts = inspect_template(path)
    return check_facts(facts, form or _form_of(facts.tags))


def check_facts(facts: TemplateFacts, form: type[AnyReport]) -> TemplateCheck:
    """Hold what is known of a template against a form, as `check_template` does."""
    outline = outline_of(form)
    unknown = _unknown(facts.tags, form, of_loops=not facts.problems)
    tables = [check_labels(facts, form, section) for section in outline.sections if section.grid]
    labels = (problem for table in tables for problem in table.problems)
    problems = (*facts.problems, *unknown, *_unplaced(facts.tags, form, outline), *labels)
    respelt = (problem for table in tables for problem in table.warnings)
    warnings = (*_placed_twice(facts.tags, form, outline), *respelt, *facts.warnings)
    return TemplateCheck(form.edition_name(), problems, warnings)


def _form_of(tags: Sequence[TagUse]) -> type[AnyReport]:
    """The form whose figures are most nearly those that the template names, so that a row more decides nothing."""
    asked = {name for tag in tags for name in tag.names}

    def likeness(form: type[AnyReport]) -> float:
        figures = outline_of(form).figures.keys()
        return len(asked & figures) / len(asked | figures)

    return max(reversed(FORMS.values()), key=likeness)


def _unknown(tags: Sequence[TagUse], form: type[AnyReport], *, of_loops: bool = True) -> Iterator[Problem]:
    """Names that lead nowhere; where a tag is broken, what a loop's variable stands for is not known (`of_loops`)."""
    context = sample_context(form)
    for tag in tags:
        for path in tag.names:
            if not _is_known(path, context) and (of_loops or path.partition(".")[0] in context):
                near = nearest(path, (*outline_of(form).figures, *_names(context)))
                mend = f"是不是想写“{near}”" if near else "名称见表格式的说明（docs/reference）"
                yield Problem(
                    message=f"没有名为“{path}”的内容", place=str(tag.address), path=path, found=tag.text, mend=mend
                )


def _names(context: Mapping[str, Any]) -> Iterator[str]:
    """The names of the context and those one and two steps below."""
    for name, value in context.items():
        yield name
        for inner in getattr(type(value), "model_fields", ()):
            yield f"{name}.{inner}"
            yield from (f"{name}.{inner}.{last}" for last in getattr(type(getattr(value, inner)), "model_fields", ()))


def _is_known(path: str, context: Mapping[str, Any]) -> bool:
    """Whether a dotted path leads somewhere; what lies below a blank or an empty list cannot be known, and passes."""
    head, *steps = path.replace(_ITEM, f".{_ITEM}").split(".")
    if head not in context:
        return head in BUILT_IN
    value = context[head]
    for step in steps:
        if value is None:
            return True
        if step == _ITEM:
            items = list(value) if hasattr(value, "__iter__") else []
            value = items[0] if items else None
        elif step.startswith("_") or not (hasattr(value, step) or (isinstance(value, dict) and step in value)):
            return False
        else:
            value = value[step] if isinstance(value, dict) else getattr(value, step)
    return True


def _printed(tags: Sequence[TagUse]) -> Iterator[tuple[str, TagUse]]:
    for tag in tags:
        if tag.text.startswith(_PRINTS):
            yield from ((name, tag) for name in tag.names)


def _unplaced(tags: Sequence[TagUse], form: type[AnyReport], outline: Outline) -> Iterator[Problem]:
    printed = {name for name, _ in _printed(tags)}
    looped = tuple(name.partition(_ITEM)[0] + "." for tag in tags for name in tag.names if _ITEM in name)
    for name, group in groupby(outline.figures, key=lambda path: path.partition(".")[0]):
        paths = list(group)
        missing = [path for path in paths if path not in printed and not path.startswith(looped)]
        if missing == paths:
            mend = "请从标准模板（gk-docs template new）把这张表复制过来"
            yield Problem(message="这张表不在模板里", path=name, place=outline.section(name).title, mend=mend)
            continue
        for path in missing:
            mend = f"请在这一格写 {{{{ {path} }}}}"
            yield Problem(message="这个数字在模板里没有位置", path=path, place=words_at(form, path), mend=mend)
    heads = {name.partition(".")[0].removesuffix(_ITEM) for tag in tags for name in tag.names}
    for section in outline.sections if _FLOW not in heads else ():
        if section.grid is None and section.name not in heads:
            mend = f"请写 {{{{ {section.name}.text }}}}，或照标准模板用 {_FLOW} 逐段写出"
            yield Problem(message="这一部分的文字在模板里没有位置", path=section.name, place=section.title, mend=mend)


def _placed_twice(tags: Sequence[TagUse], form: type[AnyReport], outline: Outline) -> Iterator[Problem]:
    """Figures that stand in more than one cell; one that is quoted in a paragraph as well is in order."""
    cells = [(name, tag) for name, tag in _printed(tags) if tag.address.cells and name in outline.figures]
    counts = Counter(name for name, _ in cells)
    for path, count in counts.items():
        if count > 1:
            places = "；".join(str(tag.address) for name, tag in cells if name == path)
            yield Problem(
                message=f"同一个数字（{words_at(form, path)}）填在 {count} 格里",
                path=path,
                place=places,
                found=f"{{{{ {path} }}}}",
                mend="请核对各格应填哪个数字",
            )


def refuse_incomplete(template: str | PathLike[str], edition: str) -> None:
    """Refuse a template in which `check_template` finds an error, or that is of another edition than the report.

    A template is looked at once in a process, as long as its content is the same.

    Args:
        template: The .docx template.
        edition: The edition of the report.

    Raises:
        TemplateError: With the first problems that were found, how many there are, and what to do.
        UnreadableFile: If the template is missing or no Word file.
    """
    path = Path(template)
    refuse_other_edition(path, edition)
    problems = _problems(*_named(path), edition)
    if problems:
        message = f"模板没有照规定的格式印全，有 {len(problems)} 个错误"
        mend = f"请用 gk-docs template check {path.name} 检查并改正；有意只印一部分的模板，请加 --partial"
        raise TemplateError((*problems[:_SHOWN], Problem(message=message, mend=mend))).in_file(path.name)


def refuse_other_edition(template: str | PathLike[str], edition: str) -> None:
    """Refuse a template that prints figures of another edition of the form, and none that only the report's own has.

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
def _problems(name: str, data: bytes, edition: str) -> tuple[Problem, ...]:
    return check_facts(_facts(name, data), FORMS[edition]).problems
