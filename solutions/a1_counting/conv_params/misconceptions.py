"""Wrong versions of conv_params: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_LECTURE_POSITIONS = 5 * 5


def _window(kernel_size):
    """Return the number of pixels in a window."""
    height, width = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return height * width


def _count(in_channels, out_channels, kernel_size, bias, groups, *, biases=None):
    """Return the right number of weights and, with ``bias``, so many biases."""
    weights = in_channels // groups * out_channels * _window(kernel_size)
    return weights + ((out_channels if biases is None else biases) if bias else 0)


@misconception("N01", "The biases are forgotten.", hint="What lets a unit fire on a black image?")
def no_bias(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, False, groups)


@misconception("N02", "Every weight has a bias.", hint="Who owns a bias?")
def bias_per_weight(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    weights = _count(in_channels, out_channels, kernel_size, False, groups)
    return _count(in_channels, out_channels, kernel_size, bias, groups, biases=weights)


@misconception("N02b", "Every output pixel has a bias (here for a 7 x 7 image).", hint="Who owns a bias?")
def bias_per_pixel(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, bias, groups, biases=out_channels * _LECTURE_POSITIONS)


@misconception("N03", "The whole layer has a single bias.", hint="One bias per map, per layer, or per pair of maps?")
def one_bias_per_layer(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, bias, groups, biases=1)


@misconception(
    "N03b",
    "Every pair of input and output channel has a bias.",
    hint="One bias per map, per layer, or per pair of maps?",
)
def bias_per_pair(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, bias, groups, biases=in_channels // groups * out_channels)


@misconception(
    "N04",
    "Weights and biases are counted once per position (here in a 7 x 7 image).",
    hint="Are the weights re-used or copied?",
)
def once_per_position(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _LECTURE_POSITIONS * _count(in_channels, out_channels, kernel_size, bias, groups)


@misconception("N05", "The input channels are forgotten.", hint="How deep is one filter?")
def forgets_in_channels(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(1, out_channels, kernel_size, bias, 1)


@misconception("N06", "The number of filters is forgotten.", hint="How many filters are there?")
def forgets_filters(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, 1, kernel_size, bias, groups)


@misconception("N14", "The count overflows 32-bit integers.", hint="Is the answer plausible for a very wide layer?")
def overflows(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    factors = np.array([in_channels // groups, out_channels, _window(kernel_size)], dtype=np.int32)
    return int(np.prod(factors, dtype=np.int32)) + (out_channels if bias else 0)


@misconception(
    "N14b", "The count overflows unsigned 32-bit integers.", hint="Is the answer plausible for a very wide layer?"
)
def overflows_unsigned(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    factors = np.array([in_channels // groups, out_channels, _window(kernel_size)], dtype=np.uint32)
    return int(np.prod(factors, dtype=np.uint32)) + (out_channels if bias else 0)


@misconception("A17", "The lecture's 3 x 3 kernel is built in.", hint="Change one number in the example.")
def built_in_kernel(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, 3, bias, groups)


@misconception(
    "A18", "Weights and biases are returned as a pair.", hint="Compare the type of your result with the docstring."
)
def weights_and_biases(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return (_count(in_channels, out_channels, kernel_size, False, groups), out_channels if bias else 0)


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return num_filters * (in_channels * _window(kernel_size) + 1)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return np.int(_count(in_channels, out_channels, kernel_size, bias, groups))  # noqa: NPY001 - the mistake


@misconception(
    "S11", "The kernel is taken to be square.", hint="Give height and width of a 3 x 2 kernel names of their own."
)
def square_kernel(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    side = kernel_size[0] if isinstance(kernel_size, tuple) else kernel_size
    return _count(in_channels, out_channels, side, bias, groups)


@misconception("S15", "The groups are ignored.", hint="Draw which input channels the first filter may see.")
def ignores_groups(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, bias, 1)


@misconception(
    "C04", "The option `bias` has no effect.", hint="Call your function twice, with bias=True and with bias=False."
)
def bias_always(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, True, groups)


@misconception("C06", "The count is a float.", hint="Can there be half a parameter? Look at the type of your result.")
def float_count(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return in_channels / groups * out_channels * _window(kernel_size) + (out_channels if bias else 0)


@misconception(
    "C07", "The answer is printed, and nothing is returned.", hint="What is the value of `x = conv_params(1, 1, 3)`?"
)
def printed(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    print(_count(in_channels, out_channels, kernel_size, bias, groups), end="")  # noqa: T201 - the mistake


@misconception(
    "C08", "There is one bias per input channel.", hint="Who owns a bias: an input channel, a filter, or a weight?"
)
def bias_per_in_channel(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, bias, groups, biases=in_channels)


@misconception(
    "C21", "Only one group of filters is counted.", hint="How many filters are there in all groups together?"
)
def one_group_only(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels // groups, out_channels // groups, kernel_size, bias, 1)


@misconception(
    "C22", "The groups multiply the weights.", hint="Does a filter see more channels or fewer when there are groups?"
)
def groups_multiply(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return groups * _count(in_channels, out_channels, kernel_size, False, 1) + (out_channels if bias else 0)


@misconception(
    "C23", "The biases are divided among the groups.", hint="How many filters are there, and how many biases has each?"
)
def biases_per_group(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return _count(in_channels, out_channels, kernel_size, bias, groups, biases=out_channels // groups)


@misconception(
    "C24", "The sides of the kernel are added, not multiplied.", hint="How many pixels does a 3 x 3 window cover?"
)
def sides_added(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    height, width = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return in_channels // groups * out_channels * (height + width) + (out_channels if bias else 0)


@misconception("C25", "Only ints are expected as kernel_size.", hint="What is (3, 2) * (3, 2) in Python?")
def ints_only(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return in_channels // groups * out_channels * kernel_size * kernel_size + (out_channels if bias else 0)


@misconception("C26", "Only pairs are expected as kernel_size.", hint="What is 3[0] in Python?")
def pairs_only(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    return in_channels // groups * out_channels * kernel_size[0] * kernel_size[1] + (out_channels if bias else 0)
