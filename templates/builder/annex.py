"""The annex of a county's total: wide tables on landscape pages, each with its title, its unit and its notes."""

from __future__ import annotations

from builder.body import tag
from builder.faces import BLACK, FANGSONG, SONG
from builder.page import landscape
from builder.styles import Style, table_style
from builder.xml import paragraph, part, run, w

_CELL_SIZE = 9
_NO_GRID = w("snapToGrid", val=0)


def _spaced(before: int, after: int, line: int = 240, rule: str = "auto") -> str:
    return w("spacing", before=before, after=after, line=line, lineRule=rule)


_CELL = _spaced(20, 20, 230, "exact")

STYLES = (
    Style("AnnexScope", "Annex Scope", FANGSONG, 12, (_NO_GRID, _spaced(0, 160), w("jc", val="center"))),
    Style("AnnexCaption", "Annex Caption", BLACK, 14, (w("keepNext"), _NO_GRID, _spaced(0, 60), w("jc", val="center"))),
    Style("AnnexUnit", "Annex Unit", FANGSONG, 10, (w("keepNext"), _NO_GRID, _spaced(0, 40), w("jc", val="right"))),
    Style("AnnexHead", "Annex Head", BLACK, _CELL_SIZE, (_NO_GRID, _CELL, w("jc", val="center"))),
    Style("AnnexName", "Annex Name", SONG, _CELL_SIZE, (_NO_GRID, _CELL, w("jc", val="left"))),
    Style("AnnexFigure", "Annex Figure", SONG, _CELL_SIZE, (_NO_GRID, _CELL, w("jc", val="center"))),
    Style("AnnexNote", "Annex Note", FANGSONG, 10, (_NO_GRID, _spaced(40, 0), w("jc", val="left"))),
)

TABLE_STYLE = table_style("AnnexTable", "Annex Table", 45)


def document() -> str:
    """`word/document.xml`."""
    page_break = w("pageBreakBefore")
    return part(
        "document",
        w(
            "body",
            paragraph("Title", run("{{ title }}")),
            paragraph("AnnexScope", run("{{ scope }}")),
            tag("{%p for one in tables %}"),
            tag("{%p if loop.first %}"),
            paragraph("AnnexCaption", run("{{ one.title }}")),
            tag("{%p else %}"),
            paragraph("AnnexCaption", run("{{ one.title }}"), properties=page_break),
            tag("{%p endif %}"),
            tag("{%p if one.unit %}"),
            paragraph("AnnexUnit", run("{{ one.unit }}")),
            tag("{%p endif %}"),
            paragraph("AnnexFigure", run("{{p one.table }}")),
            paragraph("TableEnd"),
            tag("{%p for note in one.notes %}"),
            paragraph("AnnexNote", run("{{ note }}")),
            tag("{%p endfor %}"),
            tag("{%p endfor %}"),
            landscape(),
        ),
    )
