"""The folder that students get: handout, stubs, public checks with their recorded cases."""

import ast
from dataclasses import asdict
from typing import Any

from convgrade.authoring.digesting import digests_text
from convgrade.authoring.figures import figures_of
from convgrade.authoring.handout import handout, instructors_text
from convgrade.authoring.notebook import notebook_text
from convgrade.authoring.stubs import generated_line, strip_solution
from convgrade.authoring.toml import toml_table
from convgrade.authoring.wheel import WHEEL_NAME
from convgrade.checks.cases import dump_cases, groups_used, load_cases
from convgrade.core.edition import edition_of
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment, Budget, Exercise
from convgrade.grading.notebooks import notebook_name

PYTEST = "pytest>=8.0"  # the floor in pyproject.toml


def student_files(assignment: Assignment) -> dict[str, bytes]:
    """Return what students get of an assignment, by path within their folder.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.

    Returns
    -------
    dict of str to bytes
        The handout with its pictures, the same as a notebook, ``assignment.toml``, ``requirements.txt``,
        the files that the assignment gives, and for every exercise its stub, its public checks, and the
        recorded cases that those use.  Nothing of the hidden checks.

    Raises
    ------
    ExerciseError
        If a file is missing or broken; the message names it.
    """
    pictures = figures_of(assignment, instructors_text(assignment))
    texts = {
        **pictures,
        "README.md": handout(assignment),
        ASSIGNMENT_FILE: _assignment_toml(assignment),
        "requirements.txt": _requirements(),
    }
    files = {name: (assignment.folder / name).read_bytes() for name in assignment.files}
    for exercise in assignment.exercises:
        texts[exercise.file_name] = strip_solution(_solution_text(exercise), str(exercise.solution))
        texts[f"tests/test_{exercise.name}.py"] = _public_checks(exercise)
        recorded = _recorded(exercise)
        if recorded is not None:
            files[f"tests/recorded_{exercise.name}.npz"] = recorded
        digests = digests_text(assignment, exercise)
        if digests is not None:
            texts[f"tests/diagnosis_{exercise.name}.json"] = digests
    stubs = {exercise.name: texts[exercise.file_name] for exercise in assignment.exercises}
    texts[notebook_name(assignment)] = notebook_text(assignment, stubs, pictures)
    return {**files, **{name: text.encode() for name, text in texts.items()}}


def _solution_text(exercise: Exercise) -> str:
    if exercise.solution is None:
        raise ExerciseError(f"{exercise.folder} is a student's folder; releases are made from solutions/")
    return exercise.solution.read_text(encoding="utf-8")


def _public_checks(exercise: Exercise) -> str:
    text = exercise.public_checks.read_text(encoding="utf-8")
    return f"{generated_line(str(exercise.public_checks))}\n{text}"


def _recorded(exercise: Exercise) -> bytes | None:
    """Return the recorded cases that the public checks use, or None if they use none."""
    groups = groups_used(exercise.public_checks)
    return dump_cases(load_cases(exercise.recorded).only(groups)) if groups else None


def _requirements() -> str:
    return f"# In this folder: python -m pip install -r requirements.txt\n./{WHEEL_NAME}\n{PYTEST}\n"


def _assignment_toml(assignment: Assignment) -> str:
    where = f"{assignment.folder.parent.name}/{assignment.name}"
    known = {"name": assignment.name, "title": assignment.title, "edition": edition_of(assignment)}
    told = {"about": assignment.about or None, "after": assignment.after, "domain": assignment.domain}
    head = toml_table({**known, **told, "files": assignment.files, "variants": assignment.variants or None})
    tables = [f"\n[[exercise]]\n{toml_table(_public_keys(exercise))}" for exercise in assignment.exercises]
    return f"# Generated from {where} by `convgrade release --write`; convgrade reads it.\n{head}{''.join(tables)}"


def _public_keys(exercise: Exercise) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "title": exercise.title,
        "order": exercise.order,
        "functions": exercise.functions,
        "points": exercise.points,
        "bonus": exercise.bonus or None,
        "hints": exercise.hints,
        "builds_on": exercise.builds_on,
        "helpers": exercise.helpers,
        "lecture": exercise.lecture,
        "minutes": exercise.minutes or None,
        "difficulty": exercise.difficulty,
        "prerequisites": _public_prerequisites(exercise),
        "allowed_imports": exercise.allowed_imports,
        "banned_calls": exercise.banned_calls,
        "packages": exercise.packages,
        "budget": None if exercise.budget == Budget() else asdict(exercise.budget),
    }


def _public_prerequisites(exercise: Exercise) -> dict[str, list[str]]:
    """Return the prerequisites among public checks: the names of hidden ones stay hidden."""
    tree = ast.parse(exercise.public_checks.read_text(encoding="utf-8"))
    public = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    kept = {
        name: [other for other in others if other in public]
        for name, others in exercise.prerequisites.items()
        if name in public
    }
    return {name: others for name, others in kept.items() if others}
