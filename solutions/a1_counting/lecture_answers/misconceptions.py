"""Wrong versions of lecture_answers: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_LECTURE = {"channels": 3, "small_size": 7, "medium_size": 32, "kernel_size": 3, "filters": 5, "next_filters": 10}
_PARAMS = ("fc_params_grey", "fc_params_colour", "small_params", "small_fc_params", "small_local_params")
_PARAMS += ("small_colour_params", "small_filters_params", "next_params")


def _right(image_size, units, options):
    """Return the right answers."""
    constants = _LECTURE | options
    channels, kernel = constants["channels"], constants["kernel_size"]
    filters, more = constants["filters"], constants["next_filters"]
    small = (constants["small_size"] - kernel + 1) ** 2
    medium, padded = (constants["medium_size"] - kernel + 1) ** 2, constants["medium_size"] ** 2
    return {
        "fc_params_grey": image_size**2 * units + units,
        "fc_params_colour": channels * image_size**2 * units + units,
        "small_units": small,
        "small_params": kernel**2 + 1,
        "small_fc_params": constants["small_size"] ** 2 * small + small,
        "small_local_params": kernel**2 * small + small,
        "small_colour_params": channels * kernel**2 + 1,
        "small_filters_units": filters * small,
        "small_filters_params": (channels * kernel**2 + 1) * filters,
        "medium_units": medium,
        "medium_units_padded": padded,
        "medium_filters_units": filters * medium,
        "medium_filters_units_padded": filters * padded,
        "next_units": more * medium,
        "next_units_padded": more * padded,
        "next_params": (filters * kernel**2 + 1) * more,
    }


@misconception("A17", "The lecture's answers are built in.", hint="Change one number in the example.")
def built_in_answers(image_size, units, **options):
    return _right(200, 500, {})


@misconception("A17b", "The lecture's 3 x 3 kernel is built in.", hint="Change one number in the example.")
def built_in_kernel(image_size, units, **options):
    return _right(image_size, units, options | {"kernel_size": 3})


@misconception("A17c", "The lecture's three channels are built in.", hint="Change one number in the example.")
def built_in_channels(image_size, units, **options):
    return _right(image_size, units, options | {"channels": 3})


@misconception("A17d", "The lecture's numbers of filters are built in.", hint="Change one number in the example.")
def built_in_filters(image_size, units, **options):
    return _right(image_size, units, options | {"filters": 5, "next_filters": 10})


@misconception(
    "A18", "The answers are returned without their names.", hint="Compare the type of your result with the docstring."
)
def without_names(image_size, units, **options):
    return list(_right(image_size, units, options).values())


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(image_size, units, **options):
    return _right(image_size, units, options) | {"small_units": out_height * out_width}  # noqa: F821 - the missing names are the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(image_size, units, **options):
    return {key: np.int(value) for key, value in _right(image_size, units, options).items()}  # noqa: NPY001 - the mistake


@misconception("N01", "The biases are forgotten.", hint="What lets a unit fire on a black image?")
def no_bias(image_size, units, **options):
    answers = _right(image_size, units, options)
    small, filters, more = answers["small_units"], options.get("filters", 5), options.get("next_filters", 10)
    biases = zip(_PARAMS, (units, units, 1, small, small, 1, filters, more), strict=True)
    return answers | {key: answers[key] - count for key, count in biases}


@misconception("N03", "Each layer has a single bias.", hint="One bias per map, per layer, or per pair of maps?")
def one_bias_per_layer(image_size, units, **options):
    return no_bias(image_size, units, **options) | {
        key: value + 1 for key, value in no_bias(image_size, units, **options).items() if key in _PARAMS
    }


@misconception(
    "N04", "The parameters of the convolution are counted once per position.", hint="Are the weights re-used or copied?"
)
def untied_weights(image_size, units, **options):
    answers = _right(image_size, units, options)
    return answers | {"small_params": answers["small_local_params"]}


@misconception(
    "N04b", "The weights of the locally connected layer are shared.", hint="Are the weights re-used or copied?"
)
def shared_weights(image_size, units, **options):
    answers = _right(image_size, units, options)
    return answers | {"small_local_params": answers["small_params"]}


@misconception("N05", "The input channels of the filters are forgotten.", hint="How deep is one filter?")
def forgets_in_channels(image_size, units, **options):
    flat = options.get("kernel_size", 3) ** 2 + 1
    counts = {"small_colour_params": 1, "small_filters_params": options.get("filters", 5)}
    counts |= {"next_params": options.get("next_filters", 10)}
    return _right(image_size, units, options) | {key: flat * count for key, count in counts.items()}


@misconception("N06", "The number of filters is forgotten.", hint="How many filters are there?")
def forgets_filters(image_size, units, **options):
    answers = _right(image_size, units, options)
    next_filter = options.get("filters", 5) * options.get("kernel_size", 3) ** 2 + 1
    return answers | {"small_filters_params": answers["small_colour_params"], "next_params": next_filter}


@misconception("N07", "The units of a single map are counted.", hint="Count all maps.")
def units_of_one_map(image_size, units, **options):
    answers = _right(image_size, units, options)
    one_map = {"small_filters_units": "small_units", "medium_filters_units": "medium_units"}
    one_map |= {"medium_filters_units_padded": "medium_units_padded"}
    one_map |= {"next_units": "medium_units", "next_units_padded": "medium_units_padded"}
    return answers | {key: answers[source] for key, source in one_map.items()}


@misconception("N08", "Padded and unpadded sizes are mixed up.", hint="Is padding mentioned?")
def padding_mixed_up(image_size, units, **options):
    answers = _right(image_size, units, options)
    names = ("medium_units", "medium_filters_units", "next_units")
    swapped = {name: answers[f"{name}_padded"] for name in names} | {f"{name}_padded": answers[name] for name in names}
    return answers | swapped


@misconception(
    "N09", "Units and parameters are interchanged.", hint="Which of the two grows with the size of the image?"
)
def units_and_params_interchanged(image_size, units, **options):
    answers = _right(image_size, units, options)
    pairs = [("small_units", "small_params"), ("small_filters_units", "small_filters_params")]
    pairs += [("next_units", "next_params")]
    return answers | {a: answers[b] for a, b in pairs} | {b: answers[a] for a, b in pairs}


@misconception("N14", "The answers overflow 32-bit integers.", hint="Is the answer plausible for a large image?")
def overflows(image_size, units, **options):
    answers = _right(image_size, units, options)
    counts = np.array(list(answers.values()), dtype=np.int64).astype(np.int32)
    return dict(zip(answers, counts.tolist(), strict=True))


@misconception(
    "N14b", "The answers overflow unsigned 32-bit integers.", hint="Is the answer plausible for a large image?"
)
def overflows_unsigned(image_size, units, **options):
    return {key: value % 2**32 for key, value in _right(image_size, units, options).items()}


@misconception(
    "S06", "Steps are counted, not windows.", hint="A kernel as large as the image: how many windows should that give?"
)
def forgets_one(image_size, units, **options):
    answers = _right(image_size, units, options)
    kernel = options.get("kernel_size", 3)
    small, medium = (options.get(name, _LECTURE[name]) - kernel for name in ("small_size", "medium_size"))
    filters, more = options.get("filters", 5), options.get("next_filters", 10)
    units_without = {"small_units": small**2, "small_filters_units": filters * small**2, "medium_units": medium**2}
    units_without |= {"medium_filters_units": filters * medium**2, "next_units": more * medium**2}
    return answers | units_without


@misconception("C06", "The answers are floats.", hint="Can there be half a unit? Look at the types in your answers.")
def float_answers(image_size, units, **options):
    return {key: float(value) for key, value in _right(image_size, units, options).items()}


@misconception(
    "C07",
    "The answers are printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(image_size, units, **options):
    print(_right(image_size, units, options), end="")  # noqa: T201 - the mistake


@misconception(
    "C47",
    "The fully connected layer sees one channel of the colour image.",
    hint="How many numbers make a colour image?",
)
def fc_sees_one_channel(image_size, units, **options):
    answers = _right(image_size, units, options)
    return answers | {"fc_params_colour": answers["fc_params_grey"]}


@misconception(
    "C70",
    "The small fully connected layer has as many units as the image has pixels.",
    hint="With as many units as which layer?",
)
def unit_per_pixel(image_size, units, **options):
    pixels = options.get("small_size", 7) ** 2
    return _right(image_size, units, options) | {"small_fc_params": (pixels + 1) * pixels}


@misconception(
    "C71", "The locally connected layer has one bias in all.", hint="Who has a bias in that layer, says the docstring?"
)
def one_local_bias(image_size, units, **options):
    answers = _right(image_size, units, options)
    return answers | {"small_local_params": answers["small_local_params"] - answers["small_units"] + 1}


@misconception(
    "C72", "The next layer is given the channels of the image.", hint="What goes into the layer that follows?"
)
def next_layer_on_image(image_size, units, **options):
    per_filter = options.get("channels", 3) * options.get("kernel_size", 3) ** 2 + 1
    return _right(image_size, units, options) | {"next_params": per_filter * options.get("next_filters", 10)}


@misconception(
    "C73",
    "The hidden units are multiplied by the input channels.",
    hint="One filter on a colour image: how many maps come out?",
)
def units_per_channel(image_size, units, **options):
    answers = _right(image_size, units, options)
    channels = options.get("channels", 3)
    return answers | {key: channels * answers[key] for key in ("medium_units", "medium_units_padded")}


@misconception(
    "C74", "Padding is always one pixel.", hint="Does one pixel of padding keep the size for a 5 x 5 kernel?"
)
def pads_by_one(image_size, units, **options):
    size = options.get("medium_size", 32) + 2 - options.get("kernel_size", 3) + 1
    counts = {"medium_units_padded": 1, "medium_filters_units_padded": options.get("filters", 5)}
    counts |= {"next_units_padded": options.get("next_filters", 10)}
    return _right(image_size, units, options) | {key: size**2 * count for key, count in counts.items()}


@misconception("C75", "The two numbers of filters are interchanged.", hint="Which of the two layers comes first?")
def filters_interchanged(image_size, units, **options):
    swapped = {"filters": options.get("next_filters", 10), "next_filters": options.get("filters", 5)}
    return _right(image_size, units, options | swapped)


@misconception(
    "C76", "One of the sixteen answers is missing.", hint="Compare the keys of your dict with the docstring."
)
def one_missing(image_size, units, **options):
    answers = _right(image_size, units, options)
    return {key: value for key, value in answers.items() if key != "next_units_padded"}
