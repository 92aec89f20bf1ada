"""Wrong versions of fc_params: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


@misconception("N01", "The biases are forgotten.", hint="What lets a unit fire on a black image?")
def no_bias(in_features, out_features, *, bias=True):
    return in_features * out_features


@misconception(
    "N03", "The whole layer has a single bias.", hint="Could two units of this layer fire on a black image differently?"
)
def one_bias_per_layer(in_features, out_features, *, bias=True):
    return in_features * out_features + (1 if bias else 0)


@misconception("N14", "The count overflows 32-bit integers.", hint="Is the answer plausible for a very large image?")
def overflows(in_features, out_features, *, bias=True):
    weights = np.prod(np.array([in_features, out_features], dtype=np.int32), dtype=np.int32)
    return int(weights) + (out_features if bias else 0)


@misconception(
    "N14b", "The count overflows unsigned 32-bit integers.", hint="Is the answer plausible for a very large image?"
)
def overflows_unsigned(in_features, out_features, *, bias=True):
    weights = np.prod(np.array([in_features, out_features], dtype=np.uint32), dtype=np.uint32)
    return int(weights) + (out_features if bias else 0)


@misconception("A17", "The lecture's 500 units are built in.", hint="Change one number in the example.")
def built_in_units(in_features, out_features, *, bias=True):
    return in_features * 500 + (500 if bias else 0)


@misconception("A18", "An array of one number is returned.", hint="Compare the type of your result with the docstring.")
def one_element_array(in_features, out_features, *, bias=True):
    return np.array([in_features * out_features + (out_features if bias else 0)])


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(in_features, out_features, *, bias=True):
    return in_features * hidden_units + hidden_units  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(in_features, out_features, *, bias=True):
    return np.int(in_features * out_features + (out_features if bias else 0))  # noqa: NPY001 - the mistake


@misconception("C01", "There is one bias per input.", hint="Who owns a bias: an input, a unit, or a connection?")
def bias_per_input(in_features, out_features, *, bias=True):
    return in_features * out_features + (in_features if bias else 0)


@misconception(
    "C02", "Inputs and units both get one extra.", hint="Draw one input and one unit: how many numbers are learned?"
)
def extra_on_both_sides(in_features, out_features, *, bias=True):
    extra = 1 if bias else 0
    return (in_features + extra) * (out_features + extra)


@misconception("C03", "Inputs and units are added.", hint="Draw two inputs and three units, and count the lines.")
def sum_of_sizes(in_features, out_features, *, bias=True):
    return in_features + out_features + (out_features if bias else 0)


@misconception(
    "C04", "The option `bias` has no effect.", hint="Call your function twice, with bias=True and with bias=False."
)
def bias_always(in_features, out_features, *, bias=True):
    return in_features * out_features + out_features


@misconception(
    "C05", "The option `bias` works the wrong way round.", hint="For which value of bias is the count larger?"
)
def bias_inverted(in_features, out_features, *, bias=True):
    return in_features * out_features + (0 if bias else out_features)


@misconception("C06", "The count is a float.", hint="Can there be half a parameter? Look at the type of your result.")
def float_count(in_features, out_features, *, bias=True):
    return float(in_features * out_features + (out_features if bias else 0))


@misconception(
    "C07", "The answer is printed, and nothing is returned.", hint="What is the value of `x = fc_params(2, 3)`?"
)
def printed(in_features, out_features, *, bias=True):
    answer = in_features * out_features + (out_features if bias else 0)
    print(answer, end="")  # noqa: T201 - the mistake
