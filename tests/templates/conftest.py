"""Fixtures that run each test of the templates for every edition of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.templates.taken_apart import Package, plain_report

from gk_docs.document.docx import render, template_path
from gk_docs.form.editions import FORMS

if TYPE_CHECKING:
    from gk_docs.form.y2019 import AnnualReport2019
    from gk_docs.form.y2021 import AnnualReport


@pytest.fixture(params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> type[AnnualReport | AnnualReport2019]:
    return FORMS[request.param]


@pytest.fixture
def template(form: type[AnnualReport | AnnualReport2019]) -> Package:
    return Package.of(template_path(form).read_bytes())


@pytest.fixture
def written(form: type[AnnualReport | AnnualReport2019]) -> Package:
    return Package.of(render(plain_report(form)))
