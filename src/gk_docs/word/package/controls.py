"""Fill content controls by the tag or the title that they have in Word: check boxes, lists, dates, text.

The check boxes of old forms are filled by their bookmark.
"""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from gk_docs import regex as re
from gk_docs.chinese.dates import format_date, parse_date
from gk_docs.word.markup.properties import properties_of, put
from gk_docs.word.markup.runs import run_xml
from gk_docs.word.markup.tags import W, value_of
from gk_docs.word.markup.xmltext import refuse_illegal
from gk_docs.word.package.parts import xml_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_STATES = {True: ("checkedState", "2612"), False: ("uncheckedState", "2610")}
_FONT = "MS Gothic"
_FIGURES = re.compile("(?:yyyy|yy|MM?|dd?|[^A-Za-z'])+")
_LETTERS = re.compile("y+|M+|d+")
_WORDS = frozenset("EOA")  # letters of Word's date formats with Chinese numerals (EEEE年O月A日)
_UNFILLABLE = ("picture", "docPartObj", "docPartList", "group", "citation", "bibliography", "equation")


def fill_controls(parts: Mapping[str, bytes], values: Mapping[str, object]) -> dict[str, bytes]:
    """Fill content controls, and return the parts that changed.

    Args:
        parts: The parts of a document.
        values: The value of each control by its tag or title; for a check box of an old form by its bookmark.

    Raises:
        KeyError: If no control has one of these names.
        ValueError: If a control cannot hold its value: the value is not an item of its list or not a date, or the
            control holds a picture; or if two values would fill it, or one fills another control around it.
        TypeError: If the value is of another type: a check box takes True or False, others text, a number or a date.
    """
    known: set[str] = set()
    changed = {}
    for part, content in parts.items():
        if b"<w:sdt>" not in content and b"<w:checkBox>" not in content:
            continue
        root = etree.fromstring(content)
        controls = [(name, control) for control in root.iter(f"{W}sdt") for name in _names(control)]
        old_boxes = [*_old_boxes(root)]
        known.update(name for name, _ in (*controls, *old_boxes) if name)
        named, boxes = ([(name, one) for name, one in several if name in values] for several in (controls, old_boxes))
        _refuse_filled_twice(named)
        for name, control in named:
            _Control(name, control).fill(values[name])
        for name, box in boxes:
            put(box, "checked", val=str(int(_checked(name, values[name]))))
        if named or boxes:
            changed[part] = xml_of(root)
    if unknown := values.keys() - known:
        name = min(unknown)
        raise KeyError(f"the template has no content control with the tag or title {name!r}; there are {sorted(known)}")
    return changed


def _refuse_filled_twice(named: Sequence[tuple[str, etree._Element]]) -> None:
    filled = {control: name for name, control in named}
    for name, control in named:
        if filled[control] != name or not filled.keys().isdisjoint(control.iterancestors(f"{W}sdt")):
            raise ValueError(f"the control {name!r} is filled by another value too")


def _old_boxes(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the check boxes of old forms, each with its bookmark."""
    for box in root.iter(f"{W}checkBox"):
        data = box.getparent()
        if data is not None and data.tag == f"{W}ffData":
            yield value_of(data, "name"), box


def _checked(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"the check box {name!r} takes True or False, not {type(value).__name__}")
    return value


def _names(control: etree._Element) -> Iterator[str]:
    found = (control.find(f"{W}sdtPr/{W}{kind}") for kind in ("tag", "alias"))
    return (one.get(f"{W}val", "") for one in found if one is not None)


class _Control:
    """A content control.

    Args:
        name: The name that the caller used.
        element: The control.
    """

    def __init__(self, name: str, element: etree._Element) -> None:
        self._name = name
        self._properties = element.find(f"{W}sdtPr")
        self._content = element.find(f"{W}sdtContent")
        around = next(element.iterancestors(f"{W}p", f"{W}tc", f"{W}txbxContent"), None)
        self._is_inline = around is not None and around.tag == f"{W}p"

    def fill(self, value: object) -> None:
        box = self._property(f"{_W14}checkbox")
        if box is not None:
            self._check(box, value)
            return
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal, date, type(None))):
            raise TypeError(f"the control {self._name!r} takes text, a number or a date, not {type(value).__name__}")
        if any(self._property(f"{W}{kind}") is not None for kind in _UNFILLABLE):
            raise ValueError(f"the control {self._name!r} holds no text; use replace= for a picture")
        text = "" if value is None else self._chosen(str(value))
        as_date = self._property(f"{W}date")
        if as_date is not None:
            as_date.attrib.pop(f"{W}fullDate", "")
            value = None if value is None else self._day(value)
        if isinstance(value, date):
            pattern = as_date.find(f"{W}dateFormat") if as_date is not None else None
            text = _dated(value, "" if pattern is None else pattern.get(f"{W}val", ""))
            if as_date is not None:
                as_date.set(f"{W}fullDate", f"{value:%Y-%m-%d}T00:00:00Z")
        self._show(text)

    def _day(self, value: object) -> date:
        with suppress(ValueError):
            day = value if isinstance(value, date) else parse_date(str(value))
            if isinstance(day, date):
                return day
        raise ValueError(f"the control {self._name!r} holds a date, which {str(value)!r} is not")

    def _property(self, name: str) -> etree._Element | None:
        return None if self._properties is None else self._properties.find(name)

    def _check(self, box: etree._Element, value: object) -> None:
        is_checked = _checked(self._name, value)
        checked = box.find(f"{_W14}checked")
        if checked is None:
            checked = etree.Element(f"{_W14}checked")
            box.insert(0, checked)
        checked.set(f"{_W14}val", str(int(is_checked)))
        kind, sign = _STATES[is_checked]
        state = box.find(f"{_W14}{kind}")
        code, font = (
            (sign, _FONT) if state is None else (state.get(f"{_W14}val", sign), state.get(f"{_W14}font", _FONT))
        )
        self._show(chr(int(code, 16)), font)

    def _chosen(self, text: str) -> str:
        """The text that a list shows for a value; the value itself if there is no list, or it allows other text."""
        choices, others = self._property(f"{W}dropDownList"), self._property(f"{W}comboBox")
        listed = choices if choices is not None else others
        items = () if listed is None else listed.iter(f"{W}listItem")
        pairs = ((one.get(f"{W}value", ""), one.get(f"{W}displayText", "")) for one in items)
        shown = {value: words or value for value, words in pairs}
        if choices is not None and text not in {*shown, *shown.values()}:
            raise ValueError(f"the control {self._name!r} has no item {text!r}; there are {sorted(shown.values())}")
        return shown.get(text, text)

    def _show(self, text: str, font: str | None = None) -> None:
        """Replace the content of the control by a text in the format of its first run."""
        refuse_illegal(text)
        properties, content = self._properties, self._content
        if properties is None or content is None or content.find(f"{W}tr") is not None:
            raise ValueError(f"the control {self._name!r} holds no text")
        is_placeholder = properties.find(f"{W}showingPlcHdr") is not None
        for old in [one for one in properties if etree.QName(one).localname in ("showingPlcHdr", "dataBinding")]:
            properties.remove(old)
        cell = content.find(f"{W}tc")
        holder = content if cell is None else cell
        paragraph = holder.find(f"{W}p")
        if paragraph is None and not self._is_inline:
            paragraph = etree.SubElement(holder, f"{W}p")
        target = holder if paragraph is None else paragraph
        look = target.find(f".//{W}r/{W}rPr")
        kept = deepcopy(look) if look is not None and not is_placeholder else None
        for around, stays in ((holder, (f"{W}tcPr",)), (target, (f"{W}pPr",))):
            for old in list(around):
                if old is not paragraph and old.tag not in stays:
                    around.remove(old)
        target.append(_run(text, kept, font))


def _run(text: str, look: etree._Element | None, font: str | None) -> etree._Element:
    """Make a run of a text with the properties `look`; `font` is given for the sign of a check box."""
    (run,) = etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{run_xml(text)}</x>')
    if look is not None:
        run.insert(0, look)
    if font is not None:
        faces = dict.fromkeys(("ascii", "hAnsi", "eastAsia"), font)
        put(properties_of(run, "rPr"), "rFonts", lambda other: other != "rStyle", **faces)
    return run


def _dated(value: date, pattern: str) -> str:
    """Write a date in one of Word's formats; if the format has other letters than y, M and d, in a Chinese form."""
    if not _FIGURES.fullmatch(pattern) or not _LETTERS.search(pattern):
        return format_date(value, "words" if _WORDS & set(pattern) else "figures")
    numbers = {"y": value.year, "M": value.month, "d": value.day}

    def written(match: re.Match[str]) -> str:
        letters = match.group()
        number = numbers[letters[0]] % 100 if letters == "yy" else numbers[letters[0]]
        return f"{number:0{len(letters)}d}"

    return _LETTERS.sub(written, pattern)
