"""A report as a PDF: the pages of its Word file, laid out by LibreOffice, sealed so that a signature on it is seen.

A PDF is a print: it shows the report and carries nothing beside it. What no page shows (level and kind of the body,
day of publication, acceptances) is not in it, and reading it back gives what a published file gives. The same report
does not give the same bytes, for LibreOffice writes the time into them.

LibreOffice is the only free program that lays out a Word document as a person would see it. It runs without a window,
with a profile folder of its own, so that it meddles with no other and several may run at once; it starts anew each
time, which takes a few seconds.

A document names each face with those that may stand in for it (`w:altName`), which Word heeds and LibreOffice does not:
it takes one face for all that are missing, so that title, headings and text look alike. Where fontconfig finds the
faces, as on any Linux, LibreOffice is given rules of its own for the run, made from these names, and a warning is
logged, once for the same faces. The rules of the machine come first: whoever maps 仿宋_GB2312 to a face of his own
keeps it.
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
from gk_docs.errors import GkError, MissingExtra
from gk_docs.files.opc import Package
from gk_docs.files.programs import find_program, guarded, said_by
from gk_docs.files.seal import PDF_SEAL
from gk_docs.files.wordparts import W

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from os import PathLike

    from gk_docs.form.report import Report


SECONDS = 180
"""Longest time that LibreOffice may take."""

_log = logging.getLogger(__name__)
_ACCESSIBLE = "UseTaggedPDF", "PDFUACompliance", "ExportBookmarks"
_OPTIONS = ",".join(f'"{name}":{{"type":"boolean","value":"true"}}' for name in _ACCESSIBLE)
_TAGGED_PDF = f"pdf:writer_pdf_Export:{{{_OPTIONS}}}"
_LANGUAGE_OF_NUMBERS = b"/Lang(en-US)", b"/Lang(zh-CN)"  # what LibreOffice calls it; a word of the same length
_RULES = "faces.conf"
_FONTS = "word/fontTable.xml"
_HEAVY = "小标宋"  # a title's face: one that stands in for it is bold
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
)


def render(report: Report, template: str | PathLike[str] | None = None) -> bytes:
    """The report as a PDF.

    Args:
        report: An annual report of either edition.
        template: A Word template of your own; else that of the edition.

    Raises:
        MissingExtra: If LibreOffice is not installed.
        GkError: If LibreOffice fails, or takes longer than three minutes; and as for a Word file.
    """
    return PDF_SEAL.sealed(as_pdf(docx.render(report, template)))


def as_pdf(data: bytes, suffix: str = ".docx") -> bytes:
    """The pages of a Word document, as a PDF with tags, so that a screen reader finds headings and tables in it.

    Args:
        data: The document.
        suffix: `.xlsx` for a workbook.

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
    """Run LibreOffice; what it complained of, for a message. It has a Python of its own, which ours is no help for."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env["FONTCONFIG_FILE"] = str(Path(folder) / _RULES)
    with guarded(command, folder=folder, env=env, out=subprocess.DEVNULL, said=subprocess.PIPE) as office:
        try:
            _, said = office.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise GkError(f"LibreOffice 超过 {SECONDS} 秒没有排完，已中止", mend="请稍后再试") from None
    return said.decode(errors="replace").strip()[-300:]


def replacements(data: bytes) -> dict[str, str | None]:
    """What stands in for each face that a Word document asks for and this machine has not.

    Args:
        data: The document.

    Returns:
        The name of the face that is taken by the name of the one that is missing, None where none of those that the
        document names is there either; nothing where the faces are not fontconfig's.
    """
    installed = _installed(os.environ.get("FONTCONFIG_FILE", ""))
    if not installed:
        return {}
    wanted = _wanted(data)
    missing = {name: others for name, others in wanted.items() if name not in installed}
    return {name: next((one for one in others if one in installed), None) for name, others in missing.items()}


def rules(replaced: Mapping[str, str | None]) -> str:
    """A file for fontconfig with the rules of this machine and, after them, one for each face that is replaced."""
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
    """The faces that a document declares, each with those that may stand in for it, best first."""
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
    """The names of all faces that fontconfig knows, each face by all its names; none where it is not there."""
    names = said_by("fc-list", ":", "family").replace("\\-", "-").replace("\n", ",").split(",")
    return frozenset(name.strip() for name in names if name.strip())
