"""Compare what a student's function returned with what it should return, and say how they differ.

Values are data here: nothing of them is executed, and every type that is not wanted is named, not used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from convgrade.checks.cases import Answers, Case
from convgrade.checks.faults import CheckFailed, CheckMistake, StudentRaised
from convgrade.checks.parameters import named_arguments, parameters_of
from convgrade.checks.planes import Plane, answer_planes, argument_planes, side_by_side
from convgrade.checks.show import describe_value, number
from convgrade.worker.kinds import Tensor
from convgrade.worker.protocol import Unsupported

Array = np.ndarray[Any, Any]
NamesOf = Callable[[str], Sequence[str]]
_COMPARED_BY_BYTES = 64 * 1024


@dataclass(frozen=True)
class Tolerance:
    """How far values may be apart: ``|got - want| <= bound``, or ``<= atol + rtol * |want|`` without a bound."""

    rtol: float
    atol: float
    bound: Array | None = None

    def wrong(self, got: Array, want: Array) -> Array:
        """Return where ``got`` is not ``want``; NaN equals NaN, infinities equal themselves."""
        if want.dtype.kind not in "fc":
            return np.asarray(got != want)
        with np.errstate(invalid="ignore", over="ignore"):
            limit = self.atol + self.rtol * np.abs(want) if self.bound is None else self.bound
            near = (np.abs(got - want) <= limit) & np.isfinite(want)  # rtol * inf would allow anything
        different: Array = ~(near | (got == want) | (np.isnan(got) & np.isnan(want)))
        return different


@dataclass(frozen=True)
class Difference:
    """How one value differs from another: in words, and the arrays that show it.

    ``arrays`` are got, want, and where they differ (None where their shapes do); ``name`` is theirs.
    """

    text: str
    name: str = ""
    arrays: tuple[Array, Array, Array | None] | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def planes(self) -> list[Plane]:
        """Return got and want, to be laid side by side."""
        return answer_planes(self.name, *self.arrays) if self.arrays else []


def assert_same(
    got: Any,
    want: Any,
    *,
    call: object,
    also: Answers | None = None,
    rtol: float = 1e-9,
    atol: float = 1e-10,
    bound: Array | None = None,
    dtype: Any = None,
    name: str = "out",
) -> None:
    """Fail the check unless ``got`` is what it should be: type, shape, dtype if asked for, then values.

    Parameters
    ----------
    got : object
        What the student's function returned.
    want : object
        What it should return: a number, text, tuple, list, dict, ndarray, or PyTorch's `Answers`.
    call : object
        The call, in words: a text or a `Case`.
    also : Answers, optional
        PyTorch's answers, which ``got`` must match as well.
    rtol, atol : float
        numpy's meaning: ``|got - want| <= atol + rtol * |want|``.
    bound : ndarray, optional
        Elementwise bound on ``|got - want|``, instead of ``rtol`` and ``atol``.
    dtype : dtype, optional
        The dtype that an array must have; any numeric dtype will do without it.
    name : str, optional
        What to call the value, such as ``"grad_x"``.

    Raises
    ------
    CheckFailed
        If they differ; the text says call, quantity, got and want.
    CheckMistake
        If the reference and PyTorch contradict each other.
    """
    __tracebackhide__ = True
    tolerance = Tolerance(rtol, atol, bound)
    wanted = _wanted(want, also, tolerance, call)
    for source, value in wanted:
        problem = difference(got, value, tolerance, dtype=dtype, name=name)
        if problem:
            note = [f"(the right answer is {source})"] if source.startswith("PyTorch") else []
            text = partial(_in_words, problem, note, call, parameters_of.get())
            raise CheckFailed(text, call=call, got=got, want=value)


def _in_words(problem: Difference, note: Sequence[str], call: object, names_of: NamesOf) -> str:
    """Return a call and how what it returned differs, arrays side by side."""
    return "\n".join([str(call), *_indented([problem.text, *note, *beside(problem, call, names_of)])])


def beside(problem: Difference, call: object, names_of: NamesOf | None = None) -> list[str]:
    """Return lines with the small arrays of a call beside got and want.

    Parameters
    ----------
    problem : Difference
        Holds got and want.
    call : object
        A `Case`; the arguments of a call in words are not known.
    names_of : callable, optional
        Tells the names of a function's parameters; by default what the check that runs has for that.
    """
    if not isinstance(call, Case):
        return side_by_side([], problem.planes)
    names = (names_of or parameters_of.get())(call.function)
    arguments = named_arguments(names, call.args, call.kwargs)
    return side_by_side(argument_planes(arguments), problem.planes)


def _wanted(want: Any, also: Answers | None, tolerance: Tolerance, call: object) -> list[tuple[str, Any]]:
    """Return the right answers with their sources, after proving that they agree."""
    answers = [
        (f"PyTorch's, on {device}", value) for device, value in (want if isinstance(want, Answers) else {}).items()
    ]
    if not isinstance(want, Answers):
        answers = [("the reference's", want)]
    elif not answers:
        raise CheckMistake(f"{call}: there is no answer of PyTorch; run `convgrade record`")
    answers += [(f"PyTorch's, on {device}", value) for device, value in (also or {}).items()]
    first_source, first = answers[0]
    for source, value in answers[1:]:
        problem = difference(value, first, tolerance)
        if problem:
            raise CheckMistake(f"{call}: two right answers differ: {source} against {first_source}: {problem}")
    return answers


def difference(got: Any, want: Any, tolerance: Tolerance, *, dtype: Any = None, name: str = "out") -> Difference | None:
    """Return how ``got`` differs from ``want``, or None if it does not."""
    if isinstance(got, Unsupported):
        return Difference(f"{name} is a {got.type_name}, should be {_kind(want)}")
    if isinstance(want, Tensor):
        return _tensor_difference(got, want, tolerance, dtype, name)
    if isinstance(want, np.ndarray):
        return _array_difference(got, want, tolerance, dtype, name)
    if isinstance(want, Mapping):
        return _mapping_difference(got, want, tolerance, name)
    if isinstance(want, tuple | list):
        return _sequence_difference(got, want, tolerance, name)
    return _scalar_difference(got, want, tolerance, name)


def _tensor_difference(got: Any, want: Tensor, tolerance: Tolerance, dtype: Any, name: str) -> Difference | None:
    if not isinstance(got, Tensor):
        return Difference(f"{name} is {_kind(got)}, should be {_kind(want)}")
    if got.device != want.device:
        return Difference(f"{name} is on the device {got.device}, should be on {want.device}")
    return _array_difference(got.array, want.array, tolerance, dtype, name)


def _array_difference(got: Any, want: Array, tolerance: Tolerance, dtype: Any, name: str) -> Difference | None:
    if not isinstance(got, np.ndarray) and not (want.ndim == 0 and isinstance(got, np.generic)):
        return Difference(f"{name} is {_kind(got)}, should be an array of shape {want.shape}")
    got = np.asarray(got)
    if got.shape != want.shape:
        return Difference(f"{name} has shape {got.shape}, should have {want.shape}", name, (got, want, None))
    if got.dtype.kind == "c" and want.dtype.kind != "c":
        return Difference(f"{name} has dtype {got.dtype}: the values should be real, not complex")
    if dtype is not None and got.dtype != np.dtype(dtype):
        return Difference(f"{name} has dtype {got.dtype}, should have {np.dtype(dtype)}")
    wrong = None if _are_identical(got, want) else tolerance.wrong(got, want)
    return _values_difference(got, want, wrong, name) if wrong is not None and wrong.any() else None


def _values_difference(got: Array, want: Array, wrong: Array, name: str) -> Difference:
    """Return the difference of two arrays of one shape that are not equal where ``wrong`` is true."""
    at = tuple(int(i) for i in np.argwhere(wrong)[0])
    count = f"{int(wrong.sum())} of {wrong.size} values {'is' if wrong.sum() == 1 else 'are'} wrong"
    entry = f"{name}[{', '.join(map(str, at))}]" if at else name
    text = f"{entry} is {_distinct(got[at], want[at])}"
    return Difference(f"{count}: {text}" if wrong.size > 1 else text, name, (got, want, wrong))


def _are_identical(got: Array, want: Array) -> bool:
    """Return whether small arrays are equal bit by bit, as most right answers are: that is seen at once."""
    alike = got.dtype == want.dtype and got.nbytes <= _COMPARED_BY_BYTES
    return alike and got.tobytes() == want.tobytes()


def _distinct(got: Any, want: Any) -> str:
    """Return ``"3, should be 7"``, with as many digits as it takes to see the difference."""
    short, wanted = number(got), number(want)
    if short == wanted:
        short, wanted = f"{got!s}", f"{want!s}"
    return f"{short}, should be {wanted}"


def _mapping_difference(got: Any, want: Mapping[Any, Any], tolerance: Tolerance, name: str) -> Difference | None:
    if not isinstance(got, dict):
        return Difference(f"{name} is {_kind(got)}, should be a dict")
    for what, keys in (
        ("lacks the key", want.keys() - got.keys()),
        ("has an unexpected key", got.keys() - want.keys()),
    ):
        if keys:
            return Difference(f"{name} {what} {sorted(map(str, keys))[0]!r}")
    problems = (difference(got[key], value, tolerance, name=f"{name}[{key!r}]") for key, value in want.items())
    return next((problem for problem in problems if problem), None)


def _sequence_difference(
    got: Any, want: tuple[Any, ...] | list[Any], tolerance: Tolerance, name: str
) -> Difference | None:
    """Compare item by item; a list will do for a tuple and the other way round."""
    if not isinstance(got, tuple | list):
        return Difference(f"{name} is {_kind(got)}, should be {describe_value(want)}")
    if len(got) != len(want):
        lengths = f"{name} has {len(got)} items, should have {len(want)}"
        return Difference(f"{lengths}: is {describe_value(got)}, should be {describe_value(want)}")
    items = enumerate(zip(got, want, strict=True))
    problems = (difference(a, b, tolerance, name=f"{name}[{i}]") for i, (a, b) in items)
    return next((problem for problem in problems if problem), None)


def _scalar_difference(got: Any, want: Any, tolerance: Tolerance, name: str) -> Difference | None:
    plain = got.item() if isinstance(got, np.generic) else got
    if isinstance(want, np.generic):
        want = want.item()
    allowed: Any = (int, float) if isinstance(want, float) else type(want)
    if not isinstance(plain, allowed) or (isinstance(plain, bool) and not isinstance(want, bool)):
        return Difference(f"{name} is {_kind(got)}, should be {_kind(want)}")
    if isinstance(want, float):
        same = not tolerance.wrong(np.asarray(float(plain)), np.asarray(want)).any()
    else:
        same = plain == want
    return None if same else Difference(f"{name} is {describe_value(plain)}, should be {describe_value(want)}")


def _kind(value: Any) -> str:
    """Return type and value in words, such as ``a float (25.0)``."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, Tensor):
        return f"a tensor of shape {value.array.shape}"
    if isinstance(value, Unsupported):
        return f"a {value.type_name}"
    plain = value.item() if isinstance(value, np.generic) else value
    article = "an" if type(plain).__name__[0] in "aeiou" else "a"
    text = describe_value(plain)
    return f"{article} {type(plain).__name__} ({text})" if len(text) <= 40 else f"{article} {type(plain).__name__}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}".rstrip() for text in lines for line in text.split("\n"))


def assert_array(value: Any, *, call: object, shape: tuple[int, ...] | None = None) -> Array:
    """Return ``value`` if it is a numeric array (of this shape); fail the check otherwise.

    Use it before doing arithmetic with what a student's function returned.

    Parameters
    ----------
    value : object
        What the student's function returned.
    call : object
        The call, in words.
    shape : tuple of int, optional
        The shape that it must have.

    Raises
    ------
    CheckFailed
        If it is no array, of another shape, or not of numbers.
    """
    __tracebackhide__ = True
    if not isinstance(value, np.ndarray):
        raise CheckFailed(f"{call}\n  out is {_kind(value)}, should be an array", call=str(call))
    if shape is not None and value.shape != shape:
        raise CheckFailed(f"{call}\n  out has shape {value.shape}, should have {shape}", call=str(call))
    return value


def assert_unchanged(student: Any, *, call: object) -> None:
    """Fail the check if the student's last call changed its arguments or returned a buffer that it uses again.

    Parameters
    ----------
    student : Student
        The fixture.
    call : object
        The call, in words.

    Raises
    ------
    CheckFailed
        If an argument was changed, or the array returned shares memory with one.
    """
    __tracebackhide__ = True
    changed, notes = student.last_observed()
    if changed:
        raise CheckFailed(f"{call}\n  changed its argument {', '.join(changed)}; work on a copy", call=str(call))
    if notes:
        raise CheckFailed(f"{call}\n" + "\n".join(f"  {note}" for note in notes), call=str(call))


@contextmanager
def rejects(kind: str, *, call: object) -> Iterator[None]:
    """Fail the check unless the student's code raises an exception of this type.

    Parameters
    ----------
    kind : str
        Name of the exception type, such as ``"ValueError"``.
    call : object
        The call, in words.

    Raises
    ------
    CheckFailed
        If nothing is raised, or something else.
    """
    __tracebackhide__ = True
    try:
        yield
    except StudentRaised as raised:
        if raised.is_unwritten:
            raise
        if raised.is_a(kind):
            return
        raise CheckFailed(
            f"{call}\n  raised {raised.kind} ({raised.text}), should raise {kind}", call=str(call)
        ) from None
    raise CheckFailed(f"{call}\n  returned normally, should raise {kind}", call=str(call))
