"""Write files whole or not at all, and never lose somebody's work.

A copy of a file that a command replaces is kept in `.gk-docs/原件` beside it, where no command takes it for a report.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import sleep

from gk_docs import regex as re
from gk_docs.errors import WriteRefused, printable, system_words
from gk_docs.files.seal import PAGE_SEAL, PDF_SEAL, TEXT_SEAL, is_sealed

_log = logging.getLogger(__name__)

OWN_FOLDER = ".gk-docs"
"""Name of the folder, beside the files of a command, in which gk-docs keeps files of its own."""

ORIGINALS = "原件"

_AS_WRITTEN: dict[str, Callable[[bytes], bool]] = {
    ".docx": is_sealed,
    **dict.fromkeys((".html", ".htm", ".svg"), PAGE_SEAL.is_on),
    ".pdf": PDF_SEAL.is_on,
    **dict.fromkeys((".yaml", ".yml"), TEXT_SEAL.is_on),
    ".json": lambda _: False,  # it has no place for a seal: its writer passes `is_as_written`
}

_NAMED = 40  # characters of the file's name, so that the name of a draft or a copy is never too long
DRAFT = re.compile(r"\.(.+)\.[0-9a-f]{8}\.tmp")
"""Name of a draft: a file that is being written, named after the file whose place it then takes."""

_PAUSES = (0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()
"""Seconds to wait between tries while an antivirus program, an index or a synchronised folder holds a file."""

_TRIES = 2
"""How often writing starts anew when another run has removed the draft, which it took for that of a killed run."""

AT_ONCE = hasattr(os, "sync")
"""Whether the system can be told to write all waiting data to the disk at once (`os.sync`)."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


def seal_of(path: Path) -> Callable[[bytes], bool] | None:
    """What tells from a file's content whether gk-docs wrote it so; None if its format cannot show that."""
    return _AS_WRITTEN.get(path.suffix.lower())


def refuse_existing(path: Path) -> None:
    """Refuse to write a new file where a file or folder already is.

    Raises:
        WriteRefused: If `path` exists.
    """
    if os.path.lexists(path):
        raise WriteRefused(
            "文件已经存在", file=str(path), mend="请换一个文件名（-o）；确实要覆盖，请加 --force（force=True）"
        )


def refuse_target(path: Path, is_as_written: Callable[[bytes], bool] | None = None, *, force: bool = False) -> None:
    """Refuse early what `save` would refuse, before other work is done for this file.

    Raises:
        WriteRefused: If the path is a folder, or `force` is not given and somebody's work would be lost.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError
        if not force:
            refuse_to_lose_work(path, is_as_written)
    except OSError as error:
        raise _refusal(path, error) from error


def save(
    data: bytes,
    path: Path,
    *,
    force: bool = False,
    remade: Callable[[bytes], bool] | None = None,
    lasting: bool = True,
    is_as_written: Callable[[bytes], bool] | None = None,
) -> Path:
    """Write `data` to `path`, or to a new file beside it if the file is open in Word.

    The old file is kept (see `keep_original`) unless it is known to be just as gk-docs wrote it.

    Args:
        data: The content.
        path: Where to write.
        force: Replace the file even if it was changed since gk-docs wrote it.
        remade: Tells from the old content whether every run makes it anew, so that it is nobody's work.
        lasting: Wait until the disk has the file; a caller that writes many files waits once, with `settle`.
        is_as_written: Tells from the old content whether gk-docs wrote it so; None to look at the seal of its format.

    Returns:
        The path that was written.

    Raises:
        WriteRefused: If the file was changed by somebody, cannot be kept, or the place cannot be written.
    """
    try:
        if path.is_file():
            if is_open(path):
                return _save_beside(data, path, is_as_written)
            if not force:
                refuse_to_lose_work(path, is_as_written)
            if force or path.suffix.lower() not in _AS_WRITTEN:
                keep_original(path, data, remade)
        replace_whole(data, path, lasting=lasting)
    except PermissionError:
        if not os.access(path, os.F_OK):
            raise WriteRefused("没有写入的权限", file=str(path), mend="请换一个文件夹") from None
        return _save_beside(data, path, is_as_written)
    except OSError as error:
        raise _refusal(path, error) from error
    return path


def keep_original(path: Path, new: bytes, remade: Callable[[bytes], bool] | None = None) -> Path | None:
    """Copy a file that `new` is about to replace to a free name in `.gk-docs/原件`, and log a warning that says where.

    Returns:
        The copy; None if there is nothing to lose: the file is empty, has the new content already, or is `remade` by
        every run.

    Raises:
        WriteRefused: If the copy cannot be made; then the file must stay as it is.
    """
    try:
        data = path.read_bytes()
        if data in (b"", new) or (remade and remade(data)):
            return None
        copy = _copied(data, path)
    except OSError as error:
        message = f"原来的文件保存不了（{system_words(error)}），没有覆盖"
        mend = f"请检查 {path.parent / OWN_FOLDER} 能不能写，或先把原来的文件移到别处"
        raise WriteRefused(message, file=str(path), mend=mend) from error
    _log.warning("%s 原来的内容存在 %s", path.name, copy)
    return copy


def _copied(data: bytes, path: Path) -> Path:
    folder = path.parent / OWN_FOLDER / ORIGINALS
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        copy = folder / f"{path.stem[:_NAMED]}（{number}）{path.suffix}"
        try:
            file = copy.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            was = path.stat()
            os.utime(copy, ns=(was.st_atime_ns, was.st_mtime_ns))
        except OSError:
            copy.unlink(missing_ok=True)
            raise
        return copy
    raise AssertionError  # pragma: no cover - `count` does not end


def is_open(path: Path) -> bool:
    """Whether Word, WPS or LibreOffice has an existing file open, judged by the lock file that they put beside it."""
    name = path.name
    locks = {f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"}
    return any(path.with_name(lock).exists() for lock in locks)


def refuse_to_lose_work(path: Path, is_as_written: Callable[[bytes], bool] | None = None) -> None:
    """Refuse to replace a file that is not as gk-docs wrote it, if its format shows that.

    An empty file holds no work, nor does a file of NUL bytes, which a power cut may leave.

    Raises:
        WriteRefused: If somebody changed the file, or another program wrote it.
    """
    is_as_written = is_as_written or seal_of(path)
    if is_as_written is None or not path.is_file():
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(path, error) from error
    if data.strip(b"\0") and not is_as_written(data):
        raise WriteRefused(
            "这个文件在写出之后有人改过，或不是 gk-docs 写的，没有覆盖",
            file=str(path),
            mend="请换一个文件名；确实不要原来的内容，再加 --force（force=True）覆盖",
        )


def replace_whole(data: bytes | Iterable[bytes], path: Path, *, lasting: bool = True) -> None:
    """Replace the file at `path` in one step: a reader sees the old file or the new one, never a part.

    Args:
        data: The content, whole or in pieces.
        path: The file; it need not exist.
        lasting: Wait until the disk has the file, so that it is whole even after a power cut.

    Raises:
        OSError: If the system refuses; then the old file is as it was.
    """
    target = Path(os.path.realpath(path)) if path.is_symlink() else path  # `resolve` fails on links in a circle
    if isinstance(data, bytes):
        for _ in range(_TRIES):
            with suppress(FileNotFoundError):
                return _replace([data], target, lasting=lasting)
    return _replace([data] if isinstance(data, bytes) else data, target, lasting=lasting)


def _replace(pieces: Iterable[bytes], target: Path, *, lasting: bool) -> None:
    draft = target.with_name(f".{target.name[:_NAMED]}.{os.urandom(4).hex()}.tmp")
    try:
        with draft.open("xb") as file:
            file.writelines(pieces)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        _put(draft, target)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _put(draft: Path, target: Path) -> None:
    """Move the draft to its target; on Windows try again, since a program that looks at a new file blocks the move."""
    for pause in _PAUSES:
        with suppress(PermissionError):
            draft.replace(target)
            return
        sleep(pause)
    draft.replace(target)


def settle() -> None:
    """Wait until the disk has everything that was written, on a system that can do so (`AT_ONCE`)."""
    if AT_ONCE:
        os.sync()


def file_name(name: str) -> str:
    """The name of a body without the characters that a file name cannot have on Windows.

    >>> file_name("甲/乙局")
    '甲_乙局'
    """
    return _FORBIDDEN.sub("_", name).strip(" .") or "_"


def remove_drafts(folder: Path, *, before: float, of: str = "") -> None:
    """Remove the drafts in a folder that are older than `before`.

    A draft lives for milliseconds until it takes the place of its file. A draft from before a run began that is still
    there at its end was left by a run that was killed.

    Args:
        folder: The folder written to; it need not exist.
        before: A time as `time.time` gives it.
        of: Name of a file, to remove its drafts only; "" for all drafts.
    """
    for file in folder.iterdir() if folder.is_dir() else ():
        draft = DRAFT.fullmatch(file.name)
        if draft and (not of or of.startswith(draft[1])):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()


def _save_beside(data: bytes, path: Path, is_as_written: Callable[[bytes], bool] | None) -> Path:
    for beside in _names_beside(path):
        if beside.is_file() and is_open(beside):
            continue
        try:
            refuse_to_lose_work(beside, is_as_written)
            replace_whole(data, beside)
        except (WriteRefused, PermissionError):
            continue
        except OSError as error:
            raise _refusal(beside, error) from error
        _log.warning("%s 正在 Word 或 WPS 中打开，新文件写在 %s", printable(path.name), printable(beside.name))
        return beside
    raise WriteRefused("文件正在 Word 或 WPS 中打开", file=str(path), mend="请先关闭文件，再写一次")


def _names_beside(path: Path) -> Iterator[Path]:
    yield path.with_stem(f"{path.stem}（新）")
    for number in range(2, 10):
        yield path.with_stem(f"{path.stem}（新{number}）")


def _refusal(path: Path, error: OSError) -> WriteRefused:
    if error.errno == errno.ENAMETOOLONG:
        return WriteRefused("文件名太长", file=str(path), mend="请换一个短一些的文件名")
    if path.is_dir():
        return WriteRefused("这是一个文件夹，不是文件", file=str(path), mend="请写上文件名")
    folder = Path(os.path.realpath(path)).parent if path.is_symlink() else path.parent
    if not folder.is_dir():
        return WriteRefused("没有这个文件夹", file=str(folder), mend="请先建好文件夹")
    return WriteRefused(f"文件写不进去（{system_words(error)}）", file=str(path), mend="请检查磁盘空间和文件夹的权限")
