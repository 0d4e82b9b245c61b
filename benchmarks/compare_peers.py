"""Print how fast engines for Node.js render the same documents: `python -m benchmarks.compare_peers [--quick]`.

Our engine, docxtpl, docxtemplater and easy-template-x run one after the other, on one core each. The templates are
those of `templates.py`, with the tags rewritten for the engines for Node.js. A time counts only if the document has
the same text as ours. Without Node.js, only the first two are measured.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.render import SECONDS_EACH, milliseconds, plain
from benchmarks.templates import Case, long_table, report_like
from pydantic import BaseModel

import docx

if TYPE_CHECKING:
    from collections.abc import Iterator

PEERS = Path(__file__).parent / "peers"
ENGINES = ("docxtemplater", "easy_template_x")
_TAG = re.compile(r"\{\{ (.*?) \}\}")
_LOOP = re.compile(r"\{%tr for (\w+) in (\w+) %\}")
_LOOP_END = "{%tr endfor %}"


def rewritten(template: Path) -> Any:
    """The template with tags that both engines for Node.js read: `{a_b}`, and loops inside the row they repeat."""
    document = docx.Document(str(template))
    for table in document.tables:
        _rewrite_loops(table)
    for paragraph in _paragraphs(document):
        if "{{" in paragraph.text:
            paragraph.text = _TAG.sub(lambda tag: f"{{{tag[1].replace('.', '_')}}}", paragraph.text)
    return document


def _rewrite_loops(table: Any) -> None:
    rows = list(table.rows)
    for at, row in enumerate(rows):
        text = row.cells[0].text
        if loop := _LOOP.fullmatch(text):
            first, last = rows[at + 1].cells[0], rows[at + 1].cells[-1]
            first.text, last.text = f"{{#{loop[2]}}}{first.text}", f"{last.text}{{/{loop[2]}}}"
            for cell in rows[at + 1].cells:
                cell.text = cell.text.replace(f"{{{{ {loop[1]}.", "{{ ")
        if loop or text == _LOOP_END:
            table._tbl.remove(row._tr)  # noqa: SLF001 - python-docx has no public way


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The context in the form for the engines for Node.js: every single value with its path, joined by `_`."""
    fields = dict(value) if isinstance(value, BaseModel | dict) else None
    if fields is None:
        yield path, value
        return
    for name, inner in fields.items():
        yield from flat(inner, f"{path}_{name}" if path else name)


def words(data: bytes) -> list[str]:
    """The texts of a document's paragraphs, with those in table cells at the end."""
    return [paragraph.text for paragraph in _paragraphs(docx.Document(io.BytesIO(data)))]


def peer(engine: str, case: Case, folder: Path, budget: float) -> float:
    """Milliseconds for a render by one of the engines for Node.js.

    Raises:
        ValueError: If its document does not have the same text as ours.
    """
    template, data, output = (folder / f"{engine}.{suffix}" for suffix in ("template.docx", "json", "docx"))
    rewritten(case.path).save(str(template))
    data.write_text(json.dumps(dict(flat(case.context))), encoding="utf-8")
    command = ["node", str(PEERS / f"{engine}.mjs"), str(template), str(data), str(output), str(budget)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60 + 20 * budget).stdout
    if words(output.read_bytes()) != words(case.ours()):
        raise ValueError(f"{engine}: another document")
    return float(printed)


def installed() -> bool:
    """Whether Node.js is there, which is printed; the packages are installed if they are not yet."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            print(f"{program} is not there: docxtemplater and easy-template-x are not measured.\n")
            return False
    if not (PEERS / "node_modules").is_dir():
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=PEERS, check=True, timeout=300)
    version = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout.strip()
    versions = json.loads((PEERS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    print(f"node {version}, " + ", ".join(f"{name} {version}" for name, version in versions.items()) + "\n")
    return True


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a few seconds instead of half a minute")
    budget = SECONDS_EACH / 10 if parser.parse_args().quick else SECONDS_EACH
    engines = ENGINES if installed() else ()
    names = ["What", "ours, ms", "docxtpl, ms", *(f"{engine.replace('_', '-')}, ms" for engine in engines)]
    print(f"| {' | '.join(names)} |\n|{' --- |' * len(names)}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in (report_like(folder), long_table(folder)):
            times = [milliseconds(work, budget) for work in (case.ours, plain(case))]
            times += [peer(engine, case, folder, budget) for engine in engines]
            print(f"| {case.name} | {' | '.join(f'{time:.2f}' for time in times)} |")


if __name__ == "__main__":
    main()
