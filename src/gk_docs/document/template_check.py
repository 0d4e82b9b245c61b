"""Check a Word template against the form, without data: figures without a place, wrong labels, figures printed twice.

The labels between one figure and the next are compared with those that the form prints there. So a changed label is
found, and also two labels, or two figures, that were swapped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import nearest, normalise
from gk_docs.document.docx import sample_context
from gk_docs.document.template_rules import all_template_rules
from gk_docs.document.template_sample import sampled
from gk_docs.errors import GkError, Problem, TemplateError, typed
from gk_docs.finding import Severity
from gk_docs.form.editions import FORMS
from gk_docs.form.labels import figures_named
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.word import inspect_template
from gk_docs.word.linting import misused
from gk_docs.word.package.archive import read_template
from gk_docs.word.rules import findings
from gk_docs.word.shapes import ValueShape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.outline import Outline, Section
    from gk_docs.word import CellText, TagUse, TemplateFacts
    from gk_docs.word.markup.address import Address

_FLOW = "flow"
_PRINTS = "{{"
_ITEM = "[]"
_KEPT = 16
_SHOWN = 5
_CHOOSES = re.compile(r"\{[%#].*?[%#]\}")
_LABEL_MEND = "名称由法定格式统一，请照规定的名称写"


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
            yield from _labels(facts, form, section)
    yield from _placed_twice(facts.tags, form, outline)
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
        if tag.text.startswith(_PRINTS):
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


def _labels(facts: TemplateFacts, form: type[AnyReport], section: Section) -> Iterator[Problem]:
    """Report labels of one table that are missing or differ from the form's, unless a tag prints labels there.

    Where every label is right and the figures between them are not, their tags changed places.
    """
    there = _runs_of_template(facts, section)
    own = _runs_of_form(section, there)
    keys = [[normalise(label) for label in labels] for labels in own.values()]
    if [*own] != [*there] and keys == [[normalise(cell.text) for cell in cells or ()] for cells in there.values()]:
        yield from _exchanged(dict(zip(own, there, strict=True)), facts, form, section)
        return
    for path, labels in own.items():
        for label, cell in _beside(labels, there[path]):
            if cell is None:
                message, place = f"缺少规定的名称“{label}”", words_at(form, path)
                yield Problem(message=message, path=path, place=place, mend=_LABEL_MEND, code="GT502")
            elif "".join(cell.text.split()) != label:
                yield _differs(path, label, cell)


def _exchanged(
    printed: Mapping[str, str], facts: TemplateFacts, form: type[AnyReport], section: Section
) -> Iterator[Problem]:
    """Report figures at each other's labels, once for two rows; `printed` maps the right figure to the printed one."""
    places = {path: address for address, path in reversed([*_figure_cells(facts.tags, section)])}
    told: set[frozenset[str]] = set()
    for due, path in printed.items():
        here, there = words_at(form, due), words_at(form, path)
        rows = frozenset(words.rpartition(SEPARATOR)[0] for words in (here, there))
        if due != path and rows not in told:
            told.add(rows)
            yield Problem(
                message=f"“{here}”处填的是“{there}”的数字",
                path=due,
                place=f"{places[path]}；{places[due]}",
                found=f"{{{{ {path} }}}}",
                expected=f"“{{{{ {due} }}}}”",
                mend="名称没有错，是标签放错了格：请把这两处的标签换回来，整行对调的换整行",
                code="GT505",
            )


def _differs(path: str, label: str, cell: CellText) -> Problem:
    same = normalise(cell.text) == normalise(label)
    message, code = ("名称的写法与规定格式不同", "GT503") if same else ("名称与规定格式不同", "GT502")
    return Problem(
        message=message,
        path=path,
        place=str(cell.address),
        found=cell.text,
        expected=f"“{label}”",
        mend=_LABEL_MEND,
        code=code,
    )


def _runs_of_form(section: Section, printed: Mapping[str, object]) -> dict[str, list[str]]:
    """The form's labels before each figure that the template prints, back to the figure that it prints before."""
    runs: dict[str, list[str]] = {}
    run: list[str] = []
    for cell in section.grid.cells if section.grid else ():
        content = cell.content
        if not isinstance(content, Figure):
            run.append("".join(content.text.split()))
        elif content.path in printed:
            runs[content.path], run = run, []
    return runs


def _runs_of_template(facts: TemplateFacts, section: Section) -> dict[str, list[CellText] | None]:
    """The template's cells with text before the first place of each figure; None if a tag prints one of them."""
    figures = dict(_figure_cells(facts.tags, section))
    tables = {_table_of(address) for address in figures}
    printing = {tag.address.cells for tag in facts.tags if tag.text.startswith(_PRINTS)}
    runs: dict[str, list[CellText] | None] = {}
    run: list[CellText] | None = []
    for whole in facts.cells:
        cell = replace(whole, text=_CHOOSES.sub("", whole.text))
        if _table_of(cell.address) not in tables:
            continue
        path = figures.get(cell.address)
        if path and path not in runs:
            runs[path], run = run, []
        elif cell.address.cells in printing:
            run = run if path else None
        elif run is not None and cell.text.strip():
            run.append(cell)
    return runs


def _figure_cells(tags: Sequence[TagUse], section: Section) -> Iterator[tuple[Address, str]]:
    """Yield the cells that print a figure of the section, each with the figure's path."""
    grid = section.grid.cells if section.grid else ()
    paths = {cell.content.path for cell in grid if isinstance(cell.content, Figure)}
    for tag in tags:
        path = next((name for name in tag.names if name in paths), None)
        if path and tag.address.cells and tag.text.startswith(_PRINTS):
            yield tag.address._replace(paragraph=0), path


def _table_of(address: Address) -> tuple[object, ...]:
    """A key for the innermost table around a cell."""
    return address.part, address.cells[:-1], address.cells[-1][0]


def _beside(labels: Sequence[str], cells: Sequence[CellText] | None) -> Iterator[tuple[str, CellText | None]]:
    """Yield each label of the form with its cell in the template, or None; other cells of the template are ignored."""
    if cells is None:
        return
    keys, texts = [normalise(label) for label in labels], [normalise(cell.text) for cell in cells]
    for _, i1, i2, j1, j2 in SequenceMatcher(None, keys, texts, autojunk=False).get_opcodes():
        rest = list(cells[j1:j2])
        if i2 - i1 == j2 - j1:
            yield from zip(labels[i1:i2], rest, strict=True)
            continue
        for label in labels[i1:i2]:
            text = nearest(label, [cell.text for cell in rest])
            yield label, next((cell for cell in rest if cell.text == text), None)
