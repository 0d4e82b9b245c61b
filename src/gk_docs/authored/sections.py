"""Read and write narrative sections: plain text, named parts, or a list of parts.

```yaml
总体情况: 一段文字。                       # headings such as （一）主动公开 in it begin the parts
总体情况:
  主动公开: 一段文字。                     # known parts get the usual heading, and stand in statutory order
  （六）标准化建设: 一段文字。             # a key with a list mark is a heading of the author's own
总体情况:
  - 主动公开: 一段文字。
  - {标题: （二）依申请公开办理情况, 名称: on_request, 接排: 否, 正文: 一段文字。}
```

In a list, and in a mapping with a key that has a list mark, parts keep the order in which they are written.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.draft import WRONG, Draft, join
from gk_docs.authored.keys import field_named, label
from gk_docs.authored.located import Mapping, Node, Scalar, Sequence
from gk_docs.authored.prose import fields_read, prose, tree_of_prose
from gk_docs.authored.syntax import Exact, Plain
from gk_docs.authored.tables import compact
from gk_docs.authored.words import DEEPEST_OF_PARTS, LEAD
from gk_docs.chinese.labels import nearest, normalise, strip_numbering
from gk_docs.chinese.lists import format_number, parse_number
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.prose import Heading, Prose
from gk_docs.form.table import FormTable, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.form.report import Report

_ENDING = re.compile("(?:工作)?(?:情况|方面)?[。：:]?$")
_OWN = "另加的部分请写成带序号的标题，如“（六）标准化建设: 正文”"


class _Written(NamedTuple):
    """A part as its author wrote it, before it gets its heading.

    Attributes:
        part: The part.
        usual: Whether it gets the usual heading of its name.
    """

    part: Part
    usual: bool


def section(draft: Draft, node: Node, model: type[Narrative], path: str, figures: dict[str, Any]) -> dict[str, Any]:
    """The values of a narrative section by field name.

    Args:
        draft: What was found so far.
        node: What the author wrote.
        model: The type of the section.
        path: The field path of the section.
        figures: The values of its fields that hold figures, which are read before.
    """
    if isinstance(node, Scalar):
        return {**figures, **_from_text(draft, node, model, path)}
    if isinstance(node, Sequence):
        return {**figures, "parts": tuple(_headed(_listed(draft, node, model, path), model))}
    return {**figures, **_from_mapping(draft, node, model, path, figures)}


def _from_text(draft: Draft, node: Scalar, model: type[Narrative], path: str) -> dict[str, Any]:
    found = prose(draft, node, path)
    return {} if found is None or found is WRONG or not found else {"parts": tuple(_split(found, model))}


def _split(text: Prose, model: type[Narrative]) -> Iterator[Part]:
    """Split a text into parts at its headings of the highest level, if that is （一） or above."""
    level = min((block.level for block in text if isinstance(block, Heading)), default=DEEPEST_OF_PARTS + 1)
    starts = [
        number
        for number, block in enumerate(text)
        if isinstance(block, Heading) and block.level == level <= DEEPEST_OF_PARTS
    ]
    if not starts or starts[0]:
        yield Part(name="lead", body=text[: starts[0] if starts else len(text)])
    names: set[str | None] = set()
    for start, end in pairwise([*starts, len(text)]):
        name = recognised(model, text[start].text)
        yield Part(name=None if name in names else name, heading=text[start].text, body=text[start + 1 : end])
        names.add(name)


def recognised(model: type[Narrative], heading: str) -> str | None:
    """The name of the part that a heading means, or None; list mark and ending may vary (（一）主动公开工作情况。)."""
    bare = normalise(strip_numbering(heading))
    for name, part in model.named_parts().items():
        if part.title and _ENDING.sub("", bare) == _ENDING.sub("", normalise(part.title)):
            return name
    return None


def _from_mapping(
    draft: Draft, node: Mapping, model: type[Narrative], path: str, figures: dict[str, Any]
) -> dict[str, Any]:
    entries: list[tuple[Scalar, Node]] = []
    for key, value in node.entries:
        name = field_named(model, key.text) or ""
        info = model.model_fields.get(name)
        if info is None:
            entries.append((key, value))
        elif table_of(info) is None:
            draft.places[join(path, name)] = key
            if len(node.entries) - len(figures) > 1:
                draft.refuse(key, path, f"“{key.text}”与各部分的名称不能同时写", found=key.text)
            return {"parts": tuple(_headed(_listed(draft, value, model, path), model))}
    return _from_entries(draft, entries, model, path, figures)


def _from_entries(
    draft: Draft, entries: list[tuple[Scalar, Node]], model: type[Narrative], path: str, figures: dict[str, Any]
) -> dict[str, Any]:
    written: list[_Written] = []
    for key, value in entries:
        for found in _entry(draft, key, value, model, path):
            if found.part.name and any(found.part.name == part.name for part, _ in written):
                message = "同一部分写了两次"
                draft.refuse(key, join(path, found.part.name), message, found=key.text, mend="请合并为一处")
            written.append(found)
    named = {str(part.name): part.body for part, usual in written if usual}
    if len(named) == len(written):
        return named  # `Narrative` itself puts them in statutory order and gives them their headings
    # The author's order says nothing of a part that is written from figures and left out; it comes first.
    named_parts = [part.name for part, _ in written]
    told = [name for name, field in model.told_parts().items() if figures.get(field) and name not in named_parts]
    written = [*(_Written(Part(name=name), usual=True) for name in told), *written]
    return {"parts": tuple(_headed(written, model))}


def _headed(parts: Iterable[_Written], model: type[Narrative]) -> Iterator[Part]:
    """Give the parts that want it their usual heading, numbered by place; a part that stands alone gets none."""
    number, parts = 0, list(parts)
    for part, usual in parts:
        title = model.named_parts()[part.name].title if usual and part.name else ""
        number += bool(part.heading or title)
        yield part.replace(heading=f"{format_number(2, number)}{title}") if title and len(parts) > 1 else part


def _entry(draft: Draft, key: Scalar, node: Node, model: type[Narrative], path: str) -> Iterator[_Written]:
    """Yield the part that a key and its text make; nothing if the text is blank or wrong."""
    found = _named(draft, key, model, path)
    if found is None:
        return
    name, marked = found
    below = join(path, name or key.text)
    draft.places[below] = key
    heading = draft.text(key, below) if marked else None
    if heading is WRONG:
        return
    if isinstance(node, Mapping) and any(field_named(Part, inner.text) for inner, _ in node.entries):
        yield from _exact(draft, node, model, below, {"name": name, "heading": heading})
        return
    body = prose(draft, node, below)
    if body is not WRONG and (body is not None or heading):
        part = draft.validate(Part, {"name": name, "heading": heading, "body": body or Prose()}, below)
        if part is not WRONG:
            yield _Written(part, usual=bool(name and not heading))


def _named(draft: Draft, key: Scalar, model: type[Narrative], path: str) -> tuple[str | None, bool] | None:
    """The name of the part that a key means, and whether the key is itself its heading; None if it is refused."""
    number = parse_number(key.text)
    name = recognised(model, key.text) if number else field_named(model, key.text)
    if number is None:
        if name or normalise(key.text) == LEAD:
            return name, False
        draft.unknown(key, model, path, hint=_OWN)
        return None
    if name is None and (near := _near(model, number.rest)):
        mend = f"是否指“{near}”；若是另加的部分，请写成列表中的一项：- {{标题: {key.text}, 正文: …}}"
        draft.refuse(key, path, "没有这一部分", found=key.text, mend=mend)
        return None
    return name, True


def _near(model: type[Narrative], heading: str) -> str | None:
    """The title of the part that a heading without its mark may be meant for; None where none comes near."""
    return nearest(heading, [part.title for part in model.named_parts().values() if part.title])


def key_for(model: type[Narrative], part: Part) -> str | None:
    """The key under which an author writes a part; None if the part can only be written in a list."""
    heading = part.heading or ""
    name = part.name if part.name in model.named_parts() else recognised(model, heading)
    if name:
        return model.named_parts()[name].title or LEAD
    number = parse_number(heading)
    return heading if number and not _near(model, number.rest) else None


def _listed(draft: Draft, node: Node, model: type[Narrative], path: str) -> Iterator[_Written]:
    if not isinstance(node, Sequence):
        draft.wants(node, path, "一个列表，每项是一个部分")
        return
    for number, item in enumerate(node.items):
        below = join(path, f"parts.{number}")
        draft.places[below] = item
        if isinstance(item, Mapping) and any(field_named(Part, key.text) for key, _ in item.entries):
            yield from _exact(draft, item, model, below, {})
        elif isinstance(item, Mapping):
            for key, value in item.entries:
                yield from _entry(draft, key, value, model, path)
        elif (body := prose(draft, item, below)) and body is not WRONG:
            yield _Written(Part(name=None if number else "lead", body=body), usual=False)


def _exact(
    draft: Draft, node: Mapping, model: type[Narrative], path: str, values: dict[str, Any]
) -> Iterator[_Written]:
    """Yield the part that is written field by field (标题, 名称, 正文); if it has no name, the heading decides."""
    values |= fields_read(draft, node, Part, path)
    if "name" not in values and (heading := values.get("heading")) and heading is not WRONG:
        values["name"] = recognised(model, heading)
    part = draft.made(Part, values, path)
    if part is not WRONG:
        yield _Written(part, usual=False)


def tree_of_section(report: Report, name: str) -> Any:
    """A narrative section as named parts if that loses nothing, else as a list; None if empty; braces not escaped."""
    found: Narrative = getattr(report, name)
    figures = {label(type(found), name): compact(table) for name, table in figures_beside(found).items()}
    named = _tree_of_parts(report, found)
    if named is None:
        key = label(type(found), "parts")
        return {**figures, key: [_tree_of_part(part) for part in found.parts]}
    if named and not figures and _is_one_text(found):
        return next(iter(named.values()))
    return {**figures, **named} or None


def _is_one_text(found: Narrative) -> bool:
    """Whether the section is text without parts that plain text reads back the same."""
    if [part.name for part in found.parts] != ["lead"]:
        return False
    body = found.parts[0].body
    begins_parts = any(isinstance(block, Heading) and block.level <= DEEPEST_OF_PARTS for block in body)
    return isinstance(tree_of_prose(body), Plain) and not begins_parts


def figures_beside(found: Narrative) -> dict[str, FormTable]:
    """The tables from which parts of a section are written, by field, if any of their figures is known."""
    tables = {name: getattr(found, name) for name in found.told_parts().values()}
    return {name: table for name, table in tables.items() if table != type(table)()}


def _tree_of_parts(report: Report, found: Narrative) -> dict[str, Any] | None:
    """The texts of the named parts by title; None if that does not read back as the same section."""
    model, known = type(found), found.named_parts()
    bodies: dict[str, Any] = {str(part.name): part.body for part in found.parts if part.name in known}
    figures = figures_beside(found)
    untold = {name: body for name, body in bodies.items() if found.told_parts().get(name) not in figures}
    for texts in (untold, bodies):
        if model.model_validate({**texts, **figures}).with_sentences(report.year) == found:
            return {known[name].title or LEAD: tree_of_prose(body) for name, body in texts.items()}
    return None


def _tree_of_part(part: Part) -> dict[str, Any]:
    written: dict[str, Any] = {label(Part, "name"): Exact("null") if part.name is None else part.name}
    if part.heading is not None:
        written[label(Part, "heading")] = part.heading
    if part.run_in:
        written[label(Part, "run_in")] = "是"
    return {**written, label(Part, "body"): tree_of_prose(part.body)}
