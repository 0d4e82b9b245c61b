"""Running text of a report: paragraphs, headings, pictures and plain tables, in order.

The model says what the text is, not how it looks: a heading has a level and its text as printed, mark included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, overload

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError

from gk_docs import regex as re
from gk_docs.chinese.lists import parse_number
from gk_docs.chinese.text import closed_up
from gk_docs.files.sniffing import PICTURE_SIGNATURES
from gk_docs.form.model import Model
from gk_docs.form.values import Line, Text

_BLANK_LINES = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+")
_SENTENCE_MARKS = re.compile(r"[。；！？;!?]|[：，、:,.]$")
_ENDS = tuple("。！？；：")
_BROKEN = range(30, 65)  # characters of a line that was broken for the screen
_LONGEST_HEADING = 40
_YEAR = re.compile(r"\d{4}年")
_BULLET = re.compile(r"[•●■◆◇▪□▶►➢➤✓✔◎※★☆\uf000-\uf0ff]|[-*·○√–](?=\s)")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)


class Paragraph(Model):
    """One paragraph. A line break inside it is a newline in `text`."""

    kind: Literal["paragraph"] = Field(default="paragraph", title="种类", description="What the block is.")
    text: Text = Field(title="文字", description="The text as printed, list mark included.")

    if TYPE_CHECKING:

        def __init__(self, *, text: str, kind: Literal["paragraph"] = "paragraph") -> None: ...


class Heading(Model):
    """A heading on a line of its own: level 1 `一、`, 2 `（一）`, 3 `1.`, 4 `（1）`."""

    kind: Literal["heading"] = Field(default="heading", title="种类", description="What the block is.")
    level: Annotated[int, Field(strict=True, ge=1, le=4)] = Field(title="级别", description="1 to 4 (GB/T 9704).")
    text: Line = Field(title="标题", description="The heading as printed, list mark included.")


def _picture(data: bytes) -> bytes:
    if not data.startswith(PICTURE_SIGNATURES):
        raise PydanticCustomError("no_picture", "不是 PNG 或 JPEG 图片")
    return data


class Picture(Model):
    """A picture of its own line, PNG or JPEG."""

    kind: Literal["picture"] = Field(default="picture", title="种类", description="What the block is.")
    data: Annotated[bytes, AfterValidator(_picture)] = Field(
        title="图片", description="The bytes of a PNG or JPEG file; base64 in JSON."
    )
    caption: Text = Field(default="", title="图题", description="Printed below the picture; also its description.")

    @property
    def text(self) -> str:
        """The caption, which is all the text that a picture has."""
        return self.caption


class PlainTable(Model):
    """A table of text without merged cells inside the running text; the first row is its head."""

    if TYPE_CHECKING:

        def __init__(
            self, *, rows: Iterable[Iterable[str]], chart: bool = False, kind: Literal["table"] = "table"
        ) -> None: ...

    kind: Literal["table"] = Field(default="table", title="种类", description="What the block is.")
    rows: tuple[tuple[Text, ...], ...] = Field(title="表格", description="Rows of cells, all of the same length.")
    chart: bool = Field(
        default=False,
        strict=True,
        title="画成图",
        description="Whether its columns headed by a year (2024年) are drawn above it as bars, too.",
    )

    @model_validator(mode="after")
    def _rectangular(self) -> PlainTable:
        if len({len(row) for row in self.rows}) != 1 or not self.rows[0]:
            raise ValueError("表格各行的格数须相同，且不能没有格")
        if self.chart and not self.series:
            raise ValueError("没有能画成图的数：表头要写年度（如2024年），下面是不全为0的数")
        return self

    def drawn(self) -> PlainTable:
        """A copy that has a chart above it, if there is anything to draw."""
        return self.replace(chart=True) if self.series else self

    @property
    def series(self) -> tuple[tuple[str, tuple[Decimal | None, ...]], ...]:
        """The head and numbers of each column headed by a year (2024年), unless all are 0; None for no number."""
        columns = zip(*self.rows, strict=True)
        years = ((head, tuple(map(_number, cells))) for head, *cells in columns if _YEAR.fullmatch(head))
        return tuple(one for one in years if any(one[1]))

    @property
    def text(self) -> str:
        """The cells of a row joined by tabs, the rows by line breaks."""
        return "\n".join("\t".join(row) for row in self.rows)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def said_again(details: ErrorDetails) -> PydanticCustomError:
    """An error of a value, to be raised for the value that it is in."""
    kind, words = details["type"], details["msg"]
    return PydanticCustomError(kind, words, details.get("ctx"))  # pyright: ignore[reportArgumentType]  # they were literals


TextBlock = Annotated[Paragraph | Heading | Picture | PlainTable, Field(discriminator="kind")]
"""A block of a text, known by its `kind`."""

BLOCKS: tuple[type[Model], ...] = (Heading, Picture, PlainTable, Paragraph)
"""The types of the blocks of a text."""

KINDS = frozenset(block.model_fields["kind"].default for block in BLOCKS)


class Prose(RootModel[tuple[TextBlock, ...]]):
    r"""A sequence of blocks, or plain text: blank lines part paragraphs, the usual numbering makes headings.

    A single line break inside a paragraph of plain text is where the author's line ended, and is closed up.

    >>> prose = Prose("（一）主动公开\n\n公开信息66条，\n其中政策解读1条。")
    >>> [block.kind for block in prose]
    ['heading', 'paragraph']
    >>> print(prose.text)
    （一）主动公开
    公开信息66条，其中政策解读1条。
    """

    model_config = ConfigDict(frozen=True)

    root: tuple[TextBlock, ...] = ()

    if TYPE_CHECKING:

        def __init__(self, root: str | Iterable[TextBlock] = (), /) -> None: ...

    @model_validator(mode="before")
    @classmethod
    def _from_plain_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            try:
                return blocks(value)
            except ValidationError as error:  # plain text has no places inside
                raise said_again(error.errors(include_url=False)[0]) from None
        if isinstance(value, bytes | int | float | Mapping):
            raise PydanticCustomError("no_prose", "应是文字，或文字块的列表")
        return tuple(value) if isinstance(value, list) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        written = handler.resolve_ref_schema(handler(schema))
        blocks_schema = {"type": written.pop("type"), "items": written.pop("items")}
        written.update(description="Blocks, or plain text.", anyOf=[{"type": "string"}, blocks_schema])
        return written

    @property
    def text(self) -> str:
        """The plain text, one line a block; what a picture says is its caption."""
        return "\n".join(block.text for block in self.root)

    def undrawn(self) -> Prose:
        """A copy in which no table has a chart above it."""
        return Prose(one.replace(chart=False) if isinstance(one, PlainTable) else one for one in self.root)

    def __iter__(self) -> Iterator[TextBlock]:  # type: ignore[override]  # a sequence
        return iter(self.root)

    def __len__(self) -> int:
        return len(self.root)

    @overload
    def __getitem__(self, index: int) -> TextBlock: ...
    @overload
    def __getitem__(self, index: slice) -> Prose: ...
    def __getitem__(self, index: int | slice) -> TextBlock | Prose:
        return Prose(self.root[index]) if isinstance(index, slice) else self.root[index]

    def __str__(self) -> str:
        return self.text


def blocks(plain_text: str) -> tuple[Paragraph | Heading, ...]:
    r"""Paragraphs and headings of plain text, as `Prose` takes it.

    A line that begins with a list mark or a bullet begins a block; a short numbered line that is not a sentence is a
    heading. The tab after a list mark, which comes with lists copied from Word, is dropped.

    >>> [block.text for block in blocks("1.第一件事；\n2.\t第二件事。")]
    ['1.第一件事；', '2.第二件事。']
    """
    return tuple(_block(text) for text, _ in _paragraphs(plain_text))


def run_on(plain_text: str) -> Iterator[tuple[str, str]]:
    r"""Yield the first two lines of each paragraph whose lines look like separate paragraphs or rows of a table.

    A paragraph that somebody broke into lines breaks within a sentence somewhere, or has lines of about one width.

    >>> list(run_on("形式单一。\n更新不快。\n\n形式单一，\n更新不快。\n\n栏目\t条数\n财政\t4"))
    [('形式单一。', '更新不快。'), ('栏目\t条数', '财政\t4')]
    """
    for _, lines in _paragraphs(plain_text):
        *inner, _ = lines
        is_table = any("\t" in line for line in inner) or (inner and all(line.startswith("|") for line in lines))
        is_several = all(line.endswith(_ENDS) for line in inner) and any(len(line) not in _BROKEN for line in inner)
        if is_table or is_several:
            yield lines[0], lines[1]


def _paragraphs(plain_text: str) -> Iterator[tuple[str, list[str]]]:
    """Each paragraph or heading, and the lines that it is made of."""
    for chunk in _BLANK_LINES.split(plain_text):
        text, made_of = "", list[str]()
        for line in filter(None, (line.strip(" \t\u3000") for line in chunk.split("\n"))):
            number = parse_number(line)
            if text and (number or _BULLET.match(line) or _is_heading(text)):
                yield text, made_of
                text, made_of = "", []
            is_pasted = number and line.startswith(f"{number.mark}\t")  # Word copies the numbers of its lists so
            text = closed_up(text, f"{number.mark}{number.rest}" if number and is_pasted else line)
            made_of.append(line)
        if text:
            yield text, made_of


def _is_heading(line: str) -> bool:
    number = parse_number(line)
    if number is None or len(line) > _LONGEST_HEADING or line.splitlines() != [line]:
        return False
    return not _SENTENCE_MARKS.search(number.rest)


def _block(line: str) -> Paragraph | Heading:
    number = parse_number(line)
    if number and _is_heading(line):
        return Heading(level=number.level, text=line)
    return Paragraph(text=line)
