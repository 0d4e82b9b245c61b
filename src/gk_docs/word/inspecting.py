"""Inspect a template without rendering it: its tags, its cells, its faults and what looks doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from gk_docs import regex as re
from gk_docs.errors import GkError, Problem, TemplateError
from gk_docs.word.compiling.codegen import generate
from gk_docs.word.compiling.paths import uses
from gk_docs.word.compiling.sandbox import Sandbox
from gk_docs.word.compiling.syntax import torn, uses_of_each_tag
from gk_docs.word.markup.lexing import WHOLE_TAG
from gk_docs.word.markup.structure import Structure
from gk_docs.word.markup.tags import END_RAW, RAW, TaggedPart, W, deleted_in, placed
from gk_docs.word.package.archive import read_template
from gk_docs.word.package.opening import opened
from gk_docs.word.package.safety import local_templates, unsafe
from gk_docs.word.planning import examined_part
from gk_docs.word.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping
    from os import PathLike

    from jinja2 import nodes

    from gk_docs.word.compiling.paths import Use
    from gk_docs.word.markup.address import Address
    from gk_docs.word.plan import Prepared
    from gk_docs.word.planning import Examined
    from gk_docs.word.prepare import Readied

_CURLY = re.compile("[“”‘’]")  # Word's autocorrection makes these of straight quotes
_DAMAGED = re.compile(r"[{｛]\s*[｛％]|｛\s*[{%]|\{\s+[{%](?=.*[}｝])|[%}]\s+\}(?!\})|[％｝]\s*[}｝]|[%}]｝")
_HALF = re.compile(r"(?<!\{)\{[^{}]*\}\}")
_BRACE = re.compile("[{}｛｝]")
_BRACES = re.compile(r"\{[^{}]*\}")
_ORPHANED = re.compile(r"\}\}|%\}")
_MOVE = "请把它移到正文、页眉、页脚或批注里"
_TAG_BYTES = re.compile(rb"\{[{%]")
_NONE: Mapping[str, Any] = MappingProxyType({})
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag of a template.

    Attributes:
        text: The tag as its author wrote it.
        address: Where it stands.
        uses: What it does with each dotted path that it asks the context for (see `gk_docs.word.compiling.paths.Use`).
    """

    text: str
    address: Address
    uses: tuple[Use, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The dotted paths, loop variables resolved (`requests.rows[].total`); none for a comment or an `endfor`."""
        return tuple(dict.fromkeys(use.path for use in self.uses if use.how not in ("unused", "obsolete")))


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
    """What is known of a template without any data.

    Attributes:
        tags: Every tag, part by part, in order.
        cells: Every cell of every table, in the order in which they begin.
        problems: What keeps the template from being rendered, beginning with what would fetch or run things outside it.
        warnings: What renders, but probably not as meant: text that a `{%p %}` tag deletes, tags broken by
            autocorrection, curly quotes inside tags, fonts that the font table does not declare.
    """

    tags: tuple[TagUse, ...]
    cells: tuple[CellText, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def inspect_template(
    source: str | PathLike[str] | bytes | IO[bytes],
    *,
    filters: Mapping[str, Callable[..., Any]] = _NONE,
    tests: Mapping[str, Callable[..., Any]] = _NONE,
) -> TemplateFacts:
    """Inspect a template; broken tags are reported among the facts, not raised.

    Args:
        source: The file: its path, its bytes, or a file object that is open for reading bytes.
        filters: Filters that the template will be given, as `Template` takes them.
        tests: Tests likewise.

    Raises:
        UnreadableFile: If the file is missing or no Word file.
        TemplateError: If the file is a decompression bomb, or declares document types or entities.
        TypeError: If `source` is of another type.
    """
    path, data = read_template(source)
    try:
        package = opened(data)
        outward = unsafe(package.entries, package.roots)
        entries, parts = prepare(package)
    except GkError as error:
        raise (error.in_file(path.name) if path else error) from error
    environment = Sandbox(filters, tests)
    examined = [(readied.part, examined_part(environment, readied)) for readied in parts]
    tags = tuple(use for part, found in examined for use in _tags(environment, part, found.tree))
    problems = [problem for _, found in examined for problem in found.problems]
    if not problems:  # last, since compiling changes the trees
        problems = [problem for part, found in examined for problem in _not_compiled(environment, part, found)]
    told = {(problem.place, problem.found) for problem in problems}
    apart = (problem for part, _ in examined for problem in torn(part) if (problem.place, problem.found) not in told)
    roots = {readied.part.name: etree.fromstring(entries[readied.part.name]) for readied in parts}
    return TemplateFacts(
        tags,
        tuple(cell for part, _ in examined for cell in _cells(part, roots[part.name])),
        (*outward, *problems),
        (
            *_local(package.roots),
            *apart,
            *(problem for readied in parts for problem in _warnings(readied, roots[readied.part.name])),
            *_never_rendered(entries, roots),
            *_undeclared_fonts(entries),
        ),
    )


def _not_compiled(environment: Sandbox, part: Prepared, found: Examined) -> Iterator[Problem]:
    """The problems of tags that Jinja parses but Python cannot compile."""
    assert found.tree is not None  # noqa: S101 - else there were problems
    try:
        generate(environment, found.tree, found.every, part, Structure())
    except TemplateError as error:
        yield from error.problems


def _never_rendered(entries: Mapping[str, bytes], rendered: Container[str]) -> Iterator[Problem]:
    """Warn of tags in parts of the package that are copied unrendered."""
    for name, content in entries.items():
        if name not in rendered and name.endswith((".xml", ".rels")) and _TAG_BYTES.search(content):
            root = etree.fromstring(content)
            attributes = (str(one) for element in root.iter("*") for one in element.attrib.values())
            texts = chain(["".join(map(str, root.itertext()))], attributes)
            for tag in dict.fromkeys(tag for text in texts for tag in WHOLE_TAG.findall(text)):
                yield _left_alone(name, tag, _MOVE)


def _local(roots: Mapping[str, etree._Element]) -> Iterator[Problem]:
    for relation in chain.from_iterable(local_templates(roots).values()):
        yield Problem(
            message="模板连着某台电脑上的另一个模板，写出的文件不带它",
            place="文档设置",
            found=relation.target,
            mend="不影响使用；可在 Word 的“开发工具—文档模板”中改为 Normal",
            code="GT402",
        )


def _tags(environment: Sandbox, part: Prepared, tree: nodes.Template | None) -> Iterator[TagUse]:
    found: dict[int, list[Use]] = {}
    for use in uses(tree) if tree is not None else uses_of_each_tag(environment, part):
        found.setdefault(part.source.number_at(use.line), []).append(use)
    for number, tag in enumerate(part.tags):
        yield TagUse(tag.text, tag.address, tuple(found.get(number, ())))


def _cells(part: Prepared, root: etree._Element) -> Iterator[CellText]:
    for cell, address in placed(root, part.words, f"{W}tc"):
        yield CellText("".join(map(str, cell.itertext())), address)


def _warnings(readied: Readied, root: etree._Element) -> Iterator[Problem]:
    yield from readied.warnings
    part = readied.part
    for tag in part.tags:
        if _CURLY.search(tag.text) and not tag.text.startswith("{#"):
            yield tag.problem("标签里有弯引号", "请关掉自动更正，改用直引号", code="GT107")
        if tag.text.startswith("{#") and "{#" in tag.text[2:]:
            message, mend = "注释里又开始了一个注释，前一个像是没有写完", "请在前一个注释后补上 #}"
            yield tag.problem(message, mend, code="GT106")
    deleted = deleted_in(root)
    for paragraph, address in placed(root, part.words, f"{W}p") if deleted else ():
        text = "".join(one.text or "" for one in paragraph.iter() if one in deleted)
        for found in WHOLE_TAG.findall(text):
            yield _left_alone(str(address), found, "请接受或拒绝修订")
    texts = ("".join(map(str, paragraph.itertext())) for paragraph in root.iter(f"{W}p"))
    if any(_BRACE.search(WHOLE_TAG.sub("", text)) for text in texts):  # else no tag can be damaged
        for text, address in _untagged(TaggedPart(root, part.words)):
            yield from _damaged(text, str(address))


def _left_alone(place: str, tag: str, mend: str) -> Problem:
    message = "这里的标签不会被填写，会原样留在写出的文件里"
    return Problem(message=message, place=place, found=tag, mend=mend, code="GT205")


def _untagged(tagged: TaggedPart) -> Iterator[tuple[str, Address]]:
    """Yield the text of each paragraph without its text boxes; each tag and each raw section becomes `…`."""
    is_raw = False
    for paragraph, address in placed(tagged.root, tagged.words, f"{W}p"):
        leaves = (leaf for leaf in paragraph.iter(f"{W}t") if next(leaf.iterancestors(f"{W}p")) is paragraph)
        first, *rest = tagged.pieces("".join(leaf.text or "" for leaf in leaves))
        texts = [] if is_raw else [first]
        for number, text in zip(rest[::2], rest[1::2], strict=True):
            is_raw ^= any(one.fullmatch(tagged.tags[int(number)].text) for one in (RAW, END_RAW))
            texts += [] if is_raw else [text]
        yield "…".join(texts), address


def _damaged(text: str, place: str) -> Iterator[Problem]:
    """Warn of text that looks like a broken tag (`{ { name }}`, `｛｛name｝｝`, a single `}}`)."""
    unbalanced = _BRACES.sub("", _BRACES.sub("", text))
    half = _HALF.finditer(text) if "}" in unbalanced else ()
    for damaged in (*_DAMAGED.finditer(text), *half, *islice(_ORPHANED.finditer(unbalanced), 1)):
        start = text.rfind(damaged[0]) if damaged.string is unbalanced else damaged.start()
        around = text[max(start - 10, 0) : start + len(damaged[0]) + 10]
        mend = "标签要用半角的 {{ }} 或 {% %}，两个符号之间不留空格"
        yield Problem(message="像是写坏的标签，会原样印出来", place=place, found=around, mend=mend, code="GT106")


def _undeclared_fonts(entries: Mapping[str, bytes]) -> Iterator[Problem]:
    table = entries.get("word/fontTable.xml")
    declared = {font.get(f"{W}name") for font in etree.fromstring(table).iter(f"{W}font")} if table else set()
    missing: dict[str, str] = {}
    for name, content in entries.items():
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            for fonts in etree.fromstring(content).iter(f"{W}rFonts"):
                for face in (fonts.get(f"{W}{kind}") for kind in _FACES):
                    if face and face not in declared:
                        missing.setdefault(face, name)
    for name in dict.fromkeys(missing.values()):
        faces = "、".join(f"“{face}”" for face, where in sorted(missing.items()) if where == name)
        yield Problem(
            message=f"字体{faces}没有在字体表中声明",
            place=name,
            mend="请在 Word 或 WPS 中打开模板另存一次，或换用已声明的字体",
            code="GT403",
        )
