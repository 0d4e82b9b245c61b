"""Python processes of our own: they find installed code only, and end with the process that started them.

A command runs `forget_folders` before anything else, while a file beside the reports could still stand in for a module
of Python's own. So this module, and the package itself, import nothing that is not loaded when Python starts; not even
`__future__` is.
"""

import os
import sys

_CYCLES_MATTER_FROM = 100_000  # objects made and not gone
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def forget_folders(arguments: list[str]) -> None:
    """Keep this process from finding modules in the current folder, or beside a file that one of its arguments names.

    Args:
        arguments: What the command was given: files, folders, options (`--previous=FOLDER` too).
    """
    named = [path for argument in arguments for path in (argument, argument.partition("=")[2])]
    sys.path[:] = installed_path(*(path if os.path.isdir(path) else os.path.dirname(path) for path in named))


def installed_path(*folders: str) -> list[str]:
    """Where a process of ours looks for modules.

    That is where this one does, but for relative entries (also those of PYTHONPATH, which Python makes absolute), the
    current folder, that of the running script, and `folders`; where gk-docs itself lies stays, whichever it is.

    Args:
        folders: Where the reports lie.
    """
    script = getattr(sys.modules.get("__main__"), "__file__", None) or ""
    stated = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    relative = [entry for entry in stated if not os.path.isabs(entry)]
    ours = _identity(os.path.join(os.path.dirname(__file__), "..", ".."))
    kept = elsewhere(sys.path, os.path.dirname(script), *relative, *folders)
    return [os.path.abspath(entry) for entry in sys.path if entry in kept or _identity(entry) == ours]


def elsewhere(entries: list[str], *folders: str) -> list[str]:
    """The entries of a path that are absolute, and neither the current folder nor one of `folders`."""
    apart = {_identity(folder) for folder in (os.curdir, *folders)}
    return [entry for entry in entries if os.path.isabs(entry) and _identity(entry) not in apart]


def _identity(folder: str) -> object:
    """The same for one folder, under whatever name."""
    try:
        found = os.stat(folder or os.curdir)
    except (OSError, ValueError):  # none; a name with a zero in it
        return folder
    return found.st_dev, found.st_ino


def python(module: str, *arguments: str, utf8: bool = True) -> list[str]:
    """The command that runs one of our modules, in the environment that `environment` gives.

    Args:
        module: Its name.
        arguments: What it finds in `sys.argv`.
        utf8: Whether names of files, and texts without a stated encoding, are UTF-8 there; else they are as here.
    """
    mode = int(utf8) or sys.flags.utf8_mode
    return [sys.executable, "-P", "-X", f"utf8={mode}", "-m", module, *arguments]


def environment(*folders: str) -> dict[str, str]:
    """The environment of a process of ours: it finds modules as `installed_path` says, and so do those it starts."""
    path = [entry for entry in installed_path(*folders) if os.pathsep not in entry]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)}


def collect_seldom() -> None:
    """Look for garbage in cycles less often than Python does: that is a tenth of the time of a check."""
    import gc  # noqa: PLC0415 - not loaded when Python starts, see above; it is part of Python itself

    gc.set_threshold(_CYCLES_MATTER_FROM)


def end_with_parent(parent: int) -> None:
    """Have the system kill this process as soon as its parent ends, however it ends. Only Linux can.

    Elsewhere it ends when it next looks at the pipe that its parent held.

    Args:
        parent: Number of the process that started this one. The thread of it that did must outlive this process.
    """
    if sys.platform == "linux":
        try:
            import ctypes  # noqa: PLC0415 - not loaded when Python starts, see above; it can be missing
        except ImportError:
            return
        import signal  # noqa: PLC0415 - not loaded when Python starts, see above

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
