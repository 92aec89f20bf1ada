"""Turn a worked solution into the stub from which students start.

What stands between two marker lines is the solution.  In a function it becomes a
``raise NotImplementedError``; at the left margin (private helpers) it goes without a trace.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import PurePath

from convgrade.core.edition import BEGIN, END
from convgrade.core.errors import ExerciseError

_LOOKS_LIKE_A_MARKER = re.compile(r"\s*#.*\b(BEGIN|END)[\s_-]*SOLUTION\b", re.IGNORECASE)


@dataclass(frozen=True)
class Region:
    """The lines of one solution: ``begin`` and ``end`` are the numbers of its marker lines, from 1."""

    begin: int
    end: int
    indent: str


def strip_solution(text: str, name: str) -> str:
    """Return the stub of a solution file.

    Parameters
    ----------
    text : str
        Content of ``solution.py``.
    name : str
        Its path, which ends in ``course/assignment/exercise/solution.py``; errors and the stub's
        first line quote it.

    Returns
    -------
    str
        The stub; its first line says what it was generated from.

    Raises
    ------
    ExerciseError
        If a marker is stray, nested, missing or misspelt, if there is no solution to take out, or
        if what is left is not Python; the message names file, line and remedy.
    """
    found = regions(text, name)
    functions = _functions(text, name)
    exercise = PurePath(name).parent.name
    lines = text.split("\n")
    kept: list[str] = []
    position = 0
    for region in found:
        kept += lines[position : region.begin - 1]
        position = region.end
        function = _enclosing(functions, region)
        if function is not None:
            _require_indent(region, name)
            kept.append(
                f'{region.indent}raise NotImplementedError("write {function}, then run: convgrade check {exercise}")'
            )
        elif region.indent:
            raise ExerciseError(
                f"{name}:{region.begin}: {BEGIN!r} is indented, but stands in no function; "
                "put it into a function, or at the left margin to leave the lines out of the stub"
            )
        else:
            position = _close_gap(kept, lines, position)
    stub = "\n".join([generated_line(name, "your code goes below"), *kept, *lines[position:]]).rstrip() + "\n"
    _require_python(stub, name, "what is left of it without the solution")
    return stub


def generated_line(name: str, what_to_do: str = "the instructor edits it there") -> str:
    """Return the first line of a generated file: where it comes from, without the machine's own folders."""
    source = PurePath(*PurePath(name).parts[-4:]).as_posix()
    return f"# Generated from {source} by `convgrade release --write`; {what_to_do}."


def regions(text: str, name: str) -> list[Region]:
    """Return the solutions in a file, in order; at least one.

    Raises
    ------
    ExerciseError
        As in `strip_solution`.
    """
    found: list[Region] = []
    begin = 0
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        marker = _marker(line, f"{name}:{number}")
        if marker == BEGIN and begin:
            raise ExerciseError(
                f"{name}:{number}: {BEGIN!r} inside the solution of line {begin}; write {END!r} before it"
            )
        if marker == END and not begin:
            raise ExerciseError(f"{name}:{number}: {END!r} without {BEGIN!r}; the lines above it would be published")
        if marker == BEGIN:
            begin = number
        elif marker == END:
            found.append(_region(lines, begin, number, name))
            begin = 0
    if begin:
        raise ExerciseError(f"{name}:{begin}: {BEGIN!r} without {END!r}; write {END!r} where the solution ends")
    if not found:
        raise ExerciseError(
            f"{name}:1: no {BEGIN!r} in the file, so all of it would be published; "
            f"put the solution between {BEGIN!r} and {END!r}"
        )
    return found


def _marker(line: str, place: str) -> str | None:
    """Return which marker a line is; one that is misspelt is an error, since it would publish the solution."""
    stripped = line.strip()
    if stripped in (BEGIN, END):
        return stripped
    match = _LOOKS_LIKE_A_MARKER.match(line)
    if match:
        meant = BEGIN if match[1].upper() == "BEGIN" else END
        raise ExerciseError(f"{place}: {stripped!r} is not quite a marker; write {meant!r}, alone on its line")
    return None


def _region(lines: list[str], begin: int, end: int, name: str) -> Region:
    """Return the solution between two marker lines, which must hold something and be indented alike."""
    inside = (line.strip() for line in lines[begin : end - 1])
    if not any(line and not line.startswith("#") for line in inside):
        raise ExerciseError(
            f"{name}:{begin}: nothing to take out before {END!r} in line {end}; "
            "the solution must stand between the markers, or it would be published"
        )
    indent = _indent(lines[begin - 1])
    if _indent(lines[end - 1]) != indent:
        raise ExerciseError(f"{name}:{end}: {END!r} must be indented as {BEGIN!r} in line {begin}")
    return Region(begin, end, indent)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _require_indent(region: Region, name: str) -> None:
    if not region.indent:
        raise ExerciseError(f"{name}:{region.begin}: {BEGIN!r} stands in a function; indent it as the function's body")


def _functions(text: str, name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = _require_python(text, name, "it")
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _enclosing(functions: list[ast.FunctionDef | ast.AsyncFunctionDef], region: Region) -> str | None:
    """Return the name of the innermost function in which a solution begins, or None at the left margin."""
    around = [f for f in functions if f.lineno < region.begin <= (f.end_lineno or 0)]
    return max(around, key=lambda function: function.lineno).name if around else None


def _close_gap(kept: list[str], lines: list[str], position: int) -> int:
    """Leave two blank lines where a helper was, and return where the next line that counts stands."""
    while kept and not kept[-1].strip():
        kept.pop()
    while position < len(lines) and not lines[position].strip():
        position += 1
    if kept and position < len(lines):
        kept += ["", ""]
    return position


def _require_python(text: str, name: str, what: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise ExerciseError(
            f"{name}:{error.lineno}: {what} is not Python ({error.msg}); look at the lines around the markers"
        ) from None
