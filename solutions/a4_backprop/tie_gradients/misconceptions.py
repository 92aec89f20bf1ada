"""Wrong versions of tie_gradients: each is caught by a check, and named.  The most frequent ones come first."""

import numpy as np

from convgrade.checks import base, misconception


def _floats(array):
    """Return an array in the dtype of the result."""
    return array.astype(array.dtype if array.dtype.kind == "f" else np.float64)


@base()
def _sum(array):
    """Return the right answer, on which the wrong versions are built."""
    return _floats(array).sum(axis=(0, 1))


@misconception(
    "L03",
    "The gradients are averaged over the places instead of added up.",
    hint="Nudge a shared weight by 1: by how much does the loss move if one place says 2 and the other one 5?",
)
def averages(grad_weight_untied):
    return _floats(grad_weight_untied).mean(axis=(0, 1))


@misconception(
    "C460", "Only the places of a column are put together.", hint="Compare the shapes of argument and result."
)
def sums_rows_alone(grad_weight_untied):
    return _floats(grad_weight_untied).sum(axis=0)


@misconception("C461", "Only the places of a row are put together.", hint="Compare the shapes of argument and result.")
def sums_columns_alone(grad_weight_untied):
    return _floats(grad_weight_untied).sum(axis=1)


@misconception(
    "B04",
    "`=` for `+=`, so that only the last place counts.",
    hint="Is the loss touched by the weight at the last place alone?",
)
def last_place(grad_weight_untied):
    return _floats(grad_weight_untied)[-1, -1].copy()


@misconception(
    "C462",
    "`=` for `+=` in the loop over the rows, so that only the last row of places counts.",
    hint="Where do you set your sum to zero, and how often does that line run?",
)
def last_row(grad_weight_untied):
    return _floats(grad_weight_untied)[-1].sum(axis=0)


@misconception(
    "C463", "Only the first place counts.", hint="All places have the same weight; have they the same gradient, too?"
)
def first_place(grad_weight_untied):
    return _floats(grad_weight_untied)[0, 0].copy()


@misconception("S10", "The places are taken to be square.", hint="Give both numbers of places their own names.")
def square_places(grad_weight_untied):
    height, width = grad_weight_untied.shape[:2]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 1 with size {width}")
    return _sum(grad_weight_untied[:, :height])


@misconception(
    "S17",
    "The last row and the last column of places are left out.",
    hint="How many runs has your loop, and where does it end?",
)
def last_places_missing(grad_weight_untied):
    return _sum(grad_weight_untied[:-1, :-1])


@misconception(
    "C464", "It is summed over the kernel instead of over the places.", hint="Which of the six axes count places?"
)
def sums_the_kernel(grad_weight_untied):
    return _floats(grad_weight_untied).sum(axis=(4, 5))


@misconception(
    "C465",
    "All filters are put together, too.",
    hint="Which copies belong to the same weight: do two filters share any?",
)
def sums_filters(grad_weight_untied):
    return np.repeat(_sum(grad_weight_untied).sum(axis=0, keepdims=True), grad_weight_untied.shape[2], axis=0)


@misconception(
    "C466",
    "The sum is handed back to every place.",
    hint="How many numbers has a convolution layer's weight? Compare with the shape of your result.",
)
def repeated(grad_weight_untied):
    return np.broadcast_to(_sum(grad_weight_untied), grad_weight_untied.shape).copy()


@misconception(
    "C467", "The axes of the places stay, with length 1.", hint="Compare the shape of your result with the docstring."
)
def kept_axes(grad_weight_untied):
    return _floats(grad_weight_untied).sum(axis=(0, 1), keepdims=True)


@misconception(
    "C468", "The largest gradient is kept.", hint="If two places pull at a weight, does the weaker one not count?"
)
def largest(grad_weight_untied):
    return _floats(grad_weight_untied).max(axis=(0, 1))


@misconception(
    "C469",
    "The sum is divided by the square root of the number of places.",
    hint="The chain rule over several edges: is there a division in it?",
)
def divided_by_root(grad_weight_untied):
    places = grad_weight_untied.shape[0] * grad_weight_untied.shape[1]
    total = _sum(grad_weight_untied)
    return total / np.asarray(places**0.5, total.dtype)


@misconception(
    "C470", "Magnitudes are added up.", hint="One place wants the weight larger, another one smaller: what comes out?"
)
def magnitudes(grad_weight_untied):
    return np.abs(_floats(grad_weight_untied)).sum(axis=(0, 1))


@misconception("X04", "Rows and columns of the kernels are exchanged.", hint="Try a kernel of 2 rows and 3 columns.")
def transposed(grad_weight_untied):
    return _sum(grad_weight_untied).swapaxes(2, 3)


@misconception("A01", "Filters and channels are exchanged.", hint="Try 3 filters on 2 channels.")
def exchanged(grad_weight_untied):
    return _sum(grad_weight_untied).swapaxes(0, 1)


@misconception(
    "C401", "The result is an array of integers when the argument is.", hint="Which dtype does the docstring promise?"
)
def integers(grad_weight_untied):
    return grad_weight_untied.sum(axis=(0, 1))


@misconception(
    "A13",
    "The sum is kept in `zeros_like`, and fractions are added to integers.",
    hint="What is the dtype of the array you add to?",
)
def adds_to_integers(grad_weight_untied):
    total = np.zeros_like(grad_weight_untied[0, 0])
    total += _sum(grad_weight_untied)
    return total


@misconception("A14", "The sum is kept in float32.", hint="What is the dtype of your result, and what was promised?")
def single_precision(grad_weight_untied):
    return _sum(grad_weight_untied).astype(np.float32)


@misconception("C32", "The result is float64 whatever the argument is.", hint="Which dtype was promised for float32?")
def always_float64(grad_weight_untied):
    return grad_weight_untied.astype(np.float64).sum(axis=(0, 1))


@misconception(
    "A16",
    "The argument is read as if it lay in memory in C order.",
    hint="What does the order in memory have to do with the order of the indices?",
)
def assumed_order(grad_weight_untied):
    return _sum(grad_weight_untied.ravel(order="K").reshape(grad_weight_untied.shape))


@misconception(
    "A12", "The sum is built up in the argument itself.", hint="Compare the argument before and after the call."
)
def changes_argument(grad_weight_untied):
    total = _sum(grad_weight_untied)
    grad_weight_untied[0, 0] = total.astype(grad_weight_untied.dtype)
    return total


@misconception(
    "C471",
    "Where there is one place only, a view of the argument is returned.",
    hint="With a single place: change the result, and look at the argument.",
)
def view_of_one_place(grad_weight_untied):
    if grad_weight_untied.shape[:2] == (1, 1) and grad_weight_untied.dtype.kind == "f":
        return grad_weight_untied[0, 0]
    return _sum(grad_weight_untied)


@misconception(
    "A17", "Two places, as in the example, are built in.", hint="Change one number in the example: three places?"
)
def built_in_places(grad_weight_untied):
    if grad_weight_untied.shape[1] < 2:
        raise IndexError("index 1 is out of bounds for axis 1 with size 1")
    return _floats(grad_weight_untied)[0, 0] + _floats(grad_weight_untied)[0, 1]


@misconception("A18", "The result is a list.", hint="Compare the type of your result with the docstring.")
def as_list(grad_weight_untied):
    return _sum(grad_weight_untied).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(grad_weight_untied):
    total = _sum(grad_weight_untied)
    buffer = _BUFFERS.setdefault((total.shape, total.dtype), total)
    buffer[...] = total
    return buffer


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(grad_weight_untied):
    return _sum(dw_local)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(grad_weight_untied):
    return grad_weight_untied.astype(np.float).sum(axis=(0, 1))  # noqa: NPY001 - the mistake
