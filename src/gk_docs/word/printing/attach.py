"""Add to the package what values need: the files and relations of pictures, links, charts, other documents.

Pictures, links and charts only need text: XML and relations. A sub-document needs more: the first in a render loads the
package with python-docx, and docxtpl's own objects then work on it.
"""

from __future__ import annotations

import copy
import io
import warnings
from html import unescape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from gk_docs import regex as re
from gk_docs.errors import MissingExtra, TemplateError
from gk_docs.word.markup.instructions import LINK, MAY_NAME_A_LINK, REFERENCE, refuse_elsewhere
from gk_docs.word.markup.runs import link_xml, run_xml
from gk_docs.word.package.additions import Additions
from gk_docs.word.package.archive import OFFICE, unpack
from gk_docs.word.package.charts import BarChart, chart_xml
from gk_docs.word.package.growth import Grown, Growths, Step, Steps, T, grown, keep
from gk_docs.word.package.pictures import Canvas, picture_xml, read_picture
from gk_docs.word.printing.values import Link, Picture, SubDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from gk_docs.word.plan import Plan

_STORY = re.compile(r"word/(?:document|footnotes|endnotes)\w*\.xml\Z")
_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_NOWHERE = Canvas("", frozenset(), 0)
_EMU_PER_MM = 36_000
_MOST_EMU = 2**31 - 1  # of a side of a picture in a file that Word opens
_HERE = "#"  # where a link without an address leads; an empty target damages the file
_LINKED = re.compile(rf'(<(?:\w+:)?(?:{"|".join(sorted(MAY_NAME_A_LINK))})\b[^<>]*?\s\w+:id="){LINK}([^"]*)')


def picture_size(data: bytes) -> tuple[float, float]:
    """Width and height of a picture in millimetres, by its own resolution.

    Raises:
        InvalidReport: If the bytes are no picture that a Word file takes, or a damaged one.
    """
    image = read_picture(io.BytesIO(data))
    return image.width.mm, image.height.mm


class Attachments:
    """The files and relations that one render adds to a package.

    Args:
        base: The package without additions.
        names: Names of its entries.
        growths: Results of earlier renders of the same template.

    Attributes:
        pictures: The pictures added as text; ignored once python-docx has the package, which then adds them itself.
        others: Charts, links and lists, which are added as text.
    """

    def __init__(self, base: bytes, names: Collection[str] = (), growths: Growths | None = None) -> None:
        self._base = base
        self._growths = growths or Growths()
        self._steps: Steps = ()
        self._document: Any = None  # python-docx's
        self._done = 0  # how many of the steps it has
        self._printed = "", ""  # by the last of these
        self._composes = False  # whether more than text is added
        self._is_foreign = False  # whether docxtpl's own objects have a part in it
        self._granted: set[str] = set()
        self._media: dict[bytes, str] = {}  # the name of each picture
        self._canvas = _NOWHERE
        self.pictures, self.others = Additions(names), Additions(names)

    @property
    def adds(self) -> bool:
        """Whether there is anything to add."""
        return self._composes or bool(self.pictures.related or self.others.related)

    def begin(self, canvas: Canvas) -> None:
        """Set the part that values are printed into from now on."""
        self._canvas = canvas

    def attached(self, value: Any) -> Any:
        """Return a value as it is, or as XML if it needs an addition to the package, which is made."""
        make = _MAKERS.get(type(value))
        if make is not None:
            return Markup(make(self, value))  # noqa: S704 - made by docxtpl
        if type(value).__module__.startswith("docxtpl."):
            return self._foreign(value)
        return value

    def relates(self, identifier: str) -> bool:
        """Whether the current part has a relation of this id, its own or added."""
        part = self._canvas.part
        added = (identifier in one.related.get(part, {}).values() for one in (self.pictures, self.others))
        if identifier in self._canvas.relations or identifier in self._granted or any(added):
            return True
        return self._document is not None and identifier in self._part().rels

    def linked(self, xml: str) -> str:
        """Return the XML of the current part with a relation in place of each address of a link (`LINK`).

        Raises:
            TemplateError: If an address is not one that a hyperlink may lead to.
        """
        canvas = self._canvas

        def related(match: re.Match[str]) -> str:
            start, address = match[1], match[2].strip() or _HERE
            refuse_elsewhere(unescape(address))
            return start + self.others.relate(canvas.part, canvas.relations, "hyperlink", address, "gkLink")

        return _LINKED.sub(related, xml)

    def written(self, entries: Mapping[str, bytes]) -> dict[str, bytes]:
        """The new entries and those changed to name them, less what python-docx has added."""
        written = {} if self._composes else self.pictures.written(entries)
        return written | self.others.written({**entries, **written})

    def grown(self, plan: Plan) -> Grown | None:
        """The package after additions by python-docx, or None if there are none."""
        if not self._composes:
            return None

        def made() -> Grown:
            changing = {part.prepared.name for part in plan.parts}
            self.get_docx().save(after := io.BytesIO())
            return grown(unpack(plan.unrendered), unpack(after.getvalue()), plan.constant, changing)

        return self._kept(self._growths.grown, made)

    def _kept(self, known: dict[Steps, T], make: Callable[[], T]) -> T:
        """What the steps so far give, made once; with docxtpl's own objects, which may change, each time."""
        if self._is_foreign:
            return make()
        found = known.get(self._steps)
        return keep(known, self._steps, make()) if found is None else found

    def get_docx(self) -> Any:
        """Return python-docx's document of the package with all additions so far; docxtpl's sub-documents call this."""
        if self._document is None:
            from docx import Document  # noqa: PLC0415 - heavy

            self._document = Document(io.BytesIO(self._base))
        self._composes = True
        while self._done < len(self._steps):
            step = self._steps[self._done]
            self._done += 1
            self._printed = self._put_in(step)
        return self._document

    def _step(self, kind: str, data: bytes) -> tuple[str, str]:
        """Add a file to the package through python-docx; return what it prints and a warning ("" for none)."""
        self._steps += (Step(kind, self._canvas.part, data),)
        self._composes = True

        def made() -> tuple[str, str]:
            self.get_docx()
            return self._printed

        printed = self._kept(self._growths.printed, made)
        self._granted.update(REFERENCE.findall(printed[0]))
        return printed

    def _put_in(self, step: Step) -> tuple[str, str]:
        if step.kind == "picture":
            part = self._part(step.part)
            if not step.relation:
                return part.get_or_add_image(io.BytesIO(step.data))[0], ""
            image = part.package.get_or_add_image_part(io.BytesIO(step.data))
            part.rels.add_relationship(f"{OFFICE}/image", image, step.relation)
            return step.relation, ""
        try:
            from docxtpl.subdoc import Subdoc  # noqa: PLC0415 - heavy
        except ImportError as error:
            raise MissingExtra('插入另一份 Word 文件需要 pip install "gk-docs[subdoc]"（docxcompose）') from error
        warning = _look_at(step.data)
        return self._owned(str(Subdoc(self._holder(step.part), io.BytesIO(step.data))), step.part), warning

    def _owned(self, xml: str, name: str) -> str:
        """The XML of a sub-document with relations of the part of this name; docxcompose gives all to the body."""
        body, part = self._document.part, self._part(name)
        if part is body:
            return xml

        def related(match: re.Match[str]) -> str:
            relation = body.rels.get(match[1])
            if relation is None:
                return match[0]
            target = relation.target_ref if relation.is_external else relation.target_part
            new = part.relate_to(target, relation.reltype, is_external=relation.is_external)
            return match[0].replace(f'"{match[1]}"', f'"{new}"')

        return REFERENCE.sub(related, xml)

    def _part(self, name: str = "") -> Any:
        assert self._document is not None  # noqa: S101 - loaded by `get_docx`
        parts = {part.partname.lstrip("/"): part for part in self._document.part.package.parts}
        return parts[name or self._canvas.part]

    def _holder(self, name: str = "") -> Any:
        part = self._part(name)
        return SimpleNamespace(current_rendering_part=part, get_docx=lambda: self._document, docx=self._document)

    def picture(self, source: Any, width: int | None, height: int | None, description: str = "") -> str:
        """Add a picture to the package and return its XML for inside the text of a run.

        Args:
            source: Its path, or a file that is open for reading bytes.
            width: Width in EMU; None keeps its own, or its proportions if the height is given.
            height: Height in EMU, likewise.
            description: What it shows.

        Raises:
            InvalidReport: If it is no picture that a Word file takes.
            TemplateError: If the part cannot hold pictures, or a side would be nothing or more than Word takes.
        """
        relation, image = self._related(source)
        size = image.scaled_dimensions(width, height)
        if not all(0 < side <= _MOST_EMU for side in size):
            raise TemplateError("图片印出来太大或太小", mend="请给出合适的宽和高")
        return picture_xml(self._canvas, relation, image.filename, size, description)

    def embedded(self, picture: Any) -> str:
        """Add a picture, ours or docxtpl's, and return the id of its relation; raises as `picture`."""
        ours = isinstance(picture, Picture)
        return self._related(io.BytesIO(picture.data) if ours else picture.image_descriptor)[0]

    def _related(self, source: Any) -> tuple[str, Any]:
        """Add a picture and return the id of its relation and python-docx's image."""
        if self._canvas.number == 0:
            raise TemplateError("这个部分里不能放图片", mend="请放到正文、页眉或页脚里")
        image = read_picture(source)
        if self._composes:
            return self._step("picture", image.blob)[0], image
        if image.blob not in self._media:
            self._media[image.blob] = self.pictures.add(
                "word/media/image", f".{image.ext}", image.blob, image.content_type
            )
        canvas, name = self._canvas, self._media[image.blob]
        relation = self.pictures.relate(canvas.part, canvas.relations, "image", name)
        self._steps += (Step("picture", self._canvas.part, image.blob, relation),)
        return relation, image

    def _picture(self, picture: Picture) -> str:
        width, height = (
            None if size is None else int(size * _EMU_PER_MM) for size in (picture.width_mm, picture.height_mm)
        )
        return self.picture(io.BytesIO(picture.data), width, height, picture.description)

    def _chart(self, chart: BarChart) -> str:
        if self._canvas.number == 0:
            raise TemplateError("这个部分里不能放图表", mend="请放到正文里")
        return chart_xml(self._canvas, chart, self.others)

    def _link(self, link: Link) -> str:
        refuse_elsewhere(link.url)
        return link_xml(link.url, run_xml(link.text, {"style": link.style}))

    def _sub_document(self, document: SubDocument) -> str:
        xml, warning = self._step("document", document.data)
        _tell(warning)
        return xml

    def _foreign(self, value: Any) -> Any:
        """Print one of docxtpl's own objects, which is bound to a template of docxtpl's."""
        kind = type(value).__name__
        if kind == "InlineImage" and not value.anchor:
            return Markup(self.picture(value.image_descriptor, value.width, value.height))  # noqa: S704 - made here
        if kind == "InlineImage":
            self._is_foreign = True
            self.get_docx()
            bound = copy.copy(value)
            bound.tpl = self._holder()
            return Markup(bound)  # noqa: S704 - made by docxtpl
        if kind == "Subdoc":
            if document := vars(value).get("subdocx"):
                data = io.BytesIO()
                document.save(data)
                _tell(_look_at(data.getvalue()))
            self._adopt(value.docx)
        return value

    def _adopt(self, document: Any) -> None:
        if self._document is None:
            self._document = document
        elif self._document is not document:
            raise TemplateError(
                "同一份文件里有属于不同模板的子文档或图片", mend="请改用 gk_docs.word 的 SubDocument 和 Picture"
            )
        self._is_foreign = True
        self.get_docx()


def _look_at(data: bytes) -> str:
    """Refuse an unsafe sub-document; return a warning of tags in its text, which are not rendered, or ""."""
    from lxml import etree  # noqa: PLC0415 - heavy

    from gk_docs.word.package.safety import refuse_unsafe, roots_of  # noqa: PLC0415 - lxml, which text alone does not need

    entries = unpack(data)
    refuse_unsafe(entries, roots_of(entries))
    texts = ("".join(map(str, etree.fromstring(xml).itertext())) for name, xml in entries.items() if _STORY.match(name))
    tags = dict.fromkeys(tag for text in texts for tag in _TAG.findall(text))
    words = "子文档里的标签不会被填写，会原样印出：{}。请先填写：SubDocument(Template(…).render(…))"
    return words.format("、".join(tags)) if tags else ""


def _tell(warning: str) -> None:
    if warning:
        warnings.warn(warning, stacklevel=3)


_MAKERS: dict[type, Callable[[Attachments, Any], str]] = {
    BarChart: Attachments._chart,  # noqa: SLF001 - of the class above
    Picture: Attachments._picture,  # noqa: SLF001 - of the class above
    Link: Attachments._link,  # noqa: SLF001 - of the class above
    SubDocument: Attachments._sub_document,  # noqa: SLF001 - of the class above
}
