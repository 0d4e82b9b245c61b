"""Find a word in a text even if it is typed with a character of the same sound (检察 for 检查).

GB 2312 lists its 3,755 common characters in the order of their sounds, so those that sound alike are near each other:
检 and 捡 are five places apart, 检 and 查 almost a thousand.

Source: GB/T 2312-1980, level 1, in the order of Hanyu Pinyin.
Limits: a character that is not common is like itself only; one with two sounds has the one that it is listed by.
"""

from __future__ import annotations

_LEVEL_1 = range(0xB0A1, 0xD7FA)
_IN_A_ROW = 94  # characters in a row of GB 2312
_ALIKE = 12  # the largest distance of two characters that count as sounding alike

SOUND = 0.75
"""How much a character of the same sound counts; the same character counts 1."""


def heard(word: str, text: str) -> tuple[float, int]:
    """How similar the most similar stretch of a text is to a word, from 0 to 1, and where the stretch begins.

    >>> [heard(word, "可以检查年报") for word in ("检查", "检察", "剪茶")]
    [(1.0, 2), (0.875, 2), (0.75, 2)]
    """
    stretches = (text[at : at + len(word)] for at in range(len(text) - len(word) + 1))
    shares = [sum(map(_likeness, word, stretch)) / len(word) for stretch in stretches]
    best = max(shares, default=0.0)
    return best, shares.index(best) if shares else 0


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    mine, its = _place(one), _place(other)
    return SOUND if mine and its and abs(mine - its) <= _ALIKE else 0.0


def _place(character: str) -> int | None:
    """The place of a common character in the order of sounds; None for any other character."""
    code = int.from_bytes(character.encode("gb2312", "ignore"))
    return (code >> 8) * _IN_A_ROW + (code & 0xFF) if code in _LEVEL_1 else None
