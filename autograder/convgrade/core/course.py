"""Read a whole course: its assignments, what comes after what, and the lecture's topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import (
    ASSIGNMENT_FILE,
    EXERCISE_FILE,
    Assignment,
    Exercise,
    assignment_names,
    load_assignment,
)
from convgrade.core.suggest import did_you_mean
from convgrade.core.tables import Table

TOPICS_FILE = "lecture.toml"


@dataclass(frozen=True)
class Topic:
    """One item of the lecture; ``numbers`` are the figures that it gives, if any."""

    number: int
    title: str
    numbers: str = ""


@dataclass(frozen=True)
class Course:
    """Assignments in the order of their names, and what the lecture covers in its own order."""

    folder: Path
    assignments: tuple[Assignment, ...]
    topics: tuple[Topic, ...]

    def practising(self, topic: Topic) -> list[tuple[Assignment, tuple[Exercise, ...]]]:
        """Return the exercises on a topic, by assignment."""
        found = [(a, tuple(e for e in a.exercises if topic.number in e.lecture)) for a in self.assignments]
        return [(assignment, exercises) for assignment, exercises in found if exercises]

    def short(self, name: str) -> str:
        """Return ``a2`` for ``a2_convolution``, where no other assignment begins in the same way."""
        starts = [assignment.name.partition("_")[0] for assignment in self.assignments]
        start = name.partition("_")[0]
        return start if starts.count(start) == 1 else name


def load_course(root: Path) -> Course:
    """Read all assignments in a folder, and its ``lecture.toml`` if there is one.

    Parameters
    ----------
    root : Path
        Such as ``solutions/``, or a folder of students' assignments.

    Raises
    ------
    InputError
        If the folder has no assignment.
    ExerciseError
        If a file is malformed, an assignment comes after one that does not exist or after itself, or
        an exercise names a topic that the lecture does not have.
    """
    names = assignment_names(root)
    if not names:
        raise InputError(f"{root} has no assignment; name the folder with --assignments")
    assignments = tuple(load_assignment(root / name) for name in names)
    _require_order(assignments)
    topics = load_topics(root)
    if topics:
        _require_topics(assignments, {topic.number for topic in topics})
    return Course(root, assignments, topics)


def load_topics(root: Path) -> tuple[Topic, ...]:
    """Return what the lecture covers, in its order; nothing where the course has no ``lecture.toml``.

    Raises
    ------
    ExerciseError
        If the file is malformed, or two topics have the same number.
    """
    path = root / TOPICS_FILE
    if not path.is_file():
        return ()
    table = Table.read(path)
    topics = tuple(_topic(entry) for entry in table.tables("topic"))
    table.nothing_else()
    numbers = [topic.number for topic in topics]
    twice = [number for number in numbers if numbers.count(number) > 1]
    if twice:
        raise ExerciseError(f"{path}: two topics have the number {twice[0]}; give one of them another")
    return topics


def _topic(table: Table) -> Topic:
    topic = Topic(table.integer("number"), table.text("title"), table.optional_text("numbers") or "")
    table.nothing_else()
    return topic


def _require_order(assignments: Sequence[Assignment]) -> None:
    """Refuse an assignment that comes after one that is not there, or in a circle after itself."""
    names = [assignment.name for assignment in assignments]
    for assignment in assignments:
        is_students = assignment.exercises[0].solution is None  # who need not have all assignments
        for other in assignment.after:
            if other not in names and not is_students:
                path = assignment.folder / ASSIGNMENT_FILE
                raise ExerciseError(
                    f"{path}: 'after' names {other!r}, which is no assignment{did_you_mean(other, names)}"
                )
    try:
        TopologicalSorter({assignment.name: assignment.after for assignment in assignments}).prepare()
    except CycleError as error:
        circle = " after ".join(reversed(error.args[1]))
        raise ExerciseError(f"assignments come after each other in a circle: {circle}; mend 'after' in one") from None


def _require_topics(assignments: Sequence[Assignment], known: set[int]) -> None:
    for exercise in (exercise for assignment in assignments for exercise in assignment.exercises):
        strange = [number for number in exercise.lecture if number not in known]
        if strange:
            place = exercise.folder / (EXERCISE_FILE if exercise.solution else ASSIGNMENT_FILE)
            raise ExerciseError(
                f"{place}: {exercise.name}: 'lecture' names {strange[0]}, which {TOPICS_FILE} does not have"
            )
