"""The command `gk-docs`, and `python -m gk_docs`: before anything else is imported, only installed code can be."""

import sys

from gk_docs.files.processes import forget_folders


def main() -> int:
    """Run the command and give its exit code."""
    forget_folders(sys.argv[1:])
    from gk_docs.cli import main as run  # noqa: PLC0415 - see above

    return run()


if __name__ == "__main__":
    sys.exit(main())
