"""What a template holds and what is doubtful in it, without rendering it: for `template check` and for editors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.errors import GkError, Problem, TemplateError, UnreadableFile
from gk_docs.word.codegen import generate
from gk_docs.word.package import unpack
from gk_docs.word.paths import paths
from gk_docs.word.prepare import prepare
from gk_docs.word.safety import local_templates, unsafe
from gk_docs.word.sandbox import Sandbox
from gk_docs.word.syntax import names_of_each_tag, parse
from gk_docs.word.tags import elements, enclosing, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from jinja2 import nodes

    from gk_docs.word.address import Address
    from gk_docs.word.plan import Prepared

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL = re.compile(r"\{[{%](p|tr|tc|r) ")
_CURLY = re.compile("[“”‘’]")
_SOUND = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_DAMAGED = re.compile(r"[{｛]\s*[｛％]|｛\s*[{%]|\{\s+[{%]|[%}]\s+\}(?!\})|[％｝]\s*[}｝]|[%}]｝")
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag of a template.

    Attributes:
        text: The tag as its author wrote it.
        address: Where it stands.
        names: Dotted paths that it asks the context for, loop variables resolved
            (`requests.rows[].total`); empty for a comment or an `endfor`.
    """

    text: str
    address: Address
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of a table of a template.

    Attributes:
        text: What is typed in it, its tags included.
        address: Where it stands.
    """

    text: str
    address: Address


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """What there is to know of a template before any data.

    Attributes:
        tags: Every tag, part by part, in order.
        cells: Every cell of every table, in the order in which they begin.
        problems: What keeps the template from being rendered, all that leads out of the file first.
        warnings: What renders, but probably not as meant: text that a `{%p %}` tag deletes, tags broken by
            autocorrection, curly quotes inside tags, fonts that the font table does not declare.
    """

    tags: tuple[TagUse, ...]
    cells: tuple[CellText, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def inspect_template(path: str | PathLike[str]) -> TemplateFacts:
    """Look at a template; broken tags are among the facts, not raised.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the file is a decompression bomb, or declares document types or entities.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile("读不到模板文件", file=file.name) from error
    try:
        package = unpack(data)
        outward = unsafe(package)
        entries, parts = prepare(data)
    except GkError as error:
        raise error.in_file(file.name) from error
    environment = Sandbox()
    parsed = [(part, parse(environment, part)) for part in parts]
    problems = [problem for _, found in parsed for problem in found.problems]
    if not problems:
        problems = [problem for part, found in parsed if found.tree for problem in _not_compiled(part, found.tree)]
    return TemplateFacts(
        tuple(use for part, found in parsed for use in _tags(environment, part, found.tree)),
        tuple(cell for part in parts for cell in _cells(part)),
        (*outward, *problems),
        (*_local(package), *(problem for part in parts for problem in _warnings(part)), *_undeclared_fonts(entries)),
    )


def _not_compiled(part: Prepared, tree: nodes.Template) -> Iterator[Problem]:
    """What is wrong with tags that read well, but that Python cannot compile."""
    try:
        generate(Sandbox(), tree, part, {})
    except TemplateError as error:
        yield from error.problems


def _local(package: Mapping[str, bytes]) -> Iterator[Problem]:
    for relation in local_templates(package):
        yield Problem(
            message="模板连着某台电脑上的另一个模板，写出的文件不带它",
            place="文档设置",
            found=relation.target,
            mend="不影响使用；可在 Word 的“开发工具—文档模板”中改为 Normal",
        )


def _tags(environment: Sandbox, part: Prepared, tree: nodes.Template | None) -> Iterator[TagUse]:
    names: dict[int, list[str]] = {}
    for path, line in paths(tree) if tree is not None else names_of_each_tag(environment, part):
        names.setdefault(part.source.number_at(line), []).append(path)
    for number, tag in enumerate(part.tags):
        yield TagUse(tag.text, tag.address, tuple(dict.fromkeys(names.get(number, ()))))


def _cells(part: Prepared) -> Iterator[CellText]:
    for element in elements(part.raw, part.words):
        if element.kind == "tc":
            yield CellText(written(part.raw[element.start : element.end]), element.address)


def _warnings(part: Prepared) -> Iterator[Problem]:
    yield from _deleted_text(part)
    for tag in part.tags:
        if _CURLY.search(tag.text) and not tag.text.startswith("{#"):
            yield Problem(
                message="标签里有弯引号", place=str(tag.address), found=tag.text, mend="请关掉自动更正，改用直引号"
            )
    for paragraph in elements(part.raw, part.words):
        text = written(part.raw[paragraph.start : paragraph.end]) if paragraph.kind == "p" else ""
        text = _SOUND.sub("…", text)
        for damaged in _DAMAGED.finditer(text):
            around = text[max(damaged.start() - 10, 0) : damaged.end() + 10]
            yield Problem(
                message="像是写坏的标签，会原样印出来",
                place=str(paragraph.address),
                found=around,
                mend="标签要用半角的 {{ }} 或 {% %}，两个符号之间不留空格",
            )


def _deleted_text(part: Prepared) -> Iterator[Problem]:
    """Text beside a tag that takes its whole paragraph, row, cell or run away."""
    found = elements(part.raw, part.words)
    for tag in part.tags:
        level = _LEVEL.match(tag.text)
        around = enclosing(found, tag.start, level.group(1)) if level else None
        if around is None:
            continue
        lost = written(part.raw[around.start : around.end]).replace(tag.text, "").strip()
        if lost:
            yield Problem(
                message=f"与这个标签同在一{_WORDS[around.kind]}的文字会被删去：“{lost}”",
                place=str(tag.address),
                found=tag.text,
                mend=f"请让标签独占一{_WORDS[around.kind]}",
            )


_WORDS = {"p": "段", "tr": "行", "tc": "格", "r": "处"}


def _undeclared_fonts(entries: Mapping[str, bytes]) -> Iterator[Problem]:
    table = entries.get("word/fontTable.xml")
    declared = {font.get(f"{_W}name") for font in etree.fromstring(table).iter(f"{_W}font")} if table else set()
    missing: dict[str, str] = {}
    for name, content in entries.items():
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            for fonts in etree.fromstring(content).iter(f"{_W}rFonts"):
                for face in (fonts.get(f"{_W}{kind}") for kind in _FACES):
                    if face and face not in declared:
                        missing.setdefault(face, name)
    for face, name in sorted(missing.items()):
        yield Problem(
            message=f"字体“{face}”没有在字体表中声明",
            place=name,
            mend="请在 Word 或 WPS 中打开模板另存一次，或换用已声明的字体",
        )
