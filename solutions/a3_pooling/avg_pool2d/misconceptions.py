"""Wrong versions of avg_pool2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _pad(x, padding, fill=0):
    """Return the images with a border of one value."""
    return np.pad(x, ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding))), constant_values=fill)


def _refuse(kernel_size, padding):
    """Refuse a padding of more than half the kernel size."""
    if any(pad > taps // 2 for pad, taps in zip(_pair(padding), _pair(kernel_size), strict=True)):
        raise ValueError("too much padding")


def _windows(padded, kernel_size, stride=None):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    down, right = _pair(kernel_size if stride is None else stride)
    return np.lib.stride_tricks.sliding_window_view(padded, _pair(kernel_size), axis=(2, 3))[:, :, ::down, ::right]


def _counts(x, kernel_size, *, stride=None, padding=0):
    """Return how many pixels of the image every window holds."""
    ones = np.ones((1, 1, *x.shape[2:]))
    return _windows(_pad(ones, padding), kernel_size, stride).sum(axis=(-2, -1)).astype(_float(x).dtype)


@base(common=("M04", "S10", "S12", "S11", "S17", "M03", "M11", "P14", "M12", "C77", "S03", "P07"))
def _pool(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Return the right answer, on which the wrong versions are built."""
    _refuse(kernel_size, padding)
    sums = _windows(_pad(_float(x), padding), kernel_size, stride).sum(axis=(-2, -1))
    if not count_include_pad:
        return sums / _counts(x, kernel_size, stride=stride, padding=padding)
    rows, cols = _pair(kernel_size)
    return sums / (rows * cols)


def _over(padded, x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Return the means over images whose border is wrong, with the right divisors."""
    sums = _windows(padded, kernel_size, stride).sum(axis=(-2, -1))
    rows, cols = _pair(kernel_size)
    return sums / (rows * cols if count_include_pad else _counts(x, kernel_size, stride=stride, padding=padding))


def _means(border, x, kernel_size, *, stride=None, count_include_pad=True):
    """Return the means over images with the border that a function gives them, pixels counted in the same way."""
    sums, counts = (
        _windows(border(images), kernel_size, stride).sum(axis=(-2, -1))
        for images in (_float(x), np.ones((1, 1, *x.shape[2:]), _float(x).dtype))
    )
    rows, cols = _pair(kernel_size)
    return sums / (rows * cols if count_include_pad else np.maximum(counts, 1))


def _rest(x, kernel_size, *, stride=None, padding=0, **_):
    """Return the rows and the columns that stay uncovered at the end."""
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(x.shape[2:], _pair(kernel_size), steps, _pair(padding), strict=True)
    return [(side + 2 * pad - taps) % step for side, taps, step, pad in axes]


def _unlike(options, **changed):
    """Return the options of a call with some of them changed."""
    return {**options, **changed}


@misconception(
    "M11",
    "A window beyond the border is always divided by the number of its pixels.",
    hint="Read what the docstring says about count_include_pad. Which value does it have if it is not given?",
)
def always_pixels_alone(x, kernel_size, **options):
    return _pool(x, kernel_size, **_unlike(options, count_include_pad=False))


@misconception(
    "C72",
    "count_include_pad is ignored: every window is divided by the number of its positions.",
    hint="What does count_include_pad=False make of an image of ones?",
)
def always_all_positions(x, kernel_size, **options):
    return _pool(x, kernel_size, **_unlike(options, count_include_pad=True))


@misconception(
    "C73",
    "The two values of count_include_pad are exchanged.",
    hint="Read the name aloud: what is included if it is True?",
)
def exchanged_flag(x, kernel_size, *, count_include_pad=True, **options):
    return _pool(x, kernel_size, count_include_pad=not count_include_pad, **options)


@misconception(
    "C74",
    "Pixels that are zero are not counted.",
    hint="An image with black pixels: do they lie in the image?",
)
def zeros_not_counted(x, kernel_size, *, count_include_pad=True, **options):
    out = _pool(x, kernel_size, **options)
    if count_include_pad:
        return out
    padded, stride = _pad(_float(x), options.get("padding", 0)), options.get("stride")
    windows = _windows(padded, kernel_size, stride)
    return windows.sum(axis=(-2, -1)) / np.maximum((windows != 0).sum(axis=(-2, -1)), 1)


@misconception(
    "C75",
    "Windows at the border are divided by a count that the padding lowers once, not on each axis.",
    hint="A window of 3 x 3 in the corner, with padding 1: how many of its nine positions lie in the image?",
)
def border_minus_padding(x, kernel_size, *, count_include_pad=True, **options):
    out = _pool(x, kernel_size, **options)
    if count_include_pad:
        return out
    rows, cols = _pair(kernel_size)
    counts = _counts(x, kernel_size, stride=options.get("stride"), padding=options.get("padding", 0))
    lowered = np.where(counts < rows * cols, rows * cols - max(_pair(options.get("padding", 0))), counts)
    return out * (rows * cols) / lowered


@misconception("M12", "The sum of a window is divided by the kernel size.", hint="Average of how many numbers?")
def divides_by_side(x, kernel_size, **options):
    return _pool(x, kernel_size, **options) * _pair(kernel_size)[1]


@misconception(
    "C76",
    "The sum is divided by the number of channels, too.",
    hint="Copy one channel three times: should the means get smaller?",
)
def divides_by_channels(x, kernel_size, **options):
    return _pool(x, kernel_size, **options) / x.shape[1]


@misconception("C77", "The sum of a window is returned.", hint="An image of ones: what is the mean of a window?")
def sums(x, kernel_size, **options):
    rows, cols = _pair(kernel_size)
    return _pool(x, kernel_size, **options) * (rows * cols)


@misconception("M13", "The sum is divided with //.", hint="What is the mean of 1 and 2?")
def floor_division(x, kernel_size, **options):
    rows, cols = _pair(kernel_size)
    return np.round(_pool(x, kernel_size, **options) * (rows * cols)) // (rows * cols)


@misconception("C78", "The largest value of a window is kept.", hint="A window of 1, 2, 3 and 10: what is its mean?")
def largest(x, kernel_size, **options):
    _pool(x, kernel_size, **options)
    return _windows(_pad(_float(x), options.get("padding", 0)), kernel_size, options.get("stride")).max(axis=(-2, -1))


@misconception("C79", "The median of a window is returned.", hint="A window of 1, 2, 3 and 10: what is its mean?")
def median(x, kernel_size, **options):
    _pool(x, kernel_size, **options)
    windows = _windows(_pad(_float(x), options.get("padding", 0)), kernel_size, options.get("stride"))
    rows, cols = _pair(kernel_size)
    return np.median(windows.reshape(*windows.shape[:4], rows * cols), axis=-1)


@misconception(
    "C80",
    "The border repeats the edge of the image.",
    hint="What value lies outside the image, by the docstring?",
)
def edge_padding(x, kernel_size, *, padding=0, **options):
    _refuse(kernel_size, padding)
    sides = ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding)))
    return _over(np.pad(_float(x), sides, mode="edge"), x, kernel_size, padding=padding, **options)


@misconception(
    "C81",
    "The border is filled with minus infinity, as for max pooling.",
    hint="What does a mean make of a number that is infinitely small?",
)
def infinite_padding(x, kernel_size, *, padding=0, **options):
    _refuse(kernel_size, padding)
    return _over(_pad(_float(x), padding, -np.inf), x, kernel_size, padding=padding, **options)


@misconception(
    "C82",
    "Sums and divisors of images of integers are kept in the dtype of the image.",
    hint="What is np.uint8(200) + np.uint8(100)?",
)
def integer_sums(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    if x.dtype.kind == "f":
        return out
    windows = _windows(_pad(x, options.get("padding", 0)), kernel_size, options.get("stride"))
    return windows.sum(axis=(-2, -1), dtype=x.dtype) / (out.dtype.type(windows.shape[-1] * windows.shape[-2]))


@misconception(
    "C83",
    "Rows are averaged first, over the columns of the whole image.",
    hint="Which pixels enter output (0, 0)?",
)
def whole_rows(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.broadcast_to(out.mean(axis=3, keepdims=True), out.shape).copy()


@misconception("M03", "The stride is 1 if it is not given.", hint="What does stride=None stand for?")
def default_stride_of_one(x, kernel_size, *, stride=1, padding=0, **more):
    return _pool(x, kernel_size, stride=stride, padding=padding, **more)


@misconception("S01", "The stride is always 1.", hint="What shape does the docstring promise?")
def stride_of_one(x, kernel_size, **options):
    return _pool(x, kernel_size, **_unlike(options, stride=1))


@misconception(
    "M04",
    "The stride is always the kernel size.",
    hint="Try kernel size 3 with stride 2, so that windows overlap.",
)
def stride_of_kernel_size(x, kernel_size, **options):
    return _pool(x, kernel_size, **_unlike(options, stride=None))


@misconception(
    "M05",
    "The reshape puts pixels together that lie far apart.",
    hint="Print the four numbers that you reduced to the first output.",
)
def reshaped_apart(x, kernel_size, *, stride=None, padding=0, **more):
    out = _pool(x, kernel_size, stride=stride, padding=padding, **more)
    rows, cols = _pair(kernel_size)
    if stride is not None or padding != 0 or x.shape[2] % rows or x.shape[3] % cols:
        return out
    return _float(x).reshape(*x.shape[:2], rows, out.shape[2], cols, out.shape[3]).mean(axis=(2, 4))


@misconception("M06", "The images are reshaped without being cropped.", hint="Pool an image of 5 x 5 pixels by 2.")
def reshaped_uncropped(x, kernel_size, *, stride=None, padding=0, **more):
    out = _pool(x, kernel_size, stride=stride, padding=padding, **more)
    if stride is not None or padding != 0:
        return out
    (rows, cols), (height, width) = _pair(kernel_size), out.shape[2:]
    return _float(x).reshape(*x.shape[:2], height, rows, width, cols).mean(axis=(3, 5))


@misconception("M07", "The mean is taken over the channels, too.", hint="How many channels should survive?")
def over_channels(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.broadcast_to(out.mean(axis=1, keepdims=True), out.shape).copy()


@misconception("C56", "The first pixel of a window is kept.", hint="A window of 1, 2, 3 and 10: what is its mean?")
def first_pixel(x, kernel_size, **options):
    _pool(x, kernel_size, **options)
    return _windows(_pad(_float(x), options.get("padding", 0)), kernel_size, options.get("stride"))[..., 0, 0]


@misconception(
    "M09", "A last window that is cut off by the border counts.", hint="Does your last window fit inside the image?"
)
def rounds_up(x, kernel_size, *, stride=None, padding=0, **more):
    _pool(x, kernel_size, stride=stride, padding=padding, **more)
    steps = _pair(kernel_size if stride is None else stride)
    rests = zip(_rest(x, kernel_size, stride=stride, padding=padding), steps, strict=True)
    behind = [(0, step - rest) if rest else (0, 0) for rest, step in rests]

    def border(images):
        return np.pad(_pad(images, padding), ((0, 0), (0, 0), *behind))

    return _means(border, x, kernel_size, stride=stride, **more)


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_of_rows_alone(x, kernel_size, *, stride=None, padding=0, **more):
    down = _pair(kernel_size if stride is None else stride)[0]
    return _pool(x, kernel_size, stride=(down, 1), padding=padding, **more)


@misconception(
    "S03",
    "The stride changes the size of the output, but not where the windows lie.",
    hint="Output (1, 1) with stride 2: where does its window start?",
)
def stride_in_size_alone(x, kernel_size, **options):
    height, width = _pool(x, kernel_size, **options).shape[2:]
    return _pool(x, kernel_size, **_unlike(options, stride=1))[:, :, :height, :width]


@misconception(
    "C57",
    "Windows start kernel size pixels apart, while the size of the output follows the stride.",
    hint="Output (1, 1) with kernel size 3 and stride 2: in which pixel does its window start?",
)
def kernel_size_in_index(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
    padded, ones = _pad(_float(x), padding), _pad(np.ones_like(_float(x)), padding)
    rows, cols = _pair(kernel_size)
    for i, j in np.ndindex(out.shape[2:]):
        place = np.s_[:, :, i * rows : (i + 1) * rows, j * cols : (j + 1) * cols]
        count = rows * cols if count_include_pad else np.maximum(ones[place].sum(axis=(2, 3)), 1)
        out[:, :, i, j] = padded[place].sum(axis=(2, 3)) / count
    return out


@misconception(
    "C58",
    "Windows are as large as the stride.",
    hint="Kernel size 3 and stride 2: how many pixels does one window hold?",
)
def windows_of_stride(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    _pool(x, kernel_size, stride=stride, padding=padding)
    steps = kernel_size if stride is None else stride
    rows, cols = (min(pair) for pair in zip(_pair(steps), _pair(kernel_size), strict=True))
    sums, counts = (
        _windows(_pad(images, padding), kernel_size, stride)[..., :rows, :cols].sum(axis=(-2, -1))
        for images in (_float(x), np.ones_like(_float(x)))
    )
    return sums / (rows * cols if count_include_pad else np.maximum(counts, 1))


@misconception(
    "S04",
    "The first window starts at pixel stride - 1.",
    hint="Which pixel does the very first window touch?",
)
def late_first_window(x, kernel_size, *, stride=None, padding=0, **more):
    _pool(x, kernel_size, stride=stride, padding=padding, **more)
    down, right = _pair(kernel_size if stride is None else stride)
    return _pool(x, kernel_size, stride=1, padding=padding, **more)[:, :, down - 1 :: down, right - 1 :: right]


@misconception(
    "S06", "There is one window too few along each axis.", hint="Kernel size equal to image size: how many windows fit?"
)
def one_window_short(x, kernel_size, **options):
    return _pool(x, kernel_size, **options)[:, :, :-1, :-1]


@misconception(
    "S08",
    "The size of the output counts the padding once instead of twice.",
    hint="On how many sides is the image padded?",
)
def padding_counted_once(x, kernel_size, *, stride=None, padding=0, **more):
    out = _pool(x, kernel_size, stride=stride, padding=padding, **more)
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(x.shape[2:], _pair(kernel_size), steps, _pair(padding), strict=True)
    height, width = (max(0, (side + pad - taps) // step + 1) for side, taps, step, pad in axes)
    return out[:, :, :height, :width]


@misconception("S09", "Sizes are kept in 8 bits.", hint="Try an image that is 600 pixels wide.")
def eight_bit_sizes(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    height, width = np.array(out.shape[2:]).astype(np.uint8).tolist()
    return out[:, :, :height, :width]


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(x, kernel_size, **options):
    side = x.shape[2]
    if x.shape[3] < side:
        raise IndexError(f"index {x.shape[3]} is out of bounds for axis 3 with size {x.shape[3]}")
    return _pool(x[:, :, :, :side], kernel_size, **options)


@misconception("S11", "The windows are taken to be square.", hint="Try a window of 3 rows and 2 columns.")
def square_windows(x, kernel_size, **options):
    return _pool(x, _pair(kernel_size)[0], **options)


@misconception(
    "S12",
    "Images are refused if the windows leave a rest.",
    hint="What does the docstring say about a last window that does not lie within the image?",
)
def refuses_rest(x, kernel_size, **options):
    if any(_rest(x, kernel_size, **options)):
        raise ValueError("the windows do not tile the image")
    return _pool(x, kernel_size, **options)


@misconception(
    "S17",
    "The loops end where the windows of the unpadded image end.",
    hint="How many windows are there, and where does the last one start?",
)
def loops_of_unpadded_image(x, kernel_size, *, stride=None, padding=0, **more):
    out = _pool(x, kernel_size, stride=stride, padding=padding, **more)
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(x.shape[2:], _pair(kernel_size), steps, strict=True)
    height, width = (max(0, (side - taps) // step + 1) for side, taps, step in axes)
    if padding != 0:
        out[:, :, height:], out[:, :, :, width:] = 0, 0
    return out


@misconception(
    "C59",
    "The loops count to H // kernel_size instead of to the number of windows.",
    hint="Image of 5 rows, kernel size 3, stride 1: how many windows are there?",
)
def loops_to_kernel_size(x, kernel_size, *, stride=None, padding=0, **more):
    out = _pool(x, kernel_size, stride=stride, padding=padding, **more)
    height, width = (side // taps for side, taps in zip(x.shape[2:], _pair(kernel_size), strict=True))
    out[:, :, height:], out[:, :, :, width:] = 0, 0
    return out


@misconception(
    "C60",
    "The loops run past the last window.",
    hint="In which row does the last window that lies within the image start?",
)
def loops_past_last_window(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    if any(_rest(x, kernel_size, **options)):
        raise IndexError(f"index {out.shape[2]} is out of bounds for axis 2 with size {out.shape[2]}")
    return out


@misconception(
    "X05", "Height and width of the output are exchanged.", hint="Predict the shape for a 4 x 6 image before running."
)
def transposed_output(x, kernel_size, **options):
    return _pool(x, kernel_size, **options).swapaxes(2, 3)


@misconception("P01", "All padding is added at the top and at the left.", hint="Print a padded 2 x 2 image of ones.")
def padded_before(x, kernel_size, *, padding=0, **options):
    _refuse(kernel_size, padding)
    ahead = ((2 * pad, 0) for pad in _pair(padding))
    padded = np.pad(_float(x), ((0, 0), (0, 0), *ahead))
    return _over(padded, x, kernel_size, padding=padding, **options)


@misconception(
    "P02", "All padding is added at the bottom and at the right.", hint="Print a padded 2 x 2 image of ones."
)
def padded_after(x, kernel_size, *, padding=0, **options):
    _refuse(kernel_size, padding)
    behind = ((0, 2 * pad) for pad in _pair(padding))
    padded = np.pad(_float(x), ((0, 0), (0, 0), *behind))
    return _over(padded, x, kernel_size, padding=padding, **options)


@misconception("P03", "The padding is added on one side only.", hint="Count rows before and after the padding.")
def padded_once(x, kernel_size, *, stride=None, padding=0, **more):
    _refuse(kernel_size, padding)
    behind = [(0, pad) for pad in _pair(padding)]

    def border(images):
        return np.pad(images, ((0, 0), (0, 0), *behind))

    return _means(border, x, kernel_size, stride=stride, **more)


@misconception(
    "P05",
    "Pixels above and left of the image are taken from its far end.",
    hint="What does `x[-1]` mean in Python?",
)
def wrapped_padding(x, kernel_size, *, padding=0, **options):
    _refuse(kernel_size, padding)
    ahead, behind = ([(pad, 0) for pad in _pair(padding)], [(0, pad) for pad in _pair(padding)])
    wrapped = np.pad(_float(x), ((0, 0), (0, 0), *ahead), mode="wrap")
    return _over(np.pad(wrapped, ((0, 0), (0, 0), *behind)), x, kernel_size, padding=padding, **options)


@misconception("P07", "The padding is ignored.", hint="Print the shape right after padding.")
def ignores_padding(x, kernel_size, **options):
    _refuse(kernel_size, options.get("padding", 0))
    return _pool(x, kernel_size, **_unlike(options, padding=0))


@misconception("P08", "Only the rows are padded.", hint="Try padding 1 on a 4 x 6 image.")
def pads_rows_alone(x, kernel_size, *, stride=None, padding=0, **more):
    _refuse(kernel_size, padding)
    return _pool(x, kernel_size, stride=stride, padding=(_pair(padding)[0], 0), **more)


@misconception(
    "P09",
    "Batch and channels are padded, too.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def pads_all_axes(x, kernel_size, *, stride=None, padding=0, **more):
    _refuse(kernel_size, padding)
    rows, cols = _pair(padding)
    sides = ((rows, rows), (rows, rows), (rows, rows), (cols, cols))
    return _pool(np.pad(_float(x), sides), kernel_size, stride=stride, **more)


@misconception("P10", "The images are padded twice.", hint="Who owns the padding?")
def pads_twice(x, kernel_size, *, stride=None, padding=0, **more):
    return _pool(_pad(_float(x), padding), kernel_size, stride=stride, padding=padding, **more)


@misconception(
    "P14", "The padded images exist only if there is padding.", hint="Which line runs when the padding is 0?"
)
def padded_only_if(x, kernel_size, *, stride=None, padding=0, **more):
    _refuse(kernel_size, padding)
    if max(_pair(padding)) > 0:
        padded = _pad(_float(x), padding)
    return _pool(padded, kernel_size, stride=stride, **more)


@misconception("A10", "Only the first image is pooled.", hint="Use two different images.")
def first_image(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.repeat(out[:1], len(x), axis=0) if len(x) else out


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    x[...] = 0
    return out


@misconception(
    "A13",
    "The output is an array of integers when the images are.",
    hint="What is the dtype of the array you write into?",
)
def integer_buffer(x, kernel_size, **options):
    return _pool(x, kernel_size, **options).astype(x.dtype)


@misconception("A14", "The output is kept in float32.", hint="What is the dtype of the array you write into?")
def single_precision_buffer(x, kernel_size, **options):
    with np.errstate(over="ignore"):
        return _pool(x, kernel_size, **options).astype(np.float32)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, kernel_size, **options):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _pool(x, kernel_size, **options) + _SCRAPS[0]


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, kernel_size, **options):
    return _pool(x.ravel(order="K").reshape(x.shape), kernel_size, **options)


@misconception(
    "A17",
    "The lecture's grid, 2 x 2 with stride 2, is built in.",
    hint="Change one number in the example: what if the windows are 3 x 3?",
)
def built_in_grid(x, kernel_size, **options):
    _pool(x, kernel_size, **options)
    return _pool(x, 2)


@misconception("A18", "The output is a list.", hint="Compare the type of your result with the docstring.")
def returns_list(x, kernel_size, **options):
    return _pool(x, kernel_size, **options).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "C63",
    "Windows of one pixel return the image itself, not a new array.",
    hint="Change the result of a call with kernel size 1, and look at the image.",
)
def returns_argument(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return x if out.shape == x.shape and np.array_equal(out, x) and kernel_size == 1 else out


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(x, kernel_size, **options):
    return _pool(images, kernel_size, **options)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about a last window that does not lie within the image?",
)
def asserts_no_rest(x, kernel_size, **options):
    assert not any(_rest(x, kernel_size, **options))
    return _pool(x, kernel_size, **options)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, kernel_size, **options):
    return _pool(x.astype(np.float), kernel_size, **options)  # noqa: NPY001 - the mistake


@misconception(
    "C31",
    "Windows that do not fit give an empty output.",
    hint="What does the docstring promise where no window fits?",
)
def never_refuses_windows(x, kernel_size, *, stride=None, padding=0, **more):
    _refuse(kernel_size, padding)
    try:
        return _pool(x, kernel_size, stride=stride, padding=padding, **more)
    except ValueError:
        return np.zeros((*x.shape[:2], 0, 0))


@misconception("C32", "The output is float64 whatever the images are.", hint="Which dtype does the docstring promise?")
def always_float64(x, kernel_size, **options):
    return _pool(x.astype(np.float64), kernel_size, **options)


@misconception(
    "C34",
    "Kernel size, stride and padding must be single numbers.",
    hint="What may kernel size, stride and padding be, by the docstring?",
)
def refuses_pairs(x, kernel_size, *, stride=None, padding=0, **more):
    return _pool(x, int(kernel_size), stride=None if stride is None else int(stride), padding=int(padding), **more)


@misconception("C35", "A pair is read as (columns, rows).", hint="Try windows of (1, 2) on a 2 x 2 image.")
def exchanged_pairs(x, kernel_size, *, stride=None, padding=0, **more):
    stride = None if stride is None else _pair(stride)[::-1]
    return _pool(x, _pair(kernel_size)[::-1], stride=stride, padding=_pair(padding)[::-1], **more)


@misconception(
    "C36",
    "Windows larger than the image are refused even where padding makes room for them.",
    hint="In which image do the windows lie: with or without its padding?",
)
def refuses_by_unpadded_image(x, kernel_size, **options):
    if any(taps > side for side, taps in zip(x.shape[2:], _pair(kernel_size), strict=True)):
        raise ValueError("the window is larger than the image")
    return _pool(x, kernel_size, **options)


@misconception(
    "C68",
    "Padding of more than half the kernel size is accepted.",
    hint="What does the docstring list under Raises?",
)
def accepts_any_padding(x, kernel_size, *, padding=0, **options):
    return _over(_pad(_float(x), padding), x, kernel_size, padding=padding, **options)


@misconception(
    "C69",
    "Padding of exactly half the kernel size is refused.",
    hint="Kernel size 2 and padding 1: does every window hold a pixel of the image?",
)
def refuses_half(x, kernel_size, *, stride=None, padding=0, **more):
    if any(pad and 2 * pad >= taps for pad, taps in zip(_pair(padding), _pair(kernel_size), strict=True)):
        raise ValueError("too much padding")
    return _pool(x, kernel_size, stride=stride, padding=padding, **more)


@misconception(
    "C70",
    "Too much padding is noticed for rows only.",
    hint="What must hold for the padding of columns?",
)
def checks_padding_of_rows(x, kernel_size, *, padding=0, **options):
    if _pair(padding)[0] > _pair(kernel_size)[0] // 2:
        raise ValueError("too much padding")
    return _over(_pad(_float(x), padding), x, kernel_size, padding=padding, **options)


@misconception(
    "C71", "A batch without images is refused.", hint="What may N be, by the docstring, and what comes out then?"
)
def refuses_empty_batch(x, kernel_size, **options):
    return np.stack([_pool(image[None], kernel_size, **options)[0] for image in x])


@misconception(
    "C205",
    "The pixels in the image are counted for windows one pixel apart, whatever the stride is.",
    hint="Which row is the top one of window i, and in which rows do you count?",
)
def counts_without_stride(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    means = _pool(x, kernel_size, stride=stride, padding=padding)
    if count_include_pad:
        return means
    counts = _counts(x, kernel_size, stride=1, padding=padding)[:, :, : means.shape[2], : means.shape[3]]
    sums = _windows(_pad(_float(x), padding), kernel_size, stride).sum(axis=(-2, -1))
    return sums / counts


@misconception(
    "C206",
    "The stride that stands for None is the window's height, for columns, too.",
    hint="Windows of 1 x 2 that lie side by side: how far is it from one to the next?",
)
def default_stride_of_height(x, kernel_size, *, stride=None, padding=0, **more):
    stride = _pair(kernel_size)[0] if stride is None else stride
    return _pool(x, kernel_size, stride=stride, padding=padding, **more)
