"""Look into answers of several results: which of them are wrong, and how."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convgrade.checks.compare import Tolerance, difference

_TOLERANCE = Tolerance(1e-9, 1e-9)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = ("two", "three", "four", "five", "six")

_Pairs = Sequence[tuple[Any, Any]]


def parts_pattern(pairs: _Pairs, pattern_of: Callable[[_Pairs], str | None]) -> str | None:
    """Return in sentences which results of wrong answers are wrong, and what these have in common.

    Parameters
    ----------
    pairs : sequence of (object, object)
        Wrong answers beside the right ones: tuples, lists or dicts.
    pattern_of : callable
        Describes how single results are wrong.
    """
    some = [(_parts(got), _parts(want)) for got, want in pairs]
    names = list(some[0][1])
    if not 2 <= len(names) <= len(_ORDINALS) or any(list(part) != names for both in some for part in both):
        return None
    results = {name: [(got[name], want[name]) for got, want in some] for name in names}
    wrong = {name: [pair for pair in result if not _is_same(*pair)] for name, result in results.items()}
    wrong = {name: result for name, result in wrong.items() if result}
    told = {name: pattern for name, result in wrong.items() if (pattern := pattern_of(result))}
    if len(wrong) == 1:
        name = next(iter(wrong))
        return " ".join(filter(None, [f"On the inputs tried, only {name} is wrong.", told.get(name)]))
    return "\n".join(f"{name[0].upper()}{name[1:]}: {text}" for name, text in told.items()) or None


def _parts(value: Any) -> Mapping[str, Any]:
    """Return the results in an answer by their names in words; none if it is a single one."""
    if isinstance(value, dict):
        return {f"the entry {key!r}": item for key, item in value.items()}
    if not isinstance(value, tuple | list) or not 2 <= len(value) <= len(_ORDINALS):
        return {}
    return {f"the {_ORDINALS[i]} of the {_NUMBERS[len(value) - 2]} results": item for i, item in enumerate(value)}


def _is_same(got: Any, want: Any) -> bool:
    return difference(got, want, _TOLERANCE) is None
