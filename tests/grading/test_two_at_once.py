"""Code with two known mistakes is told both, where no single one explains its answers; doubtful pairs are not told."""

from pathlib import Path

import numpy as np
import pytest

from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.exercise import find_assignment
from convgrade.grading.diagnose import with_diagnosis

COURSE = Path(__file__).parents[2] / "solutions"
AT_ONCE = "This looks like two known mistakes at once: "

CHECKS = """
import numpy as np
from convgrade.checks import assert_same

def test_plus(student):
    '''A number may be added.'''
    for plus in (3.0, 4.0, -5.0, -6.0):
        got = student.scale(np.array([1.0, 2.0, 4.0]), 2.0, plus=plus)
    assert_same(got, want=np.array([-4.0, -2.0, 2.0]), call="scale")
"""
BANK = """
from convgrade.checks import base, misconception

@base()
def right(values, times, plus=0.0):
    return values * times + plus

@misconception("M3", "It is added twice.", hint="How often may it be added?")
def added_twice(values, times, plus=0.0):
    return right(values, times, 2 * plus)

@misconception("M6", "Positive numbers alone are added.", hint="Try to add -1.")
def positive_alone(values, times, plus=0.0):
    return right(values, times, max(plus, 0.0))
"""
ALSO_NOTHING = """
@misconception("M2", "Nothing is added to twos.", hint="Which values are left alone?")
def nothing_to_twos(values, times, plus=0.0):
    return right(values, times, plus if plus > 0 else 0.0)
"""


def twice_if_positive(values, times, plus=0.0):
    """Have two mistakes."""
    return values * times + 2 * max(plus, 0.0)


def test_two_mistakes_are_told(diagnosed):
    """Both are named in the order of the bank, with the hint of each."""
    ids, text, hint = diagnosed(twice_if_positive, checks=CHECKS, bank=BANK)["plus"]

    assert ids == ("M3", "M6")
    assert text == f"{AT_ONCE}It is added twice.\nAnd: Positive numbers alone are added."
    assert hint == "How often may it be added?\nAnd: Try to add -1."


def test_a_bank_without_a_base_has_no_pairs(diagnosed):
    """Nothing is put together where the bank does not say what it is built on."""
    bank = BANK.replace("@base()\n", "")

    assert diagnosed(twice_if_positive, checks=CHECKS, bank=bank)["plus"][0] == ()


def test_only_the_commonest_are_paired(diagnosed):
    """The bank may say which misconceptions are common: others are not put together."""
    bank = BANK.replace("@base()", "@base(common=['M3'])")

    assert diagnosed(twice_if_positive, checks=CHECKS, bank=bank)["plus"][0] == ()


def test_pairs_that_cannot_be_told_apart_are_not_named(diagnosed):
    """Where two pairs answer alike on everything that can be tried, nothing is said."""
    assert diagnosed(twice_if_positive, checks=CHECKS, bank=BANK + ALSO_NOTHING)["plus"][0] == ()


def test_a_pair_has_to_be_borne_out_by_further_inputs(diagnosed):
    """Code that answers as a pair on the calls of the check alone is not named."""

    def by_chance(values, times, plus=0.0):
        is_known = np.array_equal(values, [1.0, 2.0, 4.0])
        return twice_if_positive(values, times, plus) if is_known else values * times - plus

    assert diagnosed(by_chance, checks=CHECKS, bank=BANK)["plus"][0] == ()


def test_a_pair_does_not_displace_a_single_mistake(diagnosed):
    """What one misconception explains is not explained by two."""
    assert diagnosed(lambda v, t, plus=0.0: v * t + 2 * plus, checks=CHECKS, bank=BANK)["plus"][0] == ("M3",)


@pytest.fixture
def read():
    """Return a function that grades a submission to an exercise: what is said about each failed check."""

    def run(assignment, name, function):
        whole = find_assignment(COURSE, assignment)
        exercise = whole.exercise(name)
        context = Context(whole, lambda _: InProcessCaller({name: function}), b"a seed")
        results = run_checks(context, [exercise]).results(exercise)
        return {(r.looks_like, r.diagnosis.startswith(AT_ONCE)) for r in with_diagnosis(exercise, results, context)}

    return run


def padded(x, padding, fill=0.0):
    """Return images with a border."""
    rows, cols = (padding, padding) if isinstance(padding, int) else padding
    return np.pad(x.astype(np.float64), ((0, 0), (0, 0), (rows, rows), (cols, cols)), constant_values=fill)


def windows(padded_images, kernel_size, stride):
    """Return all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    down, right = (stride, stride) if isinstance(stride, int) else stride
    return np.lib.stride_tricks.sliding_window_view(padded_images, kernel_size, axis=(2, 3))[:, :, ::down, ::right]


def turned_without_bias(x, weight, bias=None, *, stride=1, padding=0):
    """Turn the kernels round, and forget the bias."""
    found = windows(padded(x, padding), weight.shape[2:], stride)
    return np.einsum("nchwrs,ocrs->nohw", found, weight[:, :, ::-1, ::-1])


def turned_with_an_unlisted_mistake(x, weight, bias=None, *, stride=1, padding=0):
    """Turn the kernels round, and double the first row of every map."""
    out = turned_without_bias(x, weight, stride=stride, padding=padding)
    out[:, :, 0] *= 2
    return out if bias is None else out + bias[:, None, None]


def from_zero_in_steps_of_the_kernel(x, kernel_size, *, stride=None, padding=0):
    """Start the maximum at 0, and take the kernel size for the stride."""
    taps = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return np.maximum(windows(padded(x, padding, -np.inf), taps, taps).max(axis=(4, 5)), 0)


def weight_of_last_image_averaged(grad_output, x, weight, *, stride=1, padding=0):
    """Return None for two gradients; in the third one keep the last image alone, and divide by their number."""
    found = windows(padded(x, padding), weight.shape[2:], stride)[:, :, : grad_output.shape[2], : grad_output.shape[3]]
    return None, np.einsum("ohw,chwrs->ocrs", grad_output[-1], found[-1]) / len(x), None


@pytest.mark.parametrize(
    ("assignment", "name", "function", "ids"),
    [
        ("a2_convolution", "conv2d", turned_without_bias, ("X01", "A05")),
        ("a3_pooling", "max_pool2d", from_zero_in_steps_of_the_kernel, ("M01", "M04")),
        ("a4_backprop", "conv2d_backward", weight_of_last_image_averaged, ("B03", "B01")),
    ],
)
def test_a_submission_with_two_mistakes_is_told_both(read, assignment, name, function, ids):
    """Written in its own way, it is recognised by the pair of misconceptions, and by no other pair."""
    assert {looks_like for looks_like, is_pair in read(assignment, name, function) if is_pair} == {ids}


def test_a_listed_and_an_unlisted_mistake_are_no_pair(read):
    """Where one of two mistakes is in no bank, no pair is named."""
    assert not any(is_pair for _, is_pair in read("a2_convolution", "conv2d", turned_with_an_unlisted_mistake))
