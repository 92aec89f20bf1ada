"""Workers with single layers switched off, as far as the engine has switches for that."""

import inspect
from pathlib import Path

from convgrade.worker.client import WorkerSource, start_workers

LEVELS = ("process", "guarded", "closed", "sealed")


def has_switches() -> bool:
    """Return whether layers can be switched off."""
    return "without" in inspect.signature(start_workers).parameters


def layers() -> dict[str, str]:
    """Return the layers that are worth switching off, by a short name."""
    if not has_switches():
        return {}
    from convgrade.worker import levels

    return {"files": levels.FILES, "calls": levels.CALLS, "user": levels.OWN_USER}


def source_of_workers(without: list[str]) -> WorkerSource:
    """Start a source of workers that lack some layers."""
    return start_workers(without=without) if has_switches() else start_workers()


def level_for(workers: WorkerSource, grader: Path) -> str:
    """Return the level of isolation, after an attempt to open the grader's files where the engine makes one."""
    examine = getattr(workers, "examine", None)
    return str((examine([grader]) if examine else workers.isolation).level)


def reaches(level: str, wanted: str) -> bool:
    """Return whether a level is another one, or above it."""
    return LEVELS.index(level) >= LEVELS.index(wanted)
