"""Gradients checked by nudges."""

import numpy as np
import pytest

from convgrade.checks import gradcheck
from convgrade.checks.faults import CheckFailed, CheckMistake
from convgrade.checks.gradcheck import slopes

INPUTS = {"a": np.array([[1.0, -2.0], [3.0, 5.0]]), "b": np.array([2.0, 7.0])}
UPSTREAM = np.array([3.0, -4.0])


def product(a, b):
    """Multiply a matrix and a vector."""
    return a @ b


def gradients(**change):
    """Return the right gradients of `product`, or some others."""
    return {"a": np.outer(UPSTREAM, INPUTS["b"]), "b": INPUTS["a"].T @ UPSTREAM, **change}


def complaint(found, forward=product, inputs=INPUTS, upstream=UPSTREAM, **options):
    """Return what gradcheck says against some gradients."""
    with pytest.raises(CheckFailed) as failed:
        gradcheck(found, forward, inputs, upstream, call="product_backward(...)", **options)
    return str(failed.value)


def test_right_gradients_pass():
    """Gradients that are right up to rounding are accepted."""
    gradcheck(gradients(), product, INPUTS, UPSTREAM, call="c")


def test_some_of_the_gradients_may_be_left_out():
    """Only the gradients that are given are looked at."""
    gradcheck({"b": gradients()["b"]}, product, INPUTS, UPSTREAM, call="c")


def test_the_worst_entry_is_named():
    """The message says which entry is off the most, what it is and what it should be."""
    wrong = gradients()["a"] + np.array([[0.0, 1.0], [0.0, -6.0]])

    text = complaint(gradients(a=wrong))

    assert "product_backward(...)" in text
    assert "grad_a[1, 1] is -34, should be -28" in text
    assert "[-34]" in text


def test_curved_functions():
    """A function that bends has slopes that are right to the agreement."""
    x = np.array([0.3, -1.2, 2.0])

    gradcheck({"x": 2.0 * np.exp(x)}, np.exp, {"x": x}, np.full(3, 2.0), call="c")
    assert "grad_x[2]" in complaint({"x": 2.0 * np.exp(x) * 1.000001}, np.exp, {"x": x}, np.full(3, 2.0))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_numbers_that_are_none_are_rejected(value):
    """A NaN or an infinity is near to nothing."""
    wrong = gradients()["b"].copy()
    wrong[1] = value

    assert "grad_b[1]" in complaint(gradients(b=wrong))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None, should be an array"),
        (np.zeros(3), "has shape (3,), should have (2,)"),
        (np.zeros(2, np.float32), "has dtype float32, should have float64"),
        (np.zeros(2, np.int64), "has dtype int64, should have float64"),
    ],
)
def test_type_shape_and_dtype_come_first(value, words):
    """What is no gradient at all is said to be none."""
    assert words in complaint(gradients(b=value))


def test_single_precision_is_compared_in_single_precision():
    """The gradients of inputs in float32 are in float32, and as far off as float32 is."""
    inputs = {name: array.astype(np.float32) / 3 for name, array in INPUTS.items()}
    right = np.outer(UPSTREAM, inputs["b"]).astype(np.float32)

    gradcheck({"a": right}, product, inputs, UPSTREAM, call="c")
    assert "grad_a" in complaint({"a": right * np.float32(1.01)}, inputs=inputs)


def test_integers_are_nudged_as_floats():
    """Inputs of integers have gradients in float64."""
    inputs = {name: array.astype(np.int64) for name, array in INPUTS.items()}

    gradcheck(gradients(), product, inputs, UPSTREAM, call="c")


def test_of_a_large_array_a_sample_is_nudged():
    """As many entries are nudged as asked for, the same ones each time."""
    inputs = {"x": np.arange(1000.0).reshape(10, 100)}

    once, again = (slopes(np.sin, inputs, "x", np.ones((10, 100)), entries=7) for _ in range(2))

    assert len(once.at) == len(set(once.at)) == 7
    assert once.at == again.at


def test_all_entries_of_a_small_array_are_nudged():
    """Nothing is left to chance where there is little to do."""
    found = slopes(product, INPUTS, "a", UPSTREAM)

    assert found.at == ((0, 0), (0, 1), (1, 0), (1, 1))
    np.testing.assert_allclose(found.central, gradients()["a"].ravel(), rtol=1e-9)


def test_a_kink_is_the_checks_mistake():
    """Where the slopes to both sides differ there is no gradient, and nobody can be blamed for it."""
    with pytest.raises(CheckMistake, match=r"x\[1\] lies at a kink"):
        gradcheck({"x": np.zeros(2)}, np.abs, {"x": np.array([1.0, 0.0])}, np.ones(2), call="c")


def test_inputs_are_left_alone():
    """Nudging is done on copies."""
    before = {name: array.copy() for name, array in INPUTS.items()}

    gradcheck(gradients(), product, INPUTS, UPSTREAM, call="c")

    assert all((INPUTS[name] == before[name]).all() for name in before)


def test_gradients_of_zero():
    """A gradient that is zero everywhere is right where nothing moves the output, and wrong elsewhere."""
    gradcheck({"x": np.zeros(2)}, lambda x: 0 * x + 5, {"x": np.ones(2)}, np.ones(2), call="c")
    assert "should be 6" in complaint({"x": np.zeros(1)}, lambda x: 6 * x, {"x": np.ones(1)}, np.ones(1))


def test_no_entries():
    """An empty input has an empty gradient."""
    gradcheck({"x": np.zeros((0, 2))}, lambda x: x.sum(axis=0), {"x": np.zeros((0, 2))}, np.ones(2), call="c")
