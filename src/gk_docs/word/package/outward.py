"""Find where a Word package leads out of itself: what it would fetch, open or run when somebody opens it.

Hyperlinks to http, https and mailto are allowed; everything else that leads outside is reported.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gk_docs import regex as re
from gk_docs.errors import Problem
from gk_docs.word.markup.instructions import MAY_NAME_A_LINK, NESTED, fault_of, is_link, is_outward_data
from gk_docs.word.markup.tags import OWN_XML, Addresses
from gk_docs.word.package.archive import related_part, relations_part
from gk_docs.word.package.relations import Relation, is_relations, relations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

_OFFICE = re.compile("openxmlformats|purl.oclc.org/ooxml|schemas-microsoft-com|microsoft.com/office|2000/svg")
_SVG = "2000/svg"
_ADDRESSES = frozenset({"src", "href", "althref"})
_FLAT = "office/2006/xmlPackage"  # a whole Word file as one text, which Word unpacks where it is bound to a control
_BLANKS = frozenset({"tab", "br", "cr"})
_UNSAFE = "请不要使用来历不明的模板"
_COPY = "请把内容直接复制进模板"
_WORDS = {
    "document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
    "settings": "文档设置", "webSettings": "网页设置", "chart": "图表",
}  # fmt: skip
_REFUSED = {
    "altChunk": ("嵌着另一份文档（altChunk）", _COPY),
    "subDoc": ("连着子文档", _COPY),
    "attachedSchema": ("连着 XML 架构", "请在 Word 的“开发工具”中删去 XML 架构"),
    "mailMerge": ("连着邮件合并的数据", "请在 Word 的“邮件”选项卡中改为普通 Word 文档"),
    "control": ("带有 ActiveX 控件", "请删去控件"),
    "ocx": ("带有 ActiveX 控件", "请删去控件"),
    "webextension": ("带有网页加载项", "请删去加载项"),
    "webVideoPr": ("带有联机视频", "请删去视频"),
    "objectLink": ("连着文件之外的对象", "请改为插入对象本身"),
    "schema": ("连着 XML 架构", "请在 Word 的“开发工具”中删去 XML 架构"),
}
_ENCODINGS = (None, "UTF-8", "utf-8", "US-ASCII", "ASCII")
_HINTS = (b"src", b"href", b"xmlPackage", b"<![CDATA[")
"""Bytes that show that a part must be checked: names of attributes, and spellings that can hide them."""
_OF_RELATIONS = re.compile(rb"""xmlns:([^\s=]+)\s*=\s*["'][^"']*elationships""")
_SPEAKING = frozenset({*_REFUSED, "fldChar", "fldSimple", "fldData"})
_SPEAKERS = tuple(f"{{*}}{name}" for name in (*_SPEAKING, "bookmarkStart", "OLEObject"))
_TAGS_KNOWN = 1024  # names of elements and attributes whose answers are cached
_RELATED = {
    "attachedTemplate": ("连着别处的模板", "请在 Word 的“开发工具—文档模板”中改为 Normal"),
    "image": ("图片在文件之外", "请改为插入图片本身，而不是链接到文件"),
    "oleObject": ("连着文件之外的对象", "请改为插入对象本身，而不是链接到文件"),
    "package": ("连着文件之外的对象", "请改为插入对象本身，而不是链接到文件"),
    "subDocument": ("连着子文档", _COPY),
    "aFChunk": ("嵌着另一份文档（altChunk）", _COPY),
    "hyperlink": ("超链接通向网页和邮箱以外的地方", "请取消这个超链接；地址要用 http、https 或 mailto"),
    "vbaProject": ("带有宏", "请另存为不带宏的 .docx"),
    "control": ("带有 ActiveX 控件", "请删去控件"),
    "webextensiontaskpanes": ("带有网页加载项", "请删去加载项"),
    "attachedToolbars": ("带有宏的工具栏", "请另存为不带宏的 .docx"),
}


def outward(roots: Mapping[str, etree._Element]) -> list[Problem]:
    """The problems of a package, part by part; paths to the author's own template, which Word leaves, are allowed."""
    folded = {name.casefold(): relations_of(root) for name, root in roots.items() if is_relations(name)}
    bookmarks = {name.casefold() for root in roots.values() for name in _bookmarks(root)}
    problems: list[Problem] = []
    for name, root in roots.items():
        if not is_relations(name):
            relations = folded.pop(relations_part(name).casefold(), [])
            problems += _PartLook(name, relations, bookmarks, has_tags=True).problems(root)
    for name, relations in folded.items():  # of the package itself, and of parts that are no XML
        nothing = etree.Element("nothing")
        problems += _PartLook(related_part(name), relations, frozenset(), has_tags=True).problems(nothing)
    return problems


def may_speak(content: bytes, root: etree._Element) -> bool:
    """Whether a part must be checked element by element; a quick test over its bytes and names.

    Args:
        content: The part.
        root: The same, parsed.
    """
    if next(root.iter(*_SPEAKERS), None) is not None or any(hint in content for hint in _HINTS):
        return True
    if b"&" in content and b"&#" in content:  # the first is found at once, or is not there
        return True
    if root.getroottree().docinfo.encoding not in _ENCODINGS:
        return True
    named = (re.escape(prefix) + rb":[^\s=<>]+\s*=" for prefix in {*_OF_RELATIONS.findall(content)})
    return any(re.search(name, content) for name in named)


def outward_in(name: str, content: bytes, links: AbstractSet[str]) -> list[Problem]:
    """The problems of a rendered part; `links` are the ids of its hyperlinks."""
    root = etree.fromstring(content, OWN_XML)
    relations = [Relation(identifier, "hyperlink", "#", external=True) for identifier in links]
    bookmarks = {mark.casefold() for mark in _bookmarks(root)}
    return list(_PartLook(name, relations, bookmarks, has_tags=False).problems(root))


def words_of(name: str) -> str:
    """The name of a part in Chinese (`word/header1.xml` is 页眉1)."""
    stem, number = re.fullmatch(r"(.*?)(\d*)", posixpath.basename(name).rpartition(".")[0], re.DOTALL).groups()  # type: ignore[union-attr]  # everything matches
    words = _WORDS.get(stem)
    if "glossary/" in name:
        return "自动图文集"
    return f"{words}{number}" if words else name


@dataclass(slots=True)
class _OpenField:
    """An open field: the mark that begins it, its instruction so far, and whether that goes on."""

    begin: etree._Element
    code: list[str] = field(default_factory=list)
    in_code: bool = True


class _Outward(NamedTuple):
    """What leads out of a part; `at` is the element that does, None if no element is known."""

    at: etree._Element | None
    message: str
    found: str | None
    mend: str


class _PartLook:
    """One search through one part."""

    def __init__(
        self, name: str, relations: Iterable[Relation], bookmarks: AbstractSet[str], *, has_tags: bool
    ) -> None:
        self._words = words_of(name)
        self._folder = posixpath.dirname(name)
        self._relations = list(relations)
        self._external = {relation.identifier for relation in self._relations if relation.external}
        self._links = {relation.identifier for relation in self._relations if relation.is_link}
        self._bookmarks = bookmarks
        self._has_tags = has_tags
        self._fields: list[_OpenField] = []

    def problems(self, root: etree._Element) -> Iterator[Problem]:
        """Yield the problems of the part: first those of its relations, then the rest in order."""
        users: dict[str, etree._Element] = {}
        in_elements = [*self._found(root, users)]
        if found := [*self._related(users), *in_elements]:  # to count addresses takes time
            addresses = Addresses(root, self._words)
            for one in found:
                place = str(addresses.of(one.at))
                yield Problem(message=one.message, place=place, found=one.found, mend=one.mend, code="GT401")

    def _found(self, root: etree._Element, users: dict[str, etree._Element]) -> Iterator[_Outward]:
        """Yield what leads out in elements; note in `users` the element that first uses each external relation."""
        for element in root.iter("*"):
            name, is_office, is_flat = _named(str(element.tag))
            if is_flat or _FLAT in (element.text or ""):
                yield _Outward(element, "嵌着另一份 Word 文件", None, _COPY)
            if keys := [key for key in map(str, element.keys()) if _tells(key)]:
                for key in keys:
                    if "elationships" in key and (value := str(element.get(key))) in self._external:
                        users.setdefault(value, element)
                if is_office:
                    yield from self._attributes(element, keys, name)
            if is_office and (name in _SPEAKING or self._fields):
                yield from self._element(element, name)
        while self._fields:
            yield from self._field_ends()

    def _related(self, users: Mapping[str, etree._Element]) -> Iterator[_Outward]:
        """Yield the relations that lead out, each with the element that uses it."""
        for relation in self._relations:
            if not relation.is_harmless(self._folder):
                message, mend = _RELATED.get(relation.kind, ("有指向文件之外的内容", _UNSAFE))
                yield _Outward(users.get(relation.identifier), message, relation.target, mend)

    def _element(self, element: etree._Element, name: str) -> Iterator[_Outward]:
        if name in _REFUSED:
            message, mend = _REFUSED[name]
            yield _Outward(element, message, None, mend)
        if name == "fldChar":
            yield from self._mark(_attribute(element, "fldCharType"), element)
        elif name == "fldSimple":
            yield from self._judged(_attribute(element, "instr"), element)
        elif name == "fldData" and is_outward_data(element.text or ""):
            yield _Outward(element, "域里藏着文件之外的地址", None, "请删去这个域，重新插入")
        elif self._fields and self._fields[-1].in_code:
            self._fields[-1].code.append(_code(element, name))

    def _attributes(self, element: etree._Element, keys: Iterable[str], name: str) -> Iterator[_Outward]:
        for key in keys:
            namespace, _, local = key.rpartition("}")
            if "elationships" in namespace:
                if str(element.get(key)).strip() in self._links and name not in MAY_NAME_A_LINK:
                    yield _Outward(element, "有指向文件之外的内容", name, _UNSAFE)
            elif local in _ADDRESSES:
                text = str(element.get(key)).strip()
                opened = key == "href" and (name == "a" or _SVG not in str(element.tag))  # else it is fetched
                allowed = is_link(text) if opened else not text or text.startswith(("#", "data:"))
                if not allowed:
                    yield _Outward(element, "有指向文件之外的内容", text, _UNSAFE)
            elif name == "OLEObject" and local == "Type" and str(element.get(key)).strip().casefold() != "embed":
                message, mend = _RELATED["oleObject"]
                yield _Outward(element, message, None, mend)

    def _mark(self, kind: str, element: etree._Element) -> Iterator[_Outward]:
        if kind == "begin":
            if self._fields and self._fields[-1].in_code:
                self._fields[-1].code.append(NESTED)
            self._fields.append(_OpenField(element))
        elif self._fields and kind == "separate":
            self._fields[-1].in_code = False
        elif self._fields and kind == "end":
            yield from self._field_ends()

    def _field_ends(self) -> Iterator[_Outward]:
        ended = self._fields.pop()
        yield from self._judged("".join(ended.code), ended.begin)

    def _judged(self, code: str, element: etree._Element) -> Iterator[_Outward]:
        fault = fault_of(code, self._bookmarks, has_tags=self._has_tags)
        if fault is not None:
            mend = "请选中这个域，按 Ctrl+Shift+F9 变成普通文字，或删去"
            yield _Outward(element, f"域“{fault[:80]}”会取用文件之外的内容，或不认识", " ".join(code.split()), mend)


@lru_cache(_TAGS_KNOWN)
def _named(tag: str) -> tuple[str, bool, bool]:
    """The local name of a tag, whether its namespace is Office's, and whether it is of a whole file as one XML text."""
    namespace, _, name = tag.rpartition("}")
    return name, _OFFICE.search(namespace) is not None, _FLAT in namespace


@lru_cache(_TAGS_KNOWN)
def _tells(key: str) -> bool:
    """Whether an attribute with this name may lead out."""
    namespace, _, name = key.rpartition("}")
    return "elationships" in namespace or name in _ADDRESSES or name == "Type"


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(str(key)).localname == name), "")


def _code(element: etree._Element, name: str) -> str:
    """The text that an element adds to a field's instruction; U+FFFD for what Word might read in another way."""
    if name in ("instrText", "delInstrText", "t", "delText"):
        return (element.text or "").replace(NESTED, "\ufffd")
    if name in _BLANKS:
        return " "
    return "\ufffd" if name in ("sym", "noBreakHyphen", "softHyphen") else ""


def _bookmarks(root: etree._Element) -> Iterator[str]:
    return (_attribute(element, "name") for element in root.iter("{*}bookmarkStart"))
