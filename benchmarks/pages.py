"""Print how much of pages stays blank: `python -m benchmarks.pages [--reports 200] [--seed 1] [--pictures] [FILE…]`.

Reports are put together at random from paragraphs, headings, charts and tables of low and high rows, with and without
titles, with `--pictures` also pictures of all shapes, and laid out by LibreOffice in the faces that this machine has. A
page that is not the last should not be blank by more than a quarter: each that is, is named with its share. With files
these are laid out instead. Other faces: name a file of fontconfig in FONTCONFIG_FILE, as `tests/fonts/fonts.conf`.
"""

from __future__ import annotations

import argparse
import io
import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pdfplumber
from tests.document.pictures import png

import gk_docs as gk
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose

POINTS = 72 / 25.4
TOP, HEIGHT = 37 * POINTS, 225 * POINTS
ALLOWED = 0.25
SENTENCES = (
    "镇政府网站专栏每月检查一遍，失效链接当月修好。",
    "各办公室按季度报送公开信息，党政办核对后发布。",
    "便民服务大厅设查阅点，群众当场领取办事指南。",
    "全年培训两次，村干部和窗口人员参加。",
    "详见http://www.shiqiao.gov.cn/zwgk/zfxxgknb/202401/t20240122_8849021.html。",
)


def paragraph(dice: random.Random) -> Paragraph:
    """A paragraph of one to sixteen sentences."""
    return Paragraph(text="".join(dice.choices(SENTENCES, k=dice.choice((1, 2, 3, 4, 6, 9, 16)))))


def table(dice: random.Random) -> PlainTable:
    """A random table, some with cells of several lines, or a table drawn as a chart."""
    columns, rows = dice.randint(2, 5), dice.randint(1, 14)
    if dice.random() < 1 / 3:
        heads = [f"{2020 + year}年" for year in range(columns - 1)]
        figures = [[str(dice.randint(0, 90)) for _ in heads] for _ in range(rows)]
        return PlainTable(rows=(("项目", *heads), *((f"第{row}项", *one) for row, one in enumerate(figures)))).drawn()
    cell = partial(dice.choice, ("12", "街道办", "按时答复", "".join(dice.choices(SENTENCES, k=dice.randint(1, 6)))))
    return PlainTable(rows=tuple(tuple(cell() for _ in range(columns)) for _ in range(rows + 1)))


def picture(dice: random.Random) -> Picture:
    """A white picture of a random shape, some without a caption, some with one of two lines."""
    captions = "办事大厅", "", "图1 便民服务大厅政务公开专区平面图，设在大厅东侧，面积一百二十平方米，今年建成"
    return Picture(data=png(dice.randint(120, 1400), dice.randint(120, 1400)), caption=dice.choice(captions))


def prose(dice: random.Random, *, pictures: bool) -> Prose:
    """Random blocks for a section."""
    blocks: list[Heading | Paragraph | Picture | PlainTable] = []
    for _ in range(dice.randint(1, 7)):
        kind = dice.random()
        if kind < 1 / 8:
            blocks.append(Heading(level=3, text="1.平台建设"))
        elif kind < 1 / 4:
            blocks += [Paragraph(text="表1 各科室受理情况")] * dice.randint(0, 1)
            blocks.append(table(dice))
        elif kind < 1 / 3 and pictures:
            blocks.append(picture(dice))
        blocks.append(paragraph(dice))
    return Prose(blocks)


def report(seed: int, *, pictures: bool) -> gk.AnnualReport:
    """A random report; the same seed gives the same report."""
    dice = random.Random(seed)
    section = partial(prose, dice, pictures=pictures)
    parts = [Part(heading=f"（{number}）公开工作", body=section()) for number in "一二三四五"[: dice.randint(2, 5)]]
    figures = {path: dice.choice((0, 3, 12, 145)) for path in outline_of(gk.AnnualReport).figures}
    narrative = {"summary": {"parts": parts}, "problems": {"lead": section()}, "other_matters": {"lead": section()}}
    name = f"{'石' * dice.randint(1, 9)}桥镇人民政府"
    return gk.AnnualReport.from_figures(figures, agency=name, year=2023, **narrative)


def blank(source: int | str, *, pictures: bool) -> list[float]:
    """The blank share of each page of a report except the last."""
    laid = gk.read(source).report if isinstance(source, str) else report(source, pictures=pictures)
    data = gk.render(laid, "pdf")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        shown = [[*page.chars, *page.images, *page.rects, *page.curves] for page in pdf.pages[:-1]]
    lowest = (max((one["bottom"] for one in page if one["bottom"] < TOP + HEIGHT + 9), default=TOP) for page in shown)
    return [1 - (bottom - TOP) / HEIGHT for bottom in lowest]


def main() -> None:
    """Lay out the reports, two at a time, and print which pages have too much blank space."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    seeds = range(options.seed * 100_000, options.seed * 100_000 + options.reports)
    sources: list[int | str] = options.files or [*seeds]
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(sources, pool.map(partial(blank, pictures=options.pictures), sources), strict=True))
    pages = [(source, page, share) for source, shares in found.items() for page, share in enumerate(shares, 1)]
    beyond = [(source, page, share) for source, page, share in pages if share > ALLOWED]
    for source, page, share in beyond:
        print(f"report {source}, page {page}: {share:.0%} blank")
    print(f"{len(beyond)} of {len(pages)} pages of {len(found)} reports are blank by more than {ALLOWED:.0%}")


if __name__ == "__main__":
    main()
