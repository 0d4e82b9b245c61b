"""The Word files of the three townships, as goldens: regenerate with `pytest tests/golden --force-regen`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gk_docs as gk
from gk_docs.formats import render
from gk_docs.testing.canonical import canonical, package_of
from gk_docs.testing.compare import compare
from gk_docs.testing.describe import describe, description_of

if TYPE_CHECKING:
    from gk_docs.testing.regression import DocxRegression

TOWNSHIPS = Path(__file__).parents[2] / "fixtures" / "townships"
GOLDENS = Path(__file__).with_suffix("")
FONTS = Path(__file__).parents[1] / "fonts" / "fonts.conf"
FACES = Path.home() / ".cache" / "gk-docs" / "fonts"


def document(source: Path) -> bytes:
    return render(gk.read(source).report, "docx")


@pytest.mark.parametrize("name", ["xiji_2023", "hewan_2020", "linhe_2024"])
def test_the_report_is_the_golden_document(name: str, docx_regression: DocxRegression) -> None:
    docx_regression.check(document(TOWNSHIPS / f"{name}.yaml"), basename=name)


@pytest.mark.office
def test_the_report_looks_like_the_golden_pages(
    docx_regression: DocxRegression, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(list(FACES.glob("Fandol*.otf"))) == 6, "the pinned fonts are missing: run .ci/fonts"
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS))
    docx_regression.check(document(TOWNSHIPS / "linhe_2024.yaml"), basename="linhe_2024", pictures=True)


@pytest.mark.parametrize(
    ("figure", "other", "line"),
    [
        (
            "行政许可: 126",
            "行政许可: 127",
            "二、主动公开政府信息情况 · 本年处理决定数量 · 第7行（行政许可）：126 → 127",
        ),
        (
            "尚未审结: 1, 其余: 0}",
            "尚未审结: 1, 其他结果: 1, 总计: 4}",
            "四、政府信息公开行政复议、行政诉讼情况 · 行政复议 · 其他结果 · 第4行：0 → 1",
        ),
        (
            "结转下年度继续办理: {自然人: 1, 商业企业: 1, 其余: 0}",
            "结转下年度继续办理: {自然人: 1, 商业企业: 2, 其余: 0, 总计: 2}",
            "三、收到和处理政府信息公开申请情况 · 商业企业 · 第28行（四、结转下年度继续办理）：1 → 2",
        ),
        (
            "设栏目22个",
            "设栏目23个",
            "1.网站专栏 第1段：“按目录维护本镇专栏，设栏目22个。” → “按目录维护本镇专栏，设栏目23个。”",
        ),
    ],
)
def test_one_change_at_the_source_is_one_line(figure: str, other: str, line: str, tmp_path: Path) -> None:
    source = (TOWNSHIPS / "linhe_2024.yaml").read_text(encoding="utf-8")
    assert source.count(figure) == 1
    changed = tmp_path / "linhe_2024.yaml"
    changed.write_text(source.replace(figure, other), encoding="utf-8")
    golden = description_of(package_of(canonical(document(TOWNSHIPS / "linhe_2024.yaml"))))
    assert compare(golden, describe(document(changed))) == [line]


def test_the_golden_pages_are_small() -> None:
    sizes = [page.stat().st_size for page in GOLDENS.glob("*.png")]
    assert sizes
    assert max(sizes) < 50_000
