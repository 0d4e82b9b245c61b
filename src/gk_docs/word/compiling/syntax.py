"""Parse the tags of a part, and find every error that does not depend on the data."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from gk_docs import regex as re
from gk_docs.word.compiling.paths import Use, uses
from gk_docs.word.compiling.simple import read
from gk_docs.word.compiling.walking import levels
from gk_docs.word.markup.lexing import ENDS, OPENING, tag_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.errors import Problem
    from gk_docs.word.compiling.sandbox import Sandbox
    from gk_docs.word.markup.address import Tag
    from gk_docs.word.plan import Prepared

_LOADS = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_SUSPECT: tuple[type[nodes.Node], ...] = (nodes.Filter, nodes.Test, nodes.ScopedEvalContextModifier, *_LOADS)
_WORD = re.compile(r"\w+")
_FULL_WIDTH = re.compile("[，。：；（）【】｜．＝＜＞]")
_PREFIX = re.compile(r"\{%(p|tr|tc|r)\s")
_LEVEL = re.compile(r"\{%(tr|tc)\s")
_LEVELS = frozenset({"p", "tr", "tc", "r"})
_BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "with", "block", "raw"})
_MOST_NESTED = 90  # Python takes 100 levels of blocks
_MOST_DEEP = 150  # an expression deeper than this may be too deep for Python, and is for any reader
_CANNOT_READ = (TemplateSyntaxError, RecursionError, ValueError, OverflowError, MemoryError)
_KEPT_BY = {
    "tr": (1, "个表格", "请把两个标签放在一起"),
    "tc": (2, "行", "请把两个标签放在一起"),
    "": (3, "格", "请放在同一格；要重复、取舍的是行或格的，请用 {%tr …%} 或 {%tc …%}"),
}
"""By level: how much of the innermost cell's address both tags of a block must share, and what to say if not."""
_MIDDLES = {"else": ("for", "if"), "elif": ("if",)}


class _Piece(NamedTuple):
    """One tag of the prepared source: its opening mark, what is inside, its line, and as its author wrote it."""

    opening: str
    inside: str
    line: int
    tag: Tag

    @property
    def keyword(self) -> str:
        word = _WORD.match(self.inside.strip())
        return word.group() if word and self.opening == "{%" else ""

    @property
    def block(self) -> str:
        """The keyword; the word after it if it is a misplaced level (`for` in `{% tr for …`)."""
        return self.keyword if self.keyword not in _LEVELS else "".join(_WORD.findall(self.inside)[1:2])


def parse(
    environment: Sandbox, part: Prepared
) -> tuple[nodes.Template | None, tuple[Problem, ...], Sequence[nodes.Node]]:
    """Parse a part and look for everything that fails whatever the data are.

    Returns:
        The syntax tree (None if it cannot be parsed or is too deep), the problems of the tags, the nodes of the tree.
    """
    if "{" not in part.source.text:
        data = nodes.TemplateData(part.source.text)
        return nodes.Template([nodes.Output([data])]), (), [data]
    try:
        tree = read(environment, part.source)
    except _CANNOT_READ as error:
        broken = tuple(_broken(environment, part))
        return None, broken or (refused(part.tag_at(getattr(error, "lineno", 1)), error),), ()
    by_depth = levels(tree)
    if len(by_depth) > _MOST_DEEP:
        return None, (_too_deep(part.tag_at(by_depth[-1][0].lineno)),), ()
    every = [node for level in by_depth for node in level]
    return tree, (*_unusable(environment, part, every), *_confused(part, every)), every


def refused(tag: Tag, error: Exception) -> Problem:
    """The problem of a tag that Jinja cannot parse or Python cannot compile."""
    message = error.message or "" if isinstance(error, TemplateSyntaxError) else str(error)
    if isinstance(error, (RecursionError, MemoryError, IndentationError)) or "nested" in message:
        return _too_deep(tag)
    return tag.problem("数字过长" if "digits" in message else _chinese(message), code="GT103")


def _too_deep(tag: Tag, mend: str = "请拆成几个标签，或用 {% set … %} 分步写") -> Problem:
    return tag.problem("套得太深", mend, code="GT105")


def uses_of_each_tag(environment: Sandbox, part: Prepared) -> Iterator[Use]:
    """Yield the uses of each tag by itself, for a part that does not parse as a whole."""
    for piece in _pieces(part):
        try:
            tree = environment.parse(_alone(piece))
        except _CANNOT_READ:
            continue
        if len(levels(tree)) > _MOST_DEEP:
            continue
        yield from (use._replace(line=piece.line, alone=True) for use in uses(tree) if use.how != "unused")


def _unusable(
    environment: Sandbox, part: Prepared, every: Iterable[nodes.Node], line: int | None = None
) -> Iterator[Problem]:
    """Yield unknown filters and tests, and tags that are not allowed; `line` is given if a tag was parsed by itself."""
    for node in (one for one in every if isinstance(one, _SUSPECT)):
        tag = part.tag_at(node.lineno if line is None else line)
        if isinstance(node, nodes.Filter):
            if node.name not in environment.filters:
                yield tag.problem(f"没有名为“{node.name}”的过滤器", code="GT104")
        elif isinstance(node, nodes.Test):
            if node.name not in environment.tests:
                yield tag.problem(f"没有名为“{node.name}”的判断", code="GT104")
        elif isinstance(node, nodes.ScopedEvalContextModifier):
            message = "不能改变转义方式：填入的文字一律按原样显示"
            yield tag.problem(message, "请去掉 autoescape 标签", code="GT105")
        else:
            yield tag.problem("模板不能引用别的模板文件", code="GT105")


def _confused(part: Prepared, every: Iterable[nodes.Node]) -> Iterator[Problem]:
    """Yield the names that Python takes for one of another spelling (`ａ` for `a`): both would have one value."""
    known: dict[str, str] = {}
    for node in every:
        if isinstance(node, nodes.Name):
            first = known.setdefault(node.name if node.name.isascii() else normalize("NFKC", node.name), node.name)
            if first != node.name:
                message = f"“{node.name}”和“{first}”会被当作同一个名称"
                yield part.tag_at(node.lineno).problem(message, "请改其中一个名称，不要只差在全角、半角", code="GT103")


def _pieces(part: Prepared) -> Iterator[_Piece]:
    source, position, line, counted = part.source.text, 0, 1, 0
    while match := OPENING.search(source, position):
        end = tag_end(source, match)
        position = end if end >= 0 else len(source)
        line += source.count("\n", counted, match.end())
        counted = match.end()
        inside = source[match.end() : position - 2].lstrip("-+")
        at = line + inside.startswith("\n")
        yield _Piece(match.group(), inside.rstrip("-+"), at, part.tag_at(at))


def crossed(part: Prepared, lines: Iterable[int]) -> Iterator[Problem]:
    """The problems of blocks that begin inside an element and end outside it, given the lines where they begin."""
    ends = {begin.line: end.tag for begin, end in _blocks(part)} if lines else {}
    for tag, other in ((part.tag_at(line), ends.get(line, part.tag_at(line))) for line in lines):
        prefix, other_prefix = (match[1] if (match := _PREFIX.match(one.text)) else "" for one in (tag, other))
        where, mend = (
            "不在同一层：一个在链接、修订、控件、格或文本框之内，一个在外",
            "请把两个标签放在同一处（都在里面，或都在外面）",
        )
        if prefix != other_prefix:
            level = f"{{%{prefix or other_prefix} … %}}"
            where, mend = f"不在同一层：只有一个写作 {level}", f"请把两个标签都写作 {level}"
        yield _apart(tag, other, where, mend)


def torn(part: Prepared) -> Iterator[Problem]:
    """Warn of blocks that begin in one table, row or cell (by their level) and end in another."""
    for tag, other in ((begin.tag, end.tag) for begin, end in _blocks(part)):
        level = _LEVEL.match(tag.text)
        if not tag.address.cells or not other.address.cells:
            continue
        kept, where, mend = _KEPT_BY[level[1] if level else ""]
        inner, outer = (one.address.cells[-1][:kept] for one in (tag, other))
        if (tag.address.cells[:-1], inner) != (other.address.cells[:-1], outer):
            yield _apart(tag, other, f"不在同一{where}", mend)


def _apart(tag: Tag, other: Tag, where: str, mend: str) -> Problem:
    return tag.problem(f"与它配对的“{other.text}”（{other.address}）和它{where}", mend, code="GT203")


def _blocks(part: Prepared) -> Iterator[tuple[_Piece, _Piece]]:
    """Yield the tags with which each block begins and ends."""
    open_: list[_Piece] = []
    for piece in _pieces(part):
        if piece.keyword in _BLOCKS:
            open_.append(piece)
        elif piece.keyword[:3] == "end" and open_ and piece.keyword[3:] == open_[-1].keyword:
            yield open_.pop(), piece


def _broken(environment: Sandbox, part: Prepared) -> Iterator[Problem]:
    """Yield the problems of each tag by itself, and of blocks without an end."""
    open_: list[_Piece] = []
    for piece in _pieces(part):
        if open_ and open_[-1].block == "raw" and piece.keyword != "endraw":
            continue
        yield from _broken_tag(environment, part, piece)
        yield from _unmatched(piece, open_)
        if len(open_) == _MOST_NESTED:
            yield _too_deep(piece.tag, "请减少一层套一层的 if 和 for")
    for piece in open_:
        mend = f"请在后面补上 {{% end{piece.block} %}}"
        yield piece.tag.problem(f"{piece.block} 没有结束", mend, code="GT102")


def _unmatched(piece: _Piece, open_: list[_Piece]) -> Iterator[Problem]:
    word = piece.block
    if word in _BLOCKS or (word == "set" and "=" not in piece.inside):
        open_.append(piece)
    elif word in _MIDDLES and (not open_ or open_[-1].block not in _MIDDLES[word]):
        message = f"{word} 不在任何 {'、'.join(_MIDDLES[word])} 之内"
        yield piece.tag.problem(message, code="GT102")
    elif word.startswith("end") and (word[3:] in _BLOCKS or word == "endset"):
        kinds = [block.block for block in open_]
        if word[3:] not in kinds:
            yield piece.tag.problem(f"{word} 前面没有对应的 {word[3:]}", code="GT102")
            return
        while open_ and open_[-1].block != word[3:]:
            left = open_.pop()
            mend = f"请在 {word} 之前补上 end{left.keyword}"
            yield left.tag.problem(f"{left.keyword} 没有结束", mend, code="GT102")
        open_.pop()


def _broken_tag(environment: Sandbox, part: Prepared, piece: _Piece) -> Iterator[Problem]:
    word = piece.keyword
    if piece.opening == "{#" or word in ("else", "raw", "endraw") or word.startswith("end"):
        return
    if word in _LEVELS:
        mend = f"请写作 {{%{word} …%}}：%、{word} 之间不留空格或减号，整个标签在同一段里"
        yield piece.tag.problem(f"标签前缀 {word} 没有起作用", mend, code="GT201")
        return
    try:
        tree = environment.parse(_alone(piece))
        yield from _unusable(environment, part, chain.from_iterable(levels(tree)), piece.line)
    except TemplateSyntaxError as error:
        mend = "标签里请用半角标点" if _FULL_WIDTH.search(piece.inside) else ""
        yield piece.tag.problem(_chinese(error.message or ""), mend or None, code="GT103")
    except _CANNOT_READ as error:
        yield refused(piece.tag, error)


def _alone(piece: _Piece) -> str:
    """A template that holds nothing but this tag."""
    word = piece.keyword
    tag = f"{piece.opening}{piece.inside}{ENDS[piece.opening]}"
    if word == "elif":
        return f"{{% if 1 %}}{tag}{{% endif %}}"
    if word in _BLOCKS or (word == "set" and "=" not in piece.inside):
        return f"{tag}{{% end{word} %}}"
    return tag


_CHINESE = (
    (re.compile(r"Encountered unknown tag '(.*?)'.*", re.DOTALL), r"没有名为“\1”的标签"),
    (re.compile(r"expected token 'end of (?:print statement|statement block)', got '(.*?)'"), r"多出了“\1”"),
    (re.compile(r"expected token '(.*?)', got '(.*?)'"), r"这里应为“\1”，却是“\2”"),
    (re.compile(r"unexpected char '(.*?)' at \d+"), r"有不认识的字符“\1”"),
    (re.compile(r"unexpected 'end of .*"), "标签没有写完"),
    (re.compile(r"unexpected '(.*?)'"), r"多出了“\1”"),
    (re.compile(r"Expected an expression, got 'end of .*"), "标签里没有内容"),
    (re.compile(r"unexpected end of template.*"), "标签没有写完"),
)


def _chinese(message: str) -> str:
    for pattern, words in _CHINESE:
        if pattern.fullmatch(message):
            return pattern.sub(words, message)
    return f"标签写错了（{message}）"
