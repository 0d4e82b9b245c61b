"""What a value prints as, by where it is printed: the last function between a value and the XML.

Jinja's own escaping makes an object for every value; these functions return plain text, and one regular expression
finds everything that is not plain.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined

from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.attach import Link, Picture, SubDocument
from gk_docs.word.measure import measure, refuse_code
from gk_docs.word.rendering import CURRENT, spend
from gk_docs.word.tables import Table, table_xml
from gk_docs.word.xmltext import escape, refuse_illegal

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.word.rendering import Rendering

# Only text that none of these is in can be written as it is. A carriage return is refused: XML readers change it.
_SPECIAL = re.compile("[\x00-\x1f\"&'<>]|[\ud800-\udfff\ufffe\uffff]")
_LAYOUT = re.compile("[\a\t\n\f]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NEEDS_DOCXTPL = re.compile("[\a\t\n\f]|<w:t[blrc]|docPr")
_REFERENCE = re.compile(r'\sr:\w+="([^"]+)"')
_PLAIN = frozenset({int, bool, float, Decimal})


def print_run(value: Any) -> str:
    """`value` inside the text of a run: a line break in it becomes Word's."""
    kind = type(value)
    if kind is str:
        if _SPECIAL.search(value) is None:
            return value  # type: ignore[no-any-return]  # its type has just been compared
        text = escape(value, layout=True)
        if "\n" in text:
            text = text.replace("\n", _BREAK)
        return _laid_out(text)
    if value is None:
        return ""
    return str(value) if kind in _PLAIN else _other(value, print_run)


def print_text(value: Any) -> str:
    """`value` inside an element of text that is no plain run's: line breaks are left to docxtpl."""
    kind = type(value)
    if kind is str:
        return value if _SPECIAL.search(value) is None else _laid_out(escape(value, layout=True))
    if value is None:
        return ""
    return str(value) if kind in _PLAIN else _other(value, print_text)


def print_attribute(value: Any) -> str:
    """`value` inside an attribute (a colour, a span) or a property: only plain text can stand there."""
    if value is None:
        return ""
    if hasattr(value, "__html__") and not _is_text_markup(value):
        raise TemplateError("这里只能填普通文字，不能填带格式的内容", found=type(value).__name__)
    return escape(text_of(value))


def print_between(value: Any) -> str:
    """`value` between runs, paragraphs or rows: only prepared XML can stand there, plain text would be lost.

    Raises:
        TemplateError: If `value` is text that is not blank.
    """
    if value is None or (isinstance(value, Undefined) and not str(value)):
        return ""
    if type(value) is str and not value.strip():
        return _blank(value)
    if not hasattr(value, "__html__") and not isinstance(value, (Grid, Picture, Link, SubDocument)):
        raise TemplateError(
            "{{r …}}、{{p …}} 这类标签只能填带格式的内容，普通文字会丢失",
            found=str(value)[:40],
            mend="请去掉标签里的 r 或 p",
        )
    return _other(value, print_between)


def _blank(text: str) -> str:
    """White space between elements, which docxtpl keeps or drops by part."""
    if text:
        _reparse()
    return escape(text)


PRINTERS: dict[str, Callable[[Any], str]] = {
    function.__name__: function for function in (print_run, print_text, print_attribute, print_between)
}


def text_of(value: Any) -> str:
    """What Python calls the text of `value`, within the limits of a render."""
    measure(value)
    refuse_code(value)
    return str(value)


def _laid_out(text: str) -> str:
    if _LAYOUT.search(text) is not None:
        _reparse()
    return text


def _reparse() -> None:
    rendering = CURRENT.get()
    if rendering is not None:
        rendering.reparse = True


def _is_text_markup(value: Any) -> bool:
    return isinstance(value, str) and "<" not in value


def _other(value: Any, printer: Callable[[Any], str]) -> str:
    rendering = CURRENT.get()
    if printer is print_run:
        _refuse_misplaced(value)
    if rendering is not None:
        value = rendering.attachments.attached(value)
    if isinstance(value, (Table, Grid)):
        return _table(value)
    if hasattr(value, "__html__"):
        return _fragment(str(value.__html__()), rendering)
    text = text_of(value)
    spend(len(text))
    return printer(text)


def _refuse_misplaced(value: Any) -> None:
    """What cannot stand inside the text of a run."""
    if isinstance(value, (Table, Grid)):
        raise TemplateError("表格不能放在一行文字里", mend="请用独占一段的 {{p …}}")
    if isinstance(value, Link):
        raise TemplateError("链接不能放在普通标签里", mend="请用 {{r …}}")


def _table(value: Table | Grid[Any]) -> str:
    """A table is made whole and exact: docxtpl need not look at it."""
    xml = table_xml(value) if isinstance(value, Grid) else value.__html__()
    spend(len(xml))
    return xml


def _fragment(xml: str, rendering: Rendering | None) -> str:
    """Prepared XML; what docxtpl must look at, or what is no whole XML, sends the part through its parse."""
    spend(len(xml))
    refuse_illegal(xml, layout=True)
    if rendering is not None:
        _refuse_foreign(xml, rendering)
        if not rendering.reparse and ("<" in xml or "&" in xml or _LAYOUT.search(xml)):
            from gk_docs.word.reparse import is_whole  # noqa: PLC0415 - lxml, which text alone does not need

            rendering.reparse = _NEEDS_DOCXTPL.search(xml) is not None or not is_whole(xml, rendering.namespaces)
    return xml


def _refuse_foreign(xml: str, rendering: Rendering) -> None:
    for identifier in _REFERENCE.findall(xml):
        if identifier not in rendering.references and not rendering.attachments.relates(identifier):
            raise TemplateError(
                f"{identifier} 指的链接或图片不在这份文件里", mend="请用 gk_docs.word 的 Link 或 Picture"
            )
