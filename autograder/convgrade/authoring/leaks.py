"""Refuse to publish what is private: solutions, hidden checks, misconceptions, alternatives, answers, secrets.

Texts are compared without any white space, so that indenting, wrapping or quoting a line does not hide it.
Code that says enough is also found under other names (see `likeness`).  A line that the task tells on purpose,
such as a formula, ends with the comment ``# told in the task``; it is then looked for as it is written alone.
"""

import ast
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from convgrade.authoring.likeness import Code, pieces
from convgrade.authoring.public_texts import ARCHIVES, Public, archive_problems, opened, read
from convgrade.authoring.stubs import regions
from convgrade.checks.cases import Case, Recorded, dump_cases, groups_used, load_cases
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment, Exercise

SHORT_LINE = 16
"""A line of a solution with fewer characters, white space not counted, says too little to be looked for."""

SHORT_BODY = 40
"""The same for the whole body of a hidden check or of a version in a bank."""

RENAMED_WEIGHT = 10
"""Lines of this weight are also looked for under other names; lighter ones are alike by chance."""

RENAMED_BODY = 16
"""The same for whole bodies."""

TOLD = "# told in the task"
_SAYS_NOTHING = ("import", "from", "#", '"""')


@dataclass(frozen=True)
class Private:
    """Something private: it is given away where one public file has all ``parts``, or ``code`` in other names."""

    place: str
    what: str
    parts: tuple[str, ...] = ()
    code: Code | None = None
    may_be_told: bool = False

    def place_in(self, public: Public) -> str | None:
        """Return where a public text gives this away, or None."""
        if self.parts and all(part in public.squeezed for part in self.parts):
            return public.places[public.squeezed.index(self.parts[-1])]
        found = (self.code.place_in(text) for text in public.texts) if self.code else ()
        return next((place for place in found if place is not None), None)


def require_no_leaks(assignment: Assignment, public: Mapping[str, bytes]) -> None:
    """Refuse public files that hold private text or the recorded answers of hidden checks.

    Parameters
    ----------
    assignment : Assignment
        In the private layout: says what is private.
    public : mapping of str to bytes
        What would be published, by path; archives among it are opened.

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
    for name, content in opened(public):
        if name.endswith(ARCHIVES):
            yield from archive_problems(name, content)
        elif name.endswith(".npz") and PurePosixPath(name).name not in assignment.files:  # those are data
            yield from _recorded_leaks(assignment, name, content)
        elif not name.endswith(".npz"):
            yield from _text_leaks(name, read(name, content), secrets)


def _text_leaks(name: str, public: Public, secrets: Iterable[Private]) -> Iterator[str]:
    """Yield the leaks in one file, those of the same place once."""
    told = set()
    for secret in secrets:
        place = secret.place_in(public)
        if place is not None and (secret.what, secret.place) not in told:
            told.add((secret.what, secret.place))
            remedy = f", or end that line with {TOLD!r}" if secret.may_be_told else ""
            yield f"{name}:{place} gives away {secret.what} ({secret.place}); take it out, or reword it{remedy}"


def private_texts(assignment: Assignment) -> Iterator[Private]:
    """Yield what must not be published of an assignment."""
    if assignment.secret:
        yield Private(str(assignment.folder / ASSIGNMENT_FILE), "the secret", (_squeeze(assignment.secret),))
    told = b"\n".join(exercise.public_checks.read_bytes() for exercise in assignment.exercises)
    for exercise in assignment.exercises:
        yield from _solution_lines(exercise)
        hidden = _hidden_checks(exercise)  # many a hidden check does as a public one does, with other cases
        yield from (one for one in hidden if one.code is None or one.place_in(read("told.py", told)) is None)
        for bank in ("misconceptions.py", "alternatives.py"):
            yield from _bank(exercise.folder / bank)


def _solution_lines(exercise: Exercise) -> Iterator[Private]:
    path = exercise.folder / "solution.py"
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    for region in regions(text, str(path)):
        numbered = [(number, lines[number - 1]) for number in range(region.begin + 1, region.end)]
        code = [(number, line.split("  # ")[0], TOLD in line) for number, line in numbered if _says_something(line)]
        for number, line, _ in code:
            if len(_squeeze(line)) >= SHORT_LINE:
                yield Private(f"{path}:{number}", "a line of the solution", (_squeeze(line),))
        for first, last, piece in pieces([line for _, line, _ in code], RENAMED_WEIGHT):
            if not all(is_told for _, _, is_told in code[first : last + 1]):
                what = "a line of the solution" if first == last else "lines of the solution"
                yield Private(f"{path}:{code[first][0]}", f"{what} in other names", code=piece, may_be_told=True)


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith(_SAYS_NOTHING)


def _hidden_checks(exercise: Exercise) -> Iterator[Private]:
    path = exercise.folder / "test_hidden.py"
    for function, text in _functions(path):
        if not function.name.startswith("test_"):
            continue  # helpers may be the same in public and hidden checks
        place = f"{path}:{function.lineno}"
        claim = _squeeze((ast.get_docstring(function) or "").partition("\n")[0])
        if len(claim) >= SHORT_LINE:
            yield Private(place, "the claim of a hidden check", (claim,))
        body = _sources(text, _body(function))
        yield from _body_of(place, "a hidden check", (*_sources(text, function.decorator_list), *body), body)


def _bank(path: Path) -> Iterator[Private]:
    for function, text in _functions(path):
        place = f"{path}:{function.lineno}"
        body = _sources(text, _body(function))
        yield from _body_of(place, f"the body of {function.name}", body, body)


def _body_of(place: str, what: str, sources: Sequence[str], body: Sequence[str]) -> Iterator[Private]:
    """Yield the code of a function: as it is, one by one, and its body as a whole in other names."""
    parts = tuple(map(_squeeze, sources))
    if sum(map(len, parts)) >= SHORT_BODY:
        yield Private(place, what, parts)
    code = Code.of("\n".join(line.split("  # ")[0] for source in body for line in source.splitlines()))
    if code.weight >= RENAMED_BODY:
        yield Private(place, f"{what} in other names", code=code)


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


def _sources(text: str, nodes: Iterable[ast.stmt | ast.expr]) -> tuple[str, ...]:
    """Return each node's own text: comments and docstrings may be put between them."""
    lines = text.encode().split(b"\n")  # ast counts bytes; its own function for this splits the text for every node
    return tuple(_segment(lines[node.lineno - 1 : node.end_lineno], node).decode() for node in nodes)


def _segment(lines: list[bytes], node: ast.stmt | ast.expr) -> bytes:
    """Return what belongs to a node of the lines on which it stands."""
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return b"\n".join(lines)


def _recorded_leaks(assignment: Assignment, name: str, content: bytes) -> Iterator[str]:
    """Yield the groups in a public file that no public check asks for, and hidden checks' calls in other groups."""
    exercise = next((e for e in assignment.exercises if name.endswith(f"recorded_{e.name}.npz")), None)
    if exercise is None:
        yield f"{name} holds recorded answers of no exercise; remove it"
        return
    yield from archive_problems(name, content)
    with tempfile.TemporaryDirectory(prefix="convgrade-leaks-") as folder:
        path = Path(folder) / "recorded.npz"
        path.write_bytes(content)
        cases = load_cases(path).cases
    groups = groups_used(exercise.public_checks)
    for group in sorted({case.group for case in cases} - groups):
        yield f"{name} gives away group {group!r} of {exercise.recorded}, which only hidden checks use; take it out"
    ours = load_cases(exercise.recorded).cases if exercise.recorded.is_file() else ()
    known = {_call(case) for case in ours if case.group in groups}
    hidden = {_call(case): case.group for case in ours if case.group not in groups} if set(groups) else {}
    for number, case in enumerate(cases, 1):
        group = hidden.get(_call(case), "") if case.group in groups and _call(case) not in known else ""
        if group:
            yield f"{name}, case {number}, gives away a call of group {group!r} of {exercise.recorded}; take it out"


def _call(case: Case) -> bytes:
    """Return what makes a call the call it is: function and arguments."""
    return dump_cases(Recorded((replace(case, group="", recorded={}),), "", {}))


def _squeeze(text: str) -> str:
    return "".join(text.split())
