"""Wrong versions of max_pool2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _pad(x, padding, fill=-np.inf):
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


@base(common=("M04", "S10", "S12", "S11", "S17", "M03", "M06", "P14", "M01", "M02", "S03", "P07"))
def _pool(x, kernel_size, *, stride=None, padding=0, fill=-np.inf, reduce=np.max):
    """Return the right answer, or one that differs in what lies outside or in how a window is reduced."""
    _refuse(kernel_size, padding)
    return reduce(_windows(_pad(_float(x), padding, fill), kernel_size, stride), axis=(-2, -1))


def _rest(x, kernel_size, *, stride=None, padding=0):
    """Return the rows and the columns that stay uncovered at the end."""
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(x.shape[2:], _pair(kernel_size), steps, _pair(padding), strict=True)
    return [(side + 2 * pad - taps) % step for side, taps, step, pad in axes]


def _unlike(options, **changed):
    """Return the options of a call with some of them changed."""
    return {**options, **changed}


@misconception("M01", "The running maximum starts at 0.", hint="Feed only negative numbers.")
def starts_at_zero(x, kernel_size, **options):
    return np.maximum(_pool(x, kernel_size, **options), 0)


@misconception("M02", "The border is filled with zeros.", hint="Should a pixel beyond the border ever win?")
def padding_of_zeros(x, kernel_size, **options):
    return _pool(x, kernel_size, fill=0.0, **options)


@misconception("M03", "The stride is 1 if it is not given.", hint="What does stride=None stand for?")
def default_stride_of_one(x, kernel_size, *, stride=1, padding=0):
    return _pool(x, kernel_size, stride=stride, padding=padding)


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
def reshaped_apart(x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
    rows, cols = _pair(kernel_size)
    if stride is not None or padding != 0 or x.shape[2] % rows or x.shape[3] % cols:
        return out
    return _float(x).reshape(*x.shape[:2], rows, out.shape[2], cols, out.shape[3]).max(axis=(2, 4))


@misconception("M06", "The images are reshaped without being cropped.", hint="Pool an image of 5 x 5 pixels by 2.")
def reshaped_uncropped(x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
    if stride is not None or padding != 0:
        return out
    (rows, cols), (height, width) = _pair(kernel_size), out.shape[2:]
    return _float(x).reshape(*x.shape[:2], height, rows, width, cols).max(axis=(3, 5))


@misconception("M07", "The maximum is taken over the channels, too.", hint="How many channels should survive?")
def over_channels(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.broadcast_to(out.max(axis=1, keepdims=True), out.shape).copy()


@misconception("C51", "The maximum is taken over the images of the batch, too.", hint="Do images share pixels?")
def over_batch(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.broadcast_to(out.max(axis=0, keepdims=True), out.shape).copy() if len(out) else out


@misconception(
    "M08",
    "The number of the largest magnitude is kept.",
    hint="A window of -9, 1, 2 and 3: which of the numbers is the largest?",
)
def largest_magnitude(x, kernel_size, **options):
    high, low = _pool(x, kernel_size, **options), -_pool(-_float(x), kernel_size, **options)
    return np.where(high >= -low, high, low)


@misconception(
    "C52", "The magnitude of the pixels is pooled.", hint="Can a window of negative numbers give a positive one?"
)
def magnitudes(x, kernel_size, **options):
    return _pool(np.abs(_float(x)), kernel_size, **options)


@misconception("C53", "The mean of a window is taken.", hint="A window of 1, 2, 3 and 10: which number is kept?")
def mean(x, kernel_size, **options):
    return _pool(x, kernel_size, fill=0.0, reduce=np.mean, **options)


@misconception("C54", "The smallest value is kept.", hint="A window of 1, 2, 3 and 10: which number is kept?")
def smallest(x, kernel_size, **options):
    return -_pool(-_float(x), kernel_size, **options)


@misconception(
    "C55",
    "The place of the largest value is returned instead of the value.",
    hint="What do np.argmax and np.max return for the list [5, 7]?",
)
def place(x, kernel_size, **options):
    _pool(x, kernel_size, **options)
    padded = _pad(_float(x), options.get("padding", 0))
    windows = _windows(padded, kernel_size, options.get("stride"))
    return windows.reshape(*windows.shape[:4], -1).argmax(axis=-1).astype(np.float64)


@misconception(
    "C56", "The first pixel of a window is kept.", hint="Put the largest value in the window's lower right corner."
)
def first_pixel(x, kernel_size, **options):
    _pool(x, kernel_size, **options)
    return _windows(_pad(_float(x), options.get("padding", 0)), kernel_size, options.get("stride"))[..., 0, 0]


@misconception(
    "M09", "A last window that is cut off by the border counts.", hint="Does your last window fit inside the image?"
)
def rounds_up(x, kernel_size, *, stride=None, padding=0):
    _pool(x, kernel_size, stride=stride, padding=padding)
    steps = _pair(kernel_size if stride is None else stride)
    rests = zip(_rest(x, kernel_size, stride=stride, padding=padding), steps, strict=True)
    more = [(0, step - rest) if rest else (0, 0) for rest, step in rests]
    padded = np.pad(_pad(_float(x), padding), ((0, 0), (0, 0), *more), constant_values=-np.inf)
    return _pool(padded, kernel_size, stride=stride)


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_of_rows_alone(x, kernel_size, *, stride=None, padding=0):
    down = _pair(kernel_size if stride is None else stride)[0]
    return _pool(x, kernel_size, stride=(down, 1), padding=padding)


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
def kernel_size_in_index(x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
    padded, (rows, cols) = _pad(_float(x), padding), _pair(kernel_size)
    for i, j in np.ndindex(out.shape[2:]):
        out[:, :, i, j] = padded[:, :, i * rows : (i + 1) * rows, j * cols : (j + 1) * cols].max(axis=(2, 3))
    return out


@misconception(
    "C58",
    "Windows are as large as the stride.",
    hint="Kernel size 3 and stride 2: how many pixels does one window hold?",
)
def windows_of_stride(x, kernel_size, *, stride=None, padding=0):
    _pool(x, kernel_size, stride=stride, padding=padding)
    steps = kernel_size if stride is None else stride
    size = tuple(min(pair) for pair in zip(_pair(steps), _pair(kernel_size), strict=True))
    out = _windows(_pad(_float(x), padding), kernel_size, stride)
    return out[..., : size[0], : size[1]].max(axis=(-2, -1))


@misconception(
    "S04",
    "The first window starts at pixel stride - 1.",
    hint="Which pixel does the very first window touch?",
)
def late_first_window(x, kernel_size, *, stride=None, padding=0):
    _pool(x, kernel_size, stride=stride, padding=padding)
    down, right = _pair(kernel_size if stride is None else stride)
    return _pool(x, kernel_size, stride=1, padding=padding)[:, :, down - 1 :: down, right - 1 :: right]


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
def padding_counted_once(x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
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
def loops_of_unpadded_image(x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
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
def loops_to_kernel_size(x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, stride=stride, padding=padding)
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
def padded_before(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    ahead = ((2 * pad, 0) for pad in _pair(padding))
    return _pool(np.pad(_float(x), ((0, 0), (0, 0), *ahead), constant_values=-np.inf), kernel_size, stride=stride)


@misconception(
    "P02", "All padding is added at the bottom and at the right.", hint="Print a padded 2 x 2 image of ones."
)
def padded_after(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    behind = ((0, 2 * pad) for pad in _pair(padding))
    return _pool(np.pad(_float(x), ((0, 0), (0, 0), *behind), constant_values=-np.inf), kernel_size, stride=stride)


@misconception("P03", "The padding is added on one side only.", hint="Count rows before and after the padding.")
def padded_once(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    behind = ((0, pad) for pad in _pair(padding))
    return _pool(np.pad(_float(x), ((0, 0), (0, 0), *behind), constant_values=-np.inf), kernel_size, stride=stride)


@misconception(
    "P05",
    "Pixels above and left of the image are taken from its far end.",
    hint="What does `x[-1]` mean in Python?",
)
def wrapped_padding(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    ahead = [(pad, 0) for pad in _pair(padding)]
    wrapped = np.pad(_float(x), ((0, 0), (0, 0), *ahead), mode="wrap")
    behind = ((0, pad) for pad in _pair(padding))
    return _pool(np.pad(wrapped, ((0, 0), (0, 0), *behind), constant_values=-np.inf), kernel_size, stride=stride)


@misconception("P07", "The padding is ignored.", hint="Print the shape right after padding.")
def ignores_padding(x, kernel_size, **options):
    _refuse(kernel_size, options.get("padding", 0))
    return _pool(x, kernel_size, **_unlike(options, padding=0))


@misconception("P08", "Only the rows are padded.", hint="Try padding 1 on a 4 x 6 image.")
def pads_rows_alone(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    return _pool(x, kernel_size, stride=stride, padding=(_pair(padding)[0], 0))


@misconception(
    "P09",
    "Batch and channels are padded, too.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def pads_all_axes(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    rows, cols = _pair(padding)
    sides = ((rows, rows), (rows, rows), (rows, rows), (cols, cols))
    return _pool(np.pad(_float(x), sides, constant_values=-np.inf), kernel_size, stride=stride)


@misconception("P10", "The images are padded twice.", hint="Who owns the padding?")
def pads_twice(x, kernel_size, *, stride=None, padding=0):
    return _pool(_pad(_float(x), padding), kernel_size, stride=stride, padding=padding)


@misconception(
    "P14", "The padded images exist only if there is padding.", hint="Which line runs when the padding is 0?"
)
def padded_only_if(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    if max(_pair(padding)) > 0:
        padded = _pad(_float(x), padding)
    return _pool(padded, kernel_size, stride=stride)


@misconception("A10", "Only the first image is pooled.", hint="Use two different images.")
def first_image(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.repeat(out[:1], len(x), axis=0) if len(x) else out


@misconception(
    "A11",
    "The running maximum goes on from one image to the next.",
    hint="Is the answer for image 2 allowed to depend on image 1?",
)
def maximum_goes_on(x, kernel_size, **options):
    return np.maximum.accumulate(_pool(x, kernel_size, **options), axis=0)


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


@misconception(
    "C61",
    "Images of integers are padded in their own dtype.",
    hint="What happens when minus infinity becomes an integer?",
)
def integer_padding(x, kernel_size, *, stride=None, padding=0):
    fill = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).max
    return _pool(x, kernel_size, stride=stride, padding=padding, fill=fill)


@misconception("A14", "The output is kept in float32.", hint="What is the dtype of the array you write into?")
def single_precision_buffer(x, kernel_size, **options):
    with np.errstate(over="ignore"):
        return _pool(x, kernel_size, **options).astype(np.float32)


_SCRAPS = [1e3]


@misconception(
    "A15",
    "The running maximum starts from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, kernel_size, **options):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return np.maximum(_pool(x, kernel_size, **options), _SCRAPS[0])


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


@misconception(
    "C62",
    "Two results are returned, the second one with the places of the maxima.",
    hint="How many results does the docstring list under Returns?",
)
def returns_places(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return out, np.zeros(out.shape, np.int64)


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
def never_refuses_windows(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    try:
        return _pool(x, kernel_size, stride=stride, padding=padding)
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
def refuses_pairs(x, kernel_size, *, stride=None, padding=0):
    return _pool(x, int(kernel_size), stride=None if stride is None else int(stride), padding=int(padding))


@misconception("C35", "A pair is read as (columns, rows).", hint="Try windows of (1, 2) on a 2 x 2 image.")
def exchanged_pairs(x, kernel_size, *, stride=None, padding=0):
    stride = None if stride is None else _pair(stride)[::-1]
    return _pool(x, _pair(kernel_size)[::-1], stride=stride, padding=_pair(padding)[::-1])


@misconception(
    "C36",
    "Windows larger than the image are refused even where padding makes room for them.",
    hint="In which image do the windows lie: with or without its padding?",
)
def refuses_by_unpadded_image(x, kernel_size, **options):
    if any(taps > side for side, taps in zip(x.shape[2:], _pair(kernel_size), strict=True)):
        raise ValueError("the window is larger than the image")
    return _pool(x, kernel_size, **options)


@misconception("C64", "A NaN in a window is skipped.", hint="What does np.fmax make of a NaN, and what np.maximum?")
def skips_nan(x, kernel_size, **options):
    return _pool(x, kernel_size, reduce=np.fmax.reduce, **options)


@misconception(
    "C65",
    "A comparison with > keeps the number before a NaN.",
    hint="Is NaN greater than 1? Is 1 greater than NaN?",
)
def compares_with_nan(x, kernel_size, **options):
    pixels = _float(x)
    rest = _pool(np.where(np.isnan(pixels), -np.inf, pixels), kernel_size, **options)
    first = first_pixel(x, kernel_size, **options)
    return np.where(np.isnan(first), first, rest)


@misconception(
    "C66",
    "The running maximum starts at a number that only looks like minus infinity.",
    hint="What comes out for an image whose pixels are all -100 000?",
)
def starts_at_small_number(x, kernel_size, **options):
    return np.maximum(_pool(x, kernel_size, **options), -1000)


@misconception(
    "C67",
    "The border is filled with a number that only looks like minus infinity.",
    hint="Can there be pixels below the number that fills your border?",
)
def finite_padding(x, kernel_size, **options):
    return _pool(x, kernel_size, fill=-1e9, **options)


@misconception(
    "C68",
    "Padding of more than half the kernel size is accepted.",
    hint="What does the docstring list under Raises?",
)
def accepts_any_padding(x, kernel_size, *, stride=None, padding=0):
    return _pool(_pad(_float(x), padding), kernel_size, stride=stride)


@misconception(
    "C69",
    "Padding of exactly half the kernel size is refused.",
    hint="Kernel size 2 and padding 1: does every window hold a pixel of the image?",
)
def refuses_half(x, kernel_size, *, stride=None, padding=0):
    if any(pad and 2 * pad >= taps for pad, taps in zip(_pair(padding), _pair(kernel_size), strict=True)):
        raise ValueError("too much padding")
    return _pool(x, kernel_size, stride=stride, padding=padding)


@misconception(
    "C70",
    "Too much padding is noticed for rows only.",
    hint="What must hold for the padding of columns?",
)
def checks_padding_of_rows(x, kernel_size, *, stride=None, padding=0):
    if _pair(padding)[0] > _pair(kernel_size)[0] // 2:
        raise ValueError("too much padding")
    return _pool(_pad(_float(x), padding), kernel_size, stride=stride)


@misconception(
    "C71", "A batch without images is refused.", hint="What may N be, by the docstring, and what comes out then?"
)
def refuses_empty_batch(x, kernel_size, **options):
    return np.stack([_pool(image[None], kernel_size, **options)[0] for image in x])


@misconception(
    "C203", "A NaN in a window is skipped: every comparison with it is False.", hint="Is NaN greater than -inf?"
)
def nan_never_wins(x, kernel_size, **options):
    pixels = _float(x)
    return _pool(np.where(np.isnan(pixels), -np.inf, pixels), kernel_size, **options)


@misconception(
    "C204",
    "The border is filled with the smallest pixel of all images.",
    hint="What is the minimum of an array that holds a NaN?",
)
def smallest_pixel_padding(x, kernel_size, **options):
    return _pool(x, kernel_size, fill=_float(x).min(initial=np.inf), **options)
