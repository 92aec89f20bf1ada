"""Wrong versions of locally_connected2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _require_match(x, weight):
    """Refuse weights whose places or channels are not those of the images."""
    places = tuple(side - taps + 1 for side, taps in zip(x.shape[2:], weight.shape[4:], strict=True))
    if weight.shape[:2] != places or weight.shape[3] != x.shape[1]:
        raise ValueError("weights and images do not go together")


@base(common=("S10", "S11", "S17", "A05", "L01", "L02", "X01", "X04", "X09", "X10", "A07", "A10"))
def _local(x, weight, bias=None):
    """Return the right answer, on which the wrong versions are built."""
    _require_match(x, weight)
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(dtype), weight.shape[4:], axis=(2, 3))
    out = np.zeros((len(x), weight.shape[2], *weight.shape[:2]), dtype)
    for f in range(weight.shape[2]):
        own = np.moveaxis(weight[:, :, f].astype(dtype), 2, 0)
        out[:, f] = (windows * own).sum(axis=(1, 4, 5))
    return out if bias is None else out + bias.astype(dtype).transpose(2, 0, 1)


def _everywhere(weight, place=(0, 0)):
    """Return weights that are everywhere those of one place."""
    return np.broadcast_to(weight[place], weight.shape)


@misconception(
    "L01",
    "The weights of the first place are used everywhere: a convolution.",
    hint="Set the weights of one place to zero: whose output changes?",
)
def shared(x, weight, bias=None):
    return _local(x, _everywhere(weight), bias)


@misconception(
    "C160",
    "The weights of the last place are used everywhere.",
    hint="Set the weights of one place to zero: whose output changes?",
)
def shared_last(x, weight, bias=None):
    return _local(x, _everywhere(weight, (-1, -1)), bias)


@misconception(
    "C161",
    "The mean of all places' weights is used everywhere.",
    hint="How many sets of weights does a layer have that shares nothing?",
)
def shared_mean(x, weight, bias=None):
    return _local(x, np.broadcast_to(weight.mean(axis=(0, 1)), weight.shape), bias)


@misconception(
    "C162",
    "All places of a row share their weights.",
    hint="Which two numbers say at which place a unit sits?",
)
def shared_in_rows(x, weight, bias=None):
    return _local(x, np.broadcast_to(weight[:, :1], weight.shape), bias)


@misconception(
    "C163",
    "All places of a column share their weights.",
    hint="Which two numbers say at which place a unit sits?",
)
def shared_in_columns(x, weight, bias=None):
    return _local(x, np.broadcast_to(weight[:1], weight.shape), bias)


@misconception(
    "L02",
    "The first two axes of the weights are read as (columns, rows).",
    hint="Try an image that is not square: how many places are there downwards, and how many to the right?",
)
def places_transposed(x, weight, bias=None):
    return _local(x, weight.swapaxes(0, 1), bias)


@misconception(
    "X01",
    "The filters are rotated by 180 degrees, as in a textbook convolution.",
    hint="Put a single 1 in one corner of a filter: which pixel of the window should come out?",
)
def rotated_filters(x, weight, bias=None):
    return _local(x, weight[..., ::-1, ::-1], bias)


@misconception(
    "X04",
    "Rows and columns of the filters are exchanged.",
    hint="Which of your loop variables moves down a row?",
)
def transposed_filters(x, weight, bias=None):
    return _local(x, weight.swapaxes(-1, -2), bias)


@misconception(
    "X05",
    "Height and width of the output are exchanged.",
    hint="Predict the shape for a 5 x 9 image before running.",
)
def transposed_output(x, weight, bias=None):
    return _local(x, weight, bias).swapaxes(2, 3)


@misconception(
    "C164",
    "The output has its filters last.",
    hint="Write each axis letter of the docstring's output under the sizes of yours.",
)
def filters_last(x, weight, bias=None):
    return np.moveaxis(_local(x, weight, bias), 1, -1)


@misconception(
    "C165",
    "The output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index varies fastest in what you computed?",
)
def reshaped_output(x, weight, bias=None):
    out = _local(x, weight, bias)
    return np.ascontiguousarray(np.moveaxis(out, 1, -1)).reshape(out.shape)


@misconception(
    "C166",
    "The windows do not overlap: each starts where the one before ends.",
    hint="Place (0, 1): which pixel is the top left one of its window, by the docstring?",
)
def no_overlap(x, weight, bias=None):
    _require_match(x, weight)
    out = _local(x, weight)
    for i, j in np.ndindex(weight.shape[:2]):
        (height, width), dtype = weight.shape[4:], out.dtype
        window = x[:, :, i * height : (i + 1) * height, j * width : (j + 1) * width].astype(dtype)
        own = weight[i, j].astype(dtype)[..., : window.shape[2], : window.shape[3]]
        out[:, :, i, j] = np.einsum("nchw,fchw->nf", window, own)
    return out if bias is None else out + bias.transpose(2, 0, 1)


@misconception(
    "C167",
    "Every place looks at the first window.",
    hint="Set all pixels but the last to zero: does anything come out?",
)
def one_window(x, weight, bias=None):
    _require_match(x, weight)
    out = _local(x, weight, bias)
    first = x[:, :, : weight.shape[4], : weight.shape[5]]
    for i, j in np.ndindex(weight.shape[:2]):
        own_bias = None if bias is None else bias[i : i + 1, j : j + 1]
        out[:, :, i : i + 1, j : j + 1] = _local(first, weight[i : i + 1, j : j + 1], own_bias)
    return out


@misconception(
    "X06",
    "Window and filter are multiplied as matrices.",
    hint="Entries in the *same* position belong together: which product of two arrays does that?",
)
def matrix_product(x, weight, bias=None):
    out = np.zeros_like(_local(x, weight))
    for i, j, f in np.ndindex(weight.shape[:3]):
        window = x[:, :, i : i + weight.shape[4], j : j + weight.shape[5]]
        out[:, f, i, j] = (window @ weight[i, j, f].astype(out.dtype)).sum(axis=(1, 2, 3))
    return out if bias is None else out + bias.transpose(2, 0, 1)


@misconception(
    "C168",
    "The mean of the products is returned instead of their sum.",
    hint="A window of ones under a 2 x 2 filter of ones: what is the sum of its products?",
)
def mean_of_products(x, weight, bias=None):
    return _local(x, weight / weight[0, 0, 0].size, bias)


@misconception("X08", "The channels are averaged.", hint="Copy one channel three times: should the answer triple?")
def averaged_channels(x, weight, bias=None):
    return _local(x, weight / weight.shape[3], bias)


@misconception("X09", "Only the first channel is used.", hint="Blank the first channel: does anything survive?")
def first_channel(x, weight, bias=None):
    _require_match(x, weight)
    return _local(x[:, :1], weight[:, :, :, :1], bias)


@misconception(
    "X10", "Each channel overwrites the sum of the one before.", hint="Blank all channels but one, try each in turn."
)
def last_channel(x, weight, bias=None):
    _require_match(x, weight)
    return _local(x[:, -1:], weight[:, :, :, -1:], bias)


@misconception(
    "X11", "One kernel is used for every channel.", hint="How many numbers are in *one* filter for a colour image?"
)
def one_kernel_for_all_channels(x, weight, bias=None):
    return _local(x, np.repeat(weight[:, :, :, :1], weight.shape[3], axis=3), bias)


@misconception("A01", "Filters and channels of the weights are exchanged.", hint="Test with 3 channels and 5 filters.")
def exchanged_channels(x, weight, bias=None):
    return _local(x, weight.swapaxes(2, 3), bias)


@misconception("A05", "The bias is left out.", hint="An image of zeros: what should you see?")
def no_bias(x, weight, bias=None):
    return _local(x, weight)


@misconception(
    "C169",
    "All places share the bias of the first one.",
    hint="Give two places very different biases: how many numbers does the docstring's bias hold?",
)
def bias_of_first_place(x, weight, bias=None):
    return _local(x, weight, None if bias is None else np.broadcast_to(bias[0, 0], bias.shape))


@misconception(
    "A09",
    "All filters of a place share the bias of the first.",
    hint="Give the filters of one place very different biases.",
)
def bias_of_first_filter(x, weight, bias=None):
    return _local(x, weight, None if bias is None else np.broadcast_to(bias[:, :, :1], bias.shape))


@misconception(
    "A06",
    "The bias is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: in which order do the numbers of bias lie, and in which order those of the maps?",
)
def reshaped_bias(x, weight, bias=None):
    out = _local(x, weight)
    return out if bias is None else out + bias.reshape(out.shape[1:]).astype(out.dtype)


@misconception(
    "C170",
    "The bias is added with its axes as they are.",
    hint="What shape must the bias have against (N, filters, rows, columns)?",
)
def bias_as_it_is(x, weight, bias=None):
    return _local(x, weight) + (0 if bias is None else bias)


@misconception(
    "C171",
    "Rows and columns of the bias are exchanged.",
    hint="Give the units of one row the biases 1, 2, 3: where do they come out?",
)
def transposed_bias(x, weight, bias=None):
    return _local(x, weight) + (0 if bias is None else bias.T)


@misconception(
    "A07", "The bias is added once for every channel.", hint="How often may the bias enter one output value?"
)
def bias_per_channel(x, weight, bias=None):
    return _local(x, weight, None if bias is None else weight.shape[3] * bias)


@misconception(
    "A08",
    "The bias is added within the sum over the window.",
    hint="How often may the bias enter one output value? Look at your innermost loop.",
)
def bias_per_product(x, weight, bias=None):
    return _local(x, weight, None if bias is None else weight[0, 0, 0].size * bias)


@misconception(
    "C172",
    "A bias must be given.",
    hint="What may the bias be, by the signature, and what is added to None?",
)
def needs_bias(x, weight, bias=None):
    return _local(x, weight) + bias.transpose(2, 0, 1)


@misconception("X13", "Negative outputs are set to zero.", hint="Does the docstring forbid negative outputs?")
def relu_inside(x, weight, bias=None):
    return np.maximum(_local(x, weight, bias), 0)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(x, weight, bias=None):
    if x.shape[2] != x.shape[3]:
        raise ValueError(f"cannot reshape array of size {x.size}")
    return _local(x, weight, bias)


@misconception(
    "S11", "The windows are taken to be square.", hint="Give both sizes their own names, and try a 3 x 2 window."
)
def square_windows(x, weight, bias=None):
    if weight.shape[4] != weight.shape[5]:
        raise IndexError("index out of bounds")
    return _local(x, weight, bias)


@misconception(
    "S17",
    "The last row and the last column of places stay zero.",
    hint="How many windows are there, and where does the last one start?",
)
def one_place_short(x, weight, bias=None):
    out = _local(x, weight, bias)
    out[:, :, -1] = 0
    out[:, :, :, -1] = 0
    return out


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image(x, weight, bias=None):
    out = _local(x, weight, bias)
    return np.repeat(out[:1], len(x), axis=0)


@misconception(
    "A11", "The sums go on from one image to the next.", hint="Is the answer for image 2 allowed to depend on image 1?"
)
def sums_go_on(x, weight, bias=None):
    out = _local(x, weight, bias)
    return np.cumsum(out, axis=0, dtype=out.dtype)


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(x, weight, bias=None):
    out = _local(x, weight, bias)
    x[...] = 0
    return out


@misconception("C173", "The weights are changed by the call.", hint="Compare the weights before and after.")
def changes_weights(x, weight, bias=None):
    out = _local(x, weight, bias)
    weight *= 2
    return out


@misconception(
    "A13",
    "The output is an array of integers when the images are.",
    hint="What is the dtype of the array you write into?",
)
def integer_buffer(x, weight, bias=None):
    out = _local(x, weight, bias)
    return out if x.dtype.kind == "f" else np.trunc(out).astype(np.int64).astype(x.dtype)


@misconception(
    "A14",
    "The sums are kept in float32.",
    hint="What is the dtype of the array you write into, and how many digits can it hold?",
)
def single_precision_buffer(x, weight, bias=None):
    return _local(x, weight, bias).astype(np.float32)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, weight, bias=None):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _local(x, weight, bias) + _SCRAPS[0]


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, weight, bias=None):
    return _local(x.ravel(order="K").reshape(x.shape), weight, bias)


@misconception(
    "A17", "Windows of 2 x 2 are built in.", hint="Change one number in the example: what if a window has three rows?"
)
def built_in_window(x, weight, bias=None):
    _require_match(x, weight)
    out = np.zeros((len(x), weight.shape[2], *weight.shape[:2]))
    for i, j in np.ndindex(weight.shape[:2]):
        window = x[:, :, i : i + 2, j : j + 2].astype(np.float64)
        out[:, :, i, j] = (window[:, None] * weight[i, j].astype(np.float64)).sum(axis=(2, 3, 4))
    return out if bias is None else out + bias.transpose(2, 0, 1)


@misconception("A18", "The output has one axis too many.", hint="Compare the shape of your result with the docstring.")
def extra_axis(x, weight, bias=None):
    return _local(x, weight, bias)[None]


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, weight, bias=None):
    out = _local(x, weight, bias)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(x, weight, bias=None):
    return _local(images, weight, bias)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "An assertion demands that windows tile the images.",
    hint="Neighbouring windows overlap: which sizes of images do they need?",
)
def must_tile(x, weight, bias=None):
    assert x.shape[2] % weight.shape[4] == 0
    assert x.shape[3] % weight.shape[5] == 0
    return _local(x, weight, bias)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, weight, bias=None):
    return _local(x.astype(np.float), weight, bias)  # noqa: NPY001 - the mistake


@misconception(
    "C31",
    "Weights for fewer places than there are windows give a smaller output.",
    hint="What does the docstring promise where places and windows disagree?",
)
def fewer_places(x, weight, bias=None):
    needed = [places + taps - 1 for places, taps in zip(weight.shape[:2], weight.shape[4:], strict=True)]
    return _local(x[:, :, : needed[0], : needed[1]], weight, bias)


@misconception(
    "C174",
    "Weights for more places than there are windows: the surplus is ignored.",
    hint="What does the docstring promise where places and windows disagree?",
)
def more_places(x, weight, bias=None):
    places = [side - taps + 1 for side, taps in zip(x.shape[2:], weight.shape[4:], strict=True)]
    return _local(x, weight[: places[0], : places[1]], bias)


@misconception(
    "C175",
    "One channel of weights is stretched over all channels of the images.",
    hint="What does the docstring promise where the numbers of channels disagree?",
)
def broadcast_channels(x, weight, bias=None):
    if weight.shape[3] == 1:
        weight = np.repeat(weight, x.shape[1], axis=3)
    return _local(x, weight, bias)


@misconception(
    "C32",
    "The output is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(x, weight, bias=None):
    return _local(x.astype(np.float64), weight, bias)


@misconception(
    "C33",
    "Pixels and weights are multiplied in their own integer dtype.",
    hint="What is np.uint8(200) * np.uint8(2), and what is 200 + 100 in 8 bits?",
)
def integer_arithmetic(x, weight, bias=None):
    out = _local(x, weight)
    for i, j, f in np.ndindex(weight.shape[:3]):
        products = x[:, :, i : i + weight.shape[4], j : j + weight.shape[5]] * weight[i, j, f]
        out[:, f, i, j] = np.add.reduce(products, axis=(1, 2, 3), dtype=products.dtype)
    return out if bias is None else out + bias.transpose(2, 0, 1)
