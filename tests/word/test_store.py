"""What was prepared is kept for the next process, and trusted only where nobody else could have written it."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gk_docs.errors import TemplateError
from gk_docs.files import kept as kept_files
from gk_docs.word import Template, planning, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gk_docs.word.compiling.sandbox import Sandbox

    Save = Callable[..., Path]

BODY = "<w:p><w:r><w:t>{{ name }}{% for n in numbers %}{{ n.real }}、{% endfor %}</w:t></w:r></w:p>"
CONTEXT = {"name": "甲 & 乙", "numbers": [1, 2, 3]}
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="the mode of a file says nothing there")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store."""
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(kept_files.SWITCH, raising=False)
    return tmp_path / "cache" / "gk-docs"


@pytest.fixture
def planned_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a template is prepared from the start."""
    counted: list[int] = []
    plan = planning.plan

    def counting(data: bytes, environment: Sandbox, *, update_fields: bool) -> object:
        counted.append(len(data))
        return plan(data, environment, update_fields=update_fields)

    monkeypatch.setattr(planning, "plan", counting)
    return counted


def kept(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def render(path: Path) -> bytes:
    return Template(path, stored=True).render(CONTEXT)


def test_a_template_gives_the_same_bytes_with_and_without_the_store(
    save: Save, cache: Path, planned_anew: list[int]
) -> None:
    path = save(BODY, header="<w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p>", properties={"title": "{{ name }}"})
    plain = Template(path).render(CONTEXT)
    assert [render(path), render(path)] == [plain, plain]
    assert len(planned_anew) == 2
    assert kept(cache).suffix == ".plan"


def test_nothing_is_kept_unless_asked_for(save: Save, cache: Path) -> None:
    Template(save(BODY))
    assert not cache.exists()


def test_an_error_from_a_kept_template_still_names_the_place(save: Save, cache: Path) -> None:
    path = save(BODY)
    told = []
    for _ in range(2):
        with pytest.raises(TemplateError) as caught:
            Template(path, stored=True).render({"name": "甲"})
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert "正文 · 第1段" in told[0]
    assert kept(cache).is_file()


def test_a_broken_template_is_not_kept(save: Save, cache: Path) -> None:
    with pytest.raises(TemplateError):
        Template(save("<w:p><w:r><w:t>{{ name</w:t></w:r></w:p>"), stored=True)
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_a_changed_template_is_prepared_anew(save: Save, planned_anew: list[int]) -> None:
    render(save(BODY))
    render(save(BODY.replace("、", "；")))
    assert len(planned_anew) == 2


@pytest.mark.usefixtures("cache")
def test_another_version_prepares_anew(save: Save, planned_anew: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(BODY)
    render(path)
    monkeypatch.setattr("gk_docs.version.__version__", "0.0.0")
    store._makers.cache_clear()
    render(path)
    store._makers.cache_clear()
    assert len(planned_anew) == 2


def test_a_change_in_any_file_of_the_engine_prepares_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Path(store.__file__).parent
    copy = Path(shutil.copytree(engine, tmp_path / "word"))
    monkeypatch.setattr(store, "__file__", str(copy / "store.py"))
    known = {store._makers.__wrapped__()}
    files = sorted(copy.rglob("*.py"))
    assert len({file.parent for file in files}) == 5
    for file in files:
        file.write_text(f"{file.read_text('utf-8')}# changed\n", "utf-8")
        known.add(store._makers.__wrapped__())
    assert len(known) == 1 + len(files)


@pytest.mark.parametrize("damage", [b"", b"\0" * 31, b"\0" * 1000, pickle.dumps("no plan")])
def test_a_damaged_file_is_replaced(save: Save, cache: Path, planned_anew: list[int], damage: bytes) -> None:
    path = save(BODY)
    plain = render(path)
    whole = kept(cache).read_bytes()
    kept(cache).write_bytes(damage)
    assert render(path) == plain
    assert len(planned_anew) == 2
    assert len(kept(cache).read_bytes()) == len(whole)


@pytest.mark.parametrize("at", [0, 31, 32, 500, -1])
def test_a_single_wrong_byte_is_seen(save: Save, cache: Path, planned_anew: list[int], at: int) -> None:
    path = save(BODY)
    plain = render(path)
    content = bytearray(kept(cache).read_bytes())
    content[at] ^= 1
    kept(cache).write_bytes(content)
    assert render(path) == plain
    assert len(planned_anew) == 2


@ON_POSIX
def test_only_the_user_can_read_what_is_kept(save: Save, cache: Path) -> None:
    render(save(BODY))
    assert cache.stat().st_mode & 0o777 == 0o700
    assert kept(cache).stat().st_mode & 0o777 == 0o600


@ON_POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_may_write_is_not_read(save: Save, cache: Path, planned_anew: list[int], mode: int) -> None:
    path = save(BODY)
    render(path)
    kept(cache).chmod(mode)
    render(path)
    assert len(planned_anew) == 2


@ON_POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_that_others_may_write_is_left_alone(
    save: Save, cache: Path, planned_anew: list[int], mode: int
) -> None:
    path = save(BODY)
    render(path)
    before = kept(cache).stat().st_mtime_ns
    cache.chmod(mode)
    render(path)
    assert len(planned_anew) == 2
    assert kept(cache).stat().st_mtime_ns == before


@ON_POSIX
def test_what_belongs_to_somebody_else_is_left_alone(
    save: Save, cache: Path, planned_anew: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(BODY)
    render(path)
    before = kept(cache).stat().st_mtime_ns
    monkeypatch.setattr(os, "getuid", lambda: cache.stat().st_uid + 1)
    render(path)
    assert len(planned_anew) == 2
    assert kept(cache).stat().st_mtime_ns == before


@ON_POSIX
def test_a_link_is_not_followed(save: Save, cache: Path, planned_anew: list[int]) -> None:
    path = save(BODY)
    render(path)
    elsewhere = cache.parent / "elsewhere"
    kept(cache).rename(elsewhere)
    (cache / elsewhere.name).unlink(missing_ok=True)
    store_file = store._file_for(path.read_bytes(), [[], [], []])
    assert store_file is not None
    store_file.symlink_to(elsewhere)
    render(path)
    assert len(planned_anew) == 2


def test_a_home_that_cannot_be_written_is_no_error(save: Save, cache: Path, planned_anew: list[int]) -> None:
    cache.parent.write_bytes(b"")  # a file where the folder would have to be: nobody can write there, not even root
    path = save(BODY)
    assert render(path) == render(path)
    assert len(planned_anew) == 2


def test_it_can_be_switched_off(save: Save, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept_files.SWITCH, "OFF")
    render(save(BODY))
    assert not cache.exists()


@ON_POSIX
def test_a_relative_cache_folder_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(cache))
    assert kept_files.folder() == cache / ".cache" / "gk-docs"


def test_only_the_newest_are_kept(save: Save, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "KEPT", 2)
    seen: list[Path] = []
    for number in range(4):
        render(save(f"{BODY}<w:p><w:r><w:t>{number}</w:t></w:r></w:p>"))
        new = {file for file in cache.iterdir() if file not in seen}
        seen += new
        for age, file in enumerate(reversed(seen)):
            if file.exists():
                os.utime(file, (1_000_000 - age, 1_000_000 - age))
    assert set(cache.iterdir()) == set(seen[-2:])


def test_a_kept_template_pickles_as_its_path(save: Save, cache: Path, planned_anew: list[int]) -> None:
    template = Template(save(BODY), stored=True)
    again = pickle.loads(pickle.dumps(template))  # noqa: S301 - pickled a moment ago
    assert again.render(CONTEXT) == template.render(CONTEXT)
    assert len(planned_anew) == 1
    assert kept(cache).is_file()


PROGRAM = """
import sys
from pathlib import Path
from gk_docs.word import Template
data = Template(sys.argv[1], stored=True).render({"name": "甲 & 乙", "numbers": [1, 2, 3]})
Path(sys.argv[2]).write_bytes(data)
heavy = {"docxtpl", "docx", "lxml", *(f"gk_docs.word.compiling.{name}" for name in ("codegen", "paths", "syntax"))}
print(sorted(heavy & sys.modules.keys()))
"""


def processes(path: Path, tmp_path: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """What each of `count` processes at once says and writes."""
    outs = [tmp_path / f"{number}.docx" for number in range(count)]
    running = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(path), str(out)], stdout=subprocess.PIPE, text=True)
        for out in outs
    ]
    for process, out in zip(running, outs, strict=True):
        said, _ = process.communicate(timeout=60)
        yield said.strip(), out.read_bytes()


def test_processes_share_the_store_and_the_next_needs_neither_docxtpl_nor_lxml_nor_the_compiler(
    save: Save, cache: Path, tmp_path: Path
) -> None:
    path = save(BODY)
    plain = Template(path).render(CONTEXT)
    assert {data for _, data in processes(path, tmp_path, 3)} == {plain}
    assert kept(cache).is_file()
    assert list(processes(path, tmp_path, 1)) == [("[]", plain)]
