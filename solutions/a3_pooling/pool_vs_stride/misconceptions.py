"""Wrong versions of consolidate: each is caught by a check, and named."""

import math

import numpy as np

from convgrade.checks import misconception


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _conv(x, weight, bias, step=1, pad=1):
    """Return a convolution with 3 x 3 kernels."""
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels and filters do not go together")
    padded = np.pad(_float(x), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))[:, :, ::step, ::step]
    out = np.einsum("nchwrs,ocrs->nohw", windows, weight.astype(padded.dtype))
    return out if bias is None else out + bias.astype(out.dtype)[:, None, None]


def _grids(maps):
    """Return the four numbers of every 2 x 2 grid on a last axis."""
    height, width = maps.shape[2] // 2, maps.shape[3] // 2
    if min(height, width) < 1:
        raise ValueError("no grid fits")
    corners = [maps[:, :, a : 2 * height : 2, b : 2 * width : 2] for a in (0, 1) for b in (0, 1)]
    return np.stack(corners, axis=-1)


def _pooled(maps, how):
    """Return the maps pooled."""
    return _grids(maps).max(axis=-1) if how == "max_pool" else _grids(maps).mean(axis=-1)


def _known(how):
    """Refuse ways that are none of the three."""
    if how not in ("max_pool", "avg_pool", "strided_conv"):
        raise ValueError("unknown way")


def _out(x, weight, bias, how):
    """Return the right output."""
    _known(how)
    if how == "strided_conv":
        return _conv(x, weight, bias, 2)
    return _pooled(_conv(x, weight, bias), how)


def _result(out, weight, bias, how, **changed):
    """Return the dict that is asked for, with some entries changed."""
    params = weight.size + (0 if bias is None else bias.size) if how == "strided_conv" else 0
    return {"out": out, "units": math.prod(out.shape[1:]), "params": params, **changed}


def _right(x, weight, bias, how, **changed):
    """Return the right dict, with some entries changed."""
    return _result(_out(x, weight, bias, how), weight, bias, how, **changed)


@misconception(
    "S01", "The convolution has stride 1 in all three ways.", hint="Which sides has the output of a stride of 2?"
)
def never_strided(x, weight, bias, how):
    _known(how)
    out = _conv(x, weight, bias) if how == "strided_conv" else _out(x, weight, bias, how)
    return _result(out, weight, bias, how)


@misconception(
    "C101",
    "The output is halved twice: by a stride and by a pooling layer.",
    hint="How many units should a 4 x 4 image keep?",
)
def halved_twice(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv" and min(out.shape[2:]) > 1:
        out = _pooled(_conv(x, weight, bias, 2), how)
    return _result(out, weight, bias, how)


@misconception(
    "C102",
    "A pooling layer follows the strided convolution, too.",
    hint='What does the table say about pooling for "strided_conv"?',
)
def pools_strided(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how == "strided_conv" and min(out.shape[2:]) > 1:
        out = _grids(out).max(axis=-1)
    return _result(out, weight, bias, how)


@misconception("C103", "Both pooling layers take the maximum.", hint="A grid of 1, 2, 3 and 6: what is its mean?")
def always_maximum(x, weight, bias, how):
    return _result(_out(x, weight, bias, "max_pool" if how == "avg_pool" else how), weight, bias, how)


@misconception("C104", "Maximum and mean are exchanged.", hint="Which of the two numbers of a grid is larger?")
def exchanged_pools(x, weight, bias, how):
    other = {"max_pool": "avg_pool", "avg_pool": "max_pool"}.get(how, how)
    return _result(_out(x, weight, bias, other), weight, bias, how)


@misconception(
    "C105",
    "The images are pooled before the convolution.",
    hint="Which layer sees the pixels first: the convolution or the pooling?",
)
def pools_first(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv":
        out = _conv(_pooled(_float(x), how), weight, bias)
    return _result(out, weight, bias, how)


@misconception(
    "C106", "The grids are added up instead of averaged.", hint="A grid of ones: what should average pooling give?"
)
def adds_grids(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(4 * out if how == "avg_pool" else out, weight, bias, how)


@misconception("M01", "The running maximum starts at 0.", hint="Feed only negative numbers.")
def starts_at_zero(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(np.maximum(out, 0) if how == "max_pool" else out, weight, bias, how)


@misconception("M08", "The maximum is taken of the magnitudes.", hint="A grid of -9, 1, 2 and 3: what wins?")
def magnitudes(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how == "max_pool":
        out = _grids(np.abs(_conv(x, weight, bias))).max(axis=-1)
    return _result(out, weight, bias, how)


@misconception("M03", "The grids overlap: the pooling has stride 1.", hint="How many units should pooling keep?")
def overlapping_grids(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv":
        windows = np.lib.stride_tricks.sliding_window_view(_conv(x, weight, bias), (2, 2), axis=(2, 3))
        out = windows.max(axis=(-2, -1)) if how == "max_pool" else windows.mean(axis=(-2, -1))
    return _result(out, weight, bias, how)


@misconception("M05", "The reshape puts pixels of different grids together.", hint="Print the four numbers of a grid.")
def reshaped_apart(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv" and x.shape[2] % 2 == 0 and x.shape[3] % 2 == 0:
        grids = _conv(x, weight, bias).reshape(*out.shape[:2], 2, out.shape[2], 2, out.shape[3])
        out = grids.max(axis=(2, 4)) if how == "max_pool" else grids.mean(axis=(2, 4))
    return _result(out, weight, bias, how)


@misconception(
    "M06",
    "The maps are reshaped to grids without being cropped.",
    hint="Pool a map of 5 x 5: how many pixels are left over?",
)
def reshaped_uncropped(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv":
        _conv(x, weight, bias).reshape(*out.shape[:2], out.shape[2], 2, out.shape[3], 2)
    return _result(out, weight, bias, how)


@misconception(
    "M09", "A last grid that is cut off by the border counts.", hint="Image of 5 rows: how many grids of 2 rows fit?"
)
def rounds_up(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv":
        maps = _conv(x, weight, bias)
        sides = ((0, 0), (0, 0), *((0, side % 2) for side in maps.shape[2:]))
        out = _pooled(np.pad(maps, sides, mode="edge") if maps.size else np.pad(maps, sides), how)
    return _result(out, weight, bias, how)


@misconception(
    "C107",
    "The output of a strided convolution is cut to half the sides, rounded down.",
    hint="Image of 5 rows, padding 1, stride 2: in which rows do the windows start?",
)
def strided_rounds_down(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how == "strided_conv" and min(x.shape[2:]) > 1:
        out = out[:, :, : x.shape[2] // 2, : x.shape[3] // 2]
    return _result(out, weight, bias, how)


@misconception("S04", "The first strided window starts at pixel 1.", hint="Which pixel lies in the middle of it?")
def late_first_window(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how == "strided_conv":
        later = _conv(x, weight, bias)[:, :, 1::2, 1::2]
        out = np.pad(
            later, ((0, 0), (0, 0), *((0, a - b) for a, b in zip(out.shape[2:], later.shape[2:], strict=True)))
        )
    return _result(out, weight, bias, how)


@misconception(
    "S03",
    "The stride changes the size of the output, but not where the windows lie.",
    hint="Output (1, 1) with stride 2: where does its window start?",
)
def stride_in_size_alone(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how == "strided_conv":
        out = _conv(x, weight, bias)[:, :, : out.shape[2], : out.shape[3]]
    return _result(out, weight, bias, how)


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_of_rows_alone(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(_conv(x, weight, bias)[:, :, ::2] if how == "strided_conv" else out, weight, bias, how)


@misconception("P07", "The convolution has no padding.", hint="Which sides has a map before it is pooled?")
def no_padding(x, weight, bias, how):
    _out(x, weight, bias, how)
    maps = _conv(x, weight, bias, 2 if how == "strided_conv" else 1, pad=0)
    return _result(maps if how == "strided_conv" else _pooled(maps, how), weight, bias, how)


@misconception(
    "P14", "The padded images exist only without a stride.", hint='Which lines run when how is "strided_conv"?'
)
def padded_only_if(x, weight, bias, how):
    _known(how)
    if how != "strided_conv":
        padded = np.pad(_float(x), ((0, 0), (0, 0), (1, 1), (1, 1)))
    out = _conv(padded, weight, bias, 2 if how == "strided_conv" else 1, pad=0)
    return _result(out if how == "strided_conv" else _pooled(out, how), weight, bias, how)


@misconception(
    "S17", "The pooling also takes 3 x 3 grids.", hint="Which kernel size has the pooling, by the docstring?"
)
def grids_of_three(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how != "strided_conv" and min(x.shape[2:]) > 2:
        windows = np.lib.stride_tricks.sliding_window_view(_conv(x, weight, bias), (3, 3), axis=(2, 3))[:, :, ::2, ::2]
        out = windows.max(axis=(-2, -1)) if how == "max_pool" else windows.mean(axis=(-2, -1))
    return _result(out, weight, bias, how)


@misconception(
    "X01",
    "The kernels are rotated by 180 degrees, as in a textbook convolution.",
    hint="Put a single 1 in one corner of the kernel: which pixel should come out?",
)
def rotated_kernel(x, weight, bias, how):
    return _right(x, weight[:, :, ::-1, ::-1], bias, how)


@misconception("X04", "Rows and columns of the kernels are exchanged.", hint="Which loop variable moves down a row?")
def transposed_kernel(x, weight, bias, how):
    return _right(x, weight.swapaxes(2, 3), bias, how)


@misconception("X05", "Height and width of the output are exchanged.", hint="Predict the shape for a 4 x 8 image.")
def transposed_output(x, weight, bias, how):
    return _result(_out(x, weight, bias, how).swapaxes(2, 3), weight, bias, how)


@misconception("X09", "Only the first channel is used.", hint="Blank the first channel: does anything survive?")
def first_channel(x, weight, bias, how):
    _out(x, weight, bias, how)
    return _result(_out(x[:, :1], weight[:, :1], bias, how), weight, bias, how)


@misconception("X13", "Negative values are set to zero.", hint="Does the docstring forbid negative outputs?")
def relu_inside(x, weight, bias, how):
    return _result(np.maximum(_out(x, weight, bias, how), 0), weight, bias, how)


@misconception("M07", "The maximum is taken over the channels, too.", hint="How many maps should survive?")
def over_channels(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    if how == "max_pool":
        out = np.repeat(out.max(axis=1, keepdims=True), out.shape[1], axis=1)
    return _result(out, weight, bias, how)


@misconception("A01", "Filters and channels of the weight are exchanged.", hint="Test with 3 channels and 5 filters.")
def exchanged_channels(x, weight, bias, how):
    return _result(_out(x, weight.swapaxes(0, 1), bias, how), weight, bias, how)


@misconception("A05", "The bias is left out.", hint="An image of zeros: what should you see?")
def no_bias(x, weight, bias, how):
    return _result(_out(x, weight, None, how), weight, bias, how)


@misconception("A06", "The bias is added along the columns.", hint="What shape must the bias have against the maps?")
def bias_of_columns(x, weight, bias, how):
    out = _out(x, weight, None, how)
    return _result(out + (0 if bias is None else bias), weight, bias, how)


@misconception("A08", "The bias is added within the sum over the window.", hint="How often may it enter one value?")
def bias_per_product(x, weight, bias, how):
    return _result(_out(x, weight, None if bias is None else 9 * bias, how), weight, bias, how)


@misconception("C108", "A bias of None is not expected.", hint="What may bias be, by the docstring?")
def needs_bias(x, weight, bias, how):
    return _result(_out(x, weight, None, how) + bias.reshape(1, -1, 1, 1), weight, bias, how)


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(np.repeat(out[:1], len(x), axis=0) if len(x) else out, weight, bias, how)


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(x, weight, bias, how):
    result = _right(x, weight, bias, how)
    x[...] = 0
    return result


@misconception("A13", "The output is an array of integers when the images are.", hint="Which dtype do you write into?")
def integer_buffer(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out if x.dtype.kind == "f" else np.trunc(out).astype(np.int64).astype(x.dtype), weight, bias, how)


@misconception("A14", "The output is kept in float32.", hint="What is the dtype of the array you write into?")
def single_precision_buffer(x, weight, bias, how):
    return _result(_out(x, weight, bias, how).astype(np.float32), weight, bias, how)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, weight, bias, how):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _result(_out(x, weight, bias, how) + _SCRAPS[0], weight, bias, how)


@misconception("A16", "The images are read as if they lay in memory in C order.", hint="Ask the array for its strides.")
def assumed_strides(x, weight, bias, how):
    return _right(x.ravel(order="K").reshape(x.shape), weight, bias, how)


@misconception("A17", "The lecture's counts are built in.", hint="Change the number of filters in the example.")
def built_in_counts(x, weight, bias, how):
    return _right(x, weight, bias, how, units=1280, params=140 if how == "strided_conv" else 0)


@misconception(
    "A18", "A tuple is returned instead of a dict.", hint="Compare the type of your result with the docstring."
)
def returns_tuple(x, weight, bias, how):
    return tuple(_right(x, weight, bias, how).values())


@misconception("C109", "The output is returned alone, without the counts.", hint="Which keys does the docstring list?")
def returns_output(x, weight, bias, how):
    return _out(x, weight, bias, how)


@misconception("C110", "The output in the dict is a list.", hint="Compare the type of each entry with the docstring.")
def output_as_list(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out, weight, bias, how, out=out.tolist())


@misconception("C111", "The dict has a key that the docstring does not list.", hint="Which keys does it list?")
def extra_key(x, weight, bias, how):
    return _right(x, weight, bias, how) | {"how": how}


@misconception("C112", "The counts are floats.", hint="Which type do the counts have, by the docstring?")
def counts_as_floats(x, weight, bias, how):
    result = _right(x, weight, bias, how)
    return result | {"units": float(result["units"]), "params": float(result["params"])}


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(x, weight, bias, how):
    return _right(x, weight, conv_bias, how)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "An assertion demands even sides.",
    hint="What happens to a row that is left over, by the docstring?",
)
def asserts_even(x, weight, bias, how):
    assert x.shape[2] % 2 == 0
    assert x.shape[3] % 2 == 0
    return _right(x, weight, bias, how)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, weight, bias, how):
    return _right(x.astype(np.float), weight, bias, how)  # noqa: NPY001 - the mistake


@misconception("C32", "The output is float64 whatever the images are.", hint="Which dtype does the docstring promise?")
def always_float64(x, weight, bias, how):
    return _right(x.astype(np.float64), weight, bias, how)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(x, weight, bias, how):
    side = min(x.shape[2:])
    return _right(x[:, :, :side, :side], weight, bias, how)


@misconception(
    "C31", "Grids that do not fit give an empty output.", hint="What does the docstring promise where no grid fits?"
)
def never_refuses(x, weight, bias, how):
    if how in ("max_pool", "avg_pool") and min(x.shape[2:]) < 2:
        return _result(np.zeros((len(x), len(weight), x.shape[2] // 2, x.shape[3] // 2)), weight, bias, how)
    return _right(x, weight, bias, how)


@misconception("C113", "Every other word stands for a strided convolution.", hint="What if how is misspelled?")
def accepts_any_word(x, weight, bias, how):
    return _right(x, weight, bias, how if how in ("max_pool", "avg_pool") else "strided_conv")


@misconception("C114", "Channels that disagree are accepted.", hint="Filters of one channel on an image of two?")
def accepts_any_channels(x, weight, bias, how):
    channels = min(x.shape[1], weight.shape[1])
    return _right(x[:, :channels], weight[:, :channels], bias, how)


@misconception("N07", "The units are those of one map.", hint="Count all maps.")
def units_of_one_map(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out, weight, bias, how, units=out.shape[2] * out.shape[3])


@misconception("C115", "The units of all images are counted.", hint="Does a layer grow when the batch does?")
def units_of_batch(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out, weight, bias, how, units=out.size)


@misconception("C116", "The units before the halving are counted.", hint="Which layer's output is asked for?")
def units_before(x, weight, bias, how):
    return _right(x, weight, bias, how, units=len(weight) * x.shape[2] * x.shape[3])


@misconception("C117", "The units are given as a shape.", hint="Which type do the units have, by the docstring?")
def units_as_shape(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out, weight, bias, how, units=out.shape[1:])


@misconception("C118", "The units count the input's channels.", hint="How many maps come out?")
def units_of_input_channels(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out, weight, bias, how, units=x.shape[1] * out.shape[2] * out.shape[3])


@misconception("C119", "Every side is halved for the units, rounded down.", hint="What does a stride do to 5 rows?")
def units_of_halves(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    return _result(out, weight, bias, how, units=len(weight) * (x.shape[2] // 2) * (x.shape[3] // 2))


@misconception("N01", "The parameters leave out the biases.", hint="What can training change besides the weights?")
def params_without_bias(x, weight, bias, how):
    return _right(x, weight, bias, how, params=weight.size if how == "strided_conv" else 0)


@misconception("C120", "Biases are counted though there are none.", hint="What does a bias of None mean?")
def params_with_absent_bias(x, weight, bias, how):
    return _right(x, weight, bias, how, params=weight.size + len(weight) if how == "strided_conv" else 0)


@misconception("N03", "One bias is counted for the layer.", hint="One bias per map, or one per layer?")
def params_with_one_bias(x, weight, bias, how):
    return _right(x, weight, bias, how, params=weight.size + (bias is not None) if how == "strided_conv" else 0)


@misconception("N05", "The parameters forget the input channels.", hint="How deep is one filter?")
def params_of_flat_filters(x, weight, bias, how):
    params = 9 * len(weight) + (0 if bias is None else bias.size)
    return _right(x, weight, bias, how, params=params if how == "strided_conv" else 0)


@misconception("N04", "The parameters are counted once per position.", hint="Are the weights re-used or copied?")
def params_per_position(x, weight, bias, how):
    result = _right(x, weight, bias, how)
    return result | {"params": result["params"] * result["out"].shape[2] * result["out"].shape[3]}


@misconception(
    "C121",
    "The convolution in front of the pooling layer counts as part of it.",
    hint="Which of the two layers does the halving?",
)
def params_of_convolution(x, weight, bias, how):
    return _right(x, weight, bias, how, params=weight.size + (0 if bias is None else bias.size))


@misconception("N10", "Pooling is given 2 x 2 parameters.", hint="What would training change in a pooling layer?")
def params_of_pooling(x, weight, bias, how):
    result = _right(x, weight, bias, how)
    return result if how == "strided_conv" else result | {"params": 4}


@misconception("C122", "A strided convolution is said to have no parameters.", hint="What does training change in it?")
def no_params(x, weight, bias, how):
    return _right(x, weight, bias, how, params=0)


@misconception("N09", "Units and parameters are exchanged.", hint="Which of the two grows with the image?")
def exchanged_counts(x, weight, bias, how):
    result = _right(x, weight, bias, how)
    return result | {"units": result["params"], "params": result["units"]}


@misconception("C71", "A batch without images is refused.", hint="What may N be, by the docstring?")
def refuses_empty_batch(x, weight, bias, how):
    out = np.stack([_out(image[None], weight, bias, how)[0] for image in x])
    return _result(out, weight, bias, how)


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, weight, bias, how):
    out = _out(x, weight, bias, how)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return _result(buffer, weight, bias, how)
