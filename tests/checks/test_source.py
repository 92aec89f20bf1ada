"""Calls can be pasted into Python: they give the same arguments, bit by bit, laid out alike."""

import numpy as np
import pytest

from convgrade.checks.source import call_source, value_source
from convgrade.worker.protocol import fingerprint, round_trip

ARRAYS = [
    np.arange(6.0).reshape(2, 3),
    np.array([[0.1, -2.5], [1e300, 3.0]]),
    np.array([0.1, 1 / 3], np.float32),
    np.array([200, 7], np.uint8),
    np.array([True, False]),
    np.zeros((0, 2), bool),
    np.array([1 + 2j]),
    np.array([np.nan, np.inf, -np.inf]),
    np.array(3.0),
    np.zeros((0, 3)),
    np.zeros((0, 3), np.int64),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.arange(8.0).reshape(2, 2, 2).transpose(2, 0, 1),
    np.arange(12.0).reshape(3, 4)[:, ::2],
    np.arange(4.0)[::-1],
    np.arange(12.0).reshape(2, 6)[::-1, ::3].T,
    np.arange(4, dtype=">i4"),
    np.arange(1.0, 65.0).reshape(1, 1, 8, 8),
    np.asfortranarray(np.arange(64).reshape(8, 8)),
    np.full((7, 7), 0.5, np.float32),
]


@pytest.mark.parametrize("array", ARRAYS, ids=range(len(ARRAYS)))
def test_an_array_can_be_pasted(array):
    """The source of an array gives its values, dtype, shape and memory layout."""
    array = round_trip(array)

    assert fingerprint(round_trip(eval(value_source(array)))) == fingerprint(array)


@pytest.mark.parametrize(
    "value",
    [1, -2.5, float("inf"), True, None, "a'b", (1,), (1, [2.0, None]), {"a": np.int64(3), 2: ()}, np.float32(0.1)],
)
def test_other_values_can_be_pasted(value):
    """Numbers, texts and containers are written as Python reads them."""
    assert fingerprint(eval(value_source(value))) == fingerprint(value)


def test_a_large_array_without_a_rule_is_described():
    """What would fill the screen is given by dtype and shape."""
    values = np.random.default_rng(0).normal(size=(9, 9))

    assert value_source(values) == "float64 array of shape (9, 9)"


def test_a_call_reads_as_typed():
    """A call is one line of Python."""
    call = call_source("f", (np.array([[0.0, 1.0]]), 3), {"stride": (1, 2), "bias": None})

    assert call == "f(np.array([[0., 1.]]), 3, stride=(1, 2), bias=None)"


def test_a_function_is_named():
    """A function that is handed over is called by its name."""
    assert call_source("apply", (len, 2), {}) == "apply(len, 2)"
