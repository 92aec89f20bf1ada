"""What grading finds out: plain data, from one check's verdict up to a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a check ended; every end has a name."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"
    NOT_RUN = "not run"
    GRADER_ERROR = "grader error"


class Visibility(StrEnum):
    """When Gradescope shows a check to students."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    AFTER_DUE_DATE = "after_due_date"
    AFTER_PUBLISHED = "after_published"


@dataclass(frozen=True)
class Check:
    """One claim about the student's code: a pytest function of a check file.

    ``id`` is ``exercise/test_public.py::test_name``; ``claim`` is the first line of its docstring.
    """

    id: str
    exercise: str
    claim: str
    points: float
    number: str
    visibility: Visibility = Visibility.VISIBLE
    tags: tuple[str, ...] = ()
    hide_errors: str | None = None

    @property
    def is_bonus(self) -> bool:
        """Return whether its points come on top of the exercise's."""
        return "bonus" in self.tags

    @property
    def is_public(self) -> bool:
        """Return whether students have the check at home."""
        return "/test_hidden.py::" not in self.id


@dataclass(frozen=True)
class Leaderboard:
    """A value for Gradescope's leaderboard."""

    name: str
    value: float | str
    order: str = "desc"


@dataclass(frozen=True)
class CheckResult:
    """The verdict on one check.

    ``message`` is for the student, several lines of plain text; ``grader_traceback`` is for the
    instructor alone and set only where ``outcome`` is GRADER_ERROR.  ``diagnosis`` says in plain text
    what the mistake looks like, ``hint`` asks a question about it; ``looks_like`` has the ids of the
    misconceptions that were named: between which it cannot be decided, or that are there at once.
    """

    check: Check
    outcome: Outcome
    score: float
    message: str = ""
    call: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    student_seconds: float = 0.0
    leaderboard: Leaderboard | None = None
    grader_traceback: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    diagnosis: str = ""
    hint: str = ""
    looks_like: tuple[str, ...] = ()

    @property
    def needs_regrade(self) -> bool:
        """Return whether the check was left unscored because of a mistake of the grader."""
        return self.outcome is Outcome.GRADER_ERROR


@dataclass(frozen=True)
class ExerciseResult:
    """The verdicts on one exercise's checks, in order."""

    exercise: str
    title: str
    points: float
    bonus: float
    results: tuple[CheckResult, ...]
    printed: str = ""

    @property
    def score(self) -> float:
        """Return the points earned, bonus included."""
        return sum(result.score for result in self.results)


@dataclass(frozen=True)
class Standing:
    """What an assignment's rules on late work and on several submissions make of a submission.

    ``score`` is what counts, where that is not the sum of the checks; ``sentences`` explain it to students.
    """

    score: float | None = None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that one grading of one submission found out.

    ``ignored`` says which files of the submission were not taken, and why, and what in the others is
    not allowed, one sentence each;
    ``edition`` is the assignment's, ``made_with`` that with which the submission was made, where it says so;
    ``footer`` says under what conditions was graded (isolation, PyTorch, device), one sentence each.
    """

    assignment: str
    title: str
    submission: str
    exercises: tuple[ExerciseResult, ...]
    version: str
    release: str
    submission_hash: str
    ignored: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    seconds: float = 0.0
    standing: Standing = Standing()
    edition: str = ""
    made_with: str = ""

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """Return all verdicts, in order."""
        return tuple(result for exercise in self.exercises for result in exercise.results)

    @property
    def score(self) -> float:
        """Return the points earned, bonus included."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def earned(self) -> float:
        """Return the points earned, bonus included; a grader error gives none."""
        return sum(result.score for result in self.results if not result.needs_regrade)

    @property
    def points(self) -> float:
        """Return the points that can be earned, without bonus."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def needs_regrade(self) -> bool:
        """Return whether a check was left unscored, or an exercise without checks, by a mistake of the grader."""
        return any(result.needs_regrade for result in self.results) or not all(e.results for e in self.exercises)
