"""Draw lists as a web page: one file that loads nothing and runs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.document.web_table import web_table
from gk_docs.files.seal import PAGE_SEAL
from gk_docs.files.shipped import markup_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.showing.listing import Paper


def page(paper: Paper, link: Callable[[str], str] = lambda _: "") -> bytes:
    """Draw lists as a web page in UTF-8, with a seal in its last line; the same lists give the same bytes.

    Args:
        paper: The lists.
        link: Gives the way from the page to the file that a cell is about, or "" for no link.

    Raises:
        UnreadableFile: If the template is missing.
    """
    template = markup_template("html/listing.html", table_of=web_table)
    html = template.render(title=paper.title, lead=paper.lead, listings=paper.listings, link=link)
    return PAGE_SEAL.sealed(html.encode("utf-8", "backslashreplace"), as_list=True)
