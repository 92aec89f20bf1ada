"""Read courses, assignments and exercises from their folders.

The private layout (``solutions/``) has one folder an exercise; a student's folder has the same
exercises as stubs beside ``tests/`` and the file ``assignment.toml``, which lists them.
"""

import itertools
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.names import file_name_problem
from convgrade.core.policies import Policies, policies_in
from convgrade.core.suggest import did_you_mean
from convgrade.core.tables import Table

EXERCISE_FILE = "exercise.toml"
ASSIGNMENT_FILE = "assignment.toml"


@dataclass(frozen=True)
class Budget:
    """What one exercise's student code may use; times are wall-clock seconds."""

    import_seconds: float = 8.0
    check_seconds: float = 3.0
    exercise_seconds: float = 60.0
    memory_mib: int = 512


@dataclass(frozen=True)
class Exercise:
    """One exercise: what is asked, what it is worth, and where its files are.

    ``solution`` and ``hidden_checks`` are None in a student's folder.  ``allowed_imports`` of None
    are numpy and the standard library; ``banned_calls`` gives each closed function or module of numpy
    its reason, a sentence that students read.  ``packages`` are what student code needs beside numpy.
    """

    name: str
    folder: Path
    title: str
    order: int
    functions: tuple[str, ...]
    points: float
    public_checks: Path
    recorded: Path
    bonus: float = 0.0
    hidden_checks: Path | None = None
    solution: Path | None = None
    helpers: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    prerequisites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    lecture: tuple[int, ...] = ()
    minutes: int = 0
    difficulty: int = 1
    budget: Budget = Budget()
    allowed_imports: tuple[str, ...] | None = None
    banned_calls: Mapping[str, str] = field(default_factory=dict)
    packages: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """Return the name of the file that a student hands in, such as ``conv2d.py``."""
        return f"{self.name}.py"

    @property
    def check_files(self) -> tuple[Path, ...]:
        """Return the check files there are: public ones first."""
        return tuple(p for p in (self.public_checks, self.hidden_checks) if p is not None and p.is_file())


@dataclass(frozen=True)
class Assignment:
    """Exercises in the order in which students meet them.

    ``about`` says in a line what there is to do, and ``after`` names the assignments that should come
    before: advice, nothing is locked.  ``edition`` is what a student's folder says of it (see
    `edition_of`); None in the private layout.  ``variants`` is a public word from which the students'
    own numbers follow, beside their ids: another one next year, other numbers.  ``files`` lie beside
    ``assignment.toml``, are given to students as they are, and are there in every grading.
    """

    name: str
    folder: Path
    title: str
    exercises: tuple[Exercise, ...]
    domain: str | None = None
    secret: str | None = None
    edition: str | None = None
    variants: str = ""
    policies: Policies = field(default_factory=Policies)
    about: str = ""
    after: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def modules(self) -> tuple[str, ...]:
        """Return the names of the given files that student code may import; students may hand in their own."""
        return tuple(name for name in self.files if name.endswith(".py"))

    def with_modules(self, sources: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return a student's files, and those of the given modules that are not among them."""
        given = {name: self.folder / name for name in self.modules if name not in sources}
        return {**sources, **{name: path.read_bytes() for name, path in given.items() if path.is_file()}}

    @property
    def points(self) -> float:
        """Return the points of all exercises, without bonus."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def bonus(self) -> float:
        """Return the bonus points of all exercises."""
        return sum(exercise.bonus for exercise in self.exercises)

    @property
    def minutes(self) -> int:
        """Return the minutes that all exercises should take together."""
        return sum(exercise.minutes for exercise in self.exercises)

    def exercise(self, name: str) -> Exercise:
        """Return the exercise of this name.

        Raises
        ------
        InputError
            If there is none; the message suggests the nearest name.
        """
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        names = [exercise.name for exercise in self.exercises]
        raise InputError(f"{self.name} has no exercise {name!r}{did_you_mean(name, names)}")


def load_assignment(folder: Path) -> Assignment:
    """Read an assignment from the private layout or from a student's folder.

    Parameters
    ----------
    folder : Path
        A folder with ``assignment.toml``.

    Raises
    ------
    InputError
        If the folder has no ``assignment.toml``.
    ExerciseError
        If a file is malformed; the message names file, key and remedy.
    """
    folder = folder.resolve()
    path = folder / ASSIGNMENT_FILE
    if not path.is_file():
        raise InputError(f"{folder} is not an assignment: it has no {ASSIGNMENT_FILE}")
    table = Table.read(path)
    title = table.text("title")
    domain = table.optional_text("domain")
    secret = table.optional_text("secret")
    variants = table.optional_text("variants") or ""
    policies = policies_in(table)
    about = table.optional_text("about") or ""
    after = table.texts("after")
    listed = table.tables("exercise")
    # Students rename folders, and systems add " (1)"; the name of the notebook follows from the assignment's own.
    name = table.optional_text("name") if listed else None
    edition = table.optional_text("edition") if listed else None
    files = table.texts("files")
    for problem in filter(None, (_problem_of_given(folder, file) for file in files)):
        raise ExerciseError(f"{path}: {problem}")
    table.nothing_else()
    if listed:
        exercises = [_student_exercise(folder, entry) for entry in listed]
    else:
        exercises = [_private_exercise(sub.parent) for sub in sorted(folder.glob(f"*/{EXERCISE_FILE}"))]
    if not exercises:
        raise ExerciseError(f"{folder} has no exercise: add a folder with an {EXERCISE_FILE}")
    exercises.sort(key=lambda exercise: exercise.order)
    _require_distinct_orders(folder, exercises)
    return Assignment(
        name or folder.name,
        folder,
        title,
        tuple(exercises),
        domain=domain,
        secret=secret,
        edition=edition,
        about=about,
        after=after,
        variants=variants,
        files=files,
        policies=policies,
    )


def _problem_of_given(folder: Path, name: str) -> str | None:
    """Return why a file cannot be given to students, or None; at home one may be missing."""
    if Path(name).name != name:
        return f"'files' names files that lie beside it, not {name!r}"
    if name.endswith(".py") and (problem := file_name_problem(name)):
        return f"students cannot be given {name!r}: it {problem}"
    if any(folder.glob(f"*/{EXERCISE_FILE}")) and not (folder / name).is_file():
        return f"there is no {name} beside it; add it, or take it out of 'files'"
    return None


def find_assignment(root: Path, name: str) -> Assignment:
    """Return the assignment ``name`` of the course in ``root`` (such as ``solutions/``).

    Raises
    ------
    InputError
        If there is none; the message suggests the nearest name.
    """
    names = assignment_names(root)
    if name not in names:
        raise InputError(f"{root} has no assignment {name!r}{did_you_mean(name, names)}")
    return load_assignment(root / name)


def assignment_names(root: Path) -> list[str]:
    """Return the names of the assignments in ``root``, in order."""
    return sorted(path.parent.name for path in root.glob(f"*/{ASSIGNMENT_FILE}"))


def _private_exercise(folder: Path) -> Exercise:
    table = Table.read(folder / EXERCISE_FILE)
    exercise = _exercise(
        table,
        name=folder.name,
        folder=folder,
        public_checks=folder / "test_public.py",
        hidden_checks=folder / "test_hidden.py",
        recorded=folder / "recorded.npz",
        solution=folder / "solution.py",
    )
    for path in (exercise.solution, exercise.public_checks):
        if path is None or not path.is_file():
            raise ExerciseError(f"{path} is missing: every exercise needs it")
    return exercise


def _student_exercise(folder: Path, table: Table) -> Exercise:
    name = table.text("name")
    tests = folder / "tests"
    return _exercise(
        table,
        name=name,
        folder=folder,
        public_checks=tests / f"test_{name}.py",
        recorded=tests / f"recorded_{name}.npz",
    )


def _exercise(table: Table, **places: Any) -> Exercise:
    budget = table.table("budget")
    limits = Budget(
        import_seconds=budget.number("import_seconds", Budget.import_seconds),
        check_seconds=budget.number("check_seconds", Budget.check_seconds),
        exercise_seconds=budget.number("exercise_seconds", Budget.exercise_seconds),
        memory_mib=budget.integer("memory_mib", Budget.memory_mib),
    )
    budget.nothing_else()
    exercise = Exercise(
        title=table.text("title"),
        order=table.integer("order"),
        functions=table.texts("functions", required=True),
        points=table.number("points"),
        bonus=table.number("bonus", 0.0),
        helpers=table.texts("helpers"),
        builds_on=table.texts("builds_on"),
        prerequisites=table.table("prerequisites").all_texts(),
        hints=table.texts("hints"),
        lecture=table.integers("lecture"),
        minutes=table.integer("minutes", 0),
        difficulty=table.integer("difficulty", 1),
        budget=limits,
        allowed_imports=_allowed_imports(table),
        banned_calls=table.table("banned_calls").all_in_words(),
        packages=table.texts("packages"),
        **places,
    )
    table.nothing_else()
    for name in (exercise.file_name, *exercise.helpers):
        if problem := file_name_problem(name):
            raise ExerciseError(f"{table.where}: students cannot be asked for {name!r}: it {problem}")
    return exercise


def _allowed_imports(table: Table) -> tuple[str, ...] | None:
    """Return the modules that student code may import, where they are listed."""
    if not table.has("allowed_imports"):
        return None
    names = table.texts("allowed_imports")
    strange = [name for name in names if name != "numpy" and name not in sys.stdlib_module_names]
    if strange or not names:
        what = f"not {strange[0]!r}" if strange else "at least one of them"
        raise ExerciseError(
            f"{table.where}: 'allowed_imports' names modules of the standard library and numpy, {what}: "
            "workers have no others"
        )
    return names


def _require_distinct_orders(folder: Path, exercises: list[Exercise]) -> None:
    for before, after in itertools.pairwise(exercises):
        if before.order == after.order:
            raise ExerciseError(
                f"{folder}: {before.name} and {after.name} both have order {after.order}; give one of them another"
            )
