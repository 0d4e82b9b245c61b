"""The numbers of docs/limits.md are those of the code."""

import re
from collections.abc import Mapping

import pytest
from tests.recipes.pages import ROOT

from gk_docs.authored.workbook import words as workbook
from gk_docs.batch import scripts
from gk_docs.files import child, limits
from gk_docs.form import values

MEGA = 1024 * 1024
PAGE = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
ROWS: Mapping[str, str] = {
    ".docx, .xlsx, .odt": f"{limits.ENTRIES:,} entries, {limits.UNPACKED // MEGA} MB unpacked, {limits.TAGS:,} tags",
    ".xlsx": f"{limits.CELLS:,} squares of a sheet, {limits.CELL_TEXT // MEGA} million characters",
    ".doc": f"{limits.DOC // MEGA} MB",
    ".pdf": f"{limits.PDF // MEGA} MB, {limits.PDF_PAGES} pages",
    ".html, .mht": f"{limits.PAGE // MEGA} MB",
    ".txt": f"{limits.PASTED // MEGA} MB, {limits.BLOCKS:,} lines",
    ".yaml": f"{limits.YAML_LEVELS} levels, {limits.YAML_NODES:,} keys and values",
    "any": f"{limits.FILE // MEGA} MB",
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
        f"{values.DIGITS - values.DECIMALS} digits and {values.DECIMALS} decimals at most",
    ],
)
def test_a_sentence_has_the_number_of_the_code(sentence: str) -> None:
    assert sentence in " ".join(PAGE.split())
