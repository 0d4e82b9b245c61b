"""`python -m gk_docs`: the command `gk-docs`, where its script is not on the path."""

import sys

from gk_docs.cli import main

if __name__ == "__main__":
    sys.exit(main())
