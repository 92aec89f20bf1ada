"""Wrong versions of avg_pool2d_backward: each is caught by a check, and named.  The most frequent ones come first."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _place(grad_output, steps, row, col):
    """Return where the pixels lie that are entry (row, col) of their windows."""
    rows = slice(row, row + steps[0] * (grad_output.shape[2] - 1) + 1, steps[0])
    cols = slice(col, col + steps[1] * (grad_output.shape[3] - 1) + 1, steps[1])
    return slice(None), slice(None), rows, cols


def _counts(grad_output, input_shape, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Return by what each window's sum was divided."""
    taps, pads = _pair(kernel_size), _pair(padding)
    steps = _pair(kernel_size if stride is None else stride)
    counted = np.ones((1, 1, *(input_shape[2 + k] for k in range(2))), grad_output.dtype)
    border = ((0, 0), (0, 0), *((pad, pad) for pad in pads))
    counted = np.pad(counted, border, constant_values=float(count_include_pad))
    return sum(counted[_place(grad_output, steps, row, col)] for row, col in np.ndindex(taps))


def _padded_gradient(grad_output, input_shape, kernel_size, *, stride=None, padding=0, counts=None, **options):
    """Return the gradient of the images with that of their border."""
    steps, pads = _pair(kernel_size if stride is None else stride), _pair(padding)
    if counts is None:
        counts = _counts(grad_output, input_shape, kernel_size, stride=stride, padding=padding, **options)
    found = np.zeros((*input_shape[:2], *(input_shape[2 + k] + 2 * pads[k] for k in range(2))), grad_output.dtype)
    for row, col in np.ndindex(_pair(kernel_size)):
        found[_place(grad_output, steps, row, col)] += (grad_output / counts).astype(grad_output.dtype)
    return found


def _crop(padded, input_shape, padding):
    """Return the gradient of the images without that of their border."""
    rows, cols = _pair(padding)
    return padded[:, :, rows : rows + input_shape[2], cols : cols + input_shape[3]]


@base()
def _right(grad_output, input_shape, kernel_size, *, padding=0, **options):
    """Return the right answer, or one with other counts."""
    padded = _padded_gradient(grad_output, input_shape, kernel_size, padding=padding, **options)
    return _crop(padded, input_shape, padding)


def _rest(input_shape, kernel_size, *, stride=None, padding=0, **_):
    """Return the rows and the columns that stay uncovered at the end."""
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(input_shape[2:], _pair(kernel_size), steps, _pair(padding), strict=True)
    return [(side + 2 * pad - taps) % step for side, taps, step, pad in axes]


@misconception(
    "M21",
    "The gradient is not divided by the size of the window: every pixel gets all of it.",
    hint="Nudge one pixel of a window by 1: by how much does its mean move?",
)
def not_divided(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output, input_shape, kernel_size, counts=np.ones((), grad_output.dtype), **options)


@misconception(
    "B21",
    "`=` for `+=`: of overlapping windows the last one alone gives a pixel its share.",
    hint="In how many windows is this pixel?",
)
def last_window_wins(grad_output, input_shape, kernel_size, *, stride=None, padding=0, **options):
    (down, right), (height, width) = _pair(kernel_size if stride is None else stride), _pair(kernel_size)
    padded = _padded_gradient(grad_output, input_shape, kernel_size, stride=stride, padding=padding, **options)
    counts = _counts(grad_output, input_shape, kernel_size, stride=stride, padding=padding, **options)
    shares, found = grad_output / counts, np.zeros_like(padded)
    for i, j in np.ndindex(grad_output.shape[2:]):
        rows, cols = slice(i * down, i * down + height), slice(j * right, j * right + width)
        found[:, :, rows, cols] = shares[:, :, i, j, None, None]
    return _crop(found, input_shape, padding)


@misconception(
    "B18", "The border is cut off with `[p:-p]`, which cuts off everything if p is 0.", hint="What is `a[0:-0]`?"
)
def crops_with_minus_zero(grad_output, input_shape, kernel_size, *, padding=0, **options):
    rows, cols = _pair(padding)
    padded = _padded_gradient(grad_output, input_shape, kernel_size, padding=padding, **options)
    return padded[:, :, rows:-rows, cols:-cols]


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(grad_output, input_shape, kernel_size, **options):
    height, width = grad_output.shape[2:]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 3 with size {width}")
    seen = (np.arange(width) < height).astype(grad_output.dtype)
    return _right(grad_output * seen, input_shape, kernel_size, **options)


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about pixels that no window covers?",
)
def asserts_no_rest(grad_output, input_shape, kernel_size, **options):
    assert not any(_rest(input_shape, kernel_size, **options))
    return _right(grad_output, input_shape, kernel_size, **options)


@misconception("S11", "The windows are taken to be square.", hint="Try a window of 1 row and 2 columns.")
def square_windows(grad_output, input_shape, kernel_size, *, stride=None, padding=0, **options):
    side, _ = _pair(kernel_size)
    steps = _pair(kernel_size if stride is None else stride)
    right = _padded_gradient(grad_output, input_shape, kernel_size, stride=steps, padding=padding, **options)
    reach = side + steps[1] * (grad_output.shape[3] - 1)
    if reach > right.shape[3]:
        raise IndexError(f"index {right.shape[3]} is out of bounds for axis 3 with size {right.shape[3]}")
    return _right(grad_output, input_shape, (side, side), stride=steps, padding=padding, **options)


@misconception(
    "M04",
    "The stride is always the kernel size.",
    hint="Try kernel size 2 with stride 1, so that windows overlap. Where does the second window start?",
)
def stride_of_kernel_size(grad_output, input_shape, kernel_size, *, stride=None, padding=0, **options):
    taps, pads = _pair(kernel_size), _pair(padding)
    if any(taps[k] * grad_output.shape[2 + k] > input_shape[2 + k] + 2 * pads[k] for k in range(2)):
        raise IndexError("a window starts beyond the image")
    return _right(grad_output, input_shape, kernel_size, padding=padding, **options)


@misconception("M03", "The stride is 1 if it is not given.", hint="What does stride=None stand for?")
def default_stride_of_one(grad_output, input_shape, kernel_size, *, stride=1, **options):
    return _right(grad_output, input_shape, kernel_size, stride=stride, **options)


@misconception(
    "C490",
    "Every output is repeated as a block of the kernel's size, whatever the stride.",
    hint="Where windows overlap: how many pixels has the image, and how many do your blocks have together?",
)
def repeats_blocks(grad_output, input_shape, kernel_size, **options):
    taps = _pair(kernel_size)
    counts = _counts(grad_output, input_shape, kernel_size, **options)
    return (grad_output / counts).astype(grad_output.dtype).repeat(taps[0], axis=2).repeat(taps[1], axis=3)


@misconception(
    "M11",
    "The border is never counted.",
    hint="What does the docstring say about count_include_pad, and what is its default?",
)
def never_counts_border(grad_output, input_shape, kernel_size, *, count_include_pad=True, **options):
    return _right(grad_output, input_shape, kernel_size, count_include_pad=False, **options)


@misconception(
    "C491",
    "The border is always counted.",
    hint="With count_include_pad=False: by what was the sum of a corner window divided?",
)
def always_counts_border(grad_output, input_shape, kernel_size, *, count_include_pad=True, **options):
    return _right(grad_output, input_shape, kernel_size, **options)


@misconception(
    "C492",
    "count_include_pad has the opposite meaning.",
    hint="With count_include_pad=False: by what was the sum of a corner window divided?",
)
def opposite_meaning(grad_output, input_shape, kernel_size, *, count_include_pad=True, **options):
    return _right(grad_output, input_shape, kernel_size, count_include_pad=not count_include_pad, **options)


@misconception(
    "M12",
    "It is divided by the kernel size instead of by the number of pixels in a window.",
    hint="A window of 2 x 2: the mean of how many numbers?",
)
def divided_by_side(grad_output, input_shape, kernel_size, **options):
    side = np.asarray(_pair(kernel_size)[0], grad_output.dtype)
    return _right(grad_output, input_shape, kernel_size, counts=side, **options)


@misconception("C493", "It is divided by the number of channels, too.", hint="Does a window reach into other channels?")
def divided_by_channels(grad_output, input_shape, kernel_size, **options):
    channels = np.asarray(input_shape[1], grad_output.dtype)
    return _right(grad_output, input_shape, kernel_size, **options) / channels


@misconception("B26", "It is divided by the number of images.", hint="Do other images change this one's gradient?")
def divided_by_batch(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output, input_shape, kernel_size, **options) / np.asarray(input_shape[0], grad_output.dtype)


@misconception(
    "C494",
    "Only the first pixel of a window gets its gradient.",
    hint="Nudge the last pixel of a window: does its mean move?",
)
def first_pixel_alone(grad_output, input_shape, kernel_size, *, stride=None, padding=0, **options):
    step = kernel_size if stride is None else stride
    one = _padded_gradient(grad_output, input_shape, 1, stride=step, padding=padding, counts=np.ones(()))
    return _crop(one, input_shape, padding)


@misconception(
    "M22",
    "The gradient is as large as the windows reach, not as the images are.",
    hint="Whose shape has grad_x? Try an image of 5 x 5 pixels and windows of 2 x 2.",
)
def ends_with_last_window(grad_output, input_shape, kernel_size, *, padding=0, **options):
    rest, pads = _rest(input_shape, kernel_size, padding=padding, **options), _pair(padding)
    height, width = (input_shape[2 + k] - max(0, rest[k] - pads[k]) for k in range(2))
    return _right(grad_output, input_shape, kernel_size, padding=padding, **options)[:, :, :height, :width]


@misconception(
    "B16",
    "The gradient still has the border.",
    hint="With respect to what is it wanted: the images or the padded images?",
)
def not_cropped(grad_output, input_shape, kernel_size, **options):
    return _padded_gradient(grad_output, input_shape, kernel_size, **options)


@misconception("B17", "The border is cut off at the wrong corner.", hint="Which rows held real pixels?")
def crops_the_wrong_corner(grad_output, input_shape, kernel_size, **options):
    padded = _padded_gradient(grad_output, input_shape, kernel_size, **options)
    return padded[:, :, : input_shape[2], : input_shape[3]]


@misconception(
    "B36",
    "Batch and channels are cut off like the border.",
    hint="Which of the four axes got a border on the way forward?",
)
def crops_all_axes(grad_output, input_shape, kernel_size, *, padding=0, **options):
    gradient, pad = _right(grad_output, input_shape, kernel_size, padding=padding, **options), _pair(padding)[0]
    return gradient[pad : input_shape[0] - pad, pad : input_shape[1] - pad]


@misconception(
    "S17",
    "The loops end where the windows of the unpadded image end.",
    hint="How many windows are there: what is the shape of grad_output?",
)
def windows_of_unpadded(grad_output, input_shape, kernel_size, *, stride=None, padding=0, **options):
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(input_shape[2:], _pair(kernel_size), steps, strict=True)
    height, width = (max(0, (side - taps) // step + 1) for side, taps, step in axes)
    seen = np.zeros_like(grad_output)
    seen[:, :, :height, :width] = grad_output[:, :, :height, :width]
    return _right(seen, input_shape, kernel_size, stride=stride, padding=padding, **options)


@misconception(
    "P14",
    "The padded gradient exists only if there is padding.",
    hint="Which line runs when the padding is 0?",
)
def padded_only_if_padding(grad_output, input_shape, kernel_size, *, padding=0, **options):
    if _pair(padding) == (0, 0):
        raise UnboundLocalError("cannot access local variable 'padded' where it is not associated with a value")
    return _right(grad_output, input_shape, kernel_size, padding=padding, **options)


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_for_rows_alone(grad_output, input_shape, kernel_size, *, stride=None, **options):
    down, _ = _pair(kernel_size if stride is None else stride)
    return _right(grad_output, input_shape, kernel_size, stride=(down, 1), **options)


@misconception(
    "B28",
    "grad_output is ignored: the gradient is right only if it consists of ones.",
    hint="Multiply grad_output by 10: did anything change?",
)
def ignores_upstream(grad_output, input_shape, kernel_size, **options):
    return _right(np.ones_like(grad_output), input_shape, kernel_size, **options)


_TOTALS = {}


@misconception(
    "B30",
    "The gradient goes on from one call to the next.",
    hint="Call it twice with the same arguments. Where do the sums begin the second time?",
)
def never_reset(grad_output, input_shape, kernel_size, **options):
    gradient = _right(grad_output, input_shape, kernel_size, **options)
    _TOTALS[input_shape] = _TOTALS.get(input_shape, np.zeros(input_shape)) + gradient
    return _TOTALS[input_shape].astype(gradient.dtype)


@misconception(
    "C401",
    "The gradient is an array of integers.",
    hint="What is the dtype of the array you write into, and what is a quarter of 3 in it?",
)
def writes_to_integers(grad_output, input_shape, kernel_size, **options):
    return np.trunc(_right(grad_output, input_shape, kernel_size, **options)).astype(np.int64)


@misconception("M13", "The division rounds down: `//`.", hint="What is 3 // 4, and what is a quarter of 3?")
def rounds_down(grad_output, input_shape, kernel_size, **options):
    counts = _counts(grad_output, input_shape, kernel_size, **options)
    return _right(grad_output // counts, input_shape, kernel_size, counts=np.ones((), grad_output.dtype), **options)


@misconception("C410", "grad_output is changed by the call.", hint="Compare grad_output before and after.")
def changes_upstream(grad_output, input_shape, kernel_size, **options):
    gradient = _right(grad_output, input_shape, kernel_size, **options)
    grad_output /= 2
    return gradient


@misconception(
    "C495",
    "Windows of one pixel return grad_output itself, not a new array.",
    hint="Change the result of a call with kernel size 1, and look at grad_output.",
)
def itself_for_one_pixel(grad_output, input_shape, kernel_size, **options):
    gradient = _right(grad_output, input_shape, kernel_size, **options)
    return grad_output if np.array_equal(gradient, grad_output) else gradient


@misconception("A14", "The gradient is kept in float32.", hint="What is the dtype of the array you write into?")
def single_precision(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output, input_shape, kernel_size, **options).astype(np.float32)


@misconception(
    "A16",
    "grad_output is read as if it lay in memory in C order.",
    hint="What does the order in memory have to do with the order of the indices?",
)
def assumed_order(grad_output, input_shape, kernel_size, **options):
    flat = grad_output.ravel(order="K").reshape(grad_output.shape)
    return _right(flat, input_shape, kernel_size, **options)


@misconception("A17", "A division by 4 is built in.", hint="Change one number in the example: a window of 3 x 3?")
def built_in_count(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output, input_shape, kernel_size, counts=np.asarray(4, grad_output.dtype), **options)


@misconception("A18", "The result is a list.", hint="Compare the type of your result with the docstring.")
def as_list(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output, input_shape, kernel_size, **options).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(grad_output, input_shape, kernel_size, **options):
    gradient = _right(grad_output, input_shape, kernel_size, **options)
    buffer = _BUFFERS.setdefault((gradient.shape, gradient.dtype), gradient)
    buffer[...] = gradient
    return buffer


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output, x.shape, kernel_size, **options)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output.astype(np.float), input_shape, kernel_size, **options)  # noqa: NPY001 - the mistake


@misconception(
    "C32",
    "The gradient is float64 whatever grad_output is.",
    hint="Which dtype does the docstring promise for float32?",
)
def always_float64(grad_output, input_shape, kernel_size, **options):
    return _right(grad_output.astype(np.float64), input_shape, kernel_size, **options)


@misconception(
    "C34",
    "Kernel size, stride and padding must be single numbers.",
    hint="What may kernel size, stride and padding be, by the docstring?",
)
def refuses_pairs(grad_output, input_shape, kernel_size, *, stride=None, padding=0, **options):
    step = kernel_size if stride is None else stride
    return _right(grad_output, input_shape, int(kernel_size), stride=int(step), padding=int(padding), **options)


@misconception("C35", "A padding is read as (columns, rows).", hint="Try padding (0, 1) on a single row of pixels.")
def exchanged_padding(grad_output, input_shape, kernel_size, *, padding=0, **options):
    padded = _padded_gradient(grad_output, input_shape, kernel_size, padding=padding, **options)
    return _crop(padded, input_shape, _pair(padding)[::-1])
