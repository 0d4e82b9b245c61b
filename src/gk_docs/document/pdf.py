"""Print a report as a PDF: LibreOffice lays out its Word file, and a seal shows later changes such as signatures.

A PDF shows the report and carries no hidden data. What no page shows (level and kind of the body, day of publication,
acceptances) is not in it, and it reads back like any published file. The same report does not give the same bytes,
since LibreOffice writes the time into them.

LibreOffice is the only free program that lays out a Word document as a person would see it. It runs without a window
and with its own profile folder, so that it disturbs no other and several may run at once; it starts anew each time,
which takes a few seconds.

A document names fonts that may replace each of its fonts (`w:altName`). Word uses them, but LibreOffice replaces all
missing fonts by the same one, so that title, headings and text look alike. So if fontconfig finds the fonts, as on any
Linux, LibreOffice gets fontconfig rules made from these names for the run, and a warning is logged, once for the same
fonts. The machine's own rules come first: whoever maps 仿宋_GB2312 to another font keeps that.
"""

from __future__ import annotations

import logging
import os
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from gk_docs.document import docx
from gk_docs.document.lines import ANY_SETTING, KNOWN_FACES
from gk_docs.errors import GkError, MissingExtra
from gk_docs.files.opc import Package
from gk_docs.files.programs import find_program, guarded, said_by
from gk_docs.files.seal import PDF_SEAL
from gk_docs.files.source import bytes_of
from gk_docs.files.wordparts import W

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from os import PathLike

    from gk_docs.form.report import Report


SECONDS = 180
"""Longest time that LibreOffice may take, in seconds."""

_log = logging.getLogger(__name__)
_ACCESSIBLE = "UseTaggedPDF", "PDFUACompliance", "ExportBookmarks"
_OPTIONS = ",".join(f'"{name}":{{"type":"boolean","value":"true"}}' for name in _ACCESSIBLE)
_TAGGED_PDF = f"pdf:writer_pdf_Export:{{{_OPTIONS}}}"
_LANGUAGE_OF_NUMBERS = b"/Lang(en-US)", b"/Lang(zh-CN)"  # LibreOffice marks numbers as English; same length
_RULES = "faces.conf"
_FONTS = "word/fontTable.xml"
_LATIN = "Times New Roman"
_HEAVY = "小标宋"  # the font of titles is heavy, so its replacement is made bold
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
)


def render(report: Report, template: str | PathLike[str] | None = None) -> bytes:
    """Return the report as a PDF, laid out for the fonts of this machine.

    Args:
        report: An annual report of either edition.
        template: A Word template of your own; else that of the edition.

    Raises:
        MissingExtra: If LibreOffice is not installed.
        GkError: If LibreOffice fails, or takes longer than three minutes; and as for a Word file.
    """
    latin = replacements(bytes_of(Path(template or docx.template_path(type(report))))).get(_LATIN, _LATIN)
    return PDF_SEAL.sealed(as_pdf(docx.render(report, template, KNOWN_FACES.get(latin, ANY_SETTING))))


def as_pdf(data: bytes, suffix: str = ".docx") -> bytes:
    """Lay out a Word document as a tagged PDF, in which a screen reader finds headings and tables.

    Args:
        data: The document.
        suffix: `.docx`, or `.xlsx` for a workbook, whose PDF is not tagged.

    Raises:
        MissingExtra: If LibreOffice is not installed.
        GkError: If it cannot lay out the document, or takes longer than three minutes.
    """
    program = _libreoffice()
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / f"pages{suffix}", folder / "pages.pdf"
        source.write_bytes(data)
        replaced = replacements(data)
        (folder / _RULES).write_text(rules(replaced), encoding="utf-8")
        _tell(tuple(replaced.items()))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        said = _run(
            [
                program,
                profile,
                "--headless",
                "--convert-to",
                _TAGGED_PDF if suffix == ".docx" else "pdf",
                "--outdir",
                name,
                str(source),
            ],
            name,
        )
        if not target.is_file():
            raise GkError("LibreOffice 没有排出页面", found=said, mend="请用 LibreOffice 打开这份 Word 文件试试")
        return target.read_bytes().replace(*_LANGUAGE_OF_NUMBERS)


@cache
def _tell(replaced: tuple[tuple[str, str | None], ...]) -> None:
    if replaced:
        words = "、".join(f"{name}→{other or '（无）'}" for name, other in replaced)
        _log.warning("这台计算机没有年度报告用的这些字体，PDF 中用别的代替：%s", words)


def _libreoffice() -> str:
    program = find_program(*_NAMES) or next((str(path) for path in _PLACES if path.is_file()), None)
    if program is None:
        mend = "请安装 LibreOffice（zh-cn.libreoffice.org），或生成 .docx 后用 Word 或 WPS 打开，另存为 PDF"
        raise MissingExtra("排出页面、写 .pdf 需要 LibreOffice（soffice），没有找到", mend=mend)
    return program


def _run(command: list[str], folder: str) -> str:
    """Run LibreOffice and return its error output; its own Python must not get our `PYTHON…` variables."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["FONTCONFIG_FILE"] = str(Path(folder) / _RULES)
    with guarded(command, folder=folder, env=env, out=subprocess.DEVNULL, said=subprocess.PIPE) as office:
        try:
            _, said = office.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise GkError(f"LibreOffice 超过 {SECONDS} 秒没有排完，已中止", mend="请稍后再试") from None
    return said.decode(errors="replace").strip()[-300:]


def replacements(data: bytes) -> dict[str, str | None]:
    """Find a replacement for each font that a Word document declares and this machine lacks.

    Args:
        data: The document.

    Returns:
        The replacement by the name of the missing font; None if none that the document names is installed. Empty if
        there is no fontconfig.
    """
    installed = _installed(os.environ.get("FONTCONFIG_FILE", ""))
    if not installed:
        return {}
    wanted = _wanted(data)
    missing = {name: others for name, others in wanted.items() if name not in installed}
    return {name: next((one for one in others if one in installed), None) for name, others in missing.items()}


def rules(replaced: Mapping[str, str | None]) -> str:
    """Write a fontconfig file with the rules of this machine and, after them, one for each font that is replaced."""
    machine = os.environ.get("FONTCONFIG_FILE") or "fonts.conf"  # which is looked for where fontconfig has its files
    include = str(Path(machine).resolve()) if Path(machine).is_file() else machine
    lines = [_rule(name, other) for name, other in replaced.items() if other]
    return "\n".join(
        ['<?xml version="1.0"?>', "<fontconfig>", f"<include>{escape(include)}</include>", *lines, "</fontconfig>", ""]
    )


def _rule(name: str, other: str) -> str:
    bold = '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' if _HEAVY in name else ""
    return (
        f'<match target="pattern"><test name="family" compare="eq"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{escape(other)}</string></edit>{bold}</match>'
    )


def _wanted(data: bytes) -> dict[str, tuple[str, ...]]:
    """The fonts that a document declares replacements for, each with the replacements, best first."""
    try:
        fonts = Package(data).xml(_FONTS).iter(f"{W}font")
    except GkError:  # what LibreOffice cannot open, it says itself
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for font in fonts:
        other = font.find(f"{W}altName")
        if other is not None:
            found[str(font.get(f"{W}name"))] = tuple(str(other.get(f"{W}val")).split(","))
    return found


@cache
def _installed(_configuration: str) -> AbstractSet[str]:
    """All family names that fontconfig knows; empty if there is no fontconfig."""
    names = said_by("fc-list", ":", "family").replace("\\-", "-").replace("\n", ",").split(",")
    return frozenset(name.strip() for name in names if name.strip())
