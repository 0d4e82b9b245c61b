"""The Word template engine: any .docx template and any context. Knows nothing of annual reports.

>>> from gk_docs.word import Template
>>> data = Template("any.docx").render({"name": "甲 & 乙"})  # doctest: +SKIP

Each name is imported when it is first used, so that those that need neither Jinja nor docxtpl stay cheap to import.
Type checkers and editors read `__init__.pyi`, which is generated from `_NAMES`.
"""

_NAMES = {
    "gk_docs.word.inspecting": ("CellText", "TagUse", "TemplateFacts", "inspect_template"),
    "gk_docs.word.linting": ("lint",),
    "gk_docs.word.printing.markdown": ("Markdown",),
    "gk_docs.word.printing.rich": ("RichText",),
    "gk_docs.word.markup.runs": ("RunLook",),
    "gk_docs.word.markup.tables": ("Look", "Table", "TableCell"),
    "gk_docs.word.template": ("Template",),
    "gk_docs.word.printing.values": ("Link", "Picture", "SubDocument"),
}
HOMES = {name: module for module, names in _NAMES.items() for name in names}
"""The module that defines each public name."""

__all__ = sorted(HOMES)  # noqa: PLE0605 - checkers read the stub  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    from importlib import import_module  # noqa: PLC0415 - kept off the threshold

    if name not in HOMES:
        raise AttributeError(f"module 'gk_docs.word' has no attribute {name!r}")
    value = getattr(import_module(HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *HOMES})
