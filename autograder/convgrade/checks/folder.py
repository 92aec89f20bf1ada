"""Plain ``pytest`` in a folder: a student's own, or an exercise of ``solutions/``, whose solution is then checked."""

import hashlib
from pathlib import Path

from convgrade.checks.context import Context
from convgrade.checks.in_worker import WorkerCaller
from convgrade.checks.student import Caller
from convgrade.core.exercise import ASSIGNMENT_FILE, Exercise, load_assignment
from convgrade.core.identity import remembered_identity
from convgrade.worker.client import WorkerSource, start_workers


class FolderContext(Context):
    """The context of one assignment's folder; it owns the workers."""

    workers: WorkerSource


def assignment_folder(path: Path) -> Path | None:
    """Return the folder with ``assignment.toml`` above a check file: a student's or the instructor's."""
    for folder in path.parents[:3]:
        if (folder / ASSIGNMENT_FILE).is_file():
            return folder
    return None


def context_for(folder: Path) -> FolderContext:
    """Return a context in which the files of the folder itself are the submission."""
    assignment = load_assignment(folder)
    workers = start_workers()
    sources = {
        exercise.file_name: path.read_bytes()
        for exercise in assignment.exercises
        if (path := exercise.solution or folder / exercise.file_name).is_file()
    }
    for exercise in assignment.exercises:
        for helper in exercise.helpers:
            path = folder / helper
            if path.is_file():
                sources[path.name] = path.read_bytes()

    sources = assignment.with_modules(sources)

    def caller_for(exercise: Exercise) -> Caller:
        return WorkerCaller(workers, exercise, sources)

    digest = hashlib.sha256(b"".join(sources[name] for name in sorted(sources))).digest()
    context = FolderContext(assignment, caller_for, digest, student=remembered_identity(folder))
    context.workers = workers
    return context


def close(context: Context) -> None:
    """End the workers of a context that `context_for` made."""
    for caller in context.callers.values():
        if isinstance(caller, WorkerCaller):
            caller.close()
    if isinstance(context, FolderContext):
        context.workers.close()
