"""The command `gk-docs`: each of its commands parses options, calls the library and shows the result.

Exit codes: 0 all done; 1 an input is wrong (a file cannot be read, does not fit the form, or a template is broken);
2 the command was misused or could not run (an unknown option, a file that it may not overwrite, a missing package, a
fault of ours). For checks: 0 nothing found, 1 something found, 2 a file could not be checked. Commands over many bodies
also use 3: all is done, but a body is missing. `render` ends with 130 after Ctrl+C.
"""

from __future__ import annotations

from gk_docs.cli.run import main

__all__ = ["main"]
