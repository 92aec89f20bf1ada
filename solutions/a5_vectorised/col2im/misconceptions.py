"""Wrong versions of col2im: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _sizes(input_shape, kernel_size, stride, padding):
    """Return how many windows there are downwards and to the right."""
    axes = zip(input_shape[2:], _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    return [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]


def _values(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """Return the values by entry and place, shape (N, C, K_h, K_w, H_out, W_out), after refusing others."""
    kernel, sizes = _pair(kernel_size), _sizes(input_shape, kernel_size, stride, padding)
    batch, channels = input_shape[:2]
    if columns.shape != (batch, channels * kernel[0] * kernel[1], sizes[0] * sizes[1]):
        raise ValueError("these are no columns of such images")
    dtype = columns.dtype if columns.dtype.kind == "f" else np.float64
    return columns.astype(dtype).reshape(batch, channels, *kernel, *sizes)


def _padded(values, input_shape, *, stride=1, padding=0, overwrite=False):
    """Return the sums with the padding around them."""
    (down, right), pads = _pair(stride), _pair(padding)
    sides = [side + 2 * pad for side, pad in zip(input_shape[2:], pads, strict=True)]
    padded = np.zeros((*input_shape[:2], *sides), values.dtype)
    height, width = values.shape[4:]
    for r, s in np.ndindex(values.shape[2:4]):
        place = (..., slice(r, r + down * (height - 1) + 1, down), slice(s, s + right * (width - 1) + 1, right))
        padded[place] = values[:, :, r, s] + (0 if overwrite else padded[place])
    return padded


def _cropped(padded, input_shape, padding):
    """Return the pixels that are not padding."""
    (rows, cols), (height, width) = _pair(padding), input_shape[2:]
    return padded[:, :, rows : rows + height, cols : cols + width].copy()


def _fold(values, input_shape, *, stride=1, padding=0, **how):
    """Return the images to which these values add up."""
    return _cropped(_padded(values, input_shape, stride=stride, padding=padding, **how), input_shape, padding)


@base()
def _images(columns, input_shape, kernel_size, **options):
    """Return the right answer, on which the wrong versions are built."""
    return _fold(_values(columns, input_shape, kernel_size, **options), input_shape, **options)


@misconception(
    "B21",
    "Where windows overlap, the last value overwrites the others.",
    hint="How many windows see the pixel in the middle of a 3 x 3 image, and what becomes of their values?",
)
def overwrites(columns, input_shape, kernel_size, **options):
    return _fold(_values(columns, input_shape, kernel_size, **options), input_shape, overwrite=True, **options)


@misconception(
    "B21b",
    "The values are added through an index array, where `+=` counts each pixel only once.",
    hint="What does `a[[0, 0]] += 1` do to a[0]? Try it.",
)
def index_array_adds_once(columns, input_shape, kernel_size, *, stride=1, padding=0):
    values = _values(columns, input_shape, kernel_size, stride=stride, padding=padding)
    (down, right), (rows, cols) = _pair(stride), _pair(padding)
    r, s, i, j = np.indices(values.shape[2:])
    height, width = input_shape[2] + 2 * rows, input_shape[3] + 2 * cols
    padded = np.zeros((*input_shape[:2], height, width), values.dtype)
    padded[:, :, r + i * down, s + j * right] += values
    return _cropped(padded, input_shape, padding)


@misconception(
    "V21",
    "Overlapping values are averaged, so that im2col is undone.",
    hint="Columns of ones: which number should stand in the middle of a 3 x 3 image?",
)
def averages(columns, input_shape, kernel_size, **options):
    values = _values(columns, input_shape, kernel_size, **options)
    counts = _fold(np.ones_like(values), input_shape, **options)
    return _fold(values, input_shape, **options) / np.maximum(counts, 1)


@misconception(
    "V01",
    "In a column the channels are taken to run fastest: pixel by pixel instead of channel by channel.",
    hint="To which channels do the first two values of a column belong, for two channels and 2 x 2 windows?",
)
def channels_fastest(columns, input_shape, kernel_size, **options):
    values = _values(columns, input_shape, kernel_size, **options)
    batch, channels, *kernel_and_sizes = values.shape
    kernel, sizes = kernel_and_sizes[:2], kernel_and_sizes[2:]
    return _fold(np.moveaxis(values.reshape(batch, *kernel, channels, *sizes), 3, 1), input_shape, **options)


@misconception(
    "V02",
    "The values of a window are taken to lie column by column.",
    hint="A column of four different values, for a 2 x 2 window: where does the second one belong?",
)
def columns_before_rows(columns, input_shape, kernel_size, **options):
    values = _values(columns, input_shape, kernel_size, **options)
    batch, channels, rows, cols, *sizes = values.shape
    return _fold(values.reshape(batch, channels, cols, rows, *sizes).swapaxes(2, 3), input_shape, **options)


@misconception(
    "V03",
    "The windows are taken to follow each other from top to bottom first, then from left to right.",
    hint="Which window comes second: the one to the right of the first, or the one below it?",
)
def windows_downwards(columns, input_shape, kernel_size, **options):
    values = _values(columns, input_shape, kernel_size, **options)
    height, width = values.shape[4:]
    return _fold(values.reshape(*values.shape[:4], width, height).swapaxes(4, 5), input_shape, **options)


@misconception(
    "V04",
    "The matrix is read as if windows were its rows.",
    hint="Which axis of the matrix is as long as there are windows?",
)
def windows_as_rows(columns, input_shape, kernel_size, **options):
    turned = columns.swapaxes(1, 2).reshape(columns.shape)
    return _images(turned, input_shape, kernel_size, **options)


@misconception(
    "V06",
    "The windows are turned by 180 degrees before they are added.",
    hint="Give it a matrix with a single 1 in its first row and column: which pixel should become 1?",
)
def turned_windows(columns, input_shape, kernel_size, **options):
    values = _values(columns, input_shape, kernel_size, **options)
    return _fold(values[:, :, ::-1, ::-1], input_shape, **options)


@misconception("B16", "The padding is not cut off.", hint="Which shape do the images have that im2col was given?")
def not_cropped(columns, input_shape, kernel_size, **options):
    return _padded(_values(columns, input_shape, kernel_size, **options), input_shape, **options)


@misconception("B17", "The padding is cut off at the wrong end.", hint="Which rows were real pixels?")
def crops_the_end(columns, input_shape, kernel_size, **options):
    height, width = input_shape[2:]
    return _padded(_values(columns, input_shape, kernel_size, **options), input_shape, **options)[:, :, :height, :width]


@misconception("B18", "The padding is cut off by `[p:-p]`, also where it is 0.", hint="What is `a[0:-0]`?")
def crops_by_minus_zero(columns, input_shape, kernel_size, *, stride=1, padding=0):
    values = _values(columns, input_shape, kernel_size, stride=stride, padding=padding)
    (rows, cols), padded = _pair(padding), _padded(values, input_shape, stride=stride, padding=padding)
    return padded[:, :, rows:-rows, cols:-cols]


@misconception(
    "B25",
    "Rows and columns that no window covers are missing.",
    hint="A 3 x 3 image under windows of 2 x 2 with stride 2: what shape has the result?",
)
def uncovered_missing(columns, input_shape, kernel_size, **options):
    out = _images(columns, input_shape, kernel_size, **options)
    sizes = _sizes(input_shape, kernel_size, options.get("stride", 1), options.get("padding", 0))
    axes = zip(
        sizes, _pair(kernel_size), _pair(options.get("stride", 1)), _pair(options.get("padding", 0)), strict=True
    )
    height, width = (step * (size - 1) + taps - pad for size, taps, step, pad in axes)
    return out[:, :, :height, :width]


@misconception("B27", "The images of a batch are added up.", hint="Do images share pixels?")
def adds_up_images(columns, input_shape, kernel_size, **options):
    out = _images(columns, input_shape, kernel_size, **options)
    return np.repeat(out.sum(axis=0, keepdims=True), len(out), axis=0)


@misconception("X09", "Only the first channel is filled.", hint="Which channels do the other rows belong to?")
def first_channel(columns, input_shape, kernel_size, **options):
    out = _images(columns, input_shape, kernel_size, **options)
    out[:, 1:] = 0
    return out


@misconception(
    "X12",
    "The channels are added up.",
    hint="Two channels, one value each: do they meet in one pixel?",
)
def adds_up_channels(columns, input_shape, kernel_size, **options):
    out = _images(columns, input_shape, kernel_size, **options)
    return np.repeat(out.sum(axis=1, keepdims=True), out.shape[1], axis=1)


@misconception("B24", "The stride is ignored.", hint="How far apart in the image are neighbouring windows?")
def ignores_stride(columns, input_shape, kernel_size, *, stride=1, padding=0):
    values = _values(columns, input_shape, kernel_size, stride=stride, padding=padding)
    return _fold(values, input_shape, padding=padding)


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_of_rows_alone(columns, input_shape, kernel_size, *, stride=1, padding=0):
    values = _values(columns, input_shape, kernel_size, stride=stride, padding=padding)
    return _fold(values, input_shape, stride=(_pair(stride)[0], 1), padding=padding)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(columns, input_shape, kernel_size, **options):
    batch, channels, height, _ = input_shape
    return _images(columns, (batch, channels, height, height), kernel_size, **options)


@misconception(
    "S11", "The windows are taken to be square.", hint="Give both sizes their own names, and try a 3 x 2 window."
)
def square_windows(columns, input_shape, kernel_size, **options):
    return _images(columns, input_shape, _pair(kernel_size)[0], **options)


@misconception("A12", "The columns are changed by the call.", hint="Compare the columns before and after.")
def changes_columns(columns, input_shape, kernel_size, **options):
    out = _images(columns, input_shape, kernel_size, **options)
    columns[...] = 0
    return out


@misconception(
    "A13",
    "The images are integers when the columns are.",
    hint="What is the dtype of the array you add to, and how large a number can it hold?",
)
def integer_buffer(columns, input_shape, kernel_size, **options):
    return _images(columns, input_shape, kernel_size, **options).astype(np.int64).astype(columns.dtype)


@misconception(
    "A14",
    "The sums are kept in float32.",
    hint="What is the dtype of the array you add to, and how many digits can it hold?",
)
def single_precision_buffer(columns, input_shape, kernel_size, **options):
    return _images(columns, input_shape, kernel_size, **options).astype(np.float32)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(columns, input_shape, kernel_size, **options):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _images(columns, input_shape, kernel_size, **options) + _SCRAPS[0]


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(columns, input_shape, kernel_size, **options):
    out = _images(columns, input_shape, kernel_size, **options)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "C31",
    "Columns that do not belong to such images are not refused.",
    hint="What does the docstring promise where the shapes do not fit together?",
)
def never_refuses(columns, input_shape, kernel_size, **options):
    try:
        return _images(columns, input_shape, kernel_size, **options)
    except ValueError:
        return np.zeros(input_shape)


@misconception(
    "C32",
    "The images are float64 whatever the columns are.",
    hint="Which dtype does the docstring promise for columns in float32?",
)
def always_float64(columns, input_shape, kernel_size, **options):
    return _images(columns.astype(np.float64), input_shape, kernel_size, **options)


@misconception(
    "C34", "Stride and padding must be single numbers.", hint="What may stride and padding be, by the docstring?"
)
def refuses_pairs(columns, input_shape, kernel_size, *, stride=1, padding=0):
    return _images(columns, input_shape, kernel_size, stride=int(stride), padding=int(padding))


@misconception("C35", "A pair is read as (columns, rows).", hint="Try stride (1, 2) on a single row of pixels.")
def exchanged_pairs(columns, input_shape, kernel_size, *, stride=1, padding=0):
    swapped = {"stride": _pair(stride)[::-1], "padding": _pair(padding)[::-1]}
    return _images(columns, input_shape, kernel_size, **swapped)


@misconception(
    "C37",
    "A batch without images is refused.",
    hint="What should come out for N = 0? Which line of yours fails on it?",
)
def refuses_empty_batch(columns, input_shape, kernel_size, **options):
    if not len(columns):
        raise ValueError("cannot reshape array of size 0 into unknown shape")
    return _images(columns, input_shape, kernel_size, **options)


@misconception(
    "A16",
    "The columns are read as if they lay in memory in C order.",
    hint="Does your function look at the array, or at the bytes behind it?",
)
def assumed_strides(columns, input_shape, kernel_size, **options):
    return _images(columns.ravel(order="K").reshape(columns.shape), input_shape, kernel_size, **options)
