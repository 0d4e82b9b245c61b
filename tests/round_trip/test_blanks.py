"""Text that nobody sees reads back whole from every format: a heading, a paragraph, a caption or a cell of blanks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.document.reports import town
from tests.strategies import EXAMPLES, PNG

from gk_docs.form.agency import Agency
from gk_docs.form.narrative import Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose
from gk_docs.formats import read, rendered

BLANKS = st.text(" \t\u3000\xa0\u2007\u202f\u200b\u200d\u2060\ufeff\xad", max_size=3)
BLOCKS = (
    lambda text: Paragraph(text=text),
    lambda text: Heading(level=3, text=text),
    lambda text: Picture(data=PNG, caption=text),
    lambda text: PlainTable(rows=((text, "甲"), ("乙", text))),
)
BODIES = st.lists(st.tuples(st.sampled_from(BLOCKS), st.one_of(BLANKS, st.just("甲"))), max_size=3).map(
    lambda blocks: Prose([make(text) for make, text in blocks])
)
PARTS = st.builds(
    Part,
    name=st.sampled_from([None, "lead", "on_request"]),
    heading=st.one_of(st.none(), BLANKS, st.just("（一）主动公开")),
    run_in=st.just(value=False),
    body=BODIES,
)


@settings(max_examples=min(40, EXAMPLES), deadline=None)
@given(
    st.lists(PARTS, max_size=3),
    BODIES,
    BODIES,
    BLANKS,
    st.sampled_from(["xlsx", "xlsx", "yaml", "json", "html", "docx"]),
)
def test_blank_text_reads_back_as_it_was(
    parts: list[Part], preamble: Prose, before: Prose, blank: str, suffix: str
) -> None:
    report = town(agency=Agency(name="甲镇", short_name=blank), preamble=preamble, summary=Summary(parts=parts))
    report = report.replace(requests=report.requests.replace(before=before))
    assert read(rendered(report, suffix), name=f"甲.{suffix}").report == report
