"""Each report is held against its own body's last year, in cities where every town and bureau has a namesake."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.batch.test_bodies import ROSTER, written
from tests.strategies import EXAMPLES

from gk_docs.batch.bodies import Bodies
from gk_docs.batch.checking import Dated, Earlier
from gk_docs.form.identity import identity_of

if TYPE_CHECKING:
    from gk_docs.form.agency import Agency


def a_city(dice: Random, vague: float) -> tuple[list[tuple[Agency, Agency]], list[tuple[Agency, Agency]]]:
    """Two years of forty bodies, each with the name that its file bears; that many leave out their region."""
    bodies = dice.sample(ROSTER, 40)

    def named(body: Agency) -> Agency:
        ways = [way for way, sure in written(body) if sure != (dice.random() < vague)]
        return dice.choice(ways or [body])

    years = [[(body, named(body)) for body in bodies if dice.random() < 0.9] for _ in range(2)]
    return years[0], years[1]


@pytest.mark.parametrize("vague", [0, 0.3, 0.6])
@pytest.mark.parametrize("roster", [None, Bodies((agency, agency) for agency in ROSTER)], ids=["alone", "roster"])
def test_no_body_gets_the_last_year_of_its_namesake(vague: float, roster: Bodies[Agency] | None) -> None:
    links = Counter[str]()
    for seed in range(EXAMPLES // 8):
        last, this = a_city(Random(seed), vague)
        files = (Dated(Path(f"{at:03}.yaml"), name, 2023, (at,), body) for at, (body, name) in enumerate(last))
        earlier = Earlier(files, roster=roster)
        earlier.everybody = Bodies((name, name) for _, name in this)
        for body, name in this:
            if found := earlier.of(name, 2023):
                same = identity_of(name).name == identity_of(found.agency).name
                # One bare name in both years says nothing of its region: only a roster tells the two apart.
                links["right" if found.content == body else "bare" if same and not roster else "wrong"] += 1
    assert links["wrong"] == 0
    assert links["bare"] <= links["right"] // 20
    assert links["right"] > 0
