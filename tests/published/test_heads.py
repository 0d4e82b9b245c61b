"""Body, year, title, contact and day of publication are found where a file says them."""

from __future__ import annotations

from datetime import date

import pytest

from gk_docs import formats as readers
from gk_docs.errors import InvalidReport, NotAnAnnualReport
from gk_docs.form.identity import NO_NAME

REST = "\n一、总体情况\n甲乙丙丁。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"


@pytest.mark.parametrize(
    ("head", "agency", "year"),
    [
        ("甲县乙镇人民政府2023年政府信息公开工作年度报告", "甲县乙镇人民政府", 2023),
        ("2023年甲县财政局政府信息公开工作年度报告", "甲县财政局", 2023),
        ("甲县财政局关于2023年度政府信息公开工作的年度报告", "甲县财政局", 2023),
        ("甲市人民政府\n2024 年政府信息公开工作年度报告", "甲市人民政府", 2024),
        ("甲县财政局政府信息公开工作年度报告（2022年度）", "甲县财政局", 2022),
        ("甲县财政局二〇二二年政府信息公开年报", "甲县财政局", 2022),
        ("甲县财政局二〇二二年度政府信息公开工作年度报告", "甲县财政局", 2022),
        ("二○二二年度甲县财政局政府信息公开工作年度报告", "甲县财政局", 2022),
        ("现向社会公布丙街道办事处2021年度政府信息公开工作年度报告。", "丙街道办事处", 2021),
        ("甲县财政局政府信息公开工作年度报告\n统计期限自2022年1月1日起至2022年12月31日止。", "甲县财政局", 2022),
        ("甲县财政局2022年政府信息公开工\n作年度报告", "甲县财政局", 2022),
        ("甲县财政局2022年度政府\n信息公开工作年度\n报告", "甲县财政局", 2022),
        ("甲县财政局政府信息公开2022年度报告", "甲县财政局", 2022),
        ("甲县财政局关于2022年度政府信息公开工作情况的报告", "甲县财政局", 2022),
        ("甲县人民政府\n2021年度报告\n本报告由甲县财政局编制。", "甲县财政局", 2021),
        ("按照规定，特编制甲县财政局2022年政府信息公开工作年度报告。", "甲县财政局", 2022),
        ("本报告按照要求，由甲县财政局负责编制，期限自2022年1月1日起。", "甲县财政局", 2022),
        ("按照要求，甲县财政局编制了2022年度政府信息公开工作年度报告。", "甲县财政局", 2022),
        ("现公布甲县财政局（以下简称“我局”，下同）2022年政府信息公开工作年度报告。", "甲县财政局", 2022),
        ("本报告由甲县乙镇人民政府结合有关数据编制，期限自2022年1月1日起。", "甲县乙镇人民政府", 2022),
        (
            "按照“政府信息公开年报编制”等要求，由甲县乙镇人民政府综合室（党政办）负责编制2022年报告。",
            "甲县乙镇人民政府",
            2022,
        ),
        ("按照要求，甲县乙镇特编制2022年政府信息公开年度报告。", "甲县乙镇", 2022),
        ("甲县水利局结合工作实际，编制本单位2022年度政务公开工作年度报告。", "甲县水利局", 2022),
        ("现发布《甲市城管局2022年政府信息公开工作年度报告》。", "甲市城管局", 2022),
        ("现公布2022年甲市乙区住建局信息公开工作年度报告。", "甲市乙区住建局", 2022),
        ("特向社会公布甲市公安局2022年政府信息公开年度工作报告。", "甲市公安局", 2022),
        ("【图文】甲县水利局2022年政府信息公开工作年度报告", "甲县水利局", 2022),
        ("现将甲市水利局2022年政府信息公开工作年度报告予以发布。", "甲市水利局", 2022),
        ("现予以公开2022年甲县乙镇政府信息公开工作年度报告。", "甲县乙镇", 2022),
        ("结合丙区环保局年度政府信息公开工作实际编制本报告，期限自2022年1月1日起。", "丙区环保局", 2022),
        ("甲县农业局2022年政府信息公开工作年度报告\n县农业局2022年政府信息公开工作年度报告", "甲县农业局", 2022),
        ("由丙市应急局编制的2022年丙市应急局信息公开工作年度报告。", "丙市应急局", 2022),
        ("特编制并向社会公布2022年度街道信息公开年度报告。", NO_NAME, 2022),
        ("现编制形成了《丙市丁镇人民政府2022年政府信息公开工作年度报告》。", "丙市丁镇人民政府", 2022),
        ("编制本机关2022年政府信息公开工作年度报告。", NO_NAME, 2022),
        ("本溪市水利局2022年政府信息公开工作年度报告", "本溪市水利局", 2022),
        ("本溪市水利局根据条例编制本报告，期限自2022年1月1日起。", "本溪市水利局", 2022),
        ("县政府：\n按照规定编制本报告，期限自2022年1月1日起。", NO_NAME, 2022),
        (
            "甲县水利局\n• 日期：\n2023-01-10\n• 2022年甲县水利局政府信息公开年报",
            "甲县水利局",
            2022,
        ),
    ],
)
def test_body_and_year_are_told_by_title_or_preamble(head: str, agency: str, year: int) -> None:
    report = readers.read((head + REST).encode()).report
    assert (report.agency.name, report.year) == (agency, year)


@pytest.mark.parametrize(
    "head",
    [
        "{}2024年政府信息公开工作年度报告",
        "（2024年度）{}政府信息公开工作年度报告",
        "{}（2024年）政府信息公开工作年度报告",
        "{}政府信息公开工作年度报告（2024年度）",
        "2024年{}政府信息公开工作年度报告",
        "关于{}2024年度政府信息公开工作情况的报告",
        "{}\n2024年政府信息公开工作年度报告",
        "{}2024年政府信息\n公开工作年度报告",
        "【{}】2024年政府信息公开工作年度报告",
        "现公布{}2024年政府信息公开工作年度报告。",
        "2024年度报告\n本报告由{}编制。",
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "甲县发展和改革局（粮食局）",
        "甲县城市管理局（综合行政执法局）",
        "甲县（高新区）管委会",
        "甲县委办公室（档案局、保密局）",
    ],
)
@pytest.mark.parametrize("wide", [True, False])
def test_brackets_of_a_name_are_its_own(head: str, name: str, wide: bool) -> None:  # noqa: FBT001 - a parameter of the test
    printed = name if wide else name.replace("（", "(").replace("）", ")")
    assert readers.read((head.format(printed) + REST).encode()).report.agency.name == name


OF_2022 = "所列数据的统计期限为2022年1月1日至2022年12月31日。"


@pytest.mark.parametrize(
    ("preamble", "first", "agency"),
    [
        ("", f"现编制《甲街道办事处2022年政府信息公开工作年度报告》。{OF_2022}", "甲街道办事处"),
        (OF_2022, "2022年，在县委领导下，甲县水利局认真落实条例。", "甲县水利局"),
        (OF_2022, "2022年乙市丙区红旗街道办事处高度重视公开工作。", "乙市丙区红旗街道办事处"),
        (OF_2022, "2022年，镇南县交通局在县委、县政府正确领导下，推进公开。", "镇南县交通局"),
        (OF_2022, "我局落实要求，修订《甲市乙区生态环境分局政府信息公开指南》。", "甲市乙区生态环境分局"),
        (f"{OF_2022}如有疑问，请与甲县水利局办公室联系（电话：0470-1234567）。", "我局认真落实。", "甲县水利局"),
        (f"{OF_2022}请与甲市公安局（邮编：024000）联系。", "我局认真落实。", "甲市公安局"),
        (f"{OF_2022}请联系：甲县乙镇党政办；", "我镇认真落实。", "甲县乙镇"),
        (OF_2022, "2022年，依托甲市政府网站持续更新，各科室严格审查，全县各部门认真落实。", NO_NAME),
        (OF_2022, "区政府办公室认真履职，县水利局积极配合，我县始终坚持公开。", NO_NAME),
        (OF_2022, "对拟公开的政府信息进行严格审查，督促县教育局积极公开。", NO_NAME),
    ],
)
def test_a_body_that_no_title_names_is_the_one_that_acts_or_answers(preamble: str, first: str, agency: str) -> None:
    reading = readers.read((preamble + REST.replace("甲乙丙丁。", first)).encode())
    assert (reading.report.agency.name, reading.report.year) == (agency, 2022)
    doubted = [one for one in reading.findings if one.place.path == "agency"]
    assert bool(doubted) == ("编制" not in first)


def test_a_line_of_metadata_that_ends_as_a_title_does_names_no_other_body() -> None:
    head = (
        "发布机构 丁镇\n组配分类 政府信息公开年报\n2022年丁镇政府信息公开工作年度报告\n日期：2023-01-30 字号：【 护眼"
    )
    reading = readers.read(f"{head}\n{OF_2022}{REST}".encode())
    assert not [one for one in reading.findings if one.place.path in ("agency", "year")]
    assert "字号" not in (reading.report.preamble or "")


def test_a_title_over_two_lines_tells_a_report_that_has_no_tables_yet() -> None:
    text = "甲区医疗保障局2022年政府信息公开\n年度报告\n一、总体情况\n（一）主动公开情况\n" + "全年公开信息301条。" * 40
    report = readers.read(text.encode()).report
    assert (report.agency.name, report.year) == ("甲区医疗保障局", 2022)


def test_a_title_that_breaks_after_the_body_is_as_ours_would_be() -> None:
    report = readers.read(("甲市人民政府\n2024年政府信息公开工作年度报告" + REST).encode()).report
    assert report.title == "甲市人民政府2024年政府信息公开工作年度报告"
    assert report.printed.title == ()


def test_but_one_that_breaks_elsewhere_is_kept_as_printed() -> None:
    report = readers.read(("甲市人民政府2024年\n政府信息公开工作年度报告" + REST).encode()).report
    assert report.title == "甲市人民政府2024年政府信息公开工作年度报告"
    assert report.printed.title == ("甲市人民政府2024年", "政府信息公开工作年度报告")


def test_year_and_body_known_only_from_the_file_name_are_said_to_be() -> None:
    reading = readers.read(f"甲乙丙丁。{REST}".encode(), name="丙街道2022年度报告.txt")
    assert (reading.report.agency.name, reading.report.year) == ("丙街道", 2022)
    assert {finding.place.path for finding in reading.findings if "文件名" in finding.message} == {"year", "agency"}


def test_the_contact_is_read_from_the_preamble() -> None:
    preamble = "如有疑问，请联系（地址：甲县某路1号，邮编：010000，电话：0471-1234567，电子邮箱：gk@example.org.cn）。"
    report = readers.read(f"甲局2023年政府信息公开工作年度报告\n{preamble}{REST}".encode()).report
    contact = report.agency.contact
    assert (contact.address, contact.postcode, contact.phone) == ("甲县某路1号", "010000", "0471-1234567")
    assert contact.email == "gk@example.org.cn"


def test_a_report_before_the_first_form_is_refused_by_year() -> None:
    with pytest.raises(InvalidReport, match="2018"):
        readers.read(("甲局2018年政府信息公开工作年度报告" + REST).encode())


def test_a_free_report_without_the_six_sections_is_read_as_text() -> None:
    text = (
        "甲局2023年政府信息公开工作年度报告\n全年通过网站公开信息三百条，办理申请两件，都按期答复，没有复议和诉讼，"
        "也没有收取费用，下一年将继续做好这项工作。"
    )
    reading = readers.read(text.encode())
    assert "办理申请两件" in (reading.report.preamble.text if reading.report.preamble else "")
    assert [finding.code for finding in reading.findings].count("GK104") == 3


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("发布日期：2024-01-15", None),
        ("【发布日期：2024年1月15日 10:22】", None),
        ("发布时间：2024-01-15 来源：甲局办公室", "来源：甲局办公室"),
        ("发布日期：2024-01-15 更新日期：2024-02-30", "更新日期：2024-02-30"),
    ],
)
def test_the_day_of_publication_has_its_place_and_is_not_said_to_be_left_out(line: str, left: str | None) -> None:
    reading = readers.read(f"甲局2023年政府信息公开工作年度报告\n{line}{REST}".encode())
    assert reading.report.published == date(2024, 1, 15)
    asides = [finding.found for finding in reading.findings if finding.code == "GK103" and not finding.place.path]
    assert asides == ([left] if left else [])


BODY = "甲县财政局"
TITLE = f"{BODY}2024年政府信息公开工作年度报告"
PERIOD = "\n统计期限自2024年1月1日起至2024年12月31日止。"


def said_of(text: str) -> tuple[str, int, set[str]]:
    """Body and year, and which of the two a finding speaks of."""
    reading = readers.read((text + REST).encode(), name="年报.txt")
    places = {finding.place.path for finding in reading.findings}
    return reading.report.agency.name, reading.report.year, places & {"agency", "year"}


@pytest.mark.parametrize("key", ["来源：", "信息来源：", "发布机构：", "公开主体："])
@pytest.mark.parametrize(
    "following", ["时间：2025-01-28 09:43", "发布日期：2025-01-09", "作者： 浏览次数：1", "栏目：年报"]
)
@pytest.mark.parametrize("between", ["", " ", "      "])
def test_an_empty_source_is_no_body_and_a_full_one_ends_where_the_next_key_begins(
    key: str, following: str, between: str
) -> None:
    assert said_of(f"{key}{between}{following}{PERIOD}") == (NO_NAME, 2024, {"agency"})
    assert said_of(f"{key}{BODY}{between}{following}{PERIOD}") == (BODY, 2024, {"agency"})


@pytest.mark.parametrize("value", ["本站", "甲县政府网", "2025-01-01", "栏目", "管理员"])
def test_a_source_that_does_not_pass_as_a_body_is_none(value: str) -> None:
    assert said_of(f"来源：{value} 时间：2025-01-28{PERIOD}") == (NO_NAME, 2024, {"agency"})


def test_the_title_that_a_page_names_as_such_comes_before_its_source() -> None:
    page = f"标题: {TITLE}\n发布时间: 2025-02-08 16:34\n文号: \n发布机构: 乙县政府办\n栏目: 政府信息公开年报{PERIOD}"
    assert said_of(page) == (BODY, 2024, set())


@pytest.mark.parametrize(
    "head",
    [
        f"{BODY}年政府信息公开工作年度报告\n2024",
        f"2024\n{BODY}年政府信息公开工作年度报告",
        f"{BODY}\n2024\n年政府信息公开工作年度报告",
        f"{BODY}年度政府信息公开工作年度报告\n2024",
        f"{BODY}年政府信息公开工作年度报告",
    ],
)
def test_a_title_cut_by_its_digits_names_the_body_without_its_year(head: str) -> None:
    assert said_of(f"{head}{PERIOD}") == (BODY, 2024, set())


@pytest.mark.parametrize("mark", ["附件：", "附件1：", "附件 1.", "附件", "上一篇：", "下一篇:", "相关文章："])
@pytest.mark.parametrize("other", [f"{BODY}2023年", "乙镇2024年"])
def test_a_line_that_points_elsewhere_is_no_title(mark: str, other: str) -> None:
    line = f"{mark}{other}政府信息公开工作年度报告"
    assert said_of(f"{TITLE}\n{line}{PERIOD}") == (BODY, 2024, set())
    assert said_of(f"{line}\n{TITLE}{PERIOD}") == (BODY, 2024, set())


def test_of_several_titles_the_one_that_names_most_is_taken() -> None:
    text = f"2024年{BODY}政府信息公开工作年度报告\n发布日期:2025-01-12    点击数:\n政府信息公开工作年度报告{PERIOD}"
    assert said_of(text) == (BODY, 2024, set())


@pytest.mark.parametrize(
    "line",
    [
        "公开目录",
        "首页",
        "政务公开",
        "年报",
        "通知公告",
        "送审稿",
        "（送审稿）",
        "甲财发〔2024〕1号",
        "绝密",
        "微信公众号",
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        f"{BODY}\n2024年政府信息公开工作年度报告",
        f"{BODY}2024年政府信息公开\n工作年度报告",
        f"2024年{BODY}政府信息公开年报",
    ],
)
def test_a_line_above_the_title_that_it_does_not_lack_is_no_part_of_the_body_s_name(line: str, title: str) -> None:
    assert said_of(f"{line}\n{title}") == (BODY, 2024, set())


@pytest.mark.parametrize(
    ("above", "rest"),
    [
        ("甲县广播电视", "局"),
        ("甲县人民", "政府"),
        ("甲县住房和城乡", "建设局"),
        ("甲县某某街道", "办事处"),
        ("甲县人民政府", "办公室"),
        ("甲县人民政府办", "公室"),
    ],
)
def test_a_body_whose_name_breaks_over_two_lines_is_put_together(above: str, rest: str) -> None:
    assert said_of(f"{above}\n{rest}2024年政府信息公开工作年度报告")[0] == f"{above}{rest}"


@pytest.mark.parametrize("years", ["2023—2024学年", "2023-2024学年度", "2023至2024学年"])
def test_a_school_year_is_no_year_of_this_form_and_said_to_be_none(years: str) -> None:
    body, _, said = said_of(f"某大学{years}信息公开年度报告")
    assert (body, said) == ("某大学", {"year"})


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (f"乙镇2024年政府信息公开工作年度报告\n{TITLE}", {"agency"}),
        (f"{BODY}2023年政府信息公开工作年度报告\n{TITLE}", {"year"}),
        (f"{BODY}2023年政府信息公开工作年度报告{PERIOD}", {"year"}),
        (f"{BODY}2023-2024年政府信息公开工作年度报告", {"year"}),
        ("甲乙丙丁2024年政府信息公开工作年度报告", {"agency"}),
        (f"{BODY}政府信息公开工作年度报告", {"year"}),
        (TITLE, set()),
    ],
)
def test_of_two_bodies_or_years_both_are_named_and_a_guess_is_called_one(head: str, said: set[str]) -> None:
    assert said_of(head)[2] == said


def test_a_year_whose_character_is_lost_in_the_period_is_read() -> None:
    assert said_of(f"{BODY}政府信息公开工作年度报告\n统计期限自20231月1日至202312月31日。")[1:] == (2023, set())


@pytest.mark.parametrize("body", ["甲县水务集团有限公司", "甲县人民医院", "甲大学"])
def test_a_report_that_is_not_on_government_information_is_said_to_be_of_another_kind(body: str) -> None:
    said = [finding.message for finding in readers.read(f"{body}2023年信息公开年度报告{REST}".encode()).findings]
    assert any("另有规定" in message and body in message for message in said)
    said = [finding.message for finding in readers.read(f"{body}2023年政府信息公开年度报告{REST}".encode()).findings]
    assert not any("另有规定" in message for message in said)


@pytest.mark.parametrize("broken", ["202年", "20232年", "2 年"])
def test_a_year_that_lost_a_digit_is_named_and_not_guessed_in_silence(broken: str) -> None:
    text = f"甲县财政局政府信息公开工作年度报告\n{broken}，本局按要求公开政府信息。{REST}"
    said = [finding.message for finding in readers.read(text.encode()).findings if finding.place.path == "year"]
    assert len(said) == 1
    assert ("年度缺字" in said[0] and broken in said[0]) or said[0].startswith("文件中没有写明年度")


def test_a_page_in_traditional_characters_is_refused_with_what_to_do() -> None:
    text = "甲縣財政局2023年政府信息公開工作年度報告\n一、總體情況\n本年按要求公開各類信息三百餘條，沒有發生差錯。"
    with pytest.raises(NotAnAnnualReport, match="简体字页面"):
        readers.read(text.encode())


def test_a_long_list_of_bodies_before_the_title_is_no_part_of_it() -> None:
    text = "\n".join(["甲县财政局"] * 3_000) + f"\n乙县2023年政府信息公开工作年度报告{REST}"
    assert readers.read(text.encode()).report.agency.name == "乙县"


@pytest.mark.parametrize("second", ["甲县财政局2022年", "甲县教育局2023年", "甲县财政局\n2022年"])
@pytest.mark.parametrize("cut", [60, None])
def test_a_second_report_in_the_file_is_told(second: str, cut: int | None) -> None:
    first = f"甲县财政局2023年政府信息公开工作年度报告{REST}"[:cut]
    text = f"{first}\n{second}政府信息公开工作年度报告{REST}"
    told = [finding for finding in readers.read(text.encode()).findings if "还有另一份报告" in finding.message]
    assert len(told) == 1


def test_a_title_of_last_year_that_a_report_links_to_is_no_second_report() -> None:
    title = "甲县财政局2023年政府信息公开工作年度报告"
    text = f"{title}{REST}六、其他需要报告的事项\n无。\n{title.replace('2023', '2022')}"
    assert not [one for one in readers.read(text.encode()).findings if "还有另一份报告" in one.message]
