"""政府信息公开工作年度报告: typed figures in, the statutory Word document out, and back.

The names in the table below are public; each is imported when it is first used, so that `import gk_docs` stays light.
Modules below this one are free to change. Type checkers and editors read `__init__.pyi`, which is made from the table.
"""

from gk_docs.version import __version__ as __version__

_NAMES = {
    "gk_docs.batch.comparison": ("Comparison", "FolderComparison", "compare", "compare_folders"),
    "gk_docs.batch.converting": ("Converted", "convert"),
    "gk_docs.batch.job": ("Result",),
    "gk_docs.batch.mending": ("Mended", "mend"),
    "gk_docs.batch.open_data": ("read_figures", "write_figures"),
    "gk_docs.batch.starting": ("Started", "start", "start_from"),
    "gk_docs.batch.county": ("Survey", "survey"),
    "gk_docs.batch.totals": ("Totals", "total"),
    "gk_docs.batch.write_all": ("stem_of", "write_all"),
    "gk_docs.checks": ("check", "with_notes"),
    "gk_docs.errors": ("GkError",),
    "gk_docs.files.source": ("FileFacts",),
    "gk_docs.finding": ("Finding", "Place", "Severity"),
    "gk_docs.form.agency": ("Agency", "Contact"),
    "gk_docs.form.editions": ("parse",),
    "gk_docs.form.messages": ("gk_errors",),
    "gk_docs.form.narrative": ("OtherMatters", "Problems", "ProcessingFee", "Summary"),
    "gk_docs.form.parts": ("Part",),
    "gk_docs.form.prose": ("Heading", "Paragraph", "Picture", "PlainTable", "Prose"),
    "gk_docs.form.reading": ("Reading",),
    "gk_docs.form.report": ("Acceptance", "FigureValue", "Printed"),
    "gk_docs.form.y2019": (
        "ActiveDisclosure2019",
        "AnnualReport2019",
        "DocumentCounts2019",
        "FeeItems",
        "Outcomes2019",
        "PowerCounts",
        "Procurement",
        "Requests2019",
    ),
    "gk_docs.form.y2021": (
        "ActiveDisclosure",
        "AnnualReport",
        "ByApplicant",
        "CaseResults",
        "DocumentCounts",
        "NotProcessed",
        "OtherHandling",
        "Outcomes",
        "Refused",
        "Requests",
        "ReviewLitigation",
        "Unavailable",
    ),
    "gk_docs.formats": ("read", "render", "write"),
    "gk_docs.settings": ("OfficeNotice",),
    "gk_docs.showing.annotating": ("annotate",),
    "gk_docs.showing.saving": ("save",),
}
HOMES = {name: module for module, names in _NAMES.items() for name in names}
"""The module of each public name."""

__all__ = sorted(HOMES)  # noqa: PLE0605 - checkers read the stub  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    from importlib import import_module  # noqa: PLC0415 - kept off the threshold

    if name not in HOMES:
        raise AttributeError(f"module 'gk_docs' has no attribute {name!r}")
    value = getattr(import_module(HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
