"""Random cases: legal, small, and reaching everything that students get wrong."""

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from convgrade import cnn
from convgrade.cnn.strategies import biases

QUIET = settings(database=None, derandomize=True, max_examples=2000, deadline=None)
THOROUGH = settings(database=None, derandomize=True, max_examples=200, deadline=None)


def pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value


def spare(case):
    """Return how many pixels a window has left to slide, down and to the right."""
    x, weight = case.args[:2]
    option = {name: pair(case.kwargs.get(name, default)) for name, default in (("padding", 0), ("dilation", 1))}
    return [
        x.shape[2 + i] + 2 * option["padding"][i] - option["dilation"][i] * (weight.shape[2 + i] - 1) - 1
        for i in range(2)
    ]


def step(case):
    """Return the stride, down and to the right."""
    return pair(case.kwargs.get("stride", 1))


FEATURES = {
    "an image that is not square": lambda c: c.args[0].shape[2] != c.args[0].shape[3],
    "a kernel that is not square": lambda c: c.args[1].shape[2] != c.args[1].shape[3],
    "an uncovered border": lambda c: any(rest % s for rest, s in zip(spare(c), step(c), strict=True)),
    "a stride larger than the kernel": lambda c: min(step(c)) > max(c.args[1].shape[2:]) and min(spare(c)) > 3,
    "a kernel of 1 x 1 on a larger image": lambda c: c.args[1].shape[2:] == (1, 1) and min(c.args[0].shape[2:]) > 1,
    "a kernel as large as the image": lambda c: c.args[1].shape[2:] == c.args[0].shape[2:] and c.args[1].size > 9,
    "a kernel larger than the image": lambda c: c.args[1].shape[2] > c.args[0].shape[2],
    "an even kernel": lambda c: c.args[1].shape[2] % 2 == c.args[1].shape[3] % 2 == 0,
    "as many channels as filters": lambda c: c.args[1].shape[0] == c.args[1].shape[1] > 1,
    "more filters than channels": lambda c: c.args[1].shape[0] > c.args[1].shape[1] > 1,
    "several images": lambda c: len(c.args[0]) > 1,
    "no bias": lambda c: len(c.args) == 2,
    "a bias for several filters": lambda c: len(c.args) == 3 and len(c.args[2]) > 2,
    "a pair as stride": lambda c: isinstance(c.kwargs.get("stride"), tuple) and len(set(c.kwargs["stride"])) == 2,
    "a pair as padding": lambda c: isinstance(c.kwargs.get("padding"), tuple) and len(set(c.kwargs["padding"])) == 2,
    "stride and padding at once": lambda c: {"stride", "padding"} <= set(c.kwargs),
    "an image in Fortran order": lambda c: c.args[0].flags.f_contiguous and not c.args[0].flags.c_contiguous,
    "an image with gaps in memory": lambda c: min(c.args[0].strides) > c.args[0].itemsize and min(c.args[0].shape) > 1,
    "a transposed kernel": lambda c: c.args[1].shape[3] > 1 and 0 < c.args[1].strides[2] < c.args[1].strides[3],
}


@pytest.mark.parametrize("feature", FEATURES)
def test_conv2d_cases_reach(feature):
    """The cases reach what the grid of edge cases asks for, without being told to."""
    case = find(cnn.conv2d_cases(), FEATURES[feature], settings=QUIET)

    assert FEATURES[feature](case)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.uint8])
@THOROUGH
@given(data=st.data())
def test_dtype_of_images(dtype, data):
    """Images have the dtype that is asked for, and filters that of float images, float64 otherwise."""
    x, weight, bias = data.draw(cnn.conv2d_cases(dtype=dtype, bias=True)).args

    wanted = np.dtype(dtype) if np.dtype(dtype).kind == "f" else np.dtype(np.float64)
    assert (x.dtype, weight.dtype, bias.dtype) == (np.dtype(dtype), wanted, wanted)


@THOROUGH
@given(case=cnn.conv2d_cases(batch=0))
def test_empty_batch(case):
    """A batch may be empty."""
    assert len(case.args[0]) == 0


@THOROUGH
@given(case=cnn.conv2d_cases(batch=st.integers(0, 3)))
def test_cases_are_small(case):
    """Seven Python loops answer a case within milliseconds."""
    x, weight = case.args[:2]

    assert max(x.shape[2:]) <= 9
    assert max(weight.shape[2:]) <= 4
    assert len(x) <= 3
    assert max(weight.shape[:2]) <= 4


@THOROUGH
@given(case=cnn.conv2d_cases(stride=1, padding=0, bias=False))
def test_default_options_are_left_out(case):
    """A call names no option that has its default value."""
    assert (len(case.args), dict(case.kwargs)) == (2, {})


@THOROUGH
@given(case=cnn.conv2d_cases(square=True, padding=cnn.ints_or_pairs(0, 2)))
def test_square(case):
    """Square cases have square images and square kernels."""
    x, weight = case.args[:2]

    assert (x.shape[2], weight.shape[2]) == (x.shape[3], weight.shape[3])


@THOROUGH
@given(case=cnn.conv2d_cases(groups=st.integers(1, 3), dilation=cnn.ints_or_pairs(1, 3)))
def test_groups_divide(case):
    """Groups divide the channels and the filters, and some window fits whatever the dilation is."""
    x, weight = case.args[:2]
    groups = case.kwargs.get("groups", 1)

    assert (x.shape[1], len(weight) % groups) == (groups * weight.shape[1], 0)
    assert min(spare(case)) >= 0


@THOROUGH
@given(case=cnn.corr2d_cases())
def test_corr2d_cases_fit(case):
    """The kernel of corr2d is never larger than the image."""
    image, kernel = case.args

    assert all(taps <= side for side, taps in zip(image.shape, kernel.shape, strict=True))


@given(filters=st.integers(1, 9), data=st.data())
@THOROUGH
def test_biases_are_distinct(filters, data):
    """Biases are neither zero nor equal to each other, up to their sign."""
    bias = data.draw(biases(filters))

    assert len({*np.abs(bias), 0.0}) == filters + 1


@pytest.mark.parametrize("layout", ["C", "Fortran", "transposed", "sliced", "channels last"])
@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 4, 5), (0, 3, 4, 5), (1, 1, 1, 1)])
def test_layouts_keep_the_values(layout, shape):
    """Another layout in memory holds the same values."""
    array = cnn.numbers(shape, seed=5)

    assert np.array_equal(cnn.arranged(array, layout), array)


def test_layouts_differ():
    """Every layout has strides of its own."""
    array = cnn.numbers((2, 3, 4, 5), seed=0)

    strides = [cnn.arranged(array, name).strides for name in ("C", "Fortran", "transposed", "sliced", "channels last")]

    assert len(set(strides)) == len(strides)


def test_seed_0_counts():
    """Seed 0, to which failing cases shrink, counts 1, 2, 3, ..."""
    assert cnn.numbers((2, 2), seed=0).tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_bytes_overflow():
    """Images of bytes are so bright that sums of two pixels overflow."""
    assert cnn.numbers((2, 2), seed=0, dtype=np.uint8).tolist() == [[200, 201], [202, 203]]


@pytest.mark.parametrize(("values", "scale"), [("whole", 1), ("quarters", 4)])
@pytest.mark.parametrize("seed", range(20))
def test_small_numbers_are_exact(values, scale, seed):
    """Whole numbers and quarters are small multiples, exact even in float32."""
    array = scale * cnn.numbers((4, 4), seed, values=values)

    assert np.array_equal(array, np.round(array))
    assert np.abs(array).max() <= 16


def test_real_numbers_round():
    """Real numbers have more digits than float32 can hold."""
    array = cnn.numbers((4, 4), seed=0, values="real")

    assert (array != array.astype(np.float32)).any()


def test_ints_or_pairs_shrinks_to_an_int():
    """An option shrinks to the smallest int before it becomes a pair."""
    assert find(cnn.ints_or_pairs(1, 3), lambda _: True, settings=QUIET) == 1


def test_a_wrong_stride_shrinks_to_few_pixels():
    """A case on which the stride matters shrinks to one image, channel and filter, and counting numbers."""
    case = find(cnn.conv2d_cases(), lambda c: max(step(c)) > 1 and max(spare(c)) > 0, settings=QUIET)

    x, weight = case.args[:2]
    assert (x.size, weight.tolist(), sorted(x.ravel())) == (2, [[[[1.0]]]], [1.0, 2.0])


def test_fixed_values_leave_no_choice():
    """With a fixed value there is no case of another."""
    with pytest.raises(NoSuchExample):
        find(cnn.conv2d_cases(stride=2), lambda c: c.kwargs["stride"] != 2, settings=THOROUGH)


@THOROUGH
@given(x=cnn.images(channels=2, layout=cnn.layouts()), weight=cnn.kernels(channels=2))
def test_building_blocks(x, weight):
    """Images and kernels can be drawn on their own, for exercises to come."""
    assert (x.ndim, weight.ndim, x.shape[1], weight.shape[1]) == (4, 4, 2, 2)


@THOROUGH
@given(window=cnn.windows(stride=cnn.ints_or_pairs(1, 3), padding=st.integers(0, 1)))
def test_windows_fit(window):
    """Sizes, kernel sizes and options can be drawn without arrays, as pooling needs them."""
    sides, kernel_size, options = window
    pad = options.get("padding", 0)

    assert all(taps <= side + 2 * pad for side, taps in zip(sides, kernel_size, strict=True))
    assert set(options) <= {"stride", "padding"}
