"""A comparison of two reports: tables of facts and figures, then the text with what was struck and what was put in."""

from __future__ import annotations

from builder.body import tag
from builder.faces import BLACK, FANGSONG, KAI, SONG
from builder.page import section
from builder.styles import Style, table_style
from builder.xml import paragraph, part, run, w

_NO_GRID = w("snapToGrid", val=0)
_CELL_SIZE = 9
_TEXT_SIZE = 12


def _spaced(before: int, after: int, line: int = 240, rule: str = "auto") -> str:
    return w("spacing", before=before, after=after, line=line, lineRule=rule)


_CELL = _spaced(20, 20, 230, "exact")
_CENTRED, _LEFT, _RIGHT = (w("jc", val=side) for side in ("center", "left", "right"))

STYLES = (
    Style("ChangeLead", "Change Lead", FANGSONG, _TEXT_SIZE, (_NO_GRID, _spaced(0, 120), _CENTRED)),
    Style("ChangeCaption", "Change Caption", BLACK, 14, (w("keepNext"), _NO_GRID, _spaced(200, 80), _LEFT)),
    Style("ChangeHead", "Change Head", BLACK, _CELL_SIZE, (_NO_GRID, _CELL, _CENTRED)),
    Style("ChangeBand", "Change Band", BLACK, _CELL_SIZE, (w("keepNext"), _NO_GRID, _CELL, _LEFT)),
    Style("ChangeName", "Change Name", SONG, _CELL_SIZE, (_NO_GRID, _CELL, _LEFT)),
    Style("ChangeFigure", "Change Figure", SONG, _CELL_SIZE, (_NO_GRID, _CELL, _RIGHT)),
    Style("ChangePlace", "Change Place", KAI, _TEXT_SIZE, (w("keepNext"), _NO_GRID, _spaced(160, 40), _LEFT)),
    Style("ChangeText", "Change Text", FANGSONG, _TEXT_SIZE, (_NO_GRID, w("ind", left=480), _LEFT)),
)

TABLE_STYLE = table_style("ChangeTable", "Change Table", 40)


def _marked(id_: str, name: str, *look: str) -> str:
    properties = (w("name", val=name), w("qFormat"), w("rPr", *look))
    return w("style", *properties, type="character", customStyle=1, styleId=id_)


STRUCK = _marked("Struck", "Struck", w("strike"), w("color", val="C00000"))
PUT_IN = _marked("PutIn", "Put In", w("color", val="00703C"), w("u", val="single"))


def document() -> str:
    """`word/document.xml`."""
    return part("document", w("body", *_head(), *_tables(), *_passages(), section()))


def _head() -> list[str]:
    return [
        paragraph("Title", run("{{ title }}")),
        tag("{%p for line in lead %}"),
        paragraph("ChangeLead", run("{{ line }}")),
        tag("{%p endfor %}"),
    ]


def _tables() -> list[str]:
    return [
        tag("{%p for one in tables %}"),
        paragraph("ChangeCaption", run("{{ one.title }}")),
        paragraph("ChangeFigure", run("{{p one.table }}")),
        paragraph("TableEnd"),
        tag("{%p endfor %}"),
    ]


def _passages() -> list[str]:
    spans = [
        run("{%r for span in one.spans %}"),
        run('{%r if span.mark == "removed" %}'),
        run("{{ span.text }}", style="Struck"),
        run('{%r elif span.mark == "added" %}'),
        run("{{ span.text }}", style="PutIn"),
        run("{%r else %}"),
        run("{{ span.text }}"),
        run("{%r endif %}"),
        run("{%r endfor %}"),
    ]
    return [
        tag("{%p if passages %}"),
        paragraph("ChangeCaption", run("{{ text_title }}")),
        tag("{%p endif %}"),
        tag("{%p for one in passages %}"),
        paragraph("ChangePlace", run("{{ one.head }}")),
        tag("{%p if one.spans %}"),
        paragraph("ChangeText", *spans),
        tag("{%p endif %}"),
        tag("{%p for note in one.notes %}"),
        paragraph("ChangeText", run("{{ note }}")),
        tag("{%p endfor %}"),
        tag("{%p endfor %}"),
    ]
