"""Formats that are recognised but cannot be read (.xls, .ofd, pictures), with what to tell the user."""

from __future__ import annotations

from typing import NamedTuple


class UnreadFormat(NamedTuple):
    """A format that is recognised but cannot be read.

    Attributes:
        suffixes: The suffixes of its files.
        message: What to say of such a file, in Chinese.
        mend: What the user can do, in Chinese.
        word: What a person calls its files, after 收到 (压缩包); "" for a format in which no report arrives.
    """

    suffixes: tuple[str, ...]
    message: str
    mend: str
    word: str = ""


UNREAD = {
    "xls": UnreadFormat(
        ("xls",), "这是旧版表格文件（.xls、.et）", "请用 Excel 或 WPS 打开，另存为 .xlsx", word="旧版工作簿"
    ),
    "ods": UnreadFormat(("ods",), "这是 LibreOffice 的表格（.ods）", "请另存为 .xlsx", word="别种工作簿"),
    "rtf": UnreadFormat(("rtf",), "这种文字文件不能读取", "请用 Word 或 WPS 打开，另存为 .docx", word=" RTF"),
    "ofd": UnreadFormat(
        ("ofd",),
        "这是版式文件（.ofd）",
        "请用原来的 Word 文件；没有的，用 OFD 阅读器另存为 PDF，或复制全文存为 .txt",
        word=" OFD",
    ),
    "zip": UnreadFormat(("zip", "rar", "7z"), "这是压缩包", "请先解开，再用里面的文件", word="压缩包"),
    "picture": UnreadFormat(
        ("png", "jpg", "jpeg", "bmp", "tif", "tiff"),
        "这是图片，读不出文字",
        "请用原来的 Word 文件或网页；没有的，先做文字识别，核对后存为 .txt",
        word="图片",
    ),
    "py": UnreadFormat(
        ("py",), "这是 Python 脚本，不读它的内容", "信得过的，放在文件夹里用 gk-docs render 文件夹 --scripts 运行"
    ),
    "lnk": UnreadFormat(("lnk",), "这是快捷方式", "请用它指向的文件本身"),
    "encrypted": UnreadFormat((), "文件加了密码", "请用原来的软件打开，去掉密码后重新保存"),
}
"""The formats by the names that `sniffing.sniffed` gives them."""

_BY_SUFFIX = {suffix: row for row in UNREAD.values() for suffix in row.suffixes}


def unread(name: str) -> UnreadFormat | None:
    """Look a format up by the name that `sniffed` gives it or by its suffix; None if it is not one of these."""
    return UNREAD.get(name) or _BY_SUFFIX.get(name)
