"""Settings of an office: `gk-docs.toml`, or `[tool.gk-docs]` in `pyproject.toml`.

    select = ["GK2", "GK3"]
    ignore = ["GK404"]

    [severities]
    GK401 = "error"        # or "错误", "警告", "提示"

Before the table may stand `notes = true`: print the notes of accepted differences under the tables. The keys may be
written in Chinese; TOML wants them in quotation marks: "选用", "忽略", "级别", "附注".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gk_docs.checks.settings import SEVERITY_WORDS, Settings
from gk_docs.errors import GkError

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.finding import Severity

NAME = "gk-docs.toml"

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
_OTHERS = ("common", "公共", "folders", "文件夹")  # of text that reports share: see gk_docs.readers.authored.shared
_BARE_CHINESE = r"(?m)^\s*\[?\s*[一-鿿][^\"'=\]]*[=\]]"
_QUOTE = 'TOML 规定中文的键要加引号：写作 "忽略" = ["GK404"]，表名写作 ["级别"]'


def find_settings(folder: Path) -> Settings:
    """The settings for a folder: of the nearest `gk-docs.toml` or `[tool.gk-docs]` in it or above it, else none.

    Raises:
        GkError: If the file is no TOML or says something unknown.
    """
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / NAME).is_file():
            return load_settings(place / NAME)
        if (place / _PROJECT).is_file() and "gk-docs" in _toml(place / _PROJECT).get("tool", {}):
            return load_settings(place / _PROJECT)
    return Settings()


def load_settings(path: Path) -> Settings:
    """The settings of one file.

    Raises:
        GkError: If the file cannot be read, is no TOML, or says something unknown.
    """
    values = _toml(path)
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
    try:
        return Settings(**said)
    except ValueError as error:
        raise GkError(str(error), file=path.name) from None


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most offices have no settings

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GkError("不能读取设置文件，或文件不是 UTF-8 编码", file=path.name) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        mend = _QUOTE if re.search(_BARE_CHINESE, text) else None
        raise GkError(f"设置文件不是正确的 TOML：{error}", file=path.name, mend=mend) from None


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
