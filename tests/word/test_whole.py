"""Whatever is left out of a template, what is written is a valid file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openxml_audit
from hypothesis import HealthCheck, given, settings
from tests.strategies import EXAMPLES
from tests.word.conftest import template_bytes
from tests.word.templates_at_random import CONTEXTS, templates
from tests.word.validity import faults

import docx
from gk_docs.word import Template

if TYPE_CHECKING:
    from pathlib import Path


def audited(path: Path) -> set[str]:
    """What openxml-audit says of a file, without places."""
    return {error.description for error in openxml_audit.OpenXmlValidator().validate(path).errors}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pieces=templates(), context=CONTEXTS)
def test_every_template_renders_every_context_to_a_valid_file(
    tmp_path: Path, pieces: dict[str, Any], context: dict[str, Any]
) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(template_bytes(**pieces))
    template = Template(path)
    data = template.render(context)
    assert faults(data) == []
    docx.Document(io.BytesIO(data))
    assert data == template.render(context)


@settings(max_examples=EXAMPLES // 5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=templates(), context=CONTEXTS)
def test_openxml_audit_finds_nothing_that_it_does_not_find_in_the_template(
    tmp_path: Path, pieces: dict[str, Any], context: dict[str, Any]
) -> None:
    template, rendered = tmp_path / "模板.docx", tmp_path / "文件.docx"
    template.write_bytes(template_bytes(**pieces))
    rendered.write_bytes(Template(template).render(context))
    assert audited(rendered) <= audited(template)
