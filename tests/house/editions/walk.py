"""Runs every command with the invented editions and prints the results as JSON.

It runs with a copy of the repository in which the files of the editions are in place and their names are registered.
"""

from __future__ import annotations

import io
import json
import runpy
import sys
import zipfile
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gk_docs as gk
from gk_docs.cli import main
from gk_docs.form.editions import FORMS, form_of
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.editions import AnyReport

BODY = "甲镇人民政府"
FORMATS = ("docx", "html", "xlsx", "yaml", "json")
FACTS: dict[str, Any] = {"codes": {}}


def run(*args: str) -> str:
    """Run a command in this process; return what it printed, and note its exit code in `FACTS`."""
    out = io.StringIO()
    with redirect_stdout(out):
        FACTS["codes"][" ".join(args)] = main(args)
    return out.getvalue()


def report(form: type[AnyReport], year: int, changed: dict[str, int] | None = None, name: str = BODY) -> AnyReport:
    """A report with a figure in every cell, whose sums all hold and whose text mentions no figures."""
    outline = outline_of(form)
    figures: dict[str, int | str | Decimal | None] = dict.fromkeys(outline.figures, 1)
    figures |= {path: 0 for path in outline.figures if path.startswith(("requests.", "active_disclosure.rules."))}
    figures = {path: value for path, value in figures.items() if path not in {total.total for total in outline.sums}}
    text = gk.Summary(
        lead="本年依法公开政府信息，办理政府信息公开申请。",
        oversight="本年工作考核、社会评议结果良好，没有责任追究的情形。",
    )
    return form.from_figures(
        figures | (changed or {}),
        agency=gk.Agency(name=name, level="township", type="town"),
        year=year,
        summary=text,
        problems=gk.Problems(remaining="公开栏的内容还不够细致。", measures="今后将按月核对公开栏。"),
        other_matters=gk.OtherMatters(fee=gk.ProcessingFee(notices=0, charged=Decimal(0), received=Decimal(0))),
    )


def without_what_it_carries(data: bytes) -> bytes:
    """A Word file of ours without the data embedded in it, as if another program had written it."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for entry in source.infolist():
            if not entry.filename.startswith("customXml/"):
                written.writestr(entry, source.read(entry))
    return target.getvalue()


def new_figures(form: type[AnyReport]) -> list[str]:
    """Paths of the figures that the form of 2021 does not have."""
    return [path for path in outline_of(form).figures if path not in outline_of(FORMS["2021"]).figures]


def generators(house: Path) -> Iterator[tuple[str, list[int]]]:
    """Run the generators of the Word templates and of the docs, then their `--check`; yield both exit codes of each."""
    sys.path[:0] = [str(house), str(house / "templates")]
    for program in ("templates/build.py", "docs/generate.py"):
        made = runpy.run_path(str(house / program))["main"]
        with redirect_stdout(io.StringIO()):
            yield program, [made([]), made(["--check"])]


def of_the_edition(form: type[AnyReport], year: int) -> dict[str, Any]:
    """Write a report of an edition in every format and read it back; read it also as a published Word file."""
    whole, name = report(form, year), form.edition_name()
    for suffix in FORMATS:
        gk.write(whole, f"{name}.{suffix}", force=True)
    published = gk.read(without_what_it_carries(Path(f"{name}.docx").read_bytes()))
    Path(f"公开{name}.docx").write_bytes(without_what_it_carries(Path(f"{name}.docx").read_bytes()))
    run("convert", f"公开{name}.docx", "-o", f"转换{name}.yaml")
    return {
        "class": type(gk.parse({"agency": BODY, "year": year, "edition": name})).__name__,
        "read back": [suffix for suffix in FORMATS if gk.read(f"{name}.{suffix}").report == whole],
        "published": published.report == whole.visible(),
        "notes": [finding.code for finding in published.findings],
        "converted": gk.read(f"转换{name}.yaml").report == published.report,
    }


def old_forms_read() -> dict[str, str]:
    """The edition that is recognised in published files of the 2021 form, by the year of the report."""
    found: dict[str, str] = {}
    for year in (2020, 2023, 2027):
        data = gk.render(report(FORMS["2021"], year), "docx")
        found[str(year)] = gk.read(without_what_it_carries(data)).report.edition
    return found


def commands(form: type[AnyReport]) -> None:
    """Run every command with reports of this form, and note some of the results."""
    run("new", BODY, "--year", "2027", "-o", "待填.yaml")
    run("new", BODY, "--year", "2027", "-o", "待填.xlsx")
    FACTS["to fill"] = Path("待填.yaml").read_text(encoding="utf-8")
    for suffix in FORMATS:
        run("render", "2027.json" if suffix == "yaml" else "2027.yaml", "-o", f"写出.{suffix}")
    run("check", "2027.yaml")
    for folder, edition, year in (("去年", form_of(2026), 2026), ("今年", form, 2027)):
        Path(folder).mkdir()
        for name in ("甲镇人民政府", "乙镇人民政府"):
            gk.write(report(edition, year, name=name), f"{folder}/{name}.docx")
    run("total", "今年", "--agency", "某县人民政府", "-o", "汇总.docx", "--annex", "附表.docx")
    total = gk.read("汇总.docx").report
    FACTS["total"] = [str(total.figure(path)) for path in new_figures(form)]
    FACTS["county"] = run("county", "今年", "--previous", "去年")
    run("county", "今年", "-o", "全县.xlsx")
    FACTS["compared"] = run("compare", "去年/甲镇人民政府.docx", "今年/甲镇人民政府.docx")
    run("compare", "去年", "今年")
    run("new", BODY, "--year", "2027", "--previous", "去年/甲镇人民政府.docx", "-o", "沿用.yaml")
    run("new", BODY, "--year", "2027", "--edition", "某省2021", "-o", "省.yaml")
    FACTS["to fill in the province"] = Path("省.yaml").read_text(encoding="utf-8")
    run("new", BODY, "--year", "2027", "--edition", "某省2021", "-o", "省.xlsx")
    run("template", "new", "模板.docx")
    run("template", "check", "模板.docx")
    run("render", "2027.yaml", "-o", "用模板.docx", "--template", "模板.docx")
    run("template", "new", "旧模板.docx", "--edition", "2021")
    run("render", "2027.yaml", "-o", "用旧模板.docx", "--template", "旧模板.docx")
    FACTS["schema"] = json.loads(run("schema"))["properties"]["edition"]["const"]


def rules(form: type[AnyReport]) -> None:
    """Note what is found in reports with faults in rows that only this edition has, and the editions of each rule."""
    path = "requests.outcomes.refused.personal_data"
    wrong_total = report(form, 2027, {f"{path}.natural_person": 1, f"{path}.total": 5})
    FACTS["wrong total"] = [(one.code, one.place.path) for one in gk.check(wrong_total, select=["GK301"])]
    stock = report(form, 2028, {"active_disclosure.standards.in_force": 9})
    found = gk.check(stock, report(form, 2027), select=["GK402"])
    FACTS["stock"] = [one.place.path for one in found if one.is_problem]
    blank = report(form, 2027).replace(active_disclosure=form.model_fields["active_disclosure"].get_default())
    FACTS["blank"] = [one.place.path for one in gk.check(blank, select=["GK201"])]
    old = report(form, 2027).replace(preamble=gk.Prose("根据国办公开办函〔2021〕30号编制。"))
    FACTS["cited"] = [one.expected for one in gk.check(old, select=["GK603"])]
    FACTS["preamble"] = str(report(form, 2027).preamble)
    FACTS["editions"] = {one["code"]: one["editions"] for one in json.loads(run("rule", "--json")) if one["editions"]}
    FACTS["own findings"] = [one.code for one in gk.check(report(form, 2027)) if one.is_problem]


if __name__ == "__main__":
    FACTS["generators"] = dict(generators(Path(sys.argv[1])))
    edition, province = form_of(2027), FORMS["某省2021"]
    FACTS["chosen"] = [form_of(year).edition_name() for year in (2019, 2020, 2021, 2026, 2027, 2030)]
    FACTS["editions of reports"] = {one.edition_name(): of_the_edition(one, 2027) for one in (edition, province)}
    FACTS["published in the form of 2021"] = old_forms_read()
    commands(edition)
    rules(edition)
    sys.stdout.write(json.dumps(FACTS, ensure_ascii=False))
