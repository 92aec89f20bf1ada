"""List the assignments of a course: exercises, points, minutes."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from convgrade.core.errors import InputError
from convgrade.core.exercise import Assignment, assignment_names, load_assignment


def print_catalogue(root: Path) -> None:
    """Print a table of every assignment in a folder.

    Parameters
    ----------
    root : Path
        The course, such as ``solutions/`` or a student's ``assignments/``.

    Raises
    ------
    InputError
        If there is no assignment in it.
    """
    names = assignment_names(root)
    if not names:
        raise InputError(f"{root} has no assignment; name the folder with --assignments")
    console = Console()
    for name in names:
        console.print(_table(load_assignment(root / name)))


def _table(assignment: Assignment) -> Table:
    table = Table(title=f"{assignment.name}: {assignment.title}", title_justify="left", title_style="bold")
    table.add_column("Exercise")
    table.add_column("Task")
    table.add_column("Points", justify="right")
    table.add_column("Minutes", justify="right")
    table.add_column("Level")
    for exercise in assignment.exercises:
        bonus = f" + {exercise.bonus:g}" if exercise.bonus else ""
        level = "●" * exercise.difficulty
        table.add_row(exercise.name, exercise.title, f"{exercise.points:g}{bonus}", str(exercise.minutes or ""), level)
    minutes = sum(exercise.minutes for exercise in assignment.exercises)
    table.add_section()
    table.add_row("", "", f"{assignment.points:g}", str(minutes or ""), "", style="bold")
    return table
