"""Grade the checks themselves: every exercise against its stub, its solution and its bank, in parallel.

What was proved is kept by the hash of everything it depends on, so only what changed is proved again.
"""

import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import convgrade
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment, Exercise, assignment_names, find_assignment
from convgrade.core.hashing import content_hash, folder_files

Record = dict[str, Any]
Progress = Callable[[str, int, int], None]
CACHE = ".convgrade-cache"
_ENTRIES_PER_PART = 36
_DEPENDENCIES = ("numpy", "hypothesis", "pytest", "gradescope-utils")


@dataclass(frozen=True)
class Proof:
    """What is known about one exercise: its figures, and in sentences what is wrong with it.

    ``sizes`` are the counts of numbers in the smallest failing call of each misconception.
    """

    name: str
    points: float
    bonus: float
    basics: Record
    misconceptions: tuple[Record, ...]
    alternatives: tuple[Record, ...]
    problems: tuple[str, ...] = field(default=())

    @property
    def sizes(self) -> list[int]:
        """Return the sizes of the misconceptions' counterexamples."""
        return [record["size"] for record in self.misconceptions if record["size"] is not None]

    @property
    def caught(self) -> int:
        """Return how many misconceptions lose points."""
        return sum(bool(record["caught_by"]) for record in self.misconceptions)

    @property
    def named(self) -> int:
        """Return how many misconceptions are named right."""
        return sum(record["named"] for record in self.misconceptions)

    @property
    def full(self) -> int:
        """Return how many alternatives get full marks."""
        return sum(not record["failed"] for record in self.alternatives)

    def catches(self) -> dict[str, list[str]]:
        """Return which misconceptions each check catches, by its id."""
        found: dict[str, list[str]] = {check["id"]: [] for check in self.basics["checks"]}
        for record in self.misconceptions:
            for check_id in record["caught_by"]:
                found.setdefault(check_id, []).append(record["id"])
        return found

    def as_json(self) -> Record:
        """Return the figures for machines."""
        catches = self.catches()
        return {
            "exercise": self.name,
            "points": self.points,
            "bonus": self.bonus,
            "stub_score": self.basics["stub_score"],
            "solution_score": self.basics["solution_score"],
            "misconceptions": {"total": len(self.misconceptions), "caught": self.caught, "named": self.named},
            "alternatives": {"total": len(self.alternatives), "full": self.full},
            "checks": [{**check, "catches": catches[check["id"]]} for check in self.basics["checks"]],
            "counterexamples": size_figures(self.sizes),
            "problems": list(self.problems),
        }


def size_figures(sizes: Sequence[int]) -> dict[str, float | None]:
    """Return median and maximum of the sizes of counterexamples."""
    return {"median": statistics.median(sizes) if sizes else None, "maximum": max(sizes, default=None)}


def selfcheck(
    course: Path, which: Sequence[str] = (), *, jobs: int = 1, cached: bool = True, progress: Progress | None = None
) -> list[Proof]:
    """Prove exercises: some, or all of a course.

    Parameters
    ----------
    course : Path
        The private layout, such as ``solutions/``.
    which : sequence of str, optional
        ``"assignment"`` or ``"assignment/exercise"``.
    jobs : int, optional
        How many processes to use.
    cached : bool, optional
        Whether to take over what was proved earlier and has not changed since.
    progress : callable, optional
        Called with an exercise's name, how many of its runs are done, and how many there are.

    Returns
    -------
    list of Proof
        One for each exercise; `Proof.problems` is empty where all is right.

    Raises
    ------
    ExerciseError
        If an exercise is too broken to be tried.
    """
    chosen = list(_chosen(course, which))
    store = _Store(course.resolve().parent / CACHE / "selfcheck", cached=cached)
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        waiting = [
            _Waiting(_Place(course, assignment, exercise), store, pool.submit, progress)
            for assignment, exercise in chosen
        ]
        return [each.proof() for each in waiting]


def _chosen(course: Path, which: Sequence[str]) -> Iterator[tuple[Assignment, Exercise]]:
    for name in which or assignment_names(course):
        first, _, second = name.partition("/")
        assignment = find_assignment(course, first)
        for exercise in [assignment.exercise(second)] if second else assignment.exercises:
            yield assignment, exercise


class _Place(NamedTuple):
    """Where an exercise is."""

    course: Path
    assignment: Assignment
    exercise: Exercise


class _Store:
    """Keeps records by the hash of everything they depend on."""

    def __init__(self, folder: Path, *, cached: bool) -> None:
        self._folder = folder
        self._cached = cached
        self._engine = content_hash(folder_files(Path(convgrade.__file__).parent))
        self._versions = " ".join([platform.python_version(), *(f"{name} {version(name)}" for name in _DEPENDENCIES)])

    def key(self, assignment: Assignment, exercise: Exercise) -> str:
        """Return the hash of all that can change what is found out about an exercise."""
        files = {f"exercise/{name}": data for name, data in folder_files(exercise.folder).items()}
        files |= {f"given/{name}": (assignment.folder / name).read_bytes() for name in assignment.files}
        files["assignment"] = (assignment.folder / ASSIGNMENT_FILE).read_bytes()
        return content_hash({**files, "engine": self._engine.encode(), "versions": self._versions.encode()})

    def get(self, key: str) -> list[Record] | None:
        """Return the records kept under a key; None where there are none, or none to be used."""
        with suppress(OSError, ValueError):
            if self._cached:
                records: list[Record] = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
                return records
        return None

    def put(self, key: str, records: Iterable[Record]) -> None:
        """Keep records; a folder that cannot be written to only costs time."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{key}.json").write_text(json.dumps(list(records)), encoding="utf-8")


class _Waiting:
    """One exercise whose parts are being proved by other processes."""

    def __init__(
        self, place: _Place, store: _Store, submit: Callable[..., Future[list[Record]]], progress: Progress | None
    ) -> None:
        course, assignment, exercise = place
        self._exercise = exercise
        self._name = f"{assignment.name}/{exercise.name}"
        self._store = store
        self._progress = progress
        self._done = 0
        self._key = store.key(assignment, exercise)
        self._kept = store.get(self._key)
        self._total = 1 + _count_entries(exercise)
        parts = max(1, round(self._total / _ENTRIES_PER_PART)) if self._kept is None else 0
        command = [sys.executable, "-m", "convgrade.authoring.proving", str(course), assignment.name, exercise.name]
        self._parts = [submit(self._run, [*command, str(part), str(parts)]) for part in range(parts)]
        if self._kept is not None:
            self._report(self._total)

    def proof(self) -> Proof:
        """Return what was found out, once all parts are done."""
        records = self._kept
        if records is None:
            records = [record for part in self._parts for record in part.result()]
            self._store.put(self._key, records)
        return prove(self._name, self._exercise, records)

    def _run(self, command: Sequence[str]) -> list[Record]:
        """Run one part in a process of its own."""
        with subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            with ThreadPoolExecutor(1) as reader:
                errors = reader.submit(process.stderr.read)
                records = []
                for line in process.stdout:
                    records.append(json.loads(line))
                    self._report(1)
        if process.returncode:
            lines = errors.result().strip().splitlines()
            why = lines[-1] if lines else f"its process ended without a word, with exit code {process.returncode}"
            raise ExerciseError(f"{self._name} cannot be proved: {why}")
        return records

    def _report(self, count: int) -> None:
        self._done += count
        if self._progress:
            self._progress(self._name, self._done, self._total)


def _count_entries(exercise: Exercise) -> int:
    """Return about how many wrong and right versions an exercise has, without running its files."""
    texts = [path.read_text(encoding="utf-8") for path in exercise.folder.glob("*s.py")]
    return sum(text.count("\n@misconception(") + text.count("\n@alternative(") for text in texts)


def prove(name: str, exercise: Exercise, records: Iterable[Record]) -> Proof:
    """Return the proof that an exercise's records give, with all that is wrong in sentences."""
    by_kind: dict[str, list[Record]] = {"basics": [], "misconception": [], "alternative": []}
    for record in records:
        by_kind[record["kind"]].append(record)
    [basics], wrong, right = by_kind.values()
    wrong.sort(key=lambda record: str(record["id"]))
    proof = Proof(name, exercise.points, exercise.bonus, basics, tuple(wrong), tuple(right))
    problems = [
        *_problems_of_checks(exercise, proof),
        *_problems_of_misconceptions(wrong),
        *(f"the alternative “{r['name']}” fails {', '.join(r['failed'])}" for r in right if r["failed"]),
        *(f"grader error in {text}" for r in (basics, *wrong, *right) for text in r["grader_errors"]),
    ]
    return Proof(name, exercise.points, exercise.bonus, basics, tuple(wrong), tuple(right), tuple(problems))


def _problems_of_checks(exercise: Exercise, proof: Proof) -> Iterator[str]:
    basics = proof.basics
    if basics["stub_score"]:
        yield f"the stub gets {basics['stub_score']:g} points"
    if basics["solution_failed"]:
        yield f"the solution fails {', '.join(basics['solution_failed'])}"
    for what, weights, promised in (
        ("points", basics["weights"], exercise.points),
        ("bonus", basics["bonus_weights"], exercise.bonus),
    ):
        if weights != promised:
            yield f"the checks' {what} add up to {weights:g}, not to the {promised:g} of exercise.toml"
    yield from basics["disagrees"]
    tells_only = {check["id"] for check in basics["checks"] if not check["points"]}
    for check_id, caught in proof.catches().items():
        if not caught and check_id not in tells_only:
            yield f"{check_id} catches none of the misconceptions: add one that it alone catches, or remove it"


def _problems_of_misconceptions(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        if not record["caught_by"]:
            yield f"{record['id']} is not caught: it gets full marks"
        elif not record["named"]:
            told = f"as {', '.join(record['looks_like'])}" if record["looks_like"] else "by no name"
            yield f"{record['id']} is caught, but named {told}"
