"""GK101 to GK112: what the reader of a file could not read for certain, which may be no fault of the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs.checks.rule import Rule, rule
from gk_docs.finding import Finding, Severity
from gk_docs.form.notes import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gk_docs.checks.case import Case

_OURS = "本软件的约定：读不准的内容一律说明，不猜测，也不算作编写单位的差错"
_TOLD = ""  # a reader's finding comes with its sentence


def _note_of(code: str) -> Callable[[Callable[[Case], Iterable[Finding]]], Rule]:
    """A rule for a note that a reader makes; its name and severity are in `gk_docs.form.notes`."""
    kind = RULES[code]
    return rule(code, kind.name, kind.severity, basis=_OURS, message=_TOLD)


def _said(case: Case, code: str) -> Iterable[Finding]:
    return (finding for finding in case.read if finding.code == code)


@_note_of("GK101")
def unplaced_row(case: Case) -> Iterable[Finding]:
    """表中有一行不能与规定的格式对应。

    查什么：读取文件时，表格中是否有行、列名称与规定格式的任何一行、一列都对不上；数字与各行的名称错开、有不止一种放法的，
    也不猜。

    为什么：对不上的数据不会进入报告对象；不说明，就等于悄悄丢掉了数据。

    例：表三中多出一行“其他主动公开文件”。

    怎样改：对照原件核对这一行；若是名称写错，改为规定的名称；若是本地增设的行，移到表后文字中说明。
    """
    return _said(case, "GK101")


@_note_of("GK102")
def unreadable_cell(case: Case) -> Iterable[Finding]:
    """数据格中的文字不是可用的数字。

    查什么：数据格中是否写有负数、小数件数、汉字数字、文字或其他不能作为数据的内容。原件字样保留在 printed 中。
    注码（①、²、[1]）不算数字。没有写明单位的金额、按表头或格内另一单位换算了的金额也在此说明。

    为什么：件数须为不小于 0 的整数，金额须为精确的十进制数；读不准的格按空白处理，不猜测。

    例：件数格中写“22（其中修订16件）”。

    怎样改：格内只写数字，说明移到表后文字。
    """
    return _said(case, "GK102")


@_note_of("GK103")
def unplaced_text(case: Case) -> Iterable[Finding]:
    """有文字不能归入报告的任何部分。

    查什么：读取文件时，是否有文字既不属于前言，也不属于六个部分，也不是网页的页眉、页脚，包括划去或隐藏的文字；
    机关名称、年度在文件中是否没有写明，或有两种写法。

    为什么：归不进去的文字不会进入报告对象，须由人判断它是否属于报告；机关、年度弄错，整份报告就算在别人头上。

    例：表格之间夹有一段没有标题的文字。

    怎样改：属于报告的，放到相应部分；不属于的，不必理会。
    """
    return _said(case, "GK103")


@_note_of("GK104")
def missing_table(case: Case) -> Iterable[Finding]:
    """没有读到规定的表格。

    查什么：第二、三、四部分各自的表格是否读到。没有读到是错误；文件中另有文字没有读入的（见 GK101、GK103），是警告。

    为什么：表格是报告的主要内容；没有读到，可能是原件缺少，也可能是以图片代替，或版式无法识别。

    例：第三部分标题下是一张图片。

    怎样改：对照原件。表格以图片发布的，改为文字表格。
    """
    for finding in _said(case, "GK104"):
        yield finding if case.lost else replace(finding, severity=Severity.ERROR)


@_note_of("GK105")
def form_label_changed(case: Case) -> Iterable[Finding]:
    """表格的行、列名称与规定格式不同。

    查什么：能够对应、但与规定格式写法不同的行、列名称，包括换行、增删标点和改字。

    为什么：名称由规定格式统一，改动会使各单位的数据难以汇总比较。

    例：“1、信访举报投诉类申请”应为“1.信访举报投诉类申请”。

    怎样改：使用规定格式的原文。只是换行、空格不同的，不影响使用。
    """
    return _said(case, "GK105")


@_note_of("GK106")
def changed_since_written(case: Case) -> Iterable[Finding]:
    """本软件写出的文件，后来改动过。

    查什么：读取本软件写出的 Word 文件或网页时，每一格、每一段，以及网页所写的公开日期，是否还与写出时相同。

    为什么：改动后的内容以文件现在显示的为准；改了一格而没有改总计，或者数据文件没有跟着改，下一次生成就会丢掉改动。

    例：写出后把“行政许可”一格由 12 改为 15。

    怎样改：改动是对的，请同样改数据文件（.yaml 或工作簿）；不是有意的，请重新生成。
    """
    return _said(case, "GK106")


@_note_of("GK107")
def carried_part_lost(case: Case) -> Iterable[Finding]:
    """本软件写出的文件，所带的信息已损坏，没有读入。

    查什么：本软件写出的 Word 文件和网页带有页面上不印的信息（机关层级和类型、公开日期、已说明事项等），是否还在，是否
    与正文合得上。

    为什么：合不上时，只能照一般的公开文件读取正文，页面上没有的就不知道了；已说明事项没有读入，有关的检查结果会重新出现。

    例：网页经别的软件保存，去掉了 `<meta name="gk-docs">`。

    怎样改：请用数据文件（.yaml、.json 或工作簿）重新生成；没有数据文件的，读入后补上这些信息，已说明事项须重新填写。
    """
    return _said(case, "GK107")


@_note_of("GK108")
def last_year_absent(case: Case) -> Iterable[Finding]:
    """数据文件写明的上年报告不在。

    查什么：数据文件（.yaml、工作簿）的“上年报告”所写的文件，是否在它旁边。

    为什么：上年报告不在，就不能与上年核对；数据文件里该有的数都写了，不影响生成。

    例：县里发来的文件写着“上年报告: 2023/甲镇人民政府2023.yaml”，文件夹 2023 没有一同发来。

    怎样改：有上年报告的，按所写的路径放好，再检查一次；没有的，不必理会，也可以删去这一行。
    """
    return _said(case, "GK108")


@_note_of("GK109")
def same_body_twice(case: Case) -> Iterable[Finding]:
    """两个文件是同一机关同一年度的报告。

    查什么：一次检查多个文件或一个文件夹时，有没有两个文件的机关和年度相同；各格也相同的（同一份报告的数据文件和 Word
    文件）只作提示。

    为什么：数据不同的，不知道以哪一份为准；也可能是两个机关写了同一个名称，与上年核对就会认错。

    例：两个县的“人民政府办公室”放在一个文件夹里，都没有写所属地区。

    怎样改：同一机关的，只留一份；两个机关的，写明所属地区，或者把名称写全。
    """
    return _said(case, "GK109")


@_note_of("GK110")
def figures_only(case: Case) -> Iterable[Finding]:
    """数据表只有数据，没有文字部分。

    查什么：读取的是不是 .csv 数据表。

    为什么：数据表没有前言和文字部分，按文字核对的规则说的不是报告，而是这份文件。

    例：检查“临河镇2024.csv”。

    怎样改：核对数据不必改；要查文字，请检查报告本身（.yaml、工作簿、Word、网页）。
    """
    return _said(case, "GK110")


@_note_of("GK111")
def placed_by_sums(case: Case) -> Iterable[Finding]:
    """表中各行错开，数字凭次序和勾稽关系确定。

    查什么：由 PDF 转成的文字里，第二至第四部分的表是否有数字与名称不在一起，或印在文件后面；表的各列是否分在几处而
    后几处没有行名称；表里是否另有上年的数或增减，这些不读，只读本年的。

    为什么：名称折行、错开时，一行数属于哪一行要凭推断。只有行数与格式相符、次序不乱、各行总计和各列的勾稽关系都成立（第二部分
    没有勾稽关系，只凭次序和个数），因而只有一种放法时才读入；数字本身从不改动，否则留空。

    例：“2.没有现成信息需要另行制作”折成两行，“1 0 0 0 0 0 1”印在两行之间，左边的“（四）无法提供”也混在其中。

    怎样改：对照原件看一眼这张表。有原来的 Word 文件或网页的，用它更稳妥。
    """
    return _said(case, "GK111")


@_note_of("GK112")
def lines_run_on(case: Case) -> Iterable[Finding]:
    """数据文件里的几行接成了一段。

    查什么：数据文件（.yaml）的文字里，几行都在句末（“。”“；”等）结束，中间没有空行；或者一行里有制表符，像是粘贴来的表格。
    为了看得清楚把一段折成差不多宽的几行、在句中折行的，不算。

    为什么：段与段之间要空一行；没有空行的几行是一段，印出来接在一起。从 Word 里复制来的几段、几行表格就没有空行。

    例：“一是解读形式单一。”写一行，“二是栏目更新不快。”写在下一行，印成一段。

    怎样改：是几段的，段与段之间空一行；是表格的，写成 `- 表格: [[栏目, 条数], [财政, 4]]`；本来就是一段的，写在一行里。
    """
    return _said(case, "GK112")
