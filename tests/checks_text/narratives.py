"""Random reports without faults: figures that add up, and sentences about them in many different wordings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.checks.small import small

from gk_docs.chinese.numerals import format_number

if TYPE_CHECKING:
    from random import Random

    from gk_docs.form.y2021 import AnnualReport

R, O, C, A = "requests", "requests.outcomes", "review_litigation", "active_disclosure"  # noqa: E741 - as in the form
TOWNS = ("临河镇", "河湾镇", "石桥镇", "柳林乡", "东关街道")
YEARS = (2021, 2022, 2023, 2024)
OUTCOMES = {
    "granted": "予以公开",
    "partly_granted": "部分公开",
    "refused.internal_affairs": "不予公开",
    "unavailable.not_held": "无法提供",
    "not_processed.petition": "不予处理",
    "other_handling.supplement_overdue": "其他处理",
}


@dataclass
class Draft:
    """A report that is still being put together: body, year, figures by path, and text of each part by name."""

    town: str
    year: int
    figures: dict[str, Any]
    parts: dict[str, str]
    problems: str
    fee: str
    preamble: str
    options: dict[str, Any] = field(default_factory=dict)

    def report(self) -> AnnualReport:
        """The report with the present values of the draft."""
        suffix = "办事处" if self.town.endswith("街道") else "人民政府"
        agency = {"name": f"青山县{self.town}{suffix}", "short_name": self.town, "region": "青山县"}
        return small(  # type: ignore[return-value]  # the 2021 form unless asked otherwise
            self.figures,
            agency=agency,
            year=self.year,
            summary=self.parts,
            problems={"remaining": self.problems},
            other_matters={"processing_fee": self.fee},
            preamble=self.preamble,
            **self.options,
        )


def clean(rng: Random) -> Draft:
    """A random report in which every sentence agrees with the tables."""
    town, year = rng.choice(TOWNS), rng.choice(YEARS)
    figures = _figures(rng)
    return Draft(
        town=town,
        year=year,
        figures=figures,
        parts={
            "lead": f"{year}年，{town}围绕中心工作推进政务公开，各项任务按计划完成。",
            "active_disclosure": _disclosure(rng),
            "on_request": _requests(rng, year, figures),
            "management": _management(figures),
            "platform": f"维护网站栏目{rng.randint(5, 40)}个，“青山发布”账号推送图文{rng.randint(20, 400)}余篇。",
            "oversight": "把公开工作列入年度工作考核，邀请代表开展社会评议，没有发生责任追究的情形。",
        },
        problems="一是栏目更新的周期偏长；二是解读的图表不多。已安排专人按月检查。",
        fee=rng.choice((f"{year}年，本机关未收取信息处理费。", "全年收取信息处理费380元。")),
        preamble=(
            "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）和国办公开办函〔2021〕30号编制，"
            "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
            f"存在的主要问题及改进情况、其他需要报告的事项六个部分。统计期限为{year}年1月1日至{year}年12月31日。"
            "如有疑问请联系党政办公室（电话：0471-5550118，邮编：010020）。"
        ),
    )


def _figures(rng: Random) -> dict[str, Any]:
    outcomes = {f"{O}.{name}.natural_person": rng.randint(2, 30) for name in OUTCOMES}
    brought, carried = rng.randint(1, 9), rng.randint(1, 9)
    return {
        **outcomes,
        f"{R}.received.natural_person": sum(outcomes.values()) + carried - brought + 10,
        f"{R}.brought_forward.natural_person": brought,
        f"{R}.carried_forward.natural_person": carried + 10,
        f"{C}.reconsideration.upheld": rng.randint(2, 9),
        f"{C}.reconsideration.corrected": rng.randint(1, 4),
        f"{C}.direct_litigation.upheld": rng.randint(1, 5),
        f"{A}.normative_documents.issued": rng.randint(1, 9),
        f"{A}.normative_documents.in_force": rng.randint(10, 90),
        f"{A}.licences": rng.randint(20, 900),
        f"{A}.penalties": rng.randint(3, 90),
    }


def total(figures: dict[str, Any], prefix: str) -> int:
    """The sum of the figures whose paths start with a prefix."""
    return sum(value for path, value in figures.items() if path.startswith(prefix))


def written(rng: Random, number: int) -> str:
    """A number as reports write it: in digits, full-width digits, or Chinese numerals."""
    return rng.choice(
        (
            str(number),
            str(number),
            f"{number}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            format_number(number),
        )
    )


def _requests(rng: Random, year: int, figures: dict[str, Any]) -> str:
    received, brought = total(figures, f"{R}.received"), total(figures, f"{R}.brought")
    done, carried = total(figures, O), total(figures, f"{R}.carried")
    first = rng.choice(
        (
            f"{year}年，共收到政府信息公开申请{written(rng, received)}件，上年结转{brought}件，",
            f"全年新收政府信息公开申请{received}件，办理上年度结转申请{brought}件，",
            f"本年度受理政府信息公开申请{received}件（另有上年结转申请{brought}件），",
        )
    )
    second = rng.choice(
        (f"办结{done}件，结转下年度继续办理{carried}件。", f"答复{done}件，另有{carried}件顺延至下一年度答复。")
    )
    rows = [(figures[f"{O}.{name}.natural_person"], words) for name, words in OUTCOMES.items()]
    listed = rng.choice(
        (
            "，".join(f"{words}{count}件" for count, words in rows),
            "，".join(f"{count}件{words}" for count, words in rows[:5]),
        )
    )
    reviews = figures[f"{C}.reconsideration.upheld"] + figures[f"{C}.reconsideration.corrected"]
    third = (
        f"因政府信息公开被申请行政复议{reviews}件，其中结果维持{figures[f'{C}.reconsideration.upheld']}件；"
        f"被提起行政诉讼{figures[f'{C}.direct_litigation.upheld']}件。"
    )
    return f"{first}{second}其中{listed}。{third}"


def _management(figures: dict[str, Any]) -> str:
    return (
        f"制发行政规范性文件{figures[f'{A}.normative_documents.issued']}件，"
        f"现行有效{figures[f'{A}.normative_documents.in_force']}件。"
        f"作出行政许可决定{figures[f'{A}.licences']}件、行政处罚决定{figures[f'{A}.penalties']}件。"
    )


def _disclosure(rng: Random) -> str:
    parts = [rng.randint(4, 90) for _ in range(3)]
    rest = rng.randint(5, 60)
    names = rng.sample(["财政预决算", "重大项目", "社会救助", "应急管理", "乡村振兴"], 3)
    listed = "，".join(f"{name}{count}条" for name, count in zip(names, parts, strict=True))
    return f"全年主动公开信息{sum(parts) + rest}条，其中{listed}，其他{rest}条。"
