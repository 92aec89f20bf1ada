"""Hidden checks of conv_output_size: any window, windows that just fit, and sizes that need more than 32 bits."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, rejects


@st.composite
def _axes(draw, dilation):
    """Draw an axis on which at least one window fits; a rest at its end often stays uncovered."""
    kernel_size = draw(st.integers(1, 7))
    options = {"stride": draw(st.integers(1, 5)), "padding": draw(st.integers(0, 4)), "dilation": draw(dilation)}
    window = options["dilation"] * (kernel_size - 1) + 1
    size = max(1, window - 2 * options["padding"]) + draw(st.integers(0, 20))
    return Case("conv_output_size", (size, kernel_size), options)


@st.composite
def _tight_axes(draw):
    """Draw an axis of at least two pixels into which exactly one window fits."""
    kernel_size = draw(st.integers(2, 7))
    dilation = draw(st.integers(1, 3))
    window = dilation * (kernel_size - 1) + 1
    padding = draw(st.integers(0, (window - 2) // 2))
    options = {"stride": draw(st.integers(1, 4)), "padding": padding, "dilation": dilation}
    return Case("conv_output_size", (window - 2 * padding, kernel_size), options)


@weight(1)
@given(case=_axes(dilation=st.just(1)))
def test_any_window(student, reference, case):
    """The size is right for every image, kernel, stride and padding; a rest that no window covers is dropped."""
    want = reference.conv_output_size(*case.args, **case.kwargs)
    assert_same(student.conv_output_size(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(case=_axes(dilation=st.integers(2, 4)))
def test_any_dilation(student, reference, case):
    """The size is right for kernels whose taps lie apart."""
    want = reference.conv_output_size(*case.args, **case.kwargs)
    assert_same(student.conv_output_size(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(case=_tight_axes())
def test_just_fits(student, case):
    """A window that just fits counts, and with one pixel less it is refused with a ValueError."""
    assert_same(student.conv_output_size(*case.args, **case.kwargs), want=1, call=case)
    size, kernel_size = case.args
    smaller = Case("conv_output_size", (size - 1, kernel_size), case.kwargs)
    with rejects("ValueError", call=smaller):
        student.conv_output_size(*smaller.args, **smaller.kwargs)


@weight(1)
def test_a_week_of_sound(student):
    """A week of sound, 48 000 samples a second, holds 604 800 windows of one second."""
    case = Case("conv_output_size", (7 * 86_400 * 48_000, 48_000), {"stride": 48_000})
    assert_same(student.conv_output_size(*case.args, **case.kwargs), want=604_800, call=case)
