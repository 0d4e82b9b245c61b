"""The grid of a table that is marked fits its rows, and no other table is touched."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.word.conftest import W
from tests.word.validity import unlike_the_grid

from gk_docs.word.markup.contents import FIT
from gk_docs.word.markup.grids import fitted

TABLE, GRID = f"{{{W}}}tbl", f"{{{W}}}tblGrid"
DECLARED = f'<w:x xmlns:w="{W}">{{}}</w:x>'
WAS = '<w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="9"/></w:tcPr></w:tcPrChange>'
RSID = ' w:rsidR="1"'
ROW_WAS = '<w:trPrChange w:id="1"><w:trPr><w:gridAfter w:val="9"/></w:trPr></w:trPrChange>'
GRID_WAS = '<w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="5"/></w:tblGrid></w:tblGridChange>'


@st.composite
def tables(draw: st.DrawFn, depth: int = 0) -> str:
    def one_of(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    def cell() -> str:
        properties = one_of("", f'<w:gridSpan w:val="{draw(st.integers(1, 3))}"/>') + one_of("", WAS)
        nested = draw(tables(depth + 1)) if depth == 0 and draw(st.integers(0, 5)) == 0 else ""
        return f"<w:tc>{one_of('', '<w:tcPr/>', f'<w:tcPr>{properties}</w:tcPr>')}{nested}<w:p/></w:tc>"

    def row() -> str:
        beside = one_of("", '<w:gridBefore w:val="1"/>') + one_of("", '<w:gridAfter w:val="2"/>')
        properties = one_of("", "<w:trPr/>", f"<w:trPr>{beside}<w:cantSplit/>{one_of('', ROW_WAS)}</w:trPr>")
        cells = "".join(cell() for _ in range(draw(st.integers(1, 3))))
        return f"<w:tr{one_of('', RSID)}>{one_of('', '<w:tblPrEx/>')}{properties}{cells}</w:tr>"

    columns = "".join(one_of("<w:gridCol/>", '<w:gridCol w:w="700"/>') for _ in range(draw(st.integers(0, 9))))
    grid = one_of(
        f"<w:tblGrid>{columns}</w:tblGrid>",
        "",
        "<w:tblGrid/>",
        f"<w:tblGrid>{columns}{one_of('', GRID_WAS)}</w:tblGrid>",
    )
    rows = "".join(row() for _ in range(draw(st.integers(1, 3))))
    return f"<w:tbl>{one_of('', '<w:tblPr/>', '<w:tblPr><w:jc/></w:tblPr>')}{grid}{rows}{one_of(FIT, FIT, '')}</w:tbl>"


@given(tables())
def test_every_marked_table_has_the_columns_of_its_widest_row_and_no_other_changes(xml: str) -> None:
    before, after = (etree.fromstring(DECLARED.format(text)) for text in (xml, fitted(xml)))
    for old, new in zip(before.iter(TABLE), after.iter(TABLE), strict=True):
        alone = etree.Element("x")
        alone.append(deepcopy(new))
        for nested in alone.findall(f"{TABLE}//{TABLE}"):
            parent = nested.getparent()
            assert parent is not None
            parent.remove(nested)
        if old.xpath("processing-instruction()"):
            assert list(unlike_the_grid(alone)) == []
            assert all(one.tag == f"{{{W}}}gridCol" for grid in alone[0].iterchildren(GRID) for one in [*grid][:-1])
        else:
            assert [*map(etree.tostring, new.iterchildren(GRID))] == [*map(etree.tostring, old.iterchildren(GRID))]
