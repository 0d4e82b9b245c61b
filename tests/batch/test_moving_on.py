"""`gk_docs.start_from`: last year's report, text and all, becomes this year's starting file."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks_text.narratives import clean
from tests.cli.prompt import FIXTURES
from tests.strategies import EXAMPLES, PNG, reports
from tests.workbook.editing import cells_of, with_cells

import gk_docs
from gk_docs.authored.carrying import with_figures
from gk_docs.authored.last_year import LastYear
from gk_docs.authored.starting import starting_text
from gk_docs.authored.words import TO_CHECK
from gk_docs.batch.moving_on import moved_on
from gk_docs.form.editions import form_of
from gk_docs.form.identity import NO_NAME
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading

TOWN = "青山县临河镇人民政府"


def started(tmp_path: Path, report: Any, **options: Any) -> Path:
    return gk_docs.start_from(gk_docs.write(report, tmp_path / "去年.docx"), **options).file


def town(text: str, **more: Any) -> Any:
    """A town of 2023 whose text on requests is given."""
    figures: dict[str, int | str] = {
        "requests.received.natural_person": 31,
        "requests.outcomes.granted.natural_person": 29,
        "requests.carried_forward.natural_person": 2,
        "active_disclosure.normative_documents.in_force": 4,
        "active_disclosure.fees": "1.5",
    }
    values = dict.fromkeys(outline_of(gk_docs.AnnualReport).figures, 0)
    computed = {total.total for total in outline_of(gk_docs.AnnualReport).sums}
    given = {path: value for path, value in {**values, **figures}.items() if path not in computed}
    return gk_docs.AnnualReport.from_figures(given, agency=TOWN, year=2023, summary={"on_request": text}, **more)


def moved(text: str, **more: Any) -> str:
    found = moved_on(Reading(town(text, **more), origin="published"), gk_docs.AnnualReport)
    return found["summary"]["依申请公开"].text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("收到政府信息公开申请31件", "收到政府信息公开申请{{ 本年新收政府信息公开申请数量.总计 }}件"),
        ("收到政府信息公开申请三十一件", "收到政府信息公开申请{{ 本年新收政府信息公开申请数量.总计 | 中文数字 }}件"),
        ("结转下年度继续办理2件", "结转下年度继续办理{{ 结转下年度继续办理.总计 }}件"),
        ("行政事业性收费1.5万元", "行政事业性收费{{ 本年收费金额 }}万元"),
        ("行政事业性收费15000元", "行政事业性收费15000元【待核】"),
        ("收到政府信息公开申请30件", "收到政府信息公开申请30件【待核】"),
        ("收到政府信息公开申请约31件", "收到政府信息公开申请约31件【待核】"),
        ("发布信息412条，占98.5%", "发布信息412条【待核】，占98.5%【待核】"),
        ("2023年，本镇按时答复", "2024年，本镇按时答复"),
        ("较2022年增长5%", "较2023年【待核】增长5%【待核】"),
        ("2024年将再办一次", "2025年将再办一次【待核】"),
        ("自2019年施行以来", "自2019年施行以来"),
        ("2023年5月12日召开会议", "2024年5月12日【待核】召开会议"),
        ("2023年1月1日至2023年12月31日", "2024年1月1日至2024年12月31日"),
        ("落实《2023年政务公开要点》", "落实《2024年政务公开要点》"),
        ("落实《信息公开办法（2023年3月修订）》", "落实《信息公开办法（2024年3月修订）》【待核】"),
        ("按照政办〔2023〕12号文件", "按照政办〔2023〕12号【待核】文件"),
        ("按照国办公开办函〔2021〕30号和第四十九条", "按照国办公开办函〔2021〕30号和第四十九条"),
        ("20个工作日内答复，从三个方面着手", "20个工作日内答复，从三个方面着手"),
        ("培训3次，受到长三角各地好评", "培训3次【待核】，受到长三角各地好评"),
        ("满意率百分之九十八，九成以上是网上申请", "满意率百分之九十八【待核】，九成以上【待核】是网上申请"),
        ("编了第3期简报，12345热线", "编了第3期【待核】简报，12345热线"),
        ("模板里写 {{ name }} 的{31件}", "模板里写 {{ '{{' }} name }} 的{31件【待核】}"),
    ],
)
def test_years_move_on_figures_are_named_and_every_other_number_is_marked(before: str, after: str) -> None:
    assert moved(f"{before}。") == f"{after}。"


@pytest.mark.parametrize("to", ["yaml", "xlsx"])
@pytest.mark.parametrize("seed", range(4))
def test_with_last_years_figures_the_text_is_last_years_a_year_later(tmp_path: Path, seed: int, to: Any) -> None:
    last = clean(Random(seed)).report()
    path = started(tmp_path, last, to=to)
    report = filled(path, last)
    assert report.year == last.year + 1
    assert report.agency == last.agency
    for name in ("summary", "problems", "other_matters"):
        expected = re.sub(r"20\d\d(?=年)", lambda year: str(int(year[0]) + 1), getattr(last, name).text)
        assert plain(getattr(report, name).text.replace(TO_CHECK, "")) == plain(expected)
    wrong = [finding for finding in gk_docs.check(report) if finding.code in ("GK501", "GK502", "GK601")]
    assert wrong == []


def plain(text: str) -> str:
    """Without the difference of full-width digits, which a figure that is named does not keep."""
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def filled(path: Path, last: Any) -> Any:
    """The report of a new file that was filled in with last year's figures."""
    if path.suffix == ".yaml":
        this = last.replace(year=last.year + 1)
        text = with_figures(path.read_text(encoding="utf-8"), this)
        text = re.sub(r"    (\w+): 待填  # [件元]\n", "", text).replace("  信息处理费:\n", "")
        path.write_text(re.sub(r'.*"\{\{ 待填 }}"\n', "", text), encoding="utf-8")
        return gk_docs.read(path).report
    data = path.read_bytes()
    cells = cells_of(last.__class__)
    form: Any = type(last)
    computed = {total.total for total in outline_of(form).sums}
    for sheet in {sheet for sheet, _ in cells.values()}:
        own = {cell: last.figure(at) for at, (found, cell) in cells.items() if found == sheet and at not in computed}
        data = with_cells(data, sheet, {cell: "空白" if value is None else str(value) for cell, value in own.items()})
    path.write_bytes(data)
    return gk_docs.read(path).report


@pytest.mark.parametrize("to", ["yaml", "xlsx"])
def test_behind_the_last_year_that_can_be_written_there_is_none(tmp_path: Path, to: Any) -> None:
    with pytest.raises(gk_docs.GkError, match="不能大于9999"):
        started(tmp_path, town("平稳。").replace(year=9999), to=to)


def test_what_last_year_said_of_figures_that_are_told_anew_is_no_fact_of_this_year() -> None:
    last = town("平稳。", other_matters={"processing_fee": "2023年没有收取信息处理费。"})
    found = moved_on(Reading(last, origin="published"), gk_docs.AnnualReport)["other_matters"]
    assert [text.text for text in found.values()] == [f"2024年没有收取信息处理费。{TO_CHECK}"]


@settings(max_examples=EXAMPLES, deadline=None)
@given(last=reports())
def test_any_text_is_carried_on_and_nothing_in_it_is_evaluated(last: Any) -> None:
    if last.year == 9999:
        return
    form = form_of(last.year + 1)
    reading = Reading(last, origin="published")
    texts = moved_on(reading, form)
    source = starting_text(last.agency, last.year + 1, "今年.yaml", LastYear("", reading, texts))
    source = with_figures(re.sub("(?m)^上年报告.*\n", "", source), form(agency=last.agency, year=last.year + 1))
    with pytest.raises(gk_docs.GkError) as caught:
        gk_docs.read((source + "\n待填: 待填\n").encode(), name="今年.yaml")
    others = [problem for problem in caught.value.problems if "待填" not in (problem.found or "")]
    assert others == []


@pytest.mark.parametrize("text", ["电话{0632-1234567", "电话{{{{0632-1234567", "收到政府信息公开申请{31件"])
def test_no_name_is_put_behind_a_brace_that_would_be_read_with_it(text: str) -> None:
    last = town("公开信息66条。", preamble=text)
    said = last.replace(agency={"name": last.agency.name, "contact": {"phone": "0632-1234567"}})
    [(_, carried)] = moved_on(Reading(said, origin="published"), gk_docs.AnnualReport)["preamble"].items()
    assert carried.text.endswith(text[-3:])


def test_what_is_left_of_last_year_is_found_by_the_checks(tmp_path: Path) -> None:
    last = town(
        "发布信息412条。\n\n组织各办公室和村居的同志逐条学习条例，按月通报栏目的更新情况，"
        "对群众反映答复慢的三个环节重新划分了责任，把补正和延期的告知书统一了格式，做到一次说清。"
        "村级公开栏由包村干部每月到场查看，墙上的内容与网上的内容逐项对照，缺的补齐，旧的撤下，查看结果交镇里汇总。"
    )
    path = started(tmp_path, last)
    report = filled(path, last)
    reading = gk_docs.read(tmp_path / "去年.docx")
    codes = {finding.code for finding in gk_docs.check(report, reading)}
    assert {"GK208", "GK803"} <= codes
    assert TO_CHECK in report.summary.text


def test_a_picture_gives_way_to_a_mark_and_a_table_keeps_its_cells(tmp_path: Path) -> None:
    blocks: list[Any] = [
        gk_docs.Paragraph(text="情况如图："),
        gk_docs.Picture(data=PNG, caption="图1"),
        gk_docs.PlainTable(rows=(("栏目", "条数"), ("通知", "12"))),
    ]
    last = town("").replace(summary={"on_request": gk_docs.Prose(blocks)})
    text = started(tmp_path, last).read_text(encoding="utf-8")
    assert "【待核：上年这里是图片“图1”，请换成本年的】" in text
    assert "[通知, 12【待核】]" in text
    assert "base64" not in text
    book = started(tmp_path, last, to="xlsx", force=True)
    assert "【待核：上年这里有一张表" in filled(book, last).summary.text


def test_a_chart_gives_way_where_its_figures_are_still_to_be_looked_at(tmp_path: Path) -> None:
    table = gk_docs.PlainTable(rows=(("项目", "2022年", "2023年"), ("通知", "9", "12"))).drawn()
    last = town("").replace(summary={"on_request": gk_docs.Prose([table])})
    text = started(tmp_path, last).read_text(encoding="utf-8")
    assert "[通知, 9【待核】, 12【待核】]" in text
    assert "图:" not in text


def test_what_was_in_force_begins_the_year(tmp_path: Path) -> None:
    text = started(tmp_path, town("一段。")).read_text(encoding="utf-8")
    assert "行政规范性文件: {本年制发件数: 待填, 本年废止件数: 待填, 现行有效件数: 4}" in text
    assert "上年结转政府信息公开申请数量: {自然人: 2, 其余: 0}" in text


def test_the_file_stands_beside_last_years_under_the_name_of_the_body(tmp_path: Path) -> None:
    done = gk_docs.start_from(gk_docs.write(town("一段。"), tmp_path / "去年.docx"))
    assert done.file == tmp_path / f"{TOWN}2024.yaml"
    assert "上年报告: 去年.docx" in done.file.read_text(encoding="utf-8")
    with pytest.raises(gk_docs.GkError, match="文件已经存在"):
        gk_docs.start_from(tmp_path / "去年.docx")


def test_another_bodys_report_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(gk_docs.GkError, match="不是同一机关的上年报告"):
        started(tmp_path, town("一段。"), body="石桥镇人民政府")
    assert [path.name for path in tmp_path.iterdir()] == ["去年.docx"]


def test_a_report_that_does_not_say_whose_it_is_begins_a_file_of_the_body_that_is_named(tmp_path: Path) -> None:
    page = gk_docs.render(town("发布信息412条。"), "html").decode().replace(TOWN, "")
    bare = re.sub(r'<meta name="gk-docs"[^>]*>|<!-- gk-docs.*?-->', "", page)
    (tmp_path / "去年.html").write_text(bare, encoding="utf-8")
    assert gk_docs.read(tmp_path / "去年.html").report.agency.name == NO_NAME
    with pytest.raises(gk_docs.GkError, match=r"读不出机关名称.*请写明机关名称"):
        gk_docs.start_from(tmp_path / "去年.html")
    path = gk_docs.start_from(tmp_path / "去年.html", body=TOWN).file
    assert path.name == f"{TOWN}2024.yaml"
    assert filled(path, town("")).agency.name == TOWN


def test_an_authored_file_begins_the_next_one_too(tmp_path: Path) -> None:
    path = tmp_path / "linhe_2024.yaml"
    path.write_bytes((FIXTURES / path.name).read_bytes())
    text = gk_docs.start_from(path).file.read_text(encoding="utf-8")
    assert "新收政府信息公开申请{{ 本年新收政府信息公开申请数量.总计 }}件" in text
    assert "发布图文96篇【待核】" in text


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text("2023年月日件12《》〔〕号{}", max_size=40))
def test_without_its_marks_a_moved_text_says_what_it_said(text: str) -> None:
    after = moved(f"甲{text}")
    bare = re.sub(r"\{\{ '(\{[{%#]?)' }}", r"\1", after.replace(TO_CHECK, ""))
    digits = re.compile("[0-9]+|{{[^}]*}}")
    assert digits.split(bare) == digits.split(town(f"甲{text}").summary.on_request.text)


def test_the_figures_of_the_fee_are_not_asked_for_where_last_years_text_tells_of_it(tmp_path: Path) -> None:
    told = town("没有。", other_matters={"lead": "全年未收取信息处理费。"})
    new = gk_docs.start_from(gk_docs.write(told, tmp_path / "去年.docx")).file
    assert "\n  # 信息处理费:  # “开头”里写了，不用填\n" in new.read_text(encoding="utf-8")
    silent = town("没有。", other_matters={"lead": "没有其他事项。"})
    asked = gk_docs.start_from(gk_docs.write(silent, tmp_path / "前年.docx"), tmp_path / "另一份.yaml").file
    assert "\n  信息处理费:\n" in asked.read_text(encoding="utf-8")
