"""Random edits of a report, each with the differences that a comparison must report, and no others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gk_docs.form.agency import Agency, Contact
from gk_docs.form.editions import parse
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from gk_docs.batch.comparison import Comparison

PNG = "iVBORw0KGgo="
_HAN = [chr(code) for code in range(0x4E00, 0x9FA0)]


def words(dice: Random, count: int) -> str:
    """`count` random Chinese characters, so that no two texts of a report are alike."""
    return "".join(dice.choices(_HAN, k=count))


def sentence(dice: Random) -> str:
    """A random paragraph that contains numbers."""
    return f"{words(dice, 12)}{dice.randrange(100)}件，{words(dice, 20)}，{words(dice, 9)}{dice.randrange(100)}条。"


def a_report(dice: Random) -> AnnualReport:
    """A report with every figure stated and different text of every kind in all its sections."""
    names = ("lead", "active_disclosure", "on_request", "management", "platform", "oversight")
    parts = [
        {"name": name, "heading": f"（{number}）{words(dice, 6)}", "body": [_block(dice, kind) for kind in "ppihtp"]}
        for number, name in enumerate(names)
    ]
    report = AnnualReport.from_figures(
        {path: dice.randrange(1, 50) for path in outline_of(AnnualReport).figures},
        agency=Agency(name="甲镇人民政府", contact=Contact(phone="0632-1234567")),
        year=2024,
        summary={"parts": parts},
        problems={"parts": [{"name": "remaining", "body": [_block(dice, "p") for _ in range(5)]}]},
        accepted=[{"code": "GK402", "path": "active_disclosure.rules.in_force", "reason": words(dice, 9)}],
    )
    for name in ("active_disclosure", "requests", "review_litigation"):
        section = getattr(report, name)
        text = {"before": [_block(dice, "p")], "after": [_block(dice, "p"), _block(dice, "t")]}
        report = report.replace(**{name: section.replace(**text)})
    return report


def _block(dice: Random, kind: str) -> dict[str, Any]:
    if kind == "p":
        return {"kind": "paragraph", "text": sentence(dice)}
    if kind == "h":
        return {"kind": "heading", "level": 3, "text": f"1.{words(dice, 7)}"}
    if kind == "i":
        return {"kind": "picture", "data": PNG, "caption": f"图：{words(dice, 10)}"}
    return {"kind": "table", "rows": [[words(dice, 4) for _ in range(3)] for _ in range(3)]}


Tree = dict[str, Any]
Told = tuple[str, ...]


@dataclass
class Edits:
    """Edits of one report.

    Attributes:
        dice: Source of the random choices.
        tree: The report as plain values, which the edits change.
        expected: The differences that the comparison must report, in any order.
        bodies_left: Numbers of the parts of section 一 that no edit has changed yet.
    """

    dice: Random
    tree: Tree
    expected: list[Told] = field(default_factory=list)
    bodies_left: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, report: AnnualReport, dice: Random) -> Edits:
        edits = cls(dice, report.model_dump(mode="json"))
        edits.bodies_left = list(range(len(report.summary.parts)))
        dice.shuffle(edits.bodies_left)
        return edits

    def report(self) -> Any:
        return parse(self.tree)

    def _body(self) -> list[dict[str, Any]]:
        """The blocks of a part that no other edit changes."""
        body: list[dict[str, Any]] = self.tree["summary"]["parts"][self.bodies_left.pop()]["body"]
        return body

    def _figure(self, value: int | None) -> None:
        told = {told[:2] for told in self.expected}
        path = self.dice.choice([path for path in outline_of(AnnualReport).figures if ("figure", path) not in told])
        *steps, last = path.split(".")
        row = self.tree
        for step in steps:
            row = row[step]
        row[last] = value
        self.expected.append(("figure", path))

    def change_figure(self) -> None:
        self._figure(1000 + self.dice.randrange(99))

    def blank_figure(self) -> None:
        self._figure(None)

    def edit_sentence(self) -> None:
        body = self._body()
        old = body[0]["text"]
        at = self.dice.randrange(5, 30)
        body[0]["text"] = f"{old[:at]}{words(self.dice, 3)}{old[at + 2 :]}"
        self.expected.append(("changed", old, body[0]["text"]))

    def write_anew(self) -> None:
        block = self._body()[1]
        old, block["text"] = block["text"], sentence(self.dice)
        self.expected.append(("changed", old, block["text"]))

    def move_paragraph(self) -> None:
        body = self._body()
        moved = body.pop(0)
        body.append(moved)
        self.expected.append(("moved", moved["text"], moved["text"]))

    def move_to_another_section(self) -> None:
        moved = self._body().pop(0)
        self.tree["problems"]["parts"][0]["body"].insert(self.dice.randrange(6), moved)
        self.expected.append(("moved", moved["text"], moved["text"]))

    def move_and_edit(self) -> None:
        moved = self._body().pop(0)
        old = moved["text"]
        moved["text"] = old.replace("，", "；", 1)
        self.tree["problems"]["parts"][0]["body"].append(moved)
        self.expected.append(("moved and changed", old, moved["text"]))

    def delete_paragraph(self) -> None:
        self.expected.append(("removed", self._body().pop(1)["text"], ""))

    def insert_paragraph(self) -> None:
        block = _block(self.dice, "p")
        self._body().insert(self.dice.randrange(7), block)
        self.expected.append(("added", "", block["text"]))

    def swap_two(self) -> None:
        body = self._body()
        body[0], body[5] = body[5], body[0]
        self.expected += [("moved", body[at]["text"], body[at]["text"]) for at in (0, 5)]

    def change_heading(self) -> None:
        block = self._body()[3]
        old, block["text"] = block["text"], f"1.{words(self.dice, 5)}"
        self.expected.append(("changed", old, block["text"]))

    def change_heading_of_part(self) -> None:
        part = self.tree["problems"]["parts"][0]
        part["heading"] = words(self.dice, 5)
        self.expected.append(("changed", "", part["heading"]))

    def change_picture(self) -> None:
        block = self._body()[2]
        block["data"] = "/9j/4AAQ"
        self.expected.append(("changed", block["caption"], block["caption"]))

    def change_cell(self) -> None:
        rows = self._body()[4]["rows"]
        row, column = self.dice.randrange(3), self.dice.randrange(3)
        before = "\n".join("\t".join(cells) for cells in rows)
        rows[row][column] = words(self.dice, 2)
        self.expected.append(("changed", before, "\n".join("\t".join(cells) for cells in rows)))

    def change_phone(self) -> None:
        self.tree["agency"]["contact"]["phone"] = "0632-7654321"
        self.expected.append(("head", "agency.contact.phone"))

    def change_reason(self) -> None:
        self.tree["accepted"][0]["reason"] = words(self.dice, 4)
        self.expected.append(("head", "accepted.0"))

    def print_words(self) -> None:
        self.tree["printed"]["words"] = {"review_litigation.reconsideration.other": "/"}
        self.expected.append(("figure", "review_litigation.reconsideration.other"))


ONCE = ("change_heading_of_part", "change_phone", "change_reason", "print_words")
KINDS: tuple[Callable[[Edits], None], ...] = tuple(
    member
    for name, member in vars(Edits).items()
    if not name.startswith("_") and name not in ("of", "report") and callable(member)
)


def told(comparison: Comparison) -> list[Told]:
    """The differences in a comparison, in the form of `Edits.expected`, sorted."""
    texts = [
        (change.change, *(item.text if item else "" for item in (change.old_item, change.new_item)))
        for change in comparison.texts
    ]
    figures = [("figure", change.path) for change in comparison.figures]
    return sorted([*texts, *figures, *(("head", change.path) for change in comparison.head)])
