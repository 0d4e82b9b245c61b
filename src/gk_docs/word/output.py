"""What a value prints as, by where it is printed: the last function between a value and the XML.

Jinja's own escaping makes an object for every value; these functions return plain text, and one regular expression
finds everything that is not plain.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any, get_args

from jinja2 import Undefined

from gk_docs.chinese.labels import nearest
from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.attach import Link, Picture, SubDocument
from gk_docs.word.instructions import LINK, fragment_may_lead_out
from gk_docs.word.measure import measure
from gk_docs.word.places import Level
from gk_docs.word.printable import refuse_code
from gk_docs.word.rendering import CURRENT, spend
from gk_docs.word.tables import Table
from gk_docs.word.xmltext import escape, refuse_illegal, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gk_docs.word.rendering import Rendering

# Only text that none of these is in can be written as it is. A carriage return counts as a line break.
_SPECIAL = re.compile("[\x00-\x1f\"&'<>]|[\ud800-\udfff\ufffe\uffff]")
_LAYOUT = re.compile("[\a\t\n\f]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NEEDS_DOCXTPL = re.compile("[\a\t\n\f]|docPr")
_REFERENCE = re.compile(r'\sr:\w+="([^"]+)"')
_STYLE = re.compile(r'<w:(?:p|r|tbl)Style w:val="([^"]*)"')
_BRING_STYLES = ("SubDocument", "Subdoc")
_LONG = 4096  # a longer text is counted where it is printed, since it may be printed many times before it is joined
_PLAIN = frozenset({int, bool, float, Decimal})


def print_run(value: Any) -> str:
    """`value` inside the text of a run: a line break in it becomes Word's."""
    kind = type(value)
    if kind is str:
        if len(value) > _LONG:
            spend(len(value))
        if _SPECIAL.search(value) is None:
            return value  # type: ignore[no-any-return]  # its type has just been compared
        text = escape(value, layout=True)
        if "\n" in text:
            text = text.replace("\n", _BREAK)
        return _laid_out(text)
    if value is None:
        return ""
    return str(value) if kind in _PLAIN else _other(value, print_run, "text")


def print_text(value: Any) -> str:
    """`value` inside an element of text that is no plain run's: line breaks are left to docxtpl."""
    kind = type(value)
    if kind is str:
        if len(value) > _LONG:
            spend(len(value))
        return value if _SPECIAL.search(value) is None else _laid_out(escape(value, layout=True))
    if value is None:
        return ""
    return str(value) if kind in _PLAIN else _other(value, print_text, None)


def print_boxed(value: Any) -> str:
    """`value` inside the text of a run of a text box: line breaks are left to docxtpl."""
    return _other(value, print_text, "text") if _is_formatted(value) else print_text(value)


def print_plain(value: Any) -> str:
    """`value` inside a field, a formula or a chart: only plain text can stand there."""
    _refuse_formatted(value)
    return print_text(value)


def print_attribute(value: Any) -> str:
    """`value` inside an attribute (a colour, a span) or a property: only plain text can stand there."""
    if value is None:
        return ""
    _refuse_formatted(value)
    return escape(text_of(value))


def _between(place: Level) -> Callable[[Any], str]:
    """Print between elements: only prepared XML that belongs there can stand there, plain text would be lost.

    Raises (when called):
        TemplateError: If the value is text that is not blank, or belongs elsewhere.
    """

    def print_between(value: Any) -> str:
        if value is None or (isinstance(value, Undefined) and not str(value)):
            return ""
        if type(value) is str and not value.strip():
            return _blank(value)
        if not _is_formatted(value):
            _refuse_plain(str(value)[:40])
        return _other(value, print_between, place)

    return print_between


def _refuse_plain(found: str) -> None:
    raise TemplateError(
        "{{r …}}、{{p …}} 这类标签只能填带格式的内容，普通文字会丢失", found=found, mend="请去掉标签里的 r 或 p"
    )


def _blank(text: str) -> str:
    """White space between elements, which docxtpl keeps or drops by part."""
    if text:
        _reparse()
    return escape(text)


PRINTERS: dict[str, Callable[[Any], str]] = {
    function.__name__: function for function in (print_run, print_text, print_boxed, print_plain, print_attribute)
} | {f"print_{level}s": _between(level) for level in get_args(Level)}


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


def _is_formatted(value: Any) -> bool:
    """Whether a value brings XML of its own; markup of plain text does not."""
    if isinstance(value, str) and "<" not in value:
        return False
    return hasattr(value, "__html__") or isinstance(value, (Grid, Picture, Link, SubDocument))


def _refuse_formatted(value: Any) -> None:
    if _is_formatted(value):
        raise TemplateError("这里只能填普通文字，不能填带格式的内容", found=type(value).__name__)


def _other(value: Any, printer: Callable[[Any], str], place: Level | None) -> str:
    """A value that is no plain text or number, printed where `place` says; None where that is not known."""
    rendering = CURRENT.get()
    kind = type(value).__name__
    if isinstance(value, (Table, Grid)):
        _refuse_misplaced("block", place, kind)
        return _table(value, rendering)
    if isinstance(value, Link):
        _refuse_misplaced("run", place, kind)
    if rendering is not None:
        value = rendering.attachments.attached(value)
    html = getattr(value, "__html__", None)
    if html is not None:
        xml = with_line_feeds(str(html()))
        _look_at(xml, rendering, place, kind)
        if rendering is not None and kind not in _BRING_STYLES:
            _refuse_unknown_styles(map(unescape, _STYLE.findall(xml)), rendering)
        return xml
    text = text_of(value)
    spend(len(text))
    return printer(text)


_WORDS = {
    "text": ("文字或图片", "普通标签 {{ … }}"),
    "inline": ("文字里的换行、图形等", "普通标签 {{ … }}"),
    "run": ("链接或带格式的文字", "{{r …}}"),
    "block": ("表格、段落或另一份文件", "独占一段的 {{p …}}"),
    "row": ("表格的行", "独占一行的 {{tr …}}"),
    "cell": ("表格的格", "独占一格的 {{tc …}}"),
    "mixed": ("不能放在一起的内容", "几个标签分开填"),
    "": ("没有文字的标记", "{{r …}}"),
}


def _refuse_misplaced(level: str, place: Level | None, found: str) -> None:
    """Refuse what would be lost or damage the document where it is printed, and name the tag that it belongs in."""
    if place is None or level == place or (not level and place != "text"):
        return
    (what, right), (_, here) = _WORDS[level], _WORDS[place]
    raise TemplateError(f"{here} 里不能填{what}", found=found, mend=f"请用{right}")


def _table(value: Table | Grid[Any], rendering: Rendering | None) -> str:
    """A table is made whole and exact: docxtpl need not look at it."""
    if isinstance(value, Grid):
        value = Table(value)
    if rendering is not None:
        _refuse_unknown_styles(value.styles(), rendering)
    xml = value.__html__()
    spend(len(xml))
    return xml


def _refuse_unknown_styles(styles: Iterable[str], rendering: Rendering) -> None:
    for style in styles:
        if style not in rendering.styles:
            near = nearest(style, sorted(rendering.styles))
            mend = f"是不是想用“{near}”" if near else "请在模板里建立这个样式，或不写样式"
            raise TemplateError("模板里没有这个样式", found=style, mend=f"{mend}（写样式的标识，不写显示的名称）")


def _look_at(xml: str, rendering: Rendering | None, place: Level | None, kind: str) -> None:
    """Refuse prepared XML where it is lost; what docxtpl must look at or ends a run sends the part through a parse."""
    spend(len(xml))
    refuse_illegal(xml, layout=True)
    if rendering is None or not xml or xml.isspace():
        return
    _refuse_foreign(xml, rendering)
    rendering.may_lead_out = rendering.may_lead_out or fragment_may_lead_out(xml)
    level: str | None = "text"
    whole = True
    if "<" in xml or "&" in xml:
        from gk_docs.word.reparse import level_of  # noqa: PLC0415 - lxml, which text alone does not need

        level, whole = level_of(xml, rendering.namespaces)
    if level is not None:
        _refuse_misplaced(level, place, kind)
    elif place is not None:
        raise TemplateError("填入的 XML 片段结构不完整", found=kind)
    if not whole or _NEEDS_DOCXTPL.search(xml):
        rendering.reparse = True


def _refuse_foreign(xml: str, rendering: Rendering) -> None:
    for identifier in _REFERENCE.findall(xml):
        if identifier.startswith(LINK):
            rendering.has_links = True
        elif identifier not in rendering.references and not rendering.attachments.relates(identifier):
            raise TemplateError(
                f"{identifier} 指的链接或图片不在这份文件里", mend="请用 gk_docs.word 的 Link 或 Picture"
            )
