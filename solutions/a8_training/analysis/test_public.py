"""Public checks of the analysis: small examples that can be counted by hand."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, recorded
from convgrade.cnn.branches import branch


@weight(1.5)
def test_confusion_matrix(student):
    """Rows are the truth, columns what the network says, and every image counts."""
    for targets, predicted, want in (
        ([0], [1], [[0, 1], [0, 0]]),
        ([0, 0, 1], [0, 1, 1], [[1, 1], [0, 1]]),
        ([1, 1, 1, 0], [0, 0, 1, 0], [[1, 0], [2, 1]]),
    ):
        case = Case("confusion_matrix", (np.array(targets), np.array(predicted), 2))
        assert_same(student.confusion_matrix(*case.args), want=np.array(want), call=case, name="matrix")


@weight(1)
def test_most_confused(student):
    """The diagonal holds no mistakes, however large its counts."""
    for matrix, want in (([[9, 1], [3, 5]], (1, 0)), ([[7, 2, 0], [0, 8, 4], [1, 0, 9]], (1, 2))):
        case = Case("most_confused", (np.array(matrix),))
        assert_same(student.most_confused(*case.args), want=want, call=case, name="(target, predicted)")


@weight(1)
@recorded("plain")
def test_top_2_error(student, case):
    """An image is right if its class is first or second."""
    assert_same(student.top_2_error(*case.args), want=case.pytorch, call=case, name="error")


@weight(2)
def test_filter_grid(student):
    """Each kernel has its own black and white, and kernels lie side by side."""
    for kernels, columns, want in (
        ([[[1, 3]]], 1, [[0, 1]]),
        ([[[1, 3]], [[-1, -1]]], 2, [[0, 1, 0, 0.5, 0.5]]),
        ([[[0, 2]], [[8, 4]]], 1, [[0, 1], [0, 0], [1, 0]]),
        ([[[0], [1]], [[6], [4]]], 2, [[0, 0, 1], [1, 0, 0]]),
    ):
        case = Case("filter_grid", (np.array(kernels, np.float64), columns))
        assert_same(student.filter_grid(*case.args), want=np.array(want, np.float64), call=case, name="picture")


@weight(2)
def test_shift_change(student):
    """A layer that treats all pixels alike has no change; one that knows the column has."""
    x = np.arange(1.0, 17.0).reshape(1, 1, 4, 4)
    alike, knows = branch("2 * x", "x"), branch("x * np.arange(x.shape[3])", "x")
    for layer, rows, cols, want in ((alike, 1, 0, 0.0), (knows, 0, 1, 10.0), (knows, 1, 0, 0.0), (alike, 0, 1, 0.0)):
        case = Case("shift_change", (layer.forward, x, rows, cols))
        assert_same(student.shift_change(*case.args), want=want, call=case, name="change")
