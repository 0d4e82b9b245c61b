"""What a Word file of ours carries besides its pages: the fields that no page shows, and a digest of what each shows.

The part stands in the package at `ENTRY`. It holds no text and no figure of the report, only what a reader needs to
give back the whole report, and to see what somebody has changed in Word since.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from gk_docs.errors import UnreadableFile
from gk_docs.form.outline import SECTIONS
from gk_docs.form.parts import Narrative

if TYPE_CHECKING:
    from gk_docs.form.prose import Prose
    from gk_docs.form.report import Report

NAMESPACE = "urn:gk-docs:report"
ENTRY = "customXml/item1.xml"
VERSION = 1
"""Version of this part; a reader refuses a newer one."""

_HIDDEN = {"agency", "year", "published", "accepted", "printed"}
_KNOWN_AT_MOST = 4096


@dataclass(frozen=True, slots=True)
class Carried:
    """The content of the part.

    Attributes:
        edition: Edition of the form (2021).
        hidden: What `hidden_of` gives; empty in a template.
        figures: Digest of what each figure cell prints, in the order of the outline.
        blocks: Digest of the text of each block after the title, in printed order.
    """

    edition: str
    hidden: dict[str, Any] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    def xml(self) -> bytes:
        """The part as it stands in the package."""
        hidden = escape(json.dumps(self.hidden, ensure_ascii=False, separators=(",", ":")))
        figures, blocks = " ".join(self.figures), " ".join(self.blocks)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<report xmlns="{NAMESPACE}" version="{VERSION}" edition="{self.edition}"><hidden>{hidden}</hidden>'
            f"<figures>{figures}</figures><blocks>{blocks}</blocks></report>"
        ).encode()

    @classmethod
    def parse(cls, xml: bytes) -> Carried:
        """The part read back.

        Raises:
            UnreadableFile: If it is damaged, or of a version that this library does not know.

        >>> Carried.parse(Carried("2021", {"year": 2023}, ("5feceb66",), ()).xml())
        Carried(edition='2021', hidden={'year': 2023}, figures=('5feceb66',), blocks=())
        """
        try:
            root = _root(xml)
            texts = [root.findtext(f"{{{NAMESPACE}}}{name}") or "" for name in ("hidden", "figures", "blocks")]
            return cls(root.get("edition", ""), json.loads(texts[0]), tuple(texts[1].split()), tuple(texts[2].split()))
        except (ET.ParseError, ValueError) as error:
            raise UnreadableFile("文件所带的报告信息已损坏，或由更新版本的 gk-docs 写成", place=ENTRY) from error


def _root(xml: bytes) -> ET.Element:
    if b"<!" in xml:
        raise ValueError("a document type may hold entities")
    root = ET.fromstring(xml)  # noqa: S314 - without a document type there are no entities
    if int(root.get("version", "")) > VERSION:
        raise ValueError("a newer version")
    return root


@lru_cache(_KNOWN_AT_MOST)
def digest(text: str) -> str:
    """Eight hexadecimal digits that say whether a text is still the same.

    >>> digest("0")
    '5feceb66'
    """
    return sha256(text.encode()).hexdigest()[:8]


def hidden_of(report: Report) -> dict[str, Any]:
    """The fields of a report that its pages do not show, as JSON values.

    `agency`, `year`, `published`, `accepted` and `printed` as they are, without defaults; `fee`, the figures that the
    fee sentence is written from; `blocks`, how many blocks the preamble has (None: no preamble) and how many stand
    before and after each table; `parts`, for each narrative section the parts in order, each as its name, whether it
    has a heading, whether that is run in, and the number of its blocks.
    """
    shown = report.model_dump(mode="json", include=_HIDDEN, exclude_defaults=True)
    fee = report.other_matters.fee.model_dump(mode="json", exclude_defaults=True)
    counts: dict[str, int | None] = {"preamble": _count(report.preamble)}
    parts: dict[str, list[tuple[str | None, bool, bool, int]]] = {}
    for name in SECTIONS:
        section = getattr(report, name)
        if isinstance(section, Narrative):
            parts[name] = [(part.name, part.heading is not None, part.run_in, len(part.body)) for part in section.parts]
        else:
            counts[f"{name}.before"], counts[f"{name}.after"] = _count(section.before), _count(section.after)
    return {**shown, "fee": fee, "blocks": counts, "parts": parts}


def _count(prose: Prose | None) -> int | None:
    return None if prose is None else len(prose)
