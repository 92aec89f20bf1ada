"""Which of the cells that a notebook has run make up what it has defined now.

A kernel remembers everything that it ran, in order, every version of every cell.  What counts is what
still stands: a cell all of whose names a later cell binds anew is left out, unless what runs in between
needs it; so is one that binds nothing, as it only tried something out.  This runs where the student's
code runs anyway, so it may parse it.
"""

import ast
from collections.abc import Iterator, Sequence

from convgrade.core.exercise import Exercise
from convgrade.grading.cells import Cell, without_magics


def standing_cells(inputs: Sequence[str]) -> list[Cell]:
    """Return what still stands of the inputs of a notebook, in the order in which they were run.

    Parameters
    ----------
    inputs : sequence of str
        What was run, as it stands in the cells; the first is ``In [0]``, which kernels leave empty.
    """
    kept: list[Cell] = []
    bound_later: set[str] = set()
    for number in reversed(range(len(inputs))):
        text, dropped = without_magics(inputs[number])
        names = _names_of(text)
        if names.binds <= bound_later:
            continue
        kept.append(Cell(f"In [{number}]", text, dropped, number))
        bound_later = (bound_later | names.binds) - names.needs
    return kept[::-1]


def last_definitions(exercise: Exercise, cells: Sequence[Cell]) -> dict[str, Cell]:
    """Return the last cell that defines each function of an exercise, of those functions that one defines."""
    defining = {name: [cell for cell in cells if cell.defines(name)] for name in exercise.functions}
    return {name: some[-1] for name, some in defining.items() if some}


class _Names(ast.NodeVisitor):
    """Collects what code binds as it runs, and what it needs from before; functions' bodies run later."""

    def __init__(self) -> None:
        self.binds: set[str] = set()
        self.needs: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.binds.add(node.id)
        elif node.id not in self.binds:
            self.needs.add(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.visit_Name(ast.Name(node.target.id, ast.Load()))
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)  # is run before the names are bound
        for target in node.targets:
            self.visit(target)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._visit_part(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._visit_part(node)

    def _visit_part(self, node: ast.Attribute | ast.Subscript) -> None:
        """Count a part that is set, such as ``table["a"]``, as a name of its own."""
        if isinstance(node.ctx, ast.Store):
            self.binds.add(ast.unparse(node))
        self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> None:
        self.binds.add(node.asname or node.name.partition(".")[0])

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(part)
        self.binds.add(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - ast's own spelling

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit_within(node)
        self.binds.add(node.name)

    def visit_ListComp(self, node: ast.AST) -> None:
        self._visit_within(node)

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp  # noqa: N815 - ast's own spelling

    def _visit_within(self, node: ast.AST) -> None:
        """Visit what has names of its own: those that it binds are not seen outside."""
        inner = _Names()
        for child in _bindings_first(node):
            inner.visit(child)
        self.needs |= inner.needs - self.binds


def _bindings_first(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the children of a node: loops of a comprehension before what is computed in them."""
    children = list(ast.iter_child_nodes(node))
    return iter(sorted(children, key=lambda child: not isinstance(child, ast.comprehension)))


def _names_of(text: str) -> _Names:
    """Return what a cell binds and needs; nothing of a cell that is no Python, which has defined nothing."""
    names = _Names()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return names
    names.visit(tree)
    return names
