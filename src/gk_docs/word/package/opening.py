"""Open a template's package and normalise what only Word accepts; this comes before everything else.

Word opens much that other readers refuse: other encodings, strict Open XML, templates (.dotx), relations that lead to
nothing. All this is put right here; a file that cannot be a template is refused with the reason.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.word.markup.instructions import LINK, MAY_NAME_A_LINK
from gk_docs.word.markup.tags import W
from gk_docs.word.package.archive import OFFICE, TYPES, related_part, unpack
from gk_docs.word.package.parts import CORE_RELATION, DOCUMENT, WORD, Opened, xml_of
from gk_docs.word.package.relations import Relation, entry_at, is_relations, relations_of
from gk_docs.word.package.safety import local_templates, parsed, roots_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

_AS_DOCUMENT = (
    f"{WORD}template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_OTHERS = {
    "spreadsheetml": " Excel 工作簿",
    "presentationml": "演示文稿",
    "excel": " Excel 工作簿",
    "powerpoint": "演示文稿",
}
_OTHER_ENCODING = re.compile(rb"[^<\s]|<\x00|<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_STRICT = re.compile(rb"(?<=[\"'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)(/\w+)?")
_DASHED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_CONFORMANCE = re.compile(rb"\s\w+:conformance=([\"'])strict\1")
_MAIN_PREFIX = re.compile(rb"<w:\w")
_OPTIONAL = frozenset({"blip", "hyperlink", "imagedata", "hlinkClick", "hlinkHover", "fill"})
_TAGGED = re.compile(r"\{[{%]")
_QUOTED_TAG = re.compile(r"(?:\{|%7B)(?:\{|%7B|%25|%).*?(?:\}|%7D|%25|%)(?:\}|%7D)", re.IGNORECASE)


def opened(data: bytes) -> Opened:
    """Open a template's package: transitional Open XML in UTF-8, without relations that lead nowhere.

    Raises:
        UnreadableFile: If `data` is no Word document or damaged, with the reason.
        TemplateError: If a part declares a document type or entities, or a name leads out of the package.
    """
    entries = unpack(data)
    if TYPES not in entries:
        raise UnreadableFile("不是 Word 文件（.docx）", mend="请用 Word 或 WPS 另存为 .docx")
    entries = {name: _as_text(name, content) for name, content in entries.items()}
    package = Opened(entries, roots_of(entries))
    _as_document(package)
    for name in filter(is_relations, list(entries)):
        _mend_relations(package, name)
    return package


def forget_local_templates(package: Opened) -> None:
    """Remove from a package the paths to templates on the author's machine, which Word leaves in a file."""
    for name, found in local_templates(package.roots).items():
        _forget(package, name, {relation.identifier for relation in found})


def _forget(package: Opened, name: str, identifiers: AbstractSet[str]) -> None:
    """Remove relations from a part of relations, and the references to them from the part that they are of."""
    root, part = package.roots[name], related_part(name)
    for relation in [one for one in root.iter("{*}Relationship") if one.get("Id", "") in identifiers]:
        root.remove(relation)
    if part in package.roots:
        _take_out(package.roots[part], identifiers)
        package.changed(part)


def _as_text(name: str, content: bytes) -> bytes:
    """Rewrite an XML entry in UTF-8, with transitional namespaces and the prefix w; return any other as it is."""
    if not name.endswith((".xml", ".rels")):
        return content
    if _OTHER_ENCODING.match(content):
        tree = parsed(name, content).getroottree()
        content = bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))
    if b"purl.oclc.org/ooxml" in content:
        content = _CONFORMANCE.sub(b"", _STRICT.sub(_transitional, content))
    if W[1:-1].encode() in content and not _MAIN_PREFIX.search(content):
        content = _with_usual_prefix(name, content)
    return content


def _transitional(match: re.Match[bytes]) -> bytes:
    folder, name, rest = (_DASHED.get(word.strip(b"/"), word.strip(b"/")) for word in match.groups(b""))
    return b"http://schemas.openxmlformats.org/" + folder + b"/2006/" + name + (b"/" + rest if rest else b"")


def _with_usual_prefix(name: str, content: bytes) -> bytes:
    """Rewrite a part so that its main namespace has the prefix w, which the rest of the engine relies on."""
    old = parsed(name, content)
    if not str(old.tag).startswith(W):
        return content
    prefixes: Any = {**dict(old.nsmap), "w": W[1:-1]}
    prefixes = {prefix: uri for prefix, uri in prefixes.items() if prefix == "w" or uri != W[1:-1]}
    root = etree.Element(old.tag, {str(key): str(value) for key, value in old.attrib.items()}, nsmap=prefixes)
    root.text = old.text
    root.extend(list(old))
    return xml_of(root)


def _as_document(package: Opened) -> None:
    """Declare the main part of any kind of Word file (.dotx, .docm) as that of a document; raise for other files."""
    mend = "请用 Word 或 WPS 另存为 .docx"
    root = package.roots.get("_rels/.rels")
    relations = [] if root is None else relations_of(root)
    main = next((_target(package.entries, "", one) for one in relations if one.kind == "officeDocument"), None)
    if main is None:
        raise UnreadableFile("文件里没有正文，不是 Word 文件（.docx）", mend=mend)
    for override in package.roots[TYPES].iter("{*}Override"):
        kind = override.get("ContentType", "")
        if override.get("PartName", "").lstrip("/").casefold() != main.casefold():
            continue
        if kind in _AS_DOCUMENT:
            override.set("ContentType", DOCUMENT)
        elif kind != DOCUMENT:
            what = next((words for word, words in _OTHERS.items() if word in kind), "别的文件")
            raise UnreadableFile(f"这是{what}，不是 Word 文件", found=main, mend=mend)


def _mend_relations(package: Opened, name: str) -> None:
    """Mend or remove relations that lead nowhere, and move link addresses with tags into the part, to be rendered."""
    root, part = package.roots[name], related_part(name)
    folder = posixpath.dirname(part)
    found = list(zip(root.iter("{*}Relationship"), relations_of(root), strict=True))
    gone = {one.identifier for element, one in found if not _mend(package.entries, folder, element, one)}
    tagged = {one.identifier: _address(one.target) for _, one in found if one.external and one.kind == "hyperlink"}
    is_rendered = "glossary/" not in name
    tagged = {one: address for one, address in tagged.items() if is_rendered and _TAGGED.search(address)}
    if part in package.roots and tagged:
        gone |= _from_data(package.roots[part], tagged)
        package.changed(part)
    if gone:
        _forget(package, name, gone)


def _mend(entries: Iterable[str], folder: str, element: etree._Element, relation: Relation) -> bool:
    """Correct a relation that Word accepts but others do not; return whether it leads anywhere."""
    if relation.kind == "core-properties":
        element.set("Type", CORE_RELATION)
    if relation.target.rpartition("/")[2] == "NULL":
        return False
    if not relation.external and relation.target.startswith("#"):
        element.set("TargetMode", "External")
    elif not relation.external and relation.is_harmless(folder):
        target = _target(entries, folder, relation)
        if target is None:
            return False
        if target != entry_at(folder, relation.target):
            element.set("Target", f"/{target}")
    return True


def _target(entries: Iterable[str], folder: str, relation: Relation) -> str | None:
    """The entry that a relation leads to, in any case and with %-escapes; None if there is none."""
    path = entry_at(folder, relation.target)
    wanted = {path, unquote(path)}
    if exact := next((one for one in wanted if one in entries), None):
        return exact
    folded = {one.casefold() for one in wanted}
    return next((name for name in entries if name.casefold() in folded), None)


def _take_out(root: etree._Element, identifiers: AbstractSet[str]) -> None:
    """Remove from a part the elements or attributes that refer to these relations."""
    for element in list(root.iter("*")):
        for key, value in element.attrib.items():
            if value in identifiers and etree.QName(str(key)).namespace == OFFICE:
                parent = element.getparent()
                if etree.QName(element).localname in _OPTIONAL or parent is None:
                    del element.attrib[key]
                else:
                    parent.remove(element)


def _address(target: str) -> str:
    """Restore the tags in an address as their author typed them; Word writes braces and blanks as %7B and %20."""
    return _QUOTED_TAG.sub(lambda match: unquote(match.group()), target)


def _from_data(root: etree._Element, addresses: Mapping[str, str]) -> set[str]:
    """Write addresses into the links that use them, to be rendered there; return the ids that are now unused."""
    for link in root.iter(*(f"{{*}}{name}" for name in MAY_NAME_A_LINK)):
        address = addresses.get(link.get(f"{{{OFFICE}}}id", ""))
        if address is not None:
            link.set(f"{{{OFFICE}}}id", f"{LINK}{address}")
    named = {str(value) for element in root.iter("*") for value in element.attrib.values()}
    return addresses.keys() - named
