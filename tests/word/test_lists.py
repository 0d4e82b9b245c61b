"""A list begins again where a template says so, in every round, and is counted as Word counts it."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.strategies import EXAMPLES
from tests.word.conftest import W, canonical, entries, p, template_bytes
from tests.word.test_whole import audited
from tests.word.validity import faults

import docx
from gk_docs.errors import TemplateError
from gk_docs.word import Markdown, Template, inspect_template
from gk_docs.word.package.archive import packed, relation_xml, with_relations

if TYPE_CHECKING:
    from pathlib import Path

Q = f"{{{W}}}"
NUMBERED = "List Number"  # numbered by its style
DIRECT = "<w:numPr xmlns:w='{}'><w:ilvl w:val='{}'/><w:numId w:val='{}'/></w:numPr>"


def document(*paragraphs: tuple[str, str | None] | str) -> bytes:
    """A document of python-docx's own template; a text with a style, None for a list by the paragraph itself."""
    made: Any = docx.Document()
    for paragraph in paragraphs:
        text, style = (paragraph, "Normal") if isinstance(paragraph, str) else paragraph
        added = made.add_paragraph(text, style or "Normal")
        if style is None:
            added._p.get_or_add_pPr().append(etree.fromstring(DIRECT.format(W, text.count("　"), 7)))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def counted(data: bytes) -> list[tuple[str, str]]:
    """(number, text) of each numbered paragraph, counted as Word counts: by the kind of list, from each new start."""
    package = entries(data)
    numbering, styles = (etree.fromstring(package[f"word/{name}.xml"]) for name in ("numbering", "styles"))
    kinds = {one.get(f"{Q}numId"): one for one in numbering.iter(f"{Q}num")}
    by_style = {one.get(f"{Q}styleId"): one.find(f"{Q}pPr/{Q}numPr") for one in styles.iter(f"{Q}style")}
    counts: dict[str | None, dict[int, int]] = {}
    begun: set[str | None] = set()
    found = []
    for paragraph in etree.fromstring(package["word/document.xml"]).iter(f"{Q}p"):
        style = paragraph.find(f"{Q}pPr/{Q}pStyle")
        numbered = paragraph.find(f"{Q}pPr/{Q}numPr")
        if numbered is None and style is not None:
            numbered = by_style[style.get(f"{Q}val")]
        if numbered is None:
            continue
        level, number = (numbered.find(f"{Q}{name}") for name in ("ilvl", "numId"))
        at, of = int(level.get(f"{Q}val", "0")) if level is not None else 0, number.get(f"{Q}val")  # type: ignore[union-attr]  # a list has a number
        count = counts.setdefault(kinds[of].find(f"{Q}abstractNumId").get(f"{Q}val"), {})  # type: ignore[union-attr]  # of a kind
        for override in kinds[of].iter(f"{Q}lvlOverride") if of not in begun else ():
            count[int(override.get(f"{Q}ilvl", ""))] = int(override[0].get(f"{Q}val", "")) - 1
        begun.add(of)
        count[at] = count.get(at, 0) + 1
        for deeper in [one for one in count if one > at]:
            del count[deeper]
        found.append((f"{count[at]}", "".join(map(str, paragraph.itertext()))))
    return found


ROUNDS = ("{%p for g in groups %}", "组")
ITEMS = ("{%p for x in g %}", "{%p endfor %}", "{%p endfor %}")


@cache
def template(style: str | None) -> Template:
    """An inner loop over the items of a list, and a list of two typed items, in each round of a loop."""
    item = ("{% restart loop.first %}{{ x }}", style)
    typed = [("{% restart %}甲", "List Number 2"), ("乙", "List Number 2")]
    return Template(document(*ROUNDS, ITEMS[0], item, ITEMS[1], *typed, ITEMS[2], ("末", style)))


@given(sizes=st.lists(st.integers(0, 3), max_size=4), style=st.sampled_from([NUMBERED, None]))
@settings(max_examples=EXAMPLES // 4, deadline=None)
def test_a_list_starts_again_in_each_round_of_a_loop(sizes: list[int], style: str | None) -> None:
    data = template(style).render({"groups": [list(range(size)) for size in sizes]})
    wanted = []
    for size in sizes:
        wanted += [(str(x + 1), str(x)) for x in range(size)] + [("1", "甲"), ("2", "乙")]
    last = next((size for size in reversed(sizes) if size), 0)
    assert counted(data) == [*wanted, (str(last + 1), "末")]
    assert faults(data) == []
    assert data == template(style).render({"groups": [list(range(size)) for size in sizes]})


def test_a_list_that_starts_again_is_the_same_kind_of_list_and_valid(tmp_path: Path) -> None:
    before, after = tmp_path / "a.docx", tmp_path / "b.docx"
    before.write_bytes(document("甲"))
    after.write_bytes(template(NUMBERED).render({"groups": [[1, 2], [3]]}))
    assert audited(after) <= audited(before)
    numbering = etree.fromstring(entries(after.read_bytes())["word/numbering.xml"])
    nums = {int(one.get(f"{Q}numId", "")): one[0].get(f"{Q}val") for one in numbering.iter(f"{Q}num")}
    kinds = [nums[number] for number in sorted(nums) if number > 1_000]
    assert kinds[0] == kinds[2] != kinds[1] == kinds[3]


def test_the_first_list_of_a_file_may_stand_in_a_header_above_a_body_without_tags() -> None:
    data = Template(template_bytes(p("甲"), header=p("{{p x }}"))).render({"x": Markdown("1. 乙")})
    assert b"numbering.xml" in entries(data)["word/_rels/document.xml.rels"]
    assert b"header1.xml" in entries(data)["word/_rels/document.xml.rels"]
    assert faults(data) == []


def test_the_first_list_of_a_file_stands_beside_a_part_that_has_its_name_but_no_lists() -> None:
    made = entries(template_bytes(p("甲{{p x }}")))
    name = "word/_rels/document.xml.rels"
    made[name] = with_relations(made[name], relation_xml("stray", "customXml", "numbering.xml"))
    data = entries(Template(packed({**made, "word/numbering.xml": b"<x/>"})).render({"x": Markdown("1. 乙")}))
    assert (data["word/numbering.xml"], b"w:numbering" in data["word/numbering2.xml"]) == (b"<x/>", True)


def test_what_is_further_in_starts_again_with_its_item() -> None:
    items = [("{% restart %}一", None), ("　二", None), ("　三", None), ("四", None), ("　五", None)]
    made = Template(document(ROUNDS[0], *items, ITEMS[2])).render({"groups": [1, 2]})
    assert [number for number, _ in counted(made)] == ["1", "1", "2", "2", "1"] * 2
    assert faults(made) == []


@pytest.mark.parametrize("style", ["Normal", "Quote"])
def test_a_tag_outside_a_list_is_refused_with_its_place(style: str) -> None:
    source = document("甲", ("{% restart %}乙", style))
    with pytest.raises(TemplateError, match="要放在带编号的段落里") as caught:
        Template(source)
    (problem,) = caught.value.problems
    assert (problem.place, problem.found) == ("正文 · 第2段", "{% restart %}")
    assert inspect_template(source).problems == caught.value.problems


def test_a_tag_within_a_condition_of_its_own_paragraph_is_refused_since_it_would_always_hold() -> None:
    with pytest.raises(TemplateError, match=r"正文 · 第1段：这个标签管整段，同一段里的“{% if a %}”管不到它"):
        Template(document(("{% if a %}{% restart %}{% endif %}甲", NUMBERED)))


def test_a_condition_that_cannot_be_read_is_told_as_it_was_typed() -> None:
    with pytest.raises(TemplateError) as caught:
        Template(document(("{% restart loop. %}乙", NUMBERED)))
    assert {problem.found for problem in caught.value.problems} == {"{% restart loop. %}"}


def test_lists_of_other_documents_are_left_alone() -> None:
    plain = document(("{{ a }}", NUMBERED))
    numbering = entries(plain)["word/numbering.xml"]
    assert canonical(entries(Template(plain).render({"a": 1}))["word/numbering.xml"]) == canonical(numbering)


def test_the_parts_of_a_document_may_have_any_name() -> None:
    made = document(("{% restart %}{{ a }}", NUMBERED), ("乙", NUMBERED), "{{p b }}")
    renamed = {"word/document.xml": "word/正文2.xml", "word/numbering.xml": "word/numbering7.xml"}
    package = {
        renamed.get(name, name).replace("document.xml.rels", "正文2.xml.rels"): xml
        for name, xml in entries(made).items()
    }
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/正文2.xml.rels"):
        for old, new in renamed.items():
            package[name] = package[name].replace(old[5:].encode(), new[5:].encode())
    data = entries(Template(packed(package)).render({"a": "甲", "b": Markdown("3. 丙")}))
    numbering = [name for name in data if "numbering" in name]
    assert numbering == ["word/numbering7.xml"]
    nums = re.findall(rb'<w:num w:numId="(\d+)"', data["word/numbering7.xml"])
    used = re.findall(rb'<w:numId w:val="(\d+)"', data["word/正文2.xml"])
    assert set(used) <= set(nums)
    assert (len(used), len(set(used))) == (3, 2)


@pytest.mark.parametrize("overrides", [(), (0,), (1,), (0, 2), (1, 2)])
def test_a_list_begins_with_the_number_of_its_level_whatever_else_it_says(overrides: tuple[int, ...]) -> None:
    levels = "".join(f'<w:lvl w:ilvl="{level}"><w:start w:val="{level + 3}"/></w:lvl>' for level in range(3))
    said = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="9"/></w:lvlOverride>' for level in overrides
    )
    abstract = f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
    num = f'<w:num w:numId="5"><w:abstractNumId w:val="4"/>{said}</w:num><w:numIdMacAtCleanup w:val="1"/>'
    made = entries(document(("{% restart %}甲", NUMBERED)))
    made["word/numbering.xml"] = f'<w:numbering xmlns:w="{W}">{abstract}{num}</w:numbering>'.encode()
    root: Any = etree.fromstring(entries(Template(packed(made)).render({}))["word/numbering.xml"])
    assert [etree.QName(one).localname for one in root] == ["abstractNum", "num", "num", "numIdMacAtCleanup"]
    starts = [(int(one.get(f"{Q}ilvl", "")), one[0].get(f"{Q}val")) for one in root[2].iter(f"{Q}lvlOverride")]
    assert starts == sorted(({0: "3"} | dict.fromkeys(overrides, "9")).items())
