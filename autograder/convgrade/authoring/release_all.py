"""Build everything there is to release, and say what it weighs and how long it took."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from convgrade.authoring.nbgrader_course import build_nbgrader_course
from convgrade.authoring.release import (
    all_assignments,
    build_classroom_zips,
    build_gradescope_zips,
    build_student_zips,
)
from convgrade.core.exercise import find_assignment
from convgrade.core.hashing import content_hash, folder_files

Builder = Callable[[Path, Sequence[str], Path], list[Path]]

ONE_PER_ASSIGNMENT: tuple[Builder, ...] = (build_student_zips, build_gradescope_zips, build_classroom_zips)
"""What is built for each assignment by itself; a new kind of zip is added here."""

ONE_FOR_ALL: tuple[Builder, ...] = (build_nbgrader_course,)
"""What is built once for all assignments, such as a course folder; called with all their names."""

_SHOWN_DIGITS = 16


@dataclass(frozen=True)
class Built:
    """An artefact: ``size`` in bytes, ``digest`` the SHA-256 of a file, or of the names and contents of a folder."""

    path: Path
    size: int
    digest: str
    seconds: float


def build_all(course: Path, names: Sequence[str], out: Path) -> Iterator[Built]:
    """Build every artefact, and yield each when it is done.

    Parameters
    ----------
    course : Path
        The private layout, such as ``solutions/``.
    names : sequence of str
        Which assignments; all where it is empty.
    out : Path
        Where the artefacts go; made if it is missing.

    Raises
    ------
    ExerciseError
        If an exercise is broken, or private text would be published.
    InputError
        If an assignment is unknown, or convgrade's sources are not at hand.
    """
    chosen = [find_assignment(course, name).name for name in names or all_assignments(course)]
    works = [(build, [name]) for name in chosen for build in ONE_PER_ASSIGNMENT]
    works += [(build, chosen) for build in ONE_FOR_ALL]
    for build, some in works:
        begun = time.monotonic()
        paths = build(course, some, out)
        seconds = (time.monotonic() - begun) / len(paths)
        yield from (_built(path, seconds) for path in paths)


def build_and_show(course: Path, names: Sequence[str], out: Path) -> None:
    """Build every artefact and print a table of them; see `build_all`."""
    console = Console()
    with console.status("building"):
        built = list(build_all(course, names, out))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(f"In {out}", overflow="fold")
    for title in ("kB", "Seconds"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("SHA-256", no_wrap=True)
    for one in built:
        shown = f"{one.size / 1000:.0f}", f"{one.seconds:.1f}", f"{one.digest[:_SHOWN_DIGITS]}..."
        table.add_row(one.path.relative_to(out).as_posix(), *shown)
    total = sum(one.size for one in built), sum(one.seconds for one in built)
    table.add_row(f"{len(built)} artefacts", f"{total[0] / 1000:.0f}", f"{total[1]:.1f}", style="bold")
    console.print(table, highlight=False)


def _built(path: Path, seconds: float) -> Built:
    if path.is_dir():
        files = folder_files(path)
        return Built(path, sum(map(len, files.values())), content_hash(files), seconds)
    content = path.read_bytes()
    return Built(path, len(content), hashlib.sha256(content).hexdigest(), seconds)
