"""Check and lay out the XML that a value brings (rich text, a macro's rows) before it is printed."""

from __future__ import annotations

from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.labels import nearest
from gk_docs.errors import TemplateError
from gk_docs.word.markup.instructions import LINK, REFERENCE, fragment_may_lead_out
from gk_docs.word.markup.layout import MARKS, Layout, blocks
from gk_docs.word.markup.lists import LIST
from gk_docs.word.markup.xmltext import refuse_illegal
from gk_docs.word.printing.rendering import Rendering, spend

if TYPE_CHECKING:
    from gk_docs.word.markup.places import Level

_KNOWN_AT_MOST, _SHORT = 256, 4096  # texts of several looks, and characters of each
_STYLE = re.compile(r'(<w:(?:p|r|tbl)Style w:val=)"([^"]*)"')
_ENTITY = "(?:amp|lt|gt|quot|apos|#34|#39|#x27);"
_PLAIN = f"(?>(?:[^<&]++|&{_ENTITY})*)"
_VALUE = r'"[^"<&\x00-\x1f]*+"'
_PROPERTY = (
    rf"<w:(?:(?:\w+(?: w:val={_VALUE})?)|shd(?: w:val={_VALUE} w:color={_VALUE})? w:fill={_VALUE}|"
    rf"rFonts w:ascii={_VALUE} w:hAnsi={_VALUE} w:cs={_VALUE}(?: w:eastAsia={_VALUE})?)/>"
)
_ONE_RUN = (
    rf'<w:r>(?:<w:rPr>(?>(?:{_PROPERTY})*)</w:rPr>)?<w:t xml:space="preserve">{_PLAIN}</w:t>'
    rf'(?>(?:<w:(?:br|tab)/><w:t xml:space="preserve">{_PLAIN}</w:t>)*)</w:r>'
)
_TEXT = re.compile(_PLAIN)
_RUNS = re.compile(
    rf'(?>(?:{_ONE_RUN}|<w:hyperlink r:id="{LINK}[^"<&]*+" w:tgtFrame="_blank">(?>(?:{_ONE_RUN})*)</w:hyperlink>)*)'
)
"""The runs that rich text is made of, recognised without a parser."""
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


def printed(xml: str, rendering: Rendering, place: Level | None, layout: Layout | None, kind: str) -> str:
    """Return the XML as it goes into the part, with line breaks and the like laid out.

    Args:
        xml: The XML of the value.
        rendering: The render; what the part will need is noted in it.
        place: Where it is printed; None if that is not known.
        layout: The run and paragraph properties around it; None if they are not known.
        kind: The name of the class of the value.

    Raises:
        TemplateError: If it does not belong where it is printed, where Word would lose it or find the file damaged.
        InvalidReport: If it has a character that a Word file cannot hold.
    """
    spend(len(xml))
    if place != "text" and not xml.strip():
        refuse_illegal(xml, layout=True)
        return xml
    known = _as_text(xml, layout) if len(xml) <= _SHORT else _as_text.__wrapped__(xml, layout)
    if known is None or (LINK in xml and ' xmlns:r="' not in rendering.namespaces):
        refuse_illegal(xml, layout=True)
        level = _level(xml, rendering, place, kind)
        shown = _laid_out(xml, level, layout) if MARKS.search(xml) else xml
    else:
        level, shown = known
        refuse_misplaced(level, place, kind)
        rendering.has_links = rendering.has_links or LINK in xml
    rendering.reparse = rendering.reparse or shown is None
    return xml if shown is None else shown


@lru_cache(_KNOWN_AT_MOST)
def _as_text(xml: str, layout: Layout | None) -> tuple[str, str | None] | None:
    """Recognise plain text or simple runs without a parser: return their level and their XML laid out.

    Returns:
        None for any other XML; None as the second value if docxtpl must lay it out. The last results are kept, since
        the documents of a batch share much of their rich text.
    """
    level = "text" if "<" not in xml else "run"
    if not (_TEXT if level == "text" else _RUNS).fullmatch(xml):
        return None
    refuse_illegal(xml, layout=True)
    return level, _laid_out(xml, level, layout) if MARKS.search(xml) else xml


def _level(xml: str, rendering: Rendering, place: Level | None, kind: str) -> str | None:
    """Parse XML to find its level, refuse it if it is misplaced, and note in the render what the part will need."""
    from gk_docs.word.markup.reparse import level_of  # noqa: PLC0415 - lxml, which text and runs do not need

    if "<" in xml and "r:" in xml:
        _refuse_foreign(xml, rendering)
    rendering.may_lead_out = rendering.may_lead_out or fragment_may_lead_out(xml)
    level, whole = level_of(xml, rendering.namespaces)
    if level is not None:
        refuse_misplaced(level, place, kind)
    elif place is not None:
        raise TemplateError("填入的 XML 片段结构不完整", found=kind)
    rendering.has_lists = rendering.has_lists or LIST in xml
    rendering.has_drawings = rendering.has_drawings or "docPr" in xml
    rendering.reparse = rendering.reparse or not whole
    return level


def _laid_out(xml: str, level: str | None, layout: Layout | None) -> str | None:
    """The XML with line breaks and the like laid out; None if docxtpl must do that."""
    if level in ("block", "row", "cell"):
        return blocks(xml)
    if layout is None or ("<w:hyperlink" in xml and ("\a" in xml or "\f" in xml)):
        return None
    if level == "run":
        return layout.runs(xml)
    return None if "<" in xml else layout.text(xml)


def refuse_misplaced(level: str, place: Level | None, found: str) -> None:
    """Raise `TemplateError` for XML that does not belong in `place`; the message names the tag for it."""
    if place is None or level == place or (not level and place != "text"):
        return
    (what, right), (_, here) = _WORDS[level], _WORDS[place]
    raise TemplateError(f"{here} 里不能填{what}", found=found, mend=f"请用{right}")


def with_style_ids(xml: str, rendering: Rendering) -> str:
    """The XML with the id of each style that it gives by name; a program that saves a template may number ids anew.

    Raises:
        TemplateError: If the template has neither such an id nor such a name; the message names the nearest.
    """
    given = dict.fromkeys(style for _, style in _STYLE.findall(xml)) if "Style" in xml else ()
    ids = {style: _style_id(unescape(style), rendering) for style in given if unescape(style) not in rendering.styles}
    return _STYLE.sub(lambda match: f'{match[1]}"{ids.get(match[2], match[2])}"', xml) if ids else xml


def _style_id(style: str, rendering: Rendering) -> str:
    identifier = rendering.sheet().named(style)
    if identifier is None:
        near = nearest(style, sorted(rendering.styles))
        mend = f"是不是想用“{near}”" if near else "请在模板里建立这个样式，或不写样式"
        raise TemplateError("模板里没有这个样式", found=style, mend=f"{mend}（写样式的标识或英文名称）")
    return escape(identifier)


def _refuse_foreign(xml: str, rendering: Rendering) -> None:
    for identifier in REFERENCE.findall(xml):
        if identifier.startswith(LINK):
            rendering.has_links = True
        elif not rendering.attachments.relates(identifier):
            raise TemplateError(
                f"{identifier} 指的链接或图片不在这份文件里", mend="请用 gk_docs.word 的 Link、Picture 或 SubDocument"
            )
