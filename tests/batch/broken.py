"""Writes the reports of a county: good .yaml, .xlsx and .json files, and ten files broken in ten different ways."""

from __future__ import annotations

import io
import json
import zipfile
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import gk_docs as gk
from gk_docs.formats import rendered

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = ("yaml", "xlsx", "json")
_PARTS = ("active_disclosure", "on_request", "management", "platform", "oversight")


class Broken(NamedTuple):
    """A broken input, and the problem that it must give.

    Attributes:
        file: Name of the file.
        said: Texts that the problem must contain: the place, and the words that are wrong there.
    """

    file: str
    said: tuple[str, ...]


def report(number: int) -> gk.AnnualReport:
    """A township's report with figures and a paragraph in each part. The same number gives the same report."""
    dice = Random(number)
    count, text = dice.randrange(30), f"第{number}镇全年检查{dice.randrange(90)}次。"
    return gk.AnnualReport(
        agency=gk.Agency(name=f"第{number}镇人民政府"),
        year=2024,
        summary=gk.Summary.model_validate(dict.fromkeys(_PARTS, text)),
        active_disclosure=gk.ActiveDisclosure.zeros(licences=12, penalties=dice.randrange(9)),
        requests=gk.Requests.zeros(
            received={"natural_person": count, "business": 2},
            outcomes={"granted": {"natural_person": count}, "unavailable": {"not_held": {"business": 2}}},
        ),
        review_litigation=gk.ReviewLitigation.zeros(),
        problems=gk.Problems(lead="人手偏少。"),
    )


def write_county(folder: Path, bodies: int) -> tuple[list[Path], list[Broken]]:
    """Write `bodies` inputs into a new folder, ten of them broken; return the good ones and the broken ones."""
    folder.mkdir()
    good = [gk.write(report(number), folder / f"镇{number:03}.{SUFFIXES[number % 3]}") for number in range(bodies - 10)]
    return good, _write_broken(folder)


def _write_broken(folder: Path) -> list[Broken]:
    kinds = {suffix: rendered(report(9_999), suffix) for suffix in SUFFIXES}
    yaml, book = kinds["yaml"].decode(), kinds["xlsx"]
    broken: dict[str, tuple[bytes, tuple[str, ...]]] = {
        "坏语法.yaml": (_changed(yaml, "年度: 2024", "年度: 2024: 1"), ("坏语法.yaml:",)),
        "坏类型.yaml": (_changed(yaml, "行政许可: ", "行政许可: 三件 # "), ("坏类型.yaml:", "行政许可", "三件")),
        "缺一个数.yaml": (_changed(yaml, "\n  其余: 0\n", "\n"), ("缺一个数.yaml:", "行政强制")),
        "没有这一项.yaml": (f"{yaml}其他说明: 1\n".encode(), ("没有这一项.yaml:", "其他说明")),
        "没有年度.yaml": (_changed(yaml, "年度: 2024\n", "\n"), ("没有年度.yaml", "年度")),
        "乱码.yaml": (b"\xff\x81\xfe" * 400, ("乱码.yaml",)),
        "空文件.yaml": (b"", ("空文件.yaml",)),
        "不是工作簿.xlsx": (bytes(Random(1).randbytes(5_000)), ("不是工作簿.xlsx",)),
        "改了行.xlsx": (_relabelled(book), ("改了行.xlsx", "表二!A10", "本镇许可")),
        "截断.json": (kinds["json"][: len(kinds["json"]) // 2], ("截断.json:",)),
    }
    for name, (data, _) in broken.items():
        (folder / name).write_bytes(data)
    return [Broken(name, said) for name, (_, said) in broken.items()]


def _changed(text: str, old: str, new: str) -> bytes:
    if old not in text:
        raise ValueError(old)
    return text.replace(old, new, 1).encode()


def _relabelled(book: bytes) -> bytes:
    """The workbook with the label 行政许可 replaced by another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace("行政许可".encode(), "本镇许可".encode()))
    return stream.getvalue()


def problems_of(summary: Path) -> dict[str, list[str]]:
    """The problems in a summary file, each as one line of text, by the name of the input."""
    bodies = json.loads(summary.read_bytes())["bodies"]
    return {body["source"]: [_told(one) for one in body["problems"]] for body in bodies if body["problems"]}


def _told(problem: dict[str, Any]) -> str:
    where = f"{problem['file']}:{problem['line']}:" if "line" in problem else problem["file"]
    return " ".join([where, *(problem.get(part, "") for part in ("place", "message", "found"))])
