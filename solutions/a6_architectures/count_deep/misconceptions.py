"""Wrong versions of count_deep: each is caught by a check, and named."""

import copy

import numpy as np

from convgrade.checks import misconception


def _sides(sides, kernel_size, stride, padding):
    """Return height and width after windows have slid."""
    return tuple((side + 2 * padding - kernel_size) // stride + 1 for side in sides)


class _Counting:
    """The right way to count; a wrong version changes one of its parts."""

    norms = 2
    conv_biases = 0
    fc_biases = 1

    def norm(self, channels):
        """Return what batch normalization learns."""
        return self.norms * channels

    def conv(self, seen, out, side):
        """Return the parameters of a convolution alone."""
        return out * seen * side**2 + self.conv_biases * out

    def conv_bn(self, seen, out, side):
        """Return the parameters of a convolution and of its batch normalization."""
        return self.conv(seen, out, side) + self.norm(out)

    def path(self, layer, seen):
        """Return the convolutions of a residual block."""
        out = layer["out_channels"]
        if layer["kind"] == "basic_block":
            return [(seen, out, 3), (out, out, 3)]
        return [(seen, layer["width"], 1), (layer["width"], layer["width"], 3), (layer["width"], out, 1)]

    def is_projected(self, layer, seen):
        """Return whether there is a convolution around a residual block."""
        return layer["stride"] != 1 or seen != layer["out_channels"]

    def projection(self, layer, seen):
        """Return the parameters of the convolution around a residual block."""
        return self.conv_bn(seen, layer["out_channels"], 1)

    def block_sides(self, sides, layer):
        """Return height and width after a residual block."""
        return _sides(sides, 3, layer["stride"], 1)

    def dense(self, layer, seen):
        """Return the parameters of a dense layer."""
        width, growth = layer["width"], layer["growth"]
        return self.norm(seen) + self.conv(seen, width, 1) + self.norm(width) + self.conv(width, growth, 3)

    def grown(self, layer, seen):
        """Return the channels after a dense layer."""
        return seen + layer["growth"]

    def transition(self, layer, seen):
        """Return the parameters of a transition."""
        return self.norm(seen) + self.conv(seen, layer["out_channels"], 1)

    def transition_sides(self, sides):
        """Return height and width after a transition."""
        return _sides(sides, 2, 2, 0)

    def pool_sides(self, sides, layer):
        """Return height and width after a pooling layer."""
        return _sides(sides, layer["kernel_size"], layer["stride"], layer["padding"])

    def fc(self, shape, units):
        """Return the parameters of a fully connected layer."""
        return (shape[0] + self.fc_biases) * units

    def row(self, shape, layer):  # noqa: PLR0911 - one for each kind
        """Return output shape and parameters of a layer."""
        seen, *sides = shape
        match layer["kind"]:
            case "basic_block" | "bottleneck_block":
                params = sum(self.conv_bn(*conv) for conv in self.path(layer, seen))
                params += self.projection(layer, seen) if self.is_projected(layer, seen) else 0
                return (layer["out_channels"], *self.block_sides(sides, layer)), params
            case "dense_layer":
                return (self.grown(layer, seen), *sides), self.dense(layer, seen)
            case "transition":
                return (layer["out_channels"], *self.transition_sides(sides)), self.transition(layer, seen)
            case "max_pool":
                return (seen, *self.pool_sides(sides, layer)), 0
            case "conv_bn":
                out, side = layer["out_channels"], layer["kernel_size"]
                params = self.conv_bn(seen, out, side)
                return (out, *_sides(sides, side, layer["stride"], layer["padding"])), params
            case "batch_norm":
                return tuple(shape), self.norm(seen)
            case "global_avg_pool":
                return (seen,), 0
        return (layer["out_features"],), self.fc(shape, layer["out_features"])

    def rows(self, spec):
        """Return the rows of a network."""
        shape, rows = tuple(spec["input_shape"]), []
        for layer in spec["layers"]:
            shape, params = self.row(shape, layer)
            rows.append((layer["name"], shape, params))
        return rows


def _rows(spec, **changed):
    """Return the rows with parts of the counting changed; functions take what the methods do, without self."""
    parts = {name: staticmethod(part) if callable(part) else part for name, part in changed.items()}
    return type("_Changed", (_Counting,), parts)().rows(spec)


_RIGHT = _Counting()


@misconception("N19", "Batch normalization is not counted.", hint="Which two numbers does it learn for every channel?")
def without_norm(spec):
    return _rows(spec, norms=0)


@misconception(
    "N19b", "Biases are counted besides batch normalization.", hint="What does batch normalization do to a constant?"
)
def with_biases(spec):
    return _rows(spec, conv_biases=1)


@misconception(
    "N19c",
    "Biases are counted in place of batch normalization.",
    hint="Does a convolution have biases here, and what does batch normalization learn?",
)
def biases_for_norm(spec):
    return _rows(spec, conv_biases=1, norms=0)


@misconception(
    "N19d",
    "Batch normalization is counted as one number per channel.",
    hint="Which numbers does it learn for a channel?",
)
def one_number_per_channel(spec):
    return _rows(spec, norms=1)


@misconception(
    "N18",
    "Running mean and variance are counted as parameters of batch normalization.",
    hint="Which numbers does gradient descent move?",
)
def running_statistics(spec):
    return _rows(spec, norms=4)


@misconception(
    "N20",
    "The convolutions around residual blocks are left out.",
    hint="When do the shapes to be added differ?",
)
def without_projections(spec):
    return _rows(spec, is_projected=lambda *_: False)


@misconception(
    "N20b",
    "The convolution around a residual block is counted only where the stride is not 1.",
    hint="Can 64 and 256 channels be added, if the maps have the same size?",
)
def projected_by_stride(spec):
    return _rows(spec, is_projected=lambda layer, _: layer["stride"] != 1)


@misconception(
    "N20c",
    "The convolution around a residual block is counted only where the number of channels changes.",
    hint="Can maps of 8 x 8 and of 4 x 4 be added?",
)
def projected_by_channels(spec):
    return _rows(spec, is_projected=lambda layer, seen: seen != layer["out_channels"])


@misconception(
    "N20d",
    "A convolution is counted around every residual block.",
    hint="What has to be done to x where the shapes agree?",
)
def always_projected(spec):
    return _rows(spec, is_projected=lambda *_: True)


@misconception(
    "N20e",
    "The convolution around a residual block is counted without batch normalization.",
    hint="What follows on each convolution of a residual block?",
)
def projection_without_norm(spec):
    return _rows(spec, projection=lambda layer, seen: _RIGHT.conv(seen, layer["out_channels"], 1))


@misconception(
    "N20f",
    "The convolution around a residual block is counted with a 3 x 3 kernel.",
    hint="Which kernel does the docstring name for the shortcut?",
)
def projection_of_three(spec):
    return _rows(spec, projection=lambda layer, seen: _RIGHT.conv_bn(seen, layer["out_channels"], 3))


@misconception(
    "N21",
    "Every dense layer is counted with the channels of the first one.",
    hint="What does layer 3 of the block see?",
)
def dense_inputs_do_not_grow(spec):
    shape, rows, first = tuple(spec["input_shape"]), [], None
    for layer in spec["layers"]:
        out, params = _RIGHT.row(shape, layer)
        if layer["kind"] == "dense_layer":
            first = shape[0] if first is None else first
            params = _RIGHT.dense(layer, first)
        else:
            first = None
        rows.append((layer["name"], out, params))
        shape = out
    return rows


@misconception(
    "R02",
    "A dense layer gives as many channels as its growth: nothing is appended.",
    hint="Is it a plus sign or a bracket on the slide?",
)
def growth_alone(spec):
    return _rows(spec, grown=lambda layer, _: layer["growth"])


@misconception(
    "R02b", "A dense layer keeps the number of channels.", hint="Is it a plus sign or a bracket on the slide?"
)
def dense_keeps_channels(spec):
    return _rows(spec, grown=lambda _, seen: seen)


@misconception(
    "R01",
    "A residual block appends its channels to those that went in.",
    hint="Plus sign or bracket: which of them belongs to a ResNet?",
)
def residual_appends(spec):
    shape, rows = tuple(spec["input_shape"]), []
    for layer in spec["layers"]:
        out, params = _RIGHT.row(shape, layer)
        if layer["kind"] in ("basic_block", "bottleneck_block"):
            out = (shape[0] + out[0], *out[1:])
        rows.append((layer["name"], out, params))
        shape = out
    return rows


@misconception(
    "C400",
    "A dense layer's batch normalization is counted after its convolutions, not before them.",
    hint="In which order does the docstring list the steps of a dense layer?",
)
def dense_norm_after(spec):
    def dense(layer, seen):
        return _RIGHT.conv_bn(seen, layer["width"], 1) + _RIGHT.conv_bn(layer["width"], layer["growth"], 3)

    return _rows(spec, dense=dense)


@misconception(
    "C401",
    "A dense layer is counted without its 1 x 1 convolution.",
    hint="How many convolutions does a dense layer have?",
)
def dense_without_bottleneck(spec):
    return _rows(spec, dense=lambda layer, seen: _RIGHT.norm(seen) + _RIGHT.conv(seen, layer["growth"], 3))


@misconception(
    "C402",
    "A dense layer's 3 x 3 convolution is counted with all channels that go into the layer.",
    hint="What does the 1 x 1 convolution leave for the 3 x 3 one?",
)
def dense_bottleneck_without_effect(spec):
    def dense(layer, seen):
        width, growth = layer["width"], layer["growth"]
        return _RIGHT.norm(seen) + _RIGHT.conv(seen, width, 1) + _RIGHT.norm(width) + _RIGHT.conv(seen, growth, 3)

    return _rows(spec, dense=dense)


@misconception(
    "C403",
    "A dense layer is counted with one batch normalization only.",
    hint="In which order does the docstring list the steps of a dense layer?",
)
def dense_with_one_norm(spec):
    return _rows(spec, dense=lambda layer, seen: _RIGHT.dense(layer, seen) - _RIGHT.norm(layer["width"]))


@misconception(
    "C404",
    "A transition's batch normalization is counted for the channels that come out.",
    hint="Does it stand before the convolution, or after it?",
)
def transition_norm_after(spec):
    return _rows(spec, transition=lambda layer, seen: _RIGHT.conv_bn(seen, layer["out_channels"], 1))


@misconception(
    "C405",
    "A transition is counted without batch normalization.",
    hint="In which order does the docstring list the steps of a transition?",
)
def transition_without_norm(spec):
    return _rows(spec, transition=lambda layer, seen: _RIGHT.conv(seen, layer["out_channels"], 1))


@misconception("C406", "A transition keeps height and width.", hint="What stands at the end of a transition?")
def transition_keeps_sides(spec):
    return _rows(spec, transition_sides=tuple)


@misconception(
    "C407",
    "A transition has no parameters, as if it were its pooling alone.",
    hint="What stands before the pooling of a transition?",
)
def transition_is_pooling(spec):
    return _rows(spec, transition=lambda *_: 0)


@misconception(
    "C408",
    "Both convolutions of a basic block are counted with the channels that go into the block.",
    hint="What does the second convolution see?",
)
def basic_block_sees_input_twice(spec):
    def path(layer, seen):
        out = layer["out_channels"]
        return [(seen, out, 3), (seen, out, 3)] if layer["kind"] == "basic_block" else _RIGHT.path(layer, seen)

    return _rows(spec, path=path)


@misconception(
    "C409",
    "A basic block is counted with one convolution.",
    hint="How many 3 x 3 convolutions does a basic block have?",
)
def basic_block_of_one(spec):
    def path(layer, seen):
        return _RIGHT.path(layer, seen)[: 1 if layer["kind"] == "basic_block" else 3]

    return _rows(spec, path=path)


@misconception(
    "C410",
    "A bottleneck block is counted as a basic block.",
    hint="What do the 1 x 1 convolutions save?",
)
def bottleneck_as_basic(spec):
    return _rows(spec, path=lambda layer, seen: _RIGHT.path({**layer, "kind": "basic_block"}, seen))


@misconception(
    "C411",
    "The 3 x 3 convolution of a bottleneck block is counted with out_channels.",
    hint="How many channels are left after the first 1 x 1 convolution?",
)
def wide_bottleneck(spec):
    def path(layer, seen):
        if layer["kind"] == "basic_block":
            return _RIGHT.path(layer, seen)
        width, out = layer["width"], layer["out_channels"]
        return [(seen, width, 1), (width, out, 3), (out, out, 1)]

    return _rows(spec, path=path)


@misconception(
    "C412",
    "A bottleneck block is counted without its last 1 x 1 convolution.",
    hint="How do the channels become out_channels again?",
)
def bottleneck_without_last(spec):
    def path(layer, seen):
        return _RIGHT.path(layer, seen)[:2]

    return _rows(spec, path=path)


@misconception(
    "C413",
    "A bottleneck block is taken to give four times its width, whatever out_channels says.",
    hint="Which key says how many channels come out?",
)
def four_times_the_width(spec):
    layers = [{**layer, "out_channels": 4 * layer["width"]} if layer["kind"] == "bottleneck_block" else layer
              for layer in spec["layers"]]  # fmt: skip
    return _rows({**spec, "layers": layers})


@misconception("S01", "The stride of residual blocks is ignored.", hint="After a step of 2, how many windows are left?")
def ignores_stride(spec):
    return _rows(spec, block_sides=lambda sides, _: tuple(sides))


@misconception(
    "S01b",
    "A residual block with a stride gives half of the sides, rounded down.",
    hint="A map of 5 rows, padding 1, windows of 3, stride 2: where do they start?",
)
def halves_sides(spec):
    return _rows(spec, block_sides=lambda sides, layer: tuple(side // layer["stride"] for side in sides))


@misconception(
    "S01c",
    "Both 3 x 3 convolutions of a basic block are given the stride.",
    hint="Which convolution of the block has the stride?",
)
def stride_twice(spec):
    def block_sides(sides, layer):
        once = _RIGHT.block_sides(sides, layer)
        return _RIGHT.block_sides(once, layer) if layer["kind"] == "basic_block" else once

    return _rows(spec, block_sides=block_sides)


@misconception(
    "P07", "The padding of pooling layers is ignored.", hint="On how many sides is a map padded, and by how much?"
)
def pool_without_padding(spec):
    return _rows(spec, pool_sides=lambda sides, layer: _RIGHT.pool_sides(sides, {**layer, "padding": 0}))


@misconception("S10", "The image is taken to be square.", hint="Give height and width names of their own.")
def square_image(spec):
    channels, height, _ = spec["input_shape"]
    return _rows({**spec, "input_shape": (channels, height, height)})


@misconception(
    "N01", "The biases of the fully connected layer are forgotten.", hint="Which layer of the network has biases?"
)
def no_bias(spec):
    return _rows(spec, fc_biases=0)


@misconception(
    "C414",
    "The global pooling is left out: the fully connected layer is counted with whole maps.",
    hint="What does a global average pooling leave of a map?",
)
def no_global_pool(spec):
    rows = _rows(spec)
    before = [row[1] for row in rows if len(row[1]) == 3]
    pixels = before[-1][1] * before[-1][2] if before else 1
    return [
        (name, shape, (params - units) * pixels + units) if len(shape) == 1 and params else (name, shape, params)
        for name, shape, params in rows
        for units in [shape[0]]
    ]


@misconception(
    "C415",
    "The shape after the global pooling keeps two sides of 1.",
    hint="How many entries does the docstring promise for that shape?",
)
def global_pool_keeps_axes(spec):
    return [(name, (*shape, 1, 1) if name == "global_pool" else shape, params) for name, shape, params in _rows(spec)]


@misconception(
    "C416", "Every block is counted with the channels of the image.", hint="What does the second block look at?"
)
def always_the_images_channels(spec):
    shapes = [tuple(spec["input_shape"]), *(row[1] for row in _rows(spec))]
    return [
        (layer["name"], after, _RIGHT.row((spec["input_shape"][0], *before[1:]), layer)[1])
        for layer, before, after in zip(spec["layers"], shapes, shapes[1:], strict=False)
    ]


@misconception("C308", "A last row with the total is appended.", hint="How many rows does the docstring ask for?")
def with_total(spec):
    rows = _rows(spec)
    return [*rows, ("total", rows[-1][1], sum(row[2] for row in rows))]


@misconception("C310", "The total alone is returned.", hint="Compare the type of your result with the docstring.")
def total_alone(spec):
    return sum(row[2] for row in _rows(spec))


@misconception(
    "C44", "The channels come last in the output shape.", hint="In which order does the docstring list the sizes?"
)
def channels_last(spec):
    return [(name, (*shape[1:], shape[0]), params) for name, shape, params in _rows(spec)]


@misconception(
    "C201",
    "The parameters are counted in float16, which cannot hold all their digits.",
    hint="Up to which number does your dtype hold every int?",
)
def half_precision(spec):
    return [(*row[:2], int(np.float16(row[2] % 60000)) + row[2] // 60000 * 60000) for row in _rows(spec)]


@misconception("A12", "The network that is counted is changed.", hint="Compare the network before and after the call.")
def changes_its_argument(spec):
    before = copy.deepcopy(spec)
    for layer in spec["layers"]:
        layer["params"] = 0
    return _rows(before)


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(spec):
    return _rows(spec)[: len(blocks)]  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(spec):
    return [(*row[:2], np.int(row[2])) for row in _rows(spec)]  # noqa: NPY001 - the mistake


@misconception(
    "A18", "The rows are a dict with the names as keys.", hint="Compare the type of your result with the docstring."
)
def rows_as_dict(spec):
    return {name: (shape, params) for name, shape, params in _rows(spec)}


@misconception(
    "A17",
    "The 64 channels behind the stem of ResNet are copied: every network is counted with them.",
    hint="What goes into the first block of a small network?",
)
def copied_constants(spec):
    return _rows(
        {**spec, "input_shape": (64, *spec["input_shape"][1:])} if spec["layers"][0]["kind"] != "conv_bn" else spec
    )
