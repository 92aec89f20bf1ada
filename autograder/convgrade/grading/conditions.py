"""Say under which condition answers are wrong: an option that is set, or a shape, that right calls do not have.

A condition is told only where every wrong call has it, and enough calls without it are right.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from convgrade.checks.trials import Trial

_LEAST_WRONG, _LEAST_RIGHT = 2, 3
_MOST_VALUES = 3
_RARE = 0.25  # of the right calls: wrong ones then hardly have a condition in common by chance
_Calls = Sequence[Mapping[str, Any]]
_Holds = Callable[[Mapping[str, Any]], bool]


def condition_of(
    own: Sequence[Trial], wrong: Sequence[Trial], right: Sequence[Trial], function: Callable[..., Any]
) -> str | None:
    """Return in a sentence when calls go wrong, or None where nothing can be told.

    Parameters
    ----------
    own : sequence of Trial
        Wrong calls of the check in question.
    wrong, right : sequence of Trial
        All wrong calls of the function that are left to explain, and all right ones.
    function : callable
        The solution's, whose signature has the names and the defaults.
    """
    signature = inspect.signature(function)
    if len(right) < _LEAST_RIGHT:
        return None
    try:
        ours, theirs, good = ([_bound(trial, signature) for trial in some] for some in (own, wrong, right))
    except TypeError:  # a call that does not fit the signature
        return None
    options = [parameter for parameter in signature.parameters.values() if parameter.default is not parameter.empty]
    defaults = dict(map(_is_set, options))
    if len(wrong) >= _LEAST_WRONG and (words := _common(defaults, signature, theirs, good)):
        return f"On the calls tried, it goes wrong only where {words}."
    words = _parting([defaults], ours, good)
    if words and sum(map(defaults[words], theirs)) > _LEAST_WRONG:
        return f"Every call tried where {words} goes wrong."
    return None


def whole_numbers(trial: Trial, function: Callable[..., Any]) -> dict[str, int]:
    """Return the options of a call that are whole numbers other than the default, by name."""
    signature = inspect.signature(function)
    try:
        call = _bound(trial, signature)
    except TypeError:
        return {}
    return {
        name: call[name]
        for name, parameter in signature.parameters.items()
        if type(call.get(name)) is int and type(parameter.default) is int and call[name] != parameter.default
    }


def _bound(trial: Trial, signature: inspect.Signature) -> Mapping[str, Any]:
    """Return the arguments of a call by name, defaults filled in; raises TypeError if they do not fit."""
    arguments = signature.bind(*trial.args, **trial.kwargs)
    arguments.apply_defaults()
    return arguments.arguments


def _common(defaults: Mapping[str, _Holds], signature: inspect.Signature, wrong: _Calls, right: _Calls) -> str | None:
    """Return the condition that wrong calls have in common."""
    parameters = signature.parameters.values()
    options = [parameter.name for parameter in parameters if parameter.default is not parameter.empty]
    values = dict(pair for name in options for pair in _values(name, wrong))
    shapes = dict(pair for parameter in parameters for pair in _shapes(parameter.name, wrong))
    return _parting([defaults, values, shapes], wrong, right) or _mostly(defaults, wrong, right)


def _parting(kinds: Iterable[Mapping[str, _Holds]], wrong: _Calls, right: _Calls) -> str | None:
    """Return the first condition that holds for every wrong call and for no right one."""
    conditions = ((words, holds) for kind in kinds for words, holds in kind.items())
    found = (words for words, holds in conditions if all(map(holds, wrong)) and not any(map(holds, right)))
    return next(found, None)


def _mostly(conditions: Mapping[str, _Holds], wrong: _Calls, right: _Calls) -> str | None:
    """Return the condition that holds for every wrong call, and is rarest among right ones."""
    counts = {words: sum(map(holds, right)) for words, holds in conditions.items() if all(map(holds, wrong))}
    rare = {
        words: odd for words, odd in counts.items() if odd <= _RARE * len(right) and len(right) - odd >= _LEAST_RIGHT
    }
    return min(rare, key=lambda words: rare[words], default=None)


def _is_set(option: inspect.Parameter) -> tuple[str, _Holds]:
    """Return the condition that an option is not its default."""
    name, default = option.name, repr(option.default)
    words = f"{name} is given" if option.default is None else f"{name} is not {default}"
    return words, lambda call: repr(call[name]) != default


def _values(name: str, wrong: _Calls) -> Iterator[tuple[str, _Holds]]:
    """Yield the condition that an option has one of the few values that it has in wrong calls."""
    shown = sorted({repr(call[name]) for call in wrong}, key=lambda value: (len(value), value))
    if len(shown) <= _MOST_VALUES and not any(isinstance(call[name], np.ndarray) for call in wrong):
        listed = " or ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
        yield f"{name} is {listed}", lambda call: repr(call[name]) in shown


def _shapes(name: str, wrong: _Calls) -> Iterator[tuple[str, _Holds]]:
    """Yield conditions on the shape of an array: not square, and more than one entry along an axis."""
    arrays = [call[name] for call in wrong if isinstance(call[name], np.ndarray)]
    if len(arrays) < len(wrong) or len({array.ndim for array in arrays}) != 1:
        return

    def test(holds: Callable[[tuple[int, ...]], bool]) -> _Holds:
        def of_call(call: Mapping[str, Any]) -> bool:
            array = call[name]  # a right call may leave it out
            return isinstance(array, np.ndarray) and array.ndim == arrays[0].ndim and holds(array.shape)

        return of_call

    if arrays[0].ndim >= 2:
        yield f"the last two axes of {name} have different lengths", test(lambda shape: shape[-1] != shape[-2])
    for axis in range(arrays[0].ndim):
        yield f"axis {axis} of {name} is longer than 1", test(lambda shape, axis=axis: shape[axis] > 1)  # type: ignore[misc]
