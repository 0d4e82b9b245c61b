"""Running sums by path, and what stayed out of them: in memory a few dozen numbers for each body."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from hashlib import blake2b
from typing import TYPE_CHECKING

from gk_docs.batch.columns import main_figures
from gk_docs.errors import InvalidReport, Problem
from gk_docs.form.editions import FORMS, form_of
from gk_docs.form.identity import same_body
from gk_docs.form.outline import outline_of
from gk_docs.form.values import DECIMALS, DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.batch.figures import BodyFigures
    from gk_docs.form.agency import Agency
    from gk_docs.form.editions import AnyReport

_PRECISION = 2 * DIGITS + DECIMALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A body that was added.

    Attributes:
        name: Its name.
        agency: The body.
        edition: The edition of its form.
        source: Name of its file, or "".
        main: Its main figures, see `columns.main_figures`.
        digest: A digest of all its figures.
        off: Paths of the figures at which its own sums do not hold.
    """

    name: str
    agency: Agency
    edition: str
    source: str
    main: Mapping[str, int | Decimal | None]
    digest: bytes
    off: tuple[str, ...] = ()


@dataclass(slots=True)
class Sums:
    """The sums of one year.

    Attributes:
        year: The year; 0 before the first body.
        counted: The bodies by key, in the order in which they came.
        twice: Names of the bodies whose very figures came again, with the two files.
        blank: Names of the bodies by path where they were blank.
        blank_tables: The same by section, where the whole table was.
        doubles: Bodies that came again with other figures, which cannot be.
    """

    year: int = 0
    counted: dict[str, Counted] = field(default_factory=dict)
    twice: list[tuple[str, str, str]] = field(default_factory=list)
    blank: dict[str, list[str]] = field(default_factory=dict)
    blank_tables: dict[str, list[str]] = field(default_factory=dict)
    doubles: list[Problem] = field(default_factory=list)
    _sums: dict[str, list[int | Decimal]] = field(default_factory=dict)
    _known: dict[str, list[int]] = field(default_factory=dict)

    def add(self, key: str, body: BodyFigures) -> None:
        """Add a body's figures; the same ones a second time are noted and not added.

        Raises:
            InvalidReport: If the report is of another year than those before it.
        """
        name = body.agency.name
        if self.year and body.year != self.year:
            message = f"各报告的年度不同：{name}是{body.year}年，前面的是{self.year}年"
            raise InvalidReport(message, place="年度", file=body.source or None, mend="请写明汇总哪一年（--year）")
        digest = _digest(body)
        if before := self.counted.get(key):
            self._again(before, body, digest)
            return
        self.year = body.year
        self.counted[key] = Counted(
            name=name,
            agency=body.agency,
            edition=body.edition,
            source=body.source,
            main=main_figures(body.edition, body.by_path()),
            digest=digest,
            off=body.off,
        )
        self._add_values(body)
        self._note_blanks(body)

    def _again(self, before: Counted, body: BodyFigures, digest: bytes) -> None:
        name, files = body.agency.name, "、".join(filter(None, (before.source, body.source)))
        there = f"（{files}）" if files else ""
        if not same_body(before.agency, body.agency):
            message = f"{before.name}、{name}{there}都可能是名单中的同一机关"
            self.doubles.append(Problem(message=message, place="机关", mend="请在名单中写明所属地区，或写机关全称"))
        elif before.digest == digest:
            self.twice.append((name, before.source, body.source))
        else:
            message = f"{name}有两份报告{there}，数据不同"
            self.doubles.append(Problem(message=message, place="机关", mend="请只留一份，或改正机关名称"))

    def _add_values(self, body: BodyFigures) -> None:
        sums = self._sums.setdefault(body.edition, [0] * len(body.values))
        known = self._known.setdefault(body.edition, [0] * len(body.values))
        with localcontext() as context:
            context.prec = _PRECISION
            for at, value in enumerate(body.values):
                if value is not None:
                    sums[at] += value
                    known[at] += 1

    def _note_blanks(self, body: BodyFigures) -> None:
        blank = [path for path, value in body.by_path().items() if value is None]
        if not blank:
            return
        sizes = Counter(path.partition(".")[0] for path in outline_of(FORMS[body.edition]).figures)
        gone = Counter(path.partition(".")[0] for path in blank)
        whole = {section for section, count in gone.items() if count == sizes[section]}
        for section in whole:
            self.blank_tables.setdefault(section, []).append(body.agency.name)
        for path in blank:
            if path.partition(".")[0] not in whole:
                self.blank.setdefault(path, []).append(body.agency.name)

    def form(self) -> type[AnyReport]:
        """The edition that most bodies used; of two equally used ones that in force for the year.

        Raises:
            InvalidReport: If there is no body.
        """
        if not self.counted:
            raise InvalidReport("没有可以汇总的报告")
        used = Counter(one.edition for one in self.counted.values())
        most = max(used.values())
        own = form_of(self.year)
        editions = [edition for edition, count in used.items() if count == most]
        return own if own.edition_name() in editions else FORMS[editions[0]]

    def values(self, form: type[AnyReport]) -> dict[str, int | Decimal | None]:
        """The sums by path; None where no body has the figure. Of other editions only what means the same is in."""
        figures = outline_of(form).figures
        found: dict[str, int | Decimal | None] = dict.fromkeys(figures)
        with localcontext() as context:
            context.prec = _PRECISION
            for edition in self._sums:
                for path, value in self._of(edition):
                    if figures.get(path) == outline_of(FORMS[edition]).figures[path]:
                        found[path] = value + (found[path] or 0)
        return found

    def _of(self, edition: str) -> Iterator[tuple[str, int | Decimal]]:
        figures = outline_of(FORMS[edition]).figures
        for path, value, known in zip(figures, self._sums[edition], self._known[edition], strict=True):
            if known:
                yield path, value


def _digest(body: BodyFigures) -> bytes:
    plain = [value.normalize() if isinstance(value, Decimal) else value for value in body.values]
    return blake2b(f"{body.edition}{plain}".encode(), digest_size=16).digest()
