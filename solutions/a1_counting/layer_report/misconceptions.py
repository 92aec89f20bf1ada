"""Wrong versions of layer_report: each is caught by a check, and named."""

import math

import numpy as np

from convgrade.checks import misconception

_POOLS = ("max_pool", "avg_pool")


def _pair(value):
    """Return height and width: an int stands for both."""
    return value if isinstance(value, tuple) else (value, value)


def _options(layer):
    """Return kernel, stride and padding, each as a pair."""
    return _pair(layer["kernel_size"]), _pair(layer["stride"]), _pair(layer["padding"])


def _size(size, kernel_size, stride, padding):
    """Return the windows along one axis, after refusing kernels that do not fit."""
    last_start = size + 2 * padding - kernel_size
    if last_start < 0:
        raise ValueError("no window fits")
    return last_start // stride + 1


def _right(input_shape, layer, size=_size):
    """Return the right report, given the right size along one axis."""
    if layer["kind"] == "fc":
        macs = math.prod(input_shape) * layer["out_features"]
        params = macs + (layer["out_features"] if layer["bias"] else 0)
        return {
            "output_shape": (layer["out_features"],),
            "units": layer["out_features"],
            "params": params,
            "macs": macs,
        }
    channels, height, width = input_shape
    sizes = [size(*axis) for axis in zip((height, width), *_options(layer), strict=True)]
    shape = (layer.get("out_channels", channels), *sizes)
    units = math.prod(shape)
    if layer["kind"] in _POOLS:
        return {"output_shape": shape, "units": units, "params": 0, "macs": 0}
    macs = units * channels * math.prod(_pair(layer["kernel_size"]))
    weights = macs if layer["kind"] == "locally_connected" else macs // math.prod(sizes) if math.prod(sizes) else 0
    biases = {True: shape[0], "filter": shape[0], "unit": units, False: 0, "none": 0}[layer["bias"]]
    return {"output_shape": shape, "units": units, "params": weights + biases, "macs": macs}


def _biases(input_shape, layer):
    """Return the number of biases of a layer."""
    if layer["kind"] in _POOLS:
        return 0
    without = {**layer, "bias": "none" if layer["kind"] == "locally_connected" else False}
    return _right(input_shape, layer)["params"] - _right(input_shape, without)["params"]


@misconception("N07", "The units of a single map are counted.", hint="Count all maps.")
def units_of_one_map(input_shape, layer):
    report = _right(input_shape, layer)
    return report if layer["kind"] == "fc" else {**report, "units": math.prod(report["output_shape"][1:])}


@misconception("N08", "The padding is ignored.", hint="Is padding mentioned?")
def ignores_padding(input_shape, layer):
    return _right(input_shape, {**layer, "padding": 0})


@misconception("N08b", "The image is always padded so that it keeps its size.", hint="Is padding mentioned?")
def always_padded(input_shape, layer):
    if layer["kind"] not in ("conv", "locally_connected"):
        return _right(input_shape, layer)
    return _right(input_shape, {**layer, "padding": tuple(side // 2 for side in _pair(layer["kernel_size"]))})


@misconception(
    "N09",
    "Parameters and multiply-adds are interchanged.",
    hint="Which of the three counts grow with the size of the image?",
)
def params_and_macs_interchanged(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "params": report["macs"], "macs": report["params"]}


@misconception(
    "N09b", "Units and parameters are interchanged.", hint="Which of the three counts grow with the size of the image?"
)
def units_and_params_interchanged(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "units": report["params"], "params": report["units"]}


@misconception(
    "N09c",
    "The multiply-adds are the weights: each is counted once.",
    hint="How often is one weight used in one image?",
)
def macs_are_weights(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "macs": report["params"] - _biases(input_shape, layer)}


@misconception("N10", "Pooling is given parameters.", hint="What would gradient descent change there?")
def pooling_with_params(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "params": math.prod(_pair(layer["kernel_size"]))} if layer["kind"] in _POOLS else report


@misconception("N11", "Multiplications and additions are counted separately.", hint="What is one multiply-add?")
def macs_doubled(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "macs": 2 * report["macs"]}


@misconception(
    "N11b",
    "The multiply-adds of one input channel are counted.",
    hint="How many weights does one unit use on a colour image?",
)
def macs_of_one_channel(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "macs": report["macs"] // input_shape[0]}


def _int32(value):
    """Return what is left of a number in a 32-bit integer."""
    return int(np.array([value], dtype=np.int64).astype(np.int32)[0])


@misconception("N14", "The counts overflow 32-bit integers.", hint="Is the answer plausible for a deep layer?")
def overflows(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, **{key: _int32(report[key]) for key in ("units", "params", "macs")}}


@misconception(
    "N14b", "The counts overflow unsigned 32-bit integers.", hint="Is the answer plausible for a deep layer?"
)
def overflows_unsigned(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, **{key: report[key] % 2**32 for key in ("units", "params", "macs")}}


@misconception("A17", "The lecture's 3 x 3 kernel and stride 1 are built in.", hint="Change one number in the example.")
def built_in_window(input_shape, layer):
    return _right(input_shape, {**layer, "kernel_size": 3, "stride": 1})


@misconception(
    "A18",
    "The four entries are returned without their names.",
    hint="Compare the type of your result with the docstring.",
)
def without_names(input_shape, layer):
    return tuple(_right(input_shape, layer).values())


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "macs": report["units"] * weights_per_unit}  # noqa: F821 - the missing name is the mistake


def _tiling_size(size, kernel_size, stride, padding):
    """Return the size along one axis, or insist that nothing is left over."""
    assert (size + 2 * padding - kernel_size) % stride == 0
    return _size(size, kernel_size, stride, padding)


@misconception(
    "A26", "Windows that leave a rest at the border are refused.", hint="What happens to pixels that no window covers?"
)
def must_tile(input_shape, layer):
    return _right(input_shape, layer, size=_tiling_size)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "units": np.int(np.prod(report["output_shape"]))}  # noqa: NPY001 - the mistake


@misconception("S05", "A last, partial window is counted as well.", hint="Does your last window fit inside?")
def rounds_up(input_shape, layer):
    return _right(input_shape, layer, size=lambda n, k, s, p: math.ceil((n + 2 * p - k) / s) + 1)


@misconception(
    "S06", "Steps are counted, not windows.", hint="A kernel as large as the image: how many units should that give?"
)
def forgets_one(input_shape, layer):
    return _right(input_shape, layer, size=lambda *axis: _size(*axis) - 1)


@misconception("S08", "The padding is counted on one side only.", hint="On how many sides is the image padded?")
def pads_one_side(input_shape, layer):
    return _right(input_shape, layer, size=lambda n, k, s, p: (n + p - k) // s + 1)


@misconception("S10", "The image is taken to be square.", hint="Give height and width names of their own.")
def square_image(input_shape, layer):
    channels, height, width = input_shape
    return _right((channels, height, height if layer["kind"] != "fc" else width), layer)


@misconception(
    "M04", "Pooling always steps by the size of its window.", hint="Which key says how far apart two windows start?"
)
def pool_steps_by_window(input_shape, layer):
    return _right(input_shape, {**layer, "stride": layer["kernel_size"]} if layer["kind"] in _POOLS else layer)


@misconception("M07", "Pooling joins all channels into one map.", hint="How many maps should survive a pooling?")
def pool_joins_channels(input_shape, layer):
    return _right((1, *input_shape[1:]) if layer["kind"] in _POOLS else input_shape, layer)


@misconception("N01", "The biases are forgotten.", hint="What lets a unit fire on a black image?")
def no_bias(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "params": report["params"] - _biases(input_shape, layer)}


@misconception(
    "N04", "The parameters of a convolution are counted once per position.", hint="Are the weights re-used or copied?"
)
def untied_convolution(input_shape, layer):
    return _right(input_shape, {**layer, "kind": "locally_connected"} if layer["kind"] == "conv" else layer)


@misconception(
    "C40",
    "A locally connected layer is given the parameters of a convolution.",
    hint="Which of the two layers shares its weights?",
)
def tied_local_layer(input_shape, layer):
    report = _right(input_shape, layer)
    if layer["kind"] != "locally_connected":
        return report
    tied = {**layer, "kind": "conv", "bias": layer["bias"] != "none"}
    return {**report, "params": _right(input_shape, tied)["params"]}


@misconception(
    "C41", "Adding the biases is counted among the multiply-adds.", hint="Does adding a bias take a multiplication?"
)
def macs_with_biases(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "macs": report["macs"] + (report["units"] if _biases(input_shape, layer) else 0)}


@misconception(
    "C42",
    "The multiply-adds are counted per input pixel, not per unit.",
    hint="How many windows are there: as many as pixels?",
)
def macs_per_pixel(input_shape, layer):
    report = _right(input_shape, layer)
    if layer["kind"] not in ("conv", "locally_connected"):
        return report
    return {**report, "macs": layer["out_channels"] * math.prod(input_shape) * math.prod(_pair(layer["kernel_size"]))}


@misconception(
    "C43", "Pooling is charged for its comparisons or additions.", hint="What does the docstring say about pooling?"
)
def pooling_with_macs(input_shape, layer):
    report = _right(input_shape, layer)
    if layer["kind"] not in _POOLS:
        return report
    return {**report, "macs": report["units"] * math.prod(_pair(layer["kernel_size"]))}


@misconception(
    "C44", "The channels come last in the output shape.", hint="In which order does the docstring list the sizes?"
)
def channels_last(input_shape, layer):
    report = _right(input_shape, layer)
    return {**report, "output_shape": (*report["output_shape"][1:], report["output_shape"][0])}


@misconception(
    "C45", "The output shape lacks the channels.", hint="One filter gives one map: what do five filters give?"
)
def shape_of_one_map(input_shape, layer):
    report = _right(input_shape, layer)
    return report if layer["kind"] == "fc" else {**report, "output_shape": report["output_shape"][1:]}


@misconception(
    "C46", "The output keeps the channels of the input.", hint="One filter gives one map: what do five filters give?"
)
def keeps_channels(input_shape, layer):
    report = _right(input_shape, layer)
    if layer["kind"] == "fc":
        return report
    return {**report, "output_shape": (input_shape[0], *report["output_shape"][1:])}


@misconception("C47", "A fully connected layer sees one channel only.", hint="How many numbers make a colour image?")
def fc_sees_one_channel(input_shape, layer):
    return _right((1, *input_shape[1:]) if layer["kind"] == "fc" else input_shape, layer)


@misconception("C32", "Pairs are read as (width, height).", hint="Try a window of (1, 3) on a small image, by hand.")
def width_first(input_shape, layer):
    names = ("kernel_size", "stride", "padding")
    return _right(input_shape, {**layer, **{name: _pair(layer[name])[::-1] for name in names if name in layer}})


@misconception("C25", "Only ints are expected, no pairs.", hint="What is (3, 2) * (3, 2) in Python?")
def ints_only(input_shape, layer):
    _ = [layer[name] + 0 for name in ("kernel_size", "stride", "padding") if name in layer]
    return _right(input_shape, layer)


@misconception("C06", "The sizes are floats.", hint="Can there be half a unit? Look at the types in your report.")
def float_sizes(input_shape, layer):
    return _right(input_shape, layer, size=lambda n, k, s, p: float(_size(n, k, s, p)))


@misconception(
    "C07",
    "The report is printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(input_shape, layer):
    print(_right(input_shape, layer), end="")  # noqa: T201 - the mistake


@misconception(
    "C13", "Windows that do not fit are not refused.", hint="What does the docstring promise where no window fits?"
)
def never_refuses(input_shape, layer):
    return _right(input_shape, layer, size=lambda n, k, s, p: (n + 2 * p - k) // s + 1)


@misconception("C04", "The key `bias` has no effect.", hint="Which kinds of bias does each kind of layer have?")
def bias_always(input_shape, layer):
    if layer["kind"] in _POOLS:
        return _right(input_shape, layer)
    return _right(input_shape, {**layer, "bias": "unit" if layer["kind"] == "locally_connected" else True})


@misconception("C48", "The report has entries that were not asked for.", hint="Which keys does the docstring name?")
def extra_entries(input_shape, layer):
    return {**_right(input_shape, layer), "kind": layer["kind"]}


@misconception(
    "C200", 'The bias "none" is taken for a yes.', hint="Is a text that is not empty true or false in Python?"
)
def none_is_true(input_shape, layer):
    return _right(input_shape, {**layer, "bias": "filter"} if layer.get("bias") == "none" else layer)


@misconception(
    "C201",
    "The counts are multiplied in float32, which cannot hold all their digits.",
    hint="Which dtype has your product, and up to which number does it hold every int?",
)
def single_precision_counts(input_shape, layer):
    report = _right(input_shape, layer)
    biases = _biases(input_shape, layer)
    rounded = {key: int(np.float32(report[key])) for key in ("units", "macs")}
    return {**report, **rounded, "params": int(np.float32(report["params"] - biases)) + biases}
