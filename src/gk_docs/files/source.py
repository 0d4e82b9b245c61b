"""The bytes of a file to read, with its name and folder."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from errno import ENAMETOOLONG
from os import PathLike
from pathlib import Path, PurePath, PurePosixPath
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import normalize

from gk_docs.errors import UnreadableFile, system_words
from gk_docs.files import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_A_NAME = "这里写文件名；要读的是内容本身的，传入 bytes，如 text.encode()"
_LONGEST_PATH = 1000
_BEGINNING = 30


@dataclass(frozen=True, slots=True)
class Source:
    """An input, wholly in memory.

    Attributes:
        data: Its bytes.
        name: File name for messages, or None.
        folder: The folder of the file, from which relative paths in it are followed; None if it came from memory.
    """

    data: bytes
    name: str | None
    folder: Path | None

    @classmethod
    def of(cls, source: str | PathLike[str] | bytes | BinaryIO, name: str | None = None) -> Source:
        """Read the bytes of a path or a stream, or take bytes as they are.

        Raises:
            UnreadableFile: If the file does not exist, may not be read, or is too large.
            TypeError: If `source` is of another type.
            ValueError: If `source` is a stream that was read, or written, to its end.
        """
        if not isinstance(name, str | None):
            raise TypeError(f"name must be text, not {type(name).__name__}")
        if isinstance(source, str | PathLike):
            path = Path(source)
            return cls(bytes_of(path), path.name, path.parent)
        if isinstance(source, bytes | bytearray | memoryview):
            return cls._of_bytes(bytes(source), name)
        data = _all_of(source)
        if not data and _is_read(source):
            raise ValueError("nothing is left to read in the stream, which stands at its end: seek(0) first")
        own = getattr(source, "name", None)
        return cls._of_bytes(data, name or (own if isinstance(own, str) else None))

    @classmethod
    def _of_bytes(cls, data: bytes, name: str | None) -> Source:
        if len(data) > limits.FILE:
            raise _too_large(name)
        return cls(data, name, None)

    @property
    def suffix(self) -> str:
        """The suffix of its name, in lower case, without the dot."""
        return Path(self.name or "").suffix.removeprefix(".").lower()

    def refuse_name(self, what: str, suffix: str) -> None:
        """Refuse a file whose name has the suffix of another format.

        Args:
            what: What the file is, in Chinese.
            suffix: The suffix that it should have.

        Raises:
            UnreadableFile: With the name that it should have.
        """
        stem = Path(str(self.name)).stem
        better = stem if Path(stem).suffix == f".{suffix}" else f"{stem}.{suffix}"
        mend = f"请改名为 {better}（看不到扩展名的，先在文件夹的“查看”里勾选“文件扩展名”）"
        raise UnreadableFile(f"内容是{what}（.{suffix}），文件名却以 .{self.suffix} 结尾", mend=mend)


def bytes_of(path: Path) -> bytes:
    """Read a file, but no pipe or device, which may never end, and not beyond the limit.

    Raises:
        UnreadableFile: If the file does not exist, is not a regular file, may not be read, or is too large.
    """
    try:
        kind = path.stat().st_mode
        if not (S_ISREG(kind) or S_ISDIR(kind)):
            raise UnreadableFile("这是设备或管道，不是文件", file=str(path), mend="请先存成文件，再写文件名")
        with path.open("rb") as stream:
            data = stream.read(limits.FILE + 1)
    except FileNotFoundError:
        raise UnreadableFile("没有这个文件", file=_shown(path), mend=_instead_of(path)) from None
    except OSError as error:
        if error.errno == ENAMETOOLONG:
            raise UnreadableFile("没有这个文件", file=_shown(path), mend=_NOT_A_NAME) from None
        raise UnreadableFile(f"文件打不开（{system_words(error)}）", file=str(path)) from error
    except ValueError as error:  # a name that no file can have here
        raise UnreadableFile("没有这个文件", file=str(path)) from error
    if len(data) > limits.FILE:
        raise _too_large(path.name)
    return data


def _all_of(stream: BinaryIO) -> bytes:
    """What is left in a stream, up to the limit; a raw one, such as a socket's, gives it piece by piece."""
    pieces, left = list[bytes](), limits.FILE + 1
    while left and (not pieces or pieces[-1]):
        piece: object = stream.read(left) if hasattr(stream, "read") else None
        if not isinstance(piece, bytes):
            raise TypeError(f"a path, bytes or a binary stream, not {type(stream).__name__}")
        pieces.append(piece[:left])
        left -= len(pieces[-1])
    return b"".join(pieces)


def _is_read(stream: BinaryIO) -> bool:
    """Whether a stream stands behind its beginning; False if it cannot tell, as a pipe cannot."""
    with suppress(AttributeError, OSError):
        return stream.tell() > 0
    return False


def is_file(path: Path) -> bool:
    """Whether a file exists; False if its folder may not be read."""
    with suppress(OSError):
        return path.is_file()
    return False


def _shown(path: Path) -> str:
    """The path in a message; of what is no path, such as the text of a whole file, how it begins."""
    text = str(path)
    return text if len(text) <= _LONGEST_PATH and "\n" not in text else f"{text[:_BEGINNING]}…"


def _instead_of(path: Path) -> str | None:
    """Say what to do about a path that does not exist; None where nothing better is known."""
    if str(path) == "-":
        return "标准输入不能读取，请先存成文件，再写文件名"
    if "\n" in str(path):
        return _NOT_A_NAME
    if path.is_symlink():
        return "它是快捷方式（链接），指向的文件不在了，请把文件本身放到这里"
    meant = file_meant(path.parent, path.name)
    return f"是否指“{meant}”" if meant else None


def _too_large(name: str | None) -> UnreadableFile:
    return UnreadableFile(f"文件超过{limits.FILE // 1024 // 1024}MB", file=name)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says besides its text.

    Attributes:
        name: Name of the file, or None if it came from memory.
        format: Its format by content (docx, html, yaml …).
        authors: Personal names in its properties, in order; empty if none.
        comments: Number of comments.
        tracked_changes: Number of tracked changes, those of the look of text and of headers and footers included.
    """

    name: str | None = None
    format: str = ""
    authors: tuple[str, ...] = ()
    comments: int = 0
    tracked_changes: int = 0


def file_meant(folder: Path | None, name: str) -> str | None:
    """The file in a folder whose name differs in quotes, blanks, _, case or width, else in suffix too; None if none."""
    with suppress(OSError, ValueError):  # a folder that nobody may look into
        there = folder.iterdir() if folder and folder.is_dir() else ()
        names = [one.name for one in there if _stem(one.name) == _stem(name)]
        return min(names, key=lambda one: (_bare(one) != _bare(name), one), default=None)
    return None


def names_apart(files: Sequence[PurePath]) -> list[str]:
    """The names of files, each with its folder before it where another file has the same name.

    >>> names_apart([PurePath("甲县/西集镇.yaml"), PurePath("乙县/西集镇.yaml"), PurePath("乙县/东镇.yaml")])
    ['甲县/西集镇.yaml', '乙县/西集镇.yaml', '东镇.yaml']
    """
    named = Counter(file.name for file in files if file.name)
    return [str(PurePosixPath(file.parent.name, file.name)) if named[file.name] > 1 else file.name for file in files]


def _stem(name: str) -> str:
    return _bare(name).rpartition(".")[0] or _bare(name)


def _bare(name: str) -> str:
    return normalize("NFKC", name.strip(" \u3000“”\"'《》_")).casefold()
