"""Lists as a web page: one file that fetches nothing and runs nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs.files.seal import sealed_page
from gk_docs.files.shipped import shipped

if TYPE_CHECKING:
    from jinja2 import Template

    from gk_docs.showing.listing import Paper

_TEMPLATE = "html/listing.html"


def page(paper: Paper) -> bytes:
    """The lists as a web page in UTF-8, sealed in its last line; the same lists give the same bytes.

    Raises:
        UnreadableFile: If the template is missing.
    """
    html = _template().render(title=paper.title, lead=paper.lead, listings=paper.listings)
    return sealed_page(html.encode("utf-8", "backslashreplace"))


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - heavy

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(shipped(_TEMPLATE).read_text(encoding="utf-8"))
