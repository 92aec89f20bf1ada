"""Find out which files of the grader a worker can open, by having one try."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from convgrade.core.errors import WorkerError
from convgrade.worker.outcomes import Returned

PROBES = {"probes.py": Path(__file__).with_name("probes.py").read_bytes()}
"""The submission that tries to get out."""

_MOST = 5_000
_AT_ONCE = 200


class Callee(Protocol):
    """A worker."""

    def call(self, module: str, function: str, args: Sequence[Any], kwargs: dict[str, Any], *, seconds: float) -> Any:
        """Call a function of a module."""


def probe(worker: Callee, function: str, *arguments: Any, seconds: float = 30.0) -> Any:
    """Return what a function of `probes` returned.

    Raises
    ------
    WorkerError
        If it did not return.
    """
    outcome = worker.call("probes", function, arguments, {}, seconds=seconds)
    if not isinstance(outcome, Returned):
        raise WorkerError(f"isolation could not be tried out: {function} ended with {outcome}")
    return outcome.value


def files_in(places: Sequence[Path]) -> list[str]:
    """Return the files and folders at and below some places, at most 5000, by their absolute paths."""
    found = itertools.chain.from_iterable(_tree(place.resolve()) for place in places)
    return [str(path) for path in itertools.islice(found, _MOST)]


def openable_files(worker: Callee, paths: Sequence[str]) -> tuple[str, ...]:
    """Return those of the paths that a worker can read or write."""
    opened: list[str] = []
    for first in range(0, len(paths), _AT_ONCE):
        opened += probe(worker, "openable", list(paths[first : first + _AT_ONCE]))
    return tuple(opened)


def _tree(place: Path) -> Iterator[Path]:
    yield place
    if place.is_dir():
        for path in sorted(place.iterdir()):
            if path.is_dir() and not path.is_symlink():
                yield from _tree(path)
            else:
                yield path
