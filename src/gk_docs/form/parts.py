"""A narrative section: one ordered sequence of parts, some of them named.

A part that the form or custom knows has a name; any other keeps its own heading in its place. The named attributes of
a section are views of its sequence, and its keyword constructor builds the sequence in the statutory order.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from gk_docs import regex as re
from gk_docs.chinese.lists import format_number
from gk_docs.form.model import Model
from gk_docs.form.prose import Heading, Paragraph, Prose, said_again
from gk_docs.form.table import FormTable, Variants
from gk_docs.form.values import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import CoreSchema


class Part(Model):
    """One part of a narrative section.

    Attributes:
        name: Name of the part (`on_request`), or None for one that the form does not know.
        heading: Its heading as printed, mark included; None where it lacks one.
        run_in: Whether the heading stands at the head of the first paragraph and not on a line of its own.
        body: Its text.
    """

    if TYPE_CHECKING:

        def __init__(
            self, *, name: str | None = None, heading: str | None = None, run_in: bool = False, body: Prose | str = ""
        ) -> None: ...

    name: Line | None = Field(default=None, title="名称", description="Field name of a part that the form knows.")
    heading: Line | None = Field(
        default=None, title="小标题", description="The heading as printed, list mark included."
    )
    run_in: bool = Field(
        default=False,
        strict=True,
        title="接排",
        description="The heading begins the first paragraph, not a line of its own.",
    )
    body: Prose = Field(default=Prose(), title="正文", description="The text of the part: blocks, or plain text.")

    @property
    def text(self) -> str:
        """Heading and body as plain text, one line a block."""
        lines = [self.heading] if self.heading else []
        return "\n".join([*lines, *(block.text for block in self.body)])


class Told(FormTable):
    """Figures beside the text of a section, which a sentence of it is written from."""

    def sentence(self, year: int) -> str:
        """The sentence in the report on `year`; "" where no figure is known."""
        raise NotImplementedError


class NamedPart:
    """Declares a named part of a section; read from a report, it gives that part's body, or None if absent.

    Attributes:
        title: Its usual heading without a list mark; "" for text before the first heading.
        description: What belongs there, with the source.
        known: Pattern of the headings that mean it besides its title; where two parts match, the earlier is meant.
        asked_since: First report year of the edition of the form that asks for it; None where custom alone does.
        written_from: Field of the section with the figures from which an omitted part is written; "" for none.
    """

    def __init__(
        self, title: str, description: str, *, known: str = "", asked_since: int | None = None, written_from: str = ""
    ) -> None:
        self.title = title
        self.description = description
        self.known = re.compile(known or re.escape(title)) if title else None
        self.asked_since = asked_since
        self.written_from = written_from
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, section: Narrative | None, owner: type) -> Prose | None:
        if section is None:
            return self  # type: ignore[return-value]  # read from the class, it is the declaration
        return next((part.body for part in section.parts if part.name == self.name), None)


class Narrative(Model):
    """A narrative section: its parts in printed order.

    Built from `parts=[Part(…), …]`, or from named parts as keywords (text, `Prose` or `Part`), which get their usual
    headings, numbered in statutory order; a part that stands alone gets no heading. Plain text for the whole section is
    its `lead`.

    Raises:
        pydantic.ValidationError: If both ways are mixed, or a name is unknown.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(ignored_types=(NamedPart,))

    variants: ClassVar[Variants] = Variants()

    parts: tuple[Part, ...] = Field(default=(), title="各部分", description="Parts in printed order.")
    lead = NamedPart("", "Text before the first part.")

    @classmethod
    @cache
    def named_parts(cls) -> Mapping[str, NamedPart]:
        """The parts that the form or custom knows, by name, in statutory order."""
        parts = {name: part for kind in reversed(cls.__mro__) for name, part in vars(kind).items()}
        return {name: part for name, part in parts.items() if isinstance(part, NamedPart)}

    @classmethod
    @cache
    def told_parts(cls) -> Mapping[str, str]:
        """The field of the figures that a part is written from, by the name of the part."""
        return {name: part.written_from for name, part in cls.named_parts().items() if part.written_from}

    @model_validator(mode="before")
    @classmethod
    def _from_keywords(cls, value: Any) -> Any:
        names = cls.named_parts()
        if isinstance(value, str):
            value = {"lead": value}
        if isinstance(value, dict) and "parts" not in value:
            room = {name: Prose() for name, figures in cls.told_parts().items() if value.get(figures)}
            value = {**room, **value}
        if not isinstance(value, dict) or not any(name in value for name in names):
            return value
        if "parts" in value:
            raise ValueError("parts 与具名部分不能同时写")
        given = {name: value[name] for name in names if value.get(name) is not None}
        rest = {name: other for name, other in value.items() if name not in names}
        return {**rest, "parts": cls._headed(given)}

    @classmethod
    def _headed(cls, given: Mapping[str, Any]) -> tuple[Part, ...]:
        parts, wrong, number = list[Part](), list[InitErrorDetails](), 0
        for name, body in given.items():
            is_part = isinstance(body, Part | dict)
            title = "" if is_part or len(given) == 1 else cls.named_parts()[name].title
            number += bool(title)
            heading = f"{format_number(2, number)}{title}" if title else None
            try:
                part = Part.model_validate(body) if is_part else Part(heading=heading, body=Prose(body))
                parts.append(part.replace(name=name))
            except ValidationError as error:
                wrong += _below(name, error)
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return tuple(parts)

    def replace(self, **changes: Any) -> Self:
        """A copy with `changes`; in a section that keywords could have built, a named part may be one of them.

        Raises:
            pydantic.ValidationError: If a changed value does not fit, a name is unknown, or a named part is changed in
                a section with other headings, or another order, than the usual ones: there, give `parts`.
        """
        bodies = {name: body for name in self.named_parts() if (body := getattr(self, name)) is not None}
        if not changes.keys() & self.named_parts() or "parts" in changes or self._headed(bodies) != self.parts:
            return super().replace(**changes)
        rest = {name: value for name, value in self.stated().items() if name != "parts"}
        return type(self)(**{**rest, **bodies, **changes})

    def with_sentences(self, year: int) -> Self:
        """A copy in which each empty part that is written from figures has the sentence of its figures."""
        return self._exchanged({name: ("", sentence) for name, sentence in self._sentences(year)})

    def without_sentences(self, year: int, was: Narrative) -> Self:
        """A copy in which each part is empty that has figures and says only the sentence of those that `was` has."""
        written = dict(self._sentences(year))
        return self._exchanged({name: (told, "") for name, told in was._sentences(year) if name in written})

    def without_figures(self) -> Self:
        """A copy without the figures that its parts are written from; the parts keep what they say."""
        return self.replace(**{name: type(getattr(self, name))() for name in self.told_parts().values()})

    def _sentences(self, year: int) -> Iterator[tuple[str, str]]:
        for name, figures in self.told_parts().items():
            if sentence := getattr(self, figures).sentence(year):
                yield name, sentence

    def _exchanged(self, texts: Mapping[str, tuple[str, str]]) -> Self:
        parts = list(self.parts)
        for number, part in enumerate(parts):
            if (pair := texts.get(part.name or "")) and part.body == _sentence(pair[0]):
                parts[number] = part.replace(body=_sentence(pair[1]))
        return self if tuple(parts) == self.parts else self.replace(parts=parts)

    @property
    def text(self) -> str:
        """The whole section as plain text without its own title, one line a block."""
        return "\n".join(part.text for part in self.parts if part.text)

    @property
    def headings(self) -> Iterator[str]:
        """Every heading of the section as printed, in order: those of its parts and those inside their text."""
        for part in self.parts:
            if part.heading:
                yield part.heading
            yield from (block.text for block in part.body if isinstance(block, Heading))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        written = handler.resolve_ref_schema(handler(schema))
        written["type"] = ["object", "string"]
        part_schema = written["properties"]["parts"]["items"]
        prose = {"$ref": handler.resolve_ref_schema(part_schema)["properties"]["body"]["$ref"]}
        for name, part in cls.named_parts().items():
            written["properties"][name] = {
                "title": part.title or "开头",
                "description": part.description,
                "anyOf": [prose, part_schema, {"type": "null"}],
            }
        return written


def _below(name: str, error: ValidationError) -> Iterator[InitErrorDetails]:
    """The errors of the value given for the field `name`, with their places inside it."""
    for one in error.errors(include_url=False):
        yield {"type": said_again(one), "loc": (name, *one["loc"]), "input": one["input"]}


def _sentence(text: str) -> Prose:
    return Prose([Paragraph(text=text)] if text else [])
