"""Wrong versions of conv2d_fast, and right ones that are slow: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _pad(x, padding, **how):
    """Return the images with a border, of zeros or of what numpy.pad is told."""
    return np.pad(x, ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding))), **how)


def _sizes(x, weight, *, stride=1, padding=0):
    """Return height and width of the output, after refusing what does not fit."""
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels disagree")
    axes = zip(x.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    return sizes


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _windows(x, weight, *, stride=1, padding=0):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w), in the dtype of the output."""
    _sizes(x, weight, stride=stride, padding=padding)
    (down, right), padded = _pair(stride), _pad(_float(x), padding)
    return np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))[:, :, ::down, ::right]


@base()
def _conv(x, weight, bias=None, **options):
    """Return the right answer quickly, on which the wrong versions are built."""
    windows = _windows(x, weight, **options)
    out = np.tensordot(windows, weight.astype(windows.dtype), axes=((1, 4, 5), (1, 2, 3)))
    return np.ascontiguousarray(np.moveaxis(out if bias is None else out + bias.astype(out.dtype), -1, 1))


def _with_bias(out, bias):
    """Return maps of shape (N, C_out, H_out, W_out) with the bias added."""
    return out if bias is None else out + bias.astype(out.dtype)[:, None, None]


@misconception(
    "A20",
    "It loops over the images of the batch in Python.",
    hint="Which axis does your loop walk? What does `@` do with arrays of three axes?",
    grows_with=["images"],
)
def loop_over_images(x, weight, bias=None, **options):
    sizes = _sizes(x, weight, **options)
    out = np.empty((len(x), len(weight), *sizes), _float(x).dtype)
    for n in range(len(x)):
        columns = _windows(x[n : n + 1], weight, **options).transpose(0, 1, 4, 5, 2, 3).reshape(weight[0].size, -1)
        out[n] = (weight.reshape(len(weight), -1).astype(out.dtype) @ columns).reshape(out.shape[1:])
    return _with_bias(out, bias)


@misconception(
    "A21",
    "It loops over the output pixels in Python.",
    hint="Which axes does your loop walk? Count its rounds for an image of 200 x 200 pixels.",
    grows_with=["pixels"],
)
def loop_over_pixels(x, weight, bias=None, **options):
    windows, filters = _windows(x, weight, **options), weight.reshape(len(weight), -1)
    out = np.empty((len(x), len(weight), *windows.shape[2:4]), windows.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = windows[:, :, i, j].reshape(len(x), filters.shape[1]) @ filters.T.astype(out.dtype)
    return _with_bias(out, bias)


@misconception(
    "A21b",
    "It loops over the rows of the output in Python.",
    hint="Count the rounds of your loop for an image that is a thousand pixels high.",
    grows_with=["pixels"],
)
def loop_over_rows(x, weight, bias=None, **options):
    windows = _windows(x, weight, **options)
    out = np.empty((len(x), len(weight), *windows.shape[2:4]), windows.dtype)
    for i in range(out.shape[2]):
        row = np.tensordot(windows[:, :, i], weight.astype(out.dtype), axes=((1, 3, 4), (1, 2, 3)))
        out[:, :, i] = row.transpose(0, 2, 1)
    return _with_bias(out, bias)


@misconception(
    "A21c",
    "It makes the columns one window at a time in Python, in a comprehension.",
    hint="A comprehension is a loop as well: how many windows does it visit?",
    grows_with=["pixels"],
)
def columns_by_comprehension(x, weight, bias=None, **options):
    windows = _windows(x, weight, **options)
    sizes = windows.shape[2:4]
    size = weight[0].size
    columns = np.stack(
        [windows[:, :, i, j].reshape(len(x), size) for i in range(sizes[0]) for j in range(sizes[1])], -1
    )
    rows = weight.reshape(len(weight), size).astype(windows.dtype)
    return _with_bias((rows @ columns).reshape(len(x), len(weight), *sizes), bias)


@misconception(
    "A22",
    "It loops over the filters in Python.",
    hint="Could all filters share one matrix product? What would its shapes be?",
    grows_with=["filters"],
)
def loop_over_filters(x, weight, bias=None, **options):
    windows = _windows(x, weight, **options)
    out = np.empty((len(x), len(weight), *windows.shape[2:4]), windows.dtype)
    for o in range(len(weight)):
        out[:, o] = (windows * weight[o][:, None, None].astype(out.dtype)).sum(axis=(1, 4, 5))
    return _with_bias(out, bias)


@misconception(
    "A23",
    "It multiplies every window with every filter before it adds up: no Python loop, but no matrix product either.",
    hint="How large would the array of all products be? Can the whole thing be one matrix product?",
    grows_with=[],
)
def sum_of_products(x, weight, bias=None, **options):
    windows = _windows(x, weight, **options)
    return _with_bias(np.einsum("nchwij,fcij->nfhw", windows, weight.astype(windows.dtype)), bias)


@misconception(
    "A23b",
    "The columns are copied once for every filter (np.repeat).",
    hint="How many copies of each pixel do you make? Can the whole thing be one matrix product?",
    grows_with=[],
)
def repeated_columns(x, weight, bias=None, **options):
    height, width = _sizes(x, weight, **options)
    columns = _windows(x, weight, **options).transpose(0, 1, 4, 5, 2, 3)
    columns = columns.reshape(len(x), 1, weight[0].size, height * width)
    filters = weight.reshape(len(weight), -1, 1).astype(columns.dtype)
    out = (np.repeat(columns, len(weight), axis=1) * filters).sum(axis=2)
    return _with_bias(out.reshape(len(x), len(weight), height, width), bias)


@misconception(
    "A24",
    "The slow version from the second assignment does the work.",
    hint="What is called inside, and how many lines of Python run in there?",
    grows_with=["images", "filters", "pixels"],
)
def four_loops(x, weight, bias=None, *, stride=1, padding=0):
    sizes, (down, right) = _sizes(x, weight, stride=stride, padding=padding), _pair(stride)
    padded = _pad(_float(x), padding)
    out = np.zeros((len(x), len(weight), *sizes), padded.dtype)
    for n in range(len(x)):
        for o in range(len(weight)):
            for i in range(sizes[0]):
                for j in range(sizes[1]):
                    top, left = i * down, j * right
                    window = padded[n, :, top : top + weight.shape[2], left : left + weight.shape[3]]
                    out[n, o, i, j] = (window * weight[o]).sum()
    return _with_bias(out, bias)


@misconception(
    "A03",
    "The output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index varies fastest in your matrix product?",
)
def reshaped_output(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return np.ascontiguousarray(np.moveaxis(out, 1, -1)).reshape(out.shape)


@misconception(
    "A03b",
    "The maps of all images are laid out filter by filter, and reshaped as if they lay image by image.",
    hint="After the product, which index varies slowest: the filter or the image? Try two images and two filters.",
)
def filters_before_images(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return np.ascontiguousarray(out.swapaxes(0, 1)).reshape(out.shape)


@misconception(
    "A04",
    "Filters are flattened in another order than windows.",
    hint="Flatten one window and one filter by hand, with two channels.",
)
def other_flattening(x, weight, bias=None, **options):
    return _conv(x, np.moveaxis(weight, 1, -1).reshape(weight.shape), bias, **options)


@misconception(
    "A04b",
    "The windows are flattened column by column, the filters row by row.",
    hint="Flatten one window of nine different numbers by hand, and the filter that lies on it.",
)
def columns_before_rows(x, weight, bias=None, **options):
    turned = weight.swapaxes(2, 3).reshape(weight.shape)
    return _conv(x, turned, bias, **options)


@misconception(
    "X01",
    "The kernels are rotated by 180 degrees, as in a textbook convolution.",
    hint="Put a single 1 in one corner of the kernel: which pixel should come out?",
)
def rotated_kernel(x, weight, bias=None, **options):
    return _conv(x, weight[:, :, ::-1, ::-1], bias, **options)


@misconception(
    "X05", "Height and width of the output are exchanged.", hint="Predict the shape for a 5 x 9 image before running."
)
def transposed_output(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **options).swapaxes(2, 3)


@misconception("A05", "The bias is left out.", hint="An image of zeros: what should you see?")
def no_bias(x, weight, bias=None, **options):
    return _conv(x, weight, **options)


@misconception(
    "A06",
    "The bias is added along the columns.",
    hint="What shape must the bias have against (N, filters, rows, columns)?",
)
def bias_of_columns(x, weight, bias=None, **options):
    return _conv(x, weight, **options) + (0 if bias is None else bias)


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image(x, weight, bias=None, **options):
    return np.repeat(_conv(x[:1], weight, bias, **options), len(x), axis=0) if len(x) else _conv(x, weight, **options)


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    x[...] = 0
    return out


@misconception(
    "A13",
    "The output is an array of integers when the images are.",
    hint="What is the dtype of the array you write into?",
)
def integer_buffer(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return out if x.dtype.kind == "f" else np.trunc(out).astype(np.int64).astype(x.dtype)


@misconception(
    "A14",
    "The sums are kept in float32.",
    hint="What is the dtype of the array you write into, and how many digits can it hold?",
)
def single_precision_buffer(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **options).astype(np.float32)


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, weight, bias=None, **options):
    return _conv(x.ravel(order="K").reshape(x.shape), weight, bias, **options)


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about a last window that does not lie within the image?",
)
def asserts_no_rest(x, weight, bias=None, **options):
    axes = zip(x.shape[2:], weight.shape[2:], _pair(options.get("stride", 1)), strict=True)
    pads = _pair(options.get("padding", 0))
    assert not any((side + 2 * pad - taps) % step for (side, taps, step), pad in zip(axes, pads, strict=True))
    return _conv(x, weight, bias, **options)


@misconception("S01", "The stride is ignored.", hint="What shape does the docstring promise?")
def ignores_stride(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, padding=padding)


@misconception(
    "S03",
    "The stride changes the size of the output, but not where the windows lie.",
    hint="Output (1, 1) with stride 2: where does its window start?",
)
def stride_in_size_alone(x, weight, bias=None, *, stride=1, padding=0):
    height, width = _sizes(x, weight, stride=stride, padding=padding)
    return _conv(x, weight, bias, padding=padding)[:, :, :height, :width]


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(x, weight, bias=None, **options):
    side = x.shape[2]
    if x.shape[3] < side:
        raise ValueError(f"cannot reshape an array of size {x.size}")
    return _conv(x[:, :, :, :side], weight, bias, **options)


@misconception(
    "S11", "The kernels are taken to be square.", hint="Give both sizes their own names, and try a 3 x 2 kernel."
)
def square_kernels(x, weight, bias=None, **options):
    side = weight.shape[2]
    if weight.shape[3] != side:
        raise ValueError(f"cannot reshape an array of size {weight.size}")
    return _conv(x, weight, bias, **options)


@misconception("P07", "The padding is ignored.", hint="Print the shape right after padding.")
def ignores_padding(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, stride=stride)


@misconception(
    "P02", "All padding is added at the bottom and at the right.", hint="Print a padded 2 x 2 image of ones."
)
def padded_after(x, weight, bias=None, *, stride=1, padding=0):
    behind = ((0, 2 * pad) for pad in _pair(padding))
    return _conv(np.pad(x, ((0, 0), (0, 0), *behind)), weight, bias, stride=stride)


@misconception(
    "P09",
    "Batch and channels are padded, too.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def pads_all_axes(x, weight, bias=None, *, stride=1, padding=0):
    (rows, cols), pads = _pair(padding), max(_pair(padding))
    padded = np.pad(x, ((pads, pads), (pads, pads), (rows, rows), (cols, cols)))
    return _conv(padded[:, : weight.shape[1]], weight, bias, stride=stride)


@misconception(
    "C31",
    "Kernels that do not fit, or filters for other channels, are not refused.",
    hint="What does the docstring promise where no window fits, or channels disagree?",
)
def never_refuses(x, weight, bias=None, **options):
    try:
        return _conv(x, weight, bias, **options)
    except ValueError:
        return np.zeros((len(x), len(weight), 0, 0))


@misconception(
    "C32",
    "The output is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(x, weight, bias=None, **options):
    return _conv(x.astype(np.float64), weight, bias, **options)


@misconception(
    "C34", "Stride and padding must be single numbers.", hint="What may stride and padding be, by the docstring?"
)
def refuses_pairs(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, stride=int(stride), padding=int(padding))


@misconception("C35", "A pair is read as (columns, rows).", hint="Try stride (1, 2) on a single row of pixels.")
def exchanged_pairs(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, stride=_pair(stride)[::-1], padding=_pair(padding)[::-1])


@misconception(
    "C37",
    "A batch without images is not computed.",
    hint="What should come out for x of shape (0, 3, 5, 5)? Which line of yours fails on it?",
)
def refuses_empty_batch(x, weight, bias=None, **options):
    if not len(x):
        raise ValueError("cannot reshape array of size 0 into unknown shape")
    return _conv(x, weight, bias, **options)
