"""The base class of every object of a report: frozen, strict, and able to compute what the author left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict

M = TypeVar("M")
K = TypeVar("K")
V = TypeVar("V")


def _refuse(*_: Any, **__: Any) -> Any:
    raise TypeError("an object of a report does not change; replace gives one that differs")


class Fixed(dict[K, V]):
    """A dict that cannot change, since the reports that hold it are shared, compared and hashed.

    Its keys are sorted, so that two equal dicts are written the same.
    """

    def __init__(self, items: Mapping[K, V]) -> None:
        super().__init__((key, items[key]) for key in sorted(items))  # type: ignore[type-var]  # names and paths

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Self], tuple[dict[K, V]]]:
        return type(self), (dict(self),)

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse


def _told(schema: dict[str, Any]) -> None:
    """Say in a JSON schema what holds for every object: no doctests, and a block without its kind is not known."""
    if "description" in schema:
        schema["description"] = schema["description"].partition("\n\n")[0].replace("\n", " ")
    if "kind" in schema.get("properties", {}):
        schema["required"] = list(dict.fromkeys(["kind", *schema.get("required", [])]))


def kind_of(annotation: object, base: type[M]) -> type[M] | None:
    """The type that a field is annotated with, where it is one of the types below `base`; else None."""
    return annotation if isinstance(annotation, type) and issubclass(annotation, base) else None


def kinds_below(kind: type[M]) -> Iterator[type[M]]:
    """Yield every type below a type, each before those below it."""
    for inner in kind.__subclasses__():
        yield inner
        yield from kinds_below(inner)


class Model(BaseModel):
    """A frozen object that refuses unknown names.

    What is omitted is computed where the form knows how (a total, the title); what is None is blank and stays blank.
    Two objects are equal when they print the same, whether a value was stated or computed.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        revalidate_instances="subclass-instances",  # what a subclass adds is refused where a report could not keep it
        ser_json_bytes="base64",
        val_json_bytes="base64",
        json_schema_extra=_told,
    )

    def replace(self, **changes: Any) -> Self:
        """A copy with `changes`, validated, and with what follows from the rest computed again.

        A total that is the sum follows it, a title that is the usual one follows body and year, whether it was omitted
        or stated, as a file states all; so equal objects are replaced alike. What is stated otherwise stays.

        Raises:
            pydantic.ValidationError: If a changed value does not fit, or a name is unknown.
        """
        return type(self)(**{**self.stated(), **changes})

    def stated(self) -> dict[str, Any]:
        """The values by field name that were stated and do not follow from the others."""
        follows = self._computed()
        stated = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value for name, value in stated.items() if name not in follows or value != follows[name]}

    def _computed(self) -> Mapping[str, Any]:
        """What the fields that may be omitted would be, by name."""
        return {}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy as pydantic makes it; with `update` the copy that `replace` gives, so that all values are validated.

        Raises:
            pydantic.ValidationError: If a changed value does not fit, or a name is unknown.
        """
        return self.replace(**update) if update else super().model_copy(deep=deep)

    def _compute(self, name: str, value: object) -> None:
        # A computed field stays out of `model_fields_set`: it was not stated.
        object.__setattr__(self, name, value)
