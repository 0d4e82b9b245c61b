"""The shape of a context for the lint: names, lists and kinds of value, from a sample or from a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gk_docs import regex as re
from gk_docs.word.printing.fields import declared

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["list", "object", "text", "number", "flag", "other"]
KIND_WORDS: dict[str, str] = {"list": "列表", "object": "一组内容", "text": "文字", "number": "数字", "flag": "是或否"}
ITEM = "[]"
Shape: TypeAlias = "ValueShape | SchemaShape"
"""What is known of a value, or of all the values that one name may have.

`kinds` are those of value that it may be; empty if nothing is known, and None is of no kind. `field` is the shape of
what it holds under a name, or None if it has no such name; `item` is that of its items, `names` those that it declares.
"""
_TYPES: dict[str, Kind] = {
    "array": "list", "object": "object", "string": "text", "number": "number", "integer": "number", "boolean": "flag"
}  # fmt: skip
_TOLD_BY: dict[str, Kind] = {"properties": "object", "items": "list", "prefixItems": "list"}
_COMBINED = ("anyOf", "oneOf", "allOf")
_DEEPEST = 12  # combined schemas and references followed; a schema may refer to itself
_DEEPEST_SHAPE = 6  # levels of names listed; data may contain themselves


class ValueShape:
    """A shape that is learnt from sample values.

    Args:
        values: The samples; None says nothing and is left out.
    """

    def __init__(self, values: Iterable[object]) -> None:
        self._values = [value for value in values if value is not None]

    def kinds(self) -> frozenset[Kind]:
        """The kinds of the samples."""
        return frozenset(_kind(value) for value in self._values)

    def field(self, name: str) -> ValueShape | None:
        """The values that samples have under this name; None if none has it. Without samples any name is possible."""
        having = [value for value in self._values if _has(value, name)]
        found = (one[name] if isinstance(one, Mapping) else getattr(one, name) for one in having)
        return ValueShape(found) if having or not self._values else None

    def item(self) -> ValueShape:
        """The items of all samples."""
        return ValueShape(item for value in self._values for item in _items(value))

    def names(self) -> list[str]:
        """The keys and declared fields of all samples."""
        return list(dict.fromkeys(name for value in self._values for name in _names(value)))


def _kind(value: object) -> Kind:
    if isinstance(value, Mapping):
        return "object"
    if hasattr(value, "_fields"):
        return "other"
    kinds: tuple[tuple[type | tuple[type, ...], Kind], ...] = (
        (str, "text"), (bool, "flag"), ((int, float), "number"), ((list, tuple, set, frozenset), "list")
    )  # fmt: skip
    for types, kind in kinds:
        if isinstance(value, types):
            return kind
    return "other"


def _has(value: object, name: str) -> bool:
    if isinstance(value, Mapping):
        return name in value
    return _kind(value) == "other" and not name.startswith("_") and hasattr(value, name)


def _items(value: object) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, str):
        return [value]  # each character is a text
    return value if isinstance(value, Iterable) and not isinstance(value, bytes) else ()


def _names(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [key for key in value if isinstance(key, str)]
    return declared(type(value))


class SchemaShape:
    """A shape that a JSON Schema declares.

    An object has the names under `properties`, and others only if `additionalProperties` or `patternProperties` allows
    them; an object that declares no names may have any.

    Args:
        nodes: The alternative schemas.
        root: The whole schema, for `$ref`.
    """

    def __init__(self, nodes: Iterable[Any], root: Mapping[str, Any]) -> None:
        self._root = root
        self._nodes = [found for node in nodes for found in self._expanded(node, 0)]

    def _expanded(self, node: Any, depth: int) -> Iterator[Mapping[str, Any]]:
        """Yield the alternatives of a schema (`anyOf`, `oneOf`, `allOf`) with `$ref` followed."""
        if not isinstance(node, Mapping) or depth > _DEEPEST:
            return
        others = [other for word in _COMBINED for other in _list(node, word)]
        if "$ref" in node:
            others.append(self._referred(str(node["$ref"])))
        for other in others:
            yield from self._expanded(other, depth + 1)
        if not others or "type" in node or "properties" in node:
            yield node

    def _referred(self, reference: str) -> Any:
        """The schema that a `$ref` names; an empty schema if it leads out of the file or nowhere."""
        node: Any = self._root
        for step in reference.removeprefix("#").split("/")[1:] if reference.startswith("#") else ["?"]:
            key = step.replace("~1", "/").replace("~0", "~")
            node = node[key] if isinstance(node, Mapping) and key in node else {}
        return node

    def kinds(self) -> frozenset[Kind]:
        """The kinds that the schema allows."""
        kinds = [_declared(node) for node in self._nodes]
        return frozenset() if None in kinds else frozenset(kind for some in kinds for kind in some or ())

    def field(self, name: str) -> SchemaShape | None:
        """The shape that the schema declares under this name, or None if it allows no such name."""
        found: list[Any] = []
        for node in self._nodes:
            properties = _mapping(node, "properties")
            patterns = [one for key, one in _mapping(node, "patternProperties").items() if _fits(key, name)]
            other = node.get("additionalProperties", not (properties or "patternProperties" in node))
            if name in properties:
                found.append(properties[name])
            elif patterns:
                found += patterns
            elif other is not False and _may_be(node, "object"):
                found.append({} if other is True else other)
        return SchemaShape(found, self._root) if found or not self._nodes else None

    def item(self) -> SchemaShape:
        """The shape of the items of a list, or of the values of an object."""
        found: list[Any] = []
        for node in self._nodes:
            if _may_be(node, "object"):
                found += [*_mapping(node, "properties").values(), node.get("additionalProperties")]
            if _may_be(node, "text"):
                found.append(node)
            if _may_be(node, "list"):
                items = node.get("items", {})
                found += [*_list(node, "prefixItems"), *(items if isinstance(items, Sequence) else [items])]
        return SchemaShape(({} if one is True else one for one in found), self._root)

    def names(self) -> list[str]:
        """The properties that the schema declares."""
        return list(dict.fromkeys(name for node in self._nodes for name in _mapping(node, "properties")))


def _mapping(node: Mapping[str, Any], word: str) -> Mapping[str, Any]:
    """The mapping under a keyword of a schema; an empty one if it holds anything else."""
    value = node.get(word)
    return value if isinstance(value, Mapping) else {}


def _list(node: Mapping[str, Any], word: str) -> Sequence[Any]:
    value = node.get(word)
    return value if isinstance(value, list | tuple) else ()


def _fits(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except re.error:  # the patterns of JSON Schema are those of another language
        return True


def schema_of(model: Any) -> Mapping[str, Any]:
    """The JSON Schema of a pydantic model as a template sees it.

    The engine's own values (a picture, a table) and types that JSON lacks are declared as anything.
    """
    from pydantic.json_schema import GenerateJsonSchema  # noqa: PLC0415 - only a model needs it

    class _Lenient(GenerateJsonSchema):
        def dataclass_schema(self, schema: Any) -> dict[str, Any]:
            is_ours = schema["cls"].__module__.startswith("gk_docs.")
            return {} if is_ours else super().dataclass_schema(schema)

        def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> dict[str, Any]:  # noqa: ARG002 - as it is called
            return {}

    made: Mapping[str, Any] = model.model_json_schema(by_alias=False, mode="serialization", schema_generator=_Lenient)
    return made


def _declared(node: Mapping[str, Any]) -> frozenset[Kind] | None:
    """The kinds of value that a schema without alternatives allows; None if it allows any."""
    types = [node["type"]] if isinstance(node.get("type"), str) else _list(node, "type")
    values = _list(node, "enum") or ([node["const"]] if "const" in node else [])
    if types or values:
        named: list[Kind] = [_TYPES[one] for one in types if isinstance(one, str) and one in _TYPES]
        return frozenset([*named, *(_kind(one) for one in values if one is not None)])
    return next((frozenset({kind}) for word, kind in _TOLD_BY.items() if word in node), None)


def _may_be(node: Mapping[str, Any], kind: Kind) -> bool:
    kinds = _declared(node)
    return kinds is None or kind in kinds


def leaves(shape: Shape, around: str = "", open_: int = 0) -> Iterator[str]:
    """Yield the dotted path of every value that has no names below it (`rows[].total`)."""
    names = list(shape.names()) if open_ < _DEEPEST_SHAPE else []
    if not names and "list" in shape.kinds() and list(shape.item().names()):
        yield from leaves(shape.item(), f"{around}{ITEM}", open_ + 1)
    elif not names and around:
        yield around
    for name in names:
        field = shape.field(name)
        path = f"{around}.{name}" if around else name
        yield from leaves(field, path, open_ + 1) if field is not None else [path]
