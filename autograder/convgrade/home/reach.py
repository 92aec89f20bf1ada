"""Which of a student's files an exercise depends on: its own, its helpers, and what those import."""

from collections.abc import Mapping

from convgrade.core.exercise import Exercise
from convgrade.grading.notices import imported_modules


def reach(exercise: Exercise, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files among a student's that decide how an exercise is checked.

    Parameters
    ----------
    exercise : Exercise
        Its own file and its helpers belong to it, if they are there.
    sources : mapping of str to bytes
        All files of the student, by name.

    Returns
    -------
    dict of str to bytes
        Those files and whatever they import of the others, directly or not.
    """
    to_visit = [exercise.file_name, *exercise.helpers]
    reached: dict[str, bytes] = {}
    while to_visit:
        name = to_visit.pop()
        if name in sources and name not in reached:
            reached[name] = sources[name]
            to_visit += _imported_files(sources[name])
    return reached


def _imported_files(source: bytes) -> list[str]:
    lines = source.decode("utf-8", "replace").splitlines()
    return [f"{module.partition('.')[0]}.py" for line in lines for module in imported_modules(line)]
