"""What is known of every render before the first one."""

from __future__ import annotations

import pytest
from jinja2 import nodes

from gk_docs.word.compiling.sandbox import Sandbox
from gk_docs.word.markup.structure import Structure, examine


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
    ("xml", "stable"),
    [
        (table(2, f"<w:tr>{CELL}{CELL}</w:tr>"), True),
        (table(2, f"<w:tr>{WIDE}</w:tr>"), True),
        (table(3, f"<w:tr>{CELL}{CELL}</w:tr>"), False),
        (table(1, f"<w:tr>{CELL}{CELL}</w:tr>"), False),
        (table(2, f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{CELL}</w:tr>'), True),
        (table(2, f"<w:tr>{CELL}{{% for a in b %}}{CELL}{{% endfor %}}</w:tr>"), False),
        (table(1, f"{{% for a in b %}}<w:tr>{CELL}</w:tr>{{% endfor %}}"), True),
        (table(2, f"<w:tr>{WIDE}</w:tr>{{% for a in b %}}<w:tr>{CELL}</w:tr>{{% endfor %}}"), True),
        (table(1, f"<w:tr><w:tc>{table(2, f'<w:tr>{CELL}{CELL}</w:tr>')}</w:tc></w:tr>"), True),
        (table(2, "<w:tr>{{ cells }}</w:tr>"), False),
        (table(2, '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{{ n }}"/></w:tcPr></w:tc></w:tr>'), False),
    ],
)
def test_it_is_known_whether_the_grid_of_a_table_fits_its_rows(xml: str, stable: bool) -> None:  # noqa: FBT001 - a case
    assert structure(xml).stable is stable


@pytest.mark.parametrize(
    ("xml", "fillable"),
    [
        (f"<w:tc>{RUN}</w:tc>", False),
        (f"<w:tc>{RUN}<w:bookmarkEnd/></w:tc>", False),
        ("<w:tc><w:p/></w:tc>", False),
        (f"<w:tc>{{% if a %}}{RUN}{{% endif %}}</w:tc>", True),
        (f"<w:tc>{RUN}{{% if a %}}{RUN}{{% endif %}}</w:tc>", False),
        (f"<w:tc>{RUN}{{% if a %}}<w:tbl><w:tr>{CELL}</w:tr></w:tbl>{{% endif %}}</w:tc>", True),
        (f"<w:tc>{RUN}{{{{ a }}}}</w:tc>", True),
        ("<w:tc></w:tc>", True),
        (f"<w:hdr>{{% if a %}}{RUN}{{% endif %}}{RUN}</w:hdr>", False),
        (f"<w:hdr>{{% for a in b %}}{RUN}{{% endfor %}}</w:hdr>", True),
        (f"<w:body>{{% for a in b %}}{RUN}{{% endfor %}}<w:sectPr/></w:body>", False),
        (f"<w:tr>{{% for a in b %}}<w:tc>{RUN}</w:tc>{{% endfor %}}</w:tr>", True),
        (f"<w:tbl>{{% for a in b %}}<w:tr><w:tc>{RUN}</w:tc></w:tr>{{% endfor %}}</w:tbl>", True),
        (f"<w:tc><w:sdt><w:sdtContent>{{% if a %}}{RUN}{{% endif %}}</w:sdtContent></w:sdt></w:tc>", True),
        ("<w:p><w:sdt><w:sdtContent>{% if a %}<w:r></w:r>{% endif %}</w:sdtContent></w:sdt></w:p>", False),
    ],
)
def test_it_is_known_whether_a_container_can_be_left_empty(xml: str, fillable: bool) -> None:  # noqa: FBT001 - a case
    assert structure(xml).fillable is fillable


@pytest.mark.parametrize(
    ("xml", "printer"),
    [
        (RUN.format("{{ a }}"), "print_run"),
        ("<w:p>{{ a }}</w:p>", "print_runs"),
        ('<w:p><w:hyperlink r:id="a">{{ a }}</w:hyperlink></w:p>', "print_runs"),
        ("<w:tc><w:sdt><w:sdtContent>{{ a }}</w:sdtContent></w:sdt></w:tc>", "print_blocks"),
        ("<w:tbl>{{ a }}</w:tbl>", "print_rows"),
        ("<w:tr>{{ a }}</w:tr>", "print_cells"),
        (f"<w:p><w:r><w:txbxContent>{RUN.format('{{ a }}')}</w:txbxContent></w:r></w:p>", "print_run"),
        ("<w:p><w:r><w:instrText>{{ a }}</w:instrText></w:r></w:p>", "print_plain"),
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
