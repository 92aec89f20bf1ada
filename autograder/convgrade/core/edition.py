"""Which edition of an assignment somebody has: it changes where what students get changes, and only there.

The hash of a release also covers hidden checks and convgrade itself, so that it says too much here.
"""

import json
from dataclasses import asdict

from convgrade.core.exercise import Assignment, Exercise
from convgrade.core.hashing import content_hash

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
DIGITS = 12


def edition_of(assignment: Assignment) -> str:
    """Return the edition of an assignment, as hex digits.

    Parameters
    ----------
    assignment : Assignment
        A student's folder says which it is; of the private layout it follows from the task texts, the
        public checks, points and rules.

    Returns
    -------
    str
        Empty for a student's folder that does not say.
    """
    if assignment.edition is not None:
        return assignment.edition
    files = {f"given/{name}": (assignment.folder / name).read_bytes() for name in assignment.files}
    if assignment.variants:
        files["variants"] = assignment.variants.encode()
    for exercise in assignment.exercises:
        if exercise.solution is None:
            return ""
        files[f"{exercise.name}/rules"] = _rules(exercise)
        files[f"{exercise.name}/task"] = _task(exercise.solution.read_bytes())
        files[f"{exercise.name}/checks"] = exercise.public_checks.read_bytes()
    return content_hash(files)[:DIGITS]


def _rules(exercise: Exercise) -> bytes:
    budget = asdict(exercise.budget)
    rules = [exercise.functions, exercise.points, exercise.bonus, exercise.helpers, exercise.packages, budget]
    rules += [exercise.allowed_imports, dict(exercise.banned_calls)]
    return json.dumps(rules, sort_keys=True).encode()


def _task(solution: bytes) -> bytes:
    """Return a solution's file without what stands between its markers."""
    kept: list[bytes] = []
    is_inside = False
    for line in solution.replace(b"\r\n", b"\n").split(b"\n"):
        marker = line.strip().decode("utf-8", "replace")
        is_inside = (is_inside or marker == BEGIN) and marker != END
        if not is_inside:
            kept.append(line)
    return b"\n".join(kept)
