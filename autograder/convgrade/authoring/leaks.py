"""Refuse to publish what is private: solutions, hidden checks, misconceptions, alternatives, secrets.

Texts are compared without any white space, so that indenting, wrapping or quoting a line does not hide it.
"""

import ast
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convgrade.authoring.figures import embedded_pictures, words_in_svg
from convgrade.authoring.stubs import regions
from convgrade.checks.cases import groups_used, load_cases
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment, Exercise

SHORT_LINE = 16
"""A line of a solution with fewer characters, white space not counted, says too little to be looked for."""

SHORT_BODY = 40
"""The same for the whole body of a hidden check or of a version in a bank."""

_SAYS_NOTHING = ("import", "from", "#", '"""')


@dataclass(frozen=True)
class Private:
    """Something that must not be published: it is, where one public file has all ``parts``."""

    place: str
    what: str
    parts: tuple[str, ...]


def require_no_leaks(assignment: Assignment, public: Mapping[str, bytes]) -> None:
    """Refuse public files that hold private text or the recorded answers of hidden checks.

    Parameters
    ----------
    assignment : Assignment
        In the private layout: says what is private.
    public : mapping of str to bytes
        What would be published, by path.

    Raises
    ------
    ExerciseError
        Names the first leak: the public file and line, and the private file and line.
    """
    for leak in find_leaks(assignment, public):
        raise ExerciseError(leak)


def find_leaks(assignment: Assignment, public: Mapping[str, bytes]) -> Iterator[str]:
    """Yield one sentence for every leak; see `require_no_leaks`."""
    secrets = list(private_texts(assignment))
    for name in sorted(public):
        if name.endswith(".npz") and name in assignment.files:
            continue  # data
        if name.endswith(".npz"):
            yield from _recorded_leaks(assignment, name, public[name])
            continue
        text, place_of = _squeezed(_lines_of(name, public[name]))
        for secret in secrets:
            if all(part in text for part in secret.parts):
                place = place_of[text.index(secret.parts[-1])]
                yield f"{name}:{place} gives away {secret.what} ({secret.place}); take it out, or reword it"


def private_texts(assignment: Assignment) -> Iterator[Private]:
    """Yield what must not be published of an assignment."""
    if assignment.secret:
        yield Private(str(assignment.folder / ASSIGNMENT_FILE), "the secret", (_squeeze(assignment.secret),))
    for exercise in assignment.exercises:
        yield from _solution_lines(exercise)
        yield from _hidden_checks(exercise)
        for bank in ("misconceptions.py", "alternatives.py"):
            yield from _bank(exercise.folder / bank)


def _solution_lines(exercise: Exercise) -> Iterator[Private]:
    path = exercise.folder / "solution.py"
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    for region in regions(text, str(path)):
        for number in range(region.begin + 1, region.end):
            code = _squeeze(lines[number - 1].split("  # ")[0])
            if len(code) >= SHORT_LINE and not code.startswith(_SAYS_NOTHING):
                yield Private(f"{path}:{number}", "a line of the solution", (code,))


def _hidden_checks(exercise: Exercise) -> Iterator[Private]:
    path = exercise.folder / "test_hidden.py"
    for function, text in _functions(path):
        if not function.name.startswith("test_"):
            continue  # helpers may be the same in public and hidden checks
        place = f"{path}:{function.lineno}"
        claim = _squeeze((ast.get_docstring(function) or "").partition("\n")[0])
        if len(claim) >= SHORT_LINE:
            yield Private(place, "the claim of a hidden check", (claim,))
        parts = _sources(text, [*function.decorator_list, *_body(function)])
        if sum(map(len, parts)) >= SHORT_BODY:
            yield Private(place, "a hidden check", parts)


def _bank(path: Path) -> Iterator[Private]:
    for function, text in _functions(path):
        parts = _sources(text, _body(function))
        if sum(map(len, parts)) >= SHORT_BODY:
            yield Private(f"{path}:{function.lineno}", f"the body of {function.name}", parts)


def _functions(path: Path) -> Iterator[tuple[ast.FunctionDef, str]]:
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            raise ExerciseError(f"{path}:{error.lineno}: this is not Python: {error.msg}") from None
        yield from ((node, text) for node in tree.body if isinstance(node, ast.FunctionDef))


def _body(function: ast.FunctionDef) -> list[ast.stmt]:
    """Return the statements of a function without its docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _sources(text: str, nodes: Iterable[ast.AST]) -> tuple[str, ...]:
    """Return each node's own text without white space: comments and docstrings may be put between them."""
    return tuple(_squeeze(ast.get_source_segment(text, node) or "") for node in nodes)


def _recorded_leaks(assignment: Assignment, name: str, content: bytes) -> Iterator[str]:
    """Yield the recorded groups in a public file that no public check of the exercise asks for."""
    exercise = next((e for e in assignment.exercises if name.endswith(f"recorded_{e.name}.npz")), None)
    if exercise is None:
        yield f"{name} holds recorded answers of no exercise; remove it"
        return
    with tempfile.TemporaryDirectory(prefix="convgrade-leaks-") as folder:
        path = Path(folder) / "recorded.npz"
        path.write_bytes(content)
        groups = {case.group for case in load_cases(path).cases}
    for group in sorted(groups - groups_used(exercise.public_checks)):
        yield f"{name} gives away group {group!r} of {exercise.recorded}, which only hidden checks use; take it out"


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _squeezed(lines: Iterable[tuple[str, str]]) -> tuple[str, list[str]]:
    """Return lines without white space as one text, and the place from which each of its characters comes."""
    squeezed = [(place, _squeeze(line)) for place, line in lines]
    return "".join(line for _, line in squeezed), [place for place, line in squeezed for _ in line]


def _lines_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield places and lines of a public file; of a notebook all texts in it, of pictures what can be read."""
    text = content.decode("utf-8", errors="replace")
    if name.endswith(".ipynb"):
        with suppress(ValueError, KeyError, AttributeError, TypeError):  # what is no notebook is a text
            notebook = json.loads(text)
            for number, cell in enumerate(notebook.pop("cells"), 1):
                yield from ((f"cell {number}", line) for line in _with_pictures(_texts_in(cell)))
            yield from (("metadata", line) for line in _texts_in(notebook))
            return
    yield from ((str(number), line) for number, line in enumerate(text.splitlines(), 1))
    if name.endswith(".svg"):
        yield from ((str(number), line) for number, line in enumerate(words_in_svg(text), 1))


def _with_pictures(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts, and after each what can be read in the pictures that it holds."""
    for text in texts:
        yield text
        for picture in embedded_pictures(text):
            yield from words_in_svg(picture)


def _texts_in(value: Any) -> Iterator[str]:
    """Yield all texts in what JSON holds, keys among them."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, str):
        yield value
