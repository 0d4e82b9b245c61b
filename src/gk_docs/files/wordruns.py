"""Settle the runs of a Word document that are struck out, hidden, raised or lowered, by themselves or by a style."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.files.marks import LOWERED, RAISED, TURNED
from gk_docs.files.opc import Package, parsed
from gk_docs.files.wordparts import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element


_R, _RPR, _P, _T, _TR, _VAL = f"{W}r", f"{W}rPr", f"{W}p", f"{W}t", f"{W}tr", f"{W}val"
_DEAD = {f"{W}strike", f"{W}dstrike", f"{W}vanish"}
_ALIGN, _COLOR, _SHADE, _POSITION = f"{W}vertAlign", f"{W}color", f"{W}shd", f"{W}position"
_SIZE, _TINY = f"{W}sz", {"1", "2", "3", "4"}  # half points
_SET = (*sorted(_DEAD), _ALIGN, _POSITION)
_OFF = {"0", "false", "off", "none"}
_WHITE = "FFFFFF"
_STYLES = "word/styles.xml"
_NOTED, _TYPED = (f"{W}footnoteReference", f"{W}endnoteReference"), f"{W}customMarkFollows"
_KINDS = (b"w:strike", b"w:dstrike", b"w:vanish", b"w:vertAlign", b"w:position")
_HEIGHT = re.compile("-?[0-9]{1,3}")
_MOST_RUNS = 500  # of a paragraph, which are looked at
_LEAST_HEIGHT = 4  # half points; smaller shifts only adjust a font to the line
_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}


def settle_runs(package: Package, root: _Element) -> Iterator[str]:
    """Take the text out of runs that are struck out or hidden, and write raised, lowered and reversed digits as such.

    Yields:
        The text of each run that was taken out.
    """
    for row in [_holder(element) for element in root.iter(f"{W}hidden") if element.get(_VAL) not in _OFF]:
        table = row.getparent() if row is not None and row.tag == _TR else None
        if row is not None and table is not None:
            yield from filter(None, ["".join(map(str, row.itertext(_T)))])
            table.remove(row)
    _write_marks(root)
    for run, settings in _set_runs(package, root):
        texts = [*run.iterchildren(_T)]
        dead = _DEAD & {name for name, value in settings.items() if value not in _OFF}
        if dead or _is_white(run, _WHITE):
            yield from filter(None, ["".join(text.text or "" for text in texts)])
            for text in texts:
                run.remove(text)
        elif shift := (
            _SHIFTS.get(settings.get(_ALIGN, "")) or _moved(run, settings.get(_POSITION, "")) or _faded(run)
        ):
            for text in texts:
                text.text = (text.text or "").translate(shift)


def _moved(run: _Element, position: str) -> Mapping[int, int] | None:
    """The `str.translate` table for a run set higher or lower than the rest of its paragraph; None for any other."""
    height = int(position) if _HEIGHT.fullmatch(position) else 0
    if abs(height) < _LEAST_HEIGHT:
        return None
    if all(_settings(one.find(_RPR)).get(_POSITION) == position for one in _beside(run)):
        return None
    return RAISED if height > 0 else LOWERED


def _faded(run: _Element) -> Mapping[int, int] | None:
    """The `str.translate` table for a run that nobody sees beside others: white on a ground not stated, or tiny."""
    white = _is_white(run, "") and any(not _is_white(one, "") for one in _beside(run))
    return LOWERED if white or (_is_tiny(run) and not all(map(_is_tiny, _beside(run)))) else None


def _is_tiny(run: _Element) -> bool:
    size = run.find(f"{_RPR}/{_SIZE}")
    return size is not None and size.get(_VAL) in _TINY


def _beside(run: _Element) -> Iterator[_Element]:
    """The other runs with text in the paragraph of a run."""
    paragraph = next(run.iterancestors(_P), None)
    for one in islice(paragraph.iter(_R), _MOST_RUNS) if paragraph is not None else ():
        if one is not run and "".join(map(str, one.itertext(_T))).strip():
            yield one


def _write_marks(root: _Element) -> None:
    """Write digits of note marks that an author typed as raised, and digits in a right-to-left `w:bdo` as reversed."""
    for mark in root.iter(*_NOTED):
        run = mark.getparent() if mark.get(_TYPED) not in (None, *_OFF) else None
        for text in run.iter(_T) if run is not None else ():
            text.text = (text.text or "").translate(RAISED)
    turned = (element for element in root.iter(f"{W}bdo") if element.get(_VAL) == "rtl")
    for text in (text for element in turned for text in element.iter(_T)):
        text.text = (text.text or "").translate(TURNED)


def _set_runs(package: Package, root: _Element) -> Iterator[tuple[_Element, Mapping[str, str]]]:
    """The runs with one of the settings in `_SET`, a colour or tiny letters; their own settings override styles'."""
    styles = _styles(package)
    marked = (one for one in root.iter(*_SET, _COLOR, _SIZE) if one.tag != _SIZE or one.get(_VAL) in _TINY)
    runs = {_holder(element): None for element in marked}
    if styles:
        for named in root.iter(f"{W}rStyle", f"{W}pStyle"):
            if named.get(_VAL) in styles:
                holder = _holder(named)
                runs.update(dict.fromkeys(holder.iter(_R) if holder is not None else ()))
    for run in runs:
        if run is not None and run.tag == _R:
            paragraph = next(run.iterancestors(_P), None)
            yield run, {**_style(paragraph, "pPr", styles), **_style(run, "rPr", styles), **_settings(run.find(_RPR))}


def _style(element: _Element | None, properties: str, styles: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    kind = "rStyle" if properties == "rPr" else "pStyle"
    name = element.find(f"{W}{properties}/{W}{kind}") if element is not None and styles else None
    return styles.get(str(name.get(_VAL)), {}) if name is not None else {}


def _styles(package: Package) -> dict[str, Mapping[str, str]]:
    """The settings of each style, inherited ones included; styles without settings are left out."""
    data = package.read(_STYLES) if _STYLES in package else b""
    if not any(kind in data for kind in _KINDS):
        return {}
    own = {str(style.get(f"{W}styleId")): style for style in parsed(data).iter(f"{W}style")}
    found: dict[str, Mapping[str, str]] = {}
    for name in own:
        settings: dict[str, str] = {}
        seen: set[str] = set()
        base = name
        while base in own and base not in seen:
            seen.add(base)
            settings = {**_settings(own[base].find(_RPR)), **settings}
            parent = own[base].find(f"{W}basedOn")
            base = str(parent.get(_VAL)) if parent is not None else ""
        if settings:
            found[name] = settings
    return found


def _settings(properties: _Element | None) -> dict[str, str]:
    if properties is None:
        return {}
    return {str(element.tag): str(element.get(_VAL) or "on") for element in properties if element.tag in _SET}


def _holder(element: _Element) -> _Element | None:
    """The run, paragraph or row to whose properties an element belongs."""
    properties = element.getparent()
    return properties.getparent() if properties is not None else None


def _is_white(run: _Element, on: str) -> bool:
    """Whether a run is white on a ground of this colour, which is stated of it or of its cell; "" if none is stated."""
    color = run.find(f"{_RPR}/{_COLOR}")
    if color is None or str(color.get(_VAL)).upper() != _WHITE:
        return False
    cell = next(run.iterancestors(f"{W}tc"), None)
    grounds = [run.find(f"{_RPR}/{_SHADE}"), cell.find(f"{W}tcPr/{_SHADE}") if cell is not None else None]
    stated = {str(ground.get(f"{W}fill")).upper() for ground in grounds if ground is not None}
    return on in stated if on else not stated - {"AUTO"}
