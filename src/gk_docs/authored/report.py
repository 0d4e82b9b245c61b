"""Turn the tree of an authored file into a report: keys into fields, values by their types, all problems at once.

Last year's report is read first, then the head, the figures, and then all text, whose expressions may name what was
read before. The tree may come from any format whose nodes know their place.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from gk_docs.authored.draft import WRONG, Draft, join
from gk_docs.authored.folder import meant
from gk_docs.authored.keys import field_named
from gk_docs.authored.last_year import agency_values, compare, from_last_year, refuse_absent
from gk_docs.authored.located import Mapping, Node, Scalar, entries_of, line_of, typed
from gk_docs.authored.objects import fields_of, value_of
from gk_docs.authored.prose import prose
from gk_docs.authored.scalars import Misfit, day, whole, year
from gk_docs.authored.scope import ExpressionScope
from gk_docs.authored.sections import section
from gk_docs.authored.shared import KEYS as SHARED_KEYS
from gk_docs.authored.shared import with_shared
from gk_docs.authored.tables import Tables
from gk_docs.authored.words import ALL, PREVIOUS_KEYS, is_to_fill
from gk_docs.chinese.labels import normalise, strip_numbering
from gk_docs.errors import InvalidReport, NotAnAnnualReport, NotFilledIn, Problem
from gk_docs.files.source import FileFacts, Source
from gk_docs.form.across import units
from gk_docs.form.agency import Agency
from gk_docs.form.editions import FORMS, form_of, in_force
from gk_docs.form.model import Model, kind_of
from gk_docs.form.notes import Note
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Prose
from gk_docs.form.reading import Authoring, Reading
from gk_docs.form.table import CarriedFrom, FormTable, Stock, mark_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Items

    from gk_docs.authored.last_year import ReadReport
    from gk_docs.finding import Finding
    from gk_docs.form.report import Report

_NAMES = ("name", "short_name", "region")
_ANY_AGENCY = Agency(name="？")  # stands for a body that could not be read, so that the rest is still checked
_TELLING = {"year", "edition", "agency", "agency.name"}  # whose report this is, and of which year


def reading_from(
    tree: Node | None,
    problems: Items[Problem],
    source: Source,
    read_last_year: ReadReport | None,
    *,
    kind: str,
) -> Reading:
    """Make a reading from the tree of an authored file.

    Args:
        tree: The content of the file, None if it is empty.
        problems: The problems that parsing the file found.
        source: The file.
        read_last_year: How to read the file that `previous:` names; None to follow nothing and to read only the
            head and the figures, as for last year's file itself.
        kind: The name of the file's format, as in `FileFacts.format`.

    Raises:
        NotAnAnnualReport: If the file is empty.
        NotFilledIn: If nothing in the file is filled in, with every place.
        InvalidReport: If anything is wrong, with every problem at its place.
    """
    if tree is None or (isinstance(tree, Scalar) and tree.blank):
        raise NotAnAnnualReport([Problem(message="文件是空的", line=1, mend="可用 gk-docs new 得到一个起始文件")])
    if not isinstance(tree, Mapping):
        draft = Draft(in_force(), problems=list(problems))
        draft.wants(tree, "", "一组“名称: 内容”，如“年度: 2023”")
        raise InvalidReport(sorted(draft.problems, key=_order))
    whole, more = with_shared(tree, source)
    draft = Draft(_form(whole), source.folder, problems=[*problems, *more])
    found = _ReportReader(draft, whole, read_last_year)
    report = found.read()
    if draft.problems or report is WRONG:
        _refuse_other_year(draft, whole, found.nodes.get("year"))
        refusal = NotFilledIn if is_untouched(tree, draft.form) else InvalidReport
        raise refusal(sorted(draft.problems, key=_order))
    return Reading(
        report=report,
        origin="ours",
        file_facts=FileFacts(name=source.name, format=kind),
        findings=found.notes(),
        lines=_lines(draft),
        shared={path: (node.file, node.line) for path, node in draft.places.items() if node.file is not None},
        previous=found.last.report,
        authoring=_authoring(found, tree, source),
    )


def _authoring(found: _ReportReader, own: Node, source: Source) -> Authoring:
    shared = [typed(value) for key, value in entries_of(own) if normalise(key.text) in SHARED_KEYS]
    merged = tuple(f"沿用“{name}”（其中的文字已写进新文件）" for name in shared)
    previous = typed(found.previous) if found.previous else None
    return Authoring(source.folder, previous or "", texts=found.draft.typed, other=(*merged, *found.draft.apart))


def _lines(draft: Draft) -> dict[str, int]:
    """The line of each field in the file; a title or preamble that is written from the body has the body's line."""
    lines = {path: node.line for path, node in draft.places.items() if node.file is None}
    written_from = {"preamble": "agency.contact", "title": "agency"}
    return {path: line for path, source in written_from.items() if (line := line_of(lines, source))} | lines


def _order(problem: Problem) -> tuple[bool, int, int]:
    return problem.file is not None, problem.line or 0, problem.column or 0


def _form(tree: Node) -> type[Report]:
    """The edition by the file's year and edition; if these cannot be read, the one that knows most of its rows."""
    values = {
        field_named(in_force(), key.text): value.text
        for key, value in entries_of(tree)
        if isinstance(value, Scalar) and not value.blank
    }
    try:
        return form_of(whole(values.get("year", "")), values.get("edition"))
    except (Misfit, InvalidReport):
        return max(reversed(FORMS.values()), key=lambda form: _known(tree, form))


def _refuse_other_year(draft: Draft, tree: Node, node: Node | None) -> None:
    """Add a problem at the year, if it is stated, where another edition than the year's knows more rows of the file."""
    meant = max(reversed(FORMS.values()), key=lambda form: _known(tree, form))
    if node is not None and meant is not draft.form and _known(tree, meant) > _known(tree, draft.form):
        message = f"这一年度用{draft.form.edition_name()}年版格式，下面写的却是{meant.edition_name()}年版的各项"
        draft.refuse(node, "year", message, found=typed(node), mend="请先核对年度")


def _known(tree: Node, form: type[Report]) -> int:
    """How many of the file's rows of table 2, where the editions differ most, a form knows."""
    name = "active_disclosure"
    table = table_of(form.model_fields[name])
    nodes = [node for key, node in entries_of(tree) if field_named(form, key.text) == name]
    keys = [key.text for node in nodes for key, _ in entries_of(node)]
    return sum(field_named(table, key) is not None for key in keys) if table else 0


def texts_written(tree: Node, form: type[Report]) -> Iterator[str]:
    """Every value in the tables and sections as text, 待填 included, without those that a starting file fills in."""
    for key, value in entries_of(tree):
        name = field_named(form, key.text)
        if name in outline_of(form).section_names:
            yield from _texts(value, table_of(form.model_fields[name]))


def is_untouched(tree: Node, form: type[Report]) -> bool:
    """Whether the tables and sections hold nothing but 待填."""
    texts = [text for text in texts_written(tree, form) if text.strip()]
    return bool(texts) and all(map(is_to_fill, texts))


def _texts(node: Node, table: type[FormTable] | None = None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            field = table.model_fields.get(field_named(table, key.text) or "") if table else None
            if field is None or not (mark_of(field, CarriedFrom) or mark_of(field, Stock)):
                yield from _texts(value, table_of(field) if field else None)
    else:
        for inner in node.items:
            yield from _texts(inner)


class _ReportReader:
    """Reads one report from its tree: head, figures, then text."""

    def __init__(self, draft: Draft, root: Mapping, read_last_year: ReadReport | None) -> None:
        self.draft, self.read_last_year = draft, read_last_year
        named = [value for key, value in root.entries if normalise(key.text) in PREVIOUS_KEYS]
        self.previous = named[0] if named else None
        rest = tuple((key, value) for key, value in root.entries if normalise(key.text) not in PREVIOUS_KEYS)
        self.root = Mapping(rest, root.line, root.column)
        self.nodes = dict(draft.fields(self.root, draft.form, ""))
        self.last = from_last_year(draft, self.previous, read_last_year)

    def read(self) -> Any:
        """Read the report; return `WRONG` if problems leave no report."""
        values, last = self._head(), self.last
        tables = Tables(self.draft, last.carried)
        for name in outline_of(self.draft.form).section_names:
            values[name] = self._figures(tables, name)
        if self.read_last_year:
            self.draft.scope = self._scope(values, last.scope)
        values["agency"] = self._agency()
        if self.read_last_year:
            self._read_text(values, tables.prose)
        report = self.draft.validate(self.draft.form, _without_wrong(values))
        compared = bool(self.draft.scope and self.draft.scope.lacking)
        if last.absent and self.previous and (tables.lacking or compared):
            refuse_absent(self.draft, self.previous, last.absent, compared=compared)
            return WRONG
        unsure = {problem.path for problem in self.draft.problems}
        if report is not WRONG and last.report and self.previous and unsure.isdisjoint(_TELLING):
            compare(self.draft, self.previous, report, last.report)
        return report

    def notes(self) -> tuple[Finding, ...]:
        """Notes on the file that are not faults of the report, such as that last year's file is missing (GK108)."""
        found = list(self.draft.notes)
        if self.last.absent:
            message = f"没有找到上年报告的文件“{self.last.absent}”，没有与上年核对"
            message = "；".join(filter(None, (message, meant(self.draft.folder, self.last.absent))))
            found.append(Note("GK108", "", message, found=self.last.absent))
        return tuple(note.finding(self.draft.form) for note in found)

    def _head(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, read in (("year", year), ("edition", str), ("published", day)):
            value = self.draft.scalar(self.nodes[name], name, read) if name in self.nodes else None
            if value is not None:
                found[name] = value
        if "year" not in found:
            self.draft.refuse(self.root, "year", "缺少年度", mend="请写四位数的年度，如“年度: 2023”")
        elif WRONG not in (found["year"], found.get("edition")):
            try:
                form_of(found["year"], found.get("edition"))
            except InvalidReport as error:
                (problem,) = error.problems
                name = "edition" if problem.found == found.get("edition") else "year"
                self.draft.refuse(self.nodes[name], name, problem.message, found=problem.found, mend=problem.mend)
                found[name] = WRONG
        return {"year": self.draft.form.form.first_year, **_without_wrong(found)}

    def _figures(self, tables: Tables, name: str) -> dict[str, Any]:
        """The figures of a section, by field name."""
        info, node = self.draft.form.model_fields[name], self.nodes.get(name)
        table = table_of(info)
        if table and node:
            return tables.read(node, table, name)
        if table and name not in self.draft.meant:
            mend = f"没有这类事项时，请写“{strip_numbering(str(info.title))}: {{{ALL}: 0}}”"
            self.draft.refuse(self.root, name, "缺少这张表", mend=mend)
        model = kind_of(info.annotation, Model) or self.draft.form
        found: dict[str, Any] = {}
        for key, value in () if table else entries_of(node):
            inner = field_named(model, key.text) or ""
            row = table_of(model.model_fields[inner]) if inner in model.model_fields else None
            if row and inner not in found:
                self.draft.places[join(name, inner)] = key
                found[inner] = tables.read(value, row, join(name, inner))
        return found

    def _scope(self, values: dict[str, Any], last: Any) -> ExpressionScope:
        """Collect the values that text may name; `_agency` adds those of the body."""
        scope = ExpressionScope(self.draft.form, {"year": values["year"]}, last_year=last)
        broken = {(problem.path or "").partition(".")[0] for problem in self.draft.problems}
        broken |= {name for name, info in self.draft.form.model_fields.items() if table_of(info)} - set(self.nodes)
        for name in outline_of(self.draft.form).section_names:
            table = self._table(name, values[name])
            broken |= {name} if table is None else set()
            scope.values |= dict(table or ())
        scope.values = {path: value for path, value in scope.values.items() if path.partition(".")[0] not in broken}
        scope.values |= {"published": values["published"]} if "published" in values else {}
        scope.broken = frozenset(broken)
        return scope

    def _table(self, name: str, values: dict[str, Any]) -> list[tuple[str, Any]] | None:
        """The figures of a section by path, totals computed; None if a figure does not fit."""
        model = kind_of(self.draft.form.model_fields[name].annotation, Model)
        try:
            section_ = model.model_validate(values) if model else None
        except ValidationError:
            return None
        paths = (path for path in units(self.draft.form) if path.startswith(f"{name}."))
        return [(path, attrgetter(path.partition(".")[2])(section_)) for path in paths]

    def _agency(self) -> Agency:
        node = self.nodes.get("agency")
        if node is None or (isinstance(node, Scalar) and node.blank):
            self.draft.refuse(node or self.root, "agency", "缺少机关名称", mend="请写全称，如 西集镇人民政府")
            return _ANY_AGENCY
        if isinstance(node, Scalar):
            found: Any = {"name": self.draft.text(node, "agency", is_name=True)}
        else:
            found = self._body(node)
        agency = WRONG if found is WRONG else self.draft.validate(Agency, _without_wrong(found), "agency")
        if agency is WRONG:
            return _ANY_AGENCY
        if self.draft.scope:
            self.draft.scope.values |= agency_values(agency)
        return agency

    def _body(self, node: Node) -> Any:
        """The values of the body by field name; names come first, since the rest (a shared address) may use them."""
        if not isinstance(node, Mapping):
            return fields_of(self.draft, node, Agency, "agency")
        names = tuple(entry for entry in node.entries if field_named(Agency, entry[0].text) in _NAMES)
        rest = tuple(entry for entry in node.entries if entry not in names)
        found = fields_of(self.draft, replace(node, entries=names), Agency, "agency")
        if self.draft.scope:
            self.draft.scope.values |= {f"agency.{name}": value for name, value in found.items() if value is not WRONG}
        more = fields_of(self.draft, replace(node, entries=rest), Agency, "agency")
        return {**found, **more}

    def _read_text(self, values: dict[str, Any], beside_tables: list[tuple[str, Node]]) -> None:
        for path, node in beside_tables:
            name, _, field = path.partition(".")
            text = prose(self.draft, node, path)
            values[name][field] = Prose() if text is WRONG else text or Prose()
        for name, node in self.nodes.items():
            info = self.draft.form.model_fields[name]
            if name in ("agency", "year", "edition", "published") or table_of(info):
                continue
            if kind := kind_of(info.annotation, Narrative):
                values[name] = section(self.draft, node, kind, name, values[name])
            else:
                values[name] = value_of(self.draft, node, self.draft.form, name, name)


def _without_wrong(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not WRONG}
