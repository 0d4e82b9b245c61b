"""政府信息公开工作年度报告: typed figures in, the statutory Word document out, and back.

Public are the names in `__all__`; each is imported when it is first used, so that `import gk_docs` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from gk_docs.errors import GkError as GkError
else:
    _HOMES = {
        "GkError": "gk_docs.errors",
    }

    def __getattr__(name: str) -> Any:
        from importlib import import_module  # noqa: PLC0415 - kept off the threshold

        if name not in _HOMES:
            raise AttributeError(f"module 'gk_docs' has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES})


__all__ = ["GkError"]
