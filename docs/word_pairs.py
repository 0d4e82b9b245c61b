"""The lines `连` of the words of the checks: what need not be found again each time that the words are read."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

from gk_docs.checks.spelling.words import Vocabulary

_MARK, _WIDTH = "连", 100


def text() -> str:
    """`words.txt` with the lines that its other lines ask for.

    They have the pairs of characters that show, beside words of two, that every character is in a word: 众号 of 公众号.
    """
    stated = files("gk_docs.checks.spelling").joinpath("words.txt").read_text("utf-8").splitlines()
    kept = [line for line in stated if not line.startswith(f"{_MARK} ")]
    known = Vocabulary.of(kept)
    pairs: dict[str, str] = defaultdict(str)
    for pair in sorted({pair for word in known.long for pair in _showing(word, known)}):
        pairs[pair[0]] += pair[1]
    lines = [_MARK]
    for entry in (f"{first}:{rest}" for first, rest in pairs.items()):
        if len(lines[-1]) + len(entry) > _WIDTH:
            lines.append(_MARK)
        lines[-1] += f" {entry}"
    at = next(at for at, line in enumerate(kept) if line.startswith(f"# {_MARK}：")) + 1
    return "\n".join([*kept[:at], *lines, *kept[at:], ""])


def _showing(word: str, known: Vocabulary) -> set[str]:
    """The pairs of a word for which characters are in none that is known."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    told = [known.knows(pair) for pair in pairs]
    return {
        pairs[max(0, at - 1)]
        for at, char in enumerate(word)
        if not any(told[max(0, at - 1) : at + 1]) and char not in known.single
    }
