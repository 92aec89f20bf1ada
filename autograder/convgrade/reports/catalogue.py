"""List a course: its assignments, the exercises of one, the lecture's topics with the exercises on them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from convgrade.core.course import TOPICS_FILE, Course, Topic, load_course
from convgrade.core.errors import InputError
from convgrade.core.exercise import Assignment, find_assignment
from convgrade.reports.amounts import duration, hardest, level


def print_course(root: Path) -> None:
    """Print one line for every assignment of a course.

    Parameters
    ----------
    root : Path
        The course, such as ``solutions/`` or a student's ``assignments/``.

    Raises
    ------
    InputError
        If there is no assignment in it.
    ExerciseError
        If a file of the course is malformed.
    """
    course = load_course(root)
    console = Console(highlight=False)
    table = _table("Assignment", "Title", "After", "Points>", "Minutes>", "Level")
    for assignment in course.assignments:
        after = ", ".join(course.short(name) for name in assignment.after)
        table.add_row(
            assignment.name, escape(assignment.title), after, *_amounts(assignment), level(hardest(assignment))
        )
    table.add_section()
    points = sum(assignment.points for assignment in course.assignments)
    bonus = sum(assignment.bonus for assignment in course.assignments)
    minutes = sum(assignment.minutes for assignment in course.assignments)
    table.add_row("", "", "", _points(points, bonus), _minutes(minutes), "", style="bold")
    console.print(table)
    console.print("\nAfter: what is better done before; nothing is locked.\nLevel: that of the hardest exercise.")
    console.print(f"The exercises: convgrade list {course.assignments[0].name}")
    if course.topics:
        console.print("The lecture's items, and exercises on each: convgrade list --lecture")


def print_assignments(root: Path, names: Sequence[str]) -> None:
    """Print the exercises of some assignments.

    Parameters
    ----------
    root : Path
        The course.
    names : sequence of str
        Which assignments.

    Raises
    ------
    InputError
        If one is unknown; the message suggests the nearest name.
    """
    console = Console(highlight=False)
    for number, assignment in enumerate([find_assignment(root, name) for name in names]):
        console.print("\n" * bool(number) + f"[bold]{assignment.name}: {escape(assignment.title)}[/]")
        for line in _in_words(assignment):
            console.print(escape(line))
        console.print()
        console.print(_exercises(assignment))


def print_lecture(root: Path) -> None:
    """Print the lecture's items, each with the exercises on it.

    Raises
    ------
    InputError
        If the course does not say what its lecture covers.
    """
    course = load_course(root)
    if not course.topics:
        raise InputError(f"{root} has no {TOPICS_FILE}, which says what the lecture covers")
    table = _table("Item>", "In the lecture", "Exercises")
    for topic in course.topics:
        table.add_row(str(topic.number), escape(topic.title), _practising(course, topic) or "[red]none[/]")
    Console(highlight=False).print(table)


def _practising(course: Course, topic: Topic) -> str:
    found = course.practising(topic)
    return "\n".join(f"{course.short(a.name)}: {', '.join(e.name for e in exercises)}" for a, exercises in found)


def _in_words(assignment: Assignment) -> Iterator[str]:
    if assignment.about:
        yield assignment.about[0].upper() + assignment.about[1:] + "."
    time = f"About {duration(assignment.minutes)}" if assignment.minutes else ""
    after = f"better done after {' and '.join(assignment.after)}" if assignment.after else ""
    if time or after:
        yield f"{time}; {after}." if time and after else f"{time or after.capitalize()}."


def _exercises(assignment: Assignment) -> Table:
    table = _table("Exercise", "Task", "Points>", "Minutes>", "Level")
    for exercise in assignment.exercises:
        amounts = _points(exercise.points, exercise.bonus), _minutes(exercise.minutes)
        table.add_row(exercise.name, escape(exercise.title), *amounts, level(exercise.difficulty))
    table.add_section()
    table.add_row("", "", *_amounts(assignment), "", style="bold")
    return table


def _table(*heads: str) -> Table:
    """Return an empty table; a column whose head ends in ``>`` is set to the right."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for head in heads:
        table.add_column(head.rstrip(">"), justify="right" if head.endswith(">") else "left")
    return table


def _amounts(assignment: Assignment) -> tuple[str, str]:
    return _points(assignment.points, assignment.bonus), _minutes(assignment.minutes)


def _points(points: float, bonus: float) -> str:
    return f"{points:g} + {bonus:g}" if bonus else f"{points:g}"


def _minutes(minutes: int) -> str:
    return str(minutes) if minutes else ""
