"""Pictures of authored text: files inside the folder, known by their content, never one outside."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from tests.strategies import PNG

from gk_docs.errors import GkError
from gk_docs.form.prose import Picture
from gk_docs.formats import read

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.prose import Prose

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"


def lead(folder: Path, block: str) -> Prose:
    path = folder / "甲.yaml"
    tables = ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"]
    zeros = "".join(f"{table}: {{全部: 0}}\n" for table in tables)
    path.write_text(f"机关: 甲镇\n年度: 2023\n{zeros}总体情况:\n  开头: {block}\n", encoding="utf-8")
    found = read(path).report.summary.lead
    assert found is not None
    return found


def refusal(folder: Path, block: str) -> str:
    with pytest.raises(GkError) as caught:
        lead(folder, block)
    (problem,) = caught.value.problems
    assert problem.line == 7
    return problem.message


@pytest.mark.parametrize("data", [PNG, JPEG])
def test_a_picture_is_read_by_its_path(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "走势.png").write_bytes(data)
    body = lead(tmp_path, "[见图。, {图片: 图/走势.png, 图题: '图{{ 行政许可 }}'}]")
    assert body[1] == Picture(data=data, caption="图0")
    assert lead(tmp_path, "{图片: 图\\走势.png}")[0] == Picture(data=data)


def test_a_picture_in_the_file_is_exact(tmp_path: Path) -> None:
    assert lead(tmp_path, f"{{图片: 'data:image/png;base64,{b64encode(PNG).decode()}'}}")[0] == Picture(data=PNG)
    assert "base64" in refusal(tmp_path, "{图片: 'data:image/png;base64,甲'}")


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"GIF89a", "不是 PNG"), (PNG[:-9], "不完整"), (JPEG[:9], "不完整"), (b"", "不是 PNG"), (b"<svg/>", "不是 PNG")],
)
def test_what_is_no_picture_by_content_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.png").write_bytes(data)
    assert says in refusal(tmp_path, "{图片: a.png}")


def test_no_path_and_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    inner = tmp_path / "夹"
    inner.mkdir()
    (inner / "b.png").symlink_to(tmp_path / "a.png")
    (inner / "外").symlink_to(tmp_path)
    (inner / "圈").symlink_to(inner / "圈")
    for name in ("../a.png", "b.png", "外/a.png", str(tmp_path / "a.png"), "夹/../../a.png"):
        assert "文件夹之外" in refusal(inner, f"{{图片: '{name}'}}")
    for name in ("圈", "没有.png", ".", '"\\0"'):
        assert refusal(inner, f"{{图片: {name}}}")
