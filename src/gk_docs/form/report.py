"""What all editions of the report share: its head, its six sections by name, its figures by path."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache, partial
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, ValidationError, model_validator
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from gk_docs.errors import InvalidReport
from gk_docs.form import sentences
from gk_docs.form.agency import Agency, Contact
from gk_docs.form.figures import values_of
from gk_docs.form.form import FIRST_YEAR, Form
from gk_docs.form.labels import named_figures
from gk_docs.form.messages import all_at_once, validated
from gk_docs.form.model import Fixed, Model
from gk_docs.form.narrative import OtherMatters, Problems, Summary
from gk_docs.form.outline import outline_of, plant
from gk_docs.form.parts import Narrative
from gk_docs.form.places import words_at
from gk_docs.form.prose import Paragraph, Prose
from gk_docs.form.table import FormTable, table_of
from gk_docs.form.values import Line, Name, Text

if TYPE_CHECKING:
    from decimal import Decimal


class Acceptance(Model):
    """A finding that the body accepts, with the reason."""

    code: Name = Field(title="代码", description="Code of the rule (GK402).")
    path: Line = Field(
        default="", title="位置", description="Field path of the place; empty for the report as a whole."
    )
    reason: Annotated[Text, Field(min_length=1)] = Field(title="理由", description="Why the finding stands.")


_NO_SECTION = "没有这一部分，只能是{names}"
_NO_CELL = PydanticCustomError("no_cell", "表里没有这一格，请写一格的英文路径，如 requests.received.total")


class Printed(Model):
    """What a published file prints differently from the form; empty for a report of ours."""

    title: tuple[Line, ...] = Field(
        default=(), title="标题各行", description="Lines of the title, where it takes several."
    )
    headings: Annotated[dict[Line, Line], AfterValidator(Fixed)] = Field(
        default={},
        validate_default=True,
        title="各部分标题",
        description="Section headings as printed, by field name of the section.",
    )
    order: tuple[Line, ...] = Field(
        default=(), title="各部分次序", description="Field names of the sections in printed order, where it is another."
    )
    words: Annotated[dict[str, Text], AfterValidator(Fixed)] = Field(
        default={},
        validate_default=True,
        title="格内文字",
        description="Words that stand in figure cells, by field path of the figure.",
    )


class FigureValue(NamedTuple):
    """One figure of a report with its path, its printed labels and its unit.

    Attributes:
        path: Field path (`requests.received.total`).
        labels: The printed labels that lead to the cell, from the section's title in.
        unit: 件, 项, 个, 元 or 万元.
        value: A whole number, for money a Decimal; None where the cell is blank.
    """

    path: str
    labels: tuple[str, ...]
    unit: str
    value: int | Decimal | None


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _day(value: object) -> object:
    with suppress(ValueError):
        day = date.fromisoformat(value) if isinstance(value, str) else value
        if day is None or isinstance(day, date):  # a number would be taken for seconds since 1970
            return day
    raise PydanticCustomError("not_a_date", "不是日期，请写成 2024-01-15 这样的日期")


def _covered(year: int) -> int:
    if year < FIRST_YEAR:
        raise PydanticCustomError(
            "year_before_the_forms",
            "{before}年及以前的年度报告用的是更早的格式，只支持{first}年及以后",
            {"before": FIRST_YEAR - 1, "first": FIRST_YEAR},
        )
    return year


class Report(Model):
    """The base of the annual reports of all editions. Only `agency` and `year` are required.

    `form` has what is known of the edition besides its fields. A title or preamble that is omitted, and the sentence on
    the fee if it is omitted and the figures of the fee are known, are written from the typed data; None is blank.
    """

    form: ClassVar[Form]

    agency: Annotated[Agency, BeforeValidator(_named, json_schema_input_type=Agency | Name)] = Field(
        title="机关", description="The body that reports; its name alone will do."
    )
    year: Annotated[int, Field(strict=True, le=9999), AfterValidator(_covered)] = Field(
        title="年度",
        description="The year reported on (not the year of publication), 2019 or later.",
        json_schema_extra={"minimum": FIRST_YEAR},
    )
    edition: str = Field(title="格式版本", description="Edition of the form.")
    title: Line | None = Field(
        default=None, title="标题", description="Title on one line; written from body and year if omitted."
    )
    preamble: Prose | None = Field(
        default=None,
        title="前言",
        description="Text before section 一; written from typed data if omitted, none if null.",
    )
    summary: Summary = Field(default=Summary(), title="一、总体情况", description="Narrative.")
    active_disclosure: FormTable
    requests: FormTable
    review_litigation: FormTable
    problems: Problems
    other_matters: OtherMatters = Field(
        default=OtherMatters(), title="六、其他需要报告的事项", description="Narrative."
    )
    published: Annotated[date | None, BeforeValidator(_day)] = Field(
        default=None, title="发布日期", description="Day of publication (条例 art. 49)."
    )
    accepted: tuple[Acceptance, ...] = Field(
        default=(), title="已说明事项", description="Findings accepted with a reason."
    )
    printed: Printed = Field(
        default=Printed(),
        title="原件字样",
        description="What a published file prints where the form prints something else.",
    )

    @model_validator(mode="after")
    def _write_what_is_omitted(self) -> Self:
        if not {"title", "preamble"} <= self.model_fields_set:
            for name, written in self._computed().items():
                if name not in self.model_fields_set:
                    self._compute(name, written)
        for name in outline_of(type(self)).told_sections:
            self._compute(name, getattr(self, name).with_sentences(self.year))
        return self

    def _computed(self) -> Mapping[str, Any]:
        titles = [section.title for section in outline_of(type(self)).sections]
        text = sentences.preamble(self.agency, self.year, self.form, titles)
        title = sentences.title(self.agency, self.year, self.form)
        return {"title": title, "preamble": Prose([Paragraph(text=text)])}

    @model_validator(mode="after")
    def _has_what_is_printed(self) -> Self:
        outline, printed = outline_of(type(self)), self.printed
        names = outline.section_names
        places = [(f"headings.{name}", name) for name in printed.headings if name not in names]
        places += [(f"order.{number}", name) for number, name in enumerate(printed.order) if name not in names]
        places += [(f"words.{path}", text) for path, text in printed.words.items() if path not in outline.figures]
        if places:
            no_section = PydanticCustomError("no_section", _NO_SECTION, {"names": "、".join(names)})
            wrong: list[InitErrorDetails] = [
                {
                    "type": _NO_CELL if place.startswith("words") else no_section,
                    "loc": ("printed", place),
                    "input": found,
                }
                for place, found in places
            ]
            raise ValidationError.from_exception_data("Printed", wrong)
        return self

    @classmethod
    def edition_name(cls) -> str:
        """The name of the edition, as `edition` has it in every report of this class."""
        return str(cls.model_fields["edition"].default)

    @classmethod
    def asks_for(cls, path: str) -> bool:
        """Whether this edition of the form, and not only custom, asks for the part of a narrative section at `path`."""
        return path in _asked(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        written = handler.resolve_ref_schema(handler(schema))
        printed = handler.resolve_ref_schema(written["properties"]["printed"])["properties"]
        names = [*outline_of(cls).section_names]
        printed["headings"]["propertyNames"] = {"enum": names}
        printed["order"]["items"]["enum"] = names
        return written

    def replace(self, **changes: Any) -> Self:
        """A copy with `changes`, validated, and with what follows from the rest computed again.

        Title, preamble, totals and the sentence on the fee follow where they say what would be written without them,
        also in a report that was read; what is stated otherwise stays.

        Raises:
            pydantic.ValidationError: If a changed value does not fit, or a name is unknown.
        """
        bare = dict(changes)
        for name in outline_of(type(self)).told_sections:
            was = getattr(self, name)
            section = changes.get(name, was)
            bare[name] = section.without_sentences(self.year, was) if isinstance(section, Narrative) else section
        return super().replace(**bare)

    def visible(self) -> Self:
        """The report as its pages alone show it, without the data that our Word files carry besides them.

        It keeps the name of the body and the contact that the preamble prints. Fee figures, day of publication,
        acceptances and charts of tables are left out. Parts keep their names, which their usual headings show.
        """
        shown = str(self.preamble or "")
        contact = {name: value for name, value in self.agency.contact if value and value in shown}
        outline = outline_of(type(self))
        sections = {name: _undrawn(getattr(self, name)) for name in outline.section_names}
        return self.replace(
            agency=Agency(name=self.agency.name, contact=Contact(**contact)),
            title=self.title,
            preamble=self.preamble and self.preamble.undrawn(),
            **{**sections, **{name: sections[name].without_figures() for name in outline.told_sections}},
            published=None,
            accepted=(),
        )

    def figures(self) -> tuple[FigureValue, ...]:
        """Every figure of the three tables in printed order, with its path, printed labels and unit.

        What `from_figures` takes back as `{figure.path: figure.value for figure in report.figures()}`.
        """
        figures, values = outline_of(type(self)).figures, values_of(self)
        return tuple(FigureValue(path, one.labels, one.unit, values[path]) for path, one in figures.items())

    def figure(self, path: str) -> int | Decimal | None:
        """The value of one figure; None where the cell is blank.

        Args:
            path: Its field path, or printed labels as `from_figures` takes them.

        Raises:
            InvalidReport: If it names no figure, with the nearest name, or several.
            TypeError: If it is not text.
        """
        outline = outline_of(type(self))
        if path not in outline.figures:
            named, problems = named_figures(outline, {path: None}, partial(words_at, type(self)))
            if problems:
                raise InvalidReport(problems)
            (path,) = named
        return attrgetter(path)(self)  # type: ignore[no-any-return]  # the outline lists only figures

    @classmethod
    def from_figures(
        cls, figures: Mapping[str, int | str | Decimal | None], *, agency: Agency | str, year: int, **parts: Any
    ) -> Self:
        """A report from figures by path, as a database table of figures holds them.

        Args:
            figures: Values by field path, or by printed labels joined by ` / `: the full path of labels, or as much
                of it as is unique. Totals that are left out are computed; any other figure left out is blank.
            agency: The body that reports, or its name.
            year: The year reported on.
            **parts: Other fields of the report (`summary=…`). A table among them (`requests=Requests.zeros()`) gives
                the figures that `figures` does not name, and the text beside the table.

        Raises:
            InvalidReport: If a key names no figure, or several; if two keys name the same one; if a value does not
                fit. It has all problems at once, each with its path; a key that names no figure is its own path.
            TypeError: If `figures` does not map names to values.

        >>> from gk_docs.form.y2021 import AnnualReport
        >>> figures = {"行政处罚": 3, "active_disclosure.fees": "1.5"}
        >>> report = AnnualReport.from_figures(figures, agency="甲局", year=2023)
        >>> report.active_disclosure.penalties
        3
        """
        if not hasattr(figures, "items"):
            raise TypeError(f"figures maps paths or labels to values, such as a dict, not {type(figures).__name__}")
        tree: dict[str, Any] = {}
        named, problems = named_figures(outline_of(cls), figures, partial(words_at, cls))
        plant(tree, named, named)
        given = {"agency": agency, "year": year, **parts}
        for name in TABLES:
            if name in parts and (table := table_of(cls.model_fields[name])):
                with suppress(ValidationError):  # which is told below, with all the others
                    given[name] = table.model_validate(parts[name])
        with all_at_once(problems):
            return validated(cls, _laid_over(given, tree))


def _laid_over(part: object, figures: object) -> Any:
    """Lay figures over a part of a report that is given as fields by name; a part that can have none stays as it is."""
    if not isinstance(figures, dict):
        return figures
    if isinstance(part, FormTable):
        part = part.stated()
    if not isinstance(part, Mapping):
        return part
    return {**part, **{name: _laid_over(part.get(name, {}), value) for name, value in figures.items()}}


@cache
def _asked(form: type[Report]) -> frozenset[str]:
    """Paths of the parts of narrative sections that an edition asks for."""
    sections = outline_of(form).sections
    parts = {f"{section.name}.{name}": part for section in sections for name, part in section.named_parts.items()}
    return frozenset(path for path, part in parts.items() if (part.asked_since or inf) <= form.form.first_year)


TABLES = tuple(name for name, field in Report.model_fields.items() if table_of(field))
"""Field names of the three sections that are tables, in statutory order."""


def _undrawn(section: Any) -> Any:
    """A copy of a section without charts above the tables of its text."""
    if isinstance(section, Narrative):
        return section.replace(parts=tuple(part.replace(body=part.body.undrawn()) for part in section.parts))
    return section.replace(before=section.before.undrawn(), after=section.after.undrawn())
