# Generated from solutions/a4_backprop/tie_gradients/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of tie_gradients: a worked example, a nudge of a shared weight, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, gradcheck, recorded


@weight(1.5)
def test_two_places(student):
    """Two places that share a weight, and would give it 2 and 5, together give it its gradient."""
    for place, want in (([[2.0, 5.0]], 7.0), ([[2.0], [5.0]], 7.0), ([[3.0, -3.0]], 0.0)):
        case = Case("tie_gradients", (np.array(place)[:, :, None, None, None, None],))
        assert_same(student.tie_gradients(*case.args), want=np.array([[[[want]]]]), call=case)


_SIGNAL = np.array([3.0, -1.0, 4.0, 1.0, -5.0])
_UPSTREAM = np.array([2.0, -3.0, 5.0, 7.0])


def _shared(weight):
    """Return four outputs that all use the same two weights, each on its own two pixels."""
    left, right = weight.ravel()
    return left * _SIGNAL[:-1] + right * _SIGNAL[1:]


@weight(2)
def test_nudge_of_a_shared_weight(student):
    """Nudge a shared weight, and the output moves at all places at once, as the gradient says."""
    pairs = np.stack([_SIGNAL[:-1], _SIGNAL[1:]], axis=1)
    case = Case("tie_gradients", ((_UPSTREAM[:, None] * pairs).reshape(1, 4, 1, 1, 1, 2),))
    inputs = {"weight": np.array([[[[2.0, 3.0]]]])}
    gradcheck({"weight": student.tie_gradients(*case.args)}, _shared, inputs, _UPSTREAM, call=case)


@weight(1.5)
@recorded("one weight")
def test_one_weight(student, case):
    """A weight gets what all of its copies would get, wherever they are."""
    assert_same(student.tie_gradients(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("filters")
def test_filters(student, case):
    """Only copies of the same weight are put together: filters, channels, rows and columns stay apart."""
    assert_same(student.tie_gradients(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("not square")
def test_places_that_are_not_square(student, case):
    """There may be more places downwards than to the right, or fewer."""
    assert_same(student.tie_gradients(*case.args), want=case.pytorch, call=case)
