"""The errors that gk-docs raises when the work cannot go on.

```
GkError                the base: catch this one
├─ UnreadableFile      the file is not what its name says, is damaged, or is too large
├─ NotAnAnnualReport   the file is readable, but not an annual report
├─ InvalidReport       input does not fit the form: wrong type, unknown name, missing figure
│  └─ NotFilledIn      a starting file of `gk-docs new` in which nobody has written anything yet
├─ TemplateError       a Word template is broken, unsafe, or names what does not exist
├─ WriteRefused        writing would lose somebody's work, or the place cannot be written
├─ MissingExtra        a format needs a package that is not installed
└─ Defect              gk-docs itself is at fault; the cause is chained
```

A report that is wrong but readable is never an error: its faults are findings (see `gk_docs.finding`). A wrong call
raises `TypeError` or `ValueError`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields, replace
from os import PathLike, fspath
from typing import TypeVar

from gk_docs import regex as re

T = TypeVar("T")
_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]")
_WORD = re.compile(r"[\w./\\:-]+")
_SYSTEM = {
    errno.ENAMETOOLONG: "文件名太长，一个名称最多255个字节（汉字约85个）",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EMFILE: "同时打开的文件过多",
    errno.ENFILE: "同时打开的文件过多",
    errno.ENOMEM: "内存不够",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已经有这个文件或文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EBUSY: "正被别的程序使用",
    errno.ELOOP: "链接绕了圈",
    errno.EINVAL: "系统不接受这个名称",
    errno.ENXIO: "没有这个设备",
    errno.EIO: "磁盘读写出错",
    errno.ETIMEDOUT: "网络没有响应",
    errno.EPIPE: "接收的程序已经结束",
}


def several(given: Iterable[T], name: str) -> Iterable[T]:
    """Return an argument that takes several things, if it is an iterable of things.

    Raises:
        TypeError: If it is a single thing, such as a text, a path or a report, over which nobody means to iterate.

    >>> several("西集镇2023.yaml", "files")
    Traceback (most recent call last):
    TypeError: files takes several things, such as a list of them, not one of type str
    """
    if (
        isinstance(given, str | bytes | PathLike)
        or hasattr(type(given), "model_fields")
        or not hasattr(given, "__iter__")
    ):
        raise TypeError(f"{name} takes several things, such as a list of them, not one of type {type(given).__name__}")
    return given


def year_given(given: object) -> None:
    """Refuse a year that a caller gives as text or as a number that is not whole.

    Raises:
        TypeError: If it is not an int.
    """
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"the year is a whole number (2024), not {type(given).__name__}")


def printable(text: str) -> str:
    r"""Escape the characters of a text that could control a terminal, or that no encoding can express.

    These are control characters (C0, C1, DEL), marks that change the direction of writing, and lone surrogates, which
    file names may have. Line feed and tab stay. The escapes are those of JSON.

    >>> print(printable("甲\x1b[2J乙\u202e丙"))
    甲\u001b[2J乙\u202e丙
    """
    if text.isprintable():
        return text
    with suppress(UnicodeError):  # a name in UTF-8 that Python decoded in a narrower locale
        text = text.encode(errors="surrogateescape").decode(errors="surrogateescape")
    return _RAW.sub(lambda raw: f"\\u{ord(raw[0]):04x}", text)


def typed(path: str | PathLike[str]) -> str:
    """Write a path as one types it at a prompt, in quotes if a shell would split it.

    >>> typed("县/甲镇2024.docx"), typed("甲镇 2024(1).docx")
    ('县/甲镇2024.docx', '"甲镇 2024(1).docx"')
    """
    name = printable(fspath(path))
    return name if _WORD.fullmatch(name) else f'"{name}"'


def system_words(fault: OSError) -> str:
    """The reason of a system error, in Chinese if we have words for it."""
    return _SYSTEM.get(fault.errno or 0) or fault.strerror or str(fault)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input, in Chinese, for the person who must mend it.

    Attributes:
        message: The sentence that says what is wrong.
        file: Name of the file, or None for input that came from memory.
        line: Line in the file, counted from 1, or None.
        column: Column in the line in characters, counted from 1, or None.
        path: Field path in the model (`requests.received.total`), or None outside the form.
        place: The place in the form's own words (表三 · 一、本年新收… · 自然人), or the place in a Word file.
        found: The words at the place, as typed.
        expected: What belongs there.
        mend: What to do.
        code: Code of the template rule that is broken (GT301, see `gk_docs.word.lint`); None for any other problem.

    >>> print(Problem(message="不是整数", file="甲.yaml", line=3, found="三件", mend="请写 3"))
    甲.yaml:3：不是整数。写的是“三件”。请写 3。
    """

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    place: str | None = None
    found: str | None = None
    expected: str | None = None
    mend: str | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and not value.isprintable():
                object.__setattr__(self, field.name, printable(value))

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        head = "：".join(part for part in (where, self.place, self.message) if part)
        facts = [
            head,
            f"写的是“{excerpt(' '.join(self.found.split()), _SHORT)}”" if self.found is not None else None,
            f"应为{self.expected}" if self.expected else None,
            self.mend,
        ]
        return "".join(f"{fact.rstrip('。')}。" for fact in facts if fact)

    def to_dict(self) -> dict[str, str | int]:
        """The attributes of the problem for JSON, without those that are None."""
        return {key: value for key, value in asdict(self).items() if value is not None}


class GkError(Exception):
    """The base of all errors: the work cannot go on, and `problems` has all reasons at once.

    >>> error = InvalidReport("缺少机关名称", file="甲.yaml", mend="请补上 机关: …")
    >>> print(error)
    甲.yaml：缺少机关名称。请补上 机关: …。
    """

    problems: tuple[Problem, ...]

    def __init__(
        self,
        message: str | Iterable[Problem],
        *,
        file: str | None = None,
        place: str | None = None,
        found: str | None = None,
        mend: str | None = None,
    ) -> None:
        if isinstance(message, str):
            message = (Problem(message=message, file=file, place=place, found=found, mend=mend),)
        self.problems = tuple(message)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def in_file(self, file: str) -> GkError:
        """A copy of the error with `file` in every problem that names no file yet."""
        return type(self)(replace(problem, file=problem.file or file) for problem in self.problems)


class UnreadableFile(GkError):  # noqa: N818 - the name says what the file is
    """The file is not what its name says, is damaged, or exceeds a limit."""


class NotAnAnnualReport(GkError):  # noqa: N818 - the name says what the file is
    """The file can be read, but nothing in it is an annual report."""


class InvalidReport(GkError):  # noqa: N818 - the name says what the input is
    """Input does not fit the form: a wrong type, an unknown name, a missing figure."""


class NotFilledIn(InvalidReport):
    """A starting file of `gk-docs new` in which no figure and no text is filled in; the problems name each of them."""


class TemplateError(GkError):
    """A Word template is broken, unsafe, or names something that does not exist."""


class WriteRefused(GkError):  # noqa: N818 - the name says what happened
    """Writing would lose somebody's work, or the place cannot be written."""


class MissingExtra(GkError):  # noqa: N818 - the name says what is missing
    """A format needs a package that is not installed."""


def missing_extra(what: str, extra: str) -> MissingExtra:
    """Make the error that `what` needs the packages of an extra, with the command that installs them.

    >>> print(missing_extra("读取 .pdf ", "pdf").problems[0].message)
    读取 .pdf 需要 pip install "gk-docs[pdf]"
    """
    from pathlib import Path  # noqa: PLC0415 - kept off the threshold

    checkout = Path(__file__).parents[2]
    here = (checkout / "pyproject.toml").is_file()
    command = f'请在 {checkout} 文件夹里运行 pip install ".[{extra}]"' if here else ""
    return MissingExtra(
        f'{what}需要 pip install "gk-docs[{extra}]"',
        mend="；".join(filter(None, (command, "不能上网的，用县里做的“年报工具”文件夹，里面都有"))),
    )


class Defect(GkError):  # noqa: N818 - the name says whose fault it is
    """A defect of gk-docs itself, not of the input; `__cause__` has the original exception."""

    @classmethod
    def of(cls, fault: Exception) -> Defect:
        """Make the error for an exception that no code expected."""
        mend = "这是 gk-docs 自身的缺陷，不是填报的错误；请把这个文件连同所用的命令反馈给 gk-docs 的维护者"
        return cls(f"程序出错（{type(fault).__name__}：{fault}）", mend=mend)


@contextmanager
def guarded(file: str | None = None) -> Iterator[None]:
    """Turn every exception of the block into a `GkError` that names the file; no other code does this.

    Args:
        file: The name of the file that the block works on; None if it has none.

    Raises:
        Defect: For an exception that is neither a `GkError` nor an error of the system.
    """
    try:
        yield
    except GkError as error:
        raise (error.in_file(file) if file else error) from error.__cause__
    except OSError as fault:
        named = str(fault.filename or "")
        other = f"：{named}" if file and os.path.basename(named) not in ("", os.path.basename(file)) else ""  # noqa: PTH119 - kept off the threshold
        raise WriteRefused(
            f"系统没有完成（{system_words(fault)}{other}）", file=file or named or None, mend="请处理后再试一次"
        ) from fault
    except MemoryError as fault:
        raise UnreadableFile("内存不够，没有完成", file=file) from fault
    except UnicodeEncodeError as fault:
        if fault.encoding not in _NARROW:
            raise _defect(fault, file) from fault
        raise WriteRefused("系统的语言环境不能表示中文文件名", file=file, mend=_WIDER) from fault
    except Exception as fault:
        if isinstance(fault, RuntimeError) and str(fault).startswith(_LOOP):
            raise UnreadableFile(_SYSTEM[errno.ELOOP], file=file) from fault
        raise _defect(fault, file) from fault


@contextmanager
def gathered(errors: list[GkError], file: str | None = None) -> Iterator[None]:
    """As `guarded`, but append the error to `errors` and go on after the block."""
    try:
        with guarded(file):
            yield
    except GkError as error:
        errors.append(error)


def _defect(fault: Exception, file: str | None) -> GkError:
    return Defect.of(fault).in_file(file) if file else Defect.of(fault)


_LOOP = "Symlink loop"  # as pathlib says before Python 3.13
_NARROW = ("ascii", "latin-1", "charmap")
_WIDER = "请先运行 export LC_ALL=C.UTF-8，再运行一次"
_SHORT = 60


def excerpt(text: str, most: int = 20) -> str:
    """At most so many characters of a text, to quote in a message.

    >>> excerpt("二〇二四"), excerpt("一" * 1000, 10)
    ('二〇二四', '一一一一一一一一一…')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"
