"""Walk the nodes of a syntax tree, and generate code as Jinja does, less its searches for names that are not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import exported

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_NAMED = (nodes.Filter, nodes.Test)


def inside(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield all nodes below a node in order; without recursion, since a tree may be very deep."""
    waiting = [*node.iter_child_nodes()][::-1]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [*one.iter_child_nodes()][::-1]


def levels(tree: nodes.Template) -> list[list[nodes.Node]]:
    """The nodes of a tree, one list for each depth."""
    found: list[list[nodes.Node]] = [[tree]]
    while below := [child for node in found[-1] for child in node.iter_child_nodes()]:
        found.append(below)
    return found


class Sparing(CodeGenerator):
    """Jinja's code generator, without its searches through the template for `self` and through each loop for `loop`.

    Attributes:
        every: The nodes of the template.
    """

    every: Collection[nodes.Node] = ()

    def generate(self, tree: nodes.Template) -> None:
        """Generate the module of a template, which loads no other."""
        names = {node.name for node in self.every if isinstance(node, nodes.Name)}
        self._has_blocks = any(isinstance(node, nodes.Block) for node in self.every)
        self._has_plain_loops = not self._has_blocks and "loop" not in names
        if self._has_blocks or "self" in names:
            self.visit(tree)
        else:
            self._root(tree)

    def _root(self, tree: nodes.Template) -> None:
        self.writeline(f"from jinja2.runtime import {', '.join(sorted(exported))}")
        self.writeline(f"name = {self.name!r}")
        self.writeline("def root(context, missing=missing, environment=environment):", extra=1)
        self.indent()
        self.write_commons()
        frame = Frame(EvalContext(self.environment, self.name))
        frame.symbols.analyze_node(tree)
        frame.toplevel = frame.rootlevel = True
        self.enter_frame(frame)
        self.pull_dependencies(tree.body)
        self.blockvisit(tree.body, frame)
        self.leave_frame(frame, with_python_scope=True)
        self.outdent()
        self.writeline("blocks = {}", extra=1)
        self.writeline(f"debug_info = {'&'.join(f'{line}={python}' for line, python in self.debug_info)!r}")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Write the lookups of the filters and tests in use, each once."""
        if not self._has_blocks:
            nodes = {(type(one), one.name): one for one in self.every if isinstance(one, _NAMED)}.values()
        super().pull_dependencies(nodes)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a loop; a plain one (no `else`, filter, recursion or `loop`) gets shorter code than Jinja's."""
        if node.recursive or node.test or node.else_ or not self._has_plain_loops:
            super().visit_For(node, frame)
            return
        inner = frame.inner()
        inner.loop_frame = True
        inner.symbols.analyze_node(node, for_branch="body")
        self.writeline("for ", node)
        self.visit(node.target, inner)
        self.write(" in ")
        self.visit(node.iter, frame)
        self.write(":")
        self.indent()
        self.enter_frame(inner)
        self.writeline("_loop_vars = {}")
        self.blockvisit(node.body, inner)
        self.outdent()
        self.leave_frame(inner)
        if self._assign_stack:
            self._assign_stack[-1].difference_update(inner.symbols.stores)
