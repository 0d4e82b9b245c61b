# pyright: strict
"""Code as users write it, in which the strict modes of mypy and pyright must find no error."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import gk_docs as gk
from gk_docs.word import Link, Look, Markdown, RichText, Template


def township() -> gk.AnnualReport:
    """A report from typed objects."""
    return gk.AnnualReport(
        agency=gk.Agency(name="甲镇人民政府", short_name="甲镇", level="township", contact=gk.Contact(phone="0632")),
        year=2023,
        summary=gk.Summary(lead="开头。", on_request=gk.Prose("没有申请。")),
        active_disclosure=gk.ActiveDisclosure.zeros(licences=12, fees=Decimal("1.5")),
        requests=gk.Requests.zeros(received=gk.ByApplicant.zeros(natural_person=3)),
        review_litigation=gk.ReviewLitigation(reconsideration=gk.CaseResults.zeros(upheld=1)),
        problems=gk.Problems(remaining="问题。", measures="措施。"),
        other_matters=gk.OtherMatters(fee=gk.ProcessingFee(notices=0, charged=Decimal(0), received=Decimal(0))),
    )


def plain_text() -> gk.AnnualReport:
    """A narrative section takes plain text."""
    return gk.AnnualReport(agency="甲镇人民政府", year=2023, summary="全年公开信息12条。")


def from_a_database(fee: str) -> gk.AnnualReport:
    """Money may be text, and what comes in a row may be a list."""
    table = gk.PlainTable(rows=[["来源", "件数"], ["网络", "3"]])
    return gk.AnnualReport(
        agency="甲镇人民政府",
        year=2023,
        summary=gk.Summary(on_request=gk.Prose([gk.Paragraph(text="见下表。"), table])),
        active_disclosure=gk.ActiveDisclosure(fees=fee),
        other_matters=gk.OtherMatters(fee=gk.ProcessingFee(notices=1, charged=fee, received="0")),
        accepted=[gk.Acceptance(code="GK402", reason="职能划转。")],
    )


def text_beside_the_tables() -> gk.AnnualReport2019:
    """Wherever prose is taken, plain text is; a row of a table may be what it states."""
    fees = gk.Part(name="processing_fee", heading="（一）信息处理费", body="没有收取。")
    return gk.AnnualReport2019(
        agency="甲镇人民政府",
        year=2020,
        summary=gk.Summary(parts=[gk.Part(heading="（一）概况", body="全年公开信息12条。")]),
        active_disclosure=gk.ActiveDisclosure2019(before="单位：件", procurement={"projects": 1, "amount": "2.5"}),
        requests=gk.Requests2019(
            received={"business": 1}, outcomes={"other_handling": {"business": 1}}, after="见上表。"
        ),
        review_litigation=gk.ReviewLitigation(reconsideration={"upheld": 1}, before=gk.Prose("单位：件")),
        other_matters=gk.OtherMatters(processing_fee=fees, fee={"notices": 1, "received": "5"}),
    )


def all_written(reports: list[gk.AnnualReport]) -> tuple[list[gk.Result], list[gk.FigureValue]]:
    """What is given has types with public names."""
    names = [f"{gk.stem_of(report)}.docx" for report in reports]
    done = [result for result in gk.write_all(reports, "成品") if result.paths[0].name in names]
    return done, [*reports[0].figures()]


def totals(report: gk.AnnualReport) -> tuple[int | None, Decimal | None, str]:
    """Figures and text have their types."""
    return report.requests.received.total, report.active_disclosure.fees, report.summary.text


def in_force(path: Path) -> gk.AnnualReport | None:
    """A reading's report is of one edition or the other."""
    reading: gk.Reading = gk.read(path)
    for finding in gk.check(reading):
        if finding.severity is gk.Severity.ERROR:
            print(finding.place.words, finding.message)
    return reading.report if isinstance(reading.report, gk.AnnualReport) else None


def written(report: gk.AnnualReport | gk.AnnualReport2019, folder: Path) -> tuple[Path, bytes]:
    """Writing takes either edition."""
    return gk.write(report, folder / "甲镇.docx", force=True), gk.render(report, "json")


def problems(values: dict[str, object]) -> list[str]:
    """Errors carry their problems."""
    try:
        gk.parse(values)
    except gk.GkError as error:
        return [problem.message for problem in error.problems]
    return []


def any_template(path: Path) -> bytes:
    """The template engine alone, with formatted values, replaced pictures and content controls."""
    note = RichText("见", bold=True, font="eastAsia:仿宋")
    note.add(Link("https://www.gov.cn", "网站"), color="0563C1", underline="double")
    context = {"name": "甲 & 乙", "note": note, "remarks": Markdown("1. 甲", look=Look(border=0))}
    template = Template(path, update_fields=True, undefined="blank")
    return template.render(context, replace={"标志": b""}, controls={"同意": True})
