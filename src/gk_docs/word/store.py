"""Plans of templates kept for the next process, since making one takes longer than all else in a short command.

They lie in the folder `gk-docs` of the user's cache folder: `LOCALAPPDATA` on Windows, else `XDG_CACHE_HOME`, else
`~/.cache`. `GK_DOCS_CACHE=off` in the environment switches the store off.

A plan holds code. A file or folder that belongs to somebody else, or that others may write to, is therefore never read.
What is damaged, or was made of another template or by another version of anything that has a part in it, is made anew;
what cannot be kept is not kept. None of this is ever an error.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs import version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.word.plan import Plan
    from gk_docs.word.sandbox import Sandbox

SWITCH = "GK_DOCS_CACHE"
KEPT = 32
"""How many plans are kept, the newest."""

_PACKAGES = ("docxtpl", "python-docx", "lxml", "jinja2")
_DIGEST_SIZE = 32


def planned(data: bytes, environment: Sandbox, names: Sequence[object], *, update_fields: bool = False) -> Plan:
    """The plan of a template: the one that is kept, or a new one, which is kept from now on.

    Args:
        data: The template.
        environment: Where it will run.
        names: What the caller has added to the environment; another plan is kept for other names.
        update_fields: Whether Word is to refresh all fields, likewise.

    Raises:
        UnreadableFile: If `data` is no Word file.
        TemplateError: If the template is unsafe or broken.
    """
    file = _file_for(data, [*names, update_fields])
    kept = _read(file) if file else None
    if kept is not None:
        return kept
    from gk_docs.word.planning import plan  # noqa: PLC0415 - heavy

    made = plan(data, environment, update_fields=update_fields)
    if file:
        with suppress(OSError):
            _write(file, made)
    return made


def folder() -> Path | None:
    """Where plans are kept, or None if they are not."""
    if os.environ.get(SWITCH, "").lower() == "off":
        return None
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # noqa: PTH117 - Path("") would be the present folder
        base = os.path.expanduser("~/.cache")  # noqa: PTH111 - leaves the ~ where there is no home; Path raises
    return Path(base, "gk-docs") if os.path.isabs(base) else None  # noqa: PTH117 - base is text


def _file_for(data: bytes, names: Sequence[object]) -> Path | None:
    at = folder()
    try:
        return at and at / f"{sha256(_makers() + repr(names).encode() + data).hexdigest()}.plan"
    except (OSError, PackageNotFoundError):  # installed so that no version can be told
        return None


@cache
def _makers() -> bytes:
    """All that has a part in a plan beside the template; the engine's files too, for one who works on the engine."""
    versions = [(name, version_of(name)) for name in _PACKAGES]
    with os.scandir(Path(__file__).parent) as entries:
        files = sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in entries if one.is_file())
    return repr((sys.version, version.__version__, versions, files)).encode()


def _read(file: Path) -> Plan | None:
    try:
        if not _is_ours(file.parent.lstat(), stat.S_IFDIR) or not _is_ours(file.lstat(), stat.S_IFREG):
            return None
        content = file.read_bytes()
    except OSError:
        return None
    digest, pickled = content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]
    if sha256(pickled).digest() != digest:
        return None
    plan: Plan = pickle.loads(pickled)  # noqa: S301 - written by us, in a place where only this user writes
    return plan


def _is_ours(facts: os.stat_result, kind: int) -> bool:
    """Whether something is of that kind, no link, and only this user can change it."""
    if stat.S_IFMT(facts.st_mode) != kind:
        return False
    if os.name == "nt":  # its folder is the user's own, and the mode says nothing
        return True
    return facts.st_uid == os.getuid() and not facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(file: Path, plan: Plan) -> None:
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - seldom needed

    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    if not _is_ours(file.parent.lstat(), stat.S_IFDIR):
        return
    pickled = pickle.dumps(plan)
    with NamedTemporaryFile(dir=file.parent, delete=False) as draft:  # readable by this user only
        draft.write(sha256(pickled).digest() + pickled)
    Path(draft.name).replace(file)
    _forget_oldest(file.parent)


def _forget_oldest(at: Path) -> None:
    for old in sorted(at.iterdir(), key=lambda file: file.stat().st_mtime_ns)[:-KEPT]:
        old.unlink(missing_ok=True)
