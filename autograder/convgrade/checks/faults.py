"""How a check can end other than by passing, as exceptions that carry data."""

from collections.abc import Callable
from typing import Any
from unittest import SkipTest

from convgrade.core.results import Outcome


class CheckFailed(AssertionError):  # noqa: N818 - a verdict
    """The student's answer is wrong; the text says call, quantity, got and want.

    Parameters
    ----------
    message : str or callable
        The text, or what returns it: while a check shrinks, most failures are never read.
    call : object, optional
        The call, in words: a text or a `Case`.
    got, want : object, optional
        The student's answer and the right one.
    """

    def __init__(
        self, message: str | Callable[[], str], *, call: object = "", got: Any = None, want: Any = None
    ) -> None:
        super().__init__(message)
        self._message = message
        self._call = call
        self.got = got
        self.want = want

    @property
    def call(self) -> str:
        """Return the call, in words."""
        return str(self._call)

    def __str__(self) -> str:
        if not isinstance(self._message, str):
            self._message = self._message()
        return self._message


class CheckMistake(Exception):  # noqa: N818 - it is ours, not the student's
    """The check itself is wrong: a grader error."""


class StudentRaised(Exception):  # noqa: N818 - an event of the student's code
    """The student's code raised an exception; all of it is text.

    ``right``, where somebody has set it, returns what the call should have led to.
    """

    outcome = Outcome.RAISED
    right: Callable[[], Any] | None = None

    def __init__(
        self, call: str, kind: str, text: str, lines: tuple[str, ...] = (), bases: tuple[str, ...] = ()
    ) -> None:
        super().__init__(call, kind, text, lines, bases)
        self.call = call
        self.kind = kind
        self.text = text
        self.lines = lines
        self.bases = bases

    def is_a(self, kind: str) -> bool:
        """Return whether its type is the one of this name, or derives from it."""
        return kind in (self.kind, *self.bases)

    @property
    def is_unwritten(self) -> bool:
        """Return whether it is the stub's own exception: the function is not written yet."""
        return self.kind == "NotImplementedError"

    def __str__(self) -> str:
        head = f"{self.call}\n  raised {self.kind}" if self.call else f"raised {self.kind}"
        return "\n".join([f"{head}: {self.text}" if self.text else head, *(f"    {line}" for line in self.lines)])


class MissingFunction(AttributeError):  # noqa: N818 - a fact about the submission
    """The student's file defines no such function; an AttributeError, since Hypothesis probes its arguments."""

    outcome = Outcome.FAILED


class StudentStopped(BaseException):
    """The student's code ended in a way that makes further calls pointless.

    Derived from BaseException so that Hypothesis lets it through at once instead of shrinking it.
    """

    def __init__(self, outcome: Outcome, message: str, *, call: str = "") -> None:
        super().__init__(message)
        self.outcome = outcome
        self.call = call


class ShrunkEnough(SkipTest):
    """A check has failed, and its smallest failing input has been looked for long enough."""

    def __init__(self, failure: Exception) -> None:
        super().__init__("shrunk enough")
        self.failure = failure
