"""The sandbox as the red team meets it: its levels, and workers that lack single layers."""

from pathlib import Path

from convgrade.worker import levels
from convgrade.worker.client import WorkerSource

LEVELS = tuple(str(level) for level in levels.Level)


def layers() -> dict[str, str]:
    """Return the layers that are worth switching off, by a short name."""
    return {"files": levels.FILES, "calls": levels.CALLS, "user": levels.OWN_USER}


def level_for(workers: WorkerSource, grader: Path) -> str:
    """Return the level of isolation, after a worker has tried to open the grader's files."""
    return str(workers.examine([grader]).level)


def reaches(level: str, wanted: str) -> bool:
    """Return whether a level is another one, or above it."""
    return LEVELS.index(level) >= LEVELS.index(wanted)
