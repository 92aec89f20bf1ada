"""Wrong versions of im2col: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _float(x):
    """Return the images in the dtype of the columns."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _pad(x, padding, **how):
    """Return the images with a border, of zeros or of what numpy.pad is told."""
    return np.pad(x, ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding))), **how)


def _windows(x, kernel_size, *, stride=1, padding=0):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    padded, (down, right) = _pad(_float(x), padding), _pair(stride)
    if any(taps > side for taps, side in zip(_pair(kernel_size), padded.shape[2:], strict=True)):
        raise ValueError("no window fits")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _pair(kernel_size), axis=(2, 3))
    return windows[:, :, ::down, ::right]


def _matrix(windows):
    """Return windows, shape (N, C, H_out, W_out, K_h, K_w), as columns."""
    batch, channels, height, width, *kernel = windows.shape
    columns = windows.transpose(0, 1, 4, 5, 2, 3)
    return columns.reshape(batch, channels * kernel[0] * kernel[1], height * width)


@base()
def _columns(x, kernel_size, **options):
    """Return the right answer, on which the wrong versions are built."""
    return _matrix(_windows(x, kernel_size, **options))


@misconception(
    "V01",
    "In a column the channels run fastest: pixel by pixel instead of channel by channel.",
    hint="Write the one column of an image with two channels and 2 x 2 pixels down by hand: which values come first?",
)
def channels_fastest(x, kernel_size, **options):
    windows = _windows(x, kernel_size, **options)
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(_matrix(windows).shape)


@misconception(
    "V02",
    "The values of a window are taken column by column.",
    hint="Flatten a window of 2 x 2 different numbers by hand: which is the second value?",
)
def columns_before_rows(x, kernel_size, **options):
    windows = _windows(x, kernel_size, **options)
    return windows.transpose(0, 1, 5, 4, 2, 3).reshape(_matrix(windows).shape)


@misconception(
    "V03",
    "The windows are visited from top to bottom first, then from left to right.",
    hint="Which window comes second: the one to the right of the first, or the one below it?",
)
def windows_downwards(x, kernel_size, **options):
    windows = _windows(x, kernel_size, **options)
    return windows.transpose(0, 1, 4, 5, 3, 2).reshape(_matrix(windows).shape)


@misconception(
    "V04",
    "Windows are rows of the matrix instead of columns.",
    hint="Predict the shape of the result for a 5 x 5 image and a 2 x 2 window, then compare it with the docstring.",
)
def windows_as_rows(x, kernel_size, **options):
    return _columns(x, kernel_size, **options).swapaxes(1, 2)


@misconception(
    "A03",
    "The windows are reshaped where their axes have to be exchanged.",
    hint="Reshape never moves data: which index varies fastest in your array of windows, and which should?",
)
def reshaped_windows(x, kernel_size, **options):
    windows = _windows(x, kernel_size, **options)
    return np.ascontiguousarray(windows).reshape(_matrix(windows).shape)


@misconception(
    "V05",
    "The windows of all images are counted together, and then divided among the images.",
    hint="Try two images: does the first matrix hold windows of the first image alone?",
)
def images_mixed(x, kernel_size, **options):
    columns = _columns(x, kernel_size, **options)
    return columns.transpose(1, 2, 0).reshape(columns.shape)


@misconception(
    "V06",
    "The windows are turned by 180 degrees before they are flattened.",
    hint="Which value of a window comes first in its column: the top left one or the bottom right one?",
)
def turned_windows(x, kernel_size, **options):
    return _matrix(_windows(x, kernel_size, **options)[..., ::-1, ::-1])


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, kernel_size, **options):
    return _columns(x.ravel(order="K").reshape(x.shape), kernel_size, **options)


@misconception(
    "A16b",
    "With a stride, the windows are as far apart in memory as without one (as_strided with assumed strides).",
    hint="By how many bytes does the second window start after the first, if the stride is 2?",
)
def assumed_stride_of_one(x, kernel_size, *, stride=1, padding=0):
    right = _windows(x, kernel_size, stride=stride, padding=padding)
    dense = _windows(x, kernel_size, padding=padding)
    return _matrix(dense[:, :, : right.shape[2], : right.shape[3]])


@misconception("S01", "The stride is ignored.", hint="How many windows does the docstring promise?")
def ignores_stride(x, kernel_size, *, stride=1, padding=0):
    return _columns(x, kernel_size, padding=padding)


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_of_rows_alone(x, kernel_size, *, stride=1, padding=0):
    return _columns(x, kernel_size, stride=(_pair(stride)[0], 1), padding=padding)


@misconception(
    "S05", "A last window that is cut off by the border counts.", hint="Does your last window fit inside the image?"
)
def rounds_up(x, kernel_size, *, stride=1, padding=0):
    padded = _pad(x, padding)
    axes = zip(padded.shape[2:], _pair(kernel_size), _pair(stride), strict=True)
    more = [(0, -(side - taps) % step) for side, taps, step in axes]
    return _columns(np.pad(padded, ((0, 0), (0, 0), *more)), kernel_size, stride=stride)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(x, kernel_size, **options):
    side = x.shape[2]
    if x.shape[3] < side:
        raise IndexError(f"index {x.shape[3]} is out of bounds for axis 3 with size {x.shape[3]}")
    return _columns(x[:, :, :, :side], kernel_size, **options)


@misconception(
    "S11", "The windows are taken to be square.", hint="Give both sizes their own names, and try a 3 x 2 window."
)
def square_windows(x, kernel_size, **options):
    return _columns(x, _pair(kernel_size)[0], **options)


@misconception("S11b", "The window's size must be one number.", hint="What may kernel_size be, by the docstring?")
def refuses_pair_of_sizes(x, kernel_size, **options):
    return _columns(x, int(kernel_size), **options)


@misconception("P07", "The padding is ignored.", hint="Print the shape right after padding.")
def ignores_padding(x, kernel_size, *, stride=1, padding=0):
    return _columns(x, kernel_size, stride=stride)


@misconception(
    "P02", "All padding is added at the bottom and at the right.", hint="Print a padded 2 x 2 image of ones."
)
def padded_after(x, kernel_size, *, stride=1, padding=0):
    behind = ((0, 2 * pad) for pad in _pair(padding))
    return _columns(np.pad(x, ((0, 0), (0, 0), *behind)), kernel_size, stride=stride)


@misconception("P03", "The padding is added on one side only.", hint="Count rows before and after the padding.")
def padded_once(x, kernel_size, *, stride=1, padding=0):
    behind = ((0, pad) for pad in _pair(padding))
    return _columns(np.pad(x, ((0, 0), (0, 0), *behind)), kernel_size, stride=stride)


@misconception(
    "P04",
    "The border repeats the edge of the image.",
    hint="What value lies outside the image, by the docstring?",
)
def edge_padding(x, kernel_size, *, stride=1, padding=0):
    return _columns(_pad(x, padding, mode="edge"), kernel_size, stride=stride)


@misconception(
    "P09",
    "Batch and channels are padded, too.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def pads_all_axes(x, kernel_size, *, stride=1, padding=0):
    (rows, cols), pads = _pair(padding), max(_pair(padding))
    return _columns(np.pad(x, ((pads, pads), (pads, pads), (rows, rows), (cols, cols))), kernel_size, stride=stride)


@misconception(
    "P14", "The padded images exist only if there is padding.", hint="Which line runs when the padding is 0?"
)
def padded_only_if(x, kernel_size, *, stride=1, padding=0):
    if max(_pair(padding)) > 0:
        padded = _pad(x, padding)
    return _columns(padded, kernel_size, stride=stride)


@misconception("X09", "Only the first channel is used.", hint="Blank the first channel: does anything survive?")
def first_channel(x, kernel_size, **options):
    return _columns(x[:, :1], kernel_size, **options)


@misconception("A10", "Only the first image is used.", hint="Use two different images.")
def first_image(x, kernel_size, **options):
    columns = _columns(x, kernel_size, **options)
    return np.repeat(columns[:1], len(x), axis=0)


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(x, kernel_size, **options):
    columns = _columns(x, kernel_size, **options).copy()
    x[...] = 0
    return columns


@misconception(
    "A13",
    "The columns are integers when the images are.",
    hint="What is the dtype of the array you write into?",
)
def integer_columns(x, kernel_size, **options):
    return _columns(x, kernel_size, **options).astype(x.dtype)


@misconception(
    "A14",
    "The columns are kept in float32.",
    hint="What is the dtype of the array you write into, and how many digits can it hold?",
)
def single_precision_columns(x, kernel_size, **options):
    return _columns(x, kernel_size, **options).astype(np.float32)


@misconception("A18", "The axis of the images is missing.", hint="Compare the shape of your result with the docstring.")
def no_batch_axis(x, kernel_size, **options):
    columns = _columns(x, kernel_size, **options)
    return columns[0] if len(x) == 1 else columns


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, kernel_size, **options):
    columns = np.array(_columns(x, kernel_size, **options))
    buffer = _BUFFERS.setdefault((columns.shape, columns.dtype), columns)
    buffer[...] = columns
    return buffer


@misconception(
    "A19b",
    "What is returned is a view of the images where the windows are single pixels.",
    hint="Change one value of the result for kernel size 1: does the image change, too?",
)
def view_of_images(x, kernel_size, **options):
    if _pair(kernel_size) == (1, 1) and not options and x.dtype.kind == "f":
        return x.reshape(*x.shape[:2], -1) if x.size else _columns(x, kernel_size)
    return _columns(x, kernel_size, **options)


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about the number of windows?",
)
def asserts_no_rest(x, kernel_size, *, stride=1, padding=0):
    axes = zip(x.shape[2:], _pair(kernel_size), _pair(stride), _pair(padding), strict=True)
    assert not any((side + 2 * pad - taps) % step for side, taps, step, pad in axes)
    return _columns(x, kernel_size, stride=stride, padding=padding)


@misconception(
    "C31",
    "Windows that do not fit give an empty matrix.",
    hint="What does the docstring promise where no window fits?",
)
def never_refuses(x, kernel_size, **options):
    try:
        return _columns(x, kernel_size, **options)
    except ValueError:
        return np.zeros((len(x), x.shape[1] * _pair(kernel_size)[0] * _pair(kernel_size)[1], 0))


@misconception(
    "C32",
    "The columns are float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(x, kernel_size, **options):
    return _columns(x.astype(np.float64), kernel_size, **options)


@misconception(
    "C34", "Stride and padding must be single numbers.", hint="What may stride and padding be, by the docstring?"
)
def refuses_pairs(x, kernel_size, *, stride=1, padding=0):
    return _columns(x, kernel_size, stride=int(stride), padding=int(padding))


@misconception("C35", "A pair is read as (columns, rows).", hint="Try stride (1, 2) on a single row of pixels.")
def exchanged_pairs(x, kernel_size, *, stride=1, padding=0):
    return _columns(x, kernel_size, stride=_pair(stride)[::-1], padding=_pair(padding)[::-1])


@misconception(
    "C37",
    "A batch without images is refused.",
    hint="What should come out for x of shape (0, 3, 4, 5)? Which line of yours fails on it?",
)
def refuses_empty_batch(x, kernel_size, **options):
    if not len(x):
        raise ValueError("cannot reshape array of size 0 into unknown shape")
    return _columns(x, kernel_size, **options)
