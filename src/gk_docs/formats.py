"""The table of formats, and the functions that use it: `read`, `render`, `write`.

A new format is one row here and one module: in `authored/`, `document/` or `published/`, by who makes such files.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, TypeAlias

from gk_docs.errors import InvalidReport, TemplateError, UnreadableFile, WriteRefused, guarded
from gk_docs.files.saving import refuse_target, save, seal_of
from gk_docs.files.sniffing import sniffed
from gk_docs.files.source import Source
from gk_docs.files.unread import unread
from gk_docs.form.editions import AnyReport, refuse_own_fields
from gk_docs.form.notes import Note
from gk_docs.form.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gk_docs.form.reading import Reading


class Format(NamedTuple):
    """One format. A module is named by its path and loaded when a file of the format is read or written.

    Attributes:
        suffixes: The suffixes of its files, the usual one first; a folder is searched for those of formats we read.
        word: A Chinese name for its files that can follow 收到.
        authored: Module that reads what a clerk typed: `read(source, read_last_year) -> Reading | None`.
        ours: Module that reads back what gk-docs wrote: `read(source) -> Reading | Note | None`; None or a note, which
            says why, if the file must be read as a published one.
        published: Module that reads a file of any origin: `read(source) -> Reading`.
        writer: Module that writes it: `render(report) -> bytes`, with a template or last year's report if it takes one.
            It also has `is_as_written(data) -> bool` if the seal of the suffix does not tell, and `beside(report, name)
            -> dict[str, bytes]` if a file of that name needs other files beside it.
        takes_template: Whether a Word template decides its look.
        takes_previous: Whether it can show last year's report beside this year's.
        collected: Whether files of this format in a folder are a county's inputs.
        is_print: Whether a file holds only what it shows, as a PDF does.
        also: Further suffixes of files that are read if the user names them; those in a folder are mostly no reports.
        variants: Further suffixes of files that are read by their content and never written.
    """

    suffixes: tuple[str, ...]
    word: str = ""
    authored: str = ""
    ours: str = ""
    published: str = ""
    writer: str = ""
    takes_template: bool = False
    takes_previous: bool = False
    collected: bool = False
    is_print: bool = False
    also: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


FORMATS = {
    "docx": Format(
        ("docx",),
        " Word",
        ours="gk_docs.document.restored.docx",
        published="gk_docs.published.docx",
        writer="gk_docs.document.docx",
        takes_template=True,
        variants=("docm", "dotx"),
    ),
    "html": Format(
        ("html", "htm", "xhtml", "shtml"),
        "网页",
        ours="gk_docs.document.restored.html",
        published="gk_docs.published.html",
        writer="gk_docs.document.html",
    ),
    "cms": Format(("cms.html",), writer="gk_docs.document.cms", is_print=True),
    "pdf": Format(
        ("pdf",),
        " PDF",
        published="gk_docs.published.pdf",
        writer="gk_docs.document.pdf",
        takes_template=True,
        is_print=True,
    ),
    "yaml": Format(
        ("yaml", "yml"), "数据文件", authored="gk_docs.authored.yaml", writer="gk_docs.authored.yaml", collected=True
    ),
    "json": Format(("json",), ours="gk_docs.form.json", writer="gk_docs.form.json", collected=True),
    "svg": Format(("svg",), writer="gk_docs.document.picture", is_print=True, takes_previous=True),
    "png": Format(("png",), writer="gk_docs.document.png", is_print=True, takes_previous=True),
    "csv": Format((), "数据", ours="gk_docs.document.csv", writer="gk_docs.document.csv", is_print=True, also=("csv",)),
    "xlsx": Format(
        ("xlsx",),
        "工作簿",
        authored="gk_docs.authored.workbook.reading",
        published="gk_docs.published.xlsx",
        writer="gk_docs.authored.workbook.writing",
        collected=True,
        variants=("xlsm", "et"),
    ),
    "doc": Format(("doc", "wps"), " Word", published="gk_docs.published.doc"),
    "odt": Format(("odt",), " OpenDocument", published="gk_docs.published.odt"),
    "mht": Format(("mht", "mhtml"), "网页", published="gk_docs.published.mht"),
    "txt": Format(("txt", "text"), "文本", published="gk_docs.published.text", also=("md",)),
}
"""Every format by its name."""

READERS = tuple(name for name, row in FORMATS.items() if row.authored or row.ours or row.published)
"""Names of the formats that gk-docs can read."""

WRITERS = tuple(name for name, row in FORMATS.items() if row.writer)
"""Names of the formats that gk-docs can write."""

_NAMES = {suffix: name for name, row in FORMATS.items() for suffix in (*row.suffixes, *row.also)}
_NO_FORMAT = Format(())
_VARIANTS = frozenset(suffix for row in FORMATS.values() for suffix in row.variants)


def suffixes(*, collected: bool | None = None) -> tuple[str, ...]:
    """The suffixes of the files in which a folder may hold reports, without the dot.

    Args:
        collected: True for formats that are a county's inputs only, False for the others only; None for all.
    """
    rows = (FORMATS[name] for name in READERS if collected in (None, FORMATS[name].collected))
    return tuple(suffix for row in rows for suffix in row.suffixes)


def format_of(path: Path) -> str:
    """The format that the suffix of a path means: a name of `FORMATS`, or the suffix itself if no format has it.

    >>> [format_of(Path(name)) for name in ("西集镇2023.YML", "年报.ofd", "年报", ".yaml", "cms.html")]
    ['yaml', 'ofd', '', '', 'html']
    >>> format_of(Path("西集镇2023.cms.html"))
    'cms'
    """
    head, _, last = path.name.lower().rpartition(".")
    stem, _, middle = head.rpartition(".")
    suffix = last if head else ""
    return (stem and _NAMES.get(f"{middle}.{last}")) or _NAMES.get(suffix, suffix)


def suffix_of(name: str) -> str:
    """The usual suffix of a format's files, without the dot; the name itself if it is not a format."""
    row = FORMATS.get(name)
    return (*row.suffixes, *row.also)[0] if row else name


def row_of(path: Path) -> Format:
    """The row of the format that a file's suffix means; an empty row if no format has the suffix."""
    return FORMATS.get(format_of(path), _NO_FORMAT)


def read(source: str | PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Reading:
    """Read an annual report from a file, from bytes or from an open binary stream.

    Args:
        source: A path, the bytes themselves, or a binary stream.
        name: The name of the input in messages, with its suffix, if `source` is not a path (年报.yaml).

    Raises:
        UnreadableFile: If the file cannot be read, or gk-docs cannot read its format.
        NotAnAnnualReport: If the file is readable but not an annual report.
        InvalidReport: If an authored input does not fit the form, with every problem and its line.
        MissingExtra: If the format needs a package that is not installed.
        Defect: If gk-docs itself is at fault, with the cause; please send the file to its maintainers.
        TypeError: If `source` or `name` is of another type.
        ValueError: If `source` is a stream that was read, or written, to its end.
    """
    return read_source(Source.of(source, name))


def read_source(source: Source) -> Reading:
    """Read a report from an input in memory; raises what `read` raises."""
    with guarded(source.name):
        return _read(source, _last_report)


def _last_report(path: Path) -> AnyReport:
    """Read last year's report, which an authored file names; only head and figures if its text cannot be read."""
    source = Source.of(path)
    try:
        return _read(source, _figures_alone).report
    except InvalidReport:
        return _read(source, None).report


def _figures_alone(path: Path) -> AnyReport:
    """Read the report of two years ago, which the text of last year's may quote: head and figures only."""
    return _read(Source.of(path), None).report


def _read(source: Source, read_last_year: Callable[[Path], AnyReport] | None) -> Reading:
    name = sniffed(source.data, format_of(Path(source.name or "")))
    row = FORMATS.get(name)
    if not source.data.strip(b"\0") and name != "yaml":  # whose reader says how to start one
        raise UnreadableFile("文件是空的", mend="多半是没有复制、下载完，请用原件再来一次")
    if row is None or name not in READERS:
        if other := unread(name):
            raise UnreadableFile(other.message, mend=other.mend)
        raise UnreadableFile("不是能读取的格式", found=name, mend=f"能读取：{'、'.join(READERS)}")
    found: Reading | Note | None = None
    if row.authored:
        found = import_module(row.authored).read(source, read_last_year)
    elif row.ours:
        found = import_module(row.ours).read(source)
    if found is not None and not isinstance(found, Note):
        if row.authored:
            _refuse_other_name(source, row)
        return found
    reading: Reading = import_module(row.published).read(source)
    if found is None:
        return reading
    return replace(reading, findings=(found.finding(type(reading.report)), *reading.findings))


def _refuse_other_name(source: Source, row: Format) -> None:
    """Refuse an authored file whose name has the suffix of another format, such as Notepad adds (甲.yaml.txt)."""
    if source.suffix in {*_NAMES, *_VARIANTS}.difference(row.suffixes, row.variants) or unread(source.suffix):
        source.refuse_name(row.word, row.suffixes[0])


_INSTEAD = {"Reading": ": take its .report", "dict": ": gk_docs.parse makes a report of it"}
FormatName: TypeAlias = Literal["docx", "html", "cms", "pdf", "svg", "png", "yaml", "json", "csv", "xlsx"]
"""The names in `WRITERS` as a type, so that editors complete them."""


def render(
    report: Report,
    format: FormatName,  # noqa: A002 - the public name
    *,
    template: str | PathLike[str] | None = None,
    previous: Report | None = None,
) -> bytes:
    """Render a report to the bytes of a file; the same report gives the same bytes, except as a PDF.

    Args:
        report: An annual report of any edition.
        format: docx, html, cms (a fragment for the editor of a site), pdf, json, yaml, xlsx,
            csv (the figures as open data), svg or png (one picture of the report).
        template: A Word template of your own, for docx and pdf; None for that of the report's edition. It may print as
            much or as little of the report as you like. (`gk-docs render` refuses a template that does not print the
            whole form; `gk-docs template check` tells.)
        previous: Last year's report, which svg and png show beside this year's.

    Raises:
        TypeError: If `report` is not a report (for a reading, pass its `.report`), or its class adds fields.
        WriteRefused: If the format does not exist, or cannot use the template or last year's report that is given.
        TemplateError: If the template is broken, names what a report lacks, or is of another edition of the form.
        UnreadableFile: If the template is missing or not a Word file.
        MissingExtra: If the format needs what is not installed: LibreOffice for pdf, XlsxWriter for xlsx.
    """
    return rendered(report, format, template, previous)


def rendered(
    report: Report, name: str, template: str | PathLike[str] | None = None, previous: Report | None = None
) -> bytes:
    """As `render`, for a name of a format that is not known to be valid; raises what `render` raises."""
    for given, kind, words in ((report, Report, "a report"), (name, str, "the name of a format")):
        if not isinstance(given, kind):
            kind_given = type(given).__name__
            raise TypeError(f"{words} is needed, not {kind_given}{_INSTEAD.get(kind_given, '')}")
    refuse_own_fields(type(report))
    if template is not None and not isinstance(template, str | PathLike):
        raise TypeError(f"template is the path of a Word file, not {type(template).__name__}")
    if name not in WRITERS:
        meant = format_of(Path(f"年报.{name.lstrip('.')}"))
        mend = f"格式的名称是“{meant}”" if meant in WRITERS else f"能写的格式：{'、'.join(WRITERS)}"
        raise WriteRefused("不能写这种格式", found=name or "（没有扩展名）", mend=mend)
    row = FORMATS[name]
    if template is not None and not row.takes_template:
        raise WriteRefused("只有 .docx 和 .pdf 可用 Word 模板", found=name)
    if previous is not None and not row.takes_previous:
        raise WriteRefused("只有 .svg 和 .png 并列上年的数", found=name)
    try:
        module = import_module(row.writer)
        more = (template,) if row.takes_template else (previous,) if row.takes_previous else ()
        data: bytes = module.render(report, *more)
    except TemplateError:
        if template is not None:
            from gk_docs.document.template_check import refuse_other_edition  # noqa: PLC0415 - heavy, and seldom needed

            refuse_other_edition(template, report.edition)
        raise
    return data


def write(
    report: Report,
    path: str | PathLike[str],
    *,
    template: str | PathLike[str] | None = None,
    previous: Report | None = None,
    force: bool = False,
) -> Path:
    """Write a report to a file, whole or not at all; the suffix decides the format.

    A file that somebody changed since gk-docs wrote it, or that another program wrote, is not replaced: a Word file, a
    web page, a signed PDF, edited YAML, a filled-in workbook, JSON with another layout. If the file is open in Word,
    the report is written to a new file beside it (西集镇2023（新）.docx), and a warning is logged.

    Args:
        report: An annual report of any edition.
        path: The file to write; an older file there is replaced.
        template: A Word template of your own, for .docx and .pdf, as `render` takes it.
        previous: Last year's report, for .svg and .png, as `render` takes it.
        force: Replace the file even if somebody changed it; then a copy is kept in `.gk-docs/原件` beside it.

    Returns:
        The path that was written: `path`, or a new one beside it.

    Raises:
        TypeError: If `report` is not a report, or its class adds fields.
        WriteRefused: If the format does not exist, or cannot use the template or last year's report that is given;
            if the place cannot be written, or somebody's work would be lost.
        TemplateError: If the template is broken, names what a report lacks, or is of another edition of the form.
        UnreadableFile: If the template is missing or not a Word file.
        MissingExtra: If the format needs what is not installed: LibreOffice for .pdf, XlsxWriter for .xlsx.
    """
    target = Path(path)
    data = rendered(report, format_of(target), template, previous)
    return put(data, target, force=force, beside=beside(report, target))


def beside(report: Report, path: Path) -> dict[str, bytes]:
    """The files that a report written to `path` needs beside it, by name."""
    files = getattr(import_module(row_of(path).writer), "beside", None)
    return dict(files(report, path.name)) if files else {}


def put(
    data: bytes, path: Path, *, force: bool = False, lasting: bool = True, beside: Mapping[str, bytes] | None = None
) -> Path:
    """Write a rendered report to a file with `files.saving.save`; the files `beside` it, by name, come first.

    Raises:
        WriteRefused: If the place cannot be written, or somebody's work would be lost.
    """
    is_as_written = getattr(import_module(row_of(path).writer), "is_as_written", None) or seal_of(path)
    if beside:
        refuse_target(path, is_as_written, force=force)
    for name, content in (beside or {}).items():
        save(content, path.parent / name, force=True, lasting=lasting)
    return save(data, path, force=force, remade=is_as_written, lasting=lasting, is_as_written=is_as_written)
