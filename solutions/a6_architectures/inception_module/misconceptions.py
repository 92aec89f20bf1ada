"""Wrong versions of the functions of inception_module: each is caught by a check, and named."""

import math

import numpy as np

from convgrade.checks import misconception


def _conv(seen, out, side, *, norm=2, bias=0):
    """Return the parameters of a convolution, with so many numbers per channel of batch normalization and biases."""
    return (seen * side**2 + norm + bias) * out


def _module(in_channels, widths, large_kernel=5, conv=_conv, **changed):
    """Return the right counts, with another way to count a convolution, or with some widths changed."""
    seen = {"3x3": widths["3x3_reduce"], "5x5": widths["5x5_reduce"], "pool": in_channels, **changed}
    branches = {
        "1x1": conv(in_channels, widths["1x1"], 1),
        "3x3": conv(in_channels, widths["3x3_reduce"], 1) + conv(seen["3x3"], widths["3x3"], 3),
        "5x5": conv(in_channels, widths["5x5_reduce"], 1) + conv(seen["5x5"], widths["5x5"], large_kernel),
        "pool": conv(seen["pool"], widths["pool"], 1),
    }
    return _joined(branches, sum(widths[name] for name in branches))


def _joined(branches, out_channels):
    """Return the dict of a module's counts."""
    return {**branches, "params": sum(branches.values()), "out_channels": out_channels}


def _rows(layers, in_channels, large_kernel, *, conv=_conv, module=_module, fc=lambda seen, out: (seen + 1) * out):
    """Return the right rows, with another way to count a layer."""
    channels, rows = in_channels, []
    for layer in layers:
        if layer["kind"] == "inception":
            counts = module(channels, layer["widths"], large_kernel)
            channels, params = counts["out_channels"], counts["params"]
        elif layer["kind"] == "conv_bn":
            params = conv(channels, layer["out_channels"], layer["kernel_size"])
            channels = layer["out_channels"]
        else:
            params, channels = fc(channels, layer["out_features"]), layer["out_features"]
        rows.append((layer["name"], channels, params))
    return rows


@misconception(
    "N17",
    "The large kernel is always counted as 3 x 3.",
    hint="Which definition of the module is specified: the paper's, or that of some programs?",
)
def always_three(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, 3)


@misconception(
    "N17b",
    "The large kernel is always counted as 5 x 5.",
    hint="Which argument says how large the large kernel is?",
)
def always_five(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, 5)


@misconception(
    "N17c",
    "The two helpers for training are counted as well.",
    hint="Which layers are in the list that you were given?",
    function="googlenet_params",
)
def with_helpers(layers, *, in_channels=3, large_kernel=5):
    rows = []
    for row in _rows(layers, in_channels, large_kernel):
        rows.append(row)
        if row[0] in ("4a", "4d"):
            params = _conv(row[1], 128, 1) + (128 * 4 * 4 + 1) * 1024 + (1024 + 1) * 1000
            rows.append((f"helper after {row[0]}", 1000, params))
    return rows


@misconception(
    "C380",
    "The 1 x 1 convolutions that reduce the channels are left out.",
    hint="How many convolutions does the branch with the 3 x 3 kernel have?",
)
def without_reductions(in_channels, widths, *, large_kernel=5):
    branches = {
        name: _conv(in_channels, widths[name], side)
        for name, side in (("1x1", 1), ("3x3", 3), ("5x5", large_kernel), ("pool", 1))
    }
    return _joined(branches, sum(widths[name] for name in branches))


@misconception(
    "C381",
    "The large convolutions are counted with all input channels, although a 1 x 1 convolution comes before them.",
    hint="What is the reduction good for? How many channels are left when the 3 x 3 kernel looks at them?",
)
def reductions_without_effect(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, **{"3x3": in_channels, "5x5": in_channels})


@misconception(
    "C382",
    "The parameters of the 1 x 1 convolutions that reduce the channels are not counted.",
    hint="How many convolutions does the branch with the 3 x 3 kernel have?",
)
def reductions_for_free(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    branches = {name: right[name] for name in ("1x1", "3x3", "5x5", "pool")}
    for name in ("3x3", "5x5"):
        branches[name] -= _conv(in_channels, widths[f"{name}_reduce"], 1)
    return _joined(branches, right["out_channels"])


@misconception(
    "C383",
    "The branch with the pooling is counted without its convolution.",
    hint="How many channels does the pooling give, and how many does the branch?",
)
def pool_without_convolution(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    return _joined({**{name: right[name] for name in ("1x1", "3x3", "5x5")}, "pool": 0}, right["out_channels"])


@misconception(
    "C384",
    "The branch with the pooling gives all input channels.",
    hint="What comes after the pooling in that branch?",
)
def pool_keeps_channels(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    return {**right, "out_channels": right["out_channels"] - widths["pool"] + in_channels}


@misconception(
    "C385",
    "The convolution after the pooling is counted with a 3 x 3 kernel.",
    hint="Which of the two has windows of 3 x 3: the pooling or the convolution after it?",
)
def three_after_pool(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    pool = _conv(in_channels, widths["pool"], 3)
    return _joined({**{name: right[name] for name in ("1x1", "3x3", "5x5")}, "pool": pool}, right["out_channels"])


@misconception("N19", "Batch normalization is not counted.", hint="Which two numbers does it learn for every channel?")
def without_norm(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda *sizes: _conv(*sizes, norm=0))


@misconception(
    "N19b", "Biases are counted besides batch normalization.", hint="What does batch normalization do to a constant?"
)
def with_biases(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda *sizes: _conv(*sizes, bias=1))


@misconception(
    "N19c",
    "Biases are counted in place of batch normalization.",
    hint="Which two numbers are learned for every channel?",
)
def biases_for_norm(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda *sizes: _conv(*sizes, norm=1))


@misconception(
    "N18",
    "Running mean and variance are counted as parameters of batch normalization.",
    hint="Which numbers does gradient descent move?",
)
def running_statistics(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda *sizes: _conv(*sizes, norm=4))


@misconception(
    "C386",
    "Batch normalization is counted only after the last convolution of a branch.",
    hint="After which convolutions does the docstring put it?",
)
def norm_at_the_end(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    branches = {name: right[name] for name in ("1x1", "3x3", "5x5", "pool")}
    for name in ("3x3", "5x5"):
        branches[name] -= 2 * widths[f"{name}_reduce"]
    return _joined(branches, right["out_channels"])


@misconception(
    "C387",
    "Batch normalization is counted for the channels that go into a convolution.",
    hint="Does it stand before the convolution, or after it?",
)
def norm_of_inputs(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda seen, out, side: seen * side**2 * out + 2 * seen)


@misconception("N05", "The weights are counted without the input channels.", hint="How deep is one filter?")
def without_input_channels(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda _, out, side: _conv(1, out, side))


@misconception(
    "C388", "A kernel is counted with its size, not with its size squared.", hint="How many weights has a 3 x 3 kernel?"
)
def kernel_not_squared(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel, conv=lambda seen, out, side: (seen * side + 2) * out)


@misconception(
    "C389",
    "The branches are taken to be added: as many channels come out as the widest branch gives.",
    hint="Are the branches joined, or added?",
)
def widest_branch(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    return {**right, "out_channels": max(widths[name] for name in ("1x1", "3x3", "5x5", "pool"))}


@misconception(
    "C390",
    "The channels of the reductions are counted in the output.",
    hint="Which convolutions give their channels to the next module, and which to the next convolution?",
)
def reductions_come_out(in_channels, widths, *, large_kernel=5):
    return {**_module(in_channels, widths, large_kernel), "out_channels": sum(widths.values())}


@misconception(
    "C391",
    "The branches are taken to follow each other: each sees the channels of the one before.",
    hint="Which channels does each of the four branches look at?",
)
def one_after_the_other(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    branches = {
        "1x1": right["1x1"],
        "3x3": _conv(widths["1x1"], widths["3x3_reduce"], 1) + _conv(widths["3x3_reduce"], widths["3x3"], 3),
        "5x5": _conv(widths["3x3"], widths["5x5_reduce"], 1) + _conv(widths["5x5_reduce"], widths["5x5"], large_kernel),
        "pool": _conv(widths["5x5"], widths["pool"], 1),
    }
    return _joined(branches, right["out_channels"])


@misconception(
    "C392", "The parameters of the module are returned alone.", hint="Which six keys does the docstring name?"
)
def total_alone(in_channels, widths, *, large_kernel=5):
    return _module(in_channels, widths, large_kernel)["params"]


@misconception("A12", "The widths that are given are changed.", hint="Compare the arguments before and after the call.")
def changes_widths(in_channels, widths, *, large_kernel=5):
    right = _module(in_channels, widths, large_kernel)
    del widths["3x3_reduce"], widths["5x5_reduce"]
    return right


@misconception("C06", "The counts are floats.", hint="Can there be half a weight? Look at the types in your result.")
def float_counts(in_channels, widths, *, large_kernel=5):
    return {key: float(value) for key, value in _module(in_channels, widths, large_kernel).items()}


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(in_channels, widths, *, large_kernel=5):
    return {**_module(in_channels, widths, large_kernel), "1x1": params_1x1}  # noqa: F821 - the missing name is the mistake


@misconception(
    "C393",
    "Every layer is counted with the channels of the image.",
    hint="What does a module look at: the image, or what the layer before made of it?",
    function="googlenet_params",
)
def always_the_images_channels(layers, *, in_channels=3, large_kernel=5):
    return [row for layer in layers for row in _rows([layer], in_channels, large_kernel)]


@misconception(
    "C394",
    "A module is taken to keep the number of channels.",
    hint="How many channels do the four branches give together?",
    function="googlenet_params",
)
def modules_keep_channels(layers, *, in_channels=3, large_kernel=5):
    def module(channels, widths, large_kernel):
        return {**_module(channels, widths, large_kernel), "out_channels": channels}

    return _rows(layers, in_channels, large_kernel, module=module)


@misconception(
    "C395",
    "The argument in_channels is ignored: images always have three channels.",
    hint="A grey image: how many channels does the first convolution see?",
    function="googlenet_params",
)
def colour_images(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, 3, large_kernel)


@misconception(
    "C396",
    "The argument large_kernel is not passed on to the modules.",
    hint="Follow large_kernel from the call to the place where it counts.",
    function="googlenet_params",
)
def large_kernel_not_passed(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, in_channels, 5)


@misconception(
    "N01",
    "The biases of the fully connected layer are forgotten.",
    hint="Which layer of the network has biases?",
    function="googlenet_params",
)
def no_bias(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, in_channels, large_kernel, fc=lambda seen, out: seen * out)


@misconception(
    "C397",
    "The fully connected layer is given batch normalization.",
    hint="After which kind of layer does batch normalization stand here?",
    function="googlenet_params",
)
def norm_after_fc(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, in_channels, large_kernel, fc=lambda seen, out: (seen + 3) * out)


@misconception(
    "C398",
    "The fully connected layer is counted on maps of 7 x 7, not on one number per channel.",
    hint="What does a global average pooling leave of a map?",
    function="googlenet_params",
)
def no_global_pool(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, in_channels, large_kernel, fc=lambda seen, out: (49 * seen + 1) * out)


@misconception(
    "N19d",
    "Batch normalization is counted in the modules, but not after the other convolutions.",
    hint="Which two numbers are learned for every channel?",
    function="googlenet_params",
)
def norm_in_modules_only(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, in_channels, large_kernel, conv=lambda *sizes: _conv(*sizes, norm=0))


@misconception(
    "N19e",
    "Biases are counted besides batch normalization in the convolutions outside the modules.",
    hint="What does batch normalization do to a constant?",
    function="googlenet_params",
)
def biases_outside_modules(layers, *, in_channels=3, large_kernel=5):
    return _rows(layers, in_channels, large_kernel, conv=lambda *sizes: _conv(*sizes, bias=1))


@misconception(
    "C310",
    "The total alone is returned.",
    hint="Compare the type of your result with the docstring.",
    function="googlenet_params",
)
def one_number(layers, *, in_channels=3, large_kernel=5):
    return sum(row[2] for row in _rows(layers, in_channels, large_kernel))


@misconception(
    "C308",
    "A last row with the total is appended.",
    hint="How many rows does the docstring ask for?",
    function="googlenet_params",
)
def with_total(layers, *, in_channels=3, large_kernel=5):
    rows = _rows(layers, in_channels, large_kernel)
    return [*rows, ("total", rows[-1][1], sum(row[2] for row in rows))]


@misconception(
    "C307",
    "The rows are added up: parameters so far, not of the layer.",
    hint="Is the last row the largest of all?",
    function="googlenet_params",
)
def running_total(layers, *, in_channels=3, large_kernel=5):
    rows = _rows(layers, in_channels, large_kernel)
    totals = np.cumsum([row[2] for row in rows]).tolist()
    return [(name, channels, total) for (name, channels, _), total in zip(rows, totals, strict=True)]


@misconception(
    "C399",
    "The rows show the channels that go in.",
    hint="Whose channels does a row show: what goes in, or what comes out?",
    function="googlenet_params",
)
def channels_that_go_in(layers, *, in_channels=3, large_kernel=5):
    rows = _rows(layers, in_channels, large_kernel)
    before = [in_channels, *(row[1] for row in rows)]
    return [(row[0], channels, row[2]) for row, channels in zip(rows, before, strict=False)]


@misconception(
    "C201",
    "The parameters are counted in float16, which cannot hold all their digits.",
    hint="Up to which number does your dtype hold every int?",
    function="googlenet_params",
)
def half_precision(layers, *, in_channels=3, large_kernel=5):
    rows = _rows(layers, in_channels, large_kernel)
    values = [(row, float(np.float16(min(row[2], 60000)))) for row in rows]
    return [(*row[:2], int(value) if math.isfinite(value) else 0) for row, value in values]


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(in_channels, widths, *, large_kernel=5):
    return {key: np.int(value) for key, value in _module(in_channels, widths, large_kernel).items()}  # noqa: NPY001 - the mistake


@misconception(
    "A17",
    "The 192 channels of module 3a are copied, whatever goes in.",
    hint="What does the argument in_channels change in your function?",
)
def copied_constants(in_channels, widths, *, large_kernel=5):
    return _module(192, widths, large_kernel)
