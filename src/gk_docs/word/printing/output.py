"""Print a value into the XML of a part; the place of the tag decides which function prints it.

Jinja's own escaping makes an object for every value. These functions return plain text or bytes, which is faster.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

from jinja2 import Undefined
from markupsafe import Markup

from gk_docs import regex as re
from gk_docs.chinese.text import with_line_feeds
from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.markup.contents import APART
from gk_docs.word.markup.layout import MARKS, Layout, in_run, kept
from gk_docs.word.markup.places import Level
from gk_docs.word.markup.runs import COLOUR
from gk_docs.word.markup.tables import Table
from gk_docs.word.markup.xmltext import escape, escaped, plain
from gk_docs.word.printing.fields import OfClasses
from gk_docs.word.printing.fragments import printed, refuse_misplaced, with_style_ids
from gk_docs.word.printing.markdown import Markdown
from gk_docs.word.printing.measure import measure
from gk_docs.word.printing.printable import FORMATTED, refuse_code, refuse_several
from gk_docs.word.printing.rendering import CURRENT, Rendering, spend
from gk_docs.word.printing.values import Link, Picture

if TYPE_CHECKING:
    from collections.abc import Callable


def _is_xml(kind: type) -> bool:
    """Whether values of a class bring XML that needs no addition to the package."""
    return hasattr(kind, "__html__") and not issubclass(kind, (Table, *FORMATTED)) and kind.__name__ not in _ASK


_ASK = ("InlineImage", "Subdoc")
_IS_XML = OfClasses(_is_xml)
_BRING_STYLES = ("SubDocument", "Subdoc")
_LONG = 4096  # a longer text is charged when it is printed, since it may be printed many times before it is joined
_PLAIN = frozenset({int, bool, float, Decimal})
_COLUMNS = re.compile("[1-9][0-9]*")


def print_run(value: Any, layout: Layout | None = None) -> str:
    """Print `value` inside the text of a run; `layout` has the properties around it, if they are known."""
    kind = type(value)
    if kind is str:
        return _laid_out(_escaped(value).decode(), layout)
    if value is None:
        return ""
    return _number(value) if kind in _PLAIN else _other(value, print_run, "text", layout)


def _number(value: Any) -> str:
    refuse_several(value)  # nan
    return str(value)


def _escaped(text: str) -> bytes:
    if len(text) > _LONG:
        spend(len(text))
    return escaped(text, layout=True)


def _laid_out(text: str, layout: Layout | None) -> str:
    if layout is not None:
        return layout.text(text)
    return _for_docxtpl(in_run(text))


def _for_docxtpl(text: str) -> str:
    """Return the text; if it has line breaks or the like, have docxtpl lay out the part."""
    if MARKS.search(text) is not None:
        CURRENT.get().reparse = True
    return text


def print_text(value: Any, layout: Layout | None = None) -> str:
    """Print `value` in an unknown place; docxtpl lays out its line breaks and the like."""
    kind = type(value)
    if kind is str:
        return _for_docxtpl(_escaped(value).decode())
    if value is None:
        return ""
    return _number(value) if kind in _PLAIN else _other(value, print_text, None, layout)


def print_plain(value: Any) -> str:
    """Print `value` inside a field, a formula or a chart, where only plain text can stand."""
    if isinstance(value, Markup) and not _is_formatted(value):
        return printed(with_line_feeds(value), CURRENT.get(), "text", None, "Markup")
    return print_attribute(value)


def print_attribute(value: Any) -> str:
    """Print `value` inside an attribute (a colour, a span) or a property, where only plain text can stand."""
    return "" if value is None else escape(_plain_text(value)).replace("\t", "&#9;").replace("\n", "&#10;")


def _plain_text(value: Any) -> str:
    if type(value) is not str and _is_formatted(value):
        raise TemplateError("这里只能填普通文字，不能填带格式的内容", found=type(value).__name__)
    return text_of(value)


def _between(place: Level) -> Callable[..., str]:
    """Return the printer for a place between elements, which takes only XML for that place; text would be lost there.

    Raises (when called):
        TemplateError: If the value is text that is not blank, or belongs in another place.
    """

    def print_between(value: Any, layout: Layout | None = None) -> str:
        if _IS_XML[type(value)] and not isinstance(value, str):
            return _other(value, print_between, place, layout)
        if value is None or (isinstance(value, Undefined) and not str(value)):
            return ""
        if type(value) is str and not value.strip():
            return _blank(value)
        if not _is_formatted(value):
            message, mend = "{{r …}}、{{p …}} 这类标签只能填带格式的内容，普通文字会丢失", "请去掉标签里的 r 或 p"
            raise TemplateError(message, found=str(value)[:40], mend=mend)
        return _other(value, print_between, place, layout)

    return print_between


def _blank(text: str) -> str:
    """Print white space between elements; docxtpl decides by part whether it stays."""
    if text:
        CURRENT.get().reparse = True
    return escape(text)


PRINTERS: dict[str, Callable[..., str]] = {
    function.__name__: function for function in (print_run, print_text, print_plain, print_attribute)
} | {f"print_{level}s": _between(level) for level in get_args(Level)}
"""The printers that return text, by name."""


def _write_run(value: Any, layout: Layout | None = None) -> bytes:
    """Print as `print_run` does, as bytes; tabs and line breaks of plain text are left to `laid_out`."""
    kind = type(value)
    if kind is int:
        return b"%d" % value
    if kind is str:
        data = plain(value) if len(value) <= _LONG else None
        if data is None:
            data = _escaped(value)
            data = _laid_out(data.decode(), layout).encode() if b"\a" in data or b"\f" in data else data
        return data
    return kept(print_run(value, layout).encode())


def _writes(printer: Callable[..., str]) -> Callable[..., bytes]:
    return lambda value, *layout: kept(printer(value, *layout).encode())


WRITERS: dict[str, Callable[..., bytes]] = {
    **{f"write_{name}": _writes(printer) for name, printer in PRINTERS.items()},
    "write_print_run": _write_run,
}
"""The printers that return bytes, for output outside macros, calls and blocks."""


def text_of(value: Any) -> str:
    """Return `str(value)`, if it is not too long and not code (`<function …>`)."""
    measure(value)
    refuse_code(value)
    refuse_several(value)
    return str(value)


def _is_formatted(value: Any) -> bool:
    """Whether a value brings XML of its own; markup without elements does not."""
    if isinstance(value, str) and "<" not in value:
        return False
    return hasattr(value, "__html__") or isinstance(value, FORMATTED)


def embedded(relation: str, value: Any) -> str:
    """The relation that a picture of the template shows: to the picture that its tag names, else its own."""
    return CURRENT.get().attachments.embedded(value) if _is_picture(value) else relation


def described(value: Any) -> Any:
    """The alternative text of such a picture: the description of the new picture, else the value of the tag."""
    return getattr(value, "description", "") if _is_picture(value) else value


def shade(value: Any) -> str:
    """The background of a cell as Word writes it; none for a blank."""
    colour = _plain_text("" if value is None else value).removeprefix("#")
    if colour and not isinstance(value, Undefined) and not COLOUR.fullmatch(colour):
        raise TemplateError("底色要填六位十六进制数字或 auto", found=colour)
    return colour or "auto"


def span(value: Any) -> str:
    """The number of columns that a cell spans, given as a number or its digits."""
    columns = _plain_text(value)
    if not _COLUMNS.fullmatch(columns):
        raise TemplateError("单元格跨的列数要填从 1 起的整数", found=columns)
    return columns


def _is_picture(value: Any) -> bool:
    """Whether a value is a picture whose XML is made here and so needs no check."""
    return isinstance(value, Picture) or (type(value).__name__ == "InlineImage" and not value.anchor)


def _other(value: Any, printer: Callable[..., str], place: Level | None, layout: Layout | None) -> str:
    """Print a value that is neither plain text nor a number; `place` is None if it is not known."""
    rendering = CURRENT.get()
    kind = type(value).__name__
    if not _IS_XML[type(value)]:
        if isinstance(value, (Table, Grid)):
            refuse_misplaced("block", place, kind)
            return _table(value, rendering)
        if isinstance(value, Markdown):
            if place != "run":
                refuse_misplaced("block", place, kind)
            value = Markup(value.xml(rendering.sheet(), inline=place == "run"))  # noqa: S704 - whole XML
        if isinstance(value, Link):
            refuse_misplaced("run", place, kind)
        is_picture = place in ("text", None) and _is_picture(value)
        value = rendering.attachments.attached(value)
        if is_picture:
            rendering.has_drawings = True
            return str(value)
    html = getattr(value, "__html__", None)
    if html is not None:
        xml = with_line_feeds(str(html()))
        if kind not in _BRING_STYLES:
            xml = with_style_ids(xml, rendering)
        made = printed(xml, rendering, place, layout, kind)
        return _apart(made, rendering) if kind == Markdown.__name__ and place != "run" else made
    text = text_of(value)
    spend(len(text))
    return printer(text, layout)


def _table(value: Table | Grid[Any], rendering: Rendering) -> str:
    """Print a table; its styles and what its cells hold are checked, and docxtpl need not repair it."""
    if isinstance(value, Grid):
        value = Table(value)
    for text in value.texts():
        if hasattr(text, "__html__"):
            printed(str(text), rendering, "run", None, "TableCell")
        elif type(text) is not str:
            text_of(text)
    xml = value.__html__()
    spend(len(xml))
    return _apart(with_style_ids(xml, rendering), rendering)


def _apart(xml: str, rendering: Rendering) -> str:
    """Mark blocks of which the first or last may be a table, so that no table beside them joins it."""
    rendering.has_tables = rendering.has_tables or bool(xml)
    return xml and f"{APART}{xml}{APART}"
