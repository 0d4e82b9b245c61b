"""Examine a part once, so that its renders need no parser.

The static text between the tags is followed with a stack of open elements. If every loop and every branch ends with the
stack that it began with, each render is well-formed and need not be parsed. Containers that a branch or a value could
leave empty are marked (see `contents`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import nodes

from gk_docs import regex as re
from gk_docs.word.markup.contents import FILL, FIT, Contents, mark_all
from gk_docs.word.markup.layout import MARKS, Layout, Surroundings, in_run
from gk_docs.word.markup.places import CHANGES, HOLDS, LEVELS, held

_PIECE = re.compile("<[^<>]*>?|[^<>]+|>")
_SPAN = re.compile(r'w:val="([^"]*)"')
_TEXT = frozenset({"w:t", "w:delText", "w:instrText", "w:delInstrText", "a:t", "m:t"})
_WITH_IDS = CHANGES | {"w:commentReference", "w:id"}
_WITH_IDS |= {f"w:{kind}{end}" for kind in ("bookmark", "commentRange", "perm") for end in ("Start", "End")}
_OF_TABLES = frozenset({"w:tbl", "w:gridCol", "w:tr", "w:tc", "w:gridSpan", "w:gridBefore", "w:gridAfter"})
_OF_RUNS = frozenset({"w:p", "w:pPr", "w:r", "w:rPr"})
_CONTAINED = HOLDS.keys() | LEVELS.keys() | {"w:sdt", "w:sdtContent"}
_DYNAMIC = "\x1c"  # stands for a value inside an attribute; illegal in XML, so no template has it


@dataclass(slots=True)
class _RowElement:
    blocks: tuple[int, ...]
    squares: int = 0


@dataclass(slots=True)
class _TableElement:
    blocks: tuple[int, ...]
    columns: int = 0
    rows: list[_RowElement] = field(default_factory=list)
    dynamic: bool = False

    def is_stable(self) -> bool:
        """Whether the grid fits the rows, however often loops run and whichever branch is taken."""
        fits = all(row.squares <= self.columns for row in self.rows)
        always = [row for row in self.rows if row.blocks == self.blocks]
        full = any(row.squares == self.columns for row in always)
        return not self.dynamic and fits and (full or all(row.squares == self.columns for row in self.rows))


@dataclass(slots=True)
class Structure:
    """What holds for every render of a part.

    Attributes:
        whole: Whether every render is well-formed.
        stable: Whether the grid of every table fits its rows in every render.
        fillable: Whether a container could be left empty; such containers are marked.
        repeats: Whether a loop or a macro repeats elements that have ids.
        numbered: Whether the part has drawings or shapes, whose ids must be unique in the file.
        constant: Whether the part has no tag at all.
        crossed: Lines of blocks that begin inside an element and end outside it, so that no render is well-formed.
        printers: The printer for each output expression, by `id()` of its node.
        layouts: The properties around each one that is printed in a paragraph, likewise.
    """

    whole: bool = True
    stable: bool = True
    fillable: bool = False
    numbered: bool = False
    repeats: bool = False
    constant: bool = True
    crossed: list[int] = field(default_factory=list)
    printers: dict[int, str] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)


def examine(tree: nodes.Template, *, strip: bool) -> Structure:
    """Follow the elements through a template's syntax tree.

    Args:
        tree: The tree, whose text is changed: it gets marks, and with `strip` loses white space between elements.
        strip: Whether the part is read by a parser that drops such white space.
    """
    structure = Structure()
    walker = _Walker(structure, strip=strip)
    walker.walk(tree.body)
    structure.whole = structure.whole and not walker.stack and not walker.pending
    if not structure.whole:
        structure.fillable, structure.layouts = True, {}
        for data in tree.find_all(nodes.TemplateData):
            data.data = mark_all(data.data)
    return structure


class _Walker:
    """Follows a body that is printed in one place; one that is printed elsewhere (a macro) has a walker of its own."""

    def __init__(self, structure: Structure, *, strip: bool, is_apart: bool = False, repeating: int = 0) -> None:
        self.structure = structure
        self.stack: list[str] = []
        self.pending = ""
        self._strip = strip
        self._open_tables: list[_TableElement] = []
        self._contents = Contents()
        self._around = Surroundings()
        self._blocks: tuple[int, ...] = ()
        self._made = 0
        self._is_apart = is_apart
        self._repeating = repeating

    def walk(self, body: list[nodes.Node]) -> None:
        for node in body:
            self._visit(node)

    def _visit(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                self._output(child)
            return
        self.structure.constant = False
        if isinstance(node, nodes.If):
            self._branches(node, [node.body, *(branch.body for branch in node.elif_), node.else_])
        elif isinstance(node, nodes.For):
            self._repeating += 1
            self._branches(node, [node.body, node.else_])
            self._repeating -= 1
        elif isinstance(node, nodes.With):
            self.walk(node.body)
        elif isinstance(node, (nodes.Macro, nodes.CallBlock, nodes.AssignBlock)):
            self._apart(node.body, self._repeating + 1)
        elif isinstance(node, (nodes.FilterBlock, nodes.Block)):
            self.structure.whole = False
            self._apart(node.body, self._repeating)

    def _branches(self, node: nodes.Node, bodies: list[list[nodes.Node]]) -> None:
        """Follow the bodies of a loop or condition; each must end with the open elements that it began with."""
        self._around.differs()
        stack, pending, blocks = list(self.stack), self.pending, self._blocks
        around, before, laid_out = self._around, self._around.copy(), len(self.structure.layouts)
        for body in bodies:
            self._around = around.copy()
            self._made += 1
            self._blocks = (*blocks, self._made)
            self.walk(body)
            if self.stack != stack or bool(self.pending) != bool(pending):
                self.structure.whole = False
                if not self._is_apart and node.lineno not in self.structure.crossed:
                    self.structure.crossed.append(node.lineno)
            self.stack, self.pending, self._blocks = list(stack), pending, blocks
            before.keep_common(self._around)
        self._around = before
        if isinstance(node, nodes.For) and not before.are_as(around):  # what is around differs from round to round
            for number in list(self.structure.layouts)[laid_out:]:
                del self.structure.layouts[number]
        if pending:
            self.pending += _DYNAMIC

    def _apart(self, body: list[nodes.Node], repeating: int) -> None:
        """Follow a body whose output is printed elsewhere (a macro, a call block, `{% set %}`)."""
        self._around.differs()
        inner = _Walker(self.structure, strip=self._strip, is_apart=True, repeating=repeating)
        inner.walk(body)
        if inner.stack or inner.pending:
            self.structure.whole = False

    def _output(self, child: nodes.Expr) -> None:
        if isinstance(child, nodes.TemplateData):
            child.data = self._text(child.data)
            return
        self.structure.constant = False
        self._around.differs()
        printer = self.structure.printers[id(child)] = self._printer()
        layout = self._around.layout(self.stack) if printer in ("print_run", "print_runs") else None
        if layout is not None:
            self.structure.layouts[id(child)] = layout
        if self.pending:
            self.pending += _DYNAMIC

    def _printer(self) -> str:
        if self.pending:
            return "print_attribute"
        if self.stack and self.stack[-1] in _TEXT:
            return "print_run" if self.stack[-2:] == ["w:r", "w:t"] else "print_plain"
        level = held(self.stack)
        self._contents.has("", self.stack, self._blocks)
        if level in ("row", "cell") and self._open_tables:
            self._open_tables[-1].dynamic = True
        return f"print_{level}s" if level else "print_text"

    def _text(self, data: str) -> str:
        """Follow the elements of static text; return the text with marks, its line breaks laid out."""
        kept: list[str] = []
        for piece in _PIECE.findall(data):
            if piece[0] == "<" or self.pending:
                self.pending += piece
                if piece[-1] == ">":
                    tag, self.pending = self.pending, ""
                    kept.append(self._element(tag))
                kept.append(piece)
            else:
                kept.append(self._between(piece))
            self._around.reads(kept[-1])
        return "".join(kept)

    def _between(self, text: str) -> str:
        in_text = bool(self.stack) and self.stack[-1] in _TEXT
        in_run_ = self.stack[-2:] == ["w:r", "w:t"]
        text = in_run(text) if in_run_ else text
        if in_text and self.stack[-1] == "w:t" and MARKS.search(text):
            layout = self._around.layout(self.stack) if in_run_ else None
            if layout is not None and not self._repeating:
                return layout.text(text)
            self.structure.whole = False  # docxtpl lays these out
        return "" if self._strip and not in_text and not text.strip() else text

    def _element(self, tag: str) -> str:
        """Follow the start or end tag of an element; return the marks that belong before it."""
        if tag.startswith("</"):
            return self._ends(tag[2:-1].strip())
        if tag.startswith(("<?", "<!")):
            self.structure.whole = self.structure.whole and tag.startswith("<?xml ")
            return ""
        name = tag[1 : -2 if tag[-2] == "/" else -1].split(None, 1)[0]
        if name == "v:shape" or name[-6:] == ":docPr":
            self.structure.numbered = True
        if self._repeating and name in _WITH_IDS:
            self.structure.repeats = True
        if name in _OF_TABLES:
            self._table_element(name, tag)
        if tag[-2] == "/":
            self._contents.has(name, self.stack, self._blocks)
            return ""
        self.stack.append(name)
        if name in _OF_RUNS:
            self._around.begins(self.stack)
        if name in _CONTAINED:
            self._contents.begins(self.stack, self._blocks)
        return ""

    def _ends(self, name: str) -> str:
        is_last = self.stack[-1:] == [name]
        may_be_empty = is_last and name in _CONTAINED and self._contents.ends(self.stack, self._blocks)
        if name in _OF_RUNS:
            self._around.ends(self.stack)
        if not self.stack or self.stack.pop() != name:
            self.structure.whole = False
        unstable = name == "w:tbl" and bool(self._open_tables) and not self._open_tables.pop().is_stable()
        rows = self._open_tables[-1].rows if name == "w:tr" and self._open_tables else ()
        if rows and rows[-1].blocks != self._blocks:
            self._open_tables[-1].dynamic = True
        self.structure.stable = self.structure.stable and not unstable
        self.structure.fillable = self.structure.fillable or may_be_empty
        return FIT * unstable + FILL * may_be_empty

    def _table_element(self, name: str, tag: str) -> None:
        if name == "w:tbl":
            self._open_tables.append(_TableElement(self._blocks))
        elif not self._open_tables:
            return
        table = self._open_tables[-1]
        if name == "w:gridCol":
            table.columns += 1
        elif name == "w:tr":
            table.rows.append(_RowElement(self._blocks))
        elif table.rows and name == "w:tc":
            table.rows[-1].squares += 1
            table.dynamic = table.dynamic or table.rows[-1].blocks != self._blocks
        elif table.rows and name in ("w:gridSpan", "w:gridBefore", "w:gridAfter"):
            span = _SPAN.search(tag)
            if span is not None and span.group(1).isdigit():
                table.rows[-1].squares += int(span.group(1)) - (name == "w:gridSpan")
            else:
                table.dynamic = True
