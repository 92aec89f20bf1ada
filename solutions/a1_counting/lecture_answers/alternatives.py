"""Right versions of lecture_answers, written in unusual ways: each gets full marks."""

import math

import numpy as np

from convgrade.checks import alternative


@alternative("a table of layers")
def table_of_layers(
    image_size, units, *, channels=3, small_size=7, medium_size=32, kernel_size=3, filters=5, next_filters=10
):
    """Describe every layer by one row, and count units and parameters from the rows."""
    same = kernel_size // 2
    rows = {  # input channels, input size, filters, kernel size, padding
        "fc_grey": (1, image_size, units, image_size, 0),
        "fc_colour": (channels, image_size, units, image_size, 0),
        "small": (1, small_size, 1, kernel_size, 0),
        "small_colour": (channels, small_size, 1, kernel_size, 0),
        "small_filters": (channels, small_size, filters, kernel_size, 0),
        "medium": (channels, medium_size, 1, kernel_size, 0),
        "medium_padded": (channels, medium_size, 1, kernel_size, same),
        "medium_filters": (channels, medium_size, filters, kernel_size, 0),
        "medium_filters_padded": (channels, medium_size, filters, kernel_size, same),
        "next": (filters, medium_size, next_filters, kernel_size, 0),
        "next_padded": (filters, medium_size, next_filters, kernel_size, same),
    }
    count, params = {}, {}
    for name, (maps_in, size, maps_out, side, padding) in rows.items():
        count[name] = maps_out * len(range(size + 2 * padding - side + 1)) ** 2
        params[name] = maps_out * (maps_in * side * side + 1)
    answers = {"small_fc_params": (small_size**2 + 1) * count["small"]}
    answers["small_local_params"] = params["small"] * count["small"]
    for name in ("small", "small_filters", "medium", "medium_filters", "next"):
        answers[f"{name}_units"] = count[name]
    for name in ("medium", "medium_filters", "next"):
        answers[f"{name}_units_padded"] = count[f"{name}_padded"]
    for name in ("small", "small_colour", "small_filters", "next"):
        answers[f"{name}_params"] = params[name]
    return answers | {"fc_params_grey": params["fc_grey"], "fc_params_colour": params["fc_colour"]}


_KEYS = """
    fc_params_grey fc_params_colour small_units small_params small_fc_params small_local_params
    small_colour_params small_filters_units small_filters_params medium_units medium_units_padded
    medium_filters_units medium_filters_units_padded next_units next_units_padded next_params
"""


@alternative("NumPy integers")
def numpy_integers(image_size, units, **options):
    """Count in 64-bit arrays, and return NumPy's integers; takes its options as keywords."""
    defaults = {"channels": 3, "small_size": 7, "medium_size": 32, "kernel_size": 3, "filters": 5, "next_filters": 10}
    names = list(defaults)
    values = np.array([(defaults | options)[name] for name in names], dtype=np.int64)
    channels, small, medium, side, filters, more = values
    inputs = np.array([image_size**2, channels * image_size**2], dtype=np.int64)
    maps = np.array([small - side + 1, medium - side + 1, medium], dtype=np.int64) ** 2
    depth = np.array([1, channels, channels, filters], dtype=np.int64)
    grey, one, bank, following = (depth * side**2 + 1) * np.array([1, 1, filters, more], dtype=np.int64)
    fully = (inputs + 1) * units
    local = maps[0] * np.array([small**2 + 1, side**2 + 1], dtype=np.int64)
    wide = np.outer(np.array([1, filters, more], dtype=np.int64), maps[1:]).ravel()
    answers = [*fully, maps[0], grey, *local, one, filters * maps[0], bank, *wide, following]
    return dict(zip(_KEYS.split(), answers, strict=True))


@alternative("window by window")
def window_by_window(
    image_size, units, *, channels=3, small_size=7, medium_size=32, kernel_size=3, filters=5, next_filters=10
):
    """Count one row of windows by trying every start, and the parameters from shapes of arrays without memory."""

    def row(size, padding=0):
        return sum(1 for start in range(-padding, size) if start + kernel_size <= size + padding)

    def params(*shape):
        return np.broadcast_to(np.int8(0), shape).size + shape[0]

    small, medium, padded = row(small_size), row(medium_size), row(medium_size, kernel_size // 2)
    window = (kernel_size, kernel_size)
    answers = {"fc_params_grey": params(units, image_size, image_size)}
    answers["fc_params_colour"] = params(units, channels, image_size, image_size)
    answers |= {"small_units": small * small, "small_params": params(1, *window)}
    answers["small_fc_params"] = params(small * small, small_size, small_size)
    answers["small_local_params"] = sum(params(1, *window) for _ in range(small) for _ in range(small))
    answers["small_colour_params"] = params(1, channels, *window)
    answers["small_filters_units"] = math.prod((filters, small, small))
    answers["small_filters_params"] = params(filters, channels, *window)
    for name, maps in (("medium", 1), ("medium_filters", filters), ("next", next_filters)):
        answers[f"{name}_units"] = maps * medium * medium
        answers[f"{name}_units_padded"] = maps * padded * padded
    answers["next_params"] = params(next_filters, filters, *window)
    return answers


@alternative("as polynomials, rearranged")
def rearranged(
    image_size, units, *, channels=3, small_size=7, medium_size=32, kernel_size=3, filters=5, next_filters=10
):
    """Expand every formula: a filter costs its depth times its area, plus one."""
    area, lost = kernel_size * kernel_size, kernel_size - 1
    small = small_size * small_size - 2 * small_size * lost + lost * lost
    medium = medium_size * medium_size - 2 * medium_size * lost + lost * lost
    same = medium + 2 * medium_size * lost - lost * lost
    values = [
        units + units * image_size * image_size,
        units + units * image_size * image_size * channels,
        small,
        1 + area,
        small + small * small_size * small_size,
        small + small * area,
        1 + area * channels,
        small * filters,
        filters + filters * area * channels,
        medium,
        same,
        medium * filters,
        same * filters,
        medium * next_filters,
        same * next_filters,
        next_filters + next_filters * area * filters,
    ]
    return dict(zip(_KEYS.split(), values, strict=True))
