"""Our own Python processes: they import installed code only, and end with the process that started them.

A command runs `forget_folders` before anything else: until then, Python may import a file beside the reports in place
of one of its own modules. So this module, and the package itself, import only what is loaded when Python starts, which
even `__future__` is not.
"""

import os
import sys

_CYCLES_MATTER_FROM = 100_000  # more objects made than freed since the last collection
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def forget_folders(arguments: list[str]) -> None:
    """Keep this process from importing modules from the current folder, or from the folders that its arguments name.

    Args:
        arguments: What the command was given: files, folders, options (`--previous=FOLDER` too).
    """
    named = [path for argument in arguments for path in (argument, argument.partition("=")[2])]
    sys.path[:] = installed_path(*(path if os.path.isdir(path) else os.path.dirname(path) for path in named))


def installed_path(*folders: str) -> list[str]:
    """The folders in which a process of ours looks for modules.

    They are those of this process without relative entries (also those of PYTHONPATH, which Python makes absolute),
    the current folder, the folder of the running script, and `folders`. The folder of gk-docs itself always stays.

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
    """The entries of a search path that are absolute, and neither the current folder nor one of `folders`."""
    apart = {_identity(folder) for folder in (os.curdir, *folders)}
    return [entry for entry in entries if os.path.isabs(entry) and _identity(entry) not in apart]


def _identity(folder: str) -> object:
    """A key that is equal for two names of the same folder."""
    try:
        found = os.stat(folder or os.curdir)
    except (OSError, ValueError):  # no such folder; a name with a NUL in it
        return folder
    return found.st_dev, found.st_ino


def python(module: str, *arguments: str, utf8: bool = True) -> list[str]:
    """The command that runs one of our modules, in the environment that `environment` gives.

    Args:
        module: The name of the module.
        arguments: What the module finds in `sys.argv`.
        utf8: Whether it reads file names, and texts without a stated encoding, as UTF-8; else as this process does.
    """
    mode = int(utf8) or sys.flags.utf8_mode
    return [sys.executable, "-P", "-X", f"utf8={mode}", "-m", module, *arguments]


def environment(*folders: str) -> dict[str, str]:
    """The environment of a process of ours: it and its children look for modules in `installed_path` only."""
    path = [entry for entry in installed_path(*folders) if os.pathsep not in entry]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)}


def collect_seldom() -> None:
    """Make Python look for cyclic garbage less often, which saves a tenth of the time of a check."""
    import gc  # noqa: PLC0415 - not loaded when Python starts, see above; it is part of Python itself

    gc.set_threshold(_CYCLES_MATTER_FROM)


def end_with_parent(parent: int) -> None:
    """Have Linux kill this process as soon as its parent ends, however it ends.

    On other systems it ends when it next reads from the pipe that its parent held.

    Args:
        parent: Number of the process that started this one. The thread that started it must outlive this process, since
            Linux sends the signal when that thread ends.
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
