"""The numbers of docs/limits.md are those of the code."""

import re
from collections.abc import Mapping

import pytest
from tests.recipes.pages import ROOT

from gk_docs.batch.writing import scripts
from gk_docs.form import limits, values, workbook
from gk_docs.readers import doc, pdf, source, text
from gk_docs.readers.authored import composing
from gk_docs.readers.files import child, opc, pdf_child

MEGA = 1024 * 1024
PAGE = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
ROWS: Mapping[str, str] = {
    ".docx, .xlsx": f"{opc.MAX_ENTRIES:,} entries, {opc._MAX_TOTAL // MEGA} MB unpacked",
    ".doc": f"{doc.LARGEST // MEGA} MB",
    ".pdf": f"{pdf.LARGEST // MEGA} MB, {pdf_child.MOST_PAGES} pages",
    ".html": f"{limits.MAX_PAGE // MEGA} MB",
    ".txt": f"{text.LARGEST // MEGA} MB",
    ".yaml": f"{composing.DEEPEST} levels, {composing.MOST_NODES:,} keys and values",
    "any": f"{source.LARGEST // MEGA} MB",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_format_has_the_limit_that_the_page_says(name: str) -> None:
    row = re.search(rf"^\| {re.escape(name)} \| ([^|]*) \|", PAGE, re.MULTILINE)
    assert row
    assert row[1].startswith(ROWS[name])


@pytest.mark.parametrize(
    "sentence",
    [
        f"on Windows by the clock alone ({child.CLOCK_SECONDS} seconds)",
        f"in a child process of {child.MEGABYTES} MB",
        f"A paragraph over {workbook.LONGEST:,} characters cannot be written to .xlsx",
        f"for {scripts.SECONDS} seconds at most",
        f"has at most {values.DIGITS} digits",
        f"{values.DIGITS} digits and {values.DECIMALS} decimals at most",
    ],
)
def test_a_sentence_has_the_number_of_the_code(sentence: str) -> None:
    assert sentence in " ".join(PAGE.split())
