"""Write the pages that are made from the code, or with `--check` say which of them are out of date.

Run from the top of the repository: python -m docs.generate [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docs import api_page, cli_page, form_page, lazy_stub, rules_page, stated_stub, word_pairs

import gk_docs
import gk_docs.word
from gk_docs.form.editions import FORMS
from gk_docs.form.json import json_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    yield DOCS / "api.md", api_page.text()
    yield DOCS / "cli.md", cli_page.text()
    for edition, form in FORMS.items():
        yield DOCS / f"reference/form_{edition}.md", form_page.text(form)
        yield DOCS / f"reference/annual_report_{edition}.schema.json", json_bytes(form.model_json_schema()).decode()
    yield DOCS.parent / "src/gk_docs/form/stated.pyi", stated_stub.text()
    yield DOCS.parent / "src/gk_docs/checks/spelling/words.txt", word_pairs.text()
    for package in (gk_docs, gk_docs.word):
        yield Path(str(package.__file__)).with_suffix(".pyi"), lazy_stub.text(package)
    for name, text in rules_page.pages():
        yield DOCS / f"rules/{name}", text


def main(arguments: list[str]) -> int:
    """Write or check every page; gives 1 if a page was out of date and is only checked."""
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(DOCS.parent)} is out of date: run python -m docs.generate")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path.relative_to(DOCS.parent)}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
