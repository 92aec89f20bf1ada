"""Fresh cases: Hypothesis with a seed of ours, and shrinking that ends in time."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import InvalidArgument
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from hypothesis.strategies import DataObject

from convgrade.checks.cases import Case
from convgrade.checks.faults import ShrunkEnough
from convgrade.checks.trials import count_numbers
from convgrade.worker.protocol import fingerprint

EXAMPLES = 30
SHRINK_CALLS = 400
SHRINK_SECONDS = 4.0
_LEAST_CALLS, _LEAST_SECONDS = 25, 1.0
_SETTINGS = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def independent_of_modules() -> Iterator[None]:
    """Keep Hypothesis from mixing constants of the modules that happen to be loaded into the cases.

    The same submission must meet the same cases, whatever was graded before it in this process and
    wherever convgrade is installed.  Hypothesis has no setting for it; a version that works in
    another way is left as it is.
    """
    before = getattr(providers, "_get_local_constants", None)
    if before is None:
        yield
        return
    nothing = Constants()
    setattr(providers, "_get_local_constants", lambda: nothing)  # noqa: B010 - a private name of another package
    try:
        yield
    finally:
        setattr(providers, "_get_local_constants", before)  # noqa: B010


class ShrinkBudget:
    """How much shrinking the failing checks of one exercise may do: each half as much as the one before.

    Counted in calls, so that the same submission gets the same counterexamples; a limit of time
    only stops code that is slow.
    """

    def __init__(self) -> None:
        self._calls = SHRINK_CALLS
        self._seconds = SHRINK_SECONDS

    def take(self) -> tuple[int, float]:
        """Return the calls and the seconds that the next failing check may use."""
        taken = max(self._calls, _LEAST_CALLS), max(self._seconds, _LEAST_SECONDS)
        self._calls, self._seconds = self._calls // 2, self._seconds / 2
        return taken


def prepare(check: Callable[..., Any], number: int, budget: ShrinkBudget) -> None:
    """Give a property check its seed and bound its shrinking; other checks are left alone.

    Parameters
    ----------
    check : callable
        A collected test function.
    number : int
        The seed.
    budget : ShrinkBudget
        That of the check's exercise.
    """
    handle = getattr(check, "hypothesis", None)
    if handle is None:
        return
    with suppress(InvalidArgument):  # the author's own @settings stay
        _SETTINGS(check)
    seed(number)(check)
    bounded = _Bounded(handle.inner_test, budget)
    handle.inner_test = lambda **arguments: bounded(**arguments)  # noqa: PLW0108 - Hypothesis wants a function


class _Bounded:
    """A test that ends Hypothesis's search a number of calls after its first failure.

    A failure is remembered and raised anew for the same example, so code that answers differently
    each time still gets its verdict.
    """

    def __init__(self, inner: Callable[..., Any], budget: ShrinkBudget) -> None:
        self._inner = inner
        self._budget = budget
        self._failures: dict[str, Exception] = {}
        self._smallest: dict[str, Any] = {}
        self._calls_left = 0
        self._deadline = 0.0

    def __call__(self, **arguments: Any) -> None:
        key = _key(arguments)
        if key is not None and self._failures:
            if key in self._failures:
                raise self._failures[key]
            self._calls_left -= 1
            if self._calls_left < 0 or time.monotonic() > self._deadline:
                raise ShrunkEnough(self._failure_of_smallest())
        try:
            self._inner(**arguments)
        except Exception as error:
            if key is not None and not _is_of_hypothesis(error):
                self._remember(key, arguments, error)
            raise

    def _failure_of_smallest(self) -> Exception:
        """Return how the smallest failing example fails, tried once more, so that it is the last that was tried."""
        try:
            self._inner(**self._smallest)
        except Exception as error:  # noqa: BLE001 - a failed check raises what it likes
            if not _is_of_hypothesis(error):
                return error
        return self._failures[str(_key(self._smallest))]

    def _remember(self, key: str, arguments: dict[str, Any], error: Exception) -> None:
        if not self._failures:
            self._calls_left, seconds = self._budget.take()
            self._deadline = time.monotonic() + seconds
        if not self._smallest or _size(arguments) <= _size(self._smallest):
            self._smallest = arguments
        self._failures[key] = error


def _is_of_hypothesis(error: Exception) -> bool:
    return type(error).__module__.startswith("hypothesis")


def _size(arguments: dict[str, Any]) -> int:
    """Return how many numbers an example holds."""
    return count_numbers([_plain(value) for value in arguments.values()])


def _plain(value: Any) -> Any:
    return (value.function, value.args, dict(value.kwargs)) if isinstance(value, Case) else value


def _key(arguments: dict[str, Any]) -> str | None:
    """Return what tells one example from another; None where it cannot be told (interactive data)."""
    parts = []
    for name, value in sorted(arguments.items()):
        if isinstance(value, DataObject):
            return None
        parts.append(f"{name}:{fingerprint(_plain(value))}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
