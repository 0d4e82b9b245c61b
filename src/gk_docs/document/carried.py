"""The hidden data in our files: the fields that no page shows, and a digest of each text and figure on the pages.

In a Word file it is a part of the package, at `ENTRY`; in a web page the content of the `<meta>` named `META`. With it
`restored` reads back the whole report, and sees what somebody has changed since.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files.seal import digest
from gk_docs.form.amounts import MONEY
from gk_docs.form.figures import rows_of, values_of
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable
from gk_docs.form.report import Printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal
    from xml.etree.ElementTree import Element

    from gk_docs.document.flow import Shown
    from gk_docs.form.parts import Part
    from gk_docs.form.prose import Prose, TextBlock
    from gk_docs.form.report import Report

NAMESPACE = "urn:gk-docs:report"
ENTRY = "customXml/item1.xml"
_ITEM = re.compile(r"customXml/item[0-9]{1,4}\.xml")
META = "gk-docs"
VERSION = 1
"""Version of the hidden data; a reader refuses a newer one."""

_HIDDEN = {"agency", "year", "published", "accepted"}
_NOTHING_PRINTED = Printed()
_PARTS = ("hidden", "figures", "blocks")
_TEMPLATE = "{}"
_Kinds = Annotated[str, Field(pattern=r"^[p1-4ictg]*$")]
_KNOWN_AT_MOST = 4096  # most rows of most reports are all zeros
_COUNTED = {"件", "项", "个"}


class _PrintedShape(BaseModel):
    """The shape of what `_printed` returns."""

    model_config = ConfigDict(strict=True, extra="forbid")

    title: int = 0
    order: list[str] = []
    headings: dict[str, str | None] = {}
    words: dict[str, int | str | None] = {}


class _HiddenShape(BaseModel):
    """The shape of what `hidden_of` returns; the form validates its innermost values."""

    model_config = ConfigDict(strict=True, extra="forbid")

    agency: dict[str, Any]
    year: int
    published: str | None = None
    accepted: list[dict[str, Any]] = []
    title: str | None = None
    fee: dict[str, Any]
    printed: _PrintedShape
    blocks: dict[str, _Kinds | None]
    later: dict[str, Annotated[int, Field(gt=0)]] = {}
    parts: dict[str, list[tuple[str | None, str | bool | None, bool, _Kinds, Annotated[int, Field(ge=0)]]]]


@dataclass(frozen=True, slots=True)
class Carried:
    """The hidden data of a file.

    Attributes:
        edition: Edition of the form (2021).
        hidden: What `hidden_of` returns; empty in a template.
        figures: Digest of the text of each figure cell, in the order of the outline.
        blocks: Digest of the text of each block after the title, in printed order.
    """

    edition: str
    hidden: dict[str, Any] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    def xml(self) -> bytes:
        """Write the data as the part of the package."""
        hidden = escape(to_json(self.hidden).decode(), quote=False)
        figures, blocks = " ".join(self.figures), " ".join(self.blocks)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<report xmlns="{NAMESPACE}" version="{VERSION}" edition="{self.edition}"><hidden>{hidden}</hidden>'
            f"<figures>{figures}</figures><blocks>{blocks}</blocks></report>"
        ).encode()

    @classmethod
    def parse(cls, xml: bytes) -> Carried:
        """Read the data from the part.

        Raises:
            UnreadableFile: If a newer version of this library wrote it.
            ValueError: If it is not XML in UTF-8, or of another shape than `xml` writes.

        >>> Carried.parse(Carried("2021", {}, ("5feceb66",), ()).xml())
        Carried(edition='2021', hidden={}, figures=('5feceb66',), blocks=())
        """
        root = _root(xml)
        hidden, figures, blocks = (root.findtext(f"{{{NAMESPACE}}}{name}") or "" for name in _PARTS)
        if hidden != _TEMPLATE:
            _HiddenShape.model_validate_json(hidden)
        return cls(root.get("edition", ""), json.loads(hidden), tuple(figures.split()), tuple(blocks.split()))


def is_carried(xml: bytes) -> bool:
    """Whether a part holds such data, whole or damaged."""
    return NAMESPACE.encode() in xml


def entry_in(names: Iterable[str], content: Callable[[str], bytes]) -> str | None:
    """The part of a Word package that holds such data; None if none does.

    Args:
        names: The names of the parts: `ENTRY`, or another number, since programs number such parts anew as they save.
        content: Gives the content of a part.
    """
    items = (name for name in names if _ITEM.fullmatch(name))
    return next((name for name in sorted(items) if is_carried(content(name))), None)


def _root(xml: bytes) -> Element:
    if b"<!" in xml:
        raise ValueError("a document type may hold entities")
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - writing needs none

    try:
        root = ET.fromstring(xml.decode())  # noqa: S314 - without a document type there are no entities
    except ET.ParseError as error:
        raise ValueError("no XML") from error
    if int(root.get("version", "")) > VERSION:
        raise UnreadableFile("文件由更新版本的 gk-docs 写成", mend="请用最新版本的 gk-docs 读取")
    return root


def hidden_of(report: Report) -> dict[str, Any]:
    """Return the fields of a report that its pages do not show, as JSON values.

    | Key | What it holds |
    | --- | --- |
    | `agency`, `year`, `published`, `accepted` | As in the report; absent if they have their default. |
    | `title` | The title; absent if the printed one is the same. |
    | `fee` | The figures of the fee sentence. |
    | `printed` | See `_printed`. |
    | `blocks` | The kinds of the blocks of the preamble (null: none), and before and after each table. |
    | `parts` | For each narrative section its parts in order: name, heading (null, "", or true if one is printed), \
whether it is run in, the kinds of its blocks, and the length of a heading that begins the first of them, else 0. |

    The kinds of blocks are one character each: `p` a paragraph, `1` to `4` a heading of that level, `i` a picture, `c`
    a picture with a caption, `t` a plain table, `g` the chart of the table that follows.
    """
    hidden = report.model_dump(mode="json", include=_HIDDEN, exclude_defaults=True)
    shown = "".join(report.printed.title) if report.printed.title else report.title or None
    if report.title != shown:
        hidden["title"] = report.title
    hidden["fee"] = report.other_matters.fee.model_dump(mode="json", exclude_defaults=True)
    hidden["printed"] = _printed(report)
    blocks = {"preamble": None if report.preamble is None else _kinds(report.preamble)}
    parts: dict[str, list[Any]] = {}
    for name in outline_of(type(report)).section_names:
        section = getattr(report, name)
        if isinstance(section, Narrative):
            parts[name] = [_part(part) for part in section.parts]
        else:
            blocks[f"{name}.before"], blocks[f"{name}.after"] = _kinds(section.before), _kinds(section.after)
    return {**hidden, "blocks": blocks, "parts": parts}


def _printed(report: Report) -> dict[str, Any]:
    """Return `report.printed` without the text that the pages show.

    `title` is the number of lines; `order` is as it is; `headings` has null for each name, or "" if no heading is
    printed; `words` has the value of each figure in whose cell words are printed.
    """
    printed = report.printed
    if printed == _NOTHING_PRINTED:
        return {}
    return {
        "title": len(printed.title),
        "order": printed.order,
        "headings": {name: text and None for name, text in printed.headings.items()},
        "words": {path: _json(report.figure(path)) for path in printed.words},
    }


def _json(figure: int | Decimal | None) -> int | str | None:
    return figure if figure is None or isinstance(figure, int) else f"{figure:f}"


def _part(part: Part) -> tuple[str | None, str | bool | None, bool, str, int]:
    kinds = _kinds(part.body)
    head = len(part.heading) if part.heading and part.run_in and kinds.startswith("p") else 0
    return part.name, part.heading and True, part.run_in, kinds, head


def _kinds(prose: Prose) -> str:
    return "".join(["p" if isinstance(block, Paragraph) else _kind(block) for block in prose.root])


def _kind(block: TextBlock) -> str:
    if isinstance(block, Heading):
        return str(block.level)
    if isinstance(block, PlainTable):
        return "gt" if block.chart else "t"
    return "c" if isinstance(block, Picture) and block.caption else "i"


Values = tuple[Any, ...]


def carried_of(report: Report, blocks: Iterable[Shown], later: Mapping[int, int] | None = None) -> Carried:
    """Return the hidden data of a file that prints a report.

    Args:
        report: The report.
        blocks: Everything that it prints after the title.
        later: How many paragraphs are printed before a picture that follow it, by the number of the picture.
    """
    texts = tuple([digest(block.head + block.text) for block in blocks])
    hidden = {**hidden_of(report), "later": later} if later else hidden_of(report)
    return Carried(report.edition, hidden, _figure_digests(report), texts)


def _figure_digests(report: Report) -> tuple[str, ...]:
    """The digest of the text of every figure cell, in the order of the outline."""
    form = type(report)
    found = [
        one for row, digests in zip(rows_of(form), _ways(form), strict=True) for one in digests(row.values(report))
    ]
    if otherwise := printed_otherwise(report):
        at = {path: number for number, path in enumerate(outline_of(form).figures)}
        for path, text in otherwise.items():
            found[at[path]] = digest(text)
    return tuple(found)


@cache
def _ways(form: type[Report]) -> tuple[Callable[[Values], tuple[str, ...]], ...]:
    """How to make the digests of each row of figures."""
    figures = outline_of(form).figures
    # Equal amounts may print differently (1.5, 1.50), so only rows of counts can be cached by their values.
    counted = (_COUNTED.issuperset(figures[path].unit for path in row.paths) for row in rows_of(form))
    return tuple(_known_digests if is_counted else _digests for is_counted in counted)


def _digests(values: Values) -> tuple[str, ...]:
    return tuple([digest("" if value is None else str(value)) for value in values])


_known_digests = lru_cache(_KNOWN_AT_MOST)(_digests)


def printed_otherwise(report: Report) -> dict[str, str]:
    """Return by path the text of figure cells that print other than `str` of their value.

    These are cells in which a published file has words (无), and amounts that Python would write like 1E+3.
    """
    figures = outline_of(type(report)).figures
    found = {path: word for path, word in report.printed.words.items() if path in figures}
    for path in _money_paths(type(report)):
        amount = report.figure(path)
        if amount is not None and "E" in str(amount):
            found.setdefault(path, f"{amount:f}")
    return found


def printed_figures(report: Report) -> dict[str, str]:
    """Return by path the text of every figure cell."""
    values = values_of(report).items()
    return {path: "" if value is None else str(value) for path, value in values} | printed_otherwise(report)


@cache
def _money_paths(form: type[Report]) -> tuple[str, ...]:
    return tuple(figure.path for figure in outline_of(form).figures.values() if figure.unit in MONEY)
