"""Each kind of slip of the pen, made at every line where it can be made, is told on that very line with its mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.cli.prompt import FIXTURES

import gk_docs as gk
from gk_docs.authored.scope import name_of
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = (FIXTURES / "linhe_2024.yaml").read_text(encoding="utf-8").splitlines()
KEYS = [number for number, line in enumerate(LINES) if re.match(r" +[^\s:#-][^:]*:(\s|$)", line)]
ROWS = [number for number in KEYS if "{" in LINES[number] and "{{" not in LINES[number]]
COUNTS = [number for number in KEYS if re.match(r" +[^:]+: \d+$", LINES[number])]
TEXTS = [number for number, line in enumerate(LINES) if re.match(r"    .*，.*。$", line) and ": " not in line]


NUMBERS = {
    "58.0": "58",
    "５８．０": "58",
    "五十八": "58",
    "58件": "58",
    "1万件": "10000",
    "伍拾捌": "58",
    "廿三": "23",
    "5O": "50",
    "l2": "12",
    "58①": "58",
    "58；": "58",
}


def told(changed: dict[int, str]) -> gk.GkError:
    text = "\n".join(changed.get(number, line) for number, line in enumerate(LINES))
    with pytest.raises(gk.GkError) as caught:
        gk.read(text.encode(), name="甲.yaml")
    return caught.value


def value(number: int, typed: str) -> str:
    return f"{LINES[number].partition(':')[0]}: {typed}"


def indents() -> Iterator[tuple[int, str, str]]:
    for blank in ("\u3000", "\xa0", "\u2003", " \u3000"):
        yield from ((number, blank + LINES[number].lstrip(), "半角空格缩进") for number in KEYS)


def braces() -> Iterator[tuple[int, str, str]]:
    for number in ROWS:
        line = LINES[number]
        opened, closed = line.replace("{", "｛"), line.replace("}", "｝")
        yield from ((number, typed, "半角的“{”和“}”") for typed in (opened, closed, opened.replace("}", "｝")))
        yield number, line.replace("}", ""), "请补上“}”"


def nils() -> Iterator[tuple[int, str, str]]:
    for number in COUNTS:
        for typed in ("-", "—", "——", "–", "/", "无", "没有", "- -", "暂无", "不涉及", "未开展", "无此类情况"):
            yield number, value(number, typed), "没有就写 0"


def numbers() -> Iterator[tuple[int, str, str]]:
    for number in COUNTS:
        for typed, right in NUMBERS.items():
            yield number, value(number, typed), f"请写 {right}"


def brackets() -> Iterator[tuple[int, str, str]]:
    for number in (number for number in ROWS if LINES[number].count("{") == 1):
        for pair in ("()", "（）", "【】", "〔〕", "<>", "＜＞"):
            yield number, LINES[number].translate(str.maketrans("{}", pair)), "请写成 {名称: 内容, 名称: 内容}"


def figures_side_by_side() -> Iterator[tuple[int, str, str]]:
    rows = {number: 6 for number in ROWS if "自然人" in LINES[number]}
    rows |= {number: 3 for number in ROWS if "现行有效件数" in LINES[number]}
    for number, columns in rows.items():
        figures = [str(figure) for figure in range(3, 3 + columns)]
        for typed in (" ".join(figures), "\t".join(figures), ",".join(figures), "、".join(figures)):
            yield number, value(number, typed), f": {figures[-2]}, "
        yield number, value(number, f"[{', '.join(figures)}]"), f": {figures[-1]}}}"


def lone_numbers() -> Iterator[tuple[int, str, str]]:
    for number in ROWS:
        if "自然人" in LINES[number] or "结果维持" in LINES[number]:
            yield number, value(number, "2"), "请写 {"


@pytest.mark.parametrize("kind", [indents, braces, nils, numbers, brackets, figures_side_by_side, lone_numbers])
def test_a_slip_is_told_on_its_own_line_with_its_mend(kind: object) -> None:
    made = list(kind())  # type: ignore[operator]  # one of the makers above
    assert len(made) > 9
    for number, typed, mend in made:
        error = told({number: typed})
        first = error.problems[0]
        assert (first.line, len(error.problems)) == (number + 1, 1), (typed, str(error))
        assert mend in str(first), (typed, str(first))


@pytest.mark.parametrize("indent", ["", "  "])
def test_text_that_goes_on_without_its_indent_is_told_where_it_goes_on(indent: str) -> None:
    assert len(TEXTS) > 4
    for number in TEXTS:
        head, _, rest = LINES[number].partition("，")
        error = told({number: f"{head}，\n{indent}{rest}"})
        assert error.problems[0].line == number + 2, str(error)
        assert "|" in str(error) or "缩进" in str(error)


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("2024年", "请写 2024"),
        ("2024年度", "请写 2024"),
        ("二〇二四", "请写 2024"),
        ("２０２４年", "请写 2024"),
        ("24", "四位数"),
    ],
)
def test_a_year_with_a_word_is_told_which_figures_to_write(typed: str, mend: str) -> None:
    number = next(number for number, line in enumerate(LINES) if line.startswith("年度:"))
    (problem,) = told({number: f"年度: {typed}"}).problems
    assert problem.line == number + 1
    assert mend in str(problem)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("行政许可数", "行政许可"),
        ("新收总计", "本年新收政府信息公开申请数量.总计"),
        ("本年新收.总计", "本年新收政府信息公开申请数量.总计"),
        ("结转下年度", "结转下年度继续办理.总计"),
        ("予以公开件数", "予以公开.总计"),
        ("行政复议总计", "行政复议.总计"),
        ("收费金额", "本年收费金额"),
        ("requests.recieved.total", "requests.received.total"),
    ],
)
def test_a_wrong_name_in_braces_is_told_with_the_nearest(typed: str, near: str) -> None:
    number = next(number for number, line in enumerate(LINES) if "{{ requests.received.total }}" in line)
    error = told({number: LINES[number].replace("requests.received.total", typed)})
    assert f"是否指“{near}”" in str(error)
    assert error.problems[0].line == number + 1


def test_a_name_between_single_braces_is_told_to_want_two() -> None:
    number = next(number for number, line in enumerate(LINES) if "{{ requests.received.total }}" in line)
    for name in ("requests.received.total", "本年新收政府信息公开申请数量.总计"):
        (problem,) = told({number: LINES[number].replace("{{ requests.received.total }}", f"{{ {name} }}")}).problems
        assert (problem.line, problem.mend) == (number + 1, f"请写 {{{{ {name} }}}}")


@pytest.mark.parametrize("mark", ["｜", "丨", "＞"])
def test_a_wide_bar_before_paragraphs_is_told(mark: str) -> None:
    number = next(number for number in KEYS if LINES[number].endswith(": |"))
    (problem,) = told({number: LINES[number].replace("|", mark)}).problems
    assert (problem.line, problem.mend) == (number + 1, "请改为“|”，后面直接换行")


@pytest.mark.parametrize("form", [gk.AnnualReport, gk.AnnualReport2019])
def test_every_figure_has_a_name_in_chinese_that_text_may_use(form: type) -> None:
    for path in outline_of(form).figures:
        name = name_of(form, path)
        assert not name.isascii()
        assert name_of.__wrapped__(form, path) == name


@pytest.mark.parametrize(
    ("name", "data", "mend"),
    [
        ("甲.csv", b"\xe8\xa1\xa8,1\n", "新建工作簿"),
        ("甲.et", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        ("甲.ods", b"PK\x05\x06" + bytes(18), "另存为 .xlsx"),
        ("甲.zip", b"PK\x05\x06" + bytes(18), "先解开"),
        ("甲.rar", b"Rar!\x1a\x07\x00" + bytes(99), "先解开"),
        ("甲.rtf", b"{\\rtf1 x}", "另存为 .docx"),
        ("甲.ofd", b"PK\x05\x06" + bytes(18), "另存为 PDF"),
        ("甲.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "原来的"),
    ],
)
def test_a_file_that_is_no_report_is_told_what_to_do_with_it(name: str, data: bytes, mend: str) -> None:
    with pytest.raises(gk.GkError) as caught:
        gk.read(data, name=name)
    assert mend in str(caught.value)
