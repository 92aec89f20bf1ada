"""Observing a call: arguments changed in place, values that share memory."""

import numpy as np
import pytest

from convgrade.worker.calling import Memory, observed_call


def observe(function, *args, **kwargs):
    """Call once with a memory of its own."""
    return observed_call(function, args, kwargs, Memory())


def test_the_value_is_the_functions_own():
    """The value comes back as it is."""
    assert observe(lambda x: x + 1, 2).value == 3


def test_exceptions_are_let_through():
    """What the function raises comes out."""
    with pytest.raises(ZeroDivisionError):
        observe(lambda x: 1 / x, 0)


def set_first(x, y=0, *rest, **more):
    """Change every argument that is an array."""
    for array in (x, y, *rest, *more.values()):
        if isinstance(array, np.ndarray):
            array.flat[0] = 7


@pytest.mark.parametrize(
    ("args", "kwargs", "changed"),
    [
        ((1, 2), {}, ()),
        ((np.zeros(2), 2), {}, ("x",)),
        ((np.zeros(2),), {"y": np.zeros(2)}, ("x", "y")),
        ((1, 2, np.zeros(2), np.zeros(2)), {}, ("argument 3", "argument 4")),
        ((1,), {"z": np.zeros(2)}, ("z",)),
    ],
)
def test_changed_arguments_are_named(args, kwargs, changed):
    """Names come from the signature; arguments beyond it have numbers."""
    assert observe(set_first, *args, **kwargs).changed == changed


def change_sign_of_zero(x):
    """Replace 0.0 by -0.0."""
    x[0] = -0.0


def change_shape(x):
    """Change the shape in place."""
    x.shape = (1, 2)


def write_nan_again(x):
    """Write what is there already."""
    x[:] = np.nan


def append(x):
    """Make a list longer."""
    x.append(1)


def change_inside(x):
    """Change an array in a list in a dict."""
    x["a"][0][0] = 5


@pytest.mark.parametrize(
    ("function", "argument", "is_changed"),
    [
        (change_sign_of_zero, np.zeros(2), True),
        pytest.param(change_shape, np.zeros(2), True, marks=pytest.mark.filterwarnings("ignore::DeprecationWarning")),
        (write_nan_again, np.full(2, np.nan), False),
        (append, [1], True),
        (change_inside, {"a": [np.zeros(2)]}, True),
        (lambda x: None, {"a": [np.zeros(2), float("nan"), "b", (1,)]}, False),
    ],
)
def test_changes_are_found_bit_by_bit(function, argument, is_changed):
    """Signs of zeros, shapes and containers count; a NaN is equal to itself."""
    assert observe(function, argument).changed == (("x",) if is_changed else ())


def test_a_view_of_an_argument_is_noted():
    """A value that shares memory with an argument is named with it."""
    notes = observe(lambda image: [image[::2]], np.zeros(4)).notes

    assert len(notes) == 1
    assert "view of its argument image" in notes[0]


def test_a_copy_is_not_noted():
    """An array of its own is fine."""
    assert observe(lambda image: image[::2].copy(), np.zeros(4)).notes == ()


def test_a_reused_buffer_is_noted():
    """A call that overwrites what an earlier call had returned is found out."""
    buffer = np.zeros(2)
    memory = Memory()

    def fill(value):
        buffer[:] = value
        return buffer

    first = observed_call(fill, (1,), {}, memory)
    second = observed_call(fill, (2,), {}, memory)

    assert first.notes == ()
    assert "one buffer for all calls" in second.notes[0]


def test_fresh_arrays_are_not_taken_for_a_buffer():
    """Calls that return arrays of their own share none."""
    memory = Memory()

    notes = [observed_call(np.full, (2, value), {}, memory).notes for value in range(3)]

    assert notes == [(), (), ()]


def test_a_function_without_signature_has_numbered_arguments():
    """Built-in functions may have no signature."""
    array = np.zeros(2)

    assert observe(np.copyto, array, 1.0).changed in (("argument 1",), ("dst",))
