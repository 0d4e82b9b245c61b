"""Settings of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer

import gk_docs

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "gk-docs"
copyright = "the gk-docs contributors"  # noqa: A001 - the name that Sphinx reads
version = release = gk_docs.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "gk-docs"
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_default_options = {"members": True, "exclude-members": "model_config, __new__"}
myst_enable_extensions = ["html_image"]
myst_heading_anchors = 3


def setup(app: Sphinx) -> None:
    """Take the blocks that the guides have of their own (see `docs.examples`) for plain text."""
    for name in ("改", "看", "填"):
        app.add_lexer(name, TextLexer)
