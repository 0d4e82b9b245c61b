"""Every key that an author may write names one field."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from gk_docs.authored.keys import field_named, groups_by_key, nearest_key
from gk_docs.authored.words import ALL, REST
from gk_docs.chinese.labels import normalise
from gk_docs.form.labels import key_of, spellings
from gk_docs.form.model import Model
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable
from gk_docs.form.table import FormTable
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Iterator


def models(form: type[Model]) -> Iterator[type[Model]]:
    yield form
    for info in form.model_fields.values():
        for kind in (info.annotation, *get_args(info.annotation)):
            if isinstance(kind, type) and issubclass(kind, Model):
                yield from models(kind)


MODELS: list[type[Model]] = sorted(
    {*models(AnnualReport), *models(AnnualReport2019), Heading, Paragraph, Picture, PlainTable},
    key=str,
)


@pytest.mark.parametrize("model", MODELS)
def test_no_key_names_two_fields(model: type[Model]) -> None:
    owners: dict[str, set[str]] = {}
    for name, info in model.model_fields.items():
        for key in {normalise(name), *spellings(str(info.title))}:
            owners.setdefault(key, set()).add(name)
    if issubclass(model, Narrative):
        for name, part in model.named_parts().items():
            for key in {name, *spellings(part.title)}:
                owners.setdefault(key, set()).add(name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_found_by_what_a_writer_calls_it(model: type[Model]) -> None:
    for name, info in model.model_fields.items():
        assert field_named(model, name) == field_named(model, str(info.title)) == name
        assert field_named(model, key_of(str(info.title))) == name


@pytest.mark.parametrize("model", [model for model in MODELS if issubclass(model, FormTable)])
def test_words_of_the_input_are_no_labels_of_the_form(model: type[FormTable]) -> None:
    for word in (REST, ALL):
        assert field_named(model, word) is None
        assert word not in groups_by_key(model)


def test_a_key_far_from_every_field_is_not_guessed() -> None:
    assert nearest_key(AnnualReport, "天气预报") is None
