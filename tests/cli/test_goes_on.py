"""One file never stops a run: every command that takes several goes on to the next and shows the rest."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.cli.prompt import FIXTURES, GK_DOCS, run

import gk_docs as gk
from gk_docs.batch.job import Job, Way
from gk_docs.batch.work import run as run_job
from gk_docs.cli import main
from gk_docs.errors import WriteRefused

LINHE = FIXTURES / "linhe_2024.yaml"


def more_of(out: Path) -> dict[str, list[str]]:
    """What each command needs beside its files."""
    return {
        "render": ["-o", str(out), "--to", "docx,json"],
        "convert": ["--to", "yaml", "-o", f"{out}/"],
        "total": ["--agency", "丙县人民政府"],
        "check": [],
        "county": [],
        "compare": [],
    }


FULL = OSError(28, "No space left on device")


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder with a report, a file in which a defect of ours shows, and another report."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("甲镇", "乙镇"):
        report = gk.read(LINHE).report
        changed = report.replace(agency=report.agency.replace(name=f"{name}人民政府", short_name=None))
        gk.write(changed, folder / f"{name}.json")
    (folder / "丁镇.json").write_text('{"defect": 1}', encoding="utf-8")
    return folder


@pytest.fixture
def defect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading stumbles over one of the files, as over a defect of ours."""
    from gk_docs.form import json as reader  # noqa: PLC0415 - only here

    real = reader.read

    def read(source: object) -> object:
        if b"defect" in source.data:  # type: ignore[attr-defined]  # a Source
            raise AttributeError("'int' object has no attribute 'get'")
        return real(source)  # type: ignore[arg-type]  # a Source

    monkeypatch.setattr("gk_docs.form.json.read", read)


@pytest.mark.defect
@pytest.mark.usefixtures("defect")
@pytest.mark.parametrize(
    ("args", "code", "both"),
    [
        (["check", "{folder}"], 2, "乙镇.json"),
        (["check", "{folder}", "--fix", "-o", "{out}"], 2, "已改"),
        (["convert", "{folder}/丁镇.json", "{folder}/乙镇.json", "--to", "yaml", "-o", "{out}/"], 2, "已转换"),
        (["render", "{folder}/丁镇.json", "{folder}/乙镇.json", "-o", "{out}/"], 2, "已生成"),
        (["compare", "{folder}", "{folder}"], 2, "共对比 2 个机关"),
        (["county", "{folder}"], None, "乙镇人民政府"),
        (["total", "{folder}", "--agency", "丙县人民政府"], 3, "乙镇"),
    ],
    ids=str,
)
def test_a_defect_in_one_file_is_told_and_the_rest_is_shown(
    args: list[str], code: int | None, both: str, three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    done = main([arg.format(folder=three, out=tmp_path / "out") for arg in args])
    printed = capsys.readouterr()
    said = printed.out + printed.err
    assert done == code if code is not None else done
    assert both in printed.out
    assert "丁镇" in said
    assert "程序出错（AttributeError" in said
    assert "Traceback" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are Linux's own")
@pytest.mark.parametrize("command", ["render", "check", "county", "total", "convert"])
def test_a_name_that_is_no_text_stops_nothing(
    command: str, three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (three / "丁镇.json").unlink()
    odd = os.fsdecode("丙镇.json".encode("gbk"))
    shutil.copy(three / "甲镇.json", three / odd)
    (three / "甲镇.json").unlink()
    files = [str(three / odd), str(three / "乙镇.json")] if command == "convert" else [str(three)]
    main([command, *files, *more_of(tmp_path / "out")[command]])
    said = "".join(capsys.readouterr())
    assert "程序出错" not in said
    if command in ("render", "convert"):
        assert len([*(tmp_path / "out").glob(f"*{'.docx' if command == 'render' else '.yaml'}")]) == 2
    else:
        assert "乙镇" in said
        assert "甲镇" in said or command == "total"


def _full(_data: bytes, _path: Path, **_: object) -> None:
    raise FULL


@pytest.mark.parametrize("place", ["gk_docs.showing.slips.save", "gk_docs.files.saving.replace_whole"])
def test_a_full_disk_still_shows_what_became_of_each_body(
    place: str, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (three / "丁镇.json").unlink()

    def refuse(data: bytes, path: Path, **_: object) -> None:
        if place.endswith("save"):
            raise WriteRefused("文件写不进去（磁盘满了）", file=str(path))
        _full(data, path)

    monkeypatch.setattr(place, refuse)
    code = main(["render", str(three), "-o", str(tmp_path / "out"), "--summary", str(tmp_path / "总.json")])
    printed = capsys.readouterr()
    assert code == 2
    assert "甲镇人民政府" in printed.out
    assert "乙镇人民政府" in printed.out
    assert "磁盘满了" in printed.err
    assert "程序出错" not in printed.out + printed.err


@pytest.mark.parametrize("command", ["total", "county"])
def test_what_was_added_up_is_shown_though_it_cannot_be_written(
    command: str, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (three / "丁镇.json").unlink()
    monkeypatch.setattr("gk_docs.files.saving.replace_whole", _full)
    out = tmp_path / ("全县.xlsx" if command == "county" else "全县.json")
    assert main([command, str(three), *more_of(tmp_path)[command], "-o", str(out)]) == 2
    printed = capsys.readouterr()
    assert "镇" in printed.out
    assert "磁盘满了" in printed.err


@pytest.mark.parametrize("formats", [("docx", "json"), ("json", "docx")])
def test_a_refused_file_is_named_and_the_other_format_is_renewed(formats: tuple[str, ...], tmp_path: Path) -> None:
    source = tmp_path / "镇.json"
    report = gk.read(LINHE).report
    gk.write(report, source)
    targets = tuple(tmp_path / f"out.{name}" for name in formats)
    assert run_job(Job(source=source, targets=targets)).result.status == "written"
    word, other = tmp_path / "out.docx", tmp_path / "out.json"
    word.write_bytes(word.read_bytes() + b"polished")
    gk.write(report.replace(year=2023), source)
    result = run_job(Job(source=source, targets=targets)).result
    assert (result.status, result.paths) == ("failed", (other,))
    assert [problem.file for problem in result.problems] == [str(word)]
    assert gk.read(other).report.year == 2023


@pytest.mark.parametrize("choice", [{"strict": True}, {"template": Path("没有.docx")}])
def test_every_file_that_is_left_as_it_was_is_named(choice: dict[str, object], tmp_path: Path) -> None:
    source = tmp_path / "镇.json"
    report = gk.read(LINHE).report
    wrong = report.replace(requests={**report.requests.model_dump(), "carried_forward": {"total": 999}})
    gk.write(wrong, source)
    targets = (tmp_path / "out.docx", tmp_path / "out.json")
    for target in targets:
        target.write_bytes(b"")
    result = run_job(Job(source=source, targets=targets, way=Way(force=True, **choice))).result  # type: ignore[arg-type]  # by name
    named = {problem.file for problem in result.problems}
    assert str(targets[0]) in named
    assert (str(targets[1]) in named) == ("strict" in choice)


OUT, ERR = "os.close(1); sys.stdout = None", "os.close(2); sys.stderr = None"


@pytest.mark.parametrize(
    ("command", "closed"),
    [
        (["check", "a.yaml"], OUT),
        (["check", "a.yaml"], f"{OUT}; {ERR}"),
        (["render", "a.yaml"], f"{OUT}; {ERR}"),
        (["convert", "a.yaml", "--to", "json"], ERR),
    ],
    ids=str,
)
def test_a_command_works_with_its_output_closed(command: list[str], closed: str, tmp_path: Path) -> None:
    shutil.copy(LINHE, tmp_path / "a.yaml")
    ran = run(*command, folder=tmp_path, program=f"import os, sys; {closed}; {GK_DOCS}")
    assert ran.code in (0, 1)
    assert "程序出错" not in ran.out + ran.err
    assert command[0] == "check" or [*tmp_path.glob("a.docx"), *tmp_path.glob("a.json")]


def test_few_file_handles_are_no_defect_of_ours(three: Path, tmp_path: Path) -> None:
    few = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))"
    ran = run("render", str(three / "乙镇.json"), "-o", "甲.docx", folder=tmp_path, program=f"{few}; {GK_DOCS}")
    assert "程序出错" not in ran.err


def test_a_narrow_locale_is_no_defect_of_ours(three: Path, tmp_path: Path) -> None:
    narrow = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = run("render", str(three), "-o", "结果", "--to", "docx,json", folder=tmp_path, **narrow)
    assert "程序出错" not in ran.out + ran.err


ESCAPES = "甲\x1b]0;偷\x07镇\x9b2J\u202e"


@pytest.mark.parametrize("command", ["check", "render", "convert", "compare", "county", "total"])
def test_nothing_in_a_name_or_a_value_steers_the_terminal(
    command: str, three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (three / f"{ESCAPES}.json").write_text(json.dumps({"agency": ESCAPES, "year": ESCAPES}), encoding="utf-8")
    files = {"compare": [three, three], "convert": [three / f"{ESCAPES}.json", three / "乙镇.json"]}.get(
        command, [three]
    )
    more = more_of(tmp_path / f"{ESCAPES}out")[command]
    for as_json in ([], ["--json"]):
        main([command, *map(str, files), *more, *as_json])
        printed = capsys.readouterr()
        assert not {*"\x1b\x07\x9b\u202e"} & {*(printed.out + printed.err)}
        assert r"\u001b]0;" in printed.out + printed.err
        assert not as_json or json.loads(printed.out)


def test_there_is_one_way_by_which_commands_print() -> None:
    source = Path(gk.__file__).parent / "cli"
    printing = re.compile(r"\bclick\.s?echo\(")
    assert [path.name for path in source.rglob("*.py") if printing.search(path.read_text("utf-8"))] == ["console.py"]
