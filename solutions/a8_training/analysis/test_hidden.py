"""Hidden checks of the analysis: any counts, ties, any kernels and gaps, other layers, shifts and margins."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same, recorded
from convgrade.cnn.branches import branch

_LAYERS = [
    branch("x + np.roll(x, 1, axis=2)", "x"),
    branch("x * np.arange(x.shape[2])[:, None]", "x"),
    branch("x[:, :, ::-1] - x", "x"),
    branch("-x * np.arange(x.shape[3])", "x"),
]


@weight(1.5)
@given(classes=st.integers(2, 4), count=st.integers(1, 6), seed=st.integers(0, 999))
def test_any_confusion_matrix(student, reference, classes, count, seed):
    """The matrix is right for any number of classes, also of those that no image has."""
    rng = np.random.default_rng(seed)
    case = Case("confusion_matrix", (rng.integers(0, classes, count), rng.integers(0, classes, count), classes))
    want = reference.confusion_matrix(*case.args)
    assert_same(student.confusion_matrix(*case.args), want=want, call=case, name="matrix")


@weight(1)
@given(classes=st.integers(2, 4), seed=st.integers(0, 999))
def test_any_most_confused(student, reference, classes, seed):
    """The pair is right for any matrix; of equal ones the first counts."""
    matrix = np.random.default_rng(seed).integers(0, 3, (classes, classes))
    case = Case("most_confused", (matrix,))
    want = reference.most_confused(matrix)
    assert_same(student.most_confused(matrix), want=want, call=case, name="(target, predicted)")


@weight(1)
@recorded("ties")
def test_ties(student, case):
    """Of equal scores the lower class counts as higher, and never more than two count."""
    assert_same(student.top_2_error(*case.args), want=case.pytorch, call=case, name="error")


@weight(2)
@given(
    count=st.integers(1, 5),
    sides=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    columns=st.integers(1, 3),
    gap=st.integers(0, 2),
    seed=st.integers(0, 999),
)
def test_any_grid(student, reference, count, sides, columns, gap, seed):  # noqa: PLR0917 - what is drawn
    """The picture is right for any kernels, columns and gaps."""
    case = Case("filter_grid", (cnn.numbers((count, *sides), seed), columns), {"gap": gap} if gap != 1 else {})
    want = reference.filter_grid(*case.args, **case.kwargs)
    assert_same(student.filter_grid(*case.args, **case.kwargs), want=want, call=case, name="picture")


@weight(2)
@given(
    layer=st.sampled_from(_LAYERS),
    shift=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    margin=st.integers(0, 1),
    seed=st.integers(0, 999),
)
def test_any_shift(student, reference, layer, shift, margin, seed):  # noqa: PLR0917 - what is drawn
    """The change is right for any layer, shift and margin, and for images that are not square."""
    x = cnn.numbers((2, 1, 5, 6), seed)
    case = Case("shift_change", (layer.forward, x, *shift), {"margin": margin} if margin != 1 else {})
    want = reference.shift_change(*case.args, **case.kwargs)
    assert_same(student.shift_change(*case.args, **case.kwargs), want=want, call=case, name="change")
