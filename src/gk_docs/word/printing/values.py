"""Values that a caller gives a template beside plain ones: a picture, a link, another document."""

from __future__ import annotations

from dataclasses import dataclass

_LARGEST_MM = 558.7  # 22 inches, the most that Word takes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, printed with `{{ name }}` inside a paragraph.

    Attributes:
        data: The file: PNG, JPEG, GIF, BMP or TIFF.
        width_mm: Width in millimetres; None keeps the picture's own size, or its proportions if the height is given.
        height_mm: Height in millimetres, likewise.
        description: What it shows, for readers who cannot see it.

    Raises:
        TypeError: If the data are not bytes (a path, say), a size is not a number, or the description is not text.
        ValueError: If a size is not above 0 and at most 558.7 mm, the most that Word takes.
    """

    data: bytes
    width_mm: float | None = None
    height_mm: float | None = None
    description: str = ""

    def __post_init__(self) -> None:
        _refuse_no_bytes("a picture", self.data)
        if not isinstance(self.description, str):
            raise TypeError(f"the description of a picture takes text, not {type(self.description).__name__}")
        for name, size in (("width_mm", self.width_mm), ("height_mm", self.height_mm)):
            if size is None:
                continue
            if isinstance(size, bool) or not isinstance(size, (int, float)):
                raise TypeError(f"{name} of a picture takes a number of millimetres, not {type(size).__name__}")
            if not 0 < size <= _LARGEST_MM:
                raise ValueError(f"{name} of a picture is above 0 and at most {_LARGEST_MM} mm, not {size}")


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink, printed with `{{r name }}`, also inside a `RichText`.

    Attributes:
        url: Where it leads.
        text: What is shown.
        style: Id or name of a character style of the template, or None.
    """

    url: str
    text: str
    style: str | None = None

    def __str__(self) -> str:
        raise TypeError("a Link is printed with {{r name }}; use gk_docs.word.RichText to add one to rich text")


@dataclass(frozen=True, slots=True)
class SubDocument:
    """Another Word document, printed with `{{p name }}`; needs the extra `subdoc` (docxcompose).

    It is printed as it is: a tag in its text is not rendered, and a `UserWarning` says so.

    Raises:
        TypeError: If the data are not bytes (a path, say).
    """

    data: bytes

    def __post_init__(self) -> None:
        _refuse_no_bytes("a sub-document", self.data)


def _refuse_no_bytes(what: str, data: object) -> None:
    if not isinstance(data, bytes):
        raise TypeError(f"{what} takes the bytes of its file, not {type(data).__name__}")
