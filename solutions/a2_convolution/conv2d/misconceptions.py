"""Wrong versions of conv2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _pad(x, padding, **how):
    """Return the images with a border, of zeros or of what numpy.pad is told."""
    return np.pad(x, ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding))), **how)


def _sizes(x, weight, *, stride=1, padding=0, dilation=1, groups=1):
    """Return height and width of the output, after refusing what does not fit."""
    if x.shape[1] != groups * weight.shape[1] or len(weight) % groups:
        raise ValueError("channels, filters and groups do not go together")
    axes = zip(x.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), _pair(dilation), strict=True)
    sizes = [(side + 2 * pad - gap * (taps - 1) - 1) // step + 1 for side, taps, step, pad, gap in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    return sizes


@base(common=("S10", "S12", "S11", "S17", "P14", "S03", "P07", "S01", "A05", "X01", "P03", "X09"))
def _conv(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Return the right answer, on which the wrong versions are built."""
    sizes = _sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    pixels, out = _pad(x.astype(dtype), padding), np.zeros((len(x), len(weight), *sizes), dtype)
    steps, gaps, per = _pair(stride), _pair(dilation), weight.shape[1]
    for o, r, c in np.ndindex(len(weight), *weight.shape[2:]):
        first = o // (len(weight) // groups) * per
        rows = slice(r * gaps[0], r * gaps[0] + steps[0] * (sizes[0] - 1) + 1, steps[0])
        cols = slice(c * gaps[1], c * gaps[1] + steps[1] * (sizes[1] - 1) + 1, steps[1])
        taps = weight[o, :, r, c].astype(dtype)[None, :, None, None]
        out[:, o] += (pixels[:, first : first + per, rows, cols] * taps).sum(axis=1)
    return out if bias is None else out + bias.astype(dtype)[:, None, None]


def _rest(x, weight, stride=1, padding=0, dilation=1, **_):
    """Return the rows and columns that stay uncovered at the end."""
    axes = zip(x.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), _pair(dilation), strict=True)
    return [(side + 2 * pad - gap * (taps - 1) - 1) % step for side, taps, step, pad, gap in axes]


def _unlike(options, **changed):
    """Return the options of a call with some of them changed."""
    return {**options, **changed}


@misconception(
    "X01",
    "The kernels are rotated by 180 degrees, as in a textbook convolution.",
    hint="Put a single 1 in one corner of the kernel: which pixel should come out?",
)
def rotated_kernel(x, weight, bias=None, **options):
    return _conv(x, weight[:, :, ::-1, ::-1], bias, **options)


@misconception(
    "X02", "The kernels are flipped upside down.", hint="Take nine different numbers and do one window by hand."
)
def flipped_rows(x, weight, bias=None, **options):
    return _conv(x, weight[:, :, ::-1], bias, **options)


@misconception(
    "X03",
    "The kernels are flipped from left to right.",
    hint="In which direction is the lecture's kernel symmetric? Would its example notice?",
)
def flipped_columns(x, weight, bias=None, **options):
    return _conv(x, weight[:, :, :, ::-1], bias, **options)


@misconception(
    "X04", "Rows and columns of the kernels are exchanged.", hint="Which of your loop variables moves down a row?"
)
def transposed_kernel(x, weight, bias=None, **options):
    return _conv(x, weight.swapaxes(2, 3), bias, **options)


@misconception(
    "X05", "Height and width of the output are exchanged.", hint="Predict the shape for a 5 x 9 image before running."
)
def transposed_output(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **options).swapaxes(2, 3)


@misconception(
    "X08",
    "The channels are averaged instead of added up.",
    hint="Copy one channel three times: should the answer triple?",
)
def averaged_channels(x, weight, bias=None, **options):
    return _conv(x, weight / weight.shape[1], bias, **options)


@misconception("X09", "Only the first channel is used.", hint="Blank the first channel: does anything survive?")
def first_channel(x, weight, bias=None, **options):
    return _conv(x[:, :1], weight[:, :1], bias, **_unlike(options, groups=1))


@misconception(
    "X10", "Each channel overwrites the sum of the one before.", hint="Blank all channels but one, try each in turn."
)
def last_channel(x, weight, bias=None, **options):
    return _conv(x[:, -1:], weight[:, -1:], bias, **_unlike(options, groups=1))


@misconception(
    "X11",
    "One kernel is used for every channel.",
    hint="How many numbers are in *one* filter for a colour image?",
)
def one_kernel_for_all_channels(x, weight, bias=None, **options):
    return _conv(x, np.repeat(weight[:, :1], weight.shape[1], axis=1), bias, **options)


@misconception("X12", "The channels are kept apart.", hint="One filter produces how many maps?")
def depthwise(x, weight, bias=None, **options):
    maps = [_conv(x[:, c : c + 1], weight[:, c : c + 1], bias, **options) for c in range(weight.shape[1])]
    return np.stack(maps, axis=2).reshape(len(x), -1, *maps[0].shape[2:])


@misconception("X13", "Negative outputs are set to zero.", hint="Does the docstring forbid negative outputs?")
def relu_inside(x, weight, bias=None, **options):
    return np.maximum(_conv(x, weight, bias, **options), 0)


@misconception(
    "P01",
    "All padding is added at the top and at the left.",
    hint="Where should the original top left pixel land?",
)
def padded_before(x, weight, bias=None, *, padding=0, **options):
    ahead = ((2 * pad, 0) for pad in _pair(padding))
    return _conv(np.pad(x, ((0, 0), (0, 0), *ahead)), weight, bias, **options)


@misconception(
    "P02", "All padding is added at the bottom and at the right.", hint="Print a padded 2 x 2 image of ones."
)
def padded_after(x, weight, bias=None, *, padding=0, **options):
    behind = ((0, 2 * pad) for pad in _pair(padding))
    return _conv(np.pad(x, ((0, 0), (0, 0), *behind)), weight, bias, **options)


@misconception("P03", "The padding is added on one side only.", hint="Count rows before and after the padding.")
def padded_once(x, weight, bias=None, *, padding=0, **options):
    behind = ((0, pad) for pad in _pair(padding))
    return _conv(np.pad(x, ((0, 0), (0, 0), *behind)), weight, bias, **options)


@misconception(
    "P04",
    "The border repeats the edge of the image.",
    hint="What value lies outside the image, by the docstring?",
)
def edge_padding(x, weight, bias=None, *, padding=0, **options):
    return _conv(_pad(x, padding, mode="edge"), weight, bias, **options)


@misconception(
    "P05",
    "Pixels above and left of the image are taken from its far end.",
    hint="What does `x[-1]` mean in Python?",
)
def wrapped_padding(x, weight, bias=None, *, padding=0, **options):
    wrapped = _pad(x, padding, mode="wrap")
    (rows, cols), (height, width) = _pair(padding), x.shape[2:]
    wrapped[:, :, rows + height :] = 0
    wrapped[:, :, :, cols + width :] = 0
    return _conv(wrapped, weight, bias, **options)


@misconception(
    "P06", "The border is filled with ones.", hint="Give it an image of zeros, without a bias: what must come out?"
)
def padding_of_ones(x, weight, bias=None, *, padding=0, **options):
    return _conv(_pad(x, padding, constant_values=1), weight, bias, **options)


@misconception("P07", "The padding is ignored.", hint="Print the shape right after padding.")
def ignores_padding(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **_unlike(options, padding=0))


@misconception("P08", "Only the rows are padded.", hint="Try padding 1 on a 5 x 9 image.")
def pads_rows_alone(x, weight, bias=None, *, padding=0, **options):
    return _conv(x, weight, bias, padding=(_pair(padding)[0], 0), **options)


@misconception(
    "P09",
    "Batch and channels are padded, too.",
    hint="Name your four axes: which of them are rows and columns of an image?",
)
def pads_all_axes(x, weight, bias=None, *, padding=0, **options):
    (rows, cols), pads = _pair(padding), max(_pair(padding))
    padded = np.pad(x, ((pads, pads), (pads, pads), (rows, rows), (cols, cols)))
    return _conv(padded[:, : weight.shape[1] * options.get("groups", 1)], weight, bias, **options)


@misconception("P10", "The images are padded twice.", hint="Who owns the padding?")
def pads_twice(x, weight, bias=None, *, padding=0, **options):
    return _conv(_pad(x, padding), weight, bias, padding=padding, **options)


@misconception(
    "P14", "The padded images exist only if there is padding.", hint="Which line runs when the padding is 0?"
)
def padded_only_if(x, weight, bias=None, *, padding=0, **options):
    if max(_pair(padding)) > 0:
        padded = _pad(x, padding)
    return _conv(padded, weight, bias, **options)


@misconception("S01", "The stride is ignored.", hint="What shape does the docstring promise?")
def ignores_stride(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **_unlike(options, stride=1))


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_of_rows_alone(x, weight, bias=None, *, stride=1, **options):
    return _conv(x, weight, bias, stride=(_pair(stride)[0], 1), **options)


@misconception(
    "S03",
    "The stride changes the size of the output, but not where the windows lie.",
    hint="Output (1, 1) with stride 2: where does its window start?",
)
def stride_in_size_alone(x, weight, bias=None, **options):
    height, width = _sizes(x, weight, **options)
    return _conv(x, weight, bias, **_unlike(options, stride=1))[:, :, :height, :width]


@misconception(
    "S04",
    "The first window starts at pixel stride - 1.",
    hint="Which pixel does the very first window touch?",
)
def late_first_window(x, weight, bias=None, *, stride=1, **options):
    down, right = _pair(stride)
    return _conv(x, weight, bias, **options)[:, :, down - 1 :: down, right - 1 :: right]


@misconception(
    "S05", "A last window that is cut off by the border counts.", hint="Does your last window fit inside the image?"
)
def rounds_up(x, weight, bias=None, *, padding=0, **options):
    padded = _pad(x, padding)
    steps = zip(_rest(padded, weight, **options), _pair(options.get("stride", 1)), strict=True)
    more = [(0, -rest % step) if rest else (0, 0) for rest, step in steps]
    return _conv(np.pad(padded, ((0, 0), (0, 0), *more)), weight, bias, **options)


@misconception("S09", "Sizes are kept in 8 bits.", hint="Try an image that is 300 pixels wide.")
def eight_bit_sizes(x, weight, bias=None, **options):
    height, width = (np.array(_sizes(x, weight, **options)).astype(np.uint8)).tolist()
    return _conv(x, weight, bias, **options)[:, :, :height, :width]


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(x, weight, bias=None, **options):
    side = x.shape[2]
    if x.shape[3] < side:
        raise IndexError(f"index {x.shape[3]} is out of bounds for axis 3 with size {x.shape[3]}")
    return _conv(x[:, :, :, :side], weight, bias, **options)


@misconception(
    "S11", "The kernels are taken to be square.", hint="Give both sizes their own names, and try a 3 x 2 kernel."
)
def square_kernels(x, weight, bias=None, **options):
    side = weight.shape[2]
    if weight.shape[3] < side:
        raise IndexError(f"index {weight.shape[3]} is out of bounds for axis 3 with size {weight.shape[3]}")
    return _conv(x, weight[:, :, :, :side], bias, **options)


@misconception(
    "S12",
    "Images are refused if the windows leave a rest.",
    hint="What does the docstring say about a last window that does not lie within the image?",
)
def refuses_rest(x, weight, bias=None, **options):
    if any(_rest(x, weight, **options)):
        raise ValueError("the windows do not tile the image")
    return _conv(x, weight, bias, **options)


@misconception(
    "S13",
    "A dilated kernel is taken to be dilation x kernel size wide.",
    hint="Count the pixels from the first entry to the last, for 3 entries and dilation 2.",
)
def dilated_too_wide(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    axes = zip(x.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), _pair(dilation), strict=True)
    height, width = (max(0, (side + 2 * pad - gap * taps) // step + 1) for side, taps, step, pad, gap in axes)
    out = _conv(x, weight, bias, stride=stride, padding=padding, dilation=dilation, groups=groups)
    return out[:, :, :height, :width]


@misconception(
    "S14",
    "The images are dilated instead of the kernels.",
    hint="Where do the gaps go, and do the outputs skip pixels, too?",
)
def dilated_images(x, weight, bias=None, *, padding=0, dilation=1, **options):
    down, right = _pair(dilation)
    return _conv(_pad(x, padding)[:, :, ::down, ::right], weight, bias, **options)


@misconception("S15", "The groups are ignored.", hint="Draw which channels filter 0 may see.")
def ignores_groups(x, weight, bias=None, **options):
    dense = x if options.get("groups", 1) == 1 else x[:, : weight.shape[1]]
    return _conv(dense, weight, bias, **_unlike(options, groups=1))


@misconception(
    "S16", "A group takes every g-th channel.", hint="Are the members of a group neighbours, or every g-th channel?"
)
def interleaved_groups(x, weight, bias=None, *, groups=1, **options):
    if x.shape[1] % groups:
        raise ValueError("groups must divide the channels")
    order = np.arange(x.shape[1]).reshape(-1, groups).T.ravel()
    return _conv(x[:, order], weight, bias, groups=groups, **options)


@misconception(
    "S17",
    "The loops end where the windows of the unpadded image end.",
    hint="How many windows are there, and where does the last one start?",
)
def loops_of_unpadded_image(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    axes = zip(x.shape[2:], weight.shape[2:], _pair(options.get("stride", 1)), strict=True)
    height, width = (max(0, (side - taps) // step + 1) for side, taps, step in axes)
    if options.get("padding", 0) != 0:
        out[:, :, height:] = 0
        out[:, :, :, width:] = 0
    return out


@misconception("A01", "Filters and channels of the weight are exchanged.", hint="Test with 3 channels and 5 filters.")
def exchanged_channels(x, weight, bias=None, **options):
    return _conv(x, weight.swapaxes(0, 1), bias, **options)


@misconception(
    "A02",
    "The weight is read in the lecture's order: channels, rows, columns, filters.",
    hint="Write each axis letter under its size.",
)
def lecture_order(x, weight, bias=None, **options):
    return _conv(x, np.moveaxis(weight, -1, 0), bias, **options)


@misconception(
    "A03",
    "The output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index varies fastest in your matrix product?",
)
def reshaped_output(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return np.ascontiguousarray(np.moveaxis(out, 1, -1)).reshape(out.shape)


@misconception(
    "A04",
    "Filters are flattened in another order than windows.",
    hint="Flatten one window and one filter by hand, with two channels.",
)
def other_flattening(x, weight, bias=None, **options):
    return _conv(x, np.moveaxis(weight, 1, -1).reshape(weight.shape), bias, **options)


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


@misconception(
    "A07", "The bias is added once for every channel.", hint="How often may the bias enter one output value?"
)
def bias_per_channel(x, weight, bias=None, **options):
    return _conv(x, weight, None if bias is None else weight.shape[1] * bias, **options)


@misconception(
    "A08",
    "The bias is added within the sum over the window.",
    hint="How often may the bias enter one output value? Look at your innermost loop.",
)
def bias_per_product(x, weight, bias=None, **options):
    return _conv(x, weight, None if bias is None else weight[0].size * bias, **options)


@misconception("A09", "All filters get the first bias.", hint="Give the filters very different biases.")
def one_bias(x, weight, bias=None, **options):
    return _conv(x, weight, None if bias is None else np.full_like(bias, bias[0]), **options)


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image(x, weight, bias=None, **options):
    return np.repeat(_conv(x[:1], weight, bias, **options), len(x), axis=0) if len(x) else _conv(x, weight, **options)


@misconception(
    "A11",
    "The sums go on from one image to the next.",
    hint="Is the answer for image 2 allowed to depend on image 1?",
)
def sums_go_on(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return np.cumsum(out, axis=0, dtype=out.dtype)


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


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, weight, bias=None, **options):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _conv(x, weight, bias, **options) + _SCRAPS[0]


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, weight, bias=None, **options):
    return _conv(x.ravel(order="K").reshape(x.shape), weight, bias, **options)


@misconception(
    "A17",
    "The lecture's 3 x 3 kernel is built in.",
    hint="Change one number in the example: what if the kernel has two rows?",
)
def built_in_kernel_size(x, weight, bias=None, **options):
    _sizes(x, weight, **options)
    return _conv(x, np.resize(weight, (*weight.shape[:2], 3, 3)), bias, **options)


@misconception(
    "A18",
    "The output has one axis too many.",
    hint="Compare the shape of your result with the docstring.",
)
def extra_axis(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **options)[None]


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


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(x, weight, bias=None, **options):
    return _conv(images, weight, bias, **options)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about a last window that does not lie within the image?",
)
def asserts_no_rest(x, weight, bias=None, **options):
    assert not any(_rest(x, weight, **options))
    return _conv(x, weight, bias, **options)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, weight, bias=None, **options):
    return _conv(x.astype(np.float), weight, bias, **options)  # noqa: NPY001 - the mistake


@misconception(
    "C31",
    "Kernels that do not fit give an empty output.",
    hint="What does the docstring promise where no window fits?",
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
def refuses_pairs(x, weight, bias=None, *, stride=1, padding=0, **options):
    return _conv(x, weight, bias, stride=int(stride), padding=int(padding), **options)


@misconception("C35", "A pair is read as (columns, rows).", hint="Try stride (1, 2) on a single row of pixels.")
def exchanged_pairs(x, weight, bias=None, *, stride=1, padding=0, **options):
    return _conv(x, weight, bias, stride=_pair(stride)[::-1], padding=_pair(padding)[::-1], **options)


@misconception(
    "C36",
    "A kernel larger than the image is refused even where padding makes room for it.",
    hint="In which image do the windows lie: with or without its padding?",
)
def refuses_by_unpadded_image(x, weight, bias=None, **options):
    if any(taps > side for side, taps in zip(x.shape[2:], weight.shape[2:], strict=True)):
        raise ValueError("the kernel is larger than the image")
    return _conv(x, weight, bias, **options)
