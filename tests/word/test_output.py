"""What a value prints as, and how little of it a template can reach."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pydantic import BaseModel

from gk_docs.errors import InvalidReport, TemplateError
from gk_docs.word.markup.finish import Identities
from gk_docs.word.markup.xmltext import escape
from gk_docs.word.printing.fields import declares
from gk_docs.word.printing.measure import measure
from gk_docs.word.printing.output import PRINTERS, print_attribute, print_run, print_text


@dataclass
class Plain:
    x: int

    def method(self) -> int:
        return self.x

    @property
    def double(self) -> int:
        return 2 * self.x


class Model(BaseModel):
    x: int = 1


class Growing(list[int]):
    @property
    def x(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("kind", "name", "declared"),
    [
        (Plain, "x", True),
        (Plain, "double", True),
        (Plain, "method", False),
        (Plain, "__class__", False),
        (Model, "x", True),
        (Model, "model_dump", False),
        (Growing, "x", False),
        (dict, "items", False),
        (str, "format", False),
    ],
)
def test_only_declared_data_is_read_past_the_sandbox(kind: type, name: str, declared: bool) -> None:  # noqa: FBT001 - a case
    assert declares(kind, name) is declared


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_printed_text_is_the_same_text_again(text: str) -> None:
    for printed in (print_run(text), print_text(text)):
        assert "".join(map(str, etree.fromstring(f"<t>{printed}</t>").itertext())) == text
    assert etree.fromstring(f'<t a="{print_attribute(text)}"/>').get("a") == text


@pytest.mark.parametrize("printer", PRINTERS.values())
def test_none_prints_as_nothing_everywhere(printer: Any) -> None:
    assert printer(None) == ""


def test_measuring_stops_where_text_would_be_endless() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(TemplateError):
        measure(endless)


def test_drawings_are_numbered_as_in_docxtpl() -> None:
    assert Identities().numbered('<wp:docPr id="7" name="a"/><wp:docPr name="b" id="9"/>', anew=True) == (
        '<wp:docPr id="1001" name="a"/><wp:docPr name="b" id="1002"/>'
    )


def test_small_things_load_without_docxtpl_and_jinja() -> None:
    small = "gk_docs.word.markup.tables, gk_docs.word.printing.filters"
    code = f"import sys, {small}; print({{'docxtpl', 'jinja2', 'lxml'}} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def test_a_mark_of_layout_cannot_stand_in_an_attribute() -> None:
    with pytest.raises(InvalidReport, match="000C"):
        print_attribute("\f")


def test_every_character_that_no_file_holds_is_refused_by_name() -> None:
    controls = (char for char in map(chr, range(0x20)) if char not in "\t\n\r")
    for number in map(ord, (*controls, "\ud800", "\udfff", "\ufffe", "\uffff")):
        laid_out = chr(number) in "\a\f"
        for layout in (False, True)[: 1 if laid_out else 2]:
            with pytest.raises(InvalidReport, match=f"U\\+{number:04X}（第 3 个字）"):
                escape(f"　甲{chr(number)}乙", layout=layout)
    assert escape("　甲\a\f\r\n", layout=True) == "　甲\a\f\n"
