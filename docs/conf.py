"""Settings of the documentation."""

from __future__ import annotations

import gk_docs

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
myst_heading_anchors = 3
