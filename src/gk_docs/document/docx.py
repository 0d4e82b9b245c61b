"""Print a report as a Word file through its template; the only place where the form meets the Word engine."""

from __future__ import annotations

import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.document.carried import carried_of, entry_in, printed_otherwise
from gk_docs.document.flow import Shown, flow
from gk_docs.document.lines import ANY_SETTING
from gk_docs.document.pages import charts_apart, laid_out, pictures_later
from gk_docs.document.size import refuse_long_document
from gk_docs.document.title import title_lines
from gk_docs.errors import TemplateError, UnreadableFile
from gk_docs.files.seal import sealed
from gk_docs.files.shipped import shipped
from gk_docs.files.source import bytes_of
from gk_docs.form.outline import outline_of, plant
from gk_docs.word.package.archive import packed, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from gk_docs.form.report import Report
    from gk_docs.word import Template

_LONGEST_PROPERTY = 255  # characters that Word takes in a document property
_TEMPLATES_KEPT = 16
_BODY = "word/document.xml"
_CORE = "docProps/core.xml"
_NAMED = re.compile(rb"(<(?:dc:creator|cp:lastModifiedBy)(?: [^>]*)?>)[^<{]+(?=<)")
_TABLE = re.compile(rb"<w:tbl>.*?</w:tbl>", re.DOTALL)
_KEPT, _NOT_KEPT = b"<w:keepNext/>", b'<w:keepNext w:val="0"/>'


@cache
def template_path(form: type[Report]) -> Path:
    """Path of the template of an edition.

    Raises:
        UnreadableFile: If the installation lacks it.
    """
    return shipped(f"docx/annual_report_{form.model_fields['edition'].default}.docx")


def render(report: Report, template: str | PathLike[str] | None = None, assumed: Sequence[int] = ANY_SETTING) -> bytes:
    """The report as a Word file, sealed so that a later change can be seen.

    Args:
        report: An annual report of either edition.
        template: A Word template of your own; else that of the edition. It may use every field of the report by its
            name (`{{ agency.name }}`, `{{ requests.received.total }}`), `title_lines`, `flow` (see
            `gk_docs.document.flow`) and `document_title`.
        assumed: Which of `gk_docs.document.lines.SETTINGS` are possible, if it is known who prints the file.

    Raises:
        TemplateError: If the template is broken, or uses a name that a report lacks.
        UnreadableFile: If the template is missing or no Word file.
        InvalidReport: If the bytes of a picture are not a PNG or JPEG.
        WriteRefused: If the file would be too long to be read back.
    """
    path = Path(template).resolve() if template is not None else template_path(type(report))
    title = title_lines(report)
    blocks = flow(report)
    broken, printed = laid_out(report, title, blocks, assumed)
    titles = tuple(section.title for section in outline_of(type(report)).sections if section.name in broken)
    try:
        loaded = _opened(path, titles)
        carried = carried_of(report, blocks, pictures_later(printed)).xml() if loaded.entry else b""
        parts = {loaded.entry: carried} if loaded.entry else {}
        data = loaded.template.render(_context(report, title, charts_apart(printed)), parts=parts)
    except TemplateError as error:  # of one that was loosened in memory nobody knows the file
        raise error.in_file(path.name) from error.__cause__
    refuse_long_document(data, blocks)
    return sealed(data)


def sample_context(form: type[Report]) -> dict[str, Any]:
    """The context of a template of an edition, with the values of a blank report; for the lint of templates."""
    edition = form.edition_name()
    report = form.model_validate({"agency": "某机关", "year": form.form.first_year, "edition": edition})
    return _context(report, title_lines(report), flow(report))


def _context(report: Report, title: tuple[str, ...], blocks: tuple[Shown, ...]) -> dict[str, Any]:
    values = {name: getattr(report, name) for name in type(report).model_fields}
    values |= _reworded(report)
    values["title_lines"] = title
    values["document_title"] = (report.title or "")[:_LONGEST_PROPERTY]
    values["flow"] = blocks
    return values


class _Loaded(NamedTuple):
    template: Template
    entry: str | None  # the part for what no page shows


def _opened(path: Path, broken: tuple[str, ...]) -> _Loaded:
    try:
        stat = path.stat()
    except OSError as error:
        raise UnreadableFile("读不到模板文件", file=path.name) from error
    return _loaded(path, broken, stat.st_mtime_ns, stat.st_size)


@lru_cache(_TEMPLATES_KEPT)
def _loaded(path: Path, broken: tuple[str, ...], _changed: int, _size: int) -> _Loaded:
    from gk_docs.word import Template  # noqa: PLC0415 - heavy

    template = Template(
        _amended(path, broken) if broken else path, stored=True
    )  # refuses what is no file, or none of Word
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        entry, is_named = entry_in(names, archive.read), _CORE in names and _NAMED.search(archive.read(_CORE))
    if is_named and not broken:
        template = Template(_amended(path, broken), stored=True)
    return _Loaded(template, entry)


def _amended(path: Path, titles: tuple[str, ...]) -> bytes:
    """The template without the names of those who made it, and without "keep with next" in the tables of these titles.

    Word writes its user's name into a template's properties; no report that is printed with it should tell it.
    """

    def loosened(table: re.Match[bytes]) -> bytes:
        is_broken = any(f'<w:tblCaption w:val="{title}"/>'.encode() in table[0] for title in titles)
        return table[0].replace(_KEPT, _NOT_KEPT) if is_broken else table[0]

    entries = unpack(bytes_of(path))
    entries[_BODY] = _TABLE.sub(loosened, entries[_BODY])
    if _CORE in entries:
        entries[_CORE] = _NAMED.sub(rb"\1", entries[_CORE])
    return packed(entries)


def _reworded(report: Report) -> dict[str, Any]:
    """The form's tables in which a cell prints other text than its value, as nested dicts for the context."""
    otherwise = printed_otherwise(report)
    tables = {path.partition(".")[0] for path in otherwise}
    paths = [path for path in outline_of(type(report)).figures if path.partition(".")[0] in tables] if tables else []
    tree: dict[str, Any] = {}
    plant(tree, paths, {path: otherwise.get(path, report.figure(path)) for path in paths})
    return tree
