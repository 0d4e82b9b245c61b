"""Print a sample report through a template and read it back: what a template changes or leaves out shows here alone.

The tags of a template may all be right and its reports wrong: no look for one kind of block, so that its text is not
printed; words beside a figure in its cell; 0 printed as —; text of its own between the report's paragraphs.
"""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs.document.docx import render
from gk_docs.document.flow import flow
from gk_docs.document.restored.docx import read
from gk_docs.errors import Problem, TemplateError
from gk_docs.files.source import Source
from gk_docs.form.across import units
from gk_docs.form.amounts import MONEY
from gk_docs.form.notes import short
from gk_docs.form.outline import outline_of, plant
from gk_docs.form.parts import Part
from gk_docs.form.places import words_at
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose
from gk_docs.form.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from os import PathLike

    from gk_docs.form.report import Report
    from gk_docs.word import TagUse

_KINDS = {
    "paragraph": "正文",
    "run_in": "段首的小标题",
    **{f"heading{level}": f"{word}级标题" for level, word in enumerate("一二三四", 1)},
    "chart": "文中表格的图",
    "table": "文中的普通表格",
    "picture": "图片",
    "caption": "图题",
}
"""The kinds of blocks for which a template has a look, as its grey lines name them."""

_LACKS = '请照标准模板（gk-docs template new）写有 block.kind == "{}" 的一行，和它下面的几行'
_TABLE = "行、列和合并的格要照规定的格式，不加行、列，不套在别的表里；可从标准模板（gk-docs template new）复制过来"
_OWN = "每份报告都有的话写进 gk-docs.toml 的“公共”；不是报告内容的，放到标题上面，或页眉、页脚里"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
)
_BLOCKS = (
    Paragraph(text="样本甲。"),
    Paragraph(text="样本乙：http://www.example.gov.cn/gongkai/"),
    Heading(level=3, text="1.样本丙"),
    Heading(level=4, text="（1）样本丁"),
    Paragraph(text="表1 样本戊"),
    PlainTable(rows=(("样本己", "2022年", "2023年"), ("样本庚", "3", "5")), chart=True),
    Picture(data=_PIXEL, caption="样本壬"),
)


def sampled(template: str | PathLike[str], form: type[Report], tags: Iterable[TagUse]) -> Iterator[Problem]:
    """Yield a problem for all that sample reports have not, or have otherwise, once they are printed and read back.

    Nothing is known of a template without the part for what no page shows, which a template of another origin lacks.

    Args:
        template: The template, without an error that shows in its tags.
        form: Its edition of the form.
        tags: Its tags; the text is compared if they print it block by block.
    """
    in_blocks = any(name.startswith("flow") for tag in tags for name in tag.names)
    for told in (_numbers(form), dict.fromkeys(outline_of(form).figures, 0)):
        sample = _sample(form, told)
        try:
            back = read(Source(render(sample, template), None, None))
        except TemplateError as error:
            yield from (replace(one, code="GT506") for one in error.problems)
            return
        if not isinstance(back, Reading):
            return
        found = [*_left(back), *_figures(sample, back), *(_text(sample, back.report) if in_blocks else ())]
        yield from found
        if found:
            return


def _numbers(form: type[Report]) -> dict[str, int | Decimal | None]:
    """Blanks, zeros and numbers by turns; a template may print a table, or a row, only where one is not 0."""
    of = units(form)
    return {
        path: None if at % 5 == 0 else 0 if at % 5 == 1 else Decimal(f"{at}.50") if of[path] in MONEY else 1000 + at
        for at, path in enumerate(outline_of(form).figures)
    }


def _sample(form: type[Report], told: Mapping[str, int | Decimal | None]) -> Report:
    """A report with these figures and a block of every kind."""
    tree: dict[str, Any] = {"agency": "某县某镇人民政府", "year": form.form.first_year, "edition": form.edition_name()}
    plant(tree, [*told], told)
    parts = [
        Part(heading="（一）样本子", body=Prose(_BLOCKS)),
        Part(heading="（二）样本丑。", run_in=True, body=Prose("样本寅。")),
    ]
    return form.model_validate(tree | {"summary": {"parts": parts}})


def _left(back: Reading) -> Iterator[Problem]:
    """Yield a problem if comments or tracked changes of the template stay in what is printed with it."""
    facts = back.file_facts
    left = ["批注"] * bool(facts.comments) + ["修订"] * bool(facts.tracked_changes)
    if left:
        message = f"模板里有{'和'.join(left)}，会带着作者的姓名留在每一份报告里"
        mend = "请在“审阅”里接受或拒绝全部修订，删去全部批注"
        yield Problem(message=message, mend=mend, code="GT508")


def _figures(sample: Report, back: Reading) -> Iterator[Problem]:
    """Yield one problem for each table in which a cell does not print its figure."""
    form, shown = type(sample), {one.place.path: one.found for one in back.findings}
    wrong: dict[str, list[str]] = {}
    for path in outline_of(form).figures:
        if back.report.figure(path) != sample.figure(path):
            wrong.setdefault(path.partition(".")[0], []).append(path)
    for section, (first, *others) in wrong.items():
        due, more = sample.figure(first), f"，同一张表里还有 {len(others)} 格" if others else ""
        if shown.get(first) is None:
            message, place = "印出来的不是规定的表，读不回来", outline_of(form).section(section).title
            yield Problem(message=message, path=section, place=place, mend=_TABLE, code="GT506")
            continue
        yield Problem(
            message=f"格里印出来的不是填入的数{more}",
            path=first,
            place=words_at(form, first),
            found=shown[first],
            expected="空白" if due is None else f"填入的 {due}",
            mend=f"格里只写 {{{{ {first} }}}}；0 照印，不加单位，也不改写",
            code="GT506",
        )


def _text(sample: Report, back: Report) -> Iterator[Problem]:
    """Yield a problem for each kind of block that is not printed as it is, and for text that the template adds."""
    if back.title != sample.title:
        message = "标题印出来的不是填入的"
        yield Problem(message=message, place="标题", found=back.title, expected=sample.title, code="GT506")
    due, there = (Counter((block.kind, block.head + block.text) for block in flow(one)) for one in (sample, back))
    lost: dict[str, str] = {}
    for kind, text in due - there:
        lost.setdefault(kind, text)
    for kind, text in lost.items():
        message = f"{_KINDS.get(kind, kind)}没有照样印出来"
        yield Problem(message=message, found=short(text) or None, mend=_LACKS.format(kind), code="GT506")
    for kind, text in there - due if not lost else ():
        message = f"模板自己的这段文字（{_KINDS.get(kind, kind)}）印在报告的正文里，读回、检查时就是报告的文字"
        yield Problem(message=message, found=short(text), mend=_OWN, code="GT507")
