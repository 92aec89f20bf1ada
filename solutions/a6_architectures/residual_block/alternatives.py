"""Right versions of the functions of residual_block, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("adds into the branch's array")
def adds_into_branch(x, g, *, shortcut=None):
    """Add in place, into the array that the branch has made; it is nobody else's."""
    out = g(x)
    kept = shortcut(x) if shortcut else x
    if np.shape(kept) != np.shape(out):
        raise ValueError("shapes differ")
    out += kept
    return out


@alternative("sum over a stack")
def sum_over_stack(x, g, *, shortcut=lambda x: x):
    """Stack both summands, which refuses different shapes by itself, and add along the stack."""
    return np.stack([(shortcut or (lambda x: x))(x), g(x)]).sum(axis=0)


@alternative("entry by entry")
def entry_by_entry(x, g, *, shortcut=None):
    """Add with a loop over all entries."""
    first, second = (shortcut or np.copy)(x), g(x)
    if first.shape != second.shape:
        raise ValueError("shapes differ")
    out = np.empty(first.shape)
    for index in np.ndindex(first.shape):
        out[index] = first[index] + second[index]
    return out


@alternative("list of paths", function="residual_block_backward")
def list_of_paths(grad_output, x, g_backward, *, shortcut_backward=None):
    """Collect the gradient of each path, and add them up from zeros."""
    paths = [g_backward, shortcut_backward or (lambda grad, _: grad)]
    grad_x = np.zeros(x.shape)
    for path in paths:
        grad_x += path(grad_output, x)
    return grad_x


@alternative("copy first", function="residual_block_backward")
def copy_first(grad_output, x, g_backward, *, shortcut_backward=None):
    """Start from a copy of what the shortcut passes on."""
    grad_x = np.array(grad_output if shortcut_backward is None else shortcut_backward(grad_output, x))
    grad_x += g_backward(grad_output, x)
    return grad_x


@alternative("recursion", function="residual_chain_backward")
def recursion(grad_output, x, gs, g_backwards):
    """Let the function find the gradient of the rest of the chain first."""
    if not gs:
        return grad_output.copy()
    rest = recursion(grad_output, x + gs[0](x), gs[1:], g_backwards[1:])
    return rest + g_backwards[0](rest, x)


@alternative("forward once more for each block", function="residual_chain_backward")
def forward_again(grad_output, x, gs, g_backwards):
    """Compute each block's input anew from the start, without keeping any."""
    grad = grad_output.copy()
    for block in range(len(gs) - 1, -1, -1):
        given = x.copy()
        for g in gs[:block]:
            given += g(given)
        grad += g_backwards[block](grad, given)
    return grad
