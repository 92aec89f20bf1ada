"""Wrong versions of count_network: each is caught by a check, and named."""

import copy
import math

import numpy as np

from convgrade.checks import misconception


def _side(size, layer):
    """Return the windows along one axis, after refusing those that do not fit."""
    last_start = size + 2 * layer["padding"] - layer["kernel_size"]
    if last_start < 0:
        raise ValueError("no window fits")
    return last_start // layer["stride"] + 1


def _conv(channels, layer, shape):
    """Return the parameters of a convolution; ``shape`` is that of its output."""
    filters = layer["out_channels"]
    return (channels // layer["groups"] * layer["kernel_size"] ** 2 + 1) * filters


def _fc(shape, units):
    """Return the parameters of a fully connected layer."""
    return (math.prod(shape) + 1) * units


def _count(spec, *, side=_side, conv=_conv, fc=_fc, pool=lambda channels, layer: 0, pooled=None):
    """Return the rows, with some parts of the counting changed."""
    shape, rows = tuple(spec["input_shape"]), []
    for layer in spec["layers"]:
        if layer["kind"] == "fc":
            shape, params = (layer["out_features"],), fc(shape, layer["out_features"])
        else:
            channels, *sizes = shape
            is_conv = layer["kind"] == "conv"
            sides = [(side if is_conv or pooled is None else pooled)(size, layer) for size in sizes]
            shape = (layer["out_channels"] if is_conv else channels, *sides)
            params = conv(channels, layer, shape) if is_conv else pool(channels, layer)
        rows.append((layer["name"], shape, params))
    return rows


def _with_layers(spec, **changed):
    """Return the network with some keys of its layers changed, where a layer has them."""
    layers = [{**layer, **{k: v for k, v in changed.items() if k in layer}} for layer in spec["layers"]]
    return {**spec, "layers": layers}


@misconception(
    "N05",
    "The weights of a convolution are counted without its input channels.",
    hint="How deep is one filter? Look at the layer before.",
)
def without_input_channels(spec):
    return _count(spec, conv=lambda _, layer, shape: _conv(layer["groups"], layer, shape))


@misconception(
    "C300",
    "Every convolution is counted with the channels of the image.",
    hint="What does the second convolution look at: the image, or what the first one made of it?",
)
def always_the_images_channels(spec):
    image = spec["input_shape"][0]
    return _count(spec, conv=lambda _, layer, shape: _conv(image, layer, shape))


@misconception("N01", "The biases are forgotten.", hint="What lets a unit fire on a black image?")
def no_bias(spec):
    return _count(
        spec,
        conv=lambda channels, layer, shape: _conv(channels, layer, shape) - shape[0],
        fc=lambda shape, units: _fc(shape, units) - units,
    )


@misconception(
    "N01b", "The biases of the convolutions are forgotten.", hint="Compare your rows of the two kinds of layer."
)
def no_bias_in_convolutions(spec):
    return _count(spec, conv=lambda channels, layer, shape: _conv(channels, layer, shape) - shape[0])


@misconception(
    "N01c", "The biases of the fully connected layers are forgotten.", hint="What lets a unit fire on a black image?"
)
def no_bias_in_fully_connected(spec):
    return _count(spec, fc=lambda shape, units: _fc(shape, units) - units)


@misconception("N02", "Every weight of a convolution has a bias.", hint="Who owns a bias?")
def bias_per_weight(spec):
    return _count(spec, conv=lambda channels, layer, shape: 2 * (_conv(channels, layer, shape) - shape[0]))


@misconception("N02b", "Every output pixel of a convolution has a bias.", hint="Who owns a bias?")
def bias_per_pixel(spec):
    return _count(spec, conv=lambda channels, layer, shape: _conv(channels, layer, shape) - shape[0] + math.prod(shape))


@misconception("N03", "A layer has a single bias.", hint="One bias per map, per layer, or per pair of maps?")
def one_bias_per_layer(spec):
    return _count(
        spec,
        conv=lambda channels, layer, shape: _conv(channels, layer, shape) - shape[0] + 1,
        fc=lambda shape, units: _fc(shape, units) - units + 1,
    )


@misconception(
    "N04",
    "The parameters of a convolution are counted once per position.",
    hint="Are the weights re-used or copied?",
)
def once_per_position(spec):
    return _count(spec, conv=lambda channels, layer, shape: _conv(channels, layer, shape) * shape[1] * shape[2])


@misconception("N06", "The filters of a convolution are not counted.", hint="How many filters are there?")
def one_filter(spec):
    return _count(spec, conv=lambda channels, layer, shape: _conv(channels, layer, shape) // shape[0])


@misconception(
    "N16",
    "Groups are ignored: every filter is counted with all input channels.",
    hint="With two groups, what does each half see?",
)
def groups_ignored(spec):
    return _count(_with_layers(spec, groups=1))


@misconception(
    "N16b",
    "The channels are divided by the groups in the input and in the output.",
    hint="How many filters does the layer have in all its groups together?",
)
def groups_divided_twice(spec):
    def conv(channels, layer, shape):
        weights = (_conv(channels, layer, shape) - shape[0]) // layer["groups"]
        return weights + shape[0]

    return _count(spec, conv=conv)


@misconception(
    "N15",
    "A fully connected layer is counted with the maps from before the last pooling layer.",
    hint="What shape leaves the last pooling layer?",
)
def flattens_before_the_pool(spec):
    shapes = [tuple(spec["input_shape"]), *(row[1] for row in _count(spec))]
    kinds = [None, *(layer["kind"] for layer in spec["layers"])]
    rows = []
    for number, row in enumerate(_count(spec), 1):
        source = number - 1
        while kinds[number] == "fc" and kinds[source] in ("max_pool", "avg_pool"):
            source -= 1
        rows.append((*row[:2], _fc(shapes[source], row[1][0])) if kinds[number] == "fc" else row)
    return rows


@misconception(
    "C301",
    "A fully connected layer is counted with the number of maps, not with their pixels.",
    hint="How many numbers are there in six maps of 5 x 5?",
)
def one_number_per_map(spec):
    return _count(spec, fc=lambda shape, units: _fc(shape[:1], units))


@misconception(
    "C302",
    "A fully connected layer is counted with the pixels of one map.",
    hint="How many numbers are there in six maps of 5 x 5?",
)
def pixels_of_one_map(spec):
    return _count(spec, fc=lambda shape, units: _fc(shape[1:] or shape, units))


@misconception("N10", "Pooling is given parameters.", hint="What would gradient descent change there?")
def pooling_with_params(spec):
    return _count(spec, pool=lambda _, layer: layer["kernel_size"] ** 2)


@misconception(
    "N10b",
    "Pooling is counted as a convolution.",
    hint="What would gradient descent change in a pooling layer?",
)
def pooling_as_convolution(spec):
    return _count(spec, pool=lambda channels, layer: (channels * layer["kernel_size"] ** 2 + 1) * channels)


@misconception(
    "N09",
    "Multiply-adds are counted, not parameters.",
    hint="Which of the two counts grows with the size of the image?",
)
def macs_for_params(spec):
    return _count(
        spec,
        conv=lambda channels, layer, shape: (_conv(channels, layer, shape) - shape[0]) * shape[1] * shape[2],
        fc=lambda shape, units: _fc(shape, units) - units,
    )


@misconception("S05", "A last, partial window is counted as well.", hint="Does your last window fit inside?")
def rounds_up(spec):
    def side(size, layer):
        _side(size, layer)
        return math.ceil((size + 2 * layer["padding"] - layer["kernel_size"]) / layer["stride"]) + 1

    return _count(spec, side=side)


@misconception(
    "S05b",
    "Pooling counts a last, partial window, and a convolution does not.",
    hint="Does the last window of your pooling layer fit inside?",
)
def pools_round_up(spec):
    def side(size, layer):
        _side(size, layer)
        return math.ceil((size + 2 * layer["padding"] - layer["kernel_size"]) / layer["stride"]) + 1

    return _count(spec, pooled=side)


@misconception(
    "S06", "Steps are counted, not windows.", hint="A kernel as large as the image: how many windows should that give?"
)
def forgets_one(spec):
    return _count(spec, side=lambda size, layer: _side(size, layer) - 1)


@misconception("S08", "The padding is counted on one side only.", hint="On how many sides is the image padded?")
def pads_one_side(spec):
    def side(size, layer):
        _side(size, layer)
        return (size + layer["padding"] - layer["kernel_size"]) // layer["stride"] + 1

    return _count(spec, side=side)


@misconception("P07", "The padding is ignored.", hint="What shape has a padded image?")
def ignores_padding(spec):
    return _count(_with_layers(spec, padding=0))


@misconception("S01", "The stride is ignored.", hint="After a step of 2, how many windows are left?")
def ignores_stride(spec):
    return _count(_with_layers(spec, stride=1))


@misconception(
    "C303",
    "A convolution is taken to keep height and width.",
    hint="Is there padding in this layer, and is its stride 1?",
)
def convolutions_keep_sides(spec):
    def side(size, layer):
        return size if layer["kind"] == "conv" else _side(size, layer)

    return _count(spec, side=side)


@misconception(
    "M04", "Pooling always steps by the size of its window.", hint="Which key says how far windows start apart?"
)
def pool_steps_by_window(spec):
    layers = [
        {**layer, "stride": layer["kernel_size"]} if "pool" in layer["kind"] else layer for layer in spec["layers"]
    ]
    return _count({**spec, "layers": layers})


@misconception(
    "C304",
    "Pooling is taken to halve the maps, whatever its windows are.",
    hint="Try 7 pixels, windows of 3 and stride 2.",
)
def pools_halve(spec):
    return _count(spec, pooled=lambda size, _: size // 2)


@misconception("S10", "The image is taken to be square.", hint="Give height and width names of their own.")
def square_image(spec):
    channels, height, _ = spec["input_shape"]
    return _count({**spec, "input_shape": (channels, height, height)})


@misconception("M07", "Pooling joins all channels into one map.", hint="How many maps should survive a pooling?")
def pool_joins_channels(spec):
    rows, shape = [], tuple(spec["input_shape"])
    for layer in spec["layers"]:
        row = _count({"input_shape": shape, "layers": [layer]})[0]
        shape = (1, *row[1][1:]) if "pool" in layer["kind"] else row[1]
        rows.append((row[0], shape, row[2]))
    return rows


@misconception(
    "C44", "The channels come last in the output shape.", hint="In which order does the docstring list the sizes?"
)
def channels_last(spec):
    return [(name, (*shape[1:], shape[0]), params) for name, shape, params in _count(spec)]


@misconception(
    "C45", "The output shape lacks the channels.", hint="One filter gives one map: what do five filters give?"
)
def shape_of_one_map(spec):
    return [(name, shape[1:] or shape, params) for name, shape, params in _count(spec)]


@misconception(
    "C305",
    "The output shape of the layer before stands in each row.",
    hint="Whose shape does a row show: what goes in, or what comes out?",
)
def input_shapes(spec):
    rows = _count(spec)
    shapes = [tuple(spec["input_shape"]), *(row[1] for row in rows)]
    return [(row[0], shape, row[2]) for row, shape in zip(rows, shapes, strict=False)]


@misconception("C306", "The rows lack the names of their layers.", hint="Which three entries does the docstring name?")
def without_names(spec):
    return [row[1:] for row in _count(spec)]


@misconception(
    "C307", "The rows are added up: parameters so far, not of the layer.", hint="Is the row of a pooling layer 0?"
)
def running_total(spec):
    rows = _count(spec)
    return [(*row[:2], sum(r[2] for r in rows[: i + 1])) for i, row in enumerate(rows)]


@misconception("C308", "A last row with the total is appended.", hint="How many rows does the docstring ask for?")
def with_total(spec):
    rows = _count(spec)
    return [*rows, ("total", rows[-1][1], sum(row[2] for row in rows))]


@misconception("C309", "Pooling layers get no row.", hint="How many rows does the docstring ask for?")
def no_rows_for_pools(spec):
    return [row for row, layer in zip(_count(spec), spec["layers"], strict=True) if "pool" not in layer["kind"]]


@misconception(
    "A18", "The rows are a dict with the names as keys.", hint="Compare the type of your result with the docstring."
)
def rows_as_dict(spec):
    return {name: (shape, params) for name, shape, params in _count(spec)}


@misconception("C310", "The total alone is returned.", hint="Compare the type of your result with the docstring.")
def total_alone(spec):
    return sum(row[2] for row in _count(spec))


@misconception("C06", "The sizes are floats.", hint="Can there be half a pixel? Look at the types in your rows.")
def float_sizes(spec):
    return _count(spec, side=lambda size, layer: float(_side(size, layer)))


@misconception(
    "C07",
    "The rows are printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(spec):
    print(_count(spec), end="")  # noqa: T201 - the mistake


@misconception(
    "C13", "Windows that do not fit are not refused.", hint="What does the docstring promise where no window fits?"
)
def never_refuses(spec):
    return _count(spec, side=lambda n, layer: (n + 2 * layer["padding"] - layer["kernel_size"]) // layer["stride"] + 1)


@misconception(
    "C311", "Only the height is looked at before a window is refused.", hint="A window must fit along both axes."
)
def refuses_by_height(spec):
    shape = tuple(spec["input_shape"])
    for layer in spec["layers"]:
        if layer["kind"] != "fc":
            _side(shape[1], layer)
    return never_refuses(spec)


@misconception("N14", "The parameters are multiplied in 32 bits.", hint="Is the answer plausible?")
def overflows(spec):
    return [(*row[:2], int(np.int64(row[2]).astype(np.int32))) for row in _count(spec)]


@misconception(
    "C201",
    "The parameters are counted in float32, which cannot hold all their digits.",
    hint="Up to which number does your dtype hold every int?",
)
def single_precision(spec):
    return [(*row[:2], int(np.float32(row[2]))) for row in _count(spec)]


@misconception("A12", "The network that is counted is changed.", hint="Compare the network before and after the call.")
def changes_its_argument(spec):
    before = copy.deepcopy(spec)
    for layer in spec["layers"]:
        layer.setdefault("params", 0)
    return _count(before)


@misconception(
    "A17",
    "Constants of AlexNet are copied: every convolution has stride 1 after the first layer.",
    hint="Change one number of a network, and predict the row.",
)
def alexnets_strides(spec):
    first, *others = spec["layers"]
    others = [{**layer, "stride": 1} if layer["kind"] == "conv" else layer for layer in others]
    return _count({**spec, "layers": [first, *others]})


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(spec):
    return [*_count(spec)[: len(layers)]]  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26", "Windows that leave a rest at the border are refused.", hint="What happens to pixels that no window covers?"
)
def must_tile(spec):
    def side(size, layer):
        assert (size + 2 * layer["padding"] - layer["kernel_size"]) % layer["stride"] == 0
        return _side(size, layer)

    return _count(spec, side=side)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(spec):
    return [(*row[:2], np.int(row[2])) for row in _count(spec)]  # noqa: NPY001 - the mistake
