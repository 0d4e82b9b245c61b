"""Lists on paper, as `gk_docs.showing.word_file` fills them.

Tables with their title, unit and notes, then passages of text with what was struck and what was put in.
"""

from __future__ import annotations

from builder.body import tag
from builder.faces import BLACK, FANGSONG, KAI, SONG
from builder.page import landscape, section
from builder.styles import Style, table_style
from builder.xml import paragraph, part, run, w

_CELL_SIZE = 9
_TEXT_SIZE = 12
_NO_GRID = w("snapToGrid", val=0)
_CENTRED, _LEFT, _RIGHT = (w("jc", val=side) for side in ("center", "left", "right"))


def _spaced(before: int, after: int, line: int = 240, rule: str = "auto") -> str:
    return w("spacing", before=before, after=after, line=line, lineRule=rule)


_CELL = _spaced(20, 20, 230, "exact")

STYLES = (
    Style("ListLead", "List Lead", FANGSONG, _TEXT_SIZE, (_NO_GRID, _spaced(0, 120), _CENTRED)),
    Style("ListCaption", "List Caption", BLACK, 14, (w("keepNext"), _NO_GRID, _spaced(200, 60), _CENTRED)),
    Style("ListUnit", "List Unit", FANGSONG, 10, (w("keepNext"), _NO_GRID, _spaced(0, 40), _RIGHT)),
    Style("ListHead", "List Head", BLACK, _CELL_SIZE, (_NO_GRID, _CELL, _CENTRED)),
    Style("ListBand", "List Band", BLACK, _CELL_SIZE, (w("keepNext"), _NO_GRID, _CELL, _LEFT)),
    Style("ListName", "List Name", SONG, _CELL_SIZE, (_NO_GRID, _CELL, _LEFT)),
    Style("ListFigure", "List Figure", SONG, _CELL_SIZE, (_NO_GRID, _CELL, _CENTRED)),
    Style("ListNote", "List Note", FANGSONG, 10, (_NO_GRID, _spaced(40, 0), _LEFT)),
    Style("ListPlace", "List Place", KAI, _TEXT_SIZE, (w("keepNext"), _NO_GRID, _spaced(160, 40), _LEFT)),
    Style("ListText", "List Text", FANGSONG, _TEXT_SIZE, (_NO_GRID, w("ind", left=480), _LEFT)),
)

TABLE_STYLE = table_style("ListTable", "List Table", 40)


def _marked(id_: str, name: str, *look: str) -> str:
    properties = (w("name", val=name), w("qFormat"), w("rPr", *look))
    return w("style", *properties, type="character", customStyle=1, styleId=id_)


STRUCK = _marked("Struck", "Struck", w("strike"), w("color", val="C00000"))
PUT_IN = _marked("PutIn", "Put In", w("color", val="00703C"), w("u", val="single"))


def document(*, across: bool) -> str:
    """`word/document.xml`; across the page, each table begins a page of its own."""
    page = landscape() if across else section()
    return part("document", w("body", *_head(), *_tables(apart=across), *_passages(), page))


def _head() -> list[str]:
    return [
        tag("{%p for line in title_lines %}"),
        paragraph("Title", run("{{ line }}")),
        tag("{%p endfor %}"),
        tag("{%p for line in lead %}"),
        paragraph("ListLead", run("{{ line }}")),
        tag("{%p endfor %}"),
    ]


def _tables(*, apart: bool) -> list[str]:
    caption = [paragraph("ListCaption", run("{{ one.title }}"))]
    if apart:
        broken = paragraph("ListCaption", run("{{ one.title }}"), properties=w("pageBreakBefore"))
        caption = [tag("{%p if loop.first %}"), *caption, tag("{%p else %}"), broken, tag("{%p endif %}")]
    return [
        tag("{%p for one in tables %}"),
        *caption,
        tag("{%p if one.unit %}"),
        paragraph("ListUnit", run("{{ one.unit }}")),
        tag("{%p endif %}"),
        paragraph("ListFigure", run("{{p one.table }}")),
        paragraph("TableEnd"),
        tag("{%p for note in one.notes %}"),
        paragraph("ListNote", run("{{ note }}")),
        tag("{%p endfor %}"),
        tag("{%p endfor %}"),
    ]


def _passages() -> list[str]:
    spans = [
        run("{%r for mark, text in one.marks %}"),
        run('{%r if mark == "removed" %}'),
        run("{{ text }}", style="Struck"),
        run('{%r elif mark == "added" %}'),
        run("{{ text }}", style="PutIn"),
        run("{%r else %}"),
        run("{{ text }}"),
        run("{%r endif %}"),
        run("{%r endfor %}"),
    ]
    return [
        tag("{%p for list in texts %}"),
        paragraph("ListCaption", run("{{ list.title }}")),
        tag("{%p for one in list.passages %}"),
        paragraph("ListPlace", run("{{ one.head }}")),
        tag("{%p if one.table %}"),
        paragraph("ListFigure", run("{{p one.table }}")),
        paragraph("TableEnd"),
        tag("{%p elif one.marks %}"),
        paragraph("ListText", *spans),
        tag("{%p endif %}"),
        tag("{%p for note in one.notes %}"),
        paragraph("ListText", run("{{ note }}")),
        tag("{%p endfor %}"),
        tag("{%p endfor %}"),
        tag("{%p endfor %}"),
    ]
