"""Formats by name and by suffix, and JSON to the digit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.document.reports import town

from gk_docs.errors import UnreadableFile, WriteRefused
from gk_docs.form.editions import parse
from gk_docs.form.y2021 import Requests
from gk_docs.formats import FORMATS, READERS, WRITERS, FormatName, read, render, rendered, write

ROOT = Path(__file__).parents[2]

RENDER_IN_A_PROCESS = """
import hashlib
from tests.document.reports import town
from gk_docs.formats import WRITERS, render
for format in sorted(set(WRITERS) - {"pdf", "png"}):
    print(format, hashlib.sha256(render(town(), format)).hexdigest())
"""


def test_every_format_of_the_table_has_its_writer() -> None:
    assert {"docx", "html", "pdf", "json"} <= set(WRITERS)
    for name in WRITERS:
        assert callable(import_module(FORMATS[name].writer).render)


@pytest.mark.parametrize("name", ["甲.doc", "甲.wps", "甲", "甲.pptx"])
def test_an_unknown_format_is_refused_with_what_can_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteRefused, match=re.escape("能写的格式：docx、html")):
        write(town(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_may_be_written_large(tmp_path: Path) -> None:
    assert write(town(), str(tmp_path / "甲.JSON")) == tmp_path / "甲.JSON"


@pytest.mark.parametrize("suffix", sorted(set(WRITERS) - {"docx", "pdf"}))
def test_only_what_a_word_file_becomes_takes_a_template(suffix: str) -> None:
    with pytest.raises(WriteRefused, match=f"只有 .docx 和 .pdf 可用 Word 模板。写的是“{suffix}”"):
        rendered(town(), suffix, template="any.docx")


@pytest.mark.parametrize(
    ("written", "name"),
    [("cms.html", "cms"), (".docx", "docx"), ("甲.html", "html"), ("DOCX", "docx"), ("yml", "yaml")],
)
def test_a_file_name_in_place_of_a_format_is_answered_by_the_name_of_the_format(written: str, name: str) -> None:
    with pytest.raises(WriteRefused, match=f"写的是“{written}”。格式的名称是“{name}”"):
        rendered(town(), written)


def test_json_is_exact_and_reads_back_equal() -> None:
    report = town(requests=Requests(received={"natural_person": 3}))
    data = render(report, "json")
    values = json.loads(data)
    assert values["edition"] == "2021"
    assert values["active_disclosure"]["fees"] == "1.50"
    assert values["agency"]["contact"]["postcode"] == "010000"
    assert values["requests"]["received"]["business"] is None
    assert '\n  "year": 2023,\n' in data.decode()
    assert "乙镇人民政府" in data.decode()
    assert parse(values) == report


def test_two_processes_with_other_hash_seeds_and_time_zones_write_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", RENDER_IN_A_PROCESS],
            env={"GK_DOCS_CACHE": "off", "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("4321", "America/New_York"))
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == len(WRITERS) - 2


@pytest.mark.parametrize("format", sorted(set(WRITERS) - {"pdf", "png"}))
def test_equal_reports_give_the_same_bytes_in_whatever_order_their_parts_were_named(format: FormatName) -> None:  # noqa: A002 - the public name
    printed = {
        "words": {"requests.received.business": "／", "active_disclosure.licences": "无"},
        "headings": {"problems": "五、问题", "summary": "一、概况"},
    }
    turned = {name: dict(reversed(of.items())) for name, of in printed.items()}
    one, other = (town(printed=named, requests=Requests()) for named in (printed, turned))
    assert one == other
    assert render(one, format) == render(other, format)


def test_importing_the_writers_loads_no_heavy_library() -> None:
    code = "import sys, gk_docs.formats; print(sorted({'docx', 'docxtpl', 'lxml', 'jinja2'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert loaded.stdout == "[]\n"


@pytest.mark.parametrize("suffix", sorted({*READERS} - {"yaml"}))
@pytest.mark.parametrize("data", [b"", bytes(512)])
def test_a_file_that_was_not_copied_whole_is_called_empty_whatever_it_should_be(suffix: str, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="文件是空的。多半是没有复制、下载完"):
        read(data, name=f"年报.{suffix}")


def test_a_shortcut_is_told_as_what_it_is() -> None:
    with pytest.raises(UnreadableFile, match="这是快捷方式。请用它指向的文件本身"):
        read(b"L\0\0\0", name="年报.lnk")
