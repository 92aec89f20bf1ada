"""Wrong versions of locally_connected_params: each is caught by a check, and named."""

import math

import numpy as np

from convgrade.checks import misconception


def _pair(value):
    """Return height and width: an int stands for both."""
    return value if isinstance(value, tuple) else (value, value)


def _windows(size, kernel_size, stride, padding):
    """Return the windows along one axis, after refusing kernels that do not fit."""
    last_start = size + 2 * padding - kernel_size
    if last_start < 0:
        raise ValueError("no window fits")
    return last_start // stride + 1


def _positions(height, width, kernel_size, stride, padding):
    """Return the number of windows in the image."""
    sizes = zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    return math.prod(_windows(*axis) for axis in sizes)


def _biases(bias, positions, out_channels):
    """Return the right number of biases."""
    return {"unit": positions * out_channels, "filter": out_channels, "none": 0}[bias]


@misconception("S05", "A last, partial window is counted as well.", hint="Does your last window fit inside?")
def rounds_up(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    _positions(height, width, kernel_size, stride, padding)
    sizes = zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    positions = math.prod(math.ceil((n + 2 * p - k) / s) + 1 for n, k, s, p in sizes)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception(
    "S06", "Steps are counted, not windows.", hint="A window as large as the image: how many windows should that give?"
)
def forgets_one(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    _positions(height, width, kernel_size, stride, padding)
    sizes = zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    positions = math.prod((n + 2 * p - k) // s for n, k, s, p in sizes)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception("S08", "The padding is counted on one side only.", hint="On how many sides is the image padded?")
def pads_one_side(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    _positions(height, width, kernel_size, stride, padding)
    sizes = zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    positions = math.prod((n + p - k) // s + 1 for n, k, s, p in sizes)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception("S10", "The image is taken to be square.", hint="Give height and width names of their own.")
def square_image(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, height, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception("S11", "The window is taken to be square.", hint="Give both sides of a 3 x 2 window names of their own.")
def square_window(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, _pair(kernel_size)[0], stride, padding)
    weights = positions * out_channels * in_channels * _pair(kernel_size)[0] ** 2
    return weights + _biases(bias, positions, out_channels)


@misconception("N01", "The biases are forgotten.", hint="What lets a unit fire on a black image?")
def no_bias(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    return positions * out_channels * in_channels * math.prod(_pair(kernel_size))


@misconception("N02", "Every weight has a bias.", hint="Who owns a bias?")
def bias_per_weight(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return 2 * weights if bias == "unit" else weights + _biases(bias, positions, out_channels)


@misconception(
    "N03",
    "The layer has a single bias where each unit should have one.",
    hint="Who has a bias in each of the three cases?",
)
def one_bias_per_layer(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + (1 if bias == "unit" else _biases(bias, positions, out_channels))


@misconception("N04", "The weights are shared, as in a convolution.", hint="Are the weights re-used or copied?")
def shared_weights(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    _positions(height, width, kernel_size, stride, padding)
    weights = out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + (0 if bias == "none" else out_channels)


@misconception("N05", "The input channels are forgotten.", hint="How deep is one window?")
def forgets_in_channels(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception("N06", "The output channels are forgotten.", hint="How many units look at each window?")
def forgets_out_channels(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    return positions * in_channels * math.prod(_pair(kernel_size)) + _biases(bias, positions, 1)


@misconception("N14", "The count overflows 32-bit integers.", hint="Is the answer plausible for a large image?")
def overflows(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    factors = np.array([positions, out_channels, in_channels, *_pair(kernel_size)], dtype=np.int32)
    return int(np.prod(factors, dtype=np.int32)) + _biases(bias, positions, out_channels)


@misconception(
    "N14b", "The count overflows unsigned 32-bit integers.", hint="Is the answer plausible for a large image?"
)
def overflows_unsigned(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    factors = np.array([positions, out_channels, in_channels, *_pair(kernel_size)], dtype=np.uint32)
    return int(np.prod(factors, dtype=np.uint32)) + _biases(bias, positions, out_channels)


@misconception("A17", "The lecture's 25 windows are built in.", hint="Change one number in the example.")
def built_in_positions(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    weights = 25 * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, 25, out_channels)


@misconception("A18", "An array of one number is returned.", hint="Compare the type of your result with the docstring.")
def one_element_array(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return np.array([weights + _biases(bias, positions, out_channels)])


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    return out_height * out_width * out_channels * (in_channels * math.prod(_pair(kernel_size)) + 1)  # noqa: F821 - the missing names are the mistake


@misconception(
    "A26", "Windows that leave a rest at the border are refused.", hint="What happens to pixels that no window covers?"
)
def must_tile(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    for n, k, s, p in zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True):
        assert (n + 2 * p - k) % s == 0
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = np.int(_positions(height, width, kernel_size, stride, padding))  # noqa: NPY001 - the mistake
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception(
    "C04", "The option `bias` has no effect.", hint="Call your function with each of the three kinds of bias."
)
def bias_always_per_unit(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    return positions * out_channels * (in_channels * math.prod(_pair(kernel_size)) + 1)


@misconception(
    "C05", 'The meanings of "unit" and "filter" are interchanged.', hint="Which are there more of: units or filters?"
)
def biases_interchanged(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    other = {"unit": "filter", "filter": "unit", "none": "none"}
    return weights + _biases(other[bias], positions, out_channels)


@misconception("C06", "The count is a float.", hint="Can there be half a parameter? Look at the type of your result.")
def float_count(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = float(_positions(height, width, kernel_size, stride, padding))
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception(
    "C07",
    "The answer is printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    print(weights + _biases(bias, positions, out_channels), end="")  # noqa: T201 - the mistake


@misconception("C10", "The padding is ignored.", hint="Compare your answers for padding 0 and padding 1.")
def ignores_padding(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, 0)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception("C11", "The stride is ignored.", hint="Compare your answers for stride 1 and stride 2.")
def ignores_stride(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, 1, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception(
    "C13", "Windows that do not fit are not refused.", hint="What does the docstring promise where no window fits?"
)
def never_refuses(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    sizes = zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    positions = math.prod((n + 2 * p - k) // s + 1 for n, k, s, p in sizes)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception(
    "C30",
    "There is one unit per pixel of the image, not per window.",
    hint="Where may a 3 x 3 window start in a 7 x 7 image?",
)
def unit_per_pixel(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    _positions(height, width, kernel_size, stride, padding)
    weights = height * width * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, height * width, out_channels)


@misconception("C31", "Every unit is connected to the whole image.", hint="How many pixels does one unit see?")
def fully_connected(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * height * width
    return weights + _biases(bias, positions, out_channels)


@misconception("C32", "Pairs are read as (width, height).", hint="Try a window of (1, 3) on a small image, by hand.")
def width_first(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(width, height, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)


@misconception("C33", "One bias per window, however many units look at it.", hint="How many units look at each window?")
def bias_per_window(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    positions = _positions(height, width, kernel_size, stride, padding)
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + (positions if bias == "unit" else _biases(bias, positions, out_channels))


@misconception(
    "C34",
    "Only the product of both axes decides whether a window fits.",
    hint="What is (-1) * (-1)?",
)
def refuses_by_product(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    sizes = zip((height, width), _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    positions = math.prod((n + 2 * p - k) // s + 1 for n, k, s, p in sizes)
    if positions <= 0:
        raise ValueError("no window fits")
    weights = positions * out_channels * in_channels * math.prod(_pair(kernel_size))
    return weights + _biases(bias, positions, out_channels)
