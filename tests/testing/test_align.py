"""Every item of both sequences is accounted for, once."""

from hypothesis import given
from hypothesis import strategies as st

from gk_docs.testing.align import align

WORDS = st.lists(st.sampled_from(["", "甲", "乙", "丙", "丁"]), max_size=8)


def same_letters(old: list[str], new: list[str]) -> list[list[float]]:
    return [[float(a == b) for b in new] for a in old]


@given(WORDS, WORDS)
def test_nothing_is_counted_twice_or_forgotten(old: list[str], new: list[str]) -> None:
    alike = same_letters(old, new)
    found = align(old, new, lambda i, j: alike[i][j])
    both = [*found.pairs, *found.moved]
    assert sorted([*(i for i, _ in both), *found.removed]) == list(range(len(old)))
    assert sorted([*(j for _, j in both), *found.added]) == list(range(len(new)))
    assert found.pairs == sorted(found.pairs)
    assert [j for _, j in found.pairs] == sorted(j for _, j in found.pairs)


@given(WORDS)
def test_a_sequence_is_all_pairs_with_itself(items: list[str]) -> None:
    found = align(items, items, lambda _, __: 0.0)
    assert found.pairs == [(i, i) for i in range(len(items))]
    assert (found.moved, found.removed, found.added) == ([], [], [])


def test_the_most_alike_become_one_another() -> None:
    alike = {(0, 2): 0.9, (0, 0): 0.5, (1, 1): 0.6}
    found = align(["甲甲", "乙乙"], ["丁", "乙丙", "甲丙"], lambda i, j: alike.get((i, j), 0.0))
    assert found.pairs == [(0, 0), (1, 1)]
    assert found.added == [2]


@given(WORDS, WORDS)
def test_a_blank_never_moves(old: list[str], new: list[str]) -> None:
    assert all(old[i] for i, _ in align(old, new, lambda _, __: 0.0).moved)


def test_very_long_gaps_are_paired_in_order() -> None:
    old, new = [f"甲{i}" for i in range(200)], [f"乙{i}" for i in range(200)]
    assert align(old, new, lambda _, __: 0.0).pairs == [(i, i) for i in range(200)]
