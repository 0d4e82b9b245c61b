"""How reports speak of bodies, as data: the words, the frames they stand in, and whether a name is the body's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import BODY_WORDS, stands_in
from gk_docs.checks.bodies.trades import HELD
from gk_docs.checks.claims.wording import any_word
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.form.identity import identity_of, in_one_form, keys_of, lacks_a_people

if TYPE_CHECKING:
    from gk_docs.form.agency import Agency

WORDS: Final = {
    kind: tuple(word for entry in BODY_WORDS if entry.kind == kind for word in entry.words)
    for kind in {entry.kind for entry in BODY_WORDS}
}
"""The words of `bodies/names.txt` by their kind."""


def any_of(kind: str) -> str:
    """A pattern for any word of one kind in `bodies/names.txt`."""
    return f"(?:{'|'.join(map(re.escape, WORDS[kind]))})"


_KNOWN: Final = {"DOING": any_word("gRp").pattern, "HELD": HELD, **{kind.upper(): any_of(kind) for kind in WORDS}}
FRAMES: Final = tuple(pieced_lines("gk_docs.checks.evidence", "body_frames.txt", _KNOWN))
"""How a report speaks of a body: the name of a frame, a text that it fits, and its pattern."""

FRAME: Final = {name: re.compile(pattern) for name, _, pattern in FRAMES}
"""The patterns of the frames by their names."""
_COMPANY = re.compile("(?:股份|有限|责任)*公司$")


def is_ours(name: str, agency: Agency) -> bool:
    """Whether a name found in running text, perhaps with a word before it (公布西集镇), is this body's own.

    >>> from gk_docs.form.agency import Agency
    >>> is_ours("公布西集镇", Agency(name="山亭区西集镇人民政府")), is_ours("河湾镇", Agency(name="西集镇人民政府"))
    (True, False)
    >>> is_ours("河湾乡", Agency(name="西集区河湾回族乡人民政府"))
    True
    """
    core = in_one_form(name)
    if core.endswith(("局", "委")) and any(stands_in(core, key) or stands_in(key, core) for key in keys_of(agency)):
        return True  # 卫健局 for 卫生健康局
    names = [one for one in identity_of(agency) if one]
    if core.endswith("公司"):
        core, names = _COMPANY.sub("", core), [_COMPANY.sub("", one) for one in names]
    tail = core if core.endswith(("局", "委")) else core[-3:]  # 医疗保障局 is not 人力资源和社会保障局
    return any(core in one or one in core or one.endswith(tail) or lacks_a_people(core[-3:], one) for one in names)
