"""A file becomes a report, and what could not be placed.

Each format has one module that is named for it and listed in `READERS`; it is imported when a file of its format is
read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile, guarded
from gk_docs.readers.source import Source

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from gk_docs.form.reading import Reading

READERS = {
    "yaml": "gk_docs.readers.yaml",
    "json": "gk_docs.readers.json",
    "docx": "gk_docs.readers.docx",
    "doc": "gk_docs.readers.doc",
    "html": "gk_docs.readers.html",
    "pdf": "gk_docs.readers.pdf",
    "xlsx": "gk_docs.readers.xlsx",
    "txt": "gk_docs.readers.text",
}
"""Module of each format, with its `read(source) -> Reading`."""

_NOT_READ = {
    "xls": ("这是旧版 Excel 文件（.xls）", "请用 Excel 或 WPS 打开，另存为 .xlsx"),
    "encrypted": ("文件加了密码", "请用原来的软件打开，去掉密码后重新保存"),
}


def read(source: str | PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Reading:
    """Read an annual report from a file, from bytes or from an open binary stream.

    Args:
        source: A path, the bytes themselves, or a binary stream.
        name: What to call the input in messages, with its suffix, where `source` is no path (年报.yaml).

    Raises:
        UnreadableFile: If the file cannot be read, or its format is none that gk-docs reads.
        NotAnAnnualReport: If it is readable but no annual report.
        InvalidReport: If an authored input does not fit the form: every problem at once, with its line.
        MissingExtra: If its format needs a package that is not installed.
        Defect: If gk-docs itself is at fault, with the cause; please send the file to its maintainers.
        TypeError: If `source` or `name` is of another type.
    """
    opened = Source.of(source, name)
    with guarded(opened.name):
        module = READERS.get(opened.format)
        if module is None:
            message, mend = _NOT_READ.get(opened.format, ("不是能读取的格式", f"能读取：{'、'.join(READERS)}"))
            found = None if opened.format in _NOT_READ else opened.format
            raise UnreadableFile(message, found=found, mend=mend)
        reading: Reading = import_module(module).read(opened)
    return reading
