"""gk-docs.toml, what an office wants of gk-docs; or `[tool.gk-docs]` in `pyproject.toml`.

    select = ["GK2", "GK3"]
    ignore = ["GK404"]

    [severities]
    GK401 = "error"        # or "错误", "警告", "提示"

Before the table may stand `notes = true`: print the notes of accepted differences under the tables. The keys may be
written in Chinese; TOML wants them in quotation marks: "选用", "忽略", "级别", "附注". `"文件夹" = ["镇"]` names the
folders whose reports belong to this one; `["公共"]` is text that reports share (see `gk_docs.authored.shared`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - pydantic looks the fields up, to keep settings in a file
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gk_docs.errors import GkError, Problem
from gk_docs.files.followed import follow
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gk_docs.finding import Finding

NAME = "gk-docs.toml"
SHARED = ("公共", "common")
"""The table of text that reports share."""

_PROJECT = "pyproject.toml"
_KEYS = {
    "select": "select",
    "选用": "select",
    "ignore": "ignore",
    "忽略": "ignore",
    "severities": "severities",
    "级别": "severities",
    "notes": "notes",
    "附注": "notes",
}
_FOLDERS = ("文件夹", "folders")
_OTHERS = (*SHARED, *_FOLDERS)  # of the reports of a folder, whatever is checked in them
_BARE_CHINESE = re.compile(r"^\s*\[?\s*[一-鿿][^\"'=\]]*[=\]]", re.MULTILINE)
_AT = re.compile("line ([0-9]+), column ([0-9]+)")
_QUOTE = 'TOML 规定中文的键要加引号：写作 "忽略" = ["GK404"]、"地址" = "…"，表名写作 ["级别"]、["公共"]'


SEVERITY_WORDS: dict[str, Severity] = {
    word: severity for severity in Severity for word in (severity.name.lower(), severity.chinese)
}
"""Words of the severities in a settings file: error, warning, info or 错误, 警告, 提示."""


@dataclass(frozen=True)
class Settings:
    """Which rules run and how grave they are.

    Attributes:
        select: Prefixes of codes (GK3); empty for all.
        ignore: Prefixes of codes that do not run; the longer prefix wins over `select`.
        severities: Severity by prefix of code; the longer prefix wins.
        notes: Whether reports are written with the notes of their accepted differences, see `with_notes`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    notes: bool = False

    def prefixes(self) -> tuple[str, ...]:
        """Every prefix of codes that it names."""
        return (*self.select, *self.ignore, *self.severities)

    def overridden(self, select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
        """The settings with what a caller chose: a `select` sets the own choice aside, an `ignore` comes to it."""
        if select:
            return replace(self, select=select, ignore=ignore)
        return replace(self, ignore=(*self.ignore, *ignore))

    def chosen(self, code: str) -> bool:
        """Whether findings of that code are wanted."""
        wanted = _longest(self.select, code) if self.select else ""
        ignored = _longest(self.ignore, code)
        return wanted is not None and (ignored is None or len(wanted) > len(ignored))

    def severity(self, code: str, usual: Severity) -> Severity:
        """The severity of a code: the one that was set for its longest prefix, else the usual one."""
        prefix = _longest(self.severities, code)
        return usual if prefix is None else self.severities[prefix]

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """What rules across reports found: what is wanted of it, as grave as the settings say; remarks stay remarks."""
        wanted = [finding for finding in findings if self.chosen(finding.code)]
        return [
            finding
            if finding.severity is Severity.INFO
            else replace(finding, severity=self.severity(finding.code, finding.severity))
            for finding in wanted
        ]


def find(folder: Path, is_known: Callable[[str], bool]) -> Settings:
    """The settings for a folder: of the nearest `gk-docs.toml` or `[tool.gk-docs]` in it or above it, else none.

    Args:
        folder: The folder.
        is_known: Whether a prefix fits the code of a rule.

    Raises:
        GkError: As `load`.
    """
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / NAME).is_file():
            return load(place / NAME, is_known)
        if (place / _PROJECT).is_file() and "gk-docs" in _toml(place / _PROJECT)[0].get("tool", {}):
            return load(place / _PROJECT, is_known)
    return Settings()


def load(path: Path, is_known: Callable[[str], bool]) -> Settings:
    """The settings of one file.

    Raises:
        GkError: If the file cannot be read, is not TOML, or says something unknown.
    """
    values, _ = _toml(path)
    if path.name == _PROJECT:
        values = values.get("tool", {}).get("gk-docs", {})
    said: dict[str, Any] = {}
    for key, value in values.items():
        if key in _OTHERS:
            continue
        if key not in _KEYS:
            known = "、".join(_KEYS)
            raise GkError("没有这一项设置", file=path.name, found=key, mend=f"可以写的有{known}")
        said[_KEYS[key]] = _READ.get(_KEYS[key], _codes)(key, value, path)
    settings = Settings(**said)
    if unknown := next((prefix for prefix in settings.prefixes() if not is_known(prefix)), None):
        raise GkError(f"没有以 {unknown!r} 开头的检查代码", file=path.name)
    return settings


def folders_of(folder: Path) -> list[Path]:
    """The folders in a folder whose reports belong to it, as its settings file names them (`"文件夹" = ["镇"]`).

    Raises:
        GkError: If the settings file is wrong, or names a folder that is not in it.
    """
    values, _ = said_in(folder)
    key = next((key for key in _FOLDERS if key in values), _FOLDERS[0])
    names = values.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise GkError("须是文件夹名称的列表", file=NAME, place=key, mend=f'请写 "{key}" = ["镇", "部门"]')
    root = folder.resolve()
    for name in names:
        path = root / name
        if path.resolve().parent != root or path.resolve() == root or not path.is_dir():
            raise GkError("没有这个文件夹", file=NAME, place=key, found=name, mend="只能写本文件夹里的文件夹，不写路径")
    return [root / name for name in dict.fromkeys(names)]


def said_in(folder: Path) -> tuple[dict[str, Any], str]:
    """What the gk-docs.toml of a folder itself says, and its text; nothing without one.

    Raises:
        GkError: If it cannot be read or is not TOML.
    """
    path = folder / NAME
    follow(path)
    return _toml(path) if path.is_file() else ({}, "")


def _toml(path: Path) -> tuple[dict[str, Any], str]:
    import tomllib  # noqa: PLC0415 - most offices have no settings

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GkError("不能读取设置文件，或文件不是 UTF-8 编码", file=path.name) from error
    try:
        return tomllib.loads(text, parse_float=str), text
    except (ValueError, RecursionError) as error:  # TOMLDecodeError; numbers and nestings beyond what Python holds
        raise GkError([_misspelt(str(error), text, path.name)]) from None


def _misspelt(said: str, text: str, file: str) -> Problem:
    """What is wrong with a file that is no TOML, and where, in Chinese."""
    place = _AT.search(said)
    twice = "overwrite" in said or "declare" in said
    mend = _QUOTE if _BARE_CHINESE.search(text) else "请检查等号、引号和方括号"
    return Problem(
        message="同一项写了两次" if twice else "设置文件不是正确的 TOML",
        file=file,
        line=int(place[1]) if place else None,
        column=int(place[2]) if place else None,
        mend="请只留一处" if twice else mend,
    )


def _codes(key: str, value: object, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise GkError("须是代码的列表", file=path.name, place=key, mend=f'请写 "{key}" = ["GK404"]')
    return tuple(value)


def _switch(key: str, value: object, path: Path) -> bool:
    if not isinstance(value, bool):
        raise GkError("须是 true 或 false", file=path.name, place=key, found=str(value), mend="请写 notes = true")
    return value


def _graded(_key: str, value: object, path: Path) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise GkError(
            "须是“代码 = 级别”的一组", file=path.name, place="级别", mend='请写 [severities] 和 GK401 = "error"'
        )
    for code, word in value.items():
        if not isinstance(word, str) or word not in SEVERITY_WORDS:
            known = "、".join(SEVERITY_WORDS)
            raise GkError("没有这一级别", file=path.name, place=code, found=str(word), mend=f"可以写的有{known}")
    return {code: SEVERITY_WORDS[word] for code, word in value.items()}


_READ = {"severities": _graded, "notes": _switch}


def _longest(prefixes: Iterable[str], code: str) -> str | None:
    return max((prefix for prefix in prefixes if code.startswith(prefix)), key=len, default=None)
