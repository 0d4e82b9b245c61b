"""The page: A4 with the type area, the 22 lines of 28 characters and the page numbers of GB/T 9704—2012.

Lengths are twips, twentieths of a point.
"""

from __future__ import annotations

from builder.xml import part, run, w

TWIPS_PER_MM = 1440 / 25.4

WIDTH, HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1474
TEXT_WIDTH = WIDTH - LEFT - RIGHT
"""Width of the type area, 156 mm."""

LINES = 22
CHARACTERS = 28
LINE = (HEIGHT - TOP - BOTTOM) // LINES
"""Pitch of the lines. One twip more and a page would hold 21."""

BODY_SIZE = 16
CHARACTER = TEXT_WIDTH // CHARACTERS
"""Pitch of the characters: 28 of 16 pt do not fit, so that each is set a quarter of a point closer.

A grid of characters (`linesAndChars`) would do it too, but LibreOffice sets one far too wide.
"""

CLOSER = CHARACTER - 20 * BODY_SIZE
"""What is added to each character of the body's size; below zero."""

_FOOTER = round(24.5 * TWIPS_PER_MM)  # sets the dash of the page number 7 mm below the type area
_HALF_CHARACTER = 140  # half of the size of a page number
_FOOTERS = '<w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
_SIDE = round(18 * TWIPS_PER_MM)
_LOW_FOOTER = round(10 * TWIPS_PER_MM)


def section() -> str:
    """Properties of the only section, the last element of the body."""
    margins = w("pgMar", top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=851, footer=_FOOTER, gutter=0)
    grid = w("docGrid", type="lines", linePitch=LINE)
    return w("sectPr", _FOOTERS, w("pgSz", w=WIDTH, h=HEIGHT), margins, w("cols", space=425), grid)


def landscape() -> str:
    """The same of a page on its side, for wide tables: 261 mm of them, and no grid of lines."""
    size = w("pgSz", w=HEIGHT, h=WIDTH, orient="landscape")
    margins = w("pgMar", top=_SIDE, right=_SIDE, bottom=_SIDE, left=_SIDE, header=567, footer=_LOW_FOOTER, gutter=0)
    return w("sectPr", _FOOTERS, size, margins, w("cols", space=425))


def footer(*, even: bool) -> str:
    """The page number “— 1 —”: outside, one blank character from the edge of the type area."""
    side = w("ind", leftChars=100, left=2 * _HALF_CHARACTER) if even else w("ind", rightChars=100, right=280)
    align = w("jc", val="left" if even else "right")
    number = w("fldSimple", run("1"), instr=" PAGE ")
    return part("ftr", w("p", w("pPr", w("pStyle", val="Footer"), side, align), run("— "), number, run(" —")))
