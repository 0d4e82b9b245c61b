"""From the bytes of a template to its plan: each thing that needs no context is done here, once."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import nodes

from gk_docs.errors import TemplateError
from gk_docs.word.attach import Attachments
from gk_docs.word.bounds import weigh
from gk_docs.word.codegen import generate
from gk_docs.word.compiled import CompiledPart
from gk_docs.word.instructions import may_lead_out
from gk_docs.word.package import Base, Entry, unpack
from gk_docs.word.plan import PartPlan, Plan, Prepared
from gk_docs.word.prepare import prepare
from gk_docs.word.rendering import Rendering
from gk_docs.word.safety import references, refuse_unsafe, without_local_templates
from gk_docs.word.sandbox import Sandbox
from gk_docs.word.structure import Structure, examine
from gk_docs.word.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.word.outward import Relation

_NAMESPACE = re.compile(r'\sxmlns:\w+="[^"]*"')
_STYLE = re.compile(r'(?:\sw:styleId=|<w:(?:p|r|tbl)Style w:val=)"([^"]*)"')
_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


def plan(data: bytes) -> Plan:
    """The plan of a template.

    Raises:
        UnreadableFile: If `data` is no Word file.
        TemplateError: If the template is unsafe, or its tags are broken: all of them at once, each with its place.
    """
    refuse_unsafe(unpack(data))
    entries, parts = prepare(without_local_templates(data))
    environment = Sandbox()
    parsed = [(part, parse(environment, part)) for part in parts]
    if problems := [problem for _, found in parsed for problem in found.problems]:
        raise TemplateError(problems)
    unrendered = Base.of(Entry.pack(name, content) for name, content in entries.items()).with_entries(())
    changing, constant = [], {}
    for part, found in parsed:
        if found.tree is None:
            continue
        structure, planned = _part(part, found.tree, environment, references(entries, part.name))
        if structure.constant:
            constant[part.name] = CompiledPart(planned, environment).render({}, Rendering(Attachments(unrendered)))
        else:
            changing.append(planned)
    entries.update(constant)
    kept = entries.keys() - {part.prepared.name for part in changing}
    static = {name: Entry.pack(name, content) for name, content in entries.items() if name in kept}
    return Plan(tuple(changing), constant, static, unrendered, frozenset(entries), _styles(entries))


def _styles(entries: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of the styles that a template defines, and of those that it names without."""
    parts = (
        content.decode() for name, content in entries.items() if name.startswith("word/") and name.endswith(".xml")
    )
    return frozenset(unescape(style) for part in parts for style in _STYLE.findall(part))


def _part(
    part: Prepared, tree: nodes.Template, environment: Sandbox, relations: list[Relation]
) -> tuple[Structure, PartPlan]:
    """What is known of one part, whose syntax tree is changed, and its plan."""
    _open_braces(tree)
    structure = examine(tree, strip=part.kind == "story")
    if part.kind == "properties":
        structure.printers = dict.fromkeys(structure.printers, "print_attribute")
    weigh(tree)
    declared = dict.fromkeys(_NAMESPACE.findall(part.head or part.raw))
    in_body = part.kind == "body"
    whole = structure.whole and structure.stable
    return structure, PartPlan(
        prepared=part,
        generated=generate(environment, tree, part, structure.printers),
        references=frozenset(relation.identifier for relation in relations),
        links=frozenset(relation.identifier for relation in relations if relation.external),
        may_lead_out=may_lead_out(part.source.text) or tree.find(nodes.FilterBlock) is not None,
        namespaces=f"<x{''.join(declared)}>",
        has_drawings=structure.numbered and in_body,
        fillable=structure.fillable,
        always_reparses=not whole and part.kind != "properties",
    )


def _open_braces(tree: nodes.Template) -> None:
    """Turn docxtpl's `{_{` and its like into braces, in the template's own text only."""
    for data in tree.find_all(nodes.TemplateData):
        for written, meant in _BRACES.items():
            data.data = data.data.replace(written, meant)
