"""Wrong versions of pad2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _four(padding):
    """Return ((top, bottom), (left, right))."""
    rows, cols = (padding, padding) if isinstance(padding, int) else padding
    sides = (
        (rows, rows) if isinstance(rows, int) else tuple(rows),
        (cols, cols) if isinstance(cols, int) else tuple(cols),
    )
    if min(*sides[0], *sides[1]) < 0:
        raise ValueError("a side is negative")
    return sides


@base()
def _pad(x, sides, value=0.0, **how):
    """Return the right answer, on which the wrong versions are built; ``how`` is told to numpy.pad."""
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    how = how or {"constant_values": value}
    return np.pad(x.astype(dtype), ((0, 0), (0, 0), *sides), **how)


@misconception(
    "P01",
    "The whole border is added at the top and at the left.",
    hint="Where should the original top left pixel land?",
)
def all_before(x, padding, *, value=0.0):
    return _pad(x, [(sum(side), 0) for side in _four(padding)], value=value)


@misconception(
    "P02",
    "The whole border is added at the bottom and at the right.",
    hint="Print a bordered 2 x 2 image of ones.",
)
def all_after(x, padding, *, value=0.0):
    return _pad(x, [(0, sum(side)) for side in _four(padding)], value=value)


@misconception(
    "P03",
    "The border is added at the bottom and at the right alone.",
    hint="Count the rows before and after.",
)
def one_side(x, padding, *, value=0.0):
    return _pad(x, [(0, after) for _, after in _four(padding)], value=value)


@misconception(
    "C120",
    "The border is added at the top and at the left alone.",
    hint="Count the rows before and after.",
)
def other_side(x, padding, *, value=0.0):
    return _pad(x, [(before, 0) for before, _ in _four(padding)], value=value)


@misconception(
    "P04",
    "The border repeats the outermost pixels.",
    hint="What value lies outside the image, by the docstring?",
)
def edge(x, padding, *, value=0.0):
    return _pad(x, _four(padding), mode="edge")


@misconception(
    "C121",
    "The border mirrors the image.",
    hint="What value lies outside the image, by the docstring?",
)
def mirrored(x, padding, *, value=0.0):
    return _pad(x, _four(padding), mode="symmetric")


@misconception(
    "P05",
    "The border above and to the left is taken from the far end of the image.",
    hint="What does `x[-1]` mean in Python?",
)
def wrapped(x, padding, *, value=0.0):
    sides = _four(padding)
    out, (height, width) = _pad(x, sides, mode="wrap"), x.shape[2:]
    out[:, :, sides[0][0] + height :] = value
    out[:, :, :, sides[1][0] + width :] = value
    return out


@misconception(
    "P06",
    "The border is filled with ones.",
    hint="Give it an image of zeros: what must come out?",
)
def ones(x, padding, *, value=0.0):
    return _pad(x, _four(padding), value=value or 1.0)


@misconception(
    "C122",
    "The border is filled with the mean of the images.",
    hint="Give it two images of different brightness: what must their borders have in common?",
)
def mean(x, padding, *, value=0.0):
    return _pad(x, _four(padding), value=value or (x.mean() if x.size else 0.0))


@misconception(
    "C123",
    "The border is always zero, whatever the value is.",
    hint="Ask for a border of 7: where does that number enter?",
)
def ignores_value(x, padding, *, value=0.0):
    return _pad(x, _four(padding))


@misconception(
    "C124",
    "The value is added to the border and to the pixels.",
    hint="Ask for a border of 7 around a pixel of 5: may the pixel change?",
)
def adds_value(x, padding, *, value=0.0):
    return _pad(x, _four(padding)) + value


@misconception(
    "C125",
    "Pixels that are zero are taken for border and get its value, too.",
    hint="What becomes of a black pixel in the middle of an image if the border is to be 7?",
)
def replaces_zeros(x, padding, *, value=0.0):
    out = _pad(x, _four(padding))
    out[out == 0] = value
    return out


@misconception(
    "P07",
    "No border is added.",
    hint="Print the shape right after padding.",
)
def no_border(x, padding, *, value=0.0):
    return _pad(x, ((0, 0), (0, 0)) if _four(padding) else None, value=value)


@misconception(
    "P08",
    "Only rows are added.",
    hint="Try a border of 1 around a 5 x 9 image: which sides grow?",
)
def rows_alone(x, padding, *, value=0.0):
    return _pad(x, (_four(padding)[0], (0, 0)), value=value)


@misconception(
    "C126",
    "Only columns are added.",
    hint="Try a border of 1 around a 5 x 9 image: which sides grow?",
)
def columns_alone(x, padding, *, value=0.0):
    return _pad(x, ((0, 0), _four(padding)[1]), value=value)


@misconception(
    "P09",
    "Batch and channels get a border, too.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def all_axes(x, padding, *, value=0.0):
    _four(padding)
    if not isinstance(padding, int):
        return _pad(x, _four(padding), value=value)
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    return np.pad(x.astype(dtype), padding, constant_values=value)


@misconception(
    "C127",
    "The border is put around the first two axes instead of the last two.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def first_axes(x, padding, *, value=0.0):
    swapped = _pad(np.moveaxis(x, (0, 1), (2, 3)), _four(padding), value)
    return np.moveaxis(swapped, (2, 3), (0, 1))


@misconception(
    "C128",
    "The images are taken to have their channels last.",
    hint="Name your four axes in the order of the docstring.",
)
def channels_last(x, padding, *, value=0.0):
    return np.moveaxis(_pad(np.moveaxis(x, -1, 1), _four(padding), value), 1, -1)


@misconception(
    "P14",
    "The bordered images exist only if there is a border.",
    hint="Which line runs when the padding is 0?",
)
def only_if(x, padding, *, value=0.0):
    if max(max(side) for side in _four(padding)) > 0:
        out = _pad(x, _four(padding), value=value)
    return out


@misconception(
    "P10",
    "The border is added twice.",
    hint="Count the rows before and after: by how many may they differ?",
)
def twice(x, padding, *, value=0.0):
    return _pad(x, [(2 * before, 2 * after) for before, after in _four(padding)], value=value)


@misconception(
    "C129",
    "The number is shared out between the two sides.",
    hint="With a border of 1, how many rows come on top, and how many at the bottom?",
)
def shared_out(x, padding, *, value=0.0):
    halves = [((before + after) // 4, (before + after + 2) // 4) for before, after in _four(padding)]
    return _pad(x, halves, value=value)


@misconception(
    "C34",
    "The padding must be a single number.",
    hint="Which three forms of padding does the docstring name?",
)
def refuses_pairs(x, padding, *, value=0.0):
    return _pad(x, _four(int(padding)), value=value)


@misconception(
    "C135",
    "The padding must be one number or two.",
    hint="Which three forms of padding does the docstring name?",
)
def refuses_four_sides(x, padding, *, value=0.0):
    rows, cols = (padding, padding) if isinstance(padding, int) else map(int, padding)
    return _pad(x, _four((rows, cols)), value=value)


@misconception(
    "C35",
    "A pair is read as (columns, rows).",
    hint="Try padding (1, 2) on a single pixel: how many rows come out?",
)
def exchanged_pair(x, padding, *, value=0.0):
    rows, cols = _four(padding)
    is_pair = not isinstance(padding, int) and isinstance(padding[0], int)
    return _pad(x, (cols, rows) if is_pair else (rows, cols), value=value)


@misconception(
    "C130",
    "A pair is read as (before, after), for rows and columns alike.",
    hint="Try padding (0, 1) on a single pixel: how many rows must come out?",
)
def before_after_pair(x, padding, *, value=0.0):
    is_pair = not isinstance(padding, int) and isinstance(padding[0], int)
    return _pad(x, (padding, padding) if is_pair and _four(padding) else _four(padding), value=value)


@misconception(
    "C131",
    "The four sides are read as ((left, right), (top, bottom)).",
    hint="In which order does the docstring name the four sides? Try ((1, 0), (0, 0)) on a single pixel.",
)
def columns_first(x, padding, *, value=0.0):
    rows, cols = _four(padding)
    nested = not isinstance(padding, int) and not isinstance(padding[0], int)
    return _pad(x, (cols, rows) if nested else (rows, cols), value=value)


@misconception(
    "C132",
    "The four sides are read as ((top, left), (bottom, right)).",
    hint="In which order does the docstring name the four sides? Try ((0, 1), (0, 0)) on a single pixel.",
)
def corners(x, padding, *, value=0.0):
    (top, left), (bottom, right) = _four(padding)
    nested = not isinstance(padding, int) and not isinstance(padding[0], int)
    return _pad(x, ((top, bottom), (left, right)) if nested else _four(padding), value=value)


@misconception(
    "C133",
    "Of each pair of sides only the first number is used, for both.",
    hint="Try ((1, 2), (0, 0)) on a single pixel: how many rows come out?",
)
def first_number_alone(x, padding, *, value=0.0):
    return _pad(x, [(before, before) for before, _ in _four(padding)], value=value)


@misconception(
    "C134",
    "Where the border is 0 the pixels are lost: `[p:-p]` is empty.",
    hint="What is `a[0:-0]`?",
)
def empty_slice(x, padding, *, value=0.0):
    (top, bottom), (left, right) = _four(padding)
    out = np.full_like(_pad(x, _four(padding)), value)
    target = out[:, :, top:-bottom, left:-right]
    if target.size:
        target[...] = x
    return out


@misconception(
    "S10",
    "The images are taken to be square.",
    hint="Give both sizes their own names, and try a 5 x 9 image.",
)
def square_images(x, padding, *, value=0.0):
    side = x.shape[2]
    if x.shape[3] != side:
        raise ValueError("could not broadcast input array into shape")
    return _pad(x, _four(padding), value=value)


@misconception(
    "A10",
    "Only the first image of a batch gets a border; the others become copies of it.",
    hint="Use two different images.",
)
def first_image(x, padding, *, value=0.0):
    out = _pad(x, _four(padding), value=value)
    return np.repeat(out[:1], len(x), axis=0)


@misconception(
    "X07",
    "All channels become copies of the first.",
    hint="Use an image with two different channels.",
)
def first_channel(x, padding, *, value=0.0):
    return np.repeat(_pad(x, _four(padding), value)[:, :1], x.shape[1], axis=1)


@misconception(
    "A12",
    "The images are changed by the call.",
    hint="Compare the images before and after.",
)
def changes_images(x, padding, *, value=0.0):
    out = _pad(x, _four(padding), value=value)
    x[...] = 0
    return out


@misconception(
    "A13",
    "The output is an array of integers when the images are.",
    hint="What is the dtype of the array you write into, and can it hold 0.5?",
)
def integer_buffer(x, padding, *, value=0.0):
    out = _pad(x, _four(padding), value=value)
    if x.dtype.kind == "f":
        return out
    if not np.isfinite(value):
        raise OverflowError("cannot convert float infinity to integer")
    return np.trunc(out).astype(np.int64).astype(x.dtype)


@misconception(
    "A14",
    "The pixels are kept in float32.",
    hint="What is the dtype of the array you write into, and how many digits can it hold?",
)
def single_precision(x, padding, *, value=0.0):
    return _pad(x, _four(padding), value=value).astype(np.float32)


_SCRAPS = [40.0]


@misconception(
    "A15",
    "The border holds whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, padding, *, value=0.0):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _pad(x, _four(padding), value=_SCRAPS[0])


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, padding, *, value=0.0):
    return _pad(x.ravel(order="K").reshape(x.shape), _four(padding), value=value)


@misconception(
    "A17",
    "The border of the first example, 1 on each side, is built in.",
    hint="Change one number in the example.",
)
def built_in_border(x, padding, *, value=0.0):
    _four(padding)
    return _pad(x, ((1, 1), (1, 1)), value=value)


@misconception(
    "A18",
    "The output is a list.",
    hint="Compare the type of your result with the docstring.",
)
def returns_list(x, padding, *, value=0.0):
    return _pad(x, _four(padding), value=value).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, padding, *, value=0.0):
    out = _pad(x, _four(padding), value=value)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "C136",
    "Without a border the images themselves are returned, and not a new array.",
    hint="If somebody changes your output, may your input change with it?",
)
def returns_argument(x, padding, *, value=0.0):
    out = _pad(x, _four(padding), value=value)
    return x if out.shape == x.shape and out.dtype == x.dtype else out


@misconception(
    "A25",
    "A name is used that exists only in the notebook.",
    hint="Restart, and run only this cell.",
)
def left_over_name(x, padding, *, value=0.0):
    return _pad(images, _four(padding), value=value)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27",
    "A name is used that NumPy no longer has.",
    hint="The message of the error names the modern spelling.",
)
def gone_numpy_name(x, padding, *, value=0.0):
    return _pad(x.astype(np.float), _four(padding), value=value)  # noqa: NPY001 - the mistake


@misconception(
    "C32",
    "The output is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(x, padding, *, value=0.0):
    return _pad(x.astype(np.float64), _four(padding), value=value)


@misconception(
    "C137",
    "A negative border cuts pixels off.",
    hint="What does the docstring promise for a border of -1?",
)
def crops(x, padding, *, value=0.0):
    try:
        return _pad(x, _four(padding), value=value)
    except ValueError:
        rows, cols = (padding, padding) if isinstance(padding, int) else padding
        sides = [(side, side) if isinstance(side, int) else side for side in (rows, cols)]
        (top, bottom), (left, right) = ([max(-side, 0) for side in pair] for pair in sides)
        cropped = x[:, :, top : x.shape[2] - bottom, left : x.shape[3] - right]
        return _pad(cropped, [[max(side, 0) for side in pair] for pair in sides], value=value)


@misconception(
    "C207",
    "The border is added as a mask times the value, which reaches the image as 0 times the value.",
    hint="What is 0 * np.inf?",
)
def mask_times_value(x, padding, *, value=0.0):
    sides = _four(padding)
    out = _pad(x, sides)
    with np.errstate(invalid="ignore"):
        return out + _pad(np.zeros(x.shape, out.dtype), sides, 1.0) * out.dtype.type(value)
