"""Compile a template as Jinja does, but faster: output joined as bytes, declared fields read directly.

Outside macros, calls and blocks the output is the bytes of the part: static text is encoded once, at compile time, and
the output between two statements is one piece. The common path of several values in a row (`{{ a.b.c }}{{ a.b.d }}`)
is looked up once.
"""

from __future__ import annotations

import marshal
from collections import Counter
from inspect import unwrap
from io import StringIO
from itertools import groupby
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, TextIO
from unicodedata import normalize

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from markupsafe import escape

from gk_docs.errors import TemplateError
from gk_docs.word.compiling.simple import free_names, path_of
from gk_docs.word.compiling.syntax import refused
from gk_docs.word.compiling.walking import Sparing, levels
from gk_docs.word.markup.layout import Layout, kept
from gk_docs.word.plan import Generated, Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jinja2.compiler import Frame

    from gk_docs.word.compiling.sandbox import Sandbox
    from gk_docs.word.markup.structure import Structure

DEFAULT_PRINTER = "print_text"
_NONE = Counter[str]()


class Generator(Sparing):
    """Generates the module of one template."""

    def __init__(
        self, environment: Sandbox, filename: str, stream: TextIO, structure: Structure, free: frozenset[str]
    ) -> None:
        super().__init__(environment, filename, filename, stream, optimized=False)
        self._free = free
        self._printers, self._layouts = structure.printers, structure.layouts
        self.layouts: dict[Layout, int] = {}
        self._callees: set[int] = set()
        self._shared = _NONE
        self._looked_up: dict[str, str] = {}
        self.attributes: dict[str, None] = {}  # in order, each once

    def module(self, tree: nodes.Template, every: Collection[nodes.Node]) -> None:
        """Write the module for a syntax tree and its nodes."""
        self.writeline(f"free = frozenset({sorted(self._free)!r})")
        self.every = every
        self.generate(nodes.Template([*self._asked_in_loops(), *tree.body]))

    def _asked_in_loops(self) -> list[nodes.Node]:
        """A statement that looks up the context names that loops use, once before them and not in each round."""
        loops = (one for one in self.every if isinstance(one, nodes.For))
        named = (one.name for loop in loops for one in loop.find_all(nodes.Name))
        names = [name for name in dict.fromkeys(named) if name in self._free]
        looked_up = nodes.Tuple([nodes.Name(name, "load") for name in names], "load")
        return [nodes.ExprStmt(looked_up).set_lineno(1).set_environment(self.environment)] if names else []

    def write_commons(self) -> None:
        """Write what each function begins with; names that only the context can supply get our own `resolve`."""
        super().write_commons()
        self.writeline("resolve = environment.resolver(context, free)")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:  # noqa: ARG002 - Jinja's
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return node.data

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's
        self.write(f"{self._printers.get(id(node), DEFAULT_PRINTER)}(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's
        self.write(f"{self._layout(node)})")

    def _layout(self, node: nodes.Expr) -> str:
        layout = self._layouts.get(id(node))
        return "" if layout is None else f", layout_{self.layouts.setdefault(layout, len(self.layouts))}"

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write static text and values in a row as one piece of bytes; as text inside a macro, call or block."""
        if frame.buffer is not None or frame.block is not None:
            super().visit_Output(node, frame)
            return
        shared = Counter(chain for child in node.nodes for chain in _chains(path_of(child)))
        self._looked_up = {}
        self.writeline("yield b''.join((", node)
        for is_static, children in groupby(node.nodes, lambda child: isinstance(child, nodes.TemplateData)):
            if is_static:
                static = "".join(child.data for child in children if isinstance(child, nodes.TemplateData))
                self.writeline(f"{kept(static.encode())!r},")
                continue
            for child in children:
                self._shared = shared if len(path_of(child)) > 1 else _NONE
                self._value(child, frame)
        self._shared = _NONE
        self.writeline("))")

    def _value(self, node: nodes.Expr, frame: Frame) -> None:
        printer = self._printers.get(id(node), DEFAULT_PRINTER)
        if printer == "print_run" and path_of(node):  # mostly a number, for which nothing is called
            self.writeline("b'%d' % _v if type(_v := ", node)
            self.visit(node, frame)
            self.write(f") is int else write_print_run(_v{self._layout(node)}),")
            return
        self.writeline(f"write_{printer}(", node)
        if isinstance(node, nodes.Filter) and unwrap(self.environment.filters[node.name]) is escape:
            self.write("_e if type(_e := ")  # a text is escaped where it is printed
            self.visit(node.node, frame)  # type: ignore[arg-type]  # only a filter block has none
            self.write(f") is str else {self.filters[node.name]}(_e)")
        else:
            self.visit(node, frame)
        self.write(f"{self._layout(node)}),")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `a ~ b`, charged to the budget."""
        self.write("gk_concat((")
        for child in node.nodes:
            self.visit(child, frame)
            self.write(", ")
        self.write("))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - Jinja's
        """Write `a.b(…)`; only what is called may be a method or a global."""
        self._callees.add(id(node.node))
        if isinstance(node.node, nodes.Getattr) and node.node.node == nodes.Name("self", "load"):  # a block
            self._callees.add(id(node.node.node))
        super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a name; one that a global or `self` also has means the context's value unless it is called."""
        if node.name in self._free:
            self.write(frame.symbols.ref(node.name))
            return
        hidden = node.ctx == "load" and id(node) not in self._callees
        if not hidden or (node.name != "self" and node.name not in self.environment.globals):
            super().visit_Name(node, frame)
            return
        self.write("environment.given(context, ")
        super().visit_Name(node, frame)
        self.write(f", {node.name!r})")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `a < b < c`, charged to the budget; each operand is computed once, and only if it is needed."""
        last = len(node.ops) - 1
        if last == 0 and _is_cheap(node):
            super().visit_Compare(node, frame)
            return
        for index, operand in enumerate(node.ops):
            self.write(f"{' and ' if index else '('}gk_{operand.op}(")
            if index:
                self.write("_c")
            else:
                self.visit(node.expr, frame)
            self.write(", " if index == last else ", (_c := ")
            self.visit(operand.expr, frame)
            self.write(")" if index == last else "))")
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `a[b]` or `a[b:c]`; Jinja's own code for a slice would bypass the sandbox."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", slice(")
        for bound in (node.arg.start, node.arg.stop, node.arg.step):
            self.visit(bound or nodes.Const(None), frame)
            self.write(", ")
        self.write("))")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `{a: b}`, the hashing of its keys charged to the budget."""
        self.write("{")
        for pair in node.items:
            self.write("gk_hashable(")
            self.visit(pair.key, frame)
            self.write("): ")
            self.visit(pair.value, frame)
            self.write(", ")
        self.write("}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `a.b`: read directly if the class of `a` declares `b`, else through the sandbox."""
        if id(node) in self._callees:
            self.write("environment.callee(")
            self.visit(node.node, frame)
            self.write(f", {node.attr!r})")
            return
        before, after = self._attribute(node.attr)
        self.write(before)
        path = ".".join(path_of(node.node))
        keeps = self._shared[path] > 1
        if keeps and path in self._looked_up:
            self.write(self._looked_up[path])
        else:
            name = self._looked_up.setdefault(path, f"_p{len(self._looked_up)}") if keeps else ""
            self.write(f"({name} := " if name else "(")
            self.visit(node.node, frame)
            self.write(")")
        self.write(after)

    def _attribute(self, name: str) -> tuple[str, str]:
        """The code before and after an expression to read an attribute of it."""
        if name.startswith("_") or not name.isidentifier() or iskeyword(name) or normalize("NFKC", name) != name:
            return "environment.getattr(", f", {name!r})"
        self.attributes[name] = None
        return f"(_o.{name} if declared_{name}[type(_o := ", f")] else environment.getattr(_o, {name!r}))"


def _chains(names: tuple[str, ...]) -> Iterator[str]:
    """A path and the shorter ones on the way to it, less the single name, the longest first."""
    return (".".join(names[:length]) for length in range(len(names), 1, -1))


def _is_cheap(node: nodes.Compare) -> bool:
    """Whether one side of a comparison is a constant of the template, whose length bounds the cost."""
    right = node.ops[0].expr
    if node.ops[0].op in ("in", "notin"):
        return isinstance(right, (nodes.List, nodes.Tuple)) and all(isinstance(n, nodes.Const) for n in right.items)
    return isinstance(node.expr, nodes.Const) or isinstance(right, nodes.Const)


def generate(
    environment: Sandbox, tree: nodes.Template, every: Collection[nodes.Node], part: Prepared, structure: Structure
) -> Generated:
    """Generate the module of a template.

    Args:
        environment: Where the template will run.
        tree: Its syntax tree.
        every: The nodes of the tree.
        part: The part that it belongs to; its name is the file name in tracebacks.
        structure: What is known of its elements, by `id()` of the nodes of the tree.

    Raises:
        TemplateError: If Python cannot compile it (blocks nested too deep, a name given twice), with its place.
    """
    source = StringIO()
    free = free_names(every, environment.globals)
    generator = Generator(environment, part.name, source, structure, free)
    try:
        generator.module(tree, every)
        code = compile(source.getvalue(), part.name, "exec")
    except TemplateSyntaxError as error:
        raise TemplateError([refused(part.tag_at(error.lineno), error)]) from error
    except (SyntaxError, RecursionError, MemoryError, ValueError, OverflowError) as error:
        found = getattr(error, "lineno", None) or 0
        deepest = levels(tree)[-1][0].lineno
        lines = [deepest, *(line for line, python in generator.debug_info if python <= found)]
        raise TemplateError([refused(part.tag_at(lines[-1]), error)]) from error
    return Generated(marshal.dumps(code), tuple(generator.attributes), tuple(generator.layouts))
