"""Find the files that an authored file names: only inside its folder, not outside it by a link either."""

from __future__ import annotations

from contextlib import suppress
from os import fsdecode
from typing import TYPE_CHECKING

from gk_docs.authored.scalars import Absent, Misfit
from gk_docs.files import limits
from gk_docs.files.followed import follow
from gk_docs.files.sniffing import PICTURE_SIGNATURES, picture_kind
from gk_docs.files.source import file_meant

if TYPE_CHECKING:
    from pathlib import Path

_ENDS = {"png": b"IEND\xaeB`\x82", "jpeg": b"\xff\xd9"}


def file_inside(folder: Path | None, name: str) -> Path:
    """Find the file of that name in the folder or below it.

    Args:
        folder: The folder of the authored file; None if the file came from memory.
        name: A relative path; both `/` and the backslash separate folders.

    Raises:
        Absent: If the file does not exist.
        Misfit: If the path leads out of the folder.
    """
    if folder is None:
        raise Misfit("从内存读入的内容不能引用文件", mend="请从文件读入")
    try:
        root = folder.resolve()
        # Where Python takes file names for ASCII (LANG=C), a Chinese name must be given by its bytes.
        path = (root / fsdecode(name.replace("\\", "/").encode())).resolve()
        if not path.is_relative_to(root) or ":" in name:
            bare = name.replace("\\", "/").rpartition("/")[2]
            raise Misfit("路径指向了文件所在的文件夹之外", mend=f"请把文件放进同一文件夹，只写“{bare}”")
        if not path.is_file():
            mend = meant(folder, name) or "请检查文件名，路径从本文件所在的文件夹算起"
            raise Absent("没有这个文件", mend=mend)
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, Misfit):
            raise
        raise Misfit("路径不能用", mend="请检查文件名") from None
    follow(path)
    return path


def meant(folder: Path | None, name: str) -> str | None:
    """Say in Chinese which file or folder there is in place of a file that does not exist; None if none."""
    above, _, bare = name.replace("\\", "/").rpartition("/")
    with suppress(OSError, ValueError):
        if folder and (folder / above / bare).is_dir():
            return "这是一个文件夹，请写其中的文件"
    near = file_meant(folder / above, bare) if folder else None
    return f"是否指“{f'{above}/' if above else ''}{near}”" if near else None


def seen_from(place: Path, folder: Path, name: str) -> str | None:
    """The path, from the folder `place`, of the file that `folder` calls `name`; None if it is not in `place`."""
    file, root = (folder / name.replace("\\", "/")).resolve(), place.resolve()
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else None


def picture_bytes(folder: Path | None, name: str) -> bytes:
    """Read a picture file, which must be a PNG or JPEG by its content.

    Raises:
        Misfit: If the file cannot be read, is neither, or is cut off.
    """
    path = file_inside(folder, name)
    try:
        if path.stat().st_size > limits.FILE:
            raise Misfit(f"图片超过{limits.FILE // 1024 // 1024}MB")
        data = path.read_bytes()
    except OSError:
        raise Misfit("图片打不开") from None
    if not data.startswith(PICTURE_SIGNATURES):
        raise Misfit("不是 PNG 或 JPEG 图片", mend="请另存为 PNG 或 JPEG，只改扩展名不行")
    if _ENDS[picture_kind(data)] not in data[-1024:]:
        raise Misfit("图片不完整", mend="请重新保存图片")
    return data
