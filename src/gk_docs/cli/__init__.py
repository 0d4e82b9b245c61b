"""The command `gk-docs`: each command parses its options, calls the library and shows what came of it.

Exit codes: 0 all done; 1 an input is wrong (a file cannot be read, does not fit the form, or a template is broken);
2 the command was misused or could not run (an unknown option, a file that it may not overwrite, a package that is
missing, a fault of ours). The checks have the same three: 0 nothing found, 1 something found, 2 a file could not be
checked. Commands over many bodies have 3, too: all is done, but a body is missing; `render` ends with 130 after Ctrl+C.
"""

from __future__ import annotations

from gk_docs.cli.run import main

__all__ = ["main"]
