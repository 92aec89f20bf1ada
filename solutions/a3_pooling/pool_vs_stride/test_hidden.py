"""Hidden checks of consolidate: each way on any images, the counts, dtypes, memory layouts, and refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Answers, Case, assert_same, assert_unchanged, recorded, rejects

_ONE_MAP = {"even": True, "square": True, "bias": "zeros", "batch": 1, "channels": 1, "filters": 1, "layout": "C"}


def _entry(result, *keys):
    """Return the part of a result that has these keys, or a result that lacks them as it is."""
    return {key: result[key] for key in keys} if isinstance(result, dict) and set(keys) <= set(result) else result


def _of_all(answers, *keys):
    """Return the part of PyTorch's answers that has these keys."""
    return Answers({device: _entry(answer, *keys) for device, answer in answers.items()})


def _assert_entry(student, case, *keys):
    """Fail the check unless these entries are PyTorch's."""
    assert_same(_entry(student.consolidate(*case.args), *keys), want=_of_all(case.pytorch, *keys), call=case)


def _assert_right(student, reference, case, *keys):
    """Fail the check unless these entries are the reference's, and PyTorch's where it was asked."""
    want = _entry(reference.consolidate(*case.args), *keys)
    also = _of_all(case.pytorch, *keys)
    assert_same(_entry(student.consolidate(*case.args), *keys), want=want, also=also, call=case)


@weight(0.375)
@given(case=cnn.consolidate_cases(how="max_pool", **_ONE_MAP))
def test_any_max_pool(student, reference, case):
    """Max pooling after the convolution is right for any image and filter."""
    _assert_right(student, reference, case, "out")


@weight(0.375)
@given(case=cnn.consolidate_cases(how="avg_pool", **_ONE_MAP))
def test_any_avg_pool(student, reference, case):
    """Average pooling after the convolution is right for any image and filter."""
    _assert_right(student, reference, case, "out")


@weight(0.375)
@given(case=cnn.consolidate_cases(how="strided_conv", **_ONE_MAP))
def test_any_strided_conv(student, reference, case):
    """The convolution with stride 2 is right for any image and filter."""
    _assert_right(student, reference, case, "out")


@weight(0.375)
@recorded("channels and filters")
def test_channels_and_filters(student, case):
    """A filter adds up all channels, and every filter has a map of its own."""
    _assert_entry(student, case, "out")


@weight(0.375)
@recorded("images")
def test_images(student, case):
    """Every image of a batch is treated alike, and on its own."""
    _assert_entry(student, case, "out")


@weight(0.375)
@recorded("bias")
def test_bias(student, case):
    """The bias is added once to every value of its filter's map."""
    _assert_entry(student, case, "out")


@weight(0.25)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """All three ways work on images that are higher than wide, or wider than high."""
    _assert_entry(student, case, "out")


@weight(0.25)
@given(case=cnn.consolidate_cases(even=True, square=True, bias="zeros"))
def test_any_units(student, reference, case):
    """The units are right for any image and any number of filters, and do not grow with the batch."""
    _assert_right(student, reference, case, "units")


@weight(0.125)
@given(case=cnn.consolidate_cases(even=True, square=True, bias=True))
def test_any_params(student, reference, case):
    """The parameters are right for any number of channels and filters, with biases."""
    _assert_right(student, reference, case, "params")


@weight(0.125)
@recorded("no bias")
def test_without_bias(student, case):
    """Without biases, nothing is added."""
    _assert_entry(student, case, "out")


@weight(0.125)
@recorded("no bias")
def test_params_without_bias(student, case):
    """Without biases, the weights are all parameters."""
    _assert_entry(student, case, "params")


@weight(0.125)
@given(case=cnn.consolidate_cases())
def test_everything_together(student, reference, case):
    """All entries are right for any images, filters, biases and memory layouts."""
    _assert_right(student, reference, case, "out", "units", "params")


@weight(0.0625)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers for larger images and more filters."""
    _assert_entry(student, case, "out", "units", "params")


@weight(0.125)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give values that neither overflow nor lose their fractions."""
    _assert_entry(student, case, "out")


@weight(0.0625)
@recorded("layout")
def test_memory_layouts(student, case):
    """The values do not depend on how the arrays lie in memory."""
    _assert_entry(student, case, "out")


@weight(0.0625)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images; its units are still those of one image."""
    _assert_entry(student, case, "out", "units")


@weight(0.0625)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case(
            "consolidate", (np.ones((1, 1, 2, 2), dtype), np.ones((1, 1, 3, 3), dtype), np.zeros(1, dtype), "avg_pool")
        )
        got, want = _entry(student.consolidate(*case.args), "out"), {"out": np.array([[[[4.0]]]])}
        assert_same(got, want=want, call=case)
        assert_same(got["out"], want=want["out"], dtype=dtype, call=case)


@weight(0.0625)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for how in cnn.HOW:
        for brightness in (1.0, 2.0):
            x = brightness * np.ones((1, 1, 2, 2))
            case = Case("consolidate", (x, np.ones((1, 1, 3, 3)), np.array([1.0]), how))
            want = {"out": np.array([[[[4 * brightness + 1]]]])}
            assert_same(_entry(student.consolidate(*case.args), "out"), want=want, call=case)
            assert_unchanged(student, call=case)


@weight(0.0625)
def test_unknown_way(student):
    """A way that is none of the three is refused with a ValueError."""
    for how in ("min_pool", "conv", ""):
        case = Case("consolidate", (np.ones((1, 1, 2, 2)), np.ones((1, 1, 3, 3)), np.zeros(1), how))
        with rejects("ValueError", call=case):
            student.consolidate(*case.args)


@weight(0.0625)
def test_no_grid(student):
    """An image with a single row or column is refused by pooling, with a ValueError."""
    for sides in ((1, 2), (2, 1), (1, 1)):
        for how in ("max_pool", "avg_pool"):
            case = Case("consolidate", (np.ones((1, 1, *sides)), np.ones((1, 1, 3, 3)), np.zeros(1), how))
            with rejects("ValueError", call=case):
                student.consolidate(*case.args)


@weight(0.0625)
def test_channels_that_disagree(student):
    """Filters for another number of channels than the images have are refused with a ValueError."""
    for filter_channels in (1, 3):
        case = Case(
            "consolidate", (np.ones((1, 2, 2, 2)), np.ones((1, filter_channels, 3, 3)), np.zeros(1), "strided_conv")
        )
        with rejects("ValueError", call=case):
            student.consolidate(*case.args)
