"""A pytest plug-in: golden Word documents, on pytest-regressions.

`docx_regression` compares a .docx that a test makes with golden files beside the test, and says in the document's own
words what changed. pytest loads this module wherever gk-docs is installed, so it imports only pytest; what the fixture
needs (extra `testing`) is imported when a test asks for it. docs/testing.md is the guide.

    def test_the_letter_stays_as_it_is(docx_regression):
        docx_regression.check(letter_as_bytes())
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from gk_docs.testing.regression import DocxRegression


@pytest.fixture
def docx_regression(request: pytest.FixtureRequest) -> DocxRegression:
    """Golden Word documents: `docx_regression.check(data_or_path)`; see `DocxRegression`."""
    missing = next((name for name in ("pytest_regressions", "PIL") if find_spec(name) is None), None)
    if missing is not None:
        pytest.fail(f'docx_regression 需要 pip install "gk-docs[testing]"（缺少 {missing}）', pytrace=False)
    from gk_docs.testing.regression import DocxRegression  # noqa: PLC0415 - the plug-in imports nothing but pytest

    return DocxRegression(request, request.getfixturevalue("lazy_datadir"), request.getfixturevalue("original_datadir"))


__all__ = ["docx_regression"]
