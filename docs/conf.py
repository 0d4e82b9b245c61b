"""Settings of the documentation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.search import languages
from sphinx.search.en import SearchEnglish
from sphinx.transforms import SphinxTransform

import gk_docs

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "gk-docs"
copyright = "the gk-docs contributors"  # noqa: A001 - the name that Sphinx reads
version = release = gk_docs.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
language = "zh_CN"
html_theme = "furo"
html_title = "gk-docs"
html_static_path = ["_static"]
html_css_files = ["site.css"]
exclude_patterns = ["_build"]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_default_options = {"members": True, "exclude-members": "model_config, __new__"}
myst_enable_extensions = ["html_image"]
myst_heading_anchors = 3

_WIDE = "\u2018-\u201d\u3000-\u9fff\uff00-\uffef"
_LINE_END = re.compile(f"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_WORDS = re.compile("[\u4e00-\u9fff]+|[A-Za-z0-9_]+")


class JoinedLines(SphinxTransform):
    """Takes the line ends between Chinese characters away, which a browser shows as blanks."""

    default_priority = 800

    def apply(self, **_: object) -> None:
        """Change every text of the page but code."""
        for text in [*self.document.findall(nodes.Text)]:
            if not isinstance(text.parent, nodes.literal | nodes.literal_block | nodes.raw):
                text.parent.replace(text, nodes.Text(_LINE_END.sub("", text)))


class SearchByPairs(SearchEnglish):
    """The search of Sphinx; Chinese is found by pairs of characters, of which a word of any length is made."""

    lang = "zh"
    js_splitter_code = """
function splitQuery(query) {
  const words = query.match(/[\\u4e00-\\u9fff]+|[A-Za-z0-9_]+/g) || [];
  const isLong = (word) => word.length > 2 && word > "\\u4e00";
  return words.flatMap((word) => isLong(word) ? [...word.slice(1)].map((next, at) => word[at] + next) : [word]);
}
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name that Sphinx calls it by
        """The words of a text, and each pair of Chinese characters that stand together."""
        words = _WORDS.findall(input)
        return [part for word in words for part in (map("".join, pairwise(word)) if word > "\u4e00" else [word])]


def setup(app: Sphinx) -> None:
    """Take the blocks that the guides have of their own (see `docs.examples`) for plain text."""
    for name in ("改", "看", "填"):
        app.add_lexer(name, TextLexer)
    languages["zh"] = SearchByPairs
    app.add_transform(JoinedLines)
