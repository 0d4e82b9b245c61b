"""Make the plan of a template from its bytes: everything that needs no context is done here, once."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.word.compiling.bounds import weigh
from gk_docs.word.compiling.codegen import generate
from gk_docs.word.compiling.compiled import FinishedPart
from gk_docs.word.compiling.syntax import crossed, parse
from gk_docs.word.markup.contents import FILL
from gk_docs.word.markup.finish import DECLARATION, Identities
from gk_docs.word.markup.instructions import LINK, may_lead_out
from gk_docs.word.markup.layout import kept
from gk_docs.word.markup.lists import LIST
from gk_docs.word.markup.structure import Structure, examine
from gk_docs.word.package.archive import TYPES, Base, Opening, ZipEntry, relations_part
from gk_docs.word.package.numbering import last_list
from gk_docs.word.package.opening import forget_local_templates, opened
from gk_docs.word.package.pictures import Canvas
from gk_docs.word.package.relations import relations_at
from gk_docs.word.package.safety import refuse_unsafe
from gk_docs.word.plan import NO_CODE, PartPlan, Plan
from gk_docs.word.prepare import prepare
from gk_docs.word.printing.attach import Attachments
from gk_docs.word.printing.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gk_docs.errors import Problem
    from gk_docs.word.compiling.sandbox import Sandbox
    from gk_docs.word.package.relations import Relation
    from gk_docs.word.plan import Prepared
    from gk_docs.word.prepare import Readied

_NAMESPACE = re.compile(r'\sxmlns:\w+="[^"]*"')
_STYLES = re.compile(r'w:styleId="([^"]*)"'), re.compile(r'Style w:val="(?!\d{12}")([^"]*)"')  # those are cnfStyle
_CHANGES = re.compile(rf"\{{[{{%#]|{FILL}")
_IDS = re.compile(r'\sid="(\d+)"')
_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}", "{_#": "{#"}


def plan(data: bytes, environment: Sandbox, *, update_fields: bool = False) -> Plan:
    """Make the plan of a template.

    Args:
        data: The template.
        environment: The sandbox that its code will run in.
        update_fields: Whether Word is to refresh all fields when it opens what is rendered.

    Raises:
        UnreadableFile: If `data` is no Word file.
        TemplateError: If the template is unsafe, or its tags are broken: all of them at once, each with its place.
    """
    package = opened(data)
    refuse_unsafe(package.entries, package.roots)
    forget_local_templates(package)
    entries, parts = prepare(package, update_fields=update_fields)
    examined = [(readied.part, examined_part(environment, readied)) for readied in parts]
    if problems := [problem for _, found in examined for problem in found.problems]:
        raise TemplateError(problems)
    changing, constant, ids = [], {}, Identities()
    for part, found in examined:
        planned = _part(part, found, environment, relations_at(entries, part.name))
        if found.structure.constant:
            constant[part.name] = _constant(FinishedPart(planned), found, Rendering(Attachments(b""), ids=ids))
        else:
            changing.append(planned)
    entries.update(constant)
    kept = entries.keys() - {part.prepared.name for part in changing}
    deflated = {name: ZipEntry.pack(name, content, 6 if name in kept else 1) for name, content in entries.items()}
    static = {name: entry for name, entry in deflated.items() if name in kept}
    of_changing = {TYPES, *(relations_part(part.prepared.name) for part in changing)}
    relations = {name: content for name, content in entries.items() if name in of_changing}
    return Plan(
        tuple(changing),
        constant,
        relations,
        last_list(entries),
        frozenset(ids.drawn),
        static,
        Base.of(deflated.values()).with_entries(()),
        frozenset(entries),
        _styles(entries),
    )


def _constant(part: FinishedPart, found: Examined, rendering: Rendering) -> bytes:
    """The bytes of a part without tags, which are the same in every render."""
    assert found.tree is not None  # noqa: S101 - else there were problems
    text = "".join(data.data for data in found.tree.find_all(nodes.TemplateData))
    part.begin(rendering)
    return part.finished([kept(text.encode())], rendering)


class Examined(NamedTuple):
    """What is known of a part before there is a context.

    Attributes:
        tree: Its syntax tree, changed by the examination; None if it cannot be read.
        structure: What holds for every render of the part.
        problems: What keeps it from being rendered.
        every: The nodes of the tree.
    """

    tree: nodes.Template | None
    structure: Structure
    problems: tuple[Problem, ...]
    every: Sequence[nodes.Node]


def examined_part(environment: Sandbox, readied: Readied) -> Examined:
    """Parse the tags of a part and examine the elements around them."""
    part = readied.part
    tree, problems, every = parse(environment, part)
    structure = Structure()
    if tree is not None:
        _open_braces(every)
        structure = examine(tree, strip=part.kind == "story")
        problems += tuple(crossed(part, structure.crossed))
    return Examined(tree, structure, readied.problems + problems, every)


def _styles(entries: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of the styles that a template defines, and of those that it uses without defining them."""
    parts = (
        content.decode() for name, content in entries.items() if name.startswith("word/") and name.endswith(".xml")
    )
    return frozenset(unescape(style) for part in parts for kind in _STYLES for style in kind.findall(part))


def _part(part: Prepared, found: Examined, environment: Sandbox, relations: list[Relation]) -> PartPlan:
    """The plan of a part."""
    tree, structure = found.tree, found.structure
    assert tree is not None  # noqa: S101 - else there were problems
    if part.kind in ("properties", "other"):
        structure.printers = dict.fromkeys(structure.printers, "print_attribute")
        structure.layouts = {}
    every = [*found.every, *weigh(found.every), *_escaping(found.every)]
    references = frozenset(relation.identifier for relation in relations)
    declared = dict.fromkeys(_NAMESPACE.findall(part.head or part.source.text))
    return PartPlan(
        prepared=part,
        generated=NO_CODE if structure.constant else generate(environment, tree, every, part, structure),
        opening=_opening(part),
        canvas=Canvas(part.name, references, _next_id(part) if part.kind in ("body", "story") else 0),
        links=frozenset(relation.identifier for relation in relations if relation.external),
        may_lead_out=any(isinstance(node, nodes.FilterBlock) for node in found.every) or may_lead_out(part.source.text),
        namespaces=f"<x{''.join(declared)}>",
        has_drawings=structure.numbered,
        has_links=LINK in part.source.text,
        has_lists=LIST in part.source.text,
        repeats=structure.repeats,
        fillable=structure.fillable,
        fits_tables=not structure.stable,
        always_reparses=not structure.whole and part.kind not in ("properties", "other"),
    )


def _escaping(every: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Escape the output of `{% filter %}` blocks like any other text, and return the filters now nested inside."""
    blocks = [node for node in every if isinstance(node, nodes.FilterBlock)]
    for block in blocks:
        block.filter = nodes.Filter(block.filter, "e", [], [], None, None, lineno=block.lineno)
    return [block.filter for block in blocks]


def _opening(part: Prepared) -> Opening:
    """The start of a part up to its first tag or mark, the same in every render, deflated once."""
    return Opening.of((DECLARATION + part.head + _CHANGES.split(part.source.text, 1)[0]).encode())


def _next_id(part: Prepared) -> int:
    """The id that python-docx would give to a new drawing in the part."""
    return max((int(number) for text in (part.head, part.source.text) for number in _IDS.findall(text)), default=0) + 1


def _open_braces(every: Iterable[nodes.Node]) -> None:
    """Turn docxtpl's `{_{`, `}_}` and so on into braces, in the template's own text only."""
    for data in every:
        if not isinstance(data, nodes.TemplateData) or "_" not in data.data:
            continue
        for written, meant in _BRACES.items():
            data.data = data.data.replace(written, meant)
