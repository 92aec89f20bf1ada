# Generated from solutions/a3_pooling/pool_vs_stride/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of consolidate: worked examples, what connects the three ways, and PyTorch's answers.

A check looks at one entry of the result, so that a mistake in one entry costs that entry's checks alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Answers, Case, assert_array, assert_same, recorded

_IMAGE = np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5], [7, 0, 3, 3], [1, 6, 2, 1]]]])
_SINGLE_ONE = np.array([[[[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]]])


def _entry(result, *keys):
    """Return the part of a result that has these keys, or a result that lacks them as it is."""
    return {key: result[key] for key in keys} if isinstance(result, dict) and set(keys) <= set(result) else result


def _of_all(answers, *keys):
    """Return the part of PyTorch's answers that has these keys."""
    return Answers({device: _entry(answer, *keys) for device, answer in answers.items()})


def _assert_entry(student, case, *keys):
    """Fail the check unless these entries are PyTorch's."""
    assert_same(_entry(student.consolidate(*case.args), *keys), want=_of_all(case.pytorch, *keys), call=case)


@weight(0.25)
def test_largest_of_each_grid(student):
    """With "max_pool", an image under a kernel with a single 1 in its middle gives each grid's largest value."""
    case = Case("consolidate", (_IMAGE, _SINGLE_ONE, np.zeros(1), "max_pool"))
    want = {"out": np.array([[[[4.0, 5.0], [7.0, 3.0]]]])}
    assert_same(_entry(student.consolidate(*case.args), "out"), want=want, call=case)


@weight(0.25)
def test_mean_of_each_grid(student):
    """With "avg_pool", an image under a kernel with a single 1 in its middle gives each grid's mean."""
    case = Case("consolidate", (_IMAGE, _SINGLE_ONE, np.zeros(1), "avg_pool"))
    want = {"out": np.array([[[[2.5, 2.0], [3.5, 2.25]]]])}
    assert_same(_entry(student.consolidate(*case.args), "out"), want=want, call=case)


@weight(0.25)
def test_first_of_each_grid(student):
    """With "strided_conv", an image under a kernel with a single 1 in its middle gives each grid's first value."""
    case = Case("consolidate", (_IMAGE, _SINGLE_ONE, np.zeros(1), "strided_conv"))
    want = {"out": np.array([[[[1.0, 2.0], [7.0, 3.0]]]])}
    assert_same(_entry(student.consolidate(*case.args), "out"), want=want, call=case)


@weight(0.75)
@recorded("max_pool")
def test_max_pool(student, case):
    """A convolution followed by max pooling gives PyTorch's values."""
    _assert_entry(student, case, "out")


@weight(0.75)
@recorded("avg_pool")
def test_avg_pool(student, case):
    """A convolution followed by average pooling gives PyTorch's values."""
    _assert_entry(student, case, "out")


@weight(0.75)
@recorded("strided_conv")
def test_strided_conv(student, case):
    """A convolution with stride 2 gives PyTorch's values."""
    _assert_entry(student, case, "out")


@weight(0.5)
@recorded("odd")
def test_odd_sides(student, case):
    """With an odd number of rows, pooling leaves the last one out, and a stride of 2 still visits it."""
    _assert_entry(student, case, "out")


@weight(0.625)
@recorded("counts")
def test_units(student, case):
    """The units are all values of one image's output: its maps, times their height, times their width."""
    _assert_entry(student, case, "units")


@weight(0.5)
def test_parameters_of_pooling(student):
    """A pooling layer has nothing to learn: 0 parameters."""
    for how in ("max_pool", "avg_pool"):
        case = Case("consolidate", (np.ones((1, 2, 2, 2)), np.ones((3, 2, 3, 3)), np.ones(3), how))
        assert_same(_entry(student.consolidate(*case.args), "params"), want={"params": 0}, call=case)


@weight(0.5)
def test_parameters_of_a_strided_convolution(student):
    """Five filters on three channels have 140 parameters, with a stride as without one."""
    case = Case("consolidate", (np.ones((1, 3, 8, 8)), np.ones((5, 3, 3, 3)), np.ones(5), "strided_conv"))
    assert_same(_entry(student.consolidate(*case.args), "params"), want={"params": 140}, call=case)


@weight(0.25)
def test_lecture_image(student):
    """Five filters on the lecture's 3 x 32 x 32 image keep 1280 of 5120 units, whichever way it is halved."""
    for how in cnn.HOW:
        case = Case("consolidate", (np.ones((1, 3, 32, 32)), np.ones((5, 3, 3, 3)), np.ones(5), how))
        assert_same(_entry(student.consolidate(*case.args), "units"), want={"units": 1280}, call=case)


@weight(0.25)
def test_keys(student):
    """The result is a dict with the keys "out", "units" and "params", and no others."""
    case = Case("consolidate", (np.zeros((1, 1, 2, 2)), np.zeros((1, 1, 3, 3)), np.zeros(1), "max_pool"))
    want = {"out": np.zeros((1, 1, 1, 1)), "units": 1, "params": 0}
    assert_same(student.consolidate(*case.args), want=want, call=case)


@weight(0.5)
@given(
    case=cnn.consolidate_cases(
        how="max_pool", even=True, square=True, bias="zeros", batch=1, channels=1, filters=1, layout="C"
    )
)
def test_largest_of_four_strided_convolutions(student, case):
    """Max pooling keeps the largest of four convolutions with stride 2, on the image shifted by 0 or 1 pixels.

    So a convolution with stride 2 does a quarter of the work, and sees only the first value of each grid.
    """
    x, weights, bias, _ = case.args
    x = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))  # a rim of zeros, so that shifting loses no pixel
    pooled = Case("consolidate", (x, weights, bias, "max_pool"))
    strided = [
        Case("consolidate", (np.roll(x, (-down, -right), axis=(2, 3)), weights, bias, "strided_conv"))
        for down, right in np.ndindex(2, 2)
    ]
    shape = (1, 1, x.shape[2] // 2, x.shape[3] // 2)
    results = [_entry(student.consolidate(*call.args), "out") for call in strided]
    assert all(isinstance(result, dict) for result in results), f"{strided[0]}\n  out should be a dict"
    outs = [assert_array(r.get("out"), call=c, shape=shape) for c, r in zip(strided, results, strict=True)]
    call = f"{pooled} beside four strided convolutions"
    assert_same(_entry(student.consolidate(*pooled.args), "out"), want={"out": np.maximum.reduce(outs)}, call=call)
