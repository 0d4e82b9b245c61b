"""Read an office's settings from `gk-docs.toml`, or from `[tool.gk-docs]` in `pyproject.toml`.

    select = ["GK2", "GK3"]
    ignore = ["GK404"]

    [severities]
    GK401 = "error"        # or "错误", "警告", "提示"

Before the table, `notes = true` asks to print notes on accepted differences below the tables. The keys may also be
Chinese, in quotes, as TOML requires: "选用", "忽略", "级别", "附注". `"文件夹" = ["镇"]` names the subfolders whose
reports belong to this folder; `["公共"]` is text that reports share (see `gk_docs.authored.shared`); `["通知"]` is what
the office asks for beyond the form (see `OfficeNotice`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.errors import GkError, Problem, guarded
from gk_docs.files.encoding import decode
from gk_docs.files.followed import follow
from gk_docs.files.source import is_file
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from gk_docs.finding import Finding

NAME = "gk-docs.toml"
SHARED = ("公共", "common")
"""The names of the table of text that reports share."""

_PROJECT = "pyproject.toml"
_WORDS = {"select": "选用", "ignore": "忽略", "severities": "级别", "notes": "附注", "notice": "通知"}
_KEYS = {key: name for name, word in _WORDS.items() for key in (name, word)}
_FOLDERS = ("文件夹", "folders")
_MEANS = {**_KEYS, **dict.fromkeys(SHARED, "common"), **dict.fromkeys(_FOLDERS, "folders")}
_OTHERS = (*SHARED, *_FOLDERS)  # keys that are not about checking; other modules read them
_MONTH_AND_DAY = re.compile("([0-9]{1,2})月([0-9]{1,2})日")
_LEAP_YEAR = 2024
_BARE_CHINESE = re.compile(r"^\s*\[?\s*[一-鿿][^\"'=\]]*[=\]]", re.MULTILINE)
_AT = re.compile("line ([0-9]+), column ([0-9]+)")
_QUOTE = 'TOML 规定中文的键要加引号：写作 "忽略" = ["GK404"]、"地址" = "…"，表名写作 ["级别"]、["公共"]'
_SLIPS = (
    (re.compile("[“”‘’：，＝［］｛｝]"), "引号、等号、逗号和括号都要用半角的"),
    (re.compile("[\u4e00-\u9fff]"), '文字要加引号，如 "截止" = "1月20日"'),
    (re.compile("[0-9]"), '号码要加引号，如 "邮编" = "010040"'),
)

SEVERITY_WORDS: dict[str, Severity] = {
    word: severity for severity in Severity for word in (severity.name.lower(), severity.chinese)
}
"""Words of the severities in a settings file: error, warning, info or 错误, 警告, 提示."""


@dataclass(frozen=True)
class OfficeNotice:
    """What an office asks of its reports beyond the form: `["通知"]` in its settings file (as in docs/zh/检查.md).

    Attributes:
        name: Its name.
        due: Month and day of the next year by which a body publishes its report; None for the day of the law.
        summary_due: The same for the report of a whole government.
        longest: Most characters of a section or a part, by its title without number.
        counts: Words with which a section or part must give a number, by its title; one of words joined by | will do.
    """

    name: str = "本地通知"
    due: tuple[int, int] | None = None
    summary_due: tuple[int, int] | None = None
    longest: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """Which rules run and how grave they are.

    Attributes:
        select: Prefixes of codes (GK3); empty for all.
        ignore: Prefixes of codes that do not run; the longer prefix wins over `select`.
        severities: Severity by prefix of code; the longer prefix wins.
        notes: Whether reports are written with notes on their accepted differences, see `with_notes`.
        notice: The office's demands beyond the form; None if it has none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    notes: bool = False
    notice: OfficeNotice | None = None

    def prefixes(self) -> tuple[str, ...]:
        """Every prefix of codes in the settings."""
        return (*self.select, *self.ignore, *self.severities)

    def overridden(self, select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
        """A copy with a caller's choice: with a `select`, it replaces both lists; else `ignore` is added to ours."""
        if select:
            return replace(self, select=select, ignore=ignore)
        return replace(self, ignore=(*self.ignore, *ignore))

    def chosen(self, code: str) -> bool:
        """Whether findings with this code are wanted."""
        wanted = _longest(self.select, code) if self.select else ""
        ignored = _longest(self.ignore, code)
        return wanted is not None and (ignored is None or len(wanted) > len(ignored))

    def severity(self, code: str, usual: Severity) -> Severity:
        """The severity of a code: the one set for its longest prefix, else the usual one."""
        prefix = _longest(self.severities, code)
        return usual if prefix is None else self.severities[prefix]

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """The wanted ones among findings about several reports, with their severities set; infos stay infos."""
        wanted = (one for one in findings if self.chosen(one.code))
        graded = ((one, self.severity(one.code, one.severity)) for one in wanted)
        return [one if one.severity is Severity.INFO else replace(one, severity=grade) for one, grade in graded]


def find(folder: Path, is_known: Callable[[str], bool]) -> Settings:
    """The settings for a folder, of the nearest `gk-docs.toml` or `[tool.gk-docs]` in it or above; else the defaults.

    Args:
        folder: The folder.
        is_known: Tells whether a prefix fits the code of a rule.

    Raises:
        GkError: As `load` does.
    """
    for place in (folder.resolve(), *folder.resolve().parents):
        if own := _own_file(place):
            return load(own, is_known)
        if (place / _PROJECT).is_file() and _in_project(_toml(place / _PROJECT)[0]) is not None:
            return load(place / _PROJECT, is_known)
    return Settings()


def load(path: Path, is_known: Callable[[str], bool]) -> Settings:
    """Read the settings in one file.

    Raises:
        GkError: If the file cannot be read, is not TOML, or says something unknown.
    """
    values, _ = _toml(path)
    if path.name == _PROJECT:
        values = _in_project(values) or {}
    said: dict[str, Any] = {}
    for key, value in values.items():
        if key in _OTHERS:
            continue
        if key not in _KEYS:
            mend = f'可以写的有{"、".join(_MEANS)}；公共的文字和模板写在 ["公共"] 下面'
            raise GkError("没有这一项设置", file=path.name, found=key, mend=mend)
        said[_KEYS[key]] = _READ.get(_KEYS[key], _codes)(key, value, path)
    settings = Settings(**said)
    for unknown in (prefix for prefix in settings.prefixes() if not is_known(prefix)):
        raise GkError(f"没有以 {unknown!r} 开头的检查代码", file=path.name, mend="代码如 GK3、GK501")
    return settings


def _in_project(values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The table `[tool.gk-docs]` of a `pyproject.toml`; None if it has none."""
    tools = values.get("tool")
    own = tools.get("gk-docs") if isinstance(tools, dict) else None
    if not isinstance(own, dict | None):
        raise GkError("须是一组设置", file=_PROJECT, place="tool.gk-docs", found=str(own), mend="请写 [tool.gk-docs]")
    return own


def folders_of(folder: Path) -> list[Path] | None:
    """The subfolders whose reports belong to a folder, as its settings file names them (`"文件夹" = ["镇"]`).

    None if the file does not mention folders; an empty list if it says that there are none.

    Raises:
        GkError: If the settings file is wrong, or names a folder that is not in it.
    """
    values, _ = said_in(folder)
    key = next((key for key in _FOLDERS if key in values), None)
    if key is None:
        return None
    names = values[key]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise GkError("须是文件夹名称的列表", file=NAME, place=key, mend=f'请写 "{key}" = ["镇", "部门"]')
    root = folder.resolve() if names else folder  # a deleted working directory cannot be resolved
    for name in names:
        if not _is_folder_in(root, name):
            raise GkError("没有这个文件夹", file=NAME, place=key, found=name, mend="只能写本文件夹里的文件夹，不写路径")
    return [root / name for name in dict.fromkeys(names)]


def _is_folder_in(root: Path, name: str) -> bool:
    path = root / name
    try:
        return path.resolve().parent == root != path.resolve() and path.is_dir()
    except (OSError, ValueError):  # a name that no folder can have
        return False


def said_in(folder: Path) -> tuple[dict[str, Any], str]:
    """The values and the text of a folder's own gk-docs.toml; empty if there is none.

    Raises:
        GkError: If the file cannot be read or is not TOML.
    """
    follow(folder / NAME)
    path = _own_file(folder)
    return _toml(path) if path else ({}, "")


def _own_file(folder: Path) -> Path | None:
    """The gk-docs.toml of a folder; None if there is none, not even one to which Notepad has added .txt."""
    path = folder / NAME
    if is_file(path):
        return path
    if is_file(folder / f"{NAME}.txt"):
        mend = f"请改名为 {NAME}；看不到“.txt”的，先在文件夹的“查看”里选“文件扩展名”"
        raise GkError("设置文件的名称多了“.txt”，没有起作用", file=f"{NAME}.txt", mend=mend)
    return None


def _toml(path: Path) -> tuple[dict[str, Any], str]:
    import tomllib  # noqa: PLC0415 - most offices have no settings

    with guarded(path.name):
        text = decode(path.read_bytes())
    if path.name == _PROJECT and "gk-docs" not in text:  # it has no settings of ours, so need not be valid
        return {}, text
    try:
        values = tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError; numbers and nestings beyond what Python holds
        raise GkError([_misspelt(str(error), text, path.name)]) from None
    first: dict[str, str] = {}
    for key in values:
        if (other := first.setdefault(_MEANS.get(key, key), key)) != key:
            raise GkError("同一项写了两次", file=path.name, found=f"{other}、{key}", mend="请只留一处")
    for table, key in _misplaced(values) if path.name == NAME else ():
        raise _wrong(f"“{key}”写在了这张表里", table, path, f"请把“{key}”一行移到文件开头、第一个表名之前")
    return values, text


def _misplaced(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield table and key of each setting that stands below the name of a table, to which TOML then counts it."""
    for table, value in values.items():
        if isinstance(value, dict):
            yield from ((table, key) for key in value if key in _MEANS)
            yield from _misplaced(value)


def _misspelt(said: str, text: str, file: str) -> Problem:
    """Turn an error of the TOML parser into a problem in Chinese, with its line and column."""
    place = _AT.search(said)
    twice = "overwrite" in said or "declare" in said
    line, column = map(int, place.groups()) if place else (None, None)
    near = "".join(text.split("\n")[line - 1 : line])[column - 1 :] if line and column else ""
    mend = next((words for looks, words in _SLIPS if looks.match(near)), "请检查等号、引号和方括号")
    mend = "请只留一处" if twice else _QUOTE if _BARE_CHINESE.search(text) else mend
    message = "同一项写了两次" if twice else "设置文件不是正确的 TOML"
    return Problem(message=message, file=file, line=line, column=column, mend=mend)


def _wrong(message: str, key: str, path: Path, mend: str, found: object = None) -> GkError:
    return GkError(message, file=path.name, place=key, found=None if found is None else str(found), mend=mend)


def _codes(key: str, value: object, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise _wrong("须是代码的列表", key, path, f'请写 "{key}" = ["GK404"]')
    return tuple(value)


def _switch(key: str, value: object, path: Path) -> bool:
    if not isinstance(value, bool):
        raise _wrong("须是 true 或 false", key, path, f'请写 "{key}" = true', value)
    return value


def _graded(_key: str, value: object, path: Path) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise _wrong("须是“代码 = 级别”的一组", "级别", path, '请写 ["级别"]，下一行 GK401 = "错误"')
    for code, word in value.items():
        if not isinstance(word, str) or word not in SEVERITY_WORDS:
            raise _wrong("没有这一级别", code, path, f"可以写的有{'、'.join(SEVERITY_WORDS)}", word)
    return {code: SEVERITY_WORDS[word] for code, word in value.items()}


def _asked(key: str, value: object, path: Path) -> OfficeNotice:
    said = value if isinstance(value, dict) else {str(value): value}
    if unknown := next((name for name in said if name not in _NOTICE), None):
        raise _wrong("没有这一项", key, path, f"可以写的有{'、'.join(_NOTICE)}", unknown)
    read = ((_NOTICE[name], name, one) for name, one in said.items())
    return OfficeNotice(**{field: reader(name, one, path) for (field, reader), name, one in read})


def _name(key: str, value: object, path: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong("须是文字", key, path, '请写 "名称" = "某市2025年度报告编制要求"')
    return value.strip()


def _day(key: str, value: object, path: Path) -> tuple[int, int]:
    found = _MONTH_AND_DAY.fullmatch(str(value))
    try:
        day = date(_LEAP_YEAR, int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise _wrong("须是下一年的月和日", key, path, f'请写 "{key}" = "1月20日"', value)
    return day.month, day.day


def _lengths(key: str, value: object, path: Path) -> dict[str, int]:
    if not isinstance(value, dict) or not all(type(one) is int and one > 0 for one in value.values()):
        raise _wrong("须是“部分 = 字数”的一组", key, path, f'请写 "{key}" = {{ "总体情况" = 1000 }}')
    return value


def _words(key: str, value: object, path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, Any] = value if isinstance(value, dict) else {"": None}
    if not all(isinstance(words, list) and all(map(_choices, words)) for words in found.values()):
        mend = f'请写 "{key}" = {{ "主动公开" = ["解读", "公众号|新媒体"] }}'
        raise _wrong("须是“部分 = 词的列表”的一组", key, path, mend)
    return {part: tuple(map(_choices, words)) for part, words in found.items()}


def _choices(value: object) -> str:
    """Words joined by |, without blanks beside them; "" for anything else."""
    words = [one.strip() for one in value.split("|")] if isinstance(value, str) else []
    return "|".join(words) if all(words) else ""


_NOTICE: dict[str, tuple[str, Callable[[str, object, Path], Any]]] = {
    "名称": ("name", _name),
    "截止": ("due", _day),
    "汇总截止": ("summary_due", _day),
    "字数": ("longest", _lengths),
    "数量": ("counts", _words),
}
_READ = {"severities": _graded, "notes": _switch, "notice": _asked}


def _longest(prefixes: Iterable[str], code: str) -> str | None:
    return max((prefix for prefix in prefixes if code.startswith(prefix)), key=len, default=None)
