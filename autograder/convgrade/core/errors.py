"""What can go wrong that a person can mend, and the exit code it ends with."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the ``convgrade`` command."""

    ALL_POINTS = 0
    POINTS_MISSING = 1
    BAD_INPUT = 2
    GRADER_ERROR = 3


class ConvgradeError(Exception):
    """An error for a person: its text names the file, the place and the remedy.

    The command line prints the text without a traceback and ends with ``exit_code``.
    """

    exit_code: ExitCode = ExitCode.GRADER_ERROR


class InputError(ConvgradeError):
    """What was handed in or typed cannot be used."""

    exit_code = ExitCode.BAD_INPUT


class ExerciseError(ConvgradeError):
    """An exercise or assignment folder is broken: the instructor has to mend it."""


class IsolationError(ConvgradeError):
    """Student code would be held less firmly here than was asked for, so none was run."""


class WorkerError(ConvgradeError):
    """No process for student code could be started, or one could not be ended."""
