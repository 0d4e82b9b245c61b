"""A template of one's own that a report must not be written with: of another edition, or without all of the form."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.document.template_check import check_facts
from gk_docs.errors import Problem, TemplateError, UnreadableFile
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.word import inspect_template

if TYPE_CHECKING:
    from os import PathLike

    from gk_docs.word import TemplateFacts

_KEPT = 16
_SHOWN = 5


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
    problems = _problems(path, _digest(path), edition)
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
    named = {name for tag in _facts(path, _digest(path)).tags for name in tag.names}
    own = {name: outline_of(form).figures.keys() for name, form in FORMS.items()}
    other = next((name for name in FORMS if named & (own[name] - own[edition])), None)
    if other is None or any(named & (own[edition] - own[name]) for name in FORMS if name != edition):
        return
    message = f"这是{other}年版格式的模板，报告用的是{edition}年版格式"
    mend = f"请换用{edition}年版的模板：gk-docs template new 模板.docx --edition {edition}"
    raise TemplateError(message, file=path.name, mend=mend)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile("读不到模板文件", file=path.name) from error


@lru_cache(_KEPT)
def _facts(path: Path, _digest: str) -> TemplateFacts:
    return inspect_template(path)


@lru_cache(_KEPT)
def _problems(path: Path, digest: str, edition: str) -> tuple[Problem, ...]:
    return check_facts(_facts(path, digest), FORMS[edition]).problems
