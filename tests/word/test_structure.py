"""What is known of every render before the first one."""

from __future__ import annotations

import pytest
from jinja2 import nodes

from gk_docs.word.sandbox import Sandbox
from gk_docs.word.structure import Structure, examine


def structure(xml: str) -> Structure:
    return examine(Sandbox().parse(xml), strip=False)


RUN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("xml", "whole"),
    [
        (RUN.format("{{ a }}"), True),
        (RUN.format("{% if a %}x{% endif %}"), True),
        ("{% if a %}<w:p>{% endif %}</w:p>", False),
        ("<w:p>{% for a in b %}</w:p><w:p>{% endfor %}</w:p>", True),
        ("<w:p>{% for a in b %}</w:p>{% endfor %}", False),
        ("{% if a %}<w:p>{% else %}<w:tbl>{% endif %}</w:p>", False),
        ('<w:shd w:fill="{% if a %}1{% else %}2{% endif %}"/>', True),
        ("{% macro m() %}<w:p>{% endmacro %}", False),
        ("{% macro m() %}<w:p></w:p>{% endmacro %}", True),
        ("<w:p></w:r>", False),
        ("{% filter upper %}a{% endfilter %}", False),
    ],
)
def test_it_is_known_whether_every_render_is_whole(xml: str, whole: bool) -> None:  # noqa: FBT001 - a case
    assert structure(xml).whole is whole


def table(columns: int, rows: str) -> str:
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{rows}</w:tbl>"


CELL, WIDE = "<w:tc></w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tc>'


@pytest.mark.parametrize(
    ("xml", "stable", "can_be_empty"),
    [
        (table(2, f"<w:tr>{CELL}{CELL}</w:tr>"), True, False),
        (table(2, f"<w:tr>{WIDE}</w:tr>"), True, False),
        (table(3, f"<w:tr>{CELL}{CELL}</w:tr>"), False, False),
        (table(1, f"<w:tr>{CELL}{CELL}</w:tr>"), False, False),
        (table(2, f"<w:tr>{CELL}{{% for a in b %}}{CELL}{{% endfor %}}</w:tr>"), False, False),
        (table(1, f"{{% for a in b %}}<w:tr>{CELL}</w:tr>{{% endfor %}}"), True, True),
        (table(2, f"<w:tr>{WIDE}</w:tr>{{% for a in b %}}<w:tr>{CELL}</w:tr>{{% endfor %}}"), True, False),
        (table(1, f"<w:tr><w:tc>{table(1, f'<w:tr>{CELL}</w:tr>')}</w:tc></w:tr>"), False, False),
        (table(2, '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{{ n }}"/></w:tcPr></w:tc></w:tr>'), False, False),
    ],
)
def test_it_is_known_whether_docxtpl_would_repair_a_table(
    xml: str,
    stable: bool,  # noqa: FBT001 - a case
    can_be_empty: bool,  # noqa: FBT001 - a case
) -> None:
    found = structure(xml)
    assert (found.stable, found.can_be_empty) == (stable, can_be_empty)


@pytest.mark.parametrize(
    ("xml", "printer"),
    [
        (RUN.format("{{ a }}"), "print_run"),
        ("<w:p>{{ a }}</w:p>", "print_between"),
        ("<w:p><w:x>{{ a }}</w:x></w:p>", "print_text"),
        ('<w:shd w:fill="{{ a }}"/>', "print_attribute"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}", "print_text"),
    ],
)
def test_a_value_prints_by_where_it_stands(xml: str, printer: str) -> None:
    assert list(structure(xml).printers.values()) == [printer]


def test_white_space_between_elements_is_taken_out_where_a_parser_would() -> None:
    tree = Sandbox().parse("<w:p> <w:r> <w:t> </w:t>{% if a %} {% endif %}</w:r></w:p>")
    examine(tree, strip=True)
    text = "".join(getattr(node, "data", "") for node in tree.find_all(nodes.TemplateData))
    assert text == "<w:p><w:r><w:t> </w:t></w:r></w:p>"
