# Generated from solutions/a6_architectures/residual_block/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of residual_block: examples that can be followed by hand, and what holds for any branch."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade.checks import Case, assert_same
from convgrade.cnn import branches, numbers

_LINE = branches.line(2, 1)
_SMALL = np.array([[[[5.0, -1.0]]]])
_UPSTREAM = np.array([[[[1.0, 10.0]]]])


@weight(1)
def test_example(student):
    """A pixel of 5 and the branch 2 * x + 1 give 5 + 11."""
    case = Case("residual_block", (_SMALL, _LINE.forward))
    assert_same(student.residual_block(*case.args), want=np.array([[[[16.0, -2.0]]]]), call=case)


@weight(1)
def test_branch_of_zeros(student):
    """Where the branch has found nothing, x comes out as it went in."""
    case = Case("residual_block", (numbers((2, 2, 1, 3), 5), branches.line(0, 0).forward))
    assert_same(student.residual_block(*case.args), want=case.args[0], call=case)


@weight(1)
def test_negative_branch(student):
    """The branch may take something away from x, so the output can be below x."""
    case = Case("residual_block", (numbers((1, 1, 2, 2), 0), branches.line(-1, -1).forward))
    assert_same(student.residual_block(*case.args), want=np.full((1, 1, 2, 2), -1.0), call=case)


@weight(1)
def test_shortcut(student):
    """A shortcut takes the place of x in the sum: 5 becomes 3 * 5 + 11."""
    case = Case("residual_block", (_SMALL, _LINE.forward), {"shortcut": branches.line(3, 0).forward})
    assert_same(student.residual_block(*case.args, **case.kwargs), want=np.array([[[[26.0, -4.0]]]]), call=case)


@weight(2)
def test_backward_example(student):
    """The branch 2 * x + 1 doubles the gradient, and x itself passes it on once more."""
    case = Case("residual_block_backward", (_UPSTREAM, _SMALL, _LINE.backward))
    assert_same(student.residual_block_backward(*case.args), want=3 * _UPSTREAM, call=case)


@weight(1)
def test_backward_curved_branch(student):
    """The branch x * x is steeper where x is larger: at 5 the gradient is 1 + 10 times, at -1 it is 1 - 2 times."""
    case = Case("residual_block_backward", (_UPSTREAM, _SMALL, branches.SQUARE.backward))
    assert_same(student.residual_block_backward(*case.args), want=np.array([[[[11.0, -10.0]]]]), call=case)


@weight(1)
def test_backward_shortcut(student):
    """The gradient of a shortcut takes the place of what x passes on."""
    options = {"shortcut_backward": branches.line(4, 0).backward}
    case = Case("residual_block_backward", (_UPSTREAM, _SMALL, _LINE.backward), options)
    assert_same(student.residual_block_backward(*case.args, **case.kwargs), want=6 * _UPSTREAM, call=case)


@weight(2)
def test_chain_example(student):
    """Two blocks x + x * x take 2 to 6 and to 42, and their slopes 5 and 13 multiply."""
    one, two = np.ones((1, 1, 1, 1)), np.full((1, 1, 1, 1), 2.0)
    gs, g_backwards = branches.unzipped([branches.SQUARE] * 2)
    case = Case("residual_chain_backward", (one, two, gs, g_backwards))
    assert_same(student.residual_chain_backward(*case.args), want=65 * one, call=case)


@weight(1)
@given(case=branches.residual_chain_cases(g=branches.line(0, 1)))
def test_chain_of_idle_blocks(student, case):
    """However long the chain is: where no branch depends on x, the gradient arrives as it was sent."""
    assert_same(student.residual_chain_backward(*case.args), want=case.args[0], call=case)
