"""Mutation testing of the solutions: every small change to a worked solution must cost points.

The mutants are cosmic-ray's; each runs against the exercise's checks in a fork of this process, with
limits, since a mutant may loop for ever or ask for all memory.
"""

import difflib
import importlib.util
import os
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from convgrade.authoring.stubs import regions
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.errors import ExerciseError, ExitCode, InputError
from convgrade.core.exercise import Assignment, Exercise, assignment_names, find_assignment

if sys.platform != "win32":
    import resource

DECLARED_FILE = "equivalent_mutants.toml"
SECONDS = 20
MEMORY_MIB = 2048
_SEED = b"one seed for all mutants"
_PLAIN = ("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow")
_LEFT_OUT = ("Is", "IsNot", "RShift", "LShift", "BitOr", "BitAnd", "BitXor")
_WITHOUT_SENSE = ("RemoveDecorator", "ExceptionReplacer", "VariableReplacer", "VariableInserter")


@dataclass(frozen=True)
class Mutant:
    """One changed solution: ``line`` is what a line became, ``number`` where it stands in the file."""

    exercise: str
    number: int
    before: str
    line: str
    text: str

    def describe(self) -> str:
        """Return the change as a small diff."""
        return f"{self.exercise}/solution.py:{self.number}\n  - {self.before.strip()}\n  + {self.line.strip()}"


@dataclass(frozen=True)
class Outcome:
    """What became of one exercise's mutants; ``survivors`` are those that nothing explains."""

    exercise: str
    total: int
    declared: int
    survivors: tuple[Mutant, ...]
    stale: tuple[str, ...]


def mutants_of(exercise: Exercise) -> list[Mutant]:
    """Return the mutants of a worked solution: one change each, between the solution's markers.

    Raises
    ------
    InputError
        If cosmic-ray is not installed.
    """
    if importlib.util.find_spec("cosmic_ray") is None:
        raise InputError("cosmic-ray is not installed, which makes the mutants: pip install 'convgrade[dev]'")
    if exercise.solution is None:
        raise ExerciseError(f"{exercise.folder} has no solution to change")
    text = exercise.solution.read_text(encoding="utf-8")
    inside = {n for region in regions(text, str(exercise.solution)) for n in range(region.begin, region.end)}
    mutants = dict.fromkeys(_changed_texts(text))
    found = (_mutant(exercise.name, text, changed) for changed in mutants)
    return [mutant for mutant in found if mutant is not None and mutant.number in inside]


def _changed_texts(text: str) -> Iterator[str]:
    """Yield the text with one change each, over all operators and all places."""
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415 - for development alone
    from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415

    for name in operator_names():
        if not _is_worthwhile(name):
            continue
        occurrence = 0
        while (changed := mutate_code(text, get_operator(name)(), occurrence)) is not None:
            yield changed
            occurrence += 1


def _is_worthwhile(name: str) -> bool:
    """Leave out operators that nobody confuses in such code, such as ``+`` with ``<<``."""
    parts = name.rsplit("/", maxsplit=1)[-1].split("_")
    if parts[0] == "ReplaceBinaryOperator":
        return parts[1] in _PLAIN and parts[2] in _PLAIN
    return not any(part in _LEFT_OUT for part in parts) and not name.endswith(_WITHOUT_SENSE)


def _mutant(exercise: str, text: str, changed: str) -> Mutant | None:
    """Return where a changed text differs, or None if it is not one changed line."""
    before, after = text.splitlines(), changed.splitlines()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, low, high in matcher.get_opcodes():
        if tag == "replace" and last - first == high - low == 1:
            if before[first].lstrip().startswith(("raise ", "#", '"""', ">>>")):
                return None
            return Mutant(exercise, first + 1, before[first], after[low], changed)
    return None


def _limit_memory() -> None:
    """Limit this process, where the system does that; macOS refuses."""
    if sys.platform != "win32":
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MIB * 2**20, MEMORY_MIB * 2**20))


def survives(assignment: Assignment, exercise: Exercise, mutant: Mutant) -> bool:
    """Return whether a mutant passes every check of its exercise.

    It runs in a fork; one that takes too long, asks for too much memory or crashes is caught.
    """
    pid = os.fork()
    if pid == 0:
        try:
            _limit_memory()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            os._exit(0 if _passes_all(assignment, exercise, mutant) else 1)
        except BaseException:  # noqa: BLE001 - whatever it is, the mutant did not pass
            os._exit(1)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def _passes_all(assignment: Assignment, exercise: Exercise, mutant: Mutant) -> bool:
    module = ModuleType("mutant")
    exec(compile(mutant.text, "mutant.py", "exec"), vars(module))  # noqa: S102 - our own solution, changed
    functions: dict[str, Callable[..., Any]] = {name: getattr(module, name) for name in exercise.functions}
    context = Context(assignment, lambda _: InProcessCaller(functions), _SEED)
    results = run_checks(context, [exercise], stop_at_first=True).results(exercise)
    return sum(r.score for r in results) >= exercise.points + exercise.bonus


def declared_of(exercise: Exercise) -> dict[str, str]:
    """Return the lines that ``equivalent_mutants.toml`` declares to be right as well, with their reasons.

    Raises
    ------
    ExerciseError
        If an entry has no line or no reason.
    """
    path = exercise.folder / DECLARED_FILE
    if not path.is_file():
        return {}
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", [])
        declared = {str(entry["line"]).strip(): str(entry["reason"]).strip() for entry in entries}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ExerciseError(f"{path}: each [[mutant]] needs a line and a reason ({error})") from None
    if not all(declared.values()):
        raise ExerciseError(f"{path}: a reason is empty; say why the changed line is right as well")
    return declared


def try_mutants(assignment: Assignment, exercise: Exercise) -> Outcome:
    """Run every mutant of an exercise against its checks."""
    declared = declared_of(exercise)
    mutants = mutants_of(exercise)
    living = [mutant for mutant in mutants if survives(assignment, exercise, mutant)]
    explained = [mutant for mutant in living if mutant.line.strip() in declared]
    stale = set(declared) - {mutant.line.strip() for mutant in living}
    survivors = tuple(mutant for mutant in living if mutant not in explained)
    return Outcome(f"{assignment.name}/{exercise.name}", len(mutants), len(explained), survivors, tuple(sorted(stale)))


def try_all(root: Any, which: Sequence[str], say: Callable[[str], object]) -> ExitCode:
    """Run the mutants of some exercises, or all, and say what survived.

    Parameters
    ----------
    root : Path
        The course, such as ``solutions/``.
    which : sequence of str
        ``"assignment"`` or ``"assignment/exercise"``; all where it is empty.
    say : callable
        Prints a line.

    Returns
    -------
    ExitCode
        ALL_POINTS if every mutant was caught or is declared, POINTS_MISSING otherwise.
    """
    if not hasattr(os, "fork"):
        raise InputError("mutants run in forks of a process, which this system cannot make: use Linux, macOS or WSL")
    outcomes = []
    for name in which or assignment_names(root):
        first, _, second = name.partition("/")
        assignment = find_assignment(root, first)
        for exercise in [assignment.exercise(second)] if second else assignment.exercises:
            outcomes.append(_told(try_mutants(assignment, exercise), say))
    total, declared = sum(o.total for o in outcomes), sum(o.declared for o in outcomes)
    left = sum(len(o.survivors) for o in outcomes)
    say(
        f"{total} mutants: {total - declared - left} caught, {declared} declared equivalent, {left} survive unexplained"
    )
    sound = not left and not any(o.stale for o in outcomes)
    return ExitCode.ALL_POINTS if sound else ExitCode.POINTS_MISSING


def _told(outcome: Outcome, say: Callable[[str], object]) -> Outcome:
    caught = outcome.total - outcome.declared - len(outcome.survivors)
    say(f"{outcome.exercise}: {outcome.total} mutants, {caught} caught, {outcome.declared} declared")
    for mutant in outcome.survivors:
        say(f"survives: {mutant.describe()}")
    for line in outcome.stale:
        say(f"declared in {DECLARED_FILE}, but no mutant that survives: {line}")
    sys.stdout.flush()
    return outcome
