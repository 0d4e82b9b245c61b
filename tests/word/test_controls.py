"""Content controls are filled by the tag or the title that they have in Word, and stay controls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from tests.word.conftest import W, entries, template_bytes
from tests.word.test_whole import audited
from tests.word.validity import faults

from gk_docs.errors import GkError
from gk_docs.word import Template

if TYPE_CHECKING:
    from pathlib import Path

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BOLD = "<w:rPr><w:b/></w:rPr>"
BOX = f"""<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="0"/>
<w14:checkedState w14:val="2611" w14:font="Segoe UI"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>
</w14:checkbox>"""
ITEMS = '<w:listItem w:displayText="县" w:value="county"/><w:listItem w:value="镇"/>'


def r(text: str, look: str = BOLD) -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def p(runs: str) -> str:
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def control(name: str, kind: str, content: str, *, by: str = "tag", rest: str = "") -> str:
    properties = f'<w:{by} w:val="{name}"/><w:id w:val="7"/>{rest}{kind}'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


BODY = (
    p(r("前") + control("同意", BOX, r("☐")) + r("后"))
    + control("单位", "<w:text/>", p(r("点此", '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>')) + p(r("二")),
              by="alias", rest="<w:showingPlcHdr/>")
    + p(control("层级", f"<w:dropDownList>{ITEMS}</w:dropDownList>", r("选") + r("择", "")))
    + p(control("别的", f"<w:comboBox>{ITEMS}</w:comboBox>", r("选")))
    + p(control("日期", '<w:date><w:dateFormat w:val="yyyy-MM-dd"/></w:date>', r("日")))
    + p(control("大写", '<w:date><w:dateFormat w:val="EEEE年O月A日"/></w:date>', r("日")))
    + "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>"
    + control("格", "", f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr>{p(r("格"))}{p(r("二"))}</w:tc>')
    + "</w:tr></w:tbl>"
    + p(control("绑", "<w:text/>", r("旧"), rest='<w:dataBinding w:xpath="x" w:storeItemID="y"/>'))
    + p(control("图", "<w:picture/>", r("图")))
    + control("表", "", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>")
    + p(r("{{ a }}"))
)  # fmt: skip
SOURCE = template_bytes(BODY, header=p(control("页眉", "<w:text/>", r("头"))))
TEMPLATE = Template(SOURCE)


def texts(data: bytes, part: str = "word/document.xml") -> dict[str, str]:
    """What each control shows, by its tag or title."""
    root = etree.fromstring(entries(data)[part])
    found = {}
    for one in root.iter(f"{{{W}}}sdt"):
        (name,) = (str(tag.get(f"{{{W}}}val")) for kind in ("tag", "alias") for tag in one.iter(f"{{{W}}}{kind}"))
        content: Any = one.find(f"{{{W}}}sdtContent")
        found[name] = "⏎".join(
            "".join("⏎" if at.tag.endswith("}br") else at.text or "" for at in run if at.tag.endswith(("}t", "}br")))
            for run in content.iter(f"{{{W}}}r")
        )
    return found


FILLED: dict[str, tuple[object, str]] = {
    "同意": (True, "☑"), "单位": ("甲 & 乙\n镇", "甲 & 乙⏎镇"), "层级": ("county", "县"), "别的": ("村", "村"),
    "日期": (date(2024, 1, 5), "2024-01-05"), "大写": (date(2024, 1, 5), "二〇二四年一月五日"),
    "格": (Decimal("1.50"), "1.50"), "绑": (3, "3"), "表": ("字", "字"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILLED)
def test_a_control_shows_its_value_and_the_others_what_they_showed(name: str) -> None:
    value, shown = FILLED[name]
    before = texts(TEMPLATE.render({"a": 1}))
    data = TEMPLATE.render({"a": 1}, controls={name: value})
    assert texts(data) == before | {name: shown}
    assert set(faults(data)) <= set(faults(SOURCE))


def test_all_controls_of_all_parts_are_filled_and_stay_as_they_look(tmp_path: Path) -> None:
    values: dict[str, object] = {name: value for name, (value, _) in FILLED.items()}
    data = TEMPLATE.render({"a": 1}, controls={**values, "页眉": "新"})
    assert texts(data, "word/header1.xml") == {"页眉": "新"}
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    look = {"w": W, "w14": W14}
    assert root.xpath("//w:sdtContent//w:r[w:rPr/w:b]/w:t/text()", namespaces=look)[0] == "☑"
    assert root.xpath("//w14:checked/@w14:val", namespaces=look) == ["1"]
    assert root.xpath("//w:date[@w:fullDate='2024-01-05T00:00:00Z']", namespaces=look) != []
    assert root.xpath("//w:showingPlcHdr|//w:dataBinding|//w:rStyle", namespaces=look) == []
    assert root.xpath("//w:sdtContent/w:p/w:pPr/w:jc/@w:val", namespaces=look) == ["center"]
    before, after = tmp_path / "a.docx", tmp_path / "b.docx"
    before.write_bytes(SOURCE)
    after.write_bytes(data)
    assert audited(after) <= audited(before)


def test_a_box_that_was_checked_is_unchecked_again() -> None:
    checked = TEMPLATE.render({"a": 1}, controls={"同意": True})
    assert texts(Template(checked).render({}, controls={"同意": False}))["同意"] == "☐"
    assert texts(TEMPLATE.render({"a": 1}, controls={"单位": None}))["单位"] == ""
    bare = template_bytes(p(control("甲", f'<w14:checkbox xmlns:w14="{W14}"/>', r("☐"))))
    assert texts(Template(bare).render({}, controls={"甲": True})) == {"甲": "☒"}


@pytest.mark.parametrize(
    ("controls", "error", "words"),
    [
        ({"没有": "甲"}, KeyError, "no content control with the tag or title '没有'; there are .*'同意'"),
        ({"同意": "是"}, TypeError, "takes True or False, not str"),
        ({"单位": True}, TypeError, "not bool"),
        ({"单位": ["甲"]}, TypeError, "not list"),
        ({"层级": "村"}, ValueError, "has no item '村'; there are .*县"),
        ({"图": "甲"}, ValueError, "use replace="),
        *(
            ({"日期": one}, ValueError, "'日期' holds a date")
            for one in ("昨天", "2024年1月", "2023年2月29日", "", 45000)
        ),
        ({"单位": "甲\x0b"}, GkError, "不能容纳"),
    ],
)
def test_what_a_control_cannot_hold_is_told_to_the_caller(
    controls: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        TEMPLATE.render({"a": 1}, controls=controls)


@pytest.mark.parametrize("day", ["2024年1月5日", "二〇二四年一月五日", "2024.1.5"])
def test_text_that_is_a_date_fills_a_date_as_the_date_does(day: str) -> None:
    data = TEMPLATE.render({"a": 1}, controls={"日期": day})
    assert data == TEMPLATE.render({"a": 1}, controls={"日期": date(2024, 1, 5)})


def test_a_date_that_is_emptied_keeps_no_day() -> None:
    filled = TEMPLATE.render({"a": 1}, controls={"日期": date(2024, 1, 5)})
    emptied = Template(filled).render({}, controls={"日期": None})
    assert (texts(emptied)["日期"], b"fullDate" in entries(emptied)["word/document.xml"]) == ("", False)


def test_controls_that_a_loop_repeats_hold_the_same_and_share_no_id() -> None:
    body = p(r("{%p for x in xs %}")) + p(control("甲", BOX, r("☐"))) + p(r("{%p endfor %}"))
    data = Template(template_bytes(body)).render({"xs": [1, 2, 3]}, controls={"甲": True})
    root: Any = etree.fromstring(entries(data)["word/document.xml"])
    assert root.xpath("//w:sdtContent//w:t/text()", namespaces={"w": W}) == ["☑"] * 3
    assert root.xpath("//w:sdtPr/w:id/@w:val", namespaces={"w": W}) == ["7"]


def test_the_name_of_a_control_may_come_from_the_data_of_each_round() -> None:
    body = p(r("{%p for x in xs %}")) + p(control("{{ x.id }}", BOX, r("☐"))) + p(r("{%p endfor %}"))
    rounds = [{"id": "甲", "done": True}, {"id": "乙", "done": False}, {"id": "丙", "done": True}]
    data = Template(template_bytes(body)).render({"xs": rounds}, controls={str(x["id"]): x["done"] for x in rounds})
    assert texts(data) == {"甲": "☑", "乙": "☐", "丙": "☑"}


def old_box(name: str, state: str) -> str:
    data = f'<w:ffData><w:name w:val="{name}"/><w:enabled/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
    return f"{mark.format('begin', data)}{code}{mark.format('separate', '')}{mark.format('end', '')}"


def test_the_check_boxes_of_an_old_form_are_filled_by_their_bookmarks() -> None:
    off, on = '<w:default w:val="0"/>', '<w:default w:val="1"/><w:checked/>'
    one = p(old_box("选{{ loop.index }}", off))
    body = f"{p(old_box('甲', off))}{p(old_box('乙', on))}{p(r('{%p for x in xs %}'))}{one}{p(r('{%p endfor %}'))}"
    template = Template(template_bytes(body))
    data = template.render({"xs": [1, 2]}, controls={"甲": True, "乙": False, "选2": True})
    document = etree.fromstring(entries(data)["word/document.xml"])
    boxes = document.findall(f".//{{{W}}}checkBox")
    states = [[child.get(f"{{{W}}}val") for child in list(box)[1:]] for box in boxes]
    assert states == [["0", "1"], ["1", "0"], ["0"], ["0", "1"]]
    assert faults(data) == []
    with pytest.raises(TypeError, match="takes True or False"):
        template.render({"xs": []}, controls={"甲": "是"})
    with pytest.raises(KeyError, match="选1"):
        template.render({"xs": []}, controls={"选1": True})


def test_two_values_for_one_place_are_refused() -> None:
    nested = template_bytes(p(control("外", "", r("前") + control("内", "", r("旧")))))
    both = template_bytes(p(control("签", "<w:text/>", r("旧"), rest='<w:alias w:val="名"/>')))
    for source, names in ((nested, ("外", "内")), (both, ("签", "名"))):
        for name in names:
            data = Template(source).render({}, controls={name: "甲"})
            assert "甲".encode() in entries(data)["word/document.xml"]
        with pytest.raises(ValueError, match="is filled by another value too"):
            Template(source).render({}, controls=dict.fromkeys(names, "甲"))
