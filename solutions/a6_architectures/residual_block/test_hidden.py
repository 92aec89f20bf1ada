"""Hidden checks of residual_block: any branch, shortcuts, refusals; gradients of one block and of chains."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, rejects
from convgrade.cnn import branches, numbers


@weight(1)
@given(cases=branches.residual_cases())
def test_any_branch(student, reference, cases):
    """The block is right for any images and any branch."""
    case = cases[0]
    assert_same(student.residual_block(*case.args), want=reference.residual_block(*case.args), call=case)


@weight(0.5)
@given(cases=branches.residual_cases(projected=True))
def test_any_shortcut(student, reference, cases):
    """The block is right where a shortcut changes the number of channels."""
    case = cases[0]
    want = reference.residual_block(*case.args, **case.kwargs)
    assert_same(student.residual_block(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
def test_shapes_that_differ(student):
    """Arrays of different shapes are refused with a ValueError, where NumPy would broadcast as well."""
    for g, shortcut in (("x[:, :1]", None), ("x[:, :, 1:]", None), ("x", "x[:, :1]"), ("x.sum(1, keepdims=True)", "x")):
        options = {} if shortcut is None else {"shortcut": branches.branch(shortcut, "x").forward}
        case = Case("residual_block", (numbers((1, 2, 2, 2), 0), branches.branch(g, "x").forward), options)
        with rejects("ValueError", call=case):
            student.residual_block(*case.args, **case.kwargs)


@weight(0.5)
def test_arguments_unchanged(student):
    """The images stay as they were, and a new array is returned."""
    for g in (branches.line(2, 1), branches.line(0, 0)):
        case = Case("residual_block", (numbers((1, 1, 2, 2), 0), g.forward))
        assert_array(student.residual_block(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(2)
@given(cases=branches.residual_cases())
def test_backward_any_branch(student, reference, cases):
    """The gradient of a block is right for any images, any branch and any grad_output."""
    case = cases[1]
    want = reference.residual_block_backward(*case.args)
    assert_same(student.residual_block_backward(*case.args), want=want, call=case)


@weight(0.5)
@given(cases=branches.residual_cases(projected=True))
def test_backward_any_shortcut(student, reference, cases):
    """The gradient of a block with a shortcut is right, where the number of channels changes."""
    case = cases[1]
    want = reference.residual_block_backward(*case.args, **case.kwargs)
    assert_same(student.residual_block_backward(*case.args, **case.kwargs), want=want, call=case)


@weight(0.5)
def test_backward_arguments_unchanged(student):
    """grad_output and x stay as they were, and a new array is returned."""
    for g in (branches.line(2, 1), branches.line(0, 0)):
        grad_output, x = numbers((1, 1, 2, 2), 3), numbers((1, 1, 2, 2), 0)
        case = Case("residual_block_backward", (grad_output, x, g.backward))
        assert_array(student.residual_block_backward(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(1)
@given(case=branches.residual_chain_cases(blocks=1))
def test_chain_of_one_block(student, reference, case):
    """A chain of one block has the gradient of that block."""
    assert_same(
        student.residual_chain_backward(*case.args), want=reference.residual_chain_backward(*case.args), call=case
    )


@weight(1.5)
@given(case=branches.residual_chain_cases(blocks=st.integers(2, 4)))
def test_any_chain(student, reference, case):
    """The gradient of a chain is right for any number of blocks and any branches."""
    assert_same(
        student.residual_chain_backward(*case.args), want=reference.residual_chain_backward(*case.args), call=case
    )


@weight(0.5)
def test_chain_arguments_unchanged(student):
    """grad_output and x stay as they were when a chain is gone through."""
    gs, g_backwards = branches.unzipped([branches.line(2, 1), branches.SQUARE])
    grad_output, x = numbers((1, 1, 2, 2), 3), numbers((1, 1, 2, 2), 0)
    case = Case("residual_chain_backward", (grad_output, x, gs, g_backwards))
    assert_array(student.residual_chain_backward(*case.args), call=case, shape=np.shape(x))
    assert_unchanged(student, call=case)
