"""From how a check ended to its verdict."""

import traceback
from dataclasses import dataclass
from typing import Any

from _pytest.outcomes import Skipped
from hypothesis.errors import Flaky

from convgrade.checks.faults import CheckFailed, MissingFunction, StudentRaised, StudentStopped
from convgrade.checks.gone import modern_spelling
from convgrade.checks.show import wanted
from convgrade.core.errors import ConvgradeError
from convgrade.core.results import Outcome

NOT_WRITTEN = "not written yet"
CALM_SENTENCE = (
    "This check could not be graded because of a mistake on our side, not yours. "
    "It is marked for a regrade; there is nothing that you need to do."
)


@dataclass(frozen=True)
class Ending:
    """How one run of a check ended."""

    outcome: Outcome
    message: str = ""
    call: str = ""
    grader_traceback: str | None = None


def ending_of(error: BaseException | None, check_file: str) -> Ending:  # noqa: PLR0911 - one for each way to end
    """Return how a check ended, from the exception that left it.

    Parameters
    ----------
    error : BaseException or None
        None where the check passed.
    check_file : str
        A plain ``assert`` fails the check only in this file; anywhere else it is a grader error.
    """
    if error is None:
        return Ending(Outcome.PASSED)
    if isinstance(error, StudentRaised) and error.is_unwritten:
        return Ending(Outcome.NOT_RUN, NOT_WRITTEN, error.call)
    if isinstance(error, StudentRaised | StudentStopped):
        return Ending(error.outcome, message_for_student(error) or "", error.call)
    if isinstance(error, CheckFailed):
        return Ending(Outcome.FAILED, str(error), error.call)
    if isinstance(error, MissingFunction):
        return Ending(Outcome.FAILED, str(error))
    if isinstance(error, Flaky):
        return Ending(Outcome.FAILED, message_for_student(error) or "")
    if isinstance(error, Skipped):
        return Ending(Outcome.NOT_RUN, f"not run: {error.msg}")
    if isinstance(error, AssertionError) and _raised_in(error) == check_file:
        return Ending(Outcome.FAILED, str(error) or "The claim does not hold.")
    return Ending(Outcome.GRADER_ERROR, CALM_SENTENCE, grader_traceback=_words_for_staff(error))


def message_for_student(error: BaseException) -> str | None:
    """Return what a student should read about an ending, or None where it is not the student's code that ended it."""
    match error:
        case StudentRaised() if error.is_unwritten:
            return f"{NOT_WRITTEN}: {error.text}"
        case StudentRaised():
            advice = modern_spelling(error.kind, error.text)
            lines = [str(error), f"    {advice}" if advice else "", _should_return(error)]
            return "\n".join(filter(None, lines))
        case CheckFailed() | MissingFunction() | StudentStopped():
            return str(error)
        case Flaky():
            return "The same call gave different answers: does the function depend on earlier calls or on fresh memory?"
    return None


def _should_return(error: StudentRaised) -> str:
    """Return a line that says what was wanted instead of an exception, where that is known."""
    if error.right is None:
        return ""
    try:
        return f"  should return {wanted(error.right())}"
    except Exception:  # noqa: BLE001 - whatever the right answer is, it is no value to be told
        return ""


def claim_of(check: Any) -> str:
    """Return a check's claim: the first paragraph of its docstring, in one line."""
    paragraph = (getattr(check, "__doc__", None) or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split())


def _words_for_staff(error: BaseException) -> str:
    """Return a traceback, or the text alone where it already names the file and the remedy."""
    if isinstance(error, ConvgradeError) and error.__cause__ is None:
        return str(error)
    return "".join(traceback.format_exception(error))


def _raised_in(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return frames[-1].filename if frames else ""
