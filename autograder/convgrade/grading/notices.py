"""Notices on imports and calls that an exercise does not allow, found in the text: a courtesy, and no defence.

What counts is what happens in the worker.  The text is looked at line by line; nothing is parsed.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from convgrade.checks.in_worker import policy_of
from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.notebooks import written_as
from convgrade.worker.client import Policy

_MOST_PER_FILE = 5
_LONGEST_LINE = 1_000
_IMPORT = re.compile(r"^\s*import\s+([\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*)")
_FROM = re.compile(r"^\s*from\s+(\w[\w.]*)\s+import\b")


def notices(assignment: Assignment, exercises: list[Exercise], sources: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return sentences on lines that import or call what their exercise does not allow.

    Parameters
    ----------
    assignment : Assignment
        Its exercises' files and helpers may be imported.
    exercises : list of Exercise
        Whose files to look at.
    sources : mapping of str to bytes
        The files that were taken, by name.
    """
    own = {name.removesuffix(".py") for name in sources} | {exercise.name for exercise in assignment.exercises}
    found: list[str] = []
    for exercise in exercises:
        for name, content in written_as(exercise.file_name, sources).items():
            problems = _problems(content.decode("utf-8", "replace"), policy_of(exercise), own)
            found += [f"{name}, line {n}: {what}" for n, what in islice(problems, _MOST_PER_FILE)]
    return tuple(dict.fromkeys(found))


def _problems(text: str, policy: Policy, own: set[str]) -> Iterator[tuple[int, str]]:
    patterns = {name: _mention_of(name) for name in policy.banned_calls}
    for number, whole in enumerate(text.splitlines(), 1):
        line = whole[:_LONGEST_LINE].partition("#")[0]
        for module in imported_modules(line):
            if not policy.allows(module) and module.partition(".")[0] not in own:
                yield number, f"{module[:100]} cannot be imported; {policy.sentence}."
        yield from ((number, f"{policy.refusal(name)}.") for name, pattern in patterns.items() if pattern.search(line))


def imported_modules(line: str) -> list[str]:
    """Return the modules that a line of Python imports."""
    if match := _FROM.match(line):
        return [match[1]]
    match = _IMPORT.match(line)
    return [part.split()[0] for part in match[1].split(",")] if match else []


def _mention_of(name: str) -> re.Pattern[str]:
    """Return what finds the last part of a dotted name, after a dot or in an import."""
    last = re.escape(name.rpartition(".")[2])
    return re.compile(rf"\.{last}\b|^\s*from\s+numpy[\w.]*\s+import\b.*\b{last}\b")
