"""Every value that may cross arrives as it was sent."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from convgrade.worker.protocol import Unsupported, fingerprint, round_trip, sent_and_received
from convgrade.worker.text import type_name

DTYPES = ["?", *(f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)), "f2", "f4", "f8", "c8", "c16"]


@st.composite
def arrays(draw):
    """Arrays of every dtype, shape and byte order, in every layout that slicing and transposing give."""
    dtype = np.dtype(draw(st.sampled_from(DTYPES))).newbyteorder(draw(st.sampled_from("<>")))
    shape = draw(hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
    size = int(np.prod(shape)) * dtype.itemsize
    data = draw(st.binary(min_size=size, max_size=size))
    if dtype.kind == "b":
        data = bytes(byte & 1 for byte in data)
    array = np.frombuffer(bytearray(data) or bytearray(16), dtype)[: int(np.prod(shape))].reshape(shape)
    array = array.transpose(draw(st.permutations(range(array.ndim))))
    steps = draw(st.lists(st.sampled_from([1, 1, -1, 2, -2]), min_size=array.ndim, max_size=array.ndim))
    return array[tuple(slice(None, None, step) for step in steps)] if array.ndim else array


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**1023), 2**1023),
    st.floats(),
    st.text(max_size=50),
    st.binary(max_size=50),
    st.sampled_from(DTYPES).flatmap(
        lambda dtype: (
            st.binary(min_size=16, max_size=16)
            .map(lambda data: np.frombuffer(data, np.uint8))
            .map(lambda data, dtype=dtype: (data & 1).view("?")[0] if dtype == "?" else data.view(dtype)[0])
        )
    ),
)
values = st.recursive(
    scalars | arrays(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=10,
)


def bits(value):
    """Return something that is equal for two values only if no bit and no type differs."""
    if isinstance(value, np.ndarray | np.generic):
        return (type(value), value.dtype.str, value.shape, value.tobytes())
    if isinstance(value, float):
        return (float, value.hex())
    if isinstance(value, list | tuple):
        return (type(value), [bits(item) for item in value])
    if isinstance(value, dict):
        return (dict, [(key, bits(item)) for key, item in value.items()])
    return (type(value), value)


def layout(array):
    """Return what of an array's layout has to survive: contiguity, order of the axes, their directions."""
    long_axes = [axis for axis in range(array.ndim) if array.shape[axis] > 1]
    order = sorted(long_axes, key=lambda axis: -abs(array.strides[axis]))
    backwards = [array.strides[axis] < 0 for axis in long_axes]
    return array.flags.c_contiguous, array.flags.f_contiguous, array.size == 0 or (order, backwards)


@given(value=values)
@settings(max_examples=200, deadline=None)
def test_a_value_arrives_as_it_was_sent(value):
    """Type, bits, shape and byte order of a value and of all its parts survive, copied or written and read."""
    assert bits(round_trip(value)) == bits(sent_and_received(value)) == bits(value)


@given(array=arrays())
@settings(max_examples=300, deadline=None)
def test_the_layout_of_an_array_survives(array):
    """An array lies in memory on the other side as it did on this one, gaps and directions included."""
    assert layout(round_trip(array)) == layout(sent_and_received(array)) == layout(array)


@given(array=arrays())
@settings(max_examples=50, deadline=None)
def test_an_array_that_arrived_is_ones_own(array):
    """What arrives can be written to, and writing to it leaves the original alone."""
    before = array.tobytes()

    for arrived in (round_trip(array), sent_and_received(array)):
        arrived[...] = 1

    assert array.tobytes() == before


def test_a_broadcast_view_arrives_as_an_array_of_its_own():
    """A view that repeats values is sent in full."""
    view = np.broadcast_to(np.arange(3.0), (4, 3))

    arrived = round_trip(view)

    assert arrived.strides == (24, 8)
    assert np.array_equal(arrived, view)


@pytest.mark.parametrize(
    ("shape", "strides", "start"), [((5,), (8,), 0), ((2, 2), (16, 16), 0), ((3,), (-8,), 1), ((2,), (8,), 3)]
)
def test_a_view_that_leads_out_of_its_memory_cannot_cross(shape, strides, start):
    """What lies beside an array is not sent; wrong strides are named."""
    whole = np.arange(4.0)
    view = np.lib.stride_tricks.as_strided(whole[start:], shape, strides)

    assert round_trip(view) == Unsupported("numpy.ndarray with strides that lead out of its memory")


@pytest.mark.parametrize(
    "view",
    [
        np.arange(4.0)[::-1],
        np.arange(12.0).reshape(3, 4)[:, ::-2].T,
        np.lib.stride_tricks.sliding_window_view(np.arange(5.0), 3),
        np.broadcast_to(np.arange(3.0), (2, 3)),
        np.arange(4.0)[4:],
        np.frombuffer(bytes(16)),
        np.arange(4.0).reshape(2, 2).diagonal(),
    ],
)
def test_a_view_within_its_memory_crosses(view):
    """Reversed, strided, repeated, empty and read-only views arrive with their values."""
    assert np.array_equal(round_trip(view), view)


def test_a_huge_broadcast_view_cannot_cross():
    """A view of a few bytes that claims a huge shape is refused before it is copied."""
    view = np.broadcast_to(0.0, (10**9, 10**9))

    assert round_trip(view) == Unsupported("numpy.ndarray too large to send")


class Floats(np.ndarray):
    """A subclass of ndarray."""


class Int(int):
    """A subclass of int."""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"),
        (np.float64, "type"),
        (Int(3), f"{__name__}.Int"),
        (np.zeros(3).view(Floats), f"{__name__}.Floats"),
        (np.ma.masked_array([1.0]), type_name(np.ma.MaskedArray)),
        (np.array([None]), "numpy.ndarray of dtype numpy.object_"),
        (np.array(["a"]), "numpy.ndarray of dtype numpy.str_"),
        (np.zeros(2, [("a", "f8")]), "numpy.ndarray of dtype numpy.void"),
        (np.zeros(2, np.longdouble), "numpy.ndarray of dtype numpy.longdouble"),
        (np.array("2020", "M8[D]"), "numpy.ndarray of dtype numpy.datetime64"),
        (2**1024, "int of more than 1024 bits"),
        ("x" * 16385, "str of more than 16 KiB"),
        ("\ud800", "str with lone surrogates"),
        ([0] * 1001, "list of more than 1000 items"),
        ({1: 2}, "dict with keys that are not plain str"),
        ({1, 2}, "set"),
        (1j, "complex"),
    ],
)
def test_other_values_cross_as_the_name_of_their_type(value, name):
    """What cannot cross is replaced by the name of its type."""
    assert round_trip(value) == Unsupported(name)


def test_only_the_part_that_cannot_cross_is_replaced():
    """The rest of a container arrives."""
    assert round_trip([1, object(), {"a": {2}}]) == [1, Unsupported("object"), {"a": Unsupported("set")}]


def test_containers_may_be_eight_deep():
    """The ninth container is refused, the eighth is not."""
    deep = [[[[[[[[1]]]]]]]]

    assert round_trip(deep) == deep
    assert round_trip([deep]) == [[[[[[[[Unsupported("list nested more than 8 deep")]]]]]]]]


def test_a_small_value_that_refers_to_itself_many_times_is_refused_quickly():
    """A list of 1000 references to a list of 1000 references, and so on, is not walked through."""
    value = [1.0] * 1000
    for _ in range(6):
        value = [value] * 1000

    assert round_trip(value) == Unsupported("list too large to send")


@given(value=values)
@settings(max_examples=50, deadline=None)
def test_equal_values_have_one_fingerprint(value):
    """A copy has the fingerprint of the original."""
    assert fingerprint(round_trip(value)) == fingerprint(value)


@pytest.mark.parametrize(
    "other",
    [2, 1.0, True, "1", np.int64(1), np.array(1), [1], (1,), {"a": 1}, None],
    ids=lambda value: f"{type(value).__name__}",
)
def test_different_values_have_different_fingerprints(other):
    """Types and values both count."""
    assert fingerprint(other) != fingerprint(1)


def power(n):
    """Return a recursive function that has closed over a number, and over itself."""

    def of(x, times=n):
        return 1 if times == 0 else x * of(x, times - 1)

    return of


def test_functions_are_told_apart_by_what_they_have_closed_over():
    """Two functions of one definition have one fingerprint exactly if they hold equal values."""
    assert fingerprint([power(2)]) == fingerprint([power(2)])
    assert fingerprint([power(2)]) != fingerprint([power(3)])
