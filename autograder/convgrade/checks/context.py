"""What a run of checks needs to know: which assignment, whose code, which seed."""

import hashlib
import hmac
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from convgrade.checks.cases import Recorded, load_cases
from convgrade.checks.remarks import Remarks
from convgrade.checks.student import Caller
from convgrade.checks.trials import TrialLog
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import Assignment, Exercise


@dataclass
class Context:
    """One run of an assignment's checks.

    ``caller_for`` makes the caller of one exercise; ``seed`` is the key from which fresh cases follow,
    ``student`` is the id from which a student's own numbers do;
    ``trials`` collects what each check, by its id, asked the student's functions, ``remarks`` what it
    says beside its verdict.
    """

    assignment: Assignment
    caller_for: Callable[[Exercise], Caller]
    seed: bytes
    callers: dict[str, Caller] = field(default_factory=dict)
    references: dict[str, ModuleType] = field(default_factory=dict)
    recordings: dict[str, Recorded] = field(default_factory=dict)
    trials: dict[str, TrialLog] = field(default_factory=dict)
    remarks: dict[str, Remarks] = field(default_factory=dict)
    student: str | None = None

    def exercise_of(self, path: Path) -> Exercise | None:
        """Return the exercise to which a check file belongs."""
        for exercise in self.assignment.exercises:
            if path in exercise.check_files:
                return exercise
        return None

    def caller(self, exercise: Exercise) -> Caller:
        """Return the caller of an exercise, which its checks share."""
        if exercise.name not in self.callers:
            self.callers[exercise.name] = self.caller_for(exercise)
        return self.callers[exercise.name]

    def log_of(self, check_id: str) -> TrialLog:
        """Return where the calls of one check are noted."""
        return self.trials.setdefault(check_id, TrialLog())

    def remarks_of(self, check_id: str) -> Remarks:
        """Return where one check's remarks go."""
        return self.remarks.setdefault(check_id, Remarks())

    def reference(self, exercise: Exercise) -> ModuleType:
        """Return the solution of an exercise; only the private layout has one."""
        if exercise.solution is None:
            raise ExerciseError(f"{exercise.public_checks}: a public check must not ask for the reference")
        if exercise.name not in self.references:
            self.references[exercise.name] = load_module(exercise.solution)
        return self.references[exercise.name]

    def recording(self, exercise: Exercise) -> Recorded:
        """Return the recorded cases of an exercise."""
        if exercise.name not in self.recordings:
            self.recordings[exercise.name] = load_cases(exercise.recorded)
        return self.recordings[exercise.name]

    def seed_of(self, check_id: str) -> int:
        """Return the seed of one check's fresh cases."""
        return int.from_bytes(hmac.digest(self.seed, check_id.encode(), "sha256")[:8])


def check_id(exercise: Exercise, path: Path, name: str) -> str:
    """Return the id of a check: exercise, file and function."""
    return f"{exercise.name}/{path.name}::{name}"


def load_module(path: Path) -> ModuleType:
    """Run a trusted file of an exercise and return its module.

    Parameters
    ----------
    path : Path
        ``solution.py``, ``cases.py``, ``misconceptions.py`` or ``alternatives.py``.

    Raises
    ------
    ExerciseError
        If it is missing or cannot be run.
    """
    name = f"convgrade_exercise_{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ExerciseError(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        remedy = f"; install {error.name} here" if isinstance(error, ModuleNotFoundError) else ""
        raise ExerciseError(f"{path} cannot be run: {type(error).__name__}: {error}{remedy}") from error
    finally:
        sys.modules.pop(name, None)
    return module
