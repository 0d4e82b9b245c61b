"""Where template code runs: strict about names, always escaping, unable to change or reach what it should not."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gk_docs.word.filters import FILTERS
from gk_docs.word.output import printable


def environment() -> ImmutableSandboxedEnvironment:
    """A fresh environment with the Chinese filters."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_finalize)
    made.filters.update(FILTERS)
    return made


def _finalize(value: Any) -> Any:
    return printable(value)
