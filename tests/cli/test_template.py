"""`gk-docs template`: a copy of the standard template to start from, and a check of what was made of it."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.cli.prompt import told

import docx
import gk_docs
from gk_docs.cli import main
from gk_docs.document.docx import template_path
from gk_docs.errors import TemplateError
from gk_docs.form.editions import FORMS

XIJI = Path(__file__).parents[2] / "fixtures/townships/xiji_2023.yaml"
PART = "word/document.xml"


def changed(edition: str, *changes: tuple[str, str]) -> None:
    """The standard template with pieces of its text replaced, as 模板.docx."""
    source, target = template_path(FORMS[edition]), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == PART:
                text = data.decode()
                for before, after in changes:
                    assert before in text, before
                    text = text.replace(before, after, 1)
                data = text.encode()
            new.writestr(name, data)
    Path("模板.docx").write_bytes(target.getvalue())


def without_table(name: str, number: int, edition: str = "2021") -> None:
    """The standard template without one of its tables, as a file of this name."""
    document = docx.Document(str(template_path(FORMS[edition])))
    table = document.tables[number]._tbl
    document.element.body.remove(table)
    document.save(name)


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_a_new_template_is_the_standard_one_and_in_order(
    edition: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "new", "模板.docx", "--edition", edition]) == 0
    assert (folder / "模板.docx").read_bytes() == template_path(FORMS[edition]).read_bytes()
    capsys.readouterr()
    assert main(["template", "check", "模板.docx"]) == 0
    assert capsys.readouterr().out == f"──────── 模板.docx（{edition}年版格式）\n没有发现问题。\n"


def test_a_file_that_is_there_stays(folder: Path) -> None:
    (folder / "模板.docx").write_bytes(b"mine")
    assert main(["template", "new", "模板.docx"]) == 2
    assert (folder / "模板.docx").read_bytes() == b"mine"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("args", [["new", "模板.doc"], ["new", "a.docx", "--edition", "2020"], ["check", "没有.docx"]])
def test_what_cannot_be_done_is_refused(args: list[str]) -> None:
    assert main(["template", *args]) == 2
    assert not list(Path().iterdir())


@pytest.mark.usefixtures("folder")
def test_an_unknown_name_is_told_with_its_cell_and_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("requests.received.business", "requests.recieved.business"))
    assert main(["template", "check", "模板.docx"]) == 1
    unknown, unplaced = told(capsys)
    assert unknown.startswith("错误 GT301 正文 · 表格2 · 第4行 · 第3格：没有名为“requests.recieved.business”的内容。")
    assert "requests.received.business" in unknown.rpartition("是不是想写")[2]
    assert unplaced.startswith(
        "错误 GT501 表三 · 一、本年新收政府信息公开申请数量 · 商业企业：这个数字在模板里没有位置。"
    )


@pytest.mark.usefixtures("folder")
def test_a_figure_in_two_cells_is_told_with_both(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("active_disclosure.penalties", "active_disclosure.licences"))
    assert main(["template", "check", "模板.docx"]) == 1
    unplaced, twice = told(capsys)
    assert "行政处罚" in unplaced
    assert "没有位置" in unplaced
    assert "正文 · 表格1 · 第7行 · 第2格；正文 · 表格1 · 第10行 · 第2格" in twice
    assert "填在 2 格里" in twice


@pytest.mark.usefixtures("folder")
def test_a_tag_that_a_blank_broke_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("{{ line }}", "{ { line }}"))
    main(["template", "check", "模板.docx"])
    assert [line for line in told(capsys) if line.startswith("警告 GT106 正文 · 第2段：像是写坏的标签，会原样印出来。")]


@pytest.mark.usefixtures("folder")
def test_a_tag_that_does_not_end_is_told_with_its_cell(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", (" active_disclosure.fees }}", " active_disclosure.fees } }"))
    assert main(["template", "check", "模板.docx"]) == 1
    lines = told(capsys)
    assert any("正文 · 表格1 · 第14行 · 第2格" in line for line in lines)
    assert any("行政事业性收费" in line and "没有位置" in line for line in lines)


@pytest.mark.usefixtures("folder")
def test_a_loop_without_an_end_is_told_alone_beside_a_misspelt_name(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("{%p endfor %}", ""), ("requests.received.business", "requests.recieved.business"))
    assert main(["template", "check", "模板.docx"]) == 1
    unended, unknown, unplaced = told(capsys)
    assert "for 没有结束" in unended
    assert "requests.recieved.business" in unknown
    assert "没有位置" in unplaced


@pytest.mark.usefixtures("folder")
def test_text_that_a_tag_deletes_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    mark = "{%p for line in title_lines %}"
    changed("2021", (mark, f"会丢的字{mark}"))
    assert main(["template", "check", "模板.docx"]) == 0
    [deleted] = told(capsys)
    assert deleted.startswith("警告 GT204 正文 · 第1段：与这个标签同在一段的文字会被删去：“会丢的字”")


@pytest.mark.usefixtures("folder")
def test_without_the_flow_the_text_of_a_section_has_no_place(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("{%p for block in flow %}", "{%p for block in summary.parts %}"))
    main(["template", "check", "模板.docx"])
    lines = [line for line in told(capsys) if "这一部分的文字" in line]
    assert [line[9:11] for line in lines] == ["五、", "六、"]


@pytest.mark.usefixtures("folder")
def test_a_name_below_a_part_of_the_form_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    mark = "{{ line }}"
    changed(
        "2021", (mark, f"{mark}{{{{ agency.contact.phone }}}}{{{{ summary.on_request.text }}}}{{{{ agency.nam }}}}")
    )
    assert main(["template", "check", "模板.docx"]) == 1
    assert [line.partition("。")[0] for line in told(capsys)] == ["错误 GT301 正文 · 第2段：没有名为“agency.nam”的内容"]


@pytest.mark.usefixtures("folder")
def test_the_edition_is_that_of_the_names(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2019", ("active_disclosure.rules.made", "active_disclosure.rules.issued"))
    assert main(["template", "check", "模板.docx"]) == 1
    assert len(told(capsys)) == 2
    assert main(["template", "check", "模板.docx", "--edition", "2021"]) == 1
    assert len(told(capsys)) > 20


@pytest.mark.usefixtures("folder")
def test_json_gives_a_mapping_for_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("active_disclosure.penalties", "active_disclosure.licences"))
    assert main(["template", "check", "模板.docx", "没有.docx", "--json"]) == 2
    found, missing = json.loads(capsys.readouterr().out)
    assert (found["file"], found["edition"]) == ("模板.docx", "2021")
    assert [(one["code"], one["severity"], one["place"]["path"]) for one in found["findings"]] == [
        ("GT501", "error", "active_disclosure.penalties"),
        ("GT504", "warning", "active_disclosure.licences"),
    ]
    assert missing["problems"][0]["file"] == "没有.docx"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("edition", sorted(FORMS))
def test_a_label_that_says_something_else_is_an_error_with_what_the_form_says(
    edition: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(edition, ("行政许可", "许可"))
    assert main(["template", "check", "模板.docx"]) == 1
    [line] = told(capsys)
    assert line.startswith("错误 GT502 正文 · 表格1 · 第")
    assert "名称与规定格式不同。写的是“许可" in line
    assert "应为“行政许可" in line


@pytest.mark.usefixtures("folder")
def test_a_label_with_another_mark_is_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", ("1.信访举报投诉类申请", "1、信访举报投诉类申请"))
    assert main(["template", "check", "模板.docx"]) == 0
    [line] = told(capsys)
    assert line.startswith("警告 GT503 正文 · 表格2 · 第")
    assert "写法与规定格式不同" in line


@pytest.mark.usefixtures("folder")
def test_a_label_that_is_gone_is_named_with_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    changed("2021", (">行政强制<", "><"))
    assert main(["template", "check", "模板.docx"]) == 1
    [line] = told(capsys)
    assert "表二 · 行政强制" in line
    assert "缺少规定的名称“行政强制”" in line


def exchanged(edition: str, *pairs: tuple[str, str]) -> None:
    steps = [((one, f"占位{n}"), (other, one), (f"占位{n}", other)) for n, (one, other) in enumerate(pairs)]
    changed(edition, *(step for three in steps for step in three))


@pytest.mark.usefixtures("folder")
def test_two_labels_that_changed_places_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    exchanged("2021", ("行政许可", "行政处罚"))
    assert main(["template", "check", "模板.docx"]) == 1
    text = "".join(told(capsys))
    assert "写的是“行政处罚”。应为“行政许可”" in text
    assert "写的是“行政许可”。应为“行政处罚”" in text


COLUMNS = [*gk_docs.ByApplicant.model_fields]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("edition", "pairs", "said"),
    [
        ("2021", [("active_disclosure.licences ", "active_disclosure.penalties ")], ["行政许可", "行政处罚"]),
        ("2021", [("active_disclosure.rules.issued", "active_disclosure.rules.repealed")], ["制发", "废止"]),
        (
            "2019",
            [("active_disclosure.licences.change", "active_disclosure.penalties.change")],
            ["行政许可", "行政处罚"],
        ),
        (
            "2021",
            [(f"requests.received.{one} ", f"requests.brought_forward.{one} ") for one in COLUMNS],
            ["本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量"],
        ),
        (
            "2021",
            [("requests.outcomes.granted.business", "requests.outcomes.refused.state_secret.total")],
            ["予以公开", "属于国家秘密"],
        ),
        (
            "2021",
            [("review_litigation.reconsideration.upheld", "review_litigation.direct_litigation.upheld")],
            ["行政复议", "未经复议直接起诉"],
        ),
    ],
)
def test_tags_that_changed_places_below_labels_that_are_right_are_told_once_as_such(
    edition: str, pairs: list[tuple[str, str]], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    exchanged(edition, *pairs)
    assert main(["template", "check", "模板.docx"]) == 1
    [line] = told(capsys)
    assert line.startswith("错误 GT505 正文 · 表格")
    assert all(word in line for word in said)
    assert f"应为“{{{{ {pairs[0][0].strip()} }}}}”" in line
    assert main(["render", str(XIJI), "--template", "模板.docx", "-o", "a.docx"]) == 1


@pytest.mark.usefixtures("folder")
def test_a_table_that_is_gone_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    without_table("模板.docx", 2)
    assert main(["template", "check", "模板.docx"]) == 1
    [line] = told(capsys)
    assert line.startswith("错误 GT501 四、")
    assert "这张表不在模板里" in line


@pytest.mark.usefixtures("folder")
def test_render_refuses_a_template_that_lacks_a_table_unless_it_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    without_table("模板.docx", 2)
    assert main(["render", str(XIJI), "--template", "模板.docx", "-o", "a.docx"]) == 1
    told = capsys.readouterr().err
    assert "模板.docx：四、" in told
    assert "这张表不在模板里" in told
    assert "gk-docs template check 模板.docx" in told
    assert not Path("a.docx").exists()
    assert main(["render", str(XIJI), "--template", "模板.docx", "-o", "a.docx", "--partial"]) == 0
    assert Path("a.docx").exists()


def test_render_of_a_folder_refuses_the_template_that_its_settings_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without_table("模板.docx", 2)
    Path("西集镇.yaml").write_bytes(XIJI.read_bytes())
    Path("gk-docs.toml").write_text('["公共"]\n"模板" = "模板.docx"\n', encoding="utf-8")
    assert main(["render", "西集镇.yaml", "-o", "a.docx"]) == 1
    assert main(["render", ".", "-o", "出"]) == 1
    assert "这张表不在模板里" in capsys.readouterr().out
    [slip] = (folder / "出/回执").iterdir()
    assert "请不要改动" in slip.read_text(encoding="utf-8-sig")
    assert main(["render", ".", "-o", "出", "--partial"]) == 0
    assert main(["render", "西集镇.yaml", "-o", "a.docx", "--partial"]) == 0


def test_python_takes_a_template_that_prints_a_part_of_the_form(folder: Path) -> None:
    without_table("模板.docx", 2)
    report = gk_docs.read(XIJI).report
    assert gk_docs.write(report, "a.docx", template="模板.docx") == Path("a.docx")
    [result] = gk_docs.write_all([report], folder / "出", template="模板.docx", executor=ThreadPoolExecutor(1))
    assert result.status == "written"


@pytest.mark.usefixtures("folder")
def test_a_template_of_the_other_edition_is_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    Path("旧.docx").write_bytes(template_path(FORMS["2019"]).read_bytes())
    said = "旧.docx：这是2019年版格式的模板，报告用的是2021年版格式。"
    for more in ([], ["--partial"]):
        assert main(["render", str(XIJI), "--template", "旧.docx", "-o", "a.docx", *more]) == 1
        assert capsys.readouterr().err.splitlines()[-1].startswith(said)
    report = gk_docs.read(XIJI).report
    with pytest.raises(TemplateError, match="2019年版格式的模板") as refused:
        gk_docs.render(report, "docx", template="旧.docx")
    assert "--edition 2021" in str(refused.value)
    old = gk_docs.AnnualReport2019(agency=gk_docs.Agency(name="甲镇人民政府"), year=2020)
    with pytest.raises(TemplateError, match="2021年版格式的模板，报告用的是2019年版"):
        gk_docs.render(old, "docx", template=template_path(FORMS["2021"]))


def test_an_unknown_name_is_still_told_by_name(folder: Path) -> None:
    changed("2021", ("requests.received.business", "requests.recieved.business"))
    with pytest.raises(TemplateError, match="recieved"):
        gk_docs.render(gk_docs.read(XIJI).report, "docx", template=folder / "模板.docx")
