"""Read the settings that say which rules an office wants and with what severities, with their codes checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import settings
from gk_docs.checks.registry import is_known

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.settings import Settings


def find_settings(folder: Path) -> Settings:
    """The settings for a folder, from the nearest `gk-docs.toml` or `[tool.gk-docs]` in or above it, else the defaults.

    Raises:
        GkError: As `load_settings`.
    """
    return settings.find(folder, is_known)


def load_settings(path: Path) -> Settings:
    """The settings in one file.

    Raises:
        GkError: If the file cannot be read, is not TOML, or says something unknown.
    """
    return settings.load(path, is_known)


def refuse_unknown(wanted: Settings) -> None:
    """Raise if a caller's settings have a prefix that matches no rule.

    Raises:
        ValueError: With the prefix.
    """
    if unknown := [prefix for prefix in wanted.prefixes() if not is_known(prefix)]:
        raise ValueError(f"没有以 {unknown[0]!r} 开头的检查代码；代码如 GK3、GK501")
