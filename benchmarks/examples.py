"""Print how fast docxtpl's own examples are rendered: `python -m benchmarks.examples FOLDER [--quick]`.

FOLDER is a checkout of docxtpl's repository. Each script in its `tests` runs unchanged, while the template and context
that it renders are recorded; then both engines render these one after the other:

- warm: many documents from a template that is loaded once (docxtpl prepares, renders and saves it each time);
- cold: one document, including the time to load the template, without anything stored.

docxtpl's pictures and sub-documents become `Picture` and `SubDocument`. docxtemplater and easy-template-x are measured
too where a template has only tags that can be rewritten for them, if their documents have the same text.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from unittest import mock

from benchmarks.compare_peers import ENGINES, installed, peer
from benchmarks.render import milliseconds
from benchmarks.templates import Case
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment

import docx
from gk_docs.errors import GkError
from gk_docs.word import Picture, SubDocument, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS_EACH = 1.0
STOCK = Environment(autoescape=True)
NO_TEMPLATES = frozenset({"__init__", "module_execute", "runtests"})
WANTED = {"text": 100, "columns": 30, "pictures": 10, "sub-documents": 2}
"""How many times as fast as docxtpl a render should be, by the kind of the example."""
_SIMPLE = re.compile(r"\{\{ \w+(?:\.\w+)* \}\}")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")


@dataclass
class Example:
    """A script of docxtpl, and what it renders.

    Attributes:
        name: Name of the script.
        script: Path of the script.
        template: The template as an object of docxtpl; None before the script has run.
        context: The context that the script gives to it.
        environment: The Jinja environment that the script gives, with its own filters.
        autoescape: Whether the script asks for escaping.
        paths: Paths of the files from which the script made sub-documents, by the `id` of each sub-document.
    """

    name: str
    script: Path
    template: DocxTemplate | None = None
    context: dict[str, Any] = field(default_factory=dict)
    environment: Environment | None = None
    autoescape: bool = False
    paths: dict[int, Any] = field(default_factory=dict)

    def run(self) -> None:
        """Run the script and record the first render of its last template."""
        render, new_subdoc = DocxTemplate.render, DocxTemplate.new_subdoc

        def seen(template: DocxTemplate, context: Any, jinja_env: Any = None, *rest: Any, **more: Any) -> None:
            if template is not self.template:
                self.template, self.context, self.environment = template, context, jinja_env
                self.autoescape = bool(rest[:1] == (True,) or more.get("autoescape"))
            render(template, context, jinja_env, *rest, **more)

        def kept(template: DocxTemplate, docpath: Any = None) -> Any:
            made = new_subdoc(template, docpath)
            self.paths[id(made)] = docpath
            return made

        with mock.patch.multiple(DocxTemplate, render=seen, new_subdoc=kept):
            self.executed()

    def executed(self) -> None:
        """Run the script as a user does, without what it prints."""
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(str(self.script), run_name="__main__")

    def theirs(self) -> None:
        """Render with docxtpl; a script with sub-documents runs as a whole, because these can be used only once."""
        if self.paths:
            self.executed()
            return
        self.given.render(dict(self.context), self.environment, self.autoescape)
        self.given.save(io.BytesIO())

    def opened(self) -> Template:
        """The template loaded by our engine."""
        environment = self.environment or STOCK
        filters = {name: one for name, one in environment.filters.items() if name not in STOCK.filters}
        return Template(self.path, filters=filters, undefined="blank")

    @property
    def given(self) -> DocxTemplate:
        """The template that the script has rendered, as an object of docxtpl."""
        if self.template is None:
            raise LookupError("renders nothing")
        return self.template

    @property
    def path(self) -> Path:
        """The path of the template."""
        return Path(str(self.given.template_file))

    def ours(self, value: Any) -> Any:
        """A value of the context, with pictures and sub-documents of docxtpl turned into those of our engine."""
        if isinstance(value, InlineImage) and not value.anchor:
            width, height = (None if size is None else size / 36_000 for size in (value.width, value.height))
            return Picture(Path(str(value.image_descriptor)).read_bytes(), width, height)
        if type(value).__name__ == "Subdoc":
            return SubDocument(self._document(value))
        if isinstance(value, Mapping):
            return {key: self.ours(one) for key, one in value.items()}
        return [self.ours(one) for one in value] if isinstance(value, list | tuple) else value

    def _document(self, value: Any) -> bytes:
        path = self.paths[id(value)]
        if path is not None:
            return Path(str(path)).read_bytes()
        data = io.BytesIO()  # the script built it itself, with the parts of its template
        value.docx.save(data)
        document = docx.Document(data)
        body = document.element.body
        for one in list(body):
            body.remove(one)
        for one in list(value.subdocx.element.body):
            body.append(one)
        data = io.BytesIO()
        document.save(data)
        return data.getvalue()

    def kind(self, template: Template) -> str:
        """The kind of the example, by what takes the most time in it: a key of `WANTED`."""
        values = list(_inside(self.context))
        if self.paths:
            return "sub-documents"
        if any(isinstance(value, InlineImage) for value in values):
            return "pictures"
        return "columns" if any(part.fits_tables for part in template._plan.parts) else "text"  # noqa: SLF001 - seen by nobody else


def _inside(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for one in inner:
        yield from _inside(one)


def peers(example: Example, work: Callable[[], bytes], folder: Path, budget: float) -> list[str]:
    """Milliseconds of each engine for Node.js as text; empty unless the template has tags and all are plain names."""
    path = example.path
    text = "".join(part.text for part in docx.Document(str(path)).element.body.iter("{*}t"))
    tags = _TAG.findall(text)
    if not tags or not all(map(_SIMPLE.fullmatch, tags)):
        return ["" for _ in ENGINES]
    case = Case(example.name, path, example.context, work)
    cells = []
    for engine in ENGINES:
        try:
            cells.append(f"{peer(engine, case, folder, budget):.2f}")
        except (ValueError, subprocess.SubprocessError):  # its document differs, or it cannot read the template
            cells.append("")
    return cells


def measured(example: Example, folder: Path, budget: float, *, with_peers: bool) -> tuple[str, float, float, list[str]]:
    """Measure an example; return its kind, the warm and cold ratios, and the cells of its row after the name."""
    example.run()
    template = example.opened()
    context = example.ours(example.context)
    kind = example.kind(template)
    theirs = milliseconds(example.theirs, budget)
    warm = milliseconds(lambda: template.render(context), budget)
    cold = milliseconds(lambda: example.opened().render(context), budget)
    cells = [kind, f"{theirs:.1f}", f"{warm:.3f}", f"{theirs / warm:.1f}", f"{cold:.1f}", f"{cold / theirs:.2f}"]
    if with_peers:
        cells += peers(example, lambda: template.render(context), folder, budget)
    return kind, theirs / warm, cold / theirs, cells


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="a checkout of docxtpl's repository")
    parser.add_argument("names", nargs="*", help="of the scripts to run; all where none is named")
    parser.add_argument("--quick", action="store_true", help="half a minute instead of several")
    arguments = parser.parse_intermixed_args()
    budget = SECONDS_EACH / 10 if arguments.quick else SECONDS_EACH
    with_peers = not arguments.quick and installed()
    names = ["Example", "Kind", "docxtpl, ms", "warm, ms", "times docxtpl", "cold, ms", "of docxtpl"]
    names += [f"{engine.replace('_', '-')}, ms" for engine in ENGINES] if with_peers else []
    print(f"| {' | '.join(names)} |\n|{' --- |' * len(names)}")
    found: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(arguments.folder / "tests", Path(name) / "tests"))
        (folder / "output").mkdir(exist_ok=True)
        os.chdir(folder)
        for script in sorted(folder.glob("*.py")):
            if script.stem in NO_TEMPLATES or (arguments.names and script.stem not in arguments.names):
                continue
            try:
                kind, warm, cold, cells = measured(Example(script.stem, script), folder, budget, with_peers=with_peers)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a script may raise anything
                problems = error.problems if isinstance(error, GkError) else [error]
                print(f"| {script.stem} | {type(error).__name__}: {'; '.join(map(str, problems))[:300]} |")
                continue
            found.append((kind, warm, cold))
            print(f"| {script.stem} | {' | '.join(cells)} |")
            sys.stdout.flush()
        os.chdir("/")
    summary(found)


def summary(found: list[tuple[str, float, float]]) -> None:
    """Print the smallest and the median ratio of each kind, and the median and largest of cold templates."""
    print()
    for kind, wanted in WANTED.items():
        if warm := [one for what, one, _ in found if what == kind]:
            print(f"{kind}: at least {min(warm):.1f}, median {median(warm):.0f} times docxtpl; {wanted} wanted")
    if found:
        cold = [one for _, _, one in found]
        print(f"cold: median {median(cold):.2f}, at most {max(cold):.2f} times docxtpl's; 1 and 1.5 wanted")


if __name__ == "__main__":
    main()
