"""Reads the comments of a Word file and the text that they are attached to."""

from __future__ import annotations

from lxml import etree

from gk_docs.word.package.archive import unpack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def commented(data: bytes) -> list[tuple[str, str]]:
    """The text that each comment is attached to and the comment's own text, in the order of the comments."""
    entries = unpack(data)
    body, said = (etree.fromstring(entries[f"word/{name}.xml"]) for name in ("document", "comments"))
    marked = {one.get(f"{W}id"): "" for one in body.iter(f"{W}commentReference")}
    open_ones: list[str | None] = []
    for element in body.iter():
        if element.tag == f"{W}commentRangeStart":
            open_ones.append(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            open_ones.remove(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            marked |= {number: marked[number] + (element.text or "") for number in open_ones}
    assert open_ones == []
    return [(marked[one.get(f"{W}id")], "".join(map(str, one.itertext(f"{W}t")))) for one in said]
