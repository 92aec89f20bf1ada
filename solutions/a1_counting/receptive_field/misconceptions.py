"""Wrong versions of receptive_field: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


def _layers_of(layers, axis):
    """Return the layers along one axis: (kernel_size, stride, padding), all ints."""
    return [tuple(value[axis] if isinstance(value, tuple) else value for value in layer) for layer in layers]


def _right_range(position, layers):
    """Return the right range along one axis."""
    first = last = position
    for kernel_size, stride, padding in reversed(layers):
        first, last = first * stride - padding, last * stride - padding + kernel_size - 1
    return first, last + 1


def _both(row, col, layers, along):
    """Return the region whose range along one axis is ``along(position, layers)``."""
    return (*along(row, _layers_of(layers, 0)), *along(col, _layers_of(layers, 1)))


@misconception(
    "N12", "Each layer adds its whole kernel size to the region.", hint="How much *new* input does one more tap reach?"
)
def adds_whole_kernels(row, col, layers):
    def along(position, axis_layers):
        start, _ = _right_range(position, axis_layers)
        return start, start + (sum(k for k, _, _ in axis_layers) or 1)

    return _both(row, col, layers, along)


@misconception(
    "N13",
    "The strides of the layers below are ignored in the size.",
    hint="After stride 2, how far apart are neighbours?",
)
def ignores_jump(row, col, layers):
    def along(position, axis_layers):
        start, _ = _right_range(position, axis_layers)
        return start, start + 1 + sum(k - 1 for k, _, _ in axis_layers)

    return _both(row, col, layers, along)


@misconception(
    "N13b", "All strides are ignored.", hint="Where does the window of the second unit start if the stride is 2?"
)
def ignores_strides(row, col, layers):
    return _both(row, col, layers, lambda at, axis: _right_range(at, [(k, 1, p) for k, _, p in axis]))


@misconception("N14", "The positions overflow 32-bit integers.", hint="Is the answer plausible for a far-away unit?")
def overflows(row, col, layers):
    region = np.array(_both(row, col, layers, _right_range), dtype=np.int64)
    return tuple(region.astype(np.int32).tolist())


@misconception(
    "N14b", "The positions overflow unsigned 32-bit integers.", hint="Is the answer plausible for a far-away unit?"
)
def overflows_unsigned(row, col, layers):
    region = np.array(_both(row, col, layers, _right_range), dtype=np.int64)
    return tuple(region.astype(np.uint32).tolist())


@misconception("A17", "The lecture's 3 x 3 window is built in.", hint="Change one number in the example.")
def built_in_window(row, col, layers):
    return (row, row + 3, col, col + 3) if layers else (row, row + 1, col, col + 1)


@misconception("A18", "An array is returned, not a tuple.", hint="Compare the type of your result with the docstring.")
def array(row, col, layers):
    return np.array(_both(row, col, layers, _right_range), dtype=np.int64)


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(row, col, layers):
    return (row * s - p, row * s - p + k, col * s - p, col * s - p + k)  # noqa: F821 - the missing names are the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(row, col, layers):
    return tuple(np.int(value) for value in _both(row, col, layers, _right_range))  # noqa: NPY001 - the mistake


@misconception(
    "S08", "The padding moves nothing.", hint="Which pixel lies under the first tap of unit (0, 0) if the padding is 1?"
)
def ignores_padding(row, col, layers):
    return _both(row, col, layers, lambda at, axis: _right_range(at, [(k, s, 0) for k, s, _ in axis]))


@misconception(
    "C50",
    "The layers are walked from the image upwards.",
    hint="Which layer's window does the unit look through first?",
)
def wrong_order(row, col, layers):
    return _both(row, col, layers, lambda at, axis: _right_range(at, axis[::-1]))


@misconception(
    "C51",
    "The region is cut off at the border of the image.",
    hint="What does the docstring say about units that see padding?",
)
def cut_off(row, col, layers):
    return tuple(max(0, value) for value in _both(row, col, layers, _right_range))


@misconception(
    "C52",
    "The ends are inclusive: they name the last row and column seen.",
    hint="How many rows does range(0, 3) hold?",
)
def inclusive_stop(row, col, layers):
    row_start, row_stop, col_start, col_stop = _both(row, col, layers, _right_range)
    return (row_start, row_stop - 1, col_start, col_stop - 1)


@misconception(
    "C53",
    "Padding moves the region down and right.",
    hint="Which pixel lies under the first tap of unit (0, 0) if the padding is 1?",
)
def padding_added(row, col, layers):
    return _both(row, col, layers, lambda at, axis: _right_range(at, [(k, s, -p) for k, s, p in axis]))


@misconception(
    "C54",
    "The paddings of all layers are subtracted as if they were pixels of the image.",
    hint="How many pixels of the image is one step in a layer above stride 2?",
)
def padding_unscaled(row, col, layers):
    def along(position, axis_layers):
        start, stop = _right_range(position, [(k, s, 0) for k, s, _ in axis_layers])
        shift = sum(p for _, _, p in axis_layers)
        return start - shift, stop - shift

    return _both(row, col, layers, along)


@misconception(
    "C55", "Both starts come first, then both stops.", hint="In which order does the docstring list the four numbers?"
)
def starts_first(row, col, layers):
    row_start, row_stop, col_start, col_stop = _both(row, col, layers, _right_range)
    return (row_start, col_start, row_stop, col_stop)


@misconception("C56", "Columns come before rows.", hint="Which of two units, (0, 1) or (1, 0), lies further down?")
def columns_first(row, col, layers):
    region = _both(row, col, layers, _right_range)
    return (*region[2:], *region[:2])


@misconception("C57", "Only the first layer is looked through.", hint="Does your function use every entry of `layers`?")
def first_layer_only(row, col, layers):
    return _both(row, col, layers[:1], _right_range)


@misconception("C58", "Only the last layer is looked through.", hint="Does your function use every entry of `layers`?")
def last_layer_only(row, col, layers):
    return _both(row, col, layers[-1:], _right_range)


@misconception(
    "C59",
    "The unit sits in the middle of its window.",
    hint="Where does the window of unit (0, 0) start if there is no padding?",
)
def centred(row, col, layers):
    return _both(row, col, layers, lambda at, axis: _right_range(at, [(k, s, k // 2) for k, s, _ in axis]))


@misconception(
    "C60",
    "The half-open end is traced down as if it were a unit.",
    hint="Which is the last unit that you look at in the layer below?",
)
def traces_the_stop(row, col, layers):
    def along(position, axis_layers):
        start, stop = position, position + 1
        for kernel_size, stride, padding in reversed(axis_layers):
            start, stop = start * stride - padding, stop * stride - padding + kernel_size
        return start, stop

    return _both(row, col, layers, along)


@misconception(
    "C61",
    "Windows lie side by side, as if the stride were the kernel size.",
    hint="Which entry of a layer says how far apart two windows start?",
)
def side_by_side(row, col, layers):
    return _both(row, col, layers, lambda at, axis: _right_range(at, [(k, k, p) for k, _, p in axis]))


@misconception("S11", "Height and width are taken to be the same.", hint="Try a window of (1, 3) on paper.")
def square_options(row, col, layers):
    same = _layers_of(layers, 0)
    return (*_right_range(row, same), *_right_range(col, same))


@misconception("C32", "Pairs are read as (width, height).", hint="Try a window of (1, 3) on paper.")
def width_first(row, col, layers):
    return (*_right_range(row, _layers_of(layers, 1)), *_right_range(col, _layers_of(layers, 0)))


@misconception("C25", "Only ints are expected, no pairs.", hint="What is (3, 2) * 2 in Python?")
def ints_only(row, col, layers):
    return (*_right_range(row, layers), *_right_range(col, layers))


@misconception(
    "C62",
    "The size of the region is returned, not its ends.",
    hint="In which order does the docstring list the four numbers?",
)
def start_and_size(row, col, layers):
    row_start, row_stop, col_start, col_stop = _both(row, col, layers, _right_range)
    return (row_start, row_stop - row_start, col_start, col_stop - col_start)


@misconception(
    "C63", "Two pairs are returned, not four numbers.", hint="How many entries does the tuple in the docstring have?"
)
def two_ranges(row, col, layers):
    region = _both(row, col, layers, _right_range)
    return (region[:2], region[2:])


@misconception("C06", "The positions are floats.", hint="Can there be half a pixel? Look at the types in your result.")
def float_positions(row, col, layers):
    return tuple(float(value) for value in _both(row, col, layers, _right_range))


@misconception(
    "C07",
    "The answer is printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(row, col, layers):
    print(_both(row, col, layers, _right_range), end="")  # noqa: T201 - the mistake


@misconception("C64", "At least one layer is expected.", hint="What does the docstring say about an empty list?")
def needs_a_layer(row, col, layers):
    _ = layers[0]
    return _both(row, col, layers, _right_range)


@misconception(
    "C209",
    "The middle of the region is cut off towards zero before half the size is taken off.",
    hint="Where is the middle of an even number of pixels, and what is int(-0.5)?",
)
def middle_cut_towards_zero(row, col, layers):
    def along(position, axis_layers):
        first, stop = _right_range(position, axis_layers)
        size = stop - first
        start = int((first + stop - 1) / 2) - (size - 1) // 2
        return start, start + size

    return _both(row, col, layers, along)
