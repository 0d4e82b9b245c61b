"""A folder: everything in it that is a report, nothing else, and each named whatever becomes of it."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from errno import EACCES
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.batch.bodies import SCRIPT, files_in, write_body

import gk_docs as gk
from gk_docs.batch.folder import files_at, inputs_of, others_in, render_folder, reports_in
from gk_docs.batch.job import Way
from gk_docs.batch.outcome import summary_of
from gk_docs.cli import main
from gk_docs.errors import UnreadableFile, WriteRefused
from gk_docs.showing.outcome import OutcomeShown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.job import Result


def rendered(folder: Path, out: Path, **options: Any) -> dict[str, Result]:
    with ThreadPoolExecutor(2) as pool:
        results = list(render_folder(folder, out, executor=pool, **options))
    assert len({result.source for result in results}) == len(results)
    return {result.source: result for result in results}


def test_yaml_json_and_scripts_stand_side_by_side(tmp_path: Path) -> None:
    yaml = write_body(tmp_path, "甲镇")
    report = gk.read(yaml).report.replace(agency=gk.Agency(name="乙镇"))
    gk.write(report, tmp_path / "乙镇2024.json")
    (tmp_path / "丙镇.py").write_text(SCRIPT.format(name="丙镇"), encoding="utf-8")
    without = rendered(tmp_path, tmp_path / "出")
    assert {result.body for result in without.values()} == {"甲镇", "乙镇"}
    results = rendered(tmp_path, tmp_path / "出", scripts=True, formats=("docx", "json"))
    assert {result.source: result.body for result in results.values()} == {
        "甲镇2024.yaml": "甲镇",
        "乙镇2024.json": "乙镇",
        "丙镇.py": "丙镇",
    }
    assert all(gk.read(path).report.agency.name == one.body for one in results.values() for path in one.paths)
    assert len(files_in(tmp_path / "出")) == 6


def test_what_is_no_report_is_not_taken_for_one(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇")
    for name in ("_公共.yaml", ".甲镇.yaml", "~$甲镇.xlsx", "gk-docs.toml", "名单.csv", "名单.xlsx", "说明.docx"):
        (tmp_path / name).write_text("x = 1", encoding="utf-8")
    write_body(tmp_path / "往年", "甲镇")
    assert [path.name for path in inputs_of(tmp_path, scripts=True)] == ["甲镇2024.yaml"]
    assert [path.name for path in others_in(tmp_path)] == ["说明.docx"]
    assert [path.name for path in files_at(tmp_path)] == ["甲镇2024.yaml", "说明.docx"]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html", ".json"])
def test_what_we_wrote_about_the_reports_of_a_folder_is_none_of_them_until_somebody_saves_it(
    tmp_path: Path, suffix: str
) -> None:
    yaml = write_body(tmp_path, "甲镇")
    lists: dict[str, Any] = {
        "附表": gk.total([yaml], agency="丙县人民政府"),
        "一览": gk.survey([yaml]),
        "检查": gk.check(gk.read(yaml)),
        "对比": gk.compare(gk.read(yaml), gk.read(yaml)),
    }
    for name, found in lists.items():
        gk.save(found, tmp_path / f"{name}{suffix}")
    gk.save(gk.check(gk.read(yaml)), tmp_path / f"检查甲镇{suffix}", of=gk.read(yaml))
    assert files_at(tmp_path) == [yaml]
    changed = tmp_path / f"一览{suffix}"
    changed.write_bytes(changed.read_bytes()[:-200])
    assert set(files_at(tmp_path)) == {yaml, changed}


def test_every_command_looks_into_the_folders_that_belong_to_one_and_no_others(tmp_path: Path) -> None:
    files = [write_body(tmp_path / folder, f"{name}镇") for folder, name in ((".", "甲"), ("镇", "乙"), ("往年", "丙"))]
    assert files_at(tmp_path) == reports_in(tmp_path) == inputs_of(tmp_path) == files[:1]
    (tmp_path / "gk-docs.toml").write_text('"文件夹" = ["镇"]\n', encoding="utf-8")
    assert files_at(tmp_path) == reports_in(tmp_path) == inputs_of(tmp_path) == files[:2]
    assert reports_in(tmp_path, but=files[:1]) == files[1:2]


@pytest.mark.parametrize("folders", ["1", '["镇", "部門"]'])
@pytest.mark.parametrize("command", ["check", "county", "total --agency 甲县人民政府"])
def test_no_command_leaves_out_a_folder_that_wrong_settings_name_without_a_word(
    tmp_path: Path, folders: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_body(tmp_path, "甲镇")
    (tmp_path / "镇").mkdir()
    (tmp_path / "gk-docs.toml").write_text(f'"文件夹" = {folders}\n', encoding="utf-8")
    assert main([*command.split(), str(tmp_path)]) != 0
    assert "gk-docs.toml：文件夹：" in capsys.readouterr().err


def test_a_report_in_a_format_that_is_not_read_is_passed_over_by_no_command_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = gk.read(write_body(tmp_path, "甲镇")).report.replace(problems="另一稿写的问题。")
    gk.write(draft, tmp_path / "乙镇.docx").rename(tmp_path / "乙镇.docm")
    sent = [f"丙镇2024.{suffix}" for suffix in ("xls", "zip", "rtf", "ofd", "7z", "ods")]
    for name in sent:
        (tmp_path / name).write_bytes(b"{\\rtf1 " if name.endswith("rtf") else b"PK\5\6" + bytes(18))
    for command in ("check", "county", "total --agency 甲县人民政府 --json", f"compare {tmp_path}"):
        main([*command.split(), str(tmp_path)])
        told = "".join(capsys.readouterr())
        assert [name for name in [*sent, "乙镇.docm"] if name not in told] == []
    assert {file.name for file in others_in(tmp_path)} == {*sent, "乙镇.docm"}


@pytest.mark.parametrize("suffix", ["html", "htm", "shtml", "xhtml", "SHTML"])
def test_a_page_counts_whatever_its_site_calls_pages(tmp_path: Path, suffix: str) -> None:
    page = gk.write(gk.read(write_body(tmp_path / "别处", "甲镇")).report, tmp_path / "甲镇.html")
    page.rename(tmp_path / f"甲镇.{suffix}")
    [page] = reports_in(tmp_path)
    assert gk.read(page).report.agency.name == "甲镇"


@pytest.mark.parametrize("name", ["乙镇2024", "乙镇2024.yaml.crdownload", "乙镇2024.附件", "乙镇2024.YAML~"])
def test_a_report_without_a_known_suffix_is_passed_over_by_no_command_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    write_body(tmp_path, "甲镇")
    write_body(tmp_path, "乙镇").rename(tmp_path / name)
    (tmp_path / "甲镇2024.yaml.bak").write_bytes((tmp_path / "甲镇2024.yaml").read_bytes())
    (tmp_path / "丙镇2024.yaml - 快捷方式.lnk").write_bytes(b"L\0\0\0")
    for stranger, data in (("说明", b"abc"), ("幻灯.pptx", b"PK\5\6" + bytes(18)), ("Thumbs.db", bytes(512))):
        (tmp_path / stranger).write_bytes(data)
    for command in ("check", "county", "total --agency 甲县人民政府 --json", f"compare {tmp_path}"):
        main([*command.split(), str(tmp_path)])
        told = "".join(capsys.readouterr())
        assert "乙镇" in told
        assert "丙镇2024.yaml - 快捷方式.lnk" in told
        assert [stranger for stranger in ("bak", "说明", "幻灯", "Thumbs") if stranger in told] == []
    (tmp_path / "名单.csv").write_text("机关\n甲镇\n乙镇\n丙镇\n", encoding="utf-8")
    main(["render", str(tmp_path), "-o", str(tmp_path / "出")])
    told = "".join(capsys.readouterr())
    assert f"乙镇：收到扩展名不认识的文件（{name}），不是数据文件，请看它是什么，补上扩展名" in told
    assert "丙镇：收到扩展名不认识的文件（丙镇2024.yaml - 快捷方式.lnk），不是数据文件，这是快捷方式" in told


@pytest.mark.parametrize("command", ["check", "county"])
def test_last_years_report_that_is_named_is_none_of_this_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    last = write_body(tmp_path, "甲镇").rename("甲镇2023.yaml")
    last.write_text(last.read_text(encoding="utf-8").replace("2024", "2023"), encoding="utf-8")
    write_body(tmp_path, "甲镇")
    main([command, ".", "--previous", last.name])
    told = "".join(capsys.readouterr())
    assert "2023.yaml" not in told
    assert "甲镇" in told
    main([command, ".", last.name])
    assert "2023.yaml" in "".join(capsys.readouterr())


@pytest.mark.parametrize("asked", [False, True])
def test_the_template_of_a_folder_is_taken_for_a_report_by_no_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, asked: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "县"
    folder.mkdir()
    write_body(folder, "甲镇")
    assert main(["template", "new", "县/本县模板.docx"]) == 0
    capsys.readouterr()
    if not asked:
        (folder / "gk-docs.toml").write_text('["公共"]\n"模板" = "本县模板.docx"\n', encoding="utf-8")
        for command in ("check", "county", "total --agency 甲县人民政府", "compare 县"):
            main([*command.split(), "县"])
            told = "".join(capsys.readouterr())
            assert "甲镇" in told
            assert "未载明" not in told
            assert "模板" not in told
    more = ["--template", "县/本县模板.docx"] if asked else []
    assert main(["render", "县", "-o", "出", "--convert", *more]) == 0
    assert "模板" not in "".join(capsys.readouterr())
    assert [path.name for path in (tmp_path / "出").glob("*.docx")] == ["甲镇2024.docx"]


@pytest.mark.parametrize("command", ["check", "total --agency 甲县人民政府", "county"])
def test_a_file_that_is_named_in_several_ways_is_one_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_body(tmp_path, "甲镇")
    told = []
    for places in (["."], [".", str(tmp_path), "甲镇2024.yaml", "./甲镇2024.yaml"]):
        main([*command.split(), *places])
        told.append("".join(capsys.readouterr()))
    assert told[0] == told[1]


@pytest.mark.parametrize("command", ["check", "render -o {}/出", "total --agency 甲县人民政府", "county"])
def test_a_link_to_a_report_that_is_gone_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    write_body(tmp_path, "甲镇")
    (tmp_path / "乙镇2024.yaml").symlink_to(tmp_path / "别处" / "乙镇2024.yaml")
    assert main([*command.format(tmp_path).split(), str(tmp_path)]) != 0
    told = capsys.readouterr()
    assert "乙镇2024.yaml" in f"{told.out}{told.err}"


@pytest.mark.parametrize(
    ("command", "places"),
    [
        *((one, ["县"]) for one in ("check", "render -o 出", "total --agency 甲县人民政府", "county", "compare 前")),
        *((one, ["县/锁着", "前"]) for one in ("check", "total --agency 甲县人民政府", "county")),
    ],
)
def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_done(
    command: str, places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `chmod 700` by somebody else does, and a drive that is gone."""
    listed = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder.name == "锁着":
            raise PermissionError(EACCES, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    monkeypatch.chdir(tmp_path)
    write_body(Path("县"), "甲镇")
    write_body(Path("前"), "甲镇")
    write_body(Path("县/锁着"), "乙镇")
    Path("县/gk-docs.toml").write_text('"文件夹" = ["锁着"]\n', encoding="utf-8")
    assert main([*command.split(), *places]) != 0
    told = "".join(capsys.readouterr())
    assert "锁着" in told
    assert "甲镇" in told


def test_reports_of_one_script_are_called_by_their_bodies(tmp_path: Path) -> None:
    text = "import gk_docs as gk\nreports = [gk.AnnualReport(agency=name, year=2024) for name in ('甲/镇', '乙镇')]\n"
    (tmp_path / "全县.py").write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(1) as pool:
        results = list(render_folder(tmp_path, tmp_path / "出", scripts=True, executor=pool))
    assert {result.source for result in results} == {"全县.py"}
    assert files_in(tmp_path / "出") == {"甲_镇2024.docx", "乙镇2024.docx"}


def test_two_inputs_for_one_file_are_both_named(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇")
    gk.write(gk.read(tmp_path / "甲镇2024.yaml").report, tmp_path / "甲镇2024.json")
    results = rendered(tmp_path, tmp_path / "出")
    assert sorted(result.status for result in results.values()) == ["failed", "written"]
    (failed,) = (result for result in results.values() if result.status == "failed")
    assert "甲镇2024" in str(failed.problems[0])
    told = OutcomeShown(summary_of([*results.values()])).text()
    assert "甲镇2024.yaml：与 甲镇2024.json 会写成同一个文件“甲镇2024”。" in told


def test_strict_writes_nothing_of_a_report_with_an_error_and_still_tells_what_was_found(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇", more="总体情况: 全年新收政府信息公开申请5件。\n")
    (result,) = rendered(tmp_path, tmp_path / "出", way=Way(strict=True)).values()
    assert result.status == "failed"
    assert result.count(gk.Severity.ERROR) >= 1
    assert result.agency == gk.Agency(name="甲镇")
    assert not files_in(tmp_path / "出")
    (result,) = rendered(tmp_path, tmp_path / "出").values()
    assert result.status == "written"


def test_the_settings_of_the_folder_say_which_rules_run(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇", more="总体情况: 全年新收政府信息公开申请5件。\n")
    before = rendered(tmp_path, tmp_path / "出")["甲镇2024.yaml"]
    codes = {finding.code for finding in before.findings if finding.severity == gk.Severity.ERROR}
    (tmp_path / "gk-docs.toml").write_text(f"ignore = {json.dumps(sorted(codes))}\n", encoding="utf-8")
    assert rendered(tmp_path, tmp_path / "出")["甲镇2024.yaml"].count(gk.Severity.ERROR) == 0 < len(codes)


def test_drafts_of_a_killed_run_are_removed_and_nothing_else(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇")
    out = tmp_path / "出"
    out.mkdir()
    draft, other = out / ".甲镇2024.docx.0123abcd.tmp", out / ".甲镇2024.docx.tmp"
    for path in (draft, other):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - 5, time.time() - 5))
    rendered(tmp_path, out)
    assert files_in(out) == {other.name, "甲镇2024.docx"}


def test_inputs_are_never_written_over(tmp_path: Path) -> None:
    path = write_body(tmp_path, "甲镇")
    before = path.read_bytes()
    with pytest.raises(WriteRefused, match="覆盖"):
        render_folder(tmp_path, tmp_path, formats=("docx", "yaml"))
    assert path.read_bytes() == before
    assert rendered(tmp_path, tmp_path)["甲镇2024.yaml"].status == "written"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        render_folder(tmp_path / "没有", tmp_path / "出")
    assert not (tmp_path / "出").exists()


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """A county whose towns and departments have folders of their own."""
    county = tmp_path / "县"
    write_body(county / "镇", "甲镇", more="总体情况: {监督保障: 按季度检查。}\n")
    write_body(county / "部门", "水利局")
    write_body(county / "往年", "旧镇")
    write_body(county, "县政府办公室")
    text = '"文件夹" = ["镇", "部门"]\n["公共"."机关"]\n"所属地区" = "丙县"\n'
    (county / "gk-docs.toml").write_text(text, encoding="utf-8")
    return county


def test_the_folders_that_the_settings_name_are_written_to_folders_of_their_names(nested: Path) -> None:
    results = rendered(nested, nested.parent / "出")
    assert set(results) == {"县政府办公室2024.yaml", "镇/甲镇2024.yaml", "部门/水利局2024.yaml"}
    for name in ("县政府办公室2024.docx", "镇/甲镇2024.docx", "部门/水利局2024.docx"):
        assert gk.read(nested.parent / "出" / name).report.agency.region == "丙县"
    assert {one.status for one in rendered(nested, nested.parent / "出").values()} == {"unchanged"}
    assert not (nested.parent / "出/往年").exists()


def test_files_of_one_name_in_two_folders_are_two_reports(nested: Path) -> None:
    (nested / "部门/甲镇2024.yaml").write_bytes((nested / "部门/水利局2024.yaml").read_bytes())
    results = rendered(nested, nested.parent / "出")
    assert {results[name].status for name in ("镇/甲镇2024.yaml", "部门/甲镇2024.yaml")} == {"written"}


@pytest.mark.parametrize("name", ["../别处", "没有", ".", "县/镇", "县政府办公室2024.yaml", "", "\\u0000", "长" * 300])
def test_only_folders_of_the_folder_itself_can_be_named(nested: Path, name: str) -> None:
    (nested / "gk-docs.toml").write_text(f'"文件夹" = ["{name}"]\n', encoding="utf-8")
    (nested.parent / "别处").mkdir()
    with pytest.raises(gk.GkError, match="没有这个文件夹"):
        render_folder(nested, nested.parent / "出")
    assert not (nested.parent / "出").exists()


def test_results_come_while_a_script_still_runs(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇")
    wait = "import pathlib, time\nwhile not pathlib.Path('出/甲镇2024.docx').exists():\n    time.sleep(0.02)\n"
    wait += "while not pathlib.Path('继续').exists():\n    time.sleep(0.02)\n"
    (tmp_path / "丙镇.py").write_text(wait + SCRIPT.format(name="丙镇"), encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        results = render_folder(tmp_path, tmp_path / "出", scripts=True, executor=pool)
        assert next(results).body == "甲镇"
        (tmp_path / "继续").touch()
        assert [result.body for result in results] == ["丙镇"]
